//! Turns Fluent files into Rust source: one function a message, so that a missing key is a compile error.
//!
//! Accepted: text, variables, string and number literals, terms (with literal arguments), references to other
//! messages, attributes, plural selectors (categories and exact numbers), word selectors, and selectors within
//! selectors. Refused, with the file and line: functions such as `NUMBER()`, anything the parser calls junk, keys or
//! variables that are not kebab-case, plural categories the language does not have, and variants that can never show.

use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::parser::{ErrorKind, ParserError};
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::{BTreeMap, BTreeSet};

/// One Fluent file.
pub struct Source {
    /// The locale's code, such as `en-GB`.
    pub code: String,
    /// Where it is, as shown in problems.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// The integer a plural category stands for, by language: `None` for an unknown language.
///
/// For whole numbers, English and Welsh give each category but `other` exactly one number, so a plural is a plain
/// `match` and needs no rules at run time. A language for which that is not so needs this table to grow.
fn plural_categories(language: &str) -> Option<&'static [(&'static str, u64)]> {
    match language {
        "en" => Some(&[("one", 1)]),
        "cy" => Some(&[("zero", 0), ("one", 1), ("two", 2), ("few", 3), ("many", 6)]),
        _ => None,
    }
}

/// The names CLDR has for plural categories.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Words that can name a function or a parameter only with `r#` before them.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that can name neither at all.
const FORBIDDEN: &[&str] = &["crate", "self", "super"];

/// Functions with more parameters than this are what clippy calls too many.
const MANY_PARAMETERS: usize = 7;

/// What a message is made of, once terms and references are inlined.
enum Piece {
    Text(String),
    Value(String),
    Select {
        variable: String,
        arms: Vec<(Key, Vec<Piece>)>,
        default_key: String,
        default: Vec<Piece>,
    },
}

/// What an arm of a selector waits for.
enum Key {
    Number(u64),
    Word(String),
}

/// How a variable is used, which decides its parameter's type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Placed,
    Number,
    Word,
}

/// One function to be: a message's value or one of its attributes.
struct Entry {
    key: String,
    at: String,
    comment: Vec<String>,
    pieces: Vec<Piece>,
    uses: BTreeMap<String, Use>,
}

/// All functions of a locale, by name.
struct Catalogue<'a> {
    source: &'a Source,
    entries: BTreeMap<String, Entry>,
}

