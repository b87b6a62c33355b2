//! From what the document says to lines on pages.
//!
//! Lines are placed on pages, and the document's structure is kept beside them: what a line belongs to is not where
//! it stands.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag, TagKind};
use plan_words::{Message, words};

use super::chart::Chart;
use super::face::Face;
use super::unit::{Mpt, pt};
use crate::model::{Block, Document, Fact, Section, Table, Text};

/// A4, upright.
pub(super) const PAGE: (Mpt, Mpt) = (pt(595), pt(842));
pub(super) const MARGIN: Mpt = pt(56);
const WIDTH: Mpt = PAGE.0 - 2 * MARGIN;
/// Where the text of a page ends; the foot stands below.
const BOTTOM: Mpt = PAGE.1 - pt(64);
/// A part of the document up to this height is not torn over two pages.
const WHOLE: Mpt = (BOTTOM - MARGIN) / 3;
/// Where the values of facts begin.
const VALUES: Mpt = pt(170);

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Title,
    Heading,
    Sub,
    Body,
    Strong,
    Quiet,
    Foot,
}

impl Look {
    pub(super) const fn size(self) -> Mpt {
        match self {
            Self::Title => pt(22),
            Self::Heading => pt(14),
            Self::Sub => pt(11),
            Self::Body | Self::Strong => 10_500,
            Self::Quiet => 9_500,
            Self::Foot => 8_500,
        }
    }

    /// From one line to the next.
    const fn leading(self) -> Mpt {
        match self {
            Self::Title => pt(28),
            Self::Heading => pt(19),
            Self::Sub | Self::Body | Self::Strong => pt(15),
            Self::Quiet | Self::Foot => pt(13),
        }
    }

    pub(super) const fn is_bold(self) -> bool {
        matches!(self, Self::Title | Self::Heading | Self::Sub | Self::Strong)
    }

    pub(super) const fn is_quiet(self) -> bool {
        matches!(self, Self::Quiet | Self::Foot)
    }
}

/// Something on a page.
pub(super) enum Item {
    /// A line of text from its left end on the base line. Without a leaf it is no part of what the document says.
    Text {
        leaf: Option<usize>,
        at: (Mpt, Mpt),
        look: Look,
        text: String,
    },
    /// A thin line across, for the eye only.
    Rule { at: (Mpt, Mpt), width: Mpt },
    /// The chart, by its upper left corner.
    Chart { leaf: usize, at: (Mpt, Mpt), chart: Chart },
}

/// The document's structure.
pub(super) enum Node {
    Group(TagKind, Vec<Self>),
    /// What was placed under this number.
    Leaf(usize),
    /// The figure that was placed under this number, with what it shows in words.
    Figure(usize, String),
}

/// Where a part begins.
pub(super) struct Mark {
    pub heading: String,
    pub page: usize,
    pub y: Mpt,
}

/// The document, laid out.
pub(super) struct Laid {
    pub pages: Vec<Vec<Item>>,
    pub nodes: Vec<Node>,
    pub marks: Vec<Mark>,
}

/// The two faces of the font.
pub(super) struct Faces {
    pub regular: Face,
    pub bold: Face,
}

impl Faces {
    pub(super) const fn of(&self, look: Look) -> &Face {
        if look.is_bold() { &self.bold } else { &self.regular }
    }
}

struct Flow<'a> {
    faces: &'a Faces,
    pages: Vec<Vec<Item>>,
    y: Mpt,
    leaves: usize,
    marks: Vec<Mark>,
    replaced: BTreeSet<char>,
}

/// Lays the document out.
pub(super) fn lay_out(document: &Document, chart: Option<(Chart, String)>, faces: &Faces) -> Laid {
    let mut flow = Flow {
        faces,
        pages: vec![Vec::new()],
        y: MARGIN,
        leaves: 0,
        marks: Vec::new(),
        replaced: BTreeSet::new(),
    };
    let mut nodes = flow.opening(document);
    let mut chart = chart;
    for section in &document.sections {
        // The drawing stands with the figures that it shows.
        let drawing = chart.take_if(|_| section.id == "facts");
        nodes.push(flow.whole_section(section, drawing));
    }
    nodes.extend(flow.replaced_characters());
    flow.foot(document);
    Laid {
        pages: flow.pages,
        nodes,
        marks: flow.marks,
    }
}

