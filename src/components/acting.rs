//! Who acts for the person or helps them, by what, and how that was checked.

use plan_log::checks::{Acting, Authority, Seen};
use plan_words::{Message, words};
use yew::prelude::*;

use super::field::{ButtonProps, button};
use crate::platform::page;

/// Where the name is typed.
pub const NAME: &str = "acting-name";
const BY: &str = "acting-by";
const SEEN: &str = "acting-seen";

/// By what somebody acts or helps, in words.
pub fn authority_words(authority: Authority) -> Message {
    match authority {
        Authority::Helps => words::checks_by_helps(),
        Authority::Said => words::checks_by_said(),
        Authority::Letter => words::checks_by_letter(),
        Authority::Attorney => words::checks_by_attorney(),
        Authority::Guardian => words::checks_by_guardian(),
    }
}

/// How that was checked, in words.
pub fn seen_words(seen: Seen) -> Message {
    match seen {
        Seen::NotYet => words::checks_seen_not_yet(),
        Seen::Confirmed => words::checks_seen_confirmed(),
        Seen::Paper => words::checks_seen_paper(),
        Seen::Register => words::checks_seen_register(),
    }
}

/// What is typed and chosen in the form; `None` without a name.
pub fn typed() -> Option<Acting> {
    let name = page::value_of(NAME);
    (!name.trim().is_empty()).then(|| Acting {
        name,
        authority: Authority::parse(&page::value_of(BY)).unwrap_or(Authority::Helps),
        seen: Seen::parse(&page::value_of(SEEN)).unwrap_or(Seen::NotYet),
    })
}

fn list(id: &'static str, label: &Message, options: Vec<(&'static str, Message, bool)>) -> Html {
    let option = |(word, words, selected): &(&'static str, Message, bool)| {
        html! { <option value={*word} selected={*selected}>{ words.text() }</option> }
    };
    html! {
        <div class="pn-field">
            <label class="pn-field__label" for={id}>{ label.text() }</label>
            <select class="pn-field__input" {id}>{ for options.iter().map(option) }</select>
        </div>
    }
}

/// Three fields and a press; `empty` where it was pressed without a name.
pub fn acting_form(noted: Option<&Acting>, empty: bool, save: Callback<()>, nobody: Callback<()>) -> Html {
    let by = noted.map_or(Authority::Helps, |acting| acting.authority);
    let seen = noted.map_or(Seen::NotYet, |acting| acting.seen);
    let authorities = Authority::ALL.iter();
    let authorities = authorities.map(|one| (one.as_str(), authority_words(*one), by == *one));
    let ways = Seen::ALL
        .iter()
        .map(|one| (one.as_str(), seen_words(*one), seen == *one));
    html! {
        <div class="pn-checks__form">
            <p class="pn-hint">{ words::checks_acting_lead().text() }</p>
            <div class="pn-field">
                <label class="pn-field__label" for={NAME}>{ words::checks_acting_name().text() }</label>
                if empty { <p class="pn-field__error" id="acting-error" role="alert">{ words::checks_acting_empty().text() }</p> }
                <input class="pn-field__input" id={NAME} type="text" maxlength="60" autocomplete="off" spellcheck="false" value={noted.map(|acting| acting.name.clone())}
                    aria-invalid={empty.then_some("true")} aria-describedby={empty.then_some("acting-error")} />
            </div>
            { list(BY, &words::checks_acting_by(), authorities.collect()) }
            { list(SEEN, &words::checks_acting_seen(), ways.collect()) }
            <div class="pn-buttons">
                { button(&ButtonProps { label: words::checks_acting_save().text().into(), onclick: save, look: Some("primary".into()), disabled: false, id: Some("acting-save".into()) }) }
                if noted.is_some() {
                    { button(&ButtonProps { label: words::checks_acting_none().text().into(), onclick: nobody, look: None, disabled: false, id: Some("acting-none".into()) }) }
                }
            </div>
        </div>
    }
}
