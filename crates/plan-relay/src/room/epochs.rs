//! Who holds the key: one epoch after another.
//!
//! ```text
//! version 1 ‖ epoch 4 ‖ count 1 ‖ ( peer 8 ‖ nonce 12 ‖ key sealed with that of the pair 48 ) × count
//! ```

use super::{Doing, Dropped, News, Publish, Room, Side, Step};
use crate::entropy::Entropy;
use crate::envelope::{Envelope, VERSION};
use crate::jobs::{Job, Sealing};
use crate::parts::Parts;
use crate::replay::Replay;
use crate::topic::{Peer, Place, Topic};
use crate::{Key, MAX_PEERS};

/// One wrapped key.
const WRAPPED_BYTES: usize = 8 + 12 + 48;
const HEAD: usize = 6;

impl Room {
    /// Lets a machine in, with the key that it shares with this one: a new epoch begins. `false` if this machine does not
    /// invite, or the room is full.
    pub fn admit(&mut self, peer: Peer, pair: Key, entropy: &[u8; 32], step: &mut Step) -> bool {
        match &mut self.side {
            Side::Host(peers) if peer != self.me => {
                let others = peers.iter().filter(|(known, _)| *known != peer).count();
                if others >= MAX_PEERS {
                    return false;
                }
                // Who comes again has a new key.
                peers.retain(|(known, _)| *known != peer);
                peers.push((peer, pair));
            }
            Side::Host(_) | Side::Guest(..) => return false,
        }
        self.begin_epoch(&mut Entropy::new(entropy), step);
        true
    }

    /// Goes on without a machine: a new epoch begins, whose key it does not get. `false` if there is nothing to do.
    pub fn remove(&mut self, peer: Peer, entropy: &[u8; 32], step: &mut Step) -> bool {
        let removed = match &mut self.side {
            Side::Host(peers) => {
                let before = peers.len();
                peers.retain(|(known, _)| *known != peer);
                peers.len() < before
            }
            Side::Guest(..) => false,
        };
        if removed {
            self.begin_epoch(&mut Entropy::new(entropy), step);
        }
        removed
    }

    /// The machines that were let in, for the one that invites.
    pub fn peers(&self) -> impl Iterator<Item = Peer> {
        let peers = match &self.side {
            Side::Host(peers) => Some(peers.iter().map(|(peer, _)| *peer)),
            Side::Guest(..) => None,
        };
        peers.into_iter().flatten()
    }

    /// Says the keys of the epoch again, for the one that invites: after a connection to a broker that has forgotten them.
    pub fn tell_keys(&mut self, entropy: &[u8; 32]) -> Step {
        let mut step = Step::default();
        if let Some(key) = self.key {
            self.wrap(key, &mut Entropy::new(entropy), &mut step);
        }
        step
    }

    pub(super) fn begin_epoch(&mut self, entropy: &mut Entropy, step: &mut Step) {
        let key = entropy.key();
        self.use_epoch(self.epoch.saturating_add(1), key, step);
        self.wrap(key, entropy, step);
    }

    fn wrap(&mut self, key: Key, entropy: &mut Entropy, step: &mut Step) {
        let Side::Host(peers) = &self.side else { return };
        let (epoch, count) = (self.epoch, peers.len());
        for (at, (peer, pair)) in peers.iter().enumerate() {
            let nonce = entropy.bytes();
            let job = Job::Seal(Box::new(Sealing {
                key: *pair,
                nonce,
                context: self.wrap_context(self.me, *peer, epoch),
                bytes: key.as_bytes().to_vec(),
            }));
            let doing = Doing::Wrap {
                epoch,
                peer: *peer,
                nonce,
                last: at + 1 == count,
            };
            step.jobs.push((self.waiting.push(doing), job));
        }
    }

