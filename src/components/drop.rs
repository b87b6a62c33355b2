//! A place to drop a file on, which is a button as well.

use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct FileDropProps {
    /// The id of the file input.
    pub id: AttrValue,
    pub label: AttrValue,
    /// The kinds of file that the browser offers first.
    pub accept: AttrValue,
    pub on_file: Callback<File>,
}

/// Takes one file at a time, chosen or dropped.
#[component]
pub fn FileDrop(props: &FileDropProps) -> Html {
    let over = use_state(|| false);
    let onchange = {
        let on_file = props.on_file.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                on_file.emit(file);
            }
        })
    };
    // The same file may be chosen again after it was mended. Until then the field says which one it was.
    let onclick = Callback::from(|event: MouseEvent| event.target_unchecked_into::<HtmlInputElement>().set_value(""));
    let ondrop = {
        let (over, on_file) = (over.clone(), props.on_file.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let dropped = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = dropped.and_then(|files| files.get(0)) {
                on_file.emit(file);
            }
        })
    };
    let hover = |now: bool| {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(now);
        })
    };
    html! {
        <div class={classes!("pn-drop", over.then_some("pn-drop--over"))} {ondrop} ondragover={hover(true)} ondragleave={hover(false)}>
            <label class="pn-field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            <input id={props.id.clone()} type="file" accept={props.accept.clone()} {onchange} {onclick} />
        </div>
    }
}
