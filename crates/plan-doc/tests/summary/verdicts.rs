//! What a verdict rests on.

use p256::ecdsa::Signature as Ecdsa;
use plan_doc::{DocError, How, Reason, Signature, Standing, Statement, Summary, low_s, read_html, render_html};
use plan_log::body::Affordability;
use plan_log::{Bundle, Role, agreement_digest};

use crate::fixtures::{
    agent_statement, agreed, checked, full, full_unsigned, key, linked, linked_by, person_statement, sign, signed,
    small, spki, verdict,
};

/// The same signature with n − s for s.
fn high_s(signature: &[u8]) -> Vec<u8> {
    let low = Ecdsa::from_slice(signature).unwrap();
    let (r, s) = low.split_scalars();
    Ecdsa::from_scalars(r.to_bytes(), (-s).to_bytes())
        .unwrap()
        .to_bytes()
        .to_vec()
}

fn reasons(summary: &Summary) -> Vec<Reason> {
    checked(summary).reasons
}

#[test]
fn both_signatures_make_it_whole() {
    let summary = full();
    let verdict = checked(&summary);
    assert_eq!((verdict.is_whole(), verdict.standing), (true, Standing::Both));
    assert_eq!(verdict.digest, agreement_digest(&summary.case, &summary.terms));
    let signers: Vec<_> = verdict
        .signers
        .iter()
        .map(|one| (one.role, one.name.as_str(), one.how, one.valid))
        .collect();
    let expected = [
        (Role::Agent, "Sam Carter", How::CompanyDevice, true),
        (Role::Person, "Alex Morgan", How::OwnDevice, true),
    ];
    assert_eq!(signers, expected);
    let html = render_html(&summary).unwrap();
    for signer in &verdict.signers {
        assert_eq!(signer.key_short.len(), 19);
        assert!(html.contains(&signer.key_short));
    }
    assert_eq!(verdict.summary, summary);
}

#[test]
fn order_in_which_signatures_were_gathered_does_not_matter() {
    let summary = full();
    let mut other = summary.clone();
    other.signatures.reverse();
    assert_eq!(render_html(&summary), render_html(&other));
    assert_eq!(checked(&other).summary, summary);
}

#[test]
fn keys_and_signatures_have_the_sizes_of_webcrypto() {
    for signature in full().signatures {
        assert_eq!((signature.spki.len(), signature.signature.len()), (91, 64));
    }
}

#[test]
fn exchanged_signatures_are_not_valid() {
    let mut summary = full();
    let [one, other] = summary.signatures.as_mut_slice() else {
        panic!()
    };
    std::mem::swap(&mut one.signature, &mut other.signature);
    let both = [
        Reason::NotValid { role: Role::Agent },
        Reason::NotValid { role: Role::Person },
    ];
    assert_eq!(reasons(&summary), both);
    for signature in &mut summary.signatures {
        signature.statement.role = signature.statement.role.other();
    }
    assert!(matches!(render_html(&summary), Err(DocError::Device { .. })));
}

#[test]
fn signature_covers_terms_case_times_and_statement() {
    let changes: [fn(&mut Summary); 7] = [
        |summary| agreed(summary).agreed_at = "2026-11-23T14:21:06Z".to_owned(),
        |summary| agreed(summary).proposed_at = "2026-11-22T14:21:05Z".to_owned(),
        |summary| agreed(summary).proposed_by = Role::Person,
        |summary| summary.case.company_ref = Some("ACC-20418".to_owned()),
        |summary| summary.terms.missed_payment = None,
        |summary| {
            summary.case.debts[0].balance = 130_000;
            summary.terms.debts[0].balance = 130_000;
        },
        |summary| {
            for signature in &mut summary.signatures {
                signature.statement.name.push('e');
            }
        },
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let mut summary = full();
        change(&mut summary);
        let both = [
            Reason::NotValid { role: Role::Agent },
            Reason::NotValid { role: Role::Person },
        ];
        // The entries of the log are of what was agreed as well; of the names they say nothing.
        let found = reasons(&summary);
        assert_eq!(found[..2], both, "{index}");
        assert_eq!(found.get(2), (index < 6).then_some(&Reason::OtherEntries), "{index}");
    }
    // On whose device the person signs stands in the record as well, which both have signed.
    let mut summary = full();
    summary.signatures[1].statement.how = How::InPersonOnCompanyDevice;
    assert!(matches!(render_html(&summary), Err(DocError::Device { .. })));
    agreed(&mut summary).in_person = true;
    assert_eq!(reasons(&summary).len(), 3);
}

