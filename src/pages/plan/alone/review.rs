//! Everything once more, before anything is sent.

use plan_core::Division;
use plan_core::calendar::is_working_day;
use plan_words::{Message, words};
use yew::prelude::*;

use super::first::standing;
use super::{REVIEWED, WayProps};
use crate::components::limits::{consequences, credit_file, later, limits};
use crate::components::question::way_on;
use crate::components::say::say;
use crate::embed::figures_line_with_way_out;
use crate::platform::format::{DateStyle, date};
use crate::state::route::Step;
use crate::state::values;

#[component]
pub fn Page(way: &WayProps) -> Html {
    let room = way.room;
    // Whoever is here again has changed what they went to change.
    use_memo(room, |_| REVIEWED.set(None));
    let change = Callback::from(move |_: MouseEvent| REVIEWED.set(Some(room)));
    let terms = &way.derived.terms;
    let currency = terms.currency;
    let missing = || words::review_missing().text();
    let row = |what: Message, value: Html, step: Step| {
        let what = what.text();
        html! {
            <div class="pn-review__row">
                <dt>{ what.clone() }</dt>
                <dd>{ value }</dd>
                <dd class="pn-review__change">
                    <a href={way.at(step).href()} onclick={change.clone()}>{ words::review_change().text() }<span class="pn-hidden">{ format!(" {what}") }</span></a>
                </dd>
            </div>
        }
    };
    let text = |text: Option<&str>| match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => html! { <bdi>{ text.to_owned() }</bdi> },
        None => html! { { missing() } },
    };
    let case = &way.state.case;
    let name = case.person.as_ref().and_then(|person| person.name.as_deref());
    let plan = match &way.derived.schedule {
        Ok(schedule) => {
            html! { { for values::result(terms, schedule).iter().map(|one| html! { <>{ say(one) }{ " " }</> }) } }
        }
        Err(problems) => {
            html! { { for problems.iter().take(3).map(|one| html! { <p>{ say(&values::problem(one, currency)) }</p> }) } }
        }
    };
    let works = way.schedule().is_some();
    // A day that is no working day is moved.
    let paid = way
        .schedule()
        .and_then(|schedule| schedule.rows.iter().find(|row| row.n > 0));
    let first = paid.map_or(terms.instalments.first_due, |row| row.due);
    let chosen = terms.instalments.first_due;
    let is_working = is_working_day(Division::EnglandAndWales, chosen).unwrap_or(true);
    let moved = (first != chosen && !is_working).then(|| words::review_moved(&date(chosen, DateStyle::Long)));
    let (checked, _) = standing(way);
    way.frame(
        if way.is_offered() { words::first_heading_sent() } else { words::review_heading() },
        Some(if way.is_offered() { Step::Send } else { Step::Who }),
        &[],
        html! {
            <>
                { figures_line_with_way_out(way.room) }
                <dl class="pn-review">
                    { row(words::review_owed(), html! { <bdi>{ values::money(terms.balance(), currency) }</bdi> }, if way.owes_as_typed() { Step::Owed } else { Step::Amount }) }
                    { row(words::review_plan(), plan, Step::Afford) }
                    { row(words::control_first(), html! { <bdi>{ date(first, DateStyle::Long) }</bdi> }, Step::Day) }
                    { row(words::review_money(), say(&checked), Step::Check) }
                    { row(words::case_owed_to(), text(way.company()), Step::Who) }
                    { row(words::case_reference(), text(case.company_ref.as_deref()), Step::Who) }
                    { row(words::who_name(), text(name), Step::Who) }
                </dl>
                { for moved.iter().map(|one| html! { <p class="pn-hint" id="moved">{ say(one) }</p> }) }
                { for values::far_start(terms).iter().map(|one| html! { <p class="pn-banner pn-banner--notice" id="far-start">{ say(one) }</p> }) }
                { limits(way.rules.as_deref(), &way.derived) }
                { credit_file(way.rules.as_deref()) }
                { later(way.rules.as_deref()) }
                { consequences(way.rules.as_deref()) }
                if !works {
                    <p class="pn-banner pn-banner--warning">{ words::result_problem().text() }</p>
                } else if !way.is_offered() {
                    <div class="pn-buttons">{ way_on(way.at(Step::Send), &words::review_go_on(), true) }</div>
                }
            </>
        },
    )
}
