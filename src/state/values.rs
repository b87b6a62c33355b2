//! Values in words, and typed words as values.

use plan_core::typed::{AmountTypingError as A, CountTypingError as N, DateTypingError as D};
use plan_core::typed::{
    is_currency_sign, parse_typed_amount, parse_typed_count, parse_typed_date, parse_typed_percent,
};
use plan_core::{
    ChangeKind, Currency, Date, Every, Held, MAX_PAYMENTS, Money, NoteCode, Problem, ProblemCode, Schedule, Terms,
};
use plan_words::{Message, in_reference, words};

use crate::platform::clock::today;
use crate::platform::format::{DateStyle, amount, date, sign};

/// An amount in words of the screen.
pub fn money(minor: i64, currency: Currency) -> String {
    amount(Money::from_minor(minor, currency))
}

/// A date in full.
pub fn day(value: Date) -> String {
    date(value, DateStyle::Long)
}

/// A contract date in full; the text itself where it is none.
pub fn day_of(text: &str) -> String {
    plan_core::calendar::parse_iso_date(text).map_or_else(|| text.to_owned(), day)
}

/// What amounts are counted in, as a label says it.
pub fn unit(currency: Currency) -> String {
    if currency == Currency::GBP {
        words::unit_pounds().text()
    } else {
        currency.code().to_owned()
    }
}

/// A moment in UTC, `2026-11-23T14:21:05Z`, in words; the text itself where it is none.
pub fn moment(text: &str) -> String {
    match (
        text.get(..10).and_then(plan_core::calendar::parse_iso_date),
        text.get(11..16),
    ) {
        (Some(date), Some(time)) => format!("{}, {time} UTC", day(date)),
        _ => text.to_owned(),
    }
}

/// An amount as it stands in a field: no sign, no grouping.
pub fn amount_field(minor: i64, currency: Currency) -> String {
    Money::from_minor(minor, currency).to_string()
}

/// How often.
pub fn every(value: Every) -> Message {
    match value {
        Every::Weekly => words::every_weekly(),
        Every::Fortnightly => words::every_fortnightly(),
        Every::FourWeekly => words::every_four_weekly(),
        Every::TwiceMonthly | Every::TwiceMonthlyOn(..) => words::every_twice_monthly(),
        Every::Monthly => words::every_monthly(),
        Every::Quarterly => words::every_quarterly(),
        Every::Months(count) => words::every_months(u64::from(count)),
        Every::Days(count) => words::every_days(u64::from(count)),
    }
}

/// An amount as typed, above zero.
pub fn read_amount(text: &str, currency: Currency) -> Result<i64, Message> {
    // Another currency's amount must not pass for one of this plan's.
    let own = sign(currency);
    if text.chars().any(|one| is_currency_sign(one) && !own.contains(one)) {
        return Err(words::typed_amount(&unit(currency)));
    }
    parse_typed_amount(text, currency.scale()).map_err(|error| match error {
        A::Zero => words::typed_amount_zero(),
        A::Negative => words::typed_amount_negative(),
        A::TooManyDecimals { limit, .. } => words::typed_amount_decimals(&limit.to_string()),
        A::TooLarge => words::typed_amount_large(),
        A::Ambiguous { large, small } => words::typed_amount_ambiguous(&large, &small),
        A::Empty | A::NotANumber => words::typed_amount(&unit(currency)),
    })
}

/// An amount as typed, where nothing is an amount too.
pub fn read_amount_or_nothing(text: &str, currency: Currency) -> Result<i64, Message> {
    match parse_typed_amount(text, currency.scale()) {
        Err(A::Zero) => Ok(0),
        _ => read_amount(text, currency),
    }
}

/// From so many days on a first payment is so far off that it may be a slip of the finger.
const FAR_DAYS: i64 = 366;

/// What is to be said of a first payment that is far off; nothing where it is not.
pub fn far_start(terms: &Terms) -> Option<Message> {
    let first = terms.instalments.first_due;
    let days = first.signed_duration_since(terms.starts).num_days();
    (days > FAR_DAYS).then(|| words::first_payment_far(&date(first, DateStyle::Long)))
}

