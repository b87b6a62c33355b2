//! A link that brings somebody to the door: `#v1.<secret>.<fingerprint>.<room>`, each in base64 for addresses.
//!
//! What stands behind `#` is never sent to a server. Whoever has the link can come to the door until somebody was let in with
//! it; so four words are compared before anybody is.

use base64ct::{Base64UrlUnpadded, Encoding};
use plan_log::RoomId;

use crate::jobs::Point;
use crate::keys::digest;
use crate::{Key, Name};

/// The longest text that is looked at.
const MAX_TEXT_BYTES: usize = 256;

/// Tells that a key is the one that the link was made with: half of its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Of a key that was made for this link.
    pub fn of(point: &Point) -> Self {
        let mut half = [0; 16];
        let whole = digest("pn/relay/key/1", &[point]);
        half.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        Self(half)
    }
}

/// A link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// 32 random bytes: where the door is, and the first key there.
    pub secret: Key,
    /// Of the key of whoever invites.
    pub host: Fingerprint,
    /// The room of the log.
    pub room: RoomId,
}

/// Why a text is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Longer than a link is.
    #[error("a link has at most 256 bytes")]
    TooLarge,
    /// Of a version that is not known here.
    #[error("the link is of another version")]
    OtherVersion,
    /// Not three pieces of the right lengths: something was cut off or changed on the way.
    #[error("the link is not whole")]
    Damaged,
}

impl Link {
    /// Reads what stands behind `#` in an address, with or without it.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn read(text: &str) -> Result<Self, LinkError> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(LinkError::TooLarge);
        }
        let text = text.strip_prefix('#').unwrap_or(text);
        let mut pieces = text.split('.');
        let version = pieces.next().and_then(|piece| piece.strip_prefix('v'));
        match version {
            Some("1") => {}
            Some(number) if number.parse::<u32>().is_ok() => return Err(LinkError::OtherVersion),
            _ => return Err(LinkError::Damaged),
        }
        let link = Self {
            secret: Key::from_bytes(bytes(pieces.next())?),
            host: Fingerprint(bytes(pieces.next())?),
            room: RoomId::from_bytes(bytes(pieces.next())?),
        };
        match pieces.next() {
            None => Ok(link),
            Some(_) => Err(LinkError::Damaged),
        }
    }

    /// The text, with its `#`.
    pub fn to_text(&self) -> String {
        let piece = Base64UrlUnpadded::encode_string;
        format!(
            "#v1.{}.{}.{}",
            piece(self.secret.as_bytes()),
            piece(&self.host.0),
            piece(self.room.as_bytes())
        )
    }

    /// Where the door is.
    pub fn lobby(&self) -> Name {
        Name::from_key(&self.secret.derive(b"topic"))
    }

    /// The first key at the door.
    pub(crate) fn first_key(&self) -> Key {
        self.secret.derive(b"k0")
    }
}

fn bytes<const N: usize>(piece: Option<&str>) -> Result<[u8; N], LinkError> {
    let mut bytes = [0; N];
    let decoded = piece.and_then(|piece| Base64UrlUnpadded::decode(piece, &mut bytes).ok());
    match decoded {
        Some(decoded) if decoded.len() == N => Ok(bytes),
        _ => Err(LinkError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link() -> Link {
        Link {
            secret: Key::from_bytes([1; 32]),
            host: Fingerprint::of(&[2; 64]),
            room: RoomId::from_bytes([3; 32]),
        }
    }

    #[test]
    fn link_written_is_read_again() {
        let text = link().to_text();
        assert_eq!(Link::read(&text), Ok(link()));
        assert_eq!(Link::read(text.trim_start_matches('#')), Ok(link()));
        // It has to go into a text message with the rest of the address.
        assert_eq!(text.len(), 114);
    }

    #[test]
    fn link_cut_anywhere_is_refused() {
        let text = link().to_text();
        for end in 0..text.len() {
            assert_eq!(Link::read(&text[..end]), Err(LinkError::Damaged), "{end}");
        }
        assert_eq!(Link::read(&format!("{text}.AA")), Err(LinkError::Damaged));
        assert_eq!(Link::read(&format!("{text}=")), Err(LinkError::Damaged));
    }

    #[test]
    fn link_of_another_version_or_without_end_says_so() {
        let later = link().to_text().replace("#v1", "#v2");
        assert_eq!(Link::read(&later), Err(LinkError::OtherVersion));
        assert_eq!(Link::read(&"x".repeat(257)), Err(LinkError::TooLarge));
    }

    #[test]
    fn lobby_and_first_key_do_not_tell_of_each_other() {
        assert_ne!(&Name::from_key(&link().first_key()), &link().lobby());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        /// Any text: no panic, and one link has one text.
        #[test]
        fn prop_any_text_is_read_or_refused(text in "(#v1\\.[A-Za-z0-9_-]{42,44}\\.[A-Za-z0-9_-]{21,23}\\.[A-Za-z0-9_-]{42,44})|(\\PC{0,300})") {
            if let Ok(link) = Link::read(&text) {
                let written = link.to_text();
                prop_assert_eq!(written.trim_start_matches('#'), text.trim_start_matches('#'));
            }
        }
    }
}
