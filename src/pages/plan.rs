//! The plan: as the console, as the window to share, and alone.

mod alone;
mod away;
mod calling;
mod console;
mod gate;
mod line;
mod live;
mod moved;
mod opening;
mod share;
mod waits;

use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding};
use plan_core::{Case, Every, Held, Instalments, Terms};
use plan_log::state::What;
use plan_log::{Role, RoomId, State};
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::case_form::{CaseForm, NotOpened, Opened, not_opened, read_text};
use crate::components::field::{ButtonProps, button};
use crate::components::lock::{LockForm, Task};
use crate::embed::{self, Code};
use crate::pages::door::OWED;
use crate::parts::Given;
use crate::platform::clock::today;
use crate::platform::give_way;
use crate::platform::log_driver;
use crate::platform::storage::{self, LocalStorage};
use crate::platform::{files, page};
use crate::state::drafts::{self, Draft, EnvelopeError, Source};
use crate::state::link;
use crate::state::route::{Route, Step};
use crate::state::values;
use alone::AloneScreen;
pub use alone::forget as forget_money;
pub use calling::{Act, Calling, PANEL};
use console::ConsoleScreen;
use live::{LivePlan, Screens};
use opening::{LetIn, Loaded, begin, open, take_in};
pub use opening::{NotBegun, begin_from_first, copy, joined, keep_left};
use share::ShareScreen;
use waits::Waits;

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
        Opened::Plan(_) | Opened::First(_) => Err(damaged()),
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
        Given::Plan(_) | Given::Invitation(_) => None,
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
        What::Changed { .. }
        | What::ChangedUnseen { .. }
        | What::Offered
        | What::Proposed
        | What::Sealed
        | What::Called => true,
        What::Opened
        | What::Admitted(..)
        | What::CaseChanged { .. }
        | What::Paused(_)
        | What::Left
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

/// Lets go of what this page still holds of a plan: it is locked.
pub fn let_go(room: RoomId) {
    opening::forget(room);
    forget_money(room);
}

/// Whether a plan is as it began: nobody chose it.
pub fn is_as_it_began(state: &State) -> bool {
    !somebody_chose(state) && state.terms.instalments.held == first_terms(&state.case).instalments.held
}

/// Forgets what this page still holds of a plan that was deleted.
pub fn forget(room: RoomId) {
    let_go(room);
    moved::forget(room);
}

/// The screen of a plan that was begun or opened with this form: of one that was offered, the page that says how far it is.
pub fn opened_at(form: Route, room: RoomId, state: Option<&State>) -> Route {
    if form == Route::NewConsole {
        return Route::Console(room);
    }
    let talks =
        state.is_some_and(|state| state.agreement.is_some() || state.proposal.is_some() || state.declined.is_some());
    Route::Alone(room, if talks { Step::Send } else { Step::Plan })
}

/// Where somebody goes on with a plan that they began from the same case on the same page; `None` where they began none.
async fn begun_before(told: &Source) -> Option<Route> {
    let draft = drafts::begun_from(&LocalStorage, told)?;
    let state = log_driver::state_of(&draft).await?;
    Some(if somebody_chose(&state) {
        opened_at(Route::OpenAlone, draft.room(), Some(&state))
    } else {
        Route::Alone(draft.room(), Step::Afford)
    })
}

impl From<NotBegun> for NotOpened {
    fn from(why: NotBegun) -> Self {
        Self::Said(why.message())
    }
}

