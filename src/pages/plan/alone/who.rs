//! Who the plan is for: what the company needs to know which account it is about.

use plan_core::Case;
use plan_core::case::Person;
use plan_log::RoomId;
use plan_log::machine::Command;
use plan_log::private::PrivateFigures;
use plan_words::words;
use yew::prelude::*;

use super::WayProps;
use crate::components::question::{AskProps, ask, form, go_on};
use crate::components::say::say;
use crate::embed::figures_line_with_way_out;
use crate::platform::page;
use crate::platform::storage::LocalStorage;
use crate::state::drafts;
use crate::state::route::Step;

/// Text for people, without what cannot be printed; `None` where nothing is left.
fn clean(text: &str) -> Option<String> {
    let kept: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(plan_core::MAX_TEXT_CHARS)
        .collect();
    Some(kept).filter(|text| !text.is_empty())
}

/// Under which name it is kept what was typed and not gone on with: for this person alone, until they go on.
const KEPT_AS: &str = "who";

fn keep(room: RoomId, text: String) {
    // A plan that cannot be stored says so on its own line.
    let _ = drafts::keep_private(&LocalStorage, room, KEPT_AS, PrivateFigures::new(text).to_device());
}

/// The three answers as they were typed; `None` where nothing was begun.
fn begun(kept: &str) -> Option<[String; 3]> {
    let answers: Vec<String> = kept.split('\n').map(str::to_owned).collect();
    answers.try_into().ok()
}

#[component]
pub fn Page(way: &WayProps) -> Html {
    let case = &way.state.case;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let known = [
        text(&case.owed_to),
        text(&case.company_ref),
        text(&case.person.as_ref().and_then(|person| person.name.clone())),
    ];
    let begun = use_memo((), |()| {
        begun(&drafts::private(&LocalStorage, way.room, KEPT_AS)).unwrap_or_else(|| known.clone())
    });
    let [company, reference, name] = &*begun;
    let company = use_state(|| company.clone());
    let reference = use_state(|| reference.clone());
    let name = use_state(|| name.clone());
    {
        let room = way.room;
        let typed = [(*company).clone(), (*reference).clone(), (*name).clone()];
        use_effect_with(typed, move |typed| {
            keep(
                room,
                if *typed == known {
                    String::new()
                } else {
                    typed.join("\n")
                },
            );
        });
    }
    let submit = {
        let way = way.clone();
        let (company, reference, name) = (company.clone(), reference.clone(), name.clone());
        Callback::from(move |()| {
            let mut case: Case = (*way.state.case).clone();
            case.owed_to = clean(&company);
            case.company_ref = clean(&reference);
            let person = case.person.take().unwrap_or_default();
            case.person = Some(Person {
                name: clean(&name),
                ..person
            })
            .filter(|person| person.name.is_some() || *person != Person::default());
            if case != *way.state.case {
                way.screen.run.emit(Command::Case(Box::new(case)));
            }
            keep(way.room, String::new());
            page::go(&way.at(Step::Review).href());
        })
    };
    let field = |id, label, hint, autocomplete, typed| {
        ask(&AskProps {
            id,
            label,
            hint,
            prefix: None,
            inputmode: "text",
            autocomplete,
            typed,
            wrong: &[],
        })
    };
    way.frame(
        words::who_heading(),
        Some(Step::LastPaid),
        &[],
        html! {
            <>
                <p class="pn-lead">{ say(&words::who_lead()) }</p>
                { figures_line_with_way_out(way.room) }
                { form(submit, html! { <>
                    { field("who-company", words::case_owed_to(), Some(words::who_company_hint()), "off", &company) }
                    { field("who-reference", words::case_reference(), Some(words::who_reference_hint()), "off", &reference) }
                    { field("who-name", words::who_name(), Some(words::who_name_hint()), "name", &name) }
                    { go_on(&words::go_on()) }
                </> }) }
            </>
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_begun_comes_back_as_it_was_typed() {
        assert_eq!(begun("Acme\n\nRobin"), Some(["Acme", "", "Robin"].map(str::to_owned)));
        assert_eq!(begun(""), None);
        assert_eq!(begun("Acme\nRobin"), None);
    }
}
