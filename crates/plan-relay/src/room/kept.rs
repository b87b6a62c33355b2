//! What a machine stores of a room, to come back after its page was closed.
//!
//! ```text
//! version 1 ‖ room 32 ‖ secret 32 ‖ me 8 ‖ epoch 4 ‖ key 32 ‖ ( peer 8 ‖ key of the pair 32 ) … ‖ side 1
//! ```

use plan_log::RoomId;

use super::{Room, Side};
use crate::envelope::VERSION;
use crate::replay::Sender;
use crate::{Key, MAX_PEERS, Peer};

impl Room {
    /// The secrets of this room, to be stored where the keys of the log are, after each epoch. `None` before the first.
    pub fn to_kept(&self) -> Option<Vec<u8>> {
        let key = self.key?;
        let mut bytes = vec![VERSION];
        bytes.extend(self.room.as_bytes());
        bytes.extend(self.secret.as_bytes());
        bytes.extend(self.me.as_bytes());
        bytes.extend(self.epoch.to_be_bytes());
        bytes.extend(key.as_bytes());
        let mut pair = |peer: &Peer, key: &Key| {
            bytes.extend(peer.as_bytes());
            bytes.extend(key.as_bytes());
        };
        match &self.side {
            Side::Guest(host, key) => pair(host, key),
            Side::Host(peers) => peers.iter().for_each(|(peer, key)| pair(peer, key)),
        }
        // The side stands last, so that pairs have no length of their own.
        bytes.push(u8::from(matches!(self.side, Side::Host(_))));
        Some(bytes)
    }

    /// Comes back to a room. `sender` names this load of the page and is new each time: numbers begin again with it.
    /// `None` for anything that [`Room::to_kept`] did not give.
    pub fn from_kept(bytes: &[u8], sender: Sender) -> Option<Self> {
        let (&[version], rest) = bytes.split_first_chunk()?;
        let (room, rest) = rest.split_first_chunk()?;
        let (secret, rest) = rest.split_first_chunk()?;
        let (me, rest) = rest.split_first_chunk()?;
        let (epoch, rest) = rest.split_first_chunk()?;
        let (key, rest) = rest.split_first_chunk()?;
        let (side, pairs) = rest.split_last()?;
        let (me, epoch) = (Peer::from_bytes(*me), u32::from_be_bytes(*epoch));
        if version != VERSION || epoch == 0 || pairs.len() % 40 != 0 || pairs.len() / 40 > MAX_PEERS {
            return None;
        }
        let pairs: Vec<(Peer, Key)> = pairs
            .chunks_exact(40)
            .filter_map(|pair| {
                let (peer, rest) = pair.split_first_chunk()?;
                Some((Peer::from_bytes(*peer), Key::from_bytes(rest.try_into().ok()?)))
            })
            .collect();
        let side = match (side, pairs.as_slice()) {
            (0, [(host, key)]) => Side::Guest(*host, *key),
            (1, pairs) => Side::Host(pairs.to_vec()),
            _ => return None,
        };
        let room = RoomId::from_bytes(*room);
        let mut machine = Self::new(room, Key::from_bytes(*secret), me, side, sender);
        machine.epoch = epoch;
        machine.key = Some(Key::from_bytes(*key));
        Some(machine)
    }
}
