//! The agent's private window.

use std::rc::Rc;

use plan_core::{Case, Held, Schedule};
use plan_log::Role;
use plan_log::RoomId;
use plan_log::State;
use plan_log::body::ScreenMode;
use plan_log::machine::Command;
use plan_log::private::{DeviceText, PrivateLimits, PrivateNotes};
use plan_log::state::{Agreement, Known, Moment, What};
use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::calling::Act;
use super::gate::{use_gate, use_helps};
use super::live::{ScreenProps, saved_line};
use super::share::{case_line, skip, status};
use crate::components::agree::{AgreePanelProps, Talks, agree_panel};
use crate::components::call::CallPanel;
use crate::components::case_form::CaseForm;
use crate::components::chart::{BalanceChartProps, balance_chart};
use crate::components::checks::{Checks, line};
use crate::components::controls::{ControlsProps, StepsProps, controls, steps};
use crate::components::field::{ButtonProps, button};
use crate::components::kept::kept;
use crate::components::look_back::use_looking;
use crate::components::minute::{Minute, MinuteProps, minute};
use crate::components::payments_made::PaymentsMadeProps;
use crate::components::propose::use_checked;
use crate::components::remarks::Remarks;
use crate::components::result::{PlanResultProps, plan_result};
use crate::components::say::say;
use crate::components::schedule::ScheduleTable;
use crate::components::send_plan::{SendPlan, sent_as};
use crate::components::set_up::{SetUp, is_set_up};
use crate::components::timeline::{Names, TimelineProps, timeline};
use crate::components::two_machines::{TwoMachinesProps, two_machines};
use crate::parts::{NotLoaded, papers};
use crate::platform::clock::time_words;
use crate::platform::page;
use crate::platform::storage::{self, LocalStorage};
use crate::platform::unlocked;
use crate::state::call::{Other, Reach};
use crate::state::drafts::{self, Draft, StoreError};
use crate::state::route::Route;
use crate::state::values;

