//! A link as a QR code, for the camera of somebody who sits here.

use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use super::say::say;
use crate::parts::NotLoaded;
use crate::parts::qr::{self, Squares};
use crate::platform::page;

/// So many light squares stand around a code, or no camera finds it.
const MARGIN: i32 = 4;
const CODE: &str = "join-qr";

#[derive(Clone, PartialEq, Properties)]
pub struct QrCodeProps {
    pub text: AttrValue,
}

/// The press that shows it, and the code.
#[component]
pub fn QrCode(props: &QrCodeProps) -> Html {
    let drawn = use_state(|| None::<Result<Option<Squares>, NotLoaded>>);
    {
        let drawn = drawn.setter();
        use_effect_with(props.text.clone(), move |_| drawn.set(None));
    }
    let show = {
        let (drawn, text) = (drawn.setter(), props.text.clone());
        Callback::from(move |()| {
            let (drawn, text) = (drawn.clone(), text.to_string());
            spawn_local(async move { drawn.set(Some(qr::draw(text).await)) });
        })
    };
    let press = |label: AttrValue| {
        button(&ButtonProps {
            label,
            onclick: show.clone(),
            look: Some("quiet".into()),
            disabled: false,
            id: Some("show-qr".into()),
        })
    };
    {
        let is_drawn = matches!(&*drawn, Some(Ok(Some(_))));
        // The press is gone.
        use_effect_with(is_drawn, |is_drawn| {
            if *is_drawn {
                page::focus(CODE);
            }
        });
    }
    let said = match &*drawn {
        None => None,
        Some(Ok(Some(_))) => Some(words::qr_lead()),
        Some(Ok(None)) => Some(words::qr_not()),
        Some(Err(NotLoaded)) => Some(words::part_not_loaded()),
    };
    let again = match &*drawn {
        None => Some(words::qr_show()),
        Some(Err(NotLoaded)) => Some(words::part_again()),
        Some(Ok(_)) => None,
    };
    html! {
        <>
            { for again.map(|label| html! { <div class="pn-buttons">{ press(label.text().into()) }</div> }) }
            <p role="status">{ for said.iter().map(say) }</p>
            { for drawn.iter().filter_map(|drawn| Some(picture(drawn.as_ref().ok()?.as_ref()?))) }
        </>
    }
}

fn picture(code: &Squares) -> Html {
    let side = code.side + 2 * MARGIN;
    html! {
        <div id={CODE} tabindex="-1">
            <svg class="pn-qr" role="img" aria-label={words::qr_label().text()} viewBox={format!("{} {} {side} {side}", -MARGIN, -MARGIN)}>
                <path d={code.path.clone()} />
            </svg>
        </div>
    }
}
