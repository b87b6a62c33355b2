//! The door of a room, from inside: a code is said or a link sent, somebody comes, and one press lets them in.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use plan_relay::code::Code;
use plan_relay::join::{News, Step, by_code, by_link};
use plan_relay::link::{Fingerprint, Link};
use plan_relay::mqtt::{self, Settings};
use plan_relay::{CODE_LIFE_MS, EXPIRY_S, Job, Key, Room};
use wasm_bindgen_futures::spawn_local;

use super::room::{InRoom, Loose};
use super::{Heard, How, Words};
use crate::platform::clock::{now_ms, random};
use crate::platform::relay::{Wire, Wired};
use crate::platform::relay_keys::{self, Private};

/// How often the door is told that time has passed.
const TICK_MS: u32 = 1_000;

/// Who waits at the door, and what leads there.
enum Inviting {
    Code(Box<by_code::Inviting>, Heard),
    Link(Box<by_link::Inviting>, Heard, Rc<Private>),
}

impl Inviting {
    /// Digits for ten minutes.
    fn code(now: u64) -> Self {
        let code = Code::make(&random());
        let told = Heard::Code {
            code: code.to_string(),
            until_ms: now.saturating_add(CODE_LIFE_MS),
        };
        Self::Code(Box::new(by_code::Inviting::new(code, now, &random())), told)
    }

    /// A link for a day; nothing where the browser makes no keys.
    async fn link(room: &InRoom, now: u64) -> Option<Self> {
        let (private, point) = Private::make().await.ok()?;
        let link = Link {
            secret: Key::from_bytes(random()),
            host: Fingerprint::of(&point),
            room: room.0.borrow().room.room(),
        };
        let until = now.saturating_add(u64::from(EXPIRY_S) * 1_000);
        let inviting = by_link::Inviting::new(link, point, until, &random());
        Some(Self::Link(
            Box::new(inviting),
            Heard::Link(link.to_text()),
            Rc::new(private),
        ))
    }

    fn settings(&self) -> Settings {
        match self {
            Self::Code(inviting, _) => Settings::lobby(inviting.name(), inviting.me()),
            Self::Link(inviting, ..) => Settings::lobby(inviting.name(), inviting.me()),
        }
    }

    fn told(&self) -> Heard {
        match self {
            Self::Code(_, told) | Self::Link(_, told, _) => told.clone(),
        }
    }

    fn private(&self) -> Option<Rc<Private>> {
        match self {
            Self::Code(..) => None,
            Self::Link(.., private) => Some(Rc::clone(private)),
        }
    }

    fn tick(&mut self, now: u64) -> Step {
        match self {
            Self::Code(inviting, _) => inviting.tick(now),
            Self::Link(inviting, ..) => inviting.tick(now),
        }
    }

    fn receive(&mut self, bytes: &[u8], now: u64) -> Step {
        match self {
            Self::Code(inviting, _) => inviting.receive(bytes, now, &random()),
            Self::Link(inviting, ..) => inviting.receive(bytes, now, &random()),
        }
    }

    fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
        match self {
            Self::Code(inviting, _) => inviting.answered(number, answer),
            Self::Link(inviting, ..) => inviting.answered(number, answer),
        }
    }

    fn let_in(&mut self, room: &Room) -> Step {
        match self {
            Self::Code(inviting, _) => inviting.let_in(room, &random()),
            Self::Link(inviting, ..) => inviting.let_in(room, &random()),
        }
    }

    fn close(&mut self) -> Step {
        match self {
            Self::Code(inviting, _) => inviting.close(),
            Self::Link(inviting, ..) => inviting.close(),
        }
    }
}

struct Inner {
    inviting: Inviting,
    wire: Option<Wire>,
    /// Whether what leads here was told: once somebody could come.
    said: bool,
    knocks: Option<Option<Words>>,
    tick: Option<Interval>,
}

/// A door.
#[derive(Clone)]
pub struct Door {
    inner: Rc<RefCell<Inner>>,
    room: Loose,
}

