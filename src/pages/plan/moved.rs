//! A plan that goes on in another room: an offer begins a room of its own. In this tab the way back still leads to the
//! pages of the room before.

use plan_log::entry::RoomId;
use yew::prelude::*;

use super::on_its_way;
use crate::platform::{page, storage};
use crate::state::route::Route;

fn key(room: RoomId) -> String {
    format!("pn.1.moved.{}", room.to_hex())
}

/// Notes for as long as this tab is open that a plan goes on elsewhere.
pub fn note(from: RoomId, to: RoomId) {
    storage::session_set(&key(from), &to.to_hex());
}

/// Where a plan goes on.
pub fn from(room: RoomId) -> Option<RoomId> {
    RoomId::parse_hex(&storage::session_get(&key(room))?)
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
