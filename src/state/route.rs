//! The screens and their addresses.

use plan_log::RoomId;

/// A page of the way that one person goes alone: one thing on each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// What is owed, once more.
    Owed,
    /// The debt is not theirs, or the figures are wrong.
    NotMine,
    /// About how much they could manage.
    Afford,
    /// The plan in words.
    #[default]
    Plan,
    /// Two totals.
    Check,
    /// Ways this could be paid.
    Ways,
    /// Every control.
    Amount,
    /// The day of the first payment.
    Day,
    /// When they last paid or wrote.
    LastPaid,
    /// Who it is for.
    Who,
    /// Everything once more.
    Review,
    /// Keep, share, offer; sign; what the company answers.
    Send,
}

impl Step {
    const ALL: [(Self, &str); 12] = [
        (Self::Plan, ""),
        (Self::Owed, "owed"),
        (Self::NotMine, "not-mine"),
        (Self::Afford, "afford"),
        (Self::Check, "check"),
        (Self::Ways, "ways"),
        (Self::Amount, "amount"),
        (Self::Day, "day"),
        (Self::LastPaid, "last-paid"),
        (Self::Who, "who"),
        (Self::Review, "review"),
        (Self::Send, "send"),
    ];

    fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == word && !word.is_empty());
        found.map(|(step, _)| *step)
    }

    fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(step, _)| *step == self)
            .map_or("", |(_, word)| *word)
    }
}

/// Whether this was the name of a plan in the first version.
fn is_first_name(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Three ways in.
    Start,
    /// The agent's private console.
    Console(RoomId),
    /// The window that may be shared.
    Share(RoomId),
    /// One person alone.
    Alone(RoomId, Step),
    /// A new plan in the console.
    NewConsole,
    /// A new plan alone: what is owed.
    NewAlone,
    /// The answer to that is on its way to be a plan.
    BeginAlone,
    /// A new plan alone, from a file or with everything typed on one page.
    OpenAlone,
    /// The debt is not theirs, or the figures are wrong: of no plan yet.
    NotMine,
    /// A plan that somebody sent as a link.
    Received,
    /// Joining somebody's plan by a code.
    Join,
    /// The plans on this device.
    Drafts,
    /// Checks a signed summary.
    Check,
    /// How the numbers work.
    Numbers,
    /// An address that leads nowhere.
    Unknown,
}

impl Route {
    /// The screen behind `#`.
    pub fn parse(hash: &str) -> Self {
        let mut parts = hash.trim_start_matches('/').split('/');
        let (screen, room, more) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let room_id = room.and_then(RoomId::parse_hex);
        match (screen, room, room_id, more) {
            ("", None, ..) => Self::Start,
            ("console", None, ..) => Self::NewConsole,
            ("console", _, Some(room), None) => Self::Console(room),
            ("share", _, Some(room), None) => Self::Share(room),
            ("alone", None, ..) => Self::NewAlone,
            ("alone", Some("begin"), _, None) => Self::BeginAlone,
            ("alone", Some("open"), _, None) => Self::OpenAlone,
            ("alone", Some("not-mine"), _, None) => Self::NotMine,
            // Plans of the first version had shorter names: they are found in the list, and go on from there.
            ("console" | "share" | "alone", Some(old), None, _) if is_first_name(old) => Self::Drafts,
            ("alone", _, Some(room), None) => Self::Alone(room, Step::Plan),
            ("alone", _, Some(room), Some(word)) => {
                Step::parse(word).map_or(Self::Unknown, |step| Self::Alone(room, step))
            }
            ("received", None, ..) => Self::Received,
            ("join", None, ..) => Self::Join,
            ("drafts", None, ..) => Self::Drafts,
            ("check", None, ..) => Self::Check,
            ("numbers", None, ..) => Self::Numbers,
            _ => Self::Unknown,
        }
    }

    /// Its address, with `#`.
    pub fn href(self) -> String {
        let room = |screen: &str, room: RoomId| format!("#/{screen}/{}", room.to_hex());
        match self {
            Self::Start | Self::Unknown => "#/".to_owned(),
            Self::NewConsole => "#/console".to_owned(),
            Self::NewAlone => "#/alone".to_owned(),
            Self::BeginAlone => "#/alone/begin".to_owned(),
            Self::OpenAlone => "#/alone/open".to_owned(),
            Self::NotMine => "#/alone/not-mine".to_owned(),
            Self::Received => "#/received".to_owned(),
            Self::Join => "#/join".to_owned(),
            Self::Drafts => "#/drafts".to_owned(),
            Self::Check => "#/check".to_owned(),
            Self::Numbers => "#/numbers".to_owned(),
            Self::Console(id) => room("console", id),
            Self::Share(id) => room("share", id),
            Self::Alone(id, Step::Plan) => room("alone", id),
            Self::Alone(id, step) => format!("{}/{}", room("alone", id), step.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_comes_back_from_its_address() {
        let room = RoomId::from_bytes([7; 32]);
        let routes = [
            Route::Start,
            Route::NewConsole,
            Route::NewAlone,
            Route::Drafts,
            Route::Check,
            Route::Numbers,
            Route::Console(room),
            Route::Share(room),
            Route::BeginAlone,
            Route::OpenAlone,
            Route::NotMine,
            Route::Received,
            Route::Join,
        ];
        let steps = Step::ALL.map(|(step, _)| Route::Alone(room, step));
        for route in routes.into_iter().chain(steps) {
            assert_eq!(Route::parse(route.href().trim_start_matches('#')), route);
        }
        let of_room = |step: &str| format!("/alone/{}/{step}", room.to_hex());
        for lost in [
            "/nowhere",
            "/console/xyz",
            "/console/00/1",
            "/share",
            "/check/1",
            "/alone/x",
            "/alone/begin/1",
        ] {
            assert_eq!(Route::parse(lost), Route::Unknown, "{lost}");
        }
        for screen in ["console", "share", "alone"] {
            assert_eq!(Route::parse(&format!("/{screen}/{}", "0a".repeat(16))), Route::Drafts);
        }
        assert_eq!(Route::parse(&of_room("nothing")), Route::Unknown);
        assert_eq!(Route::parse(&of_room("")), Route::Unknown);
    }
}
