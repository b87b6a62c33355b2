//! What a signed file is, and what is said of it.

use plan_doc::{FileError, Flaw, How, Layout, Reason, Record, SignError, Standing, Statement, prepare, read_pdf};
use plan_log::Role;

use crate::fixtures::{agent_statement, key, person_statement};
use crate::signing::{Plan, accepted, apart, in_person, offer, sign, telephone, verdict};

fn standing(file: &[u8]) -> (Standing, Vec<(Role, String, How)>) {
    let verdict = verdict(read_pdf(file).unwrap());
    assert_eq!((&verdict.reasons[..], verdict.layout), (&[][..], Layout::Derived));
    let signers = verdict.signers.into_iter();
    let signers = signers.map(|signer| {
        assert!(signer.valid);
        (signer.role, signer.name, signer.how)
    });
    (verdict.standing, signers.collect())
}

fn agent() -> (Role, String, How) {
    (Role::Agent, "Sam Carter".to_owned(), How::CompanyDevice)
}

fn person(how: How) -> (Role, String, How) {
    (Role::Person, "Alex Morgan".to_owned(), how)
}

#[test]
fn either_side_signs_first_and_both_make_it_agreed() {
    assert_eq!(
        standing(&in_person().signed()),
        (Standing::Both, vec![agent(), person(How::InPersonOnCompanyDevice)])
    );
    assert_eq!(
        standing(&apart().signed()),
        (Standing::Both, vec![agent(), person(How::OwnDevice)])
    );
}

#[test]
fn signed_file_begins_with_the_file_before() {
    let plan = in_person();
    let unsigned = plan.unsigned();
    let one = sign(&unsigned, &plan.signers[0].0, &key(1));
    let both = plan.signed();
    assert!(one.starts_with(&unsigned));
    assert!(both.starts_with(&one));
    // What is cut back to one signature is whole, and said to be no more than that.
    assert_eq!(standing(&unsigned), (Standing::Unsigned, vec![]));
    assert_eq!(standing(&one), (Standing::CompanyOnly, vec![agent()]));
    let plan = apart();
    let one = sign(&plan.unsigned(), &plan.signers[0].0, &key(2));
    assert_eq!(standing(&one), (Standing::PersonOnly, vec![person(How::OwnDevice)]));
}

#[test]
fn telephone_has_one_signature_and_can_be_signed_later() {
    let file = telephone().signed();
    assert_eq!(standing(&file), (Standing::Telephone, vec![agent()]));
    let later = sign(&file, &person_statement(), &key(2));
    assert_eq!(
        standing(&later),
        (Standing::Both, vec![agent(), person(How::OwnDevice)])
    );
}

#[test]
fn offer_is_of_the_person_alone() {
    let plan = offer();
    let file = plan.signed();
    assert_eq!(standing(&file), (Standing::PersonOnly, vec![person(How::OwnDevice)]));
    // A company's signature under an offer would make it look agreed.
    let both = sign(&file, &agent_statement(), &key(1));
    assert_eq!(
        read_pdf(&both).unwrap_err(),
        FileError::Changed(Flaw::Device(Role::Agent))
    );
}

#[test]
fn nobody_signs_twice_or_in_another_way_than_the_record_says() {
    let plan = in_person();
    let one = sign(&plan.unsigned(), &agent_statement(), &key(1));
    assert_eq!(prepare(&one, &agent_statement()), Err(SignError::File));
    assert_eq!(prepare(&plan.signed(), &person_statement()), Err(SignError::File));
    assert_eq!(prepare(b"%PDF-1.7\n", &person_statement()), Err(SignError::File));
    // In person, the person does not sign on a device of their own.
    let other = sign(&one, &person_statement(), &key(2));
    assert_eq!(
        read_pdf(&other).unwrap_err(),
        FileError::Changed(Flaw::Device(Role::Person))
    );
    let blank = Statement {
        name: "  ".to_owned(),
        ..person_statement()
    };
    assert!(matches!(prepare(&one, &blank), Err(SignError::Statement(_))));
}

