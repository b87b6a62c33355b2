//! What a passphrase is typed into. What was typed stays until it was of use, and goes with the form.

use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::lock::{LockProps, Task};
use super::say::say;
use super::sign::failed_words;
use crate::platform::page;
use crate::platform::vault::{self, NotDone, Opened};
use crate::state::drafts::title_of;

/// Below so many characters a computer guesses them all.
const SHORT: usize = 14;
/// From so many on nobody guesses what is no saying.
const LONG: usize = 24;

const PASSPHRASE: &str = "passphrase";
const AGAIN: &str = "passphrase-again";
const BEFORE: &str = "passphrase-before";
const NAME: &str = "locked-name";
const ERROR: &str = "passphrase-error";

/// What is typed.
#[derive(Default, Clone, PartialEq)]
struct Typed {
    before: String,
    passphrase: String,
    again: String,
    name: String,
    is_shown: bool,
}

impl Typed {
    /// The field that needs another look, and why.
    fn wrong(&self, task: Task) -> Option<(&'static str, Message)> {
        if task == Task::Change && self.before.is_empty() {
            return Some((BEFORE, words::lock_type()));
        }
        if task != Task::Remove && self.passphrase.is_empty() {
            return Some((PASSPHRASE, words::lock_type()));
        }
        let is_new = matches!(task, Task::Lock | Task::Change);
        (is_new && !self.is_shown && self.again != self.passphrase).then(|| (AGAIN, words::lock_differ()))
    }
}

/// How hard it is to guess, as far as its length tells.
fn strength(passphrase: &str) -> Message {
    let count = passphrase.chars().count();
    let said = count.to_string();
    match count {
        0 => words::lock_length(),
        1..SHORT => words::lock_short(&said),
        SHORT..LONG => words::lock_medium(&said),
        _ => words::lock_long(&said),
    }
}

/// Why nothing was done, and the field to look at.
fn not_done(why: NotDone, task: Task) -> (&'static str, Message) {
    let message = match why {
        NotDone::OtherPassphrase => words::lock_wrong(),
        NotDone::OpenElsewhere => words::lock_elsewhere(),
        NotDone::Store(why) => why.message(),
        NotDone::Worker(why) => failed_words(why),
        NotDone::NoCrypto => words::open_no_crypto(),
    };
    (if task == Task::Change { BEFORE } else { PASSPHRASE }, message)
}

async fn carry_out(props: &LockProps, typed: &Typed) -> Result<Message, NotDone> {
    let (room, name) = (props.room, title_of(&typed.name));
    match props.task {
        Task::Lock => {
            vault::lock(room, &typed.passphrase, name).await?;
            Ok(words::lock_done())
        }
        Task::Unlock => Ok(match vault::unlock(room, &typed.passphrase).await? {
            Opened::Here => words::lock_opened(),
            Opened::ForGood => words::lock_removed(),
        }),
        Task::Change => {
            vault::change(room, &typed.before, &typed.passphrase, name).await?;
            Ok(words::lock_changed())
        }
        Task::Remove => {
            vault::remove(room).await?;
            Ok(words::lock_removed())
        }
    }
}

struct Field<'a> {
    id: &'static str,
    label: Message,
    value: &'a str,
    /// Of which kind a browser that keeps passwords takes it for; none for what is no secret.
    autocomplete: Option<&'static str>,
    hint: Option<Message>,
    set: fn(&mut Typed, String),
}

