//! A message with each value set apart, so that a name or amount in any script keeps its place.

use plan_words::{Message, Part};
use yew::prelude::*;

/// The message as text with `<bdi>` around each value.
pub fn say(message: &Message) -> Html {
    let part = |part: &Part| match part {
        Part::Text(text) => html! { { *text } },
        Part::Value(value) => html! { <bdi>{ value.clone() }</bdi> },
    };
    message.parts().iter().map(part).collect()
}
