//! "I need a minute", as both sides see it, and whoever helps at the other screen.

use std::rc::Rc;

use plan_log::machine::Command;
use plan_log::state::What;
use plan_log::{Role, State};
use plan_words::words;
use yew::prelude::*;

use super::field::press;
use super::say::say;
use super::timeline::Names;
use crate::platform::clock::time_words;
use crate::platform::page;

/// A wish for a minute that stands.
pub struct Minute {
    /// Whose.
    by: Role,
    /// Since when, as it is said today.
    since: String,
}

impl Minute {
    pub fn of(state: &State) -> Option<Self> {
        let by = state.paused?;
        let asked = state.timeline.iter().rev().find(|one| one.what == What::Paused(true));
        let since = asked.map_or_else(String::new, |asked| time_words(asked.at_ms));
        Some(Self { by, since })
    }
}

pub struct MinuteProps {
    pub minute: Option<Minute>,
    pub me: Role,
    pub names: Rc<Names>,
    /// Whether a window of the other side is open.
    pub other_here: bool,
    pub run: Callback<Command>,
}

/// Says that somebody needs a minute, and lets them end it.
pub fn minute(props: &MinuteProps) -> Html {
    let Some(minute) = &props.minute else {
        return html! {};
    };
    let go_on = {
        let run = props.run.clone();
        Callback::from(move |()| {
            run.emit(Command::Pause(false));
            page::focus("content");
        })
    };
    html! {
        <div class="pn-banner pn-banner--notice pn-minute" role="status" id="minute">
            if minute.by == props.me {
                <p>{ words::minute_mine().text() }</p>
                { press(&words::minute_over(), "minute-over", Some("primary"), go_on) }
            } else {
                <p>{ say(&words::minute_theirs(&minute.since, props.names.who(minute.by))) }{ " " }{ words::minute_theirs_hint().text() }</p>
                if !props.other_here {
                    <>
                        <p>{ words::minute_gone().text() }</p>
                        { press(&words::minute_go_on(), "minute-over", None, go_on) }
                    </>
                }
            }
        </div>
    }
}

pub struct SeatProps {
    pub paused: bool,
    pub helps: bool,
    pub run: Callback<Command>,
    pub set_helps: Callback<bool>,
}

/// What whoever sits at the other screen says of themselves: that they need a minute, that they help.
pub fn seat(props: &SeatProps) -> Html {
    let pause = {
        let run = props.run.clone();
        Callback::from(move |()| {
            run.emit(Command::Pause(true));
            // The button that was pressed is about to go.
            page::focus("content");
        })
    };
    let (yes, no) = (props.set_helps.reform(|()| true), props.set_helps.reform(|()| false));
    html! {
        <>
            if props.helps {
                <div class="pn-banner pn-banner--notice pn-minute" role="status" id="helping">
                    <p>{ words::help_mine().text() }</p>
                    { press(&words::help_over(), "help-over", None, no) }
                </div>
            }
            if !props.paused || !props.helps {
                <div class="pn-buttons">
                if !props.paused { { press(&words::minute_ask(), "minute-ask", None, pause) } }
                if !props.helps { { press(&words::help_ask(), "help-ask", Some("quiet"), yes) } }
                </div>
            }
        </>
    }
}
