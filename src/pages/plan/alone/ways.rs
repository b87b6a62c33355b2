//! Ways this could be paid, none above what the person's own totals leave; and what there is when nothing is left.

use plan_core::terms::BreakInterest;
use plan_core::ways::{LOWER_ID, LOWER_MONTHS, NoWay, Way, WayKind, last_day, ways};
use plan_core::{ChangeKind, FieldValue, sort_by};
use plan_log::machine::Command;
use plan_words::{Message, words};
use yew::prelude::*;

use super::WayProps;
use crate::components::advice::advice;
use crate::components::field::{ButtonProps, ChoiceProps, button, choice};
use crate::components::question::way_on;
use crate::components::say::say;
use crate::platform::format::{DateStyle, date};
use crate::platform::page;
use crate::state::route::Step;
use crate::state::values;

/// From so many years on a way is so long that advisers know other ones.
const LONG_YEARS: u64 = 10;

/// The fact by which ways are sorted.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Payment,
    Finish,
    Total,
}

const SORTED: [(&str, By); 3] = [("payment", By::Payment), ("finish", By::Finish), ("total", By::Total)];

#[component]
pub fn Page(way: &WayProps) -> Html {
    let by = use_state(|| By::Payment);
    let lower = way.rules.as_ref().and_then(|rules| rules.limits.lower_months.as_ref());
    let lower = lower.map(|rule| rule.value);
    let found = way.left().map(|left| (left, ways(&way.state.terms, left, lower)));
    let Some((left, found)) = found else {
        return way.frame(
            words::ways_heading(),
            Some(Step::Plan),
            &[],
            html! {
                <>
                    <p class="pn-lead">{ words::ways_first_check().text() }</p>
                    { way_on(way.at(Step::Check), &words::first_check(), true) }
                </>
            },
        );
    };
    let found = match found {
        Ok(found) => found,
        Err(why) => return nothing(way, why),
    };
    let sorted = {
        let mut sorted = found;
        let first = |one: &Way| one.lower.map_or(one.amount, |(amount, _)| amount);
        sort_by(&mut sorted, |one, next| match *by {
            By::Payment => (first(one), one.amount).cmp(&(first(next), next.amount)),
            By::Finish => one.outline.finish.cmp(&next.outline.finish),
            By::Total => one.outline.payments.cmp(&next.outline.payments),
        });
        sorted
    };
    let options = vec![
        ("payment".into(), words::ways_by_payment().text().into()),
        ("finish".into(), words::ways_by_finish().text().into()),
        ("total".into(), words::ways_by_total().text().into()),
    ];
    let chosen = SORTED.iter().find(|(_, one)| *one == *by).map_or("", |(word, _)| *word);
    let on_choose = {
        let by = by.clone();
        Callback::from(move |word: AttrValue| {
            if let Some((_, one)) = SORTED.iter().find(|(known, _)| *known == word.as_str()) {
                by.set(*one);
            }
        })
    };
    // What the plan takes now, where that is more than is left.
    let most = left.per(way.derived.terms.instalments.every);
    let largest = way
        .schedule()
        .and_then(|schedule| schedule.rows.iter().map(|row| row.payment).max());
    let over = largest
        .filter(|largest| *largest > most)
        .map(|largest| values::money(largest, way.state.terms.currency));
    let month = values::money(left.per(plan_core::Every::Monthly), way.state.terms.currency);
    way.frame(
        words::ways_heading(),
        Some(Step::Check),
        &[],
        html! {
            <>
                <p class="pn-lead">{ say(&words::ways_lead(&month)) }</p>
                { for over.iter().map(|amount| html! { <p class="pn-banner pn-banner--notice" id="ways-over">{ say(&words::ways_over(amount)) }</p> }) }
                if way.figures.debts_left_out { <p class="pn-banner pn-banner--notice">{ words::ways_debts_left_out().text() }</p> }
                if sorted.len() > 1 {
                    { choice(&ChoiceProps { name: "ways-by".into(), legend: words::ways_by().text().into(), options, chosen: chosen.into(), on_choose, disabled: false }) }
                }
                <ul class="pn-cards">{ for sorted.iter().map(|one| card(way, one)) }</ul>
                <h2 class="pn-card__sub">{ words::ways_none().text() }</h2>
                <div class="pn-buttons">
                    { way_on(way.at(Step::Amount), &words::first_amount(), false) }
                    { way_on(way.at(Step::Check), &words::ways_check_again(), false) }
                </div>
                <p class="pn-hint">{ words::ways_arithmetic().text() }</p>
            </>
        },
    )
}

