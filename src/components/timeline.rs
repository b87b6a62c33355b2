//! Who changed what, newest first.

use std::rc::Rc;

use plan_core::{ChangeKind, Currency, Date, FieldValue, Held, ReductionSize, Terms};
use plan_log::EntryId;
use plan_log::Role;
use plan_log::State;
use plan_log::body::{Cause, ScreenMode};
use plan_log::state::{Ended, FieldChange, Moment, What};
use plan_words::{Message, words};
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::kept::kept;
use super::say::say;
use super::sign::other_name;
use crate::platform::clock::{time_words_on, today};
use crate::state::lately;
use crate::state::values::{day, every, money};

/// What the sides are called, as one of them reads it.
#[derive(Clone, PartialEq)]
pub struct Names {
    agent: String,
    person: String,
    /// What a plan that a person began alone stood at before they chose: a figure to begin with is nobody's change.
    guess: Option<FieldValue>,
    /// The entries by which something was agreed: a yes that came too late agreed nothing.
    agreed: Vec<EntryId>,
}

/// See [`Names::agreed`].
fn agreed(state: &State) -> Vec<EntryId> {
    let agreements = state.agreement.iter().chain(&state.earlier);
    agreements.map(|agreement| agreement.made_by).collect()
}

/// See [`Names::guess`].
fn guess(state: &State) -> Option<FieldValue> {
    let first = state.timeline.first()?;
    if first.what != What::Opened || first.role != Role::Person {
        return None;
    }
    state.timeline.iter().find_map(|moment| match &moment.what {
        What::Changed { fields, .. } => fields
            .iter()
            .find(|change| matches!(change.after, FieldValue::Held(_)))
            .map(|change| change.before.clone()),
        _ => None,
    })
}

impl Names {
    /// As `me` reads them.
    pub fn of(state: &State, me: Role) -> Self {
        let name = |role: Role| match (role == me, state.name(role), role) {
            (true, ..) => words::who_you().text(),
            (false, "", Role::Agent) => words::who_agent().text(),
            (false, "", Role::Person) => words::who_person().text(),
            (false, name, _) => name.to_owned(),
        };
        Self {
            agent: name(Role::Agent),
            person: name(Role::Person),
            guess: guess(state),
            agreed: agreed(state),
        }
    }

    /// As a stranger reads them: nobody is "you".
    pub fn plain(state: &State) -> Self {
        let name = |role: Role, otherwise: Message| match state.name(role) {
            "" => otherwise.text(),
            name => name.to_owned(),
        };
        Self {
            agent: name(Role::Agent, words::who_agent()),
            person: name(Role::Person, words::who_person()),
            guess: guess(state),
            agreed: agreed(state),
        }
    }

    /// The name of a side.
    pub fn who(&self, role: Role) -> &str {
        match role {
            Role::Agent => &self.agent,
            Role::Person => &self.person,
        }
    }
}

