//! The controls that both sides move.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan_core::{Date, Every, FieldValue, Held, HeldKind, Instalments};
use plan_log::machine::Command;
use plan_words::words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::additions::{AdditionsProps, additions};
use super::field::{ButtonProps, ChoiceProps, Commit, TypedField, button, choice, keep_focus};
use super::fold::Fold;
use super::kept::kept;
use super::say::say;
use crate::platform::format::{self, DateStyle};
use crate::state::session::{Derived, Edit};
use crate::state::values;

/// Carries out a command; the time is added where the session is.
pub type Run = Callback<Command>;

#[derive(Clone, PartialEq)]
pub struct ControlsProps {
    pub derived: Derived,
    /// Who changes the plan on the other side.
    pub other: AttrValue,
    pub run: Run,
    /// Moves the plan by what it is at that moment.
    pub edit: Callback<Edit>,
    /// A control is dragged, or let go of with `None`.
    pub drag: Callback<Option<FieldValue>>,
    pub disabled: bool,
    /// How often a press was refused. The browser has made the choice by then: drawing it again takes it back.
    pub refused: u64,
}

fn adjust(run: &Run, value: FieldValue) {
    run.emit(Command::Adjust(vec![value]));
}

/// How much, how often, first date; length and deadline; everything that can be added.
pub fn controls(props: &ControlsProps) -> Html {
    let ControlsProps {
        derived,
        other,
        run,
        edit,
        disabled,
        refused,
        ..
    } = props;
    let Instalments {
        every,
        first_due,
        day,
        held,
    } = derived.terms.instalments;
    let good = derived.last_good.as_deref();
    let every = EveryProps {
        every,
        day,
        run: run.clone(),
    };
    let first_due = FirstDueProps {
        first_due,
        other: other.clone(),
        edit: edit.clone(),
    };
    let length = LengthProps {
        held: held.kind(),
        amount: (held.kind() != HeldKind::Amount).then(|| level(derived)),
        count: match held {
            Held::Count(count) => Some(count),
            _ => good.map(|schedule| schedule.instalments),
        },
        finish: match held {
            Held::FinishBy(date) => Some(date),
            _ => good.map(|schedule| schedule.finish),
        },
        other: other.clone(),
        run: run.clone(),
        edit: edit.clone(),
        refused: *refused,
    };
    html! {
        <div class="pn-columns__controls">
            <section class="pn-card">
                <h2 class="pn-card__heading">{ words::controls_heading().text() }</h2>
                <fieldset class="pn-fieldset" disabled={*disabled}>
                    <legend class="pn-hidden">{ words::controls_heading().text() }</legend>
                    { amount_control(props) }
                    { kept(every_control, every) }
                    { kept(first_due_control, first_due) }
                    { kept(length_controls, length) }
                </fieldset>
                <p class="pn-hint">{ match held.kind() {
                    HeldKind::Amount => words::held_amount().text(),
                    HeldKind::Count => words::held_count().text(),
                    HeldKind::FinishBy => words::held_finish().text(),
                } }</p>
            </section>
            { kept(additions, AdditionsProps::of(&derived.terms, run, edit, other, *disabled, *refused)) }
        </div>
    }
}

/// The regular payment as it stands: chosen, or worked out.
fn level(derived: &Derived) -> i64 {
    match (derived.terms.instalments.held, &derived.last_good) {
        (Held::Amount(amount), _) => amount,
        (_, Some(schedule)) => schedule.level_payment.unwrap_or(0),
        (_, None) => 0,
    }
}

fn amount_control(props: &ControlsProps) -> Html {
    let (terms, run) = (&props.derived.terms, &props.run);
    let currency = terms.currency;
    let amount = level(&props.derived);
    let on_commit: Commit = {
        let run = run.clone();
        Callback::from(move |text: String| {
            let minor = values::read_amount(&text, currency)?;
            adjust(&run, FieldValue::Held(Held::Amount(minor)));
            Ok(())
        })
    };
    let unit = 10_i64.pow(currency.scale());
    // A press moves by what a person would say: five pounds, or one where payments are small.
    let step = if amount >= 20 * unit { 5 * unit } else { unit };
    let whole = terms.balance();
    let stepper = |by: i64, label: String, sign: &'static str| {
        let next = (amount + by).clamp(1, whole.max(1));
        let run = run.clone();
        let onclick = Callback::from(move |_: MouseEvent| adjust(&run, FieldValue::Held(Held::Amount(next))));
        html! { <button type="button" class="pn-step" aria-label={label} onmousedown={keep_focus()} {onclick}>{ sign }</button> }
    };
    let what = words::control_amount(&values::unit(currency)).text();
    let range_value = move |event: &Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input
            .value()
            .parse::<i64>()
            .ok()
            .map(|steps| FieldValue::Held(Held::Amount((steps * unit).max(1))))
    };
    let oninput = {
        let drag = props.drag.clone();
        Callback::from(move |event: InputEvent| drag.emit(range_value(&event)))
    };
    let onchange = {
        let (run, drag) = (run.clone(), props.drag.clone());
        Callback::from(move |event: Event| {
            let value = range_value(&event);
            drag.emit(None);
            if let Some(value) = value {
                adjust(&run, value);
            }
        })
    };
    // Brought back to where it was, a control has moved but not changed: the browser says nothing more. Where it has
    // changed it says so after this event, and must find its value untouched.
    let let_go = {
        let drag = props.drag.clone();
        move || {
            let drag = drag.clone();
            Timeout::new(0, move || drag.emit(None)).forget();
        }
    };
    let onpointerup = {
        let let_go = let_go.clone();
        Callback::from(move |_: PointerEvent| let_go())
    };
    let onpointercancel = onpointerup.clone();
    let onblur = Callback::from(move |_: FocusEvent| let_go());
    let most = (whole / unit).clamp(1, 100_000);
    html! {
        <>
            <TypedField id="amount" label={what.clone()} shown={values::amount_field(amount, currency)} {on_commit} inputmode="decimal"
                prefix={format::sign(currency)} other={props.other.clone()}>
                { stepper(-step, words::control_less(&what).text(), "−") }
                { stepper(step, words::control_more(&what).text(), "+") }
            </TypedField>
            <input class="pn-range" type="range" aria-label={words::control_amount_range().text()} min="1" max={most.to_string()} step="1"
                value={(amount / unit).clamp(1, most).to_string()} aria-valuetext={values::money(amount, currency)} {oninput} {onchange} {onpointerup} {onpointercancel} {onblur} />
        </>
    }
}