    fn use_epoch(&mut self, epoch: u32, key: Key, step: &mut Step) {
        self.epoch = epoch;
        self.key = Some(key);
        // Nothing of an epoch that is over opens, so nothing of it can come again.
        self.replay = Replay::default();
        self.kept_replay = Replay::default();
        self.parts = Parts::default();
        step.news.push(News::Epoch(epoch));
        for (topic, payload) in core::mem::take(&mut self.ahead) {
            let Some(envelope) = Envelope::read(&payload) else {
                continue;
            };
            if envelope.epoch > epoch {
                self.ahead.push_back((topic, payload));
            } else if let Err(dropped) = self.open(topic, &envelope, step) {
                step.news.push(News::Dropped(dropped));
            }
        }
    }

    fn wrap_context(&self, host: Peer, peer: Peer, epoch: u32) -> Vec<u8> {
        let topic = Topic {
            name: self.name(),
            peer: host,
            place: Place::Keys,
        };
        let mut context = self.context(topic, epoch).bytes("pn/relay/wrap");
        context.extend(peer.as_bytes());
        context
    }

    pub(super) fn wrapped_for(
        &mut self,
        epoch: u32,
        peer: Peer,
        nonce: [u8; 12],
        last: bool,
        answer: Option<Vec<u8>>,
        step: &mut Step,
    ) {
        if let Some(wrapped) = answer {
            self.wrapped.extend(peer.as_bytes());
            self.wrapped.extend(nonce);
            self.wrapped.extend(wrapped);
        }
        if !last {
            return;
        }
        let wrapped = core::mem::take(&mut self.wrapped);
        let mut payload = vec![VERSION];
        payload.extend(epoch.to_be_bytes());
        payload.push(u8::try_from(wrapped.len() / WRAPPED_BYTES).unwrap_or_default());
        payload.extend(wrapped);
        let topic = self.topic(Place::Keys);
        step.publish.push(Publish { topic, payload });
    }

    pub(super) fn take_keys(&mut self, topic: Topic, payload: &[u8], step: &mut Step) -> Result<(), Dropped> {
        let pair = match &self.side {
            Side::Guest(host, pair) if *host == topic.peer => *pair,
            Side::Guest(..) | Side::Host(_) => return Err(Dropped::Unreadable),
        };
        let (epoch, wrapped) = read_keys(payload).ok_or(Dropped::Unreadable)?;
        // An epoch that is over stays over, whatever the broker sends again.
        if epoch <= self.epoch {
            return Err(Dropped::OtherEpoch);
        }
        let (_, nonce, sealed) = wrapped
            .into_iter()
            .find(|(peer, ..)| *peer == self.me)
            .ok_or(Dropped::NotOpened)?;
        let job = Job::Open(Box::new(Sealing {
            key: pair,
            nonce,
            context: self.wrap_context(topic.peer, self.me, epoch),
            bytes: sealed,
        }));
        step.jobs.push((self.waiting.push(Doing::Unwrap { epoch }), job));
        Ok(())
    }

    pub(super) fn unwrapped(&mut self, epoch: u32, answer: Option<Vec<u8>>, step: &mut Step) {
        let key = answer.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        match key {
            Some(key) if epoch > self.epoch => self.use_epoch(epoch, Key::from_bytes(key), step),
            Some(_) => step.news.push(News::Dropped(Dropped::OtherEpoch)),
            None => step.news.push(News::Dropped(Dropped::NotOpened)),
        }
    }
}

pub(super) type Wrapped = (Peer, [u8; 12], Vec<u8>);

/// The epoch and the wrapped keys; `None` for anything in another form.
pub(super) fn read_keys(payload: &[u8]) -> Option<(u32, Vec<Wrapped>)> {
    let (&[version, a, b, c, d, count], rest) = payload.split_first_chunk::<HEAD>()?;
    let count = usize::from(count);
    if version != VERSION || count > MAX_PEERS || rest.len() != count * WRAPPED_BYTES {
        return None;
    }
    let wrapped = rest.chunks_exact(WRAPPED_BYTES).filter_map(|one| {
        let (peer, rest) = one.split_first_chunk()?;
        let (nonce, sealed) = rest.split_first_chunk()?;
        Some((Peer::from_bytes(*peer), *nonce, sealed.to_vec()))
    });
    Some((u32::from_be_bytes([a, b, c, d]), wrapped.collect()))
}
