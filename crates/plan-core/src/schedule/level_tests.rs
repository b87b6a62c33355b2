//! The level payment: three ways to it (quick, in fixed point, by halving) against exact fractions and each other.

use proptest::prelude::*;

use super::RowKind;
use super::accrual::{Fraction, Stretch};
use super::level::{NoLevel, discounted, fixed_point, flat, halved, product, quickly_discounted, reducing};
use super::walk::{Due, Dues};
use crate::calendar::Date;
use crate::money::{Near, Rounding};

/// One row: the interest of its stretch, as numerator and denominator, and the payment that a change fixes.
type Part = (i64, i64, Option<i64>);

fn dues(parts: &[Part]) -> Dues {
    let mut dues = Dues::with_capacity(parts.len());
    for (numerator, denominator, fixed) in parts {
        dues.push(Due {
            day: Date::MIN,
            meant_day: None,
            single: None,
            kind: RowKind::Instalment,
            fixed: *fixed,
            stretch: Stretch::without_pauses(Fraction {
                numerator: *numerator,
                denominator: *denominator,
            }),
            charges: 0,
        });
    }
    dues
}

/// The formula at the head of `level.rs` over one common denominator, without any rounding.
fn exact(principal: i64, release: i64, parts: &[Part]) -> (i128, i128) {
    let growth = |(numerator, denominator, _): &Part| i128::from(numerator + denominator);
    let unit = |(_, denominator, _): &Part| i128::from(*denominator);
    // 1 ÷ ((1 + f₁)…(1 + fₖ)), times the product of all (denominator + numerator).
    let factor = |k: usize| -> i128 {
        let (before, after) = parts.split_at(k);
        before.iter().map(unit).product::<i128>() * after.iter().map(growth).product::<i128>()
    };
    let mut numerator = i128::from(principal) * factor(0) - i128::from(release) * factor(parts.len());
    let mut denominator = 0;
    for (index, (.., fixed)) in parts.iter().enumerate() {
        match fixed {
            Some(fixed) => numerator -= i128::from(*fixed) * factor(index + 1),
            None => denominator += factor(index + 1),
        }
    }
    (numerator, denominator)
}

const MODES: [Rounding; 4] = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down];

/// Every way gives the exact fraction, rounded.
fn check_ways(principal: i64, release: i64, parts: &[Part], multiple: i64) {
    let dues = dues(parts);
    let (numerator, denominator) = exact(principal, release, parts);
    assert!(numerator > 0 && denominator > 0, "{principal} {release} {parts:?}");
    let quick = quickly_discounted(principal, release, &dues.rows).expect("small enough");
    let near = discounted(principal, release, &dues.rows).expect("a level payment");
    let searched = halved(principal, release, &dues.rows).expect("a level payment");
    for mode in MODES {
        let wanted = mode.divide_to_multiple(numerator, denominator, multiple);
        let told = |near: Near| mode.divide_near(near, multiple);
        let case = format!("{mode:?} {principal} {release} {parts:?} {multiple}");
        // The quick way may leave it open, and is then not used.
        assert!(!told(quick).is_clear || told(quick).value == wanted, "quick, {case}");
        assert_eq!(told(near).value, wanted, "fixed point, {case}");
        assert_eq!(told(searched).value, wanted, "halving, {case}");
        let whole = reducing((principal, release), &dues, (mode, multiple));
        assert_eq!(whole, Ok(wanted), "{case}");
    }
}

#[test]
fn exact_level_payments_are_not_rounded_up() {
    // 1,000.00 at 1/100 a period is 1,010.00 in one payment.
    check_ways(100_000, 0, &[(1, 100, None)], 1);
    check_ways(100_000, 0, &[(1, 100, None)], 1_000);
    // 1 ÷ (2/3 + 1/2) = 6/7 of 1,400.
    check_ways(1_400, 0, &[(1, 2, None), (1, 3, None)], 1);
    // 1,210 ÷ 1.1 + 1,210 ÷ 1.21 = 2,100.
    check_ways(2_100, 0, &[(1, 10, None), (1, 10, None)], 1);
    check_ways(210_000, 0, &[(1, 10, None), (1, 10, None)], 100);
    // A half of a minor unit: 1,001 at 1/2 in one payment is 1,501.5.
    check_ways(1_001, 0, &[(1, 2, None)], 1);
    check_ways(1_003, 0, &[(1, 2, None)], 1);
    // A half of the multiple.
    check_ways(100_000, 0, &[(1, 20, None)], 10_000);
}

#[test]
fn large_fixed_payments_leave_a_small_level_one_exact() {
    // 1.0201 B = 1.01 F + P, with P so small that what is cut of F's factor could move it.
    for (k, level) in [(1_000_000_000, 1_010), (999_999_937, 303), (1_234_567_891, 7_777)] {
        let fixed = (10_201 * k - level) / 101;
        assert_eq!(fixed * 101 + level, 10_201 * k);
        check_ways(10_000 * k, 0, &[(1, 100, Some(100 * fixed)), (1, 100, None)], 1);
    }
    // The same with what is let go at the end: (B − R ÷ 1.01) × 1.01.
    for k in [1_000_000_000, 999_999_937] {
        check_ways(100 * k, 101 * k - 1_010, &[(1, 100, None)], 1);
    }
}

