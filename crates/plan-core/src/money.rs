//! Amounts, currencies, and the one place where anything is rounded.

mod currency;

pub use currency::Currency;

use core::cmp::Ordering;

use rust_decimal::Decimal;

/// Amounts in major units stay below this: 10^12.
pub const MAX_MAJOR_UNITS: i64 = 1_000_000_000_000;

/// An amount of money in one currency.
///
/// # Units
/// Held as a whole number of the currency's minor unit (pence, yen, fils).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why a text is not an amount of a contract file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Something other than digits with at most one point.
    #[error("not a decimal number")]
    NotANumber,
    /// Below zero.
    #[error("below zero")]
    Negative,
    /// More decimals than the currency has.
    #[error("more than {limit} decimals")]
    TooManyDecimals {
        /// Decimals of the currency.
        limit: u32,
    },
    /// 10^12 or more.
    #[error("10^12 or more")]
    TooLarge,
}

impl Money {
    /// An amount from whole minor units.
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads a contract amount, like `"50.00"`, `"50"` or `"1200.5"`.
    ///
    /// # Errors
    /// Grouping marks, signs, exponents, too many decimals and amounts of 10^12 or more are refused.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountError> {
        parse_scaled(text, currency.scale()).map(|minor| Self { minor, currency })
    }

    /// Whole minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Writes the contract form.
    pub(crate) fn write_to(self, text: &mut String) {
        let mut digits = [b'0'; 20];
        let (mut first, mut left) = (digits.len(), self.minor.unsigned_abs());
        while left > 0 {
            first -= 1;
            digits[first] += u8::try_from(left % 10).unwrap_or_default();
            left /= 10;
        }
        let point = digits.len() - self.currency.scale() as usize;
        // One digit at least stands before the point.
        let (whole, decimals) = (&digits[first.min(point - 1)..point], &digits[point..]);
        if self.minor < 0 {
            text.push('-');
        }
        text.extend(whole.iter().map(|digit| char::from(*digit)));
        if !decimals.is_empty() {
            text.push('.');
            text.extend(decimals.iter().map(|digit| char::from(*digit)));
        }
    }

    /// The amount in major units, at the currency's scale.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.scale())
    }
}

/// The contract form: `"50.00"`, at the currency's scale, without regard to a width.
impl core::fmt::Display for Money {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut text = String::with_capacity(24);
        self.write_to(&mut text);
        f.write_str(&text)
    }
}

/// A percentage with at most four decimals, from 0 to 100.
///
/// # Units
/// Ten-thousandths of a per cent: 8 % is 80,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

impl Percent {
    /// One per cent.
    pub const ONE: u32 = 10_000;
    /// All of it.
    pub const HUNDRED: Self = Self(100 * Self::ONE);

    /// A percentage from ten-thousandths of a per cent; `None` above 100 %.
    pub const fn from_ten_thousandths(value: u32) -> Option<Self> {
        if value > Self::HUNDRED.0 {
            None
        } else {
            Some(Self(value))
        }
    }

    /// Ten-thousandths of a per cent.
    pub const fn ten_thousandths(self) -> u32 {
        self.0
    }

    /// Reads `"8"`, `"12.5"` or `"0.0001"`.
    ///
    /// # Errors
    /// More than four decimals, anything below 0 or above 100, and what is not a number.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        Self::from_ten_thousandths(parse_ten_thousandths(text)?).ok_or(AmountError::TooLarge)
    }
}

/// The contract form: as few decimals as needed, `"8"`, `"12.5"`.
impl core::fmt::Display for Percent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        Decimal::new(i64::from(self.0), 4).normalize().fmt(f)
    }
}

/// A yearly interest rate with at most four decimals, from 0 to 1,000 %.
///
/// # Units
/// Ten-thousandths of a per cent: 8 % is 80,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Rate(u32);

impl Rate {
    /// The highest rate.
    pub const MAX: Self = Self(1_000 * Percent::ONE);

    /// A rate from ten-thousandths of a per cent; `None` above 1,000 %.
    pub const fn from_ten_thousandths(value: u32) -> Option<Self> {
        if value > Self::MAX.0 { None } else { Some(Self(value)) }
    }

