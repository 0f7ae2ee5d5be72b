//! Numbers as Python reads and prints them.
//!
//! Digits of other scripts, which Python takes in a text with the tag `!!int` or `!!float`, are not
//! known here, and neither are signs within a base-60 number that has such a tag.

use super::{natural::Natural, repr};

/// The most digits that Python turns into a number or back.
pub(super) const MAX_DIGITS: usize = 4300;

/// The most characters of a text that Python repeats in an error.
const MAX_REPEATED: usize = 200;

/// Python's words for a text that is too short.
const TOO_SHORT: &str = "IndexError: string index out of range";

/// Python's words for a whole number that is too long.
pub(super) fn check_length(digits: usize) -> Result<(), String> {
    if digits <= MAX_DIGITS {
        return Ok(());
    }
    Err(format!(
        "ValueError: Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value \
         has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The whole number that a text stands for, in decimal digits; `None` if it is too long to print.
pub(super) fn int(text: &str) -> Result<Option<String>, String> {
    let text = text.replace('_', "");
    let negative = text.starts_with('-');
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let number = if text.is_empty() {
        return Err(TOO_SHORT.to_owned());
    } else if let Some(bits) = digits.strip_prefix("0b") {
        parse(bits, 2)
    } else if let Some(digits) = digits.strip_prefix("0x") {
        parse(digits, 16)
    } else if digits.starts_with('0') && digits != "0" {
        parse(digits, 8)
    } else if digits.contains(':') {
        sixties(digits)
    } else if digits.is_empty() {
        return Err(TOO_SHORT.to_owned());
    } else {
        parse(digits, 10)
    };
    Ok(number?.show(negative))
}

/// A whole number with a sign.
struct Signed {
    negative: bool,
    size: Natural,
}

impl Signed {
    /// The decimal digits of the number, or of its opposite if `flip` is set.
    fn show(&self, flip: bool) -> Option<String> {
        let digits = self.size.decimal()?;
        let negative = self.negative != flip && digits != "0";
        Some(if negative {
            format!("-{digits}")
        } else {
            digits
        })
    }
}

/// What Python's `int(text, base)` gives.
fn parse(text: &str, base: u32) -> Result<Signed, String> {
    let trimmed = trim(text);
    let negative = trimmed.starts_with('-');
    let unsigned = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    let prefixes = match base {
        2 => ["0b", "0B"],
        8 => ["0o", "0O"],
        16 => ["0x", "0X"],
        _ => ["+", "+"],
    };
    let digits = prefixes
        .iter()
        .find_map(|prefix| unsigned.strip_prefix(prefix))
        .filter(|_| base != 10)
        .unwrap_or(unsigned);
    let length = digits.find(|digit: char| !digit.is_digit(base));
    if base == 10 {
        check_length(length.unwrap_or(digits.len()))?;
    }
    if length.is_some() || digits.is_empty() {
        let text: String = repr::text(text).chars().take(MAX_REPEATED).collect();
        let problem = "ValueError: invalid literal for int() with base";
        return Err(format!("{problem} {base}: {text}"));
    }
    let size = Natural::from_digits(digits, base);
    Ok(Signed { negative, size })
}

/// A whole number in base 60, such as `1:30`.
fn sixties(text: &str) -> Result<Signed, String> {
    let mut size = Natural::default();
    for part in text.split(':') {
        size.scale(60, 0);
        size.add(&parse(part, 10)?.size);
    }
    let negative = false;
    Ok(Signed { negative, size })
}

/// A text without the blanks that Python's `strip` removes.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}

/// The number with a point that a text stands for.
pub(super) fn float(text: &str) -> Result<f64, String> {
    let text = text.replace('_', "").to_lowercase();
    if text.is_empty() {
        return Err(TOO_SHORT.to_owned());
    }
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    match unsigned {
        ".inf" => Ok(sign * f64::INFINITY),
        ".nan" => Ok(f64::NAN),
        _ if unsigned.contains(':') => Ok(sign * float_sixties(unsigned)?),
        _ => Ok(sign * parse_float(unsigned)?),
    }
}

/// What Python's `float(text)` gives.
fn parse_float(text: &str) -> Result<f64, String> {
    let number = trim(text).parse();
    number.map_err(|_| {
        let text = repr::text(text);
        format!("ValueError: could not convert string to float: {text}")
    })
}

/// A number with a point in base 60, such as `1:30.5`.
fn float_sixties(text: &str) -> Result<f64, String> {
    let parts: Result<Vec<_>, _> = text.split(':').map(parse_float).collect();
    let mut base = Natural::from_digits("1", 10);
    let mut number = 0.0;
    for part in parts?.iter().rev() {
        let digits = base.decimal().unwrap_or_default();
        let factor: f64 = digits.parse().unwrap_or(f64::INFINITY);
        if factor.is_infinite() {
            return Err("OverflowError: int too large to convert to float".to_owned());
        }
        number += part * factor;
        base.scale(60, 0);
    }
    Ok(number)
}

/// A number with a point as Python's JSON has it.
pub(super) fn show_float(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        let sign = if number < 0.0 { "-" } else { "" };
        return format!("{sign}Infinity");
    }
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        format!("{number:?}")
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{digits}e{sign}{:02}", exponent.abs())
    }
}

/// A text by which numbers that Python holds for the same key are known.
pub(super) fn canonical(number: f64) -> String {
    if number.is_finite() && number.fract() == 0.0 {
        format!("{:.0}", number + 0.0)
    } else {
        show_float(number)
    }
}
