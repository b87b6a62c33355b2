//! What was paid of an agreed plan, and the rest planned anew, the old plan beside the new one.
//!
//! The account stays on this device, one for each agreement: what came in is about the plan that asked for it. A new plan
//! is an ordinary change of the plan on the table: both sides see it, and have to agree to it again.

use std::rc::Rc;

use plan_core::calendar::{format_iso_date, parse_iso_date};
use plan_core::replan::{How, ReAge, Received, Replan, RowStanding, Shift, Standing, replan, standing};
use plan_core::{Currency, Date, Problem, ProblemCode, Row, RowKind, Schedule, Terms};
use plan_log::RoomId;
use plan_log::machine::Command;
use plan_log::private::PrivateAccount;
use plan_log::state::{Agreement, Known};
use plan_words::{Message, words};
use serde_json::{Value, json};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{ButtonProps, ChoiceProps, button, choice};
use super::say::say;
use super::timeline::change_sentences;
use crate::platform::clock::today;
use crate::platform::page;
use crate::platform::storage::{self, LocalStorage};
use crate::platform::unlocked;
use crate::state::drafts::{self, StoreError};
use crate::state::values;

/// Under which name it is kept beside the draft.
const KEPT_AS: &str = "payments";
/// The most payments that are kept of one agreement.
const MAX_PAYMENTS_KEPT: usize = 400;
/// The most agreements of one plan whose payments are kept: the oldest account gives way.
const MAX_ACCOUNTS: usize = 12;
/// Rows shown at once.
const MAX_ROWS: usize = 24;

/// The payments of each agreement of a plan, by its seal.
#[derive(Clone, PartialEq, Default)]
struct Accounts {
    /// In the order in which the agreements were made.
    kept: Vec<(String, Vec<Received>)>,
}

impl Accounts {
    fn load(room: RoomId, currency: Currency) -> Self {
        let value: Value = serde_json::from_str(&drafts::private(&LocalStorage, room, KEPT_AS)).unwrap_or_default();
        let received = |one: &Value| {
            let date = one.get("date").and_then(Value::as_str).and_then(parse_iso_date)?;
            let amount = one.get("amount").and_then(Value::as_str)?;
            let amount = plan_core::Money::parse(amount, currency).ok()?.minor();
            (amount > 0).then_some(Received { date, amount })
        };
        let account = |one: &Value| {
            let seal = one.get("agreement").and_then(Value::as_str)?.to_owned();
            let list = one.get("payments").and_then(Value::as_array)?;
            Some((seal, list.iter().filter_map(received).take(MAX_PAYMENTS_KEPT).collect()))
        };
        let kept = value.as_array().map(|list| list.iter().filter_map(account).collect());
        Self {
            kept: kept.unwrap_or_default(),
        }
    }

    fn of(&self, seal: &str) -> &[Received] {
        let found = self.kept.iter().find(|(other, _)| other == seal);
        found.map_or(&[], |(_, list)| list)
    }

    /// The same with another list for one agreement, ascending by day.
    fn with(&self, seal: &str, mut list: Vec<Received>) -> Self {
        plan_core::sort_by(&mut list, |a, b| a.date.cmp(&b.date));
        let mut kept = self.kept.clone();
        match kept.iter_mut().find(|(other, _)| other == seal) {
            Some((_, old)) => *old = list,
            None => kept.push((seal.to_owned(), list)),
        }
        if kept.len() > MAX_ACCOUNTS {
            kept.remove(0);
        }
        Self { kept }
    }

