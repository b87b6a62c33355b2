//! How a plan comes to its screen: begun, found on this device, or sent by the other window.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use plan_core::{Case, Terms};
use plan_log::machine::{Machine, Refusal, Seat, Step};
use plan_log::message::Window;
use plan_log::state::Moment;
use plan_log::{Bundle, Genesis, Role, RoomId, State};
use plan_words::{Message, words};

use super::{first_terms, moved, role_of};
use crate::platform::clock::{now, now_ms, random};
use crate::platform::key_store;
use crate::platform::keys::NoCrypto;
use crate::platform::log_driver::{self, Desk, Writer};
use crate::platform::presence::Presence;
use crate::platform::storage::{Kept, LocalStorage};
use crate::platform::unlocked;
use crate::state::drafts::first;
use crate::state::drafts::{self, Door, Draft, Found, StoreError};
use crate::state::route::Route;

/// So many plans are held where nothing can be stored.
const MOST_HANDED_OVER: usize = 8;

/// A plan that is ready for its screen.
pub struct Ready {
    /// The machine to start from.
    pub machine: Machine,
    /// What it wants already; taken once.
    pub step: RefCell<Step>,
    /// Its key and its place.
    pub desk: Rc<Desk>,
    /// Something to say about how it was found.
    pub said: Option<String>,
    /// What the other side did since this side had it open last.
    pub away: Vec<Rc<Moment>>,
    /// The lock of a window that has waited at the door; taken once.
    pub here: RefCell<Option<Presence>>,
}

/// A window that has waited at the door, and was let in.
pub struct LetIn {
    /// It is the same window as before.
    pub window: Window,
    /// Its lock.
    pub here: RefCell<Option<Presence>>,
    /// How the room begins, where the agent's window said so; this device knows it otherwise.
    pub genesis: Option<Genesis>,
}

thread_local! {
    /// Plans on their way to their screens: where nothing can be stored they are the only copies.
    static HANDED_OVER: RefCell<Vec<Ready>> = const { RefCell::new(Vec::new()) };
    /// Plans that somebody at this page was let into on a call: there the agent's door is behind them.
    static JOINED: RefCell<Vec<RoomId>> = const { RefCell::new(Vec::new()) };
}

/// Leaves a plan for the screen that comes next.
pub fn hand_over(ready: Ready) {
    HANDED_OVER.with_borrow_mut(|waiting| {
        let same = |other: &Ready| (other.machine.room(), other.machine.seat().role);
        waiting.retain(|other| same(other) != same(&ready));
        // Whoever begins one plan after the other cannot fill the memory with them.
        let extra = (waiting.len() + 1).saturating_sub(MOST_HANDED_OVER);
        waiting.drain(..extra);
        waiting.push(ready);
    });
}

/// Takes the plan that was left for a side.
pub fn take_over(room: RoomId, role: Role) -> Option<Ready> {
    HANDED_OVER.with_borrow_mut(|waiting| {
        let fits = |ready: &Ready| ready.machine.room() == room && ready.machine.seat().role == role;
        let place = waiting.iter().position(fits)?;
        Some(waiting.remove(place))
    })
}

/// Forgets a plan that was left.
pub fn forget(room: RoomId) {
    HANDED_OVER.with_borrow_mut(|waiting| waiting.retain(|ready| ready.machine.room() != room));
}

/// Keeps what is left of a plan for its screens and was not kept.
///
/// # Errors
/// Why it is not kept. It waits for its screen then as before.
pub async fn keep_left(room: RoomId) -> Result<(), StoreError> {
    for role in [Role::Agent, Role::Person] {
        let Some(mut left) = take_over(room, role) else {
            continue;
        };
        let step = left.machine.undone();
        left.desk.settle(&mut left.machine, step, None).await;
        let why = left.desk.kept_at().and_then(Result::err);
        if left.machine.unkept() > 0 || left.desk.is_kept_nowhere() {
            left.step = RefCell::new(left.machine.undone());
            hand_over(left);
            return Err(why.unwrap_or(StoreError::Full));
        }
    }
    Ok(())
}

