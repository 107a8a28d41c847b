//! An event: something with a time and a place, and everything people want to know about it.
//!
//! A meeting is an event that has agenda, minutes and invited groups; see [`crate::domain::meeting`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::meeting::Meeting;
use crate::domain::recurrence::Recurrence;
use crate::domain::rule::Deadlines;
use crate::domain::rule::Rule;
use crate::domain::when;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::word::words;

/// Something with a time and a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its word in addresses, `/e/SLUG`; stable over imports.
    pub slug: String,
    /// The UID of its calendar entries: made once, never from title or time.
    pub uid: String,
    /// What it is called; one line.
    pub title: String,
    /// A few sentences, as long as the printed programme has room for.
    pub summary: String,
    /// Markdown; plain text with blank lines between paragraphs is Markdown too.
    pub description: String,
    /// What sort of event, as a slug of the vocabulary.
    pub kind: String,
    /// The focus topic, as a slug.
    pub topic: String,
    /// Its first date.
    pub when: When,
    /// Its other dates.
    pub recurrence: Recurrence,
    /// Dates that are moved, changed or cancelled.
    pub overrides: Vec<Override>,
    /// Takes place for sure, perhaps, or not.
    pub status: Status,
    /// How far it is on its way to the public.
    pub review: Review,
    /// Who may see it.
    pub visibility: Visibility,
    /// The programme it belongs to, by slug.
    pub programme: Option<String>,
    /// Where it takes place.
    pub place: Place,
    /// Who is responsible, by the actor's slug.
    pub organiser: String,
    /// Who else makes it, by slug.
    pub partners: Vec<String>,
    /// Whom the public may ask.
    pub contact: PublicContact,
    /// Whom the office may ask; never public.
    pub office_contact: PublicContact,
    /// Whom it is for, as slugs of the vocabulary.
    pub target_groups: Vec<String>,
    /// Languages that are spoken (BCP 47).
    pub languages: Vec<String>,
    /// Interpretation, sign language (`dgs`), subtitles.
    pub interpretation: Vec<String>,
    /// Somebody looks after children.
    pub childcare: bool,
    /// Youngest age in years.
    pub age_min: Option<u8>,
    /// Oldest age in years.
    pub age_max: Option<u8>,
    /// What it costs.
    pub cost: Cost,
    /// Whether and how to register.
    pub registration: Registration,
    /// Its picture.
    pub image: Option<Image>,
    /// Title, summary and description in other languages, by BCP 47 tag (`de-simple`: easy German).
    pub translations: BTreeMap<String, Translation>,
    /// Opening hours in words, for what is open over weeks.
    pub opening_hours: String,
    /// Where it was before it was moved, for "statt am …".
    pub moved_from: Option<Moment>,
    /// For the office only.
    pub note: String,
    /// SEQUENCE of RFC 5545 3.8.7.4.
    pub sequence: i64,
    /// When it was entered.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub changed_at: Option<Timestamp>,
    /// Who hears of the last change of time, place or status of all dates, as somebody decided when they made it.
    #[serde(default)]
    pub change_to: ChangeTo,
    /// The event, by slug, that takes place instead of this one, which was entered twice.
    #[serde(default)]
    pub duplicate_of: Option<String>,
    /// Its own rules, besides those of its programme.
    pub rules: Vec<Rule>,
    /// What makes it a meeting.
    pub meeting: Option<Meeting>,
}

/// One date of a series that is not as the series says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The original start: RECURRENCE-ID of RFC 5545 3.8.4.4.
    pub recurrence_id: Moment,
    /// The start, when it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Moment>,
    /// The end, when it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Moment>,
    /// The venue, when it is another one; empty: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The place in words, when they are others; empty: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue_text: Option<String>,
    /// The online room, when it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<Online>,
    /// True: this date does not take place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who hears of the last change of this date alone; none: as with all dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_to: Option<ChangeTo>,
}

impl Override {
    /// A date that is as its series says.
    pub fn of(recurrence_id: Moment) -> Self {
        Self {
            recurrence_id,
            start: None,
            end: None,
            venue: None,
            venue_text: None,
            online: None,
            cancelled: false,
            reason: String::new(),
            change_to: None,
        }
    }