    fn keep(&self, room: RoomId, currency: Currency) -> Result<(), StoreError> {
        let payment = |one: &Received| {
            let amount = plan_core::Money::from_minor(one.amount, currency).to_string();
            json!({ "date": format_iso_date(one.date), "amount": amount })
        };
        let account = |(seal, list): &(String, Vec<Received>)| {
            let payments: Vec<Value> = list.iter().map(payment).collect();
            json!({ "agreement": seal, "payments": payments })
        };
        // The newest accounts that fit: older ones are of agreements that were replaced.
        let text = |from: usize| Value::from(self.kept.iter().skip(from).map(account).collect::<Vec<_>>()).to_string();
        let account = (0..self.kept.len()).find_map(|from| PrivateAccount::new(text(from)));
        match account {
            Some(account) => drafts::keep_private(&LocalStorage, room, KEPT_AS, account.to_device()),
            None => Err(StoreError::Full),
        }
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct PaymentsMadeProps {
    /// The agreement that is paid.
    pub agreement: Rc<Agreement>,
    /// Its terms.
    pub agreed: Rc<Known>,
    /// The plan on the table.
    pub terms: Rc<Terms>,
    pub room: RoomId,
    pub run: Callback<Command>,
    /// Whether the plan can be changed here and now.
    pub open: bool,
}

/// What is typed into the form, and what is wrong with it.
#[derive(Clone, PartialEq, Default)]
struct Typed {
    date: String,
    amount: String,
    wrong_date: Option<Message>,
    wrong_amount: Option<Message>,
}

/// Payments as they came in, how far each row is paid, and ways to plan the rest.
#[component]
pub fn PaymentsMade(props: &PaymentsMadeProps) -> Html {
    let (room, agreement) = (props.room, &props.agreement);
    let currency = props.agreed.terms.currency;
    let seal = agreement.made_by.to_hex();
    let accounts = use_state_eq(|| Accounts::load(room, currency));
    let error = use_state_eq(|| None::<StoreError>);
    let typed = use_state_eq(Typed::default);
    let said = use_state_eq(|| None::<Message>);
    {
        // Another console of this plan keeps the same account.
        let accounts = accounts.setter();
        use_effect_with(room, move |room| {
            let room = *room;
            let listener = storage::on_change(move |change| {
                if change.writes_private(room, KEPT_AS) {
                    accounts.set(Accounts::load(room, currency));
                }
            });
            move || drop(listener)
        });
    }
    let keep = {
        let (accounts, error, said, seal) = (accounts.clone(), error.setter(), said.setter(), seal.clone());
        move |list: Vec<Received>| {
            let next = accounts.with(&seal, list);
            let kept = next.keep(room, currency);
            let (error, said) = (error.clone(), said.clone());
            unlocked::say_kept(room, kept, move |why| {
                error.set(why);
                // What is not kept is said by the error alone.
                if why.is_some() {
                    said.set(None);
                }
            });
            accounts.set(next);
            kept.is_ok()
        }
    };
    let Ok(schedule) = Schedule::derive(&props.agreed.terms) else {
        return Html::default();
    };
    let received = accounts.of(&seal).to_vec();
    let state = standing(&schedule, &received, today());
    let add = {
        let (typed, said, keep, received, schedule) = (
            typed.clone(),
            said.setter(),
            keep.clone(),
            received.clone(),
            schedule.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match read_payment(&typed, &schedule, &received) {
                Ok(payment) => {
                    let mut list = received.clone();
                    list.push(payment);
                    let added =
                        words::payment_added(&values::money(payment.amount, currency), &values::day(payment.date));
                    said.set(keep(list).then_some(added));
                    typed.set(Typed::default());
                    page::focus("payment-date");
                }
                Err(wrong) => {
                    page::focus(if wrong.wrong_date.is_some() {
                        "payment-date"
                    } else {
                        "payment-amount"
                    });
                    typed.set(wrong);
                }
            }
        })
    };
    let remove = |index: usize| {
        let (keep, received, said) = (keep.clone(), received.clone(), said.setter());
        Callback::from(move |()| {
            let mut list = received.clone();
            if index < list.len() {
                list.remove(index);
            }
            said.set(keep(list).then(words::payment_removed));
            page::focus("payments-heading");
        })
    };
    let field = |id: &'static str,
                 label: Message,
                 hint: Message,
                 value: &str,
                 wrong: Option<&Message>,
                 set: fn(&mut Typed, String),
                 mode: &'static str| {
        let oninput = {
            let typed = typed.clone();
            Callback::from(move |event: InputEvent| {
                let mut next = (*typed).clone();
                set(&mut next, event.target_unchecked_into::<HtmlInputElement>().value());
                typed.set(next);
            })
        };
        typed_field(&PlainFieldProps {
            id,
            label,
            hint,
            value,
            wrong,
            mode,
            oninput,
        })
    };
    html! {
        <section class="pn-card" aria-labelledby="payments-heading">
            <h2 class="pn-card__heading" id="payments-heading" tabindex="-1">{ words::payments_heading().text() }</h2>
            <p class="pn-hint">{ words::payments_lead().text() }</p>
            if let Ok(state) = &state { { summary(state, &schedule) } }
            <form onsubmit={add} novalidate={true}>
                { field("payment-date", words::payment_date(), words::payment_date_hint(), &typed.date, typed.wrong_date.as_ref(), |typed, text| typed.date = text, "text") }
                { field("payment-amount", words::payment_amount(&values::unit(currency)), words::payment_amount_hint(), &typed.amount, typed.wrong_amount.as_ref(), |typed, text| typed.amount = text, "decimal") }
                <button type="submit" class="pn-button pn-button--primary" id="payment-add">{ words::payment_add().text() }</button>
            </form>
            <div role="status">{ for said.iter().map(|message| html! { <p>{ say(message) }</p> }) }</div>
            if let Some(error) = *error { <p class="pn-field__error" role="alert">{ error.message().text() }</p> }
            if !received.is_empty() {
                <ul class="pn-payments" id="payments-list">
                    { for received.iter().enumerate().map(|(index, one)| {
                        let (amount, day) = (values::money(one.amount, currency), values::day(one.date));
                        html! {
                            <li key={index} class="pn-payments__one">
                                <span>{ say(&words::payment_line(&amount, &day)) }</span>
                                { button(&ButtonProps { label: words::payment_remove(&amount, &day).text().into(), onclick: remove(index), look: Some("quiet".into()), disabled: false, id: None }) }
                            </li>
                        }
                    }) }
                </ul>
            }
            if let Ok(state) = &state {
                { rows(state, &schedule) }
                if state.outstanding == 0 {
                    <p class="pn-banner pn-banner--notice">{ words::payments_all().text() }</p>
                } else {
                    <PlanAgain key={seal.clone()} agreed={Rc::clone(&props.agreed)} terms={Rc::clone(&props.terms)} received={Rc::new(received)} run={props.run.clone()} open={props.open} />
                }
            }
        </section>
    }
}

