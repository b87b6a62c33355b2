//! The company's public rules, as this deployment names them. A pack that cannot be read, or does not hold today, is not
//! used: the screens say so, and show advice that everybody can call.

use std::cell::RefCell;
use std::rc::Rc;

use plan_core::case;
use plan_core::policy::{NotInForce, Pack, Rules};
use plan_log::Digest;
use plan_log::State;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::site::site;
use crate::embed;
use crate::platform::clock::today;
use crate::platform::fetch;
use crate::state::values;

/// The largest pack that is read.
const MAX_BYTES: usize = 256 << 10;

/// The pack of this deployment.
#[derive(Clone, Default, PartialEq)]
pub enum Named {
    /// None is named, or it is not known yet.
    #[default]
    None,
    /// It cannot be read.
    Broken,
    /// It is read.
    Pack(Rc<Pack>, Digest),
}

thread_local! {
    /// What is known, with the pack that the page around the frame wants.
    static KNOWN: RefCell<Option<(Option<String>, Named)>> = const { RefCell::new(None) };
}

fn known() -> Option<Named> {
    let wanted = embed::policy();
    KNOWN.with_borrow(|known| known.clone().filter(|(of, _)| *of == wanted).map(|(_, named)| named))
}

async fn fetched(wanted: Option<String>) -> Named {
    let path = match wanted {
        Some(path) => Some(path),
        None => site().await.policy.clone(),
    };
    let Some(path) = path else { return Named::None };
    let bytes = fetch::bytes(&path, MAX_BYTES).await.unwrap_or_default();
    // The digest is that of the file as it is published, so the text is read from the same bytes.
    match str::from_utf8(&bytes).map(Pack::from_json) {
        Ok(Ok(pack)) => Named::Pack(Rc::new(pack), Digest::of_file(&bytes)),
        Ok(Err(_)) | Err(_) => Named::Broken,
    }
}

/// The pack of this deployment, or of the page around the frame; none until it is known.
#[hook]
pub fn use_rules() -> Named {
    let found = use_state(|| known().unwrap_or_default());
    {
        let found = found.setter();
        use_effect_with((), move |()| {
            if known().is_none() {
                spawn_local(async move {
                    let wanted = embed::policy();
                    let named = fetched(wanted.clone()).await;
                    KNOWN.set(Some((wanted, named.clone())));
                    found.set(named);
                });
            }
        });
    }
    (*found).clone()
}

impl Named {
    /// The rules that hold today for such a plan.
    pub fn rules_for(&self, state: &State) -> Option<Rc<Rules>> {
        let Self::Pack(pack, _) = self else { return None };
        let rules = pack.in_force(today()).ok()?;
        let kind = state.case.person.as_ref().map(|person| person.kind).unwrap_or_default();
        let holds = rules.fits(&state.terms) && rules.applies_to.contains(&kind);
        holds.then(|| Rc::new(rules.clone()))
    }

    /// What a case says of the rules that hold for it.
    pub fn policy_for(&self, state: &State) -> Option<case::Policy> {
        self.rules_for(state)?;
        let Self::Pack(pack, digest) = self else { return None };
        Some(case::Policy {
            id: pack.id().to_owned(),
            version: pack.pack_version().to_owned(),
            digest: Some(format!("sha256:{}", digest.to_hex())),
        })
    }

    /// Why the company's rules are not shown, where it has some.
    pub fn notice(&self) -> Option<Message> {
        match self {
            Self::None => None,
            Self::Broken => Some(words::rules_broken()),
            Self::Pack(pack, _) => match pack.in_force(today()) {
                Ok(_) => None,
                Err(NotInForce::Before(first)) => Some(words::rules_not_yet(&values::day(first))),
                Err(NotInForce::After(last)) => Some(words::rules_over(&values::day(last))),
            },
        }
    }
}
