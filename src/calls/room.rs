//! One machine in a room that a broker carries: [`plan_relay::Room`] with its wire and the browser's cryptography.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use plan_log::RoomId;
use plan_log::message::{Message, Said, Window};
use plan_relay::join::Welcome;
use plan_relay::mqtt::{self, Settings};
use plan_relay::room::{News, Step, Unsent};
use plan_relay::{Job, Key, Peer, Room};
use wasm_bindgen_futures::spawn_local;

use super::company::Company;
use super::door::Door;
use super::guest::Arriving;
use super::{Hear, Heard, How, Line};
use crate::platform::clock::{now_ms, random};
use crate::platform::relay::{Wire, Wired};
use crate::platform::relay_keys;

pub(super) struct Inner {
    pub(super) room: Room,
    wire: Option<Wire>,
    hear: Option<Hear>,
    company: Company,
    /// Jobs without an answer.
    jobs: usize,
    pub(super) door: Option<Door>,
    pub(super) address: String,
    /// Until this window knows how the room begins.
    arriving: Option<Arriving>,
}

/// A machine in a room.
#[derive(Clone)]
pub struct InRoom(pub(super) Rc<RefCell<Inner>>);

/// The machine as its own callbacks have it: they do not keep it.
#[derive(Clone)]
pub(super) struct Loose(Weak<RefCell<Inner>>);

impl Loose {
    pub(super) fn with(&self, call: impl FnOnce(&InRoom)) {
        if let Some(inner) = self.0.upgrade() {
            call(&InRoom(inner));
        }
    }
}

impl InRoom {
    /// A room to invite others into.
    pub fn host(room: RoomId, window: Window, address: String) -> Self {
        let (room, step) = Room::host(room, window, &random());
        let line = Self::new(room, address, None);
        line.connect();
        line.carry_out(step);
        line
    }

    /// Comes back to a room; nothing for what was not kept of one.
    pub fn resume(kept: &[u8], window: Window, address: String) -> Option<Self> {
        let line = Self::new(Room::from_kept(kept, window)?, address, None);
        line.connect();
        Some(line)
    }

    /// The room that somebody was let into.
    pub(super) fn enter(welcome: &Welcome, window: Window, address: String, arriving: Arriving) -> Self {
        let line = Self::new(Room::guest(welcome, window), address, Some(arriving));
        line.connect();
        line
    }

    fn new(room: Room, address: String, arriving: Option<Arriving>) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            company: Company::new(room.host_peer()),
            room,
            wire: None,
            hear: None,
            jobs: 0,
            door: None,
            address,
            arriving,
        })))
    }

    pub(super) fn loose(&self) -> Loose {
        Loose(Rc::downgrade(&self.0))
    }

    fn connect(&self) {
        let (settings, address) = {
            let inner = self.0.borrow();
            (
                Settings::room(inner.room.name(), inner.room.me()),
                inner.address.clone(),
            )
        };
        let loose = self.loose();
        let wire = Wire::open(&address, settings, move |wired| loose.with(|line| line.wired(wired)));
        self.0.borrow_mut().wire = Some(wire);
    }

    fn wire(&self) -> Option<Wire> {
        self.0.borrow().wire.clone()
    }

    fn is_connected(&self) -> bool {
        self.wire().is_some_and(|wire| wire.is_connected())
    }

    pub(super) fn tell(&self, heard: Heard) {
        let hear = self.0.borrow().hear.clone();
        if let Some(hear) = hear {
            hear(heard);
        }
    }

    fn wired(&self, wired: Wired) {
        match wired {
            Wired::Received(received) => {
                let step = self.0.borrow_mut().room.receive(&received.topic, &received.payload);
                self.carry_out(step);
            }
            Wired::News(mqtt::News::Connected { .. }) => {
                let step = self.0.borrow_mut().room.tell_keys(&random());
                self.carry_out(step);
                self.tell(Heard::Connected);
                self.appear();
            }
            Wired::News(mqtt::News::Lost) => {
                // Who goes meanwhile may go unheard: whoever is still here is heard again.
                let windows = self.0.borrow_mut().company.lose_all();
                self.tell(Heard::Gone(windows, true));
                self.tell(Heard::Lost);
            }
            // Where it is refused the connection is lost as well.
            Wired::News(mqtt::News::Refused | mqtt::News::TooLarge) => {}
        }
    }

    /// Says that this machine is here, and asks for what happened meanwhile.
    fn appear(&self) {
        let here = self.0.borrow_mut().room.here(&random());
        self.say(here);
        self.ask();
    }

    fn ask(&self) {
        let asking = self
            .0
            .borrow()
            .arriving
            .as_ref()
            .map(|arriving| arriving.asking.clone());
        match asking {
            Some(asking) => self.send(&asking.ask(now_ms())),
            None => self.tell(Heard::Ask),
        }
    }

    /// Before the first epoch there is nobody to say anything to.
    fn say(&self, step: Result<Step, Unsent>) {
        if let Ok(step) = step {
            self.carry_out(step);
        }
    }

    /// Lets a machine in that has shown that it has the key.
    pub(super) fn admit(&self, peer: Peer, pair: Key) {
        let mut step = Step::default();
        self.0.borrow_mut().room.admit(peer, pair, &random(), &mut step);
        self.carry_out(step);
    }

    fn carry_out(&self, step: Step) {
        if let Some(wire) = self.wire() {
            step.publish.into_iter().for_each(|publish| wire.publish(publish));
        }
        for (number, job) in step.jobs {
            self.work(number, job);
        }
        for news in step.news {
            self.take(news);
        }
    }

    fn work(&self, number: u64, job: Job) {
        self.0.borrow_mut().jobs += 1;
        let line = self.clone();
        spawn_local(async move {
            let answer = relay_keys::answer(&job, None).await;
            let step = {
                let mut inner = line.0.borrow_mut();
                inner.jobs = inner.jobs.saturating_sub(1);
                inner.room.answered(number, answer)
            };
            line.carry_out(step);
        });
    }

    fn take(&self, news: News) {
        match news {
            News::Message { from, kept, bytes } => self.hear_message(from, kept, bytes),
            News::Here(peer) => {
                self.note_here(peer);
                self.ask();
            }
            News::Gone(peer) => {
                let gone = self.0.borrow_mut().company.note_gone(peer);
                if let Some((windows, goes_on)) = gone {
                    self.tell(Heard::Gone(windows, goes_on));
                }
            }
            News::Left(peer) => {
                let (windows, goes_on) = self.0.borrow_mut().company.note_left(peer);
                let mut step = Step::default();
                self.0.borrow_mut().room.remove(peer, &random(), &mut step);
                self.carry_out(step);
                self.tell(Heard::Left(windows, goes_on));
            }
            News::Epoch(_) => {
                self.tell_kept();
                self.appear();
            }
            // The log asks again for what it lacks.
            News::Dropped(_) => {}
        }
    }

    /// Whoever invites and has let nobody in has nothing to come back to.
    fn tell_kept(&self) {
        let kept = {
            let room = &self.0.borrow().room;
            let has_company = !room.is_host() || room.peers().next().is_some();
            room.to_kept().filter(|_| has_company)
        };
        self.tell(Heard::Keep(kept));
    }

    fn note_here(&self, peer: Peer) {
        let is_new = self.0.borrow_mut().company.note_here(peer);
        if is_new {
            self.tell(Heard::Here);
        }
    }

    fn hear_message(&self, from: Peer, kept: bool, bytes: Vec<u8>) {
        let Ok(message) = Message::read(&bytes) else { return };
        let arriving = {
            let mut inner = self.0.borrow_mut();
            let begins = inner
                .arriving
                .as_ref()
                .and_then(|arriving| arriving.asking.receive(&bytes));
            begins.and_then(|genesis| Some((inner.arriving.take()?, genesis)))
        };
        if let Some((arriving, genesis)) = arriving {
            (arriving.begins)(Rc::new(self.clone()), genesis);
        }
        if kept {
            // The broker keeps what somebody had who may be gone: it can be read, and asks nobody.
            if matches!(message.said(), Said::Entries(_)) {
                self.tell(Heard::Message(message.from(), bytes));
                let is_here = self.0.borrow().company.knows(message.from());
                if !is_here {
                    self.tell(Heard::Gone(vec![message.from()], true));
                }
            }
            return;
        }
        self.note_here(from);
        self.0.borrow_mut().company.note_window(message.from(), from);
        self.tell(Heard::Message(message.from(), bytes));
    }
}

