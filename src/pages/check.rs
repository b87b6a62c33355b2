//! Checks a signed document: on this device, and nothing is sent.

use std::rc::Rc;

use plan_core::Schedule;
use plan_doc::{How, Layout, ReadError, Reason, Standing, Summary, Verdict, key_words, read_html};
use plan_log::Role;
use plan_log::body::Affordability;
use plan_words::{Message, words};
use serde_json::{Value, json};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::components::drop::FileDrop;
use crate::components::say::say;
use crate::documents::Failed;
use crate::documents::client;
use crate::platform::files::{self, FileError};
use crate::platform::keys;
use crate::state::route::Route;
use crate::state::values;

#[derive(Clone, PartialEq)]
enum Outcome {
    Nothing,
    Busy,
    Refused(Message),
    Judged(Box<Verdict>),
}

async fn judge(file: File) -> Result<Verdict, Message> {
    // The larger of the two limits; a page has its own below it.
    let limit = u32::try_from(plan_doc::MAX_PDF_BYTES).unwrap_or(u32::MAX);
    let bytes = files::read(&file, limit).await.map_err(|error| match error {
        FileError::TooLarge => words::check_too_large(),
        FileError::Unreadable => words::file_unreadable(),
    })?;
    if bytes.starts_with(b"%PDF-") {
        let checked = client::check(&bytes, Rc::new(|_| ())).await;
        return checked.map_err(|failed| match failed {
            Failed::NotLoaded => words::part_not_loaded(),
            Failed::NoNetwork => words::failed_no_network(),
            Failed::Stopped | Failed::Cancelled | Failed::NoDocument => words::check_stopped(),
            Failed::OtherBuild => words::failed_other_build(),
            Failed::NoCrypto => words::check_no_crypto(),
            Failed::TooLarge => words::check_too_large(),
            Failed::NotOurs => words::check_not_summary(),
            Failed::Truncated => words::check_truncated(),
            Failed::Changed | Failed::Unsound => words::check_changed(),
        });
    }
    let unchecked = read_html(&bytes).map_err(|error| match error {
        ReadError::TooLarge { .. } => words::check_too_large(),
        ReadError::NewerVersion { .. } => words::check_newer(),
        ReadError::Truncated => words::check_truncated(),
        ReadError::NotASummary => words::check_not_summary(),
        _ => words::check_changed(),
    })?;
    let mut results = Vec::new();
    for job in unchecked.jobs() {
        let fits = keys::verify(&job.spki, &job.message, &job.signature).await;
        results.push(fits.map_err(|_| words::check_no_crypto())?);
    }
    Ok(unchecked.verdict(&results))
}

/// The page that checks a document.
#[component]
pub fn CheckPage() -> Html {
    let outcome = use_state(|| Outcome::Nothing);
    let name = use_state(String::new);
    let latest = use_mut_ref(|| 0_u32);
    let on_file = {
        let (outcome, name, latest) = (outcome.clone(), name.clone(), Rc::clone(&latest));
        Callback::from(move |file: File| {
            let (outcome, latest) = (outcome.clone(), Rc::clone(&latest));
            // An answer about an earlier file must not stand under a later one's name.
            *latest.borrow_mut() += 1;
            let mine = *latest.borrow();
            name.set(file.name());
            outcome.set(Outcome::Busy);
            spawn_local(async move {
                let judged = judge(file).await;
                if *latest.borrow() == mine {
                    outcome.set(match judged {
                        Ok(verdict) => Outcome::Judged(Box::new(verdict)),
                        Err(message) => Outcome::Refused(message),
                    });
                }
            });
        })
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ words::title_check().text() }</h1>
            <p class="pn-lead">{ words::check_lead().text() }</p>
            <FileDrop id="check-file" label={words::check_choose().text()} accept=".pdf,.html,application/pdf,text/html" {on_file} />
            <div role="status">
                if !name.is_empty() { <p class="pn-hint">{ say(&words::check_file_name(&name)) }</p> }
                { match &*outcome {
                    Outcome::Nothing => html! {},
                    Outcome::Busy => html! { <p>{ words::check_busy().text() }</p> },
                    Outcome::Refused(message) => html! { <p class="pn-banner pn-banner--warning">{ say(message) }</p> },
                    Outcome::Judged(verdict) => judged(verdict),
                } }
            </div>
        </main>
    }
}

