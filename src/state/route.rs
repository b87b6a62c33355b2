//! The screens and their addresses.

use plan_log::entry::RoomId;

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
    Alone(RoomId),
    /// A new plan in the console.
    NewConsole,
    /// A new plan alone.
    NewAlone,
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
            ("alone", _, Some(room), None) => Self::Alone(room),
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
            Self::Drafts => "#/drafts".to_owned(),
            Self::Check => "#/check".to_owned(),
            Self::Numbers => "#/numbers".to_owned(),
            Self::Console(id) => room("console", id),
            Self::Share(id) => room("share", id),
            Self::Alone(id) => room("alone", id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_comes_back_from_its_address() {
        let room = RoomId::from_bytes([7; 16]);
        let routes = [
            Route::Start,
            Route::NewConsole,
            Route::NewAlone,
            Route::Drafts,
            Route::Check,
            Route::Numbers,
            Route::Console(room),
            Route::Share(room),
            Route::Alone(room),
        ];
        for route in routes {
            assert_eq!(Route::parse(route.href().trim_start_matches('#')), route);
        }
        for lost in ["/nowhere", "/console/xyz", "/console/00/1", "/share", "/check/1"] {
            assert_eq!(Route::parse(lost), Route::Unknown, "{lost}");
        }
    }
}
