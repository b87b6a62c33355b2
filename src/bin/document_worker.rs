//! The worker that draws, signs and checks documents.

fn main() {
    if plan_negotiator::documents::desk::is_worker() {
        plan_negotiator::documents::desk::run();
    }
}
