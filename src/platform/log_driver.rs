//! Carries out what a log's machine orders: signs and checks with WebCrypto, keeps, sends.
//!
//! One window at a time writes for a side of a room: it holds a lock. Another one of the same side only reads, and keeps
//! nothing, until the first is gone; then it starts anew from what is kept.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise};
use plan_log::carry::Carrier;
use plan_log::machine::{Keep, Machine, Step};
use plan_log::{Bundle, EntryId, Fold, Log, Role, RoomId, Signature, SigningJob, State, Unverified, VerificationJob};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::channel::WindowChannel;
use super::clock::{now, now_ms};
use super::keys::{self, NoCrypto, SigningKey};
use super::presence::{self, Presence};
use super::storage::LocalStorage;
use super::unlocked;
use crate::state::drafts::{self, Draft, Saving, StoreError};

/// A window waits so long for the one before it, which may be about to close, before it takes it for open.
const WRITER_WAIT_MS: u32 = 400;

/// A promise, and what settles it.
fn promise() -> (Promise, Function) {
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
    (promise, settle.unwrap_or_default())
}

/// Waits some time.
pub async fn pause(ms: u32) {
    let (promise, settle) = promise();
    let timer = Timeout::new(ms, move || drop(settle.call0(&JsValue::NULL)));
    let _ = JsFuture::from(promise).await;
    drop(timer);
}

/// What calls back once this window writes.
type WhenHeld = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// The lock of the window that writes, held or asked for.
pub struct Writer {
    _lock: Presence,
    held: Rc<Cell<bool>>,
    when_held: WhenHeld,
}

impl Writer {
    /// Asks for the lock, and waits a moment for it.
    pub async fn ask(room: RoomId, role: Role) -> Self {
        let (held, when_held) = (Rc::new(Cell::new(false)), WhenHeld::default());
        let (promise, settle) = promise();
        let timer = {
            let settle = settle.clone();
            Timeout::new(WRITER_WAIT_MS, move || drop(settle.call0(&JsValue::NULL)))
        };
        let lock = {
            let (held, when_held) = (Rc::clone(&held), Rc::clone(&when_held));
            Presence::hold(&presence::of_writer(room, role), move || {
                held.set(true);
                let _ = settle.call0(&JsValue::NULL);
                if let Some(call) = when_held.take() {
                    call();
                }
            })
        };
        let _ = JsFuture::from(promise).await;
        drop(timer);
        Self {
            _lock: lock,
            held,
            when_held,
        }
    }

    /// Whether this window writes.
    pub fn is_held(&self) -> bool {
        self.held.get()
    }

    /// Calls back once this window writes: the one that did is gone.
    pub fn when_held(&self, call: impl FnOnce() + 'static) {
        if !self.is_held() {
            *self.when_held.borrow_mut() = Some(Box::new(call));
        }
    }
}

/// What a window keeps of its room.
struct Kept {
    /// What is in its own chain.
    entries: BTreeSet<EntryId>,
    saving: Saving,
    /// How the last time ended.
    last: Option<Result<u64, StoreError>>,
}

impl Kept {
    fn add(&mut self, role: Role, keeps: &[Keep], log: &Log, now: u64) -> Result<u64, StoreError> {
        let again = keeps.iter().any(|keep| self.entries.contains(&keep.entry));
        if self.entries.is_empty() || again {
            // What arrived, and what the other side's window keeps, is in this chain as well from now on.
            drafts::keep_whole(&LocalStorage, role, &Draft::of(log, now), self.saving, again)?;
            let signed = log.arrived().filter(|entry| !entry.bytes().is_empty());
            self.entries = signed.map(|entry| entry.id()).collect();
        } else {
            let piece = Draft {
                title: None,
                saved_ms: now,
                log: Bundle {
                    genesis: log.genesis().clone(),
                    entries: keeps.iter().map(|keep| keep.bytes.to_vec()).collect(),
                },
            };
            drafts::add(&LocalStorage, role, &piece, || Draft::of(log, now), self.saving)?;
            self.entries.extend(keeps.iter().map(|keep| keep.entry));
        }
        self.saving = Saving::Kept;
        Ok(now)
    }
}

/// A side's key and place in a room, for as long as a window of it is open.
pub struct Desk {
    role: Role,
    key: SigningKey,
    writer: Writer,
    kept: RefCell<Kept>,
}

impl Desk {
    /// A desk in a room; `stored` tells when something of it was kept already: then it is not kept anew once it is deleted.
    pub fn new(role: Role, key: SigningKey, writer: Writer, stored: Option<u64>) -> Self {
        let kept = Kept {
            entries: BTreeSet::new(),
            saving: if stored.is_some() {
                Saving::Kept
            } else {
                Saving::Arriving
            },
            last: stored.map(Ok),
        };
        Self {
            role,
            key,
            writer,
            kept: RefCell::new(kept),
        }
    }

