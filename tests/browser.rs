//! What the app asks of a browser, asked of a real one.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use plan_core::{Currency, Date, Money};
use plan_log::machine::{Machine, Seat};
use plan_log::{Author, Bundle, Role, RoomId, Signature, VerificationJob};
use plan_negotiator::platform::format::{DateStyle, amount, date, sign};
use plan_negotiator::platform::keys::{SigningKey, verify, verify_all};
use plan_negotiator::platform::storage::LocalStorage;
use plan_negotiator::platform::{channel::WindowChannel, clock};
use plan_negotiator::platform::{key_store, log_driver, relay_keys};
use plan_negotiator::state::drafts::{self, Draft, Found, Store};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "../crates/plan-doc/tests/pdf/alike.rs"]
mod alike;
#[path = "../crates/plan-core/tests/alike/mod.rs"]
mod plans;
#[path = "../crates/plan-doc/tests/pdf/unsigned.rs"]
mod unsigned;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_browser_makes_the_same_document_byte_for_byte() {
    use sha2::{Digest as _, Sha256};
    let bytes = plan_doc::render_pdf(&unsigned::summary()).unwrap();
    let digest: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(digest, unsigned::DIGEST);
}

#[wasm_bindgen_test]
fn the_browser_makes_five_hundred_documents_byte_for_byte() {
    assert_eq!(alike::digest(), alike::DIGEST);
}

#[wasm_bindgen_test]
fn the_browser_works_out_a_thousand_plans_byte_for_byte() {
    assert_eq!(plans::sum(), (plans::SUM, plans::PLANS));
}

#[wasm_bindgen_test]
async fn a_key_is_kept_and_forgotten() {
    let room = RoomId::from_bytes(clock::random());
    let key = key_store::get_or_make(room, Role::Agent).await.unwrap();
    let again = key_store::get_or_make(room, Role::Agent).await.unwrap();
    assert_eq!(key.author(), again.author());
    let other = key_store::get_or_make(room, Role::Person).await.unwrap();
    assert_ne!(key.author(), other.author());
    // The first one that is kept counts.
    let late = key_store::keep(room, Role::Agent, SigningKey::make(false).await.unwrap());
    assert_eq!(late.await.unwrap().author(), key.author());
    // The private half is nobody's to take.
    assert!(!again.private().extractable());
    assert_eq!(key_store::forget(room).await, Ok(0));
    let new = key_store::get_or_make(room, Role::Agent).await.unwrap();
    assert_ne!(key.author(), new.author());
    assert_eq!(key_store::forget(room).await, Ok(0));
}

#[wasm_bindgen_test]
async fn a_key_that_the_tab_keeps_comes_back_from_its_bytes() {
    let key = SigningKey::make(true).await.unwrap();
    let again = SigningKey::from_bytes(&key.to_bytes().await.unwrap(), key.author())
        .await
        .unwrap();
    let signature = again.sign(b"the plan").await.unwrap();
    assert_eq!(verify(&key.author().to_spki(), b"the plan", &signature).await, Ok(true));
}

fn money(minor: i64, code: &str) -> Money {
    Money::from_minor(minor, Currency::parse(code).unwrap())
}

#[wasm_bindgen_test]
fn amounts_are_written_exactly_as_people_here_read_them() {
    assert_eq!(amount(money(8_500, "GBP")), "£85");
    assert_eq!(amount(money(8_550, "GBP")), "£85.50");
    assert_eq!(amount(money(120_000, "GBP")), "£1,200");
    assert_eq!(amount(money(1_200, "JPY")), "¥1,200");
    // A float would lose the last digit.
    assert_eq!(amount(money(99_999_999_999_999, "GBP")), "£999,999,999,999.99");
    assert_eq!(sign(Currency::GBP), "£");
    // It is known without asking the browser, which says the same.
    assert!(amount(Money::from_minor(0, Currency::GBP)).starts_with(&sign(Currency::GBP)));
}