/// The console: controls on one side, what they mean on the other, and what only the agent sees below.
#[component]
pub fn ConsoleScreen(props: &ScreenProps) -> Html {
    let session = &props.session;
    let machine = session.machine();
    let me = session.role();
    let room = machine.room();
    let state = session.state();
    let reference = state
        .as_ref()
        .and_then(|state| state.case.company_ref.clone())
        .unwrap_or_default();
    use_effect_with(reference.clone(), |reference| {
        page::set_title(words::title_console(reference).text().trim_end_matches([' ', '·']));
    });
    let calling = use_state(|| false);
    let on_call = {
        let calling = calling.setter();
        use_callback((), move |(), ()| calling.set(true))
    };
    let close_call = {
        let calling = calling.setter();
        use_callback((), move |(), ()| {
            calling.set(false);
            page::focus("by-phone");
        })
    };
    {
        // Once something is agreed there is nothing left to read out.
        let (calling, agreed) = (
            calling.setter(),
            state.as_ref().is_some_and(|state| state.agreement.is_some()),
        );
        use_effect_with(agreed, move |agreed| {
            if *agreed {
                calling.set(false);
            }
        });
    }
    let half_said = use_state(String::new);
    let proposal = state.as_ref().and_then(|state| state.proposal.as_ref());
    let checked = use_checked(proposal.filter(|one| one.by == me).map(|one| one.affordability));
    let looking = use_looking(true);
    let call = &props.calling.call;
    let call_is_lost = call.is_open && call.reach == Reach::Lost;
    let reaches_nobody = call_is_lost || (call.is_open && call.other == Other::Awaited);
    let gate = use_gate(session, &props.door, &props.run, reaches_nobody);
    let (helps, set_helps) = use_helps(session);
    {
        // Somebody else at the other machine is not left on the call, also where this page comes back to it.
        let act = props.calling.act.clone();
        use_effect_with((gate.is_open, props.calling.call.is_open), move |(is_open, on_call)| {
            if !*is_open && *on_call {
                act.emit(Act::Leave);
            }
        });
    }
    let (Some(state), Some(derived)) = (state, session.derived().cloned()) else {
        return html! { <main class="pn-page pn-page--private" id="content" tabindex="-1"><h1>{ words::share_waiting().text() }</h1></main> };
    };
    let names = Rc::new(Names::of(&state, me));
    let other = AttrValue::from(names.who(me.other()).to_owned());
    let open_share = Callback::from(move |()| {
        page::open_window(
            Route::Share(room).href().trim_start_matches('#'),
            &format!("share-{}", room.to_hex()),
        );
    });
    // Only worked out while something is tried and the other screen is held.
    let they_see = state
        .still
        .as_ref()
        .filter(|_| machine.trying() == Some(true))
        .and_then(|still| {
            let level = match still.instalments.held {
                Held::Amount(amount) => Some(amount),
                _ => Schedule::derive(still).ok().and_then(|schedule| schedule.level_payment),
            };
            level.map(|level| AttrValue::from(values::money(level, still.currency)))
        });
    let reach = if call_is_lost {
        Reaches::Lost
    } else if was_offered(&state) && !machine.other_side_is_here() {
        Reaches::BySending
    } else if !gate.is_open {
        Reaches::NotYet
    } else if machine.other_side_is_here() {
        Reaches::Them
    } else {
        Reaches::Nobody
    };
    let title = words::title_console(&reference).text();
    html! {
        <div class="pn-page pn-page--private">
            <a class="pn-skip" href="#content" onclick={skip()}>{ words::skip_to_content().text() }</a>
            <header class="pn-header">
                <p class="pn-header__mark">{ words::private_mark().text() }</p>
                <h1 class="pn-header__title">{ title.trim_end_matches([' ', '·']).to_owned() }</h1>
                { saved_line(props.saved, session) }
                <nav class="pn-header__nav">
                    <a href={Route::Start.href()}>{ words::back_to_start().text() }</a>{ " " }
                    <a href={Route::Drafts.href()}>{ words::title_drafts().text() }</a>
                </nav>
            </header>
            { status(props, &state, &names) }
            { looking.draw(session, &names) }
            <main id={looking.id_of_now()} tabindex="-1" hidden={looking.is_back()}>
                <Checks checks={Rc::clone(&gate.checks)} had_it={gate.had_it} {helps} {call_is_lost} error={gate.error} said={gate.said.clone()} set_helps={set_helps.clone()} />
                { minute(&MinuteProps { minute: Minute::of(&state), me, names: Rc::clone(&names), other_here: machine.other_side_is_here(), run: props.run.clone() }) }
                if gate.checks.stop().is_none() {
                    <>
                        <div class="pn-bar">
                            <div class="pn-bar__window">
                                { button(&ButtonProps { label: (words::open_share().text()).into(), onclick: open_share, look: Some("primary".into()), disabled: false, id: Some("open-share".into()) }) }
                                <p class="pn-hint">{ words::console_lead().text() }{ " " }{ if machine.other_side_is_here() { words::here().text() } else { words::not_here().text() } }</p>
                            </div>
                            <div>
                                { case_line(&state, me, false, &names, &props.run) }
                                <CaseCorrection case={Rc::clone(&state.case)} run={props.run.clone()} />
                            </div>
                        </div>
                        if gate.is_open { { two_machines(&TwoMachinesProps { calling: props.calling.clone(), who: other.clone(), is_live: state.screen.mode == ScreenMode::Live, not_admitted: !state.knocking.is_empty() }) } }
                        { kept(steps, StepsProps { can_undo: machine.can_undo(), can_redo: machine.can_redo(), trying: machine.trying(), they_see, alone: false, held: false, run: props.run.clone() }) }
                        <div class="pn-columns">
                            { controls(&ControlsProps { derived: derived.clone(), other, run: props.run.clone(), edit: props.edit.clone(), drag: props.drag.clone(), disabled: false, refused: session.refusals() }) }
                            <div class="pn-columns__result">
                                { plan_result(&PlanResultProps { derived: derived.clone() }) }
                                if let Some(schedule) = derived.last_good.clone() {
                                    { balance_chart(&BalanceChartProps { schedule: Rc::clone(&schedule), starts: derived.terms.starts }) }
                                    <ScheduleTable {schedule} />
                                }
                                if state.paused.is_none() { <Prompt /> }
                            </div>
                        </div>
                        { kept(see_panel, SeePanelProps { trying: machine.trying().is_some(), reach, mode: state.screen.mode, held_since: (state.screen.mode == ScreenMode::Frozen).then(|| time_words(state.screen.at_ms)), run: props.run.clone() }) }
                        if gate.may_propose() { { kept(agree_panel, AgreePanelProps { talks: Talks::of(&state), names: Rc::clone(&names), me, key: machine.seat().author, alone: false, told: machine.unsent() == 0, writes: machine.seat().writes, by_file: came_from_alone(&state), other_here: machine.other_side_is_here(), apart: props.calling.is_apart, trying: machine.trying().is_some(), helps, set_helps, room, run: props.run.clone(), on_call: Some(on_call), checked: Some(checked.clone()) }) } } else { { checks_first() } }
                        if came_from_alone(&state) { <SendPlan key={sent_as(&state)} what="repayment-answer" draft={Draft::of(machine.log(), 0)} told={machine.unsent() == 0} to={state.name(Role::Person).to_owned()} reference={state.case.company_ref.clone().map(AttrValue::from)} /> }
                        if *calling && state.agreement.is_none() && !helps && gate.may_propose() {
                            <CallPanel state={Rc::clone(&state)} trying={machine.trying().is_some()} disputed={gate.checks.is_disputed()} {checked} run={props.run.clone()} on_close={close_call} />
                        }
                        if let Some(agreement) = state.agreement.as_ref().filter(|agreement| is_set_up(agreement)) {
                            <SetUp key={agreement.made_by.to_hex()} state={Rc::clone(&state)} agreement={Rc::clone(agreement)} checks={line(&gate.checks)} {room} />
                        }
                        if let Some((agreement, agreed)) = paid_agreement(&state) {
                            <Payments {agreement} {agreed} terms={Rc::new(state.terms.clone())} {room} run={props.run.clone()} open={machine.trying().is_none()} />
                        }
                        <Remarks state={Rc::clone(&state)} names={Rc::clone(&names)} {me} key_here={machine.seat().author} writes={machine.seat().writes} by_sending={reach == Reaches::BySending} typed={half_said} run={props.run.clone()} />
                    </>
                }
                { timeline(&TimelineProps { look_back: looking.start(&state), state: Rc::clone(&state), names, most: 8 }) }
                <PrivatePanel {room} />
            </main>
        </div>
    }
}

