//! Judges any signed PDF, by arithmetic and by its structure alone: without asking anybody, and trusting nobody.
//!
//! A file is sound when each of its signatures holds, covers the file as it was then, and nothing was done to it
//! afterwards but what signing itself needs. What this program does not know, it does not judge. Who issued a
//! certificate, and whether it was withdrawn, it does not ask.

mod file;
mod form;
mod message;
mod syntax;
mod update;

use serde::Serialize;
use std::collections::BTreeSet;

use file::{Entry, File};
use message::Signer;
use syntax::{Budget, Dictionary, Object, hex_value};
use update::{Aim, Drawn};

/// What is said of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// Its signatures hold, and nothing was changed after them.
    Sound,
    /// Nobody signed it.
    Unsigned,
    /// It has something in it that this program does not know.
    NotJudged,
    /// It cannot be read.
    Unreadable,
    /// Something was changed after a signature, or a signature does not hold.
    Changed,
}

/// Why a file is not sound: what is said of it, and the reason for machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct No(Ruling, &'static str);

/// What is written out.
#[derive(Debug, Serialize)]
pub struct Judgement {
    verdict: Ruling,
    words: String,
    signers: Vec<Told>,
    reasons: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Told {
    name: Option<String>,
    signed_at: Option<String>,
    algorithm: Option<String>,
    covers_whole_file: bool,
    valid: bool,
}

const LIMITS: &str = "This looks at the arithmetic and at the structure of the file only. Who issued a certificate, \
    whether it was withdrawn and whose key it is were not checked: a name is what the certificate says.";

impl Ruling {
    const fn words(self) -> &'static str {
        match self {
            Self::Sound => "The signatures hold, and nothing was changed after them that signing does not need.",
            Self::Unsigned => "Nobody has signed this file in a form's field.",
            Self::NotJudged => "Not judged: there is something in this file that this program does not know.",
            Self::Unreadable => "Cannot be read as a whole file.",
            Self::Changed => "Changed after signing, or a signature does not hold.",
        }
    }
}

impl Judgement {
    /// Whether the answer is yes.
    pub fn is_sound(&self) -> bool {
        self.verdict == Ruling::Sound
    }

    /// A file that is too large was not read.
    pub fn too_large() -> Self {
        Self::of(Vec::new(), &[No(Ruling::Unreadable, "too_large")], Drawn::Nothing)
    }

    fn of(signers: Vec<Told>, problems: &[No], drawn: Drawn) -> Self {
        let verdict = problems.iter().map(|no| no.0).max().unwrap_or(Ruling::Sound);
        let mut words = format!("{} {LIMITS}", verdict.words());
        if verdict == Ruling::Sound && !signers.iter().any(|signer| signer.covers_whole_file) {
            words.push_str(" After the last signature, data was added that helps to check it; nobody signed that.");
        }
        if verdict == Ruling::Sound && drawn == Drawn::Picture {
            words.push_str(" A later signature shows a picture of its own, which may lie over what was signed before.");
        }
        let codes: BTreeSet<&'static str> = problems.iter().map(|no| no.1).collect();
        Self {
            verdict,
            words,
            signers,
            reasons: codes.into_iter().collect(),
        }
    }
}

/// A signature, as far as the file goes.
struct Placed {
    /// The revision that it signs.
    revision: usize,
    /// Where the bytes before its message end, where those after it begin, and where they end.
    gap: (usize, usize),
    end: usize,
    message: Vec<u8>,
    time: Option<String>,
    /// Whether it forbids every later change.
    locks: bool,
}

/// Judges a file.
///
/// # Limits
/// Those of the modules beneath; whatever is in the file, it takes a second or two at most.
pub fn judge(bytes: &[u8]) -> Judgement {
    let budget = Budget::new();
    let mut told = Vec::new();
    match judge_file(bytes, &budget, &mut told) {
        Ok((problems, drawn)) => Judgement::of(told, &problems, drawn),
        Err(no) => Judgement::of(told, &[no], Drawn::Nothing),
    }
}

fn judge_file(bytes: &[u8], budget: &Budget, told: &mut Vec<Told>) -> Result<(Vec<No>, Drawn), No> {
    let file = File::open(bytes, budget)?;
    let last = file.revisions.len().saturating_sub(1);
    let fields = form::signature_fields(&file, last)?;
    // Whoever signed once is not left out afterwards.
    for view in 0..last {
        let kept = |field: &form::Field| field.signature.is_none() || fields.iter().any(|own| own.keeps(field));
        if !form::signature_fields(&file, view)?.iter().all(kept) {
            return Err(No(Ruling::Changed, "signature_removed"));
        }
    }
    let mut signatures = Vec::new();
    for field in &fields {
        if let Some(id) = field.signature {
            let mut placed = place(&file, id)?;
            placed.locks |= field.locks;
            signatures.push(placed);
        }
    }
    signatures.sort_unstable_by_key(|placed| placed.revision);
    if signatures
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one.revision == other.revision))
    {
        return Err(No(Ruling::Changed, "signed_twice"));
    }
    let (Some(first), Some(latest)) = (signatures.first(), signatures.last()) else {
        return Err(No(Ruling::Unsigned, "no_signature"));
    };

    let mut problems = Vec::new();
    for placed in &signatures {
        let parts = [bytes.get(..placed.gap.0), bytes.get(placed.gap.1..placed.end)].map(Option::unwrap_or_default);
        let mut signer = Signer::default();
        budget.bytes(placed.end)?;
        let checked = message::check(&placed.message, &parts, &mut signer);
        told.push(Told {
            name: signer.name,
            signed_at: placed.time.clone().or(signer.signed_at),
            algorithm: signer.algorithm,
            covers_whole_file: placed.end == bytes.len(),
            valid: checked.is_ok(),
        });
        problems.extend(checked.err());
    }
    if signatures.iter().any(|placed| placed.locks && placed.revision != last) {
        problems.push(No(Ruling::Changed, "certified"));
    }
    let mut drawn = Drawn::Nothing;
    let mut updates = || -> Result<(), No> {
        let mut references = update::scan(&file, first.revision)?;
        for number in first.revision + 1..=last {
            let aim = match number <= latest.revision {
                true => Aim::Sign,
                false => Aim::AddProof,
            };
            if update::judge(&file, number, aim, &mut references)? == Drawn::Picture {
                drawn = Drawn::Picture;
            }
        }
        Ok(())
    };
    problems.extend(updates().err());
    Ok((problems, drawn))
}

