//! Who acts for the person or helps them, by what, and how that was checked.

use plan_log::checks::{Acting, Authority, Seen};
use plan_words::words;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::checks::{authority_words, seen_words};
use super::field::{ButtonProps, button};
use crate::platform::page;

#[derive(Clone, PartialEq, Properties)]
pub struct ActingFormProps {
    /// What is noted already.
    pub acting: Option<Acting>,
    /// Notes it; `None` where nobody does any more.
    pub on_acting: Callback<Option<Acting>>,
}

/// Three fields and a press.
#[component]
pub fn ActingForm(props: &ActingFormProps) -> Html {
    let noted = use_state(|| {
        props.acting.clone().unwrap_or(Acting {
            name: String::new(),
            authority: Authority::Helps,
            seen: Seen::NotYet,
        })
    });
    let empty = use_state_eq(|| false);
    use_effect_with((), |()| page::focus("acting-name"));
    let oninput = {
        let (noted, empty) = (noted.clone(), empty.setter());
        Callback::from(move |event: InputEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            noted.set(Acting {
                name,
                ..(*noted).clone()
            });
            empty.set(false);
        })
    };
    let choose = |change: fn(&mut Acting, &str)| {
        let noted = noted.clone();
        Callback::from(move |event: Event| {
            let mut next = (*noted).clone();
            change(&mut next, &event.target_unchecked_into::<HtmlSelectElement>().value());
            noted.set(next);
        })
    };
    let by = choose(|acting, word| acting.authority = Authority::parse(word).unwrap_or(acting.authority));
    let seen = choose(|acting, word| acting.seen = Seen::parse(word).unwrap_or(acting.seen));
    let save = {
        let (noted, empty, on_acting) = (noted.clone(), empty.setter(), props.on_acting.clone());
        Callback::from(move |()| {
            if noted.name.trim().is_empty() {
                empty.set(true);
                page::focus("acting-name");
            } else {
                on_acting.emit(Some((*noted).clone()));
            }
        })
    };
    let nobody = props.on_acting.reform(|()| None);
    html! {
        <div class="pn-checks__form">
            <p class="pn-hint">{ words::checks_acting_lead().text() }</p>
            <div class="pn-field">
                <label class="pn-field__label" for="acting-name">{ words::checks_acting_name().text() }</label>
                if *empty { <p class="pn-field__error" id="acting-error" role="alert">{ words::checks_acting_empty().text() }</p> }
                <input class="pn-field__input" id="acting-name" type="text" maxlength="60" autocomplete="off" spellcheck="false" value={noted.name.clone()} {oninput}
                    aria-invalid={empty.then_some("true")} aria-describedby={empty.then_some("acting-error")} />
            </div>
            <div class="pn-field">
                <label class="pn-field__label" for="acting-by">{ words::checks_acting_by().text() }</label>
                <select class="pn-field__input" id="acting-by" onchange={by}>
                    { for Authority::ALL.iter().map(|one| html! { <option value={one.as_str()} selected={noted.authority == *one}>{ authority_words(*one).text() }</option> }) }
                </select>
            </div>
            <div class="pn-field">
                <label class="pn-field__label" for="acting-seen">{ words::checks_acting_seen().text() }</label>
                <select class="pn-field__input" id="acting-seen" onchange={seen}>
                    { for Seen::ALL.iter().map(|one| html! { <option value={one.as_str()} selected={noted.seen == *one}>{ seen_words(*one).text() }</option> }) }
                </select>
            </div>
            <div class="pn-buttons">
                { button(&ButtonProps { label: words::checks_acting_save().text().into(), onclick: save, look: Some("primary".into()), disabled: false, id: Some("acting-save".into()) }) }
                if props.acting.is_some() {
                    { button(&ButtonProps { label: words::checks_acting_none().text().into(), onclick: nobody, look: None, disabled: false, id: Some("acting-none".into()) }) }
                }
            </div>
        </div>
    }
}