/// Whether a plan was left.
pub fn waits(room: RoomId) -> bool {
    HANDED_OVER.with_borrow(|waiting| waiting.iter().any(|ready| ready.machine.room() == room))
}

/// Why a plan could not be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBegun {
    /// The browser cannot sign here.
    NoCrypto,
    /// The plan is larger than a plan may be, or does not read.
    TooLarge,
    /// A plan of the first version is cut short or changed.
    Damaged,
    /// The console of the plan is on this device: whoever sits here cannot be the person as well.
    HasConsole,
    /// It cannot be kept: under the lock of the one that it comes from, or beside what is here of it already.
    NotKept(StoreError),
}

impl NotBegun {
    /// What to say.
    pub fn message(self) -> Message {
        match self {
            Self::NoCrypto => words::open_no_crypto(),
            Self::TooLarge => words::file_too_large(),
            Self::Damaged => words::file_damaged(),
            Self::HasConsole => words::join_here(),
            Self::NotKept(StoreError::Locked) => words::open_locked(),
            Self::NotKept(why) => why.message(),
        }
    }
}

impl From<NoCrypto> for NotBegun {
    fn from(_: NoCrypto) -> Self {
        Self::NoCrypto
    }
}

impl From<Refusal> for NotBegun {
    fn from(_: Refusal) -> Self {
        Self::TooLarge
    }
}

fn seat(author: plan_log::Author, role: Role, name: &str, writes: bool) -> Seat {
    Seat {
        author,
        window: random(),
        role,
        name: name.to_owned(),
        writes,
        // Whoever opens this room in this browser, or was sent it, has the plan already.
        admits: true,
    }
}

/// A plan of one's own, signed and kept; `nonce` is random, or the name of the plan that it comes from. Where it goes on
/// from a locked one it is under the same lock.
///
/// # Errors
/// See [`NotBegun`].
pub async fn begin_with(
    role: Role,
    name: &str,
    plan: (Case, Terms),
    nonce: [u8; 16],
    from: Option<RoomId>,
) -> Result<Ready, NotBegun> {
    let key = key_store::make().await?;
    let (mut machine, step) = Machine::open(seat(key.author(), role, name, true), nonce, None, plan, &now())?;
    let room = machine.room();
    let writer = Writer::ask(room, role).await;
    let key = key_store::keep(room, role, key).await?;
    let desk = Desk::new(role, key, writer, None);
    if let Some(from) = from {
        unlocked::go_on(from, room).map_err(NotBegun::NotKept)?;
    }
    // Without storage the plan lives in this window only; its screen says so.
    desk.settle(&mut machine, step, None).await;
    // Under a lock it is kept, or it is none: outside it nobody asked for it.
    if let (Some(_), Some(Err(why))) = (unlocked::of(room), desk.kept_at()) {
        unlocked::forget(room);
        let _ = drafts::delete(&Kept, room);
        return Err(NotBegun::NotKept(why));
    }
    Ok(Ready {
        machine,
        step: RefCell::default(),
        desk: Rc::new(desk),
        said: None,
        away: Vec::new(),
        here: RefCell::default(),
    })
}

/// A plan of one's own with what is owed and nothing else, on its way to its screen.
///
/// # Errors
/// See [`NotBegun`].
pub async fn begin(route: Route, case: Case, name: &str) -> Result<RoomId, NotBegun> {
    let terms = first_terms(&case);
    let ready = begin_with(role_of(route), name, (case, terms), random(), None).await?;
    let room = ready.machine.room();
    hand_over(ready);
    Ok(room)
}

