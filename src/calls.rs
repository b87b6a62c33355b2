//! A plan on two machines: what a window of the plan says to its call, and what it hears from it.
//!
//! The window knows these words alone. Everything that speaks them (`room`, `door`, `guest`) is a part that is fetched with
//! the first call: see [`crate::parts::calls`].

mod company;
pub mod door;
pub mod guest;
pub mod room;

use std::cell::RefCell;
use std::rc::Rc;

use plan_log::message::{Message, Window};
use plan_log::{Genesis, Role, RoomId};
use plan_relay::join::Shut;

/// Four words that both sides see and compare by voice.
pub type Words = [&'static str; 4];

/// How somebody is asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By digits that are said.
    Code,
    /// By a link that is sent.
    Link,
}

/// What somebody comes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Brought {
    /// Digits, as they were typed.
    Code(String),
    /// What stood behind `#` in a link.
    Link(String),
}

/// Something that happened on a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The broker lets others be heard.
    Connected,
    /// The broker cannot be reached, or not any more; it is tried again.
    Lost,
    /// A machine that this one is on the call with is here.
    Here,
    /// A machine is gone without a word, with these windows; does the call go on without it?
    Gone(Vec<Window>, bool),
    /// A machine has left for good, with these windows; does the call go on without it?
    Left(Vec<Window>, bool),
    /// A message of the log.
    Message(Window, Vec<u8>),
    /// Others may lack something, or have it: the log asks.
    Ask,
    /// To be kept, so that this side comes back after a reload; nothing where there is nothing to come back to.
    Keep(Option<Vec<u8>>),
    /// This is to be said to the other side, and works until then.
    Code { code: String, until_ms: u64 },
    /// This is to be sent to the other side, to stand behind the address of the app.
    Link(String),
    /// Somebody with the code or link is at the door.
    Knocks(Option<Words>),
    /// The code or link is dead.
    Door(Shut),
}

/// What is told of a call.
pub type Hear = Rc<dyn Fn(Heard)>;

/// A window's part in a call.
pub trait Line {
    /// Who hears of it from now on; at once how it stands.
    fn listen(&self, hear: Hear);
    /// Sends a message of the log to the others.
    fn send(&self, message: &Message);
    /// Leaves with the broker what somebody needs who comes when this machine is gone.
    fn retain(&self, summary: &Message, written: &[Message]);
    /// Makes a code or link for somebody to come in by.
    fn invite(&self, how: How);
    /// Lets in who knocks.
    fn let_in(&self);
    /// Waits at the door no longer.
    fn close_door(&self);
    /// Goes away for now: the others are told, and this side can come back.
    fn rest(&self);
    /// Leaves for good.
    fn leave(&self);
}

/// What somebody hears who wants to come in.
#[derive(Clone)]
pub enum Heeded {
    /// Whether the broker can be reached. It is tried again by itself.
    Reaches(bool),
    /// The other side has the same code or link and was asked.
    Waiting(Option<Words>),
    /// The code leads nowhere.
    Over(Shut),
    /// They are in, and this is how the room begins.
    In(Rc<dyn Line>, Box<Genesis>, Window),
}

/// What is told to who wants to come in.
pub type Heed = Rc<dyn Fn(Heeded)>;

/// Somebody's way in. It ends when it is dropped.
pub trait Knock {}

/// A line on its way from one screen to the next.
struct Handed {
    room: RoomId,
    role: Role,
    line: Rc<dyn Line>,
}

thread_local! {
    static HANDED_OVER: RefCell<Vec<Handed>> = const { RefCell::new(Vec::new()) };
}

/// Leaves a line for the screen of its plan that comes next.
pub fn hand_over(room: RoomId, role: Role, line: Rc<dyn Line>) {
    // A screen has one line, and there is one screen at a time.
    let before = HANDED_OVER.with_borrow_mut(|handed| core::mem::replace(handed, vec![Handed { room, role, line }]));
    before.iter().for_each(|handed| handed.line.rest());
}

/// Takes the line that was left for a side of a room.
pub fn take_over(room: RoomId, role: Role) -> Option<Rc<dyn Line>> {
    HANDED_OVER.with_borrow_mut(|handed| {
        let found = handed.iter().position(|one| one.room == room && one.role == role)?;
        Some(handed.remove(found).line)
    })
}
