//! The schedule as a table for spreadsheets: comma-separated values (RFC 4180) in UTF-8.
//!
//! Written by hand: one function quotes a cell, and the crate `csv` is a reader as well.

use plan_core::Schedule;
use plan_core::calendar::format_iso_date;

/// By this mark spreadsheets know UTF-8.
const MARK: char = '\u{feff}';
const COLUMNS: [&str; 8] = [
    "number",
    "kind",
    "due",
    "payment",
    "principal",
    "interest",
    "charges",
    "balance",
];

/// The schedule, one line a payment, beneath a line with the names of the columns.
///
/// The names, `deposit`, `instalment` and `charge`, the dates and the amounts are written as in the Schedule contract, in every
/// language: `2026-12-28`, and `50.00` with the decimals of the currency. A deposit and a charge of its own have the number 0.
pub fn render_csv(schedule: &Schedule) -> String {
    let amount = |minor| schedule.money(minor).to_string();
    let mut out = String::from(MARK);
    line(&mut out, COLUMNS.map(text));
    for row in &schedule.rows {
        let cells = [
            row.n.to_string(),
            text(row.kind.as_str()),
            format_iso_date(row.due),
            amount(row.payment),
            amount(row.principal),
            amount(row.interest),
            amount(row.charges),
            amount(row.balance),
        ];
        line(&mut out, cells);
    }
    out
}

fn line(out: &mut String, cells: [String; 8]) {
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// A cell of text: never a formula, and quoted where it has to be. Numbers and dates need neither.
fn text(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    match cell.contains(['"', ',', '\r', '\n']) {
        true => format!("\"{guard}{}\"", cell.replace('"', "\"\"")),
        false => format!("{guard}{cell}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_text_are_quoted_and_never_formulas() {
        for (cell, written) in [
            ("", ""),
            ("deposit", "deposit"),
            (" two words ", " two words "),
            ("a,b", "\"a,b\""),
            ("say \"so\"", "\"say \"\"so\"\"\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            ("=1+1", "'=1+1"),
            ("+44", "'+44"),
            ("-1", "'-1"),
            ("@SUM", "'@SUM"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            (
                "=HYPERLINK(\"http://x\",\"y\")",
                "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"",
            ),
            ("1-1", "1-1"),
            ("👩‍👧, \u{202e}x", "\"👩‍👧, \u{202e}x\""),
        ] {
            assert_eq!(text(cell), written, "{cell:?}");
        }
    }
}
