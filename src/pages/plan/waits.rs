//! The other screen before the agent knows who is there: it shows no name, no company and no figure, and has none.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Interval;
use plan_log::Role;
use plan_log::RoomId;
use plan_log::carry::Carrier;
use plan_log::door::Waiting;
use plan_log::machine::Asking;
use plan_log::message::Window;
use plan_words::words;
use yew::prelude::*;

use super::opening::LetIn;
use crate::components::say::say;
use crate::platform::channel::WindowChannel;
use crate::platform::clock::{now_ms, random};
use crate::platform::page;
use crate::platform::presence::{self, Presence};
use crate::platform::storage::{self, LocalStorage};
use crate::state::drafts::{self, Door};
use crate::state::site::use_site;

/// The agent's window says by itself that it is there, and that the door is open. Should that be lost it is asked again.
const ASK_AGAIN_MS: u32 = 10_000;

#[derive(Clone, PartialEq, Properties)]
pub struct WaitsProps {
    pub room: RoomId,
    pub on_let_in: Callback<Rc<LetIn>>,
}

/// Waits at the door of a plan.
#[component]
pub fn Waits(props: &WaitsProps) -> Html {
    // The name of the agent who lets this window wait; none before one does.
    let by = use_state_eq(|| None::<String>);
    let site = use_site();
    {
        let (by, on_let_in) = (by.setter(), props.on_let_in.clone());
        use_effect_with(props.room, move |room| {
            let room = *room;
            let window = random();
            let asking = Rc::new(Asking::new(room, window, Role::Person));
            let here = Rc::new(RefCell::new(None::<Presence>));
            let channel = Rc::new(RefCell::new(None::<WindowChannel>));
            let let_in = {
                let here = Rc::clone(&here);
                move |genesis| {
                    let here = RefCell::new(here.take());
                    on_let_in.emit(Rc::new(LetIn { window, here, genesis }));
                }
            };
            let ask = {
                let (asking, channel) = (Rc::clone(&asking), Rc::clone(&channel));
                move || {
                    channel
                        .borrow()
                        .iter()
                        .for_each(|channel| channel.send(&asking.ask(now_ms())))
                }
            };
            let hear = {
                let (ask, let_in) = (ask.clone(), let_in.clone());
                let teller = Rc::new(Cell::new(None::<Window>));
                move |bytes: Vec<u8>| {
                    if let Some((window, name)) = Waiting::told(room, &bytes) {
                        by.set(Some(name));
                        if teller.replace(Some(window)) != Some(window) {
                            let (by, teller) = (by.clone(), Rc::clone(&teller));
                            presence::when_gone(window, move || {
                                if teller.get() == Some(window) {
                                    by.set(None);
                                }
                            });
                        }
                    } else if let Some(genesis) = asking.receive(&bytes) {
                        let_in(Some(genesis));
                    } else if asking.is_greeted(&bytes) {
                        ask();
                    }
                }
            };
            let held = {
                let (ask, channel) = (ask.clone(), Rc::clone(&channel));
                move || {
                    *channel.borrow_mut() = WindowChannel::open(room, hear);
                    ask();
                }
            };
            *here.borrow_mut() = Some(Presence::hold(&presence::of_window(window), held));
            let again = Interval::new(ASK_AGAIN_MS, ask);
            let listener = storage::on_change(move |change| {
                if change.moves_door(room) && drafts::door(&LocalStorage, room) == Some(Door::Open) {
                    let_in(None);
                }
            });
            move || {
                channel.take();
                here.take();
                drop((again, listener));
            }
        });
    }
    // A plan may have stood here before.
    use_effect_with((), |()| page::set_title(&words::title_share_wait().text()));
    let recorded = site.calls_recorded_by.is_some();
    html! {
        <main class="pn-page pn-page--share pn-blank" id="content" tabindex="-1">
            if let Some(name) = &*by {
                <h1>{ words::share_blank().text() }</h1>
                <p role="status">{ say(&words::door_checking(&if name.is_empty() { words::who_agent().text() } else { name.clone() })) }</p>
                <p class="pn-hint">{ words::door_lead().text() }</p>
            } else {
                <h1>{ words::share_blank().text() }</h1>
                <p role="status">{ words::share_waiting().text() }</p>
            }
            // The company is not named before the right person is there.
            if recorded { <p class="pn-hint">{ words::recorded().text() }</p> }
        </main>
    }
}
