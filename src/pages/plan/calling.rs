//! A window's call: its line to the other machine, opened by a press, handed over by the page that joined, or come back to
//! after a reload.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan_log::carry::Carry;
use plan_log::door::MaySee;
use plan_log::machine::{Asking, Machine};
use plan_log::message::{Message, Said, Window};
use plan_log::{Role, RoomId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::opening::was_let_in;
use super::role_of;
use crate::calls::{self, Hear, Heard, How, Line};
use crate::parts::calls as part;
use crate::platform::clock::now;
use crate::platform::page;
use crate::platform::storage::LocalStorage;
use crate::state::call::{Call, Reach, Turn};
use crate::state::drafts;
use crate::state::route::Route;
use crate::state::session::{Action, Session};

/// A broker that has not let this machine in by then is not there.
const LATE_MS: u32 = 8_000;
/// What the broker keeps is made anew once nothing has changed for so long.
const QUIET_MS: u32 = 2_000;
/// The most windows elsewhere that are remembered.
const MOST_WINDOWS: usize = 256;
/// Names no window: what somebody is sent who knows nothing.
const NEWCOMER: Window = [255; 8];
/// Where the panel of the call is.
pub const PANEL: &str = "together";

/// What somebody does on a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Asks for a code that can be said, or a link that can be sent.
    Invite(How),
    /// Lets in who knocks.
    LetIn,
    /// Waits for nobody any longer.
    CloseDoor,
    /// Leaves for good.
    Leave,
    /// Fetches again what a call needs: to come back to one that goes on, or to open one.
    FetchAgain,
}

/// A call as the screens draw it.
#[derive(Clone, PartialEq)]
pub struct Calling {
    /// How it stands.
    pub call: Rc<Call>,
    /// Whether others can be asked in here.
    pub is_offered: bool,
    /// Whether the person is at a machine of their own.
    pub is_apart: bool,
    /// What somebody does.
    pub act: Callback<Act>,
}

/// A window's line, once it has one, and what it has heard there.
#[derive(Clone, Default)]
pub struct Lines {
    line: Rc<RefCell<Option<Rc<dyn Line>>>>,
    /// Windows on other machines: no lock of this browser tells whether they are open.
    elsewhere: Rc<RefCell<Vec<Window>>>,
    /// What is to be kept of the call once the plan is.
    to_keep: Rc<RefCell<Option<Option<Vec<u8>>>>>,
    /// Says that the other machines may see the plan: until then an agent sends them nothing of it.
    may_see: Rc<RefCell<Option<MaySee>>>,
    /// Counts the screens that are gone: a line that comes late is for none of the others.
    gone: Rc<Cell<u32>>,
}

impl Lines {
    /// Sends a message to the other machines, if there are any and they may see the plan.
    pub fn send(&self, side: Role, message: &Message) {
        if let Some(line) = self.line_that_sends(side) {
            line.send(message);
        }
    }

    /// Opens the way to the other machines, or shuts it.
    pub fn set_door(&self, may_see: Option<MaySee>) {
        *self.may_see.borrow_mut() = may_see;
    }

    /// Who owes the money has nothing to hide from the company.
    fn line_that_sends(&self, side: Role) -> Option<Rc<dyn Line>> {
        let may_see = side == Role::Person || self.may_see.borrow().is_some();
        self.line().filter(|_| may_see)
    }

    /// Whether a window is on another machine.
    pub fn is_elsewhere(&self, window: Window) -> bool {
        self.elsewhere.borrow().contains(&window)
    }

    fn line(&self) -> Option<Rc<dyn Line>> {
        self.line.borrow().clone()
    }

    /// Keeps what was heard of the call. It goes with its plan: before that is kept it waits.
    fn keep(&self, room: RoomId, side: Role) {
        let mut to_keep = self.to_keep.borrow_mut();
        if let Some(kept) = &*to_keep
            && drafts::keep_call(&LocalStorage, room, side, kept.as_deref()).is_ok()
        {
            *to_keep = None;
        }
    }
}

/// The newest session, for callbacks that outlive a render.
type Newest = Rc<RefCell<Option<UseReducerHandle<Session>>>>;

/// What a line tells, and where that goes.
#[derive(Clone)]
struct Ears {
    lines: Lines,
    newest: Newest,
    call: UseReducerDispatcher<Call>,
    room: RoomId,
    side: Role,
}

