//! The plan as it stood after each change: it is read, and nothing here changes it.

use std::rc::Rc;

use gloo::events::EventListener;
use plan_core::Schedule;
use plan_log::state::Moment;
use plan_log::{Past, State, plan_after};
use plan_words::words;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::chart::{BalanceChartProps, balance_chart};
use super::field::{ButtonProps, button};
use super::result::{PlanResultProps, plan_result};
use super::say::say;
use super::schedule::ScheduleTable;
use super::timeline::{Names, sentences};
use crate::platform::clock::{time_words_on, today};
use crate::platform::page;
use crate::state::lately;
use crate::state::session::{Derived, Session};

/// Whether somebody looks back.
pub struct Looking {
    /// What was asked for; see [`Looking::is_back`].
    back: UseStateHandle<bool>,
    /// Whether the plan may be looked back on in this window now.
    allowed: bool,
}

impl Looking {
    /// Whether the plan is shown as it was.
    pub fn is_back(&self) -> bool {
        *self.back && self.allowed
    }

    /// What the button of the list does; none where there is nothing to look back on.
    pub fn start(&self, state: &State) -> Option<Callback<()>> {
        let back = self.back.setter();
        (self.allowed && lately::has_changed(&state.timeline)).then(|| Callback::from(move |()| back.set(true)))
    }

    /// The id of the plan as it is, which waits unseen meanwhile: what is half typed in it stays.
    pub fn id_of_now(&self) -> &'static str {
        if self.is_back() { "plan-now" } else { "content" }
    }

    /// The plan as it was, where that is looked at.
    pub fn draw(&self, session: &UseReducerHandle<Session>, names: &Rc<Names>) -> Html {
        let back = self.back.setter();
        let on_now = Callback::from(move |()| back.set(false));
        html! {
            if self.is_back() {
                <LookBack session={session.clone()} revision={session.revision()} names={Rc::clone(names)} {on_now} />
            }
        }
    }
}

/// Looking back on a plan, where a window allows it: what is covered or held from somebody is not shown to them this way.
#[hook]
pub fn use_looking(allowed: bool) -> Looking {
    let back = use_state_eq(|| false);
    {
        let back = back.setter();
        use_effect_with(allowed, move |allowed| {
            if !allowed {
                back.set(false);
            }
        });
    }
    {
        let was = use_mut_ref(|| false);
        use_effect_with(*back, move |back| {
            if was.replace(*back) && !*back {
                page::focus("look-back");
            }
        });
    }
    Looking { back, allowed }
}

#[derive(Clone, Properties)]
struct LookBackProps {
    session: UseReducerHandle<Session>,
    /// The session's, by which two of these are told apart.
    revision: u64,
    names: Rc<Names>,
    on_now: Callback<()>,
}

impl PartialEq for LookBackProps {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && self.names == other.names
    }
}

/// What follows from a plan as it was.
fn derived(past: &Past) -> Derived {
    let schedule = Schedule::derive(&past.terms).map(Rc::new).map_err(Rc::new);
    Derived {
        terms: Rc::new(past.terms.clone()),
        last_good: schedule.as_ref().ok().cloned(),
        schedule,
    }
}

/// The list stays as it was when somebody began to look back: what arrives meanwhile is said, and moves nothing.
#[component]
fn LookBack(props: &LookBackProps) -> Html {
    let LookBackProps { session, names, .. } = props;
    let stands = use_memo((), |()| {
        let state = session.state();
        state.map(|state| lately::stands(&state.timeline)).unwrap_or_default()
    });
    // The newest one is the plan as it is now: the one before it is what somebody looks for.
    let at = use_state_eq(|| stands.len().saturating_sub(2));
    use_effect_with((), |()| page::focus("look-back-heading"));
    {
        let on_now = props.on_now.clone();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "keydown", move |event| {
                    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
                    if key.as_deref() == Some("Escape") {
                        on_now.emit(());
                    }
                })
            });
            move || drop(listener)
        });
    }
    let (Some(moment), Some(state)) = (stands.get(*at), session.state()) else {
        return Html::default();
    };
    let (currency, today) = (state.terms.currency, today());
    let go_to = |place: Option<usize>| {
        let at = at.setter();
        let onclick = Callback::from(move |()| place.iter().for_each(|place| at.set(*place)));
        (onclick, place.is_none())
    };
    let step = |label: String, id: &'static str, place: Option<usize>| {
        let (onclick, disabled) = go_to(place);
        button(&ButtonProps {
            label: label.into(),
            onclick,
            look: None,
            disabled,
            id: Some(id.into()),
        })
    };
    let later = Some(*at + 1).filter(|later| *later < stands.len());
    let item = |(place, moment): (usize, &Rc<Moment>)| {
        let (onclick, _) = go_to(Some(place));
        let onclick = onclick.reform(|_: MouseEvent| ());
        html! {
            <li key={place} class="pn-timeline__item">
                <span class="pn-timeline__time">{ say(&words::at_time(&time_words_on(moment.at_ms, today))) }</span>
                { for sentences(moment, names, currency).iter().map(|sentence| html! { <span>{ say(sentence) }{ " " }</span> }) }
                <button type="button" class="pn-button pn-button--quiet" aria-current={(place == *at).then_some("true")} {onclick}>
                    { say(&words::look_back_show(&(place + 1).to_string())) }
                </button>
            </li>
        }
    };
    let past = plan_after(session.machine().log(), moment.entry);
    let shown = past.as_ref().map(derived);
    let has_moved =
        lately::stands(&state.timeline).last().map(|moment| moment.entry) != stands.last().map(|moment| moment.entry);
    html! {
        <main id="content" tabindex="-1" aria-labelledby="look-back-heading">
            <h2 class="pn-card__heading" id="look-back-heading" tabindex="-1">{ words::look_back_heading().text() }</h2>
            <div class="pn-banner pn-banner--notice" role="status" id="looking-back">
                <p>{ say(&words::look_back_at(&time_words_on(moment.at_ms, today))) }</p>
                <p>{ say(&words::look_back_place(&(*at + 1).to_string(), &stands.len().to_string())) }</p>
                if past.as_ref().is_some_and(|past| past.incomplete) { <p>{ words::look_back_incomplete().text() }</p> }
                if has_moved { <p>{ words::look_back_moved().text() }</p> }
            </div>
            <div class="pn-buttons">
                { step(words::look_back_earlier().text(), "look-back-earlier", at.checked_sub(1)) }
                { step(words::look_back_later().text(), "look-back-later", later) }
                { button(&ButtonProps { label: words::look_back_now().text().into(), onclick: props.on_now.clone(), look: Some("primary".into()), disabled: false, id: Some("look-back-now".into()) }) }
            </div>
            if let Some(derived) = shown {
                <div class="pn-columns__result">
                    { plan_result(&PlanResultProps { derived: derived.clone() }) }
                    if let Some(schedule) = derived.last_good {
                        { balance_chart(&BalanceChartProps { schedule: Rc::clone(&schedule), starts: derived.terms.starts }) }
                        <ScheduleTable {schedule} />
                    }
                </div>
            }
            <section class="pn-card">
                <h3 class="pn-card__sub">{ words::changed_heading().text() }</h3>
                <ol class="pn-timeline" id="look-back-list">{ for stands.iter().enumerate().rev().map(item) }</ol>
            </section>
        </main>
    }
}
