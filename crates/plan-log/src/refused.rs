//! Why bytes are no part of a log.

/// Why an entry, a room's beginning or a file is refused. The words never change: other programs compare them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refused {
    /// Larger than a limit.
    #[error("larger than the limit")]
    TooLarge,
    /// Not of the shape, or not in the one way to write it.
    #[error("not in the canonical form")]
    NotCanonical,
    /// Of a version, or of a kind, that this program does not know.
    #[error("of another version")]
    OtherVersion,
    /// Of another room.
    #[error("of another room")]
    OtherRoom,
    /// The signature is not the author's over this header, or not in its one form.
    #[error("the signature is not the author's")]
    BadSignature,
    /// The body is not the one that the header names.
    #[error("the body is not the one that was signed")]
    OtherBody,
    /// The body is missing and cannot be: only some kinds can be erased.
    #[error("the body is missing")]
    NoBody,
    /// The body does not read as one of its kind.
    #[error("the body is not of its kind")]
    BadBody,
    /// Not where an entry of its kind can stand: first, after its author's previous one, after its parents.
    #[error("not in its place")]
    Misplaced,
    /// Its author has not been let in.
    #[error("the author has not been let in")]
    NotAdmitted,
    /// Not for its author's side to do.
    #[error("not for this side to do")]
    WrongSide,
    /// What it names is not among the entries before it, or not what can be named so.
    #[error("what it names is not there")]
    BadReference,
    /// The room takes no more.
    #[error("the room is full")]
    Full,
    /// It follows an entry that is not there.
    #[error("an entry before it is missing")]
    Gap,
}

impl Refused {
    /// The word for it, in `docs/spec/log-format.md`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotCanonical => "not_canonical",
            Self::OtherVersion => "other_version",
            Self::OtherRoom => "other_room",
            Self::BadSignature => "bad_signature",
            Self::OtherBody => "other_body",
            Self::NoBody => "no_body",
            Self::BadBody => "bad_body",
            Self::Misplaced => "misplaced",
            Self::NotAdmitted => "not_admitted",
            Self::WrongSide => "wrong_side",
            Self::BadReference => "bad_reference",
            Self::Full => "full",
            Self::Gap => "gap",
        }
    }
}
