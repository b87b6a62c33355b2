//! Those who come to a door without its code or link, and a broker that changes what is said there.

use plan_log::RoomId;
use plan_relay::code::Code;
use plan_relay::join::{News, Publish, Shut, Step, by_code, by_link};
use plan_relay::link::{Fingerprint, Link};
use plan_relay::{Key, Room, host};

use crate::chance::{Chance, cases};

/// One side of a door, whichever way it is.
trait Side {
    fn receive(&mut self, bytes: &[u8]) -> Step;
    fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step;
    fn let_in(&mut self) -> Step;
    fn private(&self) -> Option<&host::Private>;

    /// Does the jobs of a step, and those that follow.
    fn settle(&mut self, step: Step) -> (Vec<Publish>, Vec<News>) {
        let (mut publish, mut news) = (step.publish, step.news);
        for (number, job) in step.jobs {
            let answer = host::answer(&job, self.private());
            let after = self.answered(number, answer);
            let (more, told) = self.settle(after);
            publish.extend(more);
            news.extend(told);
        }
        (publish, news)
    }
}

fn room() -> Room {
    Room::host(RoomId::from_bytes([7; 32]), [0; 8], &[1; 32]).0
}

macro_rules! side {
    ($name:ident, $machine:ty, |$self:ident, $bytes:ident| $receive:expr, $let_in:expr) => {
        struct $name {
            machine: $machine,
            private: Option<host::Private>,
        }

        impl Side for $name {
            fn receive(&mut $self, $bytes: &[u8]) -> Step {
                $receive
            }
            fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
                self.machine.answered(number, answer)
            }
            fn let_in(&mut self) -> Step {
                let let_in: fn(&mut $machine) -> Step = $let_in;
                let_in(&mut self.machine)
            }
            fn private(&self) -> Option<&host::Private> {
                self.private.as_ref()
            }
        }
    };
}

side!(
    CodeHost,
    by_code::Inviting,
    |self, bytes| self.machine.receive(bytes, 0, &[6; 32]),
    |machine| machine.let_in(&room(), &[9; 32])
);
side!(
    CodeGuest,
    by_code::Joining,
    |self, bytes| self.machine.receive(bytes, 0),
    |_| Step::default()
);
side!(
    LinkHost,
    by_link::Inviting,
    |self, bytes| self.machine.receive(bytes, 0, &[6; 32]),
    |machine| machine.let_in(&room(), &[9; 32])
);
side!(
    LinkGuest,
    by_link::Joining,
    |self, bytes| self.machine.receive(bytes, 0),
    |_| Step::default()
);

fn by_code(said: Code, typed: Code, chance: &mut Chance) -> (CodeHost, CodeGuest, Step) {
    let (machine, step) = by_code::Joining::start(typed, 0, &chance.luck());
    let host = by_code::Inviting::new(said, 0, &chance.luck());
    (
        CodeHost {
            machine: host,
            private: None,
        },
        CodeGuest { machine, private: None },
        step,
    )
}

fn private(chance: &mut Chance) -> host::Private {
    loop {
        if let Some(private) = host::Private::from_bytes(&chance.luck()) {
            return private;
        }
    }
}

fn by_link(chance: &mut Chance) -> (LinkHost, LinkGuest, Step) {
    let (of_host, of_guest) = (private(chance), private(chance));
    let link = Link {
        secret: Key::from_bytes(chance.luck()),
        host: Fingerprint::of(&of_host.point()),
        room: RoomId::from_bytes([7; 32]),
    };
    let (machine, step) = by_link::Joining::start(link, &of_guest.point(), 1_000, &chance.luck());
    let host = by_link::Inviting::new(link, of_host.point(), 1_000, &chance.luck());
    (
        LinkHost {
            machine: host,
            private: Some(of_host),
        },
        LinkGuest {
            machine,
            private: Some(of_guest),
        },
        step,
    )
}

/// How far they came.
#[derive(Debug, Default, PartialEq)]
struct Came {
    knocked: bool,
    entered: bool,
}

