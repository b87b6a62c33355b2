//! The agent's checks beside the plan: kept for this side only, and what they open or shut.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan_log::RoomId;
use plan_log::body::ScreenMode;
use plan_log::checks::{PrivateChecks, Said};
use plan_log::door::MaySee;
use plan_log::machine::{Command, Machine};
use yew::prelude::*;

use crate::platform::clock::now;
use crate::platform::storage::{self, LocalStorage};
use crate::platform::unlocked;
use crate::state::drafts::{self, Door, StoreError};
use crate::state::session::{Action, Session};

/// Under which name the checks are kept beside the draft.
const KEPT_AS: &str = "checks";
/// What covers the other screen has so long to leave before the door is shut all the same.
const COVERED_WITHIN_MS: u32 = 3_000;
/// The same where the call has no connection: once it is back the other screen is covered.
const COVERED_ONCE_BACK_MS: u32 = 60_000;

/// What the console knows of who is there.
pub struct Gate {
    pub checks: Rc<PrivateChecks>,
    /// Whether the other side had the plan before anything was asked here.
    pub had_it: bool,
    /// Whether the other side may see the plan; after they may not any more, until their screen is covered.
    pub is_open: bool,
    /// Why the checks are not kept.
    pub error: Option<StoreError>,
    pub said: Callback<Said>,
}

impl Gate {
    /// Whether the plan may be put forward.
    pub fn may_propose(&self) -> bool {
        self.checks.is_done() || (self.had_it && self.checks.is_empty())
    }
}

/// The checks of this plan, and the door that they open.
#[hook]
pub fn use_gate(
    session: &UseReducerHandle<Session>,
    door: &Callback<Option<MaySee>>,
    run: &Callback<Command>,
    call_is_lost: bool,
) -> Gate {
    let machine = session.machine();
    let room = machine.room();
    let read = move || Rc::new(PrivateChecks::read(&drafts::private(&LocalStorage, room, KEPT_AS)));
    let checks = use_state(read);
    let error = use_state_eq(|| None::<StoreError>);
    let is_here = machine.state().is_some();
    let had_it = *use_memo(is_here, |_| {
        let state = session.machine().state();
        state.is_some_and(|state| MaySee::had_it(session.machine().log().genesis(), state).is_some())
    });
    // Where the other side had the plan before, it keeps it until something is asked.
    let may_see = checks.person().is_some() || (had_it && checks.is_empty());
    let is_cover_sent = is_covered(machine) && machine.unsent() == 0;
    let is_open = use_is_open(may_see, is_cover_sent, call_is_lost);
    use_cover(session, checks.stop().is_some(), is_open, run);
    {
        let (door, checks, session) = (door.clone(), Rc::clone(&checks), session.clone());
        use_effect_with((is_open, is_here), move |(is_open, _)| {
            let machine = session.machine();
            let had_it = || MaySee::had_it(machine.log().genesis(), machine.state()?);
            let may_see = is_open.then(|| checks.may_see().or_else(had_it)).flatten();
            let kept_as = if may_see.is_some() { Door::Open } else { Door::Shut };
            door.emit(may_see);
            // Where nothing can be kept the other window is told over the line alone.
            let _ = drafts::keep_door(&LocalStorage, room, kept_as);
        });
    }
    {
        // Another console of this plan writes the same text.
        let checks = checks.setter();
        use_effect_with(room, move |room| {
            let room = *room;
            let listener = storage::on_change(move |change| {
                if change.writes_private(room, KEPT_AS) {
                    checks.set(read());
                }
            });
            move || drop(listener)
        });
    }
    let said = {
        let (setter, error) = (checks.setter(), error.setter());
        use_callback(Rc::clone(&checks), move |said: Said, checks| {
            let next = checks.after(said);
            let (put, error) = (
                drafts::keep_private(&LocalStorage, room, KEPT_AS, next.to_device()),
                error.clone(),
            );
            unlocked::say_kept(room, put, move |why| error.set(why));
            setter.set(Rc::new(next));
        })
    };
    Gate {
        checks: Rc::clone(&checks),
        had_it,
        is_open,
        error: *error,
        said,
    }
}

