//! Bytes from a WebSocket cut into MQTT packets, before anything looks into them.
//!
//! Only packets that a broker has reason to send come through, each alone and in its time: the library behind this is not
//! asked to bear what a hostile broker could think of.

/// The longest packet that is looked into: a payload of 64 KiB, and what stands around it.
pub(super) const MAX_PACKET_BYTES: u32 = (64 << 10) + 1_024;

/// What a packet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Connack,
    Publish,
    Puback,
    Suback,
    Pingresp,
    Disconnect,
}

/// A packet, or that there was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    /// What stands behind the head of a packet, and the marks in its first byte.
    Packet(Kind, u8, Vec<u8>),
    /// A message that is too long; its bytes go by unread.
    TooLarge,
}

/// What is no MQTT, or nothing that a broker sends to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotExpected;

/// Cuts bytes, however they arrive.
#[derive(Debug, Default)]
pub(super) struct Frames {
    bytes: Vec<u8>,
    skipping: usize,
}

impl Frames {
    /// Takes what arrived, and gives the packets that are whole now.
    pub(super) fn take(&mut self, mut bytes: &[u8]) -> Result<Vec<Frame>, NotExpected> {
        let mut frames = Vec::new();
        loop {
            let skipped = self.skipping.min(bytes.len());
            self.skipping -= skipped;
            bytes = bytes.get(skipped..).unwrap_or_default();
            if self.skipping > 0 {
                return Ok(frames);
            }
            self.bytes.extend(bytes);
            bytes = &[];
            let Some((kind, head, length)) = head(&self.bytes)? else {
                return Ok(frames);
            };
            if u32::try_from(length).is_ok_and(|length| length > MAX_PACKET_BYTES) {
                if kind != Kind::Publish {
                    return Err(NotExpected);
                }
                self.skipping = length.saturating_sub(self.bytes.len());
                self.bytes.drain(..length.min(self.bytes.len()));
                frames.push(Frame::TooLarge);
            } else if self.bytes.len() >= length {
                let marks = self.bytes.first().map_or(0, |first| first & 0x0f);
                frames.push(Frame::Packet(
                    kind,
                    marks,
                    self.bytes.drain(..length).skip(head).collect(),
                ));
            } else {
                return Ok(frames);
            }
        }
    }
}

/// What the next packet is, the length of its head and the whole length; nothing yet, if that cannot be told.
fn head(bytes: &[u8]) -> Result<Option<(Kind, usize, usize)>, NotExpected> {
    let Some((first, rest)) = bytes.split_first() else {
        return Ok(None);
    };
    let kind = match first {
        0x20 => Kind::Connack,
        // QoS 0 or 1, with or without the marks "again" and "kept". Nobody here sends QoS 2.
        0x30 | 0x31 | 0x32 | 0x33 | 0x3a | 0x3b => Kind::Publish,
        0x40 => Kind::Puback,
        0x90 => Kind::Suback,
        0xd0 => Kind::Pingresp,
        0xe0 => Kind::Disconnect,
        _ => return Err(NotExpected),
    };
    let mut length = 0_usize;
    for (at, byte) in rest.iter().take(4).enumerate() {
        length |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Ok(Some((kind, at + 2, at + 2 + length)));
        }
    }
    if rest.len() >= 4 { Err(NotExpected) } else { Ok(None) }
}

const _: () = assert!(
    MAX_PACKET_BYTES as usize == crate::MAX_PAYLOAD_BYTES + 1_024,
    "the limits belong together"
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn packets_in_any_pieces_are_the_same() {
        let stream = [&[0xd0, 0][..], &[0x30, 3, 1, 2, 3], &[0xd0, 0], &[0x40, 2, 0, 1]].concat();
        let whole = Frames::default().take(&stream).unwrap();
        assert_eq!(whole.len(), 4);
        for size in 1..stream.len() {
            let mut frames = Frames::default();
            let pieces: Vec<_> = stream
                .chunks(size)
                .flat_map(|piece| frames.take(piece).unwrap())
                .collect();
            assert_eq!(pieces, whole, "{size}");
        }
    }

    #[test]
    fn message_of_70_kb_goes_by_and_what_follows_is_read() {
        // 70,000 bytes after the head.
        let mut stream = vec![0x32, 0xf0, 0xa2, 0x04];
        stream.extend(vec![7; 70_000]);
        stream.extend([0xd0, 0]);
        for size in [1_000, 100_000] {
            let mut frames = Frames::default();
            let taken: Vec<_> = stream
                .chunks(size)
                .flat_map(|piece| frames.take(piece).unwrap())
                .collect();
            let expected = [Frame::TooLarge, Frame::Packet(Kind::Pingresp, 0, vec![])];
            assert_eq!(taken, expected, "{size}");
            assert!(frames.bytes.is_empty());
        }
    }

    #[test]
    fn what_no_broker_sends_is_refused() {
        for bytes in [
            &[0x10, 0][..],                  // CONNECT
            &[0x34, 0],                      // PUBLISH with QoS 2
            &[0x36, 0],                      // PUBLISH with QoS 3
            &[0x82, 0],                      // SUBSCRIBE
            &[0x00],                         // nothing
            &[0xf0, 0],                      // AUTH
            &[0x30, 0xff, 0xff, 0xff, 0xff], // a length without end
            &[0x20, 0xff, 0xff, 0x7f],       // a CONNACK of 2 MB
        ] {
            assert_eq!(Frames::default().take(bytes), Err(NotExpected), "{bytes:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        /// Any bytes: no panic, and nothing is kept beyond one packet.
        #[test]
        fn prop_any_bytes_are_cut_or_refused(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0x30), Just(0)], 0..60)) {
            let mut frames = Frames::default();
            if let Ok(taken) = frames.take(&bytes) {
                let lengths: usize = taken.iter().map(|frame| match frame {
                    Frame::Packet(_, _, bytes) => bytes.len(),
                    Frame::TooLarge => 0,
                }).sum();
                prop_assert!(lengths + frames.bytes.len() <= bytes.len());
            }
        }
    }
}
