//! The rules of a dress.

use super::palette::Palette;
use super::{Colour, Ground, TEXT, is_usable};

/// The rules that set the custom properties.
#[derive(Default)]
pub struct Sheet(String);

impl Sheet {
    pub fn set(&mut self, name: &str, colour: Colour) {
        let value = colour.to_css();
        self.0.push_str(&format!("--pn-colour-{name}:{value};"));
    }

    pub fn set_accent(&mut self, accent: Colour, label: Colour, palette: &Palette, ground: &Ground) {
        // Under the pointer a button moves away from its label.
        let away = if label.is_dark() { Colour::WHITE } else { Colour::BLACK };
        let tint = ground.tinted(accent, 12);
        let inks = palette.inks.iter().map(|(_, ink)| *ink);
        let is_read = inks.chain([ground.text]).all(|ink| ink.stands_out(tint, TEXT));
        let tint = if is_read { tint } else { ground.surface };
        // A colour that makes a good button may be too pale for words.
        let reads = |colour: Colour| {
            [ground.page, ground.surface, tint]
                .iter()
                .all(|behind| colour.stands_out(*behind, TEXT))
        };
        let link = if reads(accent) { accent } else { ground.text };
        self.set("accent", accent);
        self.set("accent-strong", accent.mixed(away, 30));
        self.set("accent-quiet", tint);
        self.set("accent-line", ground.tinted(accent, 50));
        self.set("on-accent", label);
        self.set("link", link);
        self.set("link-strong", link.mixed(ground.text, 40));
        self.set("chart-line", accent);
        self.set("chart-area", ground.tinted(accent, 22));
    }

    /// The app's own accent on a ground that is not the app's.
    pub fn keep_accent(&mut self, palette: &Palette, ground: &Ground) {
        if is_usable(palette.accent, palette.on_accent, ground) {
            self.set_accent(palette.accent, palette.on_accent, palette, ground);
        } else {
            self.set_accent(ground.text, ground.page, palette, ground);
        }
    }

    pub fn set_radius(&mut self, radius: u8) {
        let card = u16::from(radius) * 8 / 5;
        let small = u16::from(radius) * 3 / 5;
        self.0.push_str(&format!(
            "--pn-radius-control:{radius}px;--pn-radius-card:{card}px;--pn-radius-small:{small}px;"
        ));
    }

    /// On a screen only, and not where a person has chosen colours or contrast of their own.
    pub fn finish(self) -> String {
        if self.0.is_empty() {
            return self.0;
        }
        format!(
            "@media screen and (forced-colors: none) and (not (prefers-contrast: more)){{:root{{{}}}}}",
            self.0
        )
    }
}
