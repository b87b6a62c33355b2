//! How many years of school a text asks for, after Flesch and Kincaid.

use crate::sentences::{Sentence, sentences, syllables};

/// A school grade in hundredths: 600 is the end of grade 6, at about 11 years of age.
pub type Grade = i64;

/// What is counted in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many sentences.
    pub sentences: i64,
    /// How many words, a value as one.
    pub words: i64,
    /// How many syllables.
    pub syllables: i64,
}

/// Counts a text.
pub fn count(text: &str) -> Counts {
    let mut counts = Counts::default();
    for sentence in sentences(text) {
        counts.sentences += 1;
        for word in Sentence::words(&sentence) {
            counts.words += 1;
            counts.syllables += syllables(word);
        }
    }
    counts
}

impl Counts {
    /// 0.39 of a grade for each word of a sentence and 11.8 for each syllable of a word, less 15.59.
    ///
    /// `None` where there is no word. Below zero is possible: such a text is easier than the formula was made for.
    pub fn grade(self) -> Option<Grade> {
        let words = (39 * self.words).checked_div(self.sentences)?;
        let syllables = (1180 * self.syllables).checked_div(self.words)?;
        Some(words + syllables - 1559)
    }
}

/// The mean grade of several texts, each as often as it has sentences.
pub fn mean<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Grade> {
    let (mut sum, mut sentences) = (0, 0);
    for counts in texts.map(count) {
        if let Some(grade) = counts.grade() {
            sum += grade * counts.sentences;
            sentences += counts.sentences;
        }
    }
    i64::checked_div(sum, sentences)
}

/// A grade as people write it.
pub fn shown(grade: Grade) -> String {
    let sign = if grade < 0 { "-" } else { "" };
    let tenths = grade.abs() / 10;
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

#[test]
fn the_formula_is_as_published() {
    // Six words and six syllables in one sentence: 2.34 + 11.8 - 15.59.
    assert_eq!(count("The cat sat on the mat.").grade(), Some(-145));
    // 13 words and 24 syllables in one sentence: 5.07 + 21.78 - 15.59.
    let hard = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.";
    let counts = count(hard);
    assert_eq!((counts.sentences, counts.words), (1, 13));
    assert!(counts.grade() > Some(900), "{counts:?}");
    assert_eq!(count("…").grade(), None);
}

#[test]
fn a_text_with_more_sentences_weighs_more() {
    let (easy, hard) = ("Go on. Go on. Go on.", "Electronic calculation.");
    let (low, high) = (count(easy).grade(), count(hard).grade());
    let both = mean([easy, hard].into_iter());
    let expected = low.zip(high).map(|(low, high)| (3 * low + high) / 4);
    assert!(low < both && both < high);
    assert_eq!(both, expected);
    assert_eq!(mean(std::iter::empty()), None);
}

#[test]
fn a_grade_is_shown_in_tenths() {
    assert_eq!([shown(612), shown(-145), shown(-5)], ["6.1", "-1.4", "-0.0"]);
}
