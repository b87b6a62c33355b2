//! What is still owed after each payment, as a line that goes down to nothing.

use std::fmt::Write as _;
use std::rc::Rc;

use plan_core::{Date, Row, Schedule};
use plan_words::words;
use yew::prelude::*;

use super::say::say;
use crate::platform::format::{DateStyle, date};
use crate::state::values;

const LEFT: i64 = 8;
const RIGHT: i64 = 632;
const TOP: i64 = 16;
const BOTTOM: i64 = 188;
/// From this width or height on a step can be seen.
const SMALL: i64 = 4;

pub struct BalanceChartProps {
    pub schedule: Rc<Schedule>,
    pub starts: Date,
}

/// The way down from a point over the rows: each payment is a step.
///
/// Equal payments whose steps are too small to be seen are one straight line. Where they are evenly spaced it lies no
/// further from them than such a step is wide; a gap that can be seen, or another payment, ends it.
fn steps(rows: &[Row], from: (i64, i64), place: impl Fn(&Row) -> (i64, i64)) -> String {
    let (mut x, mut y) = from;
    let mut line = format!("M{x} {y}");
    // The end of the straight line that is being drawn, and the payment it is made of.
    let mut straight = None::<(i64, i64, i64)>;
    for row in rows {
        let (next_x, next_y) = place(row);
        let small = next_x - x < SMALL && next_y - y < SMALL;
        if let Some((end_x, end_y, payment)) = straight
            && !(small && row.payment == payment)
        {
            let _ = write!(line, "L{end_x} {end_y}");
            straight = None;
        }
        if small {
            straight = Some((next_x, next_y, row.payment));
        } else {
            let _ = write!(line, "H{next_x}V{next_y}");
        }
        (x, y) = (next_x, next_y);
    }
    if straight.is_some() {
        let _ = write!(line, "L{x} {y}");
    }
    line
}

/// The balance chart, with its sentence above it. Whoever cannot see it loses nothing: the sentence says it. One payment
/// is said elsewhere, and has no way down to show.
pub fn balance_chart(props: &BalanceChartProps) -> Html {
    let schedule = &props.schedule;
    if schedule.rows.len() < 2 {
        return Html::default();
    }
    let whole = schedule.starting_balance();
    let days = schedule.finish.signed_duration_since(props.starts).num_days().max(1);
    let x =
        |day: Date| LEFT + (RIGHT - LEFT) * day.signed_duration_since(props.starts).num_days().clamp(0, days) / days;
    // Two hundred debts below 10^16 minor units each can be more than the product holds; the line is the same then.
    let height = BOTTOM - TOP;
    let y = |balance: i64| match height.checked_mul(balance) {
        Some(product) => BOTTOM - product / whole.max(1),
        None => BOTTOM - balance / (whole / height).max(1),
    };
    let line = steps(&schedule.rows, (LEFT, y(whole)), |row| (x(row.due), y(row.balance)));
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

#[cfg(test)]
mod tests {
    use plan_core::RowKind;

    use super::*;

    fn drawn(points: &[(i64, i64, i64)]) -> String {
        let rows: Vec<Row> = points.iter().map(|(_, _, payment)| row(*payment)).collect();
        let at = |row: &Row| {
            let index = rows.iter().position(|one| std::ptr::eq(one, row)).unwrap_or_default();
            (points[index].0, points[index].1)
        };
        steps(&rows, (8, 16), at)
    }

    fn row(payment: i64) -> Row {
        Row {
            n: 1,
            kind: RowKind::Instalment,
            due: Date::default(),
            payment,
            principal: payment,
            interest: 0,
            charges: 0,
            interest_owed: 0,
            released: 0,
            balance: 0,
            changed: false,
        }
    }

    #[test]
    fn steps_that_can_be_seen_are_drawn() {
        assert_eq!(drawn(&[(20, 30, 5), (32, 44, 5)]), "M8 16H20V30H32V44");
    }

    #[test]
    fn equal_payments_too_small_to_be_seen_are_one_line() {
        assert_eq!(drawn(&[(9, 17, 5), (10, 18, 5), (12, 19, 5)]), "M8 16L12 19");
    }

    #[test]
    fn another_payment_a_gap_or_a_large_one_ends_the_line() {
        assert_eq!(
            drawn(&[(9, 17, 5), (10, 18, 5), (11, 18, 2), (12, 19, 2)]),
            "M8 16L10 18L12 19"
        );
        assert_eq!(
            drawn(&[(9, 17, 5), (10, 18, 5), (60, 19, 5), (61, 20, 5)]),
            "M8 16L10 18H60V19L61 20"
        );
        assert_eq!(
            drawn(&[(9, 17, 5), (10, 90, 50), (11, 91, 5)]),
            "M8 16L9 17H10V90L11 91"
        );
    }
}
