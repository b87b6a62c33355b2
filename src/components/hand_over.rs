//! Handing a signed document to the page around the frame: a third way to send it, beside a link and a file.

use std::rc::Rc;

use plan_log::state::Agreement;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use super::sign::{failed_words, stage_words};
use crate::documents::client::Progress;
use crate::embed::{self, Code, Outcome, Step};
use crate::parts::NotLoaded;
use crate::parts::papers::{self, Paper};

/// Hands the document and its data over; says how that went.
async fn hand_over(name: &str, agreement: Rc<Agreement>, progress: Progress) -> Message {
    let data = papers::paper(Rc::clone(&agreement), Paper::Data).await;
    match (papers::pdf(agreement, progress).await, data) {
        (Ok(Ok(pdf)), Ok(Some(data))) if embed::send(&pdf, data.text.as_bytes()) => {
            embed::step(Step::Save, Outcome::Done);
            words::send_done(name)
        }
        (Ok(Ok(_)), Ok(_)) => words::send_not(),
        (Ok(Err(why)), _) => {
            embed::error(Code::NoDocument);
            failed_words(why)
        }
        (Err(NotLoaded), _) | (_, Err(NotLoaded)) => words::part_not_loaded(),
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct HandOverProps {
    pub agreement: Rc<Agreement>,
}

/// The button, where a page may be sent the document; nothing elsewhere.
#[component]
pub fn HandOver(props: &HandOverProps) -> Html {
    let said = use_state(|| None::<Message>);
    let busy = use_state(|| false);
    let Some(name) = embed::receiver() else {
        return html! { <></> };
    };
    let onclick = {
        let (said, busy) = (said.clone(), busy.clone());
        let (name, agreement) = (name.clone(), Rc::clone(&props.agreement));
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (said, busy) = (said.clone(), busy.clone());
            let (name, agreement) = (name.clone(), Rc::clone(&agreement));
            let progress: Progress = {
                let said = said.clone();
                Rc::new(move |stage| said.set(Some(stage_words(stage))))
            };
            spawn_local(async move {
                said.set(Some(hand_over(&name, agreement, progress).await));
                busy.set(false);
            });
        })
    };
    html! {
        <div id="hand-over">
            <p>{ say(&words::send_hint(&name)) }</p>
            <div class="pn-buttons">
                { button(&ButtonProps { label: words::send_to(&name).text().into(), onclick, look: Some("primary".into()), disabled: *busy, id: Some("send".into()) }) }
            </div>
            <p role="status">{ for said.as_ref().map(say) }</p>
        </div>
    }
}
