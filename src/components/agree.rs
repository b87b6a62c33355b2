//! Proposing, agreeing, signing, and the summary that comes out.
//!
//! Nobody signs with somebody else's hand: on the shared window of the agent's own machine the person can agree and
//! sign only after the agent has said that they are at the desk, and the document then says so.

use std::rc::Rc;

use plan_log::Role;
use plan_log::fold::{Agreement, Proposal, State};
use plan_log::peer::Command;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use super::timeline::Names;
use crate::parts::{NotLoaded, papers};
use crate::platform::files;
use crate::platform::keys::NoCrypto;
use crate::platform::page;

/// How far the talks have come.
#[derive(Clone, PartialEq)]
pub struct Talks {
    proposal: Option<Proposal>,
    accepted: bool,
    agreement: Option<Rc<Agreement>>,
    in_person: bool,
}

impl Talks {
    pub fn of(state: &State) -> Self {
        Self {
            proposal: state.proposal,
            accepted: state.accepted.is_some(),
            agreement: state.agreement.clone(),
            in_person: state.in_person,
        }
    }
}

#[derive(Clone, PartialEq)]
pub struct AgreePanelProps {
    pub talks: Talks,
    pub names: Rc<Names>,
    pub me: Role,
    /// Whether this is one person alone, with nobody to agree with.
    pub alone: bool,
    pub other_here: bool,
    /// Whether this window tries something on its own: nothing can be agreed meanwhile.
    pub trying: bool,
    pub run: Callback<Command>,
}

