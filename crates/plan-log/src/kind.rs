//! What kinds of entries there are.

/// What an entry does; the number stands in its header and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// Opens the room.
    Open = 0,
    /// Asks to take part.
    Join = 1,
    /// Lets somebody in.
    Admit = 2,
    /// Moves fields of the plan.
    Adjust = 3,
    /// Corrects the case.
    Case = 4,
    /// Puts the plan forward.
    Propose = 5,
    /// Agrees to what was put forward.
    Accept = 6,
    /// The proposer has seen the answer, and nothing in between.
    Seal = 7,
    /// Takes a proposal or an answer back.
    Withdraw = 8,
    /// "I have this": with it the seal before it is final.
    Ack = 9,
    /// A signature over a document.
    Sign = 10,
    /// A remark.
    Comment = 11,
    /// A reason for something.
    Reason = 12,
    /// Something that somebody needs, with their consent to its being kept.
    Need = 13,
    /// Takes remarks, reasons and needs of one's own out for good.
    Erase = 14,
    /// A side needs a minute, or goes on.
    Pause = 15,
    /// A side leaves the negotiation.
    Leave = 16,
    /// The agent records that the person agreed on the telephone.
    Call = 17,
    /// The person offers the plan, alone.
    Offer = 18,
    /// The company cannot take up an offer.
    Decline = 19,
    /// What the shared screen shows.
    Screen = 20,
    /// Whether the person sits beside the agent.
    InPerson = 21,
    /// The figures look wrong, or right again.
    Doubt = 22,
}

impl Kind {
    /// Every kind, by its number.
    pub const ALL: [Self; 23] = [
        Self::Open,
        Self::Join,
        Self::Admit,
        Self::Adjust,
        Self::Case,
        Self::Propose,
        Self::Accept,
        Self::Seal,
        Self::Withdraw,
        Self::Ack,
        Self::Sign,
        Self::Comment,
        Self::Reason,
        Self::Need,
        Self::Erase,
        Self::Pause,
        Self::Leave,
        Self::Call,
        Self::Offer,
        Self::Decline,
        Self::Screen,
        Self::InPerson,
        Self::Doubt,
    ];

    /// The number.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The kind of that number.
    pub fn from_code(code: u64) -> Option<Self> {
        Self::ALL.get(usize::try_from(code).ok()?).copied()
    }

    /// Whether the log holds without the body of such an entry.
    pub const fn is_erasable(self) -> bool {
        matches!(self, Self::Adjust | Self::Comment | Self::Reason | Self::Need)
    }

    /// Whether its author can take it out of everybody's log.
    pub const fn is_withdrawable(self) -> bool {
        matches!(self, Self::Comment | Self::Reason | Self::Need)
    }

    /// Whether it brings talks to an end, or people out of the room: a room keeps some space for these.
    pub const fn closes(self) -> bool {
        matches!(
            self,
            Self::Accept
                | Self::Seal
                | Self::Withdraw
                | Self::Ack
                | Self::Sign
                | Self::Erase
                | Self::Leave
                | Self::Decline
                | Self::Screen
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_name_kinds_both_ways() {
        for (number, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(kind.code()), number);
            assert_eq!(Kind::from_code(u64::from(kind.code())), Some(kind));
        }
        assert_eq!(Kind::from_code(23), None);
        assert_eq!(Kind::from_code(u64::MAX), None);
    }
}
