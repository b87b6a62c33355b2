//! Reading, ticking, signing, and what comes out.
//!
//! The whole document stands on the screen first. Nothing waits and nothing has to be scrolled to: who wants to read
//! it later can.

use std::rc::Rc;

use plan_core::{RowKind, Schedule};
use plan_log::Role;
use plan_log::RoomId;
use plan_log::machine::Command;
use plan_log::state::{Agreement, Route};
use plan_words::{LANGUAGES, Message, language, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use crate::documents::client;
use crate::documents::{Failed, Stage};
use crate::embed::{self, Code};
use crate::parts::NotLoaded;
use crate::parts::papers::{self, Paper};
use crate::platform::{files, key_store, page};
use crate::state::values;

#[derive(Clone, PartialEq, Properties)]
pub struct SignPanelProps {
    pub agreement: Rc<Agreement>,
    pub me: Role,
    /// Whether the other side is reached by link or file.
    pub by_file: bool,
    pub room: RoomId,
    pub run: Callback<Command>,
}

/// How far the signing is.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Read,
    LastCheck,
    Busy(Stage),
}

/// What to say of work that came to nothing. The agreement is as it was.
pub fn failed_words(failed: Failed) -> Message {
    match failed {
        Failed::NotLoaded => words::part_not_loaded(),
        Failed::NoNetwork => words::failed_no_network(),
        Failed::Stopped => words::failed_stopped(),
        Failed::Cancelled => words::failed_cancelled(),
        Failed::OtherBuild => words::failed_other_build(),
        Failed::NoCrypto => words::sign_no_crypto(),
        Failed::NoDocument | Failed::TooLarge => words::failed_no_document(),
        Failed::Unsound | Failed::NotOurs | Failed::Truncated | Failed::Changed => words::failed_unsound(),
    }
}

/// What is being done at the moment.
pub fn stage_words(stage: Stage) -> Message {
    match stage {
        Stage::Fetching => words::stage_fetching(),
        Stage::Drawing => words::stage_drawing(),
        Stage::Signing => words::stage_signing(),
        Stage::Checking => words::stage_checking(),
    }
}

/// The three sentences that a side ticks.
fn statements(agreement: &Agreement, me: Role) -> [Message; 3] {
    let agreed = match agreement.route {
        Route::Agreed { .. } => words::sign_tick_agreed(),
        Route::Telephone { .. } => words::sign_tick_call(),
        Route::Offer { .. } => words::sign_tick_offer(),
    };
    let time = match me {
        Role::Agent => words::sign_tick_their_time(),
        Role::Person => words::sign_tick_my_time(),
    };
    [words::sign_tick_read(), agreed, time]
}

