//! Keep it, share it, offer it; sign it; what the company answers.

use std::rc::Rc;

use plan_core::{Case, Date};
use plan_log::machine::Command;
use plan_log::state::Agreement;
use plan_log::{EntryId, Kind, Log, Role, RoomId, Standing};
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::WayProps;
use super::{first::standing, money};
use crate::components::agree::{AgreePanelProps, Talks, agree_panel, day_to_answer, signed_before};
use crate::components::field::{ButtonProps, button};
use crate::components::question::{AskProps, Wrong, ask, way_on};
use crate::components::result::{PlanResultProps, plan_result};
use crate::components::say::say;
use crate::components::send_plan::{SendPlan, saved, sent_as};
use crate::components::sign::is_complete;
use crate::components::timeline::Names;
use crate::embed;
use crate::pages::plan::live::Saved;
use crate::pages::plan::moved;
use crate::pages::plan::opening::{self, NotBegun};
use crate::platform::clock::{now, now_ms, random, time_words, today};
use crate::platform::storage::{self, LocalStorage};
use crate::platform::{files, key_store, page, unlocked};
use crate::state::drafts::{self, Draft};
use crate::state::figures::LastPaid;
use crate::state::route::{Route, Step};
use crate::state::values;

#[component]
pub fn Page(way: &WayProps) -> Html {
    let state = &way.state;
    let me = way.screen.session.role();
    let names = Rc::new(Names::of(state, me));
    let machine = way.screen.session.machine();
    let company: AttrValue = way.company().unwrap_or_default().to_owned().into();
    let draft = Draft::of(machine.log(), 0);
    let reference = state.case.company_ref.clone().map(AttrValue::from);
    let said = use_state(|| None::<Message>);
    let save = {
        let (draft, reference, said) = (draft.clone(), reference.clone(), said.setter());
        Callback::from(move |()| {
            let draft = Draft {
                saved_ms: now_ms(),
                ..draft.clone()
            };
            said.set(Some(saved(&draft, files::PLAN, reference.as_deref())));
        })
    };
    let agreement = state.agreement.as_deref();
    let begun = agreement.is_some() || state.proposal.is_some();
    let is_mine = |agreement: &&Rc<Agreement>| agreement.signature_of(Role::Person).is_some();
    let signed = state.agreement.as_ref().filter(is_mine).cloned();
    let proposed_by = way.proposed_by();
    let is_theirs = way.is_theirs();
    let answered = state
        .proposal
        .as_ref()
        .is_some_and(|proposal| has_answered(machine.log(), proposal.entry));
    let signed_by_all = agreement.filter(|one| !is_offer(one) && is_complete(one));
    // Whoever signed last has everything, and what they sent is all of it.
    let has_all = signed_by_all.is_some_and(|one| {
        let last = one.signatures.last().map(|signed| signed.role);
        last != Some(Role::Person)
    });
    let to_send = (signed.is_some() && !has_all) || (is_theirs && answered) || proposed_by == Some(Role::Person);
    // Nothing comes back once all have signed, nor where two histories stand against each other.
    let expects_answer = to_send && signed_by_all.is_none() && !agreement.is_some_and(is_disputed);
    let what = if agreement.is_some_and(is_offer) {
        "repayment-offer"
    } else {
        "repayment-answer"
    };
    let (stands, is_checked) = standing(way);
    // What was offered or agreed is taken up with the key that did so. Where that is gone, so is the offer.
    let key = machine.seat().author;
    let signer = agreement.and_then(|agreement| agreement.signers.of_side(me));
    let is_elsewhere = signer.is_some_and(|signer| signer != key);
    way.frame(
        match (agreement, begun) {
            _ if is_theirs && state.accepted.is_some() => words::send_title_agreed(),
            _ if is_theirs => words::send_title_theirs(),
            (Some(agreement), _) if !is_offer(agreement) => words::send_title_agreed(),
            (_, true) => words::send_title_offer(),
            (_, false) => words::send_title(),
        },
        Some(Step::Review),
        &[],
        html! {
            <>
                { declined(way, &names, html! {
                    <>
                        <p>{ words::answer_declined_next().text() }</p>
                        { way_on(way.at(Step::Amount), &words::first_amount(), false) }
                    </>
                }) }
                if is_theirs {
                    { plan_result(&PlanResultProps { derived: way.derived.clone() }) }
                    <p class="pn-banner pn-banner--notice" id="standing">{ say(&stands) }</p>
                    <div class="pn-buttons">
                        if !is_checked { { way_on(way.at(Step::Check), &words::first_check(), false) } }
                        { way_on(way.at(Step::Plan), &words::send_whole_plan(), false) }
                        { way_on(way.at(Step::Amount), &words::first_amount(), false) }
                    </div>
                }
                if agreement.is_some_and(|one| !one.can_be_signed()) && !is_theirs { { plan_result(&PlanResultProps { derived: way.derived.clone() }) } }
                { both_said(way, &names) }
                if !begun {
                    { for state.signed_before().iter().map(|before| html! { <><p class="pn-banner pn-banner--notice">{ words::agree_change_signed().text() }</p>{ signed_before(before) }</> }) }
                    <section class="pn-card">
                        <h2 class="pn-card__heading">{ words::send_keep().text() }</h2>
                        <p>{ match way.screen.saved {
                            Saved::Not(_) => words::send_keep_not(),
                            Saved::At(_) | Saved::Pending if storage::is_for_session() => words::send_keep_session(),
                            Saved::At(_) | Saved::Pending => words::send_keep_lead(),
                        }.text() }</p>
                        <div class="pn-buttons">
                            { button(&ButtonProps { label: words::send_save_file().text().into(), onclick: save, look: None, disabled: false, id: Some("save-own-file".into()) }) }
                            { way_on(Route::Drafts, &words::title_drafts(), false) }
                        </div>
                        <p role="status">{ for said.as_ref().map(say) }</p>
                        if unlocked::of(way.room).is_some() { <p class="pn-hint">{ words::lock_file().text() }</p> }
                    </section>
                    <OfferForm ..way.clone() />
                } else {
                    { agree_panel(&AgreePanelProps { talks: Talks::of(state), names: Rc::clone(&names), me, key: machine.seat().author, alone: true, told: machine.unsent() == 0, writes: machine.seat().writes, by_file: true, other_here: machine.other_side_is_here(), apart: false, trying: machine.trying().is_some(), helps: false, set_helps: Callback::noop(), room: way.room, run: way.screen.run.clone(), on_call: None, checked: None }) }
                    if is_elsewhere { <OfferAgain ..way.clone() /> }
                    if to_send && !is_elsewhere {
                        <SendPlan key={sent_as(state)} {what} {draft} told={machine.unsent() == 0} to={company} {reference} {signed} />
                    }
                    if expects_answer && !is_elsewhere {
                        <p id="answer-comes">{ if is_kept_here_only(way) { words::send_answer_here() } else { words::send_answer_how() }.text() }</p>
                        { way_on(Route::OpenAlone, &words::open_alone_link(), false) }
                    }
                }
            </>
        },
    )
}

