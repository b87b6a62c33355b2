//! What a person typed about their money. It is theirs: it is worked with on this device and never sent.

use plan_core::budget::{Budget, Flow};
use plan_core::typed::{AmountTypingError, parse_typed_amount};
use plan_core::{Currency, Every};
use plan_log::private::{DeviceText, PrivateFigures};
use serde_json::{Value, json};

/// Under which name they are kept.
pub const KEPT_AS: &str = "figures";

/// When somebody last paid or wrote about a debt.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LastPaid {
    /// Less than five years ago.
    Lately,
    /// Five years ago or more.
    LongAgo,
    /// They do not know.
    NotSure,
}

/// An amount as it was typed, and how often.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// As it was typed.
    pub text: String,
    /// How often.
    pub every: Every,
}

/// What a person typed. No `Debug`: it goes nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Figures {
    /// What comes in.
    pub income: Typed,
    /// What goes out for living.
    pub spending: Typed,
    /// What other debts take; empty where there are none.
    pub debts: Typed,
    /// There are other debts that are not counted here.
    pub debts_left_out: bool,
    /// When they last paid or wrote.
    pub last_paid: Option<LastPaid>,
    /// Whether all this is kept on this device.
    pub keep: bool,
}

impl Default for Figures {
    fn default() -> Self {
        let nothing = || Typed {
            text: String::new(),
            every: Every::Monthly,
        };
        Self {
            income: nothing(),
            spending: nothing(),
            debts: nothing(),
            debts_left_out: false,
            last_paid: None,
            keep: false,
        }
    }
}

const RHYTHMS: [(&str, Every); 4] = [
    ("weekly", Every::Weekly),
    ("fortnightly", Every::Fortnightly),
    ("four_weekly", Every::FourWeekly),
    ("monthly", Every::Monthly),
];

const LAST_PAID: [(&str, LastPaid); 3] = [
    ("lately", LastPaid::Lately),
    ("long_ago", LastPaid::LongAgo),
    ("not_sure", LastPaid::NotSure),
];

impl Typed {
    fn to_value(&self) -> Value {
        let word = RHYTHMS.iter().find(|(_, every)| *every == self.every);
        json!({ "text": self.text, "every": word.map(|(word, _)| *word) })
    }

    fn from_value(value: &Value) -> Self {
        let word = value["every"].as_str().unwrap_or_default();
        let every = RHYTHMS.iter().find(|(known, _)| *known == word);
        Self {
            text: value["text"].as_str().unwrap_or_default().chars().take(120).collect(),
            every: every.map_or(Every::Monthly, |(_, every)| *every),
        }
    }

    /// The amount, where it can be read. Nothing at all comes in for some people, so zero is an answer here.
    pub fn flow(&self, currency: Currency) -> Option<Flow> {
        // The page that asked has refused another currency's sign.
        let amount = match parse_typed_amount(&self.text, currency.scale()) {
            Err(AmountTypingError::Zero) => 0,
            read => read.ok()?,
        };
        Some(Flow {
            amount,
            every: self.every,
        })
    }
}

impl Figures {
    /// The budget, once both totals can be read.
    pub fn budget(&self, currency: Currency) -> Option<Budget> {
        let other_debts = match self.debts.text.trim() {
            "" => None,
            _ => Some(self.debts.flow(currency)?),
        };
        Some(Budget {
            income: self
                .income
                .flow(currency)
                .filter(|_| !self.income.text.trim().is_empty())?,
            spending: self
                .spending
                .flow(currency)
                .filter(|_| !self.spending.text.trim().is_empty())?,
            other_debts,
        })
    }

    /// Reads what was kept; what cannot be read is asked for again.
    pub fn from_device(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let word = value["last_paid"].as_str().unwrap_or_default();
        Self {
            income: Typed::from_value(&value["income"]),
            spending: Typed::from_value(&value["spending"]),
            debts: Typed::from_value(&value["debts"]),
            debts_left_out: value["debts_left_out"] == true,
            last_paid: LAST_PAID
                .iter()
                .find(|(known, _)| *known == word)
                .map(|(_, when)| *when),
            keep: value["keep"] == true,
        }
    }

    /// What is kept on this device: all of it, or nothing.
    pub fn to_device(&self) -> DeviceText {
        if !self.keep {
            return PrivateFigures::default().to_device();
        }
        let word = LAST_PAID.iter().find(|(_, when)| Some(*when) == self.last_paid);
        let value = json!({
            "income": self.income.to_value(),
            "spending": self.spending.to_value(),
            "debts": self.debts.to_value(),
            "debts_left_out": self.debts_left_out,
            "last_paid": word.map(|(word, _)| *word),
            "keep": true,
        });
        PrivateFigures::new(value.to_string()).to_device()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(income: &str, spending: &str, debts: &str) -> Figures {
        let mut figures = Figures::default();
        figures.income.text = income.to_owned();
        figures.spending.text = spending.to_owned();
        figures.debts.text = debts.to_owned();
        figures
    }

    fn left(income: &str, spending: &str, debts: &str) -> Option<i64> {
        let budget = typed(income, spending, debts).budget(Currency::GBP);
        budget.map(|budget| budget.left().per(Every::Monthly))
    }

    #[test]
    fn two_totals_make_a_budget_and_other_debts_may_be_left_out() {
        assert_eq!(left("1,600", "£1450.50", ""), Some(14_950));
        assert_eq!(left("1600", "1450.50", "50"), Some(9_950));
        assert_eq!(left("0", "0", ""), Some(0));
        for (income, spending, debts) in [("", "1", ""), ("1", " ", ""), ("x", "1", ""), ("1", "1", "x")] {
            assert_eq!(left(income, spending, debts), None);
        }
    }

    #[test]
    fn figures_are_kept_only_when_asked_and_come_back_whole() {
        let mut figures = typed("400", "1200", "");
        figures.income.every = Every::FourWeekly;
        figures.debts_left_out = true;
        figures.last_paid = Some(LastPaid::NotSure);
        assert_eq!(figures.to_device().for_storage(), "");
        figures.keep = true;
        let text = figures.to_device().for_storage();
        assert!(Figures::from_device(&text) == figures);
    }

    #[test]
    fn what_was_damaged_is_asked_for_again() {
        for text in ["", "{", "[]", "{\"income\":7,\"last_paid\":\"x\",\"keep\":\"yes\"}"] {
            assert!(Figures::from_device(text) == Figures::default(), "{text}");
        }
    }
}
