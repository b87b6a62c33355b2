//! One machine's way into a room: what it says goes out sealed, what comes in is opened, new and whole.
//!
//! The machine that invites makes a key for each epoch and wraps it for everybody that it has let in. An epoch begins when
//! somebody comes and when somebody leaves, so whoever leaves reads nothing that comes later, and whoever comes reads
//! nothing that came before.

mod epochs;
mod kept;
mod orders;

use std::collections::VecDeque;

use plan_log::RoomId;
use plan_log::carry::Carry;

pub use orders::{Dropped, News, Publish, Step, Unsent};

use crate::entropy::Entropy;
use crate::envelope::{self, Context, Envelope};
use crate::jobs::Waiting;
use crate::join::Welcome;
use crate::parts::{Kind, Part, Parts};
use crate::replay::{Replay, Sender};
use crate::topic::{Name, Peer, Place, Topic};
use crate::{Key, MAX_PAYLOAD_BYTES};

/// The most jobs that wait; what comes in beyond them is dropped, and asked for again by the log.
const MAX_WAITING: usize = 256;
/// The most envelopes that wait for the keys of their epoch: all that one machine keeps on the broker, and some more.
const MAX_AHEAD: usize = 256;
/// The most segments that a machine keeps on the broker.
const MAX_SEGMENTS: usize = 200;

/// What a job is for.
#[derive(Debug, Clone)]
enum Doing {
    Send {
        topic: Topic,
        epoch: u32,
        nonce: [u8; 12],
    },
    Open {
        topic: Topic,
        epoch: u32,
    },
    Wrap {
        epoch: u32,
        peer: Peer,
        nonce: [u8; 12],
        last: bool,
    },
    Unwrap {
        epoch: u32,
    },
}

/// Which side of the door this machine was on.
#[derive(Debug, Clone)]
enum Side {
    /// It invites: the others, and the key that each shares with it.
    Host(Vec<(Peer, Key)>),
    /// It was let in by this machine, with which it shares this key.
    Guest(Peer, Key),
}

/// One machine in a room.
#[derive(Debug, Clone)]
pub struct Room {
    room: RoomId,
    secret: Key,
    me: Peer,
    side: Side,
    epoch: u32,
    /// The key of the epoch; none before the first.
    key: Option<Key>,
    sender: Sender,
    next_number: u64,
    replay: Replay,
    parts: Parts,
    /// What the broker keeps was seen up to here, too: it comes again with each new session.
    kept_replay: Replay,
    waiting: Waiting<Doing>,
    /// Of an epoch whose keys have not come yet: a broker may deliver them last.
    ahead: VecDeque<(Topic, Vec<u8>)>,
    wrapped: Vec<u8>,
    segments: usize,
}

impl Room {
    /// A room to invite others into. `sender` names this load of the page and is new each time.
    pub fn host(room: RoomId, sender: Sender, entropy: &[u8; 32]) -> (Self, Step) {
        let mut entropy = Entropy::new(entropy);
        let (secret, me) = (entropy.key(), Peer::from_bytes(entropy.bytes()));
        let mut machine = Self::new(room, secret, me, Side::Host(Vec::new()), sender);
        let mut step = Step::default();
        machine.begin_epoch(&mut entropy, &mut step);
        (machine, step)
    }

    /// The room that one was let into. Its first epoch comes with the first message of the machine that invited.
    pub fn guest(welcome: &Welcome, sender: Sender) -> Self {
        let side = Side::Guest(welcome.host, welcome.pair);
        Self::new(welcome.room, welcome.secret, welcome.peer, side, sender)
    }

    fn new(room: RoomId, secret: Key, me: Peer, side: Side, sender: Sender) -> Self {
        Self {
            room,
            secret,
            me,
            side,
            epoch: 0,
            key: None,
            sender,
            next_number: 0,
            replay: Replay::default(),
            parts: Parts::default(),
            kept_replay: Replay::default(),
            waiting: Waiting::default(),
            ahead: VecDeque::new(),
            wrapped: Vec::new(),
            segments: 0,
        }
    }

    /// The name to connect to the broker with.
    pub fn name(&self) -> Name {
        Name::from_key(&self.secret.derive(b"topic"))
    }

    /// This machine.
    pub const fn me(&self) -> Peer {
        self.me
    }

    /// Whether this machine invites.
    pub const fn is_host(&self) -> bool {
        matches!(self.side, Side::Host(_))
    }

    /// The machine that let this one in; none for the one that invites.
    pub const fn host_peer(&self) -> Option<Peer> {
        match &self.side {
            Side::Guest(host, _) => Some(*host),
            Side::Host(_) => None,
        }
    }

