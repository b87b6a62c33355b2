//! The plan on two machines: asking somebody in by a code that is said, who is there, and leaving.

use plan_relay::join::Shut;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::field::{ButtonProps, button, press};
use super::qr::QrCode;
use super::say::say;
use crate::calls::{How, Words};
use crate::pages::plan::{Act, Calling, PANEL};
use crate::platform::clock::time_words;
use crate::platform::{files, page};
use crate::state::call::{Call, Door, Other, Reach};

#[derive(Clone, PartialEq)]
pub struct TwoMachinesProps {
    pub calling: Calling,
    /// Who is on the other machine.
    pub who: AttrValue,
    /// Whether the other screen shows the plan as it is.
    pub is_live: bool,
    /// Whether somebody sees the plan and cannot change it: the window to share came first, and lets in its side.
    pub not_admitted: bool,
}

/// How the call stands, in one sentence; nothing where there is none.
pub fn call_said(call: &Call, who: &str, is_live: bool) -> Option<Message> {
    if call.has_left {
        return Some(words::together_you_left());
    }
    if call.other == Other::Left {
        return Some(words::together_left(who));
    }
    if !call.is_open {
        return None;
    }
    if call.reach == Reach::Lost {
        return Some(words::together_lost());
    }
    match call.other {
        Other::Nobody | Other::Left => None,
        Other::Awaited => Some(words::together_awaited(who)),
        Other::Here if is_live => Some(words::together_here(who)),
        Other::Here => Some(words::together_covered(who)),
        Other::Away => Some(words::together_away(who)),
    }
}

/// Where the other side goes to type the code, as it is said.
fn said_address() -> String {
    let address = page::own_address();
    let said = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    said.trim_end_matches('/').to_owned()
}

fn over_words(over: Shut) -> Message {
    match over {
        Shut::Expired => words::together_over_expired(),
        Shut::WrongCode | Shut::OtherKey => words::together_over_wrong(),
        Shut::TooManyTries => words::together_over_tries(),
        Shut::Closed | Shut::Used => words::together_over_closed(),
    }
}

/// The words that are compared by voice.
pub fn four_words(words: &Words) -> Html {
    html! { <p class="pn-code" id="four-words" lang="en">{ words.join(" ") }</p> }
}

#[derive(Clone, PartialEq, Properties)]
struct CopyLinkProps {
    address: AttrValue,
}

/// The link to send, to be copied.
#[component]
fn CopyLink(props: &CopyLinkProps) -> Html {
    let said = use_state(|| None::<bool>);
    let onclick = {
        let (said, address) = (said.setter(), props.address.clone());
        Callback::from(move |()| {
            let (said, address) = (said.clone(), address.clone());
            spawn_local(async move { said.set(Some(files::copy(&address).await)) });
        })
    };
    html! {
        <>
            <p class="pn-link" id="join-link">{ props.address.clone() }</p>
            <div class="pn-buttons">{ button(&ButtonProps { label: words::send_copy_link().text().into(), onclick, look: Some("primary".into()), disabled: false, id: Some("copy-join-link".into()) }) }</div>
            <QrCode text={props.address.clone()} />
            <p role="status">{ match *said {
                None => html! {},
                Some(true) => say(&words::send_copied()),
                Some(false) => say(&words::copied_not()),
            } }</p>
        </>
    }
}

/// What is to be said or sent, once there is something; until then what is waited for.
fn door_said(call: &Call) -> Option<Html> {
    if call.is_fetching {
        return Some(html! { <p>{ words::part_loading().text() }</p> });
    }
    match &call.door {
        Door::Opening => Some(html! { <p>{ words::together_opening().text() }</p> }),
        Door::Code { code, until_ms } => Some(html! {
            <>
                <p>{ say(&words::together_say(&said_address())) }</p>
                <p class="pn-code" id="join-code">{ code.clone() }</p>
                <p class="pn-hint">{ say(&words::together_until(&time_words(*until_ms))) }</p>
            </>
        }),
        Door::Link(_) => Some(html! { <p>{ words::together_send().text() }</p> }),
        Door::Closed | Door::NotReached | Door::Knocks(_) | Door::Over(_) => None,
    }
}