struct PlainFieldProps<'a> {
    id: &'static str,
    label: Message,
    hint: Message,
    value: &'a str,
    wrong: Option<&'a Message>,
    mode: &'static str,
    oninput: Callback<InputEvent>,
}

fn typed_field(props: &PlainFieldProps<'_>) -> Html {
    let id = props.id;
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = if props.wrong.is_some() {
        format!("{error_id} {hint_id}")
    } else {
        hint_id.clone()
    };
    html! {
        <div class="pn-field">
            <label class="pn-field__label" for={id}>{ props.label.text() }</label>
            <p class="pn-field__hint" id={hint_id}>{ props.hint.text() }</p>
            <input class="pn-field__input" {id} type="text" inputmode={props.mode} autocomplete="off" maxlength="64" value={props.value.to_owned()} oninput={&props.oninput}
                aria-invalid={props.wrong.is_some().then_some("true")} aria-describedby={described} />
            if let Some(message) = props.wrong { <p class="pn-field__error" id={error_id} role="alert">{ say(message) }</p> }
        </div>
    }
}

/// The payment that is typed, or what is wrong with it.
fn read_payment(typed: &Typed, schedule: &Schedule, received: &[Received]) -> Result<Received, Typed> {
    let day = today();
    let date = if typed.date.trim().is_empty() {
        Ok(day)
    } else {
        values::read_date(&typed.date)
    };
    let date = date.and_then(|date| {
        if date > day {
            Err(words::payment_to_come())
        } else {
            Ok(date)
        }
    });
    let amount = values::read_amount(&typed.amount, schedule.currency);
    let (date, amount) = match (date, amount) {
        (Ok(date), Ok(amount)) => (date, amount),
        (date, amount) => {
            return Err(Typed {
                wrong_date: date.err(),
                wrong_amount: amount.err(),
                ..typed.clone()
            });
        }
    };
    let payment = Received { date, amount };
    let too_much = |message: Message| Typed {
        wrong_date: None,
        wrong_amount: Some(message),
        ..typed.clone()
    };
    if received.len() >= MAX_PAYMENTS_KEPT {
        return Err(too_much(words::payment_too_many(&MAX_PAYMENTS_KEPT.to_string())));
    }
    let mut all = received.to_vec();
    all.push(payment);
    if standing(schedule, &all, day).is_err() {
        let left = standing(schedule, received, day).map_or(0, |state| state.outstanding);
        return Err(too_much(words::payment_too_much(&values::money(
            left,
            schedule.currency,
        ))));
    }
    Ok(payment)
}

