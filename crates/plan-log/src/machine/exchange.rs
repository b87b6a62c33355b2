//! What windows say to each other until all have everything.

use std::rc::Rc;

use plan_core::FieldValue;

use super::{Checking, MAX_CHECKING, MAX_OTHERS, Machine, News, Now, Other, Step};
use crate::bits::Bits;
use crate::log::{Counts, counted};
use crate::message::{MAX_LISTED, Message, Said, Window, in_messages};
use crate::role::Role;
use crate::{Author, Body, EntryId, Inserted, MAX_AUTHORS, Refused, Unverified};

/// After this time a window that lacks something, or has told something and not been answered, asks again.
pub(super) const FIRST_PAUSE_MS: u64 = 1_000;
/// Asking again takes twice as long each time, and no longer than this.
const LAST_PAUSE_MS: u64 = 30_000;

impl Machine {
    /// Takes a message from outside.
    pub fn receive(&mut self, bytes: &[u8], now: &Now) -> Step {
        let mut step = Step::default();
        match Message::read(bytes) {
            Ok(message) if message.room != self.room() || message.from == self.seat.window => {}
            Ok(message) => self.take(message, now, &mut step),
            Err(refused) => step.news.push(News::Unreadable(refused)),
        }
        step
    }

    fn take(&mut self, message: Message, now: &Now, step: &mut Step) {
        let Message { from, role, kind, .. } = message;
        if kind == Said::Bye {
            step.news.extend(self.leave_of(from));
            return;
        }
        self.note_other(from, role, step);
        match kind {
            // How the room begins is known here, and nobody can say otherwise; who waits is not here yet.
            Said::Bye | Said::Begins(_) | Said::Waits(_) => {}
            Said::Have {
                counts,
                heads,
                wanted,
                asks,
                now_ms,
            } => {
                let missing = self.missing(&counts, &heads, &wanted);
                // Somebody has more, and what brought it to them may not lead here.
                if heads.iter().any(|head| self.log.get(*head).is_none()) {
                    self.ask_again_ms = FIRST_PAUSE_MS;
                }
                if let Some(other) = self.others.get_mut(&from) {
                    other.hellos = other.hellos.saturating_add(u32::from(asks));
                    let ahead = i128::from(now_ms) - i128::from(now.ms);
                    other.clock_ahead_ms = i64::try_from(ahead).unwrap_or_default();
                    other.level = missing.is_empty();
                    other.counts = counts;
                }
                if asks && heads.is_empty() {
                    step.send.push(self.message(Said::Begins(self.log.genesis().clone())));
                }
                step.send.extend(
                    in_messages(missing.into_iter())
                        .into_iter()
                        .map(|said| self.message(said)),
                );
                if asks {
                    // Who comes, or comes back, is told; what is usual needs no words.
                    step.send.extend(self.helps.then(|| self.message(Said::Helps(true))));
                    step.send.push(self.have(false, now));
                }
            }
            Said::Entries(entries) => {
                self.preview.take_if(|(window, _)| *window == from);
                for bytes in entries {
                    match Unverified::read_shared(self.room(), bytes) {
                        Ok(entry) => self.check(entry, step),
                        Err(refused) => tell(step, News::Refused(refused)),
                    }
                }
            }
            Said::Helps(helps) => {
                if self.helps != helps {
                    self.helps = helps;
                    step.news.push(News::Changed);
                    self.react(now, step);
                }
            }
            Said::Preview(value) => {
                let currency = self.state().map(|state| state.terms.currency);
                let fits = value.filter(|(of, _)| Some(*of) == currency);
                self.preview = fits.map(|(_, value)| (from, value));
            }
        }
    }

    /// This window can be heard from now on: it asks for what it lacks.
    pub fn greet(&mut self, now: &Now) -> Step {
        let mut step = Step::default();
        step.send.push(self.have(true, now));
        self.asked_ms = now.ms;
        step
    }

    fn note_other(&mut self, from: Window, role: Role, step: &mut Step) {
        if let Some(other) = self.others.get_mut(&from) {
            other.role = role;
        } else if self.others.len() < MAX_OTHERS {
            let (counts, level) = (Counts::new(), false);
            self.others.insert(
                from,
                Other {
                    role,
                    hellos: 0,
                    counts,
                    level,
                    clock_ahead_ms: 0,
                },
            );
            step.news.push(News::Arrived(from, role));
        }
    }

