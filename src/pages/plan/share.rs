//! The window that may be shared, and the same plan alone: large, plain, nothing private.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan_core::Case;
use plan_log::Role;
use plan_log::State;
use plan_log::body::ScreenMode;
use plan_log::machine::Command;
use plan_log::state::What;
use plan_words::words;
use yew::prelude::*;

use super::alone::may_be_known;
use super::calling::Calling;
use super::gate::use_helps;
use super::live::{ScreenProps, newest_news, saved_line};
use crate::components::agree::{AgreePanelProps, Talks, agree_panel};
use crate::components::chart::{BalanceChartProps, balance_chart};
use crate::components::controls::{ControlsProps, StepsProps, controls, steps};
use crate::components::field::{ButtonProps, button, keep_focus};
use crate::components::fold::Fold;
use crate::components::kept::kept;
use crate::components::look_back::use_looking;
use crate::components::minute::{Minute, MinuteProps, SeatProps, minute, seat};
use crate::components::remarks::Remarks;
use crate::components::result::{PlanResultProps, plan_result};
use crate::components::say::say;
use crate::components::schedule::ScheduleTable;
use crate::components::timeline::{Names, TimelineProps, sentences, timeline};
use crate::components::two_machines::{TwoMachinesProps, call_said, two_machines};
use crate::embed::{self, figures_line};
use crate::platform::clock::time_words;
use crate::platform::page;
use crate::state::call::Other;
use crate::state::route::{Route, Step};
use crate::state::session::Derived;
use crate::state::site::use_site;
use crate::state::values;

#[derive(PartialEq)]
struct CaseLineProps {
    case: Rc<Case>,
    owed: i64,
    doubt: Option<Role>,
    me: Role,
    alone: bool,
    names: Rc<Names>,
    run: Callback<Command>,
}

/// What the plan is about, with the way to say that it looks wrong.
pub fn case_line(state: &State, me: Role, alone: bool, names: &Rc<Names>, run: &Callback<Command>) -> Html {
    let props = CaseLineProps {
        case: Rc::clone(&state.case),
        owed: state.terms.balance(),
        doubt: state.doubt,
        me,
        alone,
        names: Rc::clone(names),
        run: run.clone(),
    };
    kept(draw_case_line, props)
}

fn draw_case_line(props: &CaseLineProps) -> Html {
    let case = &props.case;
    let owed = values::money(props.owed, case.currency);
    let company = case.owed_to.as_ref().or(case.handled_by.as_ref());
    let sentence = company.map_or_else(
        || words::case_owed_plain(&owed),
        |company| words::case_owed(&owed, company),
    );
    let doubt = |open: bool| {
        let run = props.run.clone();
        Callback::from(move |()| {
            if open {
                embed::step(embed::Step::Owed, embed::Outcome::LooksWrong);
            }
            run.emit(Command::Doubt(open));
        })
    };
    let doubted = props.doubt.map(|role| {
        let message = if role == props.me && props.alone {
            words::case_you_doubted_alone()
        } else if role == props.me {
            words::case_you_doubted()
        } else {
            words::case_doubted(props.names.who(role))
        };
        html! { <p class="pn-banner pn-banner--notice">{ say(&message) }</p> }
    });
    html! {
        <section class="pn-case" aria-label={words::case_heading().text()}>
            <p>{ say(&sentence) }</p>
            if let Some(arrears) = case.arrears { <p class="pn-hint">{ say(&words::case_arrears(&values::money(arrears, case.currency))) }</p> }
            if let Some(date) = case.balance_as_of { <p class="pn-hint">{ say(&words::case_balance_as_of(&values::day(date))) }</p> }
            if let Some(reference) = &case.company_ref { <p class="pn-hint">{ say(&words::case_from(reference)) }</p> }
            { for doubted }
            if props.doubt.is_some() {
                { button(&ButtonProps { label: (words::case_looks_right().text()).into(), onclick: doubt(false), look: Some("quiet".into()), disabled: false, id: None }) }
            } else {
                { button(&ButtonProps { label: (words::case_looks_wrong().text()).into(), onclick: doubt(true), look: Some("quiet".into()), disabled: false, id: None }) }
            }
        </section>
    }
}

