//! What may leave this window, and nothing else.
//!
//! A carrier takes only [`Carry`] types. The trait is sealed: [`crate::message::Message`] is the only one, and only a window
//! that takes part makes it, of what is in its log. Notes and limits ([`crate::private`]) have no way in; trying does not
//! compile.

mod sealed {
    pub trait Sealed {}
    impl Sealed for crate::message::Message {}
}

/// Something that the other side may see.
pub trait Carry: sealed::Sealed {
    /// The bytes that travel.
    fn to_bytes(&self) -> Vec<u8>;
}

/// Takes messages to the other windows or machines of a room.
pub trait Carrier {
    /// Sends one message to everybody else in the room.
    fn send<M: Carry>(&self, message: &M);
}