/// Compiles the files into Rust, or lists everything that is wrong with them.
///
/// The result defines `enum Locale`, `const KEYS` and `mod words`; it expects `Message`, `Parts` and `locale()` beside
/// them.
pub fn generate(sources: &[Source], reference: &str) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let mut catalogues = Vec::new();
    for source in sources {
        match read(source) {
            Ok(entries) => catalogues.push(Catalogue { source, entries }),
            Err(found) => problems.extend(found),
        }
    }
    if !sources.iter().any(|source| source.code == reference) {
        problems.push(format!(
            "there is no {reference}.ftl, which all other locales are checked against"
        ));
    }
    // The reference first, the rest in their order: a new locale does not renumber the default.
    catalogues.sort_by_key(|catalogue| catalogue.source.code != reference);
    let Some((first, others)) = catalogues.split_first().filter(|_| problems.is_empty()) else {
        return Err(problems);
    };
    for other in others {
        compare(first, other, &mut problems);
    }
    let mut functions = String::new();
    for name in first.entries.keys() {
        match function(name, &catalogues) {
            Ok(code) => functions.push_str(&code),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut out = locale_enum(&catalogues);
    let names: Vec<String> = first.entries.keys().map(|name| format!("{name:?}")).collect();
    out.push_str(&format!(
        "\n/// The name of every function in [`words`], so that a test can tell which are not used.\n\
         pub const KEYS: &[&str] = &[{}];\n",
        names.join(", ")
    ));
    out.push_str(&format!(
        "\n/// One function a message, made from `locales/*.ftl`; each answers in the [current locale](locale).\n\
         pub mod words {{\n{functions}}}\n"
    ));
    Ok(out)
}

/// Lists the keys and variables in which a locale differs from the reference.
fn compare(first: &Catalogue, other: &Catalogue, problems: &mut Vec<String>) {
    let absent = |from: &Catalogue, to: &Catalogue| -> Vec<String> {
        let missing = from.entries.iter().filter(|(name, _)| !to.entries.contains_key(*name));
        missing.map(|(_, entry)| entry.key.clone()).collect()
    };
    let (here, there) = (&other.source.path, &first.source.path);
    let missing = absent(first, other);
    if !missing.is_empty() {
        problems.push(format!("{here}: missing, though in {there}: {}", missing.join(", ")));
    }
    let extra = absent(other, first);
    if !extra.is_empty() {
        problems.push(format!("{here}: not in {there}: {}", extra.join(", ")));
    }
    for (name, entry) in &other.entries {
        let Some(expected) = first.entries.get(name) else {
            continue;
        };
        let list = |entry: &Entry| {
            let names: Vec<String> = entry.uses.keys().map(|name| format!("${name}")).collect();
            if names.is_empty() {
                "no variables".to_owned()
            } else {
                names.join(", ")
            }
        };
        if !entry.uses.keys().eq(expected.uses.keys()) {
            let (at, key) = (&entry.at, &entry.key);
            problems.push(format!(
                "{at}: {key} has {}, but {there} has {}",
                list(entry),
                list(expected)
            ));
        }
    }
}

// ---- Reading ----

/// Reads one file into its entries, or lists everything that is wrong with it.
fn read(source: &Source) -> Result<BTreeMap<String, Entry>, Vec<String>> {
    let path = &source.path;
    if !source
        .code
        .split('-')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()))
    {
        return Err(vec![format!(
            "{path}: {:?} is not a locale code such as en-GB",
            source.code
        )]);
    }
    let language = source.code.split('-').next().unwrap_or_default();
    let Some(categories) = plural_categories(language) else {
        let problem =
            "the plural rules of this language are not known: add them to crates/plan-words/build/generate.rs";
        return Err(vec![format!("{path}: {language}: {problem}")]);
    };
    let text = source.text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let resource = match fluent_syntax::parser::parse(text.as_str()) {
        Ok(resource) => resource,
        Err((_, errors)) => return Err(errors.iter().map(|error| syntax_problem(path, &text, error)).collect()),
    };
    let mut reader = Reader {
        path,
        text: &text,
        language,
        categories,
        messages: BTreeMap::new(),
        terms: BTreeMap::new(),
        open: Vec::new(),
        reached: BTreeSet::new(),
        uses: BTreeMap::new(),
        problems: Vec::new(),
    };
    reader.index(&resource);
    let mut entries = BTreeMap::new();
    for entry in &resource.body {
        if let ast::Entry::Message(message) = entry {
            reader.message(message, &mut entries);
        }
    }
    for name in reader.terms.keys().copied().collect::<Vec<_>>() {
        if !reader.reached.contains(name) {
            reader.problem(name, &format!("the term -{name} is not used"));
        }
    }
    if reader.problems.is_empty() {
        Ok(entries)
    } else {
        Err(reader.problems)
    }
}

/// What the parser has against the text, in one line.
fn syntax_problem(path: &str, text: &str, error: &ParserError) -> String {
    let begins = error.slice.as_ref().map(|slice| line(text, slice.start));
    let at = line(text, error.pos.start);
    let what = match &error.kind {
        ErrorKind::ExpectedCharRange { range } if range.contains('\n') => "Expected the end of the line".to_owned(),
        kind => kind.to_string(),
    };
    match begins {
        Some(begins) if begins != at => format!("{path}:{at}: {what}, in what begins on line {begins}"),
        _ => format!("{path}:{at}: {what}"),
    }
}

/// The number of the line at a place in a text.
fn line(text: &str, offset: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(offset)
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

/// Where the variables of a pattern come from.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// A message's are its function's parameters.
    Message,
    /// A term's are the literals it is referred to with.
    Term(&'a [ast::NamedArgument<&'a str>]),
}

