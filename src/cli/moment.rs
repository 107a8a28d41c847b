//! Times on the command line: wall times of the office's zone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::domain::when::Zone;

/// A day (its 00:00) or a wall time in the office's zone, or an instant with `Z`.
pub(super) fn parse(text: &str, zone: &Zone) -> Result<Timestamp, String> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    let wall = text.parse::<Date>().map(|day| day.at(0, 0, 0, 0)).or_else(|_| text.parse::<DateTime>());
    wall.map(|wall| zone.instant(wall)).map_err(|_| {
        format!("\u{201c}{text}\u{201d} is no time; write a day like 2027-01-01 or a time like 2027-01-01T08:00")
    })
}

/// How a person reads an instant: wall time of the office's zone.
pub(super) fn show(at: Timestamp, zone: &Zone) -> String {
    zone.wall(at).strftime("%Y-%m-%d %H:%M").to_string()
}
