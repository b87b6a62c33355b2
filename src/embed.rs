//! Another page's frame: what the app and the page around it say to each other.
//!
//! ```text
//! frame:  {pn:1, kind:"waiting"}            to whoever is the parent; it says nothing
//! page:   {pn:1, kind:"port"} and a port    taken once, from the parent, from an origin that embed.json names
//! page:   {"kind":"open","case":{…}} …      over the port: texts of JSON, see `hear`
//! frame:  {"kind":"state","state":"started"} …                            see `say`
//! frame:  {kind:"send", pdf, json}          after a press, where embed.json lets the page ask for it
//! ```
//!
//! Everything else, from anybody, is ignored in silence. The parts that judge are pure and are here; the port is in
//! [`crate::platform::frame`], which also sees which page somebody is on. What it cannot see the pages say with [`step`]:
//! that costs nothing where there is no port.

pub mod hear;
pub mod hosts;
pub mod limits;
pub mod say;
pub mod site;
pub mod steps;
pub mod theme;

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use plan_log::state::Agreement;
use plan_log::{Role, RoomId, State as Plan};
use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::say::say as say_words;
use crate::parts;
use crate::platform::storage::{self, LocalStorage};
use crate::platform::{frame, page};
use crate::state::drafts::{self, Source, StoreError};
use crate::state::route::{self, Route};
use crate::state::session::Session;
use say::{FileMark, Say, State};

pub use frame::{policy, receiver, send, take_case};
pub use say::{Code, Outcome, Step};

/// Does what this tab remembers, and fetches what listens to the page around the frame. Without it the app works as
/// anywhere, and the page hears nothing.
pub fn begin() {
    storage::keep_as_before();
    spawn_local(async {
        // Somebody waits for the screen, and nobody for this.
        if let Some(part) = parts::Part::of(Route::parse(&page::hash())) {
            let _ = part.load().await;
        }
        let _ = parts::listen().await;
    });
}

/// Says how a step came out, where the address does not tell.
pub fn step(step: Step, outcome: Outcome) {
    frame::post_with(|| Say::Step(step, steps::door(Route::parse(&page::hash())), outcome));
}

/// Says that something did not work.
pub fn error(code: Code) {
    frame::post(Say::Error(code));
}

/// Says that the plan cannot be kept. A plan that was deleted, that a newer version keeps, or that is locked, is no trouble of the page's.
pub fn storage_error(why: StoreError) {
    match why {
        StoreError::Blocked => error(Code::StorageBlocked),
        StoreError::Full => error(Code::StorageFull),
        StoreError::Damaged => error(Code::StorageDamaged),
        StoreError::Newer | StoreError::Deleted | StoreError::Locked | StoreError::Changed => {}
    }
}

/// Says that the person took a signed document away.
pub fn exported(file: &[u8]) {
    frame::post_with(|| Say::Exported(FileMark::of_signed(file)));
    step(Step::Save, Outcome::Done);
}

/// How far a plan has come, as one side sees it; `None` before it has arrived.
fn stage(state: Option<&Plan>, me: Role) -> Option<State> {
    Some(stage_of(state?.agreement.as_deref(), me))
}

fn stage_of(agreement: Option<&Agreement>, me: Role) -> State {
    match agreement {
        None => State::Started,
        Some(agreement) if agreement.signature_of(me).is_some() => State::Signed,
        // An answer that the other side is not known to have yet is none.
        Some(agreement) if agreement.is_final() => State::Agreed,
        Some(_) => State::Offered,
    }
}

/// Tells how far a plan has come for as long as it is open, and that it cannot be kept.
#[hook]
pub fn use_telling(session: &Session, not_kept: Option<StoreError>) {
    let stage = stage(session.state().as_deref(), session.role());
    use_effect_with((stage, not_kept), |(stage, not_kept)| {
        not_kept.iter().copied().for_each(storage_error);
        let Some(stage) = *stage else { return };
        // A plan that is opened again has come that far before.
        match (frame::tell(stage), stage) {
            (Some(State::Started), State::Offered) => step(Step::Offer, Outcome::Done),
            (Some(State::Started | State::Offered | State::Agreed), State::Signed) => step(Step::Sign, Outcome::Done),
            _ => {}
        }
    });
}

