//! What an entry says.

use plan_core::calendar::{format_iso_date, parse_iso_date};
use plan_core::{Case, Currency, Date, FieldValue, Terms};
use serde_json::{Map, Value, json};

use super::{EntryError, EntryId, MAX_NAME_CHARS};
use crate::digest::Digest;
use crate::role::Role;

/// The longest reason for declining an offer, in characters.
pub const MAX_REASON_CHARS: usize = 500;

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Opens the room: the first entry, and the only one without parents.
    Open {
        /// The side that opens it.
        role: Role,
        /// Their name on the other screen; may be empty.
        name: String,
        /// What the plan is about.
        case: Box<Case>,
        /// The terms at the start.
        terms: Box<Terms>,
    },
    /// A window takes part from here on. The first entry of every window but the opener's.
    Join {
        /// Its side.
        role: Role,
        /// Their name on the other screen; may be empty.
        name: String,
    },
    /// Moves fields of the plan, all or none.
    Adjust {
        /// The currency of the amounts.
        currency: Currency,
        /// The new values; one or more.
        set: Vec<FieldValue>,
        /// Why.
        cause: Cause,
    },
    /// Corrects what the plan is about.
    Case {
        /// The whole case.
        case: Box<Case>,
    },
    /// Puts the terms forward as they stand.
    Propose {
        /// The digest of case and terms.
        digest: Digest,
    },
    /// Agrees to a proposal of the other side.
    Accept {
        /// The proposal.
        proposal: EntryId,
        /// The digest of case and terms.
        digest: Digest,
    },
    /// The proposer's side has seen the answer, and nothing in between.
    Seal {
        /// The answer.
        accept: EntryId,
        /// Whether the person sits beside the agent, as the sealing side knows it; not said in the first seals.
        in_person: Option<bool>,
    },
    /// Takes a proposal or an answer back.
    Withdraw,
    /// The agent records that the person agreed on the telephone.
    Call {
        /// The digest of case and terms.
        digest: Digest,
        /// Until when the person can say that this is not what they agreed.
        tell_us_by: Date,
    },
    /// The person offers the terms, alone.
    Offer {
        /// The digest of case and terms.
        digest: Digest,
        /// Until when an answer is asked for.
        reply_by: Option<Date>,
        /// Whether the person says that the payments are within what their budget shows. Their figures are not here.
        within_budget: bool,
    },
    /// The company cannot take up an offer, and says why.
    Decline {
        /// The offer.
        offer: EntryId,
        /// Why, in the agent's words.
        reason: String,
    },
    /// What the shared screen shows.
    Screen {
        /// Live, covered or held still.
        mode: ScreenMode,
    },
    /// The agent says whether the person sits beside them.
    InPerson {
        /// Beside them.
        present: bool,
    },
    /// A side says that the figures it was given look wrong, or that they are all right now.
    Doubt {
        /// Wrong.
        open: bool,
    },
    /// A signature over the sealed agreement.
    Sign(Box<SignedBy>),
}

/// Why fields are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Somebody moved them.
    Edit,
    /// Somebody shows what they tried on their own.
    Suggest,
    /// Takes back the entry.
    Undo(EntryId),
    /// Brings back what an undo took.
    Redo(EntryId),
}

/// What the shared screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenMode {
    /// The plan as it stands.
    Live,
    /// "One moment", and no figures.
    Blank,
    /// The plan as it was; somebody is trying something.
    Frozen,
}

/// A signature over an agreement, with what it was made under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedBy {
    /// The entry that made what is signed: a seal, the record of a call, an offer.
    pub seal: EntryId,
    /// The digest of case and terms.
    pub digest: Digest,
    /// The name as typed.
    pub name: String,
    /// In which situation: a word that `plan-doc` knows.
    pub how: String,
    /// UTC, `2026-11-23T14:21:05Z`.
    pub signed_at: String,
    /// The public key, base64.
    pub spki: String,
    /// The signature of the page, base64.
    pub signature: String,
    /// The signature of the file; the first signatures were of the page alone.
    pub file: Option<FileSigned>,
}

/// A signature of the file, as one update of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSigned {
    /// The signature that stands in the file already: this one covers it.
    pub after: Option<EntryId>,
    /// The certificate in the file, base64.
    pub certificate: String,
    /// The signature of the file, base64.
    pub signature: String,
}

impl ScreenMode {
    const ALL: [Self; 3] = [Self::Live, Self::Blank, Self::Frozen];

    /// The word in entries; it never changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Blank => "blank",
            Self::Frozen => "frozen",
        }
    }
}