    /// A window is gone without having said so, as it seemed when it had asked that often. If it has asked since, it is
    /// here: what was found out about it is older.
    pub fn lost(&mut self, window: Window, hellos: u32) -> Option<News> {
        if self.others.get(&window)?.hellos == hellos {
            self.leave_of(window)
        } else {
            None
        }
    }

    fn leave_of(&mut self, window: Window) -> Option<News> {
        self.preview.take_if(|(from, _)| *from == window);
        self.others.remove(&window).map(|other| News::Left(other.role))
    }

    /// A control is being dragged: shown to the other side, never logged. Nothing is sent while trying alone.
    pub fn drag(&self, value: Option<FieldValue>) -> Option<Message> {
        if self.trial.is_some() || self.is_held() {
            return None;
        }
        let currency = self.state()?.terms.currency;
        Some(self.message(Said::Preview(value.map(|value| (currency, value)))))
    }

    /// "I have this."
    pub(super) fn have(&self, asks: bool, now: &Now) -> Message {
        // What has not left this window, others need not know of.
        let unsent = self.own.front().map(|own| own.unsigned.seq());
        let mut counts = self.log.counts();
        let mine = counts.iter_mut().find(|(author, _)| *author == self.seat.author);
        if let (Some(unsent), Some((_, count))) = (unsent, mine) {
            *count = unsent;
        }
        self.message(Said::Have {
            counts: counts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .take(MAX_AUTHORS)
                .collect(),
            heads: self.sent_heads().into_iter().take(MAX_LISTED).collect(),
            wanted: self.wanted(),
            asks,
            now_ms: now.ms,
        })
    }

    fn wanted(&self) -> Vec<EntryId> {
        let mut wanted: Vec<EntryId> = self.log.lacking().take(MAX_LISTED).collect();
        plan_core::sort_by(&mut wanted, Ord::cmp);
        wanted
    }

    /// What a window with these heads does not have, each after those that it follows.
    ///
    /// Where all heads are known here it has exactly them and what is before them. Otherwise it has more, and its counts
    /// tell how much; but if it has an entry that is unknown here although its counts are no higher, somebody wrote two
    /// histories and the counts tell nothing.
    fn missing(&self, counts: &[(Author, u32)], heads: &[EntryId], wanted: &[EntryId]) -> Vec<Rc<[u8]>> {
        let mut theirs = Bits::default();
        let mut unknown = false;
        for head in heads {
            match self.log.number(*head) {
                Some(number) => {
                    theirs.insert(number);
                    if let Some(placed) = self.log.placed.get(number) {
                        theirs.unite(&placed.past);
                    }
                }
                None => unknown = true,
            }
        }
        let ours = self.log.counts();
        let higher = counts.iter().any(|(author, count)| *count > counted(&ours, *author));
        let by_counts = unknown && higher;
        let lacks = |number: usize, id: &EntryId| {
            if theirs.contains(number) {
                return wanted.contains(id);
            }
            let known = self
                .log
                .placed
                .get(number)
                .map(|placed| (placed.entry.author(), placed.entry.seq()));
            let has = known.is_some_and(|(author, seq)| counted(counts, author) > seq);
            !(by_counts && has) || wanted.contains(id)
        };
        let sendable = self.sendable();
        sendable
            .filter(|(number, id, _)| lacks(*number, id))
            .map(|(_, _, bytes)| bytes)
            .collect()
    }

    /// Orders the signature of an entry to be checked, unless there is nothing new in it.
    pub(super) fn check(&mut self, entry: Unverified, step: &mut Step) {
        let id = entry.id();
        let nothing_new = match self.log.get(id) {
            // Its body may be what is new.
            Some(known) => known.body().is_some() || !entry.has_body() || self.log.is_erased(id),
            None => self.log.is_waiting(id) || self.log.is_erased(id),
        };
        // The same name under another signature may be a forgery: it must not keep the real one away.
        if nothing_new || self.checking.iter().any(|checking| checking.entry == entry) {
            return;
        }
        if self.checking.len() >= MAX_CHECKING {
            return tell(step, News::Refused(Refused::Full));
        }
        let number = self.next_number;
        self.next_number += 1;
        step.verify.push((number, entry.job()));
        self.checking.push_back(Checking {
            number,
            entry,
            answer: None,
        });
    }

