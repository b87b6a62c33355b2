//! What happened lately, in as few lines as tell it.

use std::rc::Rc;

use plan_core::FieldId;
use plan_log::EntryId;
use plan_log::body::Cause;
use plan_log::state::{Ended, FieldChange, Moment, What};

/// Presses that follow each other within this time are one change to whoever reads them.
const ONE_GO_MS: u64 = 10_000;

/// The newest things that happened, newest first, each under the entry that it began with.
///
/// A control that one side moved several times in one go is told once: from where it stood to where it was left.
pub fn newest(timeline: &[Rc<Moment>], most: usize) -> Vec<(EntryId, Rc<Moment>)> {
    let joins = |moment: &&Rc<Moment>| matches!(moment.what, What::Admitted(..));
    let timeline: Vec<Rc<Moment>> = timeline.iter().filter(|moment| !joins(moment)).map(Rc::clone).collect();
    let mut told = Vec::with_capacity(most);
    let mut end = timeline.len();
    while told.len() < most && end > 0 {
        let last = end - 1;
        let mut begin = last;
        while begin > 0 && in_one_go(&timeline[begin - 1], &timeline[begin]) {
            begin -= 1;
        }
        told.push((timeline[begin].entry, joined(&timeline[begin], &timeline[last])));
        end = begin;
    }
    told
}

/// Whether the plan was left different.
fn moves(moment: &Moment) -> bool {
    match &moment.what {
        What::Opened | What::ChangedUnseen { .. } | What::CaseChanged { .. } => true,
        What::Changed { fields, .. } => !fields.is_empty(),
        _ => false,
    }
}

/// Whether the plan was ever another one: asked on every draw, so it looks no further than it must.
pub fn has_changed(timeline: &[Rc<Moment>]) -> bool {
    timeline.iter().filter(|moment| moves(moment)).nth(1).is_some()
}

/// What the plan was like one after the other, oldest first: each time it was left different, by the last entry of that go.
pub fn stands(timeline: &[Rc<Moment>]) -> Vec<Rc<Moment>> {
    let mut stands: Vec<_> = newest(timeline, timeline.len())
        .into_iter()
        .map(|(_, moment)| moment)
        .filter(|moment| moves(moment))
        .collect();
    stands.reverse();
    stands
}

/// The one field that an edit moved, where it moved one and ended nothing.
fn moved(moment: &Moment) -> Option<&FieldChange> {
    match &moment.what {
        What::Changed {
            fields,
            cause: Cause::Edit,
            ended: Ended::Nothing,
        } => match fields.as_slice() {
            [change] => Some(change),
            _ => None,
        },
        _ => None,
    }
}

fn in_one_go(one: &Moment, next: &Moment) -> bool {
    let id = |moment: &Moment| moved(moment).map(|change| change.after.id());
    let same: Option<FieldId> = id(next);
    one.author == next.author && next.at_ms.abs_diff(one.at_ms) <= ONE_GO_MS && same.is_some() && id(one) == same
}

fn joined(first: &Rc<Moment>, last: &Rc<Moment>) -> Rc<Moment> {
    match (moved(first), moved(last)) {
        // Back where it began: what was done last says more than "from £85 to £85".
        (Some(from), Some(to)) if first.entry != last.entry && from.before != to.after => Rc::new(Moment {
            what: What::Changed {
                fields: vec![FieldChange {
                    before: from.before.clone(),
                    after: to.after.clone(),
                }],
                cause: Cause::Edit,
                ended: Ended::Nothing,
            },
            entry: last.entry,
            author: last.author,
            role: last.role,
            at_ms: last.at_ms,
        }),
        _ => Rc::clone(last),
    }
}

#[cfg(test)]
mod tests {
    use plan_core::{FieldValue, Held};
    use plan_log::Author;
    use plan_log::Role;

    use super::*;

    fn amount(entry: u8, at_s: u64, before: i64, after: i64, cause: Cause) -> Rc<Moment> {
        let held = |minor| FieldValue::Held(Held::Amount(minor));
        changed(entry, at_s, held(before), held(after), cause)
    }

