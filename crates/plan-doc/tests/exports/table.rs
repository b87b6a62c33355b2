//! The table.

use crate::Plan;

const HEADER: &str = "\u{feff}number,kind,due,payment,principal,interest,charges,balance\r\n";

#[test]
fn small_plan_is_one_line() {
    let expected = "1,instalment,2026-12-04,50.00,50.00,0.00,0.00,0.00\r\n";
    assert_eq!(Plan::small().csv(), format!("{HEADER}{expected}"));
}

#[test]
fn full_plan_starts_with_its_deposit() {
    let plan = Plan::full();
    let csv = plan.csv();
    let expected = "\
        0,deposit,2026-11-30,100.00,100.00,0.00,0.00,980.00\r\n\
        1,instalment,2026-12-29,50.00,50.00,0.00,0.00,930.00\r\n\
        2,instalment,2027-01-28,50.00,50.00,0.00,0.00,880.00\r\n\
        3,instalment,2027-03-01,50.00,50.00,0.00,0.00,830.00\r\n";
    assert!(csv.starts_with(&format!("{HEADER}{expected}")), "{csv}");
    assert!(csv.ends_with(",0.00\r\n"));
    assert_eq!(csv.matches("\r\n").count(), plan.schedule.rows.len() + 1);
}

#[test]
fn amounts_have_the_decimals_of_their_currency() {
    for (code, cells) in [("JPY", "9000,9000,0,0,0"), ("BHD", "9.000,9.000,0.000,0.000,0.000")] {
        let plan = Plan::small().with(|terms| {
            terms.currency = plan_core::Currency::parse(code).unwrap();
            terms.reduction = None;
        });
        assert_eq!(plan.csv(), format!("{HEADER}1,instalment,2026-12-04,{cells}\r\n"));
    }
}