/// What was checked is said by the proposal: a document that says something else has other entries.
#[test]
fn what_was_checked_is_what_the_proposal_says() {
    let of = |affordability: Affordability, by: Role| {
        let mut summary = full_unsigned();
        agreed(&mut summary).affordability = affordability;
        agreed(&mut summary).proposed_by = by;
        let mut summary = linked_by(summary, &key(3), &key(4));
        let agent = sign(&summary, agent_statement(), &key(3));
        let person = sign(&summary, person_statement(), &key(4));
        summary.signatures = vec![agent, person];
        summary
    };
    let sentences = [
        "was not checked here",
        "told the company by telephone what they can afford",
        "within what their budget shows",
    ];
    for (affordability, sentence) in Affordability::ALL.into_iter().zip(sentences) {
        let by = if affordability == Affordability::OwnDevice {
            Role::Person
        } else {
            Role::Agent
        };
        let mut summary = of(affordability, by);
        assert!(checked(&summary).is_whole());
        assert!(render_html(&summary).unwrap().contains(sentence), "{sentence}");
        agreed(&mut summary).affordability = match affordability {
            Affordability::NotChecked => Affordability::OwnDevice,
            Affordability::ToldByPhone | Affordability::OwnDevice => Affordability::NotChecked,
        };
        assert!(reasons(&summary).contains(&Reason::OtherEntries));
    }
    // The company cannot say what somebody did on their own device.
    let summary = of(Affordability::OwnDevice, Role::Agent);
    assert!(reasons(&summary).contains(&Reason::OtherEntries));
}

/// A stranger can make a whole document with keys of their own. That is what the page says it does not prove; only the
/// keys' short forms tell.
#[test]
fn stranger_with_own_keys_makes_another_whole_document() {
    let mut forged = full_unsigned();
    forged.terms.missed_payment = None;
    let mut forged = linked_by(forged, &key(3), &key(4));
    let agent = sign(&forged, agent_statement(), &key(3));
    let person = sign(&forged, person_statement(), &key(4));
    forged.signatures = vec![agent, person];
    let (verdict, original) = (checked(&forged), checked(&full()));
    assert!(verdict.is_whole());
    for (signer, other) in verdict.signers.iter().zip(&original.signers) {
        assert_eq!(signer.name, other.name);
        assert_ne!(signer.key_short, other.key_short);
    }
    assert!(
        render_html(&forged)
            .unwrap()
            .contains("It does not show who a person is.")
    );
}