/// The plan of an offer that was made elsewhere, and the way to make it again: as a copy, with the key of this device.
#[component]
fn OfferAgain(way: &WayProps) -> Html {
    let not_copied = use_state(|| false);
    let busy = use_state(|| false);
    let onclick = {
        let (way, not_copied, busy) = (way.clone(), not_copied.setter(), busy.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (way, not_copied, busy) = (way.clone(), not_copied.clone(), busy.clone());
            spawn_local(async move {
                let Some(copy) = opening::copy(way.room, &way.state, "").await else {
                    busy.set(false);
                    not_copied.set(true);
                    return;
                };
                money::keep(copy, &way.figures);
                let _ = drafts::take_name(&LocalStorage, way.room, copy);
                if let Some(source) = embed::source_of(way.room) {
                    embed::came_from(copy, source);
                }
                page::go(&Route::Alone(copy, Step::Send).href());
            });
        })
    };
    html! {
        <>
            { plan_result(&PlanResultProps { derived: way.derived.clone() }) }
            <p>{ words::agree_offer_again_lead().text() }</p>
            if *not_copied { <p class="pn-banner pn-banner--warning" role="alert">{ words::drafts_copy_not().text() }</p> }
            { button(&ButtonProps { label: words::agree_offer_again().text().into(), onclick, look: Some("primary".into()), disabled: *busy, id: Some("offer-again".into()) }) }
        </>
    }
}

/// Why the company could not agree to the last offer, and the way on from there.
pub fn declined(way: &WayProps, names: &Names, way_on: Html) -> Html {
    // What was agreed since then is another plan.
    let still = way.state.declined.as_ref().filter(|_| way.state.agreement.is_none());
    let Some(declined) = still else {
        return Html::default();
    };
    html! {
        <div class="pn-banner pn-banner--notice" id="declined">
            <p>{ say(&words::answer_declined(names.who(Role::Agent))) }</p>
            if !declined.reason.trim().is_empty() { <blockquote class="pn-quote"><bdi>{ declined.reason.clone() }</bdi></blockquote> }
            { way_on }
        </div>
    }
}

