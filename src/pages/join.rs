//! Joining somebody's plan: by a code, one field and one button; by a link, one button.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use plan_log::Role;
use plan_relay::join::Shut;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use crate::calls::{self, Brought, Heed, Heeded, Knock, Words};
use crate::components::field::{ButtonProps, button};
use crate::components::say::say;
use crate::components::two_machines::four_words;
use crate::pages::plan::joined;
use crate::parts::calls::{self as part, NoDoor};
use crate::parts::{Given, NotLoaded};
use crate::platform::page;
use crate::state::route::Route;

/// Somebody who has reached the door is answered within that time, if anybody is there.
const ANSWERED_WITHIN_MS: u32 = 12_000;

/// How far somebody is.
#[derive(Debug, Clone, PartialEq)]
enum At {
    /// The code is to be typed; what was wrong with the one before.
    Typing(Option<Message>),
    /// On the way to the door.
    Going,
    /// The broker cannot be reached. It is tried again by itself.
    NotReached,
    /// Nobody has answered yet.
    Unheard,
    /// The other side was asked; with a link these words are compared.
    Waiting(Option<Words>),
}

/// What a press has begun. It ends when it is dropped.
#[derive(Default)]
struct UnderWay {
    way: Option<Box<dyn Knock>>,
    /// Until nobody has answered for long.
    patience: Option<Timeout>,
    /// Whether the other side has not been asked yet.
    is_unanswered: bool,
}

fn over_words(over: Shut, was_asked: bool, is_link: bool) -> Message {
    match over {
        Shut::Closed if was_asked => words::join_kept_out(),
        _ if is_link => words::join_dead_link(),
        Shut::Expired => words::join_expired(),
        _ => words::join_wrong_code(),
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct JoinPageProps {
    pub given: Option<Given>,
}

/// Joining by a code or a link.
#[component]
pub fn JoinPage(props: &JoinPageProps) -> Html {
    let at = use_state(|| At::Typing(None));
    let field = use_node_ref();
    let under_way = use_mut_ref(UnderWay::default);
    // Counts the presses: what was stopped meanwhile is not gone on with.
    let press = use_mut_ref(|| 0_u32);
    let relay = page::relay();
    let is_ready = relay.is_some();
    let link = match &props.given {
        Some(Given::Invitation(link)) => Some(link.clone()),
        _ => None,
    };
    let go = {
        let (at, field, relay, link) = (at.setter(), field.clone(), relay.clone(), link.clone());
        let (under_way, press) = (Rc::clone(&under_way), Rc::clone(&press));
        Callback::from(move |()| {
            let typed = || field.cast::<HtmlInputElement>().map(|field| field.value());
            let brought = match &link {
                Some(link) => Some(Brought::Link(link.to_string())),
                None => typed().map(Brought::Code),
            };
            let (Some(relay), Some(brought)) = (relay.clone(), brought) else {
                return;
            };
            let is_link = matches!(brought, Brought::Link(_));
            at.set(At::Going);
            let begun = UnderWay {
                is_unanswered: true,
                ..UnderWay::default()
            };
            drop(under_way.replace(begun));
            let pressed = press.replace_with(|before| before.wrapping_add(1)).wrapping_add(1);
            let press = Rc::clone(&press);
            let heed = heed(at.clone(), is_link, Rc::clone(&under_way));
            let (at, under_way) = (at.clone(), Rc::clone(&under_way));
            spawn_local(async move {
                let found = part::knock(brought, relay, heed).await;
                if *press.borrow() != pressed {
                    return;
                }
                match found {
                    Ok(Ok(way)) => under_way.borrow_mut().way = Some(way),
                    Ok(Err(NoDoor)) if is_link => at.set(At::Typing(Some(words::join_no_link()))),
                    Ok(Err(NoDoor)) => at.set(At::Typing(Some(words::join_no_code()))),
                    Err(NotLoaded) => at.set(At::Typing(Some(words::part_not_loaded()))),
                }
            });
        })
    };
    let onsubmit = {
        let go = go.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            go.emit(());
        })
    };
    let stop = {
        let (at, under_way, press) = (at.setter(), Rc::clone(&under_way), Rc::clone(&press));
        Callback::from(move |()| {
            press.replace_with(|before| before.wrapping_add(1));
            drop(under_way.take());
            at.set(At::Typing(None));
        })
    };
    {
        let stop = stop.clone();
        use_effect_with((), move |()| {
            // Whoever goes away, or loads the page again, is waited for no longer.
            let listener =
                web_sys::window().map(|window| EventListener::new(&window, "pagehide", move |_| stop.emit(())));
            move || {
                drop(listener);
                press.replace_with(|before| before.wrapping_add(1));
                drop(under_way.take());
            }
        });
    }
    let is_link = link.is_some();
    let is_typing = matches!(*at, At::Typing(_));
    {
        let was_typing = use_mut_ref(|| true);
        use_effect_with((*at).clone(), move |at| {
            let was_typing = was_typing.replace(is_typing);
            // What was pressed is gone: the keyboard goes to what is there now, and to what is to be done again.
            let is_wrong = matches!(at, At::Typing(Some(_)));
            if is_typing && (is_wrong || !was_typing) {
                page::focus(if is_link { "join" } else { "join-code" });
            } else if !is_typing && was_typing {
                page::focus("join-stop");
            }
        });
    }
    let wrong = match &*at {
        At::Typing(wrong) => wrong.clone(),
        _ => None,
    };
    let said = match &*at {
        // What is wrong with a code stands at its field.
        At::Typing(wrong) => wrong.clone().filter(|_| is_link),
        At::NotReached => Some(words::join_no_relay()),
        At::Going => Some(words::join_going()),
        At::Unheard => Some(words::join_unheard()),
        At::Waiting(None) => Some(words::join_waiting()),
        At::Waiting(Some(_)) => Some(words::join_compare()),
    };
    let four = match &*at {
        At::Waiting(four) => four.as_ref().map(four_words),
        _ => None,
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ words::join_heading().text() }</h1>
            if is_ready {
                <p class="pn-lead">{ if is_link { words::join_lead_link() } else { words::join_lead() }.text() }</p>
                <form {onsubmit} hidden={!is_typing}>
                    if !is_link { <div class="pn-field">
                        <label class="pn-field__label" for="join-code">{ words::join_label().text() }</label>
                        <p class="pn-field__hint" id="join-code-hint">{ words::join_hint().text() }</p>
                        <input class="pn-field__input" id="join-code" ref={field} type="text" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" maxlength="40"
                            aria-describedby={if wrong.is_some() { "join-code-hint join-code-error" } else { "join-code-hint" }} aria-invalid={wrong.is_some().then_some("true")} />
                        <div role="status">
                            if let Some(wrong) = &wrong { <p class="pn-field__error" id="join-code-error">{ say(wrong) }</p> }
                        </div>
                    </div> }
                    <div class="pn-buttons"><button type="submit" class="pn-button pn-button--primary" id="join">{ words::join_button().text() }</button></div>
                </form>
                <div role="status">{ for said.map(|message| html! { <p class={if is_typing { "pn-field__error" } else { "pn-lead" }} id="join-said">{ say(&message) }</p> }) }</div>
                { for four }
                if !is_typing {
                    <div class="pn-buttons">{ button(&ButtonProps { label: words::join_stop().text().into(), onclick: stop, look: Some("quiet".into()), disabled: false, id: Some("join-stop".into()) }) }</div>
                }
                <p class="pn-hint">{ words::join_promise().text() }</p>
            } else {
                <p class="pn-lead">{ words::join_none().text() }</p>
            }
        </main>
    }
}