#[test]
fn high_s_is_refused_without_asking() {
    let mut summary = full();
    summary.signatures[0].signature = high_s(&summary.signatures[0].signature);
    let unchecked = read_html(render_html(&summary).unwrap().as_bytes()).unwrap();
    assert_eq!(unchecked.jobs().len(), 1 + 3);
    let verdict = verdict(unchecked);
    assert_eq!(verdict.reasons, [Reason::HighS { role: Role::Agent }]);
    assert_eq!(
        verdict.signers.iter().map(|one| one.valid).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn low_s_normalises_or_refuses() {
    let low = full().signatures[0].signature.clone();
    let high = high_s(&low);
    assert_ne!(low, high);
    assert_eq!(low_s(&low).as_ref(), Some(&low));
    assert_eq!(low_s(&high).as_ref(), Some(&low));
    for bytes in [
        &[][..],
        &low[..63],
        &[low.as_slice(), &[0]].concat(),
        &[0; 64],
        &[0xff; 64],
    ] {
        assert_eq!(low_s(bytes), None);
    }
    let mut without_r = low.clone();
    without_r[..32].fill(0);
    let mut without_s = low;
    without_s[32..].fill(0);
    assert_eq!((low_s(&without_r), low_s(&without_s)), (None, None));
}

#[test]
fn one_key_for_both_sides_is_refused() {
    let mut summary = linked(full_unsigned());
    let agent = sign(&summary, agent_statement(), &key(1));
    let person = sign(&summary, person_statement(), &key(1));
    summary.signatures = vec![agent, person];
    let other_key = Reason::OtherKey { role: Role::Person };
    assert_eq!(reasons(&summary), [Reason::SameKey, other_key]);
    // Nor can one key propose and agree.
    let mut summary = linked_by(full_unsigned(), &key(1), &key(1));
    let agent = sign(&summary, agent_statement(), &key(1));
    let person = sign(&summary, person_statement(), &key(1));
    summary.signatures = vec![agent, person];
    assert_eq!(reasons(&summary), [Reason::SameKey, Reason::OtherEntries]);
}

#[test]
fn missing_signature_is_said() {
    let whole = small();
    let [agent, person] = whole.signatures.as_slice() else {
        panic!()
    };
    let cases: [(Vec<Signature>, &str, Standing); 3] = [
        (vec![agent.clone()], "this is a proposal", Standing::CompanyOnly),
        (vec![person.clone()], "this is an offer", Standing::PersonOnly),
        (vec![], "Nobody has signed yet", Standing::Unsigned),
    ];
    for (signatures, words, expected) in cases {
        let summary = Summary { signatures, ..small() };
        let verdict = checked(&summary);
        assert_eq!((verdict.standing, verdict.is_whole()), (expected, true));
        assert!(render_html(&summary).unwrap().contains(words), "{words}");
    }
}

#[test]
fn other_keys_and_shapes_are_refused_without_asking() {
    let good = spki(&key(1));
    let mut other_curve = good.clone();
    other_curve[22] ^= 1;
    let mut compressed = good.clone();
    compressed[26] = 2;
    for bytes in [
        Vec::new(),
        good[..90].to_vec(),
        [good.as_slice(), &[0]].concat(),
        other_curve,
        compressed,
    ] {
        let mut summary = full();
        summary.signatures[0].spki = bytes;
        assert_eq!(reasons(&summary)[0], Reason::WrongKeyType { role: Role::Agent });
    }
    for bytes in [Vec::new(), vec![1; 63], vec![0; 64], vec![0xff; 64], vec![1; 72]] {
        let mut summary = full();
        summary.signatures[1].signature = bytes;
        assert_eq!(reasons(&summary), [Reason::WrongSignatureShape { role: Role::Person }]);
    }
}

#[test]
fn answers_that_are_missing_count_as_no() {
    let unchecked = read_html(render_html(&small()).unwrap().as_bytes()).unwrap();
    assert_eq!(unchecked.jobs().len(), 2 + 3);
    let all = [
        Reason::NotValid { role: Role::Agent },
        Reason::NotValid { role: Role::Person },
        Reason::OtherEntries,
    ];
    assert_eq!(unchecked.clone().verdict(&[]).reasons, all);
    assert_eq!(unchecked.clone().verdict(&[true]).reasons, all[1..]);
    assert_eq!(unchecked.clone().verdict(&[true; 4]).reasons, all[2..]);
    assert!(unchecked.verdict(&[true, true, true, true, true, false]).is_whole());
}

#[test]
fn summaries_that_cannot_be_are_refused() {
    let refused = |change: fn(&mut Summary)| {
        let mut summary = full();
        change(&mut summary);
        render_html(&summary).map_err(|error| error.code())
    };
    assert_eq!(
        refused(|summary| summary.signatures[0].statement.name = "  ".to_owned()),
        Err("name")
    );
    assert_eq!(
        refused(|summary| summary.signatures[0].statement.name = "a\nb".to_owned()),
        Err("name")
    );
    assert_eq!(
        refused(|summary| summary.signatures[0].statement.name = "a".repeat(201)),
        Err("name")
    );
    assert_eq!(
        refused(|summary| summary.signatures[0].statement.signed_at = "now".to_owned()),
        Err("time")
    );
    assert_eq!(
        refused(|summary| agreed(summary).agreed_at = String::new()),
        Err("time")
    );
    assert_eq!(
        refused(|summary| summary.signatures[1].statement.how = How::CompanyDevice),
        Err("device")
    );
    assert_eq!(
        refused(|summary| summary.signatures[0].statement.how = How::OwnDevice),
        Err("device")
    );
    assert_eq!(
        refused(|summary| summary.signatures[1] = summary.signatures[0].clone()),
        Err("signed_twice")
    );
    assert_eq!(
        refused(|summary| summary.signatures[1].spki = vec![0; 1_025]),
        Err("key_too_long")
    );
    assert_eq!(
        refused(|summary| summary.case.debts[0].balance = 5),
        Err("case_and_terms_differ")
    );
    assert_eq!(
        refused(|summary| summary.case.owed_to = Some("a\u{0}b".to_owned())),
        Err("case")
    );
    assert_eq!(
        refused(|summary| summary.terms.changes[1] = summary.terms.changes[0].clone()),
        Err("terms")
    );
    let longest = Statement {
        name: "\u{1f469}".repeat(200),
        ..person_statement()
    };
    assert!(longest.check().is_ok());
    assert!(checked(&signed(full_unsigned(), agent_statement(), longest)).is_whole());
}

/// What is wrong with a document whose entries of the log are these.
fn with_proof(change: impl FnOnce(&mut Bundle)) -> Vec<Reason> {
    let mut summary = linked(full_unsigned());
    let mut bundle = Bundle::read(&summary.proof).unwrap();
    change(&mut bundle);
    summary.proof = bundle.to_bytes();
    let agent = sign(&summary, agent_statement(), &key(1));
    let person = sign(&summary, person_statement(), &key(2));
    summary.signatures = vec![agent, person];
    reasons(&summary)
}

#[test]
fn entries_of_the_log_are_all_there_in_order_and_of_this_agreement() {
    assert_eq!(with_proof(|_| {}), []);
    let changes: [fn(&mut Bundle); 7] = [
        |bundle| bundle.entries.clear(),
        |bundle| drop(bundle.entries.pop()),
        |bundle| bundle.entries.push(bundle.entries[0].clone()),
        |bundle| bundle.entries.swap(0, 1),
        // Another room: the entries are not of it.
        |bundle| bundle.genesis.nonce = [8; 16],
        // A signature that is not the author's.
        |bundle| {
            let at = bundle.entries[1].len() - 120;
            bundle.entries[1][at] ^= 1;
        },
        |bundle| bundle.entries[2] = vec![0],
    ];
    for (index, change) in changes.into_iter().enumerate() {
        assert_eq!(with_proof(change), [Reason::OtherEntries], "{index}");
    }
    let mut without = linked(full_unsigned());
    without.proof.clear();
    let agent = sign(&without, agent_statement(), &key(1));
    without.signatures = vec![agent];
    assert_eq!(reasons(&without), [Reason::OtherEntries]);
}

#[test]
fn entries_that_say_something_else_show_nothing() {
    let says = |change: fn(&mut Summary)| {
        // Linked as it stands, and changed after that: the entries are sound, and of something else.
        let mut summary = linked(full_unsigned());
        change(&mut summary);
        let agent = sign(&summary, agent_statement(), &key(1));
        let person = sign(&summary, person_statement(), &key(2));
        summary.signatures = vec![agent, person];
        reasons(&summary)
    };
    let changes: [fn(&mut Summary); 5] = [
        |summary| summary.terms.missed_payment = None,
        |summary| agreed(summary).agreed_at = "2026-11-23T14:21:06Z".to_owned(),
        |summary| agreed(summary).proposed_at = "2026-11-23T14:18:31Z".to_owned(),
        |summary| agreed(summary).proposed_by = Role::Person,
        |summary| agreed(summary).entries.swap(0, 1),
    ];
    for (index, change) in changes.into_iter().enumerate() {
        assert_eq!(says(change), [Reason::OtherEntries], "{index}");
    }
}