/// What both have said beside the plan, as why it is another one.
pub fn both_said(way: &WayProps, names: &Names) -> Html {
    if way.state.remarks.is_empty() {
        return Html::default();
    }
    let said = way.state.remarks.iter().map(|remark| {
        html! {
            <div key={remark.entry.to_hex()}>
                <p>{ say(&words::remarks_by(&time_words(remark.at_ms), names.who(remark.role))) }</p>
                <blockquote class="pn-quote"><bdi>{ remark.text.clone() }</bdi></blockquote>
            </div>
        }
    });
    html! { <section id="both-said" aria-labelledby="both-said-heading"><h2 class="pn-card__sub" id="both-said-heading">{ words::remarks_heading().text() }</h2>{ for said }</section> }
}

fn is_offer(agreement: &Agreement) -> bool {
    matches!(agreement.route, plan_log::state::Route::Offer { .. })
}

fn is_disputed(agreement: &Agreement) -> bool {
    matches!(
        agreement.route,
        plan_log::state::Route::Agreed {
            standing: Standing::Disputed,
            ..
        }
    )
}

/// Whether the person has said something to what the company put forward: yes, not any more, or in words of their own. That
/// can be sent.
fn has_answered(log: &Log, proposal: EntryId) -> bool {
    log.entries().any(|entry| {
        matches!(
            entry.kind(),
            Kind::Accept | Kind::Withdraw | Kind::Comment | Kind::Reason | Kind::Need | Kind::Erase
        ) && log.side_of(entry.author()) == Some(Role::Person)
            && log.descends(entry.id(), proposal)
    })
}

/// Whether the plan and its key are gone with this window.
fn is_kept_here_only(way: &WayProps) -> bool {
    storage::is_for_session() || matches!(way.screen.saved, Saved::Not(_))
}

/// When the first payment comes.
fn first_payment(way: &WayProps) -> Option<Date> {
    let schedule = way.schedule()?;
    schedule.rows.first().map(|row| row.due)
}

/// Until when an answer is asked for: as the company has it, or two weeks; before the first payment, where there is time.
fn reply_day(way: &WayProps) -> Date {
    let days = way.rules.as_ref().and_then(|rules| rules.days.reply_by.as_ref());
    let later = days.and_then(|rule| today().checked_add_days(plan_core::calendar::Days::new(u64::from(rule.value))));
    let later = later.unwrap_or_else(day_to_answer);
    let one_day = plan_core::calendar::Days::new(1);
    let before = first_payment(way).and_then(|first| first.checked_sub_days(one_day));
    before.filter(|day| *day > today()).map_or(later, |day| later.min(day))
}

/// Makes the offer. What was tried on the way is nobody's business: it is made in a room of its own, with the case and the
/// terms as they stand and nothing before them.
fn make(way: &WayProps, case: Case, offer: Command, not_made: UseStateSetter<Option<Message>>) {
    let way = way.clone();
    spawn_local(async move {
        match offered_anew(&way, case, offer.clone()).await {
            Ok(Some(room)) => page::go_instead(&Route::Alone(room, Step::Send).href()),
            // It says itself what is in the way.
            Ok(None) => way.screen.run.emit(offer),
            Err(why) => not_made.set(Some(why.message())),
        }
    });
}

/// The room of the offer; `None` where such an offer cannot be made.
async fn offered_anew(way: &WayProps, case: Case, offer: Command) -> Result<Option<RoomId>, NotBegun> {
    let name = case
        .person
        .as_ref()
        .and_then(|person| person.name.clone())
        .unwrap_or_default();
    let plan = (case, way.state.terms.clone());
    let mut ready = opening::begin_with(Role::Person, &name, plan, random(), Some(way.room)).await?;
    let Ok(step) = ready.machine.command(offer, &now()) else {
        return Ok(None);
    };
    ready.desk.settle(&mut ready.machine, step, None).await;
    let room = ready.machine.room();
    let source = embed::source_of(way.room);
    money::keep(room, &way.figures);
    if drafts::is_stored(&LocalStorage, room).unwrap_or_default() {
        let _ = drafts::take_name(&LocalStorage, way.room, room);
        // The plan goes on in its new place; what the company knows stays where it is.
        if unlocked::written(room).await.is_ok() && !way.is_offered() {
            unlocked::forget(way.room);
            let _ = drafts::delete(&LocalStorage, way.room);
            let _ = key_store::forget(way.room).await;
            money::forget(way.room);
        }
    }
    if let Some(source) = source {
        embed::came_from(room, source);
    }
    if !way.is_offered() {
        moved::note(way.room, room);
    }
    opening::hand_over(ready);
    Ok(Some(room))
}

