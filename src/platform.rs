//! The only home of browser APIs.

pub mod channel;
pub mod cipher;
pub mod clock;
pub mod compress;
pub mod fetch;
pub mod files;
pub mod format;
pub mod frame;
pub mod give_way;
pub mod key_store;
pub mod keys;
pub mod log_driver;
pub mod page;
pub mod presence;
pub mod relay;
pub mod relay_keys;
pub mod scripts;
pub mod storage;
pub mod typed;
pub mod unlocked;
pub mod updates;
pub mod vault;
