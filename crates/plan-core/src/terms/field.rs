//! The fields that a negotiation moves one at a time.
//!
//! Amount, count and deadline are one field: choosing one gives up the other two. Each change is a field by
//! its id, so that two people can edit two changes at once.

use serde_json::{Value, json};

use super::read::{read_change_kind, read_debts, read_every, read_held, read_working_days};
use super::{Change, ChangeKind, Debt, Deposit, Held, Reduction, RoundingRule, Terms, write};
use crate::MAX_CHANGES;
use crate::calendar::{Date, DueDates, Every, WorkingDays};
use crate::money::Currency;
use crate::problem::{Problem, ProblemCode as C};
use crate::read::{Field, Object};

/// Names a field of the terms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldId {
    /// What is owed.
    Debts,
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
    /// Working days.
    WorkingDays,
    /// Rounding.
    Rounding,
}

/// A field with its value; `None` takes an optional one out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// What is owed.
    Debts(Vec<Debt>),
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
    /// Working days.
    WorkingDays(Option<WorkingDays>),
    /// Rounding.
    Rounding(RoundingRule),
}

impl FieldValue {
    /// Which field it is.
    pub fn id(&self) -> FieldId {
        match self {
            Self::Debts(_) => FieldId::Debts,
            Self::Held(_) => FieldId::Held,
            Self::Every { .. } => FieldId::Every,
            Self::FirstDue { .. } => FieldId::FirstDue,
            Self::Deposit(_) => FieldId::Deposit,
            Self::Reduction(_) => FieldId::Reduction,
            Self::Change { id, .. } => FieldId::Change(id.clone()),
            Self::WorkingDays(_) => FieldId::WorkingDays,
            Self::Rounding(_) => FieldId::Rounding,
        }
    }

    /// The wire form: `{"field":"held","value":{"amount":"50.00"}}`; a change has `"field":"change"` and its `"id"`.
    pub fn to_value(&self, currency: Currency) -> Value {
        let (field, value) = match self {
            Self::Debts(debts) => ("debts", write::debts(debts, currency)),
            Self::Held(held) => ("held", write::held(*held, currency)),
            Self::Every { every, day } => ("every", json!({ "every": write::every(*every), "day": day })),
            Self::FirstDue { first_due, day } => {
                ("first_due", json!({ "first_due": write::date(*first_due), "day": day }))
            }
            Self::Deposit(deposit) => ("deposit", json!(deposit.map(|one| write::deposit(one, currency)))),
            Self::Reduction(reduction) => ("reduction", json!(reduction.map(|one| write::reduction(one, currency)))),
            Self::Change { id, kind } => {
                let value = json!(kind.map(|kind| write::change_kind(kind, currency)));
                return json!({ "field": "change", "id": id, "value": value });
            }
            Self::WorkingDays(rule) => ("working_days", json!(rule.map(write::working_days))),
            Self::Rounding(rule) => ("rounding", write::rounding(*rule, currency)),
        };
        json!({ "field": field, "value": value })
    }

    /// Reads the wire form.
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
}

fn read_field_value(value: &Value, currency: Currency, problems: &mut Vec<Problem>) -> Option<FieldValue> {
    let mut object = Object::open(value, "", problems)?;
    let name = object.required("field", problems)?;
    let words = [
        "debts",
        "held",
        "every",
        "first_due",
        "deposit",
        "reduction",
        "change",
        "working_days",
        "rounding",
    ];
    let word = name.word(&words.map(|word| (word, word)), problems)?;
    let optional = object.optional("value");
    let read = match (word, optional) {
        ("deposit", None) => Some(FieldValue::Deposit(None)),
        ("reduction", None) => Some(FieldValue::Reduction(None)),
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
        ("debts", Some(field)) => read_debts(&field, currency, problems).map(FieldValue::Debts),
        ("working_days", Some(field)) => {
            read_working_days(&field, problems).map(|rule| FieldValue::WorkingDays(Some(rule)))
        }
        ("deposit", Some(field)) => {
            super::read::read_deposit(&field, currency, problems).map(|one| FieldValue::Deposit(Some(one)))
        }
        ("reduction", Some(field)) => {
            super::read::read_reduction(&field, currency, problems).map(|one| FieldValue::Reduction(Some(one)))
        }
        ("rounding", Some(field)) => super::read::read_rounding(&field, currency, problems).map(FieldValue::Rounding),
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
            FieldId::Debts => FieldValue::Debts(self.debts.clone()),
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
            FieldId::WorkingDays => FieldValue::WorkingDays(self.working_days),
            FieldId::Rounding => FieldValue::Rounding(self.rounding),
        }
    }

    /// Puts a value into its field. Changes stay in the order of their ids; one above [`MAX_CHANGES`] is left out.
    pub fn set(&mut self, value: FieldValue) {
        match value {
            FieldValue::Debts(debts) => self.debts = debts,
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

    /// The fields in which `other` differs, with the values of `other`; setting them all gives `other`.
    pub fn differences(&self, other: &Self) -> Vec<FieldValue> {
        use FieldId as F;
        let mut fields = vec![
            F::Debts,
            F::Every,
            F::FirstDue,
            F::Held,
            F::Deposit,
            F::Reduction,
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
