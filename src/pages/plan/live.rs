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

use super::console::ConsoleScreen;
use super::keep;
use super::share::ShareScreen;
use crate::platform::channel::WindowChannel;
use crate::platform::clock::{hour_minute, now_ms};
use crate::platform::presence::{self, Presence};
use crate::state::drafts::{Draft, StoreError};
use crate::state::route::Route;
use crate::state::session::{Action, Session};

/// After a change the plan is saved within this time.
const SAVE_AFTER_MS: u32 = 200;

thread_local! {
    /// A plan on its way from the form to its screen: where nothing can be stored it is the only copy.
    static HANDED_OVER: RefCell<Option<Peer>> = const { RefCell::new(None) };
}

/// Leaves a plan for the screen that comes next.
pub fn hand_over(peer: Peer) {
    HANDED_OVER.with_borrow_mut(|place| *place = Some(peer));
}

/// Takes the plan that was left.
pub fn take_over(room: RoomId) -> Option<Peer> {
    HANDED_OVER.with_borrow_mut(|place| place.take_if(|peer| peer.room() == room))
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

#[derive(Clone, PartialEq, Properties)]
pub struct LivePlanProps {
    pub route: Route,
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
    // How much of the log was kept.
    let kept = use_memo((), |()| Cell::new(0_usize));
    // The newest session, for callbacks that outlive a render.
    let newest = use_mut_ref(|| None::<UseReducerHandle<Session>>);
    *newest.borrow_mut() = Some(session.clone());

    {
        let (channel, newest, kept) = (Rc::clone(&channel), Rc::clone(&newest), Rc::clone(&kept));
        let (dispatcher, me) = (session.dispatcher(), props.peer.0.me());
        use_effect_with(props.peer.0.room(), move |room| {
            let room = *room;
            let opened = Rc::clone(&channel);
            let presence = Presence::hold(me, move || {
                let receive = dispatcher.clone();
                *opened.borrow_mut() =
                    WindowChannel::open(room, move |text| receive.dispatch(Action::Receive(text, now_ms())));
                dispatcher.dispatch(Action::Greet);
            });
            let last_words = {
                let channel = Rc::clone(&channel);
                // The last chance: whether it worked can be told to nobody any more.
                move || {
                    if let Some(session) = &*newest.borrow() {
                        if session.peer().log().len() > kept.get() {
                            let _ = keep(session.peer(), None);
                        }
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
        // Runs after every reduction that wrote something; the messages count as sent from then on.
        let (channel, handle) = (Rc::clone(&channel), session.clone());
        use_effect_with(session.written(), move |_| {
            if let Some(channel) = &*channel.borrow() {
                for message in handle.take_unsent() {
                    channel.send(&*message);
                }
            }
        });
    }
    {
        let (dispatcher, handle) = (session.dispatcher(), session.clone());
        let others: Vec<_> = session.peer().others().collect();
        use_effect_with(others, move |others| {
            for author in others.iter().copied() {
                let dispatcher = dispatcher.clone();
                presence::when_gone(author, move || dispatcher.dispatch(Action::Lost(author)));
            }
            drop(handle);
        });
    }
    {
        let (newest, saved, kept) = (Rc::clone(&newest), saved.clone(), Rc::clone(&kept));
        let timer = Rc::clone(&save_timer);
        use_effect_with(session.peer().log().len(), move |length| {
            if *length > 0 {
                let save = move || {
                    let Some(session) = newest.borrow().clone() else { return };
                    match keep(session.peer(), None) {
                        Ok(at) => {
                            kept.set(session.peer().log().len());
                            saved.set(Saved::At(at));
                        }
                        Err(error) => saved.set(Saved::Not(error)),
                    }
                };
                *timer.borrow_mut() = Some(Timeout::new(SAVE_AFTER_MS, save));
            }
        });
    }
    let run = {
        let dispatcher = session.dispatcher();
        use_callback((), move |command: Command, ()| {
            dispatcher.dispatch(Action::Command(command, now_ms()))
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
        drag,
        saved: *saved,
    };
    html! {
        <>
            if let Some(said) = &props.said { <p class="pn-banner pn-banner--notice" role="status">{ said.clone() }</p> }
            if matches!(props.route, Route::Console(_)) { <ConsoleScreen ..screen /> } else { <ShareScreen ..screen /> }
        </>
    }
}

/// Whether and when the plan was saved; what to do when it was not.
pub fn saved_line(saved: Saved, session: &UseReducerHandle<Session>) -> Html {
    let save_file = {
        let session = session.clone();
        Callback::from(move |()| {
            let peer = session.peer();
            let entries = peer.log().entries().map(|entry| entry.text().to_owned()).collect();
            let draft = Draft {
                room: peer.room(),
                title: String::new(),
                saved_ms: now_ms(),
                entries,
            };
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
        Saved::At(at) => {
            html! { <p class="pn-header__saved" title={words::anyone().text()}>{ words::saved_at(&hour_minute(at)).text() }</p> }
        }
        Saved::Pending => html! { <p class="pn-header__saved">{ words::saving().text() }</p> },
        Saved::Not(StoreError::Full) => trouble(words::save_full()),
        Saved::Not(StoreError::Blocked) => trouble(words::save_blocked()),
        Saved::Not(StoreError::Damaged) => trouble(words::save_damaged()),
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
            R::NotLive => Some(words::refused_not_live()),
            R::Full => Some(words::refused_full()),
            R::TooLarge => Some(words::refused_too_large()),
            R::HasProblems => Some(words::refused_problems()),
            R::Forked => Some(words::refused_forked()),
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
