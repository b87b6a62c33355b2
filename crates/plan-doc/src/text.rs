//! A plan in six lines, to be pasted into a message.

use plan_core::{Case, Row, RowKind, Schedule, Terms};
use plan_log::Digest;
use plan_words::{Message, in_reference, words};

use crate::format::{amount, date};
use crate::model::rhythm;

/// The plan in exactly six lines, without a line end after the last:
///
/// 1. who pays whom, and the reference
/// 2. the usual payment, how often and from when
/// 3. the last payment, and how many there are
/// 4. the total, and what is still owed afterwards
/// 5. how to pay
/// 6. the short code of the agreement, which has the digest `digest`
///
/// # Determinism
/// Equal input gives equal text, whatever the current language. No name can add a line or turn the reading direction.
pub fn six_lines(case: &Case, terms: &Terms, schedule: &Schedule, digest: Digest) -> String {
    in_reference(|| {
        let lines = [
            who(case),
            usual(terms, schedule),
            last(schedule),
            total(schedule),
            how_to_pay(case),
            vec![words::doc_text_code(&digest.short())],
        ];
        lines
            .map(|sentences| sentences.iter().map(Message::text).collect::<Vec<_>>().join(" "))
            .join("\n")
    })
}

/// A text of the case on one line, unless nothing of it can be seen: white space of any kind becomes one space, and
/// control characters and those that turn the reading direction are left out.
pub(crate) fn filled(text: Option<&String>) -> Option<String> {
    let turns =
        |char| matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // They stand between visible characters and are nothing by themselves.
    let unseen =
        |char| matches!(char, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}');
    let kept = |char: &char| char.is_whitespace() || !(char.is_control() || turns(*char));
    let text: String = text?.chars().filter(kept).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let seen = words.iter().any(|word| word.chars().any(|char| !unseen(char)));
    seen.then(|| words.join(" "))
}

fn who(case: &Case) -> Vec<Message> {
    let person = case.person.as_ref().and_then(|person| filled(person.name.as_ref()));
    let person = person.unwrap_or_else(|| words::doc_who_pays_unnamed().text());
    let mut sentences = vec![match filled(case.owed_to.as_ref()) {
        Some(company) => words::doc_text_pays(&company, &person),
        None => words::doc_text_pays_unnamed(&person),
    }];
    if let Some(reference) = filled(case.company_ref.as_ref()) {
        sentences.push(words::doc_text_reference(&reference));
    }
    sentences
}

fn usual(terms: &Terms, schedule: &Schedule) -> Vec<Message> {
    let money = |minor| amount(schedule.money(minor));
    let is_instalment = |row: &&Row| row.kind == RowKind::Instalment;
    let instalments: Vec<&Row> = schedule.rows.iter().filter(is_instalment).collect();
    let Some((first, others)) = instalments.split_first() else {
        return Vec::new();
    };
    let from = date(first.due);
    let (unit, count) = rhythm(terms.instalments.every);
    let level = schedule
        .level_payment
        .filter(|level| instalments.iter().any(|row| row.payment == *level && !row.changed));
    let mut sentences = vec![match level {
        _ if others.is_empty() => words::doc_text_once(&money(first.payment), &from),
        Some(level) => words::doc_text_usual(&money(level), count, &from, unit),
        None => words::doc_text_mixed(count, &from, unit),
    }];
    if let Some(deposit) = schedule.rows.iter().find(|row| row.kind == RowKind::Deposit) {
        sentences.push(words::doc_sentence_deposit(&money(deposit.payment), &date(deposit.due)));
    }
    // The last payment is said in a line of its own.
    let before_last = instalments.iter().rev().skip(1);
    if let Some(level) = level
        && (!terms.changes.is_empty() || before_last.into_iter().any(|row| row.payment != level))
        && !others.is_empty()
    {
        sentences.push(words::doc_text_differ());
    }
    sentences
}

fn last(schedule: &Schedule) -> Vec<Message> {
    let payments = u64::try_from(schedule.rows.len()).unwrap_or(u64::MAX);
    let said = |row: &Row| words::doc_text_last(&amount(schedule.money(row.payment)), payments, &date(row.due));
    schedule.rows.last().map(said).into_iter().collect()
}

fn total(schedule: &Schedule) -> Vec<Message> {
    let money = |minor| amount(schedule.money(minor));
    let after = match schedule.totals.still_owed.filter(|owed| *owed > 0) {
        Some(owed) => words::doc_still_owed(&money(owed)),
        None => words::doc_settled(),
    };
    let mut sentences = vec![words::doc_text_total(&money(schedule.totals.payments))];
    if schedule.totals.interest > 0 {
        sentences.push(words::doc_text_interest(&money(schedule.totals.interest)));
    }
    if schedule.totals.charges > 0 {
        sentences.push(words::doc_text_charges(&money(schedule.totals.charges)));
    }
    sentences.push(after);
    sentences
}

fn how_to_pay(case: &Case) -> Vec<Message> {
    let Some(how) = &case.how_to_pay else {
        return vec![words::doc_text_pay_unsaid()];
    };
    let method = filled(how.method.as_ref()).map(|method| match method.as_str() {
        "standing_order" => words::doc_text_standing_order(),
        "direct_debit" => words::doc_text_direct_debit(),
        "card" => words::doc_text_card(),
        "transfer" => words::doc_text_transfer(),
        other => words::doc_text_method(other),
    });
    let payee = filled(how.payee.as_ref()).map(|payee| words::doc_text_payee(&payee));
    let account = filled(how.account.as_ref()).map(|account| words::doc_text_account(&account));
    let reference = filled(how.reference.as_ref()).map(|reference| words::doc_give_reference(&reference));
    let sentences: Vec<Message> = [method, payee, account, reference].into_iter().flatten().collect();
    match sentences.is_empty() {
        true => vec![words::doc_text_pay_unsaid()],
        false => sentences,
    }
}
