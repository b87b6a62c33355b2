//! By a code that is said: SPAKE2 with its second half as the password.
//!
//! SPAKE2 makes a strong key out of a weak password, and whoever listens cannot try passwords out afterwards. Whoever takes
//! part can try one. The crate `spake2` that does it has had no audit that we know of.
//!
//! The one that joins shows first that it has the key: until then whoever guesses has learnt nothing, and a wrong guess
//! kills the code.

use spake2::{Ed25519Group, Identity, Password, Spake2};

use super::{
    Door, Keys, Kind, Message, News, Shut, Step, WELCOME, going, is_shown, read_welcome, transcript, welcome_bytes,
    with_nonce,
};
use crate::code::Code;
use crate::entropy::Entropy;
use crate::jobs::Waiting;
use crate::keys::derive_from;
use crate::topic::{Name, Peer};
use crate::{CODE_LIFE_MS, Key, Room};

/// How often somebody may come to the door and not show that they have the code, as when their page was loaded again.
const MAX_HELLOS: u8 = 5;
/// A side, and a point of the curve.
const SPAKE_BYTES: usize = 33;

fn start(code: &Code, is_guest: bool, entropy: &mut Entropy) -> (Spake2<Ed25519Group>, Vec<u8>) {
    let password = Password::new(code.password_digits());
    let of = |role: &str| Identity::new(format!("pn/relay/1 {role} {}", code.lobby_digits()).as_bytes());
    let (guest, host) = (of("guest"), of("host"));
    if is_guest {
        Spake2::start_a_with_rng(&password, &guest, &host, entropy)
    } else {
        Spake2::start_b_with_rng(&password, &guest, &host, entropy)
    }
}

/// The keys, or nothing if what the other side said is no point of the curve.
fn finish(spake: Spake2<Ed25519Group>, theirs: &[u8], said: &[u8; 32]) -> Option<Keys> {
    let secret = derive_from(&spake.finish(theirs).ok()?, b"spake2");
    Some(Keys::new(&secret, said))
}

enum Hosting {
    Open,
    Trying(Peer, Keys),
    Sealing(Peer, Key, [u8; 12]),
    Shut,
}

/// The side that said the code.
pub struct Inviting {
    code: Code,
    door: Door,
    until_ms: u64,
    hellos: u8,
    state: Hosting,
    /// Who has shown the code and waits to be let in, with the key of the pair. Whoever shows it later takes their place:
    /// most likely they are the same, after their page was loaded again.
    asked: Option<(Peer, Key)>,
    waiting: Waiting<()>,
}

impl Inviting {
    /// Waits at the door that the code names, for ten minutes.
    pub fn new(code: Code, now_ms: u64, entropy: &[u8; 32]) -> Self {
        let me = Peer::from_bytes(Entropy::new(entropy).bytes());
        Self {
            code,
            door: Door {
                lobby: code.lobby(),
                me,
            },
            until_ms: now_ms.saturating_add(CODE_LIFE_MS),
            hellos: 0,
            state: Hosting::Open,
            asked: None,
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
        // Whoever has shown the code is not sent away while the agent reads the question.
        let is_over = matches!(self.state, Hosting::Open | Hosting::Trying(..)) && self.asked.is_none();
        if now_ms >= self.until_ms && is_over {
            self.shut(Shut::Expired, &mut step);
        }
        step
    }

    /// Takes what came to the door.
    pub fn receive(&mut self, bytes: &[u8], now_ms: u64, entropy: &[u8; 32]) -> Step {
        let mut step = self.tick(now_ms);
        let is_in_time = now_ms < self.until_ms;
        let Some(Message { kind, guest, body }) = Message::read(bytes) else {
            return step;
        };
        match (kind, &self.state) {
            (Kind::Hello, Hosting::Open | Hosting::Trying(..)) if is_in_time => {
                self.hello(guest, body, entropy, &mut step);
            }
            (Kind::Confirm, Hosting::Trying(trying, keys)) if *trying == guest && is_in_time => {
                if is_shown(&keys.guest, body) {
                    step.publish
                        .push(self.door.say(Kind::Confirmed, guest, keys.host.as_bytes()));
                    let asked = Some((guest, keys.pair));
                    self.keep_out(&mut step);
                    step.news.push(News::Knocks(None));
                    self.asked = asked;
                    self.state = Hosting::Open;
                } else {
                    step.publish.push(self.door.say(Kind::Closed, guest, &[]));
                    self.shut(Shut::WrongCode, &mut step);
                }
            }
            (Kind::Gone, _) => {
                let left = |(asked, pair): &mut (Peer, Key)| *asked == guest && is_shown(&going(pair), body);
                if self.asked.take_if(left).is_some() {
                    step.news.push(News::Gone);
                }
            }
            _ => {}
        }
        step
    }

    /// Whoever waits to be let in is told that they are not.
    fn keep_out(&mut self, step: &mut Step) {
        if let Some((guest, _)) = self.asked.take() {
            step.publish.push(self.door.say(Kind::Closed, guest, &[]));
        }
    }

    fn hello(&mut self, guest: Peer, body: &[u8], entropy: &[u8; 32], step: &mut Step) {
        if body.len() != SPAKE_BYTES {
            return;
        }
        self.hellos += 1;
        if self.hellos > MAX_HELLOS {
            step.publish.push(self.door.say(Kind::Closed, guest, &[]));
            return self.shut(Shut::TooManyTries, step);
        }
        let (spake, answer) = start(&self.code, false, &mut Entropy::new(entropy));
        let said = transcript(self.door.lobby, guest, &[body, &answer]);
        if let Some(keys) = finish(spake, body, &said) {
            step.publish.push(self.door.say(Kind::Answer, guest, &answer));
            self.state = Hosting::Trying(guest, keys);
        }
    }

    /// The agent has pressed "Let them in": says where the room is. Nothing happens unless somebody knocks.
    pub fn let_in(&mut self, room: &Room, entropy: &[u8; 32]) -> Step {
        let mut step = Step::default();
        if let Some((guest, pair)) = self.asked.take() {
            let nonce = Entropy::new(entropy).bytes();
            let job = self.door.seal(&pair, nonce, Kind::Welcome, guest, welcome_bytes(room));
            step.jobs.push((self.waiting.push(()), job));
            self.state = Hosting::Sealing(guest, pair, nonce);
        }
        step
    }

    /// The agent does not want to let them in, or no longer waits.
    pub fn close(&mut self) -> Step {
        let mut step = Step::default();
        if let Hosting::Trying(guest, _) = self.state {
            step.publish.push(self.door.say(Kind::Closed, guest, &[]));
        }
        if !matches!(self.state, Hosting::Shut) {
            self.shut(Shut::Closed, &mut step);
        }
        step
    }

    /// Takes the answer to a job.
    pub fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
        let mut step = Step::default();
        self.waiting.answer(number, answer);
        if let Hosting::Sealing(guest, pair, nonce) = self.state
            && let Some(((), sealed)) = self.waiting.next_answered()
        {
            match sealed {
                Some(sealed) => {
                    let body = with_nonce(nonce, &sealed);
                    step.publish.push(self.door.say(Kind::Welcome, guest, &body));
                    step.news.push(News::LetIn { peer: guest, pair });
                    self.shut(Shut::Used, &mut step);
                }
                None => self.shut(Shut::Closed, &mut step),
            }
        }
        step
    }

