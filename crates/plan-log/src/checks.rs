//! What the agent asks before anything else: is this the right person, can they talk, and does anything stand in the way.
//!
//! It says how something was checked and never what was answered. Like everything in [`crate::private`] it stays with one
//! side: it has neither `Serialize` nor `Display` nor `Debug` nor [`crate::carry::Carry`].

use crate::MAX_NAME_CHARS;
use crate::door::MaySee;
use crate::private::DeviceText;

/// So many words are kept.
const WORDS: usize = 8;
/// Where there is nothing to keep.
const NONE: &str = "-";
const YES: &str = "yes";

/// Makes an enumeration whose words are kept on the device and never change.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$one_doc:meta])* $one:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$one_doc])* $one,)+
        }

        impl $name {
            /// Every one, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$one),+];

            /// The word that is kept.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$one => $word,)+
                }
            }

            /// Reads [`Self::as_str`].
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// How it was checked that this is the right person.
    Check {
        /// By date of birth and postcode.
        Birth = "birth",
        /// By security questions.
        Questions = "questions",
        /// By a password or a PIN.
        Password = "password",
        /// By a code sent to a number or address that is on file.
        Code = "code",
        /// By calling back on a number that is on file.
        CallBack = "call_back",
        /// By papers, at the desk.
        Papers = "papers",
    }
}

words! {
    /// By what somebody may act for the person, or help them.
    Authority {
        /// They help, and may not decide.
        Helps = "helps",
        /// The person said so on this call.
        Said = "said",
        /// The person wrote so.
        Letter = "letter",
        /// A power of attorney.
        Attorney = "attorney",
        /// A deputy or guardian.
        Guardian = "guardian",
    }
}

words! {
    /// How the authority was checked.
    Seen {
        /// It was not, yet.
        NotYet = "not_yet",
        /// The person confirmed it.
        Confirmed = "confirmed",
        /// The paper was seen, or is on file.
        Paper = "paper",
        /// It is in a public register.
        Register = "register",
    }
}

words! {
    /// What the law or somebody else sees to: nothing may be proposed meanwhile.
    Shield {
        /// Breathing space.
        BreathingSpace = "breathing_space",
        /// Insolvency: bankruptcy, a relief order, an arrangement.
        Insolvency = "insolvency",
        /// A debt adviser deals with it.
        Adviser = "adviser",
    }
}

/// Somebody who acts for the person, or helps them.
#[derive(Clone, PartialEq, Eq)]
pub struct Acting {
    /// Their name.
    pub name: String,
    /// By what they do.
    pub authority: Authority,
    /// How that was checked.
    pub seen: Seen,
}

/// Why nothing is proposed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It is somebody else.
    WrongPerson,
    /// It is no good time, or others can hear.
    Later,
    /// See [`Shield`].
    Shield(Shield),
}

/// What is said while the checks are made.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// It is the right person: how that was checked, and when, in milliseconds since 1970.
    Person(Check, u64),
    /// It is a good time, and nothing stands in the way.
    CanTalk,
    /// Somebody acts for them or helps; nobody any more.
    Acting(Option<Acting>),
    /// They say that they do not owe it, or no longer.
    Disputed(bool),
    /// Something stands in the way.
    Stop(Stop),
    /// What stood in the way does not any more.
    Settled,
}

/// What was asked, and how it was checked.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PrivateChecks {
    person: Option<(Check, u64)>,
    can_talk: bool,
    acting: Option<Acting>,
    disputed: bool,
    stop: Option<Stop>,
}

impl PrivateChecks {
    /// How it was checked that this is the right person, and when, in milliseconds since 1970.
    pub const fn person(&self) -> Option<(Check, u64)> {
        self.person
    }

    /// Whether it is a good time and they can talk in private.
    pub const fn can_talk(&self) -> bool {
        self.can_talk
    }

    /// Who acts for them, or helps.
    pub const fn acting(&self) -> Option<&Acting> {
        self.acting.as_ref()
    }

    /// Whether they say that they do not owe it.
    pub const fn is_disputed(&self) -> bool {
        self.disputed
    }

    /// Why nothing is proposed now.
    pub const fn stop(&self) -> Option<Stop> {
        self.stop
    }

    /// Whether everything was asked, and nothing stands in the way.
    pub const fn is_done(&self) -> bool {
        self.person.is_some() && self.can_talk && self.stop.is_none()
    }

    /// Whether nothing was asked yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// It is the right person, so they may see the plan.
    pub fn may_see(&self) -> Option<MaySee> {
        self.person.map(|_| MaySee::checked())
    }

