//! What is made of an agreement: its document, its signatures, and what people take away.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use plan_core::{Case, Date, Schedule, Terms};
use plan_doc::model::{Document, Form, read_back};
use plan_doc::{Agreed, How, Offer, Record, Statement, Telephone, render_html};
use plan_log::Role;
use plan_log::body::Signing;
use plan_log::state::{Accepted, Agreement, Known, Route, Signed};
use plan_words::Message;
use serde_json::{Value, json};
use yew::{Html, html};

use super::NotLoaded;
use crate::components::document::document;
use crate::components::payments_made::{PaymentsMade, PaymentsMadeProps};
use crate::documents::client::{self, Progress};
use crate::documents::{Failed, Order, SignedFile};
use crate::platform::clock::{utc, utc_now};
use crate::platform::files;
use crate::platform::keys::SigningKey;

type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// What people take away beside the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// The same as one web page.
    Page,
    /// What a company's system reads.
    Data,
    /// The payments as events.
    Calendar,
    /// The payments as a table.
    Table,
    /// Six lines for a message.
    Lines,
}

/// A paper with the name and kind of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFile {
    pub name: String,
    pub mime: &'static str,
    pub text: String,
}

/// Signs the document for one side, with this side's key of this plan.
///
/// # Errors
/// When the part cannot be fetched; inside, when nothing was signed.
pub async fn sign(
    agreement: Rc<Agreement>,
    role: Role,
    name: String,
    key: SigningKey,
    progress: Progress,
) -> Result<Result<Signing, Failed>, NotLoaded> {
    Ok(fetched!(signing(agreement, role, name, key, progress))?.await)
}

/// The document with the signatures that it has, as a PDF.
///
/// # Errors
/// When the part cannot be fetched; inside, when there is no document.
pub async fn pdf(agreement: Rc<Agreement>, progress: Progress) -> Result<Result<Vec<u8>, Failed>, NotLoaded> {
    Ok(fetched!(drawing(agreement, progress))?.await)
}

/// The document as it is read on a screen; `None` where none can be made.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn shown(agreement: Rc<Agreement>) -> Result<Option<Html>, NotLoaded> {
    fetched!(showing(agreement))
}

/// One of the papers; `None` where it cannot be made.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn paper(agreement: Rc<Agreement>, paper: Paper) -> Result<Option<PaperFile>, NotLoaded> {
    fetched!(writing(agreement, paper))
}

/// The plan in the six sentences that are read out on the telephone.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn sentences(case: Rc<Case>, terms: Terms, tell_us_by: Date) -> Result<Vec<Vec<Message>>, NotLoaded> {
    fetched!(saying(case, terms, tell_us_by))
}

/// The annual percentage rate of a plan, in per cent; `None` where it has none.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn apr(terms: Rc<Terms>) -> Result<Option<String>, NotLoaded> {
    fetched!(rating(terms))
}

/// What was paid of an agreed plan, and the rest planned anew.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn payments_made(props: PaymentsMadeProps) -> Result<Html, NotLoaded> {
    fetched!(accounting(props))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn rating(terms: Rc<Terms>) -> Result<Option<String>, NotLoaded> {
    let schedule = Schedule::derive(&terms).ok();
    let apr = schedule.and_then(|schedule| plan_core::apr::plan_apr(&terms, &schedule));
    Ok(apr.map(|apr| apr.rounded(1).to_string()))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(accounts, fallible))]