    /// Ten-thousandths of a per cent.
    pub const fn ten_thousandths(self) -> u32 {
        self.0
    }

    /// Reads `"8"`, `"12.5"` or `"0"`.
    ///
    /// # Errors
    /// More than four decimals, anything below 0 or above 1,000, and what is not a number.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        Self::from_ten_thousandths(parse_ten_thousandths(text)?).ok_or(AmountError::TooLarge)
    }
}

/// The contract form: as few decimals as needed, `"8"`, `"12.5"`.
impl core::fmt::Display for Rate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        Decimal::new(i64::from(self.0), 4).normalize().fmt(f)
    }
}

fn parse_ten_thousandths(text: &str) -> Result<u32, AmountError> {
    u32::try_from(parse_scaled(text, 4)?).map_err(|_| AmountError::TooLarge)
}

/// Digits with at most one point, at most `scale` decimals besides zeros, below 10^12: as a whole number of the last of
/// these decimals, of which there are four at the most.
fn parse_scaled(text: &str, scale: u32) -> Result<i64, AmountError> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !fraction.is_none_or(digits) {
        return Err(AmountError::NotANumber);
    }
    // Zeros at both ends say nothing: a long row of them is not counted.
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.unwrap_or_default().trim_end_matches('0');
    if whole.len() > 12 {
        return Err(AmountError::TooLarge);
    }
    if text.len() > unsigned.len() {
        return Err(AmountError::Negative);
    }
    let Some(missing) = (scale as usize).checked_sub(fraction.len()) else {
        return Err(AmountError::TooManyDecimals { limit: scale });
    };
    let zeros = core::iter::repeat_n(b'0', missing);
    let exact = whole.bytes().chain(fraction.bytes()).chain(zeros);
    // Twelve digits and four decimals at the most: nothing wraps.
    Ok(exact.fold(0_i64, |number, digit| {
        number.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'))
    }))
}

/// What to do with the part that is smaller than the unit. Zero and positive numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Halves go up.
    #[default]
    HalfUp,
    /// Halves go to the even neighbour.
    HalfEven,
    /// Any part goes up.
    Up,
    /// Any part is cut off.
    Down,
}

impl Rounding {
    /// The contract's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// The rule of that name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::HalfUp, Self::HalfEven, Self::Up, Self::Down]
            .into_iter()
            .find(|mode| mode.as_str() == text)
    }

    /// Whether a quotient of which something is left over goes to the next whole number: **the one place where money is
    /// rounded**. `half` compares what is left over with a half.
    #[inline]
    fn goes_up(self, half: Ordering, is_odd: bool) -> bool {
        match self {
            Self::HalfUp => half.is_ge(),
            Self::HalfEven => half.is_gt() || (half.is_eq() && is_odd),
            Self::Up => true,
            Self::Down => false,
        }
    }

    /// `numerator ÷ denominator` as a whole number.
    ///
    /// A denominator of zero gives zero; negative numbers round towards zero by their size.
    pub fn divide(self, numerator: i128, denominator: i128) -> i128 {
        if denominator == 0 {
            return 0;
        }
        let (quotient, rest) = quotient_and_rest(numerator, denominator);
        let rest = rest.unsigned_abs();
        if rest == 0 {
            return quotient;
        }
        let half = rest.cmp(&(denominator.unsigned_abs() - rest));
        let sign = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
        if self.goes_up(half, quotient % 2 != 0) {
            quotient + sign
        } else {
            quotient
        }
    }

    /// `amount × numerator ÷ denominator` as a whole number, as [`Rounding::divide`] has it; `None` where no amount is
    /// as large.
    #[inline]
    pub fn scale(self, amount: i64, numerator: i64, denominator: i64) -> Option<i64> {
        if product_is_small(amount, numerator) && denominator > 0 {
            // The product is below 2^62, so twice the rest and the quotient are as well: nothing here wraps. Every payment
            // comes here, and in a browser a check of each step costs as much as the steps.
            let product = amount.wrapping_mul(numerator);
            let quotient = product / denominator;
            let rest = product.wrapping_sub(quotient.wrapping_mul(denominator));
            let half = rest.wrapping_mul(2).cmp(&denominator);
            let away = rest > 0 && self.goes_up(half, quotient % 2 != 0);
            return Some(quotient.wrapping_add(i64::from(away)));
        }
        let exact = self.divide(i128::from(amount) * i128::from(numerator), i128::from(denominator));
        i64::try_from(exact).ok()
    }

    /// `numerator ÷ denominator`, rounded to a whole multiple of `multiple` minor units.
    pub fn divide_to_multiple(self, numerator: i128, denominator: i128, multiple: i64) -> i128 {
        let multiple = i128::from(multiple.max(1));
        match denominator.checked_mul(multiple) {
            Some(scaled) => self.divide(numerator, scaled).saturating_mul(multiple),
            None => 0,
        }
    }

    /// A quotient above zero that is known up to an error, rounded to a whole multiple of `multiple` minor units.
    ///
    /// Where the error reaches a border of the rounding (a half, or a whole multiple) the quotient counts as being on
    /// it: 1,010.00 that was reckoned as 1,010.000000001 is not rounded up to 1,011.
    pub fn divide_near(self, near: Near, multiple: i64) -> Rounded {
        let multiple = i128::from(multiple.max(1));
        let Some(unit) = near.denominator.checked_mul(multiple).filter(|unit| *unit > 0) else {
            return Rounded {
                value: 0,
                is_clear: false,
            };
        };
        let (whole, rest) = quotient_and_rest(near.numerator, unit);
        let to_next = unit - rest;
        let half = if (rest - to_next).abs() <= near.error.saturating_mul(2) {
            Ordering::Equal
        } else {
            rest.cmp(&to_next)
        };
        let is_whole = rest <= near.error || to_next <= near.error;
        let up = if is_whole {
            rest > to_next
        } else {
            self.goes_up(half, whole % 2 != 0)
        };
        Rounded {
            value: (whole + i128::from(up)).saturating_mul(multiple),
            is_clear: !is_whole && half.is_ne(),
        }
    }
}