/// What the other side did last, for the one status region.
pub fn status(props: &ScreenProps, state: &State, names: &Names) -> Html {
    let me = props.session.role();
    let told = state
        .timeline
        .iter()
        .rev()
        .filter(|moment| !matches!(moment.what, What::Admitted(..)));
    let theirs = told.take(3).find(|moment| moment.role != me);
    let dragging = props.session.machine().preview().map(|_| words::dragging());
    html! {
        <div class="pn-status" role="status" aria-live="polite">
            { for call_said(&props.calling.call, names.who(me.other()), state.screen.mode == ScreenMode::Live).map(|message| html! { <p id="call-said">{ say(&message) }</p> }) }
            { for newest_news(&props.session, props.calling.call.is_open).as_ref().map(|message| html! { <p>{ say(message) }</p> }) }
            if let Some(message) = &dragging { <p>{ say(message) }</p> }
            { for theirs.map(|moment| html! { <p key={moment.entry.to_hex()}>{ for sentences(moment, names, state.terms.currency).iter().map(|one| html! { <>{ say(one) }{ " " }</> }) }</p> }) }
        </div>
    }
}

/// The window before the plan has arrived.
pub fn nothing_yet() -> Html {
    html! {
        <main class="pn-page pn-page--share" id="content" tabindex="-1">
            <h1 class="pn-header__title">{ words::share_blank().text() }</h1>
            <p class="pn-lead" role="status">{ words::share_waiting().text() }</p>
        </main>
    }
}

/// Whether the agent has left the call by which somebody came, also where this page was loaded again since.
fn has_left(calling: &Calling) -> bool {
    let call = &calling.call;
    let is_over = !call.is_open && !call.is_fetching && !call.is_not_fetched;
    call.other == Other::Left || (calling.is_apart && is_over)
}

