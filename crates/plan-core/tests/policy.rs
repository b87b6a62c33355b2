//! Policy packs: the examples read, every field refuses what it should, and a pack is of no use outside its days.
#![expect(clippy::unwrap_used, reason = "what does not come out fails its test")]

use plan_core::calendar::parse_iso_date;
use plan_core::policy::{FindingCode, NotInForce, Pack, Rules};
use plan_core::{
    Change, ChangeKind, Currency, Date, Debt, Every, Held, Instalments, Problem, Reduction, ReductionSize, Schedule,
    Terms,
};
use serde_json::{Value, json};

const ENERGY: &str = include_str!("../../../policies/example-energy.json");
const TRADE: &str = include_str!("../../../policies/example-trade.json");

fn day(text: &str) -> Date {
    parse_iso_date(text).unwrap()
}

fn energy() -> Rules {
    let pack = Pack::from_json(ENERGY).unwrap();
    pack.in_force(day("2026-11-26")).unwrap().clone()
}

#[test]
fn the_examples_read_and_name_themselves() {
    for (text, id) in [(ENERGY, "example-energy-consumer"), (TRADE, "example-trade-business")] {
        let pack = Pack::from_json(text).unwrap();
        assert_eq!((pack.id(), pack.pack_version()), (id, "2026-10"));
        assert!(!pack.in_force(pack.valid().0).unwrap().advice.is_empty());
    }
}

#[test]
fn a_pack_is_of_use_from_its_first_day_to_its_last() {
    let pack = Pack::from_json(ENERGY).unwrap();
    let (first, last) = (day("2026-10-01"), day("2027-09-30"));
    assert_eq!(pack.valid(), (first, last));
    assert_eq!(pack.in_force(day("2026-09-30")), Err(NotInForce::Before(first)));
    assert!(pack.in_force(first).is_ok());
    assert!(pack.in_force(last).is_ok());
    assert_eq!(pack.in_force(day("2027-10-01")), Err(NotInForce::After(last)));
}

#[test]
fn a_text_is_told_in_the_language_asked_for_or_in_english() {
    let rules = energy();
    assert_eq!(rules.title.in_language("cy").1, "cy");
    assert_eq!(rules.title.in_language("CY").1, "cy");
    assert_eq!(rules.title.in_language("fr").1, "en-GB");
    let only = changed("/title", json!({ "ur": "x", "cy": "y" }));
    let pack = Pack::from_json(&only.to_string()).unwrap();
    assert_eq!(
        pack.in_force(day("2026-11-26")).unwrap().title.in_language("fr"),
        ("y", "cy")
    );
}

fn changed(pointer: &str, to: Value) -> Value {
    let mut value: Value = serde_json::from_str(ENERGY).unwrap();
    *value.pointer_mut(pointer).unwrap() = to;
    value
}

/// What is said of the example with one value exchanged.
fn refused(pointer: &str, to: Value) -> Vec<(String, String)> {
    told(&changed(pointer, to))
}

fn told(value: &Value) -> Vec<(String, String)> {
    let say = |problem: &Problem| (problem.code.as_str().to_owned(), problem.path.clone());
    Pack::from_json(&value.to_string()).map_or_else(|problems| problems.iter().map(say).collect(), |_| Vec::new())
}

fn one(code: &str, path: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), path.to_owned())]
}

