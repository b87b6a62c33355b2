//! A plan that lives: its channel, its saving, its screen.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use plan_core::FieldValue;
use plan_log::Role;
use plan_log::door::{MaySee, Waiting};
use plan_log::machine::{Command, Keep, News};
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::away::{WhileAway, WhileAwayProps};
use super::calling::{Calling, Lines, use_calling};
use super::line::Line;
use super::opening::{Ready, hand_over, take_over};
use crate::components::field::{ButtonProps, button, press};
use crate::components::timeline::Names;
use crate::embed;
use crate::platform::channel::WindowChannel;
use crate::platform::clock::{now, now_ms, time_words};
use crate::platform::files;
use crate::platform::give_way;
use crate::platform::log_driver::{self, Desk, goes_on_without};
use crate::platform::presence::{self, Presence};
use crate::platform::storage;
use crate::platform::unlocked;
use crate::platform::updates;
use crate::state::drafts::{Draft, StoreError};
use crate::state::route::Route;
use crate::state::session::{Action, Edit, Session, Work};

/// How often a session is told that time has passed.
const TICK_MS: u32 = 1_000;

/// What to start from; read once.
#[derive(Clone)]
pub struct Start(pub Rc<Ready>);

impl PartialEq for Start {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Whether the plan is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// At that time.
    At(u64),
    /// Not yet.
    Pending,
    /// It cannot be.
    Not(StoreError),
}

/// What draws the screens of a plan: those of two windows and those of one person alone are fetched apart.
#[derive(Clone, Copy)]
pub struct Screens(pub fn(ScreenProps) -> Html);

