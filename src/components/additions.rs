//! What can be added to the plan: each a press away, each with fields of its own once it is there.

use std::rc::Rc;

use plan_core::calendar::Calendar;
use plan_core::money::Percent;
use plan_core::terms::{BreakInterest, DebtAfter, ReductionWhen};
use plan_core::{
    Change, ChangeKind, Currency, Date, Deposit, Division, FieldValue, Held, Move, Reduction, ReductionSize, Schedule,
    Terms, WorkingDays,
};
use plan_log::machine::Command;
use plan_words::words;
use yew::prelude::*;

use super::controls::Run;
use super::field::{ButtonProps, ChoiceProps, Commit, TypedField, button, choice};
use crate::platform::clock::random;
use crate::platform::{format, page};
use crate::state::session::Edit;
use crate::state::values;

#[derive(PartialEq)]
pub struct AdditionsProps {
    currency: Currency,
    deposit: Option<Deposit>,
    reduction: Option<Reduction>,
    working_days: bool,
    changes: Vec<Change>,
    run: Run,
    edit: Callback<Edit>,
    other: AttrValue,
    disabled: bool,
    /// See [`super::controls::ControlsProps`].
    refused: u64,
}

impl AdditionsProps {
    pub fn of(
        terms: &Terms,
        run: &Run,
        edit: &Callback<Edit>,
        other: &AttrValue,
        disabled: bool,
        refused: u64,
    ) -> Self {
        Self {
            currency: terms.currency,
            deposit: terms.deposit,
            reduction: terms.reduction,
            working_days: terms.working_days.is_some(),
            changes: terms.changes.clone(),
            run: run.clone(),
            edit: edit.clone(),
            other: other.clone(),
            disabled,
            refused,
        }
    }
}

fn months_after(date: Date, months: u32) -> Date {
    date.checked_add_months(plan_core::calendar::Months::new(months))
        .unwrap_or(date)
}

fn new_id() -> String {
    random::<4>()
        .iter()
        .fold("c".to_owned(), |id, byte| format!("{id}{byte:02x}"))
}

/// A change without a name: it gets its own at the press.
const fn change(kind: ChangeKind) -> FieldValue {
    FieldValue::Change {
        id: String::new(),
        kind: Some(kind),
    }
}

/// The regular payment, whole units where it is large enough.
fn usual(terms: &Terms) -> i64 {
    match terms.instalments.held {
        Held::Amount(amount) => amount,
        _ => match Schedule::derive(terms) {
            Ok(schedule) => schedule.level_payment.unwrap_or(1),
            Err(_) => terms.balance() / 12,
        },
    }
    .max(1)
}

fn rounded(minor: i64, terms: &Terms) -> i64 {
    let unit = 10_i64.pow(terms.currency.scale());
    if minor >= 2 * unit {
        minor / unit * unit
    } else {
        minor.max(1)
    }
}

fn first_deposit(terms: &Terms) -> FieldValue {
    FieldValue::Deposit(Some(Deposit {
        amount: rounded(usual(terms).min(terms.balance() / 4), terms),
        due: terms.starts,
    }))
}

fn first_lower(terms: &Terms) -> FieldValue {
    let from = terms.instalments.first_due;
    change(ChangeKind::Reduced {
        from,
        until: months_after(from, 2),
        amount: rounded(usual(terms) / 2, terms),
    })
}

fn first_break(terms: &Terms) -> FieldValue {
    let first = terms.instalments.first_due;
    change(ChangeKind::Break {
        from: months_after(first, 3),
        until: months_after(first, 4),
        interest: BreakInterest::Running,
    })
}

fn first_step(terms: &Terms) -> FieldValue {
    let amount = usual(terms);
    change(ChangeKind::Step {
        from: months_after(terms.instalments.first_due, 6),
        amount: rounded(amount + amount / 2, terms),
    })
}

fn first_reduction(_: &Terms) -> FieldValue {
    FieldValue::Reduction(tenth().map(|percent| Reduction {
        size: ReductionSize::Percent(percent),
        when: ReductionWhen::AtStart,
        debt_after: DebtAfter::Settled,
    }))
}

