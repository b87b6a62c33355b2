//! What stands in the fields of the page, kept while the page is drawn anew.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Document, Event, EventInit, HtmlInputElement, HtmlSelectElement};

/// What somebody has answered on the page, and where they were typing.
pub struct Typed {
    /// Fields of text by their ids, with what stands in them.
    texts: Vec<(String, String)>,
    /// Lists by their ids, with what is chosen.
    lists: Vec<(String, String)>,
    /// Boxes and choices that are ticked, by id or by name and value.
    ticked: Vec<String>,
    /// The element with the keyboard, and the caret in it.
    focused: Option<(String, Option<u32>)>,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn all<E: JsCast>(selector: &str) -> Vec<E> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let found = found.as_ref();
    let nodes = (0..found.map_or(0, |found| found.length())).filter_map(|index| found?.item(index));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Boxes have a name of their own; choices share one.
fn name_of(input: &HtmlInputElement) -> String {
    format!("{} {} {}", input.id(), input.name(), input.value())
}

const TEXTS: &str = "input[type=text][id]";
const LISTS: &str = "select[id]";
const TICKS: &str = "input:is([type=checkbox], [type=radio])";

impl Typed {
    /// Reads every field.
    pub fn read() -> Self {
        let ticked = all(TICKS).into_iter().filter(HtmlInputElement::checked);
        let active = document().and_then(|document| document.active_element());
        let focused = active.filter(|element| !element.id().is_empty()).map(|element| {
            let input = element.dyn_ref::<HtmlInputElement>();
            let caret = input.and_then(|input| input.selection_end().ok().flatten());
            (element.id(), caret)
        });
        Self {
            texts: all(TEXTS)
                .iter()
                .map(|input: &HtmlInputElement| (input.id(), input.value()))
                .collect(),
            lists: all(LISTS)
                .iter()
                .map(|list: &HtmlSelectElement| (list.id(), list.value()))
                .collect(),
            ticked: ticked.map(|input| name_of(&input)).collect(),
            focused,
        }
    }

    /// Answers everything as it was answered.
    pub fn write(self) {
        for input in all::<HtmlInputElement>(TICKS) {
            let was = self.ticked.contains(&name_of(&input));
            // One choice of several cannot be taken back, only another one made.
            if was != input.checked() && (was || input.type_() == "checkbox") {
                input.click();
            }
        }
        for list in all::<HtmlSelectElement>(LISTS) {
            if let Some((_, value)) = self
                .lists
                .iter()
                .find(|(id, value)| *id == list.id() && *value != list.value())
            {
                list.set_value(value);
                tell(&list, "change");
            }
        }
        // Some fields are only there once a choice is made.
        Timeout::new(0, move || self.write_texts()).forget();
    }

    fn write_texts(self) {
        for input in all::<HtmlInputElement>(TEXTS) {
            if let Some((_, text)) = self
                .texts
                .iter()
                .find(|(id, text)| *id == input.id() && *text != input.value())
            {
                input.set_value(text);
                tell(&input, "input");
            }
        }
        let Some((id, caret)) = self.focused else { return };
        super::page::focus(&id);
        let input = document().and_then(|document| document.get_element_by_id(&id));
        let input = input.and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
        if let (Some(caret), Some(input)) = (caret, input) {
            // Not every kind of field has a caret.
            let _ = input.set_selection_range(caret, caret);
        }
    }
}

fn tell(element: &web_sys::EventTarget, kind: &str) {
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict(kind, &bubbles) {
        // It has no default that anybody could prevent.
        let _ = element.dispatch_event(&event);
    }
}
