//! Four words that both screens show, to be compared by voice.
//!
//! Each is one of 256, so four have 32 bits. Whoever stands between the two has to have its own keys ready before it sees
//! what the words will be (see [`crate::join::by_link`]), so it has one try in four thousand million, and no time to search.

/// Short words of every day, in the order of the alphabet. A word's number is its place.
pub const WORDS: [&str; 256] = [
    "acid", "acorn", "actor", "apple", "apron", "arch", "arm", "ash", "aunt", "autumn", "axe", "baby", "back", "badge",
    "bag", "baker", "ball", "band", "bank", "barn", "basket", "bath", "beach", "bean", "bear", "bed", "bee", "bell",
    "belt", "bench", "berry", "bike", "bird", "boat", "bone", "book", "boot", "bottle", "bowl", "box", "bread",
    "brick", "bridge", "broom", "brush", "bucket", "bulb", "bus", "butter", "button", "cabin", "cake", "camel", "camp",
    "candle", "card", "carrot", "castle", "cat", "cave", "chain", "chair", "chalk", "cheese", "cherry", "church",
    "circus", "clay", "clock", "cloud", "clown", "coat", "coin", "comb", "copper", "cork", "corner", "cotton", "cow",
    "crab", "cradle", "cream", "crown", "cup", "curtain", "daisy", "dance", "deer", "desk", "diamond", "dinner",
    "doctor", "dog", "door", "dragon", "drum", "duck", "dust", "eagle", "ear", "easel", "egg", "elbow", "elm",
    "engine", "evening", "fan", "farm", "feather", "fence", "fern", "ferry", "field", "finger", "fire", "fish", "flag",
    "flute", "foam", "fog", "forest", "fork", "fox", "frog", "fruit", "garden", "gate", "ghost", "giant", "ginger",
    "glass", "glove", "goat", "gold", "goose", "grape", "grass", "guitar", "hammer", "hand", "harbour", "hat", "hawk",
    "hedge", "helmet", "hill", "honey", "hood", "horse", "hotel", "house", "ice", "ink", "iron", "island", "ivy",
    "jacket", "jam", "jar", "jelly", "jewel", "jungle", "kettle", "key", "king", "kite", "kitten", "knee", "knot",
    "ladder", "lake", "lamp", "leaf", "lemon", "letter", "lion", "lock", "log", "magnet", "map", "maple", "market",
    "mask", "meadow", "melon", "milk", "mirror", "monkey", "moon", "moss", "motor", "mouse", "mug", "museum", "nail",
    "neck", "needle", "nest", "night", "north", "nose", "nut", "oak", "ocean", "olive", "onion", "orange", "otter",
    "oven", "owl", "paint", "palace", "paper", "park", "pear", "pencil", "penny", "pepper", "piano", "pillow", "pilot",
    "pine", "planet", "plum", "pocket", "pond", "pony", "potato", "prince", "puzzle", "queen", "quilt", "rabbit",
    "radio", "rain", "ribbon", "rice", "ring", "river", "robin", "rocket", "roof", "rope", "rose", "ruler", "saddle",
    "sailor", "salt", "sand", "scarf", "school", "seed", "shell", "ship", "silver", "soap",
];

/// The four words of a digest: one for each of its first four bytes.
pub fn words(digest: &[u8; 32]) -> [&'static str; 4] {
    let [a, b, c, d, ..] = digest;
    [a, b, c, d].map(|byte| WORDS[usize::from(*byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_all_different_short_and_in_order() {
        assert!(WORDS.is_sorted_by(|a, b| a < b));
        for word in WORDS {
            assert!((3..=7).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|letter| letter.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn words_are_those_of_the_first_four_bytes() {
        let mut digest = [9; 32];
        digest[..4].copy_from_slice(&[0, 1, 254, 255]);
        assert_eq!(words(&digest), [WORDS[0], WORDS[1], WORDS[254], WORDS[255]]);
        digest[4] = 0;
        assert_eq!(words(&digest)[3], WORDS[255]);
    }
}
