//! The fields of a form that take signatures.

use std::collections::BTreeSet;

use super::file::File;
use super::syntax::{Dictionary, Object, has_name};
use super::{No, Ruling};

/// How many fields a form may have.
const MAX_FIELDS: usize = 10_000;
/// How many of them may take signatures.
const MAX_SIGNATURE_FIELDS: usize = 100;

/// A field for a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its number.
    pub id: u32,
    /// The number of the signature's dictionary, once it is signed.
    pub signature: Option<u32>,
    /// Whether signing it forbids every later change.
    pub locks: bool,
}

impl Field {
    /// Whether it has the signature that another, earlier state of it had.
    pub fn keeps(&self, earlier: &Self) -> bool {
        self.id == earlier.id && self.signature == earlier.signature
    }
}

/// The number of the catalog and the catalog, seen from a revision.
pub fn catalog(file: &File, view: usize) -> Result<(u32, Dictionary), No> {
    let wrong = No(Ruling::Unreadable, "catalog");
    let revision = file.revisions.get(view).ok_or(wrong)?;
    let id = revision
        .trailer
        .get(&b"Root"[..])
        .and_then(Object::reference)
        .ok_or(wrong)?;
    let item = file.get(id, view)?;
    match item.plain() {
        Some(catalog) if has_name(catalog, b"Type", b"Catalog") => Ok((id, catalog.clone())),
        _ => Err(wrong),
    }
}

/// The fields that take signatures, in the form's order, seen from a revision.
pub fn signature_fields(file: &File, view: usize) -> Result<Vec<Field>, No> {
    let wrong = No(Ruling::NotJudged, "form");
    let (_, catalog) = catalog(file, view)?;
    let Some(form) = catalog.get(&b"AcroForm"[..]) else {
        return Ok(Vec::new());
    };
    let form = file.resolve(form, view)?;
    let form = form.plain().ok_or(wrong)?;
    let Some(fields) = form.get(&b"Fields"[..]) else {
        return Ok(Vec::new());
    };
    let fields = file.resolve(fields, view)?;
    let mut waiting: Vec<(u32, bool)> = Vec::new();
    for field in fields.object.array().ok_or(wrong)?.iter().rev() {
        waiting.push((field.reference().ok_or(wrong)?, false));
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    while let Some((id, inherited)) = waiting.pop() {
        if !seen.insert(id) || seen.len() > MAX_FIELDS {
            return Err(wrong);
        }
        let item = file.get(id, view)?;
        let field = item.plain().ok_or(wrong)?;
        let is_signature = match field.get(&b"FT"[..]) {
            None => inherited,
            Some(kind) => kind.is_name(b"Sig"),
        };
        let mut has_fields = false;
        if let Some(kids) = field.get(&b"Kids"[..]) {
            let kids = file.resolve(kids, view)?;
            for kid in kids.object.array().ok_or(wrong)?.iter().rev() {
                let kid = kid.reference().ok_or(wrong)?;
                if file.get(kid, view)?.plain().ok_or(wrong)?.contains_key(&b"T"[..]) {
                    has_fields = true;
                    waiting.push((kid, is_signature));
                } else if !seen.insert(kid) {
                    return Err(wrong);
                }
            }
        }
        if !is_signature {
            continue;
        }
        let signature = match field.get(&b"V"[..]) {
            None => None,
            // Handed down to several fields, it would be one signature for all of them.
            Some(_) if has_fields => return Err(wrong),
            Some(value) => Some(value.reference().ok_or(wrong)?),
        };
        if has_fields {
            continue;
        }
        let locks = match field.get(&b"Lock"[..]) {
            None => false,
            Some(lock) => {
                let lock = file.resolve(lock, view)?;
                lock.plain().ok_or(wrong)?.get(&b"P"[..]) == Some(&Object::Integer(1))
            }
        };
        found.push(Field { id, signature, locks });
        if found.len() > MAX_SIGNATURE_FIELDS {
            return Err(wrong);
        }
    }
    Ok(found)
}