/// What a selector comes to.
enum Selector {
    /// Known only at run time.
    Variable(String),
    /// Known now: `None` is a term's variable that was not given.
    Known(Option<String>),
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    language: &'a str,
    categories: &'static [(&'static str, u64)],
    messages: BTreeMap<&'a str, &'a ast::Message<&'a str>>,
    terms: BTreeMap<&'a str, &'a ast::Term<&'a str>>,
    /// What is being inlined at the moment, to notice a circle.
    open: Vec<String>,
    /// The terms something refers to.
    reached: BTreeSet<&'a str>,
    uses: BTreeMap<String, Use>,
    problems: Vec<String>,
}

impl<'a> Reader<'a> {
    /// The place of a slice of the text.
    fn at(&self, slice: &str) -> String {
        let offset = (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        format!("{}:{}", self.path, line(self.text, offset))
    }

    fn problem(&mut self, slice: &str, what: &str) {
        let problem = format!("{}: {what}", self.at(slice));
        // A term that is wrong is wrong wherever it is inlined; once is enough.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Finds every message and term by its key.
    fn index(&mut self, resource: &'a ast::Resource<&'a str>) {
        for entry in &resource.body {
            let (id, twice) = match entry {
                ast::Entry::Message(message) => (
                    message.id.name,
                    self.messages.insert(message.id.name, message).is_some(),
                ),
                ast::Entry::Term(term) => (term.id.name, self.terms.insert(term.id.name, term).is_some()),
                _ => continue,
            };
            if twice {
                self.problem(id, &format!("{id} is defined twice"));
            }
        }
    }

    /// Adds the functions of a message: its value's and its attributes'.
    fn message(&mut self, message: &'a ast::Message<&'a str>, entries: &mut BTreeMap<String, Entry>) {
        let id = message.id.name;
        if let Some(value) = &message.value {
            self.entry(
                id,
                id.to_owned(),
                id.to_owned(),
                value,
                message.comment.as_ref(),
                entries,
            );
        }
        for attribute in &message.attributes {
            let name = attribute.id.name;
            let (shown, key) = (format!("{id}.{name}"), format!("{id}-{name}"));
            self.entry(name, shown, key, &attribute.value, message.comment.as_ref(), entries);
        }
    }

    fn entry(
        &mut self,
        place: &str,
        shown: String,
        key: String,
        pattern: &'a ast::Pattern<&'a str>,
        comment: Option<&ast::Comment<&str>>,
        entries: &mut BTreeMap<String, Entry>,
    ) {
        let Some(name) = identifier(&key) else {
            return self.problem(
                place,
                &format!("{shown} is not in kebab-case, or is a word that Rust reserves"),
            );
        };
        self.uses.clear();
        self.open.clear();
        self.open.push(shown.clone());
        let mut pieces = Vec::new();
        self.pattern(pattern, Scope::Message, &mut pieces);
        let comment = comment.map(|comment| comment.content.iter().map(|line| (*line).to_owned()).collect());
        let entry = Entry {
            at: self.at(place),
            key: shown,
            comment: comment.unwrap_or_default(),
            pieces,
            uses: std::mem::take(&mut self.uses),
        };
        let key = entry.key.clone();
        if let Some(earlier) = entries.insert(name.clone(), entry) {
            let what = match earlier.key == key {
                true => format!("{key} is defined twice"),
                false => format!("{key} and {} would both be the function {name}()", earlier.key),
            };
            self.problem(place, &what);
        }
    }

    fn pattern(&mut self, pattern: &'a ast::Pattern<&'a str>, scope: Scope<'a>, out: &mut Vec<Piece>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => push_text(out, value),
                PatternElement::Placeable { expression } => self.expression(expression, scope, out),
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression<&'a str>, scope: Scope<'a>, out: &mut Vec<Piece>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, scope, out),
            Expression::Select { selector, variants } => match self.selector(selector, variants, scope) {
                Some(Selector::Variable(variable)) => self.select(variable, variants, scope, out),
                Some(Selector::Known(value)) => {
                    let chosen = variants
                        .iter()
                        .find(|variant| self.is_chosen(&variant.key, value.as_deref()));
                    if let Some(variant) = chosen.or_else(|| variants.iter().find(|variant| variant.default)) {
                        self.pattern(&variant.value, scope, out);
                    }
                }
                None => {}
            },
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'a str>, scope: Scope<'a>, out: &mut Vec<Piece>) {
        match inline {
            InlineExpression::StringLiteral { value } => push_text(out, &unescape_unicode_to_string(value)),
            InlineExpression::NumberLiteral { value } => push_text(out, value),
            InlineExpression::FunctionReference { id, .. } => self.refuse_function(id.name),
            InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                let message = self.messages.get(id.name).copied();
                let found = message.and_then(|message| match attribute {
                    Some(name) => attribute_of(&message.attributes, name),
                    None => message.value.as_ref(),
                });
                let shown = attribute.map_or_else(|| id.name.to_owned(), |name| format!("{}.{name}", id.name));
                self.inlined(id.name, shown, found, Scope::Message, out);
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                let arguments = self.term_arguments(id.name, arguments.as_ref());
                self.reached.insert(id.name);
                let found = self.terms.get(id.name).map(|term| &term.value);
                self.inlined(id.name, format!("-{}", id.name), found, Scope::Term(arguments), out);
            }
            InlineExpression::VariableReference { id } => match scope {
                Scope::Message => {
                    if let Some(variable) = self.variable(id.name, Use::Placed) {
                        out.push(Piece::Value(variable));
                    }
                }
                Scope::Term(arguments) => match literal(arguments, id.name) {
                    Some(value) => push_text(out, &value),
                    None => self.problem(id.name, &format!("${} is not given to this term", id.name)),
                },
            },
            InlineExpression::Placeable { expression } => self.expression(expression, scope, out),
        }
    }