    /// The key that writes here, and signs documents.
    pub const fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The lock.
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// The plan was deleted in another window: this one never keeps it again.
    pub fn note_deleted(&self) {
        self.kept.borrow_mut().last = Some(Err(StoreError::Deleted));
    }

    /// When the plan was kept last, or why it is not; `None` before it was tried.
    pub fn kept_at(&self) -> Option<Result<u64, StoreError>> {
        self.kept.borrow().last
    }

    /// Whether this page holds the only copy of the plan.
    pub fn is_kept_nowhere(&self) -> bool {
        matches!(self.kept_at(), Some(Err(error)) if error != StoreError::Deleted)
    }

    /// Keeps entries; says when. A window that only reads keeps nothing: the one that writes does.
    ///
    /// # Errors
    /// See [`drafts::add`].
    pub fn keep(&self, keeps: &[Keep], log: &Log) -> Result<u64, StoreError> {
        let now = now_ms();
        if !self.writer.is_held() {
            return Ok(now);
        }
        let kept = &mut *self.kept.borrow_mut();
        if kept.last != Some(Err(StoreError::Deleted)) {
            kept.last = Some(kept.add(self.role, keeps, log, now));
        }
        kept.last.unwrap_or(Ok(now))
    }

    /// Waits until what was kept of a locked plan is sealed and kept; of another one it was kept at once.
    ///
    /// # Errors
    /// See [`drafts::add`].
    pub async fn sealed(&self, room: RoomId, kept: Result<u64, StoreError>) -> Result<u64, StoreError> {
        let at = kept?;
        if let Err(why) = unlocked::written(room).await {
            let kept = &mut *self.kept.borrow_mut();
            // The next time all of it is kept.
            kept.entries.clear();
            kept.last = Some(Err(why));
            return Err(why);
        }
        Ok(at)
    }

    /// Signs an entry; `None` where the browser does not.
    pub async fn sign(&self, job: &SigningJob) -> Option<Signature> {
        Signature::from_signer(&self.key.sign(&job.message).await.ok()?)
    }

    /// Carries out everything that a machine wants until it has nothing left to do: for a plan that has no screen.
    pub async fn settle(&self, machine: &mut Machine, step: Step, channel: Option<&WindowChannel>) {
        // One after the other: what is kept never follows something that is not.
        let mut steps = VecDeque::from([step]);
        while let Some(step) = steps.pop_front() {
            if !step.keep.is_empty() {
                let kept = self.keep(&step.keep, machine.log());
                match self.sealed(machine.room(), kept).await {
                    Err(error) if !goes_on_without(error) => drop(machine.not_kept()),
                    _ => steps.extend(step.keep.iter().map(|keep| machine.kept(keep.number, &now()))),
                }
            }
            for message in &step.send {
                channel.iter().for_each(|channel| channel.send(message));
            }
            for job in &step.sign {
                match self.sign(job).await {
                    Some(signature) => steps.push_back(machine.signed(job.entry, &signature)),
                    None => drop(machine.not_signed()),
                }
            }
            if !step.verify.is_empty() {
                let answers = answers(&step.verify).await;
                steps.push_back(machine.verified(&answers, &now()));
            }
        }
    }
}

/// Whether a window goes on where its plan is not kept: it cannot come back and contradict itself, because its key is not
/// kept either.
pub const fn goes_on_without(error: StoreError) -> bool {
    matches!(error, StoreError::Blocked | StoreError::Deleted)
}

/// Answers to checks of signatures; none where the browser cannot check.
pub async fn answers(checks: &[(u64, VerificationJob)]) -> Vec<(u64, bool)> {
    let jobs: Vec<VerificationJob> = checks.iter().map(|(_, job)| job.clone()).collect();
    let answers = keys::verify_all(&jobs).await.unwrap_or_default();
    checks.iter().map(|(number, _)| *number).zip(answers).collect()
}

/// A log as whoever was handed it reads it: its entries are checked, and those left out that are no part of it.
///
/// # Errors
/// The browser cannot check signatures here.
pub async fn read(bundle: &Bundle) -> Result<Log, NoCrypto> {
    let mut log = Log::new(bundle.genesis.clone());
    let entries = bundle.entries.iter();
    let entries: Vec<Unverified> = entries
        .filter_map(|bytes| Unverified::read(log.room(), bytes).ok())
        .collect();
    let jobs: Vec<VerificationJob> = entries.iter().map(Unverified::job).collect();
    for (entry, is_theirs) in entries.into_iter().zip(keys::verify_all(&jobs).await?) {
        if let Ok(entry) = entry.answered(is_theirs) {
            log.insert(Rc::new(entry));
        }
    }
    Ok(log)
}

/// Where a plan stands; `None` if its beginning cannot be read.
pub async fn state_of(draft: &Draft) -> Option<Rc<State>> {
    let log = read(&draft.log).await.ok()?;
    let mut fold = Fold::default();
    fold.refresh(&log);
    fold.state().map(Rc::clone)
}
