//! One of the windows lies: it writes two histories, repeats, forges, withholds, sends what is of another room or too large,
//! and takes back what it agreed to while it is being sealed.

use std::collections::BTreeSet;
use std::rc::Rc;

use plan_log::keys::Signing;
use plan_log::machine::{Command, Refusal};
use plan_log::{Body, EntryId, Inserted, MAX_ENTRY_BYTES, Standing, Verified};
use plan_log::{Digest, Role};

use crate::forge;
use crate::hands::{Hand, Place, adjust, digest, digest_at};
use crate::keys::{StandIn, StandInRule};
use crate::sessions::{agreed_for_good, any_command, cases};
use crate::world::{World, small};

const STEPS: u64 = 40;
type Honest = World<StandIn, StandInRule>;

/// The liar has the key of one site, whose window is closed, and everything that was ever said.
struct Liar {
    at: usize,
    role: Role,
    hand: Hand,
    /// Everything of its own that it ever made, whether or not anybody was sent it.
    made: Vec<Rc<Verified>>,
}

impl Liar {
    fn send(&self, world: &mut Honest, to: usize, entries: Vec<Rc<[u8]>>) {
        let message = forge::message(self.hand.log.room(), [small(self.at) + 100; 8], self.role, &entries);
        let when = world.now_ms + 5;
        world.mail.push((when, to, message));
    }

    /// Learns what the honest have.
    fn listen(&mut self, world: &Honest) {
        for site in world.sites.iter().filter_map(|site| site.machine.as_ref()) {
            for entry in site.log().arrived().filter(|entry| !entry.bytes().is_empty()) {
                self.hand.log.insert(Rc::clone(entry));
            }
        }
    }

    /// Somewhere in its own history: at its end, or beside an entry that it wrote already.
    fn place(&self, world: &mut Honest) -> Place {
        let mine: Vec<_> = self
            .hand
            .log
            .arrived()
            .filter(|entry| entry.author() == self.hand.key.author())
            .collect();
        let mut place = self.hand.next();
        if world.chance.one_in(6) {
            let beside = mine[usize::try_from(world.chance.below(mine.len() as u64)).unwrap()].header();
            if beside.seq > 0 {
                let (seq, prev, parents) = (beside.seq, beside.prev, beside.parents.clone());
                place = Place { seq, prev, parents };
            }
        } else if world.chance.one_in(4) {
            // Without knowing of what the others wrote last.
            place.parents.clear();
        } else {
            place.parents.truncate(8);
        }
        place
    }

    /// Something to say, true or not.
    fn body(&self, world: &mut Honest) -> Body {
        let entries: Vec<_> = self.hand.log.arrived().map(|entry| entry.id()).collect();
        let any = |world: &mut Honest| entries[usize::try_from(world.chance.below(entries.len() as u64)).unwrap()];
        let proposals: Vec<_> = self
            .hand
            .log
            .arrived()
            .filter_map(|entry| match entry.body() {
                Some(Body::Propose { digest, .. }) if entry.author() != self.hand.key.author() => {
                    Some((entry.id(), *digest))
                }
                _ => None,
            })
            .collect();
        let accepts: Vec<_> = self
            .hand
            .log
            .arrived()
            .filter_map(|entry| match entry.body() {
                Some(Body::Accept { digest, .. }) => Some((entry.id(), *digest, entry.author())),
                _ => None,
            })
            .collect();
        let amount = i64::try_from(world.chance.below(40)).unwrap() * 100 + 3_000;
        match world.chance.below(12) {
            0 | 1 => adjust(amount),
            2 => Body::Propose {
                digest: digest_at(amount),
                affordability: plan_log::body::Affordability::NotChecked,
            },
            3 => Body::Propose {
                digest: digest(),
                affordability: plan_log::body::Affordability::NotChecked,
            },
            4..=6 if !proposals.is_empty() => {
                let (proposal, digest) = proposals[proposals.len() - 1];
                Body::Accept {
                    proposal,
                    digest,
                    consent: String::new(),
                }
            }
            7 | 8 if !accepts.is_empty() => {
                let (accept, digest, author) = accepts[accepts.len() - 1];
                // Its own answer is taken back while others seal it; those of others are sealed.
                if author == self.hand.key.author() {
                    Body::Withdraw { of: accept }
                } else {
                    Body::Seal {
                        accept,
                        digest,
                        in_person: true,
                    }
                }
            }
            9 => Body::Withdraw { of: any(world) },
            10 => Body::Admit { join: any(world) },
            _ => Body::Ack,
        }
    }

