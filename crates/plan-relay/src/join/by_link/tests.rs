use super::inviting::Hosting;
use super::joining::Knocking;
use super::*;
use crate::Room;
use crate::entropy::Entropy;
use crate::host::{self, Private};
use crate::join::Publish;
use crate::join::{Kind, News, Shut, Step, with_nonce};
use crate::link::Fingerprint;
use plan_log::RoomId;
use proptest::strategy::Strategy;

const UNTIL: u64 = 1_000_000;

fn room() -> Room {
    Room::host(RoomId::from_bytes([7; 32]), [0; 8], &[1; 32]).0
}

fn private(number: u8) -> Private {
    Private::from_bytes(&[number; 32]).unwrap()
}

fn link() -> Link {
    Link {
        secret: Key::from_bytes([3; 32]),
        host: Fingerprint::of(&private(1).point()),
        room: RoomId::from_bytes([7; 32]),
    }
}

/// Both sides at one door.
struct Doorway {
    inviting: Inviting,
    joining: Joining,
    keys: [Private; 2],
    to_host: Vec<Publish>,
    to_guest: Vec<Publish>,
    host_news: Vec<News>,
    guest_news: Vec<News>,
}

impl Doorway {
    fn new(opened: Link, host_key: u8) -> Self {
        let keys = [private(host_key), private(2)];
        let (joining, step) = Joining::start(opened, &keys[1].point(), UNTIL, &[5; 32]);
        let mut door = Self {
            inviting: Inviting::new(link(), keys[0].point(), UNTIL, &[4; 32]),
            joining,
            keys,
            to_host: Vec::new(),
            to_guest: Vec::new(),
            host_news: Vec::new(),
            guest_news: Vec::new(),
        };
        door.take_guest(step);
        door
    }

    fn take_guest(&mut self, step: Step) {
        self.guest_news.extend(step.news);
        self.to_host.extend(step.publish);
        for (number, job) in step.jobs {
            let step = self.joining.answered(number, host::answer(&job, Some(&self.keys[1])));
            self.take_guest(step);
        }
    }

    fn take_host(&mut self, step: Step) {
        self.host_news.extend(step.news);
        self.to_guest.extend(step.publish);
        for (number, job) in step.jobs {
            let step = self.inviting.answered(number, host::answer(&job, Some(&self.keys[0])));
            self.take_host(step);
        }
    }

    fn talk(&mut self) {
        while !(self.to_host.is_empty() && self.to_guest.is_empty()) {
            for publish in core::mem::take(&mut self.to_host) {
                let step = self.inviting.receive(&publish.payload, 0, &[6; 32]);
                self.take_host(step);
            }
            for publish in core::mem::take(&mut self.to_guest) {
                let step = self.joining.receive(&publish.payload, 0);
                self.take_guest(step);
            }
        }
    }
}

#[test]
fn right_link_shows_both_the_same_words_and_enters_once_let_in() {
    let mut door = Doorway::new(link(), 1);
    door.talk();
    let ([News::Knocks(Some(host))], [News::Waiting(Some(guest))]) = (&door.host_news[..], &door.guest_news[..]) else {
        panic!("{:?} {:?}", door.host_news, door.guest_news);
    };
    assert_eq!(host, guest);
    let step = door.inviting.let_in(&room(), &[9; 32]);
    door.take_host(step);
    door.talk();
    let [_, News::LetIn { peer, pair }, News::Shut(Shut::Used)] = door.host_news[..] else {
        panic!("{:?}", door.host_news);
    };
    let [_, News::Enter(welcome)] = &door.guest_news[..] else {
        panic!("{:?}", door.guest_news);
    };
    assert_eq!((welcome.peer, welcome.pair), (peer, pair));
    assert_eq!((welcome.room, welcome.secret, welcome.host), room().invitation());
    // The link has done its work.
    let again = Joining::start(link(), &private(8).point(), UNTIL, &[15; 32]).1;
    for (_, job) in again.jobs {
        let body = with_nonce([0; 12], &host::answer(&job, None).unwrap());
        let hello = door.joining.door.say(Kind::Hello, Peer::from_bytes([8; 8]), &body);
        assert!(door.inviting.receive(&hello.payload, 0, &[6; 32]).jobs.is_empty());
    }
}

#[test]
fn link_with_another_secret_finds_nobody() {
    let other = Link {
        secret: Key::from_bytes([99; 32]),
        ..link()
    };
    let mut door = Doorway::new(other, 1);
    door.talk();
    assert_eq!((door.host_news.len(), door.guest_news.len()), (0, 0));
}

#[test]
fn host_with_another_key_than_the_links_is_refused() {
    let mut door = Doorway::new(link(), 9);
    door.talk();
    assert_eq!(door.guest_news, [News::Shut(Shut::OtherKey)]);
    assert!(door.host_news.is_empty());
}