/// A number of payments as typed.
pub fn read_count(text: &str) -> Result<u32, Message> {
    parse_typed_count(text, MAX_PAYMENTS).map_err(|error| match error {
        N::TooMany { limit } => words::typed_count_limit(&grouped(limit)),
        N::Empty | N::NotANumber | N::Zero => words::typed_count(),
    })
}

fn grouped(number: u32) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1_000, number % 1_000)
    }
}

/// A percentage as typed.
pub fn read_percent(text: &str) -> Result<plan_core::money::Percent, Message> {
    let value = parse_typed_percent(text).map_err(|_| words::typed_percent())?;
    plan_core::money::Percent::from_ten_thousandths(value).ok_or_else(words::typed_percent)
}

/// A date as typed.
pub fn read_day_to_come(text: &str, today: Date) -> Result<Date, Message> {
    let day = read_date(text)?;
    if day < today {
        Err(words::day_is_over())
    } else {
        Ok(day)
    }
}

/// The text with the months that are named in the language of the page as the reader of dates knows them: what the page
/// writes into a field it can read.
fn with_known_months(text: &str) -> String {
    // No date is that long: the reader says so.
    if text.len() > 256 {
        return text.to_owned();
    }
    let known = |word: &str| {
        let month = (1..=12).find(|month| {
            [words::date_month(*month), words::date_month_short(*month)]
                .iter()
                .any(|name| name.text().to_lowercase() == word.to_lowercase())
        })?;
        Some(in_reference(|| words::date_month(month).text()))
    };
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| known(word).unwrap_or_else(|| word.to_owned()))
        .collect();
    words.join(" ")
}

/// A date as people type it.
pub fn read_date(text: &str) -> Result<Date, Message> {
    parse_typed_date(&with_known_months(text), today()).map_err(|error| match error {
        D::NoSuchDay { days_in_month, .. } => words::typed_date_day(&days_in_month.to_string()),
        D::NoSuchMonth { .. } => words::typed_date_month(),
        D::OutOfRange { first_year, last_year } => {
            words::typed_date_years(&first_year.to_string(), &last_year.to_string())
        }
        D::Empty | D::NotADate => words::typed_date(),
    })
}

/// What is wrong with the plan, in words that say what to do.
pub fn problem(problem: &Problem, currency: Currency) -> Message {
    use ProblemCode as C;
    let contract_amount = |text: &str| Money::parse(text, currency).map_or_else(|_| text.to_owned(), amount);
    let limit_day = || day_of(&problem.limit);
    let suggestion = problem.suggestion.as_deref();
    match (problem.code, suggestion) {
        (C::TooManyPayments, Some(least)) if problem.path == "instalments.amount" => {
            words::plan_too_many(&grouped(MAX_PAYMENTS), &contract_amount(least))
        }
        (C::TooManyPayments, _) => words::plan_too_many_plain(&grouped(MAX_PAYMENTS)),
        (C::TooEarly, _) if problem.path.starts_with("deposit") => words::plan_deposit_too_early(&limit_day()),
        (C::TooEarly, _) => words::plan_first_too_early(&limit_day()),
        (C::Reversed, _) => words::plan_reversed(&limit_day()),
        (C::Overlap, _) => words::plan_overlap(),
        (C::NotADueDate, Some(nearest)) => words::plan_not_due(&day_of(nearest)),
        (C::NothingLeft, _) => words::plan_nothing_left(),
        (C::DepositPaysAll, _) => words::plan_deposit_all(),
        (C::PastLastDate, _) => words::plan_past(),
        (C::NoPaymentByDeadline, Some(first)) => words::plan_no_payment(&day_of(first)),
        (C::NoPaymentByDeadline, None) => words::plan_no_payment_plain(),
        (C::ChangesPayTooMuch, _) => {
            words::plan_changes_too_much(&contract_amount(&problem.limit), &contract_amount(&problem.value))
        }
        (C::NothingToAdjust, _) => words::plan_nothing_to_adjust(),
        (C::RoundingTooCoarse | C::RemainderNotFirst, _) => words::plan_too_coarse(),
        (C::NoBankHolidays, _) => words::plan_no_holidays(),
        (C::Duplicate, _) => words::plan_duplicate(),
        (C::InterestNotCovered, Some(least)) => words::plan_interest_not_covered(&contract_amount(least)),
        (C::InterestNotCovered, None) => words::plan_interest_not_covered_plain(),
        (C::DayDoesNotMatch, _) => words::plan_day(),
        _ => words::plan_other(),
    }
}

