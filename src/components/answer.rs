//! The company's answer to an offer: agree to it, suggest another plan, or decline and say why. Nothing is overwritten: the
//! offer stays to be looked at, whatever the answer.

use plan_log::MAX_REASON_CHARS;
use plan_log::machine::Command;
use plan_words::words;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use crate::platform::page;
use crate::state::values;

#[derive(Clone, PartialEq, Properties)]
pub struct AnswerProps {
    /// Who made the offer.
    pub who: AttrValue,
    /// Until when they ask for an answer.
    pub reply_by: Option<plan_core::Date>,
    /// When the first payment was due, where that is over.
    pub late: Option<plan_core::Date>,
    /// Whether they say that it is within what their budget shows.
    pub within_budget: bool,
    /// Whether something is tried in this window: nothing can be answered meanwhile.
    pub trying: bool,
    pub run: Callback<Command>,
}

/// Three answers.
#[component]
pub fn Answer(props: &AnswerProps) -> Html {
    let reason = use_state(String::new);
    let empty = use_state(|| false);
    let press = |command: Command| {
        let run = props.run.clone();
        Callback::from(move |()| {
            run.emit(command.clone());
            page::focus("agree-heading");
        })
    };
    let oninput = {
        let (reason, empty) = (reason.clone(), empty.clone());
        Callback::from(move |event: InputEvent| {
            reason.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            empty.set(false);
        })
    };
    let decline = {
        let (run, reason, empty) = (props.run.clone(), reason.clone(), empty.clone());
        Callback::from(move |()| {
            // A no without a reason helps nobody.
            if reason.trim().is_empty() {
                empty.set(true);
                page::focus("decline-reason");
                return;
            }
            run.emit(Command::Decline {
                reason: reason.trim().to_owned(),
            });
            page::focus("agree-heading");
        })
    };
    html! {
        <>
            <p>{ say(&words::answer_lead(&props.who)) }</p>
            if props.within_budget { <p>{ words::answer_within().text() }</p> }
            if let Some(day) = props.reply_by { <p>{ say(&words::answer_by(&values::day(day))) }</p> }
            if let Some(day) = props.late { <p class="pn-banner pn-banner--warning" id="answer-late">{ say(&words::answer_late(&values::day(day))) }</p> }
            { button(&ButtonProps { label: words::answer_accept().text().into(), onclick: press(Command::Accept { consent: words::answer_accept().text() }), look: Some("primary".into()), disabled: props.trying, id: Some("accept-offer".into()) }) }
            <p class="pn-hint">{ words::answer_change().text() }</p>
            <details class="pn-details" id="decline">
                <summary>{ words::answer_decline().text() }</summary>
                <div class="pn-field">
                    <label class="pn-field__label" for="decline-reason">{ words::answer_reason().text() }</label>
                    <p class="pn-field__hint" id="decline-hint">{ words::answer_reason_hint().text() }</p>
                    if *empty { <p class="pn-field__error" id="decline-error" role="alert">{ words::answer_reason_empty().text() }</p> }
                    <textarea class="pn-field__input" id="decline-reason" rows="4" maxlength={MAX_REASON_CHARS.to_string()} value={(*reason).clone()} {oninput}
                        aria-describedby={if *empty { "decline-error decline-hint" } else { "decline-hint" }} aria-invalid={empty.then_some("true")} />
                </div>
                { button(&ButtonProps { label: words::answer_decline_press().text().into(), onclick: decline, look: None, disabled: props.trying, id: Some("decline-offer".into()) }) }
            </details>
        </>
    }
}
