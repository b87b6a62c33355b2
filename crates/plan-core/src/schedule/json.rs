//! The Schedule contract: fields in the order of the page that describes it.

use serde::Serialize;

use super::{Row, RowKind, Schedule};
use crate::calendar::format_iso_date;

#[derive(Serialize)]
struct ScheduleJson {
    rows: Vec<RowJson>,
    totals: TotalsJson,
    instalments: u32,
    finish: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    level_payment: Option<String>,
    per_debt: Vec<DebtJson>,
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

/// Whether each debt shows its own rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DebtRows {
    Hidden,
    Shown,
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
        }
    }
}

pub(super) fn schedule_json(schedule: &Schedule, debt_rows: DebtRows) -> String {
    let amount = |minor: i64| schedule.money(minor).to_string();
    // Without interest and charges all of a payment is principal; their columns are part of the contract.
    let none = amount(0);
    let row = |row: &Row| RowJson {
        n: row.n,
        kind: row.kind.as_str(),
        due: format_iso_date(row.due),
        payment: amount(row.payment),
        principal: amount(row.payment),
        interest: none.clone(),
        charges: none.clone(),
        balance: amount(row.balance),
    };
    let json = ScheduleJson {
        rows: schedule.rows.iter().map(row).collect(),
        totals: TotalsJson {
            payments: amount(schedule.totals.payments),
            principal: amount(schedule.totals.payments),
            interest: none.clone(),
            charges: none.clone(),
            reduction: amount(schedule.totals.reduction),
            still_owed: schedule.totals.still_owed.map(amount),
        },
        instalments: schedule.instalments,
        finish: format_iso_date(schedule.finish),
        level_payment: schedule.level_payment.map(amount),
        per_debt: schedule
            .per_debt
            .iter()
            .map(|debt| DebtJson {
                id: debt.id.clone(),
                total: amount(debt.total),
                // With one debt, its rows are those of the plan; terms with more are refused so far.
                rows: (debt_rows == DebtRows::Shown).then(|| schedule.rows.iter().map(row).collect()),
            })
            .collect(),
        notes: schedule
            .notes
            .iter()
            .map(|note| NoteJson {
                code: note.code.as_str(),
                path: note.path.clone(),
                value: note.value.clone(),
            })
            .collect(),
    };
    // Serialising strings and whole numbers cannot fail; an empty text would be refused by every reader.
    serde_json::to_string(&json).unwrap_or_default()
}
