//! The way in, from outside: a code is typed or a link opened, the other side lets one in, and the plan comes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use plan_log::machine::Asking;
use plan_log::message::Window;
use plan_log::{Genesis, Role};
use plan_relay::code::Code;
use plan_relay::join::{News, Publish, Step, Welcome, by_code, by_link};
use plan_relay::link::Link;
use plan_relay::mqtt::{self, Settings};
use plan_relay::{EXPIRY_S, Job};
use wasm_bindgen_futures::spawn_local;

use super::room::InRoom;
use super::{Brought, Heed, Heeded, Knock, Line};
use crate::platform::clock::{now_ms, random};
use crate::platform::relay::{Wire, Wired};
use crate::platform::relay_keys::{self, Private};

/// How often the way in is told that time has passed.
const TICK_MS: u32 = 1_000;

/// What somebody does who was let in and does not know yet how the room begins.
pub(super) struct Arriving {
    /// What they ask.
    pub(super) asking: Asking,
    /// Told once they know.
    pub(super) begins: Box<dyn FnOnce(Rc<dyn Line>, Genesis)>,
}

/// Who stands at the door.
enum Joining {
    Code(by_code::Joining),
    Link(by_link::Joining, Rc<Private>),
}

impl Joining {
    /// Goes to the door; nothing where what was brought leads to none.
    async fn start(brought: &Brought) -> Option<(Self, Step)> {
        let now = now_ms();
        match brought {
            Brought::Code(typed) => {
                let code = Code::parse(typed).ok()?;
                let (joining, step) = by_code::Joining::start(code, now, &random());
                Some((Self::Code(joining), step))
            }
            Brought::Link(text) => {
                let link = Link::read(text).ok()?;
                let (private, point) = Private::make().await.ok()?;
                let until = now.saturating_add(u64::from(EXPIRY_S) * 1_000);
                let (joining, step) = by_link::Joining::start(link, &point, until, &random());
                Some((Self::Link(joining, Rc::new(private)), step))
            }
        }
    }

    fn settings(&self) -> Settings {
        match self {
            Self::Code(joining) => Settings::lobby(joining.name(), joining.me()),
            Self::Link(joining, _) => Settings::lobby(joining.name(), joining.me()),
        }
    }

    fn private(&self) -> Option<Rc<Private>> {
        match self {
            Self::Code(_) => None,
            Self::Link(_, private) => Some(Rc::clone(private)),
        }
    }

    fn tick(&mut self, now: u64) -> Step {
        match self {
            Self::Code(joining) => joining.tick(now),
            Self::Link(joining, _) => joining.tick(now),
        }
    }

    fn receive(&mut self, bytes: &[u8], now: u64) -> Step {
        match self {
            Self::Code(joining) => joining.receive(bytes, now),
            Self::Link(joining, _) => joining.receive(bytes, now),
        }
    }

    fn answered(&mut self, number: u64, answer: Option<Vec<u8>>) -> Step {
        match self {
            Self::Code(joining) => joining.answered(number, answer),
            Self::Link(joining, _) => joining.answered(number, answer),
        }
    }

    fn leave(&mut self) -> Step {
        match self {
            Self::Code(joining) => joining.leave(),
            Self::Link(joining, _) => joining.leave(),
        }
    }
}

struct Inner {
    joining: Joining,
    address: String,
    window: Window,
    heed: Heed,
    wire: Option<Wire>,
    tick: Option<Interval>,
    /// Held until it has handed itself on.
    room: Option<InRoom>,
}

/// Somebody at a door.
pub struct Guest(Rc<RefCell<Inner>>);

impl Knock for Guest {}

