//! Numbers and dates as JavaScript holds and prints them.

/// A number as JavaScript's `String(number)` writes it.
pub(super) fn print(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.replace('.', "");
    let count = isize::try_from(digits.len()).unwrap_or(isize::MAX);
    // The place of the decimal point, counted from the first digit.
    let point = exponent.parse::<isize>().unwrap_or(0) + 1;
    let zeros = |count: isize| "0".repeat(count.max(0).unsigned_abs());
    let body = if count <= point && point <= 21 {
        format!("{digits}{}", zeros(point - count))
    } else if 0 < point && point <= 21 {
        let (whole, fraction) = digits.split_at(point.unsigned_abs());
        format!("{whole}.{fraction}")
    } else if -6 < point && point <= 0 {
        format!("0.{}{digits}", zeros(-point))
    } else {
        let (first, rest) = digits.split_at(1);
        let fraction = if rest.is_empty() {
            String::new()
        } else {
            format!(".{rest}")
        };
        let exponent = point - 1;
        let plus = if exponent < 0 { '-' } else { '+' };
        format!("{first}{fraction}e{plus}{}", exponent.unsigned_abs())
    };
    format!("{sign}{body}")
}

/// Milliseconds since 1970 of a date in the proleptic Gregorian calendar, as `Date.UTC` counts
/// them: months and days past their end roll over, and the years 0 to 99 mean 1900 to 1999.
pub(super) fn date_utc(year: i64, month: i64, day: i64, time_ms: i64) -> i64 {
    let year = if (0..=99).contains(&year) {
        year + 1900
    } else {
        year
    };
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    (days_from_civil(year, month) + day - 1) * DAY_MS + time_ms
}

const DAY_MS: i64 = 86_400_000;

/// Days from 1970-01-01 to the first of a month.
fn days_from_civil(year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month, day and milliseconds of the day.
fn civil(ms: i64) -> (i64, i64, i64, i64) {
    let days = ms.div_euclid(DAY_MS) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day, ms.rem_euclid(DAY_MS))
}

/// The date as `toISOString` writes it, and JSON with it.
pub(super) fn iso_date(ms: i64) -> String {
    let (year, month, day, time) = civil(ms);
    let (hour, minute, second) = (time / 3_600_000, time / 60_000 % 60, time / 1000 % 60);
    let year = if (0..=9999).contains(&year) {
        format!("{year:04}")
    } else {
        let sign = if year < 0 { '-' } else { '+' };
        format!("{sign}{:06}", year.abs())
    };
    format!(
        "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
        time % 1000
    )
}

/// The date as `String(date)` writes it where the clock is set to UTC: what a label becomes that
/// looks like a date.
pub(super) fn spoken_date(ms: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, day, time) = civil(ms);
    let name = |names: &[&'static str], index: i64| {
        usize::try_from(index)
            .ok()
            .and_then(|index| names.get(index).copied())
            .unwrap_or_default()
    };
    let week_day = name(&DAYS, ms.div_euclid(DAY_MS).rem_euclid(7));
    let (hour, minute, second) = (time / 3_600_000, time / 60_000 % 60, time / 1000 % 60);
    let sign = if year < 0 { "-" } else { "" };
    format!(
        "{week_day} {} {day:02} {sign}{:04} {hour:02}:{minute:02}:{second:02} GMT+0000 (Coordinated Universal Time)",
        name(&MONTHS, month - 1),
        year.abs(),
    )
}

#[cfg(test)]
mod tests {
    use super::{date_utc, iso_date, print, spoken_date};

    #[test]
    fn numbers_print_as_in_javascript() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (1.25e-7, "1.25e-7"),
            (0.000_001, "0.000001"),
            (123_456.789, "123456.789"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(print(number), text);
        }
    }

    #[test]
    fn dates_print_as_in_javascript() {
        let ms = date_utc(2024, 1, 1, 0);
        assert_eq!(iso_date(ms), "2024-01-01T00:00:00.000Z");
        assert_eq!(
            spoken_date(ms),
            "Mon Jan 01 2024 00:00:00 GMT+0000 (Coordinated Universal Time)"
        );
        assert_eq!(
            iso_date(date_utc(2024, 13, 45, 0)),
            "2025-02-14T00:00:00.000Z"
        );
        assert_eq!(
            iso_date(date_utc(1970, 1, 1, -1)),
            "1969-12-31T23:59:59.999Z"
        );
    }
}
