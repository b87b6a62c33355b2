//! The same terms give the same bytes on every machine: here as in a browser (`tests/browser.rs` of the app).

mod alike;

#[test]
fn a_thousand_plans_are_the_same_bytes_as_ever() {
    assert_eq!(alike::sum(), (alike::SUM, alike::PLANS));
}
