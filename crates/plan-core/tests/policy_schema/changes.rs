//! Changes that reader and schema both refuse, and values that both take.

use super::fields::object;
use super::*;

/// Takes a field away (`- path`), or sets one (`path = value`); several edits stand between `&`.
pub fn edited(mut value: Value, edits: &str) -> Value {
    for edit in edits.split(" & ").filter(|edit| !edit.is_empty()) {
        if let Some(path) = edit.strip_prefix("- ") {
            let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
            assert!(object(&mut value, parent).remove(key).is_some(), "no {path}");
            continue;
        }
        let (path, to) = edit.split_once(" = ").unwrap_or_else(|| panic!("{edit}"));
        let to = parsed(to);
        let steps = pointer(path).unwrap();
        if let Some(place) = value.pointer_mut(&steps) {
            *place = to;
            continue;
        }
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        object(&mut value, parent).insert(key.to_owned(), to);
    }
    value
}

#[test]
pub fn reader_and_schema_refuse_the_same_changes() {
    const CHANGES: &[(&str, &str)] = &[
        // Missing.
        ("- version", "missing version"),
        ("- id", "missing id"),
        ("- pack_version", "missing pack_version"),
        ("- title", "missing title"),
        ("- applies_to", "missing applies_to"),
        ("- currency", "missing currency"),
        ("- valid_from", "missing valid_from"),
        ("- valid_until", "missing valid_until"),
        ("- advice", "missing advice"),
        ("advice = []", "missing advice[0]"),
        ("advice = null", "missing advice"),
        ("applies_to = []", "missing applies_to[0]"),
        ("title = {}", "missing title.en-GB"),
        (r#"title = {"en-GB":"  "}"#, "missing title.en-GB"),
        (r#"id = """#, "missing id"),
        (r#"company = "\u2003""#, "missing company"),
        (r#"company = "\u00a0\u3000 ""#, "missing company"),
        ("- limits.longest_months.months", "missing limits.longest_months.months"),
        ("- limits.reduction.reason", "missing limits.reduction.reason"),
        ("- limits.frequencies.source", "missing limits.frequencies.source"),
        ("- limits.lower_months.dated", "missing limits.lower_months.dated"),
        (r#"limits.reduction.source = " ""#, "missing limits.reduction.source"),
        ("limits.frequencies.every = []", "missing limits.frequencies.every[0]"),
        ("- days.review.days", "missing days.review.days"),
        ("- days.reply_by.source", "missing days.reply_by.source"),
        ("days.change_your_mind = {}", "missing days.change_your_mind.days"),
        ("- advice[0].name", "missing advice[0].name"),
        ("- advice[0].source", "missing advice[0].source"),
        ("- advice[0].dated", "missing advice[0].dated"),
        ("- advice[0].phone & - advice[0].web", "missing advice[0].phone"),
        (
            "advice[0].phone = null & advice[0].web = null",
            "missing advice[0].phone",
        ),
        ("advice[0].note = {}", "missing advice[0].note.en-GB"),
        ("consequences[0] = {}", "missing consequences[0].text"),
        ("- consequences[0].reason", "missing consequences[0].reason"),
        ("- credit_file.dated", "missing credit_file.dated"),
        // Another type.
        ("version = \"1\"", "unknown_version version"),
        ("id = 7", "wrong_type id"),
        ("pack_version = 2026", "wrong_type pack_version"),
        ("title = \"Rules\"", "wrong_type title"),
        ("title = [\"Rules\"]", "wrong_type title"),
        ("title = {\"en-GB\":null}", "wrong_type title.en-GB"),
        ("title = {\"en-GB\":1}", "wrong_type title.en-GB"),
        ("company = {}", "wrong_type company"),
        ("applies_to = \"consumer\"", "wrong_type applies_to"),
        ("applies_to = [null]", "wrong_type applies_to[0]"),
        ("currency = 826", "wrong_type currency"),
        ("valid_from = 20261001", "wrong_type valid_from"),
        ("limits = []", "wrong_type limits"),
        ("limits.longest_months = 24", "wrong_type limits.longest_months"),
        (
            "limits.longest_months.months = \"24\"",
            "wrong_type limits.longest_months.months",
        ),
        (
            "limits.longest_months.months = 1.5",
            "wrong_type limits.longest_months.months",
        ),
        (
            "limits.smallest_monthly.amount = 5",
            "wrong_type limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.source = {}",
            "wrong_type limits.smallest_monthly.source",
        ),
        (
            "limits.frequencies.every = \"monthly\"",
            "wrong_type limits.frequencies.every",
        ),
        (
            "limits.frequencies.every[0] = 7",
            "wrong_type limits.frequencies.every[0]",
        ),
        (
            "limits.frequencies.every[0] = null",
            "wrong_type limits.frequencies.every[0]",
        ),
        ("limits.reduction.percent = 10", "wrong_type limits.reduction.percent"),
        ("days = 14", "wrong_type days"),
        ("days.reply_by = \"14\"", "wrong_type days.reply_by"),
        ("days.reply_by.days = true", "wrong_type days.reply_by.days"),
        ("advice = {}", "wrong_type advice"),
        ("advice[0] = \"somebody\"", "wrong_type advice[0]"),
        ("advice[0].phone = 8081570100", "wrong_type advice[0].phone"),
        ("advice[0].web = []", "wrong_type advice[0].web"),
        ("advice[0].note = \"x\"", "wrong_type advice[0].note"),
        ("consequences = {}", "wrong_type consequences"),
        ("consequences[0] = null", "wrong_type consequences[0]"),
        ("consequences[0].text = \"x\"", "wrong_type consequences[0].text"),
        ("credit_file = []", "wrong_type credit_file"),
        ("credit_file = \"x\"", "wrong_type credit_file"),
        // Unknown.
        ("limit = {}", "unknown_field limit"),
        ("limits.smallest = null", "unknown_field limits.smallest"),
        (
            "limits.longest_months.month = 1",
            "unknown_field limits.longest_months.month",
        ),
        (
            "limits.frequencies.every[4] = {\"months\":2,\"weeks\":8}",
            "unknown_field limits.frequencies.every[4].weeks",
        ),
        ("days.replyby = {}", "unknown_field days.replyby"),
        ("days.review.text = {}", "unknown_field days.review.text"),
        ("advice[0].tel = \"1\"", "unknown_field advice[0].tel"),
        ("consequences[0].days = 1", "unknown_field consequences[0].days"),
        ("credit_file.note = {}", "unknown_field credit_file.note"),
        // Out of range, or not of the form.
        ("version = 0", "unknown_version version"),
        ("version = 2", "unknown_version version"),
        ("id = \"a\\u0007b\"", "control_characters id"),
        ("pack_version = \"a\\nb\"", "control_characters pack_version"),
        (
            "credit_file.source = \"a\\u0085b\"",
            "control_characters credit_file.source",
        ),
        ("title = {\"en_GB\":\"x\"}", "not_allowed title.en_GB"),
        ("title = {\"\":\"x\"}", "not_allowed title."),
        ("title = {\"en-\":\"x\"}", "not_allowed title.en-"),
        ("title = {\"abcdefghi\":\"x\"}", "not_allowed title.abcdefghi"),
        (
            "title = {\"abcdefgh-abcdefgh-abc\":\"x\"}",
            "not_allowed title.abcdefgh-abcdefgh-ab",
        ),
        ("title = {\"é\":\"x\"}", "not_allowed title.é"),
        ("applies_to = [\"person\"]", "not_allowed applies_to[0]"),
        ("applies_to = [\"Consumer\"]", "not_allowed applies_to[0]"),
        ("applies_to = [\"consumer\",\"consumer\"]", "duplicate applies_to[1]"),
        (
            "applies_to = [\"consumer\",\"company\",\"sole_trader\",\"company\"]",
            "too_many applies_to",
        ),
        ("currency = \"gbp\"", "not_allowed currency"),
        ("currency = \"POUND\"", "not_allowed currency"),
        ("valid_from = \"2026-02-30\"", "not_a_date valid_from"),
        ("valid_from = \"1 October 2026\"", "not_a_date valid_from"),
        ("valid_from = \"1969-12-31\"", "not_a_date valid_from"),
        ("valid_until = \"2201-01-01\"", "not_a_date valid_until"),
        (
            "limits.reduction.dated = \"2026-9-14\"",
            "not_a_date limits.reduction.dated",
        ),
        (
            "limits.smallest_monthly.amount = \"0.00\"",
            "zero limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"-5\"",
            "negative limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"£5\"",
            "not_a_number limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"5.\"",
            "not_a_number limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"1000000000000\"",
            "too_large limits.smallest_monthly.amount",
        ),
        (
            "limits.longest_months.months = 0",
            "too_small limits.longest_months.months",
        ),
        (
            "limits.longest_months.months = -1",
            "too_small limits.longest_months.months",
        ),
        (
            "limits.longest_months.months = 1201",
            "too_large limits.longest_months.months",
        ),
        ("limits.break_months.months = 0", "too_small limits.break_months.months"),
        (
            "limits.break_months.months = 1201",
            "too_large limits.break_months.months",
        ),
        ("limits.lower_months.months = 0", "too_small limits.lower_months.months"),
        (
            "limits.lower_months.months = 1201",
            "too_large limits.lower_months.months",
        ),
        (
            "limits.first_within_days.days = -1",
            "too_small limits.first_within_days.days",
        ),
        (
            "limits.first_within_days.days = 3651",
            "too_large limits.first_within_days.days",
        ),
        (
            "limits.frequencies.every[0] = \"daily\"",
            "not_allowed limits.frequencies.every[0]",
        ),
        (
            "limits.frequencies.every[4] = {}",
            "exactly_one limits.frequencies.every[4]",
        ),
        (
            "limits.frequencies.every[4] = {\"months\":1,\"days\":1}",
            "exactly_one limits.frequencies.every[4]",
        ),
        (
            "limits.frequencies.every[4] = {\"months\":13}",
            "too_large limits.frequencies.every[4].months",
        ),
        (
            "limits.frequencies.every[4] = {\"days\":367}",
            "too_large limits.frequencies.every[4].days",
        ),
        (
            "limits.frequencies.every[4] = {\"twice_monthly\":[1]}",
            "too_small limits.frequencies.every[4].twice_monthly",
        ),
        (
            "limits.frequencies.every[4] = {\"twice_monthly\":[1,2,3]}",
            "too_many limits.frequencies.every[4].twice_monthly",
        ),
        (
            "limits.frequencies.every[4] = {\"twice_monthly\":[1,32]}",
            "too_large limits.frequencies.every[4].twice_monthly[1]",
        ),
        (
            "limits.reduction.percent = \"100.0001\"",
            "too_large limits.reduction.percent",
        ),
        (
            "limits.reduction.percent = \"101\"",
            "too_large limits.reduction.percent",
        ),
        ("limits.reduction.percent = \"-1\"", "negative limits.reduction.percent"),
        (
            "limits.reduction.percent = \"10 %\"",
            "not_a_number limits.reduction.percent",
        ),
        (
            "limits.reduction.percent = \"0.00001\"",
            "too_many_decimals limits.reduction.percent",
        ),
        ("days.reply_by.days = 0", "too_small days.reply_by.days"),
        ("days.reply_by.days = 3651", "too_large days.reply_by.days"),
        ("days.review.days = 0", "too_small days.review.days"),
        (
            "days.change_your_mind.days = 3651",
            "too_large days.change_your_mind.days",
        ),
        ("advice[0].phone = \"call us\"", "not_allowed advice[0].phone"),
        ("advice[0].phone = \"()\"", "not_allowed advice[0].phone"),
        ("advice[0].phone = \"٠٨٠٨\"", "not_allowed advice[0].phone"),
        ("advice[0].web = \"http://example.org/\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"HTTPS://example.org/\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"https://\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"https:///a\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"https://a b/\"", "not_allowed advice[0].web"),
        (
            "advice[0].web = \"https://a@example.org/\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/\\\"x\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/`x\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/\\\\x\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/<x>\"",
            "not_allowed advice[0].web",
        ),
        ("advice[0].web = \"https://example.org/é\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"javascript:alert(1)\"", "not_allowed advice[0].web"),
    ];
    for (edits, expected) in CHANGES {
        let value = edited(whole(), edits);
        let found: Vec<String> = told(&value)
            .iter()
            .map(|problem| format!("{} {}", problem.code.as_str(), problem.path))
            .collect();
        assert!(
            found.iter().any(|one| one == expected),
            "{edits}: the reader says {found:?}"
        );
        assert!(!complaints(&value).is_empty(), "{edits} is accepted by the schema");
    }
    assert_eq!(told(&edited(whole(), "")), []);
}

/// A JSON string of so many letters. They are of several bytes: it is characters that count.
pub fn letters(count: usize) -> String {
    json!("é".repeat(count)).to_string()
}

#[test]
pub fn reader_and_schema_have_the_same_borders() {
    let list = |entry: &Value, count: usize| json!(vec![entry; count]).to_string();
    let languages = |count: usize| {
        let texts = (0..count).map(|index| (format!("x{index}"), json!("x")));
        Value::Object(texts.collect()).to_string()
    };
    let pack = whole();
    let web = |count: usize| json!(format!("https://a/{}", "x".repeat(count - 10))).to_string();
    let borders = [
        ("id", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        ("pack_version", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        ("company", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        (
            "title.en-GB",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        (
            "credit_file.text.cy",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        (
            "credit_file.source",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        (
            "advice[0].source",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        ("advice[0].name", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        (
            "advice[0].phone",
            json!("1".repeat(200)).to_string(),
            json!("1".repeat(201)).to_string(),
        ),
        ("advice[0].web", web(200), web(201)),
        ("title", languages(MAX_LANGUAGES), languages(MAX_LANGUAGES + 1)),
        (
            "advice",
            list(&pack["advice"][0], MAX_ENTRIES),
            list(&pack["advice"][0], MAX_ENTRIES + 1),
        ),
        (
            "consequences",
            list(&pack["consequences"][0], MAX_ENTRIES),
            list(&pack["consequences"][0], MAX_ENTRIES + 1),
        ),
        (
            "limits.frequencies.every",
            list(&json!("monthly"), 20),
            list(&json!("monthly"), 21),
        ),
        (
            "limits.longest_months.months",
            MAX_PAYMENTS.to_string(),
            (MAX_PAYMENTS + 1).to_string(),
        ),
        ("limits.first_within_days.days", "0".to_owned(), "-1".to_owned()),
        ("limits.first_within_days.days", "3650".to_owned(), "3651".to_owned()),
        ("days.review.days", "1".to_owned(), "0".to_owned()),
        ("days.review.days", "3650".to_owned(), "3651".to_owned()),
        ("limits.reduction.percent", "\"100\"".to_owned(), "\"100.1\"".to_owned()),
        ("limits.reduction.percent", "\"0\"".to_owned(), "\"\"".to_owned()),
        (
            "limits.smallest_monthly.amount",
            "\"0.01\"".to_owned(),
            "\"0.00\"".to_owned(),
        ),
        (
            "limits.smallest_monthly.amount",
            "\"999999999999.99\"".to_owned(),
            "\"1000000000000\"".to_owned(),
        ),
        (
            "title",
            "{\"abcdefgh-abcdefgh-ab\":\"x\"}".to_owned(),
            "{\"abcdefgh-abcdefgh-abc\":\"x\"}".to_owned(),
        ),
        ("valid_from", "\"1970-01-01\"".to_owned(), "\"1969-12-31\"".to_owned()),
        ("valid_until", "\"2200-12-31\"".to_owned(), "\"2201-01-01\"".to_owned()),
        ("consequences", "[]".to_owned(), "[null]".to_owned()),
        (
            "applies_to",
            "[\"consumer\",\"sole_trader\",\"company\"]".to_owned(),
            "[\"consumer\",\"sole_trader\",\"company\",\"consumer\"]".to_owned(),
        ),
        // A mark that is seen by nobody is not blank to the reader; white space is.
        ("company", "\"\\ufeff\"".to_owned(), "\"\\u2028\"".to_owned()),
    ];
    for (path, within, beyond) in &borders {
        let value = edited(whole(), &format!("{path} = {within}"));
        assert_eq!(told(&value), [], "{path} {within}");
        assert_eq!(complaints(&value), [""; 0], "{path} {within}");
        let value = edited(whole(), &format!("{path} = {beyond}"));
        assert!(!told(&value).is_empty(), "{path} {beyond} is read");
        assert!(
            !complaints(&value).is_empty(),
            "{path} {beyond} is accepted by the schema"
        );
    }
}

/// What the page says that a schema cannot say.
#[test]
pub fn what_the_schema_leaves_to_the_program_is_refused_there() {
    for (edits, code) in [
        ("currency = \"XXX\"", ProblemCode::NotAllowed),
        (
            "limits.smallest_monthly.amount = \"5.001\"",
            ProblemCode::TooManyDecimals,
        ),
        ("valid_until = \"2026-09-30\"", ProblemCode::Reversed),
        ("days.review.days = 182.0", ProblemCode::WrongType),
        ("version = 1.0", ProblemCode::UnknownVersion),
    ] {
        let value = edited(whole(), edits);
        let codes: Vec<ProblemCode> = told(&value).iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [code], "{edits}");
        assert_eq!(complaints(&value), [""; 0], "{edits}");
    }
}
