//! "What do you owe, roughly?", once there is a plan.

use plan_core::Debt;
use plan_log::machine::Command;
use plan_words::words;
use yew::prelude::*;

use super::WayProps;
use crate::components::question::{AskProps, Wrong, ask, form, go_on, use_error_focus, way_on};
use crate::components::say::say;
use crate::embed::figures_line_with_way_out;
use crate::platform::{format, page};
use crate::state::route::Step;
use crate::state::values;

#[component]
pub fn Page(way: &WayProps) -> Html {
    let terms = &way.state.terms;
    let (currency, balance) = (terms.currency, terms.balance());
    let typed = use_state(|| values::amount_field(balance, currency));
    let wrong = use_state(Vec::<Wrong>::new);
    let asked = use_state(|| 0_u32);
    use_error_focus(&wrong, *asked);
    let submit = {
        let (way, typed, wrong, asked) = (way.clone(), typed.clone(), wrong.clone(), asked.clone());
        Callback::from(move |()| match values::read_amount(&typed, currency) {
            Ok(owed) => {
                let mut case = (*way.state.case).clone();
                if let (true, Some(debt)) = (owed != balance, case.debts.first().cloned()) {
                    case.debts = vec![Debt { balance: owed, ..debt }];
                    way.screen.run.emit(Command::Case(Box::new(case)));
                }
                page::go(&way.after(Step::Afford).href());
            }
            Err(message) => {
                wrong.set(vec![Wrong { id: "owed", message }]);
                asked.set(*asked + 1);
            }
        })
    };
    let body = if way.owes_as_typed() {
        let field = ask(&AskProps {
            id: "owed",
            label: words::owe_label(&values::unit(currency)),
            hint: Some(words::owe_hint()),
            prefix: Some(format::sign(currency).into()),
            inputmode: "decimal",
            autocomplete: "off",
            typed: &typed,
            wrong: &wrong,
        });
        form(submit, html! { <>{ field }{ go_on(&words::go_on()) }</> })
    } else {
        html! {
            <>
                <p class="pn-lead">{ say(&words::case_owed_plain(&values::money(balance, currency))) }</p>
                { figures_line_with_way_out(way.room) }
                { way_on(way.at(Step::Afford), &words::go_on(), true) }
            </>
        }
    };
    way.frame(
        words::owe_heading(),
        None,
        &wrong,
        html! {
            <>
                { body }
                <ul class="pn-links"><li>{ way_out(way) }</li></ul>
            </>
        },
    )
}

fn way_out(way: &WayProps) -> Html {
    html! { <a href={way.at(Step::NotMine).href()}>{ words::not_mine_link().text() }</a> }
}