const EVERY: [(&str, Every); 6] = [
    ("weekly", Every::Weekly),
    ("fortnightly", Every::Fortnightly),
    ("four_weekly", Every::FourWeekly),
    ("twice_monthly", Every::TwiceMonthly),
    ("monthly", Every::Monthly),
    ("quarterly", Every::Quarterly),
];

#[derive(PartialEq)]
struct EveryProps {
    every: Every,
    day: Option<u8>,
    run: Run,
}

fn every_control(props: &EveryProps) -> Html {
    let current = props.every;
    let onchange = {
        let (run, day) = (props.run.clone(), props.day);
        Callback::from(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            if let Some((_, every)) = EVERY.into_iter().find(|(word, _)| *word == select.value()) {
                // A day of the month means nothing to a plan that counts weeks.
                let day = day.filter(|_| every.counts_months().is_some());
                adjust(&run, FieldValue::Every { every, day });
            }
        })
    };
    // By its property: once a choice was made here Firefox no longer looks at the attributes of the options.
    let known = EVERY.iter().find(|(_, every)| *every == current);
    let word = known.map_or("", |(word, _)| *word);
    html! {
        <div class="pn-field">
            <label class="pn-field__label" for="every">{ words::control_every().text() }</label>
            <select class="pn-field__input" id="every" ~value={word} {onchange}>
                { for EVERY.iter().map(|(word, every)| html! {
                    <option key={*word} value={*word} selected={*every == current}>{ values::every(*every).text() }</option>
                }) }
                if known.is_none() { <option value="" selected={true}>{ values::every(current).text() }</option> }
            </select>
        </div>
    }
}

#[derive(PartialEq)]
struct FirstDueProps {
    first_due: Date,
    other: AttrValue,
    edit: Callback<Edit>,
}

fn first_due_control(props: &FirstDueProps) -> Html {
    let first = props.first_due;
    let move_to = {
        let edit = props.edit.clone();
        move |date| edit.emit(Rc::new(move |terms| terms.move_first_due(date, None)))
    };
    let on_commit: Commit = {
        let move_to = move_to.clone();
        Callback::from(move |text: String| {
            move_to(values::read_date(&text)?);
            Ok(())
        })
    };
    let day_step = |date: Option<Date>, label: String, sign: &'static str| {
        let move_to = move_to.clone();
        let onclick = Callback::from(move |_: MouseEvent| date.into_iter().for_each(&move_to));
        html! { <button type="button" class="pn-step" aria-label={label} onmousedown={keep_focus()} {onclick}>{ sign }</button> }
    };
    html! {
        <TypedField id="first-due" label={words::control_first().text()} shown={values::day(first)} {on_commit} other={props.other.clone()}
            hint={words::control_first_hint(&format::date(first, DateStyle::Weekday)).text()}>
            { day_step(first.pred_opt(), words::control_earlier().text(), "−") }
            { day_step(first.succ_opt(), words::control_later().text(), "+") }
        </TypedField>
    }
}

#[derive(PartialEq)]
struct LengthProps {
    held: HeldKind,
    /// The regular payment, where it is not what is held.
    amount: Option<i64>,
    count: Option<u32>,
    finish: Option<Date>,
    other: AttrValue,
    run: Run,
    edit: Callback<Edit>,
    refused: u64,
}