fn summary(state: &Standing, schedule: &Schedule) -> Html {
    let money = |minor: i64| values::money(minor, schedule.currency);
    let late = if state.overdue > 0 {
        words::payments_overdue(&money(state.overdue))
    } else {
        words::payments_on_time()
    };
    let left = money(state.outstanding);
    let sum = if state.received == 0 {
        words::payments_none(&left)
    } else {
        words::payments_sum(&left, &money(state.received))
    };
    html! {
        <p class="pn-lead" id="payments-summary">
            { say(&sum) }{ " " }{ say(&late) }
        </p>
    }
}

/// How far a row is paid, in words.
fn row_words(row: &Row, one: &RowStanding, currency: Currency) -> Message {
    let money = |minor: i64| values::money(minor, currency);
    let is_over = row.due < today();
    match (one.outstanding, one.paid) {
        (0, _) if one.late > 0 => words::paid_late(),
        (0, _) => words::paid(),
        (left, 0) if is_over => words::not_paid(&money(left)),
        (left, _) if is_over => words::paid_in_part(&money(left)),
        (_, 0) => words::to_come(),
        (left, _) => words::paid_ahead(&money(left)),
    }
}

/// The rows whose day is over or that are paid in part, and the one that comes next; of many the last ones.
fn rows(state: &Standing, schedule: &Schedule) -> Html {
    let day = today();
    let pairs: Vec<(&Row, &RowStanding)> = schedule.rows.iter().zip(&state.rows).collect();
    let open = pairs.iter().position(|(row, one)| row.due >= day && one.paid == 0);
    let until = open.map_or(pairs.len(), |next| next + 1);
    let shown: Vec<_> = pairs.into_iter().take(until).collect();
    let from = shown.len().saturating_sub(MAX_ROWS);
    let line = |(row, one): &(&Row, &RowStanding)| {
        let number = match row.kind {
            RowKind::Deposit => words::schedule_deposit().text(),
            RowKind::Charge => words::schedule_charge().text(),
            RowKind::Instalment => row.n.to_string(),
        };
        html! {
            <tr role="row" class="pn-plan-table__row">
                <th scope="row" role="rowheader" class="pn-plan-table__cell" data-label={words::schedule_n().text()}>{ number }</th>
                <td role="cell" class="pn-plan-table__cell" data-label={words::schedule_due().text()}>{ values::day(row.due) }</td>
                <td role="cell" class="pn-plan-table__cell pn-plan-table__cell--number" data-label={words::schedule_payment().text()}>{ values::money(row.payment, schedule.currency) }</td>
                <td role="cell" class="pn-plan-table__cell" data-label={words::payments_state().text()}>{ say(&row_words(row, one, schedule.currency)) }</td>
            </tr>
        }
    };
    html! {
        <details class="pn-details">
            <summary id="payments-rows">{ words::payments_rows().text() }</summary>
            <div><table class="pn-plan-table" role="table">
                <caption class="pn-hidden">{ words::payments_rows().text() }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{ words::schedule_n().text() }</th>
                        <th scope="col" role="columnheader">{ words::schedule_due().text() }</th>
                        <th scope="col" role="columnheader" class="pn-plan-table__cell--number">{ words::schedule_payment().text() }</th>
                        <th scope="col" role="columnheader">{ words::payments_state().text() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for shown.iter().skip(from).map(line) }</tbody>
            </table></div>
        </details>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PlanAgainProps {
    agreed: Rc<Known>,
    terms: Rc<Terms>,
    received: Rc<Vec<Received>>,
    run: Callback<Command>,
    open: bool,
}

/// The ways, by the words of the file format.
const WAYS: [&str; 6] = [
    "keep_amount",
    "keep_finish",
    "append_missed",
    "re_amortise",
    "shift",
    "re_age",
];

fn way_words(way: &str) -> Message {
    match way {
        "keep_amount" => words::way_keep_amount(),
        "keep_finish" => words::way_keep_finish(),
        "append_missed" => words::way_append_missed(),
        "re_amortise" => words::way_re_amortise(),
        "shift" => words::way_shift(),
        _ => words::way_re_age(),
    }
}

/// What the ways that ask for more are told.
#[derive(Clone, PartialEq, Default)]
struct Asked {
    start: String,
    count: String,
}

impl Asked {
    /// The way, with what it asks for.
    fn how(&self, way: &str, next: Option<Date>, terms: &Terms) -> Result<How, Message> {
        let start = || values::read_date(&self.start);
        Ok(match way {
            "keep_amount" => How::KeepAmount,
            "keep_finish" => How::KeepFinish,
            "append_missed" => How::AppendMissed,
            "re_amortise" => How::ReAmortise,
            "shift" => How::Shift(Shift {
                from: next.unwrap_or_else(today),
                new_due: Some(start()?),
                extra: 0,
            }),
            _ => How::ReAge(ReAge {
                start: start()?,
                every: terms.instalments.every,
                count: values::read_count(&self.count)?,
            }),
        })
    }
}

/// One way to plan the rest, with the old plan beside the new one.
#[component]
fn PlanAgain(props: &PlanAgainProps) -> Html {
    let way = use_state_eq(|| AttrValue::Static(WAYS[0]));
    let asked = use_state_eq(Asked::default);
    let used = use_state_eq(|| false);
    let terms = &props.agreed.terms;
    let currency = terms.currency;
    let day = today();
    let on_choose = {
        let (way, used) = (way.setter(), used.setter());
        Callback::from(move |chosen| {
            used.set(false);
            way.set(chosen);
        })
    };
    let options = WAYS
        .map(|one| (AttrValue::Static(one), AttrValue::from(way_words(one).text())))
        .to_vec();
    let next = Schedule::derive(terms)
        .ok()
        .and_then(|schedule| next_unpaid(&schedule, &props.received, day));
    let how = asked.how(&way, next, terms);
    let made = how.map_err(|message| vec![message]).and_then(|how| {
        let made = replan(terms, &props.received, day, how);
        made.map_err(|problems| {
            problems
                .iter()
                .take(3)
                .map(|one| problem_words(one, currency))
                .collect()
        })
    });
    let set = |change: fn(&mut Asked, String)| {
        let (asked, used) = (asked.clone(), used.setter());
        Callback::from(move |event: InputEvent| {
            let mut next = (*asked).clone();
            change(&mut next, event.target_unchecked_into::<HtmlInputElement>().value());
            used.set(false);
            asked.set(next);
        })
    };
    let asks_start = matches!(&**way, "shift" | "re_age");
    let body = match &made {
        Err(_) if asks_start && asked.start.trim().is_empty() => {
            html! { <p class="pn-hint">{ words::again_first_say().text() }</p> }
        }
        Err(messages) => html! {
            <div class="pn-banner pn-banner--warning" role="alert">{ for messages.iter().map(|message| html! { <p>{ say(message) }</p> }) }</div>
        },
        // Money that came early bears no interest any more: it may pay everything before its day.
        Ok(made @ Replan { after: None, .. }) => html! {
            <div class="pn-banner pn-banner--notice">
                <p>{ words::payments_all_early().text() }</p>
                if made.overpaid > 0 { <p id="again-overpaid">{ say(&words::payments_overpaid(&values::money(made.overpaid, made.before.currency))) }</p> }
            </div>
        },
        Ok(
            made @ Replan {
                after: Some((after, schedule)),
                ..
            },
        ) => {
            let values = props.terms.differences(after);
            let use_it = {
                // One change: it is made whole, or refused whole, and undone whole.
                let (run, values, used) = (props.run.clone(), values.clone(), used.setter());
                Callback::from(move |()| {
                    run.emit(Command::Adjust(values.clone()));
                    used.set(true);
                    page::focus("again-heading");
                })
            };
            html! {
                <>
                    { compare(made, schedule) }
                    if values.is_empty() {
                        <p class="pn-banner pn-banner--notice" role="status" id="again-used">{ if *used { words::again_used().text() } else { words::again_same().text() } }</p>
                    } else {
                        <h4 class="pn-card__sub">{ words::again_history().text() }</h4>
                        <ul>{ for change_sentences(&words::who_you().text(), &props.terms, after).iter().map(|one| html! { <li>{ say(one) }</li> }) }</ul>
                        if !props.open { <p class="pn-hint">{ words::again_not_now().text() }</p> }
                        { button(&ButtonProps { label: words::again_use().text().into(), onclick: use_it, look: Some("primary".into()), disabled: !props.open, id: Some("again-use".into()) }) }
                    }
                </>
            }
        }
    };
    html! {
        <div>
            <h3 class="pn-card__sub" id="again-heading" tabindex="-1">{ words::again_heading().text() }</h3>
            { choice(&ChoiceProps { name: "again-way".into(), legend: words::again_way().text().into(), options, chosen: (*way).clone(), on_choose, disabled: false }) }
            if asks_start {
                { typed_field(&PlainFieldProps { id: "again-start", label: words::again_start(), hint: words::payment_date_form(), value: &asked.start, wrong: None, mode: "text", oninput: set(|asked, text| asked.start = text) }) }
            }
            if &**way == "re_age" {
                { typed_field(&PlainFieldProps { id: "again-count", label: words::again_count(), hint: words::again_count_hint(), value: &asked.count, wrong: None, mode: "numeric", oninput: set(|asked, text| asked.count = text) }) }
            }
            { body }
        </div>
    }
}

/// The day of the first instalment that is to come and not paid.
fn next_unpaid(schedule: &Schedule, received: &[Received], day: Date) -> Option<Date> {
    let state = standing(schedule, received, day).ok()?;
    let rows = schedule.rows.iter().zip(&state.rows);
    rows.filter(|(row, one)| row.kind == RowKind::Instalment && row.due >= day && one.outstanding > 0)
        .map(|(row, _)| row.due)
        .next()
}

/// What is wrong with a new plan; its days are asked for here, and not where the plan is moved.
fn problem_words(problem: &Problem, currency: Currency) -> Message {
    if problem.code == ProblemCode::TooEarly && problem.path.starts_with("how") {
        return words::again_too_early(&values::day_of(&problem.limit));
    }
    values::problem(problem, currency)
}

/// The old plan from here on, and the new one.
fn compare(made: &Replan, after: &Schedule) -> Html {
    let before = &made.before;
    let money = |minor: i64| values::money(minor, before.currency);
    let unpaid = before
        .rows
        .iter()
        .zip(&made.standing.rows)
        .filter(|(_, one)| one.outstanding > 0);
    let instalments = unpaid.filter(|(row, _)| row.kind == RowKind::Instalment).count();
    let each = |schedule: &Schedule| match schedule.level_payment {
        Some(level) => money(level),
        None => words::fact_varies().text(),
    };
    let lines = [
        (words::fact_each(), each(before), each(after)),
        (
            words::again_left(),
            instalments.to_string(),
            after.instalments.to_string(),
        ),
        (
            words::fact_finish(),
            values::day(before.finish),
            values::day(after.finish),
        ),
        (
            words::again_to_pay(),
            money(made.standing.outstanding),
            money(after.totals.payments),
        ),
    ];
    let costs_left = made
        .before
        .rows
        .iter()
        .zip(&made.standing.rows)
        .fold(0_i64, |sum, (row, one)| {
            // A payment pays charges and interest first.
            let costs = row.charges.saturating_add(row.interest);
            sum.saturating_add(costs - costs.min(one.paid))
        });
    let costs_after = after.totals.interest.saturating_add(after.totals.charges);
    let has_costs = costs_left > 0 || costs_after > 0;
    let costs = has_costs.then(|| (words::again_costs(), money(costs_left), money(costs_after)));
    let line = |(name, old, new): (Message, String, String)| {
        html! { <tr><th scope="row">{ name.text() }</th><td><bdi>{ old }</bdi></td><td><bdi>{ new }</bdi></td></tr> }
    };
    html! {
        <table class="pn-compare" id="again-compare">
            <caption class="pn-hidden">{ words::again_compare().text() }</caption>
            <thead><tr><td></td><th scope="col">{ words::again_before().text() }</th><th scope="col">{ words::again_after().text() }</th></tr></thead>
            <tbody>{ for lines.into_iter().chain(costs).map(line) }</tbody>
        </table>
    }
}