fn name(kind: WayKind) -> Message {
    match kind {
        WayKind::LowerForNow => words::way_lower(),
        WayKind::Steady => words::way_steady(),
        WayKind::Sooner => words::way_sooner(),
    }
}

fn card(way: &WayProps, one: &Way) -> Html {
    let currency = way.state.terms.currency;
    let money = |minor| values::money(minor, currency);
    let every = one.terms.instalments.every;
    let finish = date(one.outline.finish, DateStyle::Long);
    let sentence = match one.lower {
        Some((lower, until)) => words::way_lower_sentence(
            &money(one.amount),
            &values::every(every).text(),
            &finish,
            &money(lower),
            &date(until, DateStyle::Long),
        ),
        None => words::way_sentence(&money(one.amount), &values::every(every).text(), &finish),
    };
    let after = |amount| way.left().and_then(|left| left.monthly_after(amount, every));
    let (left, at_first) = (after(one.amount), one.lower.and_then(|(lower, _)| after(lower)));
    let days = one.outline.finish.signed_duration_since(one.terms.starts).num_days();
    let long = u64::try_from(days / 365).ok().filter(|years| *years >= LONG_YEARS);
    let onclick = {
        let (way, terms) = (way.clone(), one.terms.clone());
        Callback::from(move |()| {
            let set = way.state.terms.differences(&terms);
            if !set.is_empty() {
                way.screen.run.emit(Command::Adjust(set));
            }
            page::go(&way.at(Step::Plan).href());
        })
    };
    let id = match one.kind {
        WayKind::LowerForNow => "way-lower",
        WayKind::Steady => "way-steady",
        WayKind::Sooner => "way-sooner",
    };
    html! {
        <li class="pn-card" key={id}>
            <h2 class="pn-card__heading" id={format!("{id}-name")}>{ name(one.kind).text() }</h2>
            <p class="pn-lead">{ say(&sentence) }</p>
            if let Some(left) = left {
                <p>{ say(&match at_first {
                    Some(at_first) => words::way_leaves_lower(&money(left), &money(at_first)),
                    None => words::way_leaves(&money(left)),
                }) }</p>
            }
            if let Some(years) = long { <p>{ say(&words::way_long(&years.to_string())) }</p> }
            <p>{ say(&words::way_total(&money(one.outline.payments))) }</p>
            <div aria-describedby={format!("{id}-name")}>
                { button(&ButtonProps { label: words::way_use(&name(one.kind).text()).text().into(), onclick, look: Some("primary".into()), disabled: false, id: Some(id.into()) }) }
            </div>
        </li>
    }
}

/// "A plan may not be right today."
fn nothing(way: &WayProps, why: NoWay) -> Html {
    let terms = &way.state.terms;
    let first = terms.instalments.first_due;
    let unit = 10_i64.pow(terms.currency.scale());
    let until = |months: u32| last_day(first, months).unwrap_or(first);
    let with = |id: &'static str, label: Message, kind: ChangeKind| {
        let way = way.clone();
        let onclick = Callback::from(move |()| {
            way.screen.run.emit(Command::Adjust(vec![FieldValue::Change {
                id: LOWER_ID.to_owned(),
                kind: Some(kind),
            }]));
            page::go(&way.at(Step::Plan).href());
        });
        button(&ButtonProps {
            label: label.text().into(),
            onclick,
            look: None,
            disabled: false,
            id: Some(id.into()),
        })
    };
    let pound = values::money(unit, terms.currency);
    let months = way.rules.as_ref().and_then(|rules| rules.limits.break_months.as_ref());
    let months = months.map_or(1, |rule| rule.value).min(3);
    let lower = ChangeKind::Reduced {
        from: first,
        until: until(LOWER_MONTHS),
        amount: unit,
    };
    let pause = ChangeKind::Break {
        from: first,
        until: until(months),
        interest: BreakInterest::Running,
    };
    way.frame(
        words::nothing_heading(),
        Some(Step::Check),
        &[],
        html! {
            <>
                <p class="pn-lead">{ match why {
                    NoWay::NothingLeft => words::nothing_left().text(),
                    NoWay::NeverPaid => words::nothing_pays().text(),
                } }</p>
                <p>{ words::nothing_ways().text() }</p>
                { advice(way.rules.as_deref()) }
                <h2 class="pn-card__sub">{ words::nothing_for_now().text() }</h2>
                <p>{ say(&words::nothing_after()) }</p>
                <div class="pn-buttons">
                    { with("small-for-now", words::nothing_small(&pound), lower) }
                    { with("break-for-now", words::nothing_break(u64::from(months)), pause) }
                    { way_on(way.at(Step::Check), &words::ways_check_again(), false) }
                </div>
            </>
        },
    )
}