    /// The same after something was said.
    #[must_use]
    pub fn after(&self, said: Said) -> Self {
        let mut next = self.clone();
        match said {
            Said::Person(how, at_ms) => {
                next.person = Some((how, at_ms));
                next.stop.take_if(|stop| *stop == Stop::WrongPerson);
            }
            Said::CanTalk => next.can_talk = true,
            Said::Acting(acting) => {
                next.acting = acting.map(|acting| Acting {
                    name: line(&acting.name),
                    ..acting
                });
            }
            Said::Disputed(disputed) => next.disputed = disputed,
            // Of somebody else nothing is known that was asked before.
            Said::Stop(Stop::WrongPerson) => {
                next = Self {
                    stop: Some(Stop::WrongPerson),
                    ..Self::default()
                };
            }
            Said::Stop(stop) => {
                next.can_talk &= stop != Stop::Later;
                next.stop = Some(stop);
            }
            // That it is the right person after all is said by how it was checked alone.
            Said::Settled => {
                next.stop.take_if(|stop| *stop != Stop::WrongPerson);
            }
        }
        next
    }

    /// Reads what was kept on this device. What cannot be read was not asked: the door stays shut.
    pub fn read(text: &str) -> Self {
        let mut words = text.splitn(WORDS, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (how, at_ms) = (Check::parse(word()), word().parse().ok());
        let (can_talk, disputed, stop) = (word() == YES, word() == YES, Stop::parse(word()));
        let (authority, seen, name) = (Authority::parse(word()), Seen::parse(word()), word());
        let acting = authority.zip(seen).map(|(authority, seen)| Acting {
            name: line(name),
            authority,
            seen,
        });
        Self {
            person: how.zip(at_ms),
            can_talk,
            acting,
            disputed,
            stop,
        }
    }

    /// The text, for the storage of this device: a word for each place, the name last.
    pub fn to_device(&self) -> DeviceText {
        let flag = |yes: bool| if yes { YES } else { NONE };
        let (how, at_ms) = self.person.map_or((NONE, 0), |(how, at_ms)| (how.as_str(), at_ms));
        let acting = self.acting.as_ref();
        let words = [
            how,
            &at_ms.to_string(),
            flag(self.can_talk),
            flag(self.disputed),
            self.stop.map_or(NONE, Stop::as_str),
            acting.map_or(NONE, |acting| acting.authority.as_str()),
            acting.map_or(NONE, |acting| acting.seen.as_str()),
            acting.map_or("", |acting| &acting.name),
        ];
        DeviceText::of(words.join(" "))
    }
}

impl Stop {
    const fn as_str(self) -> &'static str {
        match self {
            Self::WrongPerson => "wrong_person",
            Self::Later => "later",
            Self::Shield(shield) => shield.as_str(),
        }
    }

    fn parse(word: &str) -> Option<Self> {
        let plain = [Self::WrongPerson, Self::Later].into_iter();
        let shields = Shield::ALL.iter().copied().map(Self::Shield);
        plain.chain(shields).find(|stop| stop.as_str() == word)
    }
}

/// A name on one line, no longer than a name may be.
fn line(name: &str) -> String {
    let printable = name.trim().chars().filter(|c| !c.is_control());
    printable.take(MAX_NAME_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(checks: &PrivateChecks) -> PrivateChecks {
        PrivateChecks::read(&checks.to_device().for_storage())
    }

    fn said(checks: &mut PrivateChecks, said: Said) {
        *checks = checks.after(said);
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let mut checks = PrivateChecks::default();
        assert!(kept(&checks) == checks && checks.is_empty());
        said(&mut checks, Said::Person(Check::CallBack, 7));
        let acting = Acting {
            name: " Kim J.\nLee ".to_owned(),
            authority: Authority::Letter,
            seen: Seen::Paper,
        };
        said(&mut checks, Said::Acting(Some(acting)));
        said(&mut checks, Said::Disputed(true));
        said(&mut checks, Said::CanTalk);
        assert!(kept(&checks) == checks && checks.is_done());
        assert_eq!(checks.acting().map(|acting| acting.name.as_str()), Some("Kim J.Lee"));
        let stops = Shield::ALL.iter().copied().map(Stop::Shield).chain([Stop::Later]);
        for stop in stops {
            said(&mut checks, Said::Stop(stop));
            assert!(kept(&checks) == checks && !checks.is_done() && checks.may_see().is_some());
        }
        said(&mut checks, Said::Settled);
        assert!(!checks.is_done(), "whether they can talk is asked anew");
    }

    #[test]
    fn of_somebody_else_nothing_is_known_and_the_door_is_shut() {
        let mut checks = PrivateChecks::default();
        for one in [
            Said::Person(Check::Birth, 7),
            Said::CanTalk,
            Said::Stop(Stop::WrongPerson),
            Said::Settled,
        ] {
            said(&mut checks, one);
        }
        assert!(checks.may_see().is_none() && checks.person().is_none());
        assert!(kept(&checks) == checks && !checks.is_empty());
        said(&mut checks, Said::Person(Check::Birth, 8));
        assert!(checks.stop().is_none() && checks.may_see().is_some());
    }

    #[test]
    fn what_cannot_be_read_opens_nothing() {
        for text in [
            "",
            "birth",
            "birth x yes",
            "guess 1 yes",
            "{\"person\":\"birth\"}",
            " birth 1",
        ] {
            assert!(PrivateChecks::read(text).may_see().is_none(), "{text}");
        }
        assert!(PrivateChecks::read("birth 1").may_see().is_some());
    }
}
