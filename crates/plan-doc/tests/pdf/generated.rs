//! Agreements drawn by chance, signed in every way there is: read back here, and kept for other people's validators.
//!
//! How many: `PROVE_CASES`, from the seed `PROVE_SEED`; a few where neither is said. With `SAVE_PDF=FOLDER` each signed
//! file is kept there with what it should hold beside it, for `xtask/python/signatures.py`.

use base64ct::{Base64, Encoding as _};
use plan_doc::model::{Document, Form};
use plan_doc::{How, Offer, Record, Standing, Statement, Telephone};
use plan_log::Role;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;

use crate::fixtures::{agent_statement, key, person_statement};
use crate::generated_summaries::summaries;
use crate::signing::{Plan, accepted, certificate};

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// The plans of one seed; those whose terms do not work out are left out.
pub fn plans(count: usize, seed: u64) -> Vec<Plan> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let drawn = (summaries(), 0_u8..6, "[^\\x00-\\x1f\\x7f-\\x9f]{1,60}");
    let mut plans = Vec::new();
    while plans.len() < count {
        let ((summary, name), route, other_name) = drawn.new_tree(&mut runner).unwrap().current();
        let plan = signed_by(summary, route, name, other_name);
        if plan.summary.check().is_ok() {
            plans.push(plan);
        }
    }
    plans
}

fn signed_by(mut summary: plan_doc::Summary, route: u8, name: String, other_name: String) -> Plan {
    let named = |name: String| if plan_doc::is_name(&name) { name } else { "x".to_owned() };
    let agent = Statement {
        name: named(name),
        ..agent_statement()
    };
    let mut person = person_statement();
    person.name = named(other_name);
    let day = summary.terms.starts;
    let at = "2026-11-23T14:21:05Z".to_owned();
    let signers = match route {
        0 => vec![(agent, 1), (person, 2)],
        1 => vec![(person, 2), (agent, 1)],
        2 => {
            crate::fixtures::agreed(&mut summary).in_person = true;
            let how = How::InPersonOnCompanyDevice;
            vec![(agent, 1), (Statement { how, ..person }, 2)]
        }
        3 => {
            summary.record = Record::Telephone(Telephone {
                agreed_at: at,
                tell_us_by: day,
                entry: crate::fixtures::entries()[2],
                affordability: plan_log::body::Affordability::NotChecked,
            });
            vec![(agent, 1)]
        }
        _ => {
            summary.record = Record::Offer(Offer {
                made_at: at,
                reply_by: Some(day),
                within_budget: route == 5,
                entry: crate::fixtures::entries()[2],
            });
            vec![(person, 2)]
        }
    };
    Plan {
        summary: crate::fixtures::linked(summary),
        signers,
    }
}

/// Keeps a signed file for the judges, with what they should find in it.
pub fn keep(name: &str, plan: &Plan, file: &[u8]) {
    let Some(folder) = std::env::var_os("SAVE_PDF") else {
        return;
    };
    let path = std::path::Path::new(&folder).join("signed").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let signers = || plan.signers.iter();
    let certificates = signers().map(|(statement, seed)| certificate(statement, &key(*seed)));
    let role = |role: Role| match role {
        Role::Agent => "agent",
        Role::Person => "debtor",
    };
    let document = Document::of(&plan.summary, Form::File).unwrap();
    let heard: Vec<String> = [document.title.text(), document.status.text()]
        .into_iter()
        .chain(document.sections.iter().map(|section| section.heading.text()))
        .collect();
    let expected = json!({
        "certificates": certificates.map(|der| Base64::encode_string(&der)).collect::<Vec<_>>(),
        "roles": signers().map(|(statement, _)| role(statement.role)).collect::<Vec<_>>(),
        "names": signers().map(|(statement, _)| &statement.name).collect::<Vec<_>>(),
        "text": heard,
    });
    std::fs::write(path.with_extension("json"), expected.to_string()).unwrap();
    std::fs::write(path.with_extension("pdf"), file).unwrap();
}

#[test]
fn whatever_is_agreed_is_signed_and_read_back() {
    let count = usize::try_from(number("PROVE_CASES", 12)).unwrap();
    for (index, plan) in plans(count, number("PROVE_SEED", 1)).into_iter().enumerate() {
        let file = plan.signed();
        let verdict = accepted(&file).unwrap();
        assert_eq!(verdict.summary, plan.summary);
        let standing = match (&plan.summary.record, plan.signers.len()) {
            (Record::Agreed(_), 2) => Standing::Both,
            (Record::Telephone(_), 1) => Standing::Telephone,
            (Record::Offer(_), 1) => Standing::PersonOnly,
            other => panic!("{other:?}"),
        };
        assert_eq!(verdict.standing, standing);
        for (statement, _) in &plan.signers {
            let signer = verdict.signers.iter().find(|signer| signer.role == statement.role);
            let signer = signer.unwrap();
            assert_eq!((&signer.name, signer.how), (&statement.name, statement.how));
        }
        keep(&format!("agreement-{index:04}"), &plan, &file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any piece in another piece's place: an answer, never a panic, and never the file.
    #[test]
    fn prop_mangled_files_are_refused(
        from in any::<prop::sample::Index>(), length in 0_usize..200, with in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let file = crate::signed_once();
        let start = from.index(file.len());
        let mut bytes = file.to_vec();
        bytes.splice(start..(start + length).min(file.len()), with);
        prop_assert!(bytes == file || accepted(&bytes).is_none());
    }
}

/// The unsigned files of five hundred agreements, as one digest: here, in a browser and in `plan` the same.
#[test]
fn five_hundred_agreements_are_the_same_bytes_everywhere() {
    let made = (0..crate::alike::COUNT).filter_map(crate::alike::agreement).count();
    assert!(made >= 400, "only {made} agreements work out");
    assert_eq!(crate::alike::digest(), crate::alike::DIGEST);
}
