//! Agreed on the telephone: the plan is read out in six sentences, said back in the person's own words, and recorded.
//!
//! Nobody signs with somebody else's hand: what comes out carries the agent's signature alone, and says so.

use std::rc::Rc;

use plan_log::State;
use plan_log::body::ScreenMode;
use plan_log::machine::Command;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::agree::day_to_answer;
use super::field::{Commit, TypedField, press};
use super::propose::{Checked, what_was_checked};
use super::say::say;
use crate::parts::{NotLoaded, papers};
use crate::platform::clock::today;
use crate::platform::page;
use crate::state::values;

#[derive(Clone, PartialEq, Properties)]
pub struct CallPanelProps {
    pub state: Rc<State>,
    pub run: Callback<Command>,
    /// Whether this window tries something on its own: nothing can be recorded meanwhile.
    pub trying: bool,
    /// Whether they said that they dispute what is owed.
    pub disputed: bool,
    /// What was checked, as it was chosen when the plan was proposed, until something else is chosen.
    pub checked: Checked,
    pub on_close: Callback<()>,
}

/// Reads the plan back, sentence by sentence.
#[component]
pub fn CallPanel(props: &CallPanelProps) -> Html {
    let tell_us_by = use_state(day_to_answer);
    let read = use_state(|| None::<Result<Vec<Vec<Message>>, NotLoaded>>);
    let asked = use_state(|| 0_u32);
    let ticked = use_state(|| [false; 6]);
    let own_words = use_state(|| None::<bool>);
    let missing = use_state(|| false);
    let state = &props.state;
    // Whatever changes, the plan is read out again from the start.
    let digest = state.digest();
    {
        let (read, ticked, own_words) = (read.clone(), ticked.clone(), own_words.clone());
        let (case, terms) = (Rc::clone(&state.case), state.terms.clone());
        use_effect_with((digest, *tell_us_by, *asked), move |(_, day, _)| {
            let day = *day;
            read.set(None);
            ticked.set([false; 6]);
            own_words.set(None);
            spawn_local(async move { read.set(Some(papers::sentences(case, terms, day).await)) });
        });
    }
    let again_fetched = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(*asked + 1))
    };
    let sentences: &[Vec<Message>] = match &*read {
        Some(Ok(sentences)) => sentences,
        _ => &[],
    };
    let live = state.screen.mode == ScreenMode::Live && !props.trying;
    // What was ticked is there again after a minute.
    let paused = state.paused.is_some();
    use_effect_with((), |()| page::focus("call-heading"));
    let tick = |index: usize| {
        let ticked = ticked.clone();
        Callback::from(move |event: Event| {
            let mut next = *ticked;
            if let Some(one) = next.get_mut(index) {
                *one = event.target_unchecked_into::<HtmlInputElement>().checked();
            }
            ticked.set(next);
        })
    };
    let on_commit: Commit = {
        let tell_us_by = tell_us_by.clone();
        Callback::from(move |text: String| {
            tell_us_by.set(values::read_day_to_come(&text, today())?);
            Ok(())
        })
    };
    let said = {
        let own_words = own_words.clone();
        Callback::from(move |()| own_words.set(Some(true)))
    };
    let again = {
        let (own_words, ticked) = (own_words.clone(), ticked.clone());
        Callback::from(move |()| {
            own_words.set(Some(false));
            ticked.set([false; 6]);
            page::focus("call-tick-0");
        })
    };
    let record = {
        let (run, day, affordability) = (props.run.clone(), *tell_us_by, *props.checked);
        let (ticked, own_words, missing) = (*ticked, *own_words, missing.clone());
        Callback::from(move |()| {
            let unread = ticked.iter().position(|one| !one);
            missing.set(unread.is_some() || own_words != Some(true));
            match (unread, own_words) {
                (Some(first), _) => page::focus(&format!("call-tick-{first}")),
                (None, Some(true)) => {
                    // Where it is refused all of this stays as it is.
                    if let Some(digest) = digest {
                        run.emit(Command::Call {
                            digest,
                            tell_us_by: day,
                            affordability,
                        });
                    }
                    page::focus("agree-heading");
                }
                (None, _) => page::focus("own-words-yes"),
            }
        })
    };
    html! {
        <section class="pn-card" aria-labelledby="call-heading">
            <h2 class="pn-card__heading" id="call-heading" tabindex="-1">{ words::call_heading().text() }</h2>
            if paused { <p class="pn-banner pn-banner--notice" role="status" id="call-paused">{ words::minute_waits().text() }</p> }
            <div hidden={paused}>
            <p>{ words::call_lead().text() }</p>
            if props.disputed { <p class="pn-banner pn-banner--notice" id="call-disputed">{ words::call_disputed().text() }</p> }
            { match &*read {
                None => html! { <p class="pn-hint">{ words::part_loading().text() }</p> },
                Some(Err(NotLoaded)) => html! {
                    <div class="pn-banner pn-banner--warning" role="alert">
                        <p>{ words::part_not_loaded().text() }</p>
                        { press(&words::part_again(), "call-again", None, again_fetched) }
                    </div>
                },
                Some(Ok(sentences)) if sentences.is_empty() => {
                    html! { <p class="pn-banner pn-banner--warning" role="alert">{ words::refused_problems().text() }</p> }
                }
                Some(Ok(_)) => html! {},
            } }
            <TypedField id="tell-us-by" label={words::call_tell_us_by().text()} shown={values::day(*tell_us_by)} {on_commit} />
            <fieldset class="pn-ticks">
                <legend class="pn-field__label">{ words::call_ticks().text() }</legend>
                for (index, thought) in sentences.iter().enumerate() {
                    <label key={index} class="pn-check">
                        <input type="checkbox" id={format!("call-tick-{index}")} checked={ticked.get(index) == Some(&true)} onchange={tick(index)} />
                        <span>{ for thought.iter().map(|sentence| html! { <>{ say(sentence) }{ " " }</> }) }</span>
                    </label>
                }
            </fieldset>
            <p class="pn-lead">{ words::call_own_words().text() }</p>
            <div class="pn-buttons">
                { press(&words::call_own_words_yes(), "own-words-yes", None, said) }
                { press(&words::call_own_words_again(), "own-words-again", None, again) }
            </div>
            <div role="status">
                if *own_words == Some(true) { <p>{ words::call_own_words_done().text() }</p> }
                if *own_words == Some(false) { <p>{ words::call_own_words_not_yet().text() }</p> }
            </div>
            { what_was_checked(&props.checked, "call-") }
            if *missing { <p class="pn-field__error" role="alert">{ words::call_missing().text() }</p> }
            if !live { <p class="pn-hint">{ words::agree_not_live().text() }</p> }
            <div class="pn-buttons">
                if live && !sentences.is_empty() {
                    { press(&words::call_record(), "record-call", Some("primary"), record) }
                }
                { press(&words::close(), "close-call", Some("quiet"), props.on_close.clone()) }
            </div>
            </div>
        </section>
    }
}
