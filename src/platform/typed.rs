//! What stands in the fields of the page, kept while the page is drawn anew.

use wasm_bindgen::JsCast;
use web_sys::{Document, Event, EventInit, HtmlInputElement};

/// A field and what was typed in it.
struct Field {
    id: String,
    value: String,
}

/// What was typed, and where somebody was typing.
pub struct Typed {
    fields: Vec<Field>,
    /// The element with the keyboard, and the caret in it.
    focused: Option<(String, Option<u32>)>,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

impl Typed {
    /// Reads every field of text that has a name.
    pub fn read() -> Self {
        let mut fields = Vec::new();
        let found = document().and_then(|document| document.query_selector_all("input[type=text][id]").ok());
        for index in 0..found.as_ref().map_or(0, |found| found.length()) {
            let node = found.as_ref().and_then(|found| found.item(index));
            if let Some(input) = node.and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) {
                fields.push(Field {
                    id: input.id(),
                    value: input.value(),
                });
            }
        }
        let active = document().and_then(|document| document.active_element());
        let focused = active.filter(|element| !element.id().is_empty()).map(|element| {
            let caret = element
                .dyn_ref::<HtmlInputElement>()
                .and_then(|input| input.selection_end().ok().flatten());
            (element.id(), caret)
        });
        Self { fields, focused }
    }

    /// Writes it into the fields of the same names, as if it were typed there.
    pub fn write(self) {
        let Some(document) = document() else { return };
        let by_id = |id: &str| document.get_element_by_id(id);
        for Field { id, value } in &self.fields {
            let input = by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input.filter(|input| input.value() != *value) else {
                continue;
            };
            input.set_value(value);
            let bubbles = EventInit::new();
            bubbles.set_bubbles(true);
            if let Ok(event) = Event::new_with_event_init_dict("input", &bubbles) {
                // It has no default that anybody could prevent.
                let _ = input.dispatch_event(&event);
            }
        }
        if let Some((id, caret)) = &self.focused {
            super::page::focus(id);
            if let (Some(caret), Some(input)) =
                (caret, by_id(id).and_then(|one| one.dyn_into::<HtmlInputElement>().ok()))
            {
                let _ = input.set_selection_range(*caret, *caret);
            }
        }
    }
}