/// The form.
#[component]
pub fn PassphraseForm(props: &LockProps) -> Html {
    let typed = use_state(|| Typed {
        name: props.name.as_deref().unwrap_or_default().to_owned(),
        ..Typed::default()
    });
    let wrong = use_state(|| None::<(&'static str, Message)>);
    let busy = use_state(|| false);
    let task = props.task;
    let first = match task {
        Task::Change => BEFORE,
        Task::Remove => "lock-do",
        Task::Lock | Task::Unlock => PASSPHRASE,
    };
    use_effect_with(task, move |_| page::focus(first));
    {
        let at = wrong.as_ref().map(|(id, _)| *id);
        // Once it can be typed into again.
        use_effect_with((*busy, at), |(busy, at)| {
            if let (false, Some(id)) = (*busy, *at) {
                page::focus(id);
            }
        });
    }
    let onsubmit = {
        let (props, typed, wrong, busy) = (props.clone(), typed.clone(), wrong.setter(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            if let Some(one) = typed.wrong(task) {
                page::focus(one.0);
                wrong.set(Some(one));
                return;
            }
            wrong.set(None);
            busy.set(true);
            let (props, typed, wrong, busy) = (props.clone(), typed.clone(), wrong.clone(), busy.setter());
            spawn_local(async move {
                let done = carry_out(&props, &typed).await;
                busy.set(false);
                match done {
                    Ok(said) => props.done.emit(said),
                    Err(why) => wrong.set(Some(not_done(why, task))),
                }
            });
        })
    };
    let field = |field: Field<'_>| {
        let Field { id, set, .. } = field;
        let oninput = {
            let typed = typed.clone();
            Callback::from(move |event: InputEvent| {
                let mut now = (*typed).clone();
                set(&mut now, event.target_unchecked_into::<HtmlInputElement>().value());
                typed.set(now);
            })
        };
        let is_wrong = wrong.as_ref().is_some_and(|(at, _)| *at == id);
        let hint_id = field.hint.as_ref().map(|_| format!("{id}-hint"));
        let error_id = is_wrong.then(|| ERROR.to_owned());
        let described: Vec<String> = [error_id, hint_id.clone()].into_iter().flatten().collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let hidden = field.autocomplete.is_some() && !typed.is_shown;
        html! {
            <div class="pn-field" key={id}>
                <label class="pn-field__label" for={id}>{ field.label.text() }</label>
                { for field.hint.iter().map(|hint| html! { <p class="pn-field__hint" id={hint_id.clone()}>{ say(hint) }</p> }) }
                <input class="pn-field__input" {id} type={if hidden { "password" } else { "text" }} autocomplete={field.autocomplete.unwrap_or("off")}
                    autocapitalize="off" spellcheck="false" maxlength="400" value={field.value.to_owned()} {oninput}
                    readonly={*busy} aria-invalid={is_wrong.then_some("true")} aria-describedby={described} />
            </div>
        }
    };
    let is_new = matches!(task, Task::Lock | Task::Change);
    let show = {
        let typed = typed.clone();
        Callback::from(move |event: Event| {
            let is_shown = event.target_unchecked_into::<HtmlInputElement>().checked();
            typed.set(Typed {
                is_shown,
                ..(*typed).clone()
            });
        })
    };
    let (label, lead) = match task {
        Task::Lock => (words::lock_do(), Some(words::lock_lead())),
        Task::Unlock => (words::lock_open(), None),
        Task::Change => (words::lock_change(), None),
        Task::Remove => (words::lock_remove_sure(), Some(words::lock_remove_lead())),
    };
    html! {
        <form class="pn-passphrase" {onsubmit}>
            if task == Task::Lock { <h3 class="pn-card__sub">{ words::lock_heading().text() }</h3> }
            { for lead.map(|lead| html! { <p>{ lead.text() }</p> }) }
            if is_new { <p class="pn-banner pn-banner--warning">{ words::lock_forget().text() }</p> }
            if task == Task::Change {
                { field(Field { id: BEFORE, label: words::lock_passphrase(), value: &typed.before, autocomplete: Some("current-password"), hint: None, set: |typed, text| typed.before = text }) }
            }
            if task != Task::Remove {
                { field(Field {
                    id: PASSPHRASE,
                    label: if task == Task::Change { words::lock_new() } else { words::lock_passphrase() },
                    value: &typed.passphrase,
                    autocomplete: Some(if is_new { "new-password" } else { "current-password" }),
                    hint: is_new.then(|| strength(&typed.passphrase)),
                    set: |typed, text| typed.passphrase = text,
                }) }
                if is_new && !typed.is_shown {
                    { field(Field { id: AGAIN, label: words::lock_again(), value: &typed.again, autocomplete: Some("new-password"), hint: None, set: |typed, text| typed.again = text }) }
                }
                <label class="pn-check">
                    <input type="checkbox" id="passphrase-shown" checked={typed.is_shown} onchange={show} />
                    <span>{ words::lock_show().text() }</span>
                </label>
            }
            if is_new {
                { field(Field { id: NAME, label: words::lock_name(), value: &typed.name, autocomplete: None, hint: Some(words::lock_name_hint()), set: |typed, text| typed.name = text }) }
            }
            <div role="alert">{ for wrong.as_ref().map(|(_, message)| html! { <p class="pn-field__error" id={ERROR}>{ say(message) }</p> }) }</div>
            <div role="status">if *busy { <p class="pn-hint">{ words::lock_busy().text() }</p> }</div>
            <div class="pn-buttons">
                <button type="submit" class="pn-button pn-button--primary" id="lock-do" aria-disabled={busy.then_some("true")}>{ label.text() }</button>
                { for props.cancel.as_ref().filter(|_| !*busy).map(|cancel| button(&ButtonProps { label: words::lock_cancel().text().into(), onclick: cancel.clone(), look: None, disabled: false, id: None })) }
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(passphrase: &str, again: &str, is_shown: bool) -> Typed {
        Typed {
            passphrase: passphrase.to_owned(),
            again: again.to_owned(),
            is_shown,
            ..Typed::default()
        }
    }

    #[test]
    fn a_new_passphrase_is_typed_twice_or_shown() {
        let wrong = |typed: Typed, task| typed.wrong(task).map(|(id, _)| id);
        assert_eq!(wrong(typed("", "", false), Task::Lock), Some(PASSPHRASE));
        assert_eq!(wrong(typed("four words", "four word", false), Task::Lock), Some(AGAIN));
        assert_eq!(wrong(typed("four words", "four words", false), Task::Lock), None);
        assert_eq!(wrong(typed("four words", "", true), Task::Lock), None);
        assert_eq!(wrong(typed("four words", "", false), Task::Unlock), None);
        assert_eq!(
            wrong(typed("four words", "four words", false), Task::Change),
            Some(BEFORE)
        );
        assert_eq!(wrong(Typed::default(), Task::Remove), None);
    }
}