    /// The room of the log.
    pub const fn room(&self) -> RoomId {
        self.room
    }

    /// The epoch; 0 before the first.
    pub const fn epoch(&self) -> u32 {
        self.epoch
    }

    /// What is given to somebody who is let in, beside the key of the pair.
    pub fn invitation(&self) -> (RoomId, Key, Peer) {
        (self.room, self.secret, self.me)
    }

    /// The topic of this machine for one purpose.
    pub fn topic(&self, place: Place) -> Topic {
        Topic {
            name: self.name(),
            peer: self.me,
            place,
        }
    }

    /// Sends a message of the log to everybody in the room. Only what may be carried can be sent.
    ///
    /// # Errors
    /// [`Unsent::NoEpoch`] before the first epoch, [`Unsent::TooLarge`].
    pub fn send<M: Carry>(&mut self, message: &M, entropy: &[u8; 32]) -> Result<Step, Unsent> {
        let bytes = message.to_bytes();
        self.say(Kind::Message, &[Place::Live], &bytes, &mut Entropy::new(entropy))
    }

    /// Says that this machine is here: after each connection, and after each epoch that begins.
    ///
    /// # Errors
    /// [`Unsent::NoEpoch`].
    pub fn here(&mut self, entropy: &[u8; 32]) -> Result<Step, Unsent> {
        self.say(Kind::Here, &[Place::Presence], &[], &mut Entropy::new(entropy))
    }

    /// Leaves the room for good, and takes away what the broker keeps of this machine.
    ///
    /// # Errors
    /// [`Unsent::NoEpoch`]: then nobody has to be told.
    pub fn leave(&mut self, entropy: &[u8; 32]) -> Result<Step, Unsent> {
        let mut step = self.say(Kind::Leave, &[Place::Live], &[], &mut Entropy::new(entropy))?;
        let segments = (0..=u8::MAX).map(Place::Segment).take(self.segments);
        for place in [Place::Summary, Place::Keys].into_iter().chain(segments) {
            let (topic, payload) = (self.topic(place), Vec::new());
            step.publish.push(Publish { topic, payload });
        }
        Ok(step)
    }

    /// Leaves on the broker what somebody needs who comes back when nobody is here: `summary`, which says what this machine
    /// has, and the entries in `written`, in segments.
    ///
    /// # Errors
    /// [`Unsent::NoEpoch`], [`Unsent::TooLarge`] for more than 200 segments.
    pub fn retain<M: Carry>(&mut self, summary: &M, written: &[M], entropy: &[u8; 32]) -> Result<Step, Unsent> {
        let mut entropy = Entropy::new(entropy);
        let messages: Vec<Vec<u8>> = written.iter().map(Carry::to_bytes).collect();
        let counts: Vec<usize> = messages.iter().map(|bytes| Part::count(bytes)).collect();
        let segments: usize = counts.iter().sum();
        if segments > MAX_SEGMENTS {
            return Err(Unsent::TooLarge);
        }
        let mut step = Step::default();
        let mut places = (0..=u8::MAX).map(Place::Segment);
        for (bytes, count) in messages.iter().zip(counts) {
            let own: Vec<Place> = places.by_ref().take(count).collect();
            step.append(self.say(Kind::Message, &own, bytes, &mut entropy)?);
        }
        step.append(self.say(Kind::Message, &[Place::Summary], &summary.to_bytes(), &mut entropy)?);
        // What was left there before and is not needed now is taken away.
        for place in places.take(self.segments.saturating_sub(segments)) {
            step.publish.push(Publish {
                topic: self.topic(place),
                payload: Vec::new(),
            });
        }
        self.segments = segments;
        Ok(step)
    }

    /// Seals bytes for a place, in as many parts as it takes; or for as many places as there are parts, one each.
    fn say(&mut self, kind: Kind, places: &[Place], bytes: &[u8], entropy: &mut Entropy) -> Result<Step, Unsent> {
        let key = self.key.ok_or(Unsent::NoEpoch)?;
        let parts = Part::cut(self.sender, self.next_number, kind, bytes);
        // The broker keeps one message of a topic, so only what is live can have several there.
        if parts.is_empty() || (places != [Place::Live] && places.len() != parts.len()) {
            return Err(Unsent::TooLarge);
        }
        let mut step = Step::default();
        for (part, place) in parts.iter().zip(places.iter().cycle()) {
            let (topic, nonce) = (self.topic(*place), entropy.bytes());
            let context = self.context(topic, self.epoch);
            let job = envelope::seal(&key, nonce, &context, &part.to_bytes()).ok_or(Unsent::TooLarge)?;
            self.next_number += 1;
            let epoch = self.epoch;
            step.jobs
                .push((self.waiting.push(Doing::Send { topic, epoch, nonce }), job));
        }
        Ok(step)
    }

