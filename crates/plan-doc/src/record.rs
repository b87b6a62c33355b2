//! How the terms came about, and who can sign what on whose device.

use plan_core::Date;
use plan_core::calendar::{format_iso_date, parse_iso_date};
use plan_log::body::Affordability;
use plan_log::{Digest, Role};
use serde_json::{Value, json};

use crate::format::is_utc_time;
use crate::statement::How;
use crate::summary::DocError;

/// How the terms came about. Times are UTC, of the clock of the side that acted: `2026-11-23T14:21:05Z`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// One side proposed the terms, the other agreed to them.
    Agreed(Agreed),
    /// The person agreed on the telephone; the agent wrote it down.
    Telephone(Telephone),
    /// The person paying offers the terms; nobody has agreed to them.
    Offer(Offer),
}

/// Proposed by one side, agreed to by the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Who proposed these terms; the other side agreed to them.
    pub proposed_by: Role,
    /// When they were proposed.
    pub proposed_at: String,
    /// When the other side agreed.
    pub agreed_at: String,
    /// Whether the person paying sits beside the agent and signs on the company's device.
    pub in_person: bool,
    /// What was checked about whether the person can afford it, as the proposal says.
    pub affordability: Affordability,
    /// The entries of the log that made it: the proposal, the answer, the seal. Each names the digest of case and terms.
    pub entries: [Digest; 3],
}

/// Agreed on the telephone. The plan was read out in six sentences, and the person said it in their own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telephone {
    /// When the person agreed, by the agent's clock.
    pub agreed_at: String,
    /// Until when the person can say that this is not what they agreed.
    pub tell_us_by: Date,
    /// What was checked about whether the person can afford it: nothing, or what they told.
    pub affordability: Affordability,
    /// The entry of the log that records it.
    pub entry: Digest,
}

/// An offer of the person paying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// When it was made.
    pub made_at: String,
    /// Until when an answer is asked for.
    pub reply_by: Option<Date>,
    /// Whether the person says that it is within what their budget shows.
    pub within_budget: bool,
    /// The entry of the log that makes it.
    pub entry: Digest,
}

impl Record {
    /// On whose device a side signs; `None` where it cannot sign. Nobody signs with somebody else's hand.
    pub const fn how(&self, role: Role) -> Option<How> {
        match (self, role) {
            (Self::Agreed(_) | Self::Telephone(_), Role::Agent) => Some(How::CompanyDevice),
            (Self::Agreed(Agreed { in_person: true, .. }), Role::Person) => Some(How::InPersonOnCompanyDevice),
            (Self::Agreed(_) | Self::Telephone(_) | Self::Offer(_), Role::Person) => Some(How::OwnDevice),
            (Self::Offer(_), Role::Agent) => None,
        }
    }

    /// What was checked about whether the person can afford it. Of an offer they say so themselves.
    pub const fn affordability(&self) -> Affordability {
        match self {
            Self::Agreed(agreed) => agreed.affordability,
            Self::Telephone(call) => call.affordability,
            Self::Offer(Offer {
                within_budget: true, ..
            }) => Affordability::OwnDevice,
            Self::Offer(_) => Affordability::NotChecked,
        }
    }

    /// When the terms came to stand as they are.
    pub fn made_at(&self) -> &str {
        match self {
            Self::Agreed(agreed) => &agreed.agreed_at,
            Self::Telephone(call) => &call.agreed_at,
            Self::Offer(offer) => &offer.made_at,
        }
    }

    pub(crate) fn check(&self) -> Result<(), DocError> {
        let earlier = match self {
            Self::Agreed(agreed) => is_utc_time(&agreed.proposed_at),
            Self::Telephone(_) | Self::Offer(_) => true,
        };
        if earlier && is_utc_time(self.made_at()) {
            Ok(())
        } else {
            Err(DocError::Time)
        }
    }

    /// As it stands in documents; equal records give equal text.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Agreed(agreed) => {
                let mut value = json!({
                    "route": "agreed",
                    "proposed_by": agreed.proposed_by.as_str(),
                    "proposed_at": agreed.proposed_at,
                    "agreed_at": agreed.agreed_at,
                    "in_person": agreed.in_person,
                    "entries": agreed.entries.map(|entry| entry.to_hex()),
                });
                say_affordability(&mut value, agreed.affordability);
                value
            }
            Self::Telephone(call) => {
                let mut value = json!({
                    "route": "telephone",
                    "agreed_at": call.agreed_at,
                    "tell_us_by": format_iso_date(call.tell_us_by),
                    "entries": [call.entry.to_hex()],
                });
                say_affordability(&mut value, call.affordability);
                value
            }
            Self::Offer(offer) => {
                let mut value = json!({
                    "route": "offer",
                    "made_at": offer.made_at,
                    "reply_by": offer.reply_by.map(format_iso_date),
                    "entries": [offer.entry.to_hex()],
                });
                // Said or not said: documents from before it could be said stay as they are.
                if offer.within_budget {
                    value["within_budget"] = json!(true);
                }
                value
            }
        }
    }

    /// Reads what [`Record::to_value`] writes, and nothing else.
    pub fn from_value(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let entries: Option<Vec<Digest>> = value
            .get("entries")?
            .as_array()?
            .iter()
            .map(|entry| entry.as_str().and_then(Digest::parse_hex))
            .collect();
        let entries = entries?;
        let affordability = || match value.get("affordability") {
            None => Some(Affordability::NotChecked),
            Some(said) => Affordability::parse(said.as_str()?),
        };
        let record = match text("route")? {
            "agreed" => Self::Agreed(Agreed {
                proposed_by: Role::parse(text("proposed_by")?)?,
                proposed_at: text("proposed_at")?.to_owned(),
                agreed_at: text("agreed_at")?.to_owned(),
                in_person: value.get("in_person")?.as_bool()?,
                affordability: affordability()?,
                entries: entries.try_into().ok()?,
            }),
            "telephone" => Self::Telephone(Telephone {
                agreed_at: text("agreed_at")?.to_owned(),
                tell_us_by: parse_iso_date(text("tell_us_by")?)?,
                affordability: affordability()?,
                entry: *entries.first()?,
            }),
            "offer" => Self::Offer(Offer {
                made_at: text("made_at")?.to_owned(),
                reply_by: match value.get("reply_by")? {
                    Value::Null => None,
                    day => Some(parse_iso_date(day.as_str()?)?),
                },
                within_budget: match value.get("within_budget") {
                    None => false,
                    Some(said) => said.as_bool()?,
                },
                entry: *entries.first()?,
            }),
            _ => return None,
        };
        // Fields too many, and other ways to write the same, are refused.
        (record.to_value() == *value).then_some(record)
    }
}

/// Checked or not said: documents from before it could be said stay as they are.
fn say_affordability(value: &mut Value, affordability: Affordability) {
    if affordability != Affordability::NotChecked {
        value["affordability"] = json!(affordability.as_str());
    }
}
