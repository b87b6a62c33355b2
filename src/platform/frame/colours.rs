//! The colours of the page around the frame, in a stylesheet of their own: the policy lets no other way in.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Array;
use web_sys::{CssStyleSheet, MediaQueryList};

use super::post;
use crate::embed::say::Say;
use crate::embed::theme::{Look, Scheme, dress};

/// Whether the device is dark.
const DARK: &str = "(prefers-color-scheme: dark)";

/// What the app wears.
#[derive(Clone)]
pub struct Wardrobe(Rc<Inside>);

struct Inside {
    look: Cell<Look>,
    sheet: Option<CssStyleSheet>,
    dark: Option<MediaQueryList>,
    /// Whether the page was told that this look is not taken.
    is_told: Cell<bool>,
}

impl Wardrobe {
    pub fn new() -> Self {
        let window = web_sys::window();
        let wardrobe = Self(Rc::new(Inside {
            look: Cell::default(),
            sheet: sheet(),
            dark: window.and_then(|window| window.match_media(DARK).ok().flatten()),
            is_told: Cell::new(false),
        }));
        if let Some(dark) = &wardrobe.0.dark {
            let other = wardrobe.clone();
            EventListener::new(dark, "change", move |_| {
                if other.0.look.get().scheme == Scheme::Auto {
                    other.0.dress();
                }
            })
            .forget();
        }
        wardrobe
    }

    /// Takes over the look of the page.
    pub fn wear(&self, look: Look) {
        self.0.look.set(look);
        self.0.is_told.set(false);
        self.0.dress();
    }
}

impl Inside {
    fn dress(&self) {
        let is_dark = self.dark.as_ref().is_some_and(MediaQueryList::matches);
        let dressed = dress(&self.look.get(), is_dark);
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        let _ = root.map(|root| match dressed.scheme {
            Some(scheme) => root.set_attribute("data-theme", scheme),
            None => root.remove_attribute("data-theme"),
        });
        if let Some(sheet) = &self.sheet {
            let _ = sheet.replace_sync(&dressed.css);
        }
        if dressed.refused && !self.is_told.replace(true) {
            post(Say::ThemeRefused);
        }
    }
}

/// An empty stylesheet of this document.
fn sheet() -> Option<CssStyleSheet> {
    let document = web_sys::window()?.document()?;
    let sheet = CssStyleSheet::new().ok()?;
    let sheets = document.adopted_style_sheets();
    // A browser without them gives no list.
    let list = Array::is_array(&sheets).then_some(&sheets)?;
    list.push(&sheet);
    document.set_adopted_style_sheets(list);
    Some(sheet)
}
