//! What a text must not do, and finding where one does.

use crate::exceptions::{ADVICE, CAPITALS, ERRORS, LONG_WORDS};
use crate::grade::{self, Grade};
use crate::messages::Reading;
use crate::sentences::{Sentence, is_value, sentences, syllables};

/// The most words a sentence may have.
const MOST_WORDS: usize = 20;

/// A message with fewer words is a label, and has no grade: one syllable more would be worth more than a grade and a
/// half.
const FEWEST_WORDS_FOR_A_GRADE: i64 = 8;

/// From so many syllables on a word in a label has to be on a list.
const SYLLABLES_OF_A_LONG_WORD: i64 = 4;

/// The hardest that a single message may be. Looser than the mean of all: in a short one a name or a word of three
/// syllables that cannot be avoided weighs a grade or two.
const HARDEST: Grade = 900;

/// The hardest that the messages of a group may be on average: the end of grade 6, at about 11 years of age.
pub const HARDEST_MEAN: Grade = 600;

/// The rules, each with a table or a bound of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A sentence is short.
    Length,
    /// An error says what is and what to do; it neither begs nor scolds.
    ErrorWords,
    /// No cheers, no sighs, nothing called simple.
    Tone,
    /// Nothing is shouted.
    Capitals,
    /// Nothing is shouted.
    ExclamationMark,
    /// "and" is a word.
    Ampersand,
    /// Nobody is hurried.
    Hurry,
    /// The numbers can be at fault, a person never is.
    Blame,
    /// Nobody is threatened.
    Threat,
    /// Words of the trade have an everyday one.
    Jargon,
    /// Idioms are not understood by all.
    Idiom,
    /// People have names, or are "you" and "the other side".
    TheAgent,
    /// A message can be read by a child.
    Grade,
    /// So can a label.
    LongWord,
}

/// A word or phrase that is not to be used.
struct Banned {
    rule: Rule,
    /// In small letters; a star at the end of a word stands for any ending.
    phrase: &'static str,
    /// What to write, or why not.
    instead: &'static str,
}

const fn ban(rule: Rule, phrase: &'static str, instead: &'static str) -> Banned {
    Banned { rule, phrase, instead }
}

const SAY_WHAT_TO_DO: &str = "in an error say what is, and what to do next";
const NO_CHEERS: &str = "say what happened, without cheering or sighing over it";
const NO_HURRY: &str = "name the day, and leave the time";
const NO_BLAME: &str = "say what is with the payment or the plan, not with the person";
const NO_THREAT: &str = "name no consequence but one that is real, with its day and its source";
const NO_IDIOM: &str = "say it without a picture";
const NO_MACHINES: &str = "say what it means for the plan, not for the machine";

