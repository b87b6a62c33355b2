//! Joining somebody's plan: by a code, one field and one button; by a link, one button.

use std::cell::RefCell;
use std::rc::Rc;

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

/// Somebody who waits at the door is answered within that time, if anybody is there.
const ANSWERED_WITHIN_MS: u32 = 12_000;

/// How far somebody is.
#[derive(Debug, Clone, PartialEq)]
enum At {
    /// The code is to be typed; what was wrong with the one before.
    Typing(Option<Message>),
    /// On the way to the door.
    Going,
    /// Nobody has answered yet.
    Unheard,
    /// The other side was asked; with a link these words are compared.
    Waiting(Option<Words>),
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
    let knock = use_mut_ref(|| None::<Box<dyn Knock>>);
    // Counts the presses: what was stopped meanwhile is not gone on with.
    let press = use_mut_ref(|| 0_u32);
    // Set once the other side was asked, for the answer that comes then.
    let was_asked = use_mut_ref(|| false);
    let relay = page::relay();
    let is_ready = relay.is_some();
    let link = match &props.given {
        Some(Given::Invitation(link)) => Some(link.clone()),
        _ => None,
    };
    let go = {
        let (at, field, relay, link) = (at.setter(), field.clone(), relay.clone(), link.clone());
        let (knock, was_asked, press) = (Rc::clone(&knock), Rc::clone(&was_asked), Rc::clone(&press));
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
            was_asked.replace(false);
            let pressed = press.replace_with(|before| before.wrapping_add(1)).wrapping_add(1);
            let press = Rc::clone(&press);
            let heed = heed(at.clone(), is_link, Rc::clone(&knock), Rc::clone(&was_asked));
            let (at, knock, was_asked) = (at.clone(), Rc::clone(&knock), Rc::clone(&was_asked));
            spawn_local(async move {
                match part::knock(brought, relay, heed).await {
                    Ok(Ok(way)) if *press.borrow() == pressed => {
                        knock.replace(Some(way));
                        Timeout::new(ANSWERED_WITHIN_MS, move || {
                            if knock.borrow().is_some() && !*was_asked.borrow() {
                                at.set(At::Unheard);
                            }
                        })
                        .forget();
                    }
                    Ok(Ok(way)) => drop(way),
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
        let (at, knock) = (at.setter(), Rc::clone(&knock));
        Callback::from(move |()| {
            press.replace_with(|before| before.wrapping_add(1));
            knock.replace(None);
            at.set(At::Typing(None));
        })
    };
    {
        // Where an answer changes what is to be done the keyboard goes there.
        let at = (*at).clone();
        use_effect_with(at, |at| {
            if matches!(at, At::Typing(Some(_))) {
                page::focus("join-code");
            }
        });
    }
    let is_typing = matches!(*at, At::Typing(_));
    let wrong = match &*at {
        At::Typing(wrong) => wrong.clone(),
        _ => None,
    };
    let said = match &*at {
        At::Typing(_) => None,
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
                <p class="pn-lead">{ if link.is_some() { words::join_lead_link() } else { words::join_lead() }.text() }</p>
                <form {onsubmit} hidden={!is_typing}>
                    if link.is_some() {
                        <div role="status">{ for wrong.as_ref().map(|wrong| html! { <p class="pn-field__error">{ say(wrong) }</p> }) }</div>
                    } else { <div class="pn-field">
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
                <div role="status">{ for said.map(|message| html! { <p class="pn-lead" id="join-said">{ say(&message) }</p> }) }</div>
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
fn heed(
    at: UseStateSetter<At>,
    is_link: bool,
    knock: Rc<RefCell<Option<Box<dyn Knock>>>>,
    was_asked: Rc<RefCell<bool>>,
) -> Heed {
    Rc::new(move |heeded| match heeded {
        Heeded::Waiting(words) => {
            was_asked.replace(true);
            at.set(At::Waiting(words));
        }
        Heeded::Over(over) => {
            // Dropped in a turn of its own: it is the door that speaks here.
            let way = knock.take();
            Timeout::new(0, move || drop(way)).forget();
            at.set(At::Typing(Some(over_words(over, *was_asked.borrow(), is_link))));
        }
        Heeded::In(line, genesis, window) => {
            let (at, knock) = (at.clone(), Rc::clone(&knock));
            spawn_local(async move {
                match joined(*genesis, window).await {
                    Ok(room) => {
                        calls::hand_over(room, Role::Person, line);
                        knock.replace(None);
                        page::go_instead(&Route::Share(room).href());
                    }
                    Err(why) => {
                        line.leave();
                        knock.replace(None);
                        at.set(At::Typing(Some(why.message())));
                    }
                }
            });
        }
    })
}
