//! What the generator refuses, and what it writes; `src/fixture.rs` runs what it writes.

#[path = "../build/generate.rs"]
mod generate;

use generate::{Generated, Source, generate};

/// Compiles Fluent files given as pairs of a code and their text.
fn compile(files: &[(&str, &str)]) -> Result<Generated, Vec<String>> {
    let source = |(code, text): &(&str, &str)| Source {
        code: (*code).to_owned(),
        path: format!("locales/{code}.ftl"),
        text: (*text).to_owned(),
    };
    generate(&files.iter().map(source).collect::<Vec<_>>(), "en-GB")
}

/// The Rust made of one English file.
fn written(text: &str) -> String {
    match compile(&[("en-GB", text)]) {
        Ok(generated) => generated.code,
        Err(problems) => problems.join("\n"),
    }
}

/// What is wrong with one English file.
fn problems(text: &str) -> Vec<String> {
    compile(&[("en-GB", text)]).err().unwrap_or_default()
}

/// What is wrong with a Welsh file beside an English one.
fn differences(english: &str, welsh: &str) -> Vec<String> {
    compile(&[("cy", welsh), ("en-GB", english)]).err().unwrap_or_default()
}

#[test]
fn a_fixed_message_is_one_call() {
    let code = written("hello = Hello\n");
    assert!(
        code.contains("pub fn hello() -> super::Message {\n        super::fixed(0, \"Hello\")\n"),
        "{code}"
    );
    assert!(code.contains("pub const KEYS: &[&str] = &[\"hello\"];"), "{code}");
}

#[test]
fn an_empty_file_is_no_messages() {
    assert!(written("").contains("pub const KEYS: &[&str] = &[];"));
}

#[test]
fn parameters_are_sorted_and_typed_by_use() {
    let code = written("x = { $z } { $a-b } { $n ->\n    [one] { $n }\n   *[other] { $n }s\n}\n");
    assert!(code.contains("pub fn x(a_b: &str, n: u64, z: &str)"), "{code}");
    assert!(code.contains("parts_.number(n);"), "{code}");
    assert!(code.contains("parts_.value(a_b);"), "{code}");
}

#[test]
fn a_translation_is_asked_by_place_and_given_the_values_in_order() {
    let code = written("w = a\nx = a { $b } { $n ->\n    [one] c\n   *[other] d\n}\n");
    let asked = "super::translated(1, &[super::Value::Text(b), super::Value::Number(n)])";
    assert!(code.contains(asked), "{code}");
}

#[test]
fn tables_have_texts_places_and_selectors() {
    let welsh = "a = \"b\\ { $y }\nc = { $n ->\n    [two] { $n } x\n   *[other] z\n}\n";
    let generated = compile(&[("en-GB", "a = { $y }\nc = { $n }\n"), ("cy", welsh)]).unwrap();
    let (code, table) = &generated.tables[1];
    assert_eq!(code, "cy");
    assert_eq!(
        table,
        "{\"language\":\"cy\",\"direction\":\"ltr\",\"messages\":[\n\
         [\"\\\"b\\\\ \",0],\n[[0,[[\"2\",[0,\" x\"]],[\"*\",[\"z\"]]]]]\n]}\n"
    );
}

#[test]
fn a_plural_in_one_locale_types_the_parameter_in_all() {
    let code = compile(&[
        ("en-GB", "x = { $n } a\n"),
        ("cy", "x = { $n ->\n    [two] b\n   *[other] c\n}\n"),
    ]);
    assert!(code.unwrap().code.contains("pub fn x(n: u64)"));
}

