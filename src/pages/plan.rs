//! The plan: as the console, as the window to share, and alone.

mod alone;
mod console;
mod live;
mod moved;
mod share;

use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding};
use plan_core::{Case, Every, Held, Instalments, Terms};
use plan_log::Role;
use plan_log::entry::{Author, RoomId};
use plan_log::fold::{State, What};
use plan_log::peer::Peer;
use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::case_form::{CaseForm, NotOpened, Opened, not_opened, read_text};
use crate::components::field::{ButtonProps, button};
use crate::embed::{self, Code};
use crate::pages::door::OWED;
use crate::parts::Given;
use crate::platform::clock::{now_ms, random, today};
use crate::platform::storage::{self, LocalStorage};
use crate::platform::{files, page};
use crate::state::drafts::{self, Draft, EnvelopeError, Found, Saving, Source, StoreError};
use crate::state::link;
use crate::state::route::{Route, Step};
use crate::state::values;
use alone::AloneScreen;
use console::ConsoleScreen;
use live::{LivePlan, Screens};
use share::ShareScreen;

/// The side that sits at a screen.
pub const fn role_of(route: Route) -> Role {
    match route {
        Route::Console(_) | Route::NewConsole => Role::Agent,
        _ => Role::Person,
    }
}

/// The terms that a new plan starts from: a year of months, from about a month from now.
fn first_terms(case: &Case) -> Terms {
    let starts = today();
    let first_due = starts
        .checked_add_months(plan_core::calendar::Months::new(1))
        .unwrap_or(starts);
    let instalments = Instalments {
        every: Every::Monthly,
        first_due,
        day: None,
        held: Held::Count(12),
    };
    let mut terms = Terms {
        debts: case.debts.clone(),
        currency: case.currency,
        ..Terms::plain(
            case.currency,
            starts,
            plan_core::Debt {
                id: String::new(),
                label: None,
                balance: 1,
                since: None,
            },
            instalments,
        )
    };
    // People choose an amount; where a year of payments is no whole number of units the count stays the choice.
    if let Ok(held) = terms.hold(plan_core::HeldKind::Amount) {
        terms.instalments.held = held;
    }
    terms
}

/// Keeps what the log holds; says when.
fn keep(peer: &Peer, saving: Saving) -> Result<u64, StoreError> {
    let now = now_ms();
    drafts::save(&LocalStorage, Draft::of(peer, now), saving).map(|()| now)
}

#[derive(Clone, PartialEq, Properties)]
pub struct NewPlanProps {
    pub route: Route,
    /// What came from outside.
    #[prop_or_default]
    pub given: Option<Given>,
}

/// The longest case in an address.
const MAX_ENCODED: usize = 64 << 10;

fn damaged() -> NotOpened {
    NotOpened::Said(words::file_damaged())
}

fn read_case(text: &str) -> Result<Box<Case>, NotOpened> {
    match read_text(text)? {
        Opened::Case(case) => Ok(case),
        Opened::Plan(_) => Err(damaged()),
    }
}

fn decode_case(encoded: &str) -> Result<Box<Case>, NotOpened> {
    if encoded.len() > MAX_ENCODED {
        return Err(NotOpened::Said(words::file_too_large()));
    }
    let bytes = Base64UrlUnpadded::decode_vec(encoded.trim_end_matches('='));
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    read_case(&text.ok_or_else(damaged)?)
}

/// The case that came from outside; `None` where none did.
fn case_of(given: Option<&Given>) -> Option<Result<Box<Case>, NotOpened>> {
    match given? {
        Given::Case(encoded) => Some(decode_case(encoded)),
        Given::Told { case, .. } => Some(read_case(case)),
        Given::Plan(_) => None,
    }
}

/// The name of the side at this window, where a case has one.
fn name_in(case: &Case, side: Role) -> Option<String> {
    match side {
        Role::Agent => case.agent.as_ref()?.first_name.clone(),
        Role::Person => case.person.as_ref()?.name.clone(),
    }
}

/// Whether somebody has chosen how much is paid: what a plan begins with was chosen by nobody.
fn somebody_chose(state: &State) -> bool {
    let chose = |what: &What| match what {
        What::Changed { .. } | What::Offered | What::Proposed | What::Agreed | What::Called => true,
        What::Opened
        | What::CaseChanged { .. }
        | What::Accepted
        | What::Declined
        | What::Withdrawn
        | What::Screen(_)
        | What::Doubt(_)
        | What::InPerson(_)
        | What::Signed => false,
    };
    state.timeline.iter().any(|moment| chose(&moment.what))
}

