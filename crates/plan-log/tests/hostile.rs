//! Whatever arrives, nothing panics, and nothing changes but by valid entries.
#![expect(clippy::unwrap_used, reason = "a test stops where its own set-up does not hold")]

mod common;
mod forge;

use common::{act, author, check_same, held, settle, state, terms};
use forge::{entry, join, message, pair, send_entries, send_entry, texts};
use plan_core::{Case, Currency, Held};
use plan_log::carry::Carry;
use plan_log::entry::{MAX_PARENTS, RoomId};
use plan_log::message::{MAX_MESSAGE_BYTES, Unreadable};
use plan_log::peer::{Command, News, Peer, Refusal};
use plan_log::{Digest, Role};
use proptest::prelude::*;
use serde_json::{Value, json};

fn adjust(amount: i64) -> Command {
    Command::Adjust(vec![held(amount)])
}

fn adjust_body(currency: &str) -> Value {
    let set = json!([{ "field": "held", "value": { "amount": "12" } }]);
    json!({ "kind": "adjust", "currency": currency, "set": set, "cause": "edit" })
}

/// The message leaves everything as it was and says so.
#[track_caller]
fn check_message(text: &str, expected: &[News]) {
    let mut peer = pair().remove(1);
    let before = (peer.state().cloned(), texts(&peer));
    let received = peer.receive(text, 5_000);
    let news: Vec<News> = received
        .news
        .into_iter()
        .filter(|news| !matches!(news, News::Arrived(..)))
        .collect();
    assert_eq!(news, expected);
    assert_eq!((peer.state().cloned(), texts(&peer)), before);
}

/// The entry is refused; the valid one that was spoilt to make it is taken.
#[track_caller]
fn check_entry(spoil: impl Fn(&mut Value) -> Option<String>, expected: &News) {
    let mut peer = pair().remove(1);
    let valid = entry(&peer, 0, &join());
    let mut spoilt = valid.clone();
    let text = spoil(&mut spoilt).unwrap_or_else(|| spoilt.to_string());
    let before = (peer.state().cloned(), texts(&peer));
    let received = send_entries(&mut peer, &[text]);
    assert!(received.news.contains(expected), "{:?}", received.news);
    assert_eq!((peer.state().cloned(), texts(&peer)), before);
    assert!(!peer.log().has_gaps());
    let received = send_entries(&mut peer, &[valid.to_string()]);
    assert_eq!(received.news, [News::Changed]);
}

#[test]
fn receive_what_is_no_message_changes_nothing() {
    let not_ours = [News::Unreadable(Unreadable::NotOurs)];
    let peer = &pair()[1];
    let right = message(peer, "here", &Value::Null);
    check_message(&right, &[]);
    for text in [
        "",
        "{",
        "null",
        "[]",
        "7",
        "\"pn\"",
        "{}",
        "{\"pn\":null}",
        "{\"pn\":1}",
        "{\"pn\":-1}",
        "\u{0}",
    ] {
        check_message(text, &not_ours);
    }
    for (from, to) in [
        ("\"here\"", "\"there\""),
        ("\"person\"", "\"judge\""),
        ("\"from\":\"42", "\"from\":\"4Z"),
        ("\"value\":null", "\"valu\":null"),
        ("\"here\"", "\"hello\""),
        ("\"here\"", "\"entries\""),
    ] {
        assert!(right.contains(from), "{right}");
        check_message(&right.replace(from, to), &not_ours);
    }
    for value in [json!([1]), json!(["zz"]), json!({}), json!([null])] {
        check_message(&message(peer, "hello", &value), &not_ours);
    }
    let deep = "[".repeat(100_000);
    check_message(&deep, &not_ours);
    check_message(&right.replace("null", &deep), &not_ours);
}

