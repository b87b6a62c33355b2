//! After the agreement: what the agent copies into the company's own system, the notes of the call, and how the person
//! got their copy. All of it stays on this device.

use std::rc::Rc;

use plan_core::calendar::format_iso_date;
use plan_core::{Every, RowKind, Schedule};
use plan_log::RoomId;
use plan_log::State;
use plan_log::private::PrivateNotes;
use plan_log::state::{Agreement, Known, Route};
use plan_words::{Message, words};
use serde_json::{Value, json};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use super::sign::is_complete;
use super::timeline::{Names, sentences};
use crate::platform::clock::{now_ms, time_words};
use crate::platform::files;
use crate::platform::storage::LocalStorage;
use crate::platform::unlocked;
use crate::state::drafts::{self, StoreError};
use crate::state::values;

/// Under which name it is kept beside the draft.
const KEPT_AS: &str = "closing";

/// How a case was closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Closing {
    /// Which agreement it is about: another one is not closed by it.
    seal: String,
    /// When the plan was entered into the company's system.
    set_up_at: Option<u64>,
    /// How the person got their copy: one of [`COPIES`].
    copy: Option<String>,
    /// Why there is no copy.
    reason: String,
}

/// How a copy can be given.
const COPIES: [&str; 5] = ["post", "large_print", "email", "text", "on_screen"];

impl Closing {
    /// What is kept of this agreement.
    fn load(room: RoomId, agreement: &Agreement) -> Self {
        let value: Value = serde_json::from_str(&drafts::private(&LocalStorage, room, KEPT_AS)).unwrap_or_default();
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let seal = agreement.made_by.to_hex();
        if text("seal").as_ref() != Some(&seal) {
            return Self {
                seal,
                ..Self::default()
            };
        }
        Self {
            seal,
            set_up_at: value.get("set_up_at").and_then(Value::as_u64),
            copy: text("copy").filter(|copy| COPIES.contains(&copy.as_str())),
            reason: text("reason").unwrap_or_default(),
        }
    }

    fn keep(&self, room: RoomId) -> Result<(), StoreError> {
        let value = json!({ "seal": self.seal, "set_up_at": self.set_up_at, "copy": self.copy, "reason": self.reason });
        let text = PrivateNotes::new(&value.to_string());
        drafts::keep_private(&LocalStorage, room, KEPT_AS, text.to_device())
    }

    fn is_closed(&self) -> bool {
        self.copy.is_some() || !self.reason.trim().is_empty()
    }
}

fn copy_words(copy: &str) -> Message {
    match copy {
        "post" => words::copy_post(),
        "large_print" => words::copy_large_print(),
        "email" => words::copy_email(),
        "text" => words::copy_text(),
        _ => words::copy_on_screen(),
    }
}

/// Whether there is something to set up: an agreement that everybody has signed who signs it now. An offer is none.
pub fn is_set_up(agreement: &Agreement) -> bool {
    !matches!(agreement.route, Route::Offer { .. }) && is_complete(agreement)
}

#[derive(Clone, PartialEq, Properties)]
pub struct SetUpProps {
    pub state: Rc<State>,
    pub agreement: Rc<Agreement>,
    /// What was checked before the plan was talked about.
    pub checks: Option<String>,
    pub room: RoomId,
}

