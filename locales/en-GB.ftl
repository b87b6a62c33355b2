### The words of the app in British English; each message becomes a function, see crates/plan-words.
