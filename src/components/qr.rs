//! A link as a QR code, for the camera of somebody who sits here.

use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use crate::parts::NotLoaded;
use crate::parts::qr::{self, Squares};

/// So many light squares stand around a code, or no camera finds it.
const MARGIN: i32 = 4;

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
    match &*drawn {
        None => html! { <div class="pn-buttons">{ press(words::qr_show().text().into()) }</div> },
        Some(Ok(Some(code))) => {
            let side = code.side + 2 * MARGIN;
            html! {
                <>
                    <p role="status">{ words::qr_lead().text() }</p>
                    <svg class="pn-qr" id="join-qr" role="img" aria-label={words::qr_label().text()}
                        viewBox={format!("{} {} {side} {side}", -MARGIN, -MARGIN)}>
                        <path d={code.path.clone()} />
                    </svg>
                </>
            }
        }
        Some(Ok(None)) => html! { <p role="alert">{ words::qr_not().text() }</p> },
        Some(Err(NotLoaded)) => html! {
            <>
                <p class="pn-banner pn-banner--warning" role="alert">{ words::part_not_loaded().text() }</p>
                <div class="pn-buttons">{ press(words::part_again().text().into()) }</div>
            </>
        },
    }
}
