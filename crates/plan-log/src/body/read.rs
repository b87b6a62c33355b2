//! A body from bytes.

use plan_core::calendar::{format_iso_date, parse_iso_date};
use plan_core::{Case, Currency, Date, FieldValue, Terms};
use serde_json::Value;

use super::{Affordability, Body, MAX_CERTIFICATE_BYTES, MAX_SIGNED_NAME_CHARS, NeedConsent, Signing};
use crate::body::{Cause, ScreenMode};
use crate::codec::Reader;
use crate::genesis::read_role;
use crate::{Kind, MAX_ENTRY_BYTES, MAX_ERASED, MAX_NAME_CHARS, MAX_REASON_CHARS, MAX_WORDS_CHARS, Refused};

type Read<T> = Result<T, Refused>;

impl Body {
    /// Reads the bytes of a body of that kind.
    ///
    /// # Errors
    /// [`Refused::BadBody`].
    pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Read<Self> {
        let mut read = Reader::new(bytes);
        let body = read_body(kind, &mut read);
        body.and_then(|body| read.end().map(|()| body))
            .map_err(|_| Refused::BadBody)
    }

    /// Whether others read these bytes, which were written of this body.
    pub(crate) fn is_read_from(&self, bytes: &[u8]) -> bool {
        match self {
            // The payments are moved all the time, and there is no more to them than their bounds.
            Self::Adjust { currency, set, .. } if let [FieldValue::Held(held)] = set.as_slice() => {
                held.is_within_bounds(*currency)
            }
            _ => Self::read(self.kind(), bytes).is_ok(),
        }
    }
}

fn read_body(kind: Kind, read: &mut Reader<'_>) -> Read<Body> {
    Ok(match kind {
        Kind::Open => {
            read.array(3)?;
            let name = read.line(MAX_NAME_CHARS)?;
            let case = read_case(read)?;
            let (text, terms) = json(read)?;
            let terms = Terms::from_value_working(&terms, "").map_err(|_| Refused::BadBody)?;
            read.note(terms.to_json() == text);
            // The plan is about the case's debts, in its currency.
            if case.currency != terms.currency || case.debts != terms.debts {
                return Err(Refused::BadBody);
            }
            let terms = Box::new(terms);
            Body::Open { name, case, terms }
        }
        Kind::Join => {
            read.array(2)?;
            let role = read_role(read)?;
            let name = read.line(MAX_NAME_CHARS)?;
            Body::Join { role, name }
        }
        Kind::Admit => {
            read.array(1)?;
            Body::Admit { join: read.digest()? }
        }
        Kind::Adjust => read_adjust(read)?,
        Kind::Case => {
            read.array(1)?;
            Body::Case { case: read_case(read)? }
        }
        Kind::Ack | Kind::Leave => {
            read.array(0)?;
            if kind == Kind::Ack { Body::Ack } else { Body::Leave }
        }
        Kind::Comment => {
            read.array(2)?;
            let about = read.optional(Reader::digest)?;
            let text = read.line(MAX_WORDS_CHARS)?;
            Body::Comment { about, text }
        }
        Kind::Reason => {
            read.array(2)?;
            let about = read.digest()?;
            let text = read.line(MAX_WORDS_CHARS)?;
            Body::Reason { about, text }
        }
        Kind::Need => {
            read.array(2)?;
            let text = read.line(MAX_WORDS_CHARS)?;
            let consent = if read.uint(1)? == 0 {
                NeedConsent::ThisTime
            } else {
                NeedConsent::Kept
            };
            Body::Need { text, consent }
        }
        Kind::Erase => {
            read.array(1)?;
            let entries = read.digests(MAX_ERASED)?;
            if entries.is_empty() {
                return Err(Refused::BadBody);
            }
            Body::Erase { entries }
        }
        Kind::Pause => {
            read.array(1)?;
            Body::Pause { on: read.flag()? }
        }
        Kind::InPerson => {
            read.array(1)?;
            Body::InPerson { present: read.flag()? }
        }
        Kind::Doubt => {
            read.array(1)?;
            Body::Doubt { open: read.flag()? }
        }
        Kind::Screen => {
            read.array(1)?;
            let mode = match read.uint(2)? {
                0 => ScreenMode::Live,
                1 => ScreenMode::Blank,
                _ => ScreenMode::Frozen,
            };
            Body::Screen { mode }
        }
        _ => read_talks(kind, read)?,
    })
}

