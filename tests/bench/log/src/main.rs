//! `bench-log ENTRIES > room.plan-log`: a room of two sides, signed with P-256 as browsers sign. Both write in turn; of ten
//! entries two are written at once, without knowing of each other.

use std::io::Write;
use std::rc::Rc;

use bench_log::plan;
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use plan_core::{Currency, Every, FieldValue, Held};
use plan_log::body::Cause;
use plan_log::entry::{Header, Unsigned};
use plan_log::{Author, Body, Bundle, EntryId, Genesis, Inserted, Kind, Log, Signature};
use plan_log::{Digest, Role};

/// One side, with what it has of the log.
struct Side {
    key: SigningKey,
    log: Log,
    /// Its last entry, and how many it has written.
    last: Option<EntryId>,
    written: u32,
}

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn key(part: u8) -> Fallible<(SigningKey, Author)> {
    let key = SigningKey::from_slice(&[part; 32])?;
    let point = key.verifying_key().to_sec1_point(false);
    let raw = point.as_bytes().get(1..).ok_or("a key has no point")?;
    Ok((key, Author::from_bytes(raw.try_into()?)))
}

impl Side {
    fn write(&mut self, author: Author, body: Body) -> Fallible<EntryId> {
        let heads = self.log.heads().iter().copied();
        let header = Header {
            room: self.log.room(),
            author,
            seq: self.written,
            prev: self.last,
            parents: heads.filter(|head| Some(*head) != self.last).collect(),
            wall_ms: 1_000 + u64::from(self.written),
            zone_min: 0,
            kind: Kind::Ack,
            contents: self.log.room(),
        };
        let drawn = Digest::of(
            "salt",
            &[author.as_bytes().as_slice(), &self.written.to_be_bytes()].concat(),
        );
        let salt = drawn
            .as_bytes()
            .first_chunk()
            .copied()
            .ok_or("a digest is longer than a salt")?;
        let unsigned = Unsigned::new(header, salt, body).map_err(|why| format!("{why:?}"))?;
        let signature: p256::ecdsa::Signature = self.key.sign(&unsigned.job().message);
        let signature = Signature::from_signer(&signature.to_bytes()).ok_or("a signature out of bounds")?;
        let entry = Rc::new(unsigned.signed(&signature));
        let id = entry.id();
        match self.log.insert(entry) {
            Inserted::New => {}
            other => return Err(format!("an entry is not taken: {other:?}").into()),
        }
        self.last = Some(id);
        self.written += 1;
        Ok(id)
    }

    fn take(&mut self, other: &Self) {
        for entry in other.log.arrived() {
            self.log.insert(Rc::clone(entry));
        }
    }
}

/// What changes with the entry of this number.
fn change(number: usize) -> Body {
    let pence = 10_000 + i64::try_from(number % 20).unwrap_or_default();
    let value = match number % 7 {
        3 => FieldValue::Every {
            every: Every::Fortnightly,
            day: None,
        },
        5 => FieldValue::Every {
            every: Every::Weekly,
            day: None,
        },
        _ => FieldValue::Held(Held::Amount(pence)),
    };
    Body::Adjust {
        currency: Currency::GBP,
        set: vec![value],
        cause: Cause::Edit,
    }
}

fn main() -> Fallible<()> {
    let entries: usize = std::env::args().nth(1).ok_or("how many entries?")?.parse()?;
    let ((one_key, one), (two_key, two)) = (key(1)?, key(2)?);
    let genesis = Genesis {
        creator: one,
        role: Role::Agent,
        nonce: [7; 16],
        created_ms: 1_000,
        policy: None,
    };
    let side = |key| Side {
        key,
        log: Log::new(genesis.clone()),
        last: None,
        written: 0,
    };
    let (mut here, mut there) = (side(one_key), side(two_key));
    let (case, terms) = plan();
    here.write(
        one,
        Body::Open {
            name: "Sam".to_owned(),
            case: Box::new(case),
            terms: Box::new(terms),
        },
    )?;
    there.take(&here);
    let name = "Alex".to_owned();
    let join = there.write(
        two,
        Body::Join {
            role: Role::Person,
            name,
        },
    )?;
    here.take(&there);
    here.write(one, Body::Admit { join })?;
    there.take(&here);
    while here.log.len() < entries {
        let number = here.log.len();
        let at_once = number % 10 == 9 && number + 1 < entries;
        if at_once {
            here.write(one, change(number))?;
            there.write(two, change(number + 1))?;
        } else if number.is_multiple_of(2) {
            here.write(one, change(number))?;
        } else {
            there.write(two, change(number))?;
        }
        here.take(&there);
        there.take(&here);
    }
    std::io::stdout().write_all(&Bundle::of(&here.log).to_bytes())?;
    Ok(())
}