fn tenth() -> Option<Percent> {
    Percent::from_ten_thousandths(10 * Percent::ONE)
}

const fn first_working_days(_: &Terms) -> FieldValue {
    FieldValue::WorkingDays(Some(WorkingDays {
        calendar: Calendar::Division(Division::EnglandAndWales),
        shift: Move::Following,
    }))
}

/// The row of "+ Add" and the editors of what was added.
pub fn additions(props: &AdditionsProps) -> Html {
    // What is added is worked out at the press: the plan moves with every edit, the buttons do not.
    let add = |label: String, focus: &'static str, first: fn(&Terms) -> FieldValue| {
        let edit = props.edit.clone();
        let onclick = Callback::from(move |()| {
            // What is added twice gets a name of its own.
            let new_id = new_id();
            edit.emit(Rc::new(move |terms| {
                let mut value = first(terms);
                if let FieldValue::Change { id, .. } = &mut value {
                    id.clone_from(&new_id);
                }
                vec![value]
            }));
            page::focus(focus);
        });
        html! { { button(&ButtonProps { label: (label).into(), onclick, look: None, disabled: false, id: None }) } }
    };
    html! {
        <section class="pn-card">
            <h2 class="pn-card__heading" id="add-heading" tabindex="-1">{ words::add_heading().text() }</h2>
            <fieldset class="pn-fieldset" disabled={props.disabled}>
                <legend class="pn-hidden">{ words::add_heading().text() }</legend>
                <div class="pn-additions">
                    if props.deposit.is_none() { { add(words::add_deposit().text(), "deposit-amount", first_deposit) } }
                    { add(words::add_lower().text(), "add-heading", first_lower) }
                    { add(words::add_break().text(), "add-heading", first_break) }
                    { add(words::add_step().text(), "add-heading", first_step) }
                    if props.reduction.is_none() { { add(words::add_reduction().text(), "add-heading", first_reduction) } }
                    if !props.working_days { { add(words::add_working_days().text(), "add-heading", first_working_days) } }
                </div>
                // Always as many places: what is typed in one editor must not end up in another.
                if let Some(deposit) = props.deposit { { deposit_editor(props, deposit) } }
                if let Some(reduction) = props.reduction { { reduction_editor(props, reduction) } }
                if props.working_days {
                    { addition(&AdditionProps { heading: (words::working_days_heading().text()).into(), run: props.run.clone(), out: FieldValue::WorkingDays(None), children: html! {} }) }
                }
                <div>
                    { for props.changes.iter().map(|change| html! { <div key={change.id.clone()}>{ change_editor(props, change) }</div> }) }
                </div>
            </fieldset>
        </section>
    }
}

struct AdditionProps {
    heading: AttrValue,
    run: Run,
    /// Set to take it out.
    out: FieldValue,
    children: Html,
}

fn addition(props: &AdditionProps) -> Html {
    let remove = {
        let (run, out) = (props.run.clone(), props.out.clone());
        Callback::from(move |()| {
            run.emit(Command::Adjust(vec![out.clone()]));
            page::focus("add-heading");
        })
    };
    html! {
        <div class="pn-addition" role="group" aria-label={props.heading.clone()}>
            <h3 class="pn-card__sub">{ props.heading.clone() }</h3>
            { props.children.clone() }
            { button(&ButtonProps { label: (words::added_remove(&props.heading).text()).into(), onclick: remove, look: Some("quiet".into()), disabled: false, id: None }) }
        </div>
    }
}

/// A commit that reads the text and sends the field it makes.
fn commit<T: 'static>(
    run: &Run,
    read: impl Fn(&str) -> Result<T, plan_words::Message> + 'static,
    make: impl Fn(T) -> FieldValue + 'static,
) -> Commit {
    let run = run.clone();
    Callback::from(move |text: String| {
        let value = read(&text)?;
        run.emit(Command::Adjust(vec![make(value)]));
        Ok(())
    })
}

