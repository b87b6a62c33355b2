//! The file as its updates made it: which objects each of them brought, and where it ends.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::syntax::{Budget, Dictionary, Object, Reader, has_name};
use super::{No, Ruling};

/// How often a file may have been updated.
const MAX_REVISIONS: usize = 32;
/// How many objects the tables of a file may list.
const MAX_ENTRIES: usize = 500_000;
/// How far before the end of a file its last table may be named.
const TAIL: usize = 64;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Nowhere: it was taken away.
    Free,
    /// At a place in the file, with its generation.
    At(usize, u16),
    /// Among those that are packed in another object.
    Packed {
        /// That object.
        container: u32,
        /// The how manieth in it.
        index: usize,
    },
}

/// What one update brought; the first is the file as it was first written.
#[derive(Debug)]
pub struct Revision {
    /// Its objects.
    pub entries: BTreeMap<u32, Entry>,
    /// What its trailer says.
    pub trailer: Dictionary,
    /// Where its table stands.
    pub table: usize,
    /// After its `%%EOF`.
    pub end: usize,
}

/// An object that has a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its value; the dictionary of a stream.
    pub object: Object,
    /// The bytes of a stream.
    pub stream: Option<Vec<u8>>,
}

impl Item {
    /// Its dictionary, if it is a dictionary and no stream.
    pub fn plain(&self) -> Option<&Dictionary> {
        self.object.dictionary().filter(|_| self.stream.is_none())
    }
}

/// Objects that are packed together.
#[derive(Debug)]
struct Pack {
    data: Vec<u8>,
    places: Vec<(u32, usize)>,
}

/// A file, read as far as its tables.
#[derive(Debug)]
pub struct File<'f> {
    /// All of it.
    pub bytes: &'f [u8],
    /// What the updates brought, the first file first.
    pub revisions: Vec<Revision>,
    budget: &'f Budget,
    packs: RefCell<BTreeMap<usize, Rc<Pack>>>,
}

fn broken(code: &'static str) -> No {
    No(Ruling::Unreadable, code)
}

impl<'f> File<'f> {
    /// Reads the tables, from the last to the first.
    pub fn open(bytes: &'f [u8], budget: &'f Budget) -> Result<Self, No> {
        if !bytes.starts_with(b"%PDF-1.") && !bytes.starts_with(b"%PDF-2.") {
            return Err(broken("not_a_pdf"));
        }
        let mut file = Self {
            bytes,
            revisions: Vec::new(),
            budget,
            packs: RefCell::default(),
        };
        let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
        let named = tail.windows(9).rposition(|window| window == b"startxref");
        let named = named.ok_or(broken("no_end"))? + bytes.len().saturating_sub(TAIL) + 9;
        let mut table = Reader::new(bytes, named, budget).size()?;
        let mut entries = 0;
        loop {
            let revision = file.revision(table)?;
            if let Some(later) = file.revisions.last()
                && revision.end > later.table
            {
                return Err(broken("tables"));
            }
            if revision.trailer.contains_key(&b"XRefStm"[..]) {
                return Err(No(Ruling::NotJudged, "hybrid_tables"));
            }
            if revision.trailer.contains_key(&b"Encrypt"[..]) {
                return Err(No(Ruling::NotJudged, "encrypted"));
            }
            // What is beyond the size is nothing to some readers, and something to others.
            let size = revision.trailer.get(&b"Size"[..]).and_then(Object::size);
            let last = revision
                .entries
                .last_key_value()
                .and_then(|(id, _)| usize::try_from(*id).ok());
            if size.is_none_or(|size| last.is_some_and(|last| last >= size)) {
                return Err(broken("tables"));
            }
            entries += revision.entries.len();
            let previous = revision.trailer.get(&b"Prev"[..]).cloned();
            file.revisions.push(revision);
            if entries > MAX_ENTRIES || file.revisions.len() > MAX_REVISIONS {
                return Err(broken("too_complex"));
            }
            let Some(previous) = previous else { break };
            let previous = previous.size().ok_or(broken("tables"))?;
            if previous >= table {
                let linear = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
                let linear = linear.windows(11).any(|window| window == b"/Linearized");
                return Err(match linear {
                    true => No(Ruling::NotJudged, "linearized"),
                    false => broken("tables"),
                });
            }
            table = previous;
        }
        file.revisions.reverse();
        // After the last `%%EOF`, the end of its line at most.
        let end = file.revisions.last().map_or(0, |revision| revision.end);
        if !file.ends_after(end).contains(&bytes.len()) {
            return Err(No(Ruling::Changed, "after_end"));
        }
        Ok(file)
    }