#[test]
fn key_that_was_not_promised_is_refused() {
    let mut door = Doorway::new(link(), 1);
    // It promised one key, and shows another.
    let mut entropy = Entropy::new(&[77; 32]);
    door.joining.own = half(&private(3).point(), &mut entropy);
    door.keys[1] = private(3);
    door.talk();
    assert!(door.host_news.is_empty() && door.guest_news.is_empty());
    assert!(matches!(door.inviting.state, Hosting::Answered(..)));
}

#[test]
fn twenty_first_hello_shuts_the_door() {
    let mut door = Doorway::new(link(), 1);
    for luck in 30..50 {
        let key = private(luck);
        let (mut joining, step) = Joining::start(link(), &key.point(), UNTIL, &[luck; 32]);
        let (number, job) = &step.jobs[0];
        let hello = joining.answered(*number, host::answer(job, None)).publish.remove(0);
        let step = door.inviting.receive(&hello.payload, 0, &[luck; 32]);
        door.take_host(step);
        assert_eq!(door.to_guest.len(), 1, "{luck}");
        door.to_guest.clear();
    }
    door.talk();
    assert_eq!(door.host_news, [News::Shut(Shut::TooManyTries)]);
}

#[test]
fn link_ends_when_its_time_is_over() {
    let mut door = Doorway::new(link(), 1);
    assert!(door.inviting.tick(UNTIL - 1).news.is_empty());
    assert_eq!(door.inviting.tick(UNTIL).news, [News::Shut(Shut::Expired)]);
    assert_eq!(door.joining.tick(UNTIL).news, [News::Shut(Shut::Expired)]);
}

#[test]
fn who_goes_is_asked_about_no_longer_and_leaves_the_link_to_others() {
    let mut door = Doorway::new(link(), 1);
    door.talk();
    // Who knows the link alone cannot say it for them, nor take their place while they are asked about.
    let forged = door.joining.door.say(Kind::Gone, door.joining.me(), &[0; 32]);
    assert!(door.inviting.receive(&forged.payload, 0, &[6; 32]).news.is_empty());
    let again = |door: &mut Doorway| {
        door.keys[1] = private(8);
        let (joining, step) = Joining::start(link(), &door.keys[1].point(), UNTIL, &[15; 32]);
        let before = core::mem::replace(&mut door.joining, joining);
        door.take_guest(step);
        door.talk();
        before
    };
    let mut first = again(&mut door);
    assert_eq!((door.host_news.len(), door.guest_news.len()), (1, 1));
    door.to_host.extend(first.leave().publish);
    door.talk();
    assert_eq!(door.host_news[1..], [News::Gone]);
    assert!(door.inviting.let_in(&room(), &[9; 32]).jobs.is_empty());
    again(&mut door);
    assert!(matches!(door.host_news[2..], [News::Knocks(Some(_))]));
}

#[test]
fn words_that_differ_close_the_door() {
    let mut door = Doorway::new(link(), 1);
    door.talk();
    let step = door.inviting.close();
    assert_eq!(step.news, [News::Shut(Shut::Closed)]);
    door.take_host(step);
    door.talk();
    assert_eq!(door.guest_news.last(), Some(&News::Shut(Shut::Closed)));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100_000))]

    /// Any bytes at either side, and any bytes as what they held: no panic, nobody knocks, nobody enters.
    #[test]
    fn prop_any_bytes_at_the_door_open_nothing(kind in 0_u8..8, length in 0_usize..150, plain in proptest::prop_oneof![proptest::prelude::Just(None), (0_usize..130).prop_map(Some)], fill in proptest::prelude::any::<u8>()) {
        thread_local! {
            static DOOR: std::cell::RefCell<Doorway> = std::cell::RefCell::new(Doorway::new(link(), 1));
        }
        DOOR.with_borrow_mut(|door| {
            let mut bytes = vec![fill; length];
            let guest = *door.joining.me().as_bytes();
            bytes.iter_mut().zip([1, kind].into_iter().chain(guest)).for_each(|(to, from)| *to = from);
            let answer = plain.map(|length| vec![fill; length]);
            let mut news = Vec::new();
            for (number, _) in door.inviting.receive(&bytes, 0, &[6; 32]).jobs {
                news.extend(door.inviting.answered(number, answer.clone()).news);
            }
            for (number, _) in door.joining.receive(&bytes, 0).jobs {
                news.extend(door.joining.answered(number, answer.clone()).news);
            }
            proptest::prop_assert!(news.iter().all(|news| matches!(news, News::Shut(_))), "{:?}", news);
            if matches!(door.inviting.state, Hosting::Shut) || matches!(door.joining.state, Knocking::Shut) {
                *door = Doorway::new(link(), 1);
            }
            Ok(())
        })?;
    }
}