/// A quotient that was rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounded {
    /// In minor units.
    pub value: i128,
    /// Whether no border of the rounding lies within the error.
    pub is_clear: bool,
}

/// A quotient that is not rounded yet, and by how much its numerator may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// Above the line.
    pub numerator: i128,
    /// Below the line; above zero.
    pub denominator: i128,
    /// The numerator lies within this of the true one.
    pub error: i128,
}

impl Near {
    /// A quotient without error.
    pub const fn exact(numerator: i128, denominator: i128) -> Self {
        Self {
            numerator,
            denominator,
            error: 0,
        }
    }

    /// Whether it is above zero, beyond its error.
    pub const fn is_positive(self) -> bool {
        self.denominator > 0 && self.numerator > self.error
    }

    /// The whole part.
    pub const fn floor(self) -> i128 {
        if self.denominator == 0 {
            return 0;
        }
        self.numerator.div_euclid(self.denominator)
    }
}

/// Whole quotient and what is left. Most numbers of a plan fit 64 bits, which a processor divides at once; 128 bits are
/// divided by a routine that takes ten times as long.
#[inline]
fn quotient_and_rest(numerator: i128, denominator: i128) -> (i128, i128) {
    match (i64::try_from(numerator), i64::try_from(denominator)) {
        // The one overflow of a signed division, MIN / -1, has a divisor below zero.
        (Ok(small), Ok(divisor)) if divisor > 0 => {
            let quotient = small / divisor;
            (i128::from(quotient), i128::from(small - quotient * divisor))
        }
        _ => {
            let quotient = numerator / denominator;
            (quotient, numerator - quotient * denominator)
        }
    }
}

/// Whether the product of two numbers that are not negative stays below 2^62.
#[inline]
const fn product_is_small(one: i64, other: i64) -> bool {
    one >= 0 && other >= 0 && one.leading_zeros() + other.leading_zeros() >= 66
}

/// Why an amount could not be shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// There is nobody to share among.
    #[error("no weights")]
    NoWeights,
    /// All weights are zero.
    #[error("all weights are zero")]
    NoWeight,
    /// An amount or weight below zero.
    #[error("below zero")]
    Negative,
}

