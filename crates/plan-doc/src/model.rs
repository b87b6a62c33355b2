//! What the document says, in its order, as data: the page and the PDF are drawn from it.

mod sections;

pub use sections::read_back;
pub(crate) use sections::rhythm;

use plan_core::Schedule;
use plan_log::{Digest, Role, agreement_digest};
use plan_words::{Message, in_reference, words};

use crate::record::Record;
use crate::summary::{DocError, Summary};

/// What the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: Message,
    /// Who has signed.
    pub status: Message,
    /// What stands beneath the title: the reference, where there is one, and the short code.
    pub marks: Vec<Message>,
    /// Its parts, in order.
    pub sections: Vec<Section>,
    /// The digest of case and terms.
    pub digest: Digest,
    /// What stands at the foot of each printed page, before its number.
    pub page: Message,
}

/// One part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Names it within the document; it never changes.
    pub id: &'static str,
    /// Its heading.
    pub heading: Message,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sentences that belong together.
    Paragraph(Vec<Message>),
    /// Paragraphs, one a point.
    List(Vec<Vec<Message>>),
    /// Names and what they stand for.
    Facts(Vec<Fact>),
    /// Facts under a heading of their own.
    Group(Message, Vec<Fact>),
    /// The schedule.
    Table(Table),
}

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub label: Text,
    /// What it stands for.
    pub value: Text,
}

/// A short text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// Words of ours.
    Words(Message),
    /// A name, an amount or a date: in any script or direction.
    Value(String),
    /// Hexadecimal digits.
    Code(String),
}

/// The schedule as rows of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: Message,
    /// The names of the columns: which payment, when, how much, what is left.
    pub columns: [Message; 4],
    /// One row a payment; the first cell names the row.
    pub rows: Vec<[Text; 4]>,
    /// The name of the sum, and the sum, which belongs to the third column.
    pub total: (Message, String),
}

impl Fact {
    fn new(label: Message, value: Text) -> Self {
        Self {
            label: Text::Words(label),
            value,
        }
    }

    fn value(label: Message, value: impl Into<String>) -> Self {
        Self::new(label, Text::Value(value.into()))
    }

    fn words(label: Message, value: Message) -> Self {
        Self::new(label, Text::Words(value))
    }
}

/// Where the document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// On a page that is written when the signatures are there: it names who signed.
    Page,
    /// In a file that is written before anybody signs; the signatures come after it.
    File,
}

impl Document {
    /// What the document of a summary says, in British English. In a [`Form::File`] the summary's signatures say nothing.
    ///
    /// # Errors
    /// When no document can be made of the summary.
    pub fn of(summary: &Summary, form: Form) -> Result<Self, DocError> {
        let schedule = summary.check()?;
        Ok(in_reference(|| Self::in_current_locale(summary, &schedule, form)))
    }

    fn in_current_locale(summary: &Summary, schedule: &Schedule, form: Form) -> Self {
        let digest = agreement_digest(&summary.case, &summary.terms);
        let reference = shown(summary.case.company_ref.as_ref()).map(words::doc_reference_line);
        let marks = reference
            .into_iter()
            .chain([words::doc_code_line(&digest.short())])
            .collect();
        let sections = sections::sections(summary, schedule, digest, form);
        Self {
            title: match summary.record {
                Record::Agreed(_) | Record::Telephone(_) => words::doc_title(),
                Record::Offer(_) => words::doc_title_offer(),
            },
            status: status(summary, form),
            marks,
            sections,
            digest,
            page: words::doc_page(),
        }
    }
}

/// How far the document is.
fn status(summary: &Summary, form: Form) -> Message {
    let signed = |role| summary.signature_of(role).is_some();
    match (&summary.record, form) {
        (Record::Agreed(_), Form::Page) => match (signed(Role::Agent), signed(Role::Person)) {
            (true, true) => words::doc_status_both(),
            (true, false) => words::doc_status_agent(),
            (false, true) => words::doc_status_person(),
            (false, false) => words::doc_status_none(),
        },
        (Record::Agreed(_), Form::File) => words::doc_status_agreed(),
        (Record::Telephone(_), _) => words::doc_status_telephone(),
        (Record::Offer(_), _) => words::doc_status_offer(),
    }
}

/// A text of the case, unless it is blank.
fn shown(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.trim().is_empty())
}
