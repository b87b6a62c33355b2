//! Every sentence the product shows, in every language it has.
//!
//! The words are in `locales/*.ftl`, in [Fluent](https://projectfluent.org). The build compiles them into one function
//! a message, so a key that does not exist is a compile error and nothing that reads Fluent is downloaded by anyone:
//!
//! ```ftl
//! # Beneath the plan both sides accepted.
//! result-sentence = Paid { $amount } a month, it ends in { $months ->
//!     [one] { $months } month
//!    *[other] { $months } months
//! }.
//! ```
//!
//! becomes `words::result_sentence(amount: &str, months: u64) -> Message`. Parameters are in alphabetical order; a
//! variable that selects by number is a `u64`, every other a `&str`, already formatted. A message's attribute `.label`
//! is the function `result_sentence_label`.
//!
//! # In which language
//!
//! The words of the reference, British English, are in the functions. Every other language is a table that the build
//! writes and the app fetches when it is wanted: a [`Translation`], which [`speak`] puts in place for this thread. A
//! [`Message`] is made whole when its function is called, so it stays as it is when the language changes. Whatever must
//! come out the same for everyone, such as a document's text, is made within [`in_reference`].
//!
//! # A new language
//!
//! Put `cy.ftl` beside `en-GB.ftl`. The build fails with a list until both have the same keys and variables.

mod message;

pub use message::{Message, Part, Parts};

use std::cell::Cell;

include!(concat!(env!("OUT_DIR"), "/words.rs"));
include!("translation.rs");

#[cfg(test)]
mod fixture;