/// A copy of a plan is a plan of its own: same case and terms, opened by the same side; new room, empty history. It is kept.
pub async fn copy(from: RoomId, state: &State, title: &str) -> Option<RoomId> {
    let role = state.timeline.first()?.role;
    let plan = ((*state.case).clone(), state.terms.clone());
    let ready = begin_with(role, state.name(role), plan, random(), Some(from))
        .await
        .ok()?;
    let room = ready.machine.room();
    drafts::rename(&LocalStorage, room, title).ok()?;
    unlocked::written(room).await.ok()?;
    Some(room)
}

/// A plan of the first version goes on as one of this; `text` is as it was kept.
///
/// # Errors
/// See [`NotBegun`].
pub async fn begin_from_first(text: &str) -> Result<(RoomId, Role), NotBegun> {
    let plan = first::read(text).map_err(|_| NotBegun::Damaged)?;
    if let Ok(Some(room)) = first::goes_on_in(&LocalStorage, plan.room)
        && drafts::is_stored(&LocalStorage, room).unwrap_or_default()
    {
        return Ok((room, plan.role));
    }
    let both = (plan.case.clone(), plan.terms.clone());
    let ready = begin_with(plan.role, &plan.name, both, plan.room, None).await?;
    let room = ready.machine.room();
    // A plan that cannot be stored says so on its own screen, and what there was of it stays.
    if drafts::is_stored(&LocalStorage, room).unwrap_or_default() {
        let _ = drafts::rename(&LocalStorage, room, plan.title.as_deref().unwrap_or_default());
        let _ = first::moved(&LocalStorage, &plan, room);
    }
    hand_over(ready);
    Ok((room, plan.role))
}

/// What is here of a plan that comes from elsewhere. Whoever wrote in it goes on from there: from less they would contradict
/// what they have signed.
fn kept_here(room: RoomId) -> Result<Option<Draft>, NotBegun> {
    match drafts::find(&LocalStorage, room) {
        Ok(Found::Whole(draft) | Found::Earlier(draft)) => Ok(Some(draft)),
        Ok(Found::Locked(_)) => Err(NotBegun::NotKept(StoreError::Locked)),
        Ok(Found::Newer(_)) => Err(NotBegun::NotKept(StoreError::Newer)),
        Ok(Found::Damaged(_) | Found::Nothing) | Err(_) => Ok(None),
    }
}

/// Puts a plan that came by link or file beside what is stored of it, or hands it over where nothing can be stored.
///
/// # Errors
/// See [`NotBegun`].
pub async fn take_in(route: Route, draft: &Draft) -> Result<(), NotBegun> {
    // What is stored is read from there by its screen, together with what was there before.
    if drafts::arrive(&LocalStorage, draft).is_err() {
        let (room, role) = (draft.room(), role_of(route));
        let mut log = draft.log.clone();
        let kept = match kept_here(room) {
            // It is shown: nothing that is done with it is kept or goes out, see `goes_on_without`.
            Err(NotBegun::NotKept(StoreError::Newer)) => None,
            kept => kept?,
        };
        log.entries.extend(kept.into_iter().flat_map(|kept| kept.log.entries));
        let writer = Writer::ask(room, role).await;
        let (mut ready, refused) = start(role, &log, writer, None, None).await?;
        ready.said = (refused > 0).then(|| words::file_some_refused().text());
        // Its screen says why it is not kept.
        let _ = ready.desk.keep(&[], ready.machine.log());
        hand_over(ready);
    }
    Ok(())
}

/// A plan that somebody was let into on a call, on its way to its screen. What is here of it already stays.
///
/// # Errors
/// See [`NotBegun`].
pub async fn joined(genesis: Genesis, window: Window) -> Result<RoomId, NotBegun> {
    let (room, role) = (genesis.room(), Role::Person);
    if drafts::has_console(&LocalStorage, room) {
        return Err(NotBegun::HasConsole);
    }
    let kept = kept_here(room)?.map(|draft| (draft.log, Some(draft.saved_ms)));
    let writer = Writer::ask(room, role).await;
    let entries = Vec::new();
    let (log, stored) = kept.unwrap_or((Bundle { genesis, entries }, None));
    let here = RefCell::new(None);
    let let_in = LetIn {
        window,
        here,
        genesis: None,
    };
    let (ready, _) = start(role, &log, writer, stored, Some(&let_in)).await?;
    hand_over(ready);
    JOINED.with_borrow_mut(|rooms| rooms.push(room));
    Ok(room)
}

