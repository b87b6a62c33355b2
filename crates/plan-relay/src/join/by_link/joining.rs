//! The side that opened the link.

use super::{HALF, Half, agree, half, point, promise};
use crate::Key;
use crate::entropy::Entropy;
use crate::jobs::{Job, Point, Waiting};
use crate::join::{Door, Keys, Kind, Message, News, Shut, Step, WELCOME, is_shown, read_welcome, with_nonce};
use crate::link::{Fingerprint, Link};
use crate::topic::{Name, Peer};

#[derive(Clone)]
pub(super) enum Knocking {
    /// Sealing the digest.
    Promising([u8; 12]),
    Asking,
    /// Opening the other half.
    Hearing,
    /// Working the secret out.
    Agreeing(Half),
    /// Sealing the own half.
    Showing(Keys, [&'static str; 4], [u8; 12]),
    Confirming(Keys, [&'static str; 4]),
    Waiting(Key),
    /// Opening the welcome.
    Opening(Key),
    Shut,
}

/// The side that opened the link.
pub struct Joining {
    link: Link,
    pub(super) own: Half,
    pub(super) door: Door,
    until_ms: u64,
    nonce: [u8; 12],
    pub(super) state: Knocking,
    waiting: Waiting<()>,
}

impl Joining {
    /// Goes to the door that the link names. `point` is a key that was made for this.
    pub fn start(link: Link, point: &Point, until_ms: u64, entropy: &[u8; 32]) -> (Self, Step) {
        let mut entropy = Entropy::new(entropy);
        let door = Door {
            lobby: link.lobby(),
            me: Peer::from_bytes(entropy.bytes()),
        };
        let (own, nonce) = (half(point, &mut entropy), entropy.bytes());
        let mut joining = Self {
            link,
            own,
            door,
            until_ms,
            nonce: entropy.bytes(),
            state: Knocking::Promising(nonce),
            waiting: Waiting::default(),
        };
        let mut step = Step::default();
        let job = door.seal(&link.first_key(), nonce, Kind::Hello, door.me, promise(&own).to_vec());
        step.jobs.push((joining.waiting.push(()), job));
        (joining, step)
    }

    /// The name to connect to the broker with.
    pub const fn name(&self) -> Name {
        self.door.lobby
    }

    /// This machine, at the door and in the room.
    pub const fn me(&self) -> Peer {
        self.door.me
    }

    /// Time has passed: about once a second.
    pub fn tick(&mut self, now_ms: u64) -> Step {
        let mut step = Step::default();
        if now_ms >= self.until_ms && !matches!(self.state, Knocking::Shut | Knocking::Opening(_)) {
            self.shut(Shut::Expired, &mut step);
        }
        step
    }

    /// Takes what came to the door.
    pub fn receive(&mut self, bytes: &[u8], now_ms: u64) -> Step {
        let mut step = self.tick(now_ms);
        let me = self.door.me;
        let Some(Message { kind, body, .. }) = Message::read(bytes).filter(|message| message.guest == me) else {
            return step;
        };
        match (kind, &self.state) {
            (Kind::Answer, Knocking::Asking) => {
                if let Some(job) = self.door.open(&self.link.first_key(), kind, me, body, HALF) {
                    step.jobs.push((self.waiting.push(()), job));
                    self.state = Knocking::Hearing;
                }
            }
            (Kind::Confirmed, Knocking::Confirming(keys, words)) if is_shown(&keys.host, body) => {
                step.news.push(News::Waiting(Some(*words)));
                self.state = Knocking::Waiting(keys.pair);
            }
            (Kind::Welcome, Knocking::Waiting(pair)) => {
                if let Some(job) = self.door.open(pair, kind, me, body, WELCOME) {
                    step.jobs.push((self.waiting.push(()), job));
                    self.state = Knocking::Opening(*pair);
                }
            }
            (Kind::Closed, Knocking::Asking | Knocking::Confirming(..) | Knocking::Waiting(_)) => {
                self.shut(Shut::Closed, &mut step);
            }
            _ => {}
        }
        step
    }

    /// Takes the answer to a job.
    pub fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
        let mut step = Step::default();
        self.waiting.answer(number, answer);
        while let Some(((), answer)) = self.waiting.next_answered() {
            let state = core::mem::replace(&mut self.state, Knocking::Shut);
            self.state = self.go_on(state, answer, &mut step);
        }
        step
    }

    fn go_on(&mut self, state: Knocking, answer: Option<Vec<u8>>, step: &mut Step) -> Knocking {
        let me = self.door.me;
        match (state, answer) {
            (Knocking::Promising(nonce), Some(sealed)) => {
                let body = with_nonce(nonce, &sealed);
                step.publish.push(self.door.say(Kind::Hello, me, &body));
                Knocking::Asking
            }
            (Knocking::Hearing, Some(plain)) => match <Half>::try_from(plain) {
                Ok(theirs) if Fingerprint::of(&point(&theirs)) == self.link.host => {
                    let job = Job::Agree { theirs: point(&theirs) };
                    step.jobs.push((self.waiting.push(()), job));
                    Knocking::Agreeing(theirs)
                }
                _ => shut(Shut::OtherKey, step),
            },
            // Somebody else at the door has said so.
            (Knocking::Hearing, None) => Knocking::Asking,
            (Knocking::Agreeing(theirs), Some(shared)) => {
                let Some((keys, words)) = agree(&self.link, me, [&theirs, &self.own], &shared) else {
                    return shut(Shut::OtherKey, step);
                };
                let bytes = [&self.own[..], keys.guest.as_bytes()].concat();
                let job = self
                    .door
                    .seal(&self.link.first_key(), self.nonce, Kind::Confirm, me, bytes);
                step.jobs.push((self.waiting.push(()), job));
                Knocking::Showing(keys, words, self.nonce)
            }
            (Knocking::Showing(keys, words, nonce), Some(sealed)) => {
                let body = with_nonce(nonce, &sealed);
                step.publish.push(self.door.say(Kind::Confirm, me, &body));
                Knocking::Confirming(keys, words)
            }
            (Knocking::Opening(pair), plain) => match plain.and_then(|plain| read_welcome(&plain, me, pair)) {
                Some(welcome) => {
                    step.news.push(News::Enter(welcome));
                    Knocking::Shut
                }
                None => Knocking::Waiting(pair),
            },
            (Knocking::Agreeing(_) | Knocking::Promising(_) | Knocking::Showing(..), None) => {
                shut(Shut::OtherKey, step)
            }
            (state, _) => state,
        }
    }

    /// Waits no longer. Whoever was asked is told.
    pub fn leave(&mut self) -> Step {
        let mut step = Step::default();
        if let Knocking::Confirming(Keys { pair, .. }, _) | Knocking::Waiting(pair) = &self.state {
            step.publish.push(self.door.go(pair));
        }
        self.state = Knocking::Shut;
        self.waiting = Waiting::default();
        step
    }

    fn shut(&mut self, why: Shut, step: &mut Step) {
        self.state = shut(why, step);
        self.waiting = Waiting::default();
    }
}

fn shut(why: Shut, step: &mut Step) -> Knocking {
    step.news.push(News::Shut(why));
    Knocking::Shut
}