#[test]
fn one_key_for_both_sides_is_said() {
    let plan = apart();
    let signers = plan.signers.into_iter().map(|(statement, _)| (statement, 2)).collect();
    let file = Plan { signers, ..apart() }.signed();
    assert_eq!(
        verdict(read_pdf(&file).unwrap()).reasons,
        [Reason::SameKey, Reason::OtherKey { role: Role::Agent }]
    );
}

#[test]
fn answers_that_are_missing_count_as_no() {
    let unchecked = read_pdf(&in_person().signed()).unwrap();
    // Two for each side, and one for each entry of the log.
    assert_eq!(unchecked.jobs().len(), 7);
    let all = [
        Reason::NotValid { role: Role::Agent },
        Reason::NotValid { role: Role::Person },
        Reason::OtherEntries,
    ];
    let answered = |no: usize| (0..7).map(|at| at != no).collect::<Vec<bool>>();
    assert_eq!(unchecked.clone().verdict(&[]).reasons, all);
    assert_eq!(unchecked.clone().verdict(&[true, true, true]).reasons, all[1..]);
    assert_eq!(unchecked.clone().verdict(&answered(0)).reasons, all[..1]);
    for no in 4..7 {
        assert_eq!(unchecked.clone().verdict(&answered(no)).reasons, all[2..]);
    }
    assert!(unchecked.verdict(&answered(7)).is_whole());
}

#[test]
fn any_name_is_signed_and_read_back() {
    for name in [
        "a,b=c+d<e>#f\\g\"h;i",
        "X,O=Bank",
        "محمد",
        "A\u{202e}B",
        "👩‍👩‍👧 李",
        &"ü".repeat(200),
        "(unbalanced",
        "%%EOF",
        "/Contents<00>",
    ] {
        let mut plan = apart();
        for (statement, _) in &mut plan.signers {
            statement.name = name.to_owned();
        }
        let verdict = accepted(&plan.signed()).unwrap_or_else(|| panic!("{name}"));
        assert!(verdict.signers.iter().all(|signer| signer.name == name), "{name}");
    }
}

#[test]
fn times_past_2049_are_written_in_the_long_form() {
    let mut plan = apart();
    for (statement, _) in &mut plan.signers {
        statement.signed_at = "2050-01-01T00:00:00Z".to_owned();
    }
    let verdict = accepted(&plan.signed()).unwrap();
    assert_eq!(verdict.signers[0].signed_at, "2050-01-01T00:00:00Z");
}

#[test]
fn long_plans_are_signed_as_well() {
    let plan = Plan {
        summary: crate::fixtures::linked(crate::long()),
        signers: apart().signers,
    };
    assert_eq!(standing(&plan.signed()).0, Standing::Both);
}

#[test]
fn what_is_no_document_is_refused_in_its_own_words() {
    let file = in_person().signed();
    let refused = |bytes: &[u8]| read_pdf(bytes).unwrap_err();
    assert_eq!(refused(b""), FileError::NotOurs);
    assert_eq!(refused(b"%PDF-1.7\nhello\n%%EOF"), FileError::NotOurs);
    assert_eq!(refused(&file[..file.len() - 1]), FileError::Truncated);
    assert_eq!(refused(&file[..file.len() / 2]), FileError::Truncated);
    let longer = [&file[..], b"\n"].concat();
    assert_eq!(refused(&longer), FileError::Changed(Flaw::Structure));
    let huge = vec![b' '; plan_doc::MAX_PDF_BYTES + 1];
    assert!(matches!(refused(&huge), FileError::TooLarge { .. }));
}

#[test]
fn record_says_who_signs_where() {
    let (agreed, desk) = (apart().summary.record, in_person().summary.record);
    let (call, offer) = (telephone().summary.record, offer().summary.record);
    let devices = |record: &Record| (record.how(Role::Agent), record.how(Role::Person));
    let (company, own) = (Some(How::CompanyDevice), Some(How::OwnDevice));
    assert_eq!(devices(&agreed), (company, own));
    assert_eq!(devices(&desk), (company, Some(How::InPersonOnCompanyDevice)));
    assert_eq!(devices(&call), (company, own));
    assert_eq!(devices(&offer), (None, own));
}
