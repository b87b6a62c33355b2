//! How the numbers work: every rule on one worked example, which the engine works out here and the tests check.

use plan_core::{Row, Schedule, Terms};
use plan_words::{Message, words};
use yew::prelude::*;

use crate::components::say::say;
use crate::platform::format::{DateStyle, date};
use crate::state::route::Route;
use crate::state::values;

/// Two debts, six months, interest by the day, one charge. Its schedule stands beside it, and the tests compare.
const EXAMPLE: &str = include_str!("../../docs/examples/worked-terms.json");

/// The page.
#[component]
pub fn NumbersPage() -> Html {
    let example =
        Terms::from_json(EXAMPLE).and_then(|terms| Schedule::derive(&terms).map(|schedule| (terms, schedule)));
    let body = match &example {
        Ok((terms, schedule)) => sections(terms, schedule),
        // The tests derive it: this is never seen.
        Err(_) => Html::default(),
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ words::title_numbers().text() }</h1>
            <p class="pn-lead">{ words::numbers_lead().text() }</p>
            { body }
        </main>
    }
}

fn section(heading: &Message, sentences: &[Message]) -> Html {
    html! {
        <section class="pn-card">
            <h2 class="pn-card__heading">{ heading.text() }</h2>
            { for sentences.iter().map(|sentence| html! { <p>{ say(sentence) }</p> }) }
        </section>
    }
}

fn sections(terms: &Terms, schedule: &Schedule) -> Html {
    let money = |minor: i64| values::money(minor, schedule.currency);
    let day = |row: &Row| values::day(row.due);
    let [first, second, third, ..] = schedule.rows.as_slice() else {
        return Html::default();
    };
    let rate = terms
        .interest
        .as_ref()
        .map(|interest| interest.annual.to_string())
        .unwrap_or_default();
    let level = schedule.level_payment.map(money).unwrap_or_default();
    let last = schedule.rows.last().map(|row| money(row.payment)).unwrap_or_default();
    let days = first.due.signed_duration_since(terms.starts).num_days();
    let shares: Vec<String> = schedule
        .debt_rows(terms)
        .iter()
        .filter_map(|rows| rows.first())
        .map(|row| money(row.principal))
        .collect();
    let [share_a, share_b] = shares.as_slice() else {
        return Html::default();
    };
    html! {
        <>
            <section class="pn-card">
                <h2 class="pn-card__heading">{ words::numbers_example().text() }</h2>
                <p>{ say(&words::numbers_example_owed(&money(terms.balance()), &rate)) }</p>
                { table(schedule) }
                <p>{ say(&words::numbers_total(&money(schedule.totals.charges), &money(schedule.totals.interest), &money(terms.balance()), &money(schedule.totals.payments))) }</p>
            </section>
            { section(&words::numbers_dates(), &[words::numbers_dates_text(&day(first), &day(second), &day(third))]) }
            { section(&words::numbers_interest(), &[
                words::numbers_interest_text(&days.to_string(), &exact_interest(terms, days), &money(terms.balance()), &rate),
                words::numbers_interest_rounded(&money(first.interest)),
            ]) }
            { section(&words::numbers_order(), &[
                words::numbers_order_text(&money(second.charges), &day(second), &money(second.interest), &money(second.payment), &money(second.principal)),
                words::numbers_carried(),
            ]) }
            { section(&words::numbers_level(), &[
                words::numbers_level_text(&level),
                words::numbers_last(&last),
            ]) }
            { section(&words::numbers_share(), &[
                words::numbers_share_text(share_a, share_b, &money(first.principal)),
                words::numbers_share_whole(),
            ]) }
            { section(&words::numbers_sure(), &[words::numbers_sure_text(), words::numbers_sure_same()]) }
        </>
    }
}

/// The first row's interest before it is rounded, in major units with four decimals, the rest cut off.
fn exact_interest(terms: &Terms, days: i64) -> String {
    let rate = terms
        .interest
        .as_ref()
        .map_or(0, |interest| i64::from(interest.annual.ten_thousandths()));
    // Hundredths of a penny: 100 % is a million ten-thousandths of a per cent.
    let part = i128::from(terms.balance()) * i128::from(rate) * i128::from(days) * 100 / (365 * 1_000_000);
    format!("{}.{:04}", part / 10_000, part % 10_000)
}

fn table(schedule: &Schedule) -> Html {
    let money = |minor: i64| values::money(minor, schedule.currency);
    let columns = [
        words::schedule_due(),
        words::schedule_payment(),
        words::numbers_column_charges(),
        words::numbers_column_interest(),
        words::numbers_column_debt(),
        words::schedule_balance(),
    ]
    .map(|column| column.text());
    let row = |row: &Row| {
        let amounts = [row.payment, row.charges, row.interest, row.principal, row.balance];
        html! {
            <tr class="pn-plan-table__row" role="row">
                <th scope="row" role="rowheader" class="pn-plan-table__cell" data-label={columns[0].clone()}>{ date(row.due, DateStyle::Short) }</th>
                { for amounts.iter().zip(columns.iter().skip(1)).map(|(amount, column)| html! {
                    <td role="cell" class="pn-plan-table__cell pn-plan-table__cell--number" data-label={column.clone()}>{ money(*amount) }</td>
                }) }
            </tr>
        }
    };
    html! {
        <div><table class="pn-plan-table" role="table">
            <thead role="rowgroup">
                <tr role="row">{ for columns.iter().map(|column| html! { <th scope="col" role="columnheader">{ column.clone() }</th> }) }</tr>
            </thead>
            <tbody role="rowgroup">{ for schedule.rows.iter().map(row) }</tbody>
        </table></div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_is_the_one_that_stands_beside_it() {
        let terms = Terms::from_json(EXAMPLE).unwrap();
        let schedule = Schedule::derive(&terms).unwrap();
        let expected = include_str!("../../docs/examples/worked-schedule.json");
        assert_eq!(schedule.to_json_with_debt_rows(&terms), expected.trim_end());
        assert_eq!(exact_interest(&terms, 30), "6.5753");
    }
}
