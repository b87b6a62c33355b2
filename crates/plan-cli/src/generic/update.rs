//! What an update changed, and whether signing needed it.
//!
//! Whatever is not on the list here is refused. An object that was there before may change only in the few places that
//! a signature's field, the form and the list of fields need; one that is new must be reached from these, and nothing
//! that was there before may have been waiting for it.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{Entry, File, Item};
use super::form::{Field, catalog, signature_fields};
use super::syntax::{Dictionary, Object, has_name};
use super::{No, Ruling};

/// What an update may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Sign: a later signature covers it.
    Sign,
    /// Add what somebody needs to check the signatures later on. No signature covers it.
    AddProof,
}

/// Who refers to what, of all that is seen from a revision.
#[derive(Debug, Default)]
pub struct References {
    /// How often each object is referred to.
    counts: BTreeMap<u32, usize>,
    /// The lists of a page's annotations that are objects of their own.
    annotations: BTreeSet<u32>,
}

impl References {
    fn add(&mut self, item: &Item) {
        for id in references_in(&item.object) {
            *self.counts.entry(id).or_default() += 1;
        }
        self.annotations.extend(list_of_annotations(item));
    }

    fn remove(&mut self, item: &Item) {
        for id in references_in(&item.object) {
            if let Some(count) = self.counts.get_mut(&id) {
                *count = count.saturating_sub(1);
            }
        }
        if let Some(list) = list_of_annotations(item) {
            self.annotations.remove(&list);
        }
    }

    /// Whether there is just one reference to an object.
    fn is_only_one(&self, id: u32) -> bool {
        self.counts.get(&id) == Some(&1)
    }
}

fn list_of_annotations(item: &Item) -> Option<u32> {
    let page = item.plain().filter(|one| has_name(one, b"Type", b"Page"))?;
    page.get(&b"Annots"[..])?.reference()
}

/// What the field of a new signature may say.
const FIELD_KEYS: [&[u8]; 20] = [
    b"Type",
    b"Subtype",
    b"FT",
    b"T",
    b"TU",
    b"TM",
    b"F",
    b"Ff",
    b"Rect",
    b"P",
    b"V",
    b"AP",
    b"MK",
    b"DA",
    b"Lock",
    b"SV",
    b"StructParent",
    b"Border",
    b"M",
    b"NM",
];
/// What differs from update to update in a trailer, with what a table that is a stream says of itself.
const TRAILER_KEYS: [&[u8]; 9] = [
    b"Size",
    b"Prev",
    b"ID",
    b"Type",
    b"W",
    b"Index",
    b"Length",
    b"Filter",
    b"DecodeParms",
];
/// The lists of what a check needs (ISO 32000-2, 12.8.4.3).
const PROOF_LISTS: [&[u8]; 3] = [b"Certs", b"OCSPs", b"CRLs"];
/// Keys of what acts by itself or changes what is shown.
const ACTIVE_KEYS: [&[u8]; 7] = [
    b"JavaScript",
    b"JS",
    b"AA",
    b"OpenAction",
    b"XFA",
    b"Launch",
    b"RichMedia",
];
/// Actions of that kind.
const ACTIVE_ACTIONS: [&[u8]; 8] = [
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ResetForm",
    b"ImportData",
    b"Hide",
    b"SetOCGState",
    b"Rendition",
];

const fn changed(code: &'static str) -> No {
    No(Ruling::Changed, code)
}

fn is_active(name: Option<&[u8]>, value: &Object) -> bool {
    let Some(name) = name else { return false };
    let acts = || ACTIVE_ACTIONS.iter().any(|action| value.is_name(action));
    ACTIVE_KEYS.contains(&name) || (name == b"S" && acts())
}

fn acts(object: &Object) -> bool {
    let mut found = false;
    object.each(&mut |name, value| found |= is_active(name, value));
    found
}

fn references_in(object: &Object) -> Vec<u32> {
    let mut found = Vec::new();
    object.each(&mut |_, value| found.extend(value.reference()));
    found
}