/// The panel of the call. Nothing where nobody can be asked in and no call is open.
pub fn two_machines(props: &TwoMachinesProps) -> Html {
    let Calling {
        call, is_offered, act, ..
    } = &props.calling;
    if !is_offered && !call.is_open && !call.is_fetching && !call.is_not_fetched {
        return html! {};
    }
    let press = |label: Message, does: Act, look: Option<&'static str>, id: &'static str| {
        let act = act.clone();
        press(&label, id, look, Callback::from(move |()| act.emit(does)))
    };
    let ask_again = |look| {
        html! {
            <div class="pn-buttons">
                { press(words::together_code_again(), Act::Invite(How::Code), look, "invite") }
                { press(words::together_link(), Act::Invite(How::Link), Some("quiet"), "invite-link") }
            </div>
        }
    };
    let door = match &call.door {
        _ if call.is_fetching => html! {},
        _ if call.is_not_fetched => html! {
            <>
                <p class="pn-banner pn-banner--warning" role="alert">{ words::part_not_loaded().text() }</p>
                <div class="pn-buttons">{ press(words::part_again(), Act::FetchAgain, None, "call-fetch-again") }</div>
            </>
        },
        Door::Closed if *is_offered && call.other != Other::Here => html! {
            <>
                <p class="pn-hint">{ words::together_lead().text() }</p>
                <div class="pn-buttons">
                    { press(words::together_invite(), Act::Invite(How::Code), None, "invite") }
                    { press(words::together_link(), Act::Invite(How::Link), Some("quiet"), "invite-link") }
                </div>
            </>
        },
        Door::Closed | Door::Opening => html! {},
        Door::NotReached => html! {
            <>
                <p class="pn-banner pn-banner--warning" role="alert">{ words::together_no_relay().text() }</p>
                { ask_again(None) }
            </>
        },
        Door::Code { .. } => html! {
            <div class="pn-buttons">{ press(words::together_stop(), Act::CloseDoor, Some("quiet"), "close-door") }</div>
        },
        Door::Link(link) => html! {
            <>
                <CopyLink address={format!("{}{link}", page::own_address())} />
                <p class="pn-hint">{ words::together_link_life().text() }</p>
                <div class="pn-buttons">{ press(words::together_stop(), Act::CloseDoor, Some("quiet"), "close-door") }</div>
            </>
        },
        Door::Knocks(four) => html! {
            <>
                <p role="alert">{ if four.is_some() { words::together_knocks_link() } else { words::together_knocks() }.text() }</p>
                { for four.as_ref().map(four_words) }
                <div class="pn-buttons">
                    { press(words::together_let_in(), Act::LetIn, Some("primary"), "let-in") }
                    { press(words::together_keep_out(), Act::CloseDoor, Some("quiet"), "close-door") }
                </div>
            </>
        },
        Door::Over(over) => html! {
            <>
                <p class="pn-banner pn-banner--notice" role="alert">{ say(&over_words(*over)) }</p>
                { ask_again(Some("primary")) }
            </>
        },
    };
    html! {
        <section class="pn-card" id={PANEL} tabindex="-1" aria-labelledby="together-heading">
            <h2 class="pn-card__heading" id="together-heading">{ words::together_heading().text() }</h2>
            { for call_said(call, &props.who, props.is_live).map(|message| html! { <p>{ say(&message) }</p> }) }
            if props.not_admitted && call.is_with_somebody() { <p class="pn-banner pn-banner--notice" id="not-admitted">{ say(&words::together_not_admitted(&props.who)) }</p> }
            // One element in every state: a screen reader hears what comes into it.
            <div role="status">{ for door_said(call) }</div>
            { door }
            if call.is_with_somebody() { <div class="pn-buttons">{ press(words::together_leave(), Act::Leave, Some("quiet"), "leave-call") }</div> }
        </section>
    }
}
