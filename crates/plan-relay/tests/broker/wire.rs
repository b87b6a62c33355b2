//! One WebSocket and the connection that goes over it.

use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::Duration;

use plan_relay::mqtt::{Action, Client, Now, Received, Settings, Step};
use plan_relay::room::Publish;
use tungstenite::client::ClientRequestBuilder;
use tungstenite::{Error, Message, WebSocket};

/// What one look at the wire takes, by the wire's clock: it runs faster than that on the wall, so that nobody waits long.
const LOOK_MS: u64 = 10;

pub struct Wire {
    pub client: Client,
    socket: Option<WebSocket<TcpStream>>,
    port: u16,
    pub now_ms: u64,
    received: Vec<Received>,
}

impl Wire {
    pub fn new(port: u16, settings: Settings) -> Self {
        Self {
            client: Client::new(settings),
            socket: None,
            port,
            now_ms: 1_764_000_000_000,
            received: Vec::new(),
        }
    }

    fn now(&self) -> Now {
        Now {
            ms: self.now_ms,
            luck: 7,
        }
    }

    pub fn connect(&mut self) {
        let step = self.client.connect(self.now());
        self.carry_out(step);
    }

    pub fn stop(&mut self) {
        let step = self.client.stop(self.now());
        self.carry_out(step);
    }

    pub fn publish(&mut self, publish: Publish) {
        let step = self.client.publish(publish, self.now()).unwrap();
        self.carry_out(step);
    }

    /// The network is gone, and nobody has been told.
    pub fn drop_socket(&mut self) {
        self.socket = None;
        let step = self.client.closed(self.now());
        self.carry_out(step);
    }

    /// Looks once whether something arrived.
    pub fn look(&mut self) -> Vec<Received> {
        self.now_ms += LOOK_MS;
        let step = self.client.tick(self.now());
        self.carry_out(step);
        if let Some(socket) = &mut self.socket {
            match socket.read() {
                Ok(Message::Binary(bytes)) => {
                    let step = self.client.receive(&bytes, self.now());
                    self.carry_out(step);
                }
                Ok(_) => {}
                Err(Error::Io(error)) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(_) => self.drop_socket(),
            }
        }
        core::mem::take(&mut self.received)
    }

    fn carry_out(&mut self, step: Step) {
        self.received.extend(step.received);
        for action in step.actions {
            match action {
                Action::Open => {
                    self.socket = open(self.port);
                    let step = if self.socket.is_some() {
                        self.client.opened(self.now())
                    } else {
                        self.client.closed(self.now())
                    };
                    self.carry_out(step);
                }
                Action::Send(bytes) => {
                    let sent = self
                        .socket
                        .as_mut()
                        .map(|socket| socket.send(Message::Binary(bytes.into())));
                    if !matches!(sent, Some(Ok(()))) {
                        return self.drop_socket();
                    }
                }
                Action::Close => self.socket = None,
            }
        }
    }
}

fn open(port: u16) -> Option<WebSocket<TcpStream>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_nodelay(true).ok()?;
    let request = ClientRequestBuilder::new(format!("ws://127.0.0.1:{port}/").parse().ok()?).with_sub_protocol("mqtt");
    let (socket, _) = tungstenite::client(request, stream).ok()?;
    socket.get_ref().set_read_timeout(Some(Duration::from_millis(2))).ok()?;
    Some(socket)
}
