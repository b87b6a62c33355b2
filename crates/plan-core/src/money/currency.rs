//! ISO 4217 currencies and the decimals they have.

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    scale: u8,
}

impl Currency {
    /// Pounds sterling.
    pub const GBP: Self = Self {
        code: *b"GBP",
        scale: 2,
    };

    /// The currency of a three-letter code; `None` for codes that are not money of a country.
    ///
    /// # Source
    /// ISO 4217 table A.1.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let scale = [
            (2, TWO_DECIMALS),
            (0, NO_DECIMALS),
            (3, THREE_DECIMALS),
            (4, FOUR_DECIMALS),
        ]
        .into_iter()
        .find(|(_, codes)| codes.as_bytes().chunks_exact(3).any(|known| known == bytes))?
        .0;
        Some(Self { code: bytes, scale })
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// How many decimals the minor unit has: 2 for GBP, 0 for JPY, 3 for BHD.
    pub const fn scale(self) -> u32 {
        self.scale as u32
    }
}

impl core::fmt::Debug for Currency {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

const TWO_DECIMALS: &str = concat!(
    "AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCADCDFCHECHFCHWCNYCOPCOUCRCCUPCVE",
    "CZKDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHTGHUFIDRILSINRIRRJMDKESKGSKHRKPWKYDKZTLAK",
    "LBPLKRLRDLSLMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMXVMYRMZNNADNGNNIONOKNPRNZDPABPENPGKPHPPKRPLNQARRON",
    "RSDRUBSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTOPTRYTTDTWDTZSUAHUSDUSNUYUUZSVEDVESWST",
    "XADXCDXCGYERZARZMWZWG",
);
const NO_DECIMALS: &str = "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
const THREE_DECIMALS: &str = "BHDIQDJODKWDLYDOMRTND";
const FOUR_DECIMALS: &str = "CLFUYW";

#[cfg(test)]
mod tests {
    use super::*;

    /// ISO 4217 table A.1, from `tests/vectors/currency_minor_units.json`.
    #[test]
    fn every_code_of_the_iso_table_has_its_decimals() {
        let text = include_str!("../../../../tests/vectors/currency_minor_units.json");
        let table: serde_json::Value = serde_json::from_str(text).unwrap();
        let rows = table["data"].as_array().unwrap();
        assert!(rows.len() > 170);
        for row in rows {
            let code = row["code"].as_str().unwrap();
            let expected = row["minor_units"].as_u64();
            assert_eq!(
                Currency::parse(code).map(|found| u64::from(found.scale())),
                expected,
                "{code}"
            );
        }
        assert_eq!(Currency::parse("gbp"), None);
        assert_eq!(Currency::parse("EEA"), None);
        assert_eq!(Currency::parse(""), None);
    }
}