/// What belongs to putting forward, agreeing and signing.
fn read_talks(kind: Kind, read: &mut Reader<'_>) -> Read<Body> {
    Ok(match kind {
        Kind::Propose => {
            let items = read.list(2)?;
            let digest = read.digest()?;
            let checked = if items == 2 { read.uint(2)? } else { 0 };
            let affordability = match (items, checked) {
                (1, _) => Affordability::NotChecked,
                (2, 1) => Affordability::ToldByPhone,
                (2, 2) => Affordability::OwnDevice,
                // That nothing was checked is said by leaving it out.
                _ => return Err(Refused::NotCanonical),
            };
            Body::Propose { digest, affordability }
        }
        Kind::Accept => {
            read.array(3)?;
            let (proposal, digest) = (read.digest()?, read.digest()?);
            let consent = read.line(MAX_WORDS_CHARS)?;
            Body::Accept {
                proposal,
                digest,
                consent,
            }
        }
        Kind::Seal => {
            read.array(3)?;
            let (accept, digest) = (read.digest()?, read.digest()?);
            let in_person = read.flag()?;
            Body::Seal {
                accept,
                digest,
                in_person,
            }
        }
        Kind::Withdraw => {
            read.array(1)?;
            Body::Withdraw { of: read.digest()? }
        }
        Kind::Call => {
            let items = read.list(3)?;
            let digest = read.digest()?;
            let tell_us_by = read_day(read)?;
            let affordability = match (items, items == 3 && read.uint(1)? == 1) {
                (2, _) => Affordability::NotChecked,
                (3, true) => Affordability::ToldByPhone,
                _ => return Err(Refused::NotCanonical),
            };
            Body::Call {
                digest,
                tell_us_by,
                affordability,
            }
        }
        Kind::Offer => {
            read.array(3)?;
            let digest = read.digest()?;
            let reply_by = read.optional(read_day)?;
            let within_budget = read.flag()?;
            Body::Offer {
                digest,
                reply_by,
                within_budget,
            }
        }
        Kind::Decline => {
            read.array(2)?;
            let offer = read.digest()?;
            let reason = read.line(MAX_REASON_CHARS)?;
            Body::Decline { offer, reason }
        }
        Kind::Sign => {
            read.array(9)?;
            let signing = Signing {
                of: read.digest()?,
                digest: read.digest()?,
                name: read.line(MAX_SIGNED_NAME_CHARS)?,
                how: read.line(40)?,
                signed_at: read.line(20)?,
                page: read.fixed()?,
                after: read.optional(Reader::digest)?,
                certificate: read.bytes()?.to_vec(),
                file: read.fixed()?,
            };
            if signing.certificate.len() > MAX_CERTIFICATE_BYTES {
                return Err(Refused::BadBody);
            }
            Body::Sign(Box::new(signing))
        }
        _ => return Err(Refused::BadBody),
    })
}

fn read_adjust(read: &mut Reader<'_>) -> Read<Body> {
    read.array(4)?;
    let code = read.uint(3)?;
    let of = read.optional(Reader::digest)?;
    let cause = match (code, of) {
        (0, None) => Cause::Edit,
        (1, None) => Cause::Suggest,
        (2, Some(of)) => Cause::Undo(of),
        (3, Some(of)) => Cause::Redo(of),
        _ => return Err(Refused::BadBody),
    };
    let code_of = read.text(3)?;
    let currency = Currency::parse(code_of).ok_or(Refused::BadBody)?;
    read.note(currency.code() == code_of);
    let text = read.text(MAX_ENTRY_BYTES)?;
    let set = FieldValue::list_from_canonical_json(text, currency).ok_or(Refused::BadBody)?;
    Ok(Body::Adjust { currency, set, cause })
}

fn read_case(read: &mut Reader<'_>) -> Read<Box<Case>> {
    let (text, case) = json(read)?;
    let case = Case::from_value(&case, "").map_err(|_| Refused::BadBody)?;
    read.note(case.to_json() == text);
    Ok(Box::new(case))
}

/// A text, and the JSON that it is.
fn json<'b>(read: &mut Reader<'b>) -> Read<(&'b str, Value)> {
    let text = read.text(MAX_ENTRY_BYTES)?;
    let value = serde_json::from_str(text).map_err(|_| Refused::BadBody)?;
    Ok((text, value))
}

fn read_day(read: &mut Reader<'_>) -> Read<Date> {
    let text = read.text(10)?;
    let day = parse_iso_date(text).ok_or(Refused::BadBody)?;
    read.note(format_iso_date(day) == text);
    Ok(day)
}

#[cfg(test)]
mod tests {
    use plan_core::{Deposit, Every, Held};
    use proptest::prelude::*;

    use super::*;
    use crate::digest::Digest;

    fn any_field() -> impl Strategy<Value = FieldValue> {
        let amounts = prop_oneof![any::<i64>(), -2_i64..5, 99_999_999_999_998_i64..100_000_000_000_003];
        let days = prop_oneof![any::<i32>(), 84_000_i32..85_000, -5_i32..5];
        let day = days.prop_map(|days| Date::from_epoch_days(days).unwrap_or_default());
        prop_oneof![
            amounts.clone().prop_map(|minor| FieldValue::Held(Held::Amount(minor))),
            prop_oneof![0_u32..3, 0_u32..5_000, any::<u32>()].prop_map(|count| FieldValue::Held(Held::Count(count))),
            day.clone().prop_map(|day| FieldValue::Held(Held::FinishBy(day))),
            day.clone().prop_map(FieldValue::Starts),
            (amounts, day).prop_map(|(amount, due)| FieldValue::Deposit(Some(Deposit { amount, due }))),
            (0_u8..20).prop_map(|months| FieldValue::Every {
                every: Every::Months(months),
                day: None
            }),
        ]
    }

    proptest! {
        /// What is written of one's own is taken exactly where others take it.
        #[test]
        fn prop_own_changes_are_taken_as_others_take_them(
            set in prop::collection::vec(any_field(), 0..3),
            cause in 0_usize..4,
        ) {
            let of = Digest::of("x", &[]);
            let cause = [Cause::Edit, Cause::Suggest, Cause::Undo(of), Cause::Redo(of)][cause];
            let body = Body::Adjust { currency: Currency::GBP, set, cause };
            let bytes = body.to_bytes();
            let read = Body::read(body.kind(), &bytes);
            prop_assert_eq!(body.is_read_from(&bytes), read.is_ok());
            if let Ok(read) = read {
                prop_assert_eq!(read, body);
            }
        }
    }
}
