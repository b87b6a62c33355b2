//! Where things are on the broker.

use core::fmt::{self, Write as _};

/// Stands before every topic.
const PREFIX: &str = "pn/v1/";

/// Names a room or a lobby on the broker: it is the broker's user name too, and the broker lets a user at the topics with
/// its name alone. So whoever does not know the name cannot listen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name([u8; 16]);

/// A machine in a room or at its door, drawn by itself; not who writes in the log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peer([u8; 8]);

/// What a topic of a machine is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What happens now.
    Live,
    /// Whether the machine is here; kept by the broker.
    Presence,
    /// The keys of an epoch; kept by the broker.
    Keys,
    /// What the machine has; kept by the broker.
    Summary,
    /// A piece of what it wrote; kept by the broker.
    Segment(u8),
}

/// A topic of one machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// The room or lobby.
    pub name: Name,
    /// Whose it is.
    pub peer: Peer,
    /// What for.
    pub place: Place,
}

impl Name {
    /// From a key: half of it.
    pub(crate) fn from_key(key: &crate::Key) -> Self {
        let mut name = [0; 16];
        name.iter_mut().zip(key.as_bytes()).for_each(|(to, from)| *to = *from);
        Self(name)
    }

    /// What to subscribe to.
    pub fn filters(self) -> [String; 2] {
        [format!("{PREFIX}{self}/e/+"), format!("{PREFIX}{self}/s/+")]
    }
}

impl Peer {
    /// These bytes.
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

impl Topic {
    /// Reads a topic; `None` for everything that [`Topic`] would not write.
    pub fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.strip_prefix(PREFIX)?.split_once('/')?;
        let (kind, leaf) = rest.split_once('/')?;
        let (peer, part) = match leaf.split_once('.') {
            Some((peer, part)) => (peer, Some(part)),
            None => (leaf, None),
        };
        let place = match (kind, part) {
            ("e", None) => Place::Live,
            ("s", None) => Place::Summary,
            ("s", Some("p")) => Place::Presence,
            ("s", Some("k")) => Place::Keys,
            ("s", Some(number)) => Place::Segment(number.parse().ok()?),
            _ => return None,
        };
        let topic = Self {
            name: Name(read_hex(name)?),
            peer: Peer(read_hex(peer)?),
            place,
        };
        // Numbers can be written in several ways; topics cannot.
        (topic.to_string() == text).then_some(topic)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, peer, place } = self;
        let kind = if *place == Place::Live { "e" } else { "s" };
        write!(f, "{PREFIX}{name}/{kind}/{peer}")?;
        match place {
            Place::Live | Place::Summary => Ok(()),
            Place::Presence => f.write_str(".p"),
            Place::Keys => f.write_str(".k"),
            Place::Segment(number) => write!(f, ".{number}"),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for Name {
    /// Whoever reads a log must not be able to listen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    bytes.iter().try_for_each(|byte| {
        f.write_char(digit(byte >> 4))?;
        f.write_char(digit(byte & 15))
    })
}

fn read_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        for digit in pair {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return None,
            };
            *byte = (*byte << 4) | value;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn topic_written_is_read_again() {
        let places = [
            Place::Live,
            Place::Presence,
            Place::Keys,
            Place::Summary,
            Place::Segment(0),
            Place::Segment(255),
        ];
        for place in places {
            let topic = Topic {
                name: Name([0xab; 16]),
                peer: Peer([9; 8]),
                place,
            };
            assert_eq!(Topic::read(&topic.to_string()), Some(topic));
        }
    }

    #[test]
    fn topic_in_another_form_is_refused() {
        let name = "ab".repeat(16);
        let peer = "09".repeat(8);
        assert!(Topic::read(&format!("pn/v1/{name}/e/{peer}")).is_some());
        for text in [
            format!("pn/v2/{name}/e/{peer}"),
            format!("pn/v1/{name}/e/{peer}.p"),
            format!("pn/v1/{name}/x/{peer}"),
            format!("pn/v1/{name}/s/{peer}.01"),
            format!("pn/v1/{name}/s/{peer}.256"),
            format!("pn/v1/{name}/s/{peer}.+1"),
            format!("pn/v1/{}/e/{peer}", name.to_uppercase()),
            format!("pn/v1/{name}/e/{peer}/"),
            String::new(),
        ] {
            assert_eq!(Topic::read(&text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        /// Any text: no panic, and what is read is written the same.
        #[test]
        fn prop_any_topic_is_read_or_refused(text in "(pn/v1/[0-9a-f]{30,34}/[es]/[0-9a-f]{14,18}(\\.[0-9a-z]{0,4})?)|\\PC{0,80}") {
            if let Some(topic) = Topic::read(&text) {
                prop_assert_eq!(topic.to_string(), text);
            }
        }
    }
}
