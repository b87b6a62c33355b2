//! The Yew app: two people move one repayment plan, live.
//!
//! `calls` is a plan on two machines; `parts` says what is fetched when; `documents` makes and checks documents, in a worker; `embed` is what the app and
//! the page around its frame say to each other; `platform` is the only home of browser APIs; `state` holds reducers and
//! stored drafts; `components` and `pages` draw them.
#![expect(
    missing_docs,
    reason = "props and components are documented where their name does not say it; nothing here is a library"
)]

pub mod app;
pub mod calls;
pub mod components;
pub mod documents;
pub mod embed;
pub mod pages;
pub mod parts;
pub mod platform;
pub mod state;
