//! How far the document can be relied on: what was checked, how it was agreed, who signed, and what that shows.

use plan_core::{Case, Schedule};
use plan_log::body::Affordability;
use plan_log::{Digest, Role};
use plan_words::{Message, words};

use super::one_each;
use crate::format::{amount, date, time};
use crate::key::key_short;
use crate::model::{Block, Fact, Form, Text, shown};
use crate::record::{Agreed, Offer, Record};
use crate::statement::How;
use crate::summary::Summary;

pub(super) fn checked(schedule: &Schedule, record: &Record) -> Vec<Block> {
    let total = amount(schedule.money(schedule.totals.payments));
    let budget = match record.affordability() {
        Affordability::OwnDevice => words::doc_checked_by_person(),
        Affordability::ToldByPhone => words::doc_checked_by_phone(),
        Affordability::NotChecked => words::doc_checked_budget(),
    };
    one_each([words::doc_checked_figures(&total), budget])
}

pub(super) fn agreed(agreed: &Agreed) -> Vec<Block> {
    let (proposed, accepted) = (time(&agreed.proposed_at), time(&agreed.agreed_at));
    let sentences = match agreed.proposed_by {
        Role::Agent => [
            words::doc_proposed_by_agent(&proposed),
            words::doc_agreed_by_person(&accepted),
        ],
        Role::Person => [
            words::doc_proposed_by_person(&proposed),
            words::doc_agreed_by_agent(&accepted),
        ],
    };
    let mut blocks = one_each(sentences);
    blocks.extend(one_each([words::doc_times()]));
    blocks
}

pub(super) fn offered(offer: &Offer) -> Vec<Block> {
    let mut sentences = vec![
        words::doc_offer_made(&time(&offer.made_at)),
        words::doc_offer_owing(),
        words::doc_offer_company(),
    ];
    if let Some(day) = offer.reply_by {
        sentences.push(words::doc_offer_reply(&date(day)));
    }
    sentences.push(words::doc_offer_clock());
    one_each(sentences)
}

pub(super) fn signatures(summary: &Summary, form: Form) -> Vec<Block> {
    match form {
        Form::Page => signed(summary),
        Form::File => to_be_signed(summary),
    }
}

/// Who signs this file, before anybody has.
fn to_be_signed(summary: &Summary) -> Vec<Block> {
    let Summary { case, record, .. } = summary;
    let known = |role: Role| match role {
        Role::Agent => case.agent.as_ref().and_then(|agent| shown(agent.first_name.as_ref())),
        Role::Person => case.person.as_ref().and_then(|person| shown(person.name.as_ref())),
    };
    let mut blocks = Vec::new();
    for role in [Role::Agent, Role::Person] {
        let unsigned = match (record, role) {
            (Record::Offer(_), Role::Agent) => Some(words::doc_signature_no_company()),
            (Record::Telephone(_), Role::Person) => Some(words::doc_signature_later()),
            _ => None,
        };
        if let Some(sentence) = unsigned {
            blocks.push(Block::Paragraph(vec![sentence]));
            continue;
        }
        let how = match (record, record.how(role)) {
            (Record::Telephone(_), _) => words::doc_signature_record(),
            (_, Some(how)) => on_device(how),
            (_, None) => continue,
        };
        let mut facts = Vec::new();
        if let Some(name) = known(role) {
            facts.push(Fact::value(words::doc_signature_known(), name));
        }
        facts.push(Fact::words(words::doc_signature_how(), how));
        blocks.push(Block::Group(side_heading(role), facts));
    }
    blocks.push(Block::Paragraph(vec![words::doc_signature_inside()]));
    blocks
}

fn side_heading(role: Role) -> Message {
    match role {
        Role::Agent => words::doc_signature_agent(),
        Role::Person => words::doc_signature_person(),
    }
}

fn on_device(how: How) -> Message {
    match how {
        How::OwnDevice => words::doc_signature_own(),
        How::InPersonOnCompanyDevice => words::doc_signature_in_person(),
        How::CompanyDevice => words::doc_signature_company(),
    }
}

fn signed(summary: &Summary) -> Vec<Block> {
    let side = |role: Role| {
        let Some(signature) = summary.signature_of(role) else {
            let missing = match role {
                Role::Agent => words::doc_signature_missing_agent(),
                Role::Person => words::doc_signature_missing_person(),
            };
            return Block::Paragraph(vec![missing]);
        };
        let statement = &signature.statement;
        let facts = vec![
            Fact::value(words::doc_signature_name(), &statement.name),
            Fact::words(words::doc_signature_how(), on_device(statement.how)),
            Fact::value(words::doc_signature_time(), time(&statement.signed_at)),
            Fact::new(words::doc_signature_key(), Text::Code(key_short(&signature.spki))),
        ];
        Block::Group(side_heading(role), facts)
    };
    vec![side(Role::Agent), side(Role::Person)]
}

pub(super) fn proves(form: Form) -> Vec<Block> {
    let points = match form {
        Form::Page => vec![
            vec![words::doc_proves_whole()],
            vec![words::doc_proves_key()],
            vec![words::doc_proves_not_who()],
            vec![words::doc_proves_not_look()],
        ],
        Form::File => vec![
            vec![words::doc_proves_file()],
            vec![words::doc_proves_file_key()],
            vec![words::doc_proves_cut()],
            vec![words::doc_proves_not_who()],
            vec![words::doc_proves_file_look()],
        ],
    };
    vec![Block::Paragraph(vec![words::doc_proves_kind()]), Block::List(points)]
}

pub(super) fn check(case: &Case, digest: Digest) -> Vec<Block> {
    let mut facts = Vec::new();
    if let Some(reference) = shown(case.company_ref.as_ref()) {
        facts.push(Fact::value(words::doc_check_reference(), reference));
    }
    if let Some(reference) = shown(case.call_ref.as_ref()) {
        facts.push(Fact::value(words::doc_check_call(), reference));
    }
    facts.push(Fact::new(words::doc_check_code(), Text::Code(digest.short())));
    facts.push(Fact::new(words::doc_check_digest(), Text::Code(digest.to_hex())));
    vec![
        Block::Facts(facts),
        Block::Paragraph(vec![words::doc_check_steps(), words::doc_check_offline()]),
    ]
}
