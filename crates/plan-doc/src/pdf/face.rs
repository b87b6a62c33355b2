//! The two faces of the document's font: how wide text is, and its glyphs.

use std::collections::BTreeSet;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, UnicodeBuffer};

use super::PdfError;
use super::unit::{Mpt, fraction};

/// Stands for a character that the font does not have.
const MISSING: char = '?';

/// One face.
pub(super) struct Face {
    shaper: rustybuzz::Face<'static>,
    /// The same face as the file takes it in.
    pub font: Font,
}

/// Text that can be drawn.
pub(super) struct Shaped {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
}

impl Face {
    pub(super) fn new(bytes: &'static [u8]) -> Result<Self, PdfError> {
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or(PdfError::Font)?;
        let font = Font::new(bytes.to_vec().into(), 0).ok_or(PdfError::Font)?;
        Ok(Self { shaper, font })
    }

    /// The text with each character that the face lacks replaced, and noted.
    pub(super) fn drawable(&self, text: &str, replaced: &mut BTreeSet<char>) -> String {
        let known = |one: &char| self.shaper.glyph_index(*one).is_some();
        text.chars()
            .map(|one| {
                if known(&one) {
                    return one;
                }
                replaced.insert(one);
                MISSING
            })
            .collect()
    }

    fn shape(&self, text: &str) -> rustybuzz::GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        // Figures of one width, so that columns of amounts can be compared by eye.
        let features = [Feature::new(Tag::from_bytes(b"tnum"), 1, ..)];
        rustybuzz::shape(&self.shaper, &features, buffer)
    }

    /// How wide the text is.
    pub(super) fn width(&self, text: &str, size: Mpt) -> Mpt {
        let advances = self.shape(text);
        let units: i64 = advances
            .glyph_positions()
            .iter()
            .map(|position| i64::from(position.x_advance))
            .sum();
        units * size / i64::from(self.shaper.units_per_em().max(1))
    }

    /// The text as glyphs; advances in parts of the size.
    pub(super) fn glyphs(&self, text: String) -> Shaped {
        let shaped = self.shape(&text);
        let per_em = self.shaper.units_per_em();
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let start = |index: usize| infos.get(index).map_or(text.len(), |info| info.cluster as usize);
        let glyphs = infos
            .iter()
            .zip(positions)
            .enumerate()
            .map(|(index, (info, position))| {
                let begin = info.cluster as usize;
                let end = (index + 1..=infos.len()).map(start).find(|end| *end > begin);
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    fraction(position.x_advance, per_em),
                    fraction(position.x_offset, per_em),
                    fraction(position.y_offset, per_em),
                    fraction(position.y_advance, per_em),
                    begin..end.unwrap_or(text.len()),
                    None,
                )
            })
            .collect();
        Shaped { text, glyphs }
    }
}
