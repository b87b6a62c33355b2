//! What both sides say to each other beside the plan: remarks, why they changed it, and what the person needs.
//!
//! What may be done with a need is said with it, apart from everything else that is agreed to. Whoever said something can take
//! it back, and with it their consent: then it is gone from the plan on both sides.

use std::rc::Rc;

use plan_log::body::NeedConsent;
use plan_log::machine::Command;
use plan_log::state::{Moment, Remark, What};
use plan_log::{Author, EntryId, MAX_WORDS_CHARS, Role, State};
use plan_words::{Message, words};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use super::timeline::{Names, sentences};
use crate::platform::clock::time_words;
use crate::platform::page;

#[derive(Clone, PartialEq, Properties)]
pub struct RemarksProps {
    /// Whether this window writes for its side: where it only reads, what is typed stays typed.
    pub writes: bool,
    /// Whether the other side sees nothing of it before the plan is sent.
    pub by_sending: bool,
    pub state: Rc<State>,
    pub names: Rc<Names>,
    pub me: Role,
    /// The key that writes at this window: its own remarks can be taken back here.
    pub key_here: Author,
    /// What is typed and not said yet: it outlives a screen that is covered.
    pub typed: UseStateHandle<String>,
    pub run: Callback<Command>,
}

/// What is said.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Remark,
    /// Why the plan was changed.
    Reason,
    Need(NeedConsent),
}

/// Only the person says what the person needs.
const KINDS: [(Kind, Option<Role>); 4] = [
    (Kind::Remark, None),
    (Kind::Reason, None),
    (Kind::Need(NeedConsent::ThisTime), Some(Role::Person)),
    (Kind::Need(NeedConsent::Kept), Some(Role::Person)),
];

/// Reasons that need not be written: each says nothing about anybody's health or family.
fn ready_made(me: Role) -> Vec<Message> {
    match me {
        Role::Person => vec![
            words::reason_less_in(),
            words::reason_more_out(),
            words::reason_pay_day(),
            words::reason_sooner(),
        ],
        Role::Agent => vec![
            words::reason_fits_better(),
            words::reason_our_rules(),
            words::reason_was_wrong(),
        ],
    }
}

/// What this side did last to the plan, by the key of this window: that is what a reason is given for.
fn to_explain(state: &State, key: Author) -> Option<EntryId> {
    let moves = |moment: &&Rc<Moment>| match &moment.what {
        What::Changed { fields, .. } => !fields.is_empty(),
        What::CaseChanged { .. } | What::Declined | What::Withdrawn => true,
        _ => false,
    };
    let mine = state.timeline.iter().rev().filter(|moment| moment.author == key);
    mine.filter(moves).map(|moment| moment.entry).next()
}

impl Kind {
    fn words(self) -> Message {
        match self {
            Self::Remark => words::remarks_remark(),
            Self::Reason => words::remarks_reason(),
            Self::Need(NeedConsent::ThisTime) => words::remarks_need(),
            Self::Need(NeedConsent::Kept) => words::remarks_need_kept(),
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Remark => "say-remark",
            Self::Reason => "say-reason",
            Self::Need(NeedConsent::ThisTime) => "say-need",
            Self::Need(NeedConsent::Kept) => "say-need-kept",
        }
    }

    /// A reason is given for what was done last; where that is not known any more it is a remark.
    const fn command(self, text: String, explained: Option<EntryId>) -> Command {
        match (self, explained) {
            (Self::Reason, Some(about)) => Command::Reason { about, text },
            (Self::Need(consent), _) => Command::Need { text, consent },
            (Self::Remark | Self::Reason, _) => Command::Comment { about: None, text },
        }
    }
}

