//! "When did you last pay or write about this debt?"

use plan_words::words;
use yew::prelude::*;

use super::WayProps;
use crate::components::advice::advice;
use crate::components::field::{ChoiceProps, choice};
use crate::components::question::{Wrong, form, go_on, use_error_focus};
use crate::platform::page;
use crate::state::figures::{Figures, LastPaid};
use crate::state::route::Step;

const ANSWERS: [(&str, LastPaid); 3] = [
    ("lately", LastPaid::Lately),
    ("long-ago", LastPaid::LongAgo),
    ("not-sure", LastPaid::NotSure),
];

#[component]
pub fn Page(way: &WayProps) -> Html {
    let chosen = use_state(|| way.figures.last_paid);
    let wrong = use_state(Vec::<Wrong>::new);
    let asked = use_state(|| 0_u32);
    use_error_focus(&wrong, *asked);
    let submit = {
        let (way, chosen) = (way.clone(), *chosen);
        let (wrong, asked) = (wrong.clone(), asked.clone());
        Callback::from(move |()| {
            if chosen.is_none() {
                wrong.set(vec![Wrong {
                    id: "last-paid",
                    message: words::last_paid_empty(),
                }]);
                asked.set(*asked + 1);
                return;
            }
            let figures = Figures {
                last_paid: chosen,
                ..(*way.figures).clone()
            };
            way.keep_figures(figures);
            page::go(&way.after(Step::Who).href());
        })
    };
    let on_choose = {
        let (chosen, wrong) = (chosen.clone(), wrong.clone());
        Callback::from(move |word: AttrValue| {
            chosen.set(
                ANSWERS
                    .iter()
                    .find(|(known, _)| *known == word.as_str())
                    .map(|(_, when)| *when),
            );
            wrong.set(Vec::new());
        })
    };
    let options = vec![
        ("lately".into(), words::last_paid_lately().text().into()),
        ("long-ago".into(), words::last_paid_long_ago().text().into()),
        ("not-sure".into(), words::last_paid_not_sure().text().into()),
    ];
    let word = ANSWERS
        .iter()
        .find(|(_, when)| Some(*when) == *chosen)
        .map_or("", |(word, _)| *word);
    let ask_first = matches!(*chosen, Some(LastPaid::LongAgo | LastPaid::NotSure));
    way.frame(
        words::last_paid_heading(),
        Some(Step::Day),
        &wrong,
        html! {
            <>
                <p class="pn-lead">{ words::last_paid_why().text() }</p>
                { form(submit, html! { <>
                    <div id="last-paid" tabindex="-1">
                        { choice(&ChoiceProps { name: "last-paid".into(), legend: words::last_paid_legend().text().into(), options, chosen: word.into(), on_choose, disabled: false }) }
                    </div>
                    <div role="status">
                        if ask_first {
                            <div class="pn-banner pn-banner--warning">
                                <p>{ words::last_paid_advice().text() }</p>
                                { advice(way.rules.as_deref()) }
                                <p>{ words::last_paid_go_on().text() }</p>
                            </div>
                        }
                    </div>
                    { go_on(&words::go_on()) }
                </> }) }
            </>
        },
    )
}