fn heading_tag(level: u16, text: &str) -> TagKind {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(text.to_owned())).into()
}

fn sentences(messages: &[Message]) -> String {
    let texts: Vec<String> = messages.iter().map(Message::text).collect();
    texts.join(" ")
}

fn short(text: &Text) -> String {
    match text {
        Text::Words(message) => message.text(),
        Text::Value(value) | Text::Code(value) => value.clone(),
    }
}

impl Flow<'_> {
    /// Goes to a new page unless this much fits on the page in hand.
    fn room(&mut self, height: Mpt) -> bool {
        let turned = self.y + height > BOTTOM;
        if turned {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
        turned
    }

    /// Places a section. A short one goes to the next page rather than over two, so that no page ends the document
    /// with a line or two.
    fn whole_section(&mut self, section: &Section, drawing: Option<(Chart, String)>) -> Node {
        let (pages, y, leaves, marks) = (self.pages.len(), self.y, self.leaves, self.marks.len());
        let placed = self.pages.last().map_or(0, Vec::len);
        let drawn = drawing.is_some();
        let node = self.section(section, drawing);
        let is_torn = self.pages.len() == pages + 1 && self.marks.get(marks).is_some_and(|mark| mark.page + 1 == pages);
        if drawn || !is_torn || (BOTTOM - y) + (self.y - MARGIN) > WHOLE {
            return node;
        }
        self.pages.truncate(pages);
        if let Some(page) = self.pages.last_mut() {
            page.truncate(placed);
        }
        self.pages.push(Vec::new());
        (self.y, self.leaves) = (MARGIN, leaves);
        self.marks.truncate(marks);
        self.section(section, None)
    }

    fn place(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.push(item);
        }
    }

    fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    /// Places one line of text whose base line is below `y` by the size of the look.
    fn text(&mut self, x: Mpt, y: Mpt, look: Look, text: String) -> Node {
        let leaf = self.leaf();
        self.place(Item::Text {
            leaf: Some(leaf),
            at: (x, y + look.size()),
            look,
            text,
        });
        Node::Leaf(leaf)
    }

    /// Breaks text into lines of at most that width. Every line but the last ends with the space it was broken at.
    fn lines(&mut self, text: &str, look: Look, width: Mpt) -> Vec<String> {
        let face = self.faces.of(look);
        let text = face.drawable(text, &mut self.replaced);
        let fits = |line: &str| face.width(line, look.size()) <= width;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split(' ') {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(format!("{line} "));
            }
            line = String::new();
            // A word that is wider than the line is broken wherever the line is full.
            for one in word.chars() {
                line.push(one);
                if !fits(&line) && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, one.to_string()));
                }
            }
        }
        lines.push(line);
        lines
    }

    /// Text over the whole width from `x` on, line by line, over page breaks.
    fn wrapped(&mut self, x: Mpt, text: &str, look: Look) -> Vec<Node> {
        let lines = self.lines(text, look, MARGIN + WIDTH - x);
        lines
            .into_iter()
            .map(|line| {
                self.room(look.leading());
                let node = self.text(x, self.y, look, line);
                self.y += look.leading();
                node
            })
            .collect()
    }

    fn paragraph(&mut self, text: &str, look: Look, after: Mpt) -> Node {
        let lines = self.wrapped(MARGIN, text, look);
        self.y += after;
        Node::Group(Tag::P.into(), lines)
    }

    fn heading(&mut self, level: u16, text: &str, look: Look) -> Node {
        // A heading stays with two lines of what it stands above.
        self.room(look.leading() + 2 * Look::Body.leading());
        let lines = self.wrapped(MARGIN, text, look);
        self.y += pt(3);
        Node::Group(heading_tag(level, text), lines)
    }

    fn opening(&mut self, document: &Document) -> Vec<Node> {
        let title = document.title.text();
        let mut nodes = vec![
            self.heading(1, &title, Look::Title),
            self.paragraph(&document.status.text(), Look::Strong, pt(2)),
        ];
        if !document.marks.is_empty() {
            let marks: Vec<String> = document.marks.iter().map(Message::text).collect();
            nodes.push(self.paragraph(&marks.join("  ·  "), Look::Quiet, pt(4)));
        }
        nodes
    }

    fn section(&mut self, section: &Section, drawing: Option<(Chart, String)>) -> Node {
        self.y += pt(10);
        let heading = section.heading.text();
        let mut nodes = vec![self.heading(2, &heading, Look::Heading)];
        let page = self.pages.len() - 1;
        self.marks.push(Mark {
            heading,
            page,
            y: self.y.saturating_sub(Look::Heading.leading() + pt(8)),
        });
        for block in &section.blocks {
            nodes.extend(self.block(block));
        }
        if let Some((chart, words)) = drawing {
            nodes.push(self.paragraph(&words, Look::Quiet, pt(4)));
            nodes.push(self.figure(chart, words));
        }
        Node::Group(Tag::Section.into(), nodes)
    }

    fn block(&mut self, block: &Block) -> Vec<Node> {
        match block {
            Block::Paragraph(messages) => vec![self.paragraph(&sentences(messages), Look::Body, pt(5))],
            Block::List(points) => vec![self.list(points)],
            Block::Facts(facts) => vec![self.facts(facts)],
            Block::Group(heading, facts) => {
                let heading = self.heading(3, &heading.text(), Look::Sub);
                vec![heading, self.facts(facts)]
            }
            Block::Table(table) => vec![self.table(table)],
        }
    }

    fn list(&mut self, points: &[Vec<Message>]) -> Node {
        let items = points
            .iter()
            .map(|messages| {
                self.room(Look::Body.leading());
                let bullet = self.text(MARGIN, self.y, Look::Body, "•".to_owned());
                let body = self.wrapped(MARGIN + pt(14), &sentences(messages), Look::Body);
                self.y += pt(3);
                let label = Node::Group(Tag::Lbl.into(), vec![bullet]);
                let body = Node::Group(Tag::LBody.into(), body);
                Node::Group(Tag::LI.into(), vec![label, body])
            })
            .collect();
        self.y += pt(3);
        Node::Group(Tag::L(ListNumbering::Disc).into(), items)
    }

    fn facts(&mut self, facts: &[Fact]) -> Node {
        let items = facts
            .iter()
            .map(|fact| {
                let labels = self.lines(&short(&fact.label), Look::Quiet, VALUES - pt(12));
                let values = self.lines(&short(&fact.value), Look::Strong, WIDTH - VALUES);
                let count = labels.len().max(values.len());
                let leading = Look::Body.leading();
                let (mut label, mut value) = (Vec::new(), Vec::new());
                let (mut labels, mut values) = (labels.into_iter(), values.into_iter());
                for _ in 0..count {
                    self.room(leading);
                    if let Some(line) = labels.next() {
                        // Both stand on one base line.
                        let lower = Look::Strong.size() - Look::Quiet.size();
                        label.push(self.text(MARGIN, self.y + lower, Look::Quiet, line));
                    }
                    if let Some(line) = values.next() {
                        value.push(self.text(MARGIN + VALUES, self.y, Look::Strong, line));
                    }
                    self.y += leading;
                }
                self.y += pt(1);
                let label = Node::Group(Tag::Lbl.into(), label);
                let value = Node::Group(Tag::LBody.into(), value);
                Node::Group(Tag::LI.into(), vec![label, value])
            })
            .collect();
        self.y += pt(4);
        Node::Group(Tag::L(ListNumbering::None).into(), items)
    }

    /// One row of the schedule: the first two columns begin where they stand, the others end there.
    fn cells(&mut self, cells: [String; 4], look: Look) -> [Node; 4] {
        const EDGES: [Mpt; 4] = [0, pt(88), pt(330), WIDTH];
        let mut column = 0;
        let y = self.y;
        let nodes = cells.map(|cell| {
            let edge = EDGES.get(column).copied().unwrap_or_default();
            column += 1;
            let face = self.faces.of(look);
            let text = face.drawable(&cell, &mut self.replaced);
            let x = if column > 2 {
                edge - face.width(&text, look.size())
            } else {
                edge
            };
            self.text(MARGIN + x, y, look, text)
        });
        self.y += pt(16);
        self.place(Item::Rule {
            at: (MARGIN, self.y - pt(1)),
            width: WIDTH,
        });
        nodes
    }

    fn header(&mut self, table: &Table) -> [Node; 4] {
        let names = table.columns.each_ref().map(Message::text);
        self.cells(names, Look::Quiet)
    }

    fn table(&mut self, table: &Table) -> Node {
        // The caption and the names of the columns stay with two rows.
        self.room(pt(64));
        let caption = self.paragraph(&table.caption.text(), Look::Quiet, pt(4));
        let caption = Node::Group(Tag::Caption.into(), vec![caption]);
        let header = |scope: TableHeaderScope| -> TagKind { Tag::TH(scope).into() };
        let row = |nodes: Vec<Node>| Node::Group(Tag::TR.into(), nodes);
        let names = self.header(table);
        let names = names
            .into_iter()
            .map(|node| Node::Group(header(TableHeaderScope::Column), vec![node]))
            .collect();
        // The first cell names the row.
        let tagged = |nodes: [Node; 4]| -> Vec<Node> {
            let tag = |column| {
                if column == 0 {
                    header(TableHeaderScope::Row)
                } else {
                    Tag::TD.into()
                }
            };
            let cells = nodes.into_iter().enumerate();
            cells
                .map(|(column, node)| Node::Group(tag(column), vec![node]))
                .collect()
        };
        let mut body = Vec::with_capacity(table.rows.len());
        for cells in &table.rows {
            self.row_room(table);
            let nodes = self.cells(cells.each_ref().map(short), Look::Body);
            body.push(row(tagged(nodes)));
        }
        self.row_room(table);
        let (name, sum) = &table.total;
        // An empty cell holds a space: a cell that holds nothing is left out of the structure, and the row would lack it.
        let total = self.cells([name.text(), " ".to_owned(), sum.clone(), " ".to_owned()], Look::Strong);
        let total = tagged(total);
        self.y += pt(8);
        Node::Group(
            Tag::Table.into(),
            vec![
                caption,
                Node::Group(Tag::THead.into(), vec![row(names)]),
                Node::Group(Tag::TBody.into(), body),
                Node::Group(Tag::TFoot.into(), vec![row(total)]),
            ],
        )
    }

    /// On a new page the names of the columns stand again, for the eye: the structure has them once.
    fn row_room(&mut self, table: &Table) {
        if !self.room(pt(16)) {
            return;
        }
        let before = self.pages.last().map_or(0, Vec::len);
        self.header(table);
        let page = self.pages.last_mut();
        for item in page.into_iter().flatten().skip(before) {
            if let Item::Text { leaf, .. } = item {
                *leaf = None;
            }
        }
    }

    fn figure(&mut self, chart: Chart, words: String) -> Node {
        let height = chart.height + pt(8);
        self.room(height);
        let leaf = self.leaf();
        self.place(Item::Chart {
            leaf,
            at: (MARGIN, self.y),
            chart,
        });
        self.y += height;
        Node::Figure(leaf, words)
    }

    /// Says which characters could not be drawn: the data inside the file has them all.
    fn replaced_characters(&mut self) -> Option<Node> {
        if self.replaced.is_empty() {
            return None;
        }
        let codes: Vec<String> = self
            .replaced
            .iter()
            .take(20)
            .map(|one| format!("U+{:04X}", u32::from(*one)))
            .collect();
        self.y += pt(6);
        Some(self.paragraph(&words::doc_replaced(&codes.join(", ")).text(), Look::Quiet, 0))
    }

    /// The foot of every page: what document this is, and which page of how many.
    fn foot(&mut self, document: &Document) {
        let marks: Vec<String> = document.marks.iter().map(Message::text).collect();
        let face = self.faces.of(Look::Foot);
        let count = self.pages.len();
        for (index, page) in self.pages.iter_mut().enumerate() {
            let number = words::doc_page_of(&count.to_string(), &(index + 1).to_string()).text();
            let right = PAGE.0 - MARGIN - face.width(&number, Look::Foot.size());
            let mut ignored = BTreeSet::new();
            // The number keeps its place: a long reference is cut.
            let mut left = face.drawable(&marks.join("  ·  "), &mut ignored);
            while MARGIN + face.width(&left, Look::Foot.size()) > right - pt(12) && left.pop().is_some() {}
            for (x, text) in [(MARGIN, left), (right, number)] {
                page.push(Item::Text {
                    leaf: None,
                    at: (x, PAGE.1 - pt(36)),
                    look: Look::Foot,
                    text,
                });
            }
        }
    }
}