    /// Puts what a reference refers to in its place.
    fn inlined(
        &mut self,
        place: &str,
        shown: String,
        found: Option<&'a ast::Pattern<&'a str>>,
        scope: Scope<'a>,
        out: &mut Vec<Piece>,
    ) {
        let Some(pattern) = found else {
            return self.problem(place, &format!("there is no {shown}"));
        };
        if self.open.contains(&shown) {
            return self.problem(place, &format!("{shown} refers to itself"));
        }
        self.open.push(shown);
        self.pattern(pattern, scope, out);
        self.open.pop();
    }

    fn refuse_function(&mut self, name: &str) {
        let what = "() is a function, and there are none here: pass the value already formatted";
        self.problem(name, &format!("{name}{what}"));
    }

    fn term_arguments(
        &mut self,
        place: &str,
        arguments: Option<&'a ast::CallArguments<&'a str>>,
    ) -> &'a [ast::NamedArgument<&'a str>] {
        if arguments.is_some_and(|arguments| !arguments.positional.is_empty()) {
            self.problem(place, "a term takes only named arguments");
        }
        arguments.map_or(&[], |arguments| &arguments.named)
    }

    /// Notes a use of a message's variable, and gives its parameter's name.
    fn variable(&mut self, name: &'a str, how: Use) -> Option<String> {
        if identifier(name).is_none() {
            self.problem(
                name,
                &format!("${name} is not in kebab-case, or is a word that Rust reserves"),
            );
            return None;
        }
        let before = self.uses.get(name).copied().unwrap_or(how);
        match merge(before, how) {
            Some(both) => {
                self.uses.insert(name.to_owned(), both);
            }
            None => self.problem(name, &format!("${name} selects by number and also by word")),
        }
        Some(name.to_owned())
    }

    fn selector(
        &mut self,
        selector: &'a InlineExpression<&'a str>,
        variants: &[ast::Variant<&str>],
        scope: Scope<'a>,
    ) -> Option<Selector> {
        match (selector, scope) {
            (InlineExpression::VariableReference { id }, Scope::Message) => {
                self.variable(id.name, Use::Placed).map(Selector::Variable)
            }
            (InlineExpression::VariableReference { id }, Scope::Term(arguments)) => {
                Some(Selector::Known(literal(arguments, id.name)))
            }
            (
                InlineExpression::TermReference {
                    id,
                    attribute: Some(attribute),
                    arguments,
                },
                _,
            ) => {
                self.reached.insert(id.name);
                let arguments = self.term_arguments(id.name, arguments.as_ref());
                let term = self.terms.get(id.name).copied();
                let found = term.and_then(|term| attribute_of(&term.attributes, attribute.name));
                let shown = format!("-{}.{}", id.name, attribute.name);
                // Within a term nothing is left open until run time, so there is one text, or none if it is empty.
                let mut pieces = Vec::new();
                self.inlined(id.name, shown, found, Scope::Term(arguments), &mut pieces);
                let text = match pieces.pop() {
                    Some(Piece::Text(text)) => text,
                    _ => String::new(),
                };
                Some(Selector::Known(Some(text)))
            }
            (InlineExpression::FunctionReference { id, .. }, _) => {
                self.refuse_function(id.name);
                None
            }
            _ => {
                let place = variants.first().map_or(self.text, |variant| name_of(&variant.key));
                self.problem(place, "only a variable or a term's attribute can select a variant");
                None
            }
        }
    }

    /// Whether a value known now selects a variant.
    fn is_chosen(&self, key: &VariantKey<&str>, value: Option<&str>) -> bool {
        let Some(value) = value else { return false };
        match key {
            VariantKey::Identifier { name } => {
                let number = value.parse::<u64>().ok();
                *name == value || number.is_some() && self.category(name) == number
            }
            VariantKey::NumberLiteral { value: key } => *key == value,
        }
    }

    /// The number a plural category stands for.
    fn category(&self, name: &str) -> Option<u64> {
        self.categories
            .iter()
            .find(|(category, _)| *category == name)
            .map(|(_, number)| *number)
    }

    /// Reads a selector whose value is known only at run time.
    fn select(
        &mut self,
        variable: String,
        variants: &'a [ast::Variant<&'a str>],
        scope: Scope<'a>,
        out: &mut Vec<Piece>,
    ) {
        let by_number = variants.iter().any(|variant| match &variant.key {
            VariantKey::NumberLiteral { .. } => true,
            VariantKey::Identifier { name } => *name != "other" && CATEGORIES.contains(name),
        });
        let only_other = variants.iter().all(|variant| name_of(&variant.key) == "other");
        let place = variants.first().map_or(self.text, |variant| name_of(&variant.key));
        // A lone `*[other]` says nothing of the type: a locale may need no distinction where another does.
        let how = match (by_number, only_other) {
            (true, _) => Use::Number,
            (false, true) => Use::Placed,
            (false, false) => Use::Word,
        };
        match merge(self.uses.get(&variable).copied().unwrap_or(how), how) {
            Some(both) => {
                self.uses.insert(variable.clone(), both);
            }
            None => self.problem(place, &format!("${variable} selects by number and also by word")),
        }
        let (mut arms, mut default, mut default_key) = (Vec::new(), Vec::new(), String::new());
        let mut seen = BTreeSet::new();
        for variant in variants {
            let name = name_of(&variant.key);
            let mut pieces = Vec::new();
            self.pattern(&variant.value, scope, &mut pieces);
            let key = if by_number && (name != "other" || !variant.default) {
                let Some(number) = self.number_key(&variant.key, variant.default) else {
                    continue;
                };
                Key::Number(number)
            } else {
                Key::Word(name.to_owned())
            };
            let new = match &key {
                Key::Number(number) => seen.insert(number.to_string()),
                Key::Word(word) => seen.insert(word.clone()),
            };
            if !new {
                self.problem(
                    name,
                    &format!("[{name}] can never be shown: an earlier variant takes all it would"),
                );
            }
            if variant.default {
                (default, default_key) = (pieces, name.to_owned());
            } else {
                arms.push((key, pieces));
            }
        }
        out.push(Piece::Select {
            variable,
            arms,
            default_key,
            default,
        });
    }

    /// The number a variant of a plural waits for.
    fn number_key(&mut self, key: &VariantKey<&str>, default: bool) -> Option<u64> {
        let name = name_of(key);
        if default || name == "other" {
            self.problem(name, "the default variant of a plural must be *[other]");
            return None;
        }
        let number = match key {
            VariantKey::NumberLiteral { value } => value.parse().ok(),
            VariantKey::Identifier { name } => self.category(name),
        };
        if number.is_none() {
            let what = match key {
                VariantKey::NumberLiteral { .. } => "is not a whole number".to_owned(),
                VariantKey::Identifier { name } if CATEGORIES.contains(name) => {
                    format!("is a plural category that {} does not have", self.language)
                }
                VariantKey::Identifier { .. } => "is a word among plural categories or numbers".to_owned(),
            };
            self.problem(name, &format!("[{name}] {what}"));
        }
        number
    }
}

