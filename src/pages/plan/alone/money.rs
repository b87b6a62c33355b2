//! What a person typed of their money: held for as long as this page is open, and kept on this device where they asked for
//! that. So an answer that comes while they are here finds their two totals again.

use std::cell::RefCell;

use plan_log::RoomId;

use crate::platform::storage::LocalStorage;
use crate::state::drafts;
use crate::state::figures::{Figures, KEPT_AS};

thread_local! {
    static TYPED: RefCell<Vec<(RoomId, Figures)>> = const { RefCell::new(Vec::new()) };
}

/// What was typed beside this plan.
pub fn of(room: RoomId) -> Figures {
    let kept = Figures::from_device(&drafts::private(&LocalStorage, room, KEPT_AS));
    if kept.keep {
        return kept;
    }
    let typed = TYPED.with_borrow(|typed| {
        typed
            .iter()
            .find(|(of, _)| *of == room)
            .map(|(_, figures)| figures.clone())
    });
    typed.unwrap_or_default()
}

/// Keeps what was typed beside a plan.
pub fn keep(room: RoomId, figures: &Figures) {
    forget(room);
    TYPED.with_borrow_mut(|typed| typed.push((room, figures.clone())));
    // A plan that cannot be stored says so on its own line.
    let _ = drafts::keep_private(&LocalStorage, room, KEPT_AS, figures.to_device());
}

/// Forgets what this page holds of it.
pub fn forget(room: RoomId) {
    TYPED.with_borrow_mut(|typed| typed.retain(|(of, _)| *of != room));
}
