//! What the company can agree without asking anybody, said before and after a plan goes beyond it; what may follow; how it
//! is reported. All of it comes from the company's public rules, with where it is from and of which day.

use plan_core::policy::{Finding, FindingCode, Rule, Rules, Words};
use plan_core::{Date, Money};
use plan_words::{Message, language, words};
use yew::prelude::*;

use super::say::say;
use crate::state::session::Derived;
use crate::state::values;

fn in_words(text: &Words) -> Html {
    let (text, language) = text.in_language(language());
    html! { <span lang={language.to_owned()}>{ text.to_owned() }</span> }
}

fn source(source: &str, dated: Date) -> Html {
    html! { <p class="pn-hint">{ say(&words::rule_source(&values::day(dated), source)) }</p> }
}

/// The limits that a plan goes beyond; where it goes beyond none, that it is within them.
pub fn limits(rules: Option<&Rules>, derived: &Derived) -> Html {
    let (Some(rules), Ok(schedule)) = (rules, &derived.schedule) else {
        return html! {};
    };
    let found = rules.check(&derived.terms, schedule);
    if found.is_empty() {
        if !rules.limits.bound_the_amount() {
            return html! {};
        }
        return html! { <p class="pn-hint" id="limits">{ words::limits_within().text() }</p> };
    }
    html! {
        <section class="pn-banner pn-banner--notice" id="limits" aria-labelledby="limits-heading">
            <h2 class="pn-card__sub" id="limits-heading">{ words::limits_heading().text() }</h2>
            <ul class="pn-points">{ for found.iter().map(|one| finding(one, derived)) }</ul>
            <p>{ words::limits_offer_anyway().text() }</p>
        </section>
    }
}

fn finding(finding: &Finding, derived: &Derived) -> Html {
    let currency = derived.terms.currency;
    let money = |text: &str| {
        Money::parse(text, currency).map_or_else(|_| text.to_owned(), |money| values::money(money.minor(), currency))
    };
    let count = || finding.limit.parse::<u64>().unwrap_or(0);
    let said: Message = match finding.code {
        FindingCode::PaymentBelowSmallest => words::limit_smallest(&money(&finding.limit)),
        FindingCode::LongerThanLongest => words::limit_longest(count()),
        FindingCode::FirstTooLate => words::limit_first(count()),
        FindingCode::FrequencyNotOffered => words::limit_frequency(),
        FindingCode::ReductionAboveOffered if finding.limit.is_empty() => words::limit_no_reduction(),
        FindingCode::ReductionAboveOffered => words::limit_reduction(&finding.limit),
        FindingCode::BreakTooLong => words::limit_break(count()),
        FindingCode::LowerTooLong => words::limit_lower(count()),
    };
    html! {
        <li key={finding.code.as_str()}>
            { say(&said) }
            if let Some((reason, from, dated)) = &finding.because {
                { " " }{ in_words(reason) }
                { source(from, *dated) }
            }
        </li>
    }
}

fn rule(rule: &Rule<Words>) -> Html {
    html! {
        <>
            <p>{ in_words(&rule.value) }</p>
            <p class="pn-hint">{ in_words(&rule.reason) }</p>
            { source(&rule.source, rule.dated) }
        </>
    }
}

/// How a plan is reported to credit reference agencies.
pub fn credit_file(rules: Option<&Rules>) -> Html {
    match rules.and_then(|rules| rules.credit_file.as_ref()) {
        Some(said) => html! {
            <section id="credit-file">
                <h2 class="pn-card__sub">{ words::rules_credit_file().text() }</h2>
                { rule(said) }
            </section>
        },
        None => html! {},
    }
}

fn days_of(days: &Rule<u32>, said: fn(u64) -> Message) -> Html {
    html! {
        <>
            <p>{ say(&said(u64::from(days.value))) }{ " " }{ in_words(&days.reason) }</p>
            { source(&days.source, days.dated) }
        </>
    }
}

/// What comes after a plan is agreed: when it is looked at again, and how long it can be taken back after a call.
pub fn later(rules: Option<&Rules>) -> Html {
    let Some(days) = rules.map(|rules| &rules.days) else {
        return html! {};
    };
    if days.review.is_none() && days.change_your_mind.is_none() {
        return html! {};
    }
    html! {
        <section id="later">
            <h2 class="pn-card__sub">{ words::rules_later().text() }</h2>
            { for days.review.iter().map(|days| days_of(days, words::rules_review)) }
            { for days.change_your_mind.iter().map(|days| days_of(days, words::rules_change_your_mind)) }
        </section>
    }
}

/// What may follow when nothing is agreed or paid; after the options, once.
pub fn consequences(rules: Option<&Rules>) -> Html {
    match rules.map(|rules| rules.consequences.as_slice()) {
        None | Some([]) => html! {},
        Some(all) => html! {
            <details class="pn-details" id="consequences">
                <summary>{ words::rules_consequences().text() }</summary>
                { for all.iter().map(rule) }
            </details>
        },
    }
}
