//! What the frame says to the page around it: closed lists and counts, and never a text.
//!
//! No variant of [`Say`] holds a text, and none can be made to: it is `Copy`, and what a variant holds is an entry of a
//! closed list, a height, or the size and digest of a file. A name, a sum or a reference has no way out through it.
//!
//! ```
//! use plan_negotiator::embed::say::{Say, State};
//! let _ = Say::State(State::Started);
//! ```
//!
//! ```compile_fail
//! use plan_negotiator::embed::say::{Say, State};
//! let name = String::from("Robin Green");
//! let _ = Say::State(name);
//! ```

use super::limits::Share;

/// A closed list of words.
macro_rules! closed {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

closed! {
    /// How far the plan that is open has come.
    State {
        /// It was opened, and nothing is offered or agreed.
        Started => "started",
        /// The person offers it.
        Offered => "offered",
        /// Both sides agreed.
        Agreed => "agreed",
        /// This side has signed it.
        Signed => "signed",
        /// No plan is open any more.
        Closed => "closed",
    }
}

closed! {
    /// A step on the way to a plan, in the order of the way.
    Step {
        /// What is owed.
        Owed => "owed",
        /// About how much could be paid.
        Manage => "manage",
        /// The plan in words.
        Words => "words",
        /// What comes in and goes out.
        Spending => "spending",
        /// Ways this could be paid.
        Ways => "ways",
        /// An amount of one's own.
        Amount => "amount",
        /// On which day.
        Day => "day",
        /// When the person last paid or wrote. What they answer is told to nobody.
        LastPaid => "last_paid",
        /// Who the plan is for.
        Who => "who",
        /// A last look.
        Check => "check",
        /// The offer.
        Offer => "offer",
        /// The signature.
        Sign => "sign",
        /// The document: saved, or sent to the page.
        Save => "save",
    }
}

closed! {
    /// The way in.
    Door {
        /// One person alone.
        Alone => "alone",
        /// The window that is shared with somebody who pays.
        Share => "share",
        /// An agent's console.
        Console => "console",
        /// Checking a document.
        Check => "check",
    }
}

closed! {
    /// How a step ended.
    Outcome {
        /// It was reached.
        Begun => "begun",
        /// It was done.
        Done => "done",
        /// The person went back.
        Back => "back",
        /// None of the ways suits. Whether the budget leaves anything for one is not the company's to know: of that
        /// there is no word.
        NoneOfThese => "none_of_these",
        /// The plan was not checked against what the person spends.
        NotChecked => "not_checked",
        /// What came with the case looks wrong.
        LooksWrong => "looks_wrong",
        /// The person says that this is not their debt.
        NotMine => "not_mine",
    }
}

closed! {
    /// What did not work.
    Code {
        /// The case cannot be read.
        BadCase => "bad_case",
        /// The case is larger than the first entry of a plan can be.
        CaseTooLarge => "case_too_large",
        /// The browser keeps nothing for the frame.
        StorageBlocked => "storage_blocked",
        /// No space is left.
        StorageFull => "storage_full",
        /// What is stored cannot be used.
        StorageDamaged => "storage_damaged",
        /// A part of the app could not be fetched.
        NotLoaded => "not_loaded",
        /// The document could not be made.
        NoDocument => "no_document",
    }
}

/// How tall the frame's content is, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Height(u32);

impl Height {
    /// The tallest that is said.
    pub const MAX: u32 = 100_000;

    /// A height, kept between 1 and [`Height::MAX`].
    pub fn new(pixels: u32) -> Self {
        Self(pixels.clamp(1, Self::MAX))
    }
}

/// A file that the person took away, by what identifies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileMark {
    sha256: [u8; 32],
    size: u32,
}

impl FileMark {
    /// The mark of a file. Only of one that nobody can guess: the digest of a short text gives the text away to whoever
    /// tries all of them. A signed document has signatures in it.
    pub fn of_signed(file: &[u8]) -> Self {
        use sha2::{Digest as _, Sha256};
        Self {
            sha256: Sha256::digest(file).into(),
            size: u32::try_from(file.len()).unwrap_or(u32::MAX),
        }
    }
}

/// A message to the page around the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// The frame listens.
    Ready,
    /// The content is that tall now.
    Resize(Height),
    /// How far the plan has come.
    State(State),
    /// A step was reached or done.
    Step(Step, Door, Outcome),
    /// The person saved the signed document.
    Exported(FileMark),
    /// Something did not work.
    Error(Code),
    /// The page's colours are not used: some text could not be read in them.
    ThemeRefused,
}

/// What a text, or anything that points to one, is not.
const fn holds_no_text<T: Copy + 'static>() {}
const _: () = holds_no_text::<Say>();

