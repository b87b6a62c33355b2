//! A plan that lives: its channel, its saving, its screen.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use plan_core::FieldValue;
use plan_log::carry::Carrier;
use plan_log::entry::RoomId;
use plan_log::peer::{Command, News, Peer};
use plan_words::{Message, words};
use yew::prelude::*;

use super::keep;
use crate::embed;
use crate::platform::channel::WindowChannel;
use crate::platform::clock::{now_ms, time_words};
use crate::platform::page;
use crate::platform::presence::{self, Presence};
use crate::platform::storage::{self, LocalStorage};
use crate::platform::updates;
use crate::state::drafts::{self, Draft, Saving, StoreError};
use crate::state::route::Route;
use crate::state::session::{Action, Edit, Session};

/// After a change the plan is saved within this time.
const SAVE_AFTER_MS: u32 = 200;

/// So many plans are held where nothing can be stored.
const MOST_HANDED_OVER: usize = 8;

thread_local! {
    /// Plans on their way to their screens, and how many entries of each could not be used: where nothing can be stored
    /// they are the only copies.
    static HANDED_OVER: RefCell<Vec<(Peer, usize)>> = const { RefCell::new(Vec::new()) };
}

/// Leaves a plan for the screen that comes next, with the number of entries that could not be used.
pub fn hand_over(peer: Peer, refused: usize) {
    HANDED_OVER.with_borrow_mut(|waiting| {
        waiting.retain(|(other, _)| other.room() != peer.room());
        // Whoever begins one plan after the other cannot fill the memory with them.
        let extra = (waiting.len() + 1).saturating_sub(MOST_HANDED_OVER);
        waiting.drain(..extra);
        waiting.push((peer, refused));
    });
}

/// Takes the plan that was left.
pub fn take_over(room: RoomId) -> Option<(Peer, usize)> {
    HANDED_OVER.with_borrow_mut(|waiting| {
        let place = waiting.iter().position(|(peer, _)| peer.room() == room)?;
        Some(waiting.remove(place))
    })
}

/// Whether a plan was left.
pub fn waits(room: RoomId) -> bool {
    HANDED_OVER.with_borrow(|waiting| waiting.iter().any(|(peer, _)| peer.room() == room))
}

/// The machine to start from; read once.
#[derive(Clone)]
pub struct Start(pub Rc<Peer>);

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

/// How this window keeps its plan.
struct Keeper {
    /// How much of the log was kept.
    kept: Cell<usize>,
    saving: Cell<Saving>,
    /// A timer runs that will keep it.
    waits: Cell<bool>,
    /// The plan was deleted in another window: this one never saves it again.
    deleted: Cell<bool>,
}

impl Keeper {
    fn new(route: Route, room: RoomId) -> Self {
        // The window to share gets its plan from a console, which keeps it: where it is not stored it was deleted.
        let kept = matches!(route, Route::Share(_)) || drafts::is_stored(&LocalStorage, room).unwrap_or_default();
        Self {
            kept: Cell::new(0),
            saving: Cell::new(if kept { Saving::Kept } else { Saving::Arriving }),
            waits: Cell::new(false),
            deleted: Cell::new(false),
        }
    }

    fn keep(&self, peer: &Peer) -> Saved {
        if self.deleted.get() {
            return Saved::Not(StoreError::Deleted);
        }
        match keep(peer, self.saving.get()) {
            Ok(at) => {
                self.kept.set(peer.log().len());
                self.saving.set(Saving::Kept);
                Saved::At(at)
            }
            Err(error) => Saved::Not(error),
        }
    }
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
    pub peer: Start,
    /// Something to say about how the plan was found.
    #[prop_or_default]
    pub said: Option<String>,
}

/// What every screen of a plan is given.
#[derive(Clone, Properties)]
pub struct ScreenProps {
    pub route: Route,
    pub session: UseReducerHandle<Session>,
    pub run: Callback<Command>,
    pub edit: Callback<Edit>,
    pub drag: Callback<Option<FieldValue>>,
    pub saved: Saved,
    /// The session's, by which two props are told apart.
    pub revision: u64,
}

impl PartialEq for ScreenProps {
    fn eq(&self, other: &Self) -> bool {
        self.route == other.route && self.saved == other.saved && self.revision == other.revision
    }
}

