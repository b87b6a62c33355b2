//! Locking plans, and the other half of the unlocked ones: what they hold, and how it is sealed and kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use js_sys::{Function, Promise};
use plan_core::map_of;
use plan_log::RoomId;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::cipher::{SealingKey, normal};
use super::keys::{NoCrypto, random};
use super::log_driver::Writer;
use super::storage::Kept;
use super::unlocked::{self, Later, Unlocked};
use crate::documents::{Failed, client};
use crate::state::drafts::lock::{self, Contents, Header, HeaderError, LockId, Sealed, Stretch};
use crate::state::drafts::{self, StoreError};

/// Why a plan was not locked or unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDone {
    /// It opens with another passphrase.
    OtherPassphrase,
    /// Another window has it open.
    OpenElsewhere,
    /// What is kept cannot be read or written.
    Store(StoreError),
    /// The key of the passphrase could not be made.
    Worker(Failed),
    /// The browser does not encrypt here.
    NoCrypto,
}

impl From<StoreError> for NotDone {
    fn from(why: StoreError) -> Self {
        Self::Store(why)
    }
}

impl From<NoCrypto> for NotDone {
    fn from(_: NoCrypto) -> Self {
        Self::NoCrypto
    }
}

impl From<Failed> for NotDone {
    fn from(why: Failed) -> Self {
        Self::Worker(why)
    }
}

#[derive(Default)]
struct Held {
    texts: BTreeMap<String, String>,
    /// What was put and is not kept yet, in its order.
    queue: VecDeque<(String, Option<String>)>,
    /// Whether somebody is at work on the queue.
    busy: bool,
    /// How often something was put.
    put: u64,
    /// How often something had been put when it could not be kept, and why: the last time.
    failed: Option<(u64, StoreError)>,
    /// Those who wait until the queue is empty.
    waiting: Vec<Function>,
}

struct OpenPlan {
    room: RoomId,
    id: LockId,
    /// The header, for plans that go on from this one.
    header: String,
    key: SealingKey,
    held: RefCell<Held>,
}

impl OpenPlan {
    fn part<'a>(&self, key: &'a str) -> Option<&'a str> {
        key.strip_prefix(lock::prefix(self.room).as_str())
    }

    /// Seals and keeps one change.
    async fn keep(&self, key: &str, text: Option<&str>) -> Result<(), StoreError> {
        let part = self.part(key).unwrap_or_default();
        let kept = match text {
            Some(text) if lock::is_sealed(part) => {
                let place = lock::place(&self.id, self.room, part);
                let sealed = self.key.seal(&place, text.as_bytes()).await;
                Some(sealed.map_err(|NoCrypto| StoreError::Blocked)?.to_text())
            }
            text => text.map(str::to_owned),
        };
        lock::put(&Kept, self.room, &self.id, part, kept.as_deref())
    }

    async fn work(self: Rc<Self>) {
        loop {
            let next = self.held.borrow().queue.front().cloned();
            let Some((key, text)) = next else { break };
            let kept = self.keep(&key, text.as_deref()).await;
            if let Err(why) = kept {
                // What could not be kept is not held either: whoever tries again starts from what is there.
                let texts = self.kept().await;
                let held = &mut *self.held.borrow_mut();
                held.failed = Some((held.put, why));
                held.queue.clear();
                if let Ok((texts, _)) = texts {
                    held.texts = texts;
                }
            } else {
                self.held.borrow_mut().queue.pop_front();
            }
        }
        let waiting = {
            let held = &mut *self.held.borrow_mut();
            held.busy = false;
            std::mem::take(&mut held.waiting)
        };
        for settle in waiting {
            let _ = settle.call0(&JsValue::NULL);
        }
    }

    /// Waits until nobody is at work on the queue.
    async fn idle(&self) {
        while self.held.borrow().busy {
            let waits = Promise::new(&mut |resolve, _| self.held.borrow_mut().waiting.push(resolve));
            let _ = JsFuture::from(waits).await;
        }
    }

    /// What is kept, by its keys, and whether the passphrase was being taken away when a window was gone.
    async fn kept(&self) -> Result<(BTreeMap<String, String>, bool), NotDone> {
        let contents = Contents::read(&Kept, self.room)?;
        let mut answers = Vec::new();
        for one in contents.to_open(&self.id, self.room) {
            answers.push(self.key.open(&one.place, &one.sealed).await?);
        }
        // What another lock sealed, or none, is nothing that this key could say anything about.
        if !lock::is_under(&Kept, self.room, &self.id)? {
            return Err(StoreError::Changed.into());
        }
        let (parts, is_opening) = contents.opened(answers);
        // Before anything is written in the place of what did not open.
        lock::set_aside(&Kept, self.room, &parts)?;
        let prefix = lock::prefix(self.room);
        let named = parts.into_iter().map(|(part, text)| (format!("{prefix}{part}"), text));
        Ok((map_of(named), is_opening))
    }

    /// Holds what is kept.
    async fn load(&self) -> Result<bool, NotDone> {
        loop {
            self.idle().await;
            let before = self.held.borrow().put;
            let (texts, is_opening) = self.kept().await?;
            let held = &mut *self.held.borrow_mut();
            // What was put meanwhile is not in it.
            if held.put == before {
                held.texts = texts;
                return Ok(is_opening);
            }
        }
    }
}