#[test]
fn receive_another_version_says_so() {
    let other = [News::Unreadable(Unreadable::OtherVersion)];
    check_message("{\"pn\":2}", &other);
    check_message("{\"pn\":0,\"kind\":\"anything\"}", &other);
    let of_entry = News::Unreadable(Unreadable::OtherVersion);
    let set = |key: &'static str, value: Value| {
        move |entry: &mut Value| {
            entry[key] = value.clone();
            None
        }
    };
    check_entry(set("v", json!(2)), &of_entry);
    check_entry(set("body", json!({ "kind": "pause" })), &of_entry);
}

#[test]
fn receive_of_another_room_is_passed_over() {
    let other = Peer::start(RoomId::from_bytes([8; 16]), author(66), Role::Person, "");
    check_message(&other.greet().to_wire(), &[]);
    check_message(&other.leave().to_wire(), &[]);
}

#[test]
fn receive_what_is_too_large_says_so() {
    let too_large = [News::Unreadable(Unreadable::TooLarge)];
    check_message(&"x".repeat(3 << 20), &too_large);
    check_message(&" ".repeat(MAX_MESSAGE_BYTES + 1), &too_large);
    check_message(&" ".repeat(MAX_MESSAGE_BYTES), &[News::Unreadable(Unreadable::NotOurs)]);
    let peer = &pair()[1];
    let long = "x".repeat((12 << 10) + 1);
    check_message(
        &message(peer, "entries", &json!([long])),
        &[News::Unreadable(Unreadable::NotOurs)],
    );
}

#[test]
fn receive_huge_lists_changes_nothing() {
    let peer = &pair()[1];
    let heads: Vec<String> = (0..20_000_u32)
        .map(|n| Digest::of("x", &n.to_le_bytes()).to_hex())
        .collect();
    check_message(&message(peer, "hello", &json!(heads)), &[]);
    check_message(&message(peer, "entries", &json!(vec!["{}"; 100_000])), &[News::Refused]);
    let mut wide = entry(peer, 0, &join());
    wide["parents"] = json!(heads[..MAX_PARENTS + 1]);
    check_message(&message(peer, "entries", &json!([wide.to_string()])), &[News::Refused]);
}

#[test]
fn receive_entry_that_is_not_canonical_is_refused() {
    let refused = News::Refused;
    let text_of = |change: fn(String) -> String| move |entry: &mut Value| Some(change(entry.to_string()));
    check_entry(text_of(|text| text.replace("\"v\":1", "\"v\": 1")), &refused);
    check_entry(text_of(|text| format!("{text}\n")), &refused);
    check_entry(text_of(|text| text.replace("\"v\":1", "\"v\":1,\"w\":2")), &refused);
    check_entry(text_of(|text| text.replace("\"v\":1", "\"v\":1,\"v\":1")), &refused);
    check_entry(text_of(|text| text.replace("\"v\":1", "\"v\":1.0")), &refused);
    check_entry(text_of(|text| text.replace("Robin", "\\u0052obin")), &refused);
    check_entry(text_of(|text| text.replace("Robin", "Rob\\nin")), &refused);
    check_entry(text_of(|text| text.replace("Robin", &"R".repeat(61))), &refused);
    // The last key first.
    check_entry(
        text_of(|text| format!("{{\"v\":1,{}}}", text.trim_start_matches('{').replace(",\"v\":1}", ""))),
        &refused,
    );
    check_entry(
        |entry| {
            entry["body"]["extra"] = json!(true);
            None
        },
        &refused,
    );
    check_entry(
        |entry| {
            entry["seq"] = json!(-1);
            None
        },
        &refused,
    );
}

#[test]
fn receive_entry_with_parents_out_of_order_is_refused() {
    let mut peers = pair();
    // Two heads.
    act(&mut peers[0], adjust(1_000));
    act(&mut peers[1], adjust(2_000));
    settle(&mut peers);
    let peer = &mut peers[1];
    let right = entry(peer, 0, &join());
    let parents = right["parents"].as_array().unwrap().clone();
    let [first, second] = parents.as_slice() else {
        unreachable!("two heads")
    };
    for wrong in [
        json!([second, first]),
        json!([first, first]),
        json!([first, second, second]),
    ] {
        let mut spoilt = right.clone();
        spoilt["parents"] = wrong;
        assert!(send_entries(peer, &[spoilt.to_string()]).news.contains(&News::Refused));
    }
    assert_eq!(send_entries(peer, &[right.to_string()]).news, [News::Changed]);
    settle(&mut peers);
    check_same(&peers);
}