fn is_covered(machine: &Machine) -> bool {
    machine
        .state()
        .is_some_and(|state| state.screen.mode == ScreenMode::Blank)
}

/// Whether the door stands open. A screen that showed the plan is covered by what goes through it: it is shut once that has
/// left this window.
#[hook]
fn use_is_open(may_see: bool, is_cover_sent: bool, call_is_lost: bool) -> bool {
    let stays_open = use_state_eq(|| may_see);
    {
        let stays_open = stays_open.setter();
        // A connection that has come back brings the cover a moment later.
        let was_lost = use_mut_ref(|| false);
        let stands = (may_see, is_cover_sent, call_is_lost);
        use_effect_with(stands, move |(may_see, is_cover_sent, call_is_lost)| {
            was_lost.replace_with(|was_lost| !may_see && (*was_lost || *call_is_lost));
            let within = match (*may_see, *call_is_lost) {
                (true, _) => None,
                (false, true) => Some(COVERED_ONCE_BACK_MS),
                (false, false) => (!is_cover_sent || *was_lost.borrow()).then_some(COVERED_WITHIN_MS),
            };
            let late = if let Some(within) = within {
                Some(Timeout::new(within, move || stays_open.set(false)))
            } else {
                stays_open.set(*may_see);
                None
            };
            move || drop(late)
        });
    }
    may_see || *stays_open
}

/// Covers the other screen while something stands in the way, and uncovers what was covered for that. Of two consoles of a
/// plan the one that writes does so, whichever was told.
#[hook]
fn use_cover(session: &UseReducerHandle<Session>, stops: bool, is_open: bool, run: &Callback<Command>) {
    let machine = session.machine();
    let (room, writes) = (machine.room(), machine.seat().writes);
    let is_holding = machine.trying() == Some(true);
    // What the agent covered by hand stays covered.
    let for_that = use_mut_ref(|| drafts::is_covered(&LocalStorage, room));
    let run = run.clone();
    use_effect_with(
        (stops, is_open, is_covered(machine), writes),
        move |(stops, is_open, is_covered, writes)| {
            let note = |covered: bool| {
                for_that.replace(covered);
                // Where it cannot be kept it holds for this window.
                let _ = drafts::keep_covered(&LocalStorage, room, covered);
            };
            if *writes && *stops && *is_open && !*is_covered {
                note(true);
                run.emit(Command::Screen(ScreenMode::Blank));
            } else if *writes && !*stops && *for_that.borrow() {
                note(false);
                if *is_covered {
                    // Who was trying something when it came holds the other screen still, as before.
                    run.emit(Command::Screen(if is_holding {
                        ScreenMode::Frozen
                    } else {
                        ScreenMode::Live
                    }));
                }
            }
        },
    );
}

/// Whether whoever sits at the person's screen helps, and what says so: to this side's other windows and to the other side.
#[hook]
pub fn use_helps(session: &UseReducerHandle<Session>) -> (bool, Callback<bool>) {
    let room: RoomId = session.machine().room();
    let (helps, began) = (session.machine().helps(), use_mut_ref(|| false));
    // The first drawing comes before the machine is told what this device knows.
    let helps_here = helps || (!*began.borrow() && drafts::helps(&LocalStorage, room));
    {
        use_effect_with(helps, move |helps| {
            // What this window begins with is not said by anybody. Where it cannot be kept it holds for as long as it is open.
            if began.replace(true) {
                let _ = drafts::keep_helps(&LocalStorage, room, *helps);
            }
        });
    }
    {
        let session = session.dispatcher();
        use_effect_with(room, move |room| {
            let room = *room;
            let look = move || session.dispatch(Action::Helps(drafts::helps(&LocalStorage, room), now()));
            look();
            let listener = storage::on_change(move |change| {
                if change.says_who_helps(room) {
                    look();
                }
            });
            move || drop(listener)
        });
    }
    let set = {
        let session = session.dispatcher();
        use_callback((), move |yes: bool, ()| session.dispatch(Action::Helps(yes, now())))
    };
    (helps_here, set)
}
