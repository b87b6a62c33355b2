//! The side that made the link.

use super::{HALF, Half, SHOWN, agree, half, point, promise};
use crate::entropy::Entropy;
use crate::jobs::{Job, Point, Waiting};
use crate::join::{Door, Kind, Message, News, Shut, Step, going, is_shown, welcome_bytes, with_nonce};
use crate::keys::alike;
use crate::link::Link;
use crate::topic::{Name, Peer};
use crate::{Key, Room};

/// How often somebody may come to the door: whoever stands between the two sees words each time, and must not have as many
/// as it takes to find the same ones.
const MAX_HELLOS: u8 = 20;

#[derive(Clone)]
pub(super) enum Hosting {
    Open,
    /// Opening the digest.
    Hello(Peer),
    /// Sealing the own half.
    Answering(Peer, [u8; 32], Half, [u8; 12]),
    Answered(Peer, [u8; 32], Half),
    /// Opening the other half.
    Confirm(Peer, [u8; 32], Half),
    /// Working the secret out.
    Agreeing(Peer, Half, Half, [u8; 32]),
    Asked(Peer, Key),
    Sealing(Peer, Key, [u8; 12]),
    Shut,
}

/// The side that made the link.
pub struct Inviting {
    link: Link,
    point: Point,
    door: Door,
    until_ms: u64,
    hellos: u8,
    pub(super) state: Hosting,
    waiting: Waiting<[u8; 32]>,
}

impl Inviting {
    /// Waits at the door that the link names. `point` is the key that was made for this link, whose fingerprint is in it.
    pub fn new(link: Link, point: Point, until_ms: u64, entropy: &[u8; 32]) -> Self {
        let me = Peer::from_bytes(Entropy::new(entropy).bytes());
        Self {
            link,
            point,
            door: Door {
                lobby: link.lobby(),
                me,
            },
            until_ms,
            hellos: 0,
            state: Hosting::Open,
            waiting: Waiting::default(),
        }
    }

    /// The name to connect to the broker with.
    pub const fn name(&self) -> Name {
        self.door.lobby
    }

    /// This machine at the door.
    pub const fn me(&self) -> Peer {
        self.door.me
    }

    /// Time has passed: about once a second.
    pub fn tick(&mut self, now_ms: u64) -> Step {
        let mut step = Step::default();
        let is_busy = matches!(self.state, Hosting::Shut | Hosting::Asked(..) | Hosting::Sealing(..));
        if now_ms >= self.until_ms && !is_busy {
            self.shut(Shut::Expired, &mut step);
        }
        step
    }

    /// Takes what came to the door.
    pub fn receive(&mut self, bytes: &[u8], now_ms: u64, entropy: &[u8; 32]) -> Step {
        let mut step = self.tick(now_ms);
        let Some(Message { kind, guest, body }) = Message::read(bytes) else {
            return step;
        };
        let (state, plain) = match (kind, &self.state) {
            // Whoever comes while nobody is there, or after somebody who did not go on, begins.
            (Kind::Hello, Hosting::Open | Hosting::Answered(..)) => (Hosting::Hello(guest), 32),
            (Kind::Confirm, Hosting::Answered(known, promise, own)) if *known == guest => {
                (Hosting::Confirm(guest, *promise, *own), SHOWN)
            }
            // Nobody takes the place of whoever was asked about: the words would change under the agent's hand.
            (Kind::Gone, Hosting::Asked(asked, pair)) if *asked == guest && is_shown(&going(pair), body) => {
                self.state = Hosting::Open;
                step.news.push(News::Gone);
                return step;
            }
            _ => return step,
        };
        if let Some(job) = self.door.open(&self.link.first_key(), kind, guest, body, plain) {
            step.jobs.push((self.waiting.push(*entropy), job));
            self.state = state;
        }
        step
    }

