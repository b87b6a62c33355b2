//! One machine's connection to a broker: MQTT 5 over whatever carries bytes, with QoS 1, a session that the broker keeps, and
//! a new attempt whenever the connection is lost.
//!
//! Pure like the rest: whoever drives it opens a WebSocket (subprotocol `mqtt`, binary messages) when asked, gives in what
//! arrives, and asks about once a second what time has brought.

mod frames;
mod orders;
mod packets;

use std::collections::VecDeque;

use mqtt_protocol_core::mqtt::common::Arc;
use mqtt_protocol_core::mqtt::packet::{Property, Qos, v5_0};
use mqtt_protocol_core::mqtt::result_code::{ConnectReasonCode, MqttError};

use crate::MAX_PAYLOAD_BYTES;
use crate::room::Publish;
use crate::topic::Place;
use frames::{Frame, Frames, Kind};
use packets::Packet;

pub use orders::{Action, News, NotQueued, Now, Received, Settings, Step};

/// After this time without a word, and half of it more, the broker says that we are gone; in seconds. A browser may let a
/// window that is covered look at the time once a minute only.
const KEEP_ALIVE_S: u16 = 60;
/// After this time without a word of ours the broker is asked whether it is there.
const ASK_MS: u64 = 30_000;
/// How long a broker may take to answer, to open, or to let us in.
const PATIENCE_MS: u64 = 10_000;
/// The first pause before another attempt; each is twice as long as the one before.
const FIRST_PAUSE_MS: u64 = 500;
/// The longest pause.
const LAST_PAUSE_MS: u64 = 30_000;
/// How many messages a broker may send before one of them is acknowledged.
const RECEIVE_MAXIMUM: u16 = 64;
/// How many messages are on their way to the broker at a time.
const IN_FLIGHT: usize = 32;
/// What waits for the broker at the most.
const MAX_QUEUED: usize = 1_024;

enum State {
    Stopped,
    Pausing { until_ms: u64 },
    Opening { until_ms: u64 },
    Connected(Box<Session>),
}

struct Session {
    frames: Frames,
    /// Until when the broker has to have let us in and listen; nothing once it has.
    until_ms: Option<u64>,
    resumed: bool,
    is_in: bool,
    /// When to ask the broker whether it is there, and when it has to have answered.
    ask_ms: u64,
    answer_ms: Option<u64>,
    /// How long the broker bears silence.
    silence_ms: u64,
    /// How many messages the broker takes before it acknowledges one, and how long a packet it takes.
    takes: usize,
    longest: usize,
    last_id: u16,
}

/// One machine's connection.
pub struct Client {
    settings: Settings,
    state: State,
    queue: VecDeque<Publish>,
    in_flight: VecDeque<(u16, Publish)>,
    failures: u32,
    /// Whether it was told that others cannot be heard.
    is_lost: bool,
}

impl Client {
    /// A connection that is not made yet.
    pub const fn new(settings: Settings) -> Self {
        Self {
            settings,
            state: State::Stopped,
            queue: VecDeque::new(),
            in_flight: VecDeque::new(),
            failures: 0,
            is_lost: false,
        }
    }

    /// Whether others can be heard.
    pub fn is_connected(&self) -> bool {
        matches!(&self.state, State::Connected(session) if session.until_ms.is_none())
    }

    /// Whether it was tried in vain to be connected, or to stay so.
    pub const fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// How many messages the broker has not acknowledged.
    pub fn unsent(&self) -> usize {
        self.queue.len() + self.in_flight.len()
    }

    /// Begins; from now on the connection is made again whenever it is lost.
    pub fn connect(&mut self, now: Now) -> Step {
        let mut step = Step::default();
        if matches!(self.state, State::Stopped | State::Pausing { .. }) {
            self.open(now, &mut step);
        }
        step
    }

    fn open(&mut self, now: Now, step: &mut Step) {
        step.actions.push(Action::Open);
        self.state = State::Opening {
            until_ms: now.ms.saturating_add(PATIENCE_MS),
        };
    }

    /// The WebSocket is open.
    pub fn opened(&mut self, now: Now) -> Step {
        let mut step = Step::default();
        if !matches!(self.state, State::Opening { .. }) {
            return step;
        }
        self.state = State::Connected(Box::new(Session {
            frames: Frames::default(),
            until_ms: Some(now.ms.saturating_add(PATIENCE_MS)),
            resumed: false,
            is_in: false,
            ask_ms: now.ms.saturating_add(ASK_MS),
            answer_ms: None,
            silence_ms: ASK_MS,
            takes: IN_FLIGHT,
            longest: usize::MAX,
            last_id: 0,
        }));
        self.put(packets::connect(&self.settings), now, &mut step);
        step
    }