fn field_sentence(who: &str, change: &FieldChange, currency: Currency) -> Message {
    let amount = |minor: i64| money(minor, currency);
    match (&change.before, &change.after) {
        (FieldValue::Held(Held::Amount(before)), FieldValue::Held(Held::Amount(after))) => {
            words::changed_amount(&amount(*after), &amount(*before), who)
        }
        (_, FieldValue::Held(Held::Amount(after))) => words::changed_held_amount(&amount(*after), who),
        (_, FieldValue::Held(Held::Count(count))) => words::changed_count(u64::from(*count), who),
        (_, FieldValue::Held(Held::FinishBy(date))) => words::changed_deadline(&day(*date), who),
        (_, FieldValue::Every { every: value, .. }) => words::changed_every(&every(*value).text(), who),
        (FieldValue::FirstDue { first_due: before, .. }, FieldValue::FirstDue { first_due, .. }) => {
            words::changed_first(&day(*first_due), &day(*before), who)
        }
        (_, FieldValue::FirstDue { first_due, .. }) => words::changed_first(&day(*first_due), "", who),
        (_, FieldValue::Deposit(Some(deposit))) => {
            words::changed_deposit(&amount(deposit.amount), &day(deposit.due), who)
        }
        (_, FieldValue::Deposit(None)) => words::changed_deposit_out(who),
        (_, FieldValue::Reduction(Some(reduction))) => match reduction.size {
            ReductionSize::Percent(percent) => words::changed_reduction_percent(&percent.to_string(), who),
            ReductionSize::Amount(minor) => words::changed_reduction_amount(&amount(minor), who),
        },
        (_, FieldValue::Reduction(None)) => words::changed_reduction_out(who),
        (_, FieldValue::Change { kind: None, .. }) => words::changed_out(who),
        (_, FieldValue::Change { kind: Some(kind), .. }) => match kind {
            ChangeKind::Reduced {
                from,
                until,
                amount: minor,
            } => words::changed_lower(&amount(*minor), &day(*from), &day(*until), who),
            ChangeKind::Break { from, until, .. } => words::changed_break(&day(*from), &day(*until), who),
            ChangeKind::Step { from, amount: minor } => words::changed_step(&amount(*minor), &day(*from), who),
            ChangeKind::Single { due, amount: minor } => words::changed_single(&amount(*minor), &day(*due), who),
            ChangeKind::Rate { from, annual, .. } => words::changed_rate(&day(*from), &annual.to_string(), who),
        },
        (_, FieldValue::Starts(date)) => words::changed_starts(&day(*date), who),
        (_, FieldValue::Allocation(_)) => words::changed_allocation(who),
        (_, FieldValue::Charges(charges)) if charges.is_empty() => words::changed_charges_out(who),
        (_, FieldValue::Charges(charges)) => words::changed_charges(
            &amount(
                charges
                    .iter()
                    .fold(0_i64, |sum, charge| sum.saturating_add(charge.amount)),
            ),
            who,
        ),
        (_, FieldValue::Interest(Some(interest))) => words::changed_interest(&interest.annual.to_string(), who),
        (_, FieldValue::Interest(None)) => words::changed_interest_out(who),
        (_, FieldValue::EarlyPayment(Some(early))) => {
            words::changed_early(&day(early.by), &early.percent.to_string(), who)
        }
        (_, FieldValue::EarlyPayment(None)) => words::changed_early_out(who),
        (_, FieldValue::MissedPayment(_)) => words::changed_missed(who),
        (_, FieldValue::WorkingDays(_)) => words::changed_working_days(who),
        (_, FieldValue::Rounding(_)) => words::changed_rounding(who),
        (_, FieldValue::Debts(debts)) => words::changed_owed(
            &amount(debts.iter().fold(0_i64, |sum, debt| sum.saturating_add(debt.balance))),
            who,
        ),
    }
}

/// How one plan would be changed into another, in sentences.
pub fn change_sentences(who: &str, before: &Terms, after: &Terms) -> Vec<Message> {
    let sentence = |after: FieldValue| {
        let change = FieldChange {
            before: before.get(&after.id()),
            after,
        };
        field_sentence(who, &change, before.currency)
    };
    before.differences(after).into_iter().map(sentence).collect()
}

/// What happened, in sentences.
pub fn sentences(moment: &Moment, names: &Names, currency: Currency) -> Vec<Message> {
    let who = names.who(moment.role);
    let ended_sentence = |ended: Ended| match ended {
        Ended::Nothing => None,
        Ended::Proposal => Some(words::ended_proposal()),
        Ended::Answer => Some(words::ended_answer()),
        Ended::Offer => Some(words::ended_offer()),
        Ended::Agreement => Some(words::ended_agreement()),
    };
    match &moment.what {
        What::Opened => vec![words::happened_opened(who)],
        // That a window is here is said elsewhere.
        What::Admitted(..) => Vec::new(),
        What::Paused(true) => vec![words::happened_paused(who)],
        What::Paused(false) => vec![words::happened_paused_over(who)],
        What::Left => vec![words::happened_left(who)],
        What::Changed { fields, cause, ended } => {
            let wrap = |sentence: Message| match cause {
                Cause::Edit => sentence,
                Cause::Suggest => words::cause_suggest(&sentence.text()),
                Cause::Undo(_) => words::cause_undo(&sentence.text()),
                Cause::Redo(_) => words::cause_redo(&sentence.text()),
            };
            // What was taken back is told as it was done.
            let done = |change: &FieldChange| match cause {
                Cause::Undo(_) => FieldChange {
                    before: change.after.clone(),
                    after: change.before.clone(),
                },
                Cause::Edit | Cause::Suggest | Cause::Redo(_) => change.clone(),
            };
            let mut said: Vec<Message> = fields
                .iter()
                .map(done)
                .map(|change| match &change.after {
                    FieldValue::Held(Held::Amount(after)) if names.guess.as_ref() == Some(&change.before) => {
                        words::changed_held_amount(&money(*after, currency), who)
                    }
                    _ => field_sentence(who, &change, currency),
                })
                .map(wrap)
                .collect();
            said.extend(ended_sentence(*ended));
            said
        }
        What::ChangedUnseen { ended } => std::iter::once(words::happened_changed_unseen(who))
            .chain(ended_sentence(*ended))
            .collect(),
        What::CaseChanged { ended } => std::iter::once(words::happened_case(who))
            .chain(ended_sentence(*ended))
            .collect(),
        What::Proposed => vec![words::happened_proposed(who)],
        What::Accepted => vec![words::happened_accepted(who)],
        What::Sealed if names.agreed.contains(&moment.entry) => vec![words::happened_agreed()],
        What::Sealed => vec![words::happened_agreed_undone(who)],
        What::Called => vec![words::happened_called(who)],
        What::Offered => vec![words::happened_offered(who)],
        What::Declined => vec![words::happened_declined(who)],
        What::Withdrawn => vec![words::happened_withdrawn(who)],
        What::Screen(ScreenMode::Live) => vec![words::happened_live(who)],
        What::Screen(ScreenMode::Blank) => vec![words::happened_blank(who)],
        What::Screen(ScreenMode::Frozen) => vec![words::happened_frozen(who)],
        What::Doubt(true) => vec![words::happened_doubt(who)],
        What::Doubt(false) => vec![words::happened_doubt_over(who)],
        What::InPerson(true) => vec![words::happened_in_person(who)],
        What::InPerson(false) => vec![words::happened_in_person_over(who)],
        What::Signed => vec![words::happened_signed(who)],
    }
}

