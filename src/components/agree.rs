//! Proposing, agreeing, recording a call, offering; what comes out is signed in [`super::sign`].
//!
//! Nobody signs with somebody else's hand: on the shared window of the agent's own machine the person can agree and
//! sign only after the agent has said that they are at the desk, and the document then says so. On a machine of their own,
//! alone or on a call, they do both for themselves.

use std::rc::Rc;

use plan_core::{Date, Schedule};
use plan_log::body::ScreenMode;
use plan_log::machine::Command;
use plan_log::state::{Agreement, Proposal, Route};
use plan_log::{Author, Role, RoomId, Standing, State};
use plan_words::words;
use yew::prelude::*;

use super::answer::Answer;
use super::field::{ButtonProps, button};
use super::propose::{Checked, ProposeProps, propose, said_to_person};
use super::say::say;
use super::sign::{Files, SignPanel, is_complete, sentences};
use super::timeline::Names;
use crate::platform::clock::today;
use crate::platform::page;

/// How far the talks have come.
#[derive(Clone, PartialEq)]
pub struct Talks {
    proposal: Option<Proposal>,
    accepted: bool,
    /// Why the company could not agree to the last offer.
    declined: Option<String>,
    agreement: Option<Rc<Agreement>>,
    signed_before: Option<Rc<Agreement>>,
    in_person: bool,
    /// Whether both sides see the plan as it stands.
    live: bool,
    /// Whether somebody needs a minute.
    paused: bool,
}

impl Talks {
    pub fn of(state: &State) -> Self {
        Self {
            proposal: state.proposal.clone(),
            accepted: state.accepted.is_some(),
            declined: state.declined.as_ref().map(|declined| declined.reason.clone()),
            agreement: state.agreement.clone(),
            signed_before: state.signed_before().cloned(),
            in_person: state.in_person,
            live: state.screen.mode == ScreenMode::Live,
            paused: state.paused.is_some(),
        }
    }
}

#[derive(Clone, PartialEq)]
pub struct AgreePanelProps {
    pub talks: Talks,
    pub names: Rc<Names>,
    pub me: Role,
    /// The key that writes at this window.
    pub key: Author,
    /// Whether this is one person alone, with nobody to agree with.
    pub alone: bool,
    /// Whether the other side is reached by link or file.
    pub by_file: bool,
    /// Whether all that was written here has left this window: what has not is not signed.
    pub told: bool,
    /// Whether this window writes for its side: another one does, where it only reads.
    pub writes: bool,
    pub other_here: bool,
    /// Whether the person is at a machine of their own, by a call.
    pub apart: bool,
    /// Whether this window tries something on its own: nothing can be agreed meanwhile.
    pub trying: bool,
    /// Whether somebody sits at the person's screen who acts for them or helps, and what says that they do not any more.
    pub helps: bool,
    pub set_helps: Callback<bool>,
    pub room: RoomId,
    pub run: Callback<Command>,
    /// Opens the read-back of an agreement on the telephone; only on the console.
    pub on_call: Option<Callback<()>>,
    /// What was checked about what the person can afford; only on the console.
    pub checked: Option<Checked>,
}

/// Until when an answer is asked for, or somebody can say that something is wrong, unless another day is named.
const DAYS_TO_ANSWER: i32 = 14;

/// That day, from today.
pub fn day_to_answer() -> Date {
    let today = today();
    Date::from_epoch_days(today.to_epoch_days() + DAYS_TO_ANSWER).unwrap_or(today)
}

/// Whether the side at this window can sign the agreement here: see the head of this file.
fn may_sign(agreement: &Agreement, props: &AgreePanelProps) -> bool {
    match (&agreement.route, props.me) {
        (Route::Offer { .. }, Role::Person) => props.alone,
        (Route::Offer { .. }, Role::Agent) => false,
        // Alone, they sit at a device of their own.
        (Route::Agreed { in_person: false, .. }, Role::Person) if props.alone || props.apart => true,
        (Route::Agreed { in_person, .. }, Role::Person) => *in_person && props.talks.in_person,
        (Route::Telephone { .. }, Role::Person) => false,
        (Route::Agreed { .. } | Route::Telephone { .. }, Role::Agent) => true,
    }
}

/// When the first payment was due, where that is over.
fn is_over(agreement: &Agreement) -> Option<Date> {
    let schedule = Schedule::derive(agreement.terms()?).ok()?;
    let first = schedule.rows.first()?.due;
    (first < today()).then_some(first)
}