    fn changed(entry: u8, at_s: u64, before: FieldValue, after: FieldValue, cause: Cause) -> Rc<Moment> {
        Rc::new(Moment {
            entry: id(entry),
            author: Author::from_bytes([1; 64]),
            role: Role::Agent,
            at_ms: at_s * 1_000,
            what: What::Changed {
                fields: vec![FieldChange { before, after }],
                cause,
                ended: Ended::Nothing,
            },
        })
    }

    fn id(entry: u8) -> EntryId {
        EntryId::parse_hex(&format!("{entry:02x}").repeat(32)).unwrap()
    }

    fn by(author: u8, moment: &Rc<Moment>) -> Rc<Moment> {
        Rc::new(Moment {
            author: Author::from_bytes([author; 64]),
            ..(**moment).clone()
        })
    }

    fn check(timeline: &[Rc<Moment>], expected: &[(u8, i64, i64)]) {
        let told: Vec<_> = newest(timeline, 8)
            .into_iter()
            .map(|(first, moment)| {
                let Some(FieldChange {
                    before: FieldValue::Held(Held::Amount(before)),
                    after: FieldValue::Held(Held::Amount(after)),
                }) = moved(&moment).cloned()
                else {
                    return (first, 0, 0);
                };
                (first, before, after)
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(entry, a, b)| (id(*entry), *a, *b)).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn presses_in_one_go_are_told_once() {
        let presses: Vec<_> = (0..4)
            .map(|n| amount(n, u64::from(n), 100 - i64::from(n), 99 - i64::from(n), Cause::Edit))
            .collect();
        check(&presses, &[(0, 100, 96)]);
    }

    #[test]
    fn what_somebody_else_did_or_a_pause_or_an_undo_parts_them() {
        let (a, b) = (amount(1, 0, 100, 90, Cause::Edit), amount(2, 1, 90, 80, Cause::Edit));
        check(&[Rc::clone(&a), by(2, &b)], &[(2, 90, 80), (1, 100, 90)]);
        check(
            &[Rc::clone(&a), amount(2, 11, 90, 80, Cause::Edit)],
            &[(2, 90, 80), (1, 100, 90)],
        );
        check(
            &[Rc::clone(&a), amount(2, 1, 90, 100, Cause::Undo(id(1)))],
            &[(2, 0, 0), (1, 100, 90)],
        );
        let deposit = changed(3, 1, FieldValue::Deposit(None), FieldValue::Deposit(None), Cause::Edit);
        check(&[a, deposit, b], &[(2, 90, 80), (3, 0, 0), (1, 100, 90)]);
    }

    #[test]
    fn a_control_that_came_back_is_told_by_its_last_step() {
        check(
            &[amount(1, 0, 100, 90, Cause::Edit), amount(2, 1, 90, 100, Cause::Edit)],
            &[(1, 90, 100)],
        );
    }

    #[test]
    fn the_plan_stood_once_after_each_go_that_moved_it() {
        let said = |entry: u8, at_s: u64, what: What| {
            let moment = amount(entry, at_s, 0, 0, Cause::Edit);
            Rc::new(Moment {
                what,
                ..(*moment).clone()
            })
        };
        let ended_only = What::Changed {
            fields: Vec::new(),
            cause: Cause::Edit,
            ended: Ended::Proposal,
        };
        let timeline = [
            said(1, 0, What::Opened),
            amount(2, 20, 100, 90, Cause::Edit),
            amount(3, 21, 90, 80, Cause::Edit),
            said(4, 22, What::Proposed),
            said(5, 23, ended_only),
            amount(6, 24, 80, 70, Cause::Edit),
        ];
        let entries: Vec<_> = stands(&timeline).iter().map(|moment| moment.entry).collect();
        assert_eq!(entries, [id(1), id(3), id(6)]);
        assert!(has_changed(&timeline));
        assert!(!has_changed(&timeline[..1]));
    }

    #[test]
    fn only_as_many_are_told_as_are_asked_for() {
        let apart: Vec<_> = (0..20)
            .map(|n| amount(n, 60 * u64::from(n), 1, 2, Cause::Edit))
            .collect();
        assert_eq!(newest(&apart, 8).len(), 8);
        assert_eq!(newest(&[], 8).len(), 0);
    }
}
