//! Laws that hold for every input.

use plan_core::calendar::parse_iso_date;
use plan_core::{Case, Change, ChangeKind, Currency, Date, Debt, Every, Held, Instalments, Schedule, Terms};
use plan_doc::{Agreed, Summary, low_s, read_html, render_html};
use plan_log::Role;
use proptest::prelude::*;

use crate::fixtures::{agent_statement, person_statement, signed, small, verdict};
use crate::markup::assert_well_formed;

prop_compose! {
    /// A summary of two signatures; the terms may not work out.
    fn summaries()(
        code in prop::sample::select(vec!["GBP", "EUR", "USD", "JPY", "BHD"]),
        balance in 1_i64..1_000_000,
        amount in 1_i64..200_000,
        count in 1_u32..60,
        hold_count in any::<bool>(),
        every in prop::sample::select(vec![
            Every::Weekly, Every::Fortnightly, Every::FourWeekly, Every::TwiceMonthly, Every::Monthly, Every::Quarterly,
            Every::Months(5), Every::Days(10),
        ]),
        first in 0_i32..400,
        breaks in prop::option::of((0_i32..900, 1_i32..200)),
        step in prop::option::of((0_i32..900, 1_i64..50_000)),
        reduction in prop::option::of((1_i64..100_000, any::<bool>())),
        name in "[^\\x00-\\x1f\\x7f-\\x9f]{1,30}",
        label in prop::option::of("[^\\x00-\\x1f\\x7f-\\x9f]{0,40}"),
        by_person in any::<bool>(),
    ) -> Summary {
        let starts = parse_iso_date("2026-11-23").unwrap();
        let day = |days: i32| Date::from_epoch_days(starts.to_epoch_days() + days).unwrap();
        let debt = Debt { id: "D".to_owned(), label, balance, since: None };
        let held = if hold_count { Held::Count(count) } else { Held::Amount(amount) };
        let currency = Currency::parse(code).unwrap();
        let mut terms =
            Terms::plain(currency, starts, debt.clone(), Instalments { every, first_due: day(first), day: None, held });
        if let Some((from, length)) = breaks {
            let kind = ChangeKind::Break { from: day(from), until: day(from + length), interest: Default::default() };
            terms.changes.push(Change { id: "b".to_owned(), kind });
        }
        if let Some((from, amount)) = step {
            terms.changes.push(Change { id: "s".to_owned(), kind: ChangeKind::Step { from: day(from), amount } });
        }
        terms.reduction = reduction.map(|(amount, settled)| plan_core::Reduction {
            size: plan_core::ReductionSize::Amount(amount),
            debt_after: if settled { plan_core::terms::DebtAfter::Settled } else { plan_core::terms::DebtAfter::Continues },
        });
        let agreed = Agreed {
            proposed_by: if by_person { Role::Person } else { Role::Agent },
            proposed_at: "2026-11-23T14:18:30Z".to_owned(),
            agreed_at: "2026-11-23T14:21:05Z".to_owned(),
        };
        let case = Case::plain(currency, vec![debt]);
        let summary = Summary { case, terms, agreed, signatures: Vec::new() };
        let name = if name.trim().is_empty() { "x".to_owned() } else { name };
        signed(summary, plan_doc::Statement { name, ..agent_statement() }, person_statement())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What is written is read as the same summary, whole, and in well-formed markup; what cannot be worked out is not
    /// written.
    #[test]
    fn prop_write_then_read_is_identity(summary in summaries()) {
        match render_html(&summary) {
            Ok(html) => {
                assert_well_formed(&html);
                let verdict = verdict(read_html(html.as_bytes()).unwrap());
                prop_assert!(verdict.whole);
                prop_assert_eq!(&verdict.summary, &summary);
                prop_assert_eq!(render_html(&verdict.summary).unwrap(), html);
            }
            Err(error) => {
                prop_assert_eq!(error.code(), "terms");
                prop_assert!(Schedule::derive(&summary.terms).is_err());
            }
        }
    }

    /// Any bytes: an answer, never a panic.
    #[test]
    fn prop_any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read_html(&bytes).is_err());
        let _ = low_s(&bytes);
    }

    /// Any piece of a page in another piece's place: an answer, never a panic, and never the page.
    #[test]
    fn prop_mangled_pages_are_refused(from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), with in "[\\PC<>{}\"=]{1,8}") {
        let page = render_html(&small()).unwrap();
        let (one, other) = (from.index(page.len()), to.index(page.len()));
        let mut bytes = page.clone().into_bytes();
        bytes.splice(one.min(other)..one.max(other), with.bytes());
        prop_assert!(bytes == page.as_bytes() || read_html(&bytes).is_err());
    }

    /// Any data in the block: an answer, never a panic.
    #[test]
    fn prop_any_data_is_answered(data in "\\{(\"(format|version|case|terms|agreed|signatures)\":(1|\"plan-negotiator/summary\"|\"e30=\"|\\{\\}|\\[\\]),?){0,6}\\}") {
        let html = format!("<script type=\"application/json\" id=\"plan-data\">{data}</script>");
        prop_assert!(read_html(html.as_bytes()).is_err());
    }
}
