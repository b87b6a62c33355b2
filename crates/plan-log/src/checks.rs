//! What the agent asks before anything else: is this the right person, can they talk, and does anything stand in the way.
//!
//! It says how something was checked and never what was answered. Like everything in [`crate::private`] it stays with one
//! side: it has neither `Serialize` nor `Display` nor `Debug` nor [`crate::carry::Carry`].

use serde_json::{Value, json};

use crate::MAX_NAME_CHARS;
use crate::door::MaySee;
use crate::private::DeviceText;

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

    /// It was checked that this is the right person.
    pub fn check(&mut self, how: Check, at_ms: u64) {
        self.person = Some((how, at_ms));
        self.stop.take_if(|stop| *stop == Stop::WrongPerson);
    }

    /// It is a good time, and nothing stands in the way.
    pub const fn go_on(&mut self) {
        self.can_talk = true;
    }

    /// Somebody acts for them or helps; nobody any more.
    pub fn set_acting(&mut self, acting: Option<Acting>) {
        self.acting = acting.map(|acting| Acting {
            name: line(&acting.name),
            ..acting
        });
    }

    /// They say that they do not owe it, or no longer.
    pub const fn set_disputed(&mut self, disputed: bool) {
        self.disputed = disputed;
    }

    /// Something stands in the way. Of somebody else nothing is known that was asked before.
    pub fn set_stop(&mut self, stop: Stop) {
        match stop {
            Stop::WrongPerson => *self = Self::default(),
            Stop::Later => self.can_talk = false,
            Stop::Shield(_) => {}
        }
        self.stop = Some(stop);
    }

    /// What stood in the way does not any more. That it is the right person after all says [`Self::check`] alone.
    pub fn lift_stop(&mut self) {
        self.stop.take_if(|stop| *stop != Stop::WrongPerson);
    }

    /// Reads what was kept on this device. What cannot be read was not asked: the door stays shut.
    pub fn read(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let word = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(str::to_owned);
        let yes = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or_default();
        let person = word(&value, "person").and_then(|how| Check::parse(&how));
        let acting = value.get("acting").and_then(|acting| {
            Some(Acting {
                name: line(&word(acting, "name")?),
                authority: Authority::parse(&word(acting, "authority")?)?,
                seen: Seen::parse(&word(acting, "seen")?)?,
            })
        });
        Self {
            person: person.zip(value.get("at_ms").and_then(Value::as_u64)),
            can_talk: yes("can_talk"),
            acting,
            disputed: yes("disputed"),
            stop: word(&value, "stop").and_then(|word| Stop::parse(&word)),
        }
    }

    /// The text, for the storage of this device.
    pub fn to_device(&self) -> DeviceText {
        let acting = self.acting.as_ref().map(|acting| {
            json!({ "name": acting.name, "authority": acting.authority.as_str(), "seen": acting.seen.as_str() })
        });
        let value = json!({
            "person": self.person.map(|(how, _)| how.as_str()),
            "at_ms": self.person.map(|(_, at_ms)| at_ms),
            "can_talk": self.can_talk,
            "acting": acting,
            "disputed": self.disputed,
            "stop": self.stop.map(Stop::as_str),
        });
        DeviceText::of(value.to_string())
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

    #[test]
    fn what_is_kept_is_read_again() {
        let mut checks = PrivateChecks::default();
        assert!(kept(&checks) == checks && checks.is_empty());
        checks.check(Check::CallBack, 7);
        checks.set_acting(Some(Acting {
            name: " Kim\nLee ".to_owned(),
            authority: Authority::Letter,
            seen: Seen::Paper,
        }));
        checks.set_disputed(true);
        checks.go_on();
        assert!(kept(&checks) == checks && checks.is_done());
        assert_eq!(checks.acting().map(|acting| acting.name.as_str()), Some("KimLee"));
        let stops = Shield::ALL.iter().copied().map(Stop::Shield).chain([Stop::Later]);
        for stop in stops {
            checks.set_stop(stop);
            assert!(kept(&checks) == checks && !checks.is_done() && checks.may_see().is_some());
        }
        checks.lift_stop();
        assert!(!checks.is_done(), "whether they can talk is asked anew");
    }

    #[test]
    fn of_somebody_else_nothing_is_known_and_the_door_is_shut() {
        let mut checks = PrivateChecks::default();
        checks.check(Check::Birth, 7);
        checks.go_on();
        checks.set_stop(Stop::WrongPerson);
        assert!(checks.may_see().is_none() && checks.person().is_none());
        assert!(kept(&checks) == checks && !checks.is_empty());
        checks.lift_stop();
        assert!(!checks.is_empty());
        checks.check(Check::Birth, 8);
        assert!(checks.stop().is_none() && checks.may_see().is_some());
    }

    #[test]
    fn what_cannot_be_read_opens_nothing() {
        for text in [
            "",
            "{}",
            "[1]",
            r#"{"person":"birth"}"#,
            r#"{"person":"guess","at_ms":1}"#,
            "{",
        ] {
            assert!(PrivateChecks::read(text).may_see().is_none(), "{text}");
        }
        assert!(
            PrivateChecks::read(r#"{"person":"birth","at_ms":1}"#)
                .may_see()
                .is_some()
        );
    }
}
