//! The six lines.

use plan_core::terms::{Change, ChangeKind, Deposit};
use plan_core::{Every, Held};

use crate::{Plan, hostile};

#[test]
fn full_plan_in_six_lines() {
    assert_eq!(
        Plan::full().lines(),
        "\
Alex Morgan pays Acme Energy Ltd. The reference is ACC-20417.
The usual payment is £50.00, every month, from 29 December 2026. Before that, there is a first payment of £100.00 on 30 November 2026. Some payments differ, and the plan shows each one.
The last payment is £70.00, due on 30 May 2028. There are 17 payments.
The total is £1,080.00. After this plan the debt is settled in full.
Pay by standing order. Pay to Acme Energy Ltd. The account is 20-00-00 12345678. Give the reference ACC-20417 when you pay.
The short code of this plan is 42f2 6187."
    );
}

#[test]
fn small_plan_in_six_lines() {
    assert_eq!(
        Plan::small().lines(),
        "\
The person this plan is for pays the company that is owed the money.
The payment is €50.00, due on 4 December 2026.
That is the only payment.
The total is €50.00. €40.00 is still owed after this plan.
This message does not say how to pay.
The short code of this plan is a4e3 b0e3."
    );
}

/// A plan of level payments to start from.
fn level(held: Held) -> Plan {
    Plan::small().with(|terms| {
        terms.reduction = None;
        terms.instalments.held = held;
    })
}

fn line(plan: &Plan, number: usize) -> String {
    plan.lines().split('\n').nth(number - 1).unwrap().to_owned()
}

#[test]
fn second_line_says_what_is_usual() {
    let from = "from 4 December 2026.";
    let even = level(Held::Count(3));
    assert_eq!(
        line(&even, 2),
        format!("The usual payment is €30.00, every 4 weeks, {from}")
    );
    assert_eq!(
        line(&even, 3),
        "The last payment is €30.00, due on 29 January 2027. There are 3 payments."
    );
    let last_differs = level(Held::Amount(4_000)).with(|terms| terms.instalments.every = Every::Fortnightly);
    assert_eq!(
        line(&last_differs, 2),
        format!("The usual payment is €40.00, every 2 weeks, {from}")
    );
    assert_eq!(
        line(&last_differs, 3),
        "The last payment is €10.00, due on 1 January 2027. There are 3 payments."
    );
    let first_differs =
        level(Held::Count(7)).with(|terms| terms.rounding.remainder = plan_core::terms::Remainder::First);
    assert!(line(&first_differs, 2).ends_with("Some payments differ, and the plan shows each one."));
    let mixed = level(Held::Count(2)).with(|terms| {
        let single = |id: &str, due: &str, amount| Change {
            id: id.to_owned(),
            kind: ChangeKind::Single {
                due: due.parse().unwrap(),
                amount,
            },
        };
        terms.instalments.held = Held::Amount(1_000);
        terms.changes = vec![single("a", "2026-12-04", 4_000), single("b", "2027-01-01", 5_000)];
    });
    assert_eq!(
        line(&mixed, 2),
        format!("Payments are due every 4 weeks, {from} They differ, and the plan shows each one.")
    );
    let deposit = level(Held::Count(1)).with(|terms| {
        terms.deposit = Some(Deposit {
            amount: 1_000,
            due: "2026-11-30".parse().unwrap(),
        });
    });
    assert_eq!(
        line(&deposit, 2),
        "The payment is €80.00, due on 4 December 2026. Before that, there is a first payment of €10.00 on 30 November 2026."
    );
    assert_eq!(
        line(&deposit, 3),
        "The last payment is €80.00, due on 4 December 2026. There are 2 payments."
    );
}

#[test]
fn fifth_line_says_how_to_pay() {
    for (method, said) in [
        ("standing_order", "Pay by standing order."),
        ("direct_debit", "Pay by direct debit."),
        ("card", "Pay by card."),
        ("transfer", "Pay by bank transfer."),
        ("cash", "Pay this way: cash."),
    ] {
        let mut plan = Plan::full();
        let how = plan.case.how_to_pay.as_mut().unwrap();
        how.method = Some(method.to_owned());
        how.payee = None;
        how.account = None;
        how.reference = Some("\u{202e}".to_owned());
        assert_eq!(line(&plan, 5), said);
    }
    assert_eq!(line(&Plan::named(" "), 5), "This message does not say how to pay.");
    assert_eq!(
        line(&Plan::named("\u{2028}"), 1),
        "The person this plan is for pays the company that is owed the money."
    );
}

#[test]
fn hostile_names_add_no_line_and_turn_nothing() {
    for (given, left) in hostile() {
        let text = Plan::named(&given).lines();
        assert_eq!(text.split('\n').count(), 6, "{given:?}");
        let breaks = |one: char| one.is_control() || matches!(one, '\u{2028}' | '\u{2029}');
        let turns = |one: char| matches!(one, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(
            !text.replace('\n', "").contains(|one| breaks(one) || turns(one)),
            "{given:?}"
        );
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines[0], format!("{left} pays {left}. The reference is {left}."));
        assert_eq!(
            lines[4],
            format!(
                "Pay this way: {left}. Pay to {left}. The account is {left}. Give the reference {left} when you pay."
            )
        );
    }
}
