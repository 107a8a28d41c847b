//! Values as iCalendar has them: what cannot be written rightly is not written at all.
//!
//! Invariant: every value made here is plain: an address has one `@`, a link is ASCII and of a known scheme, a rule
//! holds letters, digits and `=;,+-` only.

use icalendar::Property;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::domain::text::clean_line;
use crate::domain::text::is_address;
use crate::domain::text::is_unsafe;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::ical::zone::is_utc;

/// Schemes of links that may stand in a calendar.
const SCHEMES: [&str; 7] = ["https", "http", "mailto", "tel", "sip", "xmpp", "geo"];

/// An instant as UTC (RFC 5545 3.3.5, form 2).
pub fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn local(wall: DateTime) -> String {
    wall.strftime("%Y%m%dT%H%M%S").to_string()
}

/// The sort of all dates of one entry: days, or wall times of one zone.
#[derive(Debug, Clone, Copy)]
pub enum Clock<'a> {
    /// DATE.
    Days,
    /// DATE-TIME in a zone; a `Z` for UTC.
    In(&'a Zone),
}

impl Clock<'_> {
    /// One date; a moment of the other sort is taken for its day, or for its 00:00.
    pub fn date(self, moment: Moment) -> String {
        match self {
            Self::Days => day(moment.date()),
            Self::In(zone) if is_utc(zone) => format!("{}Z", local(moment.wall())),
            Self::In(_) => local(moment.wall()),
        }
    }

    /// A wall time that exists: one that a change of the clocks skips is moved on, as `Zone::instant` reads it.
    pub fn existing(self, moment: Moment) -> Moment {
        match self {
            Self::Days => moment,
            Self::In(zone) => Moment::Wall(zone.wall(zone.instant(moment.wall()))),
        }
    }

    /// A date property with the parameters that its sort asks for (VALUE=DATE or TZID).
    pub fn property(self, name: &str, value: &str) -> Property {
        let mut property = Property::new(name, value);
        match self {
            Self::Days => property.add_parameter("VALUE", "DATE"),
            Self::In(zone) if is_utc(zone) => &mut property,
            Self::In(zone) => property.add_parameter("TZID", zone.name()),
        }
        .done()
    }

    /// A list of dates, in order, each once; nothing for an empty one.
    pub fn list(self, name: &str, moments: &[Moment]) -> Option<Property> {
        let mut dates: Vec<String> = moments.iter().map(|&moment| self.date(moment)).collect();
        dates.sort();
        dates.dedup();
        (!dates.is_empty()).then(|| self.property(name, &dates.join(",")))
    }

    /// A RECUR (RFC 5545 3.3.10) whose UNTIL is of the sort of DTSTART; nothing when it is none.
    pub fn rule(self, rule: &str) -> Option<String> {
        let rule = rule.trim().to_ascii_uppercase();
        let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule).trim_end_matches(';');
        let mut parts = Vec::new();
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            let plain = value.bytes().all(|b| b.is_ascii_alphanumeric() || b",+-".contains(&b));
            if name.is_empty() || value.is_empty() || !plain || !name.bytes().all(|b| b.is_ascii_uppercase()) {
                return None;
            }
            parts.push(if name == "UNTIL" { format!("UNTIL={}", self.until(value)?) } else { part.to_owned() });
        }
        // Readers of RFC 2445 want FREQ first.
        parts.sort_by_key(|part| !part.starts_with("FREQ="));
        parts.first().is_some_and(|part| part.starts_with("FREQ=")).then(|| parts.join(";"))
    }

    /// UNTIL (in UTC, as wall time or as day) in the form that DTSTART asks for.
    fn until(self, value: &str) -> Option<String> {
        let instant = value.strip_suffix('Z').map(|utc| Ok::<_, jiff::Error>(Zone::utc().instant(parse(utc)?)));
        Some(match (self, instant.transpose().ok()?) {
            (Self::Days, _) => day(parse(value.trim_end_matches('Z')).ok()?.date()),
            (Self::In(_), Some(at)) => utc(at),
            (Self::In(zone), None) => utc(zone.instant(parse(value).ok()?)),
        })
    }
}

