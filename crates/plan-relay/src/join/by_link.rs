//! By a link: both have its secret, ECDH gives them a key that nobody has who finds the link later, and four words show that
//! nobody stands between them.
//!
//! The one that joins first says a digest of its key and a nonce, and the key itself only once it has seen the other's. So
//! nobody between the two can look for keys that give the same words.

use super::{
    Door, Keys, Kind, Message, News, Shut, Step, WELCOME, is_shown, read_welcome, transcript, welcome_bytes, with_nonce,
};
use crate::entropy::Entropy;
use crate::jobs::{Job, Point, Waiting};
use crate::keys::{alike, digest};
use crate::link::{Fingerprint, Link};
use crate::topic::{Name, Peer};
use crate::words::words;
use crate::{Key, Room};

/// How often somebody may come to the door: whoever stands between the two sees words each time, and must not have as many
/// as it takes to find the same ones.
const MAX_HELLOS: u8 = 20;
/// A key and a nonce.
const HALF: usize = 64 + 16;
/// A key, a nonce, and what shows that the secret is known.
const SHOWN: usize = HALF + 32;

type Half = [u8; HALF];

fn half(point: &Point, entropy: &mut Entropy) -> Half {
    let mut half = [0; HALF];
    let nonce: [u8; 16] = entropy.bytes();
    half.iter_mut()
        .zip(point.iter().chain(&nonce))
        .for_each(|(to, from)| *to = *from);
    half
}

fn point(half: &Half) -> Point {
    let mut point = [0; 64];
    point.iter_mut().zip(half).for_each(|(to, from)| *to = *from);
    point
}

fn promise(half: &Half) -> [u8; 32] {
    digest("pn/relay/promise/1", &[half])
}

/// What both know once ECDH has answered: their keys, and the words.
fn agree(link: &Link, guest: Peer, halves: [&Half; 2], shared: &[u8]) -> Option<(Keys, [&'static str; 4])> {
    let [host_half, guest_half] = halves;
    let shared = Key::from_bytes(shared.try_into().ok()?);
    let said = transcript(link.lobby(), guest, &[host_half, guest_half]);
    let secret = shared.derive_with(&link.first_key(), b"agreed");
    let shown = digest("pn/relay/words/1", &[link.room.as_bytes(), &said]);
    Some((Keys::new(&secret, &said), words(&shown)))
}

#[derive(Clone)]
enum Hosting {
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
    state: Hosting,
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

#[derive(Clone)]
enum Knocking {
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
    own: Half,
    door: Door,
    until_ms: u64,
    nonce: [u8; 12],
    state: Knocking,
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

    fn shut(&mut self, why: Shut, step: &mut Step) {
        self.state = shut(why, step);
        self.waiting = Waiting::default();
    }
}

fn shut(why: Shut, step: &mut Step) -> Knocking {
    step.news.push(News::Shut(why));
    Knocking::Shut
}

#[cfg(test)]
#[path = "by_link_tests.rs"]
mod tests;