/// Forgets what this page still holds of a plan that was deleted.
pub fn forget(room: RoomId) {
    drop(live::take_over(room));
    moved::forget(room);
}

/// The screen of a plan that was begun or opened with this form: of one that was offered, the page that says how far it is.
fn opened_at(form: Route, room: RoomId, state: Option<&State>) -> Route {
    if form == Route::NewConsole {
        return Route::Console(room);
    }
    let talks =
        state.is_some_and(|state| state.agreement.is_some() || state.proposal.is_some() || state.declined.is_some());
    Route::Alone(room, if talks { Step::Send } else { Step::Plan })
}

/// Where somebody goes on with a plan that they began from the same case on the same page; `None` where they began none.
fn begun_before(told: &Source) -> Option<Route> {
    let draft = drafts::begun_from(&LocalStorage, told)?;
    let state = draft.state()?;
    Some(if somebody_chose(&state) {
        opened_at(Route::OpenAlone, draft.room, Some(&state))
    } else {
        Route::Alone(draft.room, Step::Afford)
    })
}

/// A plan of one's own, with what is owed and nothing else. It is on its way to its screen.
fn begin(route: Route, case: Case, name: &str) -> Result<RoomId, NotOpened> {
    let room = RoomId::from_bytes(random());
    let terms = first_terms(&case);
    let me = Author::from_bytes(random());
    let peer = Peer::open(room, me, role_of(route), name, case, terms, now_ms())
        .map_err(|_| NotOpened::Said(words::file_too_large()))?;
    // Without storage the plan lives in this window only; its screen says so.
    let _ = keep(&peer, Saving::Arriving);
    live::hand_over(peer, 0);
    Ok(room)
}

/// Makes a plan of what was typed on the first page.
#[component]
pub fn BeginAlone() -> Html {
    use_effect_with((), |()| {
        let typed = storage::session_get(OWED).unwrap_or_default();
        let currency = plan_core::Currency::GBP;
        let begun = values::read_amount(&typed, currency).ok().and_then(|balance| {
            let debt = plan_core::Debt {
                id: "1".to_owned(),
                label: None,
                balance,
                since: None,
            };
            begin(Route::BeginAlone, Case::plain(currency, vec![debt]), "").ok()
        });
        storage::session_remove(OWED);
        let Some(room) = begun else {
            page::go_instead(&Route::NewAlone.href());
            return;
        };
        // The way back leads to what is owed by this plan, and not to the form that begins another one.
        page::replace_hash(Route::Alone(room, Step::Owed).href().trim_start_matches('#'));
        page::go(&Route::Alone(room, Step::Afford).href());
    });
    on_its_way()
}

/// A page that is about to give way to another one.
fn on_its_way() -> Html {
    html! { <main class="pn-page pn-page--phone" id="content" tabindex="-1"><p class="pn-lead" role="status">{ words::part_loading().text() }</p></main> }
}

#[derive(Clone, PartialEq, Properties)]
pub struct ReceivedProps {
    pub given: Option<Given>,
}

/// Who opens a plan that was sent, the likelier side first: an offer that nobody has answered was sent to the company.
fn opened_by(draft: &Draft) -> [Role; 2] {
    let unanswered = draft.state().is_some_and(|state| {
        let is_offered = state.agreement.is_some() || state.proposal.is_some();
        is_offered && !state.members.values().any(|role| *role == Role::Agent)
    });
    if unanswered {
        [Role::Agent, Role::Person]
    } else {
        [Role::Person, Role::Agent]
    }
}

