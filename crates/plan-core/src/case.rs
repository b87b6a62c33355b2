//! The case: what the plan is about. It is not negotiated.

use serde_json::{Map, Value, json};

use crate::calendar::{Date, format_iso_date};
use crate::money::{Currency, Money};
use crate::problem::Problem;
use crate::read::{Field, Object, parse_json};
use crate::terms::{Debt, debts_value, read_currency, read_debts, read_version};

/// What the plan is about: who owes what to whom. It comes in as JSON, version 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The company's reference.
    pub company_ref: Option<String>,
    /// The reference of the call.
    pub call_ref: Option<String>,
    /// To whom the money is owed.
    pub owed_to: Option<String>,
    /// Who handles it for them.
    pub handled_by: Option<String>,
    /// The agent.
    pub agent: Option<Agent>,
    /// Who owes the money.
    pub person: Option<Person>,
    /// In which capacity somebody acts for the person.
    pub acting_as: Option<String>,
    /// Whether the debt is shared with somebody else.
    pub joint: bool,
    /// The currency of every amount.
    pub currency: Currency,
    /// What is owed.
    pub debts: Vec<Debt>,
    /// The day for which the balances hold.
    pub balance_as_of: Option<Date>,
    /// What should have been paid by then, in minor units.
    pub arrears: Option<i64>,
    /// A payment that is already set up, in words.
    pub existing_payment: Option<String>,
    /// How to pay. It comes from the company only.
    pub how_to_pay: Option<HowToPay>,
    /// The policy pack that applies.
    pub policy: Option<Policy>,
}

/// The person who acts for the company.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agent {
    /// First name.
    pub first_name: Option<String>,
    /// Staff number.
    pub staff_no: Option<String>,
}

/// The person who owes the money.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Name as the company has it.
    pub name: Option<String>,
    /// Which rules apply.
    pub kind: PersonKind,
}

/// Which rules apply to the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PersonKind {
    /// A consumer.
    #[default]
    Consumer,
    /// A sole trader or small partnership.
    SoleTrader,
    /// A company.
    Company,
}

/// How to pay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HowToPay {
    /// `standing_order`, `direct_debit`, `card` or `transfer`.
    pub method: Option<String>,
    /// Whom to pay.
    pub payee: Option<String>,
    /// Where to pay.
    pub account: Option<String>,
    /// What to write with it.
    pub reference: Option<String>,
}

/// Names a policy pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// `sha256:…` of its bytes.
    pub digest: Option<String>,
}

impl Case {
    /// A case with nothing but a debt.
    pub const fn plain(currency: Currency, debts: Vec<Debt>) -> Self {
        Self {
            company_ref: None,
            call_ref: None,
            owed_to: None,
            handled_by: None,
            agent: None,
            person: None,
            acting_as: None,
            joint: false,
            currency,
            debts,
            balance_as_of: None,
            arrears: None,
            existing_payment: None,
            how_to_pay: None,
            policy: None,
        }
    }

    /// Reads the Case contract.
    ///
    /// # Errors
    /// Every problem of the text, in the order of the fields.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        Self::from_value(&parse_json(text)?, "")
    }

    /// Reads the Case contract from a JSON value that stands at `path` of something larger.
    ///
    /// # Errors
    /// As [`Case::from_json`].
    pub fn from_value(value: &Value, path: &str) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        match read_case(value, path, &mut problems) {
            Some(case) if problems.is_empty() => Ok(case),
            _ => Err(problems),
        }
    }

    /// The canonical JSON bytes, as [`crate::Terms::to_json`].
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// As [`Case::to_json`], as a JSON value.
    pub fn to_value(&self) -> Value {
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| {
            if !value.is_null() {
                map.insert(key.to_owned(), value);
            }
        };
        put("version", json!(1));
        put("company_ref", json!(self.company_ref));
        put("call_ref", json!(self.call_ref));
        put("owed_to", json!(self.owed_to));
        put("handled_by", json!(self.handled_by));
        put(
            "agent",
            self.agent.as_ref().map_or(Value::Null, |one| {
                texts(&[("first_name", &one.first_name), ("staff_no", &one.staff_no)])
            }),
        );
        put(
            "person",
            self.person.as_ref().map_or(Value::Null, |person| {
                let mut value = texts(&[("name", &person.name)]);
                value["kind"] = json!(person.kind.as_str());
                value
            }),
        );
        put("acting_as", json!(self.acting_as));
        put("joint", json!(self.joint));
        put("currency", json!(self.currency.code()));
        put("debts", debts_value(&self.debts, self.currency));
        put("balance_as_of", json!(self.balance_as_of.map(format_iso_date)));
        put(
            "arrears",
            json!(
                self.arrears
                    .map(|minor| Money::from_minor(minor, self.currency).to_string())
            ),
        );
        put("existing_payment", json!(self.existing_payment));
        put(
            "how_to_pay",
            self.how_to_pay.as_ref().map_or(Value::Null, |one| {
                texts(&[
                    ("method", &one.method),
                    ("payee", &one.payee),
                    ("account", &one.account),
                    ("reference", &one.reference),
                ])
            }),
        );
        put(
            "policy",
            self.policy.as_ref().map_or(Value::Null, |one| {
                texts(&[
                    ("id", &Some(one.id.clone())),
                    ("version", &Some(one.version.clone())),
                    ("digest", &one.digest),
                ])
            }),
        );
        Value::Object(map)
    }
}

