//! Something that is folded away until it is needed.

use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct FoldProps {
    pub summary: AttrValue,
    /// Opens it. It never closes it again: somebody may be typing inside.
    #[prop_or_default]
    pub open: bool,
    pub children: Html,
}

/// Folded until somebody opens it or it has something to show.
#[component]
pub fn Fold(props: &FoldProps) -> Html {
    let open = use_state(|| props.open);
    {
        let open = open.clone();
        use_effect_with(props.open, move |now| {
            if *now {
                open.set(true);
            }
        });
    }
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            open.set(event.target_unchecked_into::<web_sys::Element>().has_attribute("open"));
        })
    };
    html! {
        <details class="pn-details" open={*open} {ontoggle}>
            <summary>{ props.summary.clone() }</summary>
            { props.children.clone() }
        </details>
    }
}