/// Says how a step came out, once its page shows it.
#[hook]
pub fn use_outcome(at: Step, outcome: Option<Outcome>) {
    use_effect_with((at, outcome), |(at, outcome)| {
        if let (at, Some(outcome)) = (*at, *outcome) {
            // The page is drawn while the event is told that leads to it: first it has begun.
            Timeout::new(0, move || step(at, outcome)).forget();
        }
    });
}

thread_local! {
    /// From where the figures of the plans that were asked about last came: storage may keep nothing, and is asked once.
    static FROM: RefCell<Vec<(RoomId, Option<Source>)>> = const { RefCell::new(Vec::new()) };
}

/// Of so many plans it is known without storage.
const MOST_KNOWN: usize = 8;

fn know(room: RoomId, source: Option<Source>) {
    FROM.with_borrow_mut(|known| {
        known.retain(|(of, _)| *of != room);
        let extra = (known.len() + 1).saturating_sub(MOST_KNOWN);
        known.drain(..extra);
        known.push((room, source));
    });
}

/// Notes from which page the figures of a plan came.
pub fn came_from(room: RoomId, source: Source) {
    // Where nothing is kept it is known for as long as this page is open.
    let _ = drafts::keep_source(&LocalStorage, room, &source);
    know(room, Some(source));
}

/// The page that gave the figures of a plan, if one did.
pub fn source_of(room: RoomId) -> Option<Source> {
    let known = FROM.with_borrow(|known| known.iter().find(|(of, _)| *of == room).cloned());
    if let Some((_, source)) = known {
        return source;
    }
    let source = drafts::source(&LocalStorage, room);
    know(room, source.clone());
    source
}

/// Says beside figures that came from a page that they did.
pub fn figures_line(room: RoomId) -> Html {
    line_with(room, Html::default())
}

/// The same, with the way out where they are wrong.
pub fn figures_line_with_way_out(room: RoomId) -> Html {
    let way_out =
        html! { <a href={Route::Alone(room, route::Step::NotMine).href()}>{ words::case_looks_wrong().text() }</a> };
    line_with(room, html! { <>{ " " }{ way_out }</> })
}

fn line_with(room: RoomId, more: Html) -> Html {
    let line = source_of(room).map(|source| words::figures_from(site::name(&source.origin)));
    line.map_or_else(Html::default, |line| {
        html! { <p class="pn-hint" id="figures-from">{ say_words(&line) }{ more }</p> }
    })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use plan_core::Date;
    use plan_log::Digest;
    use plan_log::body::{Affordability, Signing};
    use plan_log::state::{Route as Agreed, Signed, Signers};
    use plan_log::{Author, Bundle, Genesis};

    use super::*;

    #[test]
    fn a_stage_follows_the_agreement_and_the_own_signature() {
        let id = Digest::of("test", b"entry");
        let mut agreement = Agreement {
            made_by: id,
            route: Agreed::Telephone {
                at_ms: 0,
                tell_us_by: Date::default(),
                affordability: Affordability::NotChecked,
            },
            digest: id,
            known: None,
            proof: Rc::new(Bundle {
                genesis: Genesis {
                    creator: Author::from_bytes([1; 64]),
                    role: Role::Agent,
                    nonce: [1; 16],
                    created_ms: 0,
                    policy: None,
                },
                entries: Vec::new(),
            }),
            signers: Signers {
                agent: None,
                person: None,
            },
            signatures: Vec::new(),
        };
        assert_eq!(stage(None, Role::Person), None);
        assert_eq!(stage_of(None, Role::Person), State::Started);
        assert_eq!(stage_of(Some(&agreement), Role::Person), State::Agreed);
        agreement.signatures.push(Signed {
            entry: id,
            role: Role::Agent,
            author: Author::from_bytes([1; 64]),
            by: Signing {
                of: id,
                digest: id,
                name: "Sam".to_owned(),
                how: "company_device".to_owned(),
                signed_at: "2026-11-23T14:21:05Z".to_owned(),
                page: [1; 64],
                after: None,
                certificate: Vec::new(),
                file: [1; 64],
            },
        });
        assert_eq!(stage_of(Some(&agreement), Role::Person), State::Agreed);
        assert_eq!(stage_of(Some(&agreement), Role::Agent), State::Signed);
    }
}