    fn context(&self, topic: Topic, epoch: u32) -> Context {
        Context {
            room: self.room,
            epoch,
            topic,
        }
    }

    /// Takes what came from the broker.
    pub fn receive(&mut self, topic: &str, payload: &[u8]) -> Step {
        let mut step = Step::default();
        if let Err(dropped) = self.take(topic, payload, &mut step) {
            step.news.push(News::Dropped(dropped));
        }
        step
    }

    fn take(&mut self, topic: &str, payload: &[u8], step: &mut Step) -> Result<(), Dropped> {
        if payload.len() > MAX_PAYLOAD_BYTES {
            return Err(Dropped::TooLarge);
        }
        let topic = Topic::read(topic).ok_or(Dropped::Unreadable)?;
        if topic.name != self.name() || topic.peer == self.me {
            return Err(Dropped::ElsewhereOrOwn);
        }
        if payload.is_empty() {
            if topic.place == Place::Presence {
                step.news.push(News::Gone(topic.peer));
            }
            return Ok(());
        }
        if self.waiting.len() >= MAX_WAITING {
            return Err(Dropped::Busy);
        }
        if topic.place == Place::Keys {
            return self.take_keys(topic, payload, step);
        }
        let envelope = Envelope::read(payload).ok_or(Dropped::Unreadable)?;
        let is_ahead = envelope.epoch > self.epoch && matches!(self.side, Side::Guest(..));
        if is_ahead && self.ahead.len() < MAX_AHEAD {
            self.ahead.push_back((topic, payload.to_vec()));
            return Ok(());
        }
        self.open(topic, &envelope, step)
    }

    fn open(&mut self, topic: Topic, envelope: &Envelope<'_>, step: &mut Step) -> Result<(), Dropped> {
        let epoch = envelope.epoch;
        let key = self.key.filter(|_| epoch == self.epoch).ok_or(Dropped::OtherEpoch)?;
        let job = envelope.open(&key, &self.context(topic, epoch));
        step.jobs.push((self.waiting.push(Doing::Open { topic, epoch }), job));
        Ok(())
    }

    /// Takes the answer to a job.
    pub fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
        let mut step = Step::default();
        self.waiting.answer(number, answer);
        while let Some((doing, answer)) = self.waiting.next_answered() {
            match doing {
                Doing::Send { topic, epoch, nonce } => {
                    if let Some(sealed) = answer {
                        let payload = envelope::wrap(epoch, nonce, &sealed);
                        step.publish.push(Publish { topic, payload });
                    }
                }
                Doing::Open { topic, epoch } => match self.opened(topic, epoch, answer) {
                    Ok(news) => step.news.extend(news),
                    Err(dropped) => step.news.push(News::Dropped(dropped)),
                },
                Doing::Wrap {
                    epoch,
                    peer,
                    nonce,
                    last,
                } => self.wrapped_for(epoch, peer, nonce, last, answer, &mut step),
                Doing::Unwrap { epoch } => self.unwrapped(epoch, answer, &mut step),
            }
        }
        step
    }

    fn opened(&mut self, topic: Topic, epoch: u32, plain: Option<Vec<u8>>) -> Result<Option<News>, Dropped> {
        // An epoch may have ended while the job was done.
        if epoch != self.epoch {
            return Err(Dropped::OtherEpoch);
        }
        let part = Part::read(&plain.ok_or(Dropped::NotOpened)?).ok_or(Dropped::Unreadable)?;
        let live = topic.place == Place::Live;
        let seen = if live { &mut self.replay } else { &mut self.kept_replay };
        if !seen.is_new(part.sender, part.number) {
            return Err(Dropped::Replayed);
        }
        let from = topic.peer;
        let fits = match part.kind {
            Kind::Here => topic.place == Place::Presence,
            Kind::Leave => live,
            Kind::Message => topic.place != Place::Presence,
        };
        if !fits {
            return Err(Dropped::Unreadable);
        }
        Ok(match part.kind {
            Kind::Here => Some(News::Here(from)),
            Kind::Leave => Some(News::Left(from)),
            Kind::Message => self.parts.take(part).map(|bytes| News::Message {
                from,
                kept: !live,
                bytes,
            }),
        })
    }
}

#[cfg(test)]
mod tests;
