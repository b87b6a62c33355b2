//! Which step of the way a page is, and how a step came out, from the address alone.

use super::say::{Door, Outcome, Say, Step};
use crate::state::route::{self, Route};

/// The way in that leads to a screen.
pub const fn door(route: Route) -> Door {
    match route {
        Route::Console(_) | Route::NewConsole => Door::Console,
        Route::Share(_) => Door::Share,
        Route::Check => Door::Check,
        _ => Door::Alone,
    }
}

/// Whether a plan is open on a screen.
pub const fn has_plan(route: Route) -> bool {
    matches!(route, Route::Console(_) | Route::Share(_) | Route::Alone(..))
}

/// The step that a page is; `None` for one that is no step.
pub const fn step_of(route: Route) -> Option<Step> {
    Some(match route {
        Route::NewAlone | Route::OpenAlone => Step::Owed,
        Route::Alone(_, page) => match page {
            route::Step::Owed => Step::Owed,
            route::Step::NotMine => return None,
            route::Step::Afford => Step::Manage,
            route::Step::Plan => Step::Words,
            route::Step::Check => Step::Spending,
            route::Step::Ways => Step::Ways,
            route::Step::Amount => Step::Amount,
            route::Step::Day => Step::Day,
            route::Step::LastPaid => Step::LastPaid,
            route::Step::Who => Step::Who,
            route::Step::Review => Step::Check,
            route::Step::Send => Step::Offer,
        },
        _ => return None,
    })
}

/// How a step came out for somebody who went to another one.
fn outcome(from: Step, to: Step) -> Outcome {
    match (from, to) {
        (Step::Ways, Step::Amount) => Outcome::NoneOfThese,
        // They lead back to the plan in words, which is another one then.
        (Step::Ways | Step::Amount, Step::Words) => Outcome::Done,
        _ if to > from => Outcome::Done,
        _ => Outcome::Back,
    }
}

/// What there is to say of a way from one page to another. An offer that is made changes the plan and not the step.
pub fn moved(from: Route, to: Route) -> impl Iterator<Item = Say> {
    let (before, now) = (step_of(from), step_of(to));
    let left = before.filter(|_| before != now).and_then(|before| {
        let outcome = match (now, to) {
            (Some(now), _) => outcome(before, now),
            (None, Route::NotMine | Route::Alone(_, route::Step::NotMine)) => Outcome::NotMine,
            (None, _) => return None,
        };
        Some(Say::Step(before, door(from), outcome))
    });
    let begun = now.filter(|_| before != now);
    let begun = begun.map(|now| Say::Step(now, door(to), Outcome::Begun));
    left.into_iter().chain(begun)
}

#[cfg(test)]
mod tests {
    use plan_log::RoomId;

    use super::*;

    fn at(step: route::Step) -> Route {
        Route::Alone(RoomId::from_bytes([7; 32]), step)
    }

    fn said(from: Route, to: Route) -> Vec<(Step, Outcome)> {
        moved(from, to)
            .map(|say| match say {
                Say::Step(step, Door::Alone, outcome) => (step, outcome),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_screen_belongs_to_a_door() {
        let room = RoomId::from_bytes([7; 32]);
        for (route, expected) in [
            (Route::NewAlone, Door::Alone),
            (at(route::Step::Plan), Door::Alone),
            (Route::Start, Door::Alone),
            (Route::NewConsole, Door::Console),
            (Route::Console(room), Door::Console),
            (Route::Share(room), Door::Share),
            (Route::Check, Door::Check),
        ] {
            assert_eq!(door(route), expected, "{route:?}");
        }
    }

    #[test]
    fn a_step_ends_where_the_next_one_begins() {
        use route::Step as Page;
        let done = |one, next| vec![(one, Outcome::Done), (next, Outcome::Begun)];
        assert_eq!(said(Route::NewAlone, at(Page::Afford)), done(Step::Owed, Step::Manage));
        assert_eq!(said(Route::OpenAlone, at(Page::Afford)), done(Step::Owed, Step::Manage));
        assert_eq!(said(at(Page::Plan), at(Page::Day)), done(Step::Words, Step::Day));
        assert_eq!(said(at(Page::Check), at(Page::Ways)), done(Step::Spending, Step::Ways));
        assert_eq!(said(at(Page::Ways), at(Page::Plan)), done(Step::Ways, Step::Words));
        assert_eq!(said(at(Page::Review), at(Page::Send)), done(Step::Check, Step::Offer));
        let back = said(at(Page::Day), at(Page::Plan));
        assert_eq!(back, [(Step::Day, Outcome::Back), (Step::Words, Outcome::Begun)]);
        let none = said(at(Page::Ways), at(Page::Amount));
        assert_eq!(
            none,
            [(Step::Ways, Outcome::NoneOfThese), (Step::Amount, Outcome::Begun)]
        );
    }

    #[test]
    fn what_is_no_step_is_not_told() {
        use route::Step as Page;
        assert_eq!(
            said(at(Page::Afford), Route::NotMine),
            [(Step::Manage, Outcome::NotMine)]
        );
        assert_eq!(said(Route::NotMine, Route::NewAlone), [(Step::Owed, Outcome::Begun)]);
        assert_eq!(said(at(Page::Send), Route::Drafts), []);
        assert_eq!(said(Route::Drafts, at(Page::Send)), [(Step::Offer, Outcome::Begun)]);
        // The way out of a plan, and back into it.
        assert_eq!(
            said(at(Page::Owed), at(Page::NotMine)),
            [(Step::Owed, Outcome::NotMine)]
        );
        assert_eq!(
            said(at(Page::NotMine), at(Page::Afford)),
            [(Step::Manage, Outcome::Begun)]
        );
        assert_eq!(said(at(Page::Owed), at(Page::Afford)).len(), 2);
        let other = Route::Alone(RoomId::from_bytes([8; 32]), Page::Send);
        assert_eq!(said(at(Page::Send), other), []);
    }
}
