//! What stays with one side cannot be sent, written down or printed: trying does not compile.

#[test]
fn private_types_have_no_way_out() {
    trybuild::TestCases::new().compile_fail("tests/private/*.rs");
}