    /// When the date is; what is not said of it is as in the span of the whole event.
    pub fn when(&self, of_event: &When) -> When {
        let when = of_event.moved_to(self.start.unwrap_or(self.recurrence_id));
        When { end: self.end.or(when.end), ..when }
    }

    /// True for a date that is as its series says, whoever hears of it.
    pub fn is_as_usual(&self) -> bool {
        Self { change_to: None, ..self.clone() } == Self::of(self.recurrence_id)
    }
}

words! {
    /// STATUS of RFC 5545 3.8.1.11.
    #[derive(Default)]
    Status {
        /// Takes place.
        #[default]
        Confirmed = "confirmed",
        /// Not yet sure.
        Tentative = "tentative",
        /// Does not take place; never silently deleted.
        Cancelled = "cancelled",
    }
}

words! {
    /// How far an event is on its way to the public.
    #[derive(Default)]
    Review {
        /// Being written.
        Draft = "draft",
        /// Proposed by an organisation.
        Submitted = "submitted",
        /// Refused by the office, and kept.
        Refused = "refused",
        /// Out.
        #[default]
        Published = "published",
    }
}

words! {
    /// Who hears of a change.
    #[derive(Default)]
    ChangeTo {
        /// Everybody who was told something else.
        #[default]
        Everybody = "everybody",
        /// Of them those who said yes.
        Accepted = "accepted",
        /// Nobody: pages and calendars change in silence.
        Nobody = "nobody",
    }
}

words! {
    /// Who may see an event.
    #[derive(Default)]
    Visibility {
        /// Everybody.
        #[default]
        Public = "public",
        /// All actors.
        Network = "network",
        /// The members of its groups.
        Group = "group",
    }
}

/// Where an event takes place: a venue, words, a room online, or several of them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The venue's slug.
    pub venue: Option<String>,
    /// The place in words, instead of a venue or added to it.
    pub text: String,
    /// Where it ends, when that is another venue.
    pub end_venue: Option<String>,
    /// The venue for bad weather.
    pub fallback_venue: Option<String>,
    /// Where people meet before.
    pub meeting_point: String,
    /// Facts about access that differ from the venue's, as slugs of the vocabulary.
    pub access: Vec<String>,
    /// What else must be known about access.
    pub access_note: String,
    /// The room online.
    pub online: Option<Online>,
}

/// Where one date of an event takes place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DatePlace<'a> {
    /// The venue's slug.
    pub venue: Option<&'a str>,
    /// The place in words, instead of a venue or added to it; empty for none.
    pub text: &'a str,
    /// The room online.
    pub online: Option<&'a Online>,
}

/// A room online.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Online {
    /// Its address.
    pub url: String,
    /// What it runs on.
    pub platform: String,
    /// A telephone number and code for those without a computer.
    pub dial_in: Option<String>,
}

/// A way to ask somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublicContact {
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

words! {
    /// What sort of price.
    #[derive(Default)]
    CostKind {
        /// Nothing to pay.
        #[default]
        Free = "free",
        /// A fixed price.
        Fixed = "fixed",
        /// As much as one likes.
        Donation = "donation",
    }
}

/// What it costs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cost {
    /// What sort of price.
    pub kind: CostKind,
    /// Euros.
    pub amount_eur: Option<f64>,
    /// Euros for those who pay less.
    pub reduced_eur: Option<f64>,
    /// In words.
    pub text: String,
}

words! {
    /// How to register.
    RegistrationWay {
        /// By mail.
        Email = "email",
        /// By telephone.
        Phone = "phone",
        /// On a page.
        Link = "link",
    }
}

/// Whether and how to register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Registration {
    /// True: only with registration.
    pub needed: bool,
    /// How many have room; of teams when the text says so.
    pub capacity: Option<u32>,
    /// Until when, as wall time in the event's zone.
    #[serde(deserialize_with = "when::local_time")]
    pub deadline: Option<DateTime>,
    /// How.
    pub how: Option<RegistrationWay>,
    /// Where, when it is a page.
    pub url: Option<String>,
    /// True: who comes too late may wait.
    pub waiting_list: bool,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Image {
    /// Its address.
    pub url: String,
    /// Whose it is.
    pub credit: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// Content in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Translation {
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// The description.
    pub description: String,
    /// True: the original was changed since.
    pub outdated: bool,
}

