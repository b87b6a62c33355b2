//! When a plan that nobody changes any more goes from this device: never before that was said, with time to save it.

use plan_log::RoomId;

use super::{Store, StoreError, key};

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// A plan is kept for so long after it changed last.
const KEPT_MS: u64 = 90 * DAY_MS;
/// It stays for so long after its end was said.
const SAID_BEFORE_MS: u64 = 7 * DAY_MS;

/// Since when somebody wants it kept as if it had changed then.
pub(super) const RENEWED: &str = "renewed";
/// When its end was said.
pub(super) const SAID: &str = "ending";

/// How long a plan is kept, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Until then, if it does not change.
    At(u64),
    /// It is over, and that is said since `said`: it may be saved until `goes`.
    Over { said: u64, goes: u64 },
    /// It was said, and the time since is over as well.
    Gone,
}

impl Ending {
    /// Of a plan that changed last at `changed`, was to be kept longer from `renewed` on, and whose end was said at `said`.
    fn of(changed: u64, renewed: Option<u64>, said: Option<u64>, now: u64) -> Self {
        let ends = changed.max(renewed.unwrap_or_default()).saturating_add(KEPT_MS);
        if now < ends {
            return Self::At(ends);
        }
        // What was said before it changed again was said of an earlier end. A clock that was set back says it anew.
        let said = said.filter(|said| (ends..=now).contains(said)).unwrap_or(now);
        let goes = said.saturating_add(SAID_BEFORE_MS);
        if now < goes {
            Self::Over { said, goes }
        } else {
            Self::Gone
        }
    }
}

/// How long a plan is kept. If that is over, it counts as said from here on.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn note(store: &impl Store, room: RoomId, changed: u64, now: u64) -> Result<Ending, StoreError> {
    let moment = |name| -> Result<Option<u64>, StoreError> {
        Ok(store.get(&key(room, name))?.and_then(|text| text.parse().ok()))
    };
    let before = moment(SAID)?;
    let ending = Ending::of(changed, moment(RENEWED)?, before, now);
    if let Ending::Over { said, .. } = ending
        && before != Some(said)
    {
        // Without space for it the plan stays longer, and it is said again.
        let _ = store.set(&key(room, SAID), &said.to_string());
    }
    Ok(ending)
}

/// Keeps a plan as if it had changed now.
///
/// # Errors
/// As [`super::add`].
pub fn renew(store: &impl Store, room: RoomId, now: u64) -> Result<(), StoreError> {
    if !super::is_stored(store, room)? {
        return Err(StoreError::Deleted);
    }
    store.set(&key(room, RENEWED), &now.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGED: u64 = 1_000 * DAY_MS;
    const END: u64 = CHANGED + KEPT_MS;

    #[test]
    fn a_plan_is_kept_for_ninety_days_after_it_changed() {
        assert_eq!(Ending::of(CHANGED, None, None, CHANGED), Ending::At(END));
        assert_eq!(Ending::of(CHANGED, None, None, END - 1), Ending::At(END));
        let renewed = Some(CHANGED + DAY_MS);
        assert_eq!(Ending::of(CHANGED, renewed, None, END), Ending::At(END + DAY_MS));
        // What is asked for never makes it shorter.
        assert_eq!(Ending::of(CHANGED, Some(1), None, END - 1), Ending::At(END));
        assert_eq!(Ending::of(u64::MAX, None, None, END), Ending::At(u64::MAX));
    }

    #[test]
    fn it_goes_a_week_after_its_end_was_said_and_never_before() {
        let over = |said| Ending::Over {
            said,
            goes: said + SAID_BEFORE_MS,
        };
        // Nobody looked for a year.
        let late = END + 365 * DAY_MS;
        assert_eq!(Ending::of(CHANGED, None, None, END), over(END));
        assert_eq!(Ending::of(CHANGED, None, None, late), over(late));
        let said = Some(END + 1);
        assert_eq!(Ending::of(CHANGED, None, said, END + SAID_BEFORE_MS), over(END + 1));
        assert_eq!(Ending::of(CHANGED, None, said, END + 1 + SAID_BEFORE_MS), Ending::Gone);
    }

    #[test]
    fn what_was_said_of_an_earlier_end_or_by_a_clock_that_was_wrong_does_not_count() {
        let again = |said, now| Ending::of(CHANGED, None, Some(said), now);
        let now = END + 30 * DAY_MS;
        let anew = Ending::Over {
            said: now,
            goes: now + SAID_BEFORE_MS,
        };
        assert_eq!(again(END - 1, now), anew);
        assert_eq!(again(now + 1, now), anew);
        assert_eq!(again(END, END - 1), Ending::At(END));
    }
}
