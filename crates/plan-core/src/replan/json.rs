//! The answer of `plan replan`: how far each row is paid, the new plan, and what differs.

use serde::Serialize;

use super::Replan;
use crate::calendar::format_iso_date;
use crate::schedule::Schedule;
use crate::schedule::json::{ScheduleJson, shown};

#[derive(Serialize)]
struct AnswerJson<'a> {
    rows: Vec<RowJson<'a>>,
    totals: TotalsJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule: Option<ScheduleJson>,
    differences: Vec<DifferenceJson>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    n: u32,
    kind: &'a str,
    due: String,
    payment: String,
    paid: String,
    late: String,
    in_advance: String,
    outstanding: String,
}

#[derive(Serialize)]
struct TotalsJson {
    paid: String,
    overdue: String,
    outstanding: String,
    overpaid: String,
}

/// One figure that is another in the new plan, as data and in English.
#[derive(Serialize)]
struct DifferenceJson {
    what: &'static str,
    before: String,
    after: String,
    words: String,
}

pub(super) fn answer(replan: &Replan) -> String {
    let money = |minor: i64| replan.before.money(minor).to_string();
    let rows = replan.before.rows.iter().zip(&replan.standing.rows);
    let json = AnswerJson {
        rows: rows
            .map(|(row, one)| RowJson {
                n: row.n,
                kind: row.kind.as_str(),
                due: format_iso_date(row.due),
                payment: money(row.payment),
                paid: money(one.paid),
                late: money(one.late),
                in_advance: money(one.in_advance),
                outstanding: money(one.outstanding),
            })
            .collect(),
        totals: TotalsJson {
            paid: money(replan.standing.received),
            overdue: money(replan.standing.overdue),
            outstanding: money(replan.standing.outstanding),
            overpaid: money(replan.overpaid),
        },
        terms: replan.after.as_ref().map(|(terms, _)| terms.to_value()),
        schedule: replan.after.as_ref().map(|(_, schedule)| shown(schedule, None)),
        differences: differences(replan),
    };
    // Serialising strings and whole numbers cannot fail; an empty text would be refused by every reader.
    serde_json::to_string(&json).unwrap_or_default()
}

fn differences(replan: &Replan) -> Vec<DifferenceJson> {
    let Some((_, after)) = &replan.after else {
        return Vec::new();
    };
    let before = &replan.before;
    let money = |minor: i64| before.money(minor).to_string();
    let mut list = Vec::new();
    let mut tell = |what, before: String, after: String, words: String| {
        if before != after {
            list.push(DifferenceJson {
                what,
                before,
                after,
                words,
            });
        }
    };
    let (old_level, new_level) = (level(before), level(after));
    let words = match (old_level.as_str(), new_level.as_str()) {
        (_, "") => "The payments differ from each other.".to_owned(),
        ("", new) => format!("The usual payment is {new}."),
        (old, new) => format!("Each payment is {new} instead of {old}."),
    };
    tell("payment", old_level, new_level, words);
    let (old_finish, new_finish) = (format_iso_date(before.finish), format_iso_date(after.finish));
    tell(
        "finish",
        old_finish.clone(),
        new_finish.clone(),
        format!("The plan ends on {new_finish} instead of {old_finish}."),
    );
    let unpaid = replan.standing.rows.iter().filter(|row| row.outstanding > 0).count();
    let (old_count, new_count) = (unpaid.to_string(), after.rows.len().to_string());
    tell(
        "payments_to_come",
        old_count.clone(),
        new_count.clone(),
        match new_count.as_str() {
            "1" => format!("One payment is to come instead of {old_count}."),
            _ => format!("{new_count} payments are to come instead of {old_count}."),
        },
    );
    let (old_total, new_total) = (money(replan.standing.outstanding), money(after.totals.payments));
    tell(
        "still_to_pay",
        old_total.clone(),
        new_total.clone(),
        format!("{new_total} is still to be paid instead of {old_total}."),
    );
    list
}

/// The usual payment; nothing where there is none.
fn level(schedule: &Schedule) -> String {
    schedule
        .level_payment
        .map(|minor| schedule.money(minor).to_string())
        .unwrap_or_default()
}
