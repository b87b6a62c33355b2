//! What both sides say to each other beside the plan: remarks, and what the person needs.
//!
//! What may be done with a need is said with it, apart from everything else that is agreed to. Whoever said something can take
//! it back, and with it their consent: then it is gone from the plan on both sides.

use std::rc::Rc;

use plan_log::body::NeedConsent;
use plan_log::machine::Command;
use plan_log::state::Remark;
use plan_log::{Author, MAX_WORDS_CHARS, Role, State};
use plan_words::{Message, words};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use super::timeline::Names;
use crate::platform::clock::time_words;
use crate::platform::page;

#[derive(Clone, PartialEq, Properties)]
pub struct RemarksProps {
    pub state: Rc<State>,
    pub names: Rc<Names>,
    pub me: Role,
    /// The key that writes at this window: its own remarks can be taken back here.
    pub key_here: Author,
    pub run: Callback<Command>,
}

/// What is said.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Remark,
    Need(NeedConsent),
}

const KINDS: [Kind; 3] = [
    Kind::Remark,
    Kind::Need(NeedConsent::ThisTime),
    Kind::Need(NeedConsent::Kept),
];

impl Kind {
    fn words(self) -> Message {
        match self {
            Self::Remark => words::remarks_remark(),
            Self::Need(NeedConsent::ThisTime) => words::remarks_need(),
            Self::Need(NeedConsent::Kept) => words::remarks_need_kept(),
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Remark => "say-remark",
            Self::Need(NeedConsent::ThisTime) => "say-need",
            Self::Need(NeedConsent::Kept) => "say-need-kept",
        }
    }

    const fn command(self, text: String) -> Command {
        match self {
            Self::Remark => Command::Comment { about: None, text },
            Self::Need(consent) => Command::Need { text, consent },
        }
    }
}

/// What was said, and the way to say more.
#[component]
pub fn Remarks(props: &RemarksProps) -> Html {
    let typed = use_state(String::new);
    let kind = use_state_eq(|| Kind::Remark);
    let empty = use_state_eq(|| false);
    let oninput = {
        let (typed, empty) = (typed.setter(), empty.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            empty.set(false);
        })
    };
    let on_say = {
        let (typed, kind, empty, run) = (typed.clone(), kind.clone(), empty.setter(), props.run.clone());
        Callback::from(move |()| {
            let text = typed.trim();
            if text.is_empty() {
                empty.set(true);
                page::focus("say-words");
                return;
            }
            run.emit(kind.command(text.chars().take(MAX_WORDS_CHARS).collect()));
            typed.set(String::new());
            kind.set(Kind::Remark);
        })
    };
    let choice = |one: Kind| {
        let chosen = {
            let kind = kind.setter();
            Callback::from(move |_: Event| kind.set(one))
        };
        html! {
            <label key={one.id()} class="pn-check">
                <input type="radio" name="say-kind" id={one.id()} checked={*kind == one} onchange={chosen} />
                <span>{ one.words().text() }</span>
            </label>
        }
    };
    // Only the person says what the person needs.
    let kinds = (props.me == Role::Person).then(|| {
        html! {
            <fieldset class="pn-ticks">
                <legend class="pn-field__label">{ words::remarks_kind().text() }</legend>
                { for KINDS.into_iter().map(choice) }
            </fieldset>
        }
    });
    let described = if *empty { "say-error" } else { "say-hint" };
    html! {
        <section class="pn-card" aria-labelledby="remarks-heading">
            <h2 class="pn-card__heading" id="remarks-heading">{ words::remarks_heading().text() }</h2>
            if !props.state.remarks.is_empty() {
                <ol class="pn-timeline" id="remarks">{ for props.state.remarks.iter().map(|remark| said(remark, props)) }</ol>
            }
            <div class="pn-field">
                <label class="pn-field__label" for="say-words">{ words::remarks_field().text() }</label>
                <p class="pn-field__hint" id="say-hint">{ words::remarks_lead().text() }</p>
                if *empty { <p class="pn-field__error" id="say-error" role="alert">{ words::remarks_empty().text() }</p> }
                <textarea class="pn-field__input" id="say-words" rows="2" maxlength={MAX_WORDS_CHARS.to_string()} value={(*typed).clone()} {oninput}
                    aria-describedby={described} aria-invalid={empty.then_some("true")} />
            </div>
            { for kinds }
            { button(&ButtonProps { label: words::remarks_say().text().into(), onclick: on_say, look: None, disabled: false, id: Some("say".into()) }) }
        </section>
    }
}

fn said(remark: &Rc<Remark>, props: &RemarksProps) -> Html {
    let take_back = (remark.author == props.key_here).then(|| {
        let (run, entry) = (props.run.clone(), remark.entry);
        let onclick = Callback::from(move |()| {
            run.emit(Command::Erase(vec![entry]));
            // The button that was pressed is about to go.
            page::focus("say-words");
        });
        button(&ButtonProps {
            label: words::remarks_take_back().text().into(),
            onclick,
            look: Some("quiet".into()),
            disabled: false,
            id: None,
        })
    });
    let need = remark.consent.map(|consent| match consent {
        NeedConsent::ThisTime => words::remarks_is_need(),
        NeedConsent::Kept => words::remarks_is_need_kept(),
    });
    html! {
        <li key={remark.entry.to_hex()} class="pn-timeline__item">
            <span class="pn-timeline__time">{ say(&words::remarks_by(&time_words(remark.at_ms), props.names.who(remark.role))) }</span>
            <span><bdi>{ remark.text.clone() }</bdi></span>
            { for need.iter().map(|need| html! { <span class="pn-hint">{ need.text() }</span> }) }
            { for take_back }
        </li>
    }
}
