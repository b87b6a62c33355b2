//! What the targets share: changes of JSON that leave it JSON.
//!
//! Bytes that change by chance make text that no parser of JSON takes, and what lies behind the first brace is never
//! reached. So half of the changes are made to the values instead: one is taken away, doubled, exchanged or put where
//! another was.

use serde_json::Value;

/// Changes an input of JSON, one value a line; see [`libfuzzer_sys::fuzz_mutator`]. Equal seeds change it alike.
pub fn bend(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut draw = Draw(u64::from(seed));
    if draw.below(2) == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    match std::str::from_utf8(&data[..size])
        .ok()
        .and_then(|text| bent(text, &mut draw))
    {
        Some(text) if text.len() <= max_size => {
            data[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    }
}

fn bent(text: &str, draw: &mut Draw) -> Option<String> {
    // A text that is one value may stand on many lines.
    let mut lines: Vec<String> = match serde_json::from_str::<Value>(text) {
        Ok(whole) => vec![whole.to_string()],
        Err(_) => text.lines().map(str::to_owned).collect(),
    };
    let at = draw.place(lines.len())?;
    if lines.len() > 1 && draw.below(8) == 0 {
        let other = draw.place(lines.len())?;
        match draw.below(3) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, lines[at].clone()),
            _ => lines.swap(at, other),
        }
    } else {
        let mut value: Value = serde_json::from_str(&lines[at]).ok()?;
        for _ in 0..=draw.below(3) {
            change_one(&mut value, draw);
        }
        lines[at] = value.to_string();
    }
    Some(lines.join("\n"))
}

/// Changes one of the values inside, JSON that is quoted in a text included.
fn change_one(whole: &mut Value, draw: &mut Draw) {
    let all = count(whole);
    let other = draw.place(all).and_then(|mut place| nth(whole, &mut place).cloned());
    let Some(value) = draw.place(all).and_then(|mut place| nth(whole, &mut place)) else {
        return;
    };
    if let Some(mut inner) = value.as_str().and_then(quoted)
        && draw.below(4) != 0
    {
        change_one(&mut inner, draw);
        *value = inner.to_string().into();
        return;
    }
    if draw.below(4) == 0 {
        *value = other.unwrap_or_default();
        return;
    }
    match value {
        Value::Null => *value = Value::Bool(true),
        Value::Bool(yes) => *yes = !*yes,
        Value::Number(number) => {
            let old = number.as_u64().unwrap_or_default();
            let new = [
                0,
                1,
                31,
                old.wrapping_add(1),
                old.wrapping_sub(1),
                u64::from(u32::MAX),
                u64::MAX,
                draw.next() >> 40,
            ];
            *value = new[draw.below(new.len())].into();
        }
        Value::String(text) => *text = other_text(text, draw),
        Value::Array(list) => {
            if let (Some(at), Some(to)) = (draw.place(list.len()), draw.place(list.len())) {
                match draw.below(3) {
                    0 => drop(list.remove(at)),
                    1 => list.insert(to, list[at].clone()),
                    _ => list.swap(at, to),
                }
            }
        }
        Value::Object(map) => {
            let key = draw.place(map.len()).and_then(|at| map.keys().nth(at).cloned());
            match (other, key) {
                (Some(Value::Object(others)), _) if draw.below(2) == 0 => map.extend(others),
                (_, Some(key)) => drop(map.remove(&key)),
                _ => {}
            }
        }
    }
}

/// Mostly a digit is another digit: what stood for an amount or a day still does.
fn other_text(text: &str, draw: &mut Draw) -> String {
    const ODD: [char; 12] = [
        '0',
        '9',
        '.',
        '-',
        ' ',
        '<',
        '"',
        '&',
        '\0',
        '\u{e9}',
        '\u{202e}',
        '\u{1f600}',
    ];
    let mut chars: Vec<char> = text.chars().collect();
    let digits: Vec<usize> = (0..chars.len()).filter(|at| chars[*at].is_ascii_digit()).collect();
    match (draw.below(8), draw.place(digits.len()), draw.place(chars.len())) {
        (0..=3, Some(at), _) => chars[digits[at]] = char::from(b'0' + draw.below(10) as u8),
        (4, _, Some(at)) => drop(chars.remove(at)),
        (5, _, Some(at)) => chars.insert(at, chars[at]),
        (6, _, Some(at)) => chars[at] = ODD[draw.below(ODD.len())],
        (7, _, Some(_)) => chars.extend(chars.clone()),
        _ => chars.push(ODD[draw.below(ODD.len())]),
    }
    chars.into_iter().collect()
}

fn quoted(text: &str) -> Option<Value> {
    let begins = text.starts_with('{');
    begins.then(|| serde_json::from_str(text).ok()).flatten()
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

fn nth<'v>(value: &'v mut Value, place: &mut usize) -> Option<&'v mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|one| nth(one, place)),
        Value::Object(map) => map.values_mut().find_map(|one| nth(one, place)),
        _ => None,
    }
}

/// Numbers by chance from a seed (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A place in a list of that length; `None` if it is empty.
    fn place(&mut self, length: usize) -> Option<usize> {
        (length > 0).then(|| self.below(length))
    }
}