#[derive(Clone, PartialEq)]
pub struct TimelineProps {
    pub state: Rc<State>,
    pub names: Rc<Names>,
    /// How many of the newest to show.
    pub most: usize,
    /// Shows the plan as it was; none where there is nothing to look back on.
    pub look_back: Option<Callback<()>>,
}

#[derive(PartialEq)]
struct ItemProps {
    moment: Rc<Moment>,
    /// What day it is: the time of another day is said with its date.
    today: Date,
    names: Rc<Names>,
    currency: Currency,
    /// Under which name it was signed, where that is not the name of the case.
    signed_as: Option<String>,
}

/// The name that was signed with, where the plan is for somebody of another name.
fn signed_as(state: &State, moment: &Moment) -> Option<String> {
    let agreement = state.agreement.as_deref().filter(|_| moment.what == What::Signed)?;
    let signed = agreement.signatures.iter().find(|one| one.entry == moment.entry)?;
    other_name(agreement, signed.role, &signed.by.name)?;
    Some(signed.by.name.clone())
}

fn item(props: &ItemProps) -> Html {
    let ItemProps {
        moment,
        names,
        currency,
        today,
        signed_as,
    } = props;
    html! {
        <>
            <span class="pn-timeline__time">{ say(&words::at_time(&time_words_on(moment.at_ms, *today))) }</span>
            { for sentences(moment, names, *currency).iter().map(|sentence| html! { <span>{ say(sentence) }{ " " }</span> }) }
            { for signed_as.iter().map(|name| html! { <span>{ say(&words::happened_signed_as(name)) }</span> }) }
        </>
    }
}

/// The newest things that happened.
pub fn timeline(props: &TimelineProps) -> Html {
    let TimelineProps {
        state,
        names,
        most,
        look_back,
    } = props;
    let (currency, today) = (state.terms.currency, today());
    let keyed = |(first, moment): (EntryId, Rc<Moment>)| {
        let names = Rc::clone(names);
        let signed_as = signed_as(state, &moment);
        html! {
            <li key={first.to_hex()} class="pn-timeline__item">
                { kept(item, ItemProps { moment, names, currency, today, signed_as }) }
            </li>
        }
    };
    html! {
        <section class="pn-card pn-laid-out-late">
            <h2 class="pn-card__heading">{ words::changed_heading().text() }</h2>
            if state.timeline.is_empty() {
                <p class="pn-hint">{ words::changed_none().text() }</p>
            } else {
                <ol class="pn-timeline">{ for lately::newest(&state.timeline, *most).into_iter().map(keyed) }</ol>
            }
            { for look_back.iter().map(|onclick| button(&ButtonProps { label: words::look_back().text().into(), onclick: onclick.clone(), look: None, disabled: false, id: Some("look-back".into()) })) }
        </section>
    }
}