    fn shut(&mut self, why: Shut, step: &mut Step) {
        self.keep_out(step);
        self.state = Hosting::Shut;
        step.news.push(News::Shut(why));
    }
}

enum Knocking {
    Asking(Spake2<Ed25519Group>, Vec<u8>),
    Confirming(Keys),
    Waiting(Key),
    Opening(Key),
    Shut,
}

/// The side that typed the code.
pub struct Joining {
    door: Door,
    until_ms: u64,
    state: Knocking,
    waiting: Waiting<()>,
}

impl Joining {
    /// Goes to the door that the code names.
    pub fn start(code: Code, now_ms: u64, entropy: &[u8; 32]) -> (Self, Step) {
        let mut entropy = Entropy::new(entropy);
        let door = Door {
            lobby: code.lobby(),
            me: Peer::from_bytes(entropy.bytes()),
        };
        let (spake, hello) = start(&code, true, &mut entropy);
        let mut step = Step::default();
        step.publish.push(door.say(Kind::Hello, door.me, &hello));
        let joining = Self {
            door,
            until_ms: now_ms.saturating_add(CODE_LIFE_MS),
            state: Knocking::Asking(spake, hello),
            waiting: Waiting::default(),
        };
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
        match (kind, core::mem::replace(&mut self.state, Knocking::Shut)) {
            (Kind::Answer, Knocking::Asking(spake, hello)) => {
                let said = transcript(self.door.lobby, me, &[&hello, body]);
                match finish(spake, body, &said) {
                    Some(keys) => {
                        step.publish
                            .push(self.door.say(Kind::Confirm, me, keys.guest.as_bytes()));
                        self.state = Knocking::Confirming(keys);
                    }
                    None => self.shut(Shut::WrongCode, &mut step),
                }
            }
            (Kind::Confirmed, Knocking::Confirming(keys)) if is_shown(&keys.host, body) => {
                step.news.push(News::Waiting(None));
                self.state = Knocking::Waiting(keys.pair);
            }
            (Kind::Confirmed, Knocking::Confirming(_)) => self.shut(Shut::WrongCode, &mut step),
            (Kind::Welcome, Knocking::Waiting(pair)) => {
                self.state = match self.door.open(&pair, kind, me, body, WELCOME) {
                    Some(job) => {
                        step.jobs.push((self.waiting.push(()), job));
                        Knocking::Opening(pair)
                    }
                    None => Knocking::Waiting(pair),
                };
            }
            (Kind::Closed, Knocking::Asking(..) | Knocking::Confirming(_) | Knocking::Waiting(_)) => {
                self.shut(Shut::Closed, &mut step);
            }
            (_, state) => self.state = state,
        }
        step
    }

    /// Takes the answer to a job.
    pub fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
        let mut step = Step::default();
        self.waiting.answer(number, answer);
        if let Knocking::Opening(pair) = self.state
            && let Some(((), plain)) = self.waiting.next_answered()
        {
            match plain.and_then(|plain| read_welcome(&plain, self.door.me, pair)) {
                Some(welcome) => {
                    step.news.push(News::Enter(welcome));
                    self.state = Knocking::Shut;
                }
                // Somebody else at the door has said so.
                None => self.state = Knocking::Waiting(pair),
            }
        }
        step
    }

    /// Waits no longer. Whoever was asked is told.
    pub fn leave(&mut self) -> Step {
        let mut step = Step::default();
        if let Knocking::Confirming(Keys { pair, .. }) | Knocking::Waiting(pair) = &self.state {
            step.publish.push(self.door.go(pair));
        }
        self.state = Knocking::Shut;
        step
    }

    fn shut(&mut self, why: Shut, step: &mut Step) {
        self.state = Knocking::Shut;
        step.news.push(News::Shut(why));
    }
}

#[cfg(test)]
mod tests;
