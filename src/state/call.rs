//! How a call stands, as its panel and the status region say it: a fold over what was heard.

use std::rc::Rc;

use yew::Reducible;

use plan_relay::join::Shut;

use crate::calls::{Heard, Words};

/// How far the way into a call is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Door {
    /// Nobody was asked in.
    #[default]
    Closed,
    /// A code is being made.
    Opening,
    /// The broker does not answer.
    NotReached,
    /// This is to be said.
    Code {
        /// The digits as they are said.
        code: String,
        /// It works until then.
        until_ms: u64,
    },
    /// This is to be sent.
    Link(String),
    /// Somebody wants to come in; with a link they say these words.
    Knocks(Option<Words>),
    /// The code is dead.
    Over(Shut),
}

/// Who is on the other machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Other {
    /// Nobody has been here.
    #[default]
    Nobody,
    /// They were let in, or were here before: they are waited for.
    Awaited,
    /// They are here.
    Here,
    /// They are gone without a word.
    Away,
    /// They have left.
    Left,
}

/// Whether the broker can be reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// It is being tried for the first time.
    #[default]
    Trying,
    /// It can.
    Reached,
    /// It cannot, or not any more.
    Lost,
}

/// How a call stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// Whether this window has a line.
    pub is_open: bool,
    /// Whether what a call needs is being fetched.
    pub is_fetching: bool,
    /// Whether it could not be fetched.
    pub is_not_fetched: bool,
    /// Whether the broker can be reached.
    pub reach: Reach,
    /// The way in.
    pub door: Door,
    /// The other machine.
    pub other: Other,
    /// This side has left.
    pub has_left: bool,
    /// How often there were new keys: what the broker keeps is sealed anew.
    pub epochs: u32,
}

/// Something that moves a call on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// What a call needs is asked for; to come back to one, or to open one.
    Fetch,
    /// It could not be had.
    NotFetched,
    /// There is a line; whether somebody was on the other end before.
    Opened {
        /// Whether somebody was on the other end before.
        again: bool,
    },
    /// A code was asked for.
    Invite,
    /// The code did not come in time.
    Late,
    /// The door was closed from inside.
    CloseDoor,
    /// This side has left.
    Leave,
    /// Something was heard.
    Heard(Heard),
}

impl Reducible for Call {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let mut next = (*self).clone();
        next.turn(turn);
        if next == *self { self } else { Rc::new(next) }
    }
}

impl Call {
    /// Whether somebody is, or was and may come back, on the other machine.
    pub const fn is_with_somebody(&self) -> bool {
        self.is_open && !matches!(self.other, Other::Nobody | Other::Left)
    }

    fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::Fetch => {
                *self = Self {
                    is_fetching: true,
                    ..Self::default()
                };
            }
            Turn::NotFetched => {
                self.is_fetching = false;
                self.is_not_fetched = true;
            }
            Turn::Opened { again } => {
                *self = Self {
                    is_open: true,
                    other: if again { Other::Awaited } else { Other::Nobody },
                    ..Self::default()
                };
            }
            Turn::Invite => self.door = Door::Opening,
            Turn::Late => {
                if self.door == Door::Opening {
                    self.door = Door::NotReached;
                }
            }
            Turn::CloseDoor => self.door = Door::Closed,
            Turn::Leave => {
                *self = Self {
                    has_left: true,
                    ..Self::default()
                };
            }
            Turn::Heard(heard) => self.hear(heard),
        }
    }

    fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Connected => self.reach = Reach::Reached,
            Heard::Keep(_) => self.epochs = self.epochs.wrapping_add(1),
            Heard::Lost => {
                self.reach = Reach::Lost;
                if self.other == Other::Here {
                    self.other = Other::Awaited;
                }
            }
            Heard::Here => self.other = Other::Here,
            Heard::Gone(_, false) => self.other = Other::Away,
            Heard::Left(_, false) => self.other = Other::Left,
            Heard::Code { code, until_ms } => self.door = Door::Code { code, until_ms },
            Heard::Link(link) => self.door = Door::Link(link),
            Heard::Knocks(words) => self.door = Door::Knocks(words),
            Heard::Door(Shut::Used) => {
                self.door = Door::Closed;
                if self.other != Other::Here {
                    self.other = Other::Awaited;
                }
            }
            Heard::Door(over) => self.door = Door::Over(over),
            Heard::Gone(_, true) | Heard::Left(_, true) | Heard::Message(..) | Heard::Ask => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(turns: impl IntoIterator<Item = Turn>) -> Call {
        let mut call = Call::default();
        turns.into_iter().for_each(|turn| call.turn(turn));
        call
    }

    fn code() -> Heard {
        Heard::Code {
            code: "48 291 – 13 074".to_owned(),
            until_ms: 9,
        }
    }

    #[test]
    fn somebody_comes_by_a_code_and_both_are_here() {
        let mut turns = vec![Turn::Fetch, Turn::Opened { again: false }, Turn::Invite];
        assert_eq!(after(turns.clone()).door, Door::Opening);
        turns.extend([code(), Heard::Knocks(None)].map(Turn::Heard));
        assert_eq!(after(turns.clone()).door, Door::Knocks(None));
        turns.push(Turn::Heard(Heard::Door(Shut::Used)));
        let call = after(turns.clone());
        assert_eq!((call.door, call.other), (Door::Closed, Other::Awaited));
        turns.push(Turn::Heard(Heard::Here));
        assert_eq!(after(turns).other, Other::Here);
    }

    #[test]
    fn wrong_code_kills_the_code_and_leaves_the_room_open() {
        let call = after([
            Turn::Opened { again: false },
            Turn::Invite,
            Turn::Heard(code()),
            Turn::Heard(Heard::Door(Shut::WrongCode)),
        ]);
        assert_eq!((call.is_open, call.door), (true, Door::Over(Shut::WrongCode)));
    }

    #[test]
    fn code_that_came_in_time_is_never_late() {
        let call = after([Turn::Invite, Turn::Heard(code()), Turn::Late]);
        assert!(matches!(call.door, Door::Code { .. }));
        assert_eq!(after([Turn::Invite, Turn::Late]).door, Door::NotReached);
    }

    #[test]
    fn lost_connection_waits_for_the_other_side_again() {
        let here = [Turn::Opened { again: true }, Turn::Heard(Heard::Here)];
        let lost = after(here.clone().into_iter().chain([Turn::Heard(Heard::Lost)]));
        assert_eq!((lost.reach, lost.other), (Reach::Lost, Other::Awaited));
        let back = after(here.into_iter().chain([Heard::Lost, Heard::Connected].map(Turn::Heard)));
        assert_eq!((back.reach, back.other), (Reach::Reached, Other::Awaited));
    }

    #[test]
    fn line_that_was_never_connected_reaches_nobody_until_it_is() {
        let opened = [Turn::Opened { again: true }];
        assert_eq!(after(opened.clone()).reach, Reach::Trying);
        let lost = after(opened.into_iter().chain([Turn::Heard(Heard::Lost)]));
        assert_eq!((lost.reach, lost.other), (Reach::Lost, Other::Awaited));
    }

    #[test]
    fn one_of_several_machines_that_goes_changes_nothing() {
        let call = after([
            Turn::Opened { again: true },
            Turn::Heard(Heard::Here),
            Turn::Heard(Heard::Gone(vec![[1; 8]], true)),
        ]);
        assert_eq!(call.other, Other::Here);
    }
}
