//! The way that one person goes alone: one thing on each page, and the plan in words after two answers.
//!
//! What is typed about money stays in [`Figures`], which has no way off this device. The plan itself is an ordinary one.

mod afford;
mod check;
mod copy;
mod day;
mod first;
mod full_page;
mod last_paid;
mod money;
mod owed;
mod review;
mod send;
mod ways;
mod who;

use std::cell::Cell;
use std::rc::Rc;

use plan_core::Schedule;
use plan_core::budget::Left;
use plan_core::policy::Rules;
use plan_log::{Role, RoomId, State};
use plan_words::{Message, words};
use yew::prelude::*;

use super::live::{ScreenProps, saved_line};
use super::share::ShareScreen;
use crate::components::question::{FrameProps, Wrong, frame};
use crate::components::result::{PlanResultProps, plan_result};
use crate::components::timeline::Names;
use crate::embed;
use crate::state::figures::Figures;
use crate::state::route::{Route, Step};
use crate::state::rules::{Named, use_rules};
use crate::state::session::Derived;
pub use copy::may_be_known;
use copy::use_copy;
use full_page::use_full_page;
pub use money::forget;

thread_local! {
    /// The plan of which one answer is changed from the last look at all of them: then the way leads back there.
    static REVIEWED: Cell<Option<RoomId>> = const { Cell::new(None) };
}

/// What every page of the way is given.
#[derive(Clone, Properties)]
pub struct WayProps {
    pub screen: ScreenProps,
    pub room: RoomId,
    pub step: Step,
    pub state: Rc<State>,
    pub derived: Derived,
    pub figures: UseStateHandle<Figures>,
    /// The company's public rules, where there are some that hold today.
    pub rules: Option<Rc<Rules>>,
    /// The pack that they are from.
    pub named: Named,
}

impl PartialEq for WayProps {
    fn eq(&self, other: &Self) -> bool {
        self.screen == other.screen && *self.figures == *other.figures && self.named == other.named
    }
}

impl WayProps {
    /// The page of this plan.
    const fn at(&self, step: Step) -> Route {
        Route::Alone(self.room, step)
    }

    /// The page that comes after this one, or the last look at all of them where somebody came from there.
    fn after(&self, step: Step) -> Route {
        self.at(if REVIEWED.get() == Some(self.room) {
            Step::Review
        } else {
            step
        })
    }

    /// What is left of the person's money; `None` where they have not said.
    fn left(&self) -> Option<Left> {
        Some(self.figures.budget(self.state.terms.currency)?.left())
    }

    /// The schedule, where the plan works out.
    fn schedule(&self) -> Option<&Rc<Schedule>> {
        self.derived.schedule.as_ref().ok()
    }

    /// Keeps what was typed: in this window, and on this device where that was asked for.
    fn keep_figures(&self, figures: Figures) {
        money::keep(self.room, &figures);
        self.figures.set(figures);
    }

    /// Whether the company can know the plan: it was offered, or agreed. Whoever changes it changes a copy.
    fn is_offered(&self) -> bool {
        may_be_known(&self.state)
    }

    /// Who put the plan forward, until it is settled.
    fn proposed_by(&self) -> Option<Role> {
        let open = self
            .state
            .agreement
            .as_ref()
            .is_none_or(|agreement| !agreement.can_be_signed());
        let proposal = self.state.proposal.as_ref().filter(|_| open);
        proposal.map(|proposal| proposal.by)
    }

    /// Whether the company suggests the plan.
    fn is_theirs(&self) -> bool {
        self.proposed_by() == Some(Role::Agent)
    }

    /// Whether what is owed is one figure that no company's page gave, and nobody was told: then it can be typed again.
    fn owes_as_typed(&self) -> bool {
        self.state.terms.debts.len() == 1 && embed::source_of(self.room).is_none() && !self.is_offered()
    }

    /// The company's name, where it is known.
    fn company(&self) -> Option<&str> {
        let case = &self.state.case;
        let name = case.owed_to.as_deref().or(case.handled_by.as_deref());
        name.filter(|name| !name.trim().is_empty())
    }

    /// The page around a question.
    fn frame(&self, title: Message, back: Option<Step>, wrong: &[Wrong], children: Html) -> Html {
        frame(FrameProps {
            title,
            back: back.map(|step| match self.step {
                Step::Review | Step::Send => self.at(step),
                _ => self.after(step),
            }),
            is_offered: self.is_offered(),
            wrong: wrong.to_vec(),
            saved: saved_line(self.screen.saved, &self.screen.session),
            children: html! { <>{ first::offered_line(self) }{ children }</> },
        })
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct AloneProps {
    pub screen: ScreenProps,
    pub room: RoomId,
    pub step: Step,
}

/// The page that the address names.
#[component]
pub fn AloneScreen(props: &AloneProps) -> Html {
    let AloneProps { screen, room, step } = props.clone();
    let figures = use_state(|| money::of(room));
    let named = use_rules();
    use_full_page(&screen);
    use_effect_with((), |()| || REVIEWED.set(None));
    let (screen, no_copy) = use_copy(&screen, room, &figures);
    let (Some(state), Some(derived)) = (screen.session.state(), screen.session.derived().cloned()) else {
        return html! { <ShareScreen ..screen /> };
    };
    let way = WayProps {
        rules: named.rules_for(&state),
        named,
        screen,
        room,
        step,
        state,
        derived,
        figures,
    };
    if !way.screen.session.machine().seat().writes {
        return read_only(&way);
    }
    let page = match step {
        Step::Owed => html! { <owed::Page ..way /> },
        // It is drawn by the part of the first page.
        Step::NotMine => Html::default(),
        Step::Afford => html! { <afford::Page ..way /> },
        Step::Plan => html! { <first::Page ..way /> },
        Step::Amount => {
            let beside = html! { <>{ first::offered_line(&way) }{ first::budget_line(&way) }</> };
            html! { <ShareScreen {beside} ..way.screen /> }
        }
        Step::Check => html! { <check::Page ..way /> },
        Step::Ways => html! { <ways::Page ..way /> },
        Step::Day => html! { <day::Page ..way /> },
        Step::LastPaid => html! { <last_paid::Page ..way /> },
        Step::Who => html! { <who::Page ..way /> },
        Step::Review => html! { <review::Page ..way /> },
        Step::Send => html! { <send::Page ..way /> },
    };
    html! {
        <>
            { for no_copy.map(|why| html! { <p class="pn-banner pn-banner--warning" role="alert">{ why.text() }</p> }) }
            { page }
        </>
    }
}

/// The plan in a window that only reads it, and what was said to it: what was filled in here would be lost. What to do is said
/// above it.
fn read_only(way: &WayProps) -> Html {
    let title = if way.is_offered() {
        words::first_heading_sent()
    } else {
        words::title_alone()
    };
    let names = Names::of(&way.state, way.screen.session.role());
    way.frame(
        title,
        None,
        &[],
        html! {
            <>
                { send::declined(way, &names, Html::default()) }
                { plan_result(&PlanResultProps { derived: way.derived.clone() }) }
                { send::both_said(way, &names) }
            </>
        },
    )
}