#[wasm_bindgen_test]
fn amounts_of_every_length_are_written_as_the_browser_writes_them() {
    use js_sys::{Array, Intl, Object, Reflect};
    let browser = |money: Money, decimals: u32| {
        let options = Object::new();
        for (key, value) in [
            ("style", "currency".into()),
            ("currency", money.currency().code().into()),
            ("currencyDisplay", "narrowSymbol".into()),
            ("minimumFractionDigits", decimals.into()),
            ("maximumFractionDigits", decimals.into()),
        ] {
            Reflect::set(&options, &key.into(), &value).unwrap();
        }
        let locale = Array::of1(&"en-GB-u-nu-latn-ca-gregory".into());
        let format = Intl::NumberFormat::new(&locale, &options).format();
        let text = format.call1(&wasm_bindgen::JsValue::UNDEFINED, &money.to_string().into());
        text.unwrap().as_string().unwrap()
    };
    for code in ["GBP", "JPY", "BHD", "EUR", "CHF"] {
        let currency = Currency::parse(code).unwrap();
        let unit = 10_i64.pow(currency.scale());
        let powers = (0..15).map(|power| 10_i64.pow(power));
        for minor in powers.flat_map(|power| [power - 1, power, power + 1, -power, 3 * power + 7, 9 * power]) {
            let whole = minor % unit == 0;
            let money = Money::from_minor(minor, currency);
            let expected = browser(money, if whole { 0 } else { currency.scale() });
            assert_eq!(amount(money), expected, "{minor} minor units of {code}");
            assert_eq!(amount(money), expected, "{minor} minor units of {code}, a second time");
        }
    }
}

#[wasm_bindgen_test]
fn dates_do_not_slip_by_a_day() {
    for (year, month, day, long) in [
        (2026, 12, 28, "28 December 2026"),
        (1970, 1, 1, "1 January 1970"),
        (2200, 12, 31, "31 December 2200"),
    ] {
        assert_eq!(
            date(Date::from_ymd_opt(year, month, day).unwrap(), DateStyle::Long),
            long
        );
    }
    assert_eq!(
        date(Date::from_ymd_opt(2026, 12, 28).unwrap(), DateStyle::Weekday),
        "Monday"
    );
    assert_eq!(clock::utc(1_000), "1970-01-01T00:00:01Z");
    assert_eq!(clock::utc(u64::MAX).len(), 20);
}

#[wasm_bindgen_test]
async fn a_signature_fits_its_message_and_no_other() {
    let key = SigningKey::make(false).await.unwrap();
    let spki = key.author().to_spki();
    let signature = key.sign(b"the plan").await.unwrap();
    assert_eq!((spki.len(), signature.len()), (91, 64));
    assert_eq!(verify(&spki, b"the plan", &signature).await, Ok(true));
    assert_eq!(verify(&spki, b"the plam", &signature).await, Ok(false));
    assert_eq!(verify(b"no key", b"the plan", &signature).await, Ok(false));
    let low = plan_doc::low_s(&signature).unwrap();
    assert_eq!(verify(&spki, b"the plan", &low).await, Ok(true));
}

/// A room that a window of this browser opened, with its key; everything signed, nothing kept.
async fn opened(key: &SigningKey) -> Machine {
    let seat = Seat {
        author: key.author(),
        window: clock::random(),
        role: Role::Agent,
        name: "Sam".to_owned(),
        writes: true,
        admits: true,
    };
    let (mut machine, step) = Machine::open(seat, clock::random(), None, unsigned_plan(), &clock::now()).unwrap();
    for job in step.sign {
        let signature = Signature::from_signer(&key.sign(&job.message).await.unwrap()).unwrap();
        machine.signed(job.entry, &signature);
    }
    machine
}

fn unsigned_plan() -> (plan_core::Case, plan_core::Terms) {
    let summary = unsigned::summary();
    (summary.case, summary.terms)
}