#[test]
fn a_hair_beside_a_border_is_told_apart() {
    // One payment of 1.000001, 0.999999 and of a half with as much.
    check_ways(1, 0, &[(1, 1_000_000, None)], 1);
    check_ways(1_000_000, 0, &[(1, 365_000_000, None)], 1);
    check_ways(3, 0, &[(500_001, 3_000_000, None)], 1);
    check_ways(3, 0, &[(499_999, 3_000_000, None)], 1);
    check_ways(999_999_999, 0, &[(1, 365_000_000, None)], 1);
}

#[test]
fn the_largest_amounts_and_rates_have_a_level_payment() {
    let largest = 99_999_999_999_999;
    check_ways(largest, 0, &[(10_000_000 * 366, 365_000_000, None)], 1);
    check_ways(
        largest,
        0,
        &[(1, 365_000_000, None), (10_000_000, 365_000_000, None)],
        1,
    );
    check_ways(1, 0, &[(10_000_000, 365_000_000, None)], 1);
}

#[test]
fn what_pays_everything_leaves_no_level_payment() {
    let paid = [(1, 100, Some(1_010)), (1, 100, None)];
    assert_eq!(discounted(1_000, 0, &dues(&paid).rows), Err(NoLevel::NothingLeft));
    assert_eq!(halved(1_000, 0, &dues(&paid).rows), Err(NoLevel::NothingLeft));
    assert_eq!(quickly_discounted(1_000, 0, &dues(&paid).rows), None);
    // A penny less leaves a penny.
    let nearly = [(1, 100, Some(1_009)), (1, 100, None)];
    check_ways(1_000, 0, &nearly, 1);
    let free = [(0, 1, Some(1_000)), (0, 1, None)];
    let told = reducing((1_000, 0), &dues(&free), (Rounding::HalfUp, 1));
    assert_eq!(told, Err(NoLevel::NothingLeft));
}

#[test]
fn a_thousand_rows_of_high_interest_weigh_nothing_in_the_end() {
    // 1 ÷ 2^1200 of a payment is below every digit: 1,000 a period pay the interest of 1,000 for ever.
    let parts = vec![(1, 1, None); 1_200];
    let dues = dues(&parts);
    let told = reducing((1_000, 0), &dues, (Rounding::HalfUp, 1));
    assert_eq!(told, Ok(1_000));
}

#[test]
fn interest_that_is_not_covered_bears_none() {
    // 1,000 at 1/2 a period. The first row pays 100 of 500, so 400 are carried without interest: 1,000 × 1/2 again in
    // the second. P pays 400 + 500 + 1,000. With compound interest it would be 2,100.
    let parts = [(1, 2, Some(100)), (1, 2, None)];
    let told = |mode, multiple| reducing((1_000, 0), &dues(&parts), (mode, multiple));
    assert_eq!(told(Rounding::HalfUp, 1), Ok(1_900));
    assert_eq!(told(Rounding::Up, 1), Ok(1_900));
    assert_eq!(told(Rounding::Down, 1), Ok(1_900));
    assert_eq!(told(Rounding::Up, 1_000), Ok(2_000));
    // Nothing is covered until the end: 10 × 100 of interest and 1,000, in the one row that pays.
    let mut late = vec![(1, 10, Some(1)); 9];
    late.push((1, 10, None));
    let told = reducing((1_000, 0), &dues(&late), (Rounding::HalfUp, 1));
    assert_eq!(told, Ok(2_000 - 9));
    // What is let go with the last payment is not paid.
    let told = reducing((1_000, 300), &dues(&late), (Rounding::HalfUp, 1));
    assert_eq!(told, Ok(2_000 - 9 - 300));
    // The level payment itself does not cover the first rows: 2,000 and 500 of interest and 1,000 in three payments of
    // 1,166.67. Compound it would be 1,285.71.
    let steep = [(2, 1, None), (1, 2, None), (0, 1, None)];
    let told = reducing((1_000, 0), &dues(&steep), (Rounding::HalfUp, 1));
    assert_eq!(told, Ok(1_167));
}

#[test]
fn a_level_payment_just_below_the_interest_is_not_taken_for_one_that_covers_it() {
    // 2,100 of interest, twice, and 700: (2,100 + 2,100 + 700 + 700) ÷ 3 = 1,866.67. Compound it would be 2,036.36, which
    // to the next 50 is 2,050: a multiple below the interest, and no nearer.
    let parts = [(6, 2, None), (6, 2, None), (2, 2, None)];
    let told = reducing((700, 0), &dues(&parts), (Rounding::HalfUp, 50));
    assert_eq!(told, Ok(1_850));
}