impl Unlocked for OpenPlan {
    fn get(&self, key: &str) -> Option<String> {
        self.held.borrow().texts.get(key).cloned()
    }

    fn put(self: Rc<Self>, key: &str, text: Option<&str>) {
        let starts = {
            let held = &mut *self.held.borrow_mut();
            match text {
                Some(text) => held.texts.insert(key.to_owned(), text.to_owned()),
                None => held.texts.remove(key),
            };
            held.queue.push_back((key.to_owned(), text.map(str::to_owned)));
            held.put += 1;
            !std::mem::replace(&mut held.busy, true)
        };
        if starts {
            spawn_local(self.work());
        }
    }

    fn keys(&self) -> Vec<String> {
        self.held.borrow().texts.keys().cloned().collect()
    }

    fn written(self: Rc<Self>) -> Later<Result<(), StoreError>> {
        let put = self.held.borrow().put;
        Box::pin(async move {
            self.idle().await;
            match self.held.borrow().failed {
                Some((failed, why)) if failed >= put => Err(why),
                _ => Ok(()),
            }
        })
    }

    fn read(self: Rc<Self>) -> Later<bool> {
        Box::pin(async move {
            let is_under = lock::is_under(&Kept, self.room, &self.id);
            is_under == Ok(true) && self.load().await.is_ok()
        })
    }

    fn lift(self: Rc<Self>) -> Later<Result<(), StoreError>> {
        Box::pin(async move {
            self.load().await.map_err(|why| match why {
                NotDone::Store(why) => why,
                _ => StoreError::Blocked,
            })?;
            let (part, text) = lock::opening();
            let place = lock::place(&self.id, self.room, part);
            let opening = self.key.seal(&place, text.as_bytes()).await;
            let opening = opening.map_err(|NoCrypto| StoreError::Blocked)?;
            let named = self.held.borrow();
            let parts = named.texts.iter();
            let parts = parts.filter_map(|(key, text)| Some((self.part(key)?.to_owned(), text.clone())));
            lock::unlock_for_good(&Kept, self.room, &self.id, &map_of(parts), &opening)
        })
    }

    fn for_room(&self, room: RoomId) -> Result<Rc<dyn Unlocked>, StoreError> {
        let header = lock::header(&Kept, self.room)?.unwrap_or_else(|| self.header.clone());
        lock::begin_under(&Kept, &header, room)?;
        Ok(Rc::new(Self {
            room,
            id: self.id,
            header,
            key: self.key.clone(),
            held: RefCell::default(),
        }))
    }
}

/// Both sides' places in a plan: nobody else writes there meanwhile.
async fn alone_in(room: RoomId) -> Result<[Writer; 2], NotDone> {
    let writers = [
        Writer::ask(room, plan_log::Role::Agent).await,
        Writer::ask(room, plan_log::Role::Person).await,
    ];
    if writers.iter().all(Writer::is_held) {
        Ok(writers)
    } else {
        Err(NotDone::OpenElsewhere)
    }
}

/// The key of a passphrase.
async fn key_of(passphrase: &str, stretch: &Stretch) -> Result<SealingKey, NotDone> {
    let bytes = client::stretch(&normal(passphrase), stretch).await?;
    Ok(SealingKey::of_bytes(&bytes).await?)
}

