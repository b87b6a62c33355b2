//! The first page of the way that one person goes alone, and the way out when the debt is not theirs. Small, so that it is
//! there at once on a cheap phone: the rest is fetched while somebody types.

use plan_core::Currency;
use plan_log::RoomId;
use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::field::{ButtonProps, button};
use crate::components::question::{AskProps, FrameProps, Wrong, ask, form, frame, go_on, use_error_focus, way_on};
use crate::components::say::say;
use crate::parts::Part;
use crate::platform::{files, format, page, storage};
use crate::state::route::{Route, Step};
use crate::state::values;

/// Where the answer waits for the part that makes a plan of it, for as long as the tab is open.
pub const OWED: &str = "pn.1.alone.owed";

/// "What do you owe, roughly?"
#[component]
pub fn OwePage() -> Html {
    let typed = use_state(|| storage::session_get(OWED).unwrap_or_default());
    let wrong = use_state(Vec::<Wrong>::new);
    let asked = use_state(|| 0_u32);
    use_error_focus(&wrong, *asked);
    {
        let begun = !typed.is_empty();
        use_effect_with(begun, |begun| {
            // The next page needs the engine: it comes while the answer is typed.
            if *begun {
                spawn_local(async {
                    let _ = Part::Way.load().await;
                });
            }
        });
    }
    let submit = {
        let (typed, wrong, asked) = (typed.clone(), wrong.clone(), asked.clone());
        Callback::from(move |()| match values::read_amount(&typed, Currency::GBP) {
            Ok(_) => {
                storage::session_set(OWED, &typed);
                page::go_instead(&Route::BeginAlone.href());
            }
            Err(message) => {
                wrong.set(vec![Wrong { id: "owed", message }]);
                asked.set(*asked + 1);
            }
        })
    };
    let unit = values::unit(Currency::GBP);
    let field = ask(&AskProps {
        id: "owed",
        label: words::owe_label(&unit),
        hint: Some(words::owe_hint()),
        prefix: Some(format::sign(Currency::GBP).into()),
        inputmode: "decimal",
        autocomplete: "off",
        typed: &typed,
        wrong: &wrong,
    });
    frame(FrameProps {
        title: words::owe_heading(),
        back: None,
        wrong: (*wrong).clone(),
        saved: html! {},
        is_offered: false,
        children: html! {
            <>
                { form(submit, html! { <>{ field }{ go_on(&words::go_on()) }</> }) }
                <ul class="pn-links">
                    <li><a href={Route::NotMine.href()}>{ words::not_mine_link().text() }</a></li>
                    <li><a href={Route::Drafts.href()}>{ words::title_drafts().text() }</a></li>
                    <li><a href={Route::OpenAlone.href()}>{ words::open_alone_link().text() }</a></li>
                </ul>
            </>
        },
    })
}

#[derive(Clone, PartialEq, Properties)]
pub struct NotMineProps {
    /// The plan that somebody was making.
    #[prop_or_default]
    pub plan: Option<RoomId>,
}

/// "This is not my debt, or the figure is wrong."
#[component]
pub fn NotMinePage(props: &NotMineProps) -> Html {
    let way_back = props
        .plan
        .map_or(Route::NewAlone, |plan| Route::Alone(plan, Step::Afford));
    let said = use_state(|| None::<bool>);
    let copy = {
        let said = said.clone();
        Callback::from(move |()| {
            let said = said.clone();
            spawn_local(async move { said.set(Some(files::copy(&words::not_mine_letter().text()).await)) });
        })
    };
    frame(FrameProps {
        title: words::not_mine_heading(),
        back: Some(way_back),
        wrong: Vec::new(),
        saved: html! {},
        is_offered: false,
        children: html! {
            <>
                <p class="pn-lead">{ words::not_mine_lead().text() }</p>
                <ol class="pn-points">
                    <li>{ words::not_mine_ask().text() }</li>
                    <li>{ words::not_mine_wait().text() }</li>
                    <li>{ words::not_mine_keep().text() }</li>
                </ol>
                <h2 class="pn-card__sub">{ words::not_mine_words().text() }</h2>
                <p class="pn-quote" id="letter">{ words::not_mine_letter().text() }</p>
                { button(&ButtonProps { label: words::not_mine_copy().text().into(), onclick: copy, look: Some("primary".into()), disabled: false, id: Some("copy-letter".into()) }) }
                <p role="status">{ match *said {
                    None => html! {},
                    Some(true) => say(&words::copied()),
                    Some(false) => say(&words::copied_not()),
                } }</p>
                <p>{ way_on(way_back, &words::not_mine_back(), false) }</p>
            </>
        },
    })
}
