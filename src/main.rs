//! Starts the app.

fn main() {
    plan_negotiator::platform::page::show_fixed_page_on_panic();
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    match root {
        Some(root) => yew::Renderer::<plan_negotiator::app::App>::with_root(root).render(),
        None => yew::Renderer::<plan_negotiator::app::App>::new().render(),
    };
}