    /// Takes the answer to a job.
    pub fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
        let mut step = Step::default();
        self.waiting.answer(number, answer);
        while let Some((entropy, answer)) = self.waiting.next_answered() {
            // What does not open, or does not fit, was said by nobody who has the link.
            let state = core::mem::replace(&mut self.state, Hosting::Open);
            let next = answer.and_then(|answer| self.go_on(state.clone(), &answer, &entropy, &mut step));
            match (next, state) {
                (Some(next), _) => self.state = next,
                (None, Hosting::Confirm(guest, promise, own)) => self.state = Hosting::Answered(guest, promise, own),
                (None, Hosting::Sealing(guest, pair, _)) => self.state = Hosting::Asked(guest, pair),
                (None, _) => {}
            }
        }
        step
    }

    fn go_on(&mut self, state: Hosting, answer: &[u8], entropy: &[u8; 32], step: &mut Step) -> Option<Hosting> {
        match state {
            Hosting::Hello(guest) => {
                self.hellos += 1;
                if self.hellos > MAX_HELLOS {
                    step.news.push(News::Shut(Shut::TooManyTries));
                    return Some(Hosting::Shut);
                }
                let mut entropy = Entropy::new(entropy);
                let (own, nonce) = (half(&self.point, &mut entropy), entropy.bytes());
                let key = self.link.first_key();
                let job = self.door.seal(&key, nonce, Kind::Answer, guest, own.to_vec());
                step.jobs.push((self.waiting.push([0; 32]), job));
                Some(Hosting::Answering(guest, answer.try_into().ok()?, own, nonce))
            }
            Hosting::Answering(guest, promised, own, nonce) => {
                let body = with_nonce(nonce, answer);
                step.publish.push(self.door.say(Kind::Answer, guest, &body));
                Some(Hosting::Answered(guest, promised, own))
            }
            Hosting::Confirm(guest, promised, own) => {
                let (theirs, shown) = answer.split_first_chunk::<HALF>()?;
                if !alike(&promise(theirs), &promised) {
                    return None;
                }
                let job = Job::Agree { theirs: point(theirs) };
                step.jobs.push((self.waiting.push([0; 32]), job));
                Some(Hosting::Agreeing(guest, own, *theirs, shown.try_into().ok()?))
            }
            Hosting::Agreeing(guest, own, theirs, shown) => {
                let (keys, words) = agree(&self.link, guest, [&own, &theirs], answer)?;
                if !is_shown(&keys.guest, &shown) {
                    return None;
                }
                step.publish
                    .push(self.door.say(Kind::Confirmed, guest, keys.host.as_bytes()));
                step.news.push(News::Knocks(Some(words)));
                Some(Hosting::Asked(guest, keys.pair))
            }
            Hosting::Sealing(guest, pair, nonce) => {
                let body = with_nonce(nonce, answer);
                step.publish.push(self.door.say(Kind::Welcome, guest, &body));
                step.news.push(News::LetIn { peer: guest, pair });
                step.news.push(News::Shut(Shut::Used));
                Some(Hosting::Shut)
            }
            Hosting::Open | Hosting::Answered(..) | Hosting::Asked(..) | Hosting::Shut => Some(state),
        }
    }

    /// The words are alike, and "Let them in" was pressed: says where the room is.
    pub fn let_in(&mut self, room: &Room, entropy: &[u8; 32]) -> Step {
        let mut step = Step::default();
        if let Hosting::Asked(guest, pair) = self.state {
            let nonce = Entropy::new(entropy).bytes();
            let job = self.door.seal(&pair, nonce, Kind::Welcome, guest, welcome_bytes(room));
            step.jobs.push((self.waiting.push([0; 32]), job));
            self.state = Hosting::Sealing(guest, pair, nonce);
        }
        step
    }

    /// The words differ, or nobody is waited for any longer.
    pub fn close(&mut self) -> Step {
        let mut step = Step::default();
        if let Hosting::Asked(guest, _) | Hosting::Answered(guest, ..) = self.state {
            step.publish.push(self.door.say(Kind::Closed, guest, &[]));
        }
        if !matches!(self.state, Hosting::Shut) {
            self.shut(Shut::Closed, &mut step);
        }
        step
    }

    fn shut(&mut self, why: Shut, step: &mut Step) {
        self.state = Hosting::Shut;
        // Nothing that is still being worked out is of use.
        self.waiting = Waiting::default();
        step.news.push(News::Shut(why));
    }
}
