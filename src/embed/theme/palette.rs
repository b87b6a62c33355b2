//! The app's own colours, of both schemes.

use super::Colour;

/// The app's own colours that a page's colours come to stand beside: those of `styles/tokens.css`, as a test makes sure.
pub struct Palette {
    pub page: Colour,
    pub surface: Colour,
    pub text: Colour,
    pub accent: Colour,
    pub on_accent: Colour,
    /// Text of other kinds.
    pub inks: [(&'static str, Colour); 5],
    /// Edges of controls, and the ring.
    pub edges: [(&'static str, Colour); 2],
    /// Tinted surfaces.
    pub tints: [(&'static str, Colour); 5],
}

const fn hex(rgb: u32) -> Colour {
    Colour::of(rgb)
}

pub const LIGHT: Palette = Palette {
    page: hex(0xf3f6f5),
    surface: hex(0xffffff),
    text: hex(0x14201f),
    accent: hex(0x0b5a5e),
    on_accent: hex(0xffffff),
    inks: [
        ("text-quiet", hex(0x475654)),
        ("error", hex(0xa8201a)),
        ("error-strong", hex(0x7c120e)),
        ("warning", hex(0x6d4300)),
        ("changed-mark", hex(0x4c6b0c)),
    ],
    edges: [("line-control", hex(0x6a7976)), ("focus", hex(0x1b44c8))],
    tints: [
        ("surface-quiet", hex(0xeaf0ef)),
        ("accent-quiet", hex(0xdceeeb)),
        ("error-quiet", hex(0xfdecea)),
        ("warning-quiet", hex(0xfdf1d8)),
        ("changed", hex(0xf0f6e2)),
    ],
};

pub const DARK: Palette = Palette {
    page: hex(0x0f1615),
    surface: hex(0x18211f),
    text: hex(0xe9efed),
    accent: hex(0x74d1c6),
    on_accent: hex(0x06211f),
    inks: [
        ("text-quiet", hex(0xb4c2bf)),
        ("error", hex(0xffb0a6)),
        ("error-strong", hex(0xffcfc9)),
        ("warning", hex(0xf4cd84)),
        ("changed-mark", hex(0xbcd67e)),
    ],
    edges: [("line-control", hex(0x8b9b97)), ("focus", hex(0xffd166))],
    tints: [
        ("surface-quiet", hex(0x222d2b)),
        ("accent-quiet", hex(0x143532)),
        ("error-quiet", hex(0x3c1b18)),
        ("warning-quiet", hex(0x33280f)),
        ("changed", hex(0x26301a)),
    ],
};
