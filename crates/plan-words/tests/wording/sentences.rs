//! Sentences, words and syllables of a text.

/// A sentence, and where in its text it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Without the space around it.
    pub text: &'a str,
    /// In bytes from the beginning of the text.
    pub start: usize,
}

impl<'a> Sentence<'a> {
    /// What is said one after another when the sentence is read aloud. A value is one word, a dash is none.
    pub fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.text.split_whitespace().filter(|token| is_word(token))
    }

    /// The words in small letters and without marks, hyphens taken apart, for looking up words and phrases.
    ///
    /// A value is an empty word: whatever it will be, it parts what stands on its two sides.
    pub fn plain_words(&self) -> Vec<String> {
        let parts = |token: &'a str| -> Vec<String> {
            if is_value(token) {
                return vec![String::new()];
            }
            token
                .split(|c: char| !(c.is_alphanumeric() || c == '’' || c == '\''))
                .filter(|part| part.contains(char::is_alphanumeric))
                .map(|part| part.trim_matches(['’', '\'']).replace('’', "'").to_lowercase())
                .collect()
        };
        self.text.split_whitespace().flat_map(parts).collect()
    }
}

/// The sentences of a text: each ends at a full stop, a question mark or an exclamation mark before a space.
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let part = text.get(from..to).unwrap_or_default();
        let trimmed = part.trim();
        if trimmed.split_whitespace().any(is_word) {
            let start = from + (part.len() - part.trim_start().len());
            found.push(Sentence { text: trimmed, start });
        }
    };
    for (at, space) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
        let before = text.get(start..at).unwrap_or_default();
        if before
            .trim_end_matches(['”', '’', '"', '\'', ')'])
            .ends_with(['.', '?', '!'])
        {
            push(start, at);
            start = at + space.len_utf8();
        }
    }
    push(start, text.len());
    found
}

/// Whether something between two spaces is read aloud. `×` and `%` are; a dash and a middle dot are not.
fn is_word(token: &str) -> bool {
    token.contains(|c: char| c.is_alphanumeric() || "×÷=+%".contains(c))
}

/// Whether it is, or holds, a value that is known only when the text is shown.
pub fn is_value(token: &str) -> bool {
    token.contains("{$")
}

/// How many syllables a figure or a value is taken to have. A short amount or date has more and a first name fewer;
/// with more the values would be measured instead of the words.
const SYLLABLES_OF_A_VALUE: i64 = 2;

/// Words whose syllables are not as their letters tell.
const IRREGULAR: &[(&str, i64)] = &[
    ("anyone", 3),
    ("area", 3),
    ("being", 2),
    ("business", 2),
    ("create", 2),
    ("created", 3),
    ("element", 3),
    ("every", 2),
    ("everybody", 4),
    ("everyone", 3),
    ("everything", 3),
    ("everywhere", 3),
    ("idea", 3),
    ("meanwhile", 2),
    ("people", 2),
    ("sometimes", 2),
    ("somebody", 3),
    ("something", 2),
    ("somewhere", 2),
    ("someone", 2),
    ("whoever", 3),
];

/// About how many syllables a word has: groups of vowels, without the silent ones.
pub fn syllables(word: &str) -> i64 {
    if is_value(word) || word.contains(|c: char| c.is_ascii_digit()) {
        return SYLLABLES_OF_A_VALUE;
    }
    let letters = |c: char| !c.is_alphabetic();
    let parts = word
        .trim_matches(letters)
        .split(letters)
        .filter(|part| !part.is_empty());
    // Letters after an apostrophe are at most an s or a t.
    let spoken = parts.filter(|part| !["s", "t"].contains(part));
    spoken.map(of_part).sum::<i64>().max(1)
}

/// The same for a run of letters.
fn of_part(part: &str) -> i64 {
    let spelt_out = part.len() > 1 && part.chars().all(char::is_uppercase);
    if spelt_out && !part.contains(['A', 'E', 'I', 'O', 'U']) {
        return i64::try_from(part.len()).unwrap_or(i64::MAX);
    }
    of_small_letters(&part.to_lowercase())
}

fn of_small_letters(word: &str) -> i64 {
    if let Some((_, count)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
        return *count;
    }
    // "likely" and "statement": the e before is silent there as well.
    let endings = ["ly", "ment", "ful", "less"];
    let front = endings.iter().find_map(|ending| word.strip_suffix(ending));
    if let Some(front) = front.filter(|front| front.contains(is_vowel)) {
        return of_small_letters(front) + 1;
    }
    (vowel_groups(without_silent_end(word)) + parted_vowels(word)).max(1)
}

