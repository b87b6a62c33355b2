//! What was put forward, agreed and signed: asked of the log as a whole.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::known_at;
use crate::digest::{Digest, agreement_digest};
use crate::log::{FoldKey, Placed};
use crate::state::{Accepted, Agreement, Declined, Known, Proposal, Route, Signed, Signers, State};
use crate::{Body, Bundle, Chain, EntryId, Log, Standing};

type Cache = BTreeMap<EntryId, Option<Rc<Known>>>;

/// Puts into the state what the log says about the talks.
pub fn work_out(state: &mut State, log: &Log, cache: &mut Cache) {
    (state.proposal, state.accepted, state.agreement) = (None, None, None);
    state.earlier.clear();
    let mut earlier: Vec<(FoldKey, Rc<Agreement>)> = Vec::new();
    for chain in log.chains() {
        let Some(agreement) = agreed(log, &chain, cache) else {
            continue;
        };
        let current = log.number(chain.proposal).is_some_and(|number| log.is_current(number));
        if current {
            state.proposal = proposal(log, chain.proposal, cache);
            state.accepted = accepted(log, chain.accept);
            state.agreement = Some(agreement);
        } else if chain.standing != Standing::Sealed {
            earlier.extend(key_of(log, chain.seal).map(|key| (key, agreement)));
        }
    }
    let call = log.current_call();
    let open = log.open_proposal();
    for number in log.alone.iter().copied() {
        let stands = Some(number) == call || (Some(number) == open && state.agreement.is_none());
        let Some(placed) = log.placed.get(number) else {
            continue;
        };
        let Some(agreement) = alone(log, placed, cache) else {
            continue;
        };
        if stands {
            state.agreement = Some(agreement);
        } else if !agreement.signatures.is_empty() {
            earlier.push((placed.key(), agreement));
        }
    }
    plan_core::sort_by(&mut earlier, |a, b| a.0.cmp(&b.0));
    state.earlier = earlier.into_iter().map(|(_, agreement)| agreement).collect();
    if let (None, Some(placed)) = (&state.proposal, open.and_then(|number| log.placed.get(number))) {
        state.proposal = proposal(log, placed.entry.id(), cache);
        let answer = log
            .standing_accept(placed.entry.id())
            .and_then(|number| log.placed.get(number));
        state.accepted = answer.and_then(|answer| accepted(log, answer.entry.id()));
    }
    state.declined = declined(log);
}

fn key_of(log: &Log, id: EntryId) -> Option<FoldKey> {
    log.number(id).and_then(|number| log.key(number))
}

/// What a digest stands for, as its author had it; `None` where that cannot be worked out.
fn known(log: &Log, placed: &Placed, cache: &mut Cache) -> Option<Rc<Known>> {
    let worked_out = cache
        .entry(placed.entry.id())
        .or_insert_with(|| known_at(log, placed).map(Rc::new));
    worked_out.clone()
}

/// As [`known`], if the digest is its own; the outer `None` is a digest of something else.
#[inline(never)]
fn fitting(log: &Log, placed: &Placed, digest: Digest, cache: &mut Cache) -> Option<Option<Rc<Known>>> {
    match known(log, placed, cache) {
        None => Some(None),
        Some(known) => (agreement_digest(&known.case, &known.terms) == digest).then_some(Some(known)),
    }
}

#[inline(never)]
fn proposal(log: &Log, id: EntryId, cache: &mut Cache) -> Option<Proposal> {
    let placed = log.placed.get(log.number(id)?)?;
    let (Body::Propose { digest, .. } | Body::Offer { digest, .. }) = placed.entry.body()? else {
        return None;
    };
    Some(Proposal {
        entry: id,
        by: placed.role,
        author: placed.entry.author(),
        digest: *digest,
        known: fitting(log, placed, *digest, cache).flatten(),
        at_ms: placed.entry.header().wall_ms,
        affordability: placed.entry.body()?.affordability(),
    })
}

fn accepted(log: &Log, id: EntryId) -> Option<Accepted> {
    Some(Accepted {
        entry: id,
        at_ms: log.get(id)?.header().wall_ms,
    })
}

