//! Putting the plan forward, with what was checked about whether the person can afford it.

use plan_log::Role;
use plan_log::body::Affordability;
use plan_log::machine::Command;
use plan_words::{Message, words};
use yew::prelude::*;

use super::field::{ButtonProps, button};

#[derive(Clone, PartialEq, Properties)]
pub struct ProposeProps {
    pub me: Role,
    pub disabled: bool,
    /// Carries it out, and goes on to what comes after it.
    pub press: Callback<Command>,
}

/// What an agent can say. What somebody did on their own device is theirs to say, and the log takes it from nobody else.
const CHOICES: [Affordability; 2] = [Affordability::NotChecked, Affordability::ToldByPhone];

/// Asks the agent what was checked.
pub fn what_was_checked(chosen: &UseStateHandle<Affordability>, prefix: &'static str) -> Html {
    let choice = |one: Affordability| {
        let onchange = {
            let chosen = chosen.setter();
            Callback::from(move |_: Event| chosen.set(one))
        };
        let said = match one {
            Affordability::ToldByPhone => words::propose_checked_phone(),
            Affordability::NotChecked | Affordability::OwnDevice => words::propose_checked_nothing(),
        };
        html! {
            <label key={one.as_str()} class="pn-check">
                <input type="radio" name={format!("{prefix}affordability")} id={format!("{prefix}{}", one.as_str())} checked={**chosen == one} {onchange} />
                <span>{ said.text() }</span>
            </label>
        }
    };
    html! {
        <fieldset class="pn-ticks">
            <legend class="pn-field__label">{ words::propose_checked().text() }</legend>
            { for CHOICES.into_iter().map(choice) }
        </fieldset>
    }
}

/// What the person reads of it before they agree.
pub fn said_to_person(affordability: Affordability) -> Message {
    match affordability {
        Affordability::ToldByPhone => words::agree_checked_phone(),
        Affordability::NotChecked | Affordability::OwnDevice => words::agree_checked_nothing(),
    }
}

/// The agent is asked, and nothing is chosen for them but that nothing was checked. Who pays is not: what they type of
/// their money has no place in this window.
#[component]
pub fn Propose(props: &ProposeProps) -> Html {
    let chosen = use_state_eq(Affordability::default);
    let onclick = {
        let (press, affordability) = (props.press.clone(), *chosen);
        Callback::from(move |()| press.emit(Command::Propose(affordability)))
    };
    html! {
        <>
            if props.me == Role::Agent {
                { what_was_checked(&chosen, "") }
            }
            { button(&ButtonProps { label: words::agree_propose().text().into(), onclick, look: Some("primary".into()), disabled: props.disabled, id: Some("propose".into()) }) }
        </>
    }
}
