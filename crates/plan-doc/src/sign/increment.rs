//! The update that a signature is: read and written as text, in the one way in which this program does it.
//!
//! The first update makes the fields of both sides, adds them to the structure that a screen reader follows, and
//! fills one; the second fills the other. Everything in an update follows from the file before it and from a few
//! values, so a reader takes these values out, writes the update again, and compares.

use plan_log::Role;

use crate::statement::{How, Statement};

/// Digits that are kept free for the signature's message: 3,072 bytes, of which ours take about 900. There is room
/// for the certificate that a company was given; every digit stands in every file, twice.
const SLOT_DIGITS: usize = 6_144;
/// Names longer than this are no names of ours, in UTF-16 units.
const MAX_NAME_UNITS: usize = 400;
/// The objects that an update builds on are short; the longest names the children of the document.
const MAX_OBJECT_BYTES: usize = 64 << 10;
/// How deep a tree of pages may be; ours is flat.
const MAX_PAGE_DEPTH: usize = 8;

/// Where the signature's message stands in a file: from its `<` to after its `>`, and where the file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub start: usize,
    pub end: usize,
    pub file_end: usize,
}

/// What an update says, beside the signature's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Update {
    pub role: Role,
    pub how: How,
    pub name: String,
    /// `2026-11-23T14:21:05Z`.
    pub signed_at: String,
}

/// An update that stands in a file, unchanged but for its message, which nobody has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    pub role: Role,
    pub update: Update,
    pub slot: Slot,
    /// The message as it stands there, in DER with the zeros after it.
    pub message: Vec<u8>,
    start_of_table: usize,
}

/// The unsigned file, as far as an update builds on it.
#[derive(Debug)]
pub(crate) struct Base<'f> {
    /// Where it ends.
    pub end: usize,
    start_of_table: usize,
    size: usize,
    trailer: &'f [u8],
    catalog: Object<'f>,
    page: Object<'f>,
    structure: Object<'f>,
    document: Object<'f>,
}

#[derive(Debug, Clone, Copy)]
struct Object<'f> {
    id: usize,
    /// From `<<` to `>>`.
    text: &'f [u8],
}

pub(crate) fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

/// The decimal number at the start; at most ten digits, none too many.
fn number(text: &[u8]) -> Option<(usize, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let plain = digits == 1 || number.first() != Some(&b'0');
    if digits == 0 || digits > 10 || !plain {
        return None;
    }
    Some((core::str::from_utf8(number).ok()?.parse().ok()?, rest))
}

fn number_after(text: &[u8], name: &[u8]) -> Option<usize> {
    let at = position(text, name)?;
    Some(number(text.get(at + name.len()..)?)?.0)
}

/// What stands before the end of a revision, and where that end is.
fn revision_end(file: &[u8], from: usize) -> Option<(usize, usize)> {
    const START: &[u8] = b"\nstartxref\n";
    const END: &[u8] = b"\n%%EOF";
    let mut from = from;
    loop {
        let at = from + position(file.get(from..)?, START)? + START.len();
        if let Some((table, rest)) = number(file.get(at..)?)
            && rest.starts_with(END)
        {
            return Some((table, file.len() - rest.len() + END.len()));
        }
        from = at;
    }
}

