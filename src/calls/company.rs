//! Who else is in a room, and with which windows: what decides whether a call goes on.

use plan_log::message::Window;
use plan_relay::{MAX_PEERS, Peer};

/// The most windows elsewhere that are remembered.
const MOST_WINDOWS: usize = 64;

/// The others of a room, as one machine knows them.
pub(super) struct Company {
    /// Who let this machine in: with that one it is on the call, whoever else was let in. None for the one that invites.
    host: Option<Peer>,
    /// Of those that this machine is on the call with, the ones that are here.
    present: Vec<Peer>,
    /// Whose windows have been heard.
    windows: Vec<(Window, Peer)>,
}

impl Company {
    pub(super) const fn new(host: Option<Peer>) -> Self {
        Self {
            host,
            present: Vec::new(),
            windows: Vec::new(),
        }
    }

    fn is_on_the_call(&self, peer: Peer) -> bool {
        self.host.is_none_or(|host| host == peer)
    }

    /// Whether somebody is here whom this machine is on the call with.
    pub(super) const fn is_here(&self) -> bool {
        !self.present.is_empty()
    }

    pub(super) fn knows(&self, window: Window) -> bool {
        self.windows.iter().any(|(known, _)| *known == window)
    }

    /// A machine is here; says whether that is news of the call.
    pub(super) fn note_here(&mut self, peer: Peer) -> bool {
        let is_new = self.is_on_the_call(peer) && !self.present.contains(&peer) && self.present.len() < MAX_PEERS;
        if is_new {
            self.present.push(peer);
        }
        is_new
    }

    pub(super) fn note_window(&mut self, window: Window, peer: Peer) {
        if !self.knows(window) && self.windows.len() < MOST_WINDOWS {
            self.windows.push((window, peer));
        }
    }

    /// A machine is gone without a word: its windows, and whether the call goes on with others. Nothing where it was not
    /// known.
    pub(super) fn note_gone(&mut self, peer: Peer) -> Option<(Vec<Window>, bool)> {
        let was_known = self.present.contains(&peer) || self.windows.iter().any(|(_, of)| *of == peer);
        was_known.then(|| self.note_left(peer))
    }

    /// A machine has left for good: its windows, and whether the call goes on with others.
    pub(super) fn note_left(&mut self, peer: Peer) -> (Vec<Window>, bool) {
        self.present.retain(|other| *other != peer);
        let (theirs, others) = self.windows.iter().partition(|(_, of)| *of == peer);
        self.windows = others;
        let goes_on = !self.is_on_the_call(peer) || self.is_here();
        (windows_of(theirs), goes_on)
    }

    /// Nobody can be heard any longer, nor whether they go: all their windows.
    pub(super) fn lose_all(&mut self) -> Vec<Window> {
        self.present.clear();
        windows_of(core::mem::take(&mut self.windows))
    }
}

fn windows_of(windows: Vec<(Window, Peer)>) -> Vec<Window> {
    windows.into_iter().map(|(window, _)| window).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: Peer = Peer::from_bytes([1; 8]);
    const FELLOW: Peer = Peer::from_bytes([2; 8]);
    const OTHER: Peer = Peer::from_bytes([3; 8]);

    #[test]
    fn guest_is_on_the_call_with_the_host_alone() {
        let mut company = Company::new(Some(HOST));
        assert!(!company.note_here(FELLOW) && !company.is_here());
        assert!(company.note_here(HOST) && !company.note_here(HOST));
        company.note_window([8; 8], FELLOW);
        company.note_window([9; 8], HOST);
        // Whoever else was let in makes no difference to who is gone, and who has left.
        assert_eq!(company.note_gone(HOST), Some((vec![[9; 8]], false)));
        assert_eq!(company.note_gone(FELLOW), Some((vec![[8; 8]], true)));
        // The host cannot be heard at the moment: a fellow guest that leaves ends nothing, the host does.
        company.lose_all();
        assert_eq!(company.note_left(FELLOW), (vec![], true));
        assert_eq!(company.note_left(HOST), (vec![], false));
    }

    #[test]
    fn host_is_on_the_call_with_everybody() {
        let mut company = Company::new(None);
        assert!(company.note_here(FELLOW) && company.note_here(OTHER));
        assert_eq!(company.note_gone(FELLOW), Some((vec![], true)));
        assert_eq!(company.note_gone(FELLOW), None);
        assert_eq!(company.note_left(OTHER), (vec![], false));
    }

    #[test]
    fn windows_are_gone_with_the_connection() {
        let mut company = Company::new(None);
        company.note_here(FELLOW);
        company.note_window([8; 8], FELLOW);
        assert!(company.knows([8; 8]));
        assert_eq!(company.lose_all(), [[8; 8]]);
        assert!(!company.is_here() && !company.knows([8; 8]));
        assert_eq!(company.note_gone(FELLOW), None);
    }
}
