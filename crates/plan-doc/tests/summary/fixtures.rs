//! Cases, terms and keys to sign with.

use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature as Ecdsa, SigningKey, VerifyingKey};
use p256::pkcs8::{DecodePublicKey as _, EncodePublicKey as _};
use plan_core::{Case, Terms};
use plan_doc::{
    Agreed, How, Record, Signature, Statement, Summary, Unchecked, Verdict, VerifyJob, low_s, render_html,
    signing_bytes,
};
use plan_log::entry::{Header, Unsigned};
use plan_log::{Author, Body, Bundle, Digest, Genesis, Role};

/// A key that is the same in every run.
pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

pub fn spki(key: &SigningKey) -> Vec<u8> {
    key.verifying_key().to_public_key_der().unwrap().as_bytes().to_vec()
}

/// Signs as WebCrypto does (ECDSA P-256, SHA-256, r‖s), then as the app does: lower half of s.
pub fn sign(summary: &Summary, statement: Statement, key: &SigningKey) -> Signature {
    let message = signing_bytes(&summary.case, &summary.terms, &summary.record, &statement);
    let raw: Ecdsa = key.sign(&message);
    Signature {
        statement,
        spki: spki(key),
        signature: low_s(&raw.to_bytes()).unwrap(),
    }
}

/// Answers a job as WebCrypto does.
pub fn verify(job: &VerifyJob) -> bool {
    let Ok(key) = VerifyingKey::from_public_key_der(&job.spki) else {
        return false;
    };
    Ecdsa::from_slice(&job.signature).is_ok_and(|signature| key.verify(&job.message, &signature).is_ok())
}

pub fn verdict(unchecked: Unchecked) -> Verdict {
    let results: Vec<bool> = unchecked.jobs().iter().map(verify).collect();
    unchecked.verdict(&results)
}

/// Writes, reads and checks.
pub fn checked(summary: &Summary) -> Verdict {
    verdict(plan_doc::read_html(render_html(summary).unwrap().as_bytes()).unwrap())
}

pub fn agent_statement() -> Statement {
    Statement {
        role: Role::Agent,
        name: "Sam Carter".to_owned(),
        how: How::CompanyDevice,
        signed_at: "2026-11-23T14:22:40Z".to_owned(),
    }
}

pub fn person_statement() -> Statement {
    Statement {
        role: Role::Person,
        name: "Alex Morgan".to_owned(),
        how: How::OwnDevice,
        signed_at: "2026-11-23T14:23:05Z".to_owned(),
    }
}

fn unsigned(case: &str, terms: &str, proposed_by: Role) -> Summary {
    Summary {
        case: Case::from_json(case).unwrap(),
        terms: Terms::from_json(terms).unwrap(),
        record: Record::Agreed(Agreed {
            proposed_by,
            proposed_at: "2026-11-23T14:18:30Z".to_owned(),
            agreed_at: "2026-11-23T14:21:05Z".to_owned(),
            in_person: false,
            affordability: plan_log::body::Affordability::NotChecked,
            entries: entries(),
        }),
        proof: Vec::new(),
        signatures: Vec::new(),
    }
}

/// Milliseconds since 1970 of `2026-11-23T14:21:05Z`.
fn milliseconds(utc: &str) -> u64 {
    let day = plan_core::calendar::parse_iso_date(&utc[..10]).unwrap();
    let part = |from: usize| -> u64 { utc[from..from + 2].parse().unwrap() };
    let days = u64::try_from(day.to_epoch_days()).unwrap();
    ((days * 24 + part(11)) * 60 + part(14)) * 60_000 + part(17) * 1_000
}

/// An entry of a log, signed by a key; its name and its bytes.
pub fn entry(genesis: &Genesis, key: &SigningKey, utc: &str, body: Body) -> (Digest, Vec<u8>) {
    let header = Header {
        room: genesis.room(),
        author: Author::from_spki(&spki(key)).unwrap(),
        seq: 1,
        prev: Some(Digest::of("test", b"before")),
        parents: Vec::new(),
        wall_ms: milliseconds(utc),
        zone_min: 0,
        kind: body.kind(),
        contents: Digest::of("test", b"worked out"),
    };
    let unsigned = Unsigned::new(header, [7; 16], body).unwrap();
    let raw: Ecdsa = key.sign(&unsigned.job().message);
    let signature = plan_log::Signature::from_signer(&raw.to_bytes()).unwrap();
    (unsigned.id(), unsigned.signed(&signature).bytes().to_vec())
}

pub fn genesis(creator: &SigningKey, role: Role) -> Genesis {
    Genesis {
        creator: Author::from_spki(&spki(creator)).unwrap(),
        role,
        nonce: [7; 16],
        created_ms: 1_000,
        policy: None,
    }
}

/// The summary with the entries of the log that make it, by keys 1 (company) and 2 (person).
pub fn linked(summary: Summary) -> Summary {
    linked_by(summary, &key(1), &key(2))
}