/// Where the agreement stands, and the one thing that can be done about it.
pub fn agree_panel(props: &AgreePanelProps) -> Html {
    let AgreePanelProps { talks, me, run, .. } = props;
    let go_on = {
        let run = run.clone();
        Callback::from(move |command: Command| {
            run.emit(command);
            // The button that was pressed is about to go.
            page::focus("agree-heading");
        })
    };
    let press = |command: Command| go_on.reform(move |()| command.clone());
    // The shared window stands on the agent's machine: see the head of this file.
    let may_act = *me == Role::Agent || (!props.helps && (talks.in_person || props.alone || props.apart));
    let waits_for_person = if props.helps {
        words::help_waits()
    } else {
        words::agree_wait_person()
    };
    let take_back = html! {
        <div class="pn-buttons">{ button(&ButtonProps { label: (words::agree_withdraw().text()).into(), onclick: press(Command::Withdraw), look: None, disabled: false, id: None }) }</div>
    };
    // The person sits at the agent's machine: see the head of this file.
    let offered_before = |before: &Rc<Agreement>| matches!(before.route, Route::Offer { .. });
    // Whoever sent an offer is somewhere else.
    let by_answer = *me == Role::Agent && (props.by_file || talks.signed_before.iter().any(offered_before));
    let waits = if by_answer && !talks.in_person && !props.apart {
        words::agree_proposed_by_file()
    } else if *me == Role::Agent && !talks.in_person && !props.apart {
        words::agree_proposed_no_person()
    } else if props.other_here {
        words::agree_proposed_by_you()
    } else {
        words::agree_proposed_no_window()
    };
    let offer = talks.agreement.as_ref().map(|agreement| agreement.route);
    // What was agreed from afar is signed from afar: who comes to the desk now changes nothing of it.
    let at_desk = !matches!(offer, Some(Route::Agreed { in_person: false, .. }));
    let body = match (&talks.agreement, &talks.proposal, talks.accepted) {
        (Some(_), Some(_), true) if matches!(offer, Some(Route::Offer { .. })) && *me == Role::Agent => html! {
            <>
                <p role="status">{ words::answer_accepted().text() }</p>
                { take_back }
            </>
        },
        // Who made the offer takes the answer up by opening it.
        (Some(agreement), Some(_), true) if matches!(offer, Some(Route::Offer { .. })) => html! {
            <p role="status">{ if props.alone && agreement.signers.of_side(*me).is_some_and(|signer| signer != props.key) {
                words::agree_accepted_elsewhere()
            } else {
                words::agree_accepted()
            }.text() }</p>
        },
        // Both said yes, but whoever agreed is not known to have it: nothing is said to be agreed before.
        (Some(agreement), ..) if !agreement.can_be_signed() => html! {
            <p role="status" id="agree-sealed">{ match agreement.route {
                Route::Agreed { standing: Standing::Disputed, .. } => words::refused_forked(),
                _ if props.by_file => words::agree_sealed_by_file(),
                _ => words::agree_sealed(),
            }.text() }</p>
        },
        (Some(agreement), ..) => html! {
            <>
                <p class="pn-banner pn-banner--notice">{ match agreement.route {
                    Route::Agreed { .. } => words::agree_done().text(),
                    Route::Telephone { .. } => words::agree_done_call().text(),
                    Route::Offer { .. } if *me == Role::Agent => words::agree_done_offer_theirs(props.names.who(Role::Person)).text(),
                    Route::Offer { .. } => words::agree_done_offer().text(),
                } }</p>
                <p class="pn-hint">{ if props.alone {
                    words::copy_will_begin().text()
                } else if agreement.signatures.is_empty() {
                    words::agree_change_again().text()
                } else {
                    words::agree_change_signed().text()
                } }</p>
                if props.trying {
                    <p>{ words::sign_not_now().text() }</p>
                } else if !talks.live {
                    <p>{ words::agree_not_live().text() }</p>
                } else if talks.paused {
                    <p>{ words::minute_waits().text() }</p>
                } else if props.helps && *me == Role::Person {
                    <p>{ words::help_waits().text() }</p>
                } else if !props.told && agreement.signature_of(*me).is_none() {
                    // A signature is made over what has left this window; the one that was just made is on its way.
                    <p role="status">{ words::saving().text() }</p>
                } else if agreement.signers.of_side(*me).is_some_and(|signer| signer != props.key) {
                    <p>{ if let Route::Offer { .. } = agreement.route { words::agree_other_device_offer() } else { words::agree_other_device() }.text() }</p>
                } else if !props.writes && may_sign(agreement, props) {
                    <p>{ words::open_elsewhere().text() }</p>
                } else if may_sign(agreement, props) {
                    <SignPanel key={agreement.made_by.to_hex()} agreement={Rc::clone(agreement)} me={*me} by_file={props.by_file} room={props.room} run={run.clone()} />
                } else if let (Route::Offer { reply_by, within_budget, .. }, Role::Agent) = (agreement.route, *me) {
                    <Answer who={props.names.who(Role::Person).to_owned()} {reply_by} late={is_over(agreement)} {within_budget} trying={props.trying} run={run.clone()} />
                } else if let Route::Telephone { .. } = agreement.route {
                    <p>{ words::agree_call_later().text() }</p>
                } else if let Route::Agreed { in_person: false, .. } = agreement.route {
                    <p>{ words::agree_again_at_desk().text() }</p>
                } else {
                    <p>{ words::agree_wait_person().text() }</p>
                }
            </>
        },
        (None, Some(_), true) => html! {
            <>
                <p role="status">{ if props.alone { words::agree_accepted_alone() } else { words::agree_accepted() }.text() }</p>
                { take_back }
            </>
        },
        (None, Some(proposal), false) if proposal.by == *me => html! {
            <>
                <p>{ waits.text() }</p>
                { take_back }
            </>
        },
        (None, ..) if talks.paused => html! { <p>{ words::minute_waits().text() }</p> },
        (None, Some(proposal), false) => html! {
            <>
                <p>{ say(&words::agree_proposed(props.names.who(proposal.by))) }</p>
                if *me == Role::Person { <p class="pn-hint" id="what-was-checked">{ said_to_person(proposal.affordability).text() }</p> }
                if may_act && *me == Role::Person && !talks.live && !props.alone {
                    <p>{ words::refused_not_live().text() }</p>
                } else if may_act {
                    { button(&ButtonProps { label: (words::agree_accept().text()).into(), onclick: press(Command::Accept { consent: words::agree_accept().text() }), look: Some("primary".into()), disabled: props.trying, id: Some("accept".into()) }) }
                } else {
                    <p>{ waits_for_person.text() }</p>
                }
            </>
        },
        (None, None, _) => html! {
            if may_act {
                if let (Role::Agent, Some(reason)) = (*me, &talks.declined) {
                    <p id="you-declined">{ say(&words::answer_you_declined(props.names.who(Role::Person))) }</p>
                    <blockquote class="pn-quote"><bdi>{ reason.clone() }</bdi></blockquote>
                    <p class="pn-hint">{ words::answer_you_declined_next().text() }</p>
                } else if *me == Role::Agent && talks.signed_before.iter().any(|before| matches!(before.route, Route::Offer { .. })) {
                    <p class="pn-hint" id="offer-changed">{ say(&words::agree_offer_changed(props.names.who(Role::Person))) }</p>
                }
                { propose(&ProposeProps { checked: props.checked.clone(), disabled: props.trying, press: go_on.clone() }) }
            } else {
                <p>{ waits_for_person.text() }</p>
            }
        },
    };
    let helped = props.helps && *me == Role::Agent && talks.agreement.is_none();
    let is_offer = matches!(offer, Some(Route::Offer { .. }));
    // What was agreed on the telephone, or offered from afar, needs nobody at the desk.
    let from_afar = matches!(offer, Some(Route::Telephone { .. } | Route::Offer { .. }));
    html! {
        <section class="pn-card" aria-labelledby="agree-heading">
            <h2 class="pn-card__heading" id="agree-heading" tabindex="-1">{ if props.alone && is_offer { words::offer_heading_sign() } else if is_offer && *me == Role::Agent { words::agree_heading_offer() } else { words::agree_heading() }.text() }</h2>
            if helped {
                <p class="pn-banner pn-banner--notice" id="helped">{ words::help_theirs().text() }</p>
                { button(&ButtonProps { label: words::help_theirs_over().text().into(), onclick: props.set_helps.reform(|()| false), look: None, disabled: false, id: Some("helped-over".into()) }) }
            } else if *me == Role::Agent && !props.alone && !from_afar && !talks.agreement.as_deref().is_some_and(is_complete) {
                if talks.in_person {
                    { button(&ButtonProps { label: (words::agree_person_away().text()).into(), onclick: press(Command::InPerson(false)), look: Some("quiet".into()), disabled: false, id: Some("person-away".into()) }) }
                } else if !props.apart && at_desk {
                    <p class="pn-hint">{ if by_answer && talks.declined.is_none() && talks.proposal.is_none() { words::agree_answer_by_file() } else { words::agree_need_person() }.text() }</p>
                    { button(&ButtonProps { label: (words::agree_person_here().text()).into(), onclick: press(Command::InPerson(true)), look: None, disabled: false, id: Some("person-here".into()) }) }
                }
                if let (None, Some(on_call)) = (&talks.agreement, &props.on_call) {
                    { button(&ButtonProps { label: (words::agree_by_phone().text()).into(), onclick: on_call.clone(), look: None, disabled: props.trying, id: Some("by-phone".into()) }) }
                }
            }
            { body }
            { for talks.signed_before.iter().filter(|before| is_complete(before)).map(signed_before) }
        </section>
    }
}

/// A document that was signed before: the offer that was agreed to, or another plan. It stays to be saved.
pub fn signed_before(agreement: &Rc<Agreement>) -> Html {
    html! {
        <details class="pn-details" id="signed-before" key={agreement.made_by.to_hex()}>
            <summary>{ say(&match agreement.route {
                Route::Offer { .. } => words::signed_before_offer(&agreement.digest.short()),
                Route::Agreed { .. } | Route::Telephone { .. } => words::signed_before(&agreement.digest.short()),
            }) }</summary>
            <p>{ sentences(agreement) }</p>
            <Files agreement={Rc::clone(agreement)} prefix="before-" />
        </details>
    }
}
