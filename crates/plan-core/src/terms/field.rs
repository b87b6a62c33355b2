//! The fields that a negotiation moves one at a time.
//!
//! Amount, count and deadline are one field: choosing one gives up the other two. Each change is a field by
//! its id, so that two people can edit two changes at once.

use serde_json::Value;

use super::read::{
    read_allocation, read_change_kind, read_charges, read_debts, read_deposit, read_early_payment, read_every,
    read_held, read_interest, read_missed, read_reduction, read_rounding, read_working_days,
};
use super::{
    Allocation, Change, ChangeKind, Charge, Debt, Deposit, EarlyPayment, Held, Interest, MissedPayment, Reduction,
    RoundingRule, Terms, write,
};
use crate::MAX_CHANGES;
use crate::calendar::{Date, DueDates, Every, WorkingDays};
use crate::money::{Currency, Money};
use crate::problem::{Problem, ProblemCode as C};
use crate::read::{Field, Object};
use crate::write::Json;

/// Names a field of the terms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldId {
    /// The first day of the plan.
    Starts,
    /// What is owed.
    Debts,
    /// How a payment is shared among several debts.
    Allocation,
    /// Amount, count or deadline.
    Held,
    /// How often.
    Every,
    /// The first payment.
    FirstDue,
    /// The deposit.
    Deposit,
    /// The reduction.
    Reduction,
    /// The change of that id.
    Change(String),
    /// The charges.
    Charges,
    /// The interest.
    Interest,
    /// A smaller sum that settles the plan on one day.
    EarlyPayment,
    /// What happens when a payment is missed.
    MissedPayment,
    /// Working days.
    WorkingDays,
    /// Rounding.
    Rounding,
}

/// A field with its value; `None` takes an optional one out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// The first day of the plan.
    Starts(Date),
    /// What is owed.
    Debts(Vec<Debt>),
    /// How a payment is shared among several debts.
    Allocation(Option<Allocation>),
    /// Amount, count or deadline.
    Held(Held),
    /// How often, and the day of the month that goes with it.
    Every {
        /// How often.
        every: Every,
        /// The day of the month, where the first date is shortened.
        day: Option<u8>,
    },
    /// The first payment, and the day of the month that goes with it.
    FirstDue {
        /// The first payment.
        first_due: Date,
        /// The day of the month, where the first date is shortened.
        day: Option<u8>,
    },
    /// The deposit.
    Deposit(Option<Deposit>),
    /// The reduction.
    Reduction(Option<Reduction>),
    /// The change of that id.
    Change {
        /// Its id.
        id: String,
        /// What it does; `None` takes it out.
        kind: Option<ChangeKind>,
    },
    /// The charges.
    Charges(Vec<Charge>),
    /// The interest.
    Interest(Option<Interest>),
    /// A smaller sum that settles the plan on one day.
    EarlyPayment(Option<EarlyPayment>),
    /// What happens when a payment is missed.
    MissedPayment(Option<MissedPayment>),
    /// Working days.
    WorkingDays(Option<WorkingDays>),
    /// Rounding.
    Rounding(RoundingRule),
}

impl FieldValue {
    /// Which field it is.
    pub fn id(&self) -> FieldId {
        match self {
            Self::Starts(_) => FieldId::Starts,
            Self::Debts(_) => FieldId::Debts,
            Self::Allocation(_) => FieldId::Allocation,
            Self::Held(_) => FieldId::Held,
            Self::Every { .. } => FieldId::Every,
            Self::FirstDue { .. } => FieldId::FirstDue,
            Self::Deposit(_) => FieldId::Deposit,
            Self::Reduction(_) => FieldId::Reduction,
            Self::Change { id, .. } => FieldId::Change(id.clone()),
            Self::Charges(_) => FieldId::Charges,
            Self::Interest(_) => FieldId::Interest,
            Self::EarlyPayment(_) => FieldId::EarlyPayment,
            Self::MissedPayment(_) => FieldId::MissedPayment,
            Self::WorkingDays(_) => FieldId::WorkingDays,
            Self::Rounding(_) => FieldId::Rounding,
        }
    }

    /// The canonical JSON of a list of fields, each as `{"field":"held","value":{"amount":"50.00"}}`; a change has
    /// `"field":"change"` and its `"id"`.
    pub fn list_to_json(list: &[Self], currency: Currency) -> String {
        Json::of(|json| json.list(list, |json, one| one.write(json, currency)))
    }

    /// One of the list of [`FieldValue::list_to_json`].
    pub fn to_json(&self, currency: Currency) -> String {
        Json::of(|json| self.write(json, currency))
    }

