//! Signing an agreement and writing its summary.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use base64ct::{Base64, Encoding};
use plan_doc::{Agreed, How, Record, Signature, Statement, Summary, low_s, render_html, signing_bytes};
use plan_log::Role;
use plan_log::entry::SignedBy;
use plan_log::fold::Agreement;

use super::NotLoaded;
use crate::platform::clock::{utc, utc_now};
use crate::platform::keys::{NoCrypto, SigningKey};

type Signing = Pin<Box<dyn Future<Output = Result<SignedBy, NoCrypto>>>>;

/// Signs the agreement for one side with a key made for it.
///
/// # Errors
/// When the part cannot be fetched; inside, when the browser cannot sign.
pub async fn sign(agreement: Rc<Agreement>, role: Role, name: String) -> Result<Result<SignedBy, NoCrypto>, NotLoaded> {
    Ok(fetched!(signing(agreement, role, name))?.await)
}

/// The signed summary as a page; `None` when the signatures are not of a kind this version can write.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn summary(agreement: Rc<Agreement>) -> Result<Option<String>, NotLoaded> {
    fetched!(summary_page(agreement))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn signing(agreement: Rc<Agreement>, role: Role, name: String) -> Result<Signing, NotLoaded> {
    Ok(Box::pin(async move { sign_now(&agreement, role, name).await }))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn summary_page(agreement: Rc<Agreement>) -> Result<Option<String>, NotLoaded> {
    Ok(summary_of(&agreement).and_then(|summary| render_html(&summary).ok()))
}

/// The shared window stands on the agent's machine, so the person signs there.
fn record(agreement: &Agreement) -> Record {
    Record::Agreed(Agreed {
        proposed_by: agreement.proposal.by,
        proposed_at: utc(agreement.proposal.at_ms),
        agreed_at: utc(agreement.accepted.at_ms),
        in_person: true,
    })
}

async fn sign_now(agreement: &Agreement, role: Role, name: String) -> Result<SignedBy, NoCrypto> {
    let how = match role {
        Role::Agent => How::CompanyDevice,
        Role::Person => How::InPersonOnCompanyDevice,
    };
    let statement = Statement {
        role,
        name,
        how,
        signed_at: utc_now(),
    };
    statement.check().map_err(|_| NoCrypto)?;
    let message = signing_bytes(&agreement.case, &agreement.terms, &record(agreement), &statement);
    let key = SigningKey::make().await?;
    let spki = key.spki().await?;
    let signature = low_s(&key.sign(&message).await?).ok_or(NoCrypto)?;
    Ok(SignedBy {
        seal: agreement.seal,
        digest: agreement.proposal.digest,
        name: statement.name,
        how: how.as_str().to_owned(),
        signed_at: statement.signed_at,
        spki: Base64::encode_string(&spki),
        signature: Base64::encode_string(&signature),
    })
}

fn summary_of(agreement: &Agreement) -> Option<Summary> {
    let signature = |(role, signed): &(Role, SignedBy)| {
        let how = How::parse(&signed.how)?;
        let statement = Statement {
            role: *role,
            name: signed.name.clone(),
            how,
            signed_at: signed.signed_at.clone(),
        };
        let (spki, signature) = (
            Base64::decode_vec(&signed.spki).ok()?,
            Base64::decode_vec(&signed.signature).ok()?,
        );
        Some(Signature {
            statement,
            spki,
            signature,
        })
    };
    let signatures: Option<Vec<Signature>> = agreement.signatures.iter().map(signature).collect();
    Some(Summary {
        case: (*agreement.case).clone(),
        terms: agreement.terms.clone(),
        record: record(agreement),
        signatures: signatures?,
    })
}