/// Label, and what is copied: digits and dates as systems take them.
fn entries(agreement: &Agreement) -> Vec<(&'static str, Message, String)> {
    let mut entries = Vec::new();
    let Some(Known { case, terms }) = agreement.known.as_deref() else {
        return entries;
    };
    if let Some(reference) = case.company_ref.clone().filter(|text| !text.trim().is_empty()) {
        entries.push(("reference", words::set_up_reference(), reference));
    }
    let Ok(schedule) = Schedule::derive(terms) else {
        return entries;
    };
    let money = |minor: i64| schedule.money(minor).to_string();
    let mut instalments = schedule.rows.iter().filter(|row| row.kind == RowKind::Instalment);
    let (first, last) = (instalments.next(), schedule.rows.last());
    if let Some(level) = schedule.level_payment.or(first.map(|row| row.payment)) {
        entries.push(("amount", words::set_up_amount(), money(level)));
    }
    entries.push((
        "every",
        words::set_up_every(),
        values::every(terms.instalments.every).text(),
    ));
    entries.push(("count", words::set_up_count(), schedule.instalments.to_string()));
    entries.push(("total", words::set_up_total(), money(schedule.totals.payments)));
    if let Some(first) = first {
        let iso = format_iso_date(first.due);
        let instalments = terms.instalments;
        // Of payments by the week the day of the month says nothing.
        let by_month = matches!(instalments.every, Every::Monthly | Every::Quarterly | Every::Months(_));
        if by_month {
            // The day that is meant, not the one that a weekend moved the first payment to.
            let first_due = format_iso_date(instalments.first_due);
            let of_first = first_due.get(8..).unwrap_or_default().trim_start_matches('0');
            let day = instalments
                .day
                .map_or_else(|| of_first.to_owned(), |day| day.to_string());
            entries.push(("day", words::set_up_day(), day));
        }
        entries.push(("first", words::set_up_first(), iso));
    }
    if let Some(last) = last {
        entries.push((
            "last",
            words::set_up_last(),
            format!("{} {}", format_iso_date(last.due), money(last.payment)),
        ));
    }
    let method = case.how_to_pay.as_ref().and_then(|how| how.method.clone());
    if let Some(method) = method.filter(|text| !text.trim().is_empty()) {
        entries.push(("method", words::set_up_method(), method.replace('_', " ")));
    }
    entries
}

/// The notes of the call, from what happened.
fn notes(props: &SetUpProps, closing: &Closing) -> String {
    let (state, agreement) = (&props.state, &props.agreement);
    let names = Names::plain(state);
    let mut lines: Vec<String> = props.checks.iter().cloned().collect();
    for moment in &state.timeline {
        let said = sentences(moment, &names, state.terms.currency);
        // Of what is told elsewhere there is nothing to note.
        if said.is_empty() {
            continue;
        }
        let said: Vec<String> = said.iter().map(Message::text).collect();
        lines.push(format!("{} {}", time_words(moment.at_ms), said.join(" ")));
    }
    if let Some(terms) = agreement.terms()
        && let Ok(schedule) = Schedule::derive(terms)
    {
        let said = values::result(terms, &schedule);
        lines.push(said.iter().map(Message::text).collect::<Vec<_>>().join(" "));
    }
    lines.push(match agreement.route {
        Route::Agreed { in_person: true, .. } => words::notes_in_person().text(),
        Route::Agreed { .. } => words::notes_agreed().text(),
        Route::Telephone { .. } => words::notes_call().text(),
        Route::Offer { .. } => words::notes_offer().text(),
    });
    lines.push(words::done_code(&agreement.digest.short()).text());
    if let Some(at) = closing.set_up_at {
        lines.push(words::set_up_done(&time_words(at)).text());
    }
    match &closing.copy {
        Some(copy) => lines.push(words::notes_copy(&copy_words(copy).text()).text()),
        None if closing.is_closed() => lines.push(words::notes_no_copy(closing.reason.trim()).text()),
        None => {}
    }
    lines.join("\n")
}