    fn write(&self, json: &mut Json, currency: Currency) {
        json.object();
        json.key("field").word(self.word());
        if let Self::Change { id, .. } = self {
            json.key("id").text(id);
        }
        json.key("value");
        match self {
            Self::Starts(day) => json.date(*day),
            Self::Debts(debts) => write::debts(json, debts, currency),
            Self::Allocation(Some(allocation)) => json.word(write::allocation_word(*allocation)),
            Self::Held(held) => write::held(json, *held, currency),
            Self::Every { every, day } => {
                json.object();
                json.key("day").number_or_null(*day);
                write::every(json.key("every"), *every);
                json.end();
            }
            Self::FirstDue { first_due, day } => {
                json.object();
                json.key("day").number_or_null(*day);
                json.key("first_due").date(*first_due);
                json.end();
            }
            Self::Deposit(Some(deposit)) => write::deposit(json, *deposit, currency),
            Self::Reduction(Some(reduction)) => write::reduction(json, *reduction, currency),
            Self::Change { kind: Some(kind), .. } => write::change_kind(json, *kind, None, currency),
            Self::Charges(charges) => write::charges(json, charges, currency),
            Self::Interest(Some(interest)) => write::interest(json, interest),
            Self::EarlyPayment(Some(early)) => write::early_payment(json, *early),
            Self::MissedPayment(Some(missed)) => write::missed(json, *missed),
            Self::WorkingDays(Some(rule)) => write::working_days(json, rule),
            Self::Rounding(rule) => write::rounding(json, *rule, currency),
            Self::Allocation(None)
            | Self::Deposit(None)
            | Self::Reduction(None)
            | Self::Change { kind: None, .. }
            | Self::Interest(None)
            | Self::EarlyPayment(None)
            | Self::MissedPayment(None)
            | Self::WorkingDays(None) => json.null(),
        }
        json.end();
    }

    /// The contract's word for the field.
    const fn word(&self) -> &'static str {
        match self {
            Self::Starts(_) => "starts",
            Self::Debts(_) => "debts",
            Self::Allocation(_) => "allocation",
            Self::Held(_) => "held",
            Self::Every { .. } => "every",
            Self::FirstDue { .. } => "first_due",
            Self::Deposit(_) => "deposit",
            Self::Reduction(_) => "reduction",
            Self::Change { .. } => "change",
            Self::Charges(_) => "charges",
            Self::Interest(_) => "interest",
            Self::EarlyPayment(_) => "early_payment",
            Self::MissedPayment(_) => "missed_payment",
            Self::WorkingDays(_) => "working_days",
            Self::Rounding(_) => "rounding",
        }
    }

    /// Reads [`FieldValue::to_json`].
    ///
    /// # Errors
    /// Every problem of the value; unknown fields are refused by name.
    pub fn from_value(value: &Value, currency: Currency) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        match read_field_value(value, currency, &mut problems) {
            Some(read) if problems.is_empty() => Ok(read),
            _ => Err(problems),
        }
    }

    /// Reads what [`FieldValue::to_json`] writes, and no other text.
    pub fn from_canonical_json(text: &str, currency: Currency) -> Option<Self> {
        if let Some(value) = payments_from_canonical_json(text, currency) {
            return Some(value);
        }
        let value: Value = serde_json::from_str(text).ok()?;
        let value = Self::from_value(&value, currency).ok()?;
        (value.to_json(currency) == text).then_some(value)
    }

    /// Reads what [`FieldValue::list_to_json`] writes of 1 to 210 fields, and no other text: every change of the payments
    /// may be among them, and each of the others once.
    pub fn list_from_canonical_json(text: &str, currency: Currency) -> Option<Vec<Self>> {
        let only = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(value) = only.and_then(|only| payments_from_canonical_json(only, currency)) {
            return Some(vec![value]);
        }
        let Value::Array(values) = serde_json::from_str(text).ok()? else {
            return None;
        };
        if values.is_empty() || values.len() > MAX_FIELDS {
            return None;
        }
        let read = |value| Self::from_value(value, currency).ok();
        let list: Vec<Self> = values.iter().map(read).collect::<Option<_>>()?;
        (Self::list_to_json(&list, currency) == text).then_some(list)
    }
}

/// How many fields one change moves at the most, as the format of the log has it.
const MAX_FIELDS: usize = MAX_CHANGES + 10;

/// The amount or the number of the payments in canonical JSON, which is moved all the time: read where it stands, without a
/// tree of values. Any other text is `None`.
fn payments_from_canonical_json(text: &str, currency: Currency) -> Option<FieldValue> {
    let member = text
        .strip_prefix("{\"field\":\"held\",\"value\":{\"")?
        .strip_suffix("}}")?;
    let (key, rest) = member.split_once('"')?;
    let value = rest.strip_prefix(':')?;
    let (held, canonical) = match key {
        "amount" => {
            let amount = Money::parse(value.strip_prefix('"')?.strip_suffix('"')?, currency).ok()?;
            let canonical = Json::of(|json| json.amount(amount.minor(), currency));
            (Held::Amount(amount.minor()), canonical)
        }
        "count" => {
            let count = value.parse().ok()?;
            (Held::Count(count), Json::of(|json| json.number(count)))
        }
        _ => return None,
    };
    (canonical == value && held.is_within_bounds(currency)).then_some(FieldValue::Held(held))
}

