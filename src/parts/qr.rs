//! Drawing a link as a QR code: fetched by those who show one.

use qrcodegen::{QrCode, QrCodeEcc};

use super::NotLoaded;

/// A QR code: how many squares each side has, and the dark ones as the path of an SVG of that size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squares {
    pub side: i32,
    pub path: String,
}

/// Draws a text; `None` where it is longer than a code can be.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn draw(text: String) -> Result<Option<Squares>, NotLoaded> {
    fetched!(squares(text))
}

// In one file with the payments made, as the passphrase: a part more would cut what the others share into more pieces.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(accounts, fallible))]
fn squares(text: String) -> Result<Option<Squares>, NotLoaded> {
    Ok(of(&text))
}

fn of(text: &str) -> Option<Squares> {
    // A screen that is looked at has no stains: the least that helps a camera keeps the squares large.
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let side = code.size();
    let dark = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    let dark = dark.filter(|(x, y)| code.get_module(*x, *y));
    let path = dark.map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect();
    Some(Squares { side, path })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_link_is_drawn_and_a_book_is_not() {
        let link = of("https://plans.example/#v1.AAAA").unwrap();
        assert_eq!(link.side, 25);
        // The upper left corner of every code is the same.
        assert!(link.path.starts_with("M0 0h1v1h-1zM1 0h1v1h-1z"));
        assert_eq!(of(&"a".repeat(3_000)), None);
    }
}
