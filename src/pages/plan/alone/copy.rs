//! A plan that was offered, proposed or agreed is not changed on these pages: whoever changes it changes a copy, in a room of
//! its own. So what somebody tries goes nowhere, and what was sent stands until they send something else.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use plan_core::{Case, FieldValue};
use plan_log::machine::Command;
use plan_log::state::What;
use plan_log::{Role, RoomId, State};
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::money;
use crate::embed;
use crate::pages::plan::live::ScreenProps;
use crate::pages::plan::opening::{self, NotBegun};
use crate::platform::clock::{now, random};
use crate::platform::page;
use crate::state::figures::Figures;
use crate::state::route::Route;
use crate::state::session::Edit;

/// What somebody did to the plan.
enum Change {
    Fields(Edit),
    Case(Box<Case>),
}

impl Change {
    /// Whether the plan is another one after it.
    fn moves(&self, state: &State) -> bool {
        match self {
            Self::Fields(edit) => {
                let moves = |value: &FieldValue| state.terms.get(&value.id()) != *value;
                edit(&state.terms).iter().any(moves)
            }
            Self::Case(case) => **case != *state.case,
        }
    }

    fn command(self, state: &State) -> Command {
        match self {
            Self::Fields(edit) => Command::Adjust(edit(&state.terms)),
            Self::Case(case) => Command::Case(case),
        }
    }
}

/// What was done until the copy is there; `None` where none is begun.
type Changes = Rc<RefCell<Option<VecDeque<Change>>>>;

/// Whether somebody else can know the plan, as from a link that was sent.
pub fn may_be_known(state: &State) -> bool {
    let was_put_forward = |what: &What| {
        matches!(
            what,
            What::Offered | What::Proposed | What::Sealed | What::Called | What::Declined
        )
    };
    state.agreement.is_some()
        || state.proposal.is_some()
        || state.members.values().any(|role| *role == Role::Agent)
        || state.timeline.iter().any(|moment| was_put_forward(&moment.what))
}

/// The screen as it is, but that whoever changes the plan changes a copy of it; and why there is no copy, where one was wanted.
#[hook]
pub fn use_copy(screen: &ScreenProps, room: RoomId, figures: &Figures) -> (ScreenProps, Option<Message>) {
    let changes: Changes = use_mut_ref(|| None);
    let refused = use_state(|| None::<Message>);
    let Some(state) = screen.session.state().filter(|state| may_be_known(state)) else {
        return (screen.clone(), None);
    };
    let figures = figures.clone();
    let change = {
        let (state, refused) = (Rc::clone(&state), refused.setter());
        Callback::from(move |change: Change| {
            if !change.moves(&state) {
                return;
            }
            let is_first = changes.borrow().is_none();
            changes.borrow_mut().get_or_insert_default().push_back(change);
            if is_first {
                let (state, figures, changes) = (Rc::clone(&state), figures.clone(), Rc::clone(&changes));
                let refused = refused.clone();
                spawn_local(async move {
                    let begun = begin(room, &state, &figures, &changes).await;
                    refused.set(begun.err().map(NotBegun::message));
                });
            }
        })
    };
    let run = {
        let (run, change) = (screen.run.clone(), change.clone());
        Callback::from(move |command: Command| match command {
            Command::Adjust(set) => change.emit(Change::Fields(Rc::new(move |_| set.clone()))),
            Command::Case(case) => change.emit(Change::Case(case)),
            // What was done before the plan was put forward is not taken back in it, and nobody is there to be kept from it.
            Command::Undo | Command::Redo | Command::TryAlone { .. } => {}
            other => run.emit(other),
        })
    };
    let screen = ScreenProps {
        run,
        edit: change.reform(Change::Fields),
        ..screen.clone()
    };
    (screen, (*refused).clone())
}

/// Begins the copy, does in it what was done, and goes on there.
async fn begin(room: RoomId, state: &State, figures: &Figures, changes: &Changes) -> Result<(), NotBegun> {
    let plan = ((*state.case).clone(), state.terms.clone());
    let begun = opening::begin_with(Role::Person, state.name(Role::Person), plan, random(), Some(room)).await;
    let mut ready = begun.inspect_err(|_| *changes.borrow_mut() = None)?;
    loop {
        let next = changes.borrow_mut().as_mut().and_then(VecDeque::pop_front);
        let Some(change) = next else { break };
        let Some(command) = ready.machine.state().map(|state| change.command(state)) else {
            break;
        };
        if let Ok(step) = ready.machine.command(command, &now()) {
            ready.desk.settle(&mut ready.machine, step, None).await;
        }
    }
    let copy = ready.machine.room();
    money::keep(copy, figures);
    if let Some(source) = embed::source_of(room) {
        embed::came_from(copy, source);
    }
    ready.said = Some(words::copy_begun().text());
    opening::hand_over(ready);
    // Who has gone elsewhere meanwhile stays there, and finds the copy in the list.
    if let Route::Alone(at, step) = Route::parse(&page::hash())
        && at == room
    {
        page::go_instead(&Route::Alone(copy, step).href());
    }
    Ok(())
}
