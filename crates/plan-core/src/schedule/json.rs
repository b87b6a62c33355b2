//! The Schedule contract: fields in the order of the page that describes it.

use serde::Serialize;

use super::{DebtRow, Row, RowKind, Schedule};
use crate::calendar::format_iso_date;
use crate::terms::Terms;

/// The contract's shape, to be serialised.
#[derive(Serialize)]
pub(crate) struct ScheduleJson {
    rows: Vec<RowJson>,
    totals: TotalsJson,
    instalments: u32,
    finish: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    level_payment: Option<String>,
    per_debt: Vec<DebtJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    early_payment: Option<EarlyJson>,
    notes: Vec<NoteJson>,
}

#[derive(Serialize)]
struct RowJson {
    n: u32,
    kind: &'static str,
    due: String,
    payment: String,
    principal: String,
    interest: String,
    charges: String,
    balance: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    interest_owed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    released: Option<String>,
}

#[derive(Serialize)]
struct EarlyJson {
    by: String,
    pay: String,
    saves: String,
}

#[derive(Serialize)]
struct TotalsJson {
    payments: String,
    principal: String,
    interest: String,
    charges: String,
    reduction: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    still_owed: Option<String>,
}

#[derive(Serialize)]
struct DebtJson {
    id: String,
    total: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<RowJson>>,
}

#[derive(Serialize)]
struct NoteJson {
    code: &'static str,
    path: String,
    value: String,
}

impl RowKind {
    /// The contract's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deposit => "deposit",
            Self::Instalment => "instalment",
            Self::Charge => "charge",
        }
    }
}

/// The terms, and the rows of each of their debts.
pub(crate) type DebtRows<'s> = (&'s Terms, &'s [Vec<DebtRow>]);

/// The schedule as text.
pub(super) fn schedule_json(schedule: &Schedule, debt_rows: Option<DebtRows<'_>>) -> String {
    // Serialising strings and whole numbers cannot fail; an empty text would be refused by every reader.
    serde_json::to_string(&shown(schedule, debt_rows)).unwrap_or_default()
}

/// The schedule; with `debt_rows` each debt shows its own rows beside its total.
pub(crate) fn shown(schedule: &Schedule, debt_rows: Option<DebtRows<'_>>) -> ScheduleJson {
    let amount = |minor: i64| schedule.money(minor).to_string();
    let some = |minor: i64| (minor != 0).then(|| amount(minor));
    let row = |row: &Row| RowJson {
        n: row.n,
        kind: row.kind.as_str(),
        due: format_iso_date(row.due),
        payment: amount(row.payment),
        principal: amount(row.principal),
        interest: amount(row.interest),
        charges: amount(row.charges),
        balance: amount(row.balance),
        interest_owed: some(row.interest_owed),
        released: some(row.released),
    };
    let debt_row = |row: &Row, before: i64, part: &DebtRow| RowJson {
        n: row.n,
        kind: row.kind.as_str(),
        due: format_iso_date(row.due),
        payment: amount(part.payment()),
        principal: amount(part.principal),
        interest: amount(part.interest),
        charges: amount(part.charges),
        balance: amount(part.balance),
        interest_owed: None,
        // The last row lets go what is left of the debt and nothing pays.
        released: (row.released > 0)
            .then(|| before - part.principal - part.balance)
            .and_then(some),
    };
    let rows_of = |index: usize| {
        let (terms, parts) = debt_rows?;
        // Only of a reduction on completion something is let go with a row: then the whole balance stands at the start.
        let (debt, parts) = (terms.debts.get(index)?, parts.get(index)?);
        let before = std::iter::once(debt.balance).chain(parts.iter().map(|part| part.balance));
        let rows = schedule.rows.iter().zip(before).zip(parts);
        Some(rows.map(|((row, before), part)| debt_row(row, before, part)).collect())
    };
    ScheduleJson {
        rows: schedule.rows.iter().map(row).collect(),
        totals: TotalsJson {
            payments: amount(schedule.totals.payments),
            principal: amount(schedule.totals.principal),
            interest: amount(schedule.totals.interest),
            charges: amount(schedule.totals.charges),
            reduction: amount(schedule.totals.reduction),
            still_owed: schedule.totals.still_owed.map(amount),
        },
        instalments: schedule.instalments,
        finish: format_iso_date(schedule.finish),
        level_payment: schedule.level_payment.map(amount),
        per_debt: schedule
            .per_debt
            .iter()
            .enumerate()
            .map(|(index, debt)| DebtJson {
                id: debt.id.clone(),
                total: amount(debt.total),
                rows: rows_of(index),
            })
            .collect(),
        early_payment: schedule.early_payment.map(|early| EarlyJson {
            by: format_iso_date(early.by),
            pay: amount(early.pay),
            saves: amount(early.saves),
        }),
        notes: schedule
            .notes
            .iter()
            .map(|note| NoteJson {
                code: note.code.as_str(),
                path: note.path.clone(),
                value: note.value.clone(),
            })
            .collect(),
    }
}