/// The plan for two: result first, controls folded; alone: the same controls in one column.
#[component]
pub fn ShareScreen(props: &ScreenProps) -> Html {
    let session = &props.session;
    let alone = matches!(props.route, Route::Alone(..));
    let me = session.role();
    let is_held = |state: Rc<State>| state.screen.mode != ScreenMode::Live && session.machine().trying().is_none();
    let half_said = use_state(String::new);
    let (helps, set_helps) = use_helps(session);
    let site = use_site();
    let looking = use_looking(alone || !session.state().is_some_and(is_held));
    let shows = session
        .state()
        .is_some_and(|state| state.screen.mode != ScreenMode::Blank);
    use_effect_with((alone, shows), |(alone, shows)| match (alone, shows) {
        (true, _) => {}
        (false, true) => page::set_title(&words::title_share().text()),
        (false, false) => page::set_title(&words::title_share_wait().text()),
    });
    let (Some(state), Some(derived)) = (session.state(), session.derived().cloned()) else {
        return nothing_yet();
    };
    let names = Rc::new(Names::of(&state, me));
    let other = AttrValue::from(names.who(me.other()).to_owned());
    if !alone && state.screen.mode == ScreenMode::Blank {
        return html! {
            <main class="pn-page pn-page--share pn-blank" id="content" tabindex="-1">
                <h1>{ words::share_blank().text() }</h1>
                <p role="status">{ say(&if has_left(&props.calling) {
                    words::together_left(&other)
                } else {
                    words::share_blank_note(&other)
                }) }</p>
                { two_machines(&TwoMachinesProps { calling: props.calling.clone(), who: other, is_live: false, not_admitted: false }) }
            </main>
        };
    }
    let frozen = !alone && state.screen.mode == ScreenMode::Frozen && session.machine().trying().is_none();
    let good = if alone {
        // Where the plan does not work out there is none yet: the one before may be nobody's choice.
        derived.schedule.as_ref().ok().cloned()
    } else {
        derived.last_good.clone()
    };
    // What was put forward is not taken back in place: see `alone::copy`.
    let sent = alone && may_be_known(&state);
    let controls = html! {
        <>
            { kept(steps, StepsProps { can_undo: !sent && session.machine().can_undo(), can_redo: !sent && session.machine().can_redo(), trying: session.machine().trying(), alone, they_see: None::<AttrValue>, held: frozen, run: props.run.clone() }) }
            { controls(&ControlsProps { derived: derived.clone(), other: other.clone(), run: props.run.clone(), edit: props.edit.clone(), drag: props.drag.clone(), disabled: frozen, refused: session.refusals() }) }
        </>
    };
    let result = html! {
        <div class="pn-columns__result">
            { plan_result(&PlanResultProps { derived: Derived { last_good: good.clone(), ..derived.clone() } }) }
            if let Some(schedule) = good {
                { balance_chart(&BalanceChartProps { schedule: Rc::clone(&schedule), starts: derived.terms.starts }) }
                <ScheduleTable {schedule} />
            }
        </div>
    };
    let (class, title) = if alone {
        ("pn-page pn-page--phone", words::title_alone())
    } else {
        ("pn-page pn-page--share", words::share_heading())
    };
    html! {
        <div {class}>
            <a class="pn-skip" href="#content" onclick={skip()}>{ words::skip_to_content().text() }</a>
            <header class="pn-header">
                if !alone { <p class="pn-header__mark">{ words::share_mark().text() }</p> }
                <h1 class="pn-header__title">{ title.text() }</h1>
                if let Some(company) = site.calls_recorded_by.as_ref().filter(|_| !alone) {
                    <p class="pn-hint" id="recorded">{ say(&words::recorded_by(company)) }</p>
                }
                { saved_line(props.saved, session) }
                if let Route::Alone(room, _) = props.route {
                    <nav class="pn-header__nav">
                        <a href={Route::Alone(room, Step::Plan).href()}>{ words::back().text() }</a>{ " " }
                        <a href={Route::Start.href()}>{ words::back_to_start().text() }</a>{ " " }
                        <a href={Route::Drafts.href()}>{ words::title_drafts().text() }</a>
                    </nav>
                }
            </header>
            { status(props, &state, &names) }
            { looking.draw(session, &names) }
            <main id={looking.id_of_now()} tabindex="-1" hidden={looking.is_back()}>
                if !alone { { two_machines(&TwoMachinesProps { calling: props.calling.clone(), who: other.clone(), is_live: state.screen.mode == ScreenMode::Live, not_admitted: false }) } }
                { case_line(&state, me, alone, &names, &props.run) }
                { figures_line(session.machine().room()) }
                { minute(&MinuteProps { minute: Minute::of(&state), me, names: Rc::clone(&names), other_here: session.machine().other_side_is_here(), run: props.run.clone() }) }
                if !alone { { seat(&SeatProps { paused: state.paused.is_some(), helps, run: props.run.clone(), set_helps: set_helps.clone() }) } }
                if frozen {
                    <p class="pn-banner pn-banner--notice">{ say(&words::share_frozen(&time_words(state.screen.at_ms), &other)) }</p>
                }
                if alone {
                    <p class="pn-hint">{ if sent { words::alone_private_offer() } else { words::alone_lead() }.text() }</p>
                    <div>{ controls }{ glance(&derived) }</div>
                    { props.beside.clone() }
                    { result }
                } else {
                    { result }
                    <Fold summary={words::share_controls().text()}>{ controls }{ glance(&derived) }</Fold>
                }
                if let Route::Alone(room, _) = props.route {
                    <div class="pn-buttons"><a class="pn-button pn-button--primary" href={Route::Alone(room, Step::Day).href()} onmousedown={keep_focus()} onclick={go_on(Route::Alone(room, Step::Day))}>{ words::first_day().text() }</a></div>
                } else { { kept(agree_panel, AgreePanelProps { talks: Talks::of(&state), names: Rc::clone(&names), me, key: session.machine().seat().author, alone, told: session.machine().unsent() == 0, writes: session.machine().seat().writes, by_file: alone, other_here: session.machine().other_side_is_here(), apart: props.calling.is_apart, trying: session.machine().trying().is_some(), helps, set_helps, room: session.machine().room(), run: props.run.clone(), on_call: None, checked: None }) } }
                if !alone || !state.remarks.is_empty() {
                    <Remarks state={Rc::clone(&state)} names={Rc::clone(&names)} {me} key_here={session.machine().seat().author} writes={session.machine().seat().writes} by_sending={alone} typed={half_said} run={props.run.clone()} />
                }
                { timeline(&TimelineProps { state: Rc::clone(&state), names: Rc::clone(&names), most: 8, look_back: looking.start(&state) }) }
            </main>
            <footer class="pn-footer">
                if alone { <p>{ words::start_advice().text() }</p> }
                else if state.agreement.as_ref().is_some_and(|agreement| agreement.is_final()) { <p>{ words::share_footer_agreed().text() }</p> }
                else { <p>{ words::share_footer().text() }</p> }
            </footer>
        </div>
    }
}

/// The result in one line, at the lower edge of a small screen while the controls are in view: a control that moves
/// something unseen teaches nothing. The result itself is read out, this line is not.
fn glance(derived: &Derived) -> Html {
    let sentences = derived
        .schedule
        .as_ref()
        .map(|schedule| values::result(&derived.terms, schedule));
    let line = match sentences {
        Ok(sentences) => sentences.first().map(say),
        Err(_) => Some(say(&words::result_problem())),
    };
    html! { <p class="pn-glance" aria-hidden="true">{ line }</p> }
}

/// Goes on with what is typed. Where a field holds what cannot be taken over it goes there instead: the plan would go on
/// with the value before.
fn go_on(route: Route) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        page::leave_field();
        // What is wrong with the field is drawn by then.
        Timeout::new(0, move || {
            if !page::focus_refused() {
                page::go(&route.href());
            }
        })
        .forget();
    })
}

/// Moves to the plan without changing the address, which names the screen.
pub fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        page::focus("content");
    })
}