/// Reads every object that is seen from a revision.
///
/// # Errors
/// Anything that acts by itself is not judged.
pub fn scan(file: &File, view: usize) -> Result<References, No> {
    let seen = file.revisions.get(..=view).unwrap_or_default();
    let ids: BTreeSet<u32> = seen
        .iter()
        .flat_map(|revision| revision.entries.keys().copied())
        .collect();
    let mut references = References::default();
    for id in ids {
        if file.entry(id, view).is_none() {
            continue;
        }
        let item = file.get(id, view)?;
        if acts(&item.object) {
            return Err(No(Ruling::NotJudged, "active_content"));
        }
        references.add(&item);
    }
    Ok(references)
}

/// An update between two revisions.
struct Update<'u> {
    file: &'u File<'u>,
    old: usize,
    new: usize,
    aim: Aim,
    references: &'u References,
    before: Dictionary,
    after: Dictionary,
    old_fields: Vec<Field>,
    new_fields: Vec<Field>,
    /// Objects that were not there before.
    fresh: BTreeSet<u32>,
}

/// Whether the signature of an update shows a picture of its own on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// It shows nothing.
    Nothing,
    /// It shows something, perhaps over what others signed.
    Picture,
}

/// Judges an update. What it added to the references between objects is counted.
///
/// # Errors
/// Whatever is not known to be harmless.
pub fn judge(file: &File, number: usize, aim: Aim, references: &mut References) -> Result<Drawn, No> {
    file.require_tiles(number)?;
    let old = number.checked_sub(1).ok_or(changed("tables"))?;
    let (old_id, before) = catalog(file, old)?;
    let (id, after) = catalog(file, number)?;
    if id != old_id {
        return Err(changed("catalog"));
    }
    let mut update = Update {
        file,
        old,
        new: number,
        aim,
        references,
        before,
        after,
        old_fields: signature_fields(file, old)?,
        new_fields: signature_fields(file, number)?,
        fresh: BTreeSet::new(),
    };
    update.trailer()?;
    let entries = &file.revisions.get(number).ok_or(changed("tables"))?.entries;
    let mut existing = Vec::new();
    for (id, entry) in entries {
        match (file.entry(*id, old), entry) {
            (None, Entry::Free) => {}
            (Some(_), Entry::Free) => return Err(changed("freed_object")),
            (Some(Entry::At(_, one)), Entry::At(_, other)) if one != *other => return Err(changed("generation")),
            (Some(_), _) => existing.push(*id),
            (None, _) if references.counts.contains_key(id) => return Err(changed("awaited_object")),
            (None, _) => {
                update.fresh.insert(*id);
            }
        }
    }
    update.fields()?;
    let mut waiting = Vec::new();
    let mut differing = Vec::new();
    for id in existing {
        let (before, after) = (file.get(id, old)?, file.get(id, number)?);
        if before != after {
            update.existing(id, &before, &after)?;
            if acts(&after.object) {
                return Err(changed("active_content"));
            }
            waiting.extend(references_in(&after.object));
            differing.push(id);
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !update.fresh.contains(&id) || !reached.insert(id) {
            continue;
        }
        let item = file.get(id, number)?;
        update.fresh_object(id, &item)?;
        waiting.extend(references_in(&item.object));
    }
    for id in update.fresh.difference(&reached) {
        update.container(*id)?;
    }
    let drawn = update.drawn()?;
    for id in differing {
        references.remove(&file.get(id, old)?);
        references.add(&file.get(id, number)?);
    }
    for id in reached {
        references.add(&file.get(id, number)?);
    }
    Ok(drawn)
}

/// The keys under which two dictionaries differ, with what stands there.
fn differences<'d>(
    before: &'d Dictionary,
    after: &'d Dictionary,
) -> impl Iterator<Item = (&'d [u8], Option<&'d Object>, Option<&'d Object>)> {
    let keys: BTreeSet<&Vec<u8>> = before.keys().chain(after.keys()).collect();
    let found = keys
        .into_iter()
        .map(|key| (key.as_slice(), before.get(key), after.get(key)));
    found.filter(|(_, one, other)| one != other)
}

