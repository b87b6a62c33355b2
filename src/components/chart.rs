//! What is still owed after each payment, as a line that goes down to nothing.

use std::fmt::Write as _;
use std::rc::Rc;

use plan_core::{Date, Schedule};
use plan_words::words;
use yew::prelude::*;

use super::say::say;
use crate::platform::format::{DateStyle, date};
use crate::state::values;

const LEFT: i64 = 8;
const RIGHT: i64 = 632;
const TOP: i64 = 16;
const BOTTOM: i64 = 188;

pub struct BalanceChartProps {
    pub schedule: Rc<Schedule>,
    pub starts: Date,
}

/// The balance chart, with its sentence above it. Whoever cannot see it loses nothing: the sentence says it.
pub fn balance_chart(props: &BalanceChartProps) -> Html {
    let schedule = &props.schedule;
    let whole = schedule.totals.payments;
    let days = schedule.finish.signed_duration_since(props.starts).num_days().max(1);
    let x =
        |day: Date| LEFT + (RIGHT - LEFT) * day.signed_duration_since(props.starts).num_days().clamp(0, days) / days;
    // Balances stay below 10^15 minor units: the product fits.
    let y = |balance: i64| {
        BOTTOM - i64::try_from(i128::from(BOTTOM - TOP) * i128::from(balance) / i128::from(whole.max(1))).unwrap_or(0)
    };
    let mut line = format!("M{LEFT} {}", y(whole));
    // More corners than pixels would only cost time.
    let every = (schedule.rows.len() / 300).max(1);
    let count = schedule.rows.len();
    for (index, row) in schedule.rows.iter().enumerate() {
        if index % every == 0 || index + 1 == count {
            let _ = write!(line, "H{}V{}", x(row.due), y(row.balance));
        }
    }
    let area = format!("{line}V{BOTTOM}H{LEFT}Z");
    let middle = schedule
        .rows
        .iter()
        .find(|row| row.balance <= whole / 2)
        .or(schedule.rows.last());
    let sentence = middle.map(|row| {
        let money = |minor: i64| values::money(minor, schedule.currency);
        words::chart_sentence(
            &values::day(schedule.finish),
            &money(row.balance),
            &date(row.due, DateStyle::Month),
            &money(whole),
        )
    });
    let labels = (words::chart_now().text(), date(schedule.finish, DateStyle::Month));
    html! {
        <figure class="pn-figure">
            <figcaption class="pn-figure__sentence">{ for sentence.as_ref().map(say) }</figcaption>
            <svg class="pn-chart" viewBox="0 0 640 220" role="img" aria-label={words::chart_title().text()}>
                <path class="pn-chart__area" d={area} />
                <path class="pn-chart__line" d={line} />
                <path class="pn-chart__axis" d={format!("M{LEFT} {BOTTOM}H{RIGHT}")} />
                <text class="pn-chart__label" x={LEFT.to_string()} y="212">{ labels.0 }</text>
                <text class="pn-chart__label" x={RIGHT.to_string()} y="212" text-anchor="end">{ labels.1 }</text>
            </svg>
        </figure>
    }
}
