//! The parts of the document, in the order in which they are read.

mod call;
mod plan;
mod proof;

pub use call::read_back;
pub(crate) use plan::rhythm;

use plan_core::case::PersonKind;
use plan_core::{Case, Schedule};
use plan_log::Digest;
use plan_words::{Message, words};

use super::{Block, Fact, Form, Section, Text, shown};
use crate::format::{amount, date};
use crate::record::Record;
use crate::summary::Summary;

pub(super) fn sections(summary: &Summary, schedule: &Schedule, digest: Digest, form: Form) -> Vec<Section> {
    let Summary { case, terms, .. } = summary;
    let mut sections = vec![
        section("who", words::doc_who(), who(case)),
        section("owed", words::doc_owed(), owed(case)),
        section(
            "plan",
            words::doc_plan(),
            plan::sentence(person_name(case), terms, schedule),
        ),
        section("facts", words::doc_facts(), plan::facts(terms, schedule)),
    ];
    let costs = plan::costs(terms, schedule);
    if !costs.is_empty() {
        sections.push(section("interest", words::doc_interest(), costs));
    }
    sections.push(section("pay", words::doc_how_to_pay(), how_to_pay(case)));
    if !terms.changes.is_empty() {
        sections.push(section("changes", words::doc_changes(), plan::changes(terms, schedule)));
    }
    sections.extend([
        section("schedule", words::doc_schedule(), plan::schedule(terms, schedule)),
        section("missed", words::doc_missed(), plan::missed(terms)),
    ]);
    let early = plan::early(schedule);
    if !early.is_empty() {
        sections.push(section("early", words::doc_early(), early));
    }
    sections.extend([
        section(
            "checked",
            words::doc_checked(),
            proof::checked(schedule, &summary.record),
        ),
        match &summary.record {
            Record::Agreed(agreed) => section("agreed", words::doc_agreed(), proof::agreed(agreed)),
            Record::Telephone(call) => {
                section("agreed", words::doc_agreed(), call::agreed(case, terms, schedule, call))
            }
            Record::Offer(offer) => section("agreed", words::doc_offer_heading(), proof::offered(offer)),
        },
        section("signatures", words::doc_signatures(), proof::signatures(summary, form)),
        section("proves", words::doc_proves(), proof::proves(form)),
        section("check", words::doc_check(), proof::check(case, digest)),
    ]);
    sections
}

fn section(id: &'static str, heading: Message, blocks: Vec<Block>) -> Section {
    Section { id, heading, blocks }
}

/// A paragraph of its own for each sentence.
fn one_each(sentences: impl IntoIterator<Item = Message>) -> Vec<Block> {
    sentences
        .into_iter()
        .map(|sentence| Block::Paragraph(vec![sentence]))
        .collect()
}

/// The name of the person who pays, or what stands for it at the start of a sentence.
fn person_name(case: &Case) -> String {
    let name = case.person.as_ref().and_then(|person| shown(person.name.as_ref()));
    name.map_or_else(|| words::doc_who_pays_unnamed().text(), str::to_owned)
}

fn who(case: &Case) -> Vec<Block> {
    let mut facts = vec![
        match case.person.as_ref().and_then(|person| shown(person.name.as_ref())) {
            Some(name) => Fact::value(words::doc_who_pays(), name),
            None => Fact::words(words::doc_who_pays(), words::doc_who_pays_unnamed()),
        },
    ];
    match case.person.as_ref().map(|person| person.kind) {
        Some(PersonKind::SoleTrader) => {
            facts.push(Fact::words(words::doc_person_kind(), words::doc_person_sole_trader()))
        }
        Some(PersonKind::Company) => facts.push(Fact::words(words::doc_person_kind(), words::doc_person_company())),
        Some(PersonKind::Consumer) | None => {}
    }
    if let Some(capacity) = shown(case.acting_as.as_ref()) {
        facts.push(Fact::value(words::doc_acting_as(), capacity));
    }
    facts.push(match shown(case.owed_to.as_ref()) {
        Some(name) => Fact::value(words::doc_who_is_paid(), name),
        None => Fact::words(words::doc_who_is_paid(), words::doc_who_is_paid_unnamed()),
    });
    if let Some(name) = shown(case.handled_by.as_ref()) {
        facts.push(Fact::value(words::doc_handled_by(), name));
    }
    if let Some(agent) = &case.agent {
        match (shown(agent.first_name.as_ref()), shown(agent.staff_no.as_ref())) {
            (Some(name), Some(number)) => {
                facts.push(Fact::words(
                    words::doc_agent(),
                    words::doc_agent_named_staff(name, number),
                ));
            }
            (Some(name), None) => facts.push(Fact::value(words::doc_agent(), name)),
            (None, Some(number)) => facts.push(Fact::words(words::doc_agent(), words::doc_agent_staff(number))),
            (None, None) => {}
        }
    }
    let mut blocks = vec![Block::Facts(facts)];
    if case.joint {
        blocks.push(Block::Paragraph(vec![words::doc_joint()]));
    }
    blocks
}

fn owed(case: &Case) -> Vec<Block> {
    let money = |minor| amount(plan_core::Money::from_minor(minor, case.currency));
    let mut facts = Vec::new();
    for debt in &case.debts {
        let label = match shown(debt.label.as_ref()).filter(|label| *label != debt.id) {
            Some(label) => Text::Words(words::doc_debt(&debt.id, label)),
            // A form that asked for no name has numbered it.
            None if case.debts.len() == 1 && debt.id == "1" => Text::Words(words::doc_only_debt()),
            None => Text::Value(debt.id.clone()),
        };
        facts.push(Fact {
            label,
            value: Text::Value(money(debt.balance)),
        });
        if let Some(since) = debt.since {
            facts.push(Fact::value(words::doc_owed_since(), date(since)));
        }
    }
    if let Some(day) = case.balance_as_of {
        facts.push(Fact::value(words::doc_balance_as_of(), date(day)));
    }
    if let Some(arrears) = case.arrears {
        facts.push(Fact::value(words::doc_arrears(), money(arrears)));
    }
    vec![Block::Facts(facts)]
}

fn how_to_pay(case: &Case) -> Vec<Block> {
    let mut facts = Vec::new();
    if let Some(how) = &case.how_to_pay {
        if let Some(method) = shown(how.method.as_ref()) {
            facts.push(match method {
                "standing_order" => Fact::words(words::doc_pay_method(), words::doc_pay_standing_order()),
                "direct_debit" => Fact::words(words::doc_pay_method(), words::doc_pay_direct_debit()),
                "card" => Fact::words(words::doc_pay_method(), words::doc_pay_card()),
                "transfer" => Fact::words(words::doc_pay_method(), words::doc_pay_transfer()),
                other => Fact::value(words::doc_pay_method(), other),
            });
        }
        if let Some(payee) = shown(how.payee.as_ref()) {
            facts.push(Fact::value(words::doc_pay_payee(), payee));
        }
        if let Some(account) = shown(how.account.as_ref()) {
            facts.push(Fact::value(words::doc_pay_account(), account));
        }
        if let Some(reference) = shown(how.reference.as_ref()) {
            facts.push(Fact::value(words::doc_pay_reference(), reference));
        }
    }
    let mut blocks = match facts.is_empty() {
        true => one_each([words::doc_pay_unknown()]),
        false => vec![Block::Facts(facts)],
    };
    if let Some(payment) = shown(case.existing_payment.as_ref()) {
        blocks.extend(one_each([
            words::doc_pay_existing(payment),
            words::doc_pay_existing_then(),
        ]));
    }
    blocks
}