fn texts(fields: &[(&str, &Option<String>)]) -> Value {
    let mut present = Map::new();
    for (key, text) in fields {
        if let Some(text) = text {
            present.insert((*key).to_owned(), json!(text));
        }
    }
    Value::Object(present)
}

impl PersonKind {
    /// The contract's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Consumer => "consumer",
            Self::SoleTrader => "sole_trader",
            Self::Company => "company",
        }
    }
}

fn read_case(value: &Value, path: &str, problems: &mut Vec<Problem>) -> Option<Case> {
    let mut object = Object::open(value, path, problems)?;
    read_version(&mut object, problems);
    let text = |object: &mut Object<'_>, key, problems: &mut Vec<Problem>| {
        object.optional(key).and_then(|field| field.text(problems))
    };
    let company_ref = text(&mut object, "company_ref", problems);
    let call_ref = text(&mut object, "call_ref", problems);
    let owed_to = text(&mut object, "owed_to", problems);
    let handled_by = text(&mut object, "handled_by", problems);
    let agent = object.optional("agent").and_then(|field| {
        let mut inner = field.object(problems)?;
        let agent = Agent {
            first_name: text(&mut inner, "first_name", problems),
            staff_no: text(&mut inner, "staff_no", problems),
        };
        inner.close(problems);
        Some(agent)
    });
    let person = object
        .optional("person")
        .and_then(|field| read_person(&field, problems));
    let acting_as = text(&mut object, "acting_as", problems);
    let joint = object
        .optional("joint")
        .and_then(|field| field.flag(problems))
        .unwrap_or(false);
    let currency = object
        .required("currency", problems)
        .and_then(|field| read_currency(&field, problems));
    let money = currency.unwrap_or(Currency::GBP);
    let debts = object
        .required("debts", problems)
        .and_then(|field| read_debts(&field, money, problems));
    let balance_as_of = object.optional("balance_as_of").and_then(|field| field.date(problems));
    let arrears = object
        .optional("arrears")
        .and_then(|field| field.amount(money, problems));
    let existing_payment = text(&mut object, "existing_payment", problems);
    let how_to_pay = object.optional("how_to_pay").and_then(|field| {
        let mut inner = field.object(problems)?;
        let how = HowToPay {
            method: text(&mut inner, "method", problems),
            payee: text(&mut inner, "payee", problems),
            account: text(&mut inner, "account", problems),
            reference: text(&mut inner, "reference", problems),
        };
        inner.close(problems);
        Some(how)
    });
    let policy = object.optional("policy").and_then(|field| {
        let mut inner = field.object(problems)?;
        let id = inner.required("id", problems).and_then(|field| field.name(problems));
        let version = inner
            .required("version", problems)
            .and_then(|field| field.name(problems));
        let digest = text(&mut inner, "digest", problems);
        inner.close(problems);
        Some(Policy {
            id: id?,
            version: version?,
            digest,
        })
    });
    object.close(problems);
    Some(Case {
        company_ref,
        call_ref,
        owed_to,
        handled_by,
        agent,
        person,
        acting_as,
        joint,
        currency: currency?,
        debts: debts?,
        balance_as_of,
        arrears,
        existing_payment,
        how_to_pay,
        policy,
    })
}

fn read_person(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Person> {
    let mut inner = field.object(problems)?;
    let name = inner.optional("name").and_then(|field| field.text(problems));
    let kinds = [PersonKind::Consumer, PersonKind::SoleTrader, PersonKind::Company];
    let kind = match inner.optional("kind") {
        Some(field) => field.word(&kinds.map(|kind| (kind.as_str(), kind)), problems),
        None => Some(PersonKind::Consumer),
    };
    inner.close(problems);
    Some(Person { name, kind: kind? })
}
