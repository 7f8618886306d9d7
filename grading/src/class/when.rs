//! Dates as learning systems and persons write them, in minutes.

/// The minute of a date such as `2026-03-01 23:59` or `2026-03-01-23-59-00`; none where that is no date.
pub fn minute(date: &str) -> Option<i64> {
    let numbers: Vec<i64> = date
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [year, month, day, rest @ ..] = numbers.as_slice() else { return None };
    let is_date = (1970..10_000).contains(year) && (1..=12).contains(month) && (1..=31).contains(day);
    let (hour, minute) = (rest.first().unwrap_or(&0), rest.get(1).unwrap_or(&0));
    is_date.then(|| (days(*year, *month, *day) * 24 + hour) * 60 + minute)
}

/// Days since the beginning of 1970, in the calendar that begins its years in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// Minutes that something came late; 0 where it did not, none where that can't be told.
pub fn late(time: &str, due: Option<&str>) -> Option<i64> {
    Some((minute(time)? - minute(due?)?).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_is_counted_in_minutes() {
        assert_eq!(minute("1970-01-01 00:00"), Some(0));
        assert_eq!(minute("2000-03-01 00:01"), Some(11_017 * 24 * 60 + 1));
        let due = Some("2026-02-28 23:59");
        let table = [("2026-02-28-23-59-59", Some(0)), ("2026-03-01-00-09-00", Some(10)), ("", None), ("x", None)];
        for (time, minutes) in table {
            assert_eq!(late(time, due), minutes, "{time}");
        }
        assert_eq!(late("2026-03-01-00-09-00", None), None);
    }
}
