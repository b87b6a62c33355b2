//! The two sides of a negotiation.

/// A side of the negotiation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Acts for the company that is owed.
    Agent,
    /// Owes the money.
    Person,
}

impl Role {
    /// The word that stands in entries and documents; it never changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Person => "person",
        }
    }

    /// The role of that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Agent, Self::Person]
            .into_iter()
            .find(|role| role.as_str() == text)
    }

    /// The side across the table.
    pub const fn other(self) -> Self {
        match self {
            Self::Agent => Self::Person,
            Self::Person => Self::Agent,
        }
    }
}
