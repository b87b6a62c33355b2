//! Draws the document as one self-contained page: no script runs, nothing is fetched.

mod style;

use base64ct::{Base64, Encoding};
use plan_words::{Message, Part};
use serde_json::{Value, json};

use crate::model::{Block, Document, Fact, Form, Section, Table, Text};
use crate::summary::{DocError, Signature, Summary};
use crate::{MAX_FILE_BYTES, VERSION};

/// What every page of ours begins with; it stays in later versions.
pub(crate) const OPENING: &str = "<!doctype html>\n<html lang=\"en-GB\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"generator\" content=\"Plan Negotiator summary\">\n";
/// What every page ends with.
pub(crate) const CLOSING: &str = "</body>\n</html>\n";
/// What stands before the data; it stays in later versions.
pub(crate) const DATA_OPENING: &str = "<script type=\"application/json\" id=\"plan-data\">";
/// What stands after the data.
pub(crate) const DATA_CLOSING: &str = "</script>";
/// Names the data; it stays in later versions.
pub(crate) const FORMAT: &str = "plan-negotiator/summary";

/// Writes the page of a summary.
///
/// # Errors
/// When no document can be made of the summary; see [`DocError`].
///
/// # Determinism
/// Equal summaries give equal bytes on every machine, in whatever order the signatures were gathered.
pub fn render_html(summary: &Summary) -> Result<String, DocError> {
    let document = Document::of(summary, Form::Page)?;
    let mut page = Page(String::from(OPENING));
    page.head(&document);
    page.body(&document);
    page.raw(DATA_OPENING);
    page.raw(&data_value(summary).to_string());
    page.raw(DATA_CLOSING);
    page.raw("\n");
    page.raw(CLOSING);
    let Page(html) = page;
    if html.len() > MAX_FILE_BYTES {
        return Err(DocError::TooLarge { bytes: html.len() });
    }
    Ok(html)
}

/// The data of the page. All text that people typed is in base64: none of it can end the block.
fn data_value(summary: &Summary) -> Value {
    let mut signatures: Vec<&Signature> = summary.signatures.iter().collect();
    plan_core::sort_by(&mut signatures, |a, b| a.statement.role.cmp(&b.statement.role));
    let signature = |one: &Signature| {
        json!({
            "key": Base64::encode_string(&one.spki),
            "signature": Base64::encode_string(&one.signature),
            "statement": Base64::encode_string(one.statement.to_value().to_string().as_bytes()),
        })
    };
    let mut value = json!({
        "format": FORMAT,
        "version": VERSION,
        "case": Base64::encode_string(summary.case.to_json().as_bytes()),
        "terms": Base64::encode_string(summary.terms.to_json().as_bytes()),
        "record": summary.record.to_value(),
        "signatures": signatures.into_iter().map(signature).collect::<Vec<Value>>(),
    });
    if !summary.proof.is_empty() {
        value["log"] = json!(Base64::encode_string(&summary.proof));
    }
    value
}

/// A page being written.
struct Page(String);

impl Page {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Text as text, in content and in quoted attributes.
    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                other => self.0.push(other),
            }
        }
    }

    /// Words, with each value kept from turning the direction of what is around it.
    fn message(&mut self, message: &Message) {
        for part in message.parts() {
            match part {
                Part::Text(text) => self.escaped(text),
                Part::Value(value) => self.value(value),
            }
        }
    }

    fn value(&mut self, value: &str) {
        self.raw("<bdi>");
        self.escaped(value);
        self.raw("</bdi>");
    }

    fn text(&mut self, text: &Text) {
        match text {
            Text::Words(message) => self.message(message),
            Text::Value(value) => self.value(value),
            Text::Code(code) => {
                self.raw("<code>");
                self.escaped(code);
                self.raw("</code>");
            }
        }
    }

    fn sentences(&mut self, sentences: &[Message]) {
        for (index, sentence) in sentences.iter().enumerate() {
            if index > 0 {
                self.raw(" ");
            }
            self.message(sentence);
        }
    }

    fn head(&mut self, document: &Document) {
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        );
        self.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n");
        self.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        self.escaped(&document.title.text());
        self.raw("</title>\n<style>\n");
        self.raw(style::SHEET);
        // Fixed words and hexadecimal digits only: nothing in them can end the string or the sheet.
        self.raw(&style::page_foot(&document.digest.short(), &document.page.text()));
        self.raw("</style>\n</head>\n");
    }

    fn body(&mut self, document: &Document) {
        self.raw("<body>\n<header>\n<h1>");
        self.message(&document.title);
        self.raw("</h1>\n<p class=\"status\">");
        self.message(&document.status);
        self.raw("</p>\n<p class=\"marks\">");
        for (index, mark) in document.marks.iter().enumerate() {
            self.raw(if index > 0 { "<br>\n" } else { "" });
            self.message(mark);
        }
        self.raw("</p>\n</header>\n<main>\n");
        for section in &document.sections {
            self.section(section);
        }
        self.raw("</main>\n");
    }

    fn section(&mut self, section: &Section) {
        self.raw("<section id=\"");
        self.escaped(section.id);
        self.raw("\">\n<h2>");
        self.message(&section.heading);
        self.raw("</h2>\n");
        for block in &section.blocks {
            self.block(block);
        }
        self.raw("</section>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(sentences) => {
                self.raw("<p>");
                self.sentences(sentences);
                self.raw("</p>\n");
            }
            Block::List(points) => {
                self.raw("<ul>\n");
                for point in points {
                    self.raw("<li>");
                    self.sentences(point);
                    self.raw("</li>\n");
                }
                self.raw("</ul>\n");
            }
            Block::Facts(facts) => self.facts(facts),
            Block::Group(heading, facts) => {
                self.raw("<h3>");
                self.message(heading);
                self.raw("</h3>\n");
                self.facts(facts);
            }
            Block::Table(table) => self.table(table),
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        self.raw("<dl>\n");
        for fact in facts {
            self.raw("<div><dt>");
            self.text(&fact.label);
            self.raw("</dt><dd>");
            self.text(&fact.value);
            self.raw("</dd></div>\n");
        }
        self.raw("</dl>\n");
    }

    fn table(&mut self, table: &Table) {
        self.raw("<table>\n<caption>");
        self.message(&table.caption);
        self.raw("</caption>\n<thead>\n<tr>");
        for column in &table.columns {
            self.raw("<th scope=\"col\">");
            self.message(column);
            self.raw("</th>");
        }
        self.raw("</tr>\n</thead>\n<tbody>\n");
        let [_, due, payment, balance] = &table.columns;
        for [name, cells @ ..] in &table.rows {
            self.raw("<tr><th scope=\"row\">");
            self.text(name);
            self.raw("</th>");
            for (label, cell) in [due, payment, balance].into_iter().zip(cells) {
                self.cell(label, cell);
            }
            self.raw("</tr>\n");
        }
        let (label, sum) = &table.total;
        self.raw("</tbody>\n<tfoot>\n<tr><th scope=\"row\" colspan=\"2\">");
        self.message(label);
        self.raw("</th>");
        self.cell(payment, &Text::Value(sum.clone()));
        self.raw("<td></td></tr>\n</tfoot>\n</table>\n");
    }

    /// A cell; on narrow screens, where the columns' names are not shown, its own name stands before it.
    fn cell(&mut self, label: &Message, cell: &Text) {
        self.raw("<td data-label=\"");
        self.escaped(&label.text());
        self.raw("\">");
        self.text(cell);
        self.raw("</td>");
    }
}