impl Line for InRoom {
    fn listen(&self, hear: Hear) {
        self.0.borrow_mut().hear = Some(hear);
        self.tell_kept();
        if self.is_connected() {
            self.tell(Heard::Connected);
            self.tell(Heard::Ask);
        } else if self.wire().is_some_and(|wire| wire.is_lost()) {
            self.tell(Heard::Lost);
        }
        let is_here = self.0.borrow().company.is_here();
        if is_here {
            self.tell(Heard::Here);
        }
        let door = self.0.borrow().door.clone();
        if let Some(door) = door {
            door.tell();
        }
    }

    fn send(&self, message: &Message) {
        // Without a connection nothing waits: with the next one the log asks what is lacking.
        if self.is_connected() {
            let step = self.0.borrow_mut().room.send(message, &random());
            self.say(step);
        }
    }

    fn retain(&self, summary: &Message, written: &[Message]) {
        if self.is_connected() {
            let step = self.0.borrow_mut().room.retain(summary, written, &random());
            self.say(step);
        }
    }

    fn invite(&self, how: How) {
        self.close_door();
        let line = self.clone();
        spawn_local(async move {
            // Without keys there is no link: whoever waits for it is told that it takes too long.
            if let Some(door) = Door::open(&line, how).await {
                line.0.borrow_mut().door = Some(door);
            }
        });
    }

    fn let_in(&self) {
        let door = self.0.borrow().door.clone();
        if let Some(door) = door {
            let step = door.welcome(&self.0.borrow().room);
            door.carry_out(step);
        }
    }

    fn close_door(&self) {
        let door = self.0.borrow_mut().door.take();
        if let Some(door) = door {
            door.close();
        }
    }

    fn rest(&self) {
        self.close_door();
        self.0.borrow_mut().hear = None;
        let wire = self.0.borrow_mut().wire.take();
        if let Some(wire) = wire {
            wire.let_go();
        }
    }

    fn leave(&self) {
        self.close_door();
        self.tell(Heard::Keep(None));
        let last = self.0.borrow_mut().room.leave(&random());
        self.say(last);
        let mut inner = self.0.borrow_mut();
        inner.hear = None;
        let wire = inner.wire.clone();
        drop(inner);
        if let Some(wire) = wire {
            let line = self.clone();
            wire.let_go_after(move || line.0.borrow().jobs == 0);
        }
    }
}