fn name_of<'a>(key: &VariantKey<&'a str>) -> &'a str {
    match key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

fn attribute_of<'a>(attributes: &'a [ast::Attribute<&'a str>], name: &str) -> Option<&'a ast::Pattern<&'a str>> {
    attributes
        .iter()
        .find(|attribute| attribute.id.name == name)
        .map(|attribute| &attribute.value)
}

/// The literal a term is referred to with.
fn literal(arguments: &[ast::NamedArgument<&str>], name: &str) -> Option<String> {
    let argument = arguments.iter().find(|argument| argument.name.name == name)?;
    match &argument.value {
        InlineExpression::StringLiteral { value } => Some(unescape_unicode_to_string(value).into_owned()),
        InlineExpression::NumberLiteral { value } => Some((*value).to_owned()),
        _ => None,
    }
}

/// The type two uses of a variable agree on.
fn merge(a: Use, b: Use) -> Option<Use> {
    match (a, b) {
        (Use::Placed, other) | (other, Use::Placed) => Some(other),
        _ => (a == b).then_some(a),
    }
}

fn push_text(out: &mut Vec<Piece>, text: &str) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(before)) => before.push_str(text),
        _ => out.push(Piece::Text(text.to_owned())),
    }
}

/// The Rust name of a key or variable in kebab-case.
fn identifier(key: &str) -> Option<String> {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let kebab = key.starts_with(|c: char| c.is_ascii_lowercase()) && key.split('-').all(part);
    let name = key.replace('-', "_");
    match name.as_str() {
        name if !kebab || FORBIDDEN.contains(&name) => None,
        name if KEYWORDS.contains(&name) => Some(format!("r#{name}")),
        _ => Some(name),
    }
}