/// Whether somebody at this device was let in on a call.
pub(super) fn was_let_in(room: RoomId) -> bool {
    JOINED.with_borrow(|rooms| rooms.contains(&room)) || drafts::has_joined(&LocalStorage, room)
}

/// A machine for a log that is here, its entries checked; how many of them could not be used.
async fn start(
    role: Role,
    log: &Bundle,
    writer: Writer,
    stored: Option<u64>,
    let_in: Option<&LetIn>,
) -> Result<(Ready, usize), NoCrypto> {
    let key = key_store::get_or_make(log.genesis.room(), role).await?;
    let mut seat = seat(key.author(), role, "", writer.is_held());
    if let Some(let_in) = let_in {
        seat.window = let_in.window;
    }
    let (mut machine, mut step) = Machine::start(seat, log.genesis.clone(), &log.entries, &now());
    let mut refused = loaded(&step);
    if !step.verify.is_empty() {
        let answers = log_driver::answers(&core::mem::take(&mut step.verify)).await;
        step = machine.verified(&answers, &now());
        refused = loaded(&step);
    }
    step.news.clear();
    let ready = Ready {
        machine,
        step: RefCell::new(step),
        desk: Rc::new(Desk::new(role, key, writer, stored)),
        said: None,
        away: Vec::new(),
        here: RefCell::new(let_in.and_then(|let_in| let_in.here.take())),
    };
    Ok((ready, refused))
}

fn loaded(step: &Step) -> usize {
    let counts = step.news.iter().filter_map(|news| match news {
        plan_log::machine::News::Loaded(refused) => Some(*refused),
        _ => None,
    });
    counts.sum()
}

/// How a plan could be opened.
pub enum Loaded {
    /// It is ready.
    Ready(Rc<Ready>),
    /// It goes on in another room.
    Moved(Route),
    /// It opens with its passphrase; what the list calls it.
    Locked(Option<String>),
    /// It was open here until another window went on with it.
    GaveWay,
    /// The agent is to say first that the right person is there.
    Waits,
    /// Saved text that cannot be opened, and the sentence that says why.
    Closed(String, Option<String>),
}

/// Whether a screen of the person shows nothing of a plan yet. The window to share shows it once this device or the
/// agent's window says so, every other one unless this device says no.
fn is_shut(route: Route, room: RoomId) -> bool {
    match drafts::door(&LocalStorage, room) {
        Some(Door::Open) => false,
        Some(Door::Shut) => true,
        None => matches!(route, Route::Share(_)) && !was_let_in(room),
    }
}

