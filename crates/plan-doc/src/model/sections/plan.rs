//! What the plan asks for: in a sentence, as facts, and payment by payment.

use plan_core::apr::plan_apr;
use plan_core::calendar::{Calendar, Every, Move, parse_iso_date};
use plan_core::terms::{AfterMissed, Basis, BreakInterest, Charge, Interest, Method};
use plan_core::{Change, ChangeKind, NoteCode, Row, RowKind, Schedule, Terms};
use plan_words::{Message, words};

use super::one_each;
use crate::format::{amount, date};
use crate::model::{Block, Fact, Table, Text};

/// How often, as the words for it need it: the unit and how many.
pub(crate) fn rhythm(every: Every) -> (&'static str, u64) {
    match every {
        Every::Weekly => ("week", 1),
        Every::Fortnightly => ("week", 2),
        Every::FourWeekly => ("week", 4),
        Every::TwiceMonthly | Every::TwiceMonthlyOn(..) => ("half-month", 1),
        Every::Monthly => ("month", 1),
        Every::Quarterly => ("month", 3),
        Every::Months(months) => ("month", u64::from(months)),
        Every::Days(days) => ("day", u64::from(days)),
    }
}

/// The rows of instalments.
pub(super) fn instalments(schedule: &Schedule) -> impl DoubleEndedIterator<Item = &Row> {
    schedule.rows.iter().filter(|row| row.kind == RowKind::Instalment)
}

/// The regular payment, if there are two payments or more and one of them is it.
pub(super) fn usual(schedule: &Schedule) -> Option<i64> {
    let level = schedule.level_payment?;
    let some = instalments(schedule).any(|row| row.payment == level && !row.changed);
    (schedule.instalments > 1 && some).then_some(level)
}

pub(super) fn sentence(person: String, terms: &Terms, schedule: &Schedule) -> Vec<Block> {
    let money = |minor| amount(schedule.money(minor));
    let first = instalments(schedule).next();
    let last = instalments(schedule).next_back();
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let (from, until) = (date(first.due), date(last.due));
    // "From then on" is true of the usual payment only where the first one is it.
    let usual = usual(schedule).filter(|level| *level == first.payment);
    let mut sentences = vec![match usual {
        Some(level) => {
            let (unit, count) = rhythm(terms.instalments.every);
            words::doc_sentence(&money(level), count, &from, &until, &person, unit)
        }
        None if schedule.instalments == 1 => words::doc_sentence_one(&money(first.payment), &from, &person),
        None => words::doc_sentence_mixed(&from, &until, &schedule.instalments.to_string(), &person),
    }];
    if let Some(deposit) = schedule.rows.iter().find(|row| row.kind == RowKind::Deposit) {
        sentences.push(words::doc_sentence_deposit(&money(deposit.payment), &date(deposit.due)));
    }
    if usual.is_some_and(|level| level != last.payment) {
        sentences.push(words::doc_sentence_last(&money(last.payment)));
    }
    if !terms.changes.is_empty() {
        sentences.push(words::doc_sentence_changes());
    }
    vec![Block::Paragraph(sentences)]
}

pub(super) fn facts(terms: &Terms, schedule: &Schedule) -> Vec<Block> {
    let money = |minor| amount(schedule.money(minor));
    let on = |row: &Row| words::doc_fact_on(&money(row.payment), &date(row.due));
    let mut facts = Vec::new();
    if let Some(level) = usual(schedule) {
        facts.push(Fact::value(words::doc_fact_usual(), money(level)));
    }
    if schedule.instalments > 1 {
        let (unit, count) = rhythm(terms.instalments.every);
        facts.push(Fact::words(words::doc_fact_often(), words::doc_every(count, unit)));
    }
    if let (Some(first), Some(last)) = (schedule.rows.first(), schedule.rows.last()) {
        facts.push(Fact::words(words::doc_fact_first(), on(first)));
        facts.push(Fact::words(words::doc_fact_last(), on(last)));
    }
    facts.push(Fact::value(words::doc_fact_count(), schedule.rows.len().to_string()));
    facts.push(Fact::value(words::doc_fact_total(), money(schedule.totals.payments)));
    for (name, part) in [
        (words::doc_fact_interest(), schedule.totals.interest),
        (words::doc_fact_charges(), schedule.totals.charges),
    ] {
        if part > 0 {
            facts.push(Fact::value(name, money(part)));
        }
    }
    let released = terms.released_on_completion();
    if schedule.totals.reduction > 0 {
        let name = if released > 0 {
            words::doc_fact_reduction_end()
        } else {
            words::doc_fact_reduction()
        };
        facts.push(Fact::value(name, money(schedule.totals.reduction)));
    }
    let after = match schedule.totals.still_owed.filter(|owed| *owed > 0) {
        Some(owed) => words::doc_still_owed(&money(owed)),
        None => words::doc_settled(),
    };
    let mut sentences = vec![after];
    if released > 0 {
        sentences.push(words::doc_reduction_end(&money(released)));
    }
    if schedule.totals.interest == 0 && schedule.totals.charges == 0 {
        sentences.push(words::doc_fact_no_extra());
    }
    let mut blocks = vec![Block::Facts(facts), Block::Paragraph(sentences)];
    if schedule.per_debt.len() > 1 {
        let each = schedule.per_debt.iter();
        let each = each.map(|debt| Fact {
            label: Text::Value(debt.id.clone()),
            value: Text::Value(money(debt.total)),
        });
        blocks.push(Block::Group(words::doc_fact_per_debt(), each.collect()));
    }
    blocks
}

