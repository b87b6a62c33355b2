//! Where free advice is to be had: from the company's public rules, or else those that everybody can call.

use plan_core::policy::{Adviser, Rules};
use plan_words::{language, words};
use yew::prelude::*;

/// The list.
pub fn advice(rules: Option<&Rules>) -> Html {
    match rules {
        Some(rules) => html! { <ul class="pn-links">{ for rules.advice.iter().map(adviser) }</ul> },
        None => html! { <p>{ words::start_advice().text() }</p> },
    }
}

fn adviser(adviser: &Adviser) -> Html {
    let dial = |phone: &str| {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        format!("tel:{digits}")
    };
    let note = adviser.note.as_ref().map(|note| note.in_language(language()));
    html! {
        <li key={adviser.name.clone()}>
            <bdi>{ adviser.name.clone() }</bdi>
            if let Some(phone) = &adviser.phone { { ": " }<a href={dial(phone)}><bdi>{ phone.clone() }</bdi></a> }
            if let Some(web) = &adviser.web { { " · " }<a href={web.clone()} target="_blank" rel="noopener noreferrer">{ words::advice_web().text() }</a> }
            if let Some((note, language)) = note { <br /><span lang={language.to_owned()}>{ note.to_owned() }</span> }
        </li>
    }
}
