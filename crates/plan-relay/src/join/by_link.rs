//! By a link: both have its secret, ECDH gives them a key that nobody has who finds the link later, and four words show that
//! nobody stands between them.
//!
//! The one that joins first says a digest of its key and a nonce, and the key itself only once it has seen the other's. So
//! nobody between the two can look for keys that give the same words.

mod inviting;
mod joining;

use super::{Keys, transcript};
use crate::Key;
use crate::entropy::Entropy;
use crate::jobs::Point;
use crate::keys::digest;
use crate::link::Link;
use crate::topic::Peer;
use crate::words::words;

pub use inviting::Inviting;
pub use joining::Joining;

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

#[cfg(test)]
mod tests;
