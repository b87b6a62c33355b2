//! What a person has left, from two totals. It is theirs: nothing here can be written or sent.
//!
//! # Source
//! Amounts of other rhythms are taken to the month by the year, as the Standard Financial Statement does: 52 weeks, 26
//! fortnights, 13 times four weeks, 12 months.

use crate::calendar::Every;
use crate::money::Rounding;

/// An amount that comes in or goes out, and how often.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Minor units; zero or more.
    pub amount: i64,
    /// How often.
    pub every: Every,
}

/// Two totals, and what other debts take. No `Debug` and no `Serialize`: no log, message or report can take it by mistake.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// What comes in.
    pub income: Flow,
    /// What goes out for living.
    pub spending: Flow,
    /// What other debts take.
    pub other_debts: Option<Flow>,
}

/// Payments a year of a rhythm, as a fraction; other days than weeks by 365.
pub(crate) const fn payments_a_year(every: Every) -> (i128, i128) {
    match every {
        Every::Weekly => (52, 1),
        Every::Fortnightly => (26, 1),
        Every::FourWeekly => (13, 1),
        Every::TwiceMonthly | Every::TwiceMonthlyOn(..) => (24, 1),
        Every::Monthly => (12, 1),
        Every::Quarterly => (4, 1),
        Every::Months(months) => (12, months as i128),
        Every::Days(days) => (365, days as i128),
    }
}

/// What is left a year, exactly: below zero where more goes out than comes in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Left {
    numerator: i128,
    denominator: i128,
}

impl Budget {
    /// What is left.
    pub fn left(&self) -> Left {
        let yearly = |flow: Flow| {
            let (count, span) = payments_a_year(flow.every);
            (i128::from(flow.amount) * count, span)
        };
        // A span is at most 366, so three of them and three amounts stay far below the limit.
        let minus = |(one, a): (i128, i128), (next, b): (i128, i128)| (one * b - next * a, a * b);
        let mut left = minus(yearly(self.income), yearly(self.spending));
        if let Some(debts) = self.other_debts {
            left = minus(left, yearly(debts));
        }
        Left {
            numerator: left.0,
            denominator: left.1,
        }
    }
}

impl Left {
    /// What is left for each payment of a rhythm, in minor units and never rounded up; zero where nothing is.
    pub fn per(self, every: Every) -> i64 {
        let (count, span) = payments_a_year(every);
        let exact = Rounding::Down.divide(self.numerator.max(0) * span, self.denominator * count);
        i64::try_from(exact).unwrap_or(i64::MAX)
    }

    /// What is left of each month after a payment of a rhythm, in minor units and never rounded up; `None` where the
    /// payment is more than is left.
    pub fn monthly_after(self, payment: i64, every: Every) -> Option<i64> {
        let (count, span) = payments_a_year(every);
        let rest = self.numerator * span - i128::from(payment) * count * self.denominator;
        if rest < 0 {
            return None;
        }
        i64::try_from(Rounding::Down.divide(rest, self.denominator * span * 12)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flow(amount: i64, every: Every) -> Flow {
        Flow { amount, every }
    }

    #[test]
    fn what_is_left_is_counted_by_the_year_and_never_rounded_up() {
        // 52 × £400 − 12 × £1,600 = £1,600 a year.
        let budget = Budget {
            income: flow(40_000, Every::Weekly),
            spending: flow(160_000, Every::Monthly),
            other_debts: None,
        };
        assert_eq!(budget.left().per(Every::Monthly), 13_333);
        assert_eq!(budget.left().per(Every::FourWeekly), 12_307);
        assert_eq!(budget.left().per(Every::Weekly), 3_076);
        assert_eq!(budget.left().monthly_after(13_000, Every::Monthly), Some(333));
        assert_eq!(budget.left().monthly_after(3_076, Every::Weekly), Some(4));
        assert_eq!(budget.left().monthly_after(3_077, Every::Weekly), None);
    }

    #[test]
    fn other_debts_take_their_part() {
        let budget = Budget {
            income: flow(100_000, Every::Monthly),
            spending: flow(90_000, Every::Monthly),
            other_debts: Some(flow(2_000, Every::Weekly)),
        };
        // £100 − £20 × 52 ÷ 12 = £13.333…
        assert_eq!(budget.left().per(Every::Monthly), 1_333);
    }

    #[test]
    fn where_more_goes_out_than_comes_in_nothing_is_left() {
        let budget = Budget {
            income: flow(100, Every::Monthly),
            spending: flow(101, Every::Monthly),
            other_debts: None,
        };
        assert_eq!(budget.left().per(Every::Weekly), 0);
        assert_eq!(budget.left().monthly_after(0, Every::Weekly), None);
    }

    proptest! {
        /// A payment of what is left can be made, and one of a penny more cannot.
        #[test]
        fn prop_what_is_left_can_be_paid_and_no_more(
            income in 0_i64..1_000_000_000_000_000,
            spending in 0_i64..1_000_000_000_000_000,
            debts in proptest::option::of(0_i64..1_000_000_000),
            rhythms in proptest::array::uniform4(0_usize..9),
        ) {
            let every = |index: usize| [
                Every::Weekly, Every::Fortnightly, Every::FourWeekly, Every::TwiceMonthly, Every::Monthly,
                Every::Quarterly, Every::Months(7), Every::Days(10), Every::Days(366),
            ][index];
            let budget = Budget {
                income: flow(income, every(rhythms[0])),
                spending: flow(spending, every(rhythms[1])),
                other_debts: debts.map(|amount| flow(amount, every(rhythms[2]))),
            };
            let (left, paid) = (budget.left(), every(rhythms[3]));
            let most = left.per(paid);
            if most > 0 {
                prop_assert!(left.monthly_after(most, paid).is_some());
            }
            prop_assert!(left.monthly_after(most + 1, paid).is_none());
        }
    }
}
