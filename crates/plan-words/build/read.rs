//! Reading Fluent: what a file says, with its terms and references inlined, or everything that is wrong with it.

use super::{Entry, Key, Piece, Source, Use};
use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::parser::{ErrorKind, ParserError};
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::{BTreeMap, BTreeSet};

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

/// Reads one file into its entries, or lists everything that is wrong with it.
pub(super) fn read(source: &Source) -> Result<BTreeMap<String, Entry>, Vec<String>> {
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
pub(super) fn merge(a: Use, b: Use) -> Option<Use> {
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
pub(super) fn identifier(key: &str) -> Option<String> {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let kebab = key.starts_with(|c: char| c.is_ascii_lowercase()) && key.split('-').all(part);
    let name = key.replace('-', "_");
    match name.as_str() {
        name if !kebab || FORBIDDEN.contains(&name) => None,
        name if KEYWORDS.contains(&name) => Some(format!("r#{name}")),
        _ => Some(name),
    }
}
