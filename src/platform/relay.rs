//! One WebSocket to a broker, and the MQTT that goes over it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::{ArrayBuffer, Uint8Array};
use plan_relay::mqtt::{Action, Client, News, Now, Received, Settings, Step};
use plan_relay::room::Publish;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::clock::random;
use super::log_driver::pause;

/// How often the connection is told that time has passed.
const TICK_MS: u32 = 1_000;
/// Last words are waited for so long: looked at this often, this many times.
const LOOK_MS: u32 = 50;
const LOOKS: u32 = 200;

/// Something that came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wired {
    /// What another machine published.
    Received(Received),
    /// What happened to the connection.
    News(News),
}

struct Socket {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

struct Inner {
    client: Client,
    address: String,
    socket: Option<Socket>,
    /// What waits for time, and for the network; nothing once it was let go.
    _watches: Option<(Interval, Option<EventListener>)>,
}

/// One machine's wire to the broker. It is made again whenever it breaks, until it is let go.
pub struct Wire {
    inner: Rc<RefCell<Inner>>,
    hear: Rc<dyn Fn(Wired)>,
}

impl Clone for Wire {
    fn clone(&self) -> Self {
        Self {
            inner: Rc::clone(&self.inner),
            hear: Rc::clone(&self.hear),
        }
    }
}

/// The wire as its own callbacks have it: they do not keep it.
struct Loose {
    inner: Weak<RefCell<Inner>>,
    hear: Rc<dyn Fn(Wired)>,
}

impl Loose {
    fn with(&self, call: impl FnOnce(&Wire)) {
        if let Some(inner) = self.inner.upgrade() {
            let hear = Rc::clone(&self.hear);
            call(&Wire { inner, hear });
        }
    }
}

fn now() -> Now {
    let performance = web_sys::window().and_then(|window| window.performance());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole milliseconds since the page was opened"
    )]
    let ms = performance.map_or(0, |performance| performance.now().max(0.0) as u64);
    Now {
        ms,
        luck: u32::from_be_bytes(random()),
    }
}

impl Wire {
    /// Connects to the broker at this address. What comes is told to `hear`: before this has returned at most that there is
    /// no connection.
    pub fn open(address: &str, settings: Settings, hear: impl Fn(Wired) + 'static) -> Self {
        let wire = Self {
            inner: Rc::new(RefCell::new(Inner {
                client: Client::new(settings),
                address: address.to_owned(),
                socket: None,
                _watches: None,
            })),
            hear: Rc::new(hear),
        };
        let tick = {
            let loose = wire.loose();
            Interval::new(TICK_MS, move || loose.with(|wire| wire.run(Client::tick)))
        };
        let online = web_sys::window().map(|window| {
            let loose = wire.loose();
            // A pause between two attempts ends when the network is back.
            EventListener::new(&window, "online", move |_| loose.with(|wire| wire.run(Client::connect)))
        });
        wire.inner.borrow_mut()._watches = Some((tick, online));
        wire.run(Client::connect);
        wire
    }

    fn loose(&self) -> Loose {
        Loose {
            inner: Rc::downgrade(&self.inner),
            hear: Rc::clone(&self.hear),
        }
    }

    /// Whether others can be heard.
    pub fn is_connected(&self) -> bool {
        self.inner.borrow().client.is_connected()
    }

    /// Whether it was tried in vain to be connected, or to stay so.
    pub fn is_lost(&self) -> bool {
        self.inner.borrow().client.is_lost()
    }

    /// Publishes something, now or once there is a connection. Where too much waits already it is lost: the log asks again.
    pub fn publish(&self, publish: Publish) {
        self.run(|client, now| client.publish(publish, now).unwrap_or_default());
    }

    /// Lets the wire go at once: the others are told.
    pub fn let_go(&self) {
        self.run(Client::stop);
        self.inner.borrow_mut()._watches = None;
    }

    /// Lets the wire go once the broker has everything, and `is_done`; or has not come back for a while.
    pub fn let_go_after(self, is_done: impl Fn() -> bool + 'static) {
        spawn_local(async move {
            for _ in 0..LOOKS {
                if is_done() && self.inner.borrow().client.unsent() == 0 {
                    break;
                }
                pause(LOOK_MS).await;
            }
            self.let_go();
        });
    }

    fn run(&self, call: impl FnOnce(&mut Client, Now) -> Step) {
        let step = call(&mut self.inner.borrow_mut().client, now());
        self.carry_out(step);
    }

    /// Once for all of them, which keeps the part small.
    #[inline(never)]
    fn carry_out(&self, step: Step) {
        for action in step.actions {
            match action {
                Action::Open => self.open_socket(),
                Action::Send(bytes) => {
                    let inner = self.inner.borrow();
                    let socket = inner.socket.as_ref();
                    let is_sent = socket.is_some_and(|socket| socket.socket.send_with_u8_array(&bytes).is_ok());
                    drop(inner);
                    if !is_sent {
                        return self.lose();
                    }
                }
                Action::Close => self.close_socket(),
            }
        }
        for received in step.received {
            (self.hear)(Wired::Received(received));
        }
        for news in step.news {
            (self.hear)(Wired::News(news));
        }
    }

    fn open_socket(&self) {
        let address = self.inner.borrow().address.clone();
        let Ok(socket) = WebSocket::new_with_str(&address, "mqtt") else {
            return self.lose();
        };
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (opened, heard, closed) = (self.loose(), self.loose(), self.loose());
        let listeners = [
            EventListener::new(&socket, "open", move |_| opened.with(|wire| wire.run(Client::opened))),
            EventListener::new(&socket, "message", move |event| {
                // A socket has no other event of that name. MQTT is binary; anything else is not from a broker.
                let data = event.unchecked_ref::<MessageEvent>().data();
                if let Ok(data) = data.dyn_into::<ArrayBuffer>() {
                    let bytes = Uint8Array::new(&data).to_vec();
                    heard.with(|wire| wire.run(|client, now| client.receive(&bytes, now)));
                }
            }),
            EventListener::new(&socket, "close", move |_| closed.with(Self::lose)),
        ];
        self.inner.borrow_mut().socket = Some(Socket {
            socket,
            _listeners: listeners,
        });
    }

    fn close_socket(&self) {
        let socket = self.inner.borrow_mut().socket.take();
        if let Some(socket) = socket {
            // Fails only for reasons that nobody gives here.
            let _ = socket.socket.close();
        }
    }

    fn lose(&self) {
        self.close_socket();
        self.run(Client::closed);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(socket) = &self.socket {
            let _ = socket.socket.close();
        }
    }
}