fn deposit_editor(props: &AdditionsProps, deposit: Deposit) -> Html {
    let currency = props.currency;
    let amount = commit(
        &props.run,
        move |text| values::read_amount(text, currency),
        move |amount| FieldValue::Deposit(Some(Deposit { amount, ..deposit })),
    );
    let due = commit(&props.run, values::read_date, move |due| {
        FieldValue::Deposit(Some(Deposit { due, ..deposit }))
    });
    let sign = format::sign(currency);
    let children = html! {
        <>
            <TypedField id="deposit-amount" label={words::deposit_amount(&values::unit(currency)).text()} shown={values::amount_field(deposit.amount, currency)}
                inputmode="decimal" prefix={sign} on_commit={amount} other={props.other.clone()} />
            <TypedField id="deposit-due" label={words::deposit_due().text()} shown={values::day(deposit.due)} on_commit={due} other={props.other.clone()} />
        </>
    };
    addition(&AdditionProps {
        heading: (words::deposit_heading().text()).into(),
        run: props.run.clone(),
        out: FieldValue::Deposit(None),
        children,
    })
}

fn reduction_editor(props: &AdditionsProps, reduction: Reduction) -> Html {
    let currency = props.currency;
    let set = move |size: ReductionSize| FieldValue::Reduction(Some(Reduction { size, ..reduction }));
    let (label, shown, on_commit, prefix) = match reduction.size {
        ReductionSize::Percent(percent) => {
            let on_commit = commit(&props.run, values::read_percent, move |percent| {
                set(ReductionSize::Percent(percent))
            });
            (words::reduction_percent().text(), percent.to_string(), on_commit, None)
        }
        ReductionSize::Amount(minor) => {
            let on_commit = commit(
                &props.run,
                move |text| values::read_amount(text, currency),
                move |minor| set(ReductionSize::Amount(minor)),
            );
            let sign = AttrValue::from(format::sign(currency));
            (
                words::reduction_amount(&values::unit(currency)).text(),
                values::amount_field(minor, currency),
                on_commit,
                Some(sign),
            )
        }
    };
    let by = {
        let edit = props.edit.clone();
        Callback::from(move |word: AttrValue| {
            edit.emit(Rc::new(move |terms| {
                let size = match (word.as_str(), tenth()) {
                    ("percent", Some(percent)) => ReductionSize::Percent(percent),
                    _ => ReductionSize::Amount(terms.reduction_amount().max(1)),
                };
                vec![set(size)]
            }));
        })
    };
    let after = {
        let run = props.run.clone();
        Callback::from(move |word: AttrValue| {
            let debt_after = if word == "settled" {
                DebtAfter::Settled
            } else {
                DebtAfter::Continues
            };
            run.emit(Command::Adjust(vec![FieldValue::Reduction(Some(Reduction {
                debt_after,
                ..reduction
            }))]));
        })
    };
    let by_options = vec![
        ("percent".into(), words::reduction_by_percent().text().into()),
        ("amount".into(), words::reduction_by_amount().text().into()),
    ];
    let after_options = vec![
        ("settled".into(), words::reduction_settled().text().into()),
        ("continues".into(), words::reduction_still_owed().text().into()),
    ];
    let chosen_by = if matches!(reduction.size, ReductionSize::Percent(_)) {
        "percent"
    } else {
        "amount"
    };
    let chosen_after = if reduction.debt_after == DebtAfter::Settled {
        "settled"
    } else {
        "continues"
    };
    let children = html! {
        <>
            { choice(&ChoiceProps { name: "reduction-by".into(), legend: (words::reduction_heading().text()).into(), options: by_options, chosen: (chosen_by).into(), on_choose: by, disabled: false }) }
            <TypedField id="reduction-size" {label} {shown} {on_commit} {prefix} inputmode="decimal" other={props.other.clone()} />
            { choice(&ChoiceProps { name: "reduction-after".into(), legend: (words::reduction_after().text()).into(), options: after_options, chosen: (chosen_after).into(), on_choose: after, disabled: false }) }
        </>
    };
    addition(&AdditionProps {
        heading: (words::reduction_heading().text()).into(),
        run: props.run.clone(),
        out: FieldValue::Reduction(None),
        children,
    })
}