/// What interest and charges are; empty where the plan has neither.
pub(super) fn costs(terms: &Terms, schedule: &Schedule) -> Vec<Block> {
    let money = |minor| amount(terms.money(minor));
    let mut blocks = Vec::new();
    if let Some(interest) = &terms.interest {
        blocks.push(Block::Paragraph(interest_sentences(interest)));
    }
    let named = |charge: &Charge| match charge.label.as_deref().filter(|label| !label.trim().is_empty()) {
        Some(label) => words::doc_charge_named(&money(charge.amount), &date(charge.due), label),
        None => words::doc_charge(&money(charge.amount), &date(charge.due)),
    };
    if !terms.charges.is_empty() {
        blocks.push(Block::List(
            terms.charges.iter().map(|charge| vec![named(charge)]).collect(),
        ));
    }
    if !blocks.is_empty() {
        blocks.push(Block::Paragraph(vec![words::doc_pays_first()]));
    }
    if let Some(apr) = plan_apr(terms, schedule) {
        let owed = money(schedule.totals.principal);
        let rate = apr.rounded(1).to_string();
        blocks.push(Block::Paragraph(vec![words::doc_apr(
            &date(terms.starts),
            &owed,
            &rate,
        )]));
    }
    blocks
}

fn interest_sentences(interest: &Interest) -> Vec<Message> {
    let rate = interest.annual.to_string();
    let basis = match interest.basis {
        Basis::Period => "period",
        Basis::Actual365 => "actual-365",
        Basis::Actual360 => "actual-360",
        Basis::Thirty360 => "thirty-360",
    };
    let mut sentences = vec![
        match interest.method {
            Method::Reducing => words::doc_interest_reducing(&rate),
            Method::Flat => words::doc_interest_flat(&rate),
        },
        words::doc_interest_basis(basis),
    ];
    let pauses = interest.pauses.iter();
    sentences.extend(pauses.map(|pause| words::doc_interest_pause(&date(pause.from), &date(pause.until))));
    sentences
}

/// What settles the plan early; empty where nothing was agreed about it.
pub(super) fn early(schedule: &Schedule) -> Vec<Block> {
    let money = |minor| amount(schedule.money(minor));
    let sentence = schedule
        .early_payment
        .map(|early| words::doc_early_settles(&money(early.pay), &date(early.by), &money(early.saves)));
    sentence
        .map(|sentence| Block::Paragraph(vec![sentence]))
        .into_iter()
        .collect()
}

/// One sentence a change, by its first day; what it does not do is said beside it.
pub(super) fn changes(terms: &Terms, schedule: &Schedule) -> Vec<Block> {
    let mut ordered: Vec<(usize, &Change)> = terms.changes.iter().enumerate().collect();
    plan_core::sort_by(&mut ordered, |(_, a), (_, b)| {
        a.kind.first_day().cmp(&b.kind.first_day())
    });
    let without_effect = |index: usize| {
        let path = format!("changes[{index}]");
        schedule
            .notes
            .iter()
            .any(|note| note.code == NoteCode::NoEffect && note.path == path)
    };
    let mut points: Vec<Vec<Message>> = Vec::new();
    for (index, change) in ordered {
        let mut point = vec![change_sentence(change.kind, terms)];
        if let (ChangeKind::Break { interest, .. }, true) = (change.kind, terms.bears_interest()) {
            point.push(match interest {
                BreakInterest::Running => words::doc_change_break_running(),
                BreakInterest::Paused => words::doc_change_break_free(),
            });
        }
        if without_effect(index) {
            point.push(words::doc_change_no_effect());
        }
        points.push(point);
    }
    for note in schedule.notes.iter().filter(|note| note.code == NoteCode::Capped) {
        if let Some(day) = parse_iso_date(&note.value) {
            points.push(vec![words::doc_change_capped(&date(day))]);
        }
    }
    vec![
        Block::List(points),
        Block::Paragraph(vec![words::doc_changes_schedule()]),
    ]
}