/// The document, and the way to sign it.
#[component]
pub fn SignPanel(props: &SignPanelProps) -> Html {
    let shown = use_state(|| None::<Result<Option<Html>, NotLoaded>>);
    let asked = use_state(|| 0_u32);
    {
        let shown = shown.clone();
        // What is read is what is signed: another agreement, or a signature more, is another document.
        let key = (props.agreement.made_by, props.agreement.signatures.len(), *asked);
        let agreement = Rc::clone(&props.agreement);
        use_effect_with(key, move |_| {
            shown.set(None);
            spawn_local(async move { shown.set(Some(papers::shown(agreement).await)) });
        });
    }
    let again = {
        let (asked, shown) = (asked.clone(), shown.clone());
        Callback::from(move |()| {
            shown.set(None);
            asked.set(*asked + 1);
        })
    };
    let mine = props.agreement.signature_of(props.me).is_some();
    let signed_here = use_state(|| false);
    let on_signed = {
        let signed_here = signed_here.setter();
        use_callback((), move |(), ()| signed_here.set(true))
    };
    // Nobody signs what cannot be read here.
    let document = match &*shown {
        None => html! { <p class="pn-hint">{ words::part_loading().text() }</p> },
        Some(Ok(Some(document))) => html! {
            <>
                { document.clone() }
                <SignForm agreement={Rc::clone(&props.agreement)} me={props.me} room={props.room} run={props.run.clone()} {on_signed} />
            </>
        },
        Some(Ok(None)) => {
            html! { <p class="pn-banner pn-banner--warning" role="alert">{ words::failed_no_document().text() }</p> }
        }
        Some(Err(NotLoaded)) => html! {
            <div class="pn-banner pn-banner--warning" role="alert">
                <p>{ words::part_not_loaded().text() }</p>
                { button(&ButtonProps { label: words::part_again().text().into(), onclick: again, look: None, disabled: false, id: Some("document-again".into()) }) }
            </div>
        },
    };
    html! {
        <>
            if mine {
                <Done agreement={Rc::clone(&props.agreement)} me={props.me} by_file={props.by_file} fresh={*signed_here} />
            } else {
                <h3 class="pn-card__sub">{ words::sign_read().text() }</h3>
                <p>{ words::sign_lead().text() }{ (language() != LANGUAGES[0]).then(|| format!(" {}", words::sign_in_english().text())) }</p>
                { document }
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SignFormProps {
    agreement: Rc<Agreement>,
    me: Role,
    room: RoomId,
    run: Callback<Command>,
    on_signed: Callback<()>,
}

#[component]
fn SignForm(props: &SignFormProps) -> Html {
    let name = use_state(String::new);
    let ticked = use_state(|| [false; 3]);
    let step = use_state_eq(|| Step::Read);
    let wrong_name = use_state(|| None::<Message>);
    let wrong_ticks = use_state(|| false);
    let failed = use_state(|| None::<Message>);
    {
        // A step takes the place of the button that led to it.
        let stage = core::mem::discriminant(&*step);
        let first = use_mut_ref(|| true);
        use_effect_with(stage, move |_| {
            if !std::mem::take(&mut *first.borrow_mut()) {
                page::focus_in_sight("sign-heading");
            }
        });
    }
    let typed: String = name
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(plan_core::MAX_TEXT_CHARS)
        .collect();
    let go_on = {
        let (typed, ticked, step) = (typed.clone(), *ticked, step.clone());
        let (wrong_name, wrong_ticks, failed) = (wrong_name.clone(), wrong_ticks.clone(), failed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let ticks_missing = ticked.iter().position(|one| !one);
            wrong_ticks.set(ticks_missing.is_some());
            let named = plan_doc::is_name(&typed);
            wrong_name.set((!named).then(words::sign_name_empty));
            failed.set(None);
            match (ticks_missing, !named) {
                (Some(first), _) => page::focus(&format!("sign-tick-{first}")),
                (None, true) => page::focus("sign-name"),
                (None, false) => {
                    step.set(Step::LastCheck);
                }
            }
        })
    };
    let back = {
        let step = step.clone();
        Callback::from(move |()| step.set(Step::Read))
    };
    let sign = {
        let (step, failed, typed, props) = (step.clone(), failed.clone(), typed.clone(), props.clone());
        Callback::from(move |()| {
            failed.set(None);
            step.set(Step::Busy(Stage::Fetching));
            let (step, failed, typed, props) = (step.clone(), failed.clone(), typed.clone(), props.clone());
            let progress = {
                let step = step.clone();
                Rc::new(move |stage| step.set(Step::Busy(stage)))
            };
            spawn_local(async move {
                let agreement = Rc::clone(&props.agreement);
                // It is there: with it the agreement was made.
                let Ok(key) = key_store::get_or_make(props.room, props.me).await else {
                    failed.set(Some(failed_words(Failed::NoCrypto)));
                    step.set(Step::LastCheck);
                    return;
                };
                match papers::sign(agreement, props.me, typed, key, progress).await {
                    Ok(Ok(signed)) => {
                        props.on_signed.emit(());
                        props.run.emit(Command::Sign(Box::new(signed)));
                        // Where it is taken this form is gone. Where it is not, the plan or its signatures have changed.
                        failed.set(Some(words::sign_superseded()));
                        step.set(Step::LastCheck);
                    }
                    Ok(Err(why)) => {
                        failed.set(Some(failed_words(why)));
                        step.set(Step::LastCheck);
                    }
                    Err(NotLoaded) => {
                        failed.set(Some(words::part_not_loaded()));
                        step.set(Step::LastCheck);
                    }
                }
            });
        })
    };
    let tick = |index: usize| {
        let ticked = ticked.clone();
        Callback::from(move |event: Event| {
            let mut next = *ticked;
            if let Some(one) = next.get_mut(index) {
                *one = event.target_unchecked_into::<HtmlInputElement>().checked();
            }
            ticked.set(next);
        })
    };
    let oninput = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| name.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let error = failed.as_ref().map(|message| {
        html! { <p class="pn-banner pn-banner--warning" id="sign-failed" role="alert">{ say(message) }</p> }
    });
    match *step {
        Step::Read => html! {
            <form onsubmit={go_on} novalidate={true}>
                <h3 class="pn-card__sub" id="sign-heading" tabindex="-1">{ words::sign_heading().text() }</h3>
                <fieldset class="pn-ticks" aria-describedby={wrong_ticks.then_some("sign-ticks-error")}>
                    <legend class="pn-field__label">{ words::sign_ticks().text() }</legend>
                    if *wrong_ticks { <p class="pn-field__error" id="sign-ticks-error" role="alert">{ words::sign_ticks_missing().text() }</p> }
                    for (index, statement) in statements(&props.agreement, props.me).into_iter().enumerate() {
                        <label key={index} class="pn-check">
                            <input type="checkbox" id={format!("sign-tick-{index}")} checked={ticked.get(index) == Some(&true)} onchange={tick(index)} />
                            <span>{ say(&statement) }</span>
                        </label>
                    }
                </fieldset>
                <div class="pn-field">
                    <label class="pn-field__label" for="sign-name">{ match props.me {
                        Role::Agent => words::sign_name_agent().text(),
                        Role::Person => words::sign_name_person().text(),
                    } }</label>
                    <p class="pn-field__hint" id="sign-name-hint">{ words::sign_name_hint().text() }</p>
                    <input class="pn-field__input" id="sign-name" type="text" autocomplete="off" maxlength="200" value={(*name).clone()} {oninput}
                        aria-invalid={wrong_name.is_some().then_some("true")}
                        aria-describedby={if wrong_name.is_some() { "sign-error sign-name-hint" } else { "sign-name-hint" }} />
                    if let Some(message) = &*wrong_name { <p class="pn-field__error" id="sign-error" role="alert">{ say(message) }</p> }
                </div>
                <button type="submit" class="pn-button pn-button--primary" id="sign-continue">{ words::sign_continue().text() }</button>
            </form>
        },
        Step::LastCheck => html! {
            <div>
                <h3 class="pn-card__sub" id="sign-heading" tabindex="-1">{ words::sign_check_heading().text() }</h3>
                <p class="pn-lead">{ say(&words::sign_check_name(&typed)) }</p>
                if let Some(other) = other_name(&props.agreement, props.me, &typed) { <p class="pn-banner pn-banner--notice" id="sign-other">{ say(&words::sign_check_other(other)) }</p> }
                <p>{ sentences(&props.agreement) }</p>
                { error }
                <div class="pn-buttons">
                    { button(&ButtonProps { label: (if matches!(props.agreement.route, Route::Offer { .. }) { words::sign_button_offer() } else { words::sign_button() }.text()).into(), onclick: sign, look: Some("primary".into()), disabled: false, id: Some("sign".into()) }) }
                    { button(&ButtonProps { label: (words::sign_back().text()).into(), onclick: back, look: None, disabled: false, id: Some("sign-back".into()) }) }
                </div>
            </div>
        },
        Step::Busy(stage) => html! {
            <div>
                <h3 class="pn-card__sub" id="sign-heading" tabindex="-1">{ words::sign_heading().text() }</h3>
                <p role="status">{ stage_words(stage).text() }</p>
                { button(&ButtonProps { label: (words::work_cancel().text()).into(), onclick: Callback::from(|()| client::cancel()), look: None, disabled: false, id: Some("sign-cancel".into()) }) }
            </div>
        },
    }
}

/// For whom the plan is, where a person signs under another name.
pub fn other_name<'a>(agreement: &'a Agreement, me: Role, typed: &str) -> Option<&'a str> {
    let person = agreement.known.as_ref()?.case.person.as_ref()?;
    let name = person.name.as_deref()?.trim();
    let same = |one: &str| one.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    (me == Role::Person && !name.is_empty() && same(name) != same(typed)).then_some(name)
}