/// In the place of agreeing, until the opening questions were asked.
fn checks_first() -> Html {
    let onclick = Callback::from(|()| page::focus("checks-heading"));
    html! {
        <section class="pn-card" aria-labelledby="agree-heading">
            <h2 class="pn-card__heading" id="agree-heading" tabindex="-1">{ words::agree_heading().text() }</h2>
            <p id="checks-first">{ words::checks_first().text() }</p>
            { button(&ButtonProps { label: words::checks_to_top().text().into(), onclick, look: None, disabled: false, id: None }) }
        </section>
    }
}

/// The agreement that payments are made for: the one that stands, or while the plan is being changed the one before.
fn paid_agreement(state: &State) -> Option<(Rc<Agreement>, Rc<Known>)> {
    let both = [state.agreement.as_ref(), state.signed_before()];
    let agreement = both.into_iter().flatten().find(|agreement| is_set_up(agreement))?;
    Some((Rc::clone(agreement), Rc::clone(agreement.known.as_ref()?)))
}

/// "Payments made", fetched when it is opened first.
#[component]
fn Payments(props: &PaymentsMadeProps) -> Html {
    let open = use_state_eq(|| false);
    let asked = use_state(|| 0_u32);
    let shown = use_state(|| None::<Result<Html, NotLoaded>>);
    {
        let (shown, props) = (shown.setter(), props.clone());
        use_effect_with((*open, *asked, props.clone()), move |(open, ..)| {
            if *open {
                spawn_local(async move { shown.set(Some(papers::payments_made(props).await)) });
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    let again = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(*asked + 1))
    };
    let label = if *open {
        words::close()
    } else {
        words::payments_heading()
    };
    html! {
        <>
            { button(&ButtonProps { label: label.text().into(), onclick: toggle, look: None, disabled: false, id: Some("payments-open".into()) }) }
            if *open {
                { match &*shown {
                    None => html! { <p class="pn-hint" role="status">{ words::part_loading().text() }</p> },
                    Some(Ok(drawn)) => drawn.clone(),
                    Some(Err(NotLoaded)) => html! {
                        <div class="pn-banner pn-banner--warning" role="alert">
                            <p>{ words::part_not_loaded().text() }</p>
                            { button(&ButtonProps { label: words::part_again().text().into(), onclick: again, look: None, disabled: false, id: None }) }
                        </div>
                    },
                } }
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CaseCorrectionProps {
    case: Rc<Case>,
    run: Callback<Command>,
}

#[component]
fn CaseCorrection(props: &CaseCorrectionProps) -> Html {
    let open = use_state(|| false);
    let on_case = {
        let (run, open) = (props.run.clone(), open.clone());
        Callback::from(move |(case, _): (Case, String)| {
            run.emit(Command::Case(Box::new(case)));
            open.set(false);
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    html! {
        <div>
            { button(&ButtonProps { label: (if *open { words::close().text() } else { words::case_correct().text() }).into(), onclick: toggle, look: Some("quiet".into()), disabled: false, id: None }) }
            if *open { <CaseForm role={Role::Agent} case={Some((*props.case).clone())} {on_case} /> }
        </div>
    }
}

/// Whom what this window shows reaches at once.
#[derive(Clone, Copy, PartialEq)]
enum Reaches {
    /// Their window.
    Them,
    /// Their device, once the call has its connection back.
    Lost,
    /// Their window, once it is open.
    Nobody,
    /// Nobody before the opening questions were asked.
    NotYet,
    /// Whoever made an offer from afar, with what is sent to them.
    BySending,
}

#[derive(Clone, PartialEq)]
struct SeePanelProps {
    /// Whether this window tries something; after a reload it does not any more.
    trying: bool,
    reach: Reaches,
    mode: ScreenMode,
    /// Since when it is held still, as it is said today.
    held_since: Option<String>,
    run: Callback<Command>,
}

fn see_panel(props: &SeePanelProps) -> Html {
    let press = |command: Command| {
        let run = props.run.clone();
        Callback::from(move |()| run.emit(command.clone()))
    };
    let drops = props.trying && props.mode == ScreenMode::Frozen;
    let held_since = props.held_since.as_deref().unwrap_or_default();
    let seen = match (props.reach, props.mode) {
        (Reaches::Lost, _) => vec![words::stop_lost()],
        (Reaches::NotYet, _) => vec![words::see_not_yet()],
        (Reaches::BySending, _) => vec![words::see_by_file()],
        (Reaches::Nobody, ScreenMode::Live) => vec![words::see_nobody(), words::see_then_live()],
        (Reaches::Nobody, ScreenMode::Blank) => vec![words::see_nobody(), words::see_then_covered()],
        (Reaches::Nobody, ScreenMode::Frozen) => vec![words::see_nobody(), words::see_then_held(held_since)],
        (Reaches::Them, ScreenMode::Live) if props.trying => vec![words::see_without_trial()],
        (Reaches::Them, ScreenMode::Live) => vec![words::see_live()],
        (Reaches::Them, ScreenMode::Blank) => vec![words::see_blank()],
        (Reaches::Them, ScreenMode::Frozen) => vec![words::see_frozen(held_since)],
    };
    html! {
        <section class="pn-card">
            <h2 class="pn-card__heading">{ words::see_heading().text() }</h2>
            <p id="what-they-see">{ for seen.iter().enumerate().map(|(place, one)| html! { <>{ (place > 0).then_some(" ") }{ say(one) }</> }) }</p>
            <div class="pn-buttons">
                if props.mode == ScreenMode::Live {
                    { button(&ButtonProps { label: (words::see_blank_button().text()).into(), onclick: press(Command::Screen(ScreenMode::Blank)), look: None, disabled: false, id: Some("cover".into()) }) }
                    { button(&ButtonProps { label: (words::see_freeze_button().text()).into(), onclick: press(Command::TryAlone { announced: true }), look: None, disabled: false, id: Some("freeze".into()) }) }
                } else {
                    { button(&ButtonProps { label: (if drops { words::see_live_drop() } else { words::see_live_button() }.text()).into(), onclick: press(if drops { Command::DropTrial } else { Command::Screen(ScreenMode::Live) }), look: Some("primary".into()), disabled: false, id: Some("uncover".into()) }) }
                }
            </div>
        </section>
    }
}

/// One open question at a time.
#[component]
fn Prompt() -> Html {
    let index = use_state(|| 0_usize);
    let prompts = [
        words::prompt_1(),
        words::prompt_2(),
        words::prompt_3(),
        words::prompt_4(),
    ];
    let next = {
        let index = index.clone();
        Callback::from(move |()| index.set((*index + 1) % 4))
    };
    html! {
        <section class="pn-card">
            <h2 class="pn-card__heading">{ words::prompt_heading().text() }</h2>
            <p class="pn-lead">{ prompts.get(*index).map(plan_words::Message::text) }</p>
            { button(&ButtonProps { label: (words::prompt_next().text()).into(), onclick: next, look: Some("quiet".into()), disabled: false, id: None }) }
        </section>
    }
}

/// Whether the plan came from a person who is not here: then the answer goes back to them as it came.
fn came_from_alone(state: &State) -> bool {
    let took_back = |moment: &Rc<Moment>| moment.role == Role::Agent && moment.what == What::Withdrawn;
    let answered = state.declined.is_some() || state.accepted.is_some();
    let ours = state
        .proposal
        .as_ref()
        .is_some_and(|proposal| proposal.by == Role::Agent);
    let signed = state
        .agreement
        .as_ref()
        .is_some_and(|agreement| agreement.signature_of(Role::Agent).is_some());
    was_offered(state) && (answered || ours || signed || state.timeline.iter().any(took_back))
}

/// Whether the plan began as an offer from afar.
fn was_offered(state: &State) -> bool {
    state.timeline.iter().any(|moment| moment.what == What::Offered)
}

#[derive(Clone, PartialEq, Properties)]
struct PrivatePanelProps {
    room: RoomId,
}

/// A text of the agent's own.
struct Private<T: 'static> {
    text: UseStateHandle<T>,
    /// Why it is not kept.
    error: Option<StoreError>,
    oninput: Callback<InputEvent>,
}

#[hook]
fn use_private<T: 'static>(
    room: RoomId,
    name: &'static str,
    new: fn(&str) -> T,
    to_device: fn(&T) -> DeviceText,
) -> Private<T> {
    let text = use_state(|| new(&drafts::private(&LocalStorage, room, name)));
    let error = use_state(|| None::<StoreError>);
    {
        // Another console of this plan writes the same text. What could not be kept here stays in the field.
        let text = text.setter();
        use_effect_with((room, error.is_none()), move |(room, kept)| {
            let (room, kept) = (*room, *kept);
            let listener = storage::on_change(move |change| {
                if kept && change.writes_private(room, name) {
                    text.set(new(&drafts::private(&LocalStorage, room, name)));
                }
            });
            move || drop(listener)
        });
    }
    let oninput = {
        let (text, error) = (text.setter(), error.setter());
        Callback::from(move |event: InputEvent| {
            let typed = new(&event.target_unchecked_into::<HtmlTextAreaElement>().value());
            let (put, error) = (
                drafts::keep_private(&LocalStorage, room, name, to_device(&typed)),
                error.clone(),
            );
            unlocked::say_kept(room, put, move |why| error.set(why));
            text.set(typed);
        })
    };
    let error = *error;
    Private { text, error, oninput }
}

fn private_field<T>(id: &'static str, label: String, rows: &'static str, shown: &str, private: &Private<T>) -> Html {
    let error_id = private.error.map(|_| format!("{id}-error"));
    html! {
        <div class="pn-field">
            <label class="pn-field__label" for={id}>{ label }</label>
            <textarea class="pn-field__input" {id} {rows} value={shown.to_owned()} oninput={&private.oninput}
                aria-invalid={private.error.is_some().then_some("true")} aria-describedby={error_id.clone()} />
            if let Some(error) = private.error { <p class="pn-field__error" id={error_id} role="alert">{ error.message().text() }</p> }
        </div>
    }
}

/// Notes and limits: kept under keys of their own, by types that no carrier takes.
#[component]
fn PrivatePanel(props: &PrivatePanelProps) -> Html {
    let room = props.room;
    let notes = use_private(room, "notes", PrivateNotes::new, PrivateNotes::to_device);
    let limits = use_private(room, "limits", PrivateLimits::new, PrivateLimits::to_device);
    html! {
        <section class="pn-card">
            <h2 class="pn-card__heading">{ words::notes_heading().text() }</h2>
            <p class="pn-hint">{ words::notes_lead().text() }</p>
            { private_field("notes", words::notes_label().text(), "4", notes.text.as_field_text(), &notes) }
            { private_field("limits", words::limits_label().text(), "2", limits.text.as_field_text(), &limits) }
        </section>
    }
}