impl<'f> Base<'f> {
    /// Reads the unsigned file that a file begins with; `None` unless it has the form that this program writes.
    pub fn read(file: &'f [u8]) -> Option<Self> {
        let (start_of_table, end) = revision_end(file, 0)?;
        let whole = file.get(..end)?;
        let table = whole.get(start_of_table..)?.strip_prefix(b"xref\n0 ")?;
        let (size, entries) = number(table)?;
        let entries = entries.strip_prefix(b"\n")?;
        let (entries, rest) = entries.split_at_checked(size.checked_mul(20)?)?;
        let rest = rest.strip_prefix(b"trailer\n")?;
        let trailer = rest.get(..position(rest, b"\nstartxref\n")?)?;
        let object = |id: usize| -> Option<Object<'f>> {
            let entry = entries.get(id.checked_mul(20)?..)?.get(..10)?;
            let offset: usize = core::str::from_utf8(entry).ok()?.parse().ok()?;
            let text = whole.get(offset..)?.strip_prefix(format!("{id} 0 obj\n").as_bytes())?;
            let text = text.get(..position(text, b"\nendobj\n")?)?;
            let fits = text.len() <= MAX_OBJECT_BYTES;
            (fits && text.starts_with(b"<<") && text.ends_with(b">>")).then_some(Object { id, text })
        };
        let catalog = object(number_after(trailer, b"/Root ")?)?;
        let mut page = object(number_after(catalog.text, b"/Pages ")?)?;
        let mut depth = 0;
        while page.text.starts_with(b"<</Type/Pages/") {
            depth += 1;
            if depth > MAX_PAGE_DEPTH {
                return None;
            }
            page = object(number_after(page.text, b"/Kids[")?)?;
        }
        let structure = object(number_after(catalog.text, b"/StructTreeRoot ")?)?;
        let document = object(number_after(structure.text, b"/K[")?)?;
        Some(Self {
            end,
            start_of_table,
            size,
            trailer,
            catalog,
            page,
            structure,
            document,
        })
    }

    /// The updates after the unsigned file, each of them as this program writes it but for its message.
    ///
    /// `None` if there is anything else, or more than two.
    pub fn updates(&self, file: &[u8]) -> Option<Vec<Signed>> {
        let mut updates: Vec<Signed> = Vec::new();
        let mut from = self.end;
        while from < file.len() {
            let update = self.read_update(file, from, updates.last())?;
            if updates.iter().any(|earlier| earlier.role == update.role) {
                return None;
            }
            from = update.slot.file_end;
            updates.push(update);
        }
        Some(updates)
    }

    fn read_update(&self, file: &[u8], from: usize, before: Option<&Signed>) -> Option<Signed> {
        let text = file.get(from..)?;
        let opening = self.opening(before.is_some());
        let rest = text.strip_prefix(opening.as_bytes())?;
        let digits = rest.get(..SLOT_DIGITS)?;
        let message = from_hex(digits)?;
        let rest = rest.get(SLOT_DIGITS..)?;
        let rest = rest.get(position(rest.get(..200)?, b"/Name<feff")? + b"/Name<feff".len()..)?;
        let name = rest.get(..position(rest.get(..rest.len().min(4 * MAX_NAME_UNITS + 1))?, b">")?)?;
        let name = from_utf16(name)?;
        let rest = rest.get(position(rest, b"/Reason(")? + b"/Reason(".len()..)?;
        let how = HOWS.into_iter().find(|how| {
            let reason = rest.strip_prefix(reason(*how).as_bytes());
            reason.is_some_and(|rest| rest.starts_with(b")"))
        })?;
        let rest = rest.strip_prefix(reason(how).as_bytes())?.strip_prefix(b")/M(D:")?;
        let update = Update {
            role: how.role(),
            how,
            name,
            signed_at: iso_time(rest.get(..15)?)?,
        };
        // What this program does not sign it does not read either.
        let statement = Statement {
            role: update.role,
            name: update.name.clone(),
            how: update.how,
            signed_at: update.signed_at.clone(),
        };
        statement.check().ok()?;
        let (mut again, slot) = self.write(from, before, &update)?;
        let local = Slot {
            start: slot.start.checked_sub(from)?,
            end: slot.end.checked_sub(from)?,
            file_end: slot.file_end.checked_sub(from)?,
        };
        fill(&mut again, local, &message)?;
        if text.get(..again.len())? != again {
            return None;
        }
        let (start_of_table, _) = revision_end(file, from)?;
        Some(Signed {
            role: update.role,
            update,
            slot,
            message,
            start_of_table,
        })
    }

    /// What an update begins with, up to the message.
    fn opening(&self, second: bool) -> String {
        let id = self.size + if second { 5 } else { 0 };
        format!("\n{id} 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Contents<")
    }

    /// The update that signs a file which is `from` bytes long, with zeros for its message.
    pub fn write(&self, from: usize, before: Option<&Signed>, update: &Update) -> Option<(Vec<u8>, Slot)> {
        let Self { size, .. } = *self;
        let opening = self.opening(before.is_some());
        let start = from + opening.len() - 1;
        let end = start + SLOT_DIGITS + 2;
        let mut objects: Vec<(usize, Vec<u8>)> = Vec::new();
        let page = format!("{} 0 R", self.page.id);
        let (debtor, agent, signature) = (size + 1, size + 2, if before.is_some() { size + 5 } else { size });
        let field = |role: Role, filled: bool| {
            let (name, title, key) = match role {
                Role::Person => ("debtor", "Signature of the person paying", 0),
                Role::Agent => ("agent", "Signature for the company", 1),
            };
            let value = if filled {
                format!("/V {signature} 0 R")
            } else {
                String::new()
            };
            let key = number_after(self.structure.text, b"/ParentTreeNextKey ")?.checked_add(key)?;
            Some(format!(
                "<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/TU({title})/Rect[-1 -1 -1 -1]/F 132/P {page}/StructParent {key}{value}>>"
            ).into_bytes())
        };
        let field_id = |role| match role {
            Role::Person => debtor,
            Role::Agent => agent,
        };
        if before.is_some() {
            objects.push((field_id(update.role), field(update.role, true)?));
        } else {
            objects.push((
                self.catalog.id,
                with(
                    self.catalog.text,
                    &format!(
                        "/AcroForm<</Fields[{debtor} 0 R {agent} 0 R]/SigFlags 3>>/Perms<</DocMDP {signature} 0 R>>"
                    ),
                )?,
            ));
            objects.push((
                self.page.id,
                with(self.page.text, &format!("/Annots[{debtor} 0 R {agent} 0 R]"))?,
            ));
            objects.push((
                self.document.id,
                with_children(self.document.text, [size + 3, size + 4])?,
            ));
            objects.push((
                self.structure.id,
                with_parents(self.structure.text, [size + 3, size + 4])?,
            ));
            for role in [Role::Person, Role::Agent] {
                objects.push((field_id(role), field(role, role == update.role)?));
                let widget = field_id(role);
                objects.push((
                    widget + 2,
                    format!(
                        "<</Type/StructElem/S/Form/P {} 0 R/Pg {page}/K<</Type/OBJR/Obj {widget} 0 R/Pg {page}>>>>",
                        self.document.id
                    )
                    .into_bytes(),
                ));
            }
        }
        plan_core::sort_by(&mut objects, |(a, _), (b, _)| a.cmp(b));

        let mut closing = format!(
            "]/Name<feff{}>/Reason({})/M(D:",
            to_utf16(&update.name),
            reason(update.how)
        );
        closing.push_str(&pdf_time(&update.signed_at)?);
        closing.push(')');
        if before.is_none() {
            closing.push_str(
                "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]",
            );
        }
        closing.push_str(">>\nendobj\n");
        let range = format!("/ByteRange[0 {start} {end} ");

        // The last number of the range counts its own digits, and those after it that depend on it.
        let mut file_end = end;
        for _ in 0..4 {
            let covered = file_end - end;
            let mut text = Vec::with_capacity(SLOT_DIGITS + 8_192);
            text.extend_from_slice(opening.as_bytes());
            text.resize(text.len() + SLOT_DIGITS, b'0');
            text.push(b'>');
            text.extend_from_slice(range.as_bytes());
            text.extend_from_slice(covered.to_string().as_bytes());
            text.extend_from_slice(closing.as_bytes());
            let mut places = vec![(signature, from + 1)];
            for (id, object) in &objects {
                places.push((*id, from + text.len()));
                text.extend_from_slice(format!("{id} 0 obj\n").as_bytes());
                text.extend_from_slice(object);
                text.extend_from_slice(b"\nendobj\n");
            }
            plan_core::sort_by(&mut places, |(a, _), (b, _)| a.cmp(b));
            let table = from + text.len();
            text.extend_from_slice(b"xref\n");
            for run in places.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
                let (first, _) = run.first()?;
                text.extend_from_slice(format!("{first} {}\n", run.len()).as_bytes());
                for (_, place) in run {
                    text.extend_from_slice(format!("{place:010} 00000 n\r\n").as_bytes());
                }
            }
            let new_size = size + if before.is_some() { 6 } else { 5 };
            let previous = before.map_or(self.start_of_table, |signed| signed.start_of_table);
            let size_now = format!("<</Size {size}/");
            let trailer = self.trailer.strip_prefix(size_now.as_bytes())?.strip_suffix(b">>")?;
            text.extend_from_slice(format!("trailer\n<</Size {new_size}/").as_bytes());
            text.extend_from_slice(trailer);
            text.extend_from_slice(format!("/Prev {previous}>>\nstartxref\n{table}\n%%EOF").as_bytes());
            if from + text.len() == file_end {
                return Some((text, Slot { start, end, file_end }));
            }
            file_end = from + text.len();
        }
        None
    }
}

