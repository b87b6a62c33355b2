//! "About how much could you manage?"

use plan_core::ways::begin_on;
use plan_core::{Every, FieldId, FieldValue, Held};
use plan_log::State;
use plan_log::machine::Command;
use plan_words::words;
use yew::prelude::*;

use super::WayProps;
use crate::components::question::{AskProps, RHYTHMS, Wrong, ask, form, go_on, rhythm, use_error_focus};
use crate::components::say::say;
use crate::embed::figures_line_with_way_out;
use crate::pages::plan::somebody_chose;
use crate::platform::clock::today;
use crate::platform::{format, page};
use crate::state::route::Step;
use crate::state::values;

#[component]
pub fn Page(way: &WayProps) -> Html {
    let terms = &way.state.terms;
    let currency = terms.currency;
    let typed = use_state(|| match terms.instalments.held {
        Held::Amount(amount) if somebody_chose(&way.state) => values::amount_field(amount, currency),
        _ => String::new(),
    });
    let known = RHYTHMS.iter().any(|(_, every)| *every == terms.instalments.every);
    let every = use_state(|| if known { terms.instalments.every } else { Every::Monthly });
    let wrong = use_state(Vec::<Wrong>::new);
    let asked = use_state(|| 0_u32);
    use_error_focus(&wrong, *asked);
    let submit = {
        let (typed, every, wrong, asked) = (typed.clone(), *every, wrong.clone(), asked.clone());
        let way = way.clone();
        Callback::from(move |()| match values::read_amount(&typed, currency) {
            Ok(amount) => {
                let mut set = vec![
                    FieldValue::Held(Held::Amount(amount)),
                    FieldValue::Every { every, day: None },
                ];
                // The first payment comes one rhythm from now, unless somebody has chosen a day.
                if way.state.terms.instalments.every != every
                    && !day_was_chosen(&way.state)
                    && let Some(first) = first_day(every)
                {
                    set.extend(begin_on(&way.state.terms, first));
                }
                way.screen.run.emit(Command::Adjust(set));
                page::go(&way.after(Step::Plan).href());
            }
            Err(message) => {
                wrong.set(vec![Wrong { id: "afford", message }]);
                asked.set(*asked + 1);
            }
        })
    };
    let field = ask(&AskProps {
        id: "afford",
        label: words::afford_label(&values::unit(currency)),
        hint: Some(words::afford_hint()),
        prefix: Some(format::sign(currency).into()),
        inputmode: "decimal",
        autocomplete: "off",
        typed: &typed,
        wrong: &wrong,
    });
    let choose = {
        let every = every.clone();
        Callback::from(move |one| every.set(one))
    };
    let owed = values::money(terms.balance(), currency);
    way.frame(
        words::afford_heading(),
        way.owes_as_typed().then_some(Step::Owed),
        &wrong,
        html! {
            <>
                <p class="pn-lead">{ say(&match way.company() {
                    Some(company) => words::case_owed(&owed, company),
                    None => words::case_owed_plain(&owed),
                }) }</p>
                { figures_line_with_way_out(way.room) }
                { form(submit, html! { <>
                    { field }
                    { rhythm("afford-every", &words::control_every(), *every, choose) }
                    { go_on(&words::afford_show()) }
                </> }) }
            </>
        },
    )
}

/// Whether the first day was set by itself: a plan begins with one, and another rhythm brings its own.
fn day_was_chosen(state: &State) -> bool {
    let by = |field| state.touched.get(&field).map(|touch| touch.entry);
    by(FieldId::FirstDue).is_some_and(|entry| by(FieldId::Every) != Some(entry))
}

fn first_day(every: Every) -> Option<plan_core::Date> {
    let today = today();
    match every.counts_days() {
        Some(days) => today.checked_add_days(plan_core::calendar::Days::new(u64::from(days))),
        None => today.checked_add_months(plan_core::calendar::Months::new(1)),
    }
}
