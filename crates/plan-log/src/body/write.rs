//! A body as bytes.

use plan_core::FieldValue;
use plan_core::calendar::format_iso_date;

use super::{Affordability, Body, NeedConsent};
use crate::body::{Cause, ScreenMode};
use crate::codec::Writer;
use crate::genesis::role_code;

impl Body {
    /// The canonical bytes: an array with fixed places. Case, terms and fields are in it as canonical JSON, the form in
    /// which they are digested, documented and read everywhere else.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Open { name, case, terms } => {
                Writer::array(3).text(name).text(&case.to_json()).text(&terms.to_json())
            }
            Self::Join { role, name } => Writer::array(2).uint(role_code(*role)).text(name),
            Self::Admit { join } => Writer::array(1).digest(join),
            Self::Adjust { currency, set, cause } => {
                let (code, of) = match cause {
                    Cause::Edit => (0, None),
                    Cause::Suggest => (1, None),
                    Cause::Undo(of) => (2, Some(of)),
                    Cause::Redo(of) => (3, Some(of)),
                };
                let head = Writer::array(4).uint(code).optional(of, Writer::digest);
                head.text(currency.code())
                    .text(&FieldValue::list_to_json(set, *currency))
            }
            Self::Case { case } => Writer::array(1).text(&case.to_json()),
            Self::Propose { digest, affordability } => match affordability {
                Affordability::NotChecked => Writer::array(1).digest(digest),
                Affordability::ToldByPhone => Writer::array(2).digest(digest).uint(1),
                Affordability::OwnDevice => Writer::array(2).digest(digest).uint(2),
            },
            Self::Accept {
                proposal,
                digest,
                consent,
            } => Writer::array(3).digest(proposal).digest(digest).text(consent),
            Self::Seal {
                accept,
                digest,
                in_person,
            } => Writer::array(3).digest(accept).digest(digest).flag(*in_person),
            Self::Withdraw { of } => Writer::array(1).digest(of),
            Self::Ack | Self::Leave => Writer::array(0),
            Self::Sign(signing) => {
                let what = Writer::array(9).digest(&signing.of).digest(&signing.digest);
                let who = what.text(&signing.name).text(&signing.how).text(&signing.signed_at);
                let page = who
                    .bytes(&signing.page)
                    .optional(signing.after.as_ref(), Writer::digest);
                page.bytes(&signing.certificate).bytes(&signing.file)
            }
            Self::Comment { about, text } => Writer::array(2).optional(about.as_ref(), Writer::digest).text(text),
            Self::Reason { about, text } => Writer::array(2).digest(about).text(text),
            Self::Need { text, consent } => Writer::array(2).text(text).uint(match consent {
                NeedConsent::ThisTime => 0,
                NeedConsent::Kept => 1,
            }),
            Self::Erase { entries } => Writer::array(1).digests(entries),
            Self::Pause { on: flag } | Self::InPerson { present: flag } | Self::Doubt { open: flag } => {
                Writer::array(1).flag(*flag)
            }
            Self::Call {
                digest,
                tell_us_by,
                affordability,
            } => {
                let day = format_iso_date(*tell_us_by);
                match affordability {
                    Affordability::NotChecked => Writer::array(2).digest(digest).text(&day),
                    Affordability::ToldByPhone => Writer::array(3).digest(digest).text(&day).uint(1),
                    // An agent does not know that, and nobody reads it.
                    Affordability::OwnDevice => Writer::array(3).digest(digest).text(&day).uint(2),
                }
            }
            Self::Offer {
                digest,
                reply_by,
                within_budget,
            } => {
                let reply_by = reply_by.map(format_iso_date);
                let until = Writer::array(3)
                    .digest(digest)
                    .optional(reply_by.as_deref(), Writer::text);
                until.flag(*within_budget)
            }
            Self::Decline { offer, reason } => Writer::array(2).digest(offer).text(reason),
            Self::Screen { mode } => Writer::array(1).uint(match mode {
                ScreenMode::Live => 0,
                ScreenMode::Blank => 1,
                ScreenMode::Frozen => 2,
            }),
        }
        .done()
    }
}