    fn act(&mut self, world: &mut Honest, honest: &[usize]) {
        self.listen(world);
        let some =
            |world: &mut Honest| -> Vec<usize> { honest.iter().copied().filter(|_| !world.chance.one_in(3)).collect() };
        match world.chance.below(10) {
            0 => {
                // Somebody else's name under one's own signature.
                let victim = honest[usize::try_from(world.chance.below(honest.len() as u64)).unwrap()];
                let place = Hand {
                    key: world.sites[victim].key,
                    log: self.hand.log.clone(),
                }
                .next();
                let forged = Hand {
                    key: world.sites[victim].key,
                    log: self.hand.log.clone(),
                }
                .draft(
                    &Place {
                        parents: Vec::new(),
                        ..place
                    },
                    adjust(1),
                );
                let mut bytes = forged.bytes().to_vec();
                let signature = world.sites[victim].key.sign(b"something else");
                // The key in the header comes first; the signature is the last of that length.
                let at = bytes.windows(2).rposition(|part| part == [0x58, 0x40]).unwrap();
                bytes[at + 2..at + 66].copy_from_slice(signature.as_bytes());
                honest
                    .iter()
                    .for_each(|to| self.send(world, *to, vec![bytes[..].into()]));
            }
            1 => {
                let old = self.hand.log.arrived().map(|entry| Rc::clone(entry.bytes())).collect();
                some(world)
                    .into_iter()
                    .for_each(|to| self.send(world, to, Vec::clone(&old)));
            }
            2 => {
                let mut other = self.hand.log.genesis().clone();
                other.nonce = [99; 16];
                let mut elsewhere = Hand::new(self.hand.key, other);
                let place = Place {
                    seq: 0,
                    prev: None,
                    parents: vec![digest()],
                };
                let entry = elsewhere.draft(&place, crate::hands::join(self.role));
                elsewhere.log.insert(Rc::new(entry.clone()));
                honest
                    .iter()
                    .for_each(|to| self.send(world, *to, vec![Rc::clone(entry.bytes())]));
            }
            3 => {
                let large: Rc<[u8]> = vec![0x84; MAX_ENTRY_BYTES + 1].into();
                honest
                    .iter()
                    .for_each(|to| self.send(world, *to, vec![Rc::clone(&large)]));
            }
            _ => {
                let (place, body) = (self.place(world), self.body(world));
                let entry = Rc::new(self.hand.draft(&place, body));
                self.made.push(Rc::clone(&entry));
                if self.hand.log.insert(Rc::clone(&entry)) == Inserted::New || world.chance.one_in(2) {
                    some(world)
                        .into_iter()
                        .for_each(|to| self.send(world, to, vec![Rc::clone(entry.bytes())]));
                }
            }
        }
    }
}