/// Puts the message into its slot.
pub(super) fn fill(file: &mut [u8], slot: Slot, message: &[u8]) -> Option<()> {
    let digits = file.get_mut(slot.start + 1..slot.end.checked_sub(1)?)?;
    if message.len() * 2 > digits.len() {
        return None;
    }
    for (pair, byte) in digits.chunks_exact_mut(2).zip(message) {
        let [high, low] = pair else { return None };
        *high = hex_digit(byte >> 4);
        *low = hex_digit(byte & 15);
    }
    Some(())
}

const HOWS: [How; 3] = [How::CompanyDevice, How::InPersonOnCompanyDevice, How::OwnDevice];

/// What the signature's dictionary says of the circumstances; readers show it.
const fn reason(how: How) -> &'static str {
    match how {
        How::CompanyDevice => "For the company, on the company's device",
        How::InPersonOnCompanyDevice => "The person paying, in person on the company's device",
        How::OwnDevice => "The person paying, on their own device",
    }
}

/// A dictionary with more at its end.
fn with(dictionary: &[u8], more: &str) -> Option<Vec<u8>> {
    let mut text = dictionary.strip_suffix(b">>")?.to_vec();
    text.extend_from_slice(more.as_bytes());
    text.extend_from_slice(b">>");
    Some(text)
}

