//! Reading a Fluent file into the texts that people can come to see.

use fluent_syntax::ast::{self, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::BTreeMap;

/// One text a message can become: each choice of its variants is a reading of its own.
///
/// A value stands in it as `{$name}`, without spaces, so that it is one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The message's key, with its attribute if it is one's text.
    pub key: String,
    /// The heading in the file that it stands under.
    pub section: String,
    /// What is shown.
    pub text: String,
    /// Where in the text a line of the file begins, and which; ascending.
    marks: Vec<(usize, usize)>,
}

impl Reading {
    /// The line of the file that a place in the text is on.
    pub fn line_at(&self, offset: usize) -> usize {
        let before = self.marks.iter().take_while(|(start, _)| *start <= offset);
        before.last().or(self.marks.first()).map_or(0, |(_, line)| *line)
    }
}

/// Reads a file, or says on which line it is not Fluent.
pub fn read(source: &str) -> Result<Vec<Reading>, String> {
    let lines = Lines::of(source);
    let resource = fluent_syntax::parser::parse(source).map_err(|(_, errors)| {
        let problems = errors
            .iter()
            .map(|error| format!("{}: {}", lines.at(error.pos.start), error.kind));
        problems.collect::<Vec<_>>().join("\n")
    })?;
    let mut reader = Reader {
        source,
        lines,
        patterns: BTreeMap::new(),
        problems: Vec::new(),
    };
    let mut messages = Vec::new();
    let mut section = String::new();
    for entry in &resource.body {
        match entry {
            ast::Entry::Message(message) => {
                let id = message.id.name;
                let value = message.value.iter().map(|value| (id.to_owned(), value));
                let attributes = message
                    .attributes
                    .iter()
                    .map(|attribute| (format!("{id}.{}", attribute.id.name), &attribute.value));
                for (key, pattern) in value.chain(attributes) {
                    reader.patterns.insert(key.clone(), pattern);
                    messages.push((key, section.clone(), pattern));
                }
            }
            ast::Entry::Term(term) => {
                reader.patterns.insert(format!("-{}", term.id.name), &term.value);
            }
            ast::Entry::GroupComment(heading) => section = heading.content.join(" "),
            _ => {}
        }
    }
    let mut readings = Vec::new();
    for (key, section, pattern) in messages {
        let drafts = reader.pattern(pattern, &mut vec![key.clone()]);
        readings.extend(drafts.into_iter().map(|draft| Reading {
            key: key.clone(),
            section: section.clone(),
            text: draft.text,
            marks: draft.marks,
        }));
    }
    match reader.problems.is_empty() {
        true => Ok(readings),
        false => Err(reader.problems.join("\n")),
    }
}

/// Where the lines of a file end.
struct Lines(Vec<usize>);

impl Lines {
    fn of(source: &str) -> Self {
        Self(source.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The number of the line at a place in the file.
    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

/// A reading that is still growing.
#[derive(Clone, Default)]
struct Draft {
    text: String,
    marks: Vec<(usize, usize)>,
}

impl Draft {
    fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            text,
            marks: Vec::new(),
        }
    }

    /// This text with another one after it.
    fn then(&self, next: &Self) -> Self {
        let shifted = next.marks.iter().map(|(at, line)| (at + self.text.len(), *line));
        Self {
            text: format!("{}{}", self.text, next.text),
            marks: self.marks.iter().copied().chain(shifted).collect(),
        }
    }
}

struct Reader<'a> {
    source: &'a str,
    lines: Lines,
    /// By key, attributes as `key.name`, terms as `-key`.
    patterns: BTreeMap<String, &'a Pattern<&'a str>>,
    problems: Vec<String>,
}

