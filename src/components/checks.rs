//! The checks that open a call: who is there, whether they can talk, and what stands in the way. Two presses where nothing
//! does; then one line.

use std::rc::Rc;

use plan_log::checks::{Authority, Check, PrivateChecks, Seen, Shield, Stop};
use plan_words::{Message, words};
use yew::prelude::*;

use super::acting::ActingForm;
use super::field::{ButtonProps, button};
use super::say::say;
use crate::platform::clock::{now_ms, time_words};
use crate::platform::page;
use crate::state::drafts::StoreError;

/// How it was checked that this is the right person, in words.
fn check_words(check: Check) -> Message {
    match check {
        Check::Birth => words::checks_by_birth(),
        Check::Questions => words::checks_by_questions(),
        Check::Password => words::checks_by_password(),
        Check::Code => words::checks_by_code(),
        Check::CallBack => words::checks_by_call_back(),
        Check::Papers => words::checks_by_papers(),
    }
}

/// By what somebody acts or helps, in words.
pub fn authority_words(authority: Authority) -> Message {
    match authority {
        Authority::Helps => words::checks_by_helps(),
        Authority::Said => words::checks_by_said(),
        Authority::Letter => words::checks_by_letter(),
        Authority::Attorney => words::checks_by_attorney(),
        Authority::Guardian => words::checks_by_guardian(),
    }
}

/// How that was checked, in words.
pub fn seen_words(seen: Seen) -> Message {
    match seen {
        Seen::NotYet => words::checks_seen_not_yet(),
        Seen::Confirmed => words::checks_seen_confirmed(),
        Seen::Paper => words::checks_seen_paper(),
        Seen::Register => words::checks_seen_register(),
    }
}

fn shield_words(shield: Shield) -> Message {
    match shield {
        Shield::BreathingSpace => words::checks_breathing_space(),
        Shield::Insolvency => words::checks_insolvency(),
        Shield::Adviser => words::checks_adviser(),
    }
}

/// What was checked, in one line: for the strip and for the notes of the call. Nothing where nothing was.
pub fn line(checks: &PrivateChecks) -> Option<String> {
    let (how, at_ms) = checks.person()?;
    let person = words::checks_line_person(&check_words(how).text());
    let mut parts = vec![person, words::checks_line_at(&time_words(at_ms))];
    if checks.can_talk() {
        parts.push(words::checks_line_talk());
    }
    if let Some(acting) = checks.acting() {
        let (by, seen) = (authority_words(acting.authority), seen_words(acting.seen));
        parts.push(words::checks_line_acting(&by.text(), &acting.name, &seen.text()));
    }
    if checks.is_disputed() {
        parts.push(words::checks_line_disputed());
    }
    Some(parts.iter().map(Message::text).collect::<Vec<_>>().join(" · "))
}

#[derive(Clone, PartialEq, Properties)]
pub struct ChecksProps {
    pub checks: Rc<PrivateChecks>,
    /// Whether the other side had the plan before anything was asked here: then nothing need be.
    pub had_it: bool,
    /// Whether the other screen says that somebody helps.
    pub helps: bool,
    pub error: Option<StoreError>,
    pub set: Callback<PrivateChecks>,
    pub set_helps: Callback<bool>,
}

/// A change of what was checked, and where the keyboard goes after it.
fn change(props: &ChecksProps, focus: &'static str, how: impl Fn(&mut PrivateChecks) + 'static) -> Callback<()> {
    let (checks, set) = (Rc::clone(&props.checks), props.set.clone());
    Callback::from(move |()| {
        let mut next = (*checks).clone();
        how(&mut next);
        set.emit(next);
        // The button that was pressed is about to go.
        page::focus(focus);
    })
}

fn press(label: &Message, id: &'static str, onclick: Callback<()>, look: Option<&'static str>) -> Html {
    button(&ButtonProps {
        label: label.text().into(),
        onclick,
        look: look.map(AttrValue::Static),
        disabled: false,
        id: Some(id.into()),
    })
}

