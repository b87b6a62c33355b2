//! What stays with one side: the agent's notes and limits, the person's figures.
//!
//! These types have neither `Serialize` nor `Display` nor `Debug` nor [`crate::carry::Carry`], so that no
//! carrier, log, document or message can take them by mistake. They are kept on the device only, through
//! [`DeviceText`], which only the device's storage accepts.

/// What the agent writes down for themselves.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PrivateNotes {
    text: String,
}

/// What the agent may agree to, as typed; shown to nobody else.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PrivateLimits {
    text: String,
}

/// Which payments came in, as one side keeps account of them; shown to nobody else.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PrivateAccount {
    text: String,
}

/// What a person typed about their money; shown to nobody else.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PrivateFigures {
    text: String,
}

/// Text for the storage of this device. No carrier takes it.
pub struct DeviceText(String);

impl DeviceText {
    pub(super) const fn of(text: String) -> Self {
        Self(text)
    }

    /// Opens the text for the storage of this device.
    pub fn for_storage(self) -> String {
        self.0
    }
}

/// The longest note or list of limits, in characters.
pub const MAX_PRIVATE_CHARS: usize = 4_000;

/// The longest account, in characters.
pub const MAX_ACCOUNT_CHARS: usize = 64_000;

impl PrivateAccount {
    /// An account in the form in which the side's own screen reads it; `None` above [`MAX_ACCOUNT_CHARS`].
    pub fn new(text: String) -> Option<Self> {
        (text.chars().count() <= MAX_ACCOUNT_CHARS).then_some(Self { text })
    }

    /// The text, for the storage of this device.
    pub fn to_device(&self) -> DeviceText {
        DeviceText(self.text.clone())
    }
}

impl PrivateFigures {
    /// Figures in the form in which the person's own screen reads them; none above [`MAX_PRIVATE_CHARS`].
    pub fn new(text: String) -> Self {
        let fits = text.chars().count() <= MAX_PRIVATE_CHARS;
        Self {
            text: if fits { text } else { String::new() },
        }
    }

    /// The text, for the storage of this device.
    pub fn to_device(&self) -> DeviceText {
        DeviceText(self.text.clone())
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(MAX_PRIVATE_CHARS).collect()
}

impl PrivateNotes {
    /// Notes with this text, cut at [`MAX_PRIVATE_CHARS`].
    pub fn new(text: &str) -> Self {
        Self { text: shorten(text) }
    }

    /// The text, for the agent's own field.
    pub fn as_field_text(&self) -> &str {
        &self.text
    }

    /// The text, for the storage of this device.
    pub fn to_device(&self) -> DeviceText {
        DeviceText(self.text.clone())
    }
}

impl PrivateLimits {
    /// Limits with this text, cut at [`MAX_PRIVATE_CHARS`].
    pub fn new(text: &str) -> Self {
        Self { text: shorten(text) }
    }

    /// The text, for the agent's own field.
    pub fn as_field_text(&self) -> &str {
        &self.text
    }

    /// The text, for the storage of this device.
    pub fn to_device(&self) -> DeviceText {
        DeviceText(self.text.clone())
    }
}
