//! The payments as a calendar file (RFC 5545): one all-day event each, with two reminders.
//!
//! Written by hand. The crate `icalendar` (0.17.17) writes the current time and a random UID into every reminder, lets
//! control characters through, and brings chrono's clock and `uuid`'s random numbers with it; these crates have neither.
//!
//! An event keeps its UID when amounts and dates move, so a file with a higher sequence replaces what an earlier one
//! put into the calendar. Its title tells a passer-by nothing of a debt or a company.

use plan_core::calendar::format_iso_date;
use plan_core::{Case, Date, Row, RowKind, Schedule, Terms};
use plan_log::Digest;
use plan_words::{Message, in_reference, words};
use serde_json::json;

use crate::format::{amount, is_utc_time};
use crate::text::filled;

/// The longest line in bytes, its end not counted (RFC 5545, 3.1).
const MAX_LINE_BYTES: usize = 75;
/// The largest sequence: integers have 32 bits and a sign (RFC 5545, 3.3.8).
const MAX_SEQUENCE: u32 = 0x7fff_ffff;
/// When each event reminds: days before the payment is due.
const REMINDERS: [&str; 2] = ["-P3D", "-P1D"];

/// The calendar file of a plan: one event a payment.
///
/// `made_at` is a UTC time, `2026-11-23T14:21:05Z`; for any other text the start of the plan's first day stands in the
/// file. `sequence` counts the files that were made of one plan, from 0.
///
/// It has no `METHOD`, so it is a file to import and no invitation, which would have to name an organiser (RFC 5546).
///
/// # Determinism
/// Equal input gives equal bytes, whatever the current language.
pub fn render_ics(case: &Case, terms: &Terms, schedule: &Schedule, made_at: &str, sequence: u32) -> String {
    in_reference(|| file(case, terms, schedule, made_at, sequence, false))
}

/// The calendar file that takes the events of a plan out again: those of `schedule`, by the same UIDs.
///
/// Its `sequence` has to be higher than that of the file which put them there; see [`render_ics`].
pub fn render_ics_cancelled(case: &Case, terms: &Terms, schedule: &Schedule, made_at: &str, sequence: u32) -> String {
    in_reference(|| file(case, terms, schedule, made_at, sequence, true))
}

fn file(case: &Case, terms: &Terms, schedule: &Schedule, made_at: &str, sequence: u32, cancelled: bool) -> String {
    let mut out = Lines(String::new());
    out.put("BEGIN:VCALENDAR");
    out.put("VERSION:2.0");
    out.put("PRODID:-//Plan Negotiator//EN");
    out.put("CALSCALE:GREGORIAN");
    if cancelled {
        out.put("METHOD:CANCEL");
    }
    let stamp = match is_utc_time(made_at) {
        true => made_at.replace(['-', ':'], ""),
        false => format!("{}T000000Z", basic(terms.starts)),
    };
    for row in &schedule.rows {
        let title = words::doc_calendar_title(&amount(schedule.money(row.payment))).text();
        out.put("BEGIN:VEVENT");
        out.put(&format!("UID:{}", uid(case, terms, row)));
        out.put(&format!("DTSTAMP:{stamp}"));
        out.put(&format!("SEQUENCE:{}", sequence.min(MAX_SEQUENCE)));
        out.put(&format!("DTSTART;VALUE=DATE:{}", basic(row.due)));
        // The end is the first day that no longer belongs to the event.
        let end = row.due.succ_opt().unwrap_or(row.due);
        out.put(&format!("DTEND;VALUE=DATE:{}", basic(end)));
        out.text("SUMMARY", &title);
        out.text("DESCRIPTION", &description(case, schedule, row));
        out.put("TRANSP:TRANSPARENT");
        if cancelled {
            out.put("STATUS:CANCELLED");
        } else {
            for trigger in REMINDERS {
                out.put("BEGIN:VALARM");
                out.put("ACTION:DISPLAY");
                out.text("DESCRIPTION", &title);
                out.put(&format!("TRIGGER:{trigger}"));
                out.put("END:VALARM");
            }
        }
        out.put("END:VEVENT");
    }
    out.put("END:VCALENDAR");
    out.0
}

/// Names the event of a payment; no amount goes into it, and no date of a regular payment.
fn uid(case: &Case, terms: &Terms, row: &Row) -> String {
    // Charges of their own have no number: they are told apart by their day.
    let payment = match row.kind {
        RowKind::Charge => json!(format_iso_date(row.due)),
        RowKind::Deposit | RowKind::Instalment => json!(row.n),
    };
    let debts: Vec<&str> = terms.debts.iter().map(|debt| debt.id.as_str()).collect();
    let named = json!([case.company_ref, debts, format_iso_date(terms.starts), payment]);
    let digest = Digest::of("pn/calendar-event/1", named.to_string().as_bytes());
    format!("{}@plan-negotiator", digest.to_hex())
}

/// Which payment it is, and what to write with it. Numbers are those of the schedule, where the deposit has none.
fn description(case: &Case, schedule: &Schedule, row: &Row) -> String {
    let which = match row.kind {
        RowKind::Deposit => words::doc_calendar_deposit(u64::from(schedule.instalments)),
        RowKind::Charge => words::doc_calendar_charge(),
        RowKind::Instalment => words::doc_calendar_payment(&schedule.instalments.to_string(), &row.n.to_string()),
    };
    let how = case.how_to_pay.as_ref();
    let reference = how.and_then(|how| filled(how.reference.as_ref()));
    let reference = reference.map(|reference| words::doc_give_reference(&reference));
    let sentences: Vec<String> = [which].iter().chain(&reference).map(Message::text).collect();
    sentences.join("\n")
}

/// A date in the basic format of ISO 8601.
fn basic(date: Date) -> String {
    format_iso_date(date).replace('-', "")
}

/// The content lines of a file.
struct Lines(String);

impl Lines {
    /// Adds a line, folded where it is too long, never inside a character.
    fn put(&mut self, line: &str) {
        let mut bytes = 0;
        for one in line.chars() {
            if bytes + one.len_utf8() > MAX_LINE_BYTES {
                self.0.push_str("\r\n ");
                bytes = 1;
            }
            bytes += one.len_utf8();
            self.0.push(one);
        }
        self.0.push_str("\r\n");
    }

    /// Adds a property whose value is text: escaped, and without control characters (RFC 5545, 3.3.11).
    fn text(&mut self, property: &str, value: &str) {
        let mut line = format!("{property}:");
        for one in value.chars() {
            match one {
                '\n' => line.push_str("\\n"),
                '\\' | ',' | ';' => line.extend(['\\', one]),
                _ if one.is_control() => {}
                _ => line.push(one),
            }
        }
        self.put(&line);
    }
}