/// Where the agreement stands, and the one thing that can be done about it.
pub fn agree_panel(props: &AgreePanelProps) -> Html {
    let AgreePanelProps { talks, me, run, .. } = props;
    let press = |command: Command| {
        let run = run.clone();
        Callback::from(move |()| {
            run.emit(command.clone());
            // The button that was pressed is about to go.
            page::focus("agree-heading");
        })
    };
    // The shared window stands on the agent's machine: see the head of this file.
    let may_act = *me == Role::Agent || talks.in_person;
    let take_back = html! {
        <div class="pn-buttons">{ button(&ButtonProps { label: (words::agree_withdraw().text()).into(), onclick: press(Command::Withdraw), look: None, disabled: false, id: None }) }</div>
    };
    // The person sits at the agent's machine: see the head of this file.
    let waits = if *me == Role::Agent && !talks.in_person {
        words::agree_proposed_no_person()
    } else if props.other_here {
        words::agree_proposed_by_you()
    } else {
        words::agree_proposed_no_window()
    };
    let body = match (&talks.agreement, talks.proposal, talks.accepted) {
        _ if props.alone => html! { <p class="pn-hint">{ words::agree_alone().text() }</p> },
        (Some(agreement), ..) => html! {
            <>
                <p class="pn-banner pn-banner--notice">{ words::agree_done().text() }</p>
                <p class="pn-hint">{ words::agree_change_again().text() }</p>
                if props.trying {
                    <p>{ words::sign_not_now().text() }</p>
                } else if may_act {
                    <SignForm agreement={Rc::clone(agreement)} me={*me} run={run.clone()} />
                } else {
                    <p>{ words::agree_wait_person().text() }</p>
                }
                <SaveSummary agreement={Rc::clone(agreement)} me={*me} />
            </>
        },
        (None, Some(_), true) => html! {
            <>
                <p role="status">{ words::agree_accepted().text() }</p>
                { take_back }
            </>
        },
        (None, Some(proposal), false) if proposal.by == *me => html! {
            <>
                <p>{ waits.text() }</p>
                { take_back }
            </>
        },
        (None, Some(proposal), false) => html! {
            <>
                <p>{ say(&words::agree_proposed(props.names.who(proposal.by))) }</p>
                if may_act {
                    { button(&ButtonProps { label: (words::agree_accept().text()).into(), onclick: press(Command::Accept), look: Some("primary".into()), disabled: props.trying, id: Some("accept".into()) }) }
                } else {
                    <p>{ words::agree_wait_person().text() }</p>
                }
            </>
        },
        (None, None, _) => html! {
            if may_act {
                { button(&ButtonProps { label: (words::agree_propose().text()).into(), onclick: press(Command::Propose), look: Some("primary".into()), disabled: props.trying, id: Some("propose".into()) }) }
            } else {
                <p>{ words::agree_wait_person().text() }</p>
            }
        },
    };
    html! {
        <section class="pn-card" aria-labelledby="agree-heading">
            <h2 class="pn-card__heading" id="agree-heading" tabindex="-1">{ words::agree_heading().text() }</h2>
            if *me == Role::Agent && !props.alone {
                if talks.in_person {
                    { button(&ButtonProps { label: (words::agree_person_away().text()).into(), onclick: press(Command::InPerson(false)), look: Some("quiet".into()), disabled: false, id: Some("person-away".into()) }) }
                } else {
                    <p class="pn-hint">{ words::agree_need_person().text() }</p>
                    { button(&ButtonProps { label: (words::agree_person_here().text()).into(), onclick: press(Command::InPerson(true)), look: None, disabled: false, id: Some("person-here".into()) }) }
                }
            }
            { body }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SignFormProps {
    agreement: Rc<Agreement>,
    me: Role,
    run: Callback<Command>,
}

#[component]
fn SignForm(props: &SignFormProps) -> Html {
    let name = use_state(String::new);
    let busy = use_state(|| false);
    let wrong = use_state(|| None::<Message>);
    let signed = |role: Role| props.agreement.signatures.iter().any(|(other, _)| *other == role);
    if signed(props.me) {
        return html! {
            <p role="status">
                { words::signed_by_you().text() }
                if !signed(props.me.other()) { { " " }{ words::signed_waiting().text() } }
            </p>
        };
    }
    let onsubmit = {
        let (name, busy, wrong, props) = (name.clone(), busy.clone(), wrong.clone(), props.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed: String = name
                .trim()
                .chars()
                .filter(|c| !c.is_control())
                .take(plan_core::MAX_TEXT_CHARS)
                .collect();
            if *busy {
                return;
            }
            if typed.is_empty() {
                wrong.set(Some(words::sign_name_empty()));
                page::focus("sign-name");
                return;
            }
            busy.set(true);
            wrong.set(None);
            let (busy, wrong, props) = (busy.clone(), wrong.clone(), props.clone());
            spawn_local(async move {
                match papers::sign(Rc::clone(&props.agreement), props.me, typed).await {
                    Ok(Ok(signed)) => props.run.emit(Command::Sign(Box::new(signed))),
                    Ok(Err(NoCrypto)) => wrong.set(Some(words::sign_no_crypto())),
                    Err(NotLoaded) => wrong.set(Some(words::part_not_loaded())),
                }
                busy.set(false);
            });
        })
    };
    let oninput = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| name.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    html! {
        <form {onsubmit} novalidate={true}>
            <h3 class="pn-card__sub">{ words::sign_heading().text() }</h3>
            <p>{ words::sign_lead().text() }</p>
            <div class="pn-field">
                <label class="pn-field__label" for="sign-name">{ words::sign_name().text() }</label>
                <input class="pn-field__input" id="sign-name" type="text" autocomplete="off" maxlength="200" value={(*name).clone()} {oninput}
                    aria-invalid={wrong.is_some().then_some("true")} aria-describedby={wrong.is_some().then_some("sign-error")} />
                if let Some(message) = &*wrong { <p class="pn-field__error" id="sign-error" role="alert">{ say(message) }</p> }
            </div>
            <button type="submit" class="pn-button pn-button--primary" id="sign">
                { if *busy { words::sign_busy().text() } else { words::sign_button().text() } }
            </button>
        </form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SaveSummaryProps {
    agreement: Rc<Agreement>,
    me: Role,
}

#[component]
fn SaveSummary(props: &SaveSummaryProps) -> Html {
    let said = use_state(|| None::<Message>);
    if props.agreement.signatures.len() < 2 {
        return html! {};
    }
    let save = {
        let (said, agreement) = (said.clone(), Rc::clone(&props.agreement));
        Callback::from(move |()| {
            let reference: String = agreement
                .case
                .company_ref
                .iter()
                .flat_map(|text| text.chars())
                .filter(char::is_ascii_alphanumeric)
                .take(24)
                .collect();
            let name = format!(
                "repayment-plan-{}{}.html",
                reference,
                if reference.is_empty() { "summary" } else { "" }
            );
            let (said, agreement) = (said.clone(), Rc::clone(&agreement));
            spawn_local(async move {
                said.set(Some(match papers::summary(agreement).await {
                    Ok(Some(page)) if files::save(&name, "text/html;charset=utf-8", &page) => {
                        words::save_summary_done(&name)
                    }
                    Ok(_) => words::save_summary_not(),
                    Err(NotLoaded) => words::part_not_loaded(),
                }));
            });
        })
    };
    html! {
        <div>
            { button(&ButtonProps { label: (words::save_summary().text()).into(), onclick: save, look: Some("primary".into()), disabled: false, id: Some("save-summary".into()) }) }
            <div role="status">{ for said.as_ref().map(|message| html! { <p>{ say(message) }</p> }) }</div>
        </div>
    }
}
