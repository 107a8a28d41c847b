//! How far a rule is from what it counts from.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use serde::Deserialize;
use serde::Serialize;

/// How far from the anchor: calendar days (same wall clock, another day) or exact time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    /// Calendar days; negative before.
    Days(i32),
    /// Exact seconds; negative before.
    Exact(i64),
}

impl Offset {
    /// True for offsets before (or at) the anchor.
    pub fn is_before(self) -> bool {
        match self {
            Self::Days(days) => days <= 0,
            Self::Exact(seconds) => seconds <= 0,
        }
    }

    /// True when less than 24 hours.
    pub fn is_short(self) -> bool {
        match self {
            Self::Days(days) => days == 0,
            Self::Exact(seconds) => seconds.abs() < 24 * 3600,
        }
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{}P{}D", if *days < 0 { "-" } else { "+" }, days.abs()),
            Self::Exact(seconds) => {
                let (sign, all) = (if *seconds < 0 { "-" } else { "+" }, seconds.abs());
                write!(f, "{sign}PT")?;
                let parts = [(all / 3600, 'H'), (all / 60 % 60, 'M'), (all % 60, 'S')];
                if all == 0 {
                    return f.write_str("0S");
                }
                parts.iter().filter(|(n, _)| *n > 0).try_for_each(|(n, unit)| write!(f, "{n}{unit}"))
            }
        }
    }
}

/// No duration that a rule can use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\u{201c}{0}\u{201d} is no offset; write days like -P7D or exact time like -PT24H, at most ten years")]
pub struct NoOffset(pub String);

impl FromStr for Offset {
    type Err = NoOffset;

    fn from_str(text: &str) -> Result<Self, NoOffset> {
        let fault = || NoOffset(text.to_owned());
        let span: Span = text.parse().map_err(|_| fault())?;
        let (months, weeks, days) =
            (span.get_months() + i32::from(span.get_years()), span.get_weeks(), span.get_days());
        let seconds: i64 = span.get_seconds() + 60 * (span.get_minutes() + 60 * i64::from(span.get_hours()));
        let days = weeks * 7 + days;
        match (months, days, seconds) {
            (0, days, 0) if text.contains('D') || text.contains('W') => {
                in_range(i64::from(days), 3660).then_some(Self::Days(days))
            }
            (0, 0, seconds) => in_range(seconds, 3660 * 86400).then_some(Self::Exact(seconds)),
            _ => None,
        }
        .ok_or_else(fault)
    }
}

fn in_range(number: i64, most: i64) -> bool {
    number.abs() <= most
}

impl Serialize for Offset {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Offset {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_written_as_they_are_read() {
        for text in ["-P7D", "+P3D", "-PT24H", "-PT1H30M", "+P0D"] {
            assert_eq!(text.parse::<Offset>().unwrap().to_string(), text);
        }
        for text in ["", "P1M", "-P1DT2H", "7 Tage", "-P99999D"] {
            assert!(text.parse::<Offset>().is_err(), "{text}");
        }
    }
}
