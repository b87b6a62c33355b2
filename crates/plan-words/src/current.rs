// The current locale. Included, not a module: the tests include it a second time, for a `Locale` with two languages.

thread_local! {
    static CURRENT: Cell<Locale> = const { Cell::new(Locale::REFERENCE) };
}

/// The locale in which this thread's messages are made.
pub fn locale() -> Locale {
    CURRENT.get()
}

/// Sets the locale in which this thread's messages are made from now on.
pub fn set_locale(locale: Locale) {
    CURRENT.set(locale);
}

/// Does something with another locale as the current one, and sets it back afterwards, even after a panic.
pub fn in_locale<T>(locale: Locale, make: impl FnOnce() -> T) -> T {
    /// Sets the locale back when it goes out of scope.
    struct Back(Locale);
    impl Drop for Back {
        fn drop(&mut self) {
            CURRENT.set(self.0);
        }
    }
    let _back = Back(CURRENT.replace(locale));
    make()
}