/// Length and deadline: each takes the plan in hand when it is moved.
fn length_controls(props: &LengthProps) -> Html {
    let LengthProps {
        held,
        amount,
        count,
        finish,
        ref run,
        ..
    } = *props;
    let commit_count: Commit = {
        let run = run.clone();
        Callback::from(move |text: String| {
            adjust(&run, FieldValue::Held(Held::Count(values::read_count(&text)?)));
            Ok(())
        })
    };
    let commit_finish: Commit = {
        let run = run.clone();
        Callback::from(move |text: String| {
            adjust(&run, FieldValue::Held(Held::FinishBy(values::read_date(&text)?)));
            Ok(())
        })
    };
    let hold = {
        let edit = props.edit.clone();
        Callback::from(move |word: AttrValue| {
            let (kind, shown) = match word.as_str() {
                "count" => (HeldKind::Count, count.map(Held::Count)),
                "finish" => (HeldKind::FinishBy, finish.map(Held::FinishBy)),
                _ => (HeldKind::Amount, amount.map(Held::Amount)),
            };
            // Where the plan cannot stay as it is to the penny, what is shown becomes the choice.
            edit.emit(Rc::new(move |terms| {
                let held = terms.hold(kind).ok().or(shown);
                held.into_iter().map(FieldValue::Held).collect()
            }));
        })
    };
    let chosen = match held {
        HeldKind::Amount => "amount",
        HeldKind::Count => "count",
        HeldKind::FinishBy => "finish",
    };
    let stepper = |next: Option<u32>, label: String, sign: &'static str| {
        let run = run.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(count) = next.filter(|count| (1..=plan_core::MAX_PAYMENTS).contains(count)) {
                adjust(&run, FieldValue::Held(Held::Count(count)));
            }
        });
        html! { <button type="button" class="pn-step" aria-label={label} onmousedown={keep_focus()} {onclick}>{ sign }</button> }
    };
    let what = words::control_count().text();
    let options = vec![
        ("amount".into(), words::hold_amount().text().into()),
        ("count".into(), words::hold_count().text().into()),
        ("finish".into(), words::hold_finish().text().into()),
    ];
    html! {
        <Fold open={chosen != "amount"} summary={format!("{} · {}", words::add_length().text(), words::add_deadline().text())}>
            <TypedField id="count" label={what.clone()} shown={count.map(|count| count.to_string()).unwrap_or_default()} inputmode="numeric"
                on_commit={commit_count} other={props.other.clone()}>
                { stepper(count.and_then(|count| count.checked_sub(1)), words::control_less(&what).text(), "−") }
                { stepper(count.and_then(|count| count.checked_add(1)), words::control_more(&what).text(), "+") }
            </TypedField>
            <TypedField id="deadline" label={words::control_deadline().text()} shown={finish.map(values::day).unwrap_or_default()}
                on_commit={commit_finish} other={props.other.clone()} hint={words::control_finish_hint().text()} />
            { choice(&ChoiceProps { name: "held".into(), legend: (words::control_hold().text()).into(), options, chosen: (chosen).into(), on_choose: hold, disabled: false }) }
        </Fold>
    }
}

#[derive(Clone, PartialEq)]
pub struct StepsProps {
    pub can_undo: bool,
    pub can_redo: bool,
    /// Whether the person is offered to try alone.
    pub trying: Option<bool>,
    /// Whether nobody else sees the plan: then there is nobody to try something apart from.
    pub alone: bool,
    /// What the other side sees meanwhile.
    pub they_see: Option<AttrValue>,
    /// Whether the plan is held still: nothing can be tried then either.
    pub held: bool,
    pub run: Run,
}

/// Undo, redo, and the way to try something alone.
pub fn steps(props: &StepsProps) -> Html {
    let press = |command: Command| {
        let run = props.run.clone();
        Callback::from(move |()| run.emit(command.clone()))
    };
    html! {
        <div class={classes!("pn-steps", props.trying.is_some().then_some("pn-banner pn-banner--trying"))}>
            if let Some(announced) = props.trying {
                <p>{ match (announced, &props.they_see) {
                    (false, _) => say(&words::trying()),
                    (true, Some(amount)) => say(&words::trying_announced(amount)),
                    (true, None) => say(&words::trying_announced_plain()),
                } }</p>
            }
            <div class="pn-buttons">
                { button(&ButtonProps { label: (words::undo().text()).into(), onclick: press(Command::Undo), look: None, disabled: !props.can_undo, id: Some("undo".into()) }) }
                { button(&ButtonProps { label: (words::redo().text()).into(), onclick: press(Command::Redo), look: None, disabled: !props.can_redo, id: Some("redo".into()) }) }
                if props.trying.is_some() {
                    { button(&ButtonProps { label: (words::suggest().text()).into(), onclick: press(Command::Suggest), look: Some("primary".into()), disabled: false, id: None }) }
                    { button(&ButtonProps { label: (words::drop_trial().text()).into(), onclick: press(Command::DropTrial), look: None, disabled: false, id: None }) }
                } else if !props.alone {
                    { button(&ButtonProps { label: (words::try_alone().text()).into(), onclick: press(Command::TryAlone { announced: false }), look: Some("quiet".into()), disabled: props.held, id: None }) }
                }
            </div>
        </div>
    }
}