/// `20271231T225959` or `20271231`, which means the end of that day.
fn parse(value: &str) -> Result<DateTime, jiff::Error> {
    if value.len() == 8 {
        return Ok(Date::strptime("%Y%m%d", value)?.at(23, 59, 59, 0));
    }
    DateTime::strptime("%Y%m%dT%H%M%S", value)
}

/// `mailto:` and the address; nothing when it is none.
pub fn mailto(address: &str) -> Option<String> {
    let address = address.trim();
    let escaped = || address.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    is_address(address).then(|| format!("mailto:{}", escaped()))
}

/// A link as URI (RFC 3986): what must not stand in one is percent-encoded; nothing when it has no scheme we know or
/// holds a control character.
pub fn link(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let (known, web) = (SCHEMES.contains(&scheme.as_str()), scheme.starts_with("http"));
    let empty = if web { rest.strip_prefix("//").is_none_or(str::is_empty) } else { rest.is_empty() };
    if !known || empty || text.chars().any(is_unsafe) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let hex = |digit: u8| char::from(b"0123456789ABCDEF"[usize::from(digit)]);
            out.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    Some(out)
}

/// A language tag (RFC 5646) in its outer form.
pub fn language(tag: &str) -> Option<&str> {
    let tag = tag.trim();
    let plain = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    (tag.len() <= 35 && tag.split('-').all(plain)).then_some(tag)
}

/// GEO (RFC 5545 3.8.1.6) of latitude and longitude in degrees, to some 10 cm.
pub fn geo((latitude, longitude): (f64, f64)) -> Option<String> {
    let fine = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    fine.then(|| format!("{latitude:.6};{longitude:.6}"))
}

/// One clean line, or nothing when nothing is left of it.
pub fn line(text: &str) -> Option<String> {
    Some(clean_line(text)).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn until_takes_the_sort_of_dtstart() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let timed = Clock::In(&berlin);
        for until in ["20271231T225959Z", "20271231T235959", "20271231"] {
            let rule = timed.rule(&format!("UNTIL={until};FREQ=DAILY"));
            assert_eq!(rule.as_deref(), Some("FREQ=DAILY;UNTIL=20271231T225959Z"), "{until}");
            let rule = Clock::Days.rule(&format!("FREQ=DAILY;UNTIL={until}"));
            assert_eq!(rule.as_deref(), Some("FREQ=DAILY;UNTIL=20271231"), "{until}");
        }
    }

    #[test]
    fn what_is_no_rule_is_not_written() {
        for bad in ["", "FREQ", "INTERVAL=2", "FREQ=DAILY;X=a:b", "FREQ=DAILY\r\nX:1", "FREQ=DAILY;UNTIL=soon"] {
            assert_eq!(Clock::Days.rule(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_skipped_wall_time_is_moved_on() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let clock = Clock::In(&berlin);
        let skipped = Moment::Wall("2027-03-28T02:30".parse().unwrap());
        assert_eq!(clock.date(clock.existing(skipped)), "20270328T033000");
    }

    #[test]
    fn links_are_ascii_and_of_a_known_scheme() {
        assert_eq!(link("https://köln.de/a b,c;d?e=\"").as_deref(), Some("https://k%C3%B6ln.de/a%20b,c;d?e=%22"));
        for bad in [
            "",
            "x",
            "javascript:alert(1)",
            "https:",
            "https://",
            "https://a\r\nX-EVIL:1",
            "HTTP:x",
            "ü:x",
            "h\u{16b9d}:x",
        ] {
            assert_eq!(link(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn places_off_the_globe_are_not_written() {
        assert_eq!(geo((51.333_333_3, -6.5)).as_deref(), Some("51.333333;-6.500000"));
        assert_eq!([geo((f64::NAN, 0.0)), geo((91.0, 0.0)), geo((0.0, f64::INFINITY))], [None, None, None]);
    }
}
