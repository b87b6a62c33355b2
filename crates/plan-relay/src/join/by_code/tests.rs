use super::*;
use crate::host;
use crate::join::{Publish, Welcome};
use plan_log::RoomId;

fn room() -> Room {
    Room::host(RoomId::from_bytes([7; 32]), [0; 8], &[1; 32]).0
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

/// Both sides at one door, with the time at which they talk.
struct Doorway {
    inviting: Inviting,
    joining: Joining,
    to_host: Vec<Publish>,
    to_guest: Vec<Publish>,
    said: Vec<Publish>,
    host_news: Vec<News>,
    guest_news: Vec<News>,
}

impl Doorway {
    fn new(said: &str, typed: &str) -> Self {
        let (joining, step) = Joining::start(code(typed), 0, &[5; 32]);
        Self {
            inviting: Inviting::new(code(said), 0, &[4; 32]),
            joining,
            to_host: step.publish,
            to_guest: Vec::new(),
            said: Vec::new(),
            host_news: Vec::new(),
            guest_news: Vec::new(),
        }
    }

    fn talk(&mut self, now_ms: u64) {
        while !(self.to_host.is_empty() && self.to_guest.is_empty()) {
            for publish in core::mem::take(&mut self.to_host) {
                let step = self.inviting.receive(&publish.payload, now_ms, &[6; 32]);
                self.said.push(publish);
                self.host_news.extend(step.news);
                self.to_guest.extend(step.publish);
            }
            for publish in core::mem::take(&mut self.to_guest) {
                let step = self.joining.receive(&publish.payload, now_ms);
                self.said.push(publish);
                self.take_guest(step);
            }
        }
    }

    fn take_guest(&mut self, step: Step) {
        self.guest_news.extend(step.news);
        self.to_host.extend(step.publish);
        for (number, job) in step.jobs {
            let step = self.joining.answered(number, host::answer(&job, None));
            self.guest_news.extend(step.news);
        }
    }

    fn let_in(&mut self) {
        for (number, job) in self.inviting.let_in(&room(), &[9; 32]).jobs {
            let step = self.inviting.answered(number, host::answer(&job, None));
            self.host_news.extend(step.news);
            self.to_guest.extend(step.publish);
        }
    }
}

#[test]
fn right_code_knocks_and_enters_once_let_in() {
    let mut door = Doorway::new("4829113074", "48 291 – 13 074");
    assert_eq!(door.inviting.name(), door.joining.name());
    door.talk(1_000);
    assert_eq!(door.host_news, [News::Knocks(None)]);
    assert_eq!(door.guest_news, [News::Waiting(None)]);
    door.let_in();
    door.talk(2_000);
    let [_, News::LetIn { peer, pair }, News::Shut(Shut::Used)] = door.host_news[..] else {
        panic!("{:?}", door.host_news);
    };
    let (id, secret, host) = room().invitation();
    let welcome = Welcome {
        room: id,
        secret,
        host,
        peer,
        pair,
    };
    assert_eq!(door.guest_news[1..], [News::Enter(welcome)]);
    assert_eq!(peer, door.joining.me());
    // The room's place is not said in the open.
    let secret = secret.as_bytes();
    assert!(
        door.said
            .iter()
            .all(|said| !said.payload.windows(8).any(|part| part == &secret[..8]))
    );
    // The code has done its work.
    let (_, again) = Joining::start(code("4829113074"), 2_000, &[15; 32]);
    let step = door.inviting.receive(&again.publish[0].payload, 2_000, &[16; 32]);
    assert!(step.publish.is_empty() && step.news.is_empty());
}

#[test]
fn nothing_is_let_in_before_somebody_knocks() {
    let mut door = Doorway::new("4829113074", "4829113074");
    assert!(door.inviting.let_in(&room(), &[9; 32]).jobs.is_empty());
    door.talk(0);
    assert_eq!(door.inviting.let_in(&room(), &[9; 32]).jobs.len(), 1);
}

#[test]
fn wrong_code_kills_it() {
    let mut door = Doorway::new("4829113074", "4829113075");
    door.talk(0);
    assert_eq!(door.host_news, [News::Shut(Shut::WrongCode)]);
    assert_eq!(door.guest_news, [News::Shut(Shut::Closed)]);
    // The right one comes too late.
    let (_, step) = Joining::start(code("4829113074"), 0, &[15; 32]);
    let step = door.inviting.receive(&step.publish[0].payload, 0, &[16; 32]);
    assert!(step.publish.is_empty() && step.news.is_empty());
    assert!(door.inviting.let_in(&room(), &[9; 32]).jobs.is_empty());
}

#[test]
fn code_ends_after_ten_minutes() {
    let mut door = Doorway::new("4829113074", "4829113074");
    assert!(door.inviting.tick(CODE_LIFE_MS - 1).news.is_empty());
    door.talk(CODE_LIFE_MS);
    assert_eq!(door.host_news, [News::Shut(Shut::Expired)]);
    assert_eq!(door.joining.tick(CODE_LIFE_MS).news, [News::Shut(Shut::Expired)]);
    // Whoever knocked in time is let in afterwards.
    let mut door = Doorway::new("4829113074", "4829113074");
    door.talk(CODE_LIFE_MS - 1);
    assert!(door.inviting.tick(CODE_LIFE_MS + 60_000).news.is_empty());
    door.let_in();
    assert!(matches!(door.host_news[1], News::LetIn { .. }));
}

#[test]
fn sixth_hello_without_the_code_kills_it() {
    let mut door = Doorway::new("4829113074", "4829113074");
    for luck in 20..25 {
        let (_, step) = Joining::start(code("4829100000"), 0, &[luck; 32]);
        let step = door.inviting.receive(&step.publish[0].payload, 0, &[luck; 32]);
        assert_eq!((step.publish.len(), step.news.len()), (1, 0));
    }
    door.talk(0);
    assert_eq!(door.host_news, [News::Shut(Shut::TooManyTries)]);
}

#[test]
fn what_was_said_by_another_or_again_does_not_count() {
    let mut door = Doorway::new("4829113074", "4829113074");
    let hello = door.to_host.remove(0);
    let answer = door.inviting.receive(&hello.payload, 0, &[6; 32]).publish.remove(0);
    let confirm = door.joining.receive(&answer.payload, 0).publish.remove(0);
    // Of another guest.
    let mut bent = confirm.payload.clone();
    bent[5] ^= 1;
    assert!(door.inviting.receive(&bent, 0, &[7; 32]).news.is_empty());
    assert_eq!(
        door.inviting.receive(&confirm.payload, 0, &[7; 32]).news,
        [News::Knocks(None)]
    );
    // Again.
    assert!(door.inviting.receive(&confirm.payload, 0, &[7; 32]).news.is_empty());
    // One who sits at the host's door without the code cannot say "confirmed".
    let forged = door.inviting.door.say(Kind::Confirmed, door.joining.me(), &[0; 32]);
    assert_eq!(
        door.joining.receive(&forged.payload, 0).news,
        [News::Shut(Shut::WrongCode)]
    );
}

#[test]
fn who_shows_the_code_again_takes_the_place_of_who_was_asked() {
    let mut door = Doorway::new("4829113074", "4829113074");
    door.talk(0);
    // Their page was loaded again, and they type the same code.
    let (joining, step) = Joining::start(code("4829113074"), 0, &[15; 32]);
    let mut first = core::mem::replace(&mut door.joining, joining);
    door.to_host = step.publish;
    door.talk(0);
    assert_eq!(door.host_news, [News::Knocks(None), News::Knocks(None)]);
    // Whoever still waits with the first page is told.
    let closed = door.said.iter().map(|said| first.receive(&said.payload, 0).news);
    assert_eq!(closed.flatten().collect::<Vec<_>>(), [News::Shut(Shut::Closed)]);
    door.let_in();
    door.talk(0);
    assert!(matches!(door.guest_news[..], [.., News::Enter(_)]));
}

#[test]
fn guess_while_somebody_is_asked_about_kills_the_code() {
    let mut door = Doorway::new("4829113074", "4829113074");
    door.talk(0);
    let (joining, step) = Joining::start(code("4829113075"), 0, &[15; 32]);
    let mut first = core::mem::replace(&mut door.joining, joining);
    door.to_host = step.publish;
    door.talk(0);
    assert_eq!(door.host_news[1..], [News::Shut(Shut::WrongCode)]);
    assert!(door.inviting.let_in(&room(), &[9; 32]).jobs.is_empty());
    let closed = door.said.iter().map(|said| first.receive(&said.payload, 0).news);
    assert_eq!(closed.flatten().collect::<Vec<_>>(), [News::Shut(Shut::Closed)]);
}

#[test]
fn nobody_takes_that_place_once_the_time_is_over() {
    let mut door = Doorway::new("4829113074", "4829113074");
    door.talk(0);
    let (_, step) = Joining::start(code("4829113074"), 0, &[15; 32]);
    let step = door.inviting.receive(&step.publish[0].payload, CODE_LIFE_MS, &[16; 32]);
    assert!(step.publish.is_empty() && step.news.is_empty());
    door.let_in();
    assert!(matches!(door.host_news[1], News::LetIn { .. }));
}

#[test]
fn who_goes_is_asked_about_no_longer() {
    let mut door = Doorway::new("4829113074", "4829113074");
    door.talk(0);
    // Nobody can say it for them.
    let forged = door.inviting.door.say(Kind::Gone, door.joining.me(), &[0; 32]);
    assert!(door.inviting.receive(&forged.payload, 0, &[7; 32]).news.is_empty());
    door.to_host = door.joining.leave().publish;
    door.talk(0);
    assert_eq!(door.host_news, [News::Knocks(None), News::Gone]);
    assert!(door.inviting.let_in(&room(), &[9; 32]).jobs.is_empty());
    assert_eq!(door.inviting.tick(CODE_LIFE_MS).news, [News::Shut(Shut::Expired)]);
    // Where nobody was asked nobody is told.
    let (mut joining, _) = Joining::start(code("4829113074"), 0, &[15; 32]);
    assert!(joining.leave().publish.is_empty());
}

#[test]
fn agent_who_refuses_closes_the_door() {
    let mut door = Doorway::new("4829113074", "4829113074");
    door.talk(0);
    let step = door.inviting.close();
    assert_eq!(step.news, [News::Shut(Shut::Closed)]);
    assert_eq!(
        door.joining.receive(&step.publish[0].payload, 0).news,
        [News::Shut(Shut::Closed)]
    );
    assert!(door.inviting.close().news.is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100_000))]

    /// Any bytes at either side: no panic, nobody knocks, nobody enters.
    #[test]
    fn prop_any_bytes_at_the_door_open_nothing(kind in 0_u8..8, length in 0_usize..150, fill in proptest::prelude::any::<u8>(), to_me in proptest::prelude::any::<bool>()) {
        thread_local! {
            static DOOR: std::cell::RefCell<Doorway> = std::cell::RefCell::new(Doorway::new("4829113074", "4829113074"));
        }
        DOOR.with_borrow_mut(|door| {
            let mut bytes = vec![fill; length];
            let guest = if to_me { *door.joining.me().as_bytes() } else { [fill; 8] };
            bytes.iter_mut().zip([1, kind].into_iter().chain(guest)).for_each(|(to, from)| *to = from);
            let news = [door.inviting.receive(&bytes, 0, &[6; 32]).news, door.joining.receive(&bytes, 0).news].concat();
            proptest::prop_assert!(news.iter().all(|news| matches!(news, News::Shut(_))), "{:?}", news);
            // A door that was shut is replaced, so that all of it is tried.
            if !news.is_empty() {
                *door = Doorway::new("4829113074", "4829113074");
            }
            Ok(())
        })?;
    }
}
