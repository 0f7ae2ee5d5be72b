//! The type of a plain text by js-yaml's default schema, which is that of YAML 1.2 with dates.

use super::number;

/// What a text means without quotes and without a tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Plain {
    /// `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer or a float: JavaScript has one type for both.
    Number(f64),
    /// Milliseconds since 1970.
    Date(i64),
    /// `<<`.
    Merge,
    /// Anything else.
    Text,
}

/// The meaning of a plain scalar, tried in js-yaml's order.
#[inline]
pub(crate) fn resolve(text: &str) -> Plain {
    if is_surely_text(text) {
        return Plain::Text;
    }
    match text.bytes().next() {
        Some(b'~' | b'n' | b'N') if null(text) => Plain::Null,
        Some(b't' | b'T' | b'f' | b'F') => boolean(text).map_or(Plain::Text, Plain::Bool),
        Some(b'-' | b'+' | b'.' | b'0'..=b'9') => integer(text)
            .or_else(|| float(text))
            .map(Plain::Number)
            .or_else(|| timestamp(text).map(Plain::Date))
            .unwrap_or(Plain::Text),
        Some(b'<') if text == "<<" => Plain::Merge,
        _ => Plain::Text,
    }
}

/// Whether a plain scalar is a text by its first character and its length, as most are: a quick
/// look.
#[inline]
pub(crate) fn is_surely_text(text: &str) -> bool {
    match text.bytes().next() {
        Some(b'~' | b'-' | b'+' | b'.' | b'0'..=b'9' | b'<') => false,
        Some(b'n' | b'N' | b't' | b'T' | b'f' | b'F') => text.len() > "false".len(),
        _ => true,
    }
}

pub(super) fn null(text: &str) -> bool {
    matches!(text, "~" | "null" | "Null" | "NULL")
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The number that js-yaml reads as an integer; none where it would be infinite.
pub(super) fn integer(text: &str) -> Option<f64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let number = match digits.as_bytes() {
        [b'0', b'b', rest @ ..] => radix(rest, 2)?,
        [b'0', b'o', rest @ ..] => radix(rest, 8)?,
        [b'0', b'x', rest @ ..] => radix(rest, 16)?,
        [] => return None,
        all if all.iter().all(u8::is_ascii_digit) => digits.parse().ok()?,
        _ => return None,
    };
    number
        .is_finite()
        .then_some(if negative { -number } else { number })
}

/// Digits in a base that is a power of two.
fn radix(digits: &[u8], base: u32) -> Option<f64> {
    let mut number = 0.0_f64;
    if digits.is_empty() {
        return None;
    }
    for &byte in digits {
        let digit = char::from(byte).to_digit(base)?;
        number = number * f64::from(base) + f64::from(digit);
    }
    Some(number)
}

pub(super) fn float(text: &str) -> Option<f64> {
    let (sign, unsigned) = match text.as_bytes().first()? {
        b'-' => (-1.0, &text[1..]),
        b'+' => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(sign * f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let signless = unsigned.len() == text.len();
    let whole_fits = !whole.is_empty() || (signless && !fraction.is_empty());
    let exponent_fits = exponent.is_none_or(|exponent| {
        let bare = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !bare.is_empty() && digits(bare)
    });
    if !(whole_fits && digits(whole) && digits(fraction) && exponent_fits) {
        return None;
    }
    let number: f64 = unsigned.parse().ok()?;
    number.is_finite().then_some(sign * number)
}

/// The date in milliseconds since 1970.
pub(super) fn timestamp(text: &str) -> Option<i64> {
    let mut rest = Scan(text.as_bytes());
    let (year, _) = rest.digits(4, 4)?;
    rest.byte(b'-')?;
    let (month, month_digits) = rest.digits(1, 2)?;
    rest.byte(b'-')?;
    let (day, day_digits) = rest.digits(1, 2)?;
    if rest.0.is_empty() {
        let whole = month_digits == 2 && day_digits == 2;
        return whole.then(|| number::date_utc(year, month, day, 0));
    }
    let blanks = rest.blanks();
    if blanks == 0 && rest.byte(b'T').or_else(|| rest.byte(b't')).is_none() {
        return None;
    }
    let (hour, _) = rest.digits(1, 2)?;
    rest.byte(b':')?;
    let (minute, _) = rest.digits(2, 2)?;
    rest.byte(b':')?;
    let (second, _) = rest.digits(2, 2)?;
    let fraction = rest.fraction();
    let offset = rest.zone()?;
    let time = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
    Some(number::date_utc(year, month, day, time) - offset)
}

/// What is left of a text that is taken apart from its start.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn byte(&mut self, expected: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[expected])?;
        Some(())
    }

    fn blanks(&mut self) -> usize {
        let count = self
            .0
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        self.0 = &self.0[count..];
        count
    }

    /// A number of `least` to `most` digits, and how many there were.
    fn digits(&mut self, least: usize, most: usize) -> Option<(i64, usize)> {
        let count = self
            .0
            .iter()
            .take(most)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        let number = digits
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        Some((number, count))
    }

    /// Milliseconds behind a point.
    fn fraction(&mut self) -> i64 {
        if self.byte(b'.').is_none() {
            return 0;
        }
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        (0..3).fold(0, |ms, place| {
            ms * 10 + digits.get(place).map_or(0, |digit| i64::from(digit - b'0'))
        })
    }

    /// The offset of the time zone in milliseconds, up to the end of the text.
    fn zone(&mut self) -> Option<i64> {
        if self.0.is_empty() {
            return Some(0);
        }
        self.blanks();
        if self.byte(b'Z').is_some() {
            return self.0.is_empty().then_some(0);
        }
        let sign = match self.0.first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        self.0 = &self.0[1..];
        let (hours, _) = self.digits(1, 2)?;
        let mut minutes = 0;
        if self.byte(b':').is_some() {
            (minutes, _) = self.digits(2, 2)?;
        }
        self.0
            .is_empty()
            .then_some(sign * (hours * 60 + minutes) * 60_000)
    }
}

#[cfg(test)]
mod tests {
    use super::{Plain, resolve};

    #[test]
    fn plain_texts_have_the_types_of_js_yaml() {
        for (text, plain) in [
            ("NO", Plain::Text),
            ("yes", Plain::Text),
            ("true", Plain::Bool(true)),
            ("~", Plain::Null),
            ("nUll", Plain::Text),
            ("0123", Plain::Number(123.0)),
            ("0o14", Plain::Number(12.0)),
            ("0x1F", Plain::Number(31.0)),
            ("1_000", Plain::Text),
            ("-.5", Plain::Text),
            (".5", Plain::Number(0.5)),
            ("5.", Plain::Number(5.0)),
            ("1e3", Plain::Number(1000.0)),
            ("12:30:45", Plain::Text),
            ("2024-01-01", Plain::Date(1_704_067_200_000)),
            ("2024-1-1", Plain::Text),
            ("2024-1-1 1:02:03", Plain::Date(1_704_070_923_000)),
            (
                "2024-01-01T00:00:00.5+01:00",
                Plain::Date(1_704_063_600_500),
            ),
            ("<<", Plain::Merge),
            ("+", Plain::Text),
            ("-.inf", Plain::Number(f64::NEG_INFINITY)),
        ] {
            assert_eq!(resolve(text), plain, "{text}");
        }
    }
}