/// The checks as they stand: asked one after the other, one line once they are done.
#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    let checks = &props.checks;
    let form = use_state_eq(|| false);
    let folds = checks.is_done() || (props.had_it && checks.is_empty());
    let was_asked = use_mut_ref(|| false);
    use_effect_with(folds, move |folds| {
        // The keyboard goes on where the questions were.
        if was_asked.replace(!folds) && *folds {
            page::focus("checks-line");
        }
    });
    if let Some(stop) = checks.stop() {
        return stopped(props, stop);
    }
    let questions = html! {
        <>
            { who(props) }
            if checks.person().is_some() { { asked(props, &form) } }
            if let Some(error) = props.error { <p class="pn-field__error" role="alert">{ error.message().text() }</p> }
        </>
    };
    let said = line(checks).unwrap_or_else(|| words::checks_line_none().text());
    html! {
        <section class="pn-card pn-checks" aria-labelledby="checks-heading">
            <h2 class={if folds { "pn-hidden" } else { "pn-card__heading" }} id="checks-heading" tabindex="-1">{ words::checks_heading().text() }</h2>
            if folds {
                <details key="done" class="pn-details" id="checks-done"><summary id="checks-line">{ said }</summary>{ questions }</details>
            } else {
                <>
                    <p>{ words::checks_lead().text() }{ " " }{ words::checks_private().text() }</p>
                    { questions }
                </>
            }
            if props.helps && checks.acting().is_none() { <p class="pn-banner pn-banner--notice" role="status" id="helps-unnamed">{ words::checks_acting_unnamed().text() }</p> }
            if checks.is_disputed() {
                <p class="pn-banner pn-banner--notice" role="status" id="disputed">{ words::checks_disputed_do().text() }{ " " }{ words::checks_disputed_hold().text() }</p>
            }
        </section>
    }
}

/// Whether it is the right person, and how that was checked.
fn who(props: &ChecksProps) -> Html {
    let chosen = props.checks.person().map(|(how, _)| how);
    let one = |how: &Check| {
        let how = *how;
        let onclick = change(props, "checks-heading", move |checks| checks.check(how, now_ms()));
        let onclick = Callback::from(move |_: MouseEvent| onclick.emit(()));
        html! {
            <button key={how.as_str()} type="button" class="pn-button" id={format!("check-{}", how.as_str())} {onclick}
                aria-pressed={if chosen == Some(how) { "true" } else { "false" }}>{ check_words(how).text() }</button>
        }
    };
    let wrong = change(props, "checks-heading", |checks| checks.set_stop(Stop::WrongPerson));
    html! {
        <div role="group" aria-labelledby="checks-person">
            <p class="pn-field__label" id="checks-person">{ words::checks_person().text() }</p>
            <div class="pn-buttons">
                { for Check::ALL.iter().map(one) }
                if props.checks.stop().is_none() { { press(&words::checks_wrong(), "checks-wrong", wrong, Some("quiet")) } }
            </div>
        </div>
    }
}

/// What is asked once it is known who is there.
fn asked(props: &ChecksProps, form: &UseStateHandle<bool>) -> Html {
    let checks = &props.checks;
    let notes = checks.acting().is_some() || checks.is_disputed();
    let clear = if notes {
        words::checks_go_on()
    } else {
        words::checks_clear()
    };
    let go_on = change(props, "checks-heading", PrivateChecks::go_on);
    let later = change(props, "checks-heading", |checks| checks.set_stop(Stop::Later));
    let disputed = checks.is_disputed();
    let dispute = change(props, "checks-disputed", move |checks| checks.set_disputed(!disputed));
    let shield = |one: &Shield| {
        let one = *one;
        let onclick = change(props, "checks-heading", move |checks| {
            checks.set_stop(Stop::Shield(one))
        });
        let id = match one {
            Shield::BreathingSpace => "checks-breathing-space",
            Shield::Insolvency => "checks-insolvency",
            Shield::Adviser => "checks-adviser",
        };
        press(&shield_words(one), id, onclick, None)
    };
    let toggle = {
        let form = form.clone();
        Callback::from(move |()| form.set(!*form))
    };
    let on_acting = {
        let (checks, set, set_helps, form) = (
            Rc::clone(checks),
            props.set.clone(),
            props.set_helps.clone(),
            form.clone(),
        );
        Callback::from(move |acting: Option<plan_log::checks::Acting>| {
            set_helps.emit(acting.is_some());
            let mut next = (*checks).clone();
            next.set_acting(acting);
            set.emit(next);
            form.set(false);
            page::focus("checks-acting");
        })
    };
    let dispute_words = if disputed {
        words::checks_disputed_over()
    } else {
        words::checks_disputed()
    };
    html! {
        <div role="group" aria-labelledby="checks-ask">
            <p class="pn-field__label" id="checks-ask">{ words::checks_ask().text() }</p>
            <ul class="pn-checks__questions">
                for question in [words::checks_ask_time(), words::checks_ask_acting(), words::checks_ask_shield(), words::checks_ask_disputed()] {
                    <li>{ question.text() }</li>
                }
            </ul>
            <div class="pn-buttons">
                if !checks.is_done() { { press(&clear, "checks-clear", go_on, Some("primary")) } }
                { press(&words::checks_later(), "checks-later", later, None) }
                { press(&words::checks_acting(), "checks-acting", toggle, None) }
                { for Shield::ALL.iter().map(shield) }
                { press(&dispute_words, "checks-disputed", dispute, None) }
            </div>
            if **form { <ActingForm acting={checks.acting().cloned()} {on_acting} /> }
        </div>
    }
}

