//! How much either side may say: more is dropped, unread.

/// The longest message, in bytes.
pub const MAX_TEXT: usize = 64 << 10;
/// The most messages in any second, one way.
pub const PER_SECOND: usize = 60;
/// The most messages in all, one way.
pub const IN_ALL: u32 = 2_000;

const SECOND_MS: u64 = 1_000;

/// For how much of it a kind of message may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// For all of it.
    Whole,
    /// Not for the last third: that is kept for what is rare and matters.
    Most,
}

/// Counts the messages of one way.
#[derive(Debug, Clone)]
pub struct Meter {
    /// When the last ones came, round and round.
    times: [u64; PER_SECOND],
    in_all: u32,
}

impl Default for Meter {
    fn default() -> Self {
        Self {
            times: [0; PER_SECOND],
            in_all: 0,
        }
    }
}

impl Meter {
    /// Whether one more is taken at that time; it counts if it is.
    pub fn takes(&mut self, now_ms: u64, share: Share) -> bool {
        let (per_second, in_all) = match share {
            Share::Whole => (PER_SECOND, IN_ALL),
            Share::Most => (PER_SECOND * 2 / 3, IN_ALL / 3 * 2),
        };
        if self.in_all >= in_all {
            return false;
        }
        let count = usize::try_from(self.in_all).unwrap_or(usize::MAX);
        if let Some(before) = count.checked_sub(per_second) {
            // A clock that was put back must not hold everything up until it is where it was.
            let then = self.times.get(before % PER_SECOND).copied().unwrap_or_default();
            if then <= now_ms && now_ms - then < SECOND_MS {
                return false;
            }
        }
        if let Some(time) = self.times.get_mut(count % PER_SECOND) {
            *time = now_ms;
        }
        self.in_all += 1;
        true
    }
}

/// So often a height may go back to the one before within a second each; then the taller one stays.
const MOST_RETURNS: u8 = 3;

/// Decides which heights are said: those that differ by a pixel or more. Where a page's own layout makes two of them follow
/// each other without an end, as with a scrollbar that comes and goes, it ends at the taller one.
#[derive(Debug, Clone, Default)]
pub struct Heights {
    said: Option<u32>,
    before: Option<u32>,
    at_ms: u64,
    returns: u8,
}

impl Heights {
    /// The height to say at that time, if it is another one.
    pub fn next(&mut self, pixels: u32, now_ms: u64) -> Option<u32> {
        if self.said == Some(pixels) {
            return None;
        }
        let is_return = self.before == Some(pixels) && now_ms.saturating_sub(self.at_ms) < SECOND_MS;
        if is_return && self.returns >= MOST_RETURNS && self.said.is_some_and(|said| said > pixels) {
            self.at_ms = now_ms;
            return None;
        }
        self.returns = if is_return { self.returns.saturating_add(1) } else { 0 };
        self.before = self.said.replace(pixels);
        self.at_ms = now_ms;
        Some(pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(meter: &mut Meter, times: impl Iterator<Item = u64>, share: Share) -> usize {
        times.filter(|time| meter.takes(*time, share)).count()
    }

    #[test]
    fn no_second_has_more_than_sixty() {
        let mut meter = Meter::default();
        let mut took = Vec::new();
        // One every three milliseconds for ten seconds, which is six times as many as are taken.
        for time in (0..10_000).step_by(3) {
            if meter.takes(time, Share::Whole) {
                took.push(time);
            }
        }
        for (index, start) in took.iter().enumerate() {
            let within = took[index..]
                .iter()
                .take_while(|time| **time < start + SECOND_MS)
                .count();
            assert!(within <= PER_SECOND, "{within} from {start} on");
        }
        assert!(took.len() >= 590, "{}", took.len());
    }

    #[test]
    fn two_thousand_in_all() {
        let mut meter = Meter::default();
        assert_eq!(
            taken(&mut meter, (0..10_000).map(|index| index * 20), Share::Whole),
            2_000
        );
        assert!(!meter.takes(1_000_000_000, Share::Whole));
    }

    #[test]
    fn ten_thousand_at_once_are_sixty() {
        let mut meter = Meter::default();
        assert_eq!(taken(&mut meter, (0..10_000).map(|_| 5), Share::Whole), PER_SECOND);
        assert!(!meter.takes(1_004, Share::Whole));
        assert!(meter.takes(1_005, Share::Whole));
    }

    #[test]
    fn heights_leave_room_for_what_matters() {
        let mut meter = Meter::default();
        assert_eq!(taken(&mut meter, (0..10_000).map(|_| 5), Share::Most), 40);
        assert_eq!(taken(&mut meter, (0..10_000).map(|_| 6), Share::Whole), 20);
        let mut meter = Meter::default();
        assert_eq!(
            taken(&mut meter, (0..10_000).map(|index| index * 30), Share::Most),
            1_332
        );
        assert_eq!(
            taken(&mut meter, (0..10_000).map(|index| 300_000 + index * 30), Share::Whole),
            668
        );
    }

    #[test]
    fn a_clock_that_is_put_back_stops_nobody() {
        let mut meter = Meter::default();
        assert_eq!(taken(&mut meter, (0..100).map(|_| 1_000_000), Share::Whole), PER_SECOND);
        assert!(meter.takes(5_000, Share::Whole));
    }

    #[test]
    fn a_height_is_said_once() {
        let mut heights = Heights::default();
        let said: Vec<u32> = [640, 640, 641, 641, 640, 640]
            .into_iter()
            .zip((0..).step_by(2_000))
            .filter_map(|(one, now_ms)| heights.next(one, now_ms))
            .collect();
        assert_eq!(said, [640, 641, 640]);
    }

    #[test]
    fn two_heights_that_follow_each_other_end_at_the_taller_one() {
        let mut heights = Heights::default();
        let turns = [640, 700].into_iter().cycle().take(1_000).zip((0..).step_by(100));
        let said: Vec<u32> = turns.filter_map(|(one, now_ms)| heights.next(one, now_ms)).collect();
        assert_eq!(said, [640, 700, 640, 700, 640, 700]);
        // Another height is said at once, and so is the lower one when some time has passed.
        assert_eq!(heights.next(900, 200_000), Some(900));
        assert_eq!(heights.next(640, 210_000), Some(640));
    }
}
