//! A field for text that stands for a value.
//!
//! What is typed is the truth: it stays exactly as typed until it is taken over, on Enter or when the field is
//! left. A change from elsewhere never overwrites it; the field says what the other side suggests instead.

use plan_words::{Message, words};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::say::say;

/// Takes over what was typed, or says what to type.
pub type Commit = Callback<String, Result<(), Message>>;

#[derive(Clone, PartialEq, Properties)]
pub struct TypedFieldProps {
    /// The element's id; errors and hints are linked by it.
    pub id: AttrValue,
    pub label: AttrValue,
    /// The value as it stands, in the form in which it would be typed.
    pub shown: AttrValue,
    /// Called with the text when it is done.
    pub on_commit: Commit,
    /// Says how to type it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Stands before the field, like `£`.
    #[prop_or_default]
    pub prefix: Option<AttrValue>,
    /// The keyboard of a phone: `decimal`, `numeric` or `text`.
    #[prop_or(AttrValue::Static("text"))]
    pub inputmode: AttrValue,
    /// Who changes the plan on the other side.
    #[prop_or_default]
    pub other: AttrValue,
    /// Buttons that stand in the field's row.
    #[prop_or_default]
    pub children: Html,
    #[prop_or_default]
    pub disabled: bool,
}

/// A field for text that stands for a value. Keyboard: Enter takes over, Escape goes back to the value.
#[component]
pub fn TypedField(props: &TypedFieldProps) -> Html {
    let typed = use_state(|| None::<String>);
    let error = use_state(|| None::<Message>);
    // The value when typing began: a later one comes from elsewhere.
    let began_with = use_state(|| AttrValue::Static(""));

    let oninput = {
        let (typed, began_with, shown) = (typed.clone(), began_with.clone(), props.shown.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            if typed.is_none() {
                began_with.set(shown.clone());
            }
            typed.set(Some(text));
        })
    };
    let commit = {
        let (typed, error, on_commit, shown) = (
            typed.clone(),
            error.clone(),
            props.on_commit.clone(),
            props.shown.clone(),
        );
        move || {
            let Some(text) = (*typed).clone() else { return };
            if text.trim() == shown.as_str() {
                typed.set(None);
                error.set(None);
                return;
            }
            match on_commit.emit(text) {
                Ok(()) => {
                    typed.set(None);
                    error.set(None);
                }
                Err(message) => error.set(Some(message)),
            }
        }
    };
    let onblur = {
        let commit = commit.clone();
        Callback::from(move |event: FocusEvent| {
            // A field that is covered, folded away or switched off loses the focus without its owner having left it:
            // what they have typed so far waits in it.
            if event
                .target_dyn_into::<HtmlInputElement>()
                .is_some_and(|field| can_be_used(&field))
            {
                commit();
            }
        })
    };
    let back = {
        let (typed, error) = (typed.clone(), error.clone());
        move || {
            typed.set(None);
            error.set(None);
        }
    };
    // A button of the field works on what was typed; text that cannot be taken over gives way to it.
    let onmousedown = {
        let commit = commit.clone();
        Callback::from(move |_: MouseEvent| commit())
    };
    let onclick = {
        let back = back.clone();
        Callback::from(move |_: MouseEvent| back())
    };
    let onkeydown = {
        let (commit, back) = (commit.clone(), back.clone());
        Callback::from(move |event: KeyboardEvent| {
            // Autofill sends events here that are no keyboard events and have no key.
            let key = js_sys::Reflect::get(&event, &"key".into())
                .ok()
                .and_then(|key| key.as_string());
            match key.as_deref() {
                Some("Enter") => commit(),
                Some("Escape") => back(),
                _ => {}
            }
        })
    };
    let suggestion = (typed.is_some() && *began_with != props.shown && error.is_none()).then(|| {
        let use_it = { let back = back.clone(); Callback::from(move |_: MouseEvent| back()) };
        let keep = {
            let (began_with, shown) = (began_with.clone(), props.shown.clone());
            Callback::from(move |_: MouseEvent| began_with.set(shown.clone()))
        };
        html! {
            <p class="pn-field__suggestion">
                { say(&words::field_suggests(&props.shown, &props.other)) }{ " " }
                <button type="button" class="pn-button pn-button--quiet" onmousedown={keep_focus()} onclick={use_it}>{ words::field_use().text() }</button>
                <button type="button" class="pn-button pn-button--quiet" onmousedown={keep_focus()} onclick={keep}>{ words::field_keep().text() }</button>
            </p>
        }
    });
    let (hint_id, error_id) = (format!("{}-hint", props.id), format!("{}-error", props.id));
    let described = match (&props.hint, error.is_some()) {
        (Some(_), true) => Some(format!("{hint_id} {error_id}")),
        (Some(_), false) => Some(hint_id.clone()),
        (None, true) => Some(error_id.clone()),
        (None, false) => None,
    };
    let value = typed
        .as_ref()
        .map_or_else(|| props.shown.clone(), |text| AttrValue::from(text.clone()));
    html! {
        <div class="pn-field">
            <label class="pn-field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            if let Some(hint) = &props.hint {
                <p class="pn-field__hint" id={hint_id}>{ hint.clone() }</p>
            }
            <div class="pn-field__row">
                if let Some(prefix) = &props.prefix {
                    <span class="pn-field__prefix" aria-hidden="true">{ prefix.clone() }</span>
                }
                <input key="input" class="pn-field__input" id={props.id.clone()} type="text" inputmode={props.inputmode.clone()} autocomplete="off"
                    spellcheck="false" maxlength="120" disabled={props.disabled} {value} {oninput} {onblur} {onkeydown}
                    aria-describedby={described} aria-invalid={error.is_some().then_some("true")} />
                <span key="more" class="pn-field__buttons" {onmousedown} {onclick}>{ props.children.clone() }</span>
            </div>
            <div role="status">
                if let Some(error) = &*error {
                    <p class="pn-field__error" id={error_id}>{ say(error) }</p>
                }
                { suggestion }
            </div>
        </div>
    }
}