/// Every word that is looked for.
const BANNED: &[Banned] = &[
    ban(Rule::ErrorWords, "please", SAY_WHAT_TO_DO),
    ban(Rule::ErrorWords, "sorry", SAY_WHAT_TO_DO),
    ban(Rule::ErrorWords, "apolog*", SAY_WHAT_TO_DO),
    ban(Rule::ErrorWords, "invalid*", SAY_WHAT_TO_DO),
    ban(Rule::ErrorWords, "fail*", SAY_WHAT_TO_DO),
    ban(Rule::ErrorWords, "should*", SAY_WHAT_TO_DO),
    ban(Rule::Tone, "simply", "what is simple for one is not for another"),
    ban(Rule::Tone, "just", "what is small for one is not for another"),
    ban(Rule::Tone, "easy", "what is easy for one is not for another"),
    ban(Rule::Tone, "easily", "what is easy for one is not for another"),
    ban(Rule::Tone, "obviously", "what is clear to one is not to another"),
    ban(Rule::Tone, "of course", "what is clear to one is not to another"),
    ban(Rule::Tone, "unfortunately", NO_CHEERS),
    ban(Rule::Tone, "congratulations", NO_CHEERS),
    ban(Rule::Tone, "well done", NO_CHEERS),
    ban(Rule::Tone, "great", NO_CHEERS),
    ban(Rule::Tone, "awesome", NO_CHEERS),
    ban(Rule::Tone, "hooray", NO_CHEERS),
    ban(Rule::Tone, "oops", NO_CHEERS),
    ban(Rule::Tone, "calm down", NO_CHEERS),
    ban(Rule::Hurry, "countdown*", NO_HURRY),
    ban(Rule::Hurry, "hurry", NO_HURRY),
    ban(Rule::Hurry, "urgent*", NO_HURRY),
    ban(Rule::Hurry, "immediately", NO_HURRY),
    ban(Rule::Hurry, "act now", NO_HURRY),
    ban(Rule::Hurry, "last chance", NO_HURRY),
    ban(Rule::Hurry, "final", NO_HURRY),
    ban(Rule::Hurry, "too late", NO_HURRY),
    ban(Rule::Hurry, "running out", NO_HURRY),
    ban(Rule::Hurry, "runs out", NO_HURRY),
    ban(Rule::Hurry, "expire*", NO_HURRY),
    ban(Rule::Hurry, "time left", NO_HURRY),
    ban(Rule::Hurry, "seconds left", NO_HURRY),
    ban(Rule::Hurry, "minutes left", NO_HURRY),
    ban(Rule::Hurry, "hours left", NO_HURRY),
    ban(Rule::Hurry, "days left", NO_HURRY),
    ban(Rule::Hurry, "days to go", NO_HURRY),
    ban(Rule::Blame, "you fail*", NO_BLAME),
    ban(Rule::Blame, "you have fail*", NO_BLAME),
    ban(Rule::Blame, "failed to", NO_BLAME),
    ban(Rule::Blame, "failure", NO_BLAME),
    ban(Rule::Blame, "your fault", NO_BLAME),
    ban(Rule::Blame, "refuse*", NO_BLAME),
    ban(Rule::Blame, "refusal*", NO_BLAME),
    ban(Rule::Blame, "refusing", NO_BLAME),
    ban(
        Rule::Blame,
        "reject*",
        "This plan needs a change before the company can agree to it.",
    ),
    ban(Rule::Blame, "excuse*", NO_BLAME),
    ban(Rule::Blame, "must", "say what can be done, and what happens then"),
    ban(Rule::Blame, "promise*", NO_BLAME),
    ban(Rule::Blame, "you always", NO_BLAME),
    ban(Rule::Blame, "you never", NO_BLAME),
    ban(Rule::Blame, "cannot afford", "This would leave you £14 a month."),
    ban(Rule::Blame, "can't afford", "This would leave you £14 a month."),
    ban(Rule::Threat, "bailiff*", NO_THREAT),
    ban(Rule::Threat, "court", NO_THREAT),
    ban(Rule::Threat, "courts", NO_THREAT),
    ban(Rule::Threat, "legal action", NO_THREAT),
    ban(Rule::Threat, "enforcement", NO_THREAT),
    ban(Rule::Threat, "prosecut*", NO_THREAT),
    ban(Rule::Threat, "repossess*", NO_THREAT),
    ban(Rule::Threat, "your employer", NO_THREAT),
    ban(Rule::Threat, "blacklist*", NO_THREAT),
    ban(Rule::Jargon, "ceiling", "the most your budget shows"),
    ban(Rule::Jargon, "token payment*", "a small payment for now, like £1"),
    ban(Rule::Jargon, "tenor", "how long the plan runs"),
    ban(Rule::Jargon, "amortis*", "pay off"),
    ban(Rule::Jargon, "amortiz*", "pay off"),
    ban(Rule::Jargon, "arrears", "overdue"),
    ban(Rule::Jargon, "principal", "the debt"),
    ban(Rule::Jargon, "creditor*", "the company, or its name"),
    ban(Rule::Jargon, "debtor*", "the person paying, or you"),
    ban(Rule::Jargon, "instalment*", "payment"),
    ban(Rule::Jargon, "outstanding", "still owed"),
    ban(Rule::Jargon, "default*", "a payment was missed"),
    ban(Rule::Jargon, "delinquen*", "late"),
    ban(Rule::Jargon, "forbearance", "say what is done: a break, lower for now"),
    ban(Rule::Jargon, "moratorium", "breathing space"),
    ban(Rule::Jargon, "accru*", "is added"),
    ban(Rule::Jargon, "pro rata", "in shares"),
    ban(Rule::Jargon, "liable", "owe"),
    ban(Rule::Jargon, "liabilit*", "what is owed"),
    ban(Rule::Jargon, "remit*", "pay"),
    ban(Rule::Jargon, "waive*", "is not charged"),
    ban(Rule::Jargon, "hereby", "leave it out"),
    ban(Rule::Jargon, "pursuant", "under"),
    ban(Rule::Jargon, "commence*", "start"),
    ban(Rule::Jargon, "prior to", "before"),
    ban(Rule::Jargon, "in respect of", "for"),
    ban(Rule::Jargon, "utilise*", "use"),
    ban(Rule::Jargon, "sync*", NO_MACHINES),
    ban(Rule::Jargon, "error*", NO_MACHINES),
    ban(Rule::Jargon, "cache*", NO_MACHINES),
    ban(Rule::Jargon, "hash*", NO_MACHINES),
    ban(Rule::Jargon, "digest*", NO_MACHINES),
    ban(Rule::Jargon, "peer*", NO_MACHINES),
    ban(Rule::Jargon, "crash*", NO_MACHINES),
    ban(Rule::Idiom, "on the table", NO_IDIOM),
    ban(Rule::Idiom, "off the table", NO_IDIOM),
    ban(Rule::Idiom, "up in the air", NO_IDIOM),
    ban(Rule::Idiom, "back to square one", NO_IDIOM),
    ban(Rule::Idiom, "in the loop", NO_IDIOM),
    ban(Rule::Idiom, "on the same page", NO_IDIOM),
    ban(Rule::Idiom, "get back on track", NO_IDIOM),
    ban(
        Rule::TheAgent,
        "the agent",
        "the name, or the other side, or the company",
    ),
    ban(
        Rule::TheAgent,
        "the agent's",
        "the name, or the other side, or the company",
    ),
];