    /// Where an update can be said to end whose `%%EOF` ends here: with the end of that line or without.
    pub fn ends_after(&self, end: usize) -> [usize; 3] {
        let rest = self.bytes.get(end..).unwrap_or_default();
        let short = usize::from(rest.starts_with(b"\n") || rest.starts_with(b"\r"));
        let long = if rest.starts_with(b"\r\n") { 2 } else { short };
        [end, end + short, end + long]
    }

    fn reader(&self, at: usize) -> Reader<'f> {
        Reader::new(self.bytes, at, self.budget)
    }

    fn revision(&self, table: usize) -> Result<Revision, No> {
        let mut reader = self.reader(table);
        let (entries, trailer) = if reader.take(b"xref")? {
            (self.plain_table(&mut reader)?, self.plain_trailer(&mut reader)?)
        } else {
            self.packed_table(&mut reader, table)?
        };
        reader.word(b"startxref")?;
        if reader.size()? != table {
            return Err(broken("tables"));
        }
        // `%%EOF` is a comment by its syntax, so what stands between is read by hand.
        let end = loop {
            if reader.take(b"%%EOF")? {
                break reader.at;
            }
            if ![&b"\n"[..], b"\r", b" "]
                .into_iter()
                .any(|space| reader.take(space) == Ok(true))
            {
                return Err(broken("no_end"));
            }
        };
        Ok(Revision {
            entries,
            trailer,
            table,
            end,
        })
    }

    fn plain_table(&self, reader: &mut Reader) -> Result<BTreeMap<u32, Entry>, No> {
        let mut entries = BTreeMap::new();
        while !reader.take_word(b"trailer")? {
            let (first, count) = (reader.size()?, reader.size()?);
            reader.take(b" ")?;
            if !reader.take(b"\r\n")? && !reader.take(b"\n")? && !reader.take(b"\r")? {
                return Err(broken("tables"));
            }
            for number in 0..count {
                let line = self.bytes.get(reader.at..).and_then(|rest| rest.get(..20));
                let line = line.ok_or(broken("tables"))?;
                self.budget.bytes(20)?;
                reader.at += 20;
                let digits = |range: Range<usize>| {
                    let digits = line.get(range)?;
                    let plain = digits.iter().all(u8::is_ascii_digit);
                    core::str::from_utf8(digits)
                        .ok()?
                        .parse::<usize>()
                        .ok()
                        .filter(|_| plain)
                };
                let (place, generation) = (digits(0..10), digits(11..16));
                let (Some(place), Some(generation)) = (place, generation) else {
                    return Err(broken("tables"));
                };
                let entry = match (line.get(10), line.get(16..18), line.get(18..)) {
                    (Some(b' '), Some(kind), Some(b" \n" | b" \r" | b"\r\n")) => match kind {
                        b" f" => Entry::Free,
                        b" n" => Entry::At(place, u16::try_from(generation).map_err(|_| broken("tables"))?),
                        _ => return Err(broken("tables")),
                    },
                    _ => return Err(broken("tables")),
                };
                let id = first.checked_add(number).and_then(|id| u32::try_from(id).ok());
                self.list(&mut entries, id.ok_or(broken("tables"))?, entry)?;
            }
        }
        Ok(entries)
    }

    fn list(&self, entries: &mut BTreeMap<u32, Entry>, id: u32, entry: Entry) -> Result<(), No> {
        if entries.insert(id, entry).is_some() {
            return Err(broken("ambiguous"));
        }
        if entries.len() > MAX_ENTRIES {
            return Err(broken("too_complex"));
        }
        Ok(())
    }

    fn plain_trailer(&self, reader: &mut Reader) -> Result<Dictionary, No> {
        match reader.object()? {
            Object::Dictionary(trailer) => Ok(trailer),
            _ => Err(broken("tables")),
        }
    }

    /// A table that is an object: a stream of numbers.
    fn packed_table(&self, reader: &mut Reader, at: usize) -> Result<(BTreeMap<u32, Entry>, Dictionary), No> {
        let wrong = || broken("tables");
        let (id, item, end) = self.item_at(at, None)?;
        reader.at = end;
        let (Object::Dictionary(trailer), Some(stream)) = (item.object, item.stream) else {
            return Err(wrong());
        };
        if !has_name(&trailer, b"Type", b"XRef") {
            return Err(wrong());
        }
        let data = self.unpacked(&trailer, &stream)?;
        let number = |key: &[u8]| trailer.get(key).and_then(Object::size);
        let numbers =
            |key: &[u8]| -> Option<Vec<usize>> { trailer.get(key)?.array()?.iter().map(Object::size).collect() };
        let widths = numbers(b"W").ok_or_else(wrong)?;
        let [first, second, third] = widths[..] else {
            return Err(wrong());
        };
        let size = number(b"Size").ok_or_else(wrong)?;
        let index = match trailer.get(&b"Index"[..]) {
            None => vec![0, size],
            Some(_) => numbers(b"Index").ok_or_else(wrong)?,
        };
        if widths.iter().any(|width| *width > 8) || second == 0 || !index.len().is_multiple_of(2) {
            return Err(wrong());
        }
        let mut rows = data.chunks_exact(first + second + third);
        let mut entries = BTreeMap::new();
        for pair in index.chunks_exact(2) {
            let [start, count] = pair else { return Err(wrong()) };
            for number in 0..*count {
                let row = rows.next().ok_or_else(wrong)?;
                let (kind, rest) = row.split_at_checked(first).ok_or_else(wrong)?;
                let (place, last) = rest.split_at_checked(second).ok_or_else(wrong)?;
                let value = |bytes: &[u8]| {
                    let value = bytes.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
                    usize::try_from(value).map_err(|_| wrong())
                };
                let kind = if first == 0 { 1 } else { value(kind)? };
                let entry = match kind {
                    0 => Entry::Free,
                    1 => Entry::At(value(place)?, u16::try_from(value(last)?).map_err(|_| wrong())?),
                    2 => Entry::Packed {
                        container: u32::try_from(value(place)?).map_err(|_| wrong())?,
                        index: value(last)?,
                    },
                    _ => return Err(wrong()),
                };
                let id = start.checked_add(number).and_then(|id| u32::try_from(id).ok());
                self.list(&mut entries, id.ok_or_else(wrong)?, entry)?;
            }
        }
        if rows.next().is_some() || !rows.remainder().is_empty() {
            return Err(wrong());
        }
        // It may be left out of its own list; then it is known by its place.
        match entries.insert(id, Entry::At(at, 0)) {
            None | Some(Entry::At(_, 0)) => Ok((entries, trailer)),
            Some(_) => Err(wrong()),
        }
    }

    /// What a stream of objects or of numbers holds.
    fn unpacked(&self, dictionary: &Dictionary, stream: &[u8]) -> Result<Vec<u8>, No> {
        let unknown = || No(Ruling::NotJudged, "unknown_packing");
        let filter = match dictionary.get(&b"Filter"[..]) {
            None => return Ok(stream.to_vec()),
            Some(Object::Array(filters)) if filters.len() == 1 => filters.first(),
            Some(filter) => Some(filter),
        };
        if !filter.is_some_and(|filter| filter.is_name(b"FlateDecode")) {
            return Err(unknown());
        }
        let data = self.budget.unpack(stream)?;
        let parameters = match dictionary.get(&b"DecodeParms"[..]) {
            None | Some(Object::Null) => return Ok(data),
            Some(Object::Array(list)) if list.len() == 1 => list.first(),
            Some(one) => Some(one),
        };
        let parameters = parameters.and_then(Object::dictionary).ok_or_else(unknown)?;
        let number = |key: &[u8], otherwise| match parameters.get(key) {
            None => Some(otherwise),
            Some(value) => value.size(),
        };
        let (predictor, columns) = (number(b"Predictor", 1), number(b"Columns", 1));
        if number(b"Colors", 1) != Some(1) || number(b"BitsPerComponent", 8) != Some(8) {
            return Err(unknown());
        }
        match (predictor, columns) {
            (Some(1), _) => Ok(data),
            (Some(10..=15), Some(columns @ 1..=64)) => unfiltered(&data, columns).ok_or_else(|| broken("packed_data")),
            _ => Err(unknown()),
        }
    }

    /// The object at a place: its number, its value and where it ends. `view` is the revision in which its length is
    /// looked up where that is another object.
    fn item_at(&self, at: usize, view: Option<usize>) -> Result<(u32, Item, usize), No> {
        let wrong = || broken("syntax");
        let mut reader = self.reader(at);
        if !self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
            return Err(wrong());
        }
        let id = u32::try_from(reader.size()?).map_err(|_| wrong())?;
        let _generation = reader.size()?;
        reader.word(b"obj")?;
        let object = reader.object()?;
        let mut stream = None;
        if reader.take_word(b"stream")? {
            if !reader.take(b"\r\n")? && !reader.take(b"\n")? {
                return Err(wrong());
            }
            let length = object
                .dictionary()
                .and_then(|dictionary| dictionary.get(&b"Length"[..]));
            let length = match (length, view) {
                (Some(Object::Reference(id, _)), Some(view)) => self.number_at(*id, view)?,
                (Some(length), _) => length.size().ok_or_else(wrong)?,
                (None, _) => return Err(wrong()),
            };
            let end = reader.at.checked_add(length).ok_or_else(wrong)?;
            let data = self.bytes.get(reader.at..end).ok_or_else(wrong)?;
            self.budget.bytes(data.len())?;
            stream = Some(data.to_vec());
            reader.at = end;
            if !reader.take(b"\r\n")? && !reader.take(b"\n")? {
                reader.take(b"\r")?;
            }
            if !reader.take(b"endstream")? {
                return Err(wrong());
            }
        }
        reader.word(b"endobj")?;
        Ok((id, Item { object, stream }, reader.at))
    }

    /// A whole number that is an object of its own. One that is packed would have to be looked for in turn.
    fn number_at(&self, id: u32, view: usize) -> Result<usize, No> {
        let Some((Entry::At(at, _), limit)) = self.listed(id, view) else {
            return Err(broken("syntax"));
        };
        let item = self.listed_item(id, at, limit, None)?;
        item.object.size().ok_or(broken("syntax"))
    }

    /// Where an object stands, seen from a revision.
    pub fn entry(&self, id: u32, view: usize) -> Option<Entry> {
        self.listed(id, view).map(|(entry, _)| entry)
    }

    /// Where an object stands, and where the update ends that says so.
    fn listed(&self, id: u32, view: usize) -> Option<(Entry, usize)> {
        let seen = self.revisions.get(..=view)?;
        let listed = |revision: &Revision| Some((*revision.entries.get(&id)?, revision.end));
        let found = seen.iter().rev().find_map(listed);
        found.filter(|(entry, _)| *entry != Entry::Free)
    }

    /// The object of that number at a place. What an update lists must stand before its end: nothing that was written
    /// later may be found where there was nothing.
    fn listed_item(&self, id: u32, at: usize, limit: usize, view: Option<usize>) -> Result<Item, No> {
        match self.item_at(at, view)? {
            (found, item, end) if found == id && end <= limit => Ok(item),
            _ => Err(broken("tables")),
        }
    }

    /// The object of that number, seen from a revision; null if there is none.
    pub fn get(&self, id: u32, view: usize) -> Result<Item, No> {
        let null = Item {
            object: Object::Null,
            stream: None,
        };
        match self.listed(id, view) {
            None | Some((Entry::Free, _)) => Ok(null),
            Some((Entry::At(at, _), limit)) => self.listed_item(id, at, limit, Some(view)),
            Some((Entry::Packed { container, index }, _)) => {
                let pack = self.pack(container, view)?;
                let (found, place) = pack.places.get(index).copied().ok_or(broken("tables"))?;
                if found != id {
                    return Err(broken("tables"));
                }
                let object = Reader::new(&pack.data, place, self.budget).object()?;
                Ok(Item { object, stream: None })
            }
        }
    }

    fn pack(&self, container: u32, view: usize) -> Result<Rc<Pack>, No> {
        let Some((Entry::At(at, _), limit)) = self.listed(container, view) else {
            return Err(broken("tables"));
        };
        if let Some(pack) = self.packs.borrow().get(&at) {
            return Ok(Rc::clone(pack));
        }
        let item = self.listed_item(container, at, limit, Some(view))?;
        let (Object::Dictionary(dictionary), Some(stream)) = (item.object, item.stream) else {
            return Err(broken("tables"));
        };
        let number = |key: &[u8]| dictionary.get(key).and_then(Object::size).ok_or(broken("tables"));
        let (count, first) = (number(b"N")?, number(b"First")?);
        if !has_name(&dictionary, b"Type", b"ObjStm") {
            return Err(broken("tables"));
        }
        let data = self.unpacked(&dictionary, &stream)?;
        let mut places = Vec::new();
        let mut reader = Reader::new(&data, 0, self.budget);
        for _ in 0..count {
            let id = u32::try_from(reader.size()?).map_err(|_| broken("tables"))?;
            let place = reader.size()?.checked_add(first).ok_or(broken("tables"))?;
            places.push((id, place));
        }
        let pack = Rc::new(Pack { data, places });
        self.packs.borrow_mut().insert(at, Rc::clone(&pack));
        Ok(pack)
    }

    /// What a value stands for: the object that it refers to, or itself.
    pub fn resolve(&self, object: &Object, view: usize) -> Result<Item, No> {
        match object {
            Object::Reference(id, _) => self.get(*id, view),
            direct => Ok(Item {
                object: direct.clone(),
                stream: None,
            }),
        }
    }

    /// Requires that an update is its objects one after another and its table, and nothing else: whatever a reader
    /// makes of the bytes, there is nothing else to be found.
    pub fn require_tiles(&self, number: usize) -> Result<(), No> {
        let changed = |code| No(Ruling::Changed, code);
        let revision = self.revisions.get(number).ok_or(broken("tables"))?;
        let before = number.checked_sub(1).and_then(|number| self.revisions.get(number));
        let mut reader = self.reader(before.map_or(0, |before| before.end));
        let mut places = Vec::new();
        for (id, entry) in &revision.entries {
            match entry {
                Entry::At(at, generation) => places.push((*at, *id, *generation)),
                Entry::Packed { container, .. } => {
                    if !matches!(revision.entries.get(container), Some(Entry::At(..))) {
                        return Err(changed("hidden_objects"));
                    }
                }
                Entry::Free => {}
            }
        }
        places.sort_unstable();
        for (at, id, generation) in places {
            reader.skip_space()?;
            if reader.at == revision.table && at < revision.table {
                return Err(changed("hidden_objects"));
            }
            let written = format!("{id} {generation} obj");
            if reader.at != at || !self.bytes.get(at..).unwrap_or_default().starts_with(written.as_bytes()) {
                return Err(changed("hidden_objects"));
            }
            let (_, item, end) = self.item_at(at, Some(number))?;
            reader.at = end;
            // What is packed must be listed as well.
            if item
                .object
                .dictionary()
                .is_some_and(|one| has_name(one, b"Type", b"ObjStm"))
            {
                let pack = self.pack(id, number)?;
                for (index, (inner, _)) in pack.places.iter().enumerate() {
                    let listed = Entry::Packed { container: id, index };
                    if revision.entries.get(inner) != Some(&listed) {
                        return Err(changed("hidden_objects"));
                    }
                }
            }
            if at == revision.table {
                return Ok(());
            }
        }
        reader.skip_space()?;
        if reader.at == revision.table {
            Ok(())
        } else {
            Err(changed("hidden_objects"))
        }
    }
}

/// Undoes PNG's filters (ISO 32000-2, 7.4.4.4) on rows of one byte a column.
fn unfiltered(data: &[u8], columns: usize) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; columns];
    for row in data.chunks(columns + 1) {
        let (kind, row) = row.split_first()?;
        if row.len() != columns {
            return None;
        }
        let (mut left, mut corner) = (0_u8, 0_u8);
        let mut current = Vec::with_capacity(columns);
        for (byte, up) in row.iter().zip(&above) {
            let predicted = match kind {
                0 => 0,
                1 => left,
                2 => *up,
                3 => u8::try_from(u16::midpoint(u16::from(left), u16::from(*up))).ok()?,
                4 => paeth(left, *up, corner),
                _ => return None,
            };
            left = byte.wrapping_add(predicted);
            corner = *up;
            current.push(left);
        }
        out.extend_from_slice(&current);
        above = current;
    }
    Some(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let guess = a + b - c;
    let (to_left, to_up, to_corner) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}