    /// The WebSocket was closed, or could not be opened.
    pub fn closed(&mut self, now: Now) -> Step {
        let mut step = Step::default();
        self.lose(now, &mut step);
        step
    }

    /// Sends a message, now or when there is a connection. Of what the broker keeps, only the newest waits.
    ///
    /// # Errors
    /// [`NotQueued`].
    pub fn publish(&mut self, publish: Publish, now: Now) -> Result<Step, NotQueued> {
        if publish.payload.len() > MAX_PAYLOAD_BYTES {
            return Err(NotQueued);
        }
        if publish.topic.place != Place::Live {
            self.queue.retain(|waiting| waiting.topic != publish.topic);
        }
        if self.queue.len() >= MAX_QUEUED {
            return Err(NotQueued);
        }
        self.queue.push_back(publish);
        let mut step = Step::default();
        self.pump(now, &mut step);
        Ok(step)
    }

    /// Leaves the broker; others are told at once. What was not acknowledged waits for [`Client::connect`].
    pub fn stop(&mut self, now: Now) -> Step {
        let mut step = Step::default();
        if self.is_connected() {
            self.put(packets::disconnect(), now, &mut step);
        }
        if !matches!(self.state, State::Stopped | State::Pausing { .. }) {
            step.actions.push(Action::Close);
        }
        self.requeue();
        self.state = State::Stopped;
        step
    }

    /// Time has passed: about once a second.
    pub fn tick(&mut self, now: Now) -> Step {
        let mut step = Step::default();
        match &mut self.state {
            State::Stopped => {}
            State::Pausing { until_ms } => {
                if now.ms >= *until_ms {
                    self.open(now, &mut step);
                }
            }
            State::Opening { until_ms } => {
                if now.ms >= *until_ms {
                    self.give_up(now, &mut step);
                }
            }
            State::Connected(session) => {
                let is_over = |until: Option<u64>| until.is_some_and(|until| now.ms >= until);
                if is_over(session.until_ms) || is_over(session.answer_ms) {
                    self.give_up(now, &mut step);
                } else if session.is_in && now.ms >= session.ask_ms {
                    session.answer_ms.get_or_insert(now.ms.saturating_add(PATIENCE_MS));
                    self.put(packets::pingreq(), now, &mut step);
                }
            }
        }
        step
    }

    /// Takes what arrived on the WebSocket, in whatever pieces.
    pub fn receive(&mut self, bytes: &[u8], now: Now) -> Step {
        let mut step = Step::default();
        let State::Connected(session) = &mut self.state else {
            return step;
        };
        let Ok(frames) = session.frames.take(bytes) else {
            self.give_up(now, &mut step);
            return step;
        };
        for frame in frames {
            let State::Connected(session) = &mut self.state else {
                return step;
            };
            match frame {
                Frame::TooLarge => step.news.push(News::TooLarge),
                // The first packet lets us in, and no other does.
                Frame::Packet(kind, ..) if (kind == Kind::Connack) == session.is_in => {
                    self.give_up(now, &mut step);
                }
                Frame::Packet(kind, marks, body) => {
                    if self.take(kind, marks, &body, now, &mut step).is_none() {
                        self.give_up(now, &mut step);
                    }
                }
            }
        }
        self.pump(now, &mut step);
        step
    }

    /// Takes one packet. Nothing, if the connection is of no use after it.
    fn take(&mut self, kind: Kind, marks: u8, body: &[u8], now: Now, step: &mut Step) -> Option<()> {
        match kind {
            Kind::Connack => self.let_in(&whole(v5_0::Connack::parse(body), body)?, now, step),
            Kind::Suback => self.granted(&whole(v5_0::Suback::parse(body), body)?, step),
            Kind::Publish => {
                let publish = v5_0::Publish::parse(marks, Arc::from(body)).ok()?.0;
                self.take_publish(&publish, now, step)
            }
            Kind::Puback => {
                let id = whole(v5_0::Puback::parse(body), body)?.packet_id();
                let at = self.in_flight.iter().position(|(known, _)| *known == id)?;
                self.in_flight.remove(at).map(|_| ())
            }
            Kind::Pingresp => {
                if let State::Connected(session) = &mut self.state {
                    session.answer_ms = None;
                }
                body.is_empty().then_some(())
            }
            Kind::Disconnect => None,
        }
    }

    fn granted(&mut self, suback: &v5_0::Suback, step: &mut Step) -> Option<()> {
        let State::Connected(session) = &mut self.state else {
            return None;
        };
        // Only one was asked for.
        session.until_ms?;
        let granted = suback.reason_codes();
        if granted.len() != 2 || granted.iter().any(|code| *code as u8 >= 0x80) {
            step.news.push(News::Refused);
            return None;
        }
        session.until_ms = None;
        self.failures = 0;
        self.is_lost = false;
        step.news.push(News::Connected {
            resumed: session.resumed,
        });
        Some(())
    }

