//! Lengths. They are whole numbers until the file is written, so that every machine breaks lines and pages alike.

/// A thousandth of a point.
pub(super) type Mpt = i64;

/// Points as a length.
pub(super) const fn pt(points: i64) -> Mpt {
    points * 1_000
}

/// A length as the file writes it.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "lengths on a page, made of whole numbers by one division: the same on every machine"
)]
pub(super) fn points(length: Mpt) -> f32 {
    (length as f64 / 1_000.0) as f32
}

/// Font units as a part of the em.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "glyph positions, made of whole numbers by one division: the same on every machine"
)]
pub(super) fn fraction(units: i32, per_em: i32) -> f32 {
    units as f32 / per_em.max(1) as f32
}