// ---- Writing ----

/// `en-GB` as a variant's name: `EnGb`.
fn variant_name(code: &str) -> String {
    let mut name = String::new();
    for part in code.split('-') {
        let (head, tail) = part.split_at(part.len().min(1));
        name.push_str(&head.to_ascii_uppercase());
        name.push_str(&tail.to_ascii_lowercase());
    }
    name
}

/// The enum of all locales.
fn locale_enum(catalogues: &[Catalogue]) -> String {
    let codes = || catalogues.iter().map(|catalogue| catalogue.source.code.as_str());
    let mut variants = String::new();
    for (index, code) in codes().enumerate() {
        let default = if index == 0 { "    #[default]\n" } else { "" };
        variants.push_str(&format!(
            "    /// The words of `{code}.ftl`.\n{default}    {},\n",
            variant_name(code)
        ));
    }
    let all: Vec<String> = codes().map(|code| format!("Self::{}", variant_name(code))).collect();
    let arms: String = codes()
        .map(|code| format!("            Self::{} => {code:?},\n", variant_name(code)))
        .collect();
    let first = all.first().map_or("", String::as_str);
    format!(
        "/// The languages there are words in: one for each file in `locales/`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {{
{variants}}}

impl Locale {{
    /// The locale all others are checked against, and the one used until another is set.
    pub const REFERENCE: Self = {first};

    /// Every locale, the reference first.
    pub const ALL: &'static [Self] = &[{}];

    /// Its code, as `lang` attributes and file names have it.
    pub const fn code(self) -> &'static str {{
        match self {{
{arms}        }}
    }}

    /// The locale with a code, in capitals or not.
    pub fn from_code(code: &str) -> Option<Self> {{
        Self::ALL.iter().copied().find(|locale| locale.code().eq_ignore_ascii_case(code))
    }}
}}
",
        all.join(", ")
    )
}