/// A plan that came as a link. What is here of it already stays; the two become one.
#[component]
pub fn Received(props: &ReceivedProps) -> Html {
    let found = use_state(|| None::<Result<Draft, EnvelopeError>>);
    {
        let found = found.setter();
        use_effect_with(props.given.clone(), move |given| {
            let encoded = match given {
                Some(Given::Plan(encoded)) => encoded.to_string(),
                _ => String::new(),
            };
            spawn_local(async move { found.set(Some(link::from_link(&encoded).await)) });
        });
    }
    let open = |draft: &Draft, route: Route| {
        let draft = draft.clone();
        Callback::from(move |()| {
            let state = draft.state();
            let room = draft.room;
            open_draft(route, draft.clone());
            page::go_instead(&opened_at(route, room, state.as_deref()).href());
        })
    };
    let body = match &*found {
        None => html! { <p class="pn-lead" role="status">{ words::part_loading().text() }</p> },
        Some(Err(why)) => {
            let said = match why {
                // The link is taken out of the address at once, so a page that is loaded again has none.
                _ if props.given.is_none() => words::link_gone(),
                EnvelopeError::Newer => words::file_newer(),
                EnvelopeError::Damaged | EnvelopeError::NotAPlan => words::link_damaged(),
            };
            html! {
                <>
                    <p class="pn-banner pn-banner--warning" role="alert">{ said.text() }</p>
                    <p><a class="pn-button" href={Route::Drafts.href()}>{ words::title_drafts().text() }</a></p>
                </>
            }
        }
        Some(Ok(draft)) => html! {
            <>
                <p class="pn-lead">{ words::received_lead().text() }</p>
                <div class="pn-buttons">{ for opened_by(draft).iter().enumerate().map(|(place, by)| {
                    let (label, id, route) = match by {
                        Role::Person => (words::received_mine(), "received-mine", Route::OpenAlone),
                        Role::Agent => (words::received_company(), "received-company", Route::NewConsole),
                    };
                    button(&ButtonProps { label: label.text().into(), onclick: open(draft, route), look: (place == 0).then(|| "primary".into()), disabled: false, id: Some(id.into()) })
                }) }</div>
                <p class="pn-hint">{ words::received_kept().text() }</p>
            </>
        },
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ words::received_heading().text() }</h1>
            { body }
        </main>
    }
}

/// Puts a plan beside what is stored of it, or hands it over where nothing can be stored.
fn open_draft(route: Route, draft: Draft) {
    let room = draft.room;
    // What is saved is read from there by its screen, together with what was there before.
    if drafts::save(&LocalStorage, draft.clone(), Saving::Arriving).is_err() {
        let mut peer = Peer::start(room, Author::from_bytes(random()), role_of(route), "");
        let refused = peer.load(draft.entries);
        live::hand_over(peer, refused);
    }
}

/// Starts a plan.
#[component]
pub fn NewPlan(props: &NewPlanProps) -> Html {
    let refused = use_state(|| None::<NotOpened>);
    let route = props.route;
    let begin = {
        let (refused, given) = (refused.clone(), props.given.clone());
        Callback::from(move |(case, name): (Case, String)| {
            let told = match &given {
                Some(Given::Told { from, case }) => Some(Source::of(from, case)),
                _ => None,
            };
            // A company's page that is loaded again gives its case again.
            if let Some(before) = told.as_ref().and_then(begun_before) {
                page::go_instead(&before.href());
                return;
            }
            match (begin(route, case, &name), told) {
                (Ok(room), Some(told)) => {
                    embed::came_from(room, told);
                    // Nobody typed anything on this page: the way back does not lead to it.
                    page::go_instead(&Route::Alone(room, Step::Afford).href());
                }
                (Ok(room), None) if route == Route::NewConsole => page::go(&Route::Console(room).href()),
                (Ok(room), None) => page::go(&Route::Alone(room, Step::Afford).href()),
                (Err(why), told) => {
                    if told.is_some() {
                        embed::error(Code::CaseTooLarge);
                    }
                    refused.set(Some(why));
                }
            }
        })
    };
    let open_plan = Callback::from(move |draft: Draft| {
        let (room, state) = (draft.room, draft.state());
        open_draft(route, draft);
        page::go(&opened_at(route, room, state.as_deref()).href());
    });
    {
        let (begin, refused) = (begin.clone(), refused.clone());
        use_effect_with(props.given.clone(), move |given| match case_of(given.as_ref()) {
            None => refused.set(None),
            Some(Err(why)) => {
                embed::error(Code::BadCase);
                refused.set(Some(why));
            }
            Some(Ok(case)) => {
                let name = name_in(&case, role_of(route)).unwrap_or_default();
                begin.emit((*case, name));
            }
        });
    }
    let title = if route == Route::NewConsole {
        words::title_console("")
    } else {
        words::title_alone()
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ title.text().trim_end_matches([' ', '·']).to_owned() }</h1>
            { for refused.as_ref().map(not_opened) }
            if route == Route::OpenAlone { <p class="pn-lead">{ words::alone_lead().text() }</p> }
            <CaseForm role={role_of(route)} on_case={begin} on_plan={open_plan} />
        </main>
    }
}

