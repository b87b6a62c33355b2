//! One document whose bytes are the same on every machine, made here and in a browser.

use plan_core::{Case, Terms};
use plan_doc::{Agreed, Record, Summary};
use plan_log::{Digest, Role};

/// The SHA-256 of its file.
pub const DIGEST: &str = "bd60e808e34eb89fb089441f3f550b25fd999fcbb80eabe26402a74110a425a2";

/// Two years of months, a break, a deposit, and names beyond plain Latin.
pub fn summary() -> Summary {
    let debts = r#""currency": "GBP", "debts": [ { "id": "INV-1", "label": "Łódź – Ελένη", "balance": "2400.00" } ]"#;
    let case = format!(r#"{{ "version": 1, "company_ref": "ACC-1", "owed_to": "Acme Énergie", {debts} }}"#);
    let terms = format!(
        r#"{{ "version": 1, "starts": "2026-11-23", {debts},
        "deposit": {{ "amount": "100.00", "due": "2026-11-30" }},
        "instalments": {{ "every": "monthly", "first_due": "2026-12-31", "amount": "95.83" }},
        "changes": [ {{ "id": "c1", "kind": "break", "from": "2027-08-01", "until": "2027-09-30" }} ] }}"#
    );
    Summary {
        case: Case::from_json(&case).unwrap(),
        terms: Terms::from_json(&terms).unwrap(),
        record: Record::Agreed(Agreed {
            proposed_by: Role::Person,
            proposed_at: "2026-11-23T14:18:30Z".to_owned(),
            agreed_at: "2026-11-23T14:21:05Z".to_owned(),
            in_person: false,
            affordability: plan_log::body::Affordability::NotChecked,
            entries: ["proposal", "answer", "seal"].map(|what| Digest::of("test", what.as_bytes())),
        }),
        proof: Vec::new(),
        signatures: Vec::new(),
    }
}