fn read_field_value(value: &Value, currency: Currency, problems: &mut Vec<Problem>) -> Option<FieldValue> {
    let mut object = Object::open(value, "", problems)?;
    let name = object.required("field", problems)?;
    let words = [
        "starts",
        "debts",
        "allocation",
        "held",
        "every",
        "first_due",
        "deposit",
        "reduction",
        "change",
        "charges",
        "interest",
        "early_payment",
        "missed_payment",
        "working_days",
        "rounding",
    ];
    let word = name.word(&words.map(|word| (word, word)), problems)?;
    let optional = object.optional("value");
    let read = match (word, optional) {
        ("allocation", None) => Some(FieldValue::Allocation(None)),
        ("deposit", None) => Some(FieldValue::Deposit(None)),
        ("reduction", None) => Some(FieldValue::Reduction(None)),
        ("interest", None) => Some(FieldValue::Interest(None)),
        ("early_payment", None) => Some(FieldValue::EarlyPayment(None)),
        ("missed_payment", None) => Some(FieldValue::MissedPayment(None)),
        ("working_days", None) => Some(FieldValue::WorkingDays(None)),
        ("change", optional) => {
            let id = object.required("id", problems).and_then(|field| field.name(problems))?;
            let kind = match optional {
                None => None,
                Some(field) => {
                    let mut inner = field.object(problems)?;
                    let kind = read_change_kind(&mut inner, currency, problems)?;
                    inner.close(problems);
                    Some(kind)
                }
            };
            Some(FieldValue::Change { id, kind })
        }
        (_, None) => {
            problems.push(Problem::new(C::Missing, "value", ""));
            None
        }
        ("starts", Some(field)) => field.date(problems).map(FieldValue::Starts),
        ("debts", Some(field)) => read_debts(&field, currency, problems).map(FieldValue::Debts),
        ("allocation", Some(field)) => read_allocation(&field, problems).map(Some).map(FieldValue::Allocation),
        ("deposit", Some(field)) => read_deposit(&field, currency, problems)
            .map(Some)
            .map(FieldValue::Deposit),
        ("reduction", Some(field)) => read_reduction(&field, currency, problems)
            .map(Some)
            .map(FieldValue::Reduction),
        ("charges", Some(field)) => read_charges(&field, currency, problems).map(FieldValue::Charges),
        ("interest", Some(field)) => read_interest(&field, problems).map(Some).map(FieldValue::Interest),
        ("early_payment", Some(field)) => read_early_payment(&field, problems)
            .map(Some)
            .map(FieldValue::EarlyPayment),
        ("missed_payment", Some(field)) => read_missed(&field, problems).map(Some).map(FieldValue::MissedPayment),
        ("working_days", Some(field)) => read_working_days(&field, problems)
            .map(Some)
            .map(FieldValue::WorkingDays),
        ("rounding", Some(field)) => read_rounding(&field, currency, problems).map(FieldValue::Rounding),
        (word, Some(field)) => read_schedule_field(word, &field, currency, problems),
    };
    object.close(problems);
    read
}

/// The fields that are objects of their own on the wire: held, every, first_due.
fn read_schedule_field(
    word: &str,
    field: &Field<'_>,
    currency: Currency,
    problems: &mut Vec<Problem>,
) -> Option<FieldValue> {
    let mut object = field.object(problems)?;
    let day = |object: &mut Object<'_>, problems: &mut Vec<Problem>| {
        object
            .optional("day")
            .and_then(|field| field.whole(1, 31, problems))
            .and_then(|day| u8::try_from(day).ok())
    };
    let read = match word {
        "every" => {
            let every = object
                .required("every", problems)
                .and_then(|field| read_every(&field, problems));
            let day = day(&mut object, problems);
            every.map(|every| FieldValue::Every { every, day })
        }
        "first_due" => {
            let first_due = object
                .required("first_due", problems)
                .and_then(|field| field.date(problems));
            let day = day(&mut object, problems);
            first_due.map(|first_due| FieldValue::FirstDue { first_due, day })
        }
        _ => read_held(&mut object, field, currency, problems).map(FieldValue::Held),
    };
    object.close(problems);
    read
}

