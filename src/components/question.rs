//! One page that asks one thing: its frame, its fields, and what is said when an answer cannot be used.
//!
//! Nothing is judged while somebody types. On the press, everything that cannot be used is listed at the top with a link to
//! its field, the keyboard goes there, and the page's title says so. What was typed stays as it was typed.

use plan_core::Every;
use plan_words::{Message, words};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::quick_exit::QuickExit;
use super::say::say;
use crate::platform::page;
use crate::state::route::Route;
use crate::state::values;

/// Where the list of what cannot be used stands.
const SUMMARY: &str = "errors";

/// An answer that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    /// The field's id.
    pub id: &'static str,
    /// What to do about it.
    pub message: Message,
}

/// What stands around a question.
pub struct FrameProps {
    /// The question, or what the page is.
    pub title: Message,
    /// The page before.
    pub back: Option<Route>,
    /// What cannot be used.
    pub wrong: Vec<Wrong>,
    /// Whether the plan is saved, where there is one.
    pub saved: Html,
    /// Whether it is an offer, or more.
    pub is_offered: bool,
    pub children: Html,
}

/// The page.
pub fn frame(props: FrameProps) -> Html {
    let FrameProps {
        title,
        back,
        wrong,
        saved,
        is_offered,
        children,
    } = props;
    let heading = title.text();
    let named = format!("{heading} – {}", words::title_alone().text());
    page::set_title(&if wrong.is_empty() {
        named
    } else {
        words::error_title(&named).text()
    });
    html! {
        <div class="pn-page pn-page--phone pn-steps-page">
            <header class="pn-header">
                <nav class="pn-header__nav" aria-label={words::nav_label().text()}>
                    if let Some(back) = back { <a href={back.href()}>{ words::back().text() }</a>{ " " } }
                    <a href={Route::Start.href()}>{ words::back_to_start().text() }</a>
                </nav>
                <QuickExit />
                { saved }
            </header>
            <main id="content" tabindex="-1">
                if !wrong.is_empty() { { summary(&wrong) } }
                <h1 class="pn-header__title">{ heading }</h1>
                { children }
            </main>
            <footer class="pn-footer">
                <p>{ if is_offered { words::alone_private_offer() } else { words::alone_private() }.text() }</p>
                <p>{ words::start_advice().text() }</p>
            </footer>
        </div>
    }
}

fn summary(wrong: &[Wrong]) -> Html {
    let line = |one: &Wrong| {
        let id = one.id;
        // The address names the screen, so the link does not change it.
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            page::focus(id);
        });
        html! { <li key={id}><a href={format!("#{id}")} {onclick}>{ say(&one.message) }</a></li> }
    };
    html! {
        <div class="pn-banner pn-banner--error" id={SUMMARY} tabindex="-1" role="alert" aria-labelledby="errors-heading">
            <h2 class="pn-card__sub" id="errors-heading">{ words::error_heading().text() }</h2>
            <ul>{ for wrong.iter().map(line) }</ul>
        </div>
    }
}

/// Takes the keyboard to the list of what cannot be used, once it is drawn.
#[hook]
pub fn use_error_focus(wrong: &[Wrong], asked: u32) {
    let any = !wrong.is_empty();
    use_effect_with(asked, move |_| {
        if any {
            page::focus(SUMMARY);
        }
    });
}

/// A field as it was typed.
pub struct AskProps<'a> {
    pub id: &'static str,
    pub label: Message,
    pub hint: Option<Message>,
    /// Stands before the field, like `£`.
    pub prefix: Option<AttrValue>,
    /// The keyboard of a phone.
    pub inputmode: &'static str,
    pub autocomplete: &'static str,
    pub typed: &'a UseStateHandle<String>,
    pub wrong: &'a [Wrong],
}

/// A field.
pub fn ask(props: &AskProps<'_>) -> Html {
    let id = props.id;
    let typed = props.typed.clone();
    let value = (*typed).clone();
    let oninput =
        Callback::from(move |event: InputEvent| typed.set(event.target_unchecked_into::<HtmlInputElement>().value()));
    let wrong = props.wrong.iter().find(|one| one.id == id);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = match (props.hint.is_some(), wrong.is_some()) {
        (true, true) => Some(format!("{error_id} {hint_id}")),
        (true, false) => Some(hint_id.clone()),
        (false, true) => Some(error_id.clone()),
        (false, false) => None,
    };
    html! {
        <div class="pn-field">
            <label class="pn-field__label" for={id}>{ say(&props.label) }</label>
            if let Some(hint) = &props.hint { <p class="pn-field__hint" id={hint_id}>{ say(hint) }</p> }
            if let Some(wrong) = wrong { <p class="pn-field__error" id={error_id}>{ say(&wrong.message) }</p> }
            <div class="pn-field__row">
                if let Some(prefix) = &props.prefix { <span class="pn-field__prefix" aria-hidden="true">{ prefix.clone() }</span> }
                <input class="pn-field__input" {id} type="text" inputmode={props.inputmode} autocomplete={props.autocomplete} maxlength="120"
                    {value} {oninput} aria-invalid={wrong.is_some().then_some("true")} aria-describedby={described} />
            </div>
        </div>
    }
}

/// The rhythms in which money comes and goes.
pub const RHYTHMS: [(&str, Every); 4] = [
    ("weekly", Every::Weekly),
    ("fortnightly", Every::Fortnightly),
    ("four_weekly", Every::FourWeekly),
    ("monthly", Every::Monthly),
];

/// How often.
pub fn rhythm(id: &'static str, label: &Message, chosen: Every, on_choose: Callback<Every>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let word = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some((_, every)) = RHYTHMS.iter().find(|(known, _)| *known == word) {
            on_choose.emit(*every);
        }
    });
    html! {
        <div class="pn-field">
            <label class="pn-field__label" for={id}>{ say(label) }</label>
            <select class="pn-field__input" {id} {onchange}>
                { for RHYTHMS.iter().map(|(word, every)| html! {
                    <option key={*word} value={*word} selected={*every == chosen}>{ values::every(*every).text() }</option>
                }) }
            </select>
        </div>
    }
}

/// The one thing to do next on a page with fields.
pub fn go_on(label: &Message) -> Html {
    html! { <button type="submit" class="pn-button pn-button--primary" id="continue">{ say(label) }</button> }
}

/// A way on that is no answer.
pub fn way_on(route: Route, label: &Message, primary: bool) -> Html {
    let class = classes!("pn-button", primary.then_some("pn-button--primary"));
    html! { <a {class} href={route.href()}>{ say(label) }</a> }
}

/// A form whose press is not sent anywhere.
pub fn form(on_submit: Callback<()>, children: Html) -> Html {
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        on_submit.emit(());
    });
    html! { <form {onsubmit} novalidate={true}>{ children }</form> }
}
