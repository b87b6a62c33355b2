//! Putting the plan forward, with what was checked about whether the person can afford it.

use plan_log::body::Affordability;
use plan_log::machine::Command;
use plan_words::{Message, words};
use yew::prelude::*;

use super::field::{ButtonProps, button};

pub struct ProposeProps {
    /// What the agent says was checked; nothing where it is not the agent who proposes.
    pub checked: Option<Checked>,
    pub disabled: bool,
    /// Carries it out, and goes on to what comes after it.
    pub press: Callback<Command>,
}

/// What was checked, as the agent chose it: one choice, wherever it is asked.
pub type Checked = UseStateHandle<Affordability>;

/// The choice of a console. A proposal that stands says what was chosen for it, also where this page was loaded again since;
/// once it does not stand any more it is asked anew.
#[hook]
pub fn use_checked(proposed: Option<Affordability>) -> Checked {
    let checked = use_state_eq(Affordability::default);
    {
        let checked = checked.setter();
        use_effect_with(proposed, move |proposed| {
            checked.set(proposed.unwrap_or_default());
        });
    }
    checked
}

/// What an agent can say. What somebody did on their own device is theirs to say, and the log takes it from nobody else.
const CHOICES: [Affordability; 2] = [Affordability::NotChecked, Affordability::ToldByPhone];

/// Asks the agent what was checked.
pub fn what_was_checked(chosen: &Checked, prefix: &'static str) -> Html {
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
pub fn propose(props: &ProposeProps) -> Html {
    let affordability = props.checked.as_deref().copied().unwrap_or_default();
    let onclick = props.press.reform(move |()| Command::Propose(affordability));
    html! {
        <>
            { for props.checked.iter().map(|checked| what_was_checked(checked, "")) }
            { button(&ButtonProps { label: words::agree_propose().text().into(), onclick, look: Some("primary".into()), disabled: props.disabled, id: Some("propose".into()) }) }
        </>
    }
}