/// One function, with the message's words in every locale.
fn function(name: &str, catalogues: &[Catalogue]) -> Result<String, String> {
    let entries: Vec<(String, &Entry)> = catalogues
        .iter()
        .filter_map(|catalogue| Some((variant_name(&catalogue.source.code), catalogue.entries.get(name)?)))
        .collect();
    let mut types: BTreeMap<&str, Use> = BTreeMap::new();
    for (_, entry) in &entries {
        for (variable, how) in &entry.uses {
            let before = types.get(variable.as_str()).copied().unwrap_or(*how);
            let both = merge(before, *how).ok_or_else(|| {
                format!(
                    "{}: ${variable} selects by number in one locale and by word in another",
                    entry.at
                )
            })?;
            types.insert(variable, both);
        }
    }
    let mut writer = Writer {
        types: &types,
        used: BTreeSet::new(),
    };
    let body = writer.body(&entries);
    let mut out = entries
        .first()
        .map(|(_, entry)| documentation(entry))
        .unwrap_or_default();
    if types.len() > MANY_PARAMETERS {
        out.push_str("    #[expect(clippy::too_many_arguments, reason = \"as many as the message has variables\")]\n");
    }
    let parameters: Vec<String> = types
        .iter()
        .map(|(variable, how)| {
            format!(
                "{}: {}",
                rust(variable),
                if *how == Use::Number { "u64" } else { "&str" }
            )
        })
        .collect();
    out.push_str(&format!(
        "    pub fn {name}({}) -> super::Message {{\n",
        parameters.join(", ")
    ));
    for variable in types.keys().filter(|variable| !writer.used.contains(**variable)) {
        out.push_str(&format!("        let _ = {};\n", rust(variable)));
    }
    out.push_str(&body);
    out.push_str("    }\n\n");
    Ok(out)
}

/// The Rust name of a variable, which reading has already found to have one.
fn rust(variable: &str) -> String {
    identifier(variable).unwrap_or_default()
}

struct Writer<'a> {
    types: &'a BTreeMap<&'a str, Use>,
    used: BTreeSet<String>,
}

