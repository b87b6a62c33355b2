//! Two totals: what comes in, and what goes out.

use plan_core::Every;
use plan_words::{Message, words};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::WayProps;
use crate::components::fold::Fold;
use crate::components::question::{AskProps, Wrong, ask, form, go_on, rhythm, use_error_focus};
use crate::platform::{format, page};
use crate::state::figures::{Figures, Typed};
use crate::state::route::Step;
use crate::state::values;

#[component]
pub fn Page(way: &WayProps) -> Html {
    let figures = &way.figures;
    let text = |typed: &Typed| typed.text.clone();
    let income = use_state(|| text(&figures.income));
    let spending = use_state(|| text(&figures.spending));
    let debts = use_state(|| text(&figures.debts));
    let rhythms = use_state(|| [figures.income.every, figures.spending.every, figures.debts.every]);
    let left_out = use_state(|| figures.debts_left_out);
    let keep = use_state(|| figures.keep);
    let wrong = use_state(Vec::<Wrong>::new);
    let asked = use_state(|| 0_u32);
    use_error_focus(&wrong, *asked);
    let currency = way.state.terms.currency;
    let submit = {
        let way = way.clone();
        let (income, spending, debts) = (income.clone(), spending.clone(), debts.clone());
        let (rhythms, left_out, keep) = (*rhythms, *left_out, *keep);
        let (wrong, asked) = (wrong.clone(), asked.clone());
        Callback::from(move |()| {
            let mut found = Vec::new();
            let mut needed = |id, text: &str, empty: Message| {
                if text.trim().is_empty() {
                    found.push(Wrong { id, message: empty });
                } else if let Err(message) = values::read_amount_or_nothing(text, currency) {
                    found.push(Wrong { id, message });
                }
            };
            needed("income", &income, words::check_income_empty());
            needed("spending", &spending, words::check_spending_empty());
            if !debts.trim().is_empty() {
                needed("debts", &debts, words::check_spending_empty());
            }
            asked.set(*asked + 1);
            let usable = found.is_empty();
            wrong.set(found);
            if usable {
                let typed = |text: &str, every: Every| Typed {
                    text: text.trim().to_owned(),
                    every,
                };
                way.keep_figures(Figures {
                    income: typed(&income, rhythms[0]),
                    spending: typed(&spending, rhythms[1]),
                    debts: typed(&debts, rhythms[2]),
                    debts_left_out: left_out,
                    last_paid: way.figures.last_paid,
                    keep,
                });
                // Whoever has an answer before them looks how it fits.
                page::go(
                    &if way.is_theirs() {
                        way.at(Step::Send)
                    } else {
                        way.after(Step::Ways)
                    }
                    .href(),
                );
            }
        })
    };
    let unit = values::unit(currency);
    let money = |id, label, hint, typed| {
        ask(&AskProps {
            id,
            label,
            hint,
            prefix: Some(format::sign(currency).into()),
            inputmode: "decimal",
            autocomplete: "off",
            typed,
            wrong: &wrong,
        })
    };
    let every = |id, place: usize| {
        let state = rhythms.clone();
        let choose = Callback::from(move |every| {
            let mut next = *state;
            next[place] = every;
            state.set(next);
        });
        rhythm(id, &words::control_every(), rhythms[place], choose)
    };
    let tick = |state: &UseStateHandle<bool>| {
        let state = state.clone();
        Callback::from(move |event: Event| state.set(event.target_unchecked_into::<HtmlInputElement>().checked()))
    };
    let (tick_left_out, tick_keep) = (tick(&left_out), tick(&keep));
    way.frame(
        words::check_heading(),
        Some(if way.is_theirs() { Step::Send } else { Step::Plan }),
        &wrong,
        html! {
            <>
                <p class="pn-lead">{ words::check_why().text() }</p>
                { form(submit, html! { <>
                    { money("income", words::check_income(&unit), Some(words::check_income_hint()), &income) }
                    { every("income-every", 0) }
                    { money("spending", words::check_spending(&unit), Some(words::check_spending_hint()), &spending) }
                    { every("spending-every", 1) }
                    <Fold open={!debts.is_empty() || *left_out} summary={words::check_debts_fold().text()}>
                        { money("debts", words::check_debts(&unit), Some(words::check_debts_hint()), &debts) }
                        { every("debts-every", 2) }
                        <label class="pn-check">
                            <input type="checkbox" id="debts-left-out" checked={*left_out} onchange={tick_left_out} />
                            <span>{ words::check_debts_left_out().text() }</span>
                        </label>
                    </Fold>
                    <label class="pn-check">
                        <input type="checkbox" id="keep-figures" checked={*keep} onchange={tick_keep} />
                        <span>{ words::check_keep().text() }</span>
                    </label>
                    { go_on(&words::check_go_on()) }
                </> }) }
            </>
        },
    )
}
