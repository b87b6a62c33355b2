//! A broker that is not to be trusted: it loses, delays, reorders, repeats, and says again what it said long ago.

use plan_relay::mqtt::Received;

/// How many old messages it remembers.
const MEMORY: usize = 200;

pub enum Weather {
    Fair,
    Bad {
        chance: u64,
        held: Vec<Received>,
        past: Vec<Received>,
    },
}

impl Weather {
    pub const fn bad(seed: u64) -> Self {
        Self::Bad {
            chance: seed,
            held: Vec::new(),
            past: Vec::new(),
        }
    }

    /// What arrives instead of this.
    pub fn pass(&mut self, received: Vec<Received>) -> Vec<Received> {
        let Self::Bad { chance, held, past } = self else {
            return received;
        };
        let mut below = |end: usize| {
            // xorshift64*
            *chance ^= *chance >> 12;
            *chance ^= *chance << 25;
            *chance ^= *chance >> 27;
            let number = chance.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
            usize::try_from(number % u64::try_from(end.max(1)).unwrap()).unwrap()
        };
        let mut arriving = Vec::new();
        for message in received {
            if past.len() < MEMORY {
                past.push(message.clone());
            }
            match below(6) {
                0 => {}
                1 => held.push(message),
                2 => arriving.extend([message.clone(), message]),
                _ => arriving.push(message),
            }
            if below(4) == 0 {
                arriving.push(past[below(past.len())].clone());
            }
        }
        if below(20) == 0 && !held.is_empty() {
            arriving.push(held.remove(below(held.len())));
        }
        if arriving.len() > 1 && below(2) == 0 {
            arriving.reverse();
        }
        arriving
    }
}
