//! People who write entries by hand: whatever they like, in whatever place, signed well.

use std::rc::Rc;

use plan_core::calendar::parse_iso_date;
use plan_core::{Case, Currency, Date, Debt, Every, FieldValue, Held, Instalments, Terms};
use plan_log::body::Cause;
use plan_log::entry::{Header, Unsigned};
use plan_log::keys::Signing;
use plan_log::{Author, Body, EntryId, Genesis, Inserted, Kind, Log, Verified};
use plan_log::{Digest, Role, agreement_digest};

use crate::keys::StandIn;

pub fn day(text: &str) -> Date {
    parse_iso_date(text).unwrap()
}

/// A debt of £900 at £60 a month.
pub fn terms() -> Terms {
    let instalments = Instalments {
        every: Every::Monthly,
        first_due: day("2026-12-01"),
        day: None,
        held: Held::Amount(6_000),
    };
    let debt = Debt {
        id: "A-1".to_owned(),
        label: None,
        balance: 90_000,
        since: None,
    };
    Terms::plain(Currency::GBP, day("2026-11-23"), debt, instalments)
}

pub fn case() -> Case {
    Case::plain(Currency::GBP, terms().debts)
}

pub fn open() -> Body {
    Body::Open {
        name: "Sam".to_owned(),
        case: Box::new(case()),
        terms: Box::new(terms()),
    }
}

pub fn join(role: Role) -> Body {
    Body::Join {
        role,
        name: "Alex".to_owned(),
    }
}

/// Moves the amount of each payment, in pence.
pub fn adjust(amount: i64) -> Body {
    let set = vec![FieldValue::Held(Held::Amount(amount))];
    Body::Adjust {
        currency: Currency::GBP,
        set,
        cause: Cause::Edit,
    }
}

/// The digest of case and terms with that amount.
pub fn digest_at(amount: i64) -> Digest {
    let mut terms = terms();
    terms.set(FieldValue::Held(Held::Amount(amount)));
    agreement_digest(&case(), &terms)
}

/// The digest of case and terms as the room was opened.
pub fn digest() -> Digest {
    digest_at(6_000)
}

pub fn genesis(creator: Author, role: Role) -> Genesis {
    Genesis {
        creator,
        role,
        nonce: [7; 16],
        created_ms: 1_000,
        policy: None,
    }
}

/// Where an entry goes.
#[derive(Debug, Clone)]
pub struct Place {
    pub seq: u32,
    pub prev: Option<EntryId>,
    pub parents: Vec<EntryId>,
}

/// Somebody with a key and what they have of the log.
#[derive(Clone)]
pub struct Hand<K: Signing = StandIn> {
    pub key: K,
    pub log: Log,
}

impl<K: Signing + Clone> Hand<K> {
    pub fn new(key: K, genesis: Genesis) -> Self {
        Self {
            key,
            log: Log::new(genesis),
        }
    }

    /// After everything that they have.
    pub fn next(&self) -> Place {
        let mine = self.log.entries().filter(|entry| entry.author() == self.key.author());
        let last = mine.max_by_key(|entry| entry.seq());
        let prev = last.map(|entry| entry.id());
        Place {
            seq: last.map_or(0, |entry| entry.seq() + 1),
            prev,
            parents: self
                .log
                .heads()
                .iter()
                .copied()
                .filter(|head| Some(*head) != prev)
                .collect(),
        }
    }

    /// An entry in that place; nobody has it yet.
    pub fn draft(&self, place: &Place, body: Body) -> Verified {
        let header = Header {
            room: self.log.room(),
            author: self.key.author(),
            seq: place.seq,
            prev: place.prev,
            parents: place.parents.clone(),
            wall_ms: 2_000,
            zone_min: 0,
            kind: Kind::Ack,
            contents: digest(),
        };
        let salt = Digest::of("salt", &place.seq.to_le_bytes()).as_bytes()[..16]
            .try_into()
            .unwrap();
        let unsigned = Unsigned::new(header, salt, body).unwrap();
        unsigned.signed(&self.key.sign(&unsigned.job().message))
    }

    /// Writes an entry after everything that they have.
    #[track_caller]
    pub fn write(&mut self, body: Body) -> EntryId {
        let entry = Rc::new(self.draft(&self.next(), body));
        assert_eq!(self.log.insert(Rc::clone(&entry)), Inserted::New);
        entry.id()
    }

    /// Gets everything that the other one has.
    pub fn take(&mut self, other: &Self) {
        for entry in other.log.arrived() {
            self.log.insert(Rc::clone(entry));
        }
    }
}

/// A room of two: the first has opened it and let the second in; both have everything.
pub fn room_of(first: (u64, Role), second: u64) -> (Hand, Hand) {
    let (one, two) = (StandIn::new(first.0), StandIn::new(second));
    let genesis = genesis(one.author(), first.1);
    let (mut one, mut two) = (Hand::new(one, genesis.clone()), Hand::new(two, genesis));
    one.write(open());
    two.take(&one);
    let joined = two.write(join(first.1.other()));
    one.take(&two);
    one.write(Body::Admit { join: joined });
    two.take(&one);
    (one, two)
}
