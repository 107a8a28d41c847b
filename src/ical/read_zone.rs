//! What other programs call their zones.

use std::collections::HashMap;

use crate::domain::when::Zone;

/// What programs of one maker call their zones (Unicode CLDR, territory 001).
const WINDOWS_ZONES: [(&str, &str); 42] = [
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Afghanistan Standard Time", "Asia/Kabul"),
    ("Arab Standard Time", "Asia/Riyadh"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Arabic Standard Time", "Asia/Baghdad"),
    ("Argentina Standard Time", "America/Buenos_Aires"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("Azores Standard Time", "Atlantic/Azores"),
    ("Belarus Standard Time", "Europe/Minsk"),
    ("Cen. Australia Standard Time", "Australia/Adelaide"),
    ("Central America Standard Time", "America/Guatemala"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Central Standard Time", "America/Chicago"),
    ("China Standard Time", "Asia/Shanghai"),
    ("E. Africa Standard Time", "Africa/Nairobi"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Eastern Standard Time", "America/New_York"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("GMT Standard Time", "Europe/London"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Georgian Standard Time", "Asia/Tbilisi"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("India Standard Time", "Asia/Calcutta"),
    ("Iran Standard Time", "Asia/Tehran"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Jordan Standard Time", "Asia/Amman"),
    ("Kaliningrad Standard Time", "Europe/Kaliningrad"),
    ("Middle East Standard Time", "Asia/Beirut"),
    ("Morocco Standard Time", "Africa/Casablanca"),
    ("Mountain Standard Time", "America/Denver"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Syria Standard Time", "Asia/Damascus"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("W. Central Africa Standard Time", "Africa/Lagos"),
    ("W. Europe Standard Time", "Europe/Berlin"),
];

/// The zone that a TZID means: an IANA name, a Windows name, a name with a maker's prefix, or what the file's own
/// VTIMEZONE says of its place.
pub(super) fn zone(tzid: &str, places: &HashMap<String, String>) -> Option<Zone> {
    let tzid = tzid.trim().trim_matches('"').trim();
    named(tzid).or_else(|| prefixed(tzid)).or_else(|| {
        let place = places.get(tzid)?;
        named(place).or_else(|| prefixed(place))
    })
}

fn named(name: &str) -> Option<Zone> {
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    if ["Z", "Coordinated Universal Time", "(UTC) Coordinated Universal Time"].contains(&name) {
        return Some(Zone::utc());
    }
    // Display names: what the office suite of the same maker writes.
    if name.starts_with("(UTC+01:00)") && name.contains("Berlin") {
        return "Europe/Berlin".parse().ok();
    }
    let (_, iana) = WINDOWS_ZONES.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name))?;
    iana.parse().ok()
}

/// `/freeassociation.sourceforge.net/Europe/Berlin` and the like: the longest end of the path that is a zone.
fn prefixed(path: &str) -> Option<Zone> {
    path.match_indices('/').take(8).find_map(|(at, _)| path.get(at + 1..)?.parse().ok())
}
