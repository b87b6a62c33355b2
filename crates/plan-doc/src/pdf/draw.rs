//! From lines on pages to the bytes of the file.

use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree};
use krilla::{Document as File, SerializeSettings};

use super::PdfError;
use super::chart::Chart;
use super::flow::{Faces, Item, Laid, MARGIN, Node, PAGE};
use super::unit::{Mpt, points, pt};

/// Something inside the file, beside what is printed.
pub(super) struct Attachment {
    pub name: &'static str,
    pub about: String,
    pub bytes: Vec<u8>,
}

/// What the file says about itself.
pub(super) struct About {
    pub title: String,
    /// Names the file for good; hexadecimal digits.
    pub id: String,
    /// When it came about: year, month, day, hour, minute, second in UTC.
    pub made: [u16; 6],
}

const INK: (u8, u8, u8) = (27, 31, 36);
const QUIET: (u8, u8, u8) = (84, 94, 105);
const LINE: (u8, u8, u8) = (206, 212, 218);
const ACCENT: (u8, u8, u8) = (15, 92, 92);

fn fill((red, green, blue): (u8, u8, u8)) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

fn stroke((red, green, blue): (u8, u8, u8), width: Mpt) -> Stroke {
    Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width: points(width),
        ..Stroke::default()
    }
}

fn point((x, y): (Mpt, Mpt)) -> Point {
    Point::from_xy(points(x), points(y))
}

fn rect((x, y): (Mpt, Mpt), width: Mpt, height: Mpt) -> Result<Rect, PdfError> {
    Rect::from_xywh(points(x), points(y), points(width), points(height)).ok_or(PdfError::Layout)
}

fn moment(made: [u16; 6]) -> Result<DateTime, PdfError> {
    let small = |index: usize| {
        made.get(index)
            .and_then(|value| u8::try_from(*value).ok())
            .ok_or(PdfError::Time)
    };
    let [year, ..] = made;
    Ok(DateTime::new(year)
        .month(small(1)?)
        .day(small(2)?)
        .hour(small(3)?)
        .minute(small(4)?)
        .second(small(5)?)
        .utc_offset_hour(0)
        .utc_offset_minute(0))
}

/// What was drawn under a number: its mark in the file, and the page and place of a drawing.
type Drawn = Vec<Option<(Identifier, Option<BBox>)>>;

/// Writes the file.
pub(super) fn write(
    laid: &Laid,
    faces: &Faces,
    about: About,
    attachments: Vec<Attachment>,
) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PdfError::Layout)?;
    let mut file = File::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut drawn = Drawn::new();
    for (index, items) in laid.pages.iter().enumerate() {
        let size = PageSettings::from_wh(points(PAGE.0), points(PAGE.1)).ok_or(PdfError::Layout)?;
        let mut page = file.start_page_with(size);
        let mut surface = page.surface();
        for item in items {
            draw(&mut surface, item, index, faces, &mut drawn)?;
        }
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some("en-GB".to_owned()));
    for node in &laid.nodes {
        push_group(&mut tree, node, &mut drawn);
    }
    file.set_tag_tree(tree);
    file.set_outline(outline(laid));
    let made = moment(about.made)?;
    for attachment in attachments {
        file.embed_file(EmbeddedFile {
            path: attachment.name.to_owned(),
            mime_type: MimeType::new("application/json"),
            description: Some(attachment.about),
            association_kind: AssociationKind::Source,
            data: attachment.bytes.into(),
            modification_date: Some(made),
            compress: Some(true),
            location: None,
        })
        .ok_or(PdfError::Layout)?;
    }
    file.set_metadata(
        Metadata::new()
            .title(about.title)
            .language("en-GB".to_owned())
            .creator("Plan Negotiator".to_owned())
            .producer("Plan Negotiator".to_owned())
            .document_id(about.id)
            .creation_date(made),
    );
    file.finish().map_err(|_| PdfError::Standard)
}

fn outline(laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    for mark in &laid.marks {
        let place = XyzDestination::new(mark.page, point((MARGIN, mark.y)));
        outline.push_child(OutlineNode::new(mark.heading.clone(), place));
    }
    outline
}