/// How a stored plan could be opened.
#[derive(Clone)]
enum Loaded {
    Ready(Rc<Peer>, Option<String>),
    /// It goes on in another room.
    Moved(Route),
    /// Saved text that cannot be opened, and the sentence that says why.
    Closed(String, Option<String>),
}

impl PartialEq for Loaded {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

fn load(route: Route, room: RoomId) -> Loaded {
    let is_stored = |room| drafts::is_stored(&LocalStorage, room).unwrap_or_default();
    if let (Route::Alone(_, step), Some(to)) = (route, moved::goes_on_in(room))
        && !is_stored(room)
        && (is_stored(to) || live::waits(to))
    {
        return Loaded::Moved(Route::Alone(to, step));
    }
    let handed_over = live::take_over(room);
    let is_handed_over = handed_over.is_some();
    let start = || (Peer::start(room, Author::from_bytes(random()), role_of(route), ""), 0);
    let (mut peer, mut refused) = handed_over.unwrap_or_else(start);
    let mut earlier = false;
    match drafts::find(&LocalStorage, room) {
        Ok(Found::Whole(draft)) => refused += peer.load(draft.entries),
        Ok(Found::Earlier(draft)) => {
            refused += peer.load(draft.entries);
            earlier = true;
        }
        // It is the only copy: it opens whatever is stored, and its screen says that it cannot be saved.
        _ if is_handed_over => {}
        Ok(Found::Newer(text)) => return Loaded::Closed(words::drafts_newer().text(), Some(text)),
        Ok(Found::Damaged(text)) => return Loaded::Closed(words::drafts_damaged().text(), Some(text)),
        // The window to share waits for the console to send the plan.
        Ok(Found::Nothing) | Err(_) if matches!(route, Route::Share(_)) => {}
        Ok(Found::Nothing) => return Loaded::Closed(words::drafts_missing().text(), None),
        Err(error) => return Loaded::Closed(error.message().text(), None),
    }
    let said = if earlier {
        Some(words::drafts_earlier().text())
    } else {
        (refused > 0).then(|| words::file_some_refused().text())
    };
    Loaded::Ready(Rc::new(peer), said)
}

#[derive(Clone, PartialEq, Properties)]
pub struct PlanPageProps {
    pub route: Route,
    pub room: RoomId,
    pub screens: Screens,
}

/// The screens of two people: the console, and the window that may be shared.
pub const TOGETHER: Screens = Screens(|screen| match screen.route {
    Route::Console(_) => html! { <ConsoleScreen ..screen /> },
    _ => html! { <ShareScreen ..screen /> },
});

/// The screens of one person alone.
pub const ALONE: Screens = Screens(|screen| match screen.route {
    Route::Alone(room, step) => html! { <AloneScreen {screen} {room} {step} /> },
    _ => html! { <ShareScreen ..screen /> },
});

/// A plan that is kept on this device, or that the other window sends.
#[component]
pub fn PlanPage(props: &PlanPageProps) -> Html {
    let PlanPageProps { route, room, screens } = *props;
    let loaded = use_state(|| load(route, room));
    match &*loaded {
        Loaded::Ready(peer, said) => {
            html! { <LivePlan {route} {screens} peer={live::Start(Rc::clone(peer))} said={said.clone()} /> }
        }
        Loaded::Moved(to) => html! { <moved::OnTheWay to={*to} /> },
        Loaded::Closed(said, text) => {
            let save = text.clone().map(|text| {
                let onclick = Callback::from(move |()| {
                    files::save("plan.plan", "application/json", &text);
                });
                html! { { button(&ButtonProps { label: (words::save_file().text()).into(), onclick, look: Some("primary".into()), disabled: false, id: None }) } }
            });
            html! {
                <main class="pn-page pn-page--phone" id="content" tabindex="-1">
                    <h1 class="pn-header__title">{ words::app_name().text() }</h1>
                    <p class="pn-banner pn-banner--warning" role="alert">{ said.clone() }</p>
                    <div class="pn-buttons">
                        { for save }
                        <a class="pn-button" href={Route::Drafts.href()}>{ words::title_drafts().text() }</a>
                        <a class="pn-button" href={Route::Start.href()}>{ words::back_to_start().text() }</a>
                    </div>
                </main>
            }
        }
    }
}