fn judged(verdict: &Verdict) -> Html {
    let summary = &verdict.summary;
    let signed = !verdict.signers.is_empty();
    let amount = values::money(summary.terms.balance(), summary.terms.currency);
    let owed = match summary.case.owed_to.as_deref().or(summary.case.handled_by.as_deref()) {
        Some(company) => words::case_owed(&amount, company),
        None => words::case_owed_plain(&amount),
    };
    let sentences = Schedule::derive(&summary.terms)
        .map(|schedule| values::result(&summary.terms, &schedule))
        .unwrap_or_default();
    html! {
        <>
            if verdict.is_whole() && signed && verdict.layout == Layout::Unknown {
                <div class="pn-banner pn-banner--warning">
                    <p><strong>{ words::check_layout_unknown().text() }</strong></p>
                    <p>{ standing(verdict.standing).text() }</p>
                </div>
            } else if verdict.is_whole() && !signed {
                <p class="pn-banner pn-banner--warning"><strong>{ standing(verdict.standing).text() }</strong></p>
            } else if verdict.is_whole() {
                <p class="pn-banner pn-banner--notice"><strong>{ standing(verdict.standing).text() }</strong></p>
            } else {
                <div class="pn-banner pn-banner--warning">
                    <p><strong>{ words::check_not_whole().text() }</strong></p>
                    <ul>{ for verdict.reasons.iter().map(|reason| html! { <li>{ say(&why(*reason)) }</li> }) }</ul>
                </div>
            }
            <ul class="pn-list">
                { for verdict.signers.iter().map(|signer| {
                    let side = side(signer.role);
                    let sentence = if signer.valid {
                        words::check_signer(&key_words(&signer.key_short), &signer.key_short, &signer.name, &side, &values::moment(&signer.signed_at))
                    } else {
                        words::check_signer_bad(&signer.name, &side)
                    };
                    html! { <li class="pn-list__item"><p>{ say(&sentence) }</p><p class="pn-hint">{ device(signer.how).text() }</p></li> }
                }) }
            </ul>
            if verdict.is_whole() && signed {
                <p>{ words::check_proves().text() }</p>
                <p>{ words::check_key().text() }</p>
            }
            <p class="pn-hint">{ say(&words::check_digest(&verdict.digest.short())) }</p>
            <section class="pn-card">
                <h2 class="pn-card__heading">{ words::check_what().text() }</h2>
                <p>{ say(&owed) }</p>
                { for sentences.iter().map(|sentence| html! { <p class="pn-result__more">{ say(sentence) }</p> }) }
                <p class="pn-hint">{ say(&checked(summary.record.affordability())) }</p>
                <details class="pn-details">
                    <summary>{ words::check_data().text() }</summary>
                    <pre class="pn-data" tabindex="0">{ data(summary) }</pre>
                </details>
            </section>
        </>
    }
}

fn side(role: Role) -> String {
    match role {
        Role::Agent => words::check_side_agent().text(),
        Role::Person => words::check_side_person().text(),
    }
}

/// The plan as data, for whoever wants to see exactly what was signed.
fn data(summary: &Summary) -> String {
    let parsed = |text: String| serde_json::from_str::<Value>(&text).unwrap_or_default();
    let data = json!({
        "case": parsed(summary.case.to_json()),
        "terms": parsed(summary.terms.to_json()),
        "agreement": summary.record.to_value(),
    });
    serde_json::to_string_pretty(&data).unwrap_or_default()
}

/// What a whole document is, by who signed it.
fn standing(standing: Standing) -> Message {
    match standing {
        Standing::Both => words::check_both(),
        Standing::CompanyOnly => words::check_company_only(),
        Standing::PersonOnly => words::check_person_only(),
        Standing::Telephone => words::check_telephone(),
        Standing::Unsigned => words::check_unsigned(),
    }
}

/// What was checked about whether the person can afford it, in the words of the document.
fn checked(affordability: Affordability) -> Message {
    match affordability {
        Affordability::NotChecked => words::doc_checked_budget(),
        Affordability::ToldByPhone => words::doc_checked_by_phone(),
        Affordability::OwnDevice => words::doc_checked_by_person(),
    }
}

fn device(how: How) -> Message {
    match how {
        How::OwnDevice => words::doc_signature_own(),
        How::InPersonOnCompanyDevice => words::doc_signature_in_person(),
        How::CompanyDevice => words::doc_signature_company(),
    }
}

/// Why a document is not whole.
fn why(reason: Reason) -> Message {
    match reason {
        Reason::NotValid { role } => words::check_why_not_valid(&side(role)),
        Reason::WrongKeyType { role } | Reason::WrongSignatureShape { role } | Reason::HighS { role } => {
            words::check_why_not_ours(&side(role))
        }
        Reason::SameKey => words::check_why_same_key(),
        Reason::OtherEntries => words::check_why_other_entries(),
        Reason::OtherKey { role } => words::check_why_other_key(&side(role)),
    }
}