/// Lets both talk until nobody says anything more; the message of that number, of those that either says, is spoilt. The
/// agent lets in whoever knocks.
fn talk(host: &mut impl Side, guest: &mut impl Side, step: Step, spoilt: Option<usize>, chance: &mut Chance) -> Came {
    let mut came = Came::default();
    let mut number = 0;
    let mut to_guest: Vec<Publish> = Vec::new();
    let (mut to_host, _) = guest.settle(step);
    let mut carried = |publish: Publish, chance: &mut Chance| {
        number += 1;
        if Some(number - 1) == spoilt {
            chance.spoil(&publish.payload)
        } else {
            publish.payload
        }
    };
    while !(to_host.is_empty() && to_guest.is_empty()) {
        for publish in core::mem::take(&mut to_host) {
            let step = host.receive(&carried(publish, chance));
            let (said, news) = host.settle(step);
            to_guest.extend(said);
            if news.iter().any(|news| matches!(news, News::Knocks(_))) {
                came.knocked = true;
                let step = host.let_in();
                to_guest.extend(host.settle(step).0);
            }
        }
        for publish in core::mem::take(&mut to_guest) {
            let step = guest.receive(&carried(publish, chance));
            let (said, news) = guest.settle(step);
            to_host.extend(said);
            came.entered |= news.iter().any(|news| matches!(news, News::Enter(_)));
        }
    }
    came
}

/// Whoever changes one message between two at the door keeps the guest out, and never gets a question put to the agent
/// unless both had shown their keys before.
#[test]
fn spoilt_words_at_the_door_let_nobody_in() {
    let (count, seed) = cases("relay", 100_000);
    let mut chance = Chance::new(seed);
    let code = Code::parse("48 291 – 13 074").unwrap();
    // By code three messages come before the question and two after it, by link one more before it.
    let in_full = |came: Came| assert_eq!((came.knocked, came.entered), (true, true));
    let (mut host, mut guest, step) = by_code(code, code, &mut chance);
    in_full(talk(&mut host, &mut guest, step, None, &mut chance));
    let (mut host, mut guest, step) = by_link(&mut chance);
    in_full(talk(&mut host, &mut guest, step, None, &mut chance));
    for case in 0..count / 100 {
        let spoilt = chance.below(4);
        let (mut host, mut guest, step) = by_code(code, code, &mut chance);
        let came = talk(&mut host, &mut guest, step, Some(spoilt), &mut chance);
        assert!(
            !came.entered && (!came.knocked || spoilt > 2),
            "case {case}, seed {seed}: code, message {spoilt}, {came:?}"
        );
        let spoilt = chance.below(5);
        let (mut host, mut guest, step) = by_link(&mut chance);
        let came = talk(&mut host, &mut guest, step, Some(spoilt), &mut chance);
        assert!(
            !came.entered && (!came.knocked || spoilt > 2),
            "case {case}, seed {seed}: link, message {spoilt}, {came:?}"
        );
    }
}

/// Guesses at as many codes, none of them right: each kills the code, and none is asked about.
#[test]
fn guesses_at_a_code_never_knock() {
    let (count, seed) = cases("guesses", 2_000);
    let mut chance = Chance::new(seed);
    for _ in 0..count {
        let said = Code::make(&chance.luck());
        let text = said.to_string();
        // The first half is where the door is: whoever guesses knows it.
        let (lobby, password) = text.split_once('–').unwrap();
        let typed = format!("{lobby}{:05}", chance.below(100_000));
        if Code::parse(&typed).unwrap() == said {
            continue;
        }
        let (mut host, mut guest, step) = by_code(said, Code::parse(&typed).unwrap(), &mut chance);
        let (hello, _) = guest.settle(step);
        let step = host.receive(&hello[0].payload);
        let (answer, _) = host.settle(step);
        let step = guest.receive(&answer[0].payload);
        let (confirm, _) = guest.settle(step);
        let step = host.receive(&confirm[0].payload);
        let (_, news) = host.settle(step);
        assert_eq!(
            news,
            [News::Shut(Shut::WrongCode)],
            "{text} was guessed as {typed}, {password}"
        );
    }
}