impl Writer<'_> {
    /// The body of a function: an expression that makes the message.
    fn body(&mut self, entries: &[(String, &Entry)]) -> String {
        let fixed: Option<Vec<String>> = entries.iter().map(|(_, entry)| self.fixed(&entry.pieces)).collect();
        if let Some(fixed) = fixed {
            let arms = entries.iter().zip(&fixed).map(|((locale, _), text)| (locale, text));
            let text = match fixed.as_slice() {
                [only] => only.clone(),
                _ => {
                    let arms: String = arms
                        .map(|(locale, text)| format!("super::Locale::{locale} => {text}, "))
                        .collect();
                    format!("match super::locale() {{ {arms}}}")
                }
            };
            return format!("        super::Message::fixed({text})\n");
        }
        let mut out = "        let mut parts_ = super::Parts::new();\n".to_owned();
        match entries {
            [(_, only)] => out.push_str(&self.statements(&only.pieces)),
            _ => {
                out.push_str("match super::locale() {\n");
                for (locale, entry) in entries {
                    out.push_str(&format!(
                        "super::Locale::{locale} => {{\n{}}}\n",
                        self.statements(&entry.pieces)
                    ));
                }
                out.push_str("}\n");
            }
        }
        out.push_str("        parts_.finish()\n");
        out
    }

    /// An expression of type `&'static str`, if no value is placed: smaller than statements, and makes no list.
    fn fixed(&mut self, pieces: &[Piece]) -> Option<String> {
        match pieces {
            [] => Some("\"\"".to_owned()),
            [Piece::Text(text)] => Some(format!("{text:?}")),
            [Piece::Select { arms, default, .. }] if arms.is_empty() => self.fixed(default),
            [
                Piece::Select {
                    variable,
                    arms,
                    default,
                    ..
                },
            ] => {
                let texts: Option<Vec<String>> = arms.iter().map(|(_, pieces)| self.fixed(pieces)).collect();
                let default = self.fixed(default)?;
                let mut out = format!("match {} {{ ", rust(variable));
                for ((key, _), text) in arms.iter().zip(texts?) {
                    out.push_str(&format!("{} => {text}, ", arm(key)));
                }
                self.used.insert(variable.clone());
                Some(format!("{out}_ => {default} }}"))
            }
            _ => None,
        }
    }

    /// Statements that add the pieces to `parts_`, a name no variable can have.
    fn statements(&mut self, pieces: &[Piece]) -> String {
        let mut out = String::new();
        if pieces.is_empty() {
            return "parts_.text(\"\");\n".to_owned();
        }
        for piece in pieces {
            if let Some(text) = self.fixed(std::slice::from_ref(piece)) {
                out.push_str(&format!("parts_.text({text});\n"));
                continue;
            }
            match piece {
                Piece::Text(_) => {}
                Piece::Value(variable) => {
                    let number = self.types.get(variable.as_str()) == Some(&Use::Number);
                    let method = if number { "number" } else { "value" };
                    out.push_str(&format!("parts_.{method}({});\n", rust(variable)));
                    self.used.insert(variable.clone());
                }
                Piece::Select { arms, default, .. } if arms.is_empty() => out.push_str(&self.statements(default)),
                Piece::Select {
                    variable,
                    arms,
                    default,
                    ..
                } => {
                    self.used.insert(variable.clone());
                    out.push_str(&format!("match {} {{\n", rust(variable)));
                    for (key, pieces) in arms {
                        out.push_str(&format!("{} => {{\n{}}}\n", arm(key), self.statements(pieces)));
                    }
                    out.push_str(&format!("_ => {{\n{}}}\n}}\n", self.statements(default)));
                }
            }
        }
        out
    }
}

/// A pattern of a `match`.
fn arm(key: &Key) -> String {
    match key {
        Key::Number(number) => number.to_string(),
        Key::Word(word) => format!("{word:?}"),
    }
}

/// The documentation of a function: the message's comment if it has one, and its words in the reference locale.
fn documentation(entry: &Entry) -> String {
    let mut shown = String::new();
    show(&entry.pieces, &mut shown);
    let ticks = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
    let fence = "`".repeat(ticks);
    let mut lines: Vec<String> = entry.comment.iter().map(|line| escape_markdown(line.trim())).collect();
    if lines.iter().all(String::is_empty) {
        lines = vec![format!("The message `{}`:", entry.key)];
    }
    lines.extend([String::new(), format!("{fence}text")]);
    lines.extend(shown.split('\n').map(visible));
    lines.push(fence);
    lines
        .iter()
        .map(|line| format!("    /// {line}").trim_end().to_owned() + "\n")
        .collect()
}

/// A message much as Fluent has it, with terms and references inlined.
fn show(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Value(variable) => out.push_str(&format!("{{ ${variable} }}")),
            Piece::Select {
                variable,
                arms,
                default_key,
                default,
            } => {
                out.push_str(&format!("{{ ${variable} ->"));
                for (key, pieces) in arms {
                    match key {
                        Key::Number(number) => out.push_str(&format!(" [{number}] ")),
                        Key::Word(word) => out.push_str(&format!(" [{word}] ")),
                    }
                    show(pieces, out);
                }
                out.push_str(&format!(" *[{default_key}] "));
                show(default, out);
                out.push_str(" }");
            }
        }
    }
}

/// A line with nothing in it that could reorder or hide source text.
fn visible(line: &str) -> String {
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::new();
    for c in line.chars() {
        if hidden(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
    }
    out
}

/// A comment's line as Markdown that shows it as it is; only `code` stays code.
fn escape_markdown(line: &str) -> String {
    let code = line.matches('`').count().is_multiple_of(2);
    let mut inside = false;
    let mut out = String::new();
    for c in visible(line).chars() {
        inside ^= code && c == '`';
        let tick = code && c == '`';
        if c.is_ascii_punctuation() && !inside && !tick && !",;:'\"!?()/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
