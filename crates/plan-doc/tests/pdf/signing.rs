//! Files with signatures: made as the app makes them, with keys that are the same in every run.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use plan_core::calendar::parse_iso_date;
use plan_doc::{
    How, NewCertificate, Offer, Record, Statement, Summary, Telephone, UncheckedFile, Verdict, prepare, read_pdf,
    render_pdf,
};

use crate::fixtures::{agent_statement, full_unsigned, key, linked, person_statement, small_unsigned, spki, verify};

/// Signs as WebCrypto does.
pub fn raw(key: &SigningKey, message: &[u8]) -> Vec<u8> {
    let signature: Signature = key.sign(message);
    signature.to_bytes().to_vec()
}

pub fn certificate(statement: &Statement, key: &SigningKey) -> Vec<u8> {
    let random = core::array::from_fn(|index| u8::try_from(index).unwrap() ^ key.to_bytes()[0]);
    let new = NewCertificate::new(&spki(key), statement, random).unwrap();
    let signature = raw(key, new.bytes_to_sign());
    new.finish(&signature).unwrap()
}

pub fn sign(file: &[u8], statement: &Statement, key: &SigningKey) -> Vec<u8> {
    let certificate = certificate(statement, key);
    let prepared = prepare(file, statement).unwrap();
    let signature = raw(key, &prepared.bytes_to_sign(&certificate).unwrap());
    prepared.finish(&certificate, &signature).unwrap()
}

/// A file and the statements under which it is signed, in order, with the seeds of the keys.
pub struct Plan {
    pub summary: Summary,
    pub signers: Vec<(Statement, u8)>,
}

impl Plan {
    pub fn unsigned(&self) -> Vec<u8> {
        render_pdf(&self.summary).unwrap()
    }

    pub fn signed(&self) -> Vec<u8> {
        let sign_next = |file: Vec<u8>, (statement, seed): &(Statement, u8)| sign(&file, statement, &key(*seed));
        self.signers.iter().fold(self.unsigned(), sign_next)
    }
}

fn at_the_desk() -> Statement {
    Statement {
        how: How::InPersonOnCompanyDevice,
        ..person_statement()
    }
}

/// Both sides at one desk, the company first.
pub fn in_person() -> Plan {
    let mut summary = full_unsigned();
    crate::fixtures::agreed(&mut summary).in_person = true;
    Plan {
        summary: linked(summary),
        signers: vec![(agent_statement(), 1), (at_the_desk(), 2)],
    }
}

/// Each side on a device of its own, the person first.
pub fn apart() -> Plan {
    Plan {
        summary: linked(full_unsigned()),
        signers: vec![(person_statement(), 2), (agent_statement(), 1)],
    }
}

pub fn telephone() -> Plan {
    let mut summary = full_unsigned();
    summary.record = Record::Telephone(Telephone {
        agreed_at: "2026-11-23T14:21:05Z".to_owned(),
        tell_us_by: parse_iso_date("2026-12-07").unwrap(),
        entry: crate::fixtures::entries()[2],
        affordability: plan_log::body::Affordability::NotChecked,
    });
    Plan {
        summary: linked(summary),
        signers: vec![(agent_statement(), 1)],
    }
}

pub fn offer() -> Plan {
    let mut summary = small_unsigned();
    summary.record = Record::Offer(Offer {
        made_at: "2026-11-23T14:21:05Z".to_owned(),
        reply_by: parse_iso_date("2026-12-07"),
        within_budget: false,
        entry: crate::fixtures::entries()[2],
    });
    Plan {
        summary: linked(summary),
        signers: vec![(person_statement(), 2)],
    }
}

pub fn verdict(unchecked: UncheckedFile) -> Verdict {
    let results: Vec<bool> = unchecked.jobs().iter().map(verify).collect();
    unchecked.verdict(&results)
}

/// What is said of a file: who signed, unless it is refused.
pub fn accepted(file: &[u8]) -> Option<Verdict> {
    let verdict = verdict(read_pdf(file).ok()?);
    verdict.is_whole().then_some(verdict)
}
