//! The case: typed in, opened as a file, dropped or pasted.

use plan_core::case::{Agent, Person};
use plan_core::{Case, Currency, Debt, Problem};
use plan_log::Role;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::drop::FileDrop;
use super::field::{ButtonProps, button};
use super::say::say;
use crate::platform::files::{self, FileError};
use crate::platform::page;
use crate::state::drafts::{Draft, EnvelopeError, MAX_PLAN_BYTES};
use crate::state::values;

/// What an opened file held.
#[derive(Clone, PartialEq)]
pub enum Opened {
    /// A case.
    Case(Box<Case>),
    /// A plan with everything that happened.
    Plan(Draft),
    /// A plan of the first version, not read yet.
    First(String),
}

/// Why text is neither a case nor a plan.
#[derive(Clone, PartialEq)]
pub enum NotOpened {
    /// A sentence says it.
    Said(Message),
    /// A case with these problems.
    Problems(Vec<Problem>),
}

/// Reads a case or a plan.
pub fn read_text(text: &str) -> Result<Opened, NotOpened> {
    match Draft::from_text(text) {
        Ok(draft) => return Ok(Opened::Plan(draft)),
        Err(EnvelopeError::First) => return Ok(Opened::First(text.to_owned())),
        Err(EnvelopeError::Newer) => return Err(NotOpened::Said(words::file_newer())),
        Err(EnvelopeError::Locked) => return Err(NotOpened::Said(words::file_locked())),
        Err(EnvelopeError::Damaged) => return Err(NotOpened::Said(words::file_damaged())),
        Err(EnvelopeError::NotAPlan) => {}
    }
    if !text.trim_start().starts_with('{') {
        return Err(NotOpened::Said(words::file_not_plan()));
    }
    Case::from_json(text)
        .map(|case| Opened::Case(Box::new(case)))
        .map_err(NotOpened::Problems)
}

/// Reads a file of a person, with every way in which it can be none of ours.
pub async fn read_file(file: File) -> Result<Opened, NotOpened> {
    let bytes = files::read(&file, MAX_PLAN_BYTES).await.map_err(|error| {
        NotOpened::Said(match error {
            FileError::TooLarge => words::file_too_large(),
            FileError::Unreadable => words::file_unreadable(),
        })
    })?;
    let text = String::from_utf8(bytes).map_err(|_| NotOpened::Said(words::file_not_plan()))?;
    read_text(&text)
}