/// The key of the parts, under a passphrase.
async fn wrapped(passphrase: &str, id: LockId, name: Option<String>, bytes: &[u8; 32]) -> Result<Header, NotDone> {
    let mut header = Header {
        id,
        name,
        stretch: Stretch::today(random()?),
        nonce: [0; 12],
        wrapped: Vec::new(),
    };
    let key = key_of(passphrase, &header.stretch).await?;
    let sealed = key.seal(&header.place(), bytes).await?;
    (header.nonce, header.wrapped) = (sealed.nonce, sealed.bytes);
    Ok(header)
}

/// The key of the parts.
async fn unwrapped(room: RoomId, passphrase: &str) -> Result<(Header, [u8; 32]), NotDone> {
    let text = lock::header(&Kept, room)?.ok_or(StoreError::Changed)?;
    let header = Header::from_text(&text).map_err(|why| match why {
        HeaderError::Newer => StoreError::Newer,
        HeaderError::Damaged => StoreError::Damaged,
    })?;
    let key = key_of(passphrase, &header.stretch).await?;
    let sealed = Sealed {
        nonce: header.nonce,
        bytes: header.wrapped.clone(),
    };
    let bytes = key.open(&header.place(), &sealed).await?;
    let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
    Ok((header, bytes.ok_or(NotDone::OtherPassphrase)?))
}

/// Locks a plan; `name` is what the list calls it then, for everybody to see.
///
/// # Errors
/// See [`NotDone`]. The plan is as it was.
pub async fn lock(room: RoomId, passphrase: &str, name: Option<String>) -> Result<(), NotDone> {
    let writers = alone_in(room).await?;
    if lock::header(&Kept, room)?.is_some() {
        return Err(StoreError::Changed.into());
    }
    let bytes: [u8; 32] = random()?;
    let header = wrapped(passphrase, random()?, name, &bytes).await?;
    let key = SealingKey::of_bytes(&bytes).await?;
    let before = Contents::read(&Kept, room)?;
    let mut sealed = Vec::new();
    for (part, text) in before.to_seal() {
        let place = lock::place(&header.id, room, part);
        sealed.push((part.to_owned(), key.seal(&place, text.as_bytes()).await?));
    }
    let locked = lock::lock(&Kept, room, &before, &sealed, &header);
    drop(writers);
    Ok(locked?)
}

/// What a plan is after its passphrase was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// Unlocked in this tab.
    Here,
    /// Unlocked for good: somebody wanted the passphrase gone, and it was not done then; or it was done in another window.
    ForGood,
}

/// Unlocks a plan in this tab.
///
/// # Errors
/// See [`NotDone`].
pub async fn unlock(room: RoomId, passphrase: &str) -> Result<Opened, NotDone> {
    if lock::header(&Kept, room)?.is_none() {
        return if drafts::is_stored(&Kept, room)? {
            Ok(Opened::ForGood)
        } else {
            Err(StoreError::Deleted.into())
        };
    }
    let (header, bytes) = unwrapped(room, passphrase).await?;
    let plan = Rc::new(OpenPlan {
        room,
        id: header.id,
        header: header.to_text(),
        key: SealingKey::of_bytes(&bytes).await?,
        held: RefCell::default(),
    });
    // What the window left behind that locked it finds its place; without space it counts where it is.
    let _ = lock::settle(&Kept, room);
    let is_opening = plan.load().await?;
    unlocked::add(room, plan);
    // Some of it may be there to be read already.
    if is_opening && remove(room).await.is_ok() {
        return Ok(Opened::ForGood);
    }
    Ok(Opened::Here)
}

/// Gives a locked plan another passphrase, and another name in the list; its copies, which open with the same one, as well.
///
/// # Errors
/// See [`NotDone`]. The passphrase is the one before then.
pub async fn change(room: RoomId, before: &str, after: &str, name: Option<String>) -> Result<(), NotDone> {
    let (header, bytes) = unwrapped(room, before).await?;
    let changed = wrapped(after, header.id, name, &bytes).await?;
    Ok(lock::change(&Kept, room, &header, &changed)?)
}

/// Takes the passphrase of an unlocked plan away.
///
/// # Errors
/// See [`NotDone`]. The plan is locked then as before.
pub async fn remove(room: RoomId) -> Result<(), NotDone> {
    let writers = alone_in(room).await?;
    let plan = unlocked::of(room).ok_or(StoreError::Locked)?;
    plan.lift().await?;
    unlocked::forget(room);
    drop(writers);
    Ok(())
}
