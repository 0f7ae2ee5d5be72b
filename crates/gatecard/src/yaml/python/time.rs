//! Dates and times as Python reads and prints them.

use std::fmt::Write as _;

/// A date, with or without a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    year: u32,
    month: u32,
    day: u32,
    clock: Option<Clock>,
}

/// A time of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    micros: u32,
    /// Minutes east of Greenwich, if known.
    zone: Option<i32>,
}

/// What is still to be read of a text.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// Takes `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.0.iter().take(most);
        let count = digits.take_while(|byte| byte.is_ascii_digit()).count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        Some(
            digits
                .iter()
                .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')),
        )
    }

    /// Takes one of the bytes of `signs`.
    fn sign(&mut self, signs: &[u8]) -> Option<u8> {
        let (&sign, rest) = self.0.split_first()?;
        if !signs.contains(&sign) {
            return None;
        }
        self.0 = rest;
        Some(sign)
    }

    /// Takes spaces and tabs, and tells whether there were any.
    fn blanks(&mut self) -> bool {
        let before = self.0.len();
        while self.sign(b" \t").is_some() {}
        self.0.len() < before
    }
}

impl Time {
    /// Whether a text is a date or time without a tag that says so.
    pub(super) fn is_implicit(text: &str) -> bool {
        let is_short_date = matches!(text.as_bytes(), [_, _, _, _, b'-', _, _, b'-', _, _]);
        Self::parse(text).is_some_and(|time| time.clock.is_some() || is_short_date)
    }

    /// The date and time that a text is by its form, be it possible or not.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rest = Rest(text.strip_suffix('\n').unwrap_or(text).as_bytes());
        let year = rest.number(4, 4)?;
        rest.sign(b"-")?;
        let month = rest.number(1, 2)?;
        rest.sign(b"-")?;
        let day = rest.number(1, 2)?;
        let clock = if rest.0.is_empty() {
            None
        } else {
            Some(Clock::parse(&mut rest)?)
        };
        rest.0.is_empty().then_some(Self {
            year,
            month,
            day,
            clock,
        })
    }

    /// Python's words for a date or time that does not exist.
    pub(super) fn check(&self) -> Result<(), String> {
        let clock = self.clock.as_ref();
        let zone = clock.and_then(|clock| clock.zone).unwrap_or(0);
        if zone.abs() >= 24 * 60 {
            return Err(impossible_zone(zone));
        }
        let problem = if self.year == 0 {
            "year 0 is out of range"
        } else if !(1..=12).contains(&self.month) {
            "month must be in 1..12"
        } else if !(1..=self.days_in_month()).contains(&self.day) {
            "day is out of range for month"
        } else if clock.is_some_and(|clock| clock.hour > 23) {
            "hour must be in 0..23"
        } else if clock.is_some_and(|clock| clock.minute > 59) {
            "minute must be in 0..59"
        } else if clock.is_some_and(|clock| clock.second > 59) {
            "second must be in 0..59"
        } else {
            return Ok(());
        };
        Err(format!("ValueError: {problem}"))
    }

    /// How many days the month has.
    fn days_in_month(&self) -> u32 {
        let is_leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The date and time as Python's `str` has it.
    pub(super) fn show(&self) -> String {
        let mut out = format!("{:04}-{:02}-{:02}", self.year, self.month, self.day);
        if let Some(clock) = &self.clock {
            clock.write(&mut out);
        }
        out
    }

    /// A text by which times that Python holds for the same key are known.
    pub(super) fn canonical(&self) -> String {
        let Some((clock, zone)) = self.clock.as_ref().and_then(|c| Some((c, c.zone?))) else {
            return self.show();
        };
        let minutes = i64::from(clock.hour * 60 + clock.minute) - i64::from(zone);
        let instant = self.day_number() * 24 * 60 + minutes;
        format!("{instant}:{}.{:06}", clock.second, clock.micros)
    }

    /// The days since a fixed day.
    fn day_number(&self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month < 3);
        let month = i64::from((self.month + 9) % 12);
        year * 365 + year / 4 - year / 100
            + year / 400
            + (month * 153 + 2) / 5
            + i64::from(self.day)
    }
}

impl Clock {
    /// What stands behind a date.
    fn parse(rest: &mut Rest<'_>) -> Option<Self> {
        if rest.sign(b"Tt").is_none() && !rest.blanks() {
            return None;
        }
        let hour = rest.number(1, 2)?;
        rest.sign(b":")?;
        let minute = rest.number(2, 2)?;
        rest.sign(b":")?;
        let second = rest.number(2, 2)?;
        let micros = match rest.sign(b".") {
            Some(_) => parse_fraction(rest),
            None => 0,
        };
        let zone = parse_zone(rest)?;
        Some(Self {
            hour,
            minute,
            second,
            micros,
            zone,
        })
    }

    /// Adds the time to a date.
    fn write(&self, out: &mut String) {
        let Self {
            hour,
            minute,
            second,
            ..
        } = self;
        let _ = write!(out, " {hour:02}:{minute:02}:{second:02}");
        if self.micros > 0 {
            let _ = write!(out, ".{:06}", self.micros);
        }
        if let Some(zone) = self.zone {
            let sign = if zone < 0 { '-' } else { '+' };
            let (hours, minutes) = (zone.abs() / 60, zone.abs() % 60);
            let _ = write!(out, "{sign}{hours:02}:{minutes:02}");
        }
    }
}

/// Takes the digits behind the point, as millionths.
fn parse_fraction(rest: &mut Rest<'_>) -> u32 {
    let before = rest.0.len();
    let number = rest.number(0, 6).unwrap_or(0);
    let digits = before - rest.0.len();
    while rest.sign(b"0123456789").is_some() {}
    (digits..6).fold(number, |number, _| number * 10)
}

/// Takes a time zone, if there is one.
#[allow(clippy::option_option)] // A time without a zone is a time, too.
fn parse_zone(rest: &mut Rest<'_>) -> Option<Option<i32>> {
    let blanks = rest.blanks();
    if rest.0.is_empty() && !blanks {
        return Some(None);
    }
    let sign = rest.sign(b"Z+-")?;
    if sign == b'Z' {
        return Some(Some(0));
    }
    let hours = rest.number(1, 2)?;
    let minutes = match rest.sign(b":") {
        Some(_) => rest.number(2, 2)?,
        None => 0,
    };
    let zone = i32::try_from(hours * 60 + minutes).ok()?;
    Some(Some(if sign == b'-' { -zone } else { zone }))
}

/// Python's words for a time zone further than a day away.
fn impossible_zone(zone: i32) -> String {
    let (days, seconds) = (zone.div_euclid(24 * 60), zone.rem_euclid(24 * 60) * 60);
    let parts = [("days", days), ("seconds", seconds)];
    let parts = parts.map(|(name, value)| (value != 0).then(|| format!("{name}={value}")));
    let delta = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    format!(
        "ValueError: offset must be a timedelta strictly between -timedelta(hours=24) and \
         timedelta(hours=24), not datetime.timedelta({delta})."
    )
}