impl Ears {
    fn session(&self) -> Option<UseReducerHandle<Session>> {
        self.newest.borrow().clone()
    }

    fn dispatch(&self, action: Action) {
        if let Some(session) = self.session() {
            session.dispatch(action);
        }
    }

    /// These windows are gone, as far as is known here.
    fn lose(&self, windows: &[Window]) {
        let asked: Vec<(Window, u32)> = self
            .session()
            .map(|session| session.machine().others().collect())
            .unwrap_or_default();
        for window in windows {
            let hellos = asked
                .iter()
                .find(|(other, _)| other == window)
                .map_or(0, |(_, hellos)| *hellos);
            self.dispatch(Action::Lost(*window, hellos));
        }
    }

    fn hear(&self, heard: Heard) {
        match &heard {
            Heard::Message(window, bytes) => {
                let mut elsewhere = self.lines.elsewhere.borrow_mut();
                if !elsewhere.contains(window) && elsewhere.len() < MOST_WINDOWS {
                    elsewhere.push(*window);
                }
                drop(elsewhere);
                return self.dispatch(Action::Receive(bytes.clone(), now()));
            }
            Heard::Ask => return self.dispatch(Action::Greet(now())),
            Heard::Keep(kept) => {
                *self.lines.to_keep.borrow_mut() = Some(kept.clone());
                self.lines.keep(self.room, self.side);
            }
            Heard::Gone(windows, _) => self.lose(windows),
            Heard::Left(windows, goes_on) => {
                self.lose(windows);
                // Who invites gives out the keys: without them there is no room to stay in.
                if self.side == Role::Person && !goes_on {
                    self.leave();
                }
            }
            _ => {}
        }
        self.call.dispatch(Turn::Heard(heard));
    }

    fn leave(&self) {
        let line = self.lines.line.borrow_mut().take();
        if let Some(line) = line {
            line.leave();
        }
        let windows = self.lines.elsewhere.take();
        self.lose(&windows);
    }

    fn attach(&self, line: Rc<dyn Line>, again: bool) {
        self.call.dispatch(Turn::Opened { again });
        *self.lines.line.borrow_mut() = Some(Rc::clone(&line));
        let ears = self.clone();
        let hear: Hear = Rc::new(move |heard| ears.hear(heard));
        line.listen(hear);
    }

    fn invite(&self, how: How) {
        if let Some(line) = self.lines.line() {
            return self.ask_in(&*line, how);
        }
        let (Some(relay), Some(session)) = (page::relay(), self.session()) else {
            return;
        };
        let (ears, window, gone) = (self.clone(), session.machine().seat().window, self.lines.gone.get());
        self.call.dispatch(Turn::Fetch);
        spawn_local(async move {
            match part::open(ears.room, window, relay).await {
                // The screen that asked for it is gone.
                Ok(line) if ears.lines.gone.get() != gone => line.leave(),
                Ok(line) => {
                    ears.attach(Rc::clone(&line), false);
                    ears.ask_in(&*line, how);
                }
                Err(_) => ears.call.dispatch(Turn::NotFetched),
            }
        });
    }

    fn ask_in(&self, line: &dyn Line, how: How) {
        self.call.dispatch(Turn::Invite);
        line.invite(how);
        let call = self.call.clone();
        Timeout::new(LATE_MS, move || call.dispatch(Turn::Late)).forget();
    }

    fn act(&self, act: Act) {
        match (act, self.lines.line()) {
            (Act::Invite(how), _) => self.invite(how),
            (Act::LetIn, Some(line)) => line.let_in(),
            (Act::CloseDoor, Some(line)) => {
                line.close_door();
                self.call.dispatch(Turn::CloseDoor);
            }
            (Act::Leave, _) => {
                self.leave();
                self.call.dispatch(Turn::Leave);
            }
            (Act::FetchAgain, _) => {
                // A room that is opened anew takes the place of one that goes on.
                let comes_back = self.come_back();
                if !comes_back && self.side == Role::Agent {
                    self.invite(How::Code);
                }
            }
            (Act::LetIn | Act::CloseDoor, None) => {}
        }
        // The button that was pressed may be gone, and where a person leaves its panel as well.
        page::focus(match (act, self.side) {
            (Act::Leave, Role::Person) => "content",
            _ => PANEL,
        });
    }

