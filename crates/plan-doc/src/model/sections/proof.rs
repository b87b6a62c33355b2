//! How far the document can be relied on: what was checked, how it was agreed, who signed, and what that shows.

use plan_core::{Case, Schedule};
use plan_log::{Digest, Role};
use plan_words::words;

use super::one_each;
use crate::format::{amount, time};
use crate::key::key_short;
use crate::model::{Block, Fact, Text, shown};
use crate::statement::How;
use crate::summary::{Agreed, Summary};

pub(super) fn checked(schedule: &Schedule) -> Vec<Block> {
    let total = amount(schedule.money(schedule.totals.payments));
    one_each([words::doc_checked_figures(&total), words::doc_checked_budget()])
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

pub(super) fn signatures(summary: &Summary) -> Vec<Block> {
    let side = |role: Role| {
        let heading = match role {
            Role::Agent => words::doc_signature_agent(),
            Role::Person => words::doc_signature_person(),
        };
        let Some(signature) = summary.signature_of(role) else {
            let missing = match role {
                Role::Agent => words::doc_signature_missing_agent(),
                Role::Person => words::doc_signature_missing_person(),
            };
            return Block::Paragraph(vec![missing]);
        };
        let statement = &signature.statement;
        let how = match statement.how {
            How::OwnDevice => words::doc_signature_own(),
            How::InPersonOnCompanyDevice => words::doc_signature_in_person(),
            How::CompanyDevice => words::doc_signature_company(),
        };
        let facts = vec![
            Fact::value(words::doc_signature_name(), &statement.name),
            Fact::words(words::doc_signature_how(), how),
            Fact::value(words::doc_signature_time(), time(&statement.signed_at)),
            Fact::new(words::doc_signature_key(), Text::Code(key_short(&signature.spki))),
        ];
        Block::Group(heading, facts)
    };
    vec![side(Role::Agent), side(Role::Person)]
}

pub(super) fn proves() -> Vec<Block> {
    vec![
        Block::Paragraph(vec![words::doc_proves_kind()]),
        Block::List(vec![
            vec![words::doc_proves_whole()],
            vec![words::doc_proves_key()],
            vec![words::doc_proves_not_who()],
            vec![words::doc_proves_not_look()],
        ]),
    ]
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
