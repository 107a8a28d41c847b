//! A venue: a place with its address and the facts about getting in.

use serde::Deserialize;
use serde::Serialize;

/// A place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Venue {
    /// Its slug.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// City.
    pub city: String,
    /// District of the city.
    pub district: String,
    /// Two-letter country code.
    pub country: String,
    /// Degrees north (WGS 84).
    pub lat: Option<f64>,
    /// Degrees east (WGS 84).
    pub lon: Option<f64>,
    /// How far the coordinates can be trusted, in words.
    pub coord_quality: String,
    /// Facts about access, as slugs of the vocabulary (`rollstuhl`, `wc`, …).
    pub access: Vec<String>,
    /// What else must be known about access.
    pub access_note: String,
    /// How to get there by public transport.
    pub transit: String,
    /// True for invented places of example data.
    pub fictional: bool,
}

impl Venue {
    /// Name and address on one line, as a calendar's LOCATION.
    pub fn line(&self) -> String {
        let town = format!("{} {}", self.postcode, self.city);
        [self.name.as_str(), self.street.as_str(), town.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Words about a place and the venue on one line, as a calendar's LOCATION: the room before the house.
pub fn place_line(venue: Option<&Venue>, words: &str) -> String {
    let parts = [words.to_owned(), venue.map(Venue::line).unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