/// What somebody hears who waits at the door.
fn heed(at: UseStateSetter<At>, is_link: bool, under_way: Rc<RefCell<UnderWay>>) -> Heed {
    Rc::new(move |heeded| match heeded {
        Heeded::Reaches(reaches) => {
            let mut going = under_way.borrow_mut();
            if !going.is_unanswered {
                return;
            }
            // Nobody can answer where nobody can be asked.
            going.patience = reaches.then(|| {
                let at = at.clone();
                Timeout::new(ANSWERED_WITHIN_MS, move || at.set(At::Unheard))
            });
            at.set(if reaches { At::Going } else { At::NotReached });
        }
        Heeded::Waiting(words) => {
            let mut going = under_way.borrow_mut();
            going.is_unanswered = false;
            going.patience = None;
            at.set(At::Waiting(words));
        }
        Heeded::Over(over) => {
            // Dropped in a turn of its own: it is the door that speaks here.
            let ended = under_way.take();
            let said = over_words(over, !ended.is_unanswered, is_link);
            Timeout::new(0, move || drop(ended)).forget();
            at.set(At::Typing(Some(said)));
        }
        Heeded::In(line, genesis, window) => {
            let (at, under_way) = (at.clone(), Rc::clone(&under_way));
            spawn_local(async move {
                match joined(*genesis, window).await {
                    Ok(room) => {
                        calls::hand_over(room, Role::Person, line);
                        drop(under_way.take());
                        page::go_instead(&Route::Share(room).href());
                    }
                    Err(why) => {
                        line.leave();
                        drop(under_way.take());
                        at.set(At::Typing(Some(why.message())));
                    }
                }
            });
        }
    })
}
