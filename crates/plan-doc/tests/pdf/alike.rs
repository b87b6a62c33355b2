//! Five hundred agreements whose files are made here and in a browser, and have to be the same bytes.

use plan_core::calendar::parse_iso_date;
use plan_core::{Case, Change, ChangeKind, Currency, Date, Debt, Every, Held, Instalments, Terms};
use plan_doc::{Agreed, Offer, Record, Summary, Telephone, render_pdf};
use plan_log::{Digest, Role};
use sha2::{Digest as _, Sha256};

/// The SHA-256 over all of them.
pub const DIGEST: &str = "f12b6ec0b8099e959b02840d3888d0aac567786186ff1562f1bfd3a1b3b86516";

/// How many.
pub const COUNT: u64 = 500;

/// The agreement of a number; `None` where its terms do not work out.
pub fn agreement(number: u64) -> Option<Summary> {
    // Every part turns at a pace of its own, so that the parts meet in many ways.
    let turn = |pace: u64, of: u64| number.wrapping_mul(pace).wrapping_add(number / 7) % of;
    let starts = parse_iso_date("2026-11-23")?;
    let day = |days: u64| Date::from_epoch_days(starts.to_epoch_days() + i32::try_from(days).ok()?);
    let currency = Currency::parse(["GBP", "EUR", "USD", "JPY", "BHD"].get(usize::try_from(turn(1, 5)).ok()?)?)?;
    let every = [
        Every::Monthly,
        Every::Weekly,
        Every::Fortnightly,
        Every::FourWeekly,
        Every::TwiceMonthly,
        Every::Quarterly,
        Every::Months(5),
        Every::Days(10),
    ];
    let names = [
        "Łódź – Ελένη",
        "محمد",
        "Zoë Ångström-O’Neill",
        "李",
        "A\u{202e}B",
        "👩‍👩‍👧",
        "Plain",
    ];
    let name = || {
        names
            .get(usize::try_from(turn(3, 7)).ok()?)
            .map(|name| (*name).to_owned())
    };
    let debt = Debt {
        id: format!("D-{number}"),
        label: name(),
        balance: i64::try_from(10_000 + turn(7_919, 400_000)).ok()?,
        since: None,
    };
    let held = match number % 3 {
        0 => Held::Count(u32::try_from(1 + turn(11, 60)).ok()?),
        _ => Held::Amount(i64::try_from(2_000 + turn(131, 30_000)).ok()?),
    };
    let instalments = Instalments {
        every: *every.get(usize::try_from(turn(5, 8)).ok()?)?,
        first_due: day(turn(13, 60))?,
        day: None,
        held,
    };
    let mut terms = Terms::plain(currency, starts, debt.clone(), instalments);
    if number.is_multiple_of(4) {
        let kind = ChangeKind::Break {
            from: day(90 + turn(17, 90))?,
            until: day(220)?,
            interest: Default::default(),
        };
        terms.changes.push(Change {
            id: "b".to_owned(),
            kind,
        });
    }
    let entry = |what: &str| Digest::of("test", what.as_bytes());
    let at = || "2026-11-23T14:21:05Z".to_owned();
    let record = match number % 5 {
        0 => Record::Telephone(Telephone {
            agreed_at: at(),
            tell_us_by: day(14)?,
            entry: entry("call"),
            affordability: plan_log::body::Affordability::NotChecked,
        }),
        1 => Record::Offer(Offer {
            made_at: at(),
            reply_by: day(14),
            within_budget: false,
            entry: entry("offer"),
        }),
        other => Record::Agreed(Agreed {
            proposed_by: if other == 2 { Role::Agent } else { Role::Person },
            proposed_at: at(),
            agreed_at: at(),
            in_person: other == 4,
            affordability: plan_log::body::Affordability::NotChecked,
            entries: ["proposal", "answer", "seal"].map(entry),
        }),
    };
    let mut case = Case::plain(currency, vec![debt]);
    case.owed_to = name();
    let summary = Summary {
        case,
        terms,
        record,
        proof: Vec::new(),
        signatures: Vec::new(),
    };
    summary.check().is_ok().then_some(summary)
}

/// The digest over the files of all of them, in order; one that does not work out counts with its number.
pub fn digest() -> String {
    let mut hash = Sha256::new();
    for number in 0..COUNT {
        match agreement(number).map(|summary| render_pdf(&summary)) {
            Some(Ok(file)) => hash.update(Sha256::digest(&file)),
            Some(Err(_)) | None => hash.update(number.to_be_bytes()),
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