#[wasm_bindgen_test]
async fn a_log_is_read_by_whoever_is_handed_it_and_a_changed_one_is_not() {
    let key = SigningKey::make(false).await.unwrap();
    let machine = opened(&key).await;
    let mut bundle = Bundle::of(machine.log());
    let log = log_driver::read(&bundle).await.unwrap();
    assert_eq!(log.heads(), machine.log().heads());
    let middle = bundle.entries[0].len() / 2;
    bundle.entries[0][middle] ^= 1;
    assert!(log_driver::read(&bundle).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn two_thousand_signatures_are_checked_in_one_go() {
    let key = SigningKey::make(false).await.unwrap();
    let message = b"the plan".to_vec();
    let signature = Signature::from_signer(&key.sign(&message).await.unwrap()).unwrap();
    let job = VerificationJob {
        author: key.author(),
        message,
        signature,
    };
    let stranger = VerificationJob {
        author: Author::from_bytes([7; 64]),
        ..job.clone()
    };
    let mut jobs = vec![job; 1_999];
    jobs.push(stranger);
    let answers = verify_all(&jobs).await.unwrap();
    assert_eq!(answers.iter().filter(|is_theirs| **is_theirs).count(), 1_999);
    assert!(!answers[1_999]);
}

#[wasm_bindgen_test]
async fn a_draft_comes_back_from_local_storage_and_goes_for_good() {
    let key = SigningKey::make(false).await.unwrap();
    let machine = opened(&key).await;
    let room = machine.room();
    let draft = Draft::of(machine.log(), clock::now_ms());
    drafts::arrive(&LocalStorage, &draft).unwrap();
    assert_eq!(drafts::find(&LocalStorage, room), Ok(Found::Whole(draft)));
    assert_eq!(drafts::delete(&LocalStorage, room), Ok(0));
    assert!(
        LocalStorage
            .keys()
            .unwrap()
            .iter()
            .all(|key| !key.contains(&room.to_hex()))
    );
}

#[wasm_bindgen_test]
async fn a_message_reaches_the_other_window_of_the_room() {
    use plan_log::carry::{Carrier, Carry};
    let key = SigningKey::make(false).await.unwrap();
    let mut machine = opened(&key).await;
    let room = machine.room();
    let (mut resolve, mut heard) = (None, None);
    let promise = js_sys::Promise::new(&mut |yes, _| resolve = Some(yes));
    let resolve = resolve.unwrap();
    heard.replace(WindowChannel::open(room, move |bytes| {
        let bytes = js_sys::Uint8Array::from(&bytes[..]);
        resolve.call1(&wasm_bindgen::JsValue::UNDEFINED, &bytes).unwrap();
    }));
    let sender = WindowChannel::open(room, |_| {}).unwrap();
    let message = machine.greet(&clock::now()).send.remove(0);
    sender.send(&message);
    let bytes = wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
    assert_eq!(js_sys::Uint8Array::new(&bytes).to_vec(), message.to_bytes());
    drop(heard);
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .chars()
        .map(|digit| u8::try_from(digit.to_digit(16).unwrap()).unwrap())
        .collect();
    digits.chunks(2).map(|two| two[0] << 4 | two[1]).collect()
}

#[wasm_bindgen_test]
async fn the_browser_seals_and_opens_as_aes_gcm_is_written_down() {
    use plan_relay::jobs::{Job, Sealing};
    // Test case 16 of the specification of GCM.
    let plain = bytes_of(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    );
    let sealed = bytes_of(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
    );
    let key = bytes_of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    let with = |bytes: &[u8]| {
        Box::new(Sealing {
            key: plan_relay::Key::from_bytes(key.clone().try_into().unwrap()),
            nonce: bytes_of("cafebabefacedbaddecaf888").try_into().unwrap(),
            context: bytes_of("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
            bytes: bytes.to_vec(),
        })
    };
    let answer = async |job: Job| relay_keys::answer(&job, None).await;
    assert_eq!(answer(Job::Seal(with(&plain))).await, Some(sealed.clone()));
    assert_eq!(answer(Job::Open(with(&sealed))).await, Some(plain));
    let mut changed = sealed;
    changed[0] ^= 1;
    assert_eq!(answer(Job::Open(with(&changed))).await, None);
}

#[wasm_bindgen_test]
async fn two_who_agree_on_a_key_in_the_browser_have_the_same() {
    use plan_relay::jobs::Job;
    let (ours, our_point) = relay_keys::Private::make().await.unwrap();
    let (theirs, their_point) = relay_keys::Private::make().await.unwrap();
    let one = relay_keys::answer(&Job::Agree { theirs: their_point }, Some(&ours)).await;
    let other = relay_keys::answer(&Job::Agree { theirs: our_point }, Some(&theirs)).await;
    assert_eq!(one.as_ref().map(Vec::len), Some(32));
    assert_eq!(one, other);
    // A point that is not on the curve.
    assert_eq!(
        relay_keys::answer(&Job::Agree { theirs: [1; 64] }, Some(&ours)).await,
        None
    );
    assert_eq!(relay_keys::answer(&Job::Agree { theirs: our_point }, None).await, None);
}
