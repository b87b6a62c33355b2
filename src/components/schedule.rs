//! Every payment, a window of rows at a time: laying out hundreds of rows on each edit would be slow.

use std::rc::Rc;

use plan_core::{Row, RowKind, Schedule};
use plan_words::words;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use crate::platform::format::{DateStyle, date};
use crate::state::values;

/// A plan of up to two years of months is shown whole.
const WHOLE: usize = 24;

/// Rows of a longer one that are shown at once.
const WINDOW: usize = 12;

#[derive(Clone, PartialEq, Properties)]
pub struct ScheduleTableProps {
    pub schedule: Rc<Schedule>,
}

/// The payments as a table; on a phone each row becomes a card.
#[component]
pub fn ScheduleTable(props: &ScheduleTableProps) -> Html {
    let first = use_state(|| 0_usize);
    let open = use_state(|| false);
    let count = props.schedule.rows.len();
    let window = if count <= WHOLE { WHOLE } else { WINDOW };
    let last_start = count.saturating_sub(1) / window * window;
    let from = (*first).min(last_start);
    let to = (from + window).min(count);
    let move_to = |start: usize| {
        let first = first.clone();
        Callback::from(move |()| first.set(start))
    };
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details: web_sys::Element = event.target_unchecked_into();
            open.set(details.has_attribute("open"));
        })
    };
    let total = u64::try_from(count).unwrap_or(0);
    let labels = Labels::new();
    html! {
        <details class="pn-details" open={*open} {ontoggle}>
            <summary>{ words::schedule_summary(total).text() }</summary>
            // Rows that nobody sees cost no layout.
            if *open {
                // Roles said aloud: on a phone the rows are laid out as cards, and some browsers then forget the table.
                <div class="pn-laid-out-late"><table class="pn-plan-table" role="table">
                    <caption class="pn-hidden">{ words::schedule_heading().text() }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{ &labels.number }</th>
                            <th scope="col" role="columnheader">{ &labels.due }</th>
                            <th scope="col" role="columnheader" class="pn-plan-table__cell--number">{ &labels.payment }</th>
                            <th scope="col" role="columnheader" class="pn-plan-table__cell--number">{ &labels.balance }</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{ for props.schedule.rows.iter().skip(from).take(window).map(|row| table_row(row, &props.schedule, &labels)) }</tbody>
                </table></div>
                if count > window {
                    <nav class="pn-pager" aria-label={words::schedule_heading().text()}>
                        { button(&ButtonProps { label: (words::schedule_earlier().text()).into(), onclick: move_to(from.saturating_sub(window)), look: None, disabled: from == 0, id: None }) }
                        <span>{ words::schedule_window(&count.to_string(), &(from + 1).to_string(), &to.to_string()).text() }</span>
                        { button(&ButtonProps { label: (words::schedule_later().text()).into(), onclick: move_to(from + window), look: None, disabled: to == count, id: None }) }
                    </nav>
                }
            }
        </details>
    }
}

/// What the columns are called: on a phone each cell says it.
struct Labels {
    number: AttrValue,
    due: AttrValue,
    payment: AttrValue,
    balance: AttrValue,
}

impl Labels {
    fn new() -> Self {
        Self {
            number: words::schedule_n().text().into(),
            due: words::schedule_due().text().into(),
            payment: words::schedule_payment().text().into(),
            balance: words::schedule_balance().text().into(),
        }
    }
}

fn table_row(row: &Row, schedule: &Schedule, labels: &Labels) -> Html {
    let money = |minor: i64| values::money(minor, schedule.currency);
    let number = match row.kind {
        RowKind::Deposit => words::schedule_deposit().text(),
        RowKind::Charge => words::schedule_charge().text(),
        RowKind::Instalment => row.n.to_string(),
    };
    // Charges have no number of their own; payments are numbered far below a day's number since 1970.
    let key = match row.kind {
        RowKind::Charge => row.due.to_epoch_days(),
        RowKind::Deposit | RowKind::Instalment => i32::try_from(row.n).unwrap_or(0),
    };
    let class = if row.changed {
        "pn-plan-table__row pn-plan-table__row--changed"
    } else {
        "pn-plan-table__row"
    };
    html! {
        <tr key={key} {class} role="row">
            <th scope="row" role="rowheader" class="pn-plan-table__cell" data-label={&labels.number}>{ number }</th>
            <td role="cell" class="pn-plan-table__cell" data-label={&labels.due}>{ date(row.due, DateStyle::Short) }</td>
            <td role="cell" class="pn-plan-table__cell pn-plan-table__cell--number" data-label={&labels.payment}>
                { money(row.payment) }
                if row.changed { { " " }<small>{ words::schedule_changed().text() }</small> }
            </td>
            <td role="cell" class="pn-plan-table__cell pn-plan-table__cell--number" data-label={&labels.balance}>{ money(row.balance) }</td>
        </tr>
    }
}