impl Body {
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Open {
                role,
                name,
                case,
                terms,
            } => {
                json!({ "kind": "open", "role": role.as_str(), "name": name, "case": case.to_value(), "terms": terms.to_value() })
            }
            Self::Join { role, name } => json!({ "kind": "join", "role": role.as_str(), "name": name }),
            Self::Adjust { currency, set, cause } => {
                let set: Vec<Value> = set.iter().map(|value| value.to_value(*currency)).collect();
                let (word, of) = match cause {
                    Cause::Edit => ("edit", None),
                    Cause::Suggest => ("suggest", None),
                    Cause::Undo(id) => ("undo", Some(id)),
                    Cause::Redo(id) => ("redo", Some(id)),
                };
                let mut value = json!({ "kind": "adjust", "currency": currency.code(), "set": set, "cause": word });
                if let Some(id) = of {
                    value["of"] = json!(id.to_hex());
                }
                value
            }
            Self::Case { case } => json!({ "kind": "case", "case": case.to_value() }),
            Self::Propose { digest } => json!({ "kind": "propose", "digest": digest.to_hex() }),
            Self::Accept { proposal, digest } => {
                json!({ "kind": "accept", "proposal": proposal.to_hex(), "digest": digest.to_hex() })
            }
            Self::Seal { accept, in_person } => {
                let mut value = json!({ "kind": "seal", "accept": accept.to_hex() });
                if let Some(in_person) = in_person {
                    value["in_person"] = json!(in_person);
                }
                value
            }
            Self::Withdraw => json!({ "kind": "withdraw" }),
            Self::Call { digest, tell_us_by } => {
                json!({ "kind": "call", "digest": digest.to_hex(), "tell_us_by": format_iso_date(*tell_us_by) })
            }
            Self::Offer {
                digest,
                reply_by,
                within_budget,
            } => {
                let mut value =
                    json!({ "kind": "offer", "digest": digest.to_hex(), "reply_by": reply_by.map(format_iso_date) });
                // Said or not said: the first offers had no place for it.
                if *within_budget {
                    value["within_budget"] = json!(true);
                }
                value
            }
            Self::Decline { offer, reason } => {
                json!({ "kind": "decline", "offer": offer.to_hex(), "reason": reason })
            }
            Self::Screen { mode } => json!({ "kind": "screen", "mode": mode.as_str() }),
            Self::InPerson { present } => json!({ "kind": "in_person", "present": present }),
            Self::Doubt { open } => json!({ "kind": "doubt", "open": open }),
            Self::Sign(signed) => {
                let mut value = json!({
                "kind": "sign",
                "seal": signed.seal.to_hex(),
                "digest": signed.digest.to_hex(),
                "name": signed.name,
                "how": signed.how,
                "signed_at": signed.signed_at,
                "spki": signed.spki,
                "signature": signed.signature,
                });
                if let Some(file) = &signed.file {
                    value["after"] = json!(file.after.map(|entry| entry.to_hex()));
                    value["certificate"] = json!(file.certificate);
                    value["file_signature"] = json!(file.signature);
                }
                value
            }
        }
    }

    /// Reads a body. Fields too many are found by the comparison with the canonical text.
    pub(crate) fn from_value(value: &Value) -> Result<Self, EntryError> {
        let Value::Object(map) = value else {
            return Err(EntryError::NotCanonical);
        };
        let read = Fields(map);
        Ok(match read.text("kind")? {
            "open" => {
                let case = Box::new(Case::from_value(read.get("case")?, "case")?);
                let terms = Box::new(Terms::from_value_working(read.get("terms")?, "terms")?);
                // The plan is about the case's debts, in its currency.
                if case.currency != terms.currency || case.debts != terms.debts {
                    return Err(EntryError::NotCanonical);
                }
                Self::Open {
                    role: read.role()?,
                    name: read.name()?,
                    case,
                    terms,
                }
            }
            "join" => Self::Join {
                role: read.role()?,
                name: read.name()?,
            },
            "adjust" => read.adjust()?,
            "case" => Self::Case {
                case: Box::new(Case::from_value(read.get("case")?, "case")?),
            },
            "propose" => Self::Propose {
                digest: read.digest("digest")?,
            },
            "accept" => Self::Accept {
                proposal: read.digest("proposal")?,
                digest: read.digest("digest")?,
            },
            "seal" => Self::Seal {
                accept: read.digest("accept")?,
                in_person: match value.get("in_person") {
                    None => None,
                    Some(_) => Some(read.flag("in_person")?),
                },
            },
            "withdraw" => Self::Withdraw,
            "call" => Self::Call {
                digest: read.digest("digest")?,
                tell_us_by: read.date(read.get("tell_us_by")?)?,
            },
            "offer" => Self::Offer {
                digest: read.digest("digest")?,
                reply_by: match read.get("reply_by")? {
                    Value::Null => None,
                    day => Some(read.date(day)?),
                },
                within_budget: match value.get("within_budget") {
                    None => false,
                    Some(_) => read.flag("within_budget")?,
                },
            },
            "decline" => Self::Decline {
                offer: read.digest("offer")?,
                reason: read.short("reason", MAX_REASON_CHARS)?,
            },
            "screen" => {
                let word = read.text("mode")?;
                let mode = ScreenMode::ALL.into_iter().find(|mode| mode.as_str() == word);
                Self::Screen {
                    mode: mode.ok_or(EntryError::NotCanonical)?,
                }
            }
            "in_person" => Self::InPerson {
                present: read.flag("present")?,
            },
            "doubt" => Self::Doubt {
                open: read.flag("open")?,
            },
            "sign" => Self::Sign(Box::new(SignedBy {
                seal: read.digest("seal")?,
                digest: read.digest("digest")?,
                name: read.short("name", 200)?,
                how: read.short("how", 40)?,
                signed_at: read.short("signed_at", 20)?,
                spki: read.short("spki", 200)?,
                signature: read.short("signature", 200)?,
                file: match value.get("certificate") {
                    None => None,
                    Some(_) => Some(FileSigned {
                        after: match read.get("after")? {
                            Value::Null => None,
                            _ => Some(read.digest("after")?),
                        },
                        // One of ours has about 450 bytes, and more where a name is in a script of more bytes.
                        certificate: read.short("certificate", 2_000)?,
                        signature: read.short("file_signature", 200)?,
                    }),
                },
            })),
            _ => return Err(EntryError::OtherVersion),
        })
    }
}

