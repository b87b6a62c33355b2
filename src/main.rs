//! Starts the app.

fn main() {
    plan_negotiator::platform::page::show_fixed_page_on_panic();
    yew::Renderer::<plan_negotiator::app::App>::new().render();
}
