//! A plan that goes on in another room: an offer begins a room of its own. In this tab the way back still leads to the
//! pages of the room before.

use plan_log::RoomId;
use yew::prelude::*;

use super::on_its_way;
use crate::platform::{page, storage};
use crate::state::route::Route;

/// The rooms that went on elsewhere, a line each: the room before and the one after.
const MOVED: &str = "pn.1.moved";

fn noted() -> Vec<(RoomId, RoomId)> {
    let lines = storage::session_get(MOVED).unwrap_or_default();
    let rooms = lines.lines().filter_map(|line| {
        let (from, to) = line.split_once(' ')?;
        Some((RoomId::parse_hex(from)?, RoomId::parse_hex(to)?))
    });
    rooms.collect()
}

fn keep(rooms: &[(RoomId, RoomId)]) {
    let lines: Vec<String> = rooms
        .iter()
        .map(|(from, to)| format!("{} {}", from.to_hex(), to.to_hex()))
        .collect();
    if lines.is_empty() {
        storage::session_remove(MOVED);
    } else {
        storage::session_set(MOVED, &lines.join("\n"));
    }
}

/// Notes for as long as this tab is open that a plan goes on elsewhere.
pub fn note(from: RoomId, to: RoomId) {
    let mut rooms = noted();
    rooms.push((from, to));
    keep(&rooms);
}

/// Forgets all of a plan that was deleted.
pub fn forget(room: RoomId) {
    let mut rooms = noted();
    rooms.retain(|(from, to)| *from != room && *to != room);
    keep(&rooms);
}

/// Where a plan goes on.
pub fn goes_on_in(room: RoomId) -> Option<RoomId> {
    let rooms = noted();
    rooms.iter().rev().find(|(from, _)| *from == room).map(|(_, to)| *to)
}

#[derive(Clone, PartialEq, Properties)]
pub struct OnTheWayProps {
    pub to: Route,
}

/// Leads to the same page of the plan in its new room.
#[component]
pub fn OnTheWay(props: &OnTheWayProps) -> Html {
    use_effect_with(props.to, |to| page::go_instead(&to.href()));
    on_its_way()
}
