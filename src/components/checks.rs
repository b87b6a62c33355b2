//! The checks that open a call: who is there, whether they can talk, and what stands in the way. Two presses where nothing
//! does; then one line.

use std::rc::Rc;

use plan_log::checks::{Check, PrivateChecks, Said, Shield, Stop};
use plan_words::{Message, words};
use yew::prelude::*;

use super::acting::{NAME, acting_form, authority_words, seen_words, typed};
use super::field::press;
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
    /// Whether the other machine cannot be covered, because the call has no connection.
    pub call_is_lost: bool,
    pub error: Option<StoreError>,
    pub said: Callback<Said>,
    pub set_helps: Callback<bool>,
}

/// How far the form is about whoever acts or helps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Folded,
    Open,
    /// It was pressed without a name.
    Empty,
}

/// Says something, and where the keyboard goes after it: the button that was pressed is about to go.
fn say_so(props: &ChecksProps, focus: &'static str, said: Said) -> Callback<()> {
    let tell = props.said.clone();
    Callback::from(move |()| {
        tell.emit(said.clone());
        page::focus(focus);
    })
}

/// The checks as they stand: asked one after the other, one line once they are done.
#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    let checks = &props.checks;
    let form = use_state_eq(|| Form::Folded);
    let folds = checks.is_done() || (props.had_it && checks.is_empty());
    let was_asked = use_mut_ref(|| false);
    use_effect_with(folds, move |folds| {
        // The keyboard goes on where the questions were.
        if was_asked.replace(!folds) && *folds {
            page::focus("checks-line");
        }
    });
    use_effect_with(*form, |form| {
        if *form != Form::Folded {
            page::focus(NAME);
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
            // One element in every state, so that the heading stays the same one and keeps the keyboard.
            <div>
                if folds {
                    <details class="pn-details" id="checks-done"><summary id="checks-line">{ said }</summary>{ questions }</details>
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
            </div>
        </section>
    }
}

/// Whether it is the right person, and how that was checked.
fn who(props: &ChecksProps) -> Html {
    let chosen = props.checks.person().map(|(how, _)| how);
    let one = |how: &Check| {
        let how = *how;
        let said = props.said.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            said.emit(Said::Person(how, now_ms()));
            page::focus("checks-heading");
        });
        html! {
            <button key={how.as_str()} type="button" class="pn-button" id={format!("check-{}", how.as_str())} {onclick}
                aria-pressed={if chosen == Some(how) { "true" } else { "false" }}>{ check_words(how).text() }</button>
        }
    };
    let wrong = say_so(props, "checks-heading", Said::Stop(Stop::WrongPerson));
    html! {
        <div role="group" aria-labelledby="checks-person">
            <p class="pn-field__label" id="checks-person">{ words::checks_person().text() }</p>
            <div class="pn-buttons">
                { for Check::ALL.iter().map(one) }
                if props.checks.stop().is_none() { { press(&words::checks_wrong(), "checks-wrong", Some("quiet"), wrong) } }
            </div>
        </div>
    }
}

/// What is asked once it is known who is there.
fn asked(props: &ChecksProps, form: &UseStateHandle<Form>) -> Html {
    let checks = &props.checks;
    let notes = checks.acting().is_some() || checks.is_disputed();
    let clear = if notes {
        words::checks_go_on()
    } else {
        words::checks_clear()
    };
    let go_on = say_so(props, "checks-heading", Said::CanTalk);
    let later = say_so(props, "checks-heading", Said::Stop(Stop::Later));
    let disputed = checks.is_disputed();
    let dispute = say_so(props, "checks-disputed", Said::Disputed(!disputed));
    let shield = |one: &Shield| {
        let one = *one;
        let onclick = say_so(props, "checks-heading", Said::Stop(Stop::Shield(one)));
        let id = match one {
            Shield::BreathingSpace => "checks-breathing-space",
            Shield::Insolvency => "checks-insolvency",
            Shield::Adviser => "checks-adviser",
        };
        press(&shield_words(one), id, None, onclick)
    };
    let open = **form != Form::Folded;
    let toggle = {
        let form = form.setter();
        Callback::from(move |()| form.set(if open { Form::Folded } else { Form::Open }))
    };
    let note = {
        let (said, set_helps, form) = (props.said.clone(), props.set_helps.clone(), form.setter());
        Callback::from(move |acting: Option<plan_log::checks::Acting>| {
            set_helps.emit(acting.is_some());
            said.emit(Said::Acting(acting));
            form.set(Form::Folded);
            page::focus("checks-acting");
        })
    };
    let save = {
        let (note, form) = (note.clone(), form.setter());
        Callback::from(move |()| match typed() {
            Some(acting) => note.emit(Some(acting)),
            None => {
                form.set(Form::Empty);
                page::focus(NAME);
            }
        })
    };
    let nobody = Callback::from(move |()| note.emit(None));
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
                if !checks.is_done() { { press(&clear, "checks-clear", Some("primary"), go_on) } }
                { press(&words::checks_later(), "checks-later", None, later) }
                { press(&words::checks_acting(), "checks-acting", None, toggle) }
                { for Shield::ALL.iter().map(shield) }
                { press(&dispute_words, "checks-disputed", None, dispute) }
            </div>
            if let Some(acting) = checks.acting().filter(|_| !open) { <p role="status" id="acting-noted">{ say(&words::checks_line_acting(&authority_words(acting.authority).text(), &acting.name, &seen_words(acting.seen).text())) }</p> }
            if open { { acting_form(checks.acting(), **form == Form::Empty, save, nobody) } }
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
    let lift = say_so(props, "checks-heading", Said::Settled);
    let go_on = if stop == Stop::WrongPerson {
        who(props)
    } else {
        html! { <div class="pn-buttons">{ press(&words::stop_lift(), "stop-lift", None, lift) }</div> }
    };
    html! {
        <section class="pn-card pn-checks" aria-labelledby="checks-heading">
            <h2 class="pn-card__heading" id="checks-heading" tabindex="-1">{ words::stop_heading().text() }{ " · " }{ what.text() }</h2>
            <div>
                <p class="pn-lead">{ say(&first) }</p>
                <p>{ say(&next) }</p>
                <p>{ words::stop_lead().text() }{ " " }{ if props.call_is_lost { words::stop_lost() } else { words::stop_covered() }.text() }{ " " }{ (stop == Stop::WrongPerson).then(|| words::stop_wrong_kept().text()) }</p>
                if matches!(stop, Stop::Shield(_)) { <p class="pn-banner pn-banner--notice">{ words::stop_hold().text() }</p> }
                if let Some(error) = props.error { <p class="pn-field__error" role="alert">{ error.message().text() }</p> }
                { go_on }
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan_log::checks::{Authority, Seen};

    #[test]
    fn nothing_is_said_before_somebody_was_checked() {
        let checks = PrivateChecks::default().after(Said::Disputed(true));
        assert_eq!(line(&checks), None);
        assert_eq!(line(&checks.after(Said::Stop(Stop::WrongPerson))), None);
    }

    #[test]
    fn every_word_that_can_be_kept_has_words_of_its_own() {
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
}
