//! The case: what the plan is about. It is not negotiated.

use serde_json::Value;

use crate::calendar::Date;
use crate::money::Currency;
use crate::problem::Problem;
use crate::read::{Field, Object, parse_json};
use crate::terms::{Debt, read_currency, read_debts, read_version, write_debts};
use crate::write::Json;

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
        Json::of(|json| self.write(json))
    }

    fn write(&self, json: &mut Json) {
        json.object();
        json.text_where("acting_as", self.acting_as.as_ref());
        if let Some(agent) = &self.agent {
            json.key("agent").object();
            json.text_where("first_name", agent.first_name.as_ref());
            json.text_where("staff_no", agent.staff_no.as_ref());
            json.end();
        }
        if let Some(minor) = self.arrears {
            json.key("arrears").amount(minor, self.currency);
        }
        if let Some(day) = self.balance_as_of {
            json.key("balance_as_of").date(day);
        }
        json.text_where("call_ref", self.call_ref.as_ref());
        json.text_where("company_ref", self.company_ref.as_ref());
        json.key("currency").word(self.currency.code());
        write_debts(json.key("debts"), &self.debts, self.currency);
        json.text_where("existing_payment", self.existing_payment.as_ref());
        json.text_where("handled_by", self.handled_by.as_ref());
        if let Some(how) = &self.how_to_pay {
            json.key("how_to_pay").object();
            json.text_where("account", how.account.as_ref());
            json.text_where("method", how.method.as_ref());
            json.text_where("payee", how.payee.as_ref());
            json.text_where("reference", how.reference.as_ref());
            json.end();
        }
        json.key("joint").flag(self.joint);
        json.text_where("owed_to", self.owed_to.as_ref());
        if let Some(person) = &self.person {
            json.key("person").object();
            json.key("kind").word(person.kind.as_str());
            json.text_where("name", person.name.as_ref());
            json.end();
        }
        if let Some(policy) = &self.policy {
            json.key("policy").object();
            json.text_where("digest", policy.digest.as_ref());
            json.key("id").text(&policy.id);
            json.key("version").text(&policy.version);
            json.end();
        }
        json.key("version").number(1_u32);
        json.end();
    }
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