/// An offer: until when an answer is asked for, the one sentence that may be added, and the one press.
#[component]
fn OfferForm(way: &WayProps) -> Html {
    let reply_by = use_state(|| values::day(reply_day(way)));
    let wrong = use_state(Vec::<Wrong>::new);
    let within = use_state(|| false);
    let not_made = use_state(|| None::<Message>);
    let fits = way.left().zip(way.schedule()).is_some_and(|(left, schedule)| {
        let most = left.per(way.derived.terms.instalments.every);
        schedule.rows.iter().all(|row| row.payment <= most)
    });
    let tick = {
        let within = within.clone();
        Callback::from(move |event: Event| within.set(event.target_unchecked_into::<HtmlInputElement>().checked()))
    };
    let offer = {
        let way = way.clone();
        let (reply_by, wrong, within_budget) = (reply_by.clone(), wrong.clone(), *within && fits);
        let not_made = not_made.setter();
        Callback::from(move |()| {
            let reply_by = match values::read_day_to_come(&reply_by, today()) {
                Ok(day) => day,
                Err(message) => {
                    let id = "reply-by";
                    wrong.set(vec![Wrong { id, message }]);
                    page::focus(id);
                    return;
                }
            };
            let mut case = (*way.state.case).clone();
            case.policy = way.named.policy_for(&way.state).or(case.policy);
            let reply_by = Some(reply_by);
            make(
                &way,
                case,
                Command::Offer {
                    reply_by,
                    within_budget,
                },
                not_made.clone(),
            );
        })
    };
    let field = ask(&AskProps {
        id: "reply-by",
        label: words::offer_reply_by(),
        hint: Some(words::offer_reply_hint()),
        prefix: None,
        inputmode: "text",
        autocomplete: "off",
        typed: &reply_by,
        wrong: &wrong,
    });
    let asked_by = values::read_day_to_come(&reply_by, today()).ok();
    let is_late = asked_by.zip(first_payment(way)).is_some_and(|(by, first)| first < by);
    let company = way.company();
    let case = &way.state.case;
    let name = case.person.as_ref().and_then(|person| person.name.as_deref());
    let known = [company, case.company_ref.as_deref(), name];
    let is_missing = known.iter().any(|text| text.is_none_or(|text| text.trim().is_empty()));
    html! {
        <section class="pn-card" aria-labelledby="agree-heading">
            <h2 class="pn-card__heading" id="agree-heading" tabindex="-1">{ match company {
                Some(company) => say(&words::offer_to(company)),
                None => say(&words::offer_heading()),
            } }</h2>
            <p>{ words::offer_lead().text() }</p>
            { field }
            if is_late { <p class="pn-banner pn-banner--notice" id="offer-late">{ words::offer_late().text() }</p> }
            if fits {
                <label class="pn-check">
                    <input type="checkbox" id="within-budget" checked={*within} onchange={tick} />
                    <span>{ words::offer_within().text() }</span>
                </label>
            }
            if is_kept_here_only(way) { <p class="pn-banner pn-banner--warning" id="offer-here-only">{ words::offer_here_only().text() }</p> }
            // Also for whoever went past it.
            if matches!(way.figures.last_paid, Some(LastPaid::LongAgo | LastPaid::NotSure)) {
                <p class="pn-banner pn-banner--warning" id="offer-old-debt">{ words::last_paid_advice().text() }</p>
            }
            if is_missing {
                <div class="pn-banner pn-banner--notice" id="offer-missing">
                    <p>{ words::offer_missing().text() }</p>
                    { way_on(way.at(Step::Who), &words::who_heading(), false) }
                </div>
            }
            if way.schedule().is_none() { <p class="pn-banner pn-banner--warning" id="no-offer">{ words::result_problem().text() }</p> }
            { for not_made.iter().map(|why| html! { <p class="pn-banner pn-banner--warning" role="alert">{ why.text() }</p> }) }
            { button(&ButtonProps { label: words::offer_make().text().into(), onclick: offer, look: Some("primary".into()), disabled: way.schedule().is_none(), id: Some("make-offer".into()) }) }
        </section>
    }
}
