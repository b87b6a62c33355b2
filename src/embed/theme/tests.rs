//! Whatever a page names, everything can be read.

use std::collections::BTreeMap;

use super::*;

fn colour(text: &str) -> Colour {
    Colour::parse(text).unwrap()
}

/// What the rules set.
fn set(dress: &Dress) -> BTreeMap<String, String> {
    let inside = dress.css.split("{:root{").nth(1).unwrap_or_default();
    inside
        .trim_end_matches('}')
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn accent(text: &str) -> Look {
    Look {
        accent: Some(colour(text)),
        ..Look::default()
    }
}

#[test]
fn the_colours_here_are_those_of_the_stylesheet() {
    let css = include_str!("../../../styles/tokens.css");
    let light = css.split("color-scheme: light;").nth(1).unwrap();
    let dark = css.split(":root[data-theme=\"dark\"] {").nth(1).unwrap();
    for (block, palette) in [(light, &LIGHT), (dark, &DARK)] {
        let block = block.split('}').next().unwrap();
        let own = [
            ("page", palette.page),
            ("surface", palette.surface),
            ("text", palette.text),
            ("accent", palette.accent),
            ("on-accent", palette.on_accent),
        ];
        let lists = own
            .iter()
            .chain(&palette.inks)
            .chain(&palette.edges)
            .chain(&palette.tints);
        for (name, colour) in lists {
            let rule = format!("--pn-colour-{name}: {};", colour.to_css());
            assert!(block.contains(&rule), "{rule}");
        }
    }
}

#[test]
fn nothing_named_changes_nothing() {
    for is_dark in [false, true] {
        let plain = Dress {
            scheme: None,
            css: String::new(),
            refused: false,
        };
        assert_eq!(dress(&Look::default(), is_dark), plain);
    }
    let dark = Look {
        scheme: Scheme::Dark,
        ..Look::default()
    };
    assert_eq!(dress(&dark, false).scheme, Some("dark"));
    assert_eq!(dress(&dark, false).css, "");
}

#[test]
fn an_accent_that_can_be_read_is_taken() {
    let dressed = dress(&accent("#005ea5"), false);
    assert!(!dressed.refused);
    let rules = set(&dressed);
    assert_eq!(rules["--pn-colour-accent"], "#005ea5");
    assert_eq!(rules["--pn-colour-on-accent"], "#ffffff");
    assert_eq!(rules["--pn-colour-link"], "#005ea5");
    assert!(!rules.contains_key("--pn-colour-page"));
}

#[test]
fn a_pale_accent_makes_buttons_and_no_words() {
    // 3.3 to 1 on the page, where dark letters on it are 4.7 to 1.
    let dressed = dress(&accent("#e05590"), false);
    assert!(!dressed.refused);
    let rules = set(&dressed);
    assert_eq!(rules["--pn-colour-accent"], "#e05590");
    assert_eq!(rules["--pn-colour-on-accent"], "#06211f");
    assert_eq!(rules["--pn-colour-link"], "#14201f");
}

#[test]
fn an_accent_whose_label_or_edge_is_lost_is_left_out_and_told() {
    // No label on the first two, no edge on the others.
    for pale in ["#777777", "#808080", "#ffdd00", "#00bb55", "#ffffff"] {
        let dressed = dress(&accent(pale), false);
        assert!(dressed.refused, "{pale}");
        assert_eq!(dressed.css, "", "{pale}");
    }
    // The same on a dark page is another matter.
    let dressed = dress(&accent("#00bb55"), true);
    assert!(!dressed.refused);
    assert_eq!(set(&dressed)["--pn-colour-on-accent"], "#06211f");
}

#[test]
fn text_that_is_lost_on_its_background_is_left_out_and_told() {
    let ground = |background: &str, text: &str| Look {
        background: Some(colour(background)),
        text: Some(colour(text)),
        ..Look::default()
    };
    for (background, text) in [
        ("#ffffff", "#eeeeee"),
        ("#ffffff", "#777777"),
        ("#101418", "#334455"),
        ("#00ff00", "#00ee00"),
        // Its own text is read, and the app's warnings are not.
        ("#7a7a7a", "#000000"),
    ] {
        let dressed = dress(&ground(background, text), false);
        assert!(dressed.refused, "{text} on {background}");
        assert_eq!(
            (dressed.scheme, dressed.css.as_str()),
            (None, ""),
            "{text} on {background}"
        );
    }
    let dressed = dress(&ground("#fffaf0", "#222222"), true);
    assert!(!dressed.refused);
    assert_eq!(dressed.scheme, Some("light"));
    let rules = set(&dressed);
    assert_eq!(rules["--pn-colour-page"], "#fffaf0");
    assert_eq!(rules["--pn-colour-surface"], "#fffaf0");
    assert_eq!(rules["--pn-colour-text"], "#222222");
    let dressed = dress(&ground("#101418", "#f2f2f2"), false);
    assert_eq!((dressed.scheme, dressed.refused), (Some("dark"), false));
}

#[test]
fn a_background_does_not_fit_the_other_scheme() {
    let look = Look {
        scheme: Scheme::Light,
        background: Some(colour("#101418")),
        ..Look::default()
    };
    let dressed = dress(&look, false);
    assert!(dressed.refused);
    assert_eq!((dressed.scheme, dressed.css.as_str()), (Some("light"), ""));
}

#[test]
fn corners_have_a_limit() {
    let look = Look {
        radius: Some(200),
        ..Look::default()
    };
    assert_eq!(set(&dress(&look, false))["--pn-radius-control"], "32px");
    let look = Look {
        radius: Some(0),
        ..Look::default()
    };
    assert_eq!(set(&dress(&look, false))["--pn-radius-card"], "0px");
}

/// Whatever a page names, text and labels are 4.5 to 1 and edges 3 to 1 in what comes out.
#[test]
fn whatever_is_named_everything_can_be_read() {
    let steps = [0x00_u8, 0x33, 0x66, 0x80, 0x99, 0xcc, 0xff];
    let mut some = Vec::new();
    for red in steps {
        for green in steps {
            for blue in steps {
                some.push(colour(&format!("#{red:02x}{green:02x}{blue:02x}")));
            }
        }
    }
    let backgrounds = [
        None,
        Some("#ffffff"),
        Some("#fff8e7"),
        Some("#0b0d10"),
        Some("#445566"),
        Some("#8899aa"),
    ];
    let texts = [None, Some("#111111"), Some("#fafafa"), Some("#555555")];
    let (mut taken, mut refused) = (0, 0);
    for accent in some {
        for (background, text) in backgrounds
            .iter()
            .flat_map(|one| texts.iter().map(move |text| (*one, *text)))
        {
            for device_is_dark in [false, true] {
                let look = Look {
                    scheme: Scheme::Auto,
                    accent: Some(accent),
                    background: background.map(colour),
                    text: text.map(colour),
                    radius: None,
                };
                let dressed = dress(&look, device_is_dark);
                let is_dark = dressed.scheme.map_or(device_is_dark, |scheme| scheme == "dark");
                let palette = if is_dark { &DARK } else { &LIGHT };
                let rules = set(&dressed);
                let now = |name: &str, own: Colour| {
                    rules
                        .get(&format!("--pn-colour-{name}"))
                        .map_or(own, |value| colour(value))
                };
                let page = now("page", palette.page);
                let surface = now("surface", palette.surface);
                let words = now("text", palette.text);
                let tints = palette.tints.iter().map(|(name, own)| now(name, *own));
                for behind in tints.chain([page, surface]) {
                    assert!(words.stands_out(behind, TEXT), "{look:?} {dressed:?}");
                }
                let strong = now("accent-strong", palette.accent);
                let button = now("accent", palette.accent);
                let label = now("on-accent", palette.on_accent);
                assert!(label.stands_out(button, TEXT), "{look:?} {dressed:?}");
                assert!(!rules.contains_key("--pn-colour-accent-strong") || label.stands_out(strong, TEXT));
                for behind in [page, surface] {
                    assert!(button.stands_out(behind, EDGE), "{look:?} {dressed:?}");
                    assert!(
                        now("link", palette.accent).stands_out(behind, TEXT),
                        "{look:?} {dressed:?}"
                    );
                    assert!(
                        now("link-strong", palette.accent).stands_out(behind, TEXT),
                        "{look:?} {dressed:?}"
                    );
                    for (name, ink) in &palette.inks {
                        assert!(ink.stands_out(behind, TEXT), "{name} {look:?} {dressed:?}");
                    }
                    for (name, edge) in &palette.edges {
                        assert!(edge.stands_out(behind, EDGE), "{name} {look:?} {dressed:?}");
                    }
                }
                if dressed.refused { refused += 1 } else { taken += 1 }
            }
        }
    }
    assert!(taken > 500 && refused > 500, "{taken} taken, {refused} refused");
}
