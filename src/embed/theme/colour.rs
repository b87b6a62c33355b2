//! A colour, and how far it is from another for an eye. In whole numbers: the same on every machine.

/// An opaque colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// What a channel's 256 values mean as light, of 65,535: the transfer function of sRGB, as a test makes sure.
#[rustfmt::skip]
const LIGHT: [u16; 256] = [
    0, 20, 40, 60, 80, 99, 119, 139, 159, 179, 199, 219, 241, 264, 288, 313, 340, 367, 396, 427, 458, 491, 526, 562,
    599, 637, 677, 718, 761, 805, 851, 898, 947, 997, 1048, 1101, 1156, 1212, 1270, 1330, 1391, 1453, 1517, 1583,
    1651, 1720, 1790, 1863, 1937, 2013, 2090, 2170, 2250, 2333, 2418, 2504, 2592, 2681, 2773, 2866, 2961, 3058,
    3157, 3258, 3360, 3464, 3570, 3678, 3788, 3900, 4014, 4129, 4247, 4366, 4488, 4611, 4736, 4864, 4993, 5124,
    5257, 5392, 5530, 5669, 5810, 5953, 6099, 6246, 6395, 6547, 6700, 6856, 7014, 7174, 7335, 7500, 7666, 7834,
    8004, 8177, 8352, 8528, 8708, 8889, 9072, 9258, 9445, 9635, 9828, 10022, 10219, 10417, 10619, 10822, 11028,
    11235, 11446, 11658, 11873, 12090, 12309, 12530, 12754, 12980, 13209, 13440, 13673, 13909, 14146, 14387, 14629,
    14874, 15122, 15371, 15623, 15878, 16135, 16394, 16656, 16920, 17187, 17456, 17727, 18001, 18277, 18556, 18837,
    19121, 19407, 19696, 19987, 20281, 20577, 20876, 21177, 21481, 21787, 22096, 22407, 22721, 23038, 23357, 23678,
    24002, 24329, 24658, 24990, 25325, 25662, 26001, 26344, 26688, 27036, 27386, 27739, 28094, 28452, 28813, 29176,
    29542, 29911, 30282, 30656, 31033, 31412, 31794, 32179, 32567, 32957, 33350, 33745, 34143, 34544, 34948, 35355,
    35764, 36176, 36591, 37008, 37429, 37852, 38278, 38706, 39138, 39572, 40009, 40449, 40891, 41337, 41785, 42236,
    42690, 43147, 43606, 44069, 44534, 45002, 45473, 45947, 46423, 46903, 47385, 47871, 48359, 48850, 49344, 49841,
    50341, 50844, 51349, 51858, 52369, 52884, 53401, 53921, 54445, 54971, 55500, 56032, 56567, 57105, 57646, 58190,
    58737, 59287, 59840, 60396, 60955, 61517, 62082, 62650, 63221, 63795, 64372, 64952, 65535,
];

/// Light of all three channels at their fullest.
const FULL: u64 = 65_535 * 10_000;
/// Stray light on a screen, a twentieth of that.
const STRAY: u64 = FULL / 20;

impl Colour {
    /// Black.
    pub const BLACK: Self = Self::of(0);
    /// White.
    pub const WHITE: Self = Self::of(0xffffff);

    /// The colour of a number like `0x0b5a5e`.
    pub const fn of(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self { red, green, blue }
    }

    /// Reads `#0b5a5e`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        u32::from_str_radix(digits, 16).ok().map(Self::of)
    }

    /// Writes `#0b5a5e`.
    pub fn to_css(self) -> String {
        let Self { red, green, blue } = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Relative luminance as WCAG has it, of [`FULL`].
    fn luminance(self) -> u64 {
        let light = |channel: u8| LIGHT.get(usize::from(channel)).copied().map_or(0, u64::from);
        2_126 * light(self.red) + 7_152 * light(self.green) + 722 * light(self.blue)
    }

    /// Whether white stands out on it more than black.
    pub fn is_dark(self) -> bool {
        Self::WHITE.contrast(self) > Self::BLACK.contrast(self)
    }

    /// The contrast ratio of WCAG with another colour, in thousandths to one, rounded down.
    pub fn contrast(self, other: Self) -> u64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + STRAY) * 1_000 / (one.min(two) + STRAY)
    }

    /// Whether the contrast with what is behind it is at least `tenths` to ten.
    pub fn stands_out(self, behind: Self, tenths: u64) -> bool {
        self.contrast(behind) >= tenths * 100
    }

    /// The colour with that much of another in it.
    pub fn mixed(self, with: Self, percent: u8) -> Self {
        let part = u16::from(percent.min(100));
        let channel = |one: u8, other: u8| {
            let sum = u16::from(one) * (100 - part) + u16::from(other) * part;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self {
            red: channel(self.red, with.red),
            green: channel(self.green, with.green),
            blue: channel(self.blue, with.blue),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_transfer_function_of_srgb() {
        for (value, light) in (0_u8..=255).zip(LIGHT) {
            let part = f64::from(value) / 255.0;
            let linear = if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            };
            assert!((linear * 65_535.0 - f64::from(light)).abs() <= 0.5, "{value}");
        }
    }

    #[test]
    fn contrast_is_what_wcag_says() {
        let contrast = |one: &str, two: &str| Colour::parse(one).unwrap().contrast(Colour::parse(two).unwrap());
        assert_eq!(contrast("#000000", "#ffffff"), 21_000);
        assert_eq!(contrast("#ffffff", "#000000"), 21_000);
        assert_eq!(contrast("#123456", "#123456"), 1_000);
        // The pair on either side of 4.5 to 1 that every checker shows: #767676 passes on white, #777777 does not.
        assert_eq!(contrast("#767676", "#ffffff") / 10, 454);
        assert_eq!(contrast("#777777", "#ffffff") / 10, 447);
        assert_eq!(contrast("#ff0000", "#ffffff") / 10, 399);
        assert_eq!(contrast("#0000ff", "#ffffff") / 10, 859);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(Colour::parse("#0B5a5E").map(Colour::to_css).as_deref(), Some("#0b5a5e"));
        for text in [
            "",
            "#",
            "#fff",
            "#12345",
            "#1234567",
            "0b5a5e",
            "#0b5a5g",
            "#+b5a5e",
            "red",
            "#ffffff;}",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn colours_mix_by_parts() {
        let (black, white) = (Colour::BLACK, Colour::WHITE);
        assert_eq!(black.mixed(white, 50).to_css(), "#808080");
        assert_eq!(black.mixed(white, 0), black);
        assert_eq!(black.mixed(white, 100), white);
        assert!(black.is_dark() && !white.is_dark());
    }
}
