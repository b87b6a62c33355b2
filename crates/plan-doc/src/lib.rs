//! plan-doc