/// The element of the document with two children more.
fn with_children(element: &[u8], children: [usize; 2]) -> Option<Vec<u8>> {
    let mut text = element.strip_suffix(b"]>>")?.to_vec();
    for child in children {
        text.extend_from_slice(format!(" {child} 0 R").as_bytes());
    }
    text.extend_from_slice(b"]>>");
    Some(text)
}

/// The root of the structure with the two elements under the next two keys.
fn with_parents(root: &[u8], elements: [usize; 2]) -> Option<Vec<u8>> {
    const NEXT: &[u8] = b"]>>/ParentTreeNextKey ";
    let at = position(root, NEXT)?;
    let (next, rest) = number(root.get(at + NEXT.len()..)?)?;
    let [one, other] = elements;
    let mut text = root.get(..at)?.to_vec();
    text.extend_from_slice(
        format!(
            " {next} {one} 0 R {} {other} 0 R]>>/ParentTreeNextKey {}",
            next.checked_add(1)?,
            next.checked_add(2)?
        )
        .as_bytes(),
    );
    text.extend_from_slice(rest);
    Some(text)
}

const fn hex_digit(value: u8) -> u8 {
    match value {
        0..=9 => b'0' + value,
        _ => b'a' + (value & 15) - 10,
    }
}

const fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Lower-case digits, an even number of them.
fn from_hex(digits: &[u8]) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => Some((hex_value(*high)? << 4) | hex_value(*low)?),
            _ => None,
        })
        .collect()
}

fn to_utf16(text: &str) -> String {
    let bytes = text.encode_utf16().flat_map(u16::to_be_bytes);
    bytes
        .flat_map(|byte| [hex_digit(byte >> 4), hex_digit(byte & 15)])
        .map(char::from)
        .collect()
}

fn from_utf16(digits: &[u8]) -> Option<String> {
    let bytes = from_hex(digits)?;
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

/// `20261123142105Z` from `2026-11-23T14:21:05Z`.
fn pdf_time(utc: &str) -> Option<String> {
    crate::format::is_utc_time(utc).then(|| utc.chars().filter(|c| !matches!(c, '-' | ':' | 'T')).collect())
}

/// The other way.
fn iso_time(text: &[u8]) -> Option<String> {
    let text = core::str::from_utf8(text).ok()?;
    let part = |from: usize, to: usize| text.get(from..to);
    let utc = format!(
        "{}-{}-{}T{}:{}:{}",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 15)?
    );
    crate::format::is_utc_time(&utc).then_some(utc)
}
