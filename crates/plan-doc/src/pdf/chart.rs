//! The balance after each payment, drawn as a line that goes down to nothing.

use plan_core::{Date, Money, Schedule};
use plan_words::words;

use super::unit::{Mpt, pt};
use crate::format::{amount, date};

const WIDTH: Mpt = pt(483);
const HEIGHT: Mpt = pt(96);

/// A line from the upper left to the lower right.
pub(super) struct Chart {
    pub width: Mpt,
    pub height: Mpt,
    /// Its corners, from the left; y grows downwards.
    pub corners: Vec<(Mpt, Mpt)>,
}

/// The chart of a schedule that begins on a day, and what it shows in words.
pub(super) fn chart(schedule: &Schedule, starts: Date) -> Option<(Chart, String)> {
    let whole = schedule.starting_balance().max(1);
    let days = schedule.finish.signed_duration_since(starts).num_days().max(1);
    let x = |day: Date| WIDTH * day.signed_duration_since(starts).num_days().clamp(0, days) / days;
    let y = |balance: i64| {
        let down = i128::from(HEIGHT) * i128::from(whole - balance) / i128::from(whole);
        Mpt::try_from(down).unwrap_or(0)
    };
    let mut corners = vec![(0, 0)];
    let mut before = 0;
    for row in &schedule.rows {
        let (to_x, to_y) = (x(row.due), y(row.balance));
        corners.extend([(to_x, before), (to_x, to_y)]);
        before = to_y;
    }
    let middle = schedule.rows.iter().find(|row| row.balance <= whole / 2)?;
    let money = |minor| amount(Money::from_minor(minor, schedule.currency));
    let words = words::doc_chart(
        &date(schedule.finish),
        &money(middle.balance),
        &date(middle.due),
        &money(whole),
    );
    let chart = Chart {
        width: WIDTH,
        height: HEIGHT,
        corners,
    };
    Some((chart, words.text()))
}
