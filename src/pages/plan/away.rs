//! What changed while nobody of this side looked.

use std::rc::Rc;

use plan_core::Currency;
use plan_log::EntryId;
use plan_log::state::Moment;
use plan_words::words;
use yew::prelude::*;

use super::live::Start;
use crate::components::field::{ButtonProps, button};
use crate::components::say::say;
use crate::components::timeline::{Names, sentences};
use crate::state::lately;

#[derive(Clone, PartialEq, Properties)]
pub struct WhileAwayProps {
    /// As the plan was opened.
    pub start: Start,
    pub names: Rc<Names>,
    pub currency: Currency,
}

/// The most that is told of what happened while nobody looked; all of it stands in the list of what changed.
const MOST_AWAY: usize = 8;

/// What the other side did since this side had the plan open last, until it is put away.
#[component]
pub fn WhileAway(props: &WhileAwayProps) -> Html {
    let seen = use_state_eq(|| props.start.0.away.is_empty());
    if *seen {
        return Html::default();
    }
    let close = {
        let seen = seen.setter();
        Callback::from(move |()| seen.set(true))
    };
    let mut told = lately::newest(&props.start.0.away, MOST_AWAY);
    // A list with numbers is read as it happened.
    told.reverse();
    let item = |(first, moment): (EntryId, Rc<Moment>)| {
        let said = sentences(&moment, &props.names, props.currency);
        html! { <li key={first.to_hex()}>{ for said.iter().map(|sentence| html! { <>{ say(sentence) }{ " " }</> }) }</li> }
    };
    html! {
        <section class="pn-banner pn-banner--notice" id="while-away" aria-labelledby="while-away-heading">
            <h2 class="pn-card__sub" id="while-away-heading">{ words::away_heading().text() }</h2>
            <ol>{ for told.into_iter().map(item) }</ol>
            { button(&ButtonProps { label: words::close().text().into(), onclick: close, look: Some("quiet".into()), disabled: false, id: Some("while-away-close".into()) }) }
        </section>
    }
}
