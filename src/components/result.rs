//! The plan in words: one sentence, the facts, and what is wrong.

use std::rc::Rc;

use plan_core::{Schedule, Terms};
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::say::say;
use crate::parts::papers;
use crate::platform::format::{DateStyle, date};
use crate::state::session::Derived;
use crate::state::values;

pub struct PlanResultProps {
    pub derived: Derived,
}

/// The result sentence, the facts and the notes.
pub fn plan_result(props: &PlanResultProps) -> Html {
    let Derived {
        terms,
        schedule,
        last_good,
    } = &props.derived;
    let currency = terms.currency;
    match schedule {
        Ok(schedule) => html! {
            <section class="pn-result" aria-label={words::controls_heading().text()}>
                { sentences(terms, schedule) }
                { facts(&FactsProps { terms: Rc::clone(terms), schedule: Rc::clone(schedule) }) }
                { for schedule.notes.iter().map(|note| html! { <p class="pn-hint">{ say(&values::note(note, currency)) }</p> }) }
            </section>
        },
        Err(problems) => html! {
            <section class="pn-result">
                <output class="pn-result__problem">
                    <p>{ words::result_problem().text() }</p>
                    { for problems.iter().take(5).map(|problem| html! { <p>{ say(&values::problem(problem, currency)) }</p> }) }
                    if last_good.is_some() { <p class="pn-hint">{ words::result_kept().text() }</p> }
                </output>
            </section>
        },
    }
}

fn sentences(terms: &Terms, schedule: &Schedule) -> Html {
    let sentence = |(index, message): (usize, Message)| {
        let class = if index == 0 {
            "pn-result__sentence"
        } else {
            "pn-result__more"
        };
        html! { <p {class}>{ say(&message) }</p> }
    };
    html! { <output>{ for values::result(terms, schedule).into_iter().enumerate().map(sentence) }</output> }
}

#[derive(Clone, PartialEq)]
struct FactsProps {
    terms: Rc<Terms>,
    schedule: Rc<Schedule>,
}

fn facts(props: &FactsProps) -> Html {
    let schedule = &props.schedule;
    let money = |minor: i64| values::money(minor, schedule.currency);
    let varies = schedule.rows.iter().any(|row| row.changed);
    let each = match schedule.level_payment {
        // One payment is what is left to pay, whatever was asked for.
        _ if schedule.rows.len() == 1 => money(schedule.totals.payments),
        Some(level) if !varies => money(level),
        _ => words::fact_varies().text(),
    };
    let first = schedule
        .first()
        .map(|row| date(row.due, DateStyle::Short))
        .unwrap_or_default();
    let mut facts = vec![
        (words::fact_each().text(), each),
        (words::fact_first().text(), first),
        (words::fact_finish().text(), date(schedule.finish, DateStyle::Short)),
        (words::fact_count().text(), schedule.rows.len().to_string()),
        (words::fact_total().text(), money(schedule.totals.payments)),
    ];
    for (name, part) in [
        (words::fact_interest(), schedule.totals.interest),
        (words::fact_charges(), schedule.totals.charges),
    ] {
        if part > 0 {
            facts.push((name.text(), money(part)));
        }
    }
    let bears_costs = schedule.totals.interest > 0 || schedule.totals.charges > 0;
    if schedule.totals.reduction > 0 {
        facts.push((words::fact_reduction().text(), money(schedule.totals.reduction)));
    }
    if let Some(still) = schedule.totals.still_owed {
        facts.push((words::fact_still_owed().text(), money(still)));
    }
    html! {
        <dl class="pn-facts">
            { for facts.into_iter().map(|(term, value)| html! {
                <div class="pn-facts__fact"><dt class="pn-facts__term">{ term }</dt><dd class="pn-facts__value"><bdi>{ value }</bdi></dd></div>
            }) }
            if bears_costs { <AprFact terms={Rc::clone(&props.terms)} /> }
        </dl>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AprFactProps {
    terms: Rc<Terms>,
}

/// The annual percentage rate. What works it out is fetched with the documents: most plans bear no costs.
#[component]
fn AprFact(props: &AprFactProps) -> Html {
    let apr = use_state(|| None::<Option<String>>);
    {
        let apr = apr.setter();
        use_effect_with(Rc::clone(&props.terms), move |terms| {
            let terms = Rc::clone(terms);
            spawn_local(async move {
                // Where it cannot be fetched nothing is said: the document says it.
                apr.set(Some(papers::apr(terms).await.unwrap_or_default()));
            });
        });
    }
    let value = match &*apr {
        None => words::fact_apr_pending().text(),
        Some(Some(rate)) => format!("{rate} %"),
        Some(None) => return Html::default(),
    };
    html! {
        <div class="pn-facts__fact"><dt class="pn-facts__term">{ words::fact_apr().text() }</dt><dd class="pn-facts__value"><bdi>{ value }</bdi></dd></div>
    }
}
