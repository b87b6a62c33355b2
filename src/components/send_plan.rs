//! Sending a plan to the other side: as a link, where it is small enough, or as a file; to the page around the frame,
//! where it may have it. Nothing is sent before a press.

use std::rc::Rc;

use plan_log::State;
use plan_log::state::Agreement;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::hand_over::HandOver;
use super::say::say;
use crate::embed;
use crate::platform::clock::now_ms;
use crate::platform::{files, page};
use crate::state::drafts::Draft;
use crate::state::link;

#[derive(Clone, PartialEq, Properties)]
pub struct SendPlanProps {
    /// The plan as it stands.
    pub draft: Draft,
    /// Whether all that was written here is signed and kept: what is not is not in the plan as it is sent.
    pub told: bool,
    /// Whom it is for; may be empty.
    pub to: AttrValue,
    /// What it is, as the file is named: so nobody attaches the wrong one.
    pub what: &'static str,
    /// The company's reference, where it is known.
    #[prop_or_default]
    pub reference: Option<AttrValue>,
    /// What this side has signed.
    #[prop_or_default]
    pub signed: Option<Rc<Agreement>>,
}

/// The key under which a plan is sent: what was copied or saved before the talks went on is not this any more.
pub fn sent_as(state: &State) -> String {
    let signed = state
        .agreement
        .as_ref()
        .map_or(0, |agreement| agreement.signatures.len());
    let agreed = state.agreement.as_ref().map(|agreement| agreement.made_by.to_hex());
    let proposed = state.proposal.as_ref().map(|proposal| proposal.entry.to_hex());
    let answered = state.accepted.is_some() || state.declined.is_some();
    format!(
        "{}-{}-{answered}-{signed}-{}",
        agreed.unwrap_or_default(),
        proposed.unwrap_or_default(),
        state.remarks.len()
    )
}

/// Saves a plan to a file; says how that went.
pub fn saved(draft: &Draft, what: &str, reference: Option<&str>) -> Message {
    match files::save_plan(&draft.to_text(), what, reference) {
        Some(name) => words::save_summary_done(&name),
        None => words::send_saved_not(),
    }
}

/// The ways to send it.
#[component]
pub fn SendPlan(props: &SendPlanProps) -> Html {
    // The link, and of how many entries it is.
    let link = use_state(|| None::<(usize, Option<String>)>);
    let said = use_state(|| None::<Message>);
    {
        let link = link.setter();
        // The time of saving changes with every look: the entries are what is sent.
        use_effect_with(props.draft.log.clone(), {
            let draft = props.draft.clone();
            move |log| {
                let entries = log.entries.len();
                spawn_local(async move {
                    let found = link::to_link(&draft).await;
                    link.set(Some((
                        entries,
                        found.map(|hash| format!("{}#{hash}", page::own_address())),
                    )));
                });
            }
        });
    }
    // The link of what was before is not to be copied any more.
    let link = (*link)
        .clone()
        .filter(|(entries, _)| props.told && *entries == props.draft.log.entries.len());
    let is_too_long = matches!(link, Some((_, None)));
    let copy = link.and_then(|(_, address)| address).map(|address| {
        let said = said.clone();
        Callback::from(move |()| {
            let (said, address) = (said.clone(), address.clone());
            spawn_local(async move {
                let copied = files::copy(&address).await;
                said.set(Some(if copied {
                    words::send_copied()
                } else {
                    words::copied_not()
                }));
            });
        })
    });
    let save = {
        let (draft, what, reference) = (props.draft.clone(), props.what, props.reference.clone());
        let said = said.setter();
        Callback::from(move |()| {
            let draft = Draft {
                saved_ms: now_ms(),
                ..draft.clone()
            };
            said.set(Some(saved(&draft, what, reference.as_deref())));
        })
    };
    let to = props.to.trim();
    html! {
        <section class="pn-send" aria-labelledby="send-plan-heading">
            <h3 class="pn-card__sub" id="send-plan-heading">
                { if to.is_empty() { say(&words::send_heading_plain()) } else { say(&words::send_heading(to)) } }
            </h3>
            if let Some(agreement) = &props.signed {
                <HandOver agreement={Rc::clone(agreement)} />
            }
            <p>{ if props.signed.is_some() && embed::receiver().is_some() { words::send_lead_or() } else { words::send_lead() }.text() }</p>
            <div class="pn-buttons">
                if let Some(onclick) = copy {
                    { button(&ButtonProps { label: words::send_copy_link().text().into(), onclick, look: Some("primary".into()), disabled: false, id: Some("copy-plan-link".into()) }) }
                }
                if props.told { { button(&ButtonProps { label: words::send_save_file().text().into(), onclick: save, look: None, disabled: false, id: Some("save-plan-file".into()) }) } }
            </div>
            if is_too_long { <p class="pn-hint">{ words::send_no_link().text() }</p> }
            <p role="status">{ for said.as_ref().map(say) }</p>
            <p class="pn-hint">{ words::send_anyone().text() }</p>
        </section>
    }
}
