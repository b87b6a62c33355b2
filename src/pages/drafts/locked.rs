//! What the list of plans has to do with passphrases.

use plan_log::RoomId;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::field::{ButtonProps, button};
use crate::components::lock::{LockForm, Task};
use crate::pages::plan;
use crate::platform::{page, storage, unlocked};
use crate::state::drafts::lock::Header;

/// The one task that is being done, and with which plan.
pub type Doing = UseStateHandle<Option<(RoomId, Task)>>;

/// How a plan of the list is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// It has no passphrase.
    None,
    /// It is unlocked in this tab.
    Open,
    /// It opens with its passphrase.
    Closed,
}

/// A plan that is locked: what its owner lets everybody see.
pub fn closed(header: &Header) -> Html {
    let name = header.name.clone().unwrap_or_else(|| words::lock_title().text());
    html! {
        <>
            <h2 class="pn-card__heading"><bdi>{ name }</bdi></h2>
            <p><strong>{ words::lock_closed().text() }</strong></p>
            <p>{ words::lock_closed_lead().text() }</p>
        </>
    }
}

/// Forgets the passphrase's key, and whatever this page still holds of the plan.
fn lock_now(room: RoomId, done: Callback<Option<Message>>) {
    spawn_local(async move {
        // What this page alone holds would be gone.
        if let Err(why) = plan::keep_left(room).await {
            done.emit(Some(why.message()));
            return;
        }
        let _ = unlocked::written(room).await;
        unlocked::forget(room);
        plan::let_go(room);
        page::focus("content");
        done.emit(Some(words::lock_done()));
    });
}

/// What can be done about a plan's passphrase.
pub fn ways(room: RoomId, lock: Lock, name: Option<&str>, doing: &Doing, done: &Callback<Option<Message>>) -> Html {
    if let Some((_, task)) = doing.filter(|(of, _)| *of == room) {
        let (finished, cancel) = (doing.clone(), doing.clone());
        let done = done.reform(move |message: Message| {
            finished.set(None);
            if task == Task::Lock {
                plan::forget_money(room);
            }
            // The form is gone.
            page::focus("content");
            Some(message)
        });
        let cancel = Callback::from(move |()| {
            cancel.set(None);
            page::focus("content");
        });
        let name = name.map(|name| AttrValue::from(name.to_owned()));
        return html! { <LockForm key={format!("{task:?}")} {room} {task} {name} {done} {cancel} /> };
    }
    let press = |label: Message, task: Task| {
        let doing = doing.clone();
        let onclick = Callback::from(move |()| doing.set(Some((room, task))));
        button(&ButtonProps {
            label: label.text().into(),
            onclick,
            look: None,
            disabled: false,
            id: None,
        })
    };
    match lock {
        // What is gone with the tab needs no lock.
        Lock::None if storage::is_for_session() => Html::default(),
        Lock::None => press(words::lock_press(), Task::Lock),
        Lock::Closed => press(words::lock_unlock(), Task::Unlock),
        Lock::Open => {
            let done = done.clone();
            let now = Callback::from(move |()| lock_now(room, done.clone()));
            html! {
                <>
                    <p class="pn-hint">{ words::lock_tab().text() }{ " " }{ words::lock_file().text() }</p>
                    <div class="pn-buttons">
                        { button(&ButtonProps { label: words::lock_now().text().into(), onclick: now, look: None, disabled: false, id: None }) }
                        { press(words::lock_change(), Task::Change) }
                        { press(words::lock_remove(), Task::Remove) }
                    </div>
                </>
            }
        }
    }
}