#[test]
fn strings_are_escaped() {
    let code = written("x = a\"b\\c{\"{\"}{\"\\u2068\"}\n");
    assert!(code.contains(r#"fixed(0, "a\"b\\c{\u{2068}")"#), "{code}");
}

#[test]
fn comments_become_documentation() {
    let code = written("# See [x] <y> `z[0]`.\nx = Hi { $you }\n");
    assert!(
        code.contains("    /// See \\[x\\] \\<y\\> `z[0]`\\.\n    ///\n    /// ```text\n    /// Hi { $you }\n"),
        "{code}"
    );
    assert!(
        written("x = Hi\n    .y = Ho\n").contains("    /// The message `x.y`:\n    ///\n    /// ```text\n    /// Ho\n")
    );
}

#[test]
fn missing_and_extra_keys_are_listed() {
    let found = differences("a = x\nb = x\n    .c = x\nd = x\n", "d = x\ne = x\n");
    let expected = [
        "locales/cy.ftl: missing, though in locales/en-GB.ftl: a, b, b.c",
        "locales/cy.ftl: not in locales/en-GB.ftl: e",
    ];
    assert_eq!(found, expected);
}

#[test]
fn different_variables_are_refused() {
    let found = differences("a = { $x } { $y }\nb = x\n", "a = { $x }\nb = { $z }\n");
    let expected = [
        "locales/cy.ftl:1: a has $x, but locales/en-GB.ftl has $x, $y",
        "locales/cy.ftl:2: b has $z, but locales/en-GB.ftl has no variables",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_variable_selects_by_number_or_by_word() {
    let found = problems("a = { $x ->\n    [one] a\n   *[other] b\n}{ $x ->\n    [debt] a\n   *[other] b\n}\n");
    assert_eq!(found, ["locales/en-GB.ftl:5: $x selects by number and also by word"]);
    let found = differences(
        "a = { $x ->\n    [one] a\n   *[other] b\n}\n",
        "a = { $x ->\n    [debt] a\n   *[other] b\n}\n",
    );
    assert_eq!(
        found,
        ["locales/cy.ftl:1: $x selects by number in one locale and by word in another"]
    );
}

#[test]
fn junk_is_refused_with_its_line() {
    let found = problems("a = x\n\nb = { $x\n\nc = y }\nnot a message\n");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("locales/en-GB.ftl:5: "), "{found:?}");
    assert!(found[0].ends_with(", in what begins on line 3"), "{found:?}");
    assert!(found[1].starts_with("locales/en-GB.ftl:5: "), "{found:?}");
    assert!(found[2].starts_with("locales/en-GB.ftl:6: "), "{found:?}");
}

#[test]
fn a_problem_is_one_line() {
    let found = problems("a = { $x -> [one] b *[other] c }\n");
    assert_eq!(found, ["locales/en-GB.ftl:1: Expected the end of the line"]);
}

#[test]
fn line_ends_of_windows_change_nothing() {
    assert_eq!(
        written("a =\r\n    b\r\n    c { $x }\r\n"),
        written("a =\n    b\n    c { $x }\n")
    );
}

#[test]
fn a_key_is_defined_once() {
    assert_eq!(
        problems("a = x\nb = y\na = z\n"),
        ["locales/en-GB.ftl:3: a is defined twice"]
    );
    assert_eq!(
        problems("a = { -b }\n-b = y\n-b = z\n"),
        ["locales/en-GB.ftl:3: b is defined twice"]
    );
    assert_eq!(
        problems("a = x\n    .b = y\n    .b = z\n"),
        ["locales/en-GB.ftl:3: a.b is defined twice"]
    );
    let found = problems("a = x\n    .b = y\na-b = z\n");
    assert_eq!(
        found,
        ["locales/en-GB.ftl:3: a-b and a.b would both be the function a_b()"]
    );
}

#[test]
fn keys_and_variables_are_kebab_case() {
    let found = problems("a_b = x\naB = x\na--b = x\nself = x\nc = { $dE }\n");
    assert_eq!(found.len(), 5, "{found:?}");
    assert_eq!(
        found[0],
        "locales/en-GB.ftl:1: a_b is not in kebab-case, or is a word that Rust reserves"
    );
    assert_eq!(
        found[4],
        "locales/en-GB.ftl:5: $dE is not in kebab-case, or is a word that Rust reserves"
    );
}

#[test]
fn functions_are_refused() {
    let expected =
        ["locales/en-GB.ftl:2: NUMBER() is a function, and there are none here: pass the value already formatted"];
    assert_eq!(problems("a = x\nb = { NUMBER($x) }\n"), expected);
    assert_eq!(
        problems("a = x\nb = { NUMBER($x) ->\n    [one] a\n   *[other] b\n}\n"),
        expected
    );
}

#[test]
fn references_must_exist_and_end() {
    assert_eq!(problems("a = { b }\n"), ["locales/en-GB.ftl:1: there is no b"]);
    assert_eq!(problems("a = { -b }\n"), ["locales/en-GB.ftl:1: there is no -b"]);
    assert_eq!(
        problems("a = { b.c }\nb = x\n"),
        ["locales/en-GB.ftl:1: there is no b.c"]
    );
    assert_eq!(
        problems("a = { -b }\n-b = { -b }\n"),
        ["locales/en-GB.ftl:2: -b refers to itself"]
    );
    let found = problems("a = { b }\nb = { a }\n");
    assert_eq!(
        found,
        [
            "locales/en-GB.ftl:2: a refers to itself",
            "locales/en-GB.ftl:1: b refers to itself"
        ]
    );
    assert_eq!(
        problems("a = x\n-b = y\n"),
        ["locales/en-GB.ftl:2: the term -b is not used"]
    );
    assert_eq!(
        problems("a = { -b }\n-b = { $c }\n"),
        ["locales/en-GB.ftl:2: $c is not given to this term"]
    );
    assert_eq!(
        problems("a = { -b(\"c\") }\n-b = x\n"),
        ["locales/en-GB.ftl:1: a term takes only named arguments"]
    );
}

#[test]
fn terms_choose_by_what_they_are_given() {
    let term = "-t = { $n ->\n    [one] single\n    [5] five\n   *[other] more\n}\n";
    let code = written(&format!(
        "x = {{ -t(n: 1) }} {{ -t(n: 5) }} {{ -t(n: 9) }} {{ -t }}\n{term}"
    ));
    assert!(code.contains("fixed(0, \"single five more more\")"), "{code}");
}

#[test]
fn plurals_are_those_of_the_language() {
    let only = |text: &str| problems(text).join("\n");
    assert_eq!(
        only("a = { $n ->\n    [few] a\n   *[other] b\n}\n"),
        "locales/en-GB.ftl:2: [few] is a plural category that en does not have"
    );
    assert_eq!(
        only("a = { $n ->\n    [one] a\n    [1] c\n   *[other] b\n}\n"),
        "locales/en-GB.ftl:3: [1] can never be shown: an earlier variant takes all it would"
    );
    assert_eq!(
        only("a = { $n ->\n    [one] a\n   *[two] b\n}\n"),
        "locales/en-GB.ftl:3: the default variant of a plural must be *[other]"
    );
    assert_eq!(
        only("a = { $n ->\n    [1.5] a\n   *[other] b\n}\n"),
        "locales/en-GB.ftl:2: [1.5] is not a whole number"
    );
    assert_eq!(
        only("a = { $n ->\n    [one] a\n    [debt] c\n   *[other] b\n}\n"),
        "locales/en-GB.ftl:3: [debt] is a word among plural categories or numbers"
    );
}

#[test]
fn locales_are_known_and_include_the_reference() {
    let unknown = compile(&[("en-GB", ""), ("fr", "")]).unwrap_err();
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].starts_with("locales/fr.ftl: fr: the plural rules of this language are not known"));
    let absent = compile(&[("cy", "")]).unwrap_err();
    assert_eq!(
        absent,
        ["there is no en-GB.ftl, which all other locales are checked against"]
    );
    assert!(compile(&[("en-GB", ""), ("en_US", "")]).unwrap_err()[0].contains("not a locale code"));
}