impl Say {
    /// The message as it is sent.
    pub fn to_json(self) -> String {
        match self {
            Self::Ready => r#"{"kind":"ready"}"#.to_owned(),
            Self::Resize(Height(pixels)) => format!(r#"{{"kind":"resize","height":{pixels}}}"#),
            Self::State(state) => format!(r#"{{"kind":"state","state":"{}"}}"#, state.as_str()),
            Self::Step(step, door, outcome) => format!(
                r#"{{"kind":"step","step":"{}","door":"{}","outcome":"{}"}}"#,
                step.as_str(),
                door.as_str(),
                outcome.as_str()
            ),
            Self::Exported(FileMark { sha256, size }) => {
                let digest: String = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
                format!(r#"{{"kind":"exported","digest":"sha256:{digest}","size":{size}}}"#)
            }
            Self::Error(code) => format!(r#"{{"kind":"error","code":"{}"}}"#, code.as_str()),
            Self::ThemeRefused => r#"{"kind":"theme","accepted":false,"reason":"contrast"}"#.to_owned(),
        }
    }

    /// How much of what may be sent is for messages like this one: heights are many, and must leave room for the others.
    pub const fn share(self) -> Share {
        match self {
            Self::Resize(_) => Share::Most,
            _ => Share::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::embed::limits::MAX_TEXT;

    /// Every message there is, with heights and files of several sizes.
    fn every() -> Vec<Say> {
        let mut all = vec![Say::Ready, Say::ThemeRefused];
        all.extend([0, 1, 640, u32::MAX].map(|pixels| Say::Resize(Height::new(pixels))));
        all.extend(State::ALL.iter().map(|state| Say::State(*state)));
        all.extend(Code::ALL.iter().map(|code| Say::Error(*code)));
        all.push(Say::Exported(FileMark::of_signed(b"abc")));
        for step in Step::ALL {
            for door in Door::ALL {
                all.extend(Outcome::ALL.iter().map(|outcome| Say::Step(*step, *door, *outcome)));
            }
        }
        all
    }

    #[test]
    fn every_message_is_made_of_a_closed_list_of_words_and_of_counts() {
        let lists = [
            State::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
            Step::ALL.iter().map(|one| one.as_str()).collect(),
            Door::ALL.iter().map(|one| one.as_str()).collect(),
            Outcome::ALL.iter().map(|one| one.as_str()).collect(),
            Code::ALL.iter().map(|one| one.as_str()).collect(),
            vec![
                "ready", "resize", "state", "step", "exported", "error", "theme", "contrast",
            ],
        ];
        let words: BTreeSet<&str> = lists.into_iter().flatten().collect();
        let is_digest = |text: &str| {
            text.strip_prefix("sha256:")
                .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        for say in every() {
            let text = say.to_json();
            assert!(text.len() < MAX_TEXT);
            let value: Value = serde_json::from_str(&text).unwrap();
            for (key, value) in value.as_object().unwrap() {
                match value {
                    Value::String(word) => assert!(words.contains(word.as_str()) || is_digest(word), "{text}"),
                    Value::Number(_) => assert!(key == "height" || key == "size", "{text}"),
                    Value::Bool(false) => assert_eq!(key, "accepted"),
                    other => panic!("{other} in {text}"),
                }
            }
        }
    }

    #[test]
    fn the_messages_are_spelt_as_the_element_reads_them() {
        let spelt = |say: Say| say.to_json();
        assert_eq!(spelt(Say::Ready), r#"{"kind":"ready"}"#);
        assert_eq!(
            spelt(Say::Resize(Height::new(640))),
            r#"{"kind":"resize","height":640}"#
        );
        assert_eq!(spelt(Say::Resize(Height::new(0))), r#"{"kind":"resize","height":1}"#);
        assert_eq!(
            spelt(Say::State(State::Offered)),
            r#"{"kind":"state","state":"offered"}"#
        );
        assert_eq!(
            spelt(Say::Step(Step::Ways, Door::Alone, Outcome::NoneOfThese)),
            r#"{"kind":"step","step":"ways","door":"alone","outcome":"none_of_these"}"#
        );
        // The digest that every description of SHA-256 gives for these three letters.
        assert_eq!(
            spelt(Say::Exported(FileMark::of_signed(b"abc"))),
            r#"{"kind":"exported","digest":"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}"#
        );
        assert_eq!(
            spelt(Say::Error(Code::BadCase)),
            r#"{"kind":"error","code":"bad_case"}"#
        );
        assert_eq!(
            spelt(Say::ThemeRefused),
            r#"{"kind":"theme","accepted":false,"reason":"contrast"}"#
        );
    }

    #[test]
    fn the_words_that_the_design_fixes_are_there() {
        let words = |list: &[Outcome]| list.iter().map(|one| one.as_str()).collect::<Vec<_>>();
        for word in ["none_of_these", "not_checked"] {
            assert!(words(Outcome::ALL).contains(&word), "{word}");
        }
        let states: Vec<&str> = State::ALL.iter().map(|one| one.as_str()).collect();
        assert_eq!(states, ["started", "offered", "agreed", "signed", "closed"]);
    }
}