/// Something worth knowing about the plan.
pub fn note(note: &plan_core::Note, currency: Currency) -> Message {
    match note.code {
        NoteCode::NoEffect => words::note_no_effect(&day_of(&note.value)),
        NoteCode::Capped => words::note_capped(&day_of(&note.value)),
        NoteCode::LongBreak => words::note_long_break(),
        NoteCode::LargeLast => {
            let value = Money::parse(&note.value, currency).map_or_else(|_| note.value.clone(), amount);
            words::note_large_last(&value)
        }
    }
}

/// The times in which less is paid, or nothing.
fn easier_times(terms: &Terms) -> Vec<Message> {
    let sentence = |change: &plan_core::Change| match change.kind {
        ChangeKind::Reduced { from, until, amount } => {
            let amount = money(amount, terms.currency);
            Some(words::first_reduced(&amount, &day(from), &day(until)))
        }
        ChangeKind::Break { from, until, .. } => Some(words::first_break(&day(from), &day(until))),
        _ => None,
    };
    let mut said: Vec<Message> = terms.changes.iter().filter_map(sentence).collect();
    let is_reduced = |change: &plan_core::Change| matches!(change.kind, ChangeKind::Reduced { .. });
    if let (true, Held::Amount(amount)) = (terms.changes.iter().any(is_reduced), terms.instalments.held) {
        said.push(words::first_after(&money(amount, terms.currency)));
    }
    said
}

/// The plan in one sentence, and more where the last payment differs, where less is paid for some time, and where the debt
/// is reduced.
pub fn result(terms: &Terms, schedule: &Schedule) -> Vec<Message> {
    let mut sentences = Vec::new();
    let amount = |minor: i64| money(minor, schedule.currency);
    let instalments: Vec<_> = schedule.rows.iter().filter(|row| row.n > 0).collect();
    if let Some(deposit) = &terms.deposit {
        sentences.push(words::deposit_sentence(&amount(deposit.amount), &day(deposit.due)));
    }
    let (Some(first), Some(last)) = (instalments.first(), instalments.last()) else {
        return sentences;
    };
    let how_often = every(terms.instalments.every).text();
    match schedule.level_payment {
        _ if instalments.len() == 1 => sentences.push(words::result_one(&amount(first.payment), &day(first.due))),
        Some(level) if instalments.iter().all(|row| !row.changed) => {
            sentences.push(words::result_sentence(
                &amount(level),
                &how_often,
                &day(schedule.finish),
                &day(first.due),
            ));
            if last.payment != level {
                sentences.push(words::result_last(&amount(last.payment)));
            }
        }
        _ => sentences.push(words::result_changing(
            &how_often,
            &day(schedule.finish),
            &day(first.due),
        )),
    }
    let easier = easier_times(terms);
    if !easier.is_empty() {
        sentences.extend(easier);
        // What each payment is after them was just said: the last one may be less.
        if let Held::Amount(each) = terms.instalments.held
            && !last.changed
            && last.payment != each
        {
            sentences.push(words::result_last(&amount(last.payment)));
        }
    }
    if schedule.totals.reduction > 0 {
        let off = amount(schedule.totals.reduction);
        let settles = schedule.totals.still_owed.is_none();
        let at_end = terms.released_on_completion() > 0;
        sentences.push(match (at_end, settles) {
            (false, true) => words::reduction_settles(&off),
            (false, false) => words::reduction_continues(&off),
            (true, true) => words::reduction_on_completion(&off),
            (true, false) => words::reduction_on_completion_continues(&off),
        });
    }
    sentences
}