#[test]
fn each_field_refuses_what_it_should() {
    let long = "x".repeat(601);
    let smallest = "limits.smallest_monthly";
    for (pointer, to, code, path) in [
        ("/version", json!(2), "unknown_version", "version"),
        ("/id", json!(" "), "missing", "id"),
        ("/pack_version", json!(7), "wrong_type", "pack_version"),
        ("/title", json!("Rules"), "wrong_type", "title"),
        ("/title", json!({}), "missing", "title.en-GB"),
        ("/title", json!({ "en-GB": long }), "too_large", "title.en-GB"),
        (
            "/title",
            json!({ "en-GB": "a\u{7}b" }),
            "control_characters",
            "title.en-GB",
        ),
        (
            "/title",
            json!({ "not a code": "x" }),
            "not_allowed",
            "title.not a code",
        ),
        ("/company", json!(""), "missing", "company"),
        ("/applies_to", json!([]), "missing", "applies_to[0]"),
        ("/applies_to", json!(["person"]), "not_allowed", "applies_to[0]"),
        (
            "/applies_to",
            json!(["consumer", "consumer"]),
            "duplicate",
            "applies_to[1]",
        ),
        ("/currency", json!("pounds"), "not_allowed", "currency"),
        ("/valid_from", json!("2026-02-30"), "not_a_date", "valid_from"),
        ("/valid_until", json!("2026-09-30"), "reversed", "valid_until"),
        (
            "/limits/smallest_monthly/amount",
            json!("0"),
            "zero",
            &format!("{smallest}.amount"),
        ),
        (
            "/limits/smallest_monthly/amount",
            json!(5),
            "wrong_type",
            &format!("{smallest}.amount"),
        ),
        (
            "/limits/smallest_monthly/amount",
            json!("5.001"),
            "too_many_decimals",
            &format!("{smallest}.amount"),
        ),
        (
            "/limits/smallest_monthly/source",
            json!(null),
            "missing",
            &format!("{smallest}.source"),
        ),
        (
            "/limits/smallest_monthly/dated",
            json!("soon"),
            "not_a_date",
            &format!("{smallest}.dated"),
        ),
        (
            "/limits/smallest_monthly/reason",
            json!(null),
            "missing",
            &format!("{smallest}.reason"),
        ),
        (
            "/limits/longest_months/months",
            json!(0),
            "too_small",
            "limits.longest_months.months",
        ),
        (
            "/limits/longest_months/months",
            json!(1_201),
            "too_large",
            "limits.longest_months.months",
        ),
        (
            "/limits/frequencies/every",
            json!([]),
            "missing",
            "limits.frequencies.every[0]",
        ),
        (
            "/limits/frequencies/every",
            json!(["daily"]),
            "not_allowed",
            "limits.frequencies.every[0]",
        ),
        ("/days/reply_by/days", json!(0), "too_small", "days.reply_by.days"),
        ("/days/reply_by/days", json!(1.5), "wrong_type", "days.reply_by.days"),
        ("/advice", json!([]), "missing", "advice[0]"),
        ("/advice/0/phone", json!("call us"), "not_allowed", "advice[0].phone"),
        (
            "/advice/0/web",
            json!("javascript:alert(1)"),
            "not_allowed",
            "advice[0].web",
        ),
        (
            "/advice/0/web",
            json!("http://example.org/"),
            "not_allowed",
            "advice[0].web",
        ),
        ("/advice/0/web", json!("https://"), "not_allowed", "advice[0].web"),
        ("/advice/0/web", json!("https://a b/"), "not_allowed", "advice[0].web"),
        ("/consequences/0/text", json!(null), "missing", "consequences[0].text"),
        ("/credit_file/source", json!(3), "wrong_type", "credit_file.source"),
    ] {
        assert_eq!(refused(pointer, to.clone()), one(code, path), "{pointer} {to}");
    }
}

#[test]
fn unknown_fields_are_named_and_everything_is_told_at_once() {
    let mut value: Value = serde_json::from_str(ENERGY).unwrap();
    value["limit"] = json!(1);
    value["limits"]["smallest"] = json!(1);
    value["limits"]["break_months"]["month"] = json!(1);
    value["days"]["replyby"] = json!(1);
    value["advice"][0]["tel"] = json!("1");
    value["advice"][1] = json!({ "name": "Somebody", "source": "x", "dated": "2026-10-01" });
    let mut paths: Vec<String> = told(&value).into_iter().map(|(_, path)| path).collect();
    paths.sort();
    let expected = [
        "advice[0].tel",
        "advice[1].phone",
        "days.replyby",
        "limit",
        "limits.break_months.month",
        "limits.smallest",
    ];
    assert_eq!(paths, expected);
}

fn plan(amount: i64, every: Every) -> Terms {
    let debt = Debt {
        id: "1".to_owned(),
        label: None,
        balance: 12_000,
        since: None,
    };
    let instalments = Instalments {
        every,
        first_due: day("2026-12-28"),
        day: None,
        held: Held::Amount(amount),
    };
    Terms::plain(Currency::GBP, day("2026-11-26"), debt, instalments)
}

fn found(rules: &Rules, terms: &Terms) -> Vec<(&'static str, String, String)> {
    let findings = rules.check(terms, &Schedule::derive(terms).unwrap());
    for finding in &findings {
        let offers_nothing = finding.code == FindingCode::ReductionAboveOffered && finding.limit.is_empty();
        assert_eq!(finding.because.is_none(), offers_nothing, "{finding:?}");
    }
    findings
        .into_iter()
        .map(|finding| (finding.code.as_str(), finding.value, finding.limit))
        .collect()
}

fn finding(code: &'static str, value: &str, limit: &str) -> (&'static str, String, String) {
    (code, value.to_owned(), limit.to_owned())
}

