//! Agreed by telephone: the six sentences that are read out, and what the document says of the call.

use plan_core::{Case, Date, RowKind, Schedule, Terms};
use plan_words::{Message, words};

use super::plan::{instalments, rhythm, usual};
use crate::format::{amount, date, time};
use crate::model::{Block, shown};
use crate::record::Telephone;

/// The plan in six sentences to be read out to the person who pays, in the locale in force. Some have a second
/// sentence that belongs to the same thought.
///
/// The order is fixed: what is owed, the usual payment, the last payment, the total, how to pay, and until when to say
/// that something is wrong.
pub fn read_back(case: &Case, terms: &Terms, schedule: &Schedule, tell_us_by: Date) -> [Vec<Message>; 6] {
    let money = |minor| amount(schedule.money(minor));
    let owed = money(case.debts.iter().map(|debt| debt.balance).fold(0, i64::saturating_add));
    let mut owe = vec![match shown(case.owed_to.as_ref()) {
        Some(company) => words::call_owe(&owed, company),
        None => words::call_owe_unnamed(&owed),
    }];
    if schedule.totals.reduction > 0 {
        let off = money(schedule.totals.reduction);
        owe.push(match terms.released_on_completion() {
            0 => words::call_reduction(&off),
            _ => words::call_reduction_end(&off),
        });
    }
    let mut pay = Vec::new();
    if let Some(first) = instalments(schedule).next() {
        let from = date(first.due);
        pay.push(match usual(schedule) {
            Some(level) => {
                let (unit, count) = rhythm(terms.instalments.every);
                words::call_pay(&money(level), count, &from, unit)
            }
            None if schedule.instalments == 1 => words::call_pay_one(&money(first.payment), &from),
            None => words::call_pay_mixed(&from, &schedule.instalments.to_string()),
        });
    }
    if let Some(deposit) = schedule.rows.iter().find(|row| row.kind == RowKind::Deposit) {
        pay.push(words::call_deposit(&money(deposit.payment), &date(deposit.due)));
    }
    let last = schedule.rows.last();
    let last = last.map(|row| words::call_last(&money(row.payment), &date(row.due)));
    let paid = money(schedule.totals.payments);
    let total = match schedule.totals.still_owed.filter(|owed| *owed > 0) {
        Some(owed) => words::call_total_owed(&money(owed), &paid),
        None => words::call_total(&paid),
    };
    let mut total = vec![total];
    if schedule.totals.interest > 0 {
        total.push(words::call_interest(&money(schedule.totals.interest)));
    }
    if schedule.totals.charges > 0 {
        total.push(words::call_charges(&money(schedule.totals.charges)));
    }
    [
        owe,
        pay,
        last.into_iter().collect(),
        total,
        how(case),
        vec![words::call_tell_us(&date(tell_us_by))],
    ]
}

fn how(case: &Case) -> Vec<Message> {
    let how = case.how_to_pay.as_ref();
    let mut sentences = vec![match how.and_then(|how| shown(how.method.as_ref())) {
        Some(method @ ("standing_order" | "direct_debit" | "card" | "transfer")) => words::call_method(method),
        Some(other) => words::call_method_other(other),
        None => words::call_method_unsaid(),
    }];
    if let Some(reference) = how.and_then(|how| shown(how.reference.as_ref())) {
        sentences.push(words::call_reference(reference));
    }
    sentences
}

pub(super) fn agreed(case: &Case, terms: &Terms, schedule: &Schedule, call: &Telephone) -> Vec<Block> {
    vec![
        Block::Paragraph(vec![words::doc_call_agreed(&time(&call.agreed_at))]),
        Block::Paragraph(vec![words::doc_call_read()]),
        Block::List(read_back(case, terms, schedule, call.tell_us_by).into()),
        Block::Paragraph(vec![words::doc_call_own_words()]),
        Block::Paragraph(vec![words::doc_call_clock()]),
    ]
}