/// A text that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Of the message.
    pub key: String,
    /// In the file.
    pub line: usize,
    /// The rule it breaks.
    pub rule: Rule,
    /// Why, with the words.
    pub reason: String,
}

/// Everything that is wrong with some messages, before exceptions; each once, in the order of the file.
pub fn check(readings: &[Reading]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for reading in readings {
        for finding in check_reading(reading) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    findings
}

fn check_reading(reading: &Reading) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |offset: usize, rule: Rule, reason: String| {
        findings.push(Finding {
            key: reading.key.clone(),
            line: reading.line_at(offset),
            rule,
            reason,
        });
    };
    for sentence in sentences(&reading.text) {
        let words = sentence.words().count();
        let plain = sentence.plain_words();
        let quoted = sentence.text;
        if words > MOST_WORDS {
            let reason = format!("{words} words in a sentence, more than {MOST_WORDS}: “{quoted}”");
            find(sentence.start, Rule::Length, reason);
        }
        for banned in BANNED.iter().filter(|banned| applies(banned, &reading.key, quoted)) {
            if contains(&plain, banned.phrase) {
                let reason = format!("“{}” in “{quoted}”: {}", banned.phrase, banned.instead);
                find(sentence.start, banned.rule, reason);
            }
        }
        for word in shouted(&sentence) {
            let reason = format!("“{word}” is in capitals, in “{quoted}”");
            find(sentence.start, Rule::Capitals, reason);
        }
    }
    for (sign, rule) in [('!', Rule::ExclamationMark), ('&', Rule::Ampersand)] {
        if let Some(at) = reading.text.find(sign) {
            find(at, rule, format!("“{sign}” in “{}”", reading.text));
        }
    }
    let counts = grade::count(&reading.text);
    if counts.words >= FEWEST_WORDS_FOR_A_GRADE {
        if let Some(grade) = counts.grade().filter(|grade| *grade > HARDEST) {
            let (grade, most) = (grade::shown(grade), grade::shown(HARDEST));
            let reason = format!("grade {grade}, above {most}: “{}”", reading.text);
            find(0, Rule::Grade, reason);
        }
    } else {
        for word in long_words(&reading.text) {
            let reason = format!("“{word}” is long for a label: “{}”", reading.text);
            find(0, Rule::LongWord, reason);
        }
    }
    findings
}

/// Whether a phrase is looked for in a sentence of a message.
fn applies(banned: &Banned, key: &str, sentence: &str) -> bool {
    match banned.rule {
        Rule::ErrorWords => is_error(key),
        Rule::Threat => !ADVICE.contains(&sentence),
        _ => true,
    }
}

/// Whether a message tells that something could not be done.
pub fn is_error(key: &str) -> bool {
    ERRORS.iter().any(|(prefix, _)| begins(key, prefix))
}

/// Whether a key is a prefix or goes on from it with another part.
pub fn begins(key: &str, prefix: &str) -> bool {
    let rest = key.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
}

/// Whether words follow one another in a sentence as in a phrase.
fn contains(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).any(|window| {
        let mut pairs = window.iter().zip(&phrase);
        pairs.all(|(word, wanted)| match wanted.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == wanted,
        })
    })
}

/// Words in capitals that are not on the list; those that follow one another are one.
fn shouted(sentence: &Sentence<'_>) -> Vec<String> {
    let mut runs = vec![String::new()];
    for word in sentence.words() {
        for part in word
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
        {
            let letters = part.chars().filter(|c| c.is_alphabetic()).count();
            let shouted = letters > 1 && !part.contains(char::is_lowercase) && !is_value(word);
            match runs.last_mut() {
                Some(run) if shouted && run.is_empty() => run.push_str(part),
                Some(run) if shouted => {
                    run.push(' ');
                    run.push_str(part);
                }
                _ => runs.push(String::new()),
            }
        }
    }
    runs.retain(|run| !run.is_empty() && CAPITALS.iter().all(|(known, _)| known != run));
    runs
}

/// Words too long for a label that are not on the list.
fn long_words(text: &str) -> Vec<&str> {
    let words = text
        .split_whitespace()
        .filter(|word| syllables(word) >= SYLLABLES_OF_A_LONG_WORD);
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| {
            let small = word.to_lowercase();
            LONG_WORDS.iter().all(|(known, _)| *known != small)
        })
        .collect()
}

/// Whether a text is long enough to have a grade.
pub fn is_graded(text: &str) -> bool {
    grade::count(text).words >= FEWEST_WORDS_FOR_A_GRADE
}

#[test]
fn every_banned_word_is_found_in_an_error() {
    for Banned { rule, phrase, instead } in BANNED {
        let source = format!("typed-x = Here: “{}”, again.\n", phrase.replace('*', ""));
        let readings = crate::messages::read(&source).expect("the example is Fluent");
        let found = check(&readings).iter().any(|finding| finding.rule == *rule);
        assert!(found && !instead.is_empty(), "{phrase}");
    }
}