    fn let_in(&mut self, connack: &v5_0::Connack, now: Now, step: &mut Step) -> Option<()> {
        if connack.reason_code() != ConnectReasonCode::Success {
            step.news.push(News::Refused);
            return None;
        }
        let State::Connected(session) = &mut self.state else {
            return None;
        };
        for property in connack.props() {
            match property {
                Property::ReceiveMaximum(most) => session.takes = IN_FLIGHT.min(usize::from(most.val())),
                Property::MaximumPacketSize(most) => session.longest = usize::try_from(most.val()).ok()?,
                // Half of it, so that a word that is late is not too late. None: it bears any silence.
                Property::ServerKeepAlive(most) if most.val() > 0 => {
                    session.silence_ms = ASK_MS.min(u64::from(most.val()) * 500);
                }
                _ => {}
            }
        }
        session.is_in = true;
        session.resumed = connack.session_present();
        session.last_id = 1;
        self.put(packets::subscribe(&self.settings, 1), now, step);
        Some(())
    }

    fn take_publish(&mut self, publish: &v5_0::Publish, now: Now, step: &mut Step) -> Option<()> {
        // It is acknowledged once it is handed on: what it says is asked for again if it is lost here. Without a right
        // identifier there is nothing to acknowledge, and no broker.
        if publish.qos() != Qos::AtMostOnce {
            let puback = packets::puback(publish.packet_id()?)?;
            self.put(Some(puback), now, step);
        }
        step.received.push(Received {
            topic: publish.topic_name().to_owned(),
            payload: publish.payload().as_slice().to_vec(),
        });
        Some(())
    }

    /// Sends a packet; a connection that cannot is given up.
    fn put(&mut self, packet: Option<Packet>, now: Now, step: &mut Step) {
        match (&mut self.state, packet) {
            (State::Connected(session), Some(packet)) if packet.len() <= session.longest => {
                session.ask_ms = now.ms.saturating_add(session.silence_ms);
                step.actions.push(Action::Send(packet));
            }
            _ => self.give_up(now, step),
        }
    }

    /// Sends what waits, as far as the broker takes it now.
    fn pump(&mut self, now: Now, step: &mut Step) {
        while self.is_connected()
            && let State::Connected(session) = &mut self.state
            && self.in_flight.len() < session.takes
            && let Some(publish) = self.queue.pop_front()
        {
            // The next one that is not in use; 0 is none.
            loop {
                session.last_id = session.last_id.checked_add(1).unwrap_or(1);
                if self.in_flight.iter().all(|(id, _)| *id != session.last_id) {
                    break;
                }
            }
            let id = session.last_id;
            let packet = packets::publish(&publish, self.settings.expiry_s, id);
            // A broker that takes nothing of this length never will.
            if packet.as_ref().is_some_and(|packet| packet.len() > session.longest) {
                step.news.push(News::TooLarge);
                continue;
            }
            self.in_flight.push_back((id, publish));
            self.put(packet, now, step);
        }
    }

    fn give_up(&mut self, now: Now, step: &mut Step) {
        if !matches!(self.state, State::Stopped | State::Pausing { .. }) {
            step.actions.push(Action::Close);
        }
        self.lose(now, step);
    }

    fn lose(&mut self, now: Now, step: &mut Step) {
        if matches!(self.state, State::Stopped | State::Pausing { .. }) {
            return;
        }
        // Whoever was never connected waits for others as well as who is no longer.
        if !core::mem::replace(&mut self.is_lost, true) {
            step.news.push(News::Lost);
        }
        self.requeue();
        // Between half of it and all of it.
        let pause = (FIRST_PAUSE_MS << self.failures.min(6)).min(LAST_PAUSE_MS);
        let pause = pause / 2 + u64::from(now.luck & 0xffff) * (pause / 2) / 0xffff;
        self.failures = self.failures.saturating_add(1);
        self.state = State::Pausing {
            until_ms: now.ms.saturating_add(pause),
        };
    }

    /// What was not acknowledged is sent again, before the rest.
    fn requeue(&mut self) {
        while let Some((_, publish)) = self.in_flight.pop_back() {
            self.queue.push_front(publish);
        }
    }
}

/// What was read, if it was all there is.
fn whole<T>(read: Result<(T, usize), MqttError>, body: &[u8]) -> Option<T> {
    read.ok()
        .filter(|(_, length)| *length == body.len())
        .map(|(packet, _)| packet)
}

#[cfg(test)]
mod tests;