    /// Takes the line that the page before left for this one, or comes back to the one that this side had before its page was
    /// loaded again; whether there is one.
    fn come_back(&self) -> bool {
        if let Some(line) = calls::take_over(self.room, self.side) {
            self.attach(line, true);
            return true;
        }
        let kept = drafts::kept_call(&LocalStorage, self.room, self.side);
        let seat = self.session().map(|session| session.machine().seat().clone());
        let (Some(relay), Some(kept), Some(seat)) = (page::relay(), kept, seat.filter(|seat| seat.writes)) else {
            return false;
        };
        let (ears, gone) = (self.clone(), self.lines.gone.get());
        self.call.dispatch(Turn::Fetch);
        spawn_local(async move {
            let line = part::resume(kept, seat.window, relay).await;
            match line {
                Ok(Some(line)) if ears.lines.gone.get() == gone => ears.attach(line, true),
                Ok(Some(line)) => line.rest(),
                Ok(None) => ears.call.dispatch(Turn::Leave),
                Err(_) => ears.call.dispatch(Turn::NotFetched),
            }
        });
        true
    }
}

/// What the broker keeps for somebody who knows the room by its name alone: what this window has, and all its entries.
fn left_behind(machine: &Machine) -> Option<(Message, Vec<Message>)> {
    let now = now();
    let newcomer = Asking::new(machine.room(), NEWCOMER, machine.seat().role).ask(now.ms);
    // What a copy answers, this window does not have to know of.
    let said = machine.clone().receive(&newcomer.to_bytes(), &now).send;
    let (summaries, written): (Vec<Message>, Vec<Message>) = said
        .into_iter()
        // Who sits where is for those who are here.
        .filter(|message| !matches!(message.said(), Said::Helps(_)))
        .partition(|message| matches!(message.said(), Said::Have { .. }));
    Some((summaries.into_iter().next()?, written))
}

/// Whether two people share a plan at this screen.
const fn is_shared(route: Route) -> bool {
    matches!(route, Route::Console(_) | Route::Share(_))
}

/// The call of a window of a plan.
#[hook]
pub fn use_calling(route: Route, session: &UseReducerHandle<Session>, newest: &Newest, lines: &Lines) -> Calling {
    let call = use_reducer_eq(Call::default);
    let machine = session.machine();
    let (room, side, writes) = (machine.room(), role_of(route), machine.seat().writes);
    let ears = Ears {
        lines: lines.clone(),
        newest: Rc::clone(newest),
        call: call.dispatcher(),
        room,
        side,
    };
    {
        let ears = ears.clone();
        use_effect_with(room, move |_| {
            if is_shared(route) {
                ears.come_back();
            }
            move || {
                let gone = &ears.lines.gone;
                gone.set(gone.get().wrapping_add(1));
                let line = ears.lines.line.borrow_mut().take();
                if let Some(line) = line {
                    calls::hand_over(room, side, line);
                    // A screen that is drawn anew, as in another language, takes it within this turn.
                    Timeout::new(0, move || {
                        if let Some(line) = calls::take_over(room, side) {
                            line.rest();
                        }
                    })
                    .forget();
                }
            }
        });
    }
    {
        let lines = lines.clone();
        use_effect_with(session.ordered(), move |_| lines.keep(room, side));
    }
    {
        let (ears, told) = (ears.clone(), (machine.unsent() == 0).then(|| machine.log().len()));
        let reaches = call.reach == Reach::Reached;
        use_effect_with((told, reaches, call.epochs), move |(told, reaches, _)| {
            let leaves = told.is_some() && *reaches;
            let later = leaves.then(|| {
                Timeout::new(QUIET_MS, move || {
                    let left = ears.session().and_then(|session| left_behind(session.machine()));
                    if let (Some((summary, written)), Some(line)) = (left, ears.lines.line_that_sends(ears.side)) {
                        line.retain(&summary, &written);
                    }
                })
            });
            move || drop(later)
        });
    }
    let is_offered = page::relay().is_some() && writes && side == Role::Agent && is_shared(route);
    let act = use_callback((), move |act: Act, ()| ears.act(act));
    Calling {
        call: Rc::new((*call).clone()),
        is_offered,
        is_apart: match side {
            Role::Agent => call.is_with_somebody(),
            // It stays so once they have left, and is known only after they came: looked for with each drawing.
            Role::Person => is_shared(route) && was_let_in(room),
        },
        act,
    }
}