#[test]
fn interest_of_different_units_is_not_compared_by_its_numerator() {
    let most = |parts: &[Part]| dues(parts).most.map(|most| (most.numerator, most.denominator));
    assert_eq!(most(&[(1, 12, None), (3, 12, None), (2, 12, None)]), Some((3, 12)));
    assert_eq!(most(&[(1, 1_000, None), (1, 2, None)]), None);
    // A half of 1,000 is more than the second payment, though 1 is no more than 1. So its rest is carried without interest.
    let mut parts = vec![(1, 1_000, None), (1, 2, None), (1, 10, None)];
    parts.extend([(0, 1, None); 5]);
    let dues = dues(&parts);
    let searched = halved(1_000, 0, &dues.rows).map(|near| Rounding::HalfUp.divide_near(near, 1).value);
    let compound = discounted(1_000, 0, &dues.rows).map(|near| Rounding::HalfUp.divide_near(near, 1).value);
    assert_eq!(reducing((1_000, 0), &dues, (Rounding::HalfUp, 1)), searched);
    assert_ne!(searched, compound);
}

#[test]
fn flat_interest_is_shared_in_equal_parts() {
    let parts = [(1, 12, None), (1, 12, None), (1, 6, Some(100)), (0, 12, None)];
    // 1,200 × (1/12 + 1/12 + 1/6) = 400; 1,600 − 100 in three rows.
    let told = flat((1_200, 0), &dues(&parts), (Rounding::HalfUp, 1));
    assert_eq!(told, Ok(500));
    let told = flat((1_200, 300), &dues(&parts), (Rounding::HalfUp, 1));
    assert_eq!(told, Ok(400));
    let told = flat((1_201, 300), &dues(&parts), (Rounding::Up, 100));
    assert_eq!(told, Ok(500));
    let paid = [(1, 12, None), (1, 12, Some(1_400))];
    let told = flat((1_200, 0), &dues(&paid), (Rounding::HalfUp, 1));
    assert_eq!(told, Err(NoLevel::NothingLeft));
}

fn fractions() -> impl Strategy<Value = (i64, i64)> {
    let bases = prop_oneof![
        Just(360_000_000_i64),
        Just(365_000_000),
        Just(12_000_000),
        Just(10_800_000_000),
        1_i64..1 << 46
    ];
    // Small ones as rows have them, and all that a fraction may have.
    (prop_oneof![0_i64..10_000_000 * 366, 0_i64..1 << 58], bases)
}

proptest! {
    // Many plans drawn by chance do not cover their interest.
    #![proptest_config(ProptestConfig { max_global_rejects: u32::MAX, ..ProptestConfig::default() })]

    /// The quick quotient is the exact one, cut.
    #[test]
    fn prop_fixed_point_is_cut_division((numerator, denominator) in fractions()) {
        let wanted = (u128::try_from(denominator).unwrap() << 63) / u128::try_from(denominator + numerator).unwrap();
        let found = fixed_point(Fraction { numerator, denominator });
        prop_assert_eq!(found.map(u128::from), Some(wanted));
    }

    /// The product of halves is the exact one, cut.
    #[test]
    fn prop_product_is_cut(one in 0_u64..=1 << 63, other in 0_u64..=1 << 63) {
        prop_assert_eq!(u128::from(product(one, other)), (u128::from(one) * u128::from(other)) >> 63);
    }

    /// All three ways give the exact fraction, rounded, where every row covers its interest.
    #[test]
    fn prop_three_ways_give_the_exact_level_payment(
        principal in 1_i64..1_000_000_000,
        release in 0_i64..100_000_000,
        parts in proptest::collection::vec((0_i64..=4, 1_i64..=40, proptest::option::weighted(0.3, 0_i64..1_000_000)), 1..6),
        multiple in prop_oneof![Just(1_i64), Just(100), Just(5_000)],
    ) {
        let all_fixed = parts.iter().all(|(.., fixed)| fixed.is_some());
        let (numerator, denominator) = exact(principal, release, &parts);
        prop_assume!(!all_fixed && release < principal && numerator > 0);
        // Each row pays at least its interest.
        let level = numerator / denominator;
        let mut balance = i128::from(principal);
        for (above, below, fixed) in &parts {
            let payment = fixed.map_or(level, i128::from);
            let interest = balance * i128::from(*above) / i128::from(*below) + 1;
            prop_assume!(payment >= interest);
            balance += interest - payment;
        }
        check_ways(principal, release, &parts, multiple);
    }

    /// The quick way is nearly always enough for what people owe.
    #[test]
    fn prop_quick_way_is_clear(
        principal in 10_000_i64..100_000_000, rate in 1_i64..400_000, days in 7_i64..=31, count in 2_usize..=520
    ) {
        let dues = dues(&vec![(rate * days, 365_000_000, None); count]);
        let quick = quickly_discounted(principal, 0, &dues.rows).unwrap();
        let near = discounted(principal, 0, &dues.rows).unwrap();
        let mode = Rounding::HalfUp;
        let (quick, near) = (mode.divide_near(quick, 1), mode.divide_near(near, 1));
        prop_assume!(near.is_clear);
        prop_assert!(quick.is_clear);
        prop_assert_eq!(quick.value, near.value);
    }
}