impl Event {
    /// An event of that slug and title at that time; everything else as when nobody said anything.
    pub fn new(slug: &str, title: &str, when: When) -> Self {
        Self {
            slug: slug.to_owned(),
            uid: String::new(),
            title: title.to_owned(),
            summary: String::new(),
            description: String::new(),
            kind: String::new(),
            topic: String::new(),
            when,
            recurrence: Recurrence::default(),
            overrides: Vec::new(),
            status: Status::default(),
            review: Review::default(),
            visibility: Visibility::default(),
            programme: None,
            place: Place::default(),
            organiser: String::new(),
            partners: Vec::new(),
            contact: PublicContact::default(),
            office_contact: PublicContact::default(),
            target_groups: Vec::new(),
            languages: Vec::new(),
            interpretation: Vec::new(),
            childcare: false,
            age_min: None,
            age_max: None,
            cost: Cost::default(),
            registration: Registration::default(),
            image: None,
            translations: BTreeMap::new(),
            opening_hours: String::new(),
            moved_from: None,
            note: String::new(),
            sequence: 0,
            created_at: None,
            changed_at: None,
            change_to: ChangeTo::default(),
            duplicate_of: None,
            rules: Vec::new(),
            meeting: None,
        }
    }

    /// True when actors and public may know about it.
    pub fn is_published(&self) -> bool {
        self.review == Review::Published
    }

    /// True when it does not take place at all.
    pub fn is_cancelled(&self) -> bool {
        self.status == Status::Cancelled
    }

    /// True when anybody may see it.
    pub fn is_public(&self) -> bool {
        self.is_published() && self.visibility == Visibility::Public
    }

    /// What it says of the date of an original start alone.
    pub fn change_of(&self, original: Moment) -> Option<&Override> {
        self.overrides.iter().find(|change| change.recurrence_id == original)
    }

    /// When the date of an original start is.
    pub fn when_of(&self, original: Moment) -> When {
        self.change_of(original).map_or_else(|| self.when.moved_to(original), |change| change.when(&self.when))
    }

    /// What it says of the dates that are elsewhere than the whole event.
    pub fn elsewhere(&self) -> impl Iterator<Item = &Override> {
        self.overrides.iter().filter(|change| self.place_by(Some(change)) != self.place_by(None))
    }

    /// Who hears of the last change of the date of an original start.
    pub fn change_to(&self, original: Moment) -> ChangeTo {
        self.change_of(original).and_then(|change| change.change_to).unwrap_or(self.change_to)
    }

    /// Where a date takes place of which something is said, or nothing.
    pub fn place_by<'a>(&'a self, change: Option<&'a Override>) -> DatePlace<'a> {
        let (of_date, of_all) =
            (|part: fn(&Override) -> &Option<String>| change.and_then(|one| part(one).as_deref()), &self.place);
        let venue = of_date(|one| &one.venue).or(of_all.venue.as_deref());
        DatePlace {
            venue: venue.filter(|slug| !slug.is_empty()),
            text: of_date(|one| &one.venue_text).unwrap_or(&of_all.text),
            online: change.and_then(|one| one.online.as_ref()).or(of_all.online.as_ref()),
        }
    }

    /// Until when an answer is asked for, if a day was set.
    pub fn answer_by(&self) -> Option<Timestamp> {
        self.registration.deadline.map(|deadline| self.when.zone.instant(deadline))
    }

    /// Its own deadlines, for its rules.
    pub fn deadlines(&self) -> Deadlines {
        Deadlines { registration: self.registration.deadline.map(Moment::Wall), submission: None }
    }

    /// The groups of a meeting; none for other events.
    pub fn groups(&self) -> &[String] {
        self.meeting.as_ref().map_or(&[], |meeting| &meeting.groups)
    }
}