impl Terms {
    /// The value of a field as it stands.
    pub fn get(&self, id: &FieldId) -> FieldValue {
        match id {
            FieldId::Starts => FieldValue::Starts(self.starts),
            FieldId::Debts => FieldValue::Debts(self.debts.clone()),
            FieldId::Allocation => FieldValue::Allocation(self.allocation),
            FieldId::Held => FieldValue::Held(self.instalments.held),
            FieldId::Every => FieldValue::Every {
                every: self.instalments.every,
                day: self.instalments.day,
            },
            FieldId::FirstDue => FieldValue::FirstDue {
                first_due: self.instalments.first_due,
                day: self.instalments.day,
            },
            FieldId::Deposit => FieldValue::Deposit(self.deposit),
            FieldId::Reduction => FieldValue::Reduction(self.reduction),
            FieldId::Change(id) => {
                let kind = self
                    .changes
                    .iter()
                    .find(|change| change.id == *id)
                    .map(|change| change.kind);
                FieldValue::Change { id: id.clone(), kind }
            }
            FieldId::Charges => FieldValue::Charges(self.charges.clone()),
            FieldId::Interest => FieldValue::Interest(self.interest.clone()),
            FieldId::EarlyPayment => FieldValue::EarlyPayment(self.early_payment),
            FieldId::MissedPayment => FieldValue::MissedPayment(self.missed_payment),
            FieldId::WorkingDays => FieldValue::WorkingDays(self.working_days.clone()),
            FieldId::Rounding => FieldValue::Rounding(self.rounding),
        }
    }

    /// Puts a value into its field. Changes stay in the order of their ids; one above [`MAX_CHANGES`] is left out.
    pub fn set(&mut self, value: FieldValue) {
        match value {
            FieldValue::Starts(day) => self.starts = day,
            FieldValue::Debts(debts) => self.debts = debts,
            FieldValue::Allocation(allocation) => self.allocation = allocation,
            FieldValue::Held(held) => self.instalments.held = held,
            FieldValue::Every { every, day } => {
                self.instalments.every = every;
                self.instalments.day = day;
            }
            FieldValue::FirstDue { first_due, day } => {
                self.instalments.first_due = first_due;
                self.instalments.day = day;
            }
            FieldValue::Deposit(deposit) => self.deposit = deposit,
            FieldValue::Reduction(reduction) => self.reduction = reduction,
            FieldValue::Change { id, kind } => self.set_change(id, kind),
            FieldValue::Charges(charges) => self.charges = charges,
            FieldValue::Interest(interest) => self.interest = interest,
            FieldValue::EarlyPayment(early) => self.early_payment = early,
            FieldValue::MissedPayment(missed) => self.missed_payment = missed,
            FieldValue::WorkingDays(rule) => self.working_days = rule,
            FieldValue::Rounding(rule) => self.rounding = rule,
        }
    }

    fn set_change(&mut self, id: String, kind: Option<ChangeKind>) {
        let Some(kind) = kind else {
            return self.changes.retain(|change| change.id != id);
        };
        if let Some(change) = self.changes.iter_mut().find(|change| change.id == id) {
            change.kind = kind;
        } else if self.changes.len() < MAX_CHANGES {
            let at = self.changes.partition_point(|change| change.id < id);
            self.changes.insert(at, Change { id, kind });
        }
    }

    /// The fields in which `other` differs, with the values of `other`; setting them all gives `other`. The currency is no
    /// field: it never changes.
    pub fn differences(&self, other: &Self) -> Vec<FieldValue> {
        use FieldId as F;
        let mut fields = vec![
            F::Starts,
            F::Debts,
            F::Allocation,
            F::Every,
            F::FirstDue,
            F::Held,
            F::Deposit,
            F::Reduction,
            F::Charges,
            F::Interest,
            F::EarlyPayment,
            F::MissedPayment,
            F::WorkingDays,
            F::Rounding,
        ];
        let mut ids: Vec<&String> = self
            .changes
            .iter()
            .chain(&other.changes)
            .map(|change| &change.id)
            .collect();
        crate::sort_by(&mut ids, Ord::cmp);
        ids.dedup();
        fields.extend(ids.into_iter().cloned().map(F::Change));
        let differs = |id: &F| {
            let theirs = other.get(id);
            (self.get(id) != theirs).then_some(theirs)
        };
        fields.iter().filter_map(differs).collect()
    }

    /// What moving the first payment changes: the date itself, and every single payment, which keeps its
    /// place in the sequence.
    pub fn move_first_due(&self, first_due: Date, day: Option<u8>) -> Vec<FieldValue> {
        let mut values = vec![FieldValue::FirstDue { first_due, day }];
        if let (Some(old), Ok(new)) = (self.due_dates(), DueDates::new(first_due, day, self.instalments.every)) {
            for change in &self.changes {
                if let ChangeKind::Single { due, amount } = change.kind
                    && let Some(moved) = old.index_of(due).and_then(|index| new.nth(index))
                {
                    let kind = Some(ChangeKind::Single { due: moved, amount });
                    values.push(FieldValue::Change {
                        id: change.id.clone(),
                        kind,
                    });
                }
            }
        }
        values
    }
}