impl Guest {
    /// Goes to the door that the code or link leads to; nothing where it leads to none.
    pub async fn knock(brought: &Brought, address: String, heed: Heed) -> Option<Self> {
        let (joining, step) = Joining::start(brought).await?;
        let settings = joining.settings();
        let guest = Self(Rc::new(RefCell::new(Inner {
            joining,
            address: address.clone(),
            window: random(),
            heed,
            wire: None,
            tick: None,
            room: None,
        })));
        let tick = {
            let inner = Rc::downgrade(&guest.0);
            Interval::new(TICK_MS, move || {
                if let Some(inner) = inner.upgrade() {
                    let step = inner.borrow_mut().joining.tick(now_ms());
                    carry_out(&inner, step);
                }
            })
        };
        let wire = {
            let inner = Rc::downgrade(&guest.0);
            Wire::open(&address, settings, move |wired| {
                if let Some(inner) = inner.upgrade() {
                    self::wired(&inner, wired);
                }
            })
        };
        let mut inner = guest.0.borrow_mut();
        inner.tick = Some(tick);
        inner.wire = Some(wire);
        drop(inner);
        carry_out(&guest.0, step);
        Some(guest)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let last = self.0.borrow_mut().joining.leave();
        publish(&self.0, last.publish);
        stop(&self.0);
        // In a room that is on its screen nobody holds it here any more.
        let room = self.0.borrow_mut().room.take();
        if let Some(room) = room {
            room.rest();
        }
    }
}

fn wired(inner: &Rc<RefCell<Inner>>, wired: Wired) {
    let reaches = match wired {
        Wired::Received(received) => {
            let step = inner.borrow_mut().joining.receive(&received.payload, now_ms());
            return carry_out(inner, step);
        }
        Wired::News(mqtt::News::Connected { .. }) => true,
        Wired::News(mqtt::News::Lost) => false,
        // Where it is refused the connection is lost as well.
        Wired::News(mqtt::News::Refused | mqtt::News::TooLarge) => return,
    };
    let heed = Rc::clone(&inner.borrow().heed);
    heed(Heeded::Reaches(reaches));
}

fn publish(inner: &RefCell<Inner>, all: Vec<Publish>) {
    let wire = inner.borrow().wire.clone();
    if let Some(wire) = wire {
        all.into_iter().for_each(|one| wire.publish(one));
    }
}

fn carry_out(inner: &Rc<RefCell<Inner>>, step: Step) {
    publish(inner, step.publish);
    for (number, job) in step.jobs {
        work(inner, number, job);
    }
    for news in step.news {
        let heed = Rc::clone(&inner.borrow().heed);
        match news {
            News::Waiting(words) => heed(Heeded::Waiting(words)),
            News::Shut(why) => {
                stop(inner);
                heed(Heeded::Over(why));
            }
            News::Enter(welcome) => enter(inner, &welcome),
            // Only who invites hears these.
            News::Knocks(_) | News::Gone | News::LetIn { .. } => {}
        }
    }
}

fn work(inner: &Rc<RefCell<Inner>>, number: u64, job: Job) {
    let inner = Rc::clone(inner);
    spawn_local(async move {
        let private = inner.borrow().joining.private();
        let answer = relay_keys::answer(&job, private.as_deref()).await;
        let step = inner.borrow_mut().joining.answered(number, answer);
        carry_out(&inner, step);
    });
}

fn enter(inner: &Rc<RefCell<Inner>>, welcome: &Welcome) {
    stop(inner);
    let (window, address) = (inner.borrow().window, inner.borrow().address.clone());
    let arriving = {
        let inner = Rc::downgrade(inner);
        Arriving {
            asking: Asking::new(welcome.room, window, Role::Person),
            begins: Box::new(move |line, genesis| {
                if let Some(inner) = inner.upgrade() {
                    let heed = {
                        let mut inner = inner.borrow_mut();
                        inner.room = None;
                        Rc::clone(&inner.heed)
                    };
                    heed(Heeded::In(line, Box::new(genesis), window));
                }
            }),
        }
    };
    let room = InRoom::enter(welcome, window, address, arriving);
    inner.borrow_mut().room = Some(room);
}

/// The wire goes once its last words are with the broker.
fn stop(inner: &RefCell<Inner>) {
    let wire = {
        let mut inner = inner.borrow_mut();
        inner.tick = None;
        inner.wire.take()
    };
    if let Some(wire) = wire {
        wire.let_go_after(|| true);
    }
}