fn session(seed: u64) -> (u64, u64) {
    let mut world = World::new((0..3).map(StandIn::new).collect(), StandInRule, seed);
    // The person lies, or the agent who opened the room.
    let at = usize::from(!seed.is_multiple_of(3));
    let role = world.sites[at].role;
    world.kill(at);
    world.cut_off[at] = true;
    let hand = Hand::new(world.sites[at].key, world.sites[at].genesis.clone().unwrap());
    let mut liar = Liar {
        at,
        role,
        hand,
        made: Vec::new(),
    };
    let honest: Vec<usize> = (0..3).filter(|site| *site != at).collect();
    // What honest people put forward or agreed to with their own hands.
    let mut meant: BTreeSet<(usize, Digest)> = BTreeSet::new();
    let mut seen: BTreeSet<(EntryId, Digest)> = BTreeSet::new();
    for _ in 0..STEPS {
        if world.chance.one_in(2) {
            liar.act(&mut world, &honest);
        } else {
            let site = honest[usize::try_from(world.chance.below(2)).unwrap()];
            let machine = world.machine(site).clone();
            let command = any_command(&mut world.chance, &machine);
            let digest = match &command {
                Command::Propose(_) => machine.state().and_then(|state| state.digest()),
                Command::Accept { .. } => machine
                    .state()
                    .and_then(|state| state.proposal.as_ref().map(|proposal| proposal.digest)),
                _ => None,
            };
            let done = world.command(site, command);
            if !machine.log().forks().is_empty() {
                assert_eq!(done, Err(Refusal::Forked), "nothing is agreed any more");
            }
            if done.is_ok() {
                meant.extend(digest.map(|digest| (site, digest)));
            }
        }
        let ms = world.chance.below(40);
        world.pass(ms);
        for site in &honest {
            for (seal, digest) in agreed_for_good(world.machine(*site)) {
                seen.insert((seal, digest));
                let chains = world.machine(*site).log().chains();
                let chain = chains.iter().find(|chain| chain.seal == seal).unwrap();
                for party in &honest {
                    let author = world.sites[*party].key.author();
                    if chain.proposer == author || chain.accepter == author {
                        assert!(
                            meant.contains(&(*party, digest)),
                            "agreed without the hand of site {party}"
                        );
                    }
                }
            }
        }
    }
    // The honest tell each other everything; the liar stays away.
    settle_honest(&mut world, &honest);
    let first = world.machine(honest[0]);
    let mut equivocations = 0;
    for site in &honest {
        let machine = world.machine(*site);
        assert_eq!(machine.log().heads(), first.log().heads());
        assert_eq!(machine.state(), first.state());
        // Every contradiction that anybody honest has is shown to everybody honest.
        let mine: Vec<_> = liar
            .made
            .iter()
            .filter(|entry| machine.log().contains(entry.id()))
            .collect();
        let all: Vec<_> = machine.log().arrived().collect();
        for one in mine {
            let others = all
                .iter()
                .filter(|two| two.author() == one.author() && two.seq() == one.seq());
            if others.clone().any(|two| two.id() != one.id()) {
                equivocations += 1;
                assert!(
                    world.sites[*site]
                        .forks
                        .iter()
                        .any(|fork| fork.author == one.author() && fork.seq == one.seq())
                );
            }
        }
        for fork in machine.log().forks() {
            assert_eq!(
                fork.author,
                liar.hand.key.author(),
                "nobody honest contradicts themselves"
            );
        }
        // What was agreed for good is so still, or in dispute with the proof beside it.
        for (seal, _) in &seen {
            let chains = machine.log().chains();
            let standing = chains.iter().find(|chain| chain.seal == *seal).unwrap().standing;
            let disputed = standing == Standing::Disputed && !machine.log().forks().is_empty();
            assert!(standing == Standing::Final || disputed, "{standing:?}");
        }
    }
    (seen.len() as u64, equivocations)
}

fn settle_honest(world: &mut Honest, honest: &[usize]) {
    for _ in 0..100 {
        world.pass(31_000);
        let heads: BTreeSet<_> = honest
            .iter()
            .map(|at| world.machine(*at).log().heads().to_vec())
            .collect();
        if heads.len() == 1 && world.mail.is_empty() {
            return;
        }
        honest.iter().for_each(|at| world.tick(*at));
    }
    unreachable!("the honest never come to rest")
}

/// Whatever one of them does: nobody honest is shown an agreement that the honest side of it did not make, and every
/// contradiction is shown.
#[test]
fn one_who_lies_deceives_nobody() {
    let (cases, first) = cases("malice", 1_000);
    let (mut agreed, mut equivocations) = (0, 0);
    for seed in first..first + cases {
        // Shown when the session fails.
        println!("session {seed}");
        let (more, again) = session(seed);
        agreed += more;
        equivocations += again;
    }
    // Otherwise nothing would have been tried.
    assert!(agreed > cases / 50, "{agreed} agreements");
    assert!(equivocations > cases / 10, "{equivocations} contradictions");
}