/// Sends what was not sent yet; the messages count as sent from then on.
fn send_unsent(session: &Option<UseReducerHandle<Session>>, channel: &Option<WindowChannel>) {
    if let (Some(session), Some(channel)) = (session, channel) {
        for message in session.take_unsent() {
            channel.send(&*message);
        }
    }
}

/// A plan with its channel and its saving.
#[component]
pub fn LivePlan(props: &LivePlanProps) -> Html {
    let session = {
        let start = props.peer.clone();
        use_reducer(move || Session::new((*start.0).clone()))
    };
    let saved = use_state(|| Saved::Pending);
    let channel = use_mut_ref(|| None::<WindowChannel>);
    let save_timer = use_mut_ref(|| None::<Timeout>);
    let keeper = {
        let route = props.route;
        use_memo(props.peer.0.room(), move |room| Keeper::new(route, *room))
    };
    // The newest session, for callbacks that outlive a render.
    let newest = use_mut_ref(|| None::<UseReducerHandle<Session>>);
    *newest.borrow_mut() = Some(session.clone());

    {
        let (channel, newest, keeper) = (Rc::clone(&channel), Rc::clone(&newest), Rc::clone(&keeper));
        let (dispatcher, me) = (session.dispatcher(), props.peer.0.me());
        use_effect_with(props.peer.0.room(), move |room| {
            let room = *room;
            let opened = Rc::clone(&channel);
            let presence = Presence::hold(me, move || {
                let receive = dispatcher.clone();
                *opened.borrow_mut() =
                    WindowChannel::open(room, move |text| receive.dispatch(Action::Receive(text, now_ms())));
                dispatcher.dispatch(Action::Greet(now_ms()));
            });
            let last_words = {
                let channel = Rc::clone(&channel);
                // The last chance: whether it worked can be told to nobody any more.
                move || {
                    if let Some(session) = &*newest.borrow() {
                        let is_kept = session.peer().log().len() <= keeper.kept.get();
                        if !is_kept
                            && let Saved::Not(why) = keeper.keep(session.peer())
                            && why != StoreError::Deleted
                        {
                            // For as long as this page is open the way back leads to it.
                            hand_over(session.peer().clone(), 0);
                        }
                        send_unsent(&newest.borrow(), &channel.borrow());
                        if let Some(channel) = &*channel.borrow() {
                            channel.send(&session.peer().leave());
                        }
                    }
                }
            };
            let window = web_sys::window();
            let listener = window.map(|window| {
                let last_words = last_words.clone();
                EventListener::new(&window, "pagehide", move |_| last_words())
            });
            move || {
                drop(listener);
                last_words();
                *channel.borrow_mut() = None;
                drop(presence);
            }
        });
    }
    {
        // Runs after every reduction that wrote something. What changed is drawn here first and told then.
        let (channel, newest) = (Rc::clone(&channel), Rc::clone(&newest));
        use_effect_with(session.written(), move |_| {
            let tell = move || send_unsent(&newest.borrow(), &channel.borrow());
            // The timers of a window that nobody sees are slow.
            let later = if page::is_hidden() {
                tell();
                None
            } else {
                Some(Timeout::new(0, tell))
            };
            move || drop(later)
        });
    }
    {
        let (dispatcher, handle) = (session.dispatcher(), session.clone());
        let others: Vec<_> = session.peer().others().collect();
        use_effect_with(others, move |others| {
            // Asked anew with each hello: a window that greets holds its lock.
            for (author, hellos) in others.iter().copied() {
                let dispatcher = dispatcher.clone();
                presence::when_gone(author, move || dispatcher.dispatch(Action::Lost(author, hellos)));
            }
            drop(handle);
        });
    }
    {
        let (newest, saved, keeper) = (Rc::clone(&newest), saved.clone(), Rc::clone(&keeper));
        let timer = Rc::clone(&save_timer);
        use_effect_with(session.peer().log().len(), move |length| {
            // A timer that runs already saves this change as well; starting it anew would put off the first one.
            if *length > 0 && !keeper.waits.replace(true) {
                let save = move || {
                    keeper.waits.set(false);
                    let Some(session) = newest.borrow().clone() else { return };
                    saved.set(keeper.keep(session.peer()));
                };
                *timer.borrow_mut() = Some(Timeout::new(SAVE_AFTER_MS, save));
            }
        });
    }
    {
        let (saved, keeper) = (saved.setter(), Rc::clone(&keeper));
        use_effect_with(props.peer.0.room(), move |room| {
            let room = *room;
            let listener = storage::on_change(move |change| {
                if change.deletes(room) {
                    keeper.deleted.set(true);
                    saved.set(Saved::Not(StoreError::Deleted));
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
            dispatcher.dispatch(Action::Command(command, now_ms()))
        })
    };
    let edit = {
        let dispatcher = session.dispatcher();
        use_callback((), move |edit: Edit, ()| {
            dispatcher.dispatch(Action::Edit(edit, now_ms()))
        })
    };
    let drag = {
        let dispatcher = session.dispatcher();
        use_callback((), move |value: Option<FieldValue>, ()| {
            dispatcher.dispatch(Action::Drag(value))
        })
    };
    let screen = ScreenProps {
        route: props.route,
        revision: session.revision(),
        session,
        run,
        edit,
        drag,
        saved: *saved,
    };
    html! {
        <>
            if let Some(said) = &props.said { <p class="pn-banner pn-banner--notice" role="status">{ said.clone() }</p> }
            { (props.screens.0)(screen) }
        </>
    }
}

/// Whether and when the plan was saved; what to do when it was not.
pub fn saved_line(saved: Saved, session: &UseReducerHandle<Session>) -> Html {
    let save_file = {
        let session = session.clone();
        Callback::from(move |()| {
            let draft = Draft::of(session.peer(), now_ms());
            crate::platform::files::save("plan.plan", "application/json", &draft.to_text());
        })
    };
    let trouble = |message: Message| {
        html! {
            <div class="pn-banner pn-banner--warning" role="alert">
                <p>{ message.text() }</p>
                { crate::components::field::button(&crate::components::field::ButtonProps { label: (words::save_file().text()).into(), onclick: save_file.clone(), look: Some("primary".into()), disabled: false, id: None }) }
            </div>
        }
    };
    match saved {
        Saved::At(_) if session.peer().trying().is_some() => {
            html! { <p class="pn-header__saved">{ words::saved_without_trial().text() }</p> }
        }
        Saved::At(_) if storage::is_for_session() => {
            html! { <p class="pn-header__saved">{ words::saved_session().text() }</p> }
        }
        Saved::At(at) => {
            html! { <p class="pn-header__saved" title={words::anyone().text()}>{ words::saved_at(&time_words(at)).text() }</p> }
        }
        Saved::Pending => html! { <p class="pn-header__saved">{ words::saving().text() }</p> },
        Saved::Not(error) => trouble(error.message()),
    }
}

/// The newest sentence about the other window, or about a command that did nothing.
pub fn newest_news(session: &Session) -> Option<Message> {
    use plan_log::message::Unreadable as U;
    use plan_log::peer::Refusal as R;
    if let Some(refusal) = session.refusal() {
        return match refusal {
            R::NotReady => Some(words::refused_not_ready()),
            R::NothingToDo => None,
            R::NotLive if session.peer().trying().is_some() => Some(words::refused_trying()),
            R::NotLive => Some(words::refused_not_live()),
            R::Full => Some(words::refused_full()),
            R::TooLarge => Some(words::refused_too_large()),
            R::HasProblems => Some(words::refused_problems()),
            R::Forked => Some(words::refused_forked()),
            R::Superseded => Some(words::refused_superseded()),
        };
    }
    if session.peer().log().forked().is_some() {
        return Some(words::refused_forked());
    }
    // Only the last one: "the other window is open now" is no news any more once it has changed something.
    session.news().last().and_then(|news| match news {
        News::Changed => None,
        News::Arrived(..) => Some(words::arrived()),
        News::Left(_) => Some(words::left()),
        News::Unreadable(U::OtherVersion) => Some(words::news_other_version()),
        News::Unreadable(U::TooLarge) => Some(words::news_too_large()),
        News::Unreadable(U::NotOurs) => Some(words::news_not_ours()),
        News::Refused => Some(words::news_refused()),
        News::Full => Some(words::news_full()),
    })
}