/// What stands in the way, and what to do about it.
fn stopped(props: &ChecksProps, stop: Stop) -> Html {
    let what = match stop {
        Stop::WrongPerson => words::checks_wrong(),
        Stop::Later => words::checks_later(),
        Stop::Shield(shield) => shield_words(shield),
    };
    let (first, next) = match stop {
        Stop::WrongPerson => (words::stop_wrong(), words::stop_wrong_next()),
        Stop::Later => (words::stop_later(), words::stop_later_next()),
        Stop::Shield(Shield::BreathingSpace) => (words::stop_breathing_space(), words::stop_next()),
        Stop::Shield(Shield::Insolvency) => (words::stop_insolvency(), words::stop_next()),
        Stop::Shield(Shield::Adviser) => (words::stop_adviser(), words::stop_next()),
    };
    let lift = change(props, "checks-heading", PrivateChecks::lift_stop);
    let go_on = if stop == Stop::WrongPerson {
        who(props)
    } else {
        html! { <div class="pn-buttons">{ press(&words::stop_lift(), "stop-lift", lift, None) }</div> }
    };
    html! {
        <section class="pn-card pn-checks" aria-labelledby="checks-heading">
            <h2 class="pn-card__heading" id="checks-heading" tabindex="-1">{ words::stop_heading().text() }{ " · " }{ what.text() }</h2>
            <p class="pn-lead">{ say(&first) }</p>
            <p>{ say(&next) }</p>
            <p>{ words::stop_lead().text() }</p>
            if matches!(stop, Stop::Shield(_)) { <p class="pn-banner pn-banner--notice">{ words::stop_hold().text() }</p> }
            if let Some(error) = props.error { <p class="pn-field__error" role="alert">{ error.message().text() }</p> }
            { go_on }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan_log::checks::Acting;

    #[test]
    fn nothing_is_said_before_somebody_was_checked() {
        let mut checks = PrivateChecks::default();
        checks.set_disputed(true);
        checks.set_stop(Stop::WrongPerson);
        assert_eq!(line(&checks), None);
    }

    #[test]
    fn every_word_that_can_be_kept_has_words() {
        let mut said = Vec::new();
        said.extend(Check::ALL.iter().map(|one| check_words(*one).text()));
        said.extend(Authority::ALL.iter().map(|one| authority_words(*one).text()));
        said.extend(Seen::ALL.iter().map(|one| seen_words(*one).text()));
        said.extend(Shield::ALL.iter().map(|one| shield_words(*one).text()));
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count);
    }

    #[test]
    fn the_authority_is_cut_like_a_name() {
        let mut checks = PrivateChecks::default();
        checks.set_acting(Some(Acting {
            name: "K".repeat(100),
            authority: Authority::Helps,
            seen: Seen::NotYet,
        }));
        assert_eq!(checks.acting().map(|acting| acting.name.len()), Some(60));
    }
}
