//! The signed summary: one HTML page that says what was agreed and carries the means to check it.
//!
//! The page is a pure function of a [`Summary`]: [`render_html`] writes it, [`read_html`] finds the data in it, writes
//! it again and compares every byte, so nothing on the page can differ from the signed data. No clock, no random
//! number, no input or output; no input makes it panic.
//!
//! With the feature `pdf`, `render_pdf` draws the same document as a PDF, `prepare` gives it a side's signature, and
//! `read_pdf` reads it back.
//!
//! [`model`] says what the document says, [`html`] how the page shows it. Both belong to [`VERSION`]: pages of one
//! version can only be checked while their words, markup and styles stay as they are. The golden pages in
//! `tests/golden` fail when they move; once pages are out in the world, the same commit raises the version and keeps
//! the old one readable.

pub mod calendar;
pub mod csv;
pub mod format;
pub mod html;
mod key;
pub mod model;
#[cfg(feature = "pdf")]
pub mod pdf;
mod proof;
mod read;
mod record;
#[cfg(feature = "pdf")]
mod sign;
mod statement;
mod summary;
pub mod text;
mod verdict;

pub use html::render_html;
pub use key::{key_words, low_s};
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, render_pdf};
pub use read::{ReadError, read_html};
pub use record::{Agreed, Offer, Record, Telephone};
#[cfg(feature = "pdf")]
pub use sign::{
    FileError, Flaw, MAX_PDF_BYTES, NewCertificate, Prepared, SignError, UncheckedFile, certificate_key, prepare,
    read_drawn, read_pdf,
};
pub use statement::{How, Statement, is_name, signing_bytes};
pub use summary::{DocError, Signature, Summary};
pub use verdict::{Layout, Reason, Signer, Standing, Unchecked, Verdict, VerifyJob};

/// The version of the page and of the data in it.
pub const VERSION: u64 = 1;
/// The largest page that is written or read, in bytes.
pub const MAX_FILE_BYTES: usize = 4 << 20;
/// The longest key or signature that a page may carry, in bytes. Those of another kind are carried, and said to be so.
pub const MAX_KEY_BYTES: usize = 1_024;