/// The same by other keys.
pub fn linked_by(mut summary: Summary, agent: &SigningKey, person: &SigningKey) -> Summary {
    let digest = plan_log::agreement_digest(&summary.case, &summary.terms);
    let genesis = genesis(agent, Role::Agent);
    let of = |utc: &str, side: Role, body: Body| {
        let key = if side == Role::Agent { agent } else { person };
        entry(&genesis, key, utc, body)
    };
    let entries = match &mut summary.record {
        Record::Agreed(agreed) => {
            let by = agreed.proposed_by;
            let proposal = of(
                &agreed.proposed_at,
                by,
                Body::Propose {
                    digest,
                    affordability: agreed.affordability,
                },
            );
            let accept = Body::Accept {
                proposal: proposal.0,
                digest,
                consent: "Agree to this plan".to_owned(),
            };
            let accept = of(&agreed.agreed_at, by.other(), accept);
            let seal = Body::Seal {
                accept: accept.0,
                digest,
                in_person: agreed.in_person,
            };
            let seal = of(&agreed.agreed_at, by, seal);
            agreed.entries = [proposal.0, accept.0, seal.0];
            vec![proposal.1, accept.1, seal.1]
        }
        Record::Telephone(call) => {
            let tell_us_by = call.tell_us_by;
            let (id, bytes) = of(
                &call.agreed_at,
                Role::Agent,
                Body::Call {
                    digest,
                    tell_us_by,
                    affordability: call.affordability,
                },
            );
            call.entry = id;
            vec![bytes]
        }
        Record::Offer(offer) => {
            let body = Body::Offer {
                digest,
                reply_by: offer.reply_by,
                within_budget: offer.within_budget,
            };
            let (id, bytes) = of(&offer.made_at, Role::Person, body);
            offer.entry = id;
            vec![bytes]
        }
    };
    summary.proof = Bundle { genesis, entries }.to_bytes();
    summary
}

/// Entries of a log, as a document names them.
pub fn entries() -> [Digest; 3] {
    ["proposal", "answer", "seal"].map(|what| Digest::of("test", what.as_bytes()))
}

/// How the two sides came to agree.
pub fn agreed(summary: &mut Summary) -> &mut Agreed {
    match &mut summary.record {
        Record::Agreed(agreed) => agreed,
        other => panic!("{other:?}"),
    }
}

/// The summary with the signatures of both sides, by keys 1 (company) and 2 (person).
pub fn signed(summary: Summary, agent: Statement, person: Statement) -> Summary {
    let mut summary = linked(summary);
    let agent = sign(&summary, agent, &key(1));
    let person = sign(&summary, person, &key(2));
    summary.signatures = vec![agent, person];
    summary
}

/// Everything the contracts have today.
pub fn full_unsigned() -> Summary {
    let case = r#"{
        "version": 1, "company_ref": "ACC-20417", "call_ref": "C-88", "owed_to": "Acme Energy Ltd",
        "handled_by": "Northgate Collections", "agent": { "first_name": "Sam", "staff_no": "417" },
        "person": { "name": "Alex Morgan", "kind": "sole_trader" }, "acting_as": "sister, with written authority", "joint": true,
        "currency": "GBP", "debts": [ { "id": "INV-1042", "label": "Invoice 1042", "balance": "1200.00", "since": "2026-03-01" } ],
        "balance_as_of": "2026-11-20", "arrears": "400.00", "existing_payment": "£20 on the 5th, by standing order",
        "how_to_pay": { "method": "standing_order", "payee": "Acme Energy Ltd", "account": "20-00-00 12345678", "reference": "ACC-20417" }
    }"#;
    let terms = r#"{
        "version": 1, "currency": "GBP", "starts": "2026-11-23",
        "debts": [ { "id": "INV-1042", "label": "Invoice 1042", "balance": "1200.00", "since": "2026-03-01" } ],
        "reduction": { "percent": "10", "when": "at_start", "debt_after": "settled" },
        "deposit": { "amount": "100.00", "due": "2026-11-30" },
        "instalments": { "every": "monthly", "first_due": "2026-12-28", "amount": "50.00" },
        "changes": [
            { "id": "c1", "kind": "reduced", "from": "2027-03-01", "until": "2027-05-31", "amount": "20.00" },
            { "id": "c2", "kind": "break", "from": "2027-08-01", "until": "2027-09-30" },
            { "id": "c3", "kind": "step", "from": "2028-01-01", "amount": "75.00" },
            { "id": "c4", "kind": "single", "due": "2027-12-28", "amount": "200.00" },
            { "id": "c5", "kind": "single", "due": "2039-12-28", "amount": "10.00" }
        ],
        "missed_payment": { "allowed_skips_per_year": 1, "then": "review" },
        "working_days": { "division": "england-and-wales", "move": "following" }
    }"#;
    unsigned(case, terms, Role::Agent)
}

pub fn full() -> Summary {
    signed(full_unsigned(), agent_statement(), person_statement())
}

/// As little as there can be: the person's own offer, one payment.
pub fn small_unsigned() -> Summary {
    let debts = r#""currency": "EUR", "debts": [ { "id": "1", "balance": "90.00" } ]"#;
    let terms = format!(
        r#"{{ "version": 1, "starts": "2026-11-23", {debts},
        "reduction": {{ "amount": "40.00", "debt_after": "continues" }},
        "instalments": {{ "every": "four_weekly", "first_due": "2026-12-04", "count": 1 }} }}"#
    );
    unsigned(&format!(r#"{{ "version": 1, {debts} }}"#), &terms, Role::Person)
}

pub fn small() -> Summary {
    let in_person = Statement {
        how: How::InPersonOnCompanyDevice,
        ..person_statement()
    };
    let mut summary = small_unsigned();
    agreed(&mut summary).in_person = true;
    signed(summary, agent_statement(), in_person)
}