impl PartialEq for Screens {
    fn eq(&self, _: &Self) -> bool {
        // The screen itself tells which of them draws it.
        true
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct LivePlanProps {
    pub route: Route,
    pub screens: Screens,
    pub start: Start,
    /// The plan starts anew: this window only read it, and now it writes; or it waits at the door again.
    pub anew: Callback<()>,
    /// Another window of this side asks to go on in place of this one.
    pub give_way: Callback<()>,
}

/// What every screen of a plan is given.
#[derive(Clone, Properties)]
pub struct ScreenProps {
    pub route: Route,
    pub session: UseReducerHandle<Session>,
    pub run: Callback<Command>,
    pub edit: Callback<Edit>,
    pub drag: Callback<Option<FieldValue>>,
    /// Opens the line to the other screen, or shuts it.
    pub door: Callback<Option<MaySee>>,
    pub saved: Saved,
    /// What only somebody alone may see, under the controls.
    #[prop_or_default]
    pub beside: Html,
    /// The session's, by which two props are told apart.
    pub revision: u64,
    /// The plan on another machine.
    pub calling: Calling,
}

impl PartialEq for ScreenProps {
    fn eq(&self, other: &Self) -> bool {
        let same = self.route == other.route && self.saved == other.saved && self.revision == other.revision;
        same && self.beside == other.beside && self.calling == other.calling
    }
}

/// What carries out a session's work.
#[derive(Clone)]
struct Hands {
    desk: Rc<Desk>,
    line: Rc<RefCell<Line>>,
    lines: Lines,
    session: Rc<RefCell<Option<UseReducerHandle<Session>>>>,
    saved: UseStateSetter<Saved>,
}

impl Hands {
    /// Carries out what was not carried out yet.
    fn work(&self) {
        let Some(session) = self.session.borrow().clone() else {
            return;
        };
        for work in session.take_work() {
            match work {
                Work::Keep(keeps) => self.keep(&session, &keeps),
                Work::Send(message) => {
                    self.line.borrow().send(&message);
                    self.lines.send(session.role(), &message);
                }
                Work::Sign(job) => {
                    let (desk, dispatcher) = (Rc::clone(&self.desk), session.dispatcher());
                    spawn_local(async move {
                        let signature = desk.sign(&job).await;
                        dispatcher.dispatch(Action::Signed(job.entry, signature));
                    });
                }
                Work::Verify(checks) => {
                    let dispatcher = session.dispatcher();
                    spawn_local(async move {
                        dispatcher.dispatch(Action::Verified(log_driver::answers(&checks).await, now()));
                    });
                }
            }
        }
    }

    fn keep(&self, session: &UseReducerHandle<Session>, keeps: &[Keep]) {
        let log = session.machine().log();
        let (kept, room) = (self.desk.keep(keeps, log), log.room());
        let numbers = keeps.iter().map(|keep| keep.number).collect();
        if unlocked::of(room).is_none() {
            self.note_kept(session, numbers, kept);
            return;
        }
        let (hands, session) = (self.clone(), session.clone());
        spawn_local(async move {
            let kept = hands.desk.sealed(room, kept).await;
            hands.note_kept(&session, numbers, kept);
        });
    }

    fn note_kept(&self, session: &UseReducerHandle<Session>, numbers: Vec<u64>, kept: Result<u64, StoreError>) {
        let goes_on = match kept {
            Ok(at) => {
                // Said to the minute: a screen is not drawn anew for less.
                self.saved.set(Saved::At(at - at % 60_000));
                true
            }
            Err(why) => {
                self.saved.set(Saved::Not(why));
                goes_on_without(why)
            }
        };
        session.dispatch(if goes_on {
            Action::Kept(numbers, now())
        } else {
            Action::NotKept
        });
    }

    /// The last words of this window.
    fn leave(&self) {
        self.work();
        if let Some(session) = &*self.session.borrow() {
            self.line.borrow().send(&session.machine().leave());
        }
        self.line.borrow_mut().end();
    }

    /// Lets the others wait, as far as the line is shut.
    fn let_wait(&self) {
        let line = self.line.borrow();
        let session = self.session.borrow();
        // Of two consoles of a plan the one that writes says who is there.
        let writes = |session: &&UseReducerHandle<Session>| session.machine().seat().writes;
        if let Some(session) = session.as_ref().filter(|_| line.is_shut()).filter(writes) {
            let machine = session.machine();
            let state = machine.state();
            let name = state.map_or("", |state| state.name(Role::Agent));
            line.let_wait(&Waiting::new(machine.room(), machine.seat().window, name));
        }
    }

    /// The line is there.
    fn connect(&self, channel: Option<WindowChannel>) {
        let Some(session) = self.session.borrow().clone() else {
            return;
        };
        if let Some(channel) = channel {
            self.line.borrow_mut().connect(channel, session.role());
        }
        self.let_wait();
        session.dispatch(Action::Greet(now()));
    }

    /// Opens the line, or shuts it. What is ready to go, as the cover of the other screen, goes before it is shut.
    fn set_door(&self, may_see: Option<MaySee>) {
        if may_see.is_none() {
            self.work();
        }
        self.lines.set_door(may_see.clone());
        self.line.borrow_mut().set_door(may_see);
        self.let_wait();
        if let Some(session) = &*self.session.borrow() {
            session.dispatch(Action::Greet(now()));
        }
    }

    /// Bytes arrived. The agent's window lets whoever asks wait; the other one waits again where it is told so.
    fn receive(&self, bytes: Vec<u8>, anew: &Callback<()>) {
        let Some(session) = self.session.borrow().clone() else {
            return;
        };
        let told = Waiting::told(session.machine().room(), &bytes);
        match (told, session.role()) {
            (Some(_), Role::Person) => anew.emit(()),
            (Some(_), Role::Agent) => {}
            (None, _) => {
                self.let_wait();
                session.dispatch(Action::Receive(bytes, now()));
            }
        }
    }

    /// Leaves the plan for the screen that comes next; where it is another one, what is not signed yet is signed and kept
    /// behind its back, and until then nobody else writes here. What could not be kept is shown `anew` where it still can be.
    fn hand_over(&self, anew: Callback<()>) {
        let Some(session) = self.session.borrow().clone() else {
            return;
        };
        let machine = session.machine().clone();
        // Who only reads has nothing to finish, and starts anew.
        if !machine.seat().writes {
            return;
        }
        let (room, role) = (machine.room(), session.role());
        hand_over(Ready {
            step: RefCell::new(machine.undone()),
            machine,
            desk: Rc::clone(&self.desk),
            said: None,
            away: Vec::new(),
            here: RefCell::default(),
        });
        let finish = move || {
            let Some(mut left) = take_over(room, role) else { return };
            spawn_local(async move {
                let step = left.step.take();
                left.desk.settle(&mut left.machine, step, None).await;
                if left.machine.unkept() > 0 || left.desk.is_kept_nowhere() {
                    // For as long as this page is open the way back leads to it.
                    left.step = RefCell::new(left.machine.undone());
                    hand_over(left);
                    anew.emit(());
                }
            });
        };
        // A screen that is drawn anew, as in another language, takes it within this turn.
        Timeout::new(0, finish).forget();
    }
}

/// A plan with its channel and its saving.
#[component]
pub fn LivePlan(props: &LivePlanProps) -> Html {
    let session = {
        let start = props.start.clone();
        use_reducer(move || Session::new(start.0.machine.clone(), start.0.step.take()))
    };
    let (room, window) = (session.machine().room(), session.machine().seat().window);
    let saved = use_state_eq(|| Saved::Pending);
    let line = use_mut_ref(Line::default);
    // The newest session, for callbacks that outlive a render.
    let newest = use_mut_ref(|| None::<UseReducerHandle<Session>>);
    *newest.borrow_mut() = Some(session.clone());
    let lines = (*use_memo((), |()| Lines::default())).clone();
    let calling = use_calling(props.route, &session, &newest, &lines);
    let hands = Hands {
        lines: lines.clone(),
        desk: Rc::clone(&props.start.0.desk),
        line,
        session: newest,
        saved: saved.setter(),
    };
    {
        let (hands, dispatcher) = (hands.clone(), session.dispatcher());
        let (anew, again, start) = (props.anew.clone(), props.anew.clone(), props.start.clone());
        use_effect_with(room, move |room| {
            let room = *room;
            {
                let anew = anew.clone();
                hands.desk.writer().when_held(move || anew.emit(()));
            }
            let tick = {
                let dispatcher = dispatcher.clone();
                Interval::new(TICK_MS, move || dispatcher.dispatch(Action::Tick(now())))
            };
            let begin = {
                let hands = hands.clone();
                move || {
                    let receive = hands.clone();
                    hands.connect(WindowChannel::open(room, move |bytes| receive.receive(bytes, &anew)));
                }
            };
            // A window that has waited at the door holds its lock already.
            let presence = match start.0.here.take() {
                Some(presence) => {
                    begin();
                    presence
                }
                None => Presence::hold(&presence::of_window(window), begin),
            };
            let listener = web_sys::window().map(|window| {
                let hands = hands.clone();
                EventListener::new(&window, "pagehide", move |_| hands.leave())
            });
            move || {
                drop((listener, tick));
                hands.leave();
                hands.hand_over(again);
                drop(presence);
            }
        });
    }
    {
        // Runs after every reduction that ordered something: what changed is drawn here first.
        let hands = hands.clone();
        use_effect_with(session.ordered(), move |_| hands.work());
    }
    let writes = session.machine().seat().writes;
    // A call, and what is tried, live in the window that began them.
    let is_busy = calling.call.is_open || session.machine().trying().is_some();
    let is_own = matches!(props.route, Route::Alone(..) | Route::Console(_));
    let can_give_way = is_own && !storage::is_for_session();
    let role = session.role();
    {
        let (hands, give_way) = (hands.clone(), props.give_way.clone());
        use_effect_with((room, writes && can_give_way && !is_busy), move |(room, listens)| {
            // What is not kept, or by this tab alone, stays where it is: the other window would go on from less.
            let asked = move || {
                if matches!(hands.desk.kept_at(), Some(Ok(_))) {
                    give_way.emit(());
                }
            };
            let listening = listens.then(|| give_way::when_asked(*room, role, asked));
            move || drop(listening)
        });
    }
    {
        let (dispatcher, handle) = (session.dispatcher(), session.clone());
        let others: Vec<_> = session.machine().others().collect();
        use_effect_with(others, move |others| {
            // Asked anew with each hello: a window that greets holds its lock.
            for (window, hellos) in others
                .iter()
                .copied()
                .filter(|(window, _)| !lines.is_elsewhere(*window))
            {
                let dispatcher = dispatcher.clone();
                presence::when_gone(window, move || dispatcher.dispatch(Action::Lost(window, hellos)));
            }
            drop(handle);
        });
    }
    {
        let hands = hands.clone();
        use_effect_with(room, move |room| {
            let room = *room;
            if let Some(at) = hands.desk.kept_at() {
                hands
                    .saved
                    .set(at.map_or_else(Saved::Not, |at| Saved::At(at - at % 60_000)));
            }
            let listener = storage::on_change(move |change| {
                if change.deletes(room) {
                    hands.desk.note_deleted();
                    hands.saved.set(Saved::Not(StoreError::Deleted));
                }
            });
            move || drop(listener)
        });
    }
    // A newer version starts with what is kept.
    use_effect_with(matches!(*saved, Saved::Not(_)), move |not_kept| {
        updates::plan_is(if *not_kept {
            updates::Plan::NotKept
        } else {
            updates::Plan::Kept
        });
        || updates::plan_is(updates::Plan::None)
    });
    let not_kept = match *saved {
        Saved::Not(error) => Some(error),
        Saved::At(_) | Saved::Pending => None,
    };
    embed::use_telling(&session, not_kept);
    let run = {
        let dispatcher = session.dispatcher();
        use_callback((), move |command: Command, ()| {
            dispatcher.dispatch(Action::Command(command, now()))
        })
    };
    let edit = {
        let dispatcher = session.dispatcher();
        use_callback((), move |edit: Edit, ()| dispatcher.dispatch(Action::Edit(edit, now())))
    };
    let drag = {
        let dispatcher = session.dispatcher();
        use_callback((), move |value: Option<FieldValue>, ()| {
            dispatcher.dispatch(Action::Drag(value))
        })
    };
    let door = use_callback((), move |may_see: Option<MaySee>, ()| hands.set_door(may_see));
    let screen = ScreenProps {
        route: props.route,
        revision: session.revision(),
        session,
        run,
        edit,
        drag,
        door,
        saved: *saved,
        beside: Html::default(),
        calling,
    };
    let can_go_on = can_give_way && not_kept.is_none();
    let away = screen.session.state().map(|state| WhileAwayProps {
        names: Rc::new(Names::of(&state, screen.session.role())),
        currency: state.terms.currency,
        start: props.start.clone(),
    });
    html! {
        <>
            if !writes {
                <div class="pn-banner pn-banner--notice" role="status" id="reads-only">
                    <p>{ words::open_elsewhere().text() }{ " " }{ can_go_on.then(|| words::open_go_on_how().text()) }</p>
                    if can_go_on { { go_on_here(Callback::from(move |()| give_way::ask(room, role))) } }
                </div>
            }
            { for away.map(|props| html! { <WhileAway ..props /> }) }
            if let Some(said) = &props.start.0.said { <p class="pn-banner pn-banner--notice" role="status">{ said.clone() }</p> }
            { (props.screens.0)(screen) }
        </>
    }
}

/// Goes on in this window with a plan that is open in another one.
pub fn go_on_here(onclick: Callback<()>) -> Html {
    press(&words::open_go_on(), "go-on-here", Some("primary"), onclick)
}

/// Whether and when the plan was saved; what to do when it was not.
pub fn saved_line(saved: Saved, session: &UseReducerHandle<Session>) -> Html {
    let save_file = {
        let session = session.clone();
        Callback::from(move |()| {
            let draft = Draft::of(session.machine().log(), now_ms());
            files::save_plan(&draft.to_text(), files::PLAN, None);
        })
    };
    let trouble = |message: Message| {
        html! {
            <div class="pn-banner pn-banner--warning" role="alert">
                <p>{ message.text() }</p>
                { button(&ButtonProps { label: (words::save_file().text()).into(), onclick: save_file.clone(), look: Some("primary".into()), disabled: false, id: None }) }
            </div>
        }
    };
    match saved {
        Saved::At(_) if session.machine().trying().is_some() => {
            html! { <p class="pn-header__saved">{ words::saved_without_trial().text() }</p> }
        }
        Saved::At(_) if storage::is_for_session() => {
            html! { <p class="pn-header__saved">{ words::saved_session().text() }</p> }
        }
        Saved::At(at) => {
            let is_locked = unlocked::of(session.machine().room()).is_some();
            let who = if is_locked { words::lock_tab() } else { words::anyone() };
            html! { <p class="pn-header__saved" title={who.text()}>{ words::saved_at(&time_words(at)).text() }</p> }
        }
        Saved::Pending => html! { <p class="pn-header__saved">{ words::saving().text() }</p> },
        Saved::Not(error) => trouble(error.message()),
    }
}

/// The newest sentence about the other window, or about a command that did nothing.
pub fn newest_news(session: &Session, on_call: bool) -> Option<Message> {
    use plan_log::Refused;
    use plan_log::machine::Refusal as R;
    if let Some(refusal) = session.refusal() {
        return match refusal {
            R::NotReady => Some(words::refused_not_ready()),
            R::NotWriter => Some(words::open_elsewhere()),
            R::NotAdmitted => Some(words::refused_not_admitted()),
            R::NothingToDo => None,
            R::NotLive if session.machine().trying().is_some() => Some(words::refused_trying()),
            R::NotLive => Some(words::refused_not_live()),
            R::Full => Some(words::refused_full()),
            R::TooLarge => Some(words::refused_too_large()),
            R::HasProblems => Some(words::refused_problems()),
            R::Forked => Some(words::refused_forked()),
            R::Superseded => Some(words::refused_superseded()),
            R::Paused => Some(words::refused_paused()),
            R::Helping => Some(words::refused_helping()),
        };
    }
    if !session.machine().log().forks().is_empty() {
        return Some(words::refused_forked());
    }
    // Only the last one: "the other window is open now" is no news any more once it has changed something.
    session.news().last().and_then(|news| match news {
        News::Changed | News::Loaded(_) | News::NotKept => None,
        // Another window of one's own is no news of the other side.
        News::Arrived(_, role) | News::Left(role) if *role == session.role() => None,
        // Who is on a call is said by the call.
        News::Arrived(..) | News::Left(_) if on_call => None,
        News::Arrived(..) => Some(words::arrived()),
        News::Left(_) => Some(words::left()),
        News::Unreadable(Refused::OtherVersion) | News::Refused(Refused::OtherVersion) => {
            Some(words::news_other_version())
        }
        News::Unreadable(Refused::TooLarge) => Some(words::news_too_large()),
        News::Unreadable(_) => Some(words::news_not_ours()),
        News::Refused(Refused::Full) => Some(words::news_full()),
        News::Refused(_) => Some(words::news_refused()),
        News::Forked(_) => Some(words::refused_forked()),
        News::NotSigned => Some(words::news_not_signed()),
    })
}