/// "Set it up": copied entry by entry, then the copy for the person, then the notes.
#[component]
pub fn SetUp(props: &SetUpProps) -> Html {
    let room = props.room;
    let closing = use_state(|| Closing::load(room, &props.agreement));
    let error = use_state(|| None::<StoreError>);
    let said = use_state(|| None::<Message>);
    let keep = {
        let (closing, error) = (closing.clone(), error.setter());
        move |next: Closing| {
            let error = error.clone();
            unlocked::say_kept(room, next.keep(room), move |why| error.set(why));
            closing.set(next);
        }
    };
    let copy = |text: String, label: String| {
        let said = said.clone();
        Callback::from(move |()| {
            let (said, text, label) = (said.clone(), text.clone(), label.clone());
            spawn_local(async move {
                let done = files::copy(&text).await;
                said.set(Some(if done {
                    words::copied_what(&label)
                } else {
                    words::copy_not()
                }));
            });
        })
    };
    let set_up = {
        let (keep, closing) = (keep.clone(), closing.clone());
        Callback::from(move |()| {
            keep(Closing {
                set_up_at: Some(now_ms()),
                ..(*closing).clone()
            });
        })
    };
    let choose = {
        let (keep, closing) = (keep.clone(), closing.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let copy = COPIES.contains(&chosen.as_str()).then_some(chosen);
            keep(Closing {
                copy,
                ..(*closing).clone()
            });
        })
    };
    let oninput = {
        let closing = closing.clone();
        Callback::from(move |event: InputEvent| {
            keep(Closing {
                reason: event.target_unchecked_into::<HtmlInputElement>().value(),
                ..(*closing).clone()
            });
        })
    };
    let notes = notes(props, &closing);
    html! {
        <section class="pn-card" aria-labelledby="set-up-heading">
            <h2 class="pn-card__heading" id="set-up-heading">{ words::set_up_heading().text() }</h2>
            <p class="pn-hint">{ words::set_up_lead().text() }</p>
            <dl class="pn-set-up">
                for (id, label, value) in entries(&props.agreement) {
                    <div key={id} class="pn-set-up__entry">
                        <dt>{ label.text() }</dt>
                        <dd>
                            <bdi>{ value.clone() }</bdi>
                            { button(&ButtonProps { label: words::copy_what(&label.text()).text().into(), onclick: copy(value, label.text()), look: Some("quiet".into()), disabled: false, id: Some(format!("copy-{id}").into()) }) }
                        </dd>
                    </div>
                }
            </dl>
            <div role="status">
                { for said.as_ref().map(|message| html! { <p>{ say(message) }</p> }) }
                if let Some(at) = closing.set_up_at { <p>{ say(&words::set_up_done(&time_words(at))) }</p> }
            </div>
            if closing.set_up_at.is_none() {
                { button(&ButtonProps { label: words::set_up_button().text().into(), onclick: set_up, look: Some("primary".into()), disabled: false, id: Some("set-up".into()) }) }
            }
            <div class="pn-field">
                <label class="pn-field__label" for="copy-given">{ words::copy_given().text() }</label>
                <select class="pn-field__input" id="copy-given" ~value={closing.copy.clone().unwrap_or_default()} onchange={choose}>
                    <option value="" selected={closing.copy.is_none()}>{ words::copy_none().text() }</option>
                    { for COPIES.iter().map(|copy| html! { <option value={*copy} selected={closing.copy.as_deref() == Some(copy)}>{ copy_words(copy).text() }</option> }) }
                </select>
            </div>
            if closing.copy.is_none() {
                <div class="pn-field">
                    <label class="pn-field__label" for="no-copy">{ words::copy_reason().text() }</label>
                    <input class="pn-field__input" id="no-copy" type="text" maxlength="200" autocomplete="off" value={closing.reason.clone()} {oninput} />
                </div>
            }
            if let Some(error) = *error { <p class="pn-field__error" role="alert">{ error.message().text() }</p> }
            <p class={if closing.is_closed() { "pn-banner pn-banner--notice" } else { "pn-hint" }} id="case-closed">
                { if closing.is_closed() { words::case_closed().text() } else { words::case_open().text() } }
            </p>
            <div class="pn-field">
                <label class="pn-field__label" for="call-notes">{ words::notes_of_call().text() }</label>
                <textarea class="pn-field__input" id="call-notes" rows="8" readonly={true} value={notes.clone()} />
            </div>
            { button(&ButtonProps { label: words::copy_what(&words::notes_of_call().text()).text().into(), onclick: copy(notes, words::notes_of_call().text()), look: None, disabled: false, id: Some("copy-notes".into()) }) }
        </section>
    }
}