struct Fields<'v>(&'v Map<String, Value>);

impl<'v> Fields<'v> {
    fn get(&self, key: &str) -> Result<&'v Value, EntryError> {
        self.0.get(key).ok_or(EntryError::NotCanonical)
    }

    fn text(&self, key: &str) -> Result<&'v str, EntryError> {
        self.get(key)?.as_str().ok_or(EntryError::NotCanonical)
    }

    fn short(&self, key: &str, limit: usize) -> Result<String, EntryError> {
        let text = self.text(key)?;
        if text.chars().count() > limit || text.chars().any(char::is_control) {
            return Err(EntryError::NotCanonical);
        }
        Ok(text.to_owned())
    }

    fn name(&self) -> Result<String, EntryError> {
        self.short("name", MAX_NAME_CHARS)
    }

    fn role(&self) -> Result<Role, EntryError> {
        Role::parse(self.text("role")?).ok_or(EntryError::NotCanonical)
    }

    fn digest(&self, key: &str) -> Result<Digest, EntryError> {
        Digest::parse_hex(self.text(key)?).ok_or(EntryError::NotCanonical)
    }

    fn date(&self, value: &Value) -> Result<Date, EntryError> {
        let day = value.as_str().and_then(parse_iso_date);
        day.ok_or(EntryError::NotCanonical)
    }

    fn flag(&self, key: &str) -> Result<bool, EntryError> {
        self.get(key)?.as_bool().ok_or(EntryError::NotCanonical)
    }

    fn adjust(&self) -> Result<Body, EntryError> {
        let currency = Currency::parse(self.text("currency")?).ok_or(EntryError::NotCanonical)?;
        let listed = self.get("set")?.as_array().ok_or(EntryError::NotCanonical)?;
        if listed.is_empty() || listed.len() > plan_core::MAX_CHANGES + 10 {
            return Err(EntryError::NotCanonical);
        }
        let mut set = Vec::with_capacity(listed.len());
        for one in listed {
            set.push(FieldValue::from_value(one, currency)?);
        }
        let cause = match self.text("cause")? {
            "edit" => Cause::Edit,
            "suggest" => Cause::Suggest,
            "undo" => Cause::Undo(self.digest("of")?),
            "redo" => Cause::Redo(self.digest("of")?),
            _ => return Err(EntryError::OtherVersion),
        };
        Ok(Body::Adjust { currency, set, cause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Neither said who was at the desk, nor signed a file: drafts hold them, and what came after hangs on them.
    #[test]
    fn seals_and_signatures_of_the_first_version_are_read_as_they_were() {
        let id = "00".repeat(32);
        for value in [
            json!({ "kind": "seal", "accept": id }),
            json!({
                "kind": "sign", "seal": id, "digest": id, "name": "Alex", "how": "company_device",
                "signed_at": "2026-11-23T14:21:05Z", "spki": "AA==", "signature": "AA==",
            }),
        ] {
            assert_eq!(Body::from_value(&value).unwrap().to_value(), value);
        }
    }
}