#[test]
fn receive_rootless_second_opening_and_other_room_are_refused() {
    let set_parents = |entry: &mut Value| {
        entry["parents"] = json!([]);
        None
    };
    check_entry(set_parents, &News::Refused);
    check_entry(
        |entry| {
            entry["room"] = json!("08".repeat(16));
            None
        },
        &News::Refused,
    );
    let case = Case::plain(Currency::GBP, terms().debts);
    let open = Peer::open(
        RoomId::from_bytes([7; 16]),
        author(66),
        Role::Agent,
        "",
        case,
        terms(),
        9,
    )
    .unwrap();
    let second = texts(&open).remove(0);
    check_entry(|_| Some(second.clone()), &News::Refused);
    // An opening that follows something.
    check_entry(
        |entry| {
            let mut open: Value = serde_json::from_str(&second).unwrap();
            open["parents"] = entry["parents"].clone();
            Some(open.to_string())
        },
        &News::Refused,
    );
    // An opening whose plan is about other debts than its case.
    check_entry(
        |_| {
            let mut open: Value = serde_json::from_str(&second).unwrap();
            open["body"]["terms"]["debts"][0]["balance"] = json!("999.00");
            Some(open.to_string())
        },
        &News::Refused,
    );
}

#[test]
fn an_opening_that_others_would_refuse_is_not_opened() {
    let long = || "x".repeat(plan_core::MAX_TEXT_CHARS);
    let debt = |number: usize| plan_core::Debt {
        id: format!("{number}"),
        label: Some(long()),
        balance: 1,
        since: None,
    };
    let mut many = terms();
    many.debts = (0..60).map(debt).collect();
    let case = Case::plain(Currency::GBP, many.debts.clone());
    let room = RoomId::from_bytes([7; 16]);
    let opened = Peer::open(room, author(1), Role::Agent, "", case, many, 9);
    assert_eq!(opened.err(), Some(Refusal::TooLarge));
    let other = Case::plain(Currency::parse("EUR").unwrap(), terms().debts);
    let opened = Peer::open(room, author(1), Role::Agent, "", other, terms(), 9);
    assert_eq!(opened.err(), Some(Refusal::HasProblems));
}

#[test]
fn adjust_in_another_currency_is_ignored() {
    for (currency, moved) in [("GBP", true), ("JPY", false)] {
        let mut peer = pair().remove(1);
        send_entry(&mut peer, 0, &join());
        let before = state(&peer).terms.clone();
        let mut body = adjust_body(currency);
        if moved {
            body["set"][0]["value"]["amount"] = json!("12.00");
        }
        let received = send_entry(&mut peer, 1, &body);
        assert_eq!(received.news, [News::Changed]);
        assert_eq!(state(&peer).terms != before, moved);
    }
}

#[test]
fn drag_in_another_currency_is_ignored() {
    for (currency, amount, shown) in [("GBP", "50.00", true), ("JPY", "50", false)] {
        let mut peer = pair().remove(1);
        let value = json!({ "currency": currency, "field": { "field": "held", "value": { "amount": amount } } });
        let text = message(&peer, "preview", &value);
        peer.receive(&text, 1);
        assert_eq!(peer.preview().is_some(), shown);
        assert_eq!(peer.terms().unwrap().instalments.held == Held::Amount(5_000), shown);
    }
}