/// A word without an ending that is not heard.
fn without_silent_end(word: &str) -> &str {
    // "table" and "settled": there the e is heard, before or after the l.
    let sounded_l = |stem: &str| {
        let mut back = stem.chars().rev();
        back.next() == Some('l') && back.next().is_some_and(|c| !is_vowel(c) && c != 'l')
    };
    // "agreed" and "free": the e before already makes the group.
    let endings: [(&str, &[&str]); 3] = [
        ("es", &["s", "x", "z", "ch", "sh", "c", "g"]),
        ("ed", &["t", "d", "e"]),
        ("e", &["e"]),
    ];
    let found = endings.iter().find_map(|(ending, heard_after)| {
        let stem = word.strip_suffix(ending)?;
        let heard = sounded_l(stem) || heard_after.iter().any(|end| stem.ends_with(end));
        Some(if heard { word } else { stem })
    });
    found.unwrap_or(word)
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

/// Runs of vowels; a y before a vowel begins a new one.
fn vowel_groups(word: &str) -> i64 {
    let letters: Vec<char> = word.chars().collect();
    let mut groups = 0;
    let mut inside = false;
    for (index, letter) in letters.iter().enumerate() {
        let next_is_vowel = letters.get(index + 1).is_some_and(|next| is_vowel(*next));
        let vowel = is_vowel(*letter) && !(*letter == 'y' && next_is_vowel);
        if vowel && !inside {
            groups += 1;
        }
        inside = vowel;
    }
    groups
}

/// Vowels side by side that are two syllables: "annual", "earlier", "going", "period".
fn parted_vowels(word: &str) -> i64 {
    let parted = [
        "ual", "ier", "oing", "eeing", "iod", "iet", "ieting", "ial", "ium", "uing",
    ];
    let drawn_together = ["cial", "tial", "qual"];
    let count = |list: &[&str]| list.iter().filter(|part| word.contains(*part)).count();
    let parts = count(&parted).saturating_sub(count(&drawn_together));
    i64::try_from(parts).unwrap_or_default()
}

#[test]
fn a_text_is_cut_after_its_marks() {
    let cut = |text| -> Vec<&str> { sentences(text).into_iter().map(|sentence| sentence.text).collect() };
    assert_eq!(cut("One. Two? “Three.” Four"), ["One.", "Two?", "“Three.”", "Four"]);
    assert_eq!(
        cut("Like 85.50, or a .plan file: both"),
        ["Like 85.50, or a .plan file: both"]
    );
    assert_eq!(cut("…"), [""; 0]);
    assert_eq!(sentences("Ab.  Cd.").last().map(|last| last.start), Some(5));
}

#[test]
fn values_and_signs_are_words_and_dashes_are_none() {
    let words = |text| -> Vec<&str> { sentences(text).iter().flat_map(Sentence::words).collect() };
    assert_eq!(words("{$rate} % – of “it”"), ["{$rate}", "%", "of", "“it”"]);
    assert_eq!(
        sentences("Re-Made, {$x}; don’t").first().map(Sentence::plain_words),
        Some(vec![
            "re".to_owned(),
            "made".to_owned(),
            String::new(),
            "don't".to_owned()
        ])
    );
}

#[test]
fn syllables_are_near_enough() {
    for (word, expected) in [
        ("the", 1),
        ("you", 1),
        ("whole", 1),
        ("changed", 1),
        ("phones", 1),
        ("owed", 1),
        ("PDF", 3),
        ("table", 2),
        ("settled", 2),
        ("counted", 2),
        ("agreed", 2),
        ("dates", 1),
        ("uses", 2),
        ("paying", 2),
        ("going", 2),
        ("device", 2),
        ("before", 2),
        ("e-mail", 2),
        ("person’s", 2),
        ("anyone", 3),
        ("earlier", 3),
        ("annual", 3),
        ("document", 3),
        ("payment,", 2),
        ("reduction", 3),
        ("telephone", 3),
        ("period", 3),
        ("interest", 3),
        ("electronic", 4),
        ("unfortunately", 5),
        ("likely", 2),
        ("statement", 2),
        ("agreement", 3),
        ("settlement", 3),
        ("only", 2),
        ("special", 2),
        ("equally", 3),
        ("{$amount}", 2),
        ("2,000", 2),
        ("×", 1),
    ] {
        assert_eq!(syllables(word), expected, "{word}");
    }
}