fn accounting(props: PaymentsMadeProps) -> Result<Html, NotLoaded> {
    Ok(html! { <PaymentsMade ..props /> })
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn signing(
    agreement: Rc<Agreement>,
    role: Role,
    name: String,
    key: SigningKey,
    progress: Progress,
) -> Result<Later<Result<Signing, Failed>>, NotLoaded> {
    Ok(Box::pin(async move {
        sign_now(&agreement, role, name, &key, progress).await
    }))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn drawing(agreement: Rc<Agreement>, progress: Progress) -> Result<Later<Result<Vec<u8>, Failed>>, NotLoaded> {
    Ok(Box::pin(async move {
        let order = order(&agreement).ok_or(Failed::NoDocument)?;
        client::file(&order, progress).await
    }))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn showing(agreement: Rc<Agreement>) -> Result<Option<Html>, NotLoaded> {
    let summary = order(&agreement).map(|order| order.summary());
    let model = summary.and_then(|summary| Document::of(&summary, Form::File).ok());
    Ok(model.as_ref().map(document))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn writing(agreement: Rc<Agreement>, paper: Paper) -> Result<Option<PaperFile>, NotLoaded> {
    Ok(written(&agreement, paper))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn saying(case: Rc<Case>, terms: Terms, tell_us_by: Date) -> Result<Vec<Vec<Message>>, NotLoaded> {
    let schedule = Schedule::derive(&terms);
    let said = schedule.map(|schedule| read_back(&case, &terms, &schedule, tell_us_by).into());
    Ok(said.unwrap_or_default())
}

/// How the agreement came about, as the document says it.
fn record(agreement: &Agreement) -> Record {
    match agreement.route {
        Route::Agreed {
            proposal,
            by,
            proposed_ms,
            accepted,
            in_person,
            affordability,
            ..
        } => Record::Agreed(Agreed {
            proposed_by: by,
            proposed_at: utc(proposed_ms),
            agreed_at: utc(accepted.at_ms),
            in_person,
            affordability,
            entries: [proposal, accepted.entry, agreement.made_by],
        }),
        Route::Telephone {
            at_ms,
            tell_us_by,
            affordability,
        } => Record::Telephone(Telephone {
            affordability,
            agreed_at: utc(at_ms),
            tell_us_by,
            entry: agreement.made_by,
        }),
        Route::Offer {
            at_ms,
            reply_by,
            within_budget,
        } => Record::Offer(Offer {
            made_at: utc(at_ms),
            reply_by,
            within_budget,
            entry: agreement.made_by,
        }),
    }
}

/// `None` where the plan is not known here any more, its entries are not signed yet, or a signature is not of a kind that this version can write.
fn order(agreement: &Agreement) -> Option<Order> {
    let signed = |Signed { role, author, by, .. }: &Signed| {
        Some(SignedFile {
            statement: Statement {
                role: *role,
                name: by.name.clone(),
                how: How::parse(&by.how)?,
                signed_at: by.signed_at.clone(),
            },
            // The key of the log is the key of the document.
            spki: author.to_spki().to_vec(),
            page_signature: by.page.to_vec(),
            certificate: by.certificate.clone(),
            file_signature: by.file.to_vec(),
        })
    };
    let signed: Option<Vec<SignedFile>> = agreement.signatures.iter().map(signed).collect();
    let Known { case, terms } = &**agreement.known.as_ref()?;
    // What is not signed yet shows nothing.
    let shows = agreement.proof.entries.iter().all(|entry| !entry.is_empty());
    Some(Order {
        proof: shows.then(|| agreement.proof.to_bytes())?,
        case: (**case).clone(),
        terms: terms.clone(),
        record: record(agreement),
        signed: signed?,
    })
}

async fn sign_now(
    agreement: &Agreement,
    role: Role,
    name: String,
    key: &SigningKey,
    progress: Progress,
) -> Result<Signing, Failed> {
    let order = order(agreement).ok_or(Failed::Unsound)?;
    let how = order.record.how(role).ok_or(Failed::NoDocument)?;
    let statement = Statement {
        role,
        name,
        how,
        signed_at: utc_now(),
    };
    let signed = client::sign(&order, &statement, key, progress).await?;
    let halves = |signature: Vec<u8>| signature.try_into().map_err(|_| Failed::Unsound);
    Ok(Signing {
        of: agreement.made_by,
        digest: agreement.digest,
        name: signed.statement.name,
        how: signed.statement.how.as_str().to_owned(),
        signed_at: signed.statement.signed_at,
        page: halves(signed.page_signature)?,
        after: agreement.signatures.last().map(|last| last.entry),
        certificate: signed.certificate,
        file: halves(signed.file_signature)?,
    })
}

/// The reference as a part of a file's name.
fn named(agreement: &Agreement) -> String {
    let known = agreement.known.as_ref();
    let reference = known.and_then(|known| known.case.company_ref.as_deref());
    let reference = reference.map(files::part_of_name).unwrap_or_default();
    if reference.is_empty() {
        "summary".to_owned()
    } else {
        reference
    }
}

/// Counts the calendar files of a plan: a later agreement has a higher number, so its dates replace the earlier ones.
/// Minutes since the first of January 2026, which are enough until the year 6109.
fn sequence(agreement: &Agreement) -> u32 {
    const START_MS: u64 = 1_767_225_600_000;
    let (Route::Agreed {
        accepted: Accepted { at_ms, .. },
        ..
    }
    | Route::Telephone { at_ms, .. }
    | Route::Offer { at_ms, .. }) = agreement.route;
    u32::try_from(at_ms.saturating_sub(START_MS) / 60_000).unwrap_or(u32::MAX)
}

/// The name of the PDF: an offer and what comes of it are two documents.
pub fn pdf_name(agreement: &Agreement) -> String {
    let what = match agreement.route {
        Route::Offer { .. } => "repayment-offer",
        Route::Agreed { .. } | Route::Telephone { .. } => "repayment-plan",
    };
    format!("{what}-{}.pdf", named(agreement))
}

fn written(agreement: &Agreement, paper: Paper) -> Option<PaperFile> {
    let Known { case, terms } = &**agreement.known.as_ref()?;
    let schedule = Schedule::derive(terms).ok()?;
    let record = record(agreement);
    let (stem, mime, text) = match paper {
        Paper::Page => (
            "html",
            "text/html;charset=utf-8",
            render_html(&order(agreement)?.summary()).ok()?,
        ),
        Paper::Data => {
            let parsed = |text: String| serde_json::from_str::<Value>(&text).ok();
            let data = json!({
                "version": 1,
                "digest": agreement.digest.to_hex(),
                "case": parsed(case.to_json())?,
                "terms": parsed(terms.to_json())?,
                "agreement": record.to_value(),
                "schedule": parsed(schedule.to_json())?,
            });
            ("json", "application/json", data.to_string())
        }
        Paper::Calendar => (
            "ics",
            "text/calendar;charset=utf-8",
            plan_doc::calendar::render_ics(case, terms, &schedule, record.made_at(), sequence(agreement)),
        ),
        Paper::Table => ("csv", "text/csv;charset=utf-8", plan_doc::csv::render_csv(&schedule)),
        Paper::Lines => (
            "txt",
            "text/plain;charset=utf-8",
            plan_doc::text::six_lines(case, terms, &schedule, agreement.digest),
        ),
    };
    let name = match paper {
        Paper::Data => format!("agreement-{}.json", named(agreement)),
        _ => format!("repayment-plan-{}.{stem}", named(agreement)),
    };
    Some(PaperFile { name, mime, text })
}
