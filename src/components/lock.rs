//! Where a plan is locked or unlocked: what is typed into is fetched when somebody asks for it.

use plan_log::RoomId;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use crate::parts::lock::{self, Draw};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Lock the plan.
    Lock,
    /// Unlock it in this tab.
    Unlock,
    /// Give it another passphrase.
    Change,
    /// Take the passphrase away.
    Remove,
}

#[derive(Clone, PartialEq, Properties)]
pub struct LockProps {
    pub room: RoomId,
    pub task: Task,
    /// What the list calls the plan while it is locked.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// It is done: what to say then.
    pub done: Callback<Message>,
    /// Somebody leaves it as it is.
    #[prop_or_default]
    pub cancel: Option<Callback<()>>,
}

/// What a passphrase is typed into, once it is here.
#[component]
pub fn LockForm(props: &LockProps) -> Html {
    let fetched = use_state(|| None::<Result<Draw, ()>>);
    let asked = use_state(|| 0_u32);
    {
        let fetched = fetched.setter();
        use_effect_with(*asked, move |_| {
            spawn_local(async move { fetched.set(Some(lock::form().await.map_err(|_| ()))) });
        });
    }
    let again = {
        let (fetched, asked) = (fetched.setter(), asked.clone());
        Callback::from(move |()| {
            fetched.set(None);
            asked.set(*asked + 1);
        })
    };
    match *fetched {
        None => html! { <p class="pn-hint" role="status">{ words::part_loading().text() }</p> },
        Some(Ok(draw)) => draw(props.clone()),
        Some(Err(())) => html! {
            <div class="pn-banner pn-banner--warning" role="alert">
                <p>{ words::part_not_loaded().text() }</p>
                { button(&ButtonProps { label: words::part_again().text().into(), onclick: again, look: None, disabled: false, id: None }) }
            </div>
        },
    }
}