/// Finds out what a signature covers.
fn place(file: &File, id: u32) -> Result<Placed, No> {
    let changed = |code| No(Ruling::Changed, code);
    let last = file.revisions.len().saturating_sub(1);
    let listing = |revision: &file::Revision| revision.entries.contains_key(&id);
    let revision = file
        .revisions
        .iter()
        .rposition(listing)
        .ok_or(changed("signature_dictionary"))?;
    let in_file = matches!(file.entry(id, last), Some(Entry::At(..)));
    let item = file.get(id, last)?;
    let (true, Some(signature)) = (in_file, item.plain()) else {
        return Err(changed("signature_dictionary"));
    };
    let kind = signature.get(&b"SubFilter"[..]);
    let known = [&b"ETSI.CAdES.detached"[..], b"adbe.pkcs7.detached"];
    if !kind.is_some_and(|kind| known.iter().any(|name| kind.is_name(name))) {
        return Err(No(Ruling::NotJudged, "unknown_kind"));
    }
    let Some(Object::Text(contents)) = signature.get(&b"Contents"[..]) else {
        return Err(changed("contents"));
    };
    let range = signature.get(&b"ByteRange"[..]).and_then(Object::array);
    let range: Option<Vec<usize>> = range.and_then(|range| range.iter().map(Object::size).collect());
    let Some([0, before, after, covered]) = range.as_deref() else {
        return Err(changed("byte_range"));
    };
    let end = after.checked_add(*covered).ok_or(changed("byte_range"))?;
    if contents.place != (*before..*after) || *covered == 0 {
        return Err(changed("byte_range"));
    }
    let whole = file
        .revisions
        .get(revision)
        .is_some_and(|one| file.ends_after(one.end).contains(&end));
    if !whole || (revision == last && end != file.bytes.len()) {
        return Err(changed("not_covered"));
    }
    let message = hexadecimal(file.bytes.get(contents.place.clone()).unwrap_or_default());
    Ok(Placed {
        revision,
        gap: (*before, *after),
        end,
        message: message.ok_or(changed("contents"))?,
        time: signature.get(&b"M"[..]).and_then(time),
        locks: locks(file, signature, last)?,
    })
}

/// The bytes of a string that is written in one way: digits of one case between brackets, an even number.
fn hexadecimal(written: &[u8]) -> Option<Vec<u8>> {
    let digits = written.strip_prefix(b"<")?.strip_suffix(b">")?;
    let both_cases = digits.iter().any(u8::is_ascii_lowercase) && digits.iter().any(u8::is_ascii_uppercase);
    if both_cases || digits.is_empty() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(hex_value(*high)? << 4 | hex_value(*low)?),
        _ => None,
    };
    digits.chunks_exact(2).map(byte).collect()
}

/// Whether the signature says that nothing may be changed after it (ISO 32000-2, 12.8.2.2).
fn locks(file: &File, signature: &Dictionary, view: usize) -> Result<bool, No> {
    let wrong = No(Ruling::NotJudged, "transform");
    let Some(references) = signature.get(&b"Reference"[..]) else {
        return Ok(false);
    };
    let references = file.resolve(references, view)?;
    let mut locks = false;
    for reference in references.object.array().ok_or(wrong)? {
        let reference = file.resolve(reference, view)?;
        let reference = reference.plain().ok_or(wrong)?;
        if !syntax::has_name(reference, b"TransformMethod", b"DocMDP") {
            continue;
        }
        let parameters = match reference.get(&b"TransformParams"[..]) {
            None => continue,
            Some(parameters) => file.resolve(parameters, view)?,
        };
        match parameters.plain().ok_or(wrong)?.get(&b"P"[..]) {
            None | Some(Object::Integer(2 | 3)) => {}
            _ => locks = true,
        }
    }
    Ok(locks)
}

/// `2026-11-23T14:21:05+01:00` from `D:20261123142105+01'00'` (ISO 32000-2, 7.9.4).
fn time(value: &Object) -> Option<String> {
    let Object::Text(text) = value else { return None };
    let text = core::str::from_utf8(&text.bytes).ok()?.strip_prefix("D:")?;
    let (digits, zone) = text.split_at_checked(14)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let zone: String = zone.chars().filter(|c| *c != '\'').collect();
    let zone = match zone.as_bytes() {
        [] => String::new(),
        [b'Z', ..] => "Z".to_owned(),
        [b'+' | b'-', rest @ ..] if rest.len() == 4 && rest.iter().all(u8::is_ascii_digit) => {
            format!("{}:{}", zone.get(..3)?, zone.get(3..)?)
        }
        _ => return None,
    };
    let part = |from: usize, to: usize| digits.get(from..to);
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"))
}

#[cfg(test)]
mod tests;