/// The plan in a few sentences.
pub fn sentences(agreement: &Agreement) -> Html {
    let said = agreement
        .terms()
        .and_then(|terms| Some(values::result(terms, &Schedule::derive(terms).ok()?)));
    said.unwrap_or_default()
        .iter()
        .map(|sentence| html! { <>{ say(sentence) }{ " " }</> })
        .collect()
}

#[derive(Clone, PartialEq, Properties)]
pub struct DoneProps {
    pub agreement: Rc<Agreement>,
    pub me: Role,
    /// See [`SignPanelProps`].
    pub by_file: bool,
    /// Whether this has just been signed here: then the keyboard goes to it.
    pub fresh: bool,
}

/// Whether everybody has signed who signs such a document now.
pub fn is_complete(agreement: &Agreement) -> bool {
    let signed = |role| agreement.signature_of(role).is_some();
    match agreement.route {
        Route::Agreed { .. } => signed(Role::Agent) && signed(Role::Person),
        Route::Telephone { .. } => signed(Role::Agent),
        Route::Offer { .. } => signed(Role::Person),
    }
}

/// What was signed, what happens next, and the files.
#[component]
pub fn Done(props: &DoneProps) -> Html {
    let agreement = &props.agreement;
    use_effect_with(props.fresh, |fresh| {
        if *fresh {
            page::focus_in_sight("done-heading");
        }
    });
    let complete = is_complete(agreement);
    let schedule = agreement.terms().and_then(|terms| Schedule::derive(terms).ok());
    let first = schedule.as_ref().and_then(|schedule| {
        let row = schedule.rows.first()?;
        let (amount, day) = (values::money(row.payment, schedule.currency), values::day(row.due));
        Some(match row.kind {
            RowKind::Deposit | RowKind::Instalment | RowKind::Charge => match agreement.route {
                Route::Offer { .. } => words::done_next_first_offer(&amount, &day),
                Route::Agreed { .. } | Route::Telephone { .. } => words::done_next_first(&amount, &day),
            },
        })
    });
    let route = match agreement.route {
        _ if !complete && props.by_file => words::done_next_other_sent(),
        _ if !complete => words::done_next_other(),
        Route::Agreed { .. } => words::done_next_keep(),
        Route::Telephone { tell_us_by, .. } => words::done_next_call(&values::day(tell_us_by)),
        Route::Offer { .. } => words::done_next_offer(),
    };
    let signed_last = agreement
        .signatures
        .last()
        .is_some_and(|signed| signed.role == props.me);
    let reference = agreement
        .known
        .as_ref()
        .and_then(|known| known.case.company_ref.as_deref())
        .filter(|text| !text.trim().is_empty());
    html! {
        <>
            <h3 class="pn-card__sub" id="done-heading" tabindex="-1">
                { if complete { words::done_heading().text() } else { words::signed_by_you().text() } }
            </h3>
            <p class="pn-lead">
                if let Some(reference) = reference { { say(&words::done_reference(reference)) }{ " " } }
                { say(&words::done_code(&agreement.digest.short())) }
            </p>
            <h4 class="pn-card__sub">{ words::done_next_heading().text() }</h4>
            <ul>
                <li>{ say(&route) }</li>
                if complete && props.by_file && signed_last && matches!(agreement.route, Route::Agreed { .. }) { <li>{ words::done_next_send().text() }</li> }
                if complete { { for first.iter().map(|sentence| html! { <li>{ say(sentence) }</li> }) } }
            </ul>
            if complete { <Files agreement={Rc::clone(agreement)} /> }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct FilesProps {
    pub agreement: Rc<Agreement>,
    /// Stands before the ids of the buttons, where the files of two documents are on one screen.
    #[prop_or_default]
    pub prefix: &'static str,
}

/// The document and the other papers, to be saved or copied.
#[component]
pub fn Files(props: &FilesProps) -> Html {
    let said = use_state(|| None::<Message>);
    let busy = use_state(|| false);
    let copied = use_state(|| None::<String>);
    let save_pdf = {
        let (said, busy, agreement) = (said.clone(), busy.clone(), Rc::clone(&props.agreement));
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (said, busy, agreement) = (said.clone(), busy.clone(), Rc::clone(&agreement));
            let progress = {
                let said = said.clone();
                Rc::new(move |stage| said.set(Some(stage_words(stage))))
            };
            spawn_local(async move {
                let name = papers::pdf_name(&agreement);
                said.set(Some(match papers::pdf(agreement, progress).await {
                    Ok(Ok(file)) if files::save_bytes(&name, "application/pdf", &file) => {
                        embed::exported(&file);
                        words::save_summary_done(&name)
                    }
                    Ok(Ok(_)) => words::save_summary_not(),
                    Ok(Err(why)) => {
                        embed::error(Code::NoDocument);
                        failed_words(why)
                    }
                    Err(NotLoaded) => words::part_not_loaded(),
                }));
                busy.set(false);
            });
        })
    };
    let save = |paper: Paper| {
        let (said, agreement) = (said.clone(), Rc::clone(&props.agreement));
        Callback::from(move |()| {
            let (said, agreement) = (said.clone(), Rc::clone(&agreement));
            spawn_local(async move {
                said.set(Some(match papers::paper(agreement, paper).await {
                    Ok(Some(file)) if files::save(&file.name, file.mime, &file.text) => {
                        words::save_summary_done(&file.name)
                    }
                    Ok(_) => words::save_summary_not(),
                    Err(NotLoaded) => words::part_not_loaded(),
                }));
            });
        })
    };
    let copy = {
        let (said, copied, agreement) = (said.clone(), copied.clone(), Rc::clone(&props.agreement));
        Callback::from(move |()| {
            let (said, copied, agreement) = (said.clone(), copied.clone(), Rc::clone(&agreement));
            spawn_local(async move {
                let Ok(paper) = papers::paper(agreement, Paper::Lines).await else {
                    said.set(Some(words::part_not_loaded()));
                    return;
                };
                let text = paper.map(|paper| paper.text).unwrap_or_default();
                let done = files::copy(&text).await;
                said.set(Some(if done { words::copied() } else { words::copy_not() }));
                copied.set(Some(text));
            });
        })
    };
    let id = |name: &str| AttrValue::from(format!("{}{name}", props.prefix));
    let plain = |label: Message, name: &'static str, onclick: Callback<()>| {
        button(&ButtonProps {
            label: label.text().into(),
            onclick,
            look: None,
            disabled: false,
            id: Some(id(name)),
        })
    };
    html! {
        <div>
            <h4 class="pn-card__sub">{ words::done_files().text() }</h4>
            <div class="pn-buttons">
                { button(&ButtonProps { label: (words::save_pdf().text()).into(), onclick: save_pdf, look: Some("primary".into()), disabled: *busy, id: Some(id("save-pdf")) }) }
                // A calendar and the short text speak of a plan that both sides agreed to: of an offer they would say too much.
                if !matches!(props.agreement.route, Route::Offer { .. }) {
                    <>
                        { plain(words::save_calendar(), "save-calendar", save(Paper::Calendar)) }
                        { plain(words::copy_lines(), "copy-lines", copy) }
                    </>
                }
            </div>
            <details class="pn-details">
                <summary id={id("other-files")}>{ words::done_other_files().text() }</summary>
                <div class="pn-buttons">
                    { plain(words::save_summary(), "save-summary", save(Paper::Page)) }
                    { plain(words::save_data(), "save-data", save(Paper::Data)) }
                    { plain(words::save_table(), "save-table", save(Paper::Table)) }
                </div>
            </details>
            <div role="status">{ for said.as_ref().map(|message| html! { <p>{ say(message) }</p> }) }</div>
            if let Some(text) = &*copied {
                <div class="pn-field">
                    <label class="pn-field__label" for={id("lines")}>{ words::copied_lines().text() }</label>
                    <textarea class="pn-field__input" id={id("lines")} rows="8" readonly={true} value={text.clone()} />
                </div>
            }
        </div>
    }
}