fn can_be_used(field: &HtmlInputElement) -> bool {
    field.is_connected() && field.offset_width() > 0 && !field.matches(":disabled").unwrap_or(false)
}

/// Keeps the focus where it is while a button beside a field is pressed: leaving the field would take it over.
pub fn keep_focus() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| event.prevent_default())
}

#[derive(Clone, PartialEq)]
pub struct ChoiceProps {
    /// Groups the options; unique on the page.
    pub name: AttrValue,
    pub legend: AttrValue,
    /// Value and words of each option.
    pub options: Vec<(AttrValue, AttrValue)>,
    pub chosen: AttrValue,
    pub on_choose: Callback<AttrValue>,
    pub disabled: bool,
}

/// One out of a few. Keyboard: the arrow keys, as in any group of radio buttons.
pub fn choice(props: &ChoiceProps) -> Html {
    let option = |(value, text): &(AttrValue, AttrValue)| {
        let onchange = {
            let (on_choose, value) = (props.on_choose.clone(), value.clone());
            Callback::from(move |_: Event| on_choose.emit(value.clone()))
        };
        html! {
            <label key={value.to_string()} class="pn-choice__option">
                <input type="radio" name={props.name.clone()} value={value.clone()} checked={*value == props.chosen} {onchange} />
                <span>{ text.clone() }</span>
            </label>
        }
    };
    html! {
        <fieldset class="pn-choice" disabled={props.disabled}>
            <legend class="pn-choice__legend">{ props.legend.clone() }</legend>
            { for props.options.iter().map(option) }
        </fieldset>
    }
}

#[derive(Clone, PartialEq)]
pub struct ButtonProps {
    pub label: AttrValue,
    pub onclick: Callback<()>,
    /// `primary`, `quiet` or `danger`; plain without.
    pub look: Option<AttrValue>,
    pub disabled: bool,
    pub id: Option<AttrValue>,
}

/// A button that says the act. Where there is nothing to do it stays in the order of the keyboard and says so: the
/// focus of whoever pressed it last would otherwise be lost.
pub fn button(props: &ButtonProps) -> Html {
    let onclick = {
        let (onclick, disabled) = (props.onclick.clone(), props.disabled);
        Callback::from(move |_: MouseEvent| {
            if !disabled {
                onclick.emit(());
            }
        })
    };
    let class = classes!(
        "pn-button",
        props.look.as_ref().map(|look| format!("pn-button--{look}"))
    );
    html! { <button type="button" id={props.id.clone()} {class} aria-disabled={props.disabled.then_some("true")} {onclick}>{ props.label.clone() }</button> }
}

/// A button that can always be pressed, by its words and its id.
pub fn press(label: &Message, id: &'static str, look: Option<&'static str>, onclick: Callback<()>) -> Html {
    button(&ButtonProps {
        label: label.text().into(),
        onclick,
        look: look.map(AttrValue::Static),
        disabled: false,
        id: Some(id.into()),
    })
}