/// What was said, and the way to say more.
#[component]
pub fn Remarks(props: &RemarksProps) -> Html {
    let typed = props.typed.clone();
    let kind = use_state_eq(|| Kind::Remark);
    let empty = use_state_eq(|| false);
    let oninput = {
        let (typed, empty) = (typed.setter(), empty.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            empty.set(false);
        })
    };
    let explained = to_explain(&props.state, props.key_here);
    let on_say = {
        let (typed, kind, empty, run) = (typed.clone(), kind.clone(), empty.setter(), props.run.clone());
        let writes = props.writes;
        Callback::from(move |()| {
            let text = typed.trim();
            if text.is_empty() {
                empty.set(true);
                page::focus("say-words");
                return;
            }
            run.emit(kind.command(text.chars().take(MAX_WORDS_CHARS).collect(), explained));
            if writes {
                typed.set(String::new());
                kind.set(Kind::Remark);
            }
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
    let offered: Vec<Kind> = KINDS
        .into_iter()
        .filter(|(kind, only)| {
            only.is_none_or(|role| role == props.me) && (*kind != Kind::Reason || explained.is_some())
        })
        .map(|(kind, _)| kind)
        .collect();
    let kinds = (offered.len() > 1).then(|| {
        html! {
            <fieldset class="pn-ticks">
                <legend class="pn-field__label">{ words::remarks_kind().text() }</legend>
                { for offered.into_iter().map(choice) }
            </fieldset>
        }
    });
    let take = |reason: Message| {
        let typed = typed.setter();
        let label = AttrValue::from(reason.text());
        let onclick = {
            let label = label.clone();
            Callback::from(move |()| {
                typed.set(label.to_string());
                page::focus("say-words");
            })
        };
        button(&ButtonProps {
            label,
            onclick,
            look: Some("quiet".into()),
            disabled: false,
            id: None,
        })
    };
    let reasons = (*kind == Kind::Reason).then(|| {
        html! {
            <div role="group" aria-label={words::reason_ready_made().text()}>
                { for ready_made(props.me).into_iter().map(take) }
                if props.me == Role::Person { <p class="pn-hint">{ words::reason_sensitive().text() }</p> }
            </div>
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
                <p class="pn-field__hint" id="say-hint">{ if props.by_sending { words::remarks_lead_sent() } else { words::remarks_lead() }.text() }</p>
                if *empty { <p class="pn-field__error" id="say-error" role="alert">{ words::remarks_empty().text() }</p> }
                <textarea class="pn-field__input" id="say-words" rows="2" maxlength={MAX_WORDS_CHARS.to_string()} value={(*typed).clone()} {oninput}
                    aria-describedby={described} aria-invalid={empty.then_some("true")} />
            </div>
            { for kinds }
            { for reasons }
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
    // A remark about a change stands with the change.
    let about = remark.about.and_then(|about| {
        let moment = props.state.timeline.iter().find(|moment| moment.entry == about)?;
        Some(sentences(moment, &props.names, props.state.terms.currency))
    });
    html! {
        <li key={remark.entry.to_hex()} class="pn-timeline__item">
            <span class="pn-timeline__time">{ say(&words::remarks_by(&time_words(remark.at_ms), props.names.who(remark.role))) }</span>
            { for about.iter().flatten().map(|sentence| html! { <span class="pn-hint">{ say(sentence) }{ " " }</span> }) }
            <span><bdi>{ remark.text.clone() }</bdi>{ " " }</span>
            { for need.iter().map(|need| html! { <span class="pn-hint">{ need.text() }{ " " }</span> }) }
            { for take_back }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u8) -> EntryId {
        EntryId::parse_hex(&format!("{number:02x}").repeat(32)).unwrap()
    }

    #[test]
    fn a_reason_is_of_the_last_change_and_needs_one() {
        let text = || "because".to_owned();
        let about = entry(1);
        let reason = Kind::Reason.command(text(), Some(about));
        assert_eq!(reason, Command::Reason { about, text: text() });
        let remark = Command::Comment {
            about: None,
            text: text(),
        };
        assert_eq!(Kind::Reason.command(text(), None), remark);
        assert_eq!(Kind::Remark.command(text(), Some(about)), remark);
    }
}
