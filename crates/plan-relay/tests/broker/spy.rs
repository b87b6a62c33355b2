//! Somebody who subscribes to everything, as far as the broker lets them, with bytes written by hand.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

pub struct Spy {
    stream: TcpStream,
    seen: Vec<u8>,
}

impl Spy {
    pub fn new(port: u16, user: &str) -> Self {
        let text = |text: &str| [&u16::try_from(text.len()).unwrap().to_be_bytes()[..], text.as_bytes()].concat();
        let packet = |head: u8, body: &[u8]| [&[head, u8::try_from(body.len()).unwrap()][..], body].concat();
        // MQTT 5, a user name, a clean start, no keep-alive, no properties.
        let connect = [&text("MQTT")[..], &[5, 0x82, 0, 0, 0], &text("spy"), &text(user)].concat();
        let subscribe = [&[0, 1, 0][..], &text("#"), &[0]].concat();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(&packet(0x10, &connect)).unwrap();
        stream.write_all(&packet(0x82, &subscribe)).unwrap();
        // It listens from here on.
        let mut spy = Self {
            stream,
            seen: Vec::new(),
        };
        while !spy.seen.windows(2).any(|pair| pair[0] == 0x90) {
            let mut byte = [0];
            spy.stream.read_exact(&mut byte).unwrap();
            spy.seen.extend(byte);
        }
        spy
    }

    /// Whether these bytes have come by.
    pub fn has_seen(&mut self, needle: &[u8]) -> bool {
        self.stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let mut more = [0; 4_096];
        loop {
            match self.stream.read(&mut more) {
                Ok(0) => break,
                Ok(count) => self.seen.extend(&more[..count]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => break,
                Err(error) => panic!("{error}"),
            }
        }
        self.seen.windows(needle.len()).any(|window| window == needle)
    }
}