impl<'a> Reader<'a> {
    /// The line that a slice of the file is on.
    fn line(&self, slice: &str) -> usize {
        let offset = (slice.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        self.lines.at(offset)
    }

    /// Every text that a pattern can become. `open` are the keys being inlined, to notice a circle.
    fn pattern(&mut self, pattern: &'a Pattern<&'a str>, open: &mut Vec<String>) -> Vec<Draft> {
        let mut drafts = vec![Draft::default()];
        for element in &pattern.elements {
            let next = match element {
                PatternElement::TextElement { value } => vec![Draft {
                    text: (*value).to_owned(),
                    marks: vec![(0, self.line(value))],
                }],
                PatternElement::Placeable { expression } => self.expression(expression, open),
            };
            drafts = drafts
                .iter()
                .flat_map(|draft| next.iter().map(|next| draft.then(next)))
                .collect();
        }
        drafts
    }

    fn expression(&mut self, expression: &'a Expression<&'a str>, open: &mut Vec<String>) -> Vec<Draft> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, open),
            Expression::Select { variants, .. } => variants
                .iter()
                .flat_map(|variant| self.pattern(&variant.value, open))
                .collect(),
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'a str>, open: &mut Vec<String>) -> Vec<Draft> {
        match inline {
            InlineExpression::StringLiteral { value } => vec![Draft::of(unescape_unicode_to_string(value))],
            InlineExpression::NumberLiteral { value } => vec![Draft::of(*value)],
            InlineExpression::VariableReference { id } | InlineExpression::FunctionReference { id, .. } => {
                vec![Draft {
                    text: format!("{{${}}}", id.name),
                    marks: vec![(0, self.line(id.name))],
                }]
            }
            InlineExpression::MessageReference { id, attribute } => {
                let name = id.name;
                let key = attribute
                    .as_ref()
                    .map_or_else(|| name.to_owned(), |attribute| format!("{name}.{}", attribute.name));
                self.inlined(key, name, open)
            }
            InlineExpression::TermReference { id, .. } => self.inlined(format!("-{}", id.name), id.name, open),
            InlineExpression::Placeable { expression } => self.expression(expression, open),
        }
    }

    /// What a reference refers to, on the line of the reference: there it becomes part of a sentence.
    fn inlined(&mut self, key: String, place: &str, open: &mut Vec<String>) -> Vec<Draft> {
        let line = self.line(place);
        let Some(pattern) = self.patterns.get(&key).copied().filter(|_| !open.contains(&key)) else {
            self.problems
                .push(format!("{line}: {key} is missing, or refers to itself"));
            return vec![Draft::default()];
        };
        open.push(key);
        let drafts = self.pattern(pattern, open);
        open.pop();
        let placed = drafts.into_iter().map(|draft| Draft {
            text: draft.text,
            marks: vec![(0, line)],
        });
        placed.collect()
    }
}

/// The keys, texts and first lines of what is read.
#[cfg(test)]
fn read_as_triples(source: &str) -> Vec<(String, String, usize)> {
    let readings = read(source).unwrap_or_else(|problem| panic!("{problem}"));
    let triple = |reading: Reading| (reading.key.clone(), reading.text.clone(), reading.line_at(0));
    readings.into_iter().map(triple).collect()
}

#[test]
fn a_value_is_one_word_and_a_line_is_known() {
    let read = read_as_triples("# A note\n\nhello = Hello { $first-name }, again\n    .label = Greet\n");
    assert_eq!(
        read,
        [
            ("hello".to_owned(), "Hello {$first-name}, again".to_owned(), 3),
            ("hello.label".to_owned(), "Greet".to_owned(), 4)
        ]
    );
}

#[test]
fn each_variant_is_a_reading() {
    let read = read_as_triples(
        "a = { $n ->\n    [one] One\n   *[other] { $n } of { b }\n }, x\nb = { $k ->\n [x] X\n *[y] Y\n }\n",
    );
    let texts: Vec<_> = read
        .iter()
        .map(|(key, text, line)| (key.as_str(), text.as_str(), *line))
        .collect();
    assert_eq!(
        texts,
        [
            ("a", "One, x", 2),
            ("a", "{$n} of X, x", 3),
            ("a", "{$n} of Y, x", 3),
            ("b", "X", 6),
            ("b", "Y", 7)
        ]
    );
}

#[test]
fn a_place_further_on_knows_its_line() {
    let readings = read("a =\n    First here.\n    Second here.\n").unwrap_or_else(|problem| panic!("{problem}"));
    let second = readings.first().and_then(|reading| {
        let at = reading.text.find("Second")?;
        Some(reading.line_at(at))
    });
    assert_eq!(second, Some(3));
}

#[test]
fn a_message_stands_under_its_heading() {
    let readings = read("a = A\n## Start\n\nb = B\n# Note\nc = C\n").unwrap_or_else(|problem| panic!("{problem}"));
    let sections: Vec<_> = readings.iter().map(|reading| reading.section.as_str()).collect();
    assert_eq!(sections, ["", "Start", "Start"]);
}

#[test]
fn what_is_not_fluent_or_goes_round_is_said() {
    assert!(read("a = { $n\n").is_err());
    let problem = |source| read(source).err().unwrap_or_default();
    assert_eq!(problem("a = { b }\n"), "1: b is missing, or refers to itself");
    let round = problem("a = { b }\nb = { a }\n");
    assert!(round.starts_with("2: a is missing, or refers to itself"), "{round}");
}
