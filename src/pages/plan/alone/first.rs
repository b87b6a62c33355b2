//! The plan in words.

use std::rc::Rc;

use plan_words::{Message, words};
use yew::prelude::*;

use super::WayProps;
use crate::components::chart::{BalanceChartProps, balance_chart};
use crate::components::limits::limits;
use crate::components::question::way_on;
use crate::components::result::{PlanResultProps, plan_result};
use crate::components::say::say;
use crate::components::schedule::ScheduleTable;
use crate::embed;
use crate::state::route::Step;
use crate::state::session::Derived;
use crate::state::values;

/// How the plan stands to what the person has: said in the banner above it.
pub fn standing(way: &WayProps) -> (Message, bool) {
    let (Some(left), Some(schedule)) = (way.left(), way.schedule()) else {
        return (words::plan_not_checked(), false);
    };
    let every = way.derived.terms.instalments.every;
    let largest = schedule.rows.iter().map(|row| row.payment).max().unwrap_or(0);
    let money = |minor| values::money(minor, schedule.currency);
    match left.monthly_after(largest, every) {
        Some(rest) => (words::plan_leaves(&money(rest)), true),
        None => {
            let over = largest - left.per(every);
            (words::plan_over(&money(left.per(every)), &money(over)), true)
        }
    }
}

/// The same on the page with every control, once two totals were typed. It is for this person's eyes and in no other window.
pub fn budget_line(way: &WayProps) -> Html {
    let (said, checked) = standing(way);
    html! {
        <div role="status">
            if checked { <p class="pn-banner pn-banner--notice" id="standing">{ say(&said) }</p> }
            { for values::far_start(&way.derived.terms).iter().map(|one| html! { <p class="pn-banner pn-banner--notice" id="far-start">{ say(one) }</p> }) }
        </div>
    }
}

/// What becomes of a plan that was sent when it is changed, and the way to it.
pub fn offered_line(way: &WayProps) -> Html {
    // What somebody has is no part of the plan, and the last page says itself how far it is.
    let writes = way.screen.session.machine().seat().writes;
    if !way.is_offered() || !writes || matches!(way.step, Step::Check | Step::Send) {
        return Html::default();
    }
    html! {
        <div class="pn-banner pn-banner--notice" id="was-sent">
            <p>{ words::copy_will_begin().text() }</p>
            { way_on(way.at(Step::Send), &words::copy_way_back(), false) }
        </div>
    }
}

#[component]
pub fn Page(way: &WayProps) -> Html {
    let (said, checked) = standing(way);
    let outcome = (!checked).then_some(embed::Outcome::NotChecked);
    embed::use_outcome(embed::Step::Words, outcome);
    let at = |step| way.at(step);
    // Where the plan does not work out there is none yet: the one before was nobody's choice.
    let good = way.schedule().cloned();
    let derived = Derived {
        last_good: good.clone(),
        ..way.derived.clone()
    };
    way.frame(
        if way.is_offered() { words::first_heading_sent() } else { words::first_heading() },
        Some(if way.is_offered() { Step::Send } else { Step::Afford }),
        &[],
        html! {
            <>
                { plan_result(&PlanResultProps { derived }) }
                <p class="pn-banner pn-banner--notice" id="standing">{ say(&said) }</p>
                { for values::far_start(&way.derived.terms).iter().map(|one| html! { <p class="pn-banner pn-banner--notice" id="far-start">{ say(one) }</p> }) }
                if let Some(notice) = way.named.notice() { <p class="pn-banner pn-banner--notice" id="rules-notice">{ say(&notice) }</p> }
                { limits(way.rules.as_deref(), &way.derived) }
                <div class="pn-buttons">
                    if good.is_none() {
                        { way_on(at(Step::Afford), &words::first_again(), true) }
                    } else if checked {
                        { way_on(at(Step::Day), &words::first_day(), true) }
                        { way_on(at(Step::Ways), &words::first_ways(), false) }
                    } else {
                        { way_on(at(Step::Check), &words::first_check(), true) }
                        { way_on(at(Step::Day), &words::first_day(), false) }
                    }
                    { way_on(at(Step::Amount), &words::first_amount(), false) }
                </div>
                if let Some(schedule) = good {
                    { balance_chart(&BalanceChartProps { schedule: Rc::clone(&schedule), starts: way.derived.terms.starts }) }
                    <ScheduleTable {schedule} />
                }
            </>
        },
    )
}