fn change_editor(props: &AdditionsProps, change: &Change) -> Html {
    let (currency, id, kind) = (props.currency, change.id.clone(), change.kind);
    let set = {
        let id = id.clone();
        move |kind: ChangeKind| FieldValue::Change {
            id: id.clone(),
            kind: Some(kind),
        }
    };
    let date_field = |name: &str, label: String, shown: Date, make: fn(ChangeKind, Date) -> ChangeKind| {
        let set = set.clone();
        let on_commit = commit(&props.run, values::read_date, move |date| set(make(kind, date)));
        html! { <TypedField id={format!("{id}-{name}")} {label} shown={values::day(shown)} {on_commit} other={props.other.clone()} /> }
    };
    let amount_field = |label: String, minor: i64| {
        let set = set.clone();
        let on_commit = commit(
            &props.run,
            move |text| values::read_amount(text, currency),
            move |amount| set(with_amount(kind, amount)),
        );
        let sign = format::sign(currency);
        let shown = values::amount_field(minor, currency);
        html! { <TypedField id={format!("{id}-amount")} {label} {shown} {on_commit} prefix={sign} inputmode="decimal" other={props.other.clone()} /> }
    };
    let from = |date| date_field("from", words::change_from().text(), date, with_from);
    let until = |date| date_field("until", words::change_until().text(), date, with_until);
    let (heading, fields) = match kind {
        ChangeKind::Reduced {
            from: first,
            until: last,
            amount,
        } => (
            words::lower_heading(),
            html! { <>{ amount_field(words::lower_amount(&values::unit(currency)).text(), amount) }{ from(first) }{ until(last) }</> },
        ),
        ChangeKind::Break {
            from: first,
            until: last,
            ..
        } => (words::break_heading(), html! { <>{ from(first) }{ until(last) }</> }),
        ChangeKind::Step { from: first, amount } => (
            words::step_heading(),
            html! { <>{ amount_field(words::step_amount(&values::unit(currency)).text(), amount) }{ from(first) }</> },
        ),
        ChangeKind::Single { due, amount } => (
            words::single_heading(&values::day(due)),
            amount_field(words::step_amount(&values::unit(currency)).text(), amount),
        ),
        // The rate is the company's term: it is told here, and can be taken out.
        ChangeKind::Rate { from, annual, .. } => (
            words::rate_heading(&values::day(from), &annual.to_string()),
            Html::default(),
        ),
    };
    let out = FieldValue::Change {
        id: id.clone(),
        kind: None,
    };
    addition(&AdditionProps {
        heading: heading.text().into(),
        run: props.run.clone(),
        out,
        children: fields,
    })
}

const fn with_amount(kind: ChangeKind, amount: i64) -> ChangeKind {
    match kind {
        ChangeKind::Reduced { from, until, .. } => ChangeKind::Reduced { from, until, amount },
        ChangeKind::Step { from, .. } => ChangeKind::Step { from, amount },
        ChangeKind::Single { due, .. } => ChangeKind::Single { due, amount },
        ChangeKind::Break { .. } | ChangeKind::Rate { .. } => kind,
    }
}

const fn with_from(kind: ChangeKind, from: Date) -> ChangeKind {
    match kind {
        ChangeKind::Reduced { until, amount, .. } => ChangeKind::Reduced { from, until, amount },
        ChangeKind::Break { until, interest, .. } => ChangeKind::Break { from, until, interest },
        ChangeKind::Step { amount, .. } => ChangeKind::Step { from, amount },
        ChangeKind::Single { .. } | ChangeKind::Rate { .. } => kind,
    }
}

const fn with_until(kind: ChangeKind, until: Date) -> ChangeKind {
    match kind {
        ChangeKind::Reduced { from, amount, .. } => ChangeKind::Reduced { from, until, amount },
        ChangeKind::Break { from, interest, .. } => ChangeKind::Break { from, until, interest },
        ChangeKind::Step { .. } | ChangeKind::Single { .. } | ChangeKind::Rate { .. } => kind,
    }
}