#[test]
fn limits_are_met_at_their_border() {
    let rules = energy();
    assert_eq!(found(&rules, &plan(500, Every::Monthly)), []);
    assert_eq!(
        found(&rules, &plan(499, Every::Monthly)),
        [
            finding("payment_below_smallest", "4.99", "5.00"),
            finding("longer_than_longest", "2028-12-28", "24"),
        ]
    );
    // £5 a month is £60 a year: £1.16 a week is £60.32, £1.15 is £59.80.
    assert_eq!(found(&rules, &plan(116, Every::Weekly)), []);
    assert_eq!(
        found(&rules, &plan(115, Every::Weekly)),
        [finding("payment_below_smallest", "1.15", "5.00")]
    );
}

#[test]
fn a_plan_may_end_on_the_day_and_begin_on_the_day() {
    let rules = energy();
    let mut terms = plan(500, Every::Weekly);
    // 24 months from 28 December 2026 end on 27 December 2028: 105 weekly payments on 25 December, one more on 1 January.
    terms.instalments.held = Held::Count(105);
    assert_eq!(
        found(&rules, &terms),
        [finding("payment_below_smallest", "1.14", "5.00")]
    );
    terms.instalments.held = Held::Count(106);
    assert_eq!(
        found(&rules, &terms),
        [
            finding("payment_below_smallest", "1.13", "5.00"),
            finding("longer_than_longest", "2029-01-01", "24"),
        ]
    );
    let mut terms = plan(1_000, Every::Monthly);
    terms.instalments.held = Held::Count(12);
    terms.instalments.first_due = day("2026-12-31");
    assert_eq!(found(&rules, &terms), []);
    terms.instalments.first_due = day("2027-01-01");
    assert_eq!(found(&rules, &terms), [finding("first_too_late", "36", "35")]);
}

#[test]
fn a_rhythm_that_comes_to_the_same_is_offered() {
    let rules = energy();
    assert_eq!(found(&rules, &plan(2_000, Every::Days(28))), []);
    assert_eq!(found(&rules, &plan(2_000, Every::Months(1))), []);
    assert_eq!(
        found(&rules, &plan(2_000, Every::TwiceMonthly)),
        [finding("frequency_not_offered", "", "")]
    );
    assert_eq!(
        found(&rules, &plan(6_000, Every::Quarterly)),
        [finding("frequency_not_offered", "", "")]
    );
}

#[test]
fn a_reduction_is_measured_against_what_is_offered() {
    let reduced = |size| {
        let mut terms = plan(5_000, Every::Monthly);
        terms.reduction = Some(Reduction {
            size,
            when: plan_core::terms::ReductionWhen::AtStart,
            debt_after: plan_core::terms::DebtAfter::Settled,
        });
        terms
    };
    let trade = Pack::from_json(TRADE).unwrap();
    let trade = trade.in_force(day("2026-11-26")).unwrap();
    assert_eq!(
        found(&energy(), &reduced(ReductionSize::Amount(1))),
        [finding("reduction_above_offered", "0.01", "")]
    );
    assert_eq!(found(trade, &reduced(ReductionSize::Amount(1_200))), []);
    assert_eq!(
        found(trade, &reduced(ReductionSize::Amount(1_201))),
        [finding("reduction_above_offered", "12.01", "10")]
    );
}

#[test]
fn breaks_and_lower_payments_are_measured_with_both_ends() {
    let with = |kind| {
        let mut terms = plan(1_000, Every::Monthly);
        terms.changes = vec![Change {
            id: "c".to_owned(),
            kind,
        }];
        found(&energy(), &terms)
    };
    let pause = |until: &str| ChangeKind::Break {
        from: day("2027-01-01"),
        until: day(until),
        interest: plan_core::terms::BreakInterest::Running,
    };
    assert_eq!(with(pause("2027-01-31")), []);
    assert_eq!(
        with(pause("2027-02-01")),
        [finding("break_too_long", "2027-02-01", "1")]
    );
    let lower = |until: &str| ChangeKind::Reduced {
        from: day("2027-01-15"),
        until: day(until),
        amount: 900,
    };
    assert_eq!(with(lower("2027-07-14")), []);
    assert_eq!(
        with(lower("2027-07-15")),
        [finding("lower_too_long", "2027-07-15", "6")]
    );
}

#[test]
fn rules_in_pounds_say_nothing_of_a_plan_in_euros() {
    let mut terms = plan(1, Every::Quarterly);
    terms.currency = Currency::parse("EUR").unwrap();
    terms.instalments.held = Held::Count(3);
    assert!(!energy().fits(&terms));
    assert_eq!(found(&energy(), &terms), []);
}
