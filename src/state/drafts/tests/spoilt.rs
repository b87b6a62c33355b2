//! Plan files, and what is kept of a plan, spoilt by chance.

use plan_log::{Bundle, Digest};
use serde_json::{Value, json};

use super::*;

const FIRST: &str = include_str!("../golden/first-agreed.plan");

/// Chance, from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
        usize::try_from(drawn).unwrap_or_default() % end
    }
}

/// How many cases, and from which seed: a few here, and as many as `cargo xtask prove plans` asks for.
fn cases() -> (u64, u64) {
    let asked = |key: &str| std::env::var(key).ok().and_then(|value| value.parse().ok());
    if std::env::var("PROVE_NAME").is_ok_and(|asked| asked == "plans") {
        (
            asked("PROVE_CASES").unwrap_or(100_000),
            asked("PROVE_SEED").unwrap_or(1),
        )
    } else {
        (100_000, 1)
    }
}

/// Some characters changed, taken out, put in or repeated.
fn spoilt(chance: &mut Chance, text: &str) -> String {
    const TELLING: [char; 10] = ['"', '\\', '{', '}', '[', '0', '-', 'e', '\u{0}', '\u{1f4b7}'];
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(3) {
        let (at, end) = (chance.below(chars.len() + 1), chance.below(chars.len() + 1));
        let telling = TELLING[chance.below(TELLING.len())];
        match chance.below(5) {
            0 => chars.truncate(at),
            1 => chars.insert(at, telling),
            2 if at < end => drop(chars.drain(at..end)),
            3 if at < end && end - at < 1_000 => {
                let again = chars[at..end].to_vec();
                chars.splice(at..at, again).for_each(drop);
            }
            _ if at < chars.len() => chars[at] = telling,
            _ => chars.push(telling),
        }
    }
    chars.into_iter().collect()
}

/// The same text with its body spoilt and the digest that fits: whoever writes a file can do this.
fn spoilt_inside(chance: &mut Chance, text: &str, namespace: &str) -> String {
    let mut envelope: Value = serde_json::from_str(text).unwrap();
    let body = spoilt(chance, envelope["body"].as_str().unwrap());
    envelope["digest"] = json!(Digest::of(namespace, body.as_bytes()).to_hex());
    envelope["body"] = json!(body);
    envelope.to_string()
}

/// No panic; and what is read is written as something that is read as the same.
#[test]
fn spoilt_plans_are_answered() {
    let (count, seed) = cases();
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut window = Window::open(7);
    window.set(6_100);
    let text = window.whole().to_text();
    let (mut taken, mut first_taken) = (0_u64, 0_u64);
    for case in 0..count {
        let deep = chance.below(2) == 0;
        if case % 20 == 0 {
            let text = if deep {
                spoilt_inside(&mut chance, FIRST, "pn/plan/1")
            } else {
                spoilt(&mut chance, FIRST)
            };
            first_taken += u64::from(first::read(&text).is_ok());
            continue;
        }
        let text = if deep {
            spoilt_inside(&mut chance, &text, "pn/plan/2")
        } else {
            spoilt(&mut chance, &text)
        };
        if let Ok(draft) = Draft::from_text(&text) {
            assert_eq!(Draft::from_text(&draft.to_text()), Ok(draft));
            taken += 1;
        }
    }
    // Otherwise nothing but the first characters would have been looked at.
    assert!(
        taken > count / 500 && first_taken > count / 10_000,
        "{taken} and {first_taken} of {count} were taken"
    );
}

/// A store whose texts were spoilt opens or says why not, and what is kept after that is found.
#[test]
fn spoilt_stores_are_answered() {
    let count = cases().0 / 50;
    let mut chance = Chance(cases().1.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..count {
        let store = Memory::default();
        let mut window = kept(&store, 3);
        let room = window.room();
        let keys = store.keys().unwrap();
        for _ in 0..=chance.below(2) {
            let key = &keys[chance.below(keys.len())];
            let text = store.get(key).unwrap().unwrap_or_default();
            store.set(key, &spoilt(&mut chance, &text)).unwrap();
        }
        let found = find(&store, room).unwrap();
        let (Found::Whole(draft) | Found::Earlier(draft)) = found else {
            continue;
        };
        assert_eq!(draft.room(), room);
        let known = Bundle::of(window.log()).entries;
        assert!(draft.log.entries.iter().all(|entry| known.contains(entry)));
        window.set(7_000);
        keep_whole(&store, Role::Agent, &window.whole(), Saving::Kept, false).unwrap();
        assert_eq!(entries(find(&store, room).unwrap()), window.whole().log.entries.len());
    }
}