    /// Answers to checks of signatures, by their numbers, in any order.
    pub fn verified(&mut self, answers: &[(u64, bool)], now: &Now) -> Step {
        let mut step = Step::default();
        for (number, answer) in answers {
            if let Ok(at) = self.checking.binary_search_by_key(number, |checking| checking.number)
                && let Some(checking) = self.checking.get_mut(at)
            {
                checking.answer = Some(*answer);
            }
        }
        let (before, forks) = (self.log.len(), self.log.forks().to_vec());
        // What came from the store is there already.
        let mut stored = before;
        let mut refilled = Vec::new();
        // In the order in which they came, so that each finds those that it follows.
        while let Some(Checking {
            entry,
            answer: Some(answer),
            ..
        }) = self.checking.pop_front_if(|checking| checking.answer.is_some())
        {
            let was_loading = self.is_loading();
            self.loading.0 = self.loading.0.saturating_sub(1);
            let inserted = match entry.answered(answer) {
                Ok(entry) => {
                    let id = entry.id();
                    let inserted = self.log.insert(Rc::new(entry));
                    if inserted == Inserted::Filled {
                        refilled.push(id);
                    }
                    inserted
                }
                Err(refused) => Inserted::Refused(refused),
            };
            if let Inserted::Refused(refused) = inserted {
                if was_loading {
                    self.loading.1 += 1;
                } else {
                    tell(&mut step, News::Refused(refused));
                }
            }
            if was_loading {
                stored = self.log.len();
            }
            if was_loading && !self.is_loading() {
                step.news.push(News::Loaded(self.loading.1 + self.log.waiting()));
            }
        }
        let news = self.log.forks().iter().filter(|fork| !forks.contains(fork)).copied();
        step.news.extend(news.map(News::Forked));
        self.take_in((before, stored), refilled, now, &mut step);
        step
    }

    /// What follows from new entries: they are folded, kept, and answered.
    fn take_in(&mut self, (before, stored): (usize, usize), refilled: Vec<EntryId>, now: &Now, step: &mut Step) {
        let new: Vec<_> = self.log.arrived_after(before).map(Rc::clone).collect();
        if !new.is_empty() || !refilled.is_empty() {
            self.fold.refresh(&self.log);
            tell(step, News::Changed);
            self.ask_again_ms = FIRST_PAUSE_MS;
            self.owes_have |= self.log.len() > stored;
        }
        let erased = new.iter().filter_map(|entry| match entry.body() {
            Some(Body::Erase { entries }) => Some(entries.clone()),
            _ => None,
        });
        let again: Vec<EntryId> = refilled.into_iter().chain(erased.flatten()).collect();
        let unkept = new.iter().skip(stored - before).map(|entry| entry.id());
        for id in unkept.chain(again) {
            if let Some(bytes) = self.log.get(id).map(|entry| Rc::clone(entry.bytes())) {
                self.keep(id, bytes, step);
            }
        }
        self.react(now, step);
    }

    /// Time has passed: about once a second. Nothing but what was lost on the way waits for it.
    pub fn tick(&mut self, now: &Now) -> Step {
        let mut step = Step::default();
        if self.refused_to_keep {
            step.keep.extend(self.keeping.iter().cloned());
        }
        // A clock that was set back must not make this window silent.
        let waited = now
            .ms
            .checked_sub(self.asked_ms)
            .is_none_or(|waited| waited >= self.ask_again_ms);
        if !waited {
            return step;
        }
        let settled = self.log.waiting() == 0
            && self.log.lacking().next().is_none()
            && self.state().is_some()
            && self
                .others
                .values()
                .all(|other| other.level && other.counts == self.log.counts());
        self.ask_again_ms = if settled {
            LAST_PAUSE_MS
        } else {
            (self.ask_again_ms * 2).min(LAST_PAUSE_MS)
        };
        self.asked_ms = now.ms;
        step.send.push(self.have(true, now));
        step
    }
}

/// Each thing once: a flood from outside must not become one of sentences.
fn tell(step: &mut Step, news: News) {
    if !step.news.contains(&news) {
        step.news.push(news);
    }
}
