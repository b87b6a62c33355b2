//! Documents, made and checked in a worker: its own module, fetched when the first document is asked for, so that the
//! plan stays at hand meanwhile. The same worker makes keys out of passphrases.
//!
//! Both sides have to be of one build, and find out before the first order. What they say to each other: an array of a JSON text and, where there is one, a file.
//!
//! ```text
//! worker:  {"ready":"build"}
//! window:  {"seq":7,"work":"sign","order":{…},"statement":{…},"key":"…"}
//! worker:  {"seq":7,"stage":"drawing"} … {"seq":7,"done":{…}}   or   {"seq":7,"failed":"…"}
//! ```

pub mod client;
pub mod desk;
mod wire;

pub use wire::{Order, SignedFile};

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The worker is being fetched.
    Fetching,
    /// The pages are being drawn.
    Drawing,
    /// The signature is being made.
    Signing,
    /// The file is being checked.
    Checking,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Fetching, Self::Drawing, Self::Signing, Self::Checking];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Fetching => "fetching",
            Self::Drawing => "drawing",
            Self::Signing => "signing",
            Self::Checking => "checking",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }
}

/// Why there is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// The worker could not be fetched or started. Asking again fetches it again.
    NotLoaded,
    /// The same, and the device has no network: the worker is kept on it from the first document on.
    NoNetwork,
    /// The worker stopped in the middle. Asking again starts another.
    Stopped,
    /// Somebody said so.
    Cancelled,
    /// The worker is of another build than this page: a new version came meanwhile.
    OtherBuild,
    /// The browser cannot sign or check here.
    NoCrypto,
    /// What was asked for makes no document.
    NoDocument,
    /// A signature that is there already does not hold: nothing is added to it.
    Unsound,
    /// Larger than any document.
    TooLarge,
    /// No document of this program.
    NotOurs,
    /// Only the beginning of one.
    Truncated,
    /// A document that was changed.
    Changed,
}

impl Failed {
    const ALL: [Self; 12] = [
        Self::NotLoaded,
        Self::NoNetwork,
        Self::Stopped,
        Self::Cancelled,
        Self::OtherBuild,
        Self::NoCrypto,
        Self::NoDocument,
        Self::Unsound,
        Self::TooLarge,
        Self::NotOurs,
        Self::Truncated,
        Self::Changed,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::NotLoaded => "not_loaded",
            Self::NoNetwork => "no_network",
            Self::Stopped => "stopped",
            Self::Cancelled => "cancelled",
            Self::OtherBuild => "other_build",
            Self::NoCrypto => "no_crypto",
            Self::NoDocument => "no_document",
            Self::Unsound => "unsound",
            Self::TooLarge => "too_large",
            Self::NotOurs => "not_ours",
            Self::Truncated => "truncated",
            Self::Changed => "changed",
        }
    }

    fn parse(text: &str) -> Self {
        let found = Self::ALL.into_iter().find(|failed| failed.as_str() == text);
        found.unwrap_or(Self::Stopped)
    }
}