#[test]
fn entry_of_a_window_that_has_not_joined_has_no_standing() {
    let mut peer = pair().remove(1);
    let before = peer.state().cloned();
    let mut body = adjust_body("GBP");
    body["set"][0]["value"]["amount"] = json!("12.00");
    send_entry(&mut peer, 0, &body);
    assert_eq!(peer.state().cloned(), before);
}

#[test]
fn join_as_the_other_side_changes_neither_side_nor_names() {
    let mut peer = pair().remove(1);
    send_entry(&mut peer, 0, &join());
    let mut twice = join();
    twice["role"] = json!("agent");
    twice["name"] = json!("Mallory");
    send_entry(&mut peer, 1, &twice);
    assert_eq!(state(&peer).members.get(&author(66)), Some(&Role::Person));
    assert_eq!(
        (state(&peer).name(Role::Agent), state(&peer).name(Role::Person)),
        ("Sam", "Robin")
    );
}

#[test]
fn agents_commands_by_the_person_have_no_standing() {
    let mut peers = pair();
    let before = peers[0].state().cloned();
    for body in [
        json!({ "kind": "screen", "mode": "blank" }),
        json!({ "kind": "in_person", "present": true }),
        json!({ "kind": "case", "case": Case::plain(Currency::GBP, vec![common::debt(5)]).to_value() }),
    ] {
        send_entry(&mut peers[0], 0, &join());
        let before = peers[0].state().cloned();
        send_entry(&mut peers[0], 1, &body);
        assert_eq!(peers[0].state().cloned(), before);
        peers = pair();
    }
    assert_eq!(peers[0].state().cloned(), before);
}

proptest! {
    /// Law: no text makes `receive` panic, and none but a valid entry changes anything.
    #[test]
    fn prop_any_text_changes_nothing(text in any::<String>()) {
        let mut peer = pair().remove(1);
        let before = (peer.state().cloned(), texts(&peer));
        peer.receive(&text, 1);
        peer.load([text]);
        prop_assert_eq!((peer.state().cloned(), texts(&peer)), before);
    }

    /// Law: a message with some of its bytes changed changes the state by valid entries only: both sides still meet.
    #[test]
    fn prop_spoilt_messages_change_nothing_for_good(
        amounts in proptest::collection::vec(1_i64..50_000, 1..6),
        spoil in proptest::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..4),
    ) {
        let mut peers = pair();
        let mut sent = vec![peers[0].greet().to_wire()];
        for amount in amounts {
            sent.extend(common::wire(&peers[0].command(adjust(amount), 1).unwrap_or_default()));
        }
        for text in sent {
            let mut letters: Vec<char> = text.chars().collect();
            for (at, letter) in &spoil {
                let at = at.index(letters.len());
                letters[at] = *letter;
            }
            let spoilt: String = letters.into_iter().collect();
            prop_assert!(peers[1].receive(&spoilt, 2).out.len() <= 3);
        }
        settle(&mut peers);
        // An entry whose parents were spoilt waits for what never comes; what is folded is the same all the same.
        prop_assert_eq!(peers[0].state(), peers[1].state());
    }

    /// Law: any JSON in the place of a message's value, or of an entry's body, does no harm.
    #[test]
    fn prop_any_value_changes_nothing(word in "hello|here|entries|preview|bye|[a-z]{0,6}", value in json_value()) {
        let mut peer = pair().remove(1);
        let before = (peer.state().cloned(), texts(&peer));
        let text = message(&peer, &word, &value);
        peer.receive(&text, 1);
        let texts_of_entries = [entry(&peer, 0, &value).to_string(), value.to_string()];
        send_entries(&mut peer, &texts_of_entries);
        prop_assert_eq!((peer.state().cloned(), texts(&peer)), before);
    }
}

/// Small JSON with the words that mean something here, but no whole body of an entry.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z0-9]{0,8}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "kind", "field", "value", "currency", "set", "cause", "held", "amount", "id",
    ]);
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..4)
                .prop_map(|map| Value::from(map.into_iter().collect::<serde_json::Map<_, _>>())),
        ]
    })
}