/// Shares `available` minor units in proportion to `weights` by the largest remainder.
///
/// The shares always sum to `available`. Units left over after rounding down go one each to the largest
/// remainders; ties go to the earlier in the list.
///
/// # Limits
/// Made for a plan's debts: above 1,023 weights, and for products of 2^62, the steps grow with the square of their number.
///
/// # Errors
/// Without weights, with only zero weights, or with anything below zero.
///
/// # Source
/// Largest-remainder method (Hamilton). Half-up shares of 160.00 over 4,550 / 6,700 / 1,200 lose a penny;
/// these give 58.47, 86.11 and 15.42.
pub fn share(available: i64, weights: &[i64]) -> Result<Vec<i64>, ShareError> {
    if weights.is_empty() {
        return Err(ShareError::NoWeights);
    }
    if available < 0 || weights.iter().any(|weight| *weight < 0) {
        return Err(ShareError::Negative);
    }
    if weights.iter().all(|weight| *weight == 0) {
        return Err(ShareError::NoWeight);
    }
    Ok(Sharing::default().of(available, weights).to_vec())
}

/// Shares many amounts by the largest remainder, one after the other, in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Sharing {
    shares: Vec<i64>,
    /// Remainders with the places of their shares.
    small: Vec<u64>,
    large: Vec<(i128, usize)>,
}

/// A remainder and a place in one number: of equal remainders the earlier place is the larger number.
const PLACE_BITS: u32 = 10;
const LAST_PLACE: u64 = (1 << PLACE_BITS) - 1;

impl Sharing {
    /// As [`share`]. Nobody gets anything where all weights are zero or something is negative; callers have made sure.
    pub fn of(&mut self, available: i64, weights: &[i64]) -> &[i64] {
        let total = weights.iter().map(|weight| i128::from(*weight)).sum();
        self.of_total(available, weights, total)
    }

    /// As [`Sharing::of`], where the sum of the weights is known.
    pub fn of_total(&mut self, available: i64, weights: &[i64], total: i128) -> &[i64] {
        self.shares.clear();
        if total <= 0 || available <= 0 {
            self.shares.resize(weights.len(), 0);
            return &self.shares;
        }
        let fits = |total: &i64| product_is_small(available, *total) && *total >> (63 - PLACE_BITS) == 0;
        match i64::try_from(total).ok().filter(fits) {
            Some(total) if weights.len() as u64 <= LAST_PLACE => self.share_small(available, weights, total),
            _ => self.share_large(available, weights, total),
        }
        &self.shares
    }

    /// Every product is below 2^62 and every remainder leaves room for its place: nothing here wraps.
    fn share_small(&mut self, available: i64, weights: &[i64], total: i64) {
        self.small.clear();
        let mut left = available;
        let mut place = LAST_PLACE;
        for weight in weights {
            let product = available.wrapping_mul(*weight);
            let floor = product / total;
            left = left.wrapping_sub(floor);
            self.shares.push(floor);
            let rest = product.wrapping_sub(floor.wrapping_mul(total));
            self.small.push((rest.cast_unsigned() << PLACE_BITS) | place);
            place = place.wrapping_sub(1);
        }
        // Fewer units are left over than there are shares: one each for the largest remainders.
        let units = usize::try_from(left).unwrap_or(0);
        let Some(first) = self.small.len().checked_sub(units).filter(|_| units > 0) else {
            return;
        };
        let (_, least, larger) = self.small.select_nth_unstable(first);
        for key in core::iter::once(&*least).chain(&*larger) {
            let place = usize::try_from(LAST_PLACE - (key & LAST_PLACE)).unwrap_or(usize::MAX);
            if let Some(one) = self.shares.get_mut(place) {
                *one += 1;
            }
        }
    }

    fn share_large(&mut self, available: i64, weights: &[i64], total: i128) {
        self.large.clear();
        let mut left = i128::from(available);
        for (index, weight) in weights.iter().enumerate() {
            let product = i128::from(available) * i128::from(*weight);
            let (floor, rest) = quotient_and_rest(product, total);
            left -= floor;
            self.shares.push(i64::try_from(floor).unwrap_or(i64::MAX));
            self.large.push((rest, index));
        }
        crate::sort_by(&mut self.large, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, index) in self.large.iter().take(usize::try_from(left).unwrap_or(0)) {
            if let Some(one) = self.shares.get_mut(*index) {
                *one += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