/// Says why nothing was opened, with every problem of a case.
pub fn not_opened(why: &NotOpened) -> Html {
    match why {
        NotOpened::Said(message) => html! { <p class="pn-banner pn-banner--warning" role="alert">{ say(message) }</p> },
        NotOpened::Problems(problems) => html! {
            <div class="pn-banner pn-banner--warning" role="alert">
                <p>{ words::problem_case().text() }</p>
                <ul>{ for problems.iter().take(12).map(|problem| html! { <li>{ say(&words::problem_line(&problem.path, &problem.remedy())) }</li> }) }</ul>
            </div>
        },
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct OpenFileProps {
    pub label: AttrValue,
    pub on_open: Callback<Opened>,
    #[prop_or(AttrValue::Static("open-file"))]
    pub id: AttrValue,
}

/// Opens a case or a plan from a file, and says why where it cannot.
#[component]
pub fn OpenFile(props: &OpenFileProps) -> Html {
    let refused = use_state(|| None::<NotOpened>);
    let on_file = {
        let (refused, on_open) = (refused.clone(), props.on_open.clone());
        Callback::from(move |file: File| {
            let (refused, on_open) = (refused.clone(), on_open.clone());
            spawn_local(async move {
                match read_file(file).await {
                    Ok(opened) => {
                        refused.set(None);
                        on_open.emit(opened);
                    }
                    Err(why) => refused.set(Some(why)),
                }
            });
        })
    };
    html! {
        <div>
            <FileDrop id={props.id.clone()} label={props.label.clone()} accept=".json,.plan,application/json" {on_file} />
            <div role="status">{ for refused.as_ref().map(not_opened) }</div>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct CaseFormProps {
    pub role: Role,
    /// A case to start from, when it is corrected.
    #[prop_or_default]
    pub case: Option<Case>,
    /// Called with the case and the name at this window.
    pub on_case: Callback<(Case, String)>,
    /// Called with a plan that was opened.
    #[prop_or_default]
    pub on_plan: Option<Callback<Opened>>,
}

/// The few facts a plan starts from.
#[component]
pub fn CaseForm(props: &CaseFormProps) -> Html {
    let start = props.case.clone();
    let owed_to = use_state(|| start.as_ref().and_then(|case| case.owed_to.clone()).unwrap_or_default());
    let reference = use_state(|| {
        start
            .as_ref()
            .and_then(|case| case.company_ref.clone())
            .unwrap_or_default()
    });
    let balance = use_state(|| {
        let debt = start.as_ref().and_then(|case| {
            case.debts
                .first()
                .map(|debt| values::amount_field(debt.balance, case.currency))
        });
        debt.unwrap_or_default()
    });
    let name = use_state(|| {
        start
            .as_ref()
            .and_then(|case| case.agent.as_ref()?.first_name.clone())
            .unwrap_or_default()
    });
    let person = use_state(|| {
        start
            .as_ref()
            .and_then(|case| case.person.as_ref()?.name.clone())
            .unwrap_or_default()
    });
    let pasted = use_state(String::new);
    let error = use_state(|| None::<Message>);
    let refused = use_state(|| None::<NotOpened>);
    let role = props.role;
    // Several debts come from the company's own system: one field could only lose them.
    let several = start.as_ref().is_some_and(|case| case.debts.len() > 1);

    let submit = {
        let (owed_to, reference, balance) = (owed_to.clone(), reference.clone(), balance.clone());
        let (name, person, error) = (name.clone(), person.clone(), error.clone());
        let (start, on_case) = (start.clone(), props.on_case.clone());
        Callback::from(move |()| {
            let currency = start.as_ref().map_or(Currency::GBP, |case| case.currency);
            let read = if several {
                Ok(0)
            } else {
                values::read_amount(&balance, currency)
            };
            let owed = match read {
                Ok(owed) => owed,
                Err(message) => {
                    error.set(Some(message));
                    page::focus("case-balance");
                    return;
                }
            };
            error.set(None);
            let clean = |text: &str| {
                Some(
                    text.trim()
                        .chars()
                        .filter(|c| !c.is_control())
                        .take(plan_core::MAX_TEXT_CHARS)
                        .collect::<String>(),
                )
                .filter(|text| !text.is_empty())
            };
            let debt = Debt {
                id: clean(&reference).unwrap_or_else(|| "1".to_owned()),
                label: None,
                balance: owed,
                since: None,
            };
            let mut case = start.clone().unwrap_or_else(|| Case::plain(currency, Vec::new()));
            if !several {
                case.debts = match case.debts.first().cloned() {
                    Some(first) => vec![Debt { balance: owed, ..first }],
                    None => vec![debt],
                };
            }
            case.owed_to = clean(&owed_to);
            case.company_ref = clean(&reference);
            if role == Role::Agent {
                let agent = case.agent.take().unwrap_or_default();
                case.agent = Some(Agent {
                    first_name: clean(&name),
                    ..agent
                });
                if case.person.is_some() || clean(&person).is_some() {
                    case.person = Some(Person {
                        name: clean(&person),
                        ..case.person.take().unwrap_or_default()
                    });
                }
            } else if let (Some(first_name), None) = (clean(&name), &case.person) {
                case.person = Some(Person {
                    name: Some(first_name),
                    ..Person::default()
                });
            }
            on_case.emit((case, (*name).clone()));
        })
    };
    let open = {
        let (on_case, on_plan, name) = (props.on_case.clone(), props.on_plan.clone(), name.clone());
        Callback::from(move |opened: Opened| match opened {
            Opened::Case(case) => {
                let first_name = case
                    .agent
                    .as_ref()
                    .and_then(|agent| agent.first_name.clone())
                    .unwrap_or_else(|| (*name).clone());
                on_case.emit((*case, first_name));
            }
            plan => on_plan.iter().for_each(|open| open.emit(plan.clone())),
        })
    };
    let use_pasted = {
        let (pasted, refused, open) = (pasted.clone(), refused.clone(), open.clone());
        Callback::from(move |()| match read_text(&pasted) {
            Ok(opened) => {
                refused.set(None);
                open.emit(opened);
            }
            Err(why) => refused.set(Some(why)),
        })
    };
    let field = |id: &'static str, label: String, state: &UseStateHandle<String>, inputmode: &'static str| {
        let state = state.clone();
        let value = (*state).clone();
        let oninput = Callback::from(move |event: InputEvent| {
            state.set(event.target_unchecked_into::<HtmlInputElement>().value())
        });
        let wrong = (id == "case-balance").then(|| (*error).clone()).flatten();
        html! {
            <div class="pn-field">
                <label class="pn-field__label" for={id}>{ label }</label>
                <div class="pn-field__row">
                    <input class="pn-field__input" {id} type="text" {inputmode} autocomplete="off" maxlength="120" {value} {oninput}
                        aria-invalid={wrong.is_some().then_some("true")} aria-describedby={wrong.is_some().then_some("case-error")} />
                </div>
                if let Some(message) = wrong { <p class="pn-field__error" id="case-error" role="alert">{ say(&message) }</p> }
            </div>
        }
    };
    let onsubmit = {
        let submit = submit.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            submit.emit(());
        })
    };
    let name_label = if role == Role::Agent {
        words::case_agent()
    } else {
        words::case_person_name()
    };
    let on_paste_input = {
        let pasted = pasted.clone();
        Callback::from(move |event: InputEvent| {
            pasted.set(event.target_unchecked_into::<HtmlTextAreaElement>().value())
        })
    };
    let fresh = props.case.is_none();
    let is_agent = role == Role::Agent;
    let file_label = if is_agent {
        words::case_file()
    } else {
        words::open_alone_link()
    };
    let file = html! { <OpenFile id="case-file" label={file_label.text()} on_open={open} /> };
    let paste = html! {
        <details class="pn-details">
            <summary>{ words::case_paste().text() }</summary>
            <div class="pn-field">
                <label class="pn-field__label" for="case-paste">{ words::case_paste().text() }</label>
                <p class="pn-field__hint" id="case-paste-hint">{ words::case_paste_hint().text() }</p>
                <textarea class="pn-field__input" id="case-paste" rows="5" aria-describedby="case-paste-hint" value={(*pasted).clone()} oninput={on_paste_input} />
            </div>
            { button(&ButtonProps { label: (words::case_paste_use().text()).into(), onclick: use_pasted, look: None, disabled: false, id: None }) }
            <div role="status">{ for refused.as_ref().map(not_opened) }</div>
        </details>
    };
    html! {
        <section class="pn-card">
            // The link that leads a person here speaks of a file: that comes first, and an agent's system is not theirs.
            if fresh && !is_agent { <p class="pn-hint">{ words::open_alone_hint().text() }</p>{ file.clone() } }
            <h2 class="pn-card__heading">{ words::case_heading().text() }</h2>
            if fresh { <p class="pn-lead">{ if is_agent { words::case_lead() } else { words::case_lead_alone() }.text() }</p> }
            <form {onsubmit} novalidate={true}>
                if !several { { field("case-balance", words::case_balance(&values::unit(start.as_ref().map_or(Currency::GBP, |case| case.currency))).text(), &balance, "decimal") } }
                { field("case-owed-to", words::case_owed_to().text(), &owed_to, "text") }
                { field("case-reference", words::case_reference().text(), &reference, "text") }
                if role == Role::Agent { { field("case-person", words::case_person().text(), &person, "text") } }
                { field("case-name", name_label.text(), &name, "text") }
                <button type="submit" class="pn-button pn-button--primary">
                    { if fresh { words::case_start().text() } else { words::case_correct_save().text() } }
                </button>
            </form>
            if fresh && is_agent { { file }{ paste } }
        </section>
    }
}
