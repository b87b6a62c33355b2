//! The colours of the page around the frame, taken over where everything can still be read.
//!
//! The page names at most three colours. Each use of each is held against what stands beside it; where a pair is too
//! close the app's own colours stay, and the page is told.

mod colour;
mod palette;
mod sheet;
#[cfg(test)]
mod tests;

pub use colour::Colour;
use palette::{DARK, LIGHT, Palette};
use sheet::Sheet;

/// Text against what it stands on, in tenths to one.
const TEXT: u64 = 45;
/// Edges, lines and the focus ring against what they stand on.
const EDGE: u64 = 30;
/// Above this a corner is no corner.
const MAX_RADIUS: u8 = 32;

/// How the page looks, as it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Light or dark.
    pub scheme: Scheme,
    /// Buttons and links.
    pub accent: Option<Colour>,
    /// What everything stands on.
    pub background: Option<Colour>,
    /// Text.
    pub text: Option<Colour>,
    /// Corners, in CSS pixels.
    pub radius: Option<u8>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scheme {
    /// As the background is, where the page names one; else as the device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is done about a look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dress {
    /// The scheme, where it does not go by the device.
    pub scheme: Option<&'static str>,
    /// The rules that set the custom properties; empty where all are the app's own.
    pub css: String,
    /// Whether a colour was left out because something could not be read in it.
    pub refused: bool,
}

/// What everything stands on, and the text on it.
#[derive(Clone, Copy)]
struct Ground {
    page: Colour,
    surface: Colour,
    text: Colour,
    /// Whether the surfaces are the page's own.
    is_theirs: bool,
}

impl Ground {
    /// A surface with some of another colour in it.
    fn tinted(&self, with: Colour, percent: u8) -> Colour {
        self.surface.mixed(with, percent)
    }
}

/// Dresses the app in a look, on a device that is dark or not.
pub fn dress(look: &Look, device_is_dark: bool) -> Dress {
    dress_on_its_ground(look, device_is_dark).unwrap_or_else(|| {
        // A ground that is not taken decides nothing, and the accent is held against the app's own.
        let plain = Look {
            background: None,
            text: None,
            ..*look
        };
        let dressed = dress_on_its_ground(&plain, device_is_dark).unwrap_or_default();
        Dress {
            refused: true,
            ..dressed
        }
    })
}

/// The same; `None` where something cannot be read on the background or in the text's colour.
fn dress_on_its_ground(look: &Look, device_is_dark: bool) -> Option<Dress> {
    let scheme = match look.scheme {
        Scheme::Light => Some(false),
        Scheme::Dark => Some(true),
        Scheme::Auto => look.background.map(Colour::is_dark),
    };
    let palette = if scheme.unwrap_or(device_is_dark) {
        &DARK
    } else {
        &LIGHT
    };
    let ground = Ground {
        page: look.background.unwrap_or(palette.page),
        surface: look.background.unwrap_or(palette.surface),
        text: look.text.unwrap_or(palette.text),
        is_theirs: look.background.is_some(),
    };
    if !is_readable(&ground, palette) {
        return None;
    }
    let mut sheet = Sheet::default();
    if look.text.is_some() {
        sheet.set("text", ground.text);
    }
    if ground.is_theirs {
        sheet.set("page", ground.page);
        sheet.set("surface", ground.surface);
        sheet.set("surface-quiet", ground.tinted(ground.text, 6));
        sheet.set("line", ground.tinted(ground.text, 20));
    }
    let accent = look
        .accent
        .map(|accent| (accent, label_on(accent, palette)))
        .filter(|(accent, label)| is_usable(*accent, *label, &ground));
    if let Some((accent, label)) = accent {
        sheet.set_accent(accent, label, palette, &ground);
    } else if ground.is_theirs || look.text.is_some() {
        sheet.keep_accent(palette, &ground);
    }
    if let Some(radius) = look.radius {
        sheet.set_radius(radius.min(MAX_RADIUS));
    }
    Some(Dress {
        scheme: scheme.map(|is_dark| if is_dark { "dark" } else { "light" }),
        css: sheet.finish(),
        refused: look.accent.is_some() && accent.is_none(),
    })
}

/// Whether every text and every edge of the app can be told from what it stands on.
fn is_readable(ground: &Ground, palette: &Palette) -> bool {
    let of_app = palette.tints.iter().map(|(_, tint)| *tint);
    // Surfaces that are made from the page's own stand in for the app's.
    let tints: Vec<Colour> = if ground.is_theirs {
        let made = [ground.tinted(ground.text, 6), ground.page];
        of_app.skip(2).chain(made).collect()
    } else {
        of_app.chain([ground.page, ground.surface]).collect()
    };
    let text_is_read = tints.iter().all(|tint| ground.text.stands_out(*tint, TEXT));
    let on_ground = |ink: &Colour, least| ink.stands_out(ground.page, least) && ink.stands_out(ground.surface, least);
    let inks_are_read = palette.inks.iter().all(|(_, ink)| on_ground(ink, TEXT));
    let edges_are_seen = palette.edges.iter().all(|(_, edge)| on_ground(edge, EDGE));
    text_is_read && (!ground.is_theirs || (inks_are_read && edges_are_seen))
}

/// What a button's label is written in: the app's light or its dark, whichever stands out more.
fn label_on(accent: Colour, palette: &Palette) -> Colour {
    let other = if core::ptr::eq(palette, &DARK) { &LIGHT } else { &DARK };
    let (first, second) = (palette.on_accent, other.on_accent);
    if second.contrast(accent) > first.contrast(accent) {
        second
    } else {
        first
    }
}

/// Whether a button in that colour can be read and told from what it stands on.
fn is_usable(accent: Colour, label: Colour, ground: &Ground) -> bool {
    label.stands_out(accent, TEXT) && accent.stands_out(ground.page, EDGE) && accent.stands_out(ground.surface, EDGE)
}