impl Door {
    /// Makes what leads to a door, and waits there. It is told once somebody could come.
    pub(super) async fn open(room: &InRoom, how: How) -> Option<Self> {
        let now = now_ms();
        let inviting = match how {
            How::Code => Inviting::code(now),
            How::Link => Inviting::link(room, now).await?,
        };
        let settings = inviting.settings();
        let door = Self {
            inner: Rc::new(RefCell::new(Inner {
                inviting,
                wire: None,
                said: false,
                knocks: None,
                tick: None,
            })),
            room: room.loose(),
        };
        let on_tick = {
            let (inner, room) = (Rc::downgrade(&door.inner), room.loose());
            Interval::new(TICK_MS, move || {
                if let Some(inner) = inner.upgrade() {
                    let step = inner.borrow_mut().inviting.tick(now_ms());
                    let room = room.clone();
                    Self { inner, room }.carry_out(step);
                }
            })
        };
        let wire = {
            let (inner, room, address) = (
                Rc::downgrade(&door.inner),
                room.loose(),
                room.0.borrow().address.clone(),
            );
            Wire::open(&address, settings, move |wired| {
                if let Some(inner) = inner.upgrade() {
                    let room = room.clone();
                    Self { inner, room }.wired(wired);
                }
            })
        };
        let mut inner = door.inner.borrow_mut();
        inner.tick = Some(on_tick);
        inner.wire = Some(wire);
        drop(inner);
        Some(door)
    }

    fn wired(&self, wired: Wired) {
        match wired {
            Wired::Received(received) => {
                let step = self.inner.borrow_mut().inviting.receive(&received.payload, now_ms());
                self.carry_out(step);
            }
            // Whoever comes to a door where nobody waits is not heard: what leads there is told now.
            Wired::News(mqtt::News::Connected { .. }) => {
                let first = !core::mem::replace(&mut self.inner.borrow_mut().said, true);
                if first {
                    self.tell();
                }
            }
            Wired::News(_) => {}
        }
    }

    /// Tells how far the door is.
    pub(super) fn tell(&self) {
        let told = {
            let inner = self.inner.borrow();
            match inner.knocks {
                _ if inner.wire.is_none() || !inner.said => return,
                Some(words) => Heard::Knocks(words),
                None => inner.inviting.told(),
            }
        };
        self.room.with(|room| room.tell(told));
    }

    pub(super) fn carry_out(&self, step: Step) {
        let wire = self.inner.borrow().wire.clone();
        if let Some(wire) = wire {
            step.publish.into_iter().for_each(|publish| wire.publish(publish));
        }
        for (number, job) in step.jobs {
            self.work(number, job);
        }
        for news in step.news {
            match news {
                News::Knocks(words) => {
                    self.inner.borrow_mut().knocks = Some(words);
                    self.tell();
                }
                News::Gone => {
                    self.inner.borrow_mut().knocks = None;
                    self.tell();
                }
                News::LetIn { peer, pair } => self.room.with(|room| room.admit(peer, pair)),
                News::Shut(why) => {
                    self.stop();
                    self.room.with(|room| room.tell(Heard::Door(why)));
                }
                // Only who comes hears these.
                News::Waiting(_) | News::Enter(_) => {}
            }
        }
    }

    fn work(&self, number: u64, job: Job) {
        let door = self.clone();
        spawn_local(async move {
            let private = door.inner.borrow().inviting.private();
            let answer = relay_keys::answer(&job, private.as_deref()).await;
            let step = door.inner.borrow_mut().inviting.answered(number, answer);
            door.carry_out(step);
        });
    }

    /// One press: who knocks learns where the room is.
    pub(super) fn welcome(&self, room: &Room) -> Step {
        self.inner.borrow_mut().inviting.let_in(room)
    }

    /// Waits no longer. Who knocks is told.
    pub(super) fn close(&self) {
        let step = self.inner.borrow_mut().inviting.close();
        let wire = self.inner.borrow().wire.clone();
        if let Some(wire) = wire {
            step.publish.into_iter().for_each(|publish| wire.publish(publish));
        }
        self.stop();
    }

    /// The wire goes once its last words are with the broker.
    fn stop(&self) {
        let wire = {
            let mut inner = self.inner.borrow_mut();
            inner.tick = None;
            inner.wire.take()
        };
        if let Some(wire) = wire {
            wire.let_go_after(|| true);
        }
    }
}
