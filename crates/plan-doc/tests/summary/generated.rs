//! Agreements of all kinds, drawn by chance.

use plan_core::calendar::parse_iso_date;
use plan_core::{Case, Change, ChangeKind, Currency, Date, Debt, Every, Held, Instalments, Terms};
use plan_doc::{Agreed, Record, Summary};
use plan_log::{Digest, Role};
use proptest::prelude::*;

prop_compose! {
    /// A summary without signatures, and a name to sign with; the terms may not work out.
    pub fn summaries()(
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
    ) -> (Summary, String) {
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
            when: plan_core::terms::ReductionWhen::AtStart,
            debt_after: if settled { plan_core::terms::DebtAfter::Settled } else { plan_core::terms::DebtAfter::Continues },
        });
        let record = Record::Agreed(Agreed {
            proposed_by: if by_person { Role::Person } else { Role::Agent },
            proposed_at: "2026-11-23T14:18:30Z".to_owned(),
            agreed_at: "2026-11-23T14:21:05Z".to_owned(),
            in_person: false,
            affordability: plan_log::body::Affordability::NotChecked,
            entries: ["proposal", "answer", "seal"].map(|what| Digest::of("test", what.as_bytes())),
        });
        let case = Case::plain(currency, vec![debt]);
        let summary = Summary { case, terms, record, proof: Vec::new(), signatures: Vec::new() };
        (summary, if plan_doc::is_name(&name) { name } else { "x".to_owned() })
    }
}