fn draw(surface: &mut Surface<'_>, item: &Item, page: usize, faces: &Faces, drawn: &mut Drawn) -> Result<(), PdfError> {
    match item {
        Item::Text { leaf, at, look, text } => {
            let tag = match leaf {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let id = surface.start_tagged(tag);
            surface.set_fill(Some(fill(if look.is_quiet() { QUIET } else { INK })));
            surface.set_stroke(None);
            let face = faces.of(*look);
            let shaped = face.glyphs(text.clone());
            surface.draw_glyphs(
                point(*at),
                &shaped.glyphs,
                face.font.clone(),
                &shaped.text,
                points(look.size()),
                false,
            );
            surface.end_tagged();
            if let Some(leaf) = leaf {
                note(drawn, *leaf, id, None);
            }
        }
        Item::Rule { at, width } => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            line(surface, &[*at, (at.0 + width, at.1)], LINE, 500);
            surface.end_tagged();
        }
        Item::Chart { leaf, at, chart } => {
            let id = surface.start_tagged(ContentTag::Other);
            draw_chart(surface, *at, chart);
            surface.end_tagged();
            let place = BBox::new(page, rect(*at, chart.width, chart.height)?);
            note(drawn, *leaf, id, Some(place));
        }
    }
    Ok(())
}

fn note(drawn: &mut Drawn, leaf: usize, id: Identifier, place: Option<BBox>) {
    if drawn.len() <= leaf {
        drawn.resize_with(leaf + 1, || None);
    }
    if let Some(slot) = drawn.get_mut(leaf) {
        *slot = Some((id, place));
    }
}

fn line(surface: &mut Surface<'_>, corners: &[(Mpt, Mpt)], colour: (u8, u8, u8), width: Mpt) {
    let mut path = PathBuilder::new();
    for (index, (x, y)) in corners.iter().enumerate() {
        if index == 0 {
            path.move_to(points(*x), points(*y));
        } else {
            path.line_to(points(*x), points(*y));
        }
    }
    // A path of one point draws nothing.
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(stroke(colour, width)));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}

fn draw_chart(surface: &mut Surface<'_>, (left, top): (Mpt, Mpt), chart: &Chart) {
    let at = |(x, y): &(Mpt, Mpt)| (left + x, top + y);
    let corners: Vec<(Mpt, Mpt)> = chart.corners.iter().map(at).collect();
    let bottom = top + chart.height;
    line(surface, &[(left, bottom), (left + chart.width, bottom)], QUIET, 750);
    line(surface, &corners, ACCENT, pt(2));
}

/// What takes parts of the structure in.
trait Takes {
    fn take_group(&mut self, group: TagGroup);
    fn take_leaf(&mut self, leaf: Identifier);
}

impl Takes for TagTree {
    fn take_group(&mut self, group: TagGroup) {
        self.push(group);
    }

    fn take_leaf(&mut self, leaf: Identifier) {
        self.push(leaf);
    }
}

impl Takes for TagGroup {
    fn take_group(&mut self, group: TagGroup) {
        self.push(group);
    }

    fn take_leaf(&mut self, leaf: Identifier) {
        self.push(leaf);
    }
}

fn push_group(parent: &mut impl Takes, node: &Node, drawn: &mut Drawn) {
    let mut taken = |leaf: &usize| drawn.get_mut(*leaf).and_then(Option::take);
    match node {
        Node::Leaf(leaf) => {
            if let Some((id, _)) = taken(leaf) {
                parent.take_leaf(id);
            }
        }
        Node::Figure(leaf, words) => {
            if let Some((id, place)) = taken(leaf) {
                let mut figure = TagGroup::new(Tag::Figure(Some(words.clone())).with_bbox(place));
                figure.push(id);
                parent.take_group(figure);
            }
        }
        Node::Group(tag, children) => {
            let mut group = TagGroup::new(tag.clone());
            for child in children {
                push_group(&mut group, child, drawn);
            }
            parent.take_group(group);
        }
    }
}
