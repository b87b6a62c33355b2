//! Starts the app.

fn main() {
    plan_negotiator::platform::page::show_fixed_page_on_panic();
    if plan_negotiator::platform::page::is_framed() {
        plan_negotiator::embed::begin();
    }
    wasm_bindgen_futures::spawn_local(async {
        plan_negotiator::state::spoken::begin().await;
        plan_negotiator::app::begin().await;
    });
}