impl Update<'_> {
    fn is_field(&self, id: u32) -> bool {
        self.new_fields.iter().any(|field| field.id == id)
    }

    fn drawn(&self) -> Result<Drawn, No> {
        for field in &self.new_fields {
            let before = self.file.get(field.id, self.old)?;
            let after = self.file.get(field.id, self.new)?;
            let picture = |item: &Item| item.plain().and_then(|one| one.get(&b"AP"[..]).cloned());
            if picture(&after).is_some() && picture(&before) != picture(&after) {
                return Ok(Drawn::Picture);
            }
        }
        Ok(Drawn::Nothing)
    }

    fn trailer(&self) -> Result<(), No> {
        let trailer = |number: usize| self.file.revisions.get(number).map(|revision| &revision.trailer);
        let (Some(before), Some(after)) = (trailer(self.old), trailer(self.new)) else {
            return Err(changed("tables"));
        };
        // A smaller size would take objects away.
        let size = |trailer: &Dictionary| trailer.get(&b"Size"[..]).and_then(Object::size);
        let known = differences(before, after).all(|(key, _, _)| TRAILER_KEYS.contains(&key));
        if known && size(before) <= size(after) {
            Ok(())
        } else {
            Err(changed("trailer"))
        }
    }

    /// No field is taken away or signed anew, and a new one is a plain field for a signature.
    fn fields(&self) -> Result<(), No> {
        let mut new = self.new_fields.iter();
        for before in &self.old_fields {
            let Some(after) = new.find(|field| field.id == before.id) else {
                return Err(changed("fields"));
            };
            let kept = before.signature.is_none() || before.signature == after.signature;
            if !kept || before.locks != after.locks {
                return Err(changed("fields"));
            }
        }
        for field in &self.new_fields {
            let before = self.old_fields.iter().find(|before| before.id == field.id);
            let signed_now = field.signature.is_some() && before.is_none_or(|before| before.signature.is_none());
            let value_is_new = field.signature.is_none_or(|id| self.fresh.contains(&id));
            if signed_now && !value_is_new {
                return Err(changed("fields"));
            }
            if (signed_now || before.is_none()) && self.aim == Aim::AddProof {
                return Err(changed("fields"));
            }
            if before.is_none() {
                let item = self.file.get(field.id, self.new)?;
                let plain = item.plain().is_some_and(|one| {
                    let known = one.keys().all(|key| FIELD_KEYS.contains(&key.as_slice()));
                    known && has_name(one, b"FT", b"Sig") && has_name(one, b"Subtype", b"Widget")
                });
                if !plain || !self.fresh.contains(&field.id) {
                    return Err(changed("fields"));
                }
            }
        }
        Ok(())
    }

    /// Requires that a list only grew, by new fields for signatures or, of proof, by new objects.
    fn grown(&self, before: &Object, after: &Object, what: fn(&Self, u32) -> bool) -> Result<(), No> {
        let (Some(before), Some(after)) = (before.array(), after.array()) else {
            return Err(changed("list"));
        };
        let added = after.strip_prefix(before).ok_or(changed("list"))?;
        let new = |one: &Object| {
            one.reference()
                .is_some_and(|id| self.fresh.contains(&id) && what(self, id))
        };
        if added.iter().all(new) {
            Ok(())
        } else {
            Err(changed("list"))
        }
    }

    /// The same for a list that may be an object of its own, or not be there yet.
    fn list(&self, before: Option<&Object>, after: Option<&Object>, what: fn(&Self, u32) -> bool) -> Result<(), No> {
        let empty = Object::Array(Vec::new());
        let before = match before {
            None => empty,
            Some(list) => self.file.resolve(list, self.old)?.object,
        };
        let after = after.ok_or(changed("list"))?;
        self.same_or_fresh(after)?;
        self.grown(&before, &self.file.resolve(after, self.new)?.object, what)
    }

    /// What is put in another's place stands there itself or is a new object.
    fn same_or_fresh(&self, after: &Object) -> Result<(), No> {
        match after.reference() {
            Some(id) if !self.fresh.contains(&id) => Err(changed("list")),
            _ => Ok(()),
        }
    }

    /// An object that was there before.
    fn existing(&self, id: u32, before: &Item, after: &Item) -> Result<(), No> {
        let reference = |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).and_then(Object::reference);
        let trailer = self.file.revisions.get(self.old).map(|revision| &revision.trailer);
        if reference(&self.before, b"Metadata") == Some(id) && reference(&self.after, b"Metadata") == Some(id) {
            return self.metadata(id, before, after);
        }
        let lists = self.lists()?;
        if lists.fields == Some(id) {
            return self.grown(&before.object, &after.object, Self::is_field);
        }
        if lists.proof.contains(&id) {
            return self.grown(&before.object, &after.object, |_, _| true);
        }
        let (Some(before), Some(after)) = (before.plain(), after.plain()) else {
            // The list of a page's annotations may be an object of its own.
            let streams = before.stream.is_some() || after.stream.is_some();
            if !streams
                && self.aim == Aim::Sign
                && self.references.annotations.contains(&id)
                && self.references.is_only_one(id)
            {
                return self.grown(&before.object, &after.object, Self::is_field);
            }
            return Err(changed("changed_object"));
        };
        if trailer.and_then(|trailer| reference(trailer, b"Root")) == Some(id) {
            self.catalog()
        } else if trailer.and_then(|trailer| reference(trailer, b"Info")) == Some(id) {
            let harmless = |(key, _, value): (&[u8], _, Option<&Object>)| {
                [&b"ModDate"[..], b"Producer"].contains(&key) && matches!(value, Some(Object::Text(_)))
            };
            match differences(before, after).all(harmless) {
                true => Ok(()),
                false => Err(changed("information")),
            }
        } else if reference(&self.before, b"DSS") == Some(id) {
            self.proof(before, after)
        } else if reference(&self.before, b"AcroForm") == Some(id) {
            self.form(before, after)
        } else if has_name(before, b"Type", b"Page") {
            for (key, before, after) in differences(before, after) {
                if key != b"Annots" || self.aim != Aim::Sign {
                    return Err(changed("page"));
                }
                self.list(before, after, Self::is_field)?;
            }
            Ok(())
        } else if self
            .old_fields
            .iter()
            .any(|field| field.id == id && field.signature.is_none())
        {
            // Signed now; `fields` has seen to it that the signature is a new one.
            let harmless = |(key, before, after): (&[u8], Option<&Object>, Option<&Object>)| match key {
                b"V" => before.is_none(),
                b"AP" | b"F" | b"M" => after.is_some(),
                _ => false,
            };
            let signed = after.contains_key(&b"V"[..]);
            match signed && differences(before, after).all(harmless) {
                true => Ok(()),
                false => Err(changed("fields")),
            }
        } else {
            Err(changed("changed_object"))
        }
    }

    /// The lists that are objects of their own.
    fn lists(&self) -> Result<Lists, No> {
        let resolved = |key: &[u8]| match self.before.get(key) {
            None => Ok(None),
            Some(value) => self.file.resolve(value, self.old).map(|item| item.plain().cloned()),
        };
        let (form, proof) = (resolved(b"AcroForm")?, resolved(b"DSS")?);
        let fields = form.and_then(|form| form.get(&b"Fields"[..]).and_then(Object::reference));
        let own = |proof: Dictionary| {
            let lists = PROOF_LISTS
                .into_iter()
                .filter_map(|key| proof.get(key).and_then(Object::reference));
            // What a page refers to as well must not grow under this name.
            lists.filter(|id| self.references.is_only_one(*id)).collect()
        };
        Ok(Lists {
            fields: fields.filter(|id| self.references.is_only_one(*id)),
            proof: proof.map(own).unwrap_or_default(),
        })
    }

    fn catalog(&self) -> Result<(), No> {
        for (key, before, after) in differences(&self.before, &self.after) {
            let after = after.ok_or(changed("catalog"))?;
            match key {
                b"AcroForm" if self.aim == Aim::Sign => {
                    self.same_or_fresh(after)?;
                    let before = self.file.resolve(before.ok_or(changed("catalog"))?, self.old)?;
                    let after = self.file.resolve(after, self.new)?;
                    match (before.plain(), after.plain()) {
                        (Some(before), Some(after)) => self.form(before, after)?,
                        _ => return Err(changed("form")),
                    }
                }
                b"DSS" => {
                    self.same_or_fresh(after)?;
                    let before = match before {
                        None => None,
                        Some(before) => Some(self.file.resolve(before, self.old)?),
                    };
                    let before = before.as_ref().map(Item::plain);
                    let after = self.file.resolve(after, self.new)?;
                    match (before, after.plain()) {
                        (None, Some(after)) => self.proof(&Dictionary::new(), after)?,
                        (Some(Some(before)), Some(after)) => self.proof(before, after)?,
                        _ => return Err(changed("proof")),
                    }
                }
                b"Metadata" if before.is_none() => {
                    let item = self.file.resolve(after, self.new)?;
                    let fresh = after.reference().is_some_and(|id| self.fresh.contains(&id));
                    if !fresh || !is_metadata(&item) {
                        return Err(changed("metadata"));
                    }
                }
                b"Extensions" if after.dictionary().is_some() && references_in(after).is_empty() => {}
                b"Version" if matches!(after, Object::Name(name) if name.len() == 3) => {}
                b"Perms" if before.is_none() && self.aim == Aim::Sign => {
                    let own = |(key, value): (&Vec<u8>, &Object)| {
                        let id = value.reference();
                        key == b"DocMDP"
                            && self
                                .new_fields
                                .iter()
                                .any(|field| id.is_some() && field.signature == id)
                    };
                    if !after.dictionary().is_some_and(|perms| perms.iter().all(own)) {
                        return Err(changed("catalog"));
                    }
                }
                _ => return Err(changed("catalog")),
            }
        }
        Ok(())
    }

    fn form(&self, before: &Dictionary, after: &Dictionary) -> Result<(), No> {
        for (key, before, after) in differences(before, after) {
            match key {
                _ if self.aim != Aim::Sign => return Err(changed("form")),
                b"Fields" => self.list(before, after, Self::is_field)?,
                b"SigFlags" if matches!(after, Some(Object::Integer(0..=3))) => {}
                _ => return Err(changed("form")),
            }
        }
        Ok(())
    }

    /// What somebody needs to check later: lists that grow, and a list by signature.
    fn proof(&self, before: &Dictionary, after: &Dictionary) -> Result<(), No> {
        for (key, before, after) in differences(before, after) {
            match (key, before, after) {
                (b"Type", None, Some(kind)) if kind.is_name(b"DSS") => {}
                (b"VRI", before, Some(after)) => {
                    self.same_or_fresh(after)?;
                    let before = match before {
                        None => Dictionary::new(),
                        Some(before) => self
                            .file
                            .resolve(before, self.old)?
                            .plain()
                            .cloned()
                            .unwrap_or_default(),
                    };
                    let after = self.file.resolve(after, self.new)?;
                    let after = after.plain().ok_or(changed("proof"))?;
                    if differences(&before, after).any(|(_, before, _)| before.is_some()) {
                        return Err(changed("proof"));
                    }
                }
                (list, before, after) if PROOF_LISTS.contains(&list) => self.list(before, after, |_, _| true)?,
                _ => return Err(changed("proof")),
            }
        }
        Ok(())
    }

    /// A description of the file that is written anew. Nothing else may refer to it, or it could be shown.
    fn metadata(&self, id: u32, before: &Item, after: &Item) -> Result<(), No> {
        let only_here = self.references.is_only_one(id);
        if only_here && is_metadata(before) && is_metadata(after) && references_in(&after.object).is_empty() {
            Ok(())
        } else {
            Err(changed("metadata"))
        }
    }

    /// An object that was not there before and is reached.
    fn fresh_object(&self, id: u32, item: &Item) -> Result<(), No> {
        if acts(&item.object) {
            return Err(changed("active_content"));
        }
        let Some(dictionary) = item.object.dictionary() else {
            return Ok(());
        };
        let kind = |kind: &[u8]| has_name(dictionary, b"Type", kind);
        let is_annotation = kind(b"Annot") || (item.stream.is_none() && dictionary.contains_key(&b"Rect"[..]));
        if is_annotation && !self.is_field(id) {
            return Err(changed("annotation"));
        }
        if kind(b"Page") || kind(b"Pages") || kind(b"Catalog") {
            return Err(changed("page"));
        }
        Ok(())
    }

    /// What nothing refers to must be a table or a package of objects.
    fn container(&self, id: u32) -> Result<(), No> {
        let item = self.file.get(id, self.new)?;
        let is = |kind: &[u8]| item.object.dictionary().is_some_and(|one| has_name(one, b"Type", kind));
        match item.stream.is_some() && (is(b"XRef") || is(b"ObjStm")) {
            true => Ok(()),
            false => Err(changed("unused_object")),
        }
    }
}

/// Lists that are objects of their own.
struct Lists {
    fields: Option<u32>,
    proof: BTreeSet<u32>,
}

fn is_metadata(item: &Item) -> bool {
    let described = |one: &Dictionary| has_name(one, b"Type", b"Metadata") && has_name(one, b"Subtype", b"XML");
    item.stream.is_some() && item.object.dictionary().is_some_and(described)
}
