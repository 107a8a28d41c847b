//! Times on the command line: wall times of the office's zone.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::domain::when::Zone;

/// A day (its 00:00) or a wall time in the office's zone, or an instant with `Z`.
pub(super) fn parse(text: &str, zone: &Zone) -> Result<Timestamp, String> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    // A day reads as its 00:00; read as a day, a time would lose its hours.
    text.parse::<DateTime>().map(|wall| zone.instant(wall)).map_err(|_| {
        format!("\u{201c}{text}\u{201d} is no time; write a day like 2027-01-01 or a time like 2027-01-01T08:00")
    })
}

/// How a person reads an instant: wall time of the office's zone.
pub(super) fn show(at: Timestamp, zone: &Zone) -> String {
    zone.wall(at).strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_midnight_and_a_time_keeps_its_hours() {
        let zone = "Europe/Berlin".parse().unwrap();
        let parsed = |text: &str| parse(text, &zone).map(|at| at.to_string());
        assert_eq!(parsed("2027-02-23").unwrap(), "2027-02-22T23:00:00Z");
        assert_eq!(parsed("2027-02-23T18:01").unwrap(), "2027-02-23T17:01:00Z");
        assert_eq!(parsed("2027-02-23T18:01Z").unwrap(), "2027-02-23T18:01:00Z");
        assert!(parsed("morgen").is_err());
    }
}