/// Makes a plan of what was typed on the first page.
#[component]
pub fn BeginAlone() -> Html {
    let refused = use_state(|| None::<NotOpened>);
    {
        let refused = refused.setter();
        use_effect_with((), |()| {
            spawn_local(async move {
                let typed = storage::session_get(OWED).unwrap_or_default();
                let currency = plan_core::Currency::GBP;
                let Ok(balance) = values::read_amount(&typed, currency) else {
                    storage::session_remove(OWED);
                    page::go_instead(&Route::NewAlone.href());
                    return;
                };
                let debt = plan_core::Debt {
                    id: "1".to_owned(),
                    label: None,
                    balance,
                    since: None,
                };
                match begin(Route::BeginAlone, Case::plain(currency, vec![debt]), "").await {
                    Ok(room) => {
                        storage::session_remove(OWED);
                        // The way back leads to what is owed by this plan, and not to the form that begins another one.
                        page::replace_hash(Route::Alone(room, Step::Owed).href().trim_start_matches('#'));
                        page::go(&Route::Alone(room, Step::Afford).href());
                    }
                    Err(why) => refused.set(Some(why.into())),
                }
            });
        });
    }
    match &*refused {
        None => on_its_way(),
        Some(why) => html! {
            <main class="pn-page pn-page--phone" id="content" tabindex="-1">
                <h1 class="pn-header__title">{ words::app_name().text() }</h1>
                { not_opened(why) }
                <p><a class="pn-button" href={Route::NewAlone.href()}>{ words::back().text() }</a></p>
            </main>
        },
    }
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
async fn opened_by(draft: &Draft) -> [Role; 2] {
    let unanswered = log_driver::state_of(draft).await.is_some_and(|state| {
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
    let found = use_state(|| None::<Result<(Draft, [Role; 2]), EnvelopeError>>);
    {
        let found = found.setter();
        use_effect_with(props.given.clone(), move |given| {
            let encoded = match given {
                Some(Given::Plan(encoded)) => encoded.to_string(),
                _ => String::new(),
            };
            spawn_local(async move {
                let read = match link::from_link(&encoded).await {
                    Ok(draft) => {
                        let by = if link::is_own(&encoded) {
                            [Role::Person, Role::Agent]
                        } else {
                            opened_by(&draft).await
                        };
                        Ok((draft, by))
                    }
                    Err(why) => Err(why),
                };
                found.set(Some(read));
            });
        });
    }
    let not_taken = use_state(|| None::<NotOpened>);
    let locked = use_state(|| None::<Route>);
    let open = |draft: &Draft, route: Route| {
        let (draft, not_taken, locked) = (draft.clone(), not_taken.setter(), locked.setter());
        Callback::from(move |()| {
            if is_closed(draft.room()) {
                locked.set(Some(route));
                return;
            }
            let (draft, not_taken) = (draft.clone(), not_taken.clone());
            spawn_local(async move {
                match opened_draft(route, &draft).await {
                    Ok(to) => page::go_instead(&to.href()),
                    Err(why) => not_taken.set(Some(why)),
                }
            });
        })
    };
    let body = match &*found {
        None => html! { <p class="pn-lead" role="status">{ words::part_loading().text() }</p> },
        Some(Err(why)) => {
            let said = match why {
                // The link is taken out of the address at once, so a page that is loaded again has none.
                _ if props.given.is_none() => words::link_gone(),
                EnvelopeError::Newer => words::file_newer(),
                EnvelopeError::Locked => words::file_locked(),
                EnvelopeError::Damaged | EnvelopeError::NotAPlan | EnvelopeError::First => words::link_damaged(),
            };
            html! {
                <>
                    <p class="pn-banner pn-banner--warning" role="alert">{ said.text() }</p>
                    <p><a class="pn-button" href={Route::Drafts.href()}>{ words::title_drafts().text() }</a></p>
                </>
            }
        }
        Some(Ok((draft, _))) if let Some(route) = *locked => html! { <UnlockFirst draft={draft.clone()} {route} /> },
        Some(Ok((draft, by))) => html! {
            <>
                <p class="pn-lead">{ words::received_lead().text() }</p>
                <div class="pn-buttons">{ for by.iter().enumerate().map(|(place, by)| {
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
            { for not_taken.as_ref().map(not_opened) }
            { body }
        </main>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct UnlockFirstProps {
    draft: Draft,
    route: Route,
}

/// What came while the plan that it is about is locked here: its passphrase is asked for, and then it is taken in.
#[component]
fn UnlockFirst(props: &UnlockFirstProps) -> Html {
    let not_taken = use_state(|| None::<NotOpened>);
    let done = {
        let (props, not_taken) = (props.clone(), not_taken.setter());
        Callback::from(move |_: Message| {
            let (props, not_taken) = (props.clone(), not_taken.clone());
            spawn_local(async move {
                match opened_draft(props.route, &props.draft).await {
                    Ok(to) => page::go_instead(&to.href()),
                    Err(why) => not_taken.set(Some(why)),
                }
            });
        })
    };
    html! {
        <>
            <p class="pn-banner pn-banner--notice" role="status" id="unlock-first">{ words::open_locked_type().text() }</p>
            { for not_taken.as_ref().map(not_opened) }
            <LockForm room={props.draft.room()} task={Task::Unlock} {done} />
        </>
    }
}

/// Whether a plan is here and locked: what comes of it waits for the passphrase.
fn is_closed(room: RoomId) -> bool {
    matches!(drafts::find(&LocalStorage, room), Ok(drafts::Found::Locked(_)))
}

/// Takes a plan in that came by link or file; the screen on which it goes on.
async fn opened_draft(route: Route, draft: &Draft) -> Result<Route, NotOpened> {
    let state = log_driver::state_of(draft).await;
    take_in(route, draft).await?;
    Ok(opened_at(route, draft.room(), state.as_deref()))
}

/// Begins a plan; the screen on which it goes on. A company's page that is loaded again gives its case again.
async fn begin_told(route: Route, case: Case, name: &str, told: Option<&Source>) -> Result<Route, NotBegun> {
    if let Some(told) = told
        && let Some(before) = begun_before(told).await
    {
        return Ok(before);
    }
    let room = begin(route, case, name).await?;
    if let Some(told) = told {
        embed::came_from(room, told.clone());
    }
    Ok(if route == Route::NewConsole && told.is_none() {
        Route::Console(room)
    } else {
        Route::Alone(room, Step::Afford)
    })
}

/// Starts a plan.
#[component]
pub fn NewPlan(props: &NewPlanProps) -> Html {
    let refused = use_state(|| None::<NotOpened>);
    let route = props.route;
    let on_case = {
        let (refused, given) = (refused.setter(), props.given.clone());
        Callback::from(move |(case, name): (Case, String)| {
            let told = match &given {
                Some(Given::Told { from, case }) => Some(Source::of(from, case)),
                _ => None,
            };
            let refused = refused.clone();
            spawn_local(async move {
                match begin_told(route, case, &name, told.as_ref()).await {
                    // Nobody typed anything on this page: the way back does not lead to it.
                    Ok(to) if told.is_some() => page::go_instead(&to.href()),
                    Ok(to) => page::go(&to.href()),
                    Err(why) => {
                        if told.is_some() {
                            embed::error(Code::CaseTooLarge);
                        }
                        refused.set(Some(why.into()));
                    }
                }
            });
        })
    };
    let locked = use_state(|| None::<Draft>);
    let open_plan = {
        let (refused, locked) = (refused.setter(), locked.setter());
        Callback::from(move |plan: Opened| {
            if let Opened::Plan(draft) = &plan
                && is_closed(draft.room())
            {
                refused.set(None);
                locked.set(Some(draft.clone()));
                return;
            }
            let refused = refused.clone();
            spawn_local(async move {
                let opened = match plan {
                    Opened::Plan(draft) => opened_draft(route, &draft).await,
                    Opened::First(plan) => begin_from_first(&plan)
                        .await
                        .map(|(room, _)| opened_at(route, room, None))
                        .map_err(Into::into),
                    Opened::Case(_) => return,
                };
                match opened {
                    Ok(to) => page::go(&to.href()),
                    Err(why) => refused.set(Some(why)),
                }
            });
        })
    };
    {
        let (begin, refused) = (on_case.clone(), refused.clone());
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
            <nav class="pn-header__nav">
                if route == Route::OpenAlone { <a href={Route::NewAlone.href()}>{ words::back().text() }</a>{ " " } }
                <a href={Route::Start.href()}>{ words::back_to_start().text() }</a>
            </nav>
            <h1 class="pn-header__title">{ title.text().trim_end_matches([' ', '·']).to_owned() }</h1>
            { for refused.as_ref().map(not_opened) }
            { for locked.iter().map(|draft| html! { <UnlockFirst key={draft.room().to_hex()} draft={draft.clone()} {route} /> }) }
            if route == Route::OpenAlone { <p class="pn-lead">{ words::alone_lead().text() }</p> }
            <CaseForm role={role_of(route)} {on_case} on_plan={open_plan} />
        </main>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct PlanPageProps {
    pub route: Route,
    pub room: RoomId,
    pub screens: Screens,
}

/// Until the plan is there.
fn waiting(route: Route) -> Html {
    match route {
        Route::Share(_) => share::nothing_yet(),
        _ => on_its_way(),
    }
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
    // What was left for this screen is drawn with the first turn.
    let loaded = use_state(|| {
        let stays = moved::goes_on_in(room).is_none();
        let left = stays.then(|| opening::take_over(room, role_of(route))).flatten();
        left.map(|ready| Rc::new(Loaded::Ready(Rc::new(ready))))
    });
    // Counts how often it was opened: a window that only read starts anew once it writes, one that waited once it is let in.
    let times = use_state(|| (0_u32, None::<Rc<LetIn>>));
    {
        let (is_here, loaded, let_in) = (loaded.is_some(), loaded.setter(), times.1.clone());
        use_effect_with(times.0, move |_| {
            if !is_here {
                spawn_local(async move { loaded.set(Some(Rc::new(open(route, room, let_in.as_deref()).await))) });
            }
        });
    }
    let again = {
        let (times, loaded) = (times.clone(), loaded.setter());
        use_callback(times.0, move |let_in: Option<Rc<LetIn>>, now| {
            loaded.set(None);
            times.set((now + 1, let_in));
        })
    };
    let anew = again.reform(|()| None);
    let give_way = {
        let loaded = loaded.setter();
        use_callback((), move |(), ()| loaded.set(Some(Rc::new(Loaded::GaveWay))))
    };
    match loaded.as_deref() {
        None => waiting(route),
        Some(Loaded::Ready(ready)) => {
            html! { <LivePlan {route} {screens} start={live::Start(Rc::clone(ready))} {anew} {give_way} /> }
        }
        Some(Loaded::Locked(name)) => {
            let opened = anew.reform(|_: Message| ());
            html! {
                <main class="pn-page pn-page--phone" id="content" tabindex="-1">
                    <nav class="pn-header__nav"><a href={Route::Drafts.href()}>{ words::title_drafts().text() }</a></nav>
                    <h1 class="pn-header__title">{ words::lock_page().text() }</h1>
                    { for name.as_ref().map(|name| html! { <p class="pn-lead"><bdi>{ name.clone() }</bdi></p> }) }
                    <LockForm {room} task={Task::Unlock} done={opened} />
                </main>
            }
        }
        Some(Loaded::GaveWay) => {
            let go_on = anew.reform(move |()| give_way::ask(room, role_of(route)));
            html! {
                <main class="pn-page pn-page--phone" id="content" tabindex="-1">
                    <nav class="pn-header__nav"><a href={Route::Drafts.href()}>{ words::title_drafts().text() }</a></nav>
                    <h1 class="pn-header__title">{ words::title_drafts().text() }</h1>
                    <p class="pn-lead" role="status" id="gave-way">{ words::open_given_way().text() }</p>
                    <div class="pn-buttons">{ live::go_on_here(go_on) }</div>
                </main>
            }
        }
        Some(Loaded::Waits) => html! { <Waits {room} on_let_in={again.reform(Some)} /> },
        Some(Loaded::Moved(to)) => html! { <moved::OnTheWay to={*to} /> },
        Some(Loaded::Closed(said, text)) => {
            let save = text.clone().map(|text| {
                let onclick = Callback::from(move |()| {
                    files::save_plan(&text, files::PLAN, None);
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
