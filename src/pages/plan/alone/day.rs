//! Which day the payments come.

use std::rc::Rc;

use plan_core::calendar::{Calendar, Days, Months, format_iso_date, is_working_day, parse_iso_date};
use plan_core::ways::begin_on;
use plan_core::{Date, Division, FieldValue, Move, WorkingDays};
use plan_words::words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::WayProps;
use crate::components::field::{ChoiceProps, choice};
use crate::components::question::{AskProps, Wrong, ask, form, go_on, use_error_focus};
use crate::platform::clock::today;
use crate::platform::format::{DateStyle, date};
use crate::platform::page;
use crate::state::route::Step;
use crate::state::values;

/// How soon a payment can be set up: a standing order takes some days.
const DAYS_TO_SET_UP: u64 = 5;

/// That day of the same month; `None` where the month is shorter.
fn on_day(date: Date, day: u32) -> Option<Date> {
    let text = format_iso_date(date);
    parse_iso_date(&format!("{}-{day:02}", text.get(..7)?))
}

/// The next days of the month on which many people are paid or get benefits.
fn offered(from: Date) -> Vec<Date> {
    let Some(earliest) = from.checked_add_days(Days::new(DAYS_TO_SET_UP)) else {
        return Vec::new();
    };
    let next = |day: u32| {
        let this = on_day(earliest, day)?;
        if this >= earliest {
            Some(this)
        } else {
            this.checked_add_months(Months::new(1))
        }
    };
    let mut days: Vec<Date> = [1, 15, 28].into_iter().filter_map(next).collect();
    plan_core::sort_by(&mut days, Ord::cmp);
    days
}

#[component]
pub fn Page(way: &WayProps) -> Html {
    let terms = &way.state.terms;
    let now = terms.instalments.first_due;
    let other = use_state(|| values::day(now));
    let chosen = use_state(|| offered(today()).iter().position(|day| *day == now));
    let working = use_state(|| terms.working_days.is_some());
    let wrong = use_state(Vec::<Wrong>::new);
    let asked = use_state(|| 0_u32);
    use_error_focus(&wrong, *asked);
    let days = offered(today());
    let submit = {
        let (way, days) = (way.clone(), days.clone());
        let (other, chosen, working) = (other.clone(), *chosen, *working);
        let (wrong, asked) = (wrong.clone(), asked.clone());
        Callback::from(move |()| {
            let day = match chosen.and_then(|place| days.get(place)) {
                Some(day) => Ok(*day),
                None => values::read_day_to_come(&other, today()),
            };
            match day {
                Ok(first) => {
                    way.screen.edit.emit(Rc::new(move |terms| {
                        let mut set = Vec::new();
                        if terms.instalments.first_due != first {
                            set = begin_on(terms, first);
                        }
                        if terms.working_days.is_some() != working {
                            set.push(FieldValue::WorkingDays(working.then_some(WorkingDays {
                                calendar: Calendar::Division(Division::EnglandAndWales),
                                shift: Move::Following,
                            })));
                        }
                        set
                    }));
                    page::go(&way.after(Step::LastPaid).href());
                }
                Err(message) => {
                    wrong.set(vec![Wrong {
                        id: "other-day",
                        message,
                    }]);
                    asked.set(*asked + 1);
                }
            }
        })
    };
    let mut options: Vec<(AttrValue, AttrValue)> = days
        .iter()
        .enumerate()
        .map(|(place, day)| (place.to_string().into(), date(*day, DateStyle::Long).into()))
        .collect();
    options.push(("other".into(), words::day_other().text().into()));
    let on_choose = {
        let (chosen, wrong) = (chosen.clone(), wrong.setter());
        Callback::from(move |word: AttrValue| {
            chosen.set(word.parse().ok());
            wrong.set(Vec::new());
        })
    };
    let tick = {
        let working = working.clone();
        Callback::from(move |event: Event| working.set(event.target_unchecked_into::<HtmlInputElement>().checked()))
    };
    let is_other = chosen.is_none();
    let field = ask(&AskProps {
        id: "other-day",
        label: words::day_label(),
        hint: Some(words::control_finish_hint()),
        prefix: None,
        inputmode: "text",
        autocomplete: "off",
        typed: &other,
        wrong: &wrong,
    });
    let day = match chosen.and_then(|place| days.get(place).copied()) {
        Some(day) => Some(day),
        None => values::read_day_to_come(&other, today()).ok(),
    };
    let is_working = *working || day.is_none_or(|day| is_working_day(Division::EnglandAndWales, day).unwrap_or(true));
    let word = chosen.map_or_else(|| "other".to_owned(), |place| place.to_string());
    let again = (29..=31).any(|day| on_day(now, day) == Some(now));
    way.frame(
        words::day_heading(),
        Some(Step::Plan),
        &wrong,
        html! {
            <>
                <p class="pn-lead">{ words::day_lead().text() }</p>
                { form(submit, html! { <>
                    { choice(&ChoiceProps { name: "first-day".into(), legend: words::control_first().text().into(), options, chosen: word.into(), on_choose, disabled: false }) }
                    if is_other { { field } }
                    if !is_working { <p class="pn-hint" id="not-working" role="status">{ words::day_not_working().text() }</p> }
                    if again { <p class="pn-hint">{ words::day_short_months().text() }</p> }
                    <label class="pn-check">
                        <input type="checkbox" id="working-days" checked={*working} onchange={tick} />
                        <span>{ words::day_working().text() }</span>
                    </label>
                    { go_on(&words::go_on()) }
                </> }) }
            </>
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Vec<String> {
        let days = offered(parse_iso_date(text).unwrap());
        days.into_iter().map(format_iso_date).collect()
    }

    #[test]
    fn days_are_the_next_ones_that_leave_time_to_set_up_a_payment() {
        assert_eq!(from("2026-11-26"), ["2026-12-01", "2026-12-15", "2026-12-28"]);
        assert_eq!(from("2026-11-27"), ["2026-12-15", "2026-12-28", "2027-01-01"]);
        assert_eq!(from("2027-01-31"), ["2027-02-15", "2027-02-28", "2027-03-01"]);
    }
}