/// Opens the plan of a room for a screen.
pub async fn open(route: Route, room: RoomId, let_in: Option<&LetIn>) -> Loaded {
    let role = role_of(route);
    if role == Role::Person && let_in.is_none() && is_shut(route, room) {
        return Loaded::Waits;
    }
    let is_stored = |room| drafts::is_stored(&LocalStorage, room).unwrap_or_default();
    if let (Route::Alone(_, step), Some(to)) = (route, moved::goes_on_in(room))
        && !is_stored(room)
        && (is_stored(to) || waits(to))
    {
        return Loaded::Moved(Route::Alone(to, step));
    }
    if let Some(ready) = take_over(room, role) {
        return Loaded::Ready(Rc::new(ready));
    }
    let writer = Writer::ask(room, role).await;
    unlocked::refresh(room).await;
    let told = let_in.and_then(|let_in| let_in.genesis.clone());
    let (log, earlier, stored) = match drafts::find(&LocalStorage, room) {
        Ok(Found::Whole(draft)) => (draft.log, false, Some(draft.saved_ms)),
        Ok(Found::Earlier(draft)) => (draft.log, true, Some(draft.saved_ms)),
        // What its owner calls it in their list is not for whoever looks at the shared window.
        Ok(Found::Locked(lock)) => return Loaded::Locked(lock.name.filter(|_| !matches!(route, Route::Share(_)))),
        Ok(Found::Newer(text)) => return Loaded::Closed(words::drafts_newer().text(), Some(text)),
        Ok(Found::Damaged(text)) => return Loaded::Closed(words::drafts_damaged().text(), Some(text)),
        // The window to share gets the plan from the console, which keeps it: where it is not stored it was deleted.
        Ok(Found::Nothing) | Err(_) if let Some(genesis) = told => {
            let entries = Vec::new();
            (Bundle { genesis, entries }, false, Some(now_ms()))
        }
        Ok(Found::Nothing) => return Loaded::Closed(words::drafts_missing().text(), None),
        Err(error) => return Loaded::Closed(error.message().text(), None),
    };
    let (mut ready, refused) = match start(role, &log, writer, stored, let_in).await {
        Ok(started) => started,
        Err(NoCrypto) => return Loaded::Closed(words::open_no_crypto().text(), None),
    };
    ready.said = if earlier {
        Some(words::drafts_earlier().text())
    } else {
        (refused > 0).then(|| words::file_some_refused().text())
    };
    if let Some(own) = on_its_own(route, &ready, room).await {
        return Loaded::Moved(own);
    }
    let seen = drafts::kept_by(&LocalStorage, room, role).unwrap_or_default();
    ready.away = since(&ready.machine, seen);
    if stored.is_some() && ready.machine.state().is_some() {
        // From now on it was seen, and what arrived is taken in. Where it cannot be kept its screen says so.
        let _ = ready.desk.keep(&[], ready.machine.log());
    }
    Loaded::Ready(Rc::new(ready))
}

/// What the other side did that this one had not on its screen; nothing where it opens the plan for the first time.
fn since(machine: &Machine, seen: Vec<Vec<u8>>) -> Vec<Rc<Moment>> {
    let Some(state) = machine.state().filter(|_| !seen.is_empty()) else {
        return Vec::new();
    };
    let mut known = BTreeSet::new();
    known.extend(seen);
    let is_new = |moment: &&Rc<Moment>| {
        let entry = machine.log().get(moment.entry);
        moment.role != machine.seat().role && entry.is_some_and(|entry| !known.contains(&**entry.bytes()))
    };
    state.timeline.iter().filter(is_new).map(Rc::clone).collect()
}

/// A plan that was begun on another device, and that nobody of the other side has seen: its key is not here, so it goes on as
/// a plan of its own, with case and terms as they stand.
async fn on_its_own(route: Route, ready: &Ready, room: RoomId) -> Option<Route> {
    let (machine, role) = (&ready.machine, role_of(route));
    let state = machine.state()?;
    let known = state.members.contains_key(&machine.seat().author);
    let ours = state.members.values().all(|side| *side == role);
    let talks = state.agreement.is_some() || state.proposal.is_some() || !state.earlier.is_empty();
    if known || !ours || talks || !machine.seat().writes {
        return None;
    }
    let plan = ((*state.case).clone(), state.terms.clone());
    let mut own = begin_with(role, state.name(role), plan, random(), Some(room))
        .await
        .ok()?;
    own.said = Some(ready.said.clone().unwrap_or_else(|| words::open_on_its_own().text()));
    let to = own.machine.room();
    if drafts::is_stored(&LocalStorage, to).unwrap_or_default() {
        drafts::take_along(&LocalStorage, room, to).ok()?;
        unlocked::written(to).await.ok()?;
        unlocked::forget(room);
        let _ = drafts::delete(&LocalStorage, room);
    }
    let _ = key_store::forget(room).await;
    moved::note(room, to);
    hand_over(own);
    Some(match route {
        Route::Alone(_, step) => Route::Alone(to, step),
        _ => Route::Console(to),
    })
}