/// What a chain agreed; `None` where nothing is, or the digest stands for something else than the plan.
#[inline(never)]
fn agreed(log: &Log, chain: &Chain, cache: &mut Cache) -> Option<Rc<Agreement>> {
    if matches!(chain.standing, Standing::Void | Standing::Undone) {
        return None;
    }
    let proposed = log.placed.get(log.number(chain.proposal)?)?;
    let Some(Body::Seal { in_person, .. }) = log.get(chain.seal)?.body() else {
        return None;
    };
    let route = Route::Agreed {
        proposal: chain.proposal,
        by: proposed.role,
        proposed_ms: proposed.entry.header().wall_ms,
        accepted: accepted(log, chain.accept)?,
        confirmed: chain.confirmed,
        standing: chain.standing,
        in_person: *in_person,
        affordability: proposed.entry.body()?.affordability(),
    };
    let known = fitting(log, proposed, chain.digest, cache)?;
    let signatures = Vec::new();
    let agreement = Agreement {
        made_by: chain.seal,
        route,
        digest: chain.digest,
        known,
        proof: proof(log, &[chain.proposal, chain.accept, chain.seal]),
        signers: Signers::of(proposed.role, chain.proposer, Some(chain.accepter)),
        signatures,
    };
    Some(Rc::new(with_signatures(log, agreement, chain.confirmed)))
}

/// The entries that make an agreement, as they travel; those of one's own have no bytes before they are signed.
fn proof(log: &Log, entries: &[EntryId]) -> Rc<Bundle> {
    let entries = entries.iter().filter_map(|id| log.get(*id));
    Rc::new(Bundle {
        genesis: log.genesis().clone(),
        entries: entries.map(|entry| entry.bytes().to_vec()).collect(),
    })
}

/// What one side recorded or offers alone.
#[inline(never)]
fn alone(log: &Log, placed: &Placed, cache: &mut Cache) -> Option<Rc<Agreement>> {
    let at_ms = placed.entry.header().wall_ms;
    let (digest, route) = match placed.entry.body()? {
        Body::Call {
            digest,
            tell_us_by,
            affordability,
        } => (
            *digest,
            Route::Telephone {
                at_ms,
                tell_us_by: *tell_us_by,
                affordability: *affordability,
            },
        ),
        Body::Offer {
            digest,
            reply_by,
            within_budget,
        } => {
            let (reply_by, within_budget) = (*reply_by, *within_budget);
            (
                *digest,
                Route::Offer {
                    at_ms,
                    reply_by,
                    within_budget,
                },
            )
        }
        _ => return None,
    };
    let known = fitting(log, placed, digest, cache)?;
    let agreement = Agreement {
        made_by: placed.entry.id(),
        route,
        digest,
        known,
        proof: proof(log, &[placed.entry.id()]),
        signers: Signers::of(placed.role, placed.entry.author(), None),
        signatures: Vec::new(),
    };
    Some(Rc::new(with_signatures(log, agreement, None)))
}

/// The signatures that stand. What both agreed is signed once it is final, and whoever signs knows that it is.
fn with_signatures(log: &Log, mut agreement: Agreement, confirmed: Option<EntryId>) -> Agreement {
    for placed in log.order.iter().filter_map(|number| log.placed.get(*number)) {
        let Some(Body::Sign(signing)) = placed.entry.body() else {
            continue;
        };
        let confirmed = confirmed.and_then(|id| log.number(id));
        let knows = match agreement.route {
            Route::Agreed { .. } => confirmed.is_some_and(|confirmed| {
                placed.past.contains(confirmed) || log.number(placed.entry.id()) == Some(confirmed)
            }),
            Route::Telephone { .. } | Route::Offer { .. } => true,
        };
        if knows && agreement.takes(placed.role, placed.entry.author(), signing) {
            agreement.signatures.push(Signed {
                entry: placed.entry.id(),
                role: placed.role,
                author: placed.entry.author(),
                by: (**signing).clone(),
            });
        }
    }
    agreement
}

/// The last no, unless something was put forward after it.
#[inline(never)]
fn declined(log: &Log) -> Option<Declined> {
    let last = log
        .endings
        .iter()
        .map(|(number, _)| *number)
        .max_by_key(|number| log.key(*number))?;
    let entry = &log.placed.get(last)?.entry;
    let Some(Body::Decline { reason, .. }) = entry.body() else {
        return None;
    };
    let overtaken = log.proposals.iter().any(|proposal| log.key(*proposal) > log.key(last));
    (!overtaken).then(|| Declined {
        entry: entry.id(),
        at_ms: entry.header().wall_ms,
        reason: reason.clone(),
    })
}