fn change_sentence(kind: ChangeKind, terms: &Terms) -> Message {
    let money = |minor| amount(terms.money(minor));
    // The day of one payment is said as the schedule has it.
    let moved = |due| {
        terms
            .working_days
            .as_ref()
            .and_then(|rule| rule.move_date(due))
            .unwrap_or(due)
    };
    match kind {
        ChangeKind::Reduced { from, until, amount } => {
            words::doc_change_reduced(&money(amount), &date(from), &date(until))
        }
        ChangeKind::Break { from, until, .. } => words::doc_change_break(&date(from), &date(until)),
        ChangeKind::Step { from, amount } => words::doc_change_step(&money(amount), &date(from)),
        ChangeKind::Single { due, amount } => words::doc_change_single(&money(amount), &date(moved(due))),
        ChangeKind::Rate { from, until, annual } => match until {
            Some(until) => words::doc_change_rate(&date(from), &annual.to_string(), &date(until)),
            None => words::doc_change_rate_open(&date(from), &annual.to_string()),
        },
    }
}

pub(super) fn schedule(terms: &Terms, schedule: &Schedule) -> Vec<Block> {
    let money = |minor| amount(schedule.money(minor));
    let row = |row: &Row| {
        let name = match row.kind {
            RowKind::Deposit => Text::Words(words::doc_row_deposit()),
            RowKind::Charge => Text::Words(words::doc_row_charge()),
            RowKind::Instalment => Text::Value(row.n.to_string()),
        };
        [
            name,
            Text::Value(date(row.due)),
            Text::Value(money(row.payment)),
            Text::Value(money(row.balance)),
        ]
    };
    let table = Table {
        caption: words::doc_schedule_caption(),
        columns: [
            words::doc_column_number(),
            words::doc_column_due(),
            words::doc_column_amount(),
            words::doc_column_balance(),
        ],
        rows: schedule.rows.iter().map(row).collect(),
        total: (words::doc_row_total(), money(schedule.totals.payments)),
    };
    let mut blocks = vec![Block::Table(table)];
    if let Some(rule) = &terms.working_days {
        let direction = match rule.shift {
            Move::None => return blocks,
            Move::Following => "following",
            Move::Preceding => "preceding",
            Move::ModifiedFollowing => "modified-following",
        };
        let moves = words::doc_working_days(direction);
        let whose = match &rule.calendar {
            Calendar::Division(division) => words::doc_bank_holidays(division.as_str()),
            Calendar::Own(_) => words::doc_own_holidays(),
        };
        let mut sentences = vec![moves, whose, words::doc_dates_moved()];
        if !terms.changes.is_empty() {
            sentences.push(words::doc_dates_changes());
        }
        blocks.push(Block::Paragraph(sentences));
    }
    blocks
}

pub(super) fn missed(terms: &Terms) -> Vec<Block> {
    let Some(missed) = terms.missed_payment else {
        return one_each([words::doc_missed_unsaid()]);
    };
    let mut sentences = vec![match missed.then {
        AfterMissed::Append => words::doc_missed_append(),
        AfterMissed::Review => words::doc_missed_review(),
    }];
    if missed.allowed_skips_per_year > 0 {
        sentences.push(words::doc_missed_skips(u64::from(missed.allowed_skips_per_year)));
    }
    vec![Block::Paragraph(sentences)]
}

#[cfg(test)]
mod tests {
    use plan_core::{Currency, Debt, Held, Instalments};

    use super::*;

    fn said(changes: Vec<Change>) -> String {
        let day = |text| parse_iso_date(text).unwrap();
        let instalments = Instalments {
            every: Every::Monthly,
            first_due: day("2026-12-28"),
            day: None,
            held: Held::Amount(7_500),
        };
        let debt = Debt {
            id: "1".to_owned(),
            label: None,
            balance: 120_000,
            since: None,
        };
        let mut terms = Terms::plain(Currency::GBP, day("2026-11-27"), debt, instalments);
        terms.changes = changes;
        let schedule = Schedule::derive(&terms).unwrap();
        let blocks = sentence("Alex Morgan".to_owned(), &terms, &schedule);
        let [Block::Paragraph(sentences)] = &blocks[..] else {
            panic!("one paragraph");
        };
        sentences.iter().map(Message::text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_amount_is_said_from_the_first_payment_on_only_where_that_is_it() {
        assert_eq!(
            said(Vec::new()),
            "Alex Morgan pays £75.00 every month, from 28 December 2026 to 28 March 2028."
        );
        let lower = Change {
            id: "lower".to_owned(),
            kind: ChangeKind::Reduced {
                from: parse_iso_date("2026-12-28").unwrap(),
                until: parse_iso_date("2027-05-28").unwrap(),
                amount: 3_500,
            },
        };
        let said = said(vec![lower]);
        assert!(
            said.starts_with("Alex Morgan makes 20 payments, from 28 December 2026 to "),
            "{said}"
        );
        assert!(
            said.ends_with("Some payments differ: see “Changes to the usual payment”."),
            "{said}"
        );
    }
}
