//! The end of a plan, as it is noted in the store.

use super::super::ending::{Ending, note, renew};
use super::*;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// After the end of a plan that was saved just after 1970.
const LATE: u64 = 91 * DAY_MS;

#[test]
fn an_end_is_said_once_and_a_plan_that_is_kept_longer_has_another() {
    let store = Memory::default();
    let room = kept(&store, 0).room();
    let over = Ok(Ending::Over {
        said: LATE,
        goes: LATE + 7 * DAY_MS,
    });
    assert_eq!(note(&store, room, 5, 6), Ok(Ending::At(90 * DAY_MS + 5)));
    assert_eq!(note(&store, room, 5, LATE), over);
    assert_eq!(note(&store, room, 5, LATE + DAY_MS), over);
    assert_eq!(note(&store, room, 5, LATE + 7 * DAY_MS), Ok(Ending::Gone));
    renew(&store, room, LATE).unwrap();
    assert_eq!(
        note(&store, room, 5, LATE + 7 * DAY_MS),
        Ok(Ending::At(LATE + 90 * DAY_MS))
    );
    // Nothing of it is left when the plan goes, and what is gone is not kept longer.
    assert_eq!(delete(&store, room), Ok(0));
    assert!(store.map.borrow().is_empty());
    assert_eq!(renew(&store, room, LATE), Err(StoreError::Deleted));
    assert!(store.map.borrow().is_empty());
}

#[test]
fn where_nothing_can_be_noted_the_plan_stays() {
    let store = Memory::default();
    let room = kept(&store, 0).room();
    store.space.set(Some(0));
    for now in [LATE, LATE + 30 * DAY_MS] {
        let ending = note(&store, room, 5, now);
        assert_eq!(
            ending,
            Ok(Ending::Over {
                said: now,
                goes: now + 7 * DAY_MS
            })
        );
    }
}
