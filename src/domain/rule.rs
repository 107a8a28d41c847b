//! Rules: when, to whom, which mail.

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Time;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::notification::Kind;
use crate::domain::offset::Offset;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::word::words;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique within its event or programme; stable, because it stands in the notifications' keys.
    pub id: String,
    /// Which mail.
    pub kind: Kind,
    /// To whom.
    pub audience: Audience,
    /// How far from the anchor.
    pub offset: Offset,
    /// What the offset counts from.
    #[serde(default)]
    pub anchor: Anchor,
    /// A wall time that replaces the one of the offset ("at 09:00"); only with an offset of days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    /// Once per event or once per occurrence.
    #[serde(default)]
    pub per: Per,
    /// Sends, waits for a person, or is off.
    #[serde(default)]
    pub mode: Mode,
    /// True when the text is the last of its kind before the event ("morgen").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

words! {
    /// What an offset counts from.
    #[derive(Default)]
    Anchor {
        /// The start.
        #[default]
        Start = "start",
        /// The end; offsets after an event count from here.
        End = "end",
        /// The end of registration.
        RegistrationDeadline = "registration_deadline",
        /// The programme's end of submissions.
        SubmissionDeadline = "submission_deadline",
    }
}

words! {
    /// How often a rule makes a mail.
    #[derive(Default)]
    Per {
        /// For each date.
        #[default]
        Occurrence = "occurrence",
        /// Once: first occurrence for offsets before, last for offsets after.
        Event = "event",
    }
}

impl Per {
    /// How often mails of a kind go when nobody says so: questions about an entry once, all others for each date.
    pub fn usual(kind: Kind) -> Self {
        if matches!(kind, Kind::EntryCheck | Kind::AfterEvent) { Self::Event } else { Self::Occurrence }
    }
}

words! {
    /// Whether a rule sends.
    #[derive(Default)]
    Mode {
        /// Sends.
        #[default]
        On = "on",
        /// Waits for a person.
        Held = "held",
        /// Does nothing.
        Off = "off",
    }
}

/// To whom a rule's mail goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The actors of a group, by slug.
    Group(String),
    /// One actor, by slug or id.
    Actor(String),
    /// Who was sent an invitation.
    Invited,
    /// Who said yes.
    Accepted,
    /// Who said no.
    Declined,
    /// Who said maybe.
    Tentative,
    /// Invited and without an answer.
    Silent,
    /// Registered members of the public. Selects nobody yet.
    Registered,
    /// The organiser's contacts.
    Organiser,
    /// The partners' contacts.
    Partners,
}

impl Audience {
    /// Its word in data; a group is its slug, an actor `actor:SLUG`.
    pub fn word(&self) -> String {
        match self {
            Self::Group(slug) => slug.clone(),
            Self::Actor(slug) => format!("actor:{slug}"),
            Self::Invited => "invited".into(),
            Self::Accepted => "accepted".into(),
            Self::Declined => "declined".into(),
            Self::Tentative => "tentative".into(),
            Self::Silent => "silent".into(),
            Self::Registered => "registered".into(),
            Self::Organiser => "organiser".into(),
            Self::Partners => "partners".into(),
        }
    }

    /// The words that are no groups, and of which no group's slug may be one.
    pub const WORDS: [&str; 9] =
        ["accepted", "declined", "invited", "no_answer", "organiser", "partners", "registered", "silent", "tentative"];

    /// True for those who answer for the event rather than come to it.
    pub fn is_organising(&self) -> bool {
        matches!(self, Self::Organiser | Self::Partners)
    }
}

impl From<&str> for Audience {
    fn from(word: &str) -> Self {
        match word {
            "invited" => Self::Invited,
            "accepted" => Self::Accepted,
            "declined" => Self::Declined,
            "tentative" => Self::Tentative,
            "silent" | "no_answer" => Self::Silent,
            "registered" => Self::Registered,
            "organiser" => Self::Organiser,
            "partners" => Self::Partners,
            other => match other.strip_prefix("actor:") {
                Some(slug) => Self::Actor(slug.into()),
                None => Self::Group(other.into()),
            },
        }
    }
}

impl Serialize for Audience {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

/// The deadlines that rules of an event may count from, on the clocks of its zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// Until when to register or to answer.
    pub registration: Option<Moment>,
    /// The programme's end of submissions.
    pub submission: Option<Moment>,
}

/// The wall time at which reminders about whole days go.
const MORNING: Time = Time::constant(9, 0, 0, 0);

impl Rule {
    /// A rule that counts days and sends.
    pub fn usual(id: &str, kind: Kind, audience: Audience, days: i32) -> Self {
        Self {
            id: id.into(),
            kind,
            audience,
            offset: Offset::Days(days),
            anchor: Anchor::Start,
            at: None,
            per: Per::usual(kind),
            mode: Mode::On,
            template: None,
        }
    }

    /// What is wrong with it for an event at that time.
    ///
    /// A rule whose window would be closed before it opens is refused: it could never send. A nudge after an early day for
    /// answers is not: who sets that day looks at the plan, which says that the nudge is over.
    pub fn check(&self, when: &When, deadlines: Deadlines) -> Vec<Fault> {
        let mut faults = Vec::new();
        if when.is_all_day() && matches!(self.offset, Offset::Exact(_)) {
            faults.push(Fault::new(
                "offset",
                said!("rule-fault-whole-days", "must be in days (like -P1D) for an event of whole days"),
            ));
        }
        if self.at.is_some() && matches!(self.offset, Offset::Exact(_)) {
            faults.push(Fault::new("at", said!("rule-fault-at-hours", "goes only with an offset in days (like -P1D)")));
        }
        let answer_by = deadlines.registration.map(|moment| when.zone.instant(moment.wall()));
        let is_over = |due| self.not_after(when, due, answer_by.filter(|by| *by > due)) <= due;
        if faults.is_empty() && self.due_by(when, deadlines).is_some_and(is_over) {
            faults.push(Fault::new(
                "offset",
                said!("rule-fault-late", "is too late for a {kind}: it could never be sent", kind = self.kind),
            ));
        }
        faults
    }

    /// True when it counts from the end.
    pub fn is_after(&self) -> bool {
        self.anchor == Anchor::End || !self.offset.is_before()
    }

    /// When it is due for a span; none when it counts from a deadline that is not set.
    pub fn due_by(&self, when: &When, deadlines: Deadlines) -> Option<Timestamp> {
        let at = |moment: Moment| When { start: moment, end: None, zone: when.zone.clone() };
        Some(match self.anchor {
            Anchor::Start | Anchor::End => self.due(when),
            Anchor::RegistrationDeadline => self.due(&at(deadlines.registration?)),
            Anchor::SubmissionDeadline => self.due(&at(deadlines.submission?)),
        })
    }

    /// When it is due for a span: local wall time and the instant derived from it.
    ///
    /// Whole days: 09:00 of the day, offsets after count from the last day; exact offsets are refused for them by
    /// [`Rule::check`] and count from 00:00 here.
    pub fn due(&self, when: &When) -> Timestamp {
        let after = self.is_after();
        let anchor = match (after, when.is_all_day()) {
            (false, _) => when.start,
            (true, false) => when.end_or_start(),
            (true, true) => Moment::Day(when.last_day()),
        };
        match self.offset {
            Offset::Days(days) => {
                let day = anchor.date().saturating_add(days.days());
                let clock = self.at.unwrap_or(if when.is_all_day() { MORNING } else { anchor.wall().time() });
                when.zone.instant(day.to_datetime(clock))
            }
            Offset::Exact(seconds) => {
                let from = if after { when.ends_at() } else { when.starts_at() };
                from.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(from)
            }
        }
    }

    /// The last useful moment of a mail that may go at `send_at`.
    pub fn not_after(&self, when: &When, send_at: Timestamp, answer_by: Option<Timestamp>) -> Timestamp {
        let start = when.starts_at();
        match self.kind {
            Kind::Nudge => answer_by.unwrap_or_else(|| plus_hours(start, -24)),
            Kind::Reminder | Kind::HeadCount if self.offset.is_short() => start.min(plus_hours(send_at, 6)),
            Kind::SaveTheDate | Kind::Invitation | Kind::EntryCheck | Kind::Reminder | Kind::HeadCount => start,
            Kind::Change | Kind::Cancellation => when.ends_at(),
            Kind::Minutes | Kind::AfterEvent => plus_hours(send_at, 14 * 24),
            Kind::OrganiserDigest => plus_hours(send_at, 24),
        }
    }
}

/// An instant some hours later; clamped at the end of the calendar.
pub fn plus_hours(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(at)
}

/// True for what is over for so long that its mails may be forgotten: none is made anew.
pub fn is_long_over(end: Timestamp, now: Timestamp) -> bool {
    end < plus_hours(now, -60 * 24)
}

words! {
    /// What a plan for new events is for.
    PlanOf {
        /// Meetings: those with invited groups.
        Meeting = "meeting",
        /// Everything else.
        Event = "event",
    }
}

impl PlanOf {
    /// The plan that is delivered: a meeting's goes from the save the date to the minutes, others have none.
    pub fn delivered(self) -> Vec<Rule> {
        let each = || Audience::Group(EACH_GROUP.to_owned());
        match self {
            Self::Event => Vec::new(),
            Self::Meeting => vec![
                Rule::usual("save-the-date", Kind::SaveTheDate, each(), -42),
                Rule::usual("invitation", Kind::Invitation, each(), -21),
                Rule::usual("nudge", Kind::Nudge, Audience::Silent, -7),
                Rule::usual("reminder", Kind::Reminder, Audience::Accepted, -1),
                Rule::usual("head-count", Kind::HeadCount, Audience::Organiser, -1),
                Rule::usual("minutes", Kind::Minutes, Audience::Invited, 3),
            ],
        }
    }
}

/// Stands for a group in plans for new events: each group that is invited.
pub const EACH_GROUP: &str = "*";

/// A plan for new events as the rules of one that invites these groups.
pub fn for_groups(plan: &[Rule], groups: &[String]) -> Vec<Rule> {
    let of_groups = |rule: &Rule| -> Vec<Rule> {
        if rule.audience != Audience::Group(EACH_GROUP.to_owned()) {
            return vec![rule.clone()];
        }
        let of_group = |group: &String| Rule {
            id: format!("{}-{group}", rule.id),
            audience: Audience::Group(group.clone()),
            ..rule.clone()
        };
        groups.iter().map(of_group).collect()
    };
    plan.iter().flat_map(of_groups).collect()
}

/// The rules of an event that invites other groups from now on: what was for one of the old ones is for each new one.
///
/// Rules of groups that stay keep their ids, for these stand in the keys of mails that went.
pub fn for_other_groups(rules: &[Rule], old: &[String], new: &[String]) -> Vec<Rule> {
    // Nobody is invited any more: the rules wait for the next group.
    if new.is_empty() {
        return rules.to_vec();
    }
    let has = |plan: &str, group: &String| rules.iter().any(|rule| rule.id == format!("{plan}-{group}"));
    let mut plans: Vec<String> = Vec::new();
    let mut found: Vec<Rule> = Vec::new();
    for rule in rules {
        let group = match &rule.audience {
            Audience::Group(group) if old.is_empty() || old.contains(group) => group,
            _ => {
                found.push(rule.clone());
                continue;
            }
        };
        if new.contains(group) {
            found.push(rule.clone());
        }
        let plan = rule.id.strip_suffix(&format!("-{group}")).unwrap_or(&rule.id).to_owned();
        if !plans.contains(&plan) {
            let added: Vec<String> = new.iter().filter(|one| !old.contains(one) && !has(&plan, one)).cloned().collect();
            let template = Rule { id: plan.clone(), audience: Audience::Group(EACH_GROUP.to_owned()), ..rule.clone() };
            found.extend(for_groups(&[template], &added));
            plans.push(plan);
        }
    }
    found
}

/// The delivered plan of a meeting that invites these groups.
pub fn default_meeting_plan(groups: &[String]) -> Vec<Rule> {
    for_groups(&PlanOf::Meeting.delivered(), groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(offset: &str) -> Rule {
        Rule { offset: offset.parse().unwrap(), ..default_meeting_plan(&[])[1].clone() }
    }

    fn at(start: &str) -> When {
        When { start: start.parse().unwrap(), end: None, zone: "Europe/Berlin".parse().unwrap() }
    }

    #[test]
    fn days_keep_the_wall_clock_and_hours_keep_the_distance() {
        for (start, offset, due) in [
            ("2027-11-01T18:00", "-P7D", "2027-10-25T16:00:00Z"),
            ("2027-11-01T18:00", "-PT24H", "2027-10-31T17:00:00Z"),
            ("2027-03-28T03:30", "-P1D", "2027-03-27T02:30:00Z"),
            ("2027-03-28T03:30", "-PT24H", "2027-03-27T01:30:00Z"),
            ("2027-09-11", "-P1D", "2027-09-10T07:00:00Z"),
        ] {
            assert_eq!(rule(offset).due(&at(start)).to_string(), due, "{start} {offset}");
        }
    }

    #[test]
    fn what_could_never_be_sent_is_refused_by_the_deadline_that_it_counts_from() {
        let by = |deadline: &str| Deadlines { registration: Some(deadline.parse().unwrap()), submission: None };
        let check = |kind, anchor, offset: &str, deadlines| {
            let rule = Rule { anchor, ..rule(offset) };
            Rule { kind, ..rule }.check(&at("2027-03-09T18:00"), deadlines).is_empty()
        };
        let at_registration = Anchor::RegistrationDeadline;
        assert!(check(Kind::Nudge, at_registration, "-P1D", by("2027-03-02T12:00")));
        assert!(check(Kind::HeadCount, at_registration, "P1D", by("2027-03-02T12:00")));
        assert!(!check(Kind::Reminder, at_registration, "-P1D", by("2027-03-20T12:00")));
        assert!(check(Kind::Nudge, Anchor::Start, "-PT20H", by("2027-03-09T12:00")));
        assert!(!check(Kind::Nudge, Anchor::Start, "-PT20H", Deadlines::default()));
    }

    #[test]
    fn other_groups_get_what_the_old_ones_got() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let (one, both) = (names(&["a"]), names(&["a", "b"]));
        let plan = default_meeting_plan(&one);
        let sorted = |mut rules: Vec<Rule>| {
            rules.sort_by(|x, y| x.id.cmp(&y.id));
            rules
        };
        let now = sorted(for_other_groups(&plan, &one, &both));
        assert_eq!(now, sorted(default_meeting_plan(&both)));
        assert_eq!(sorted(for_other_groups(&now, &[], &both)), now, "a new event, whose plan is for both already");
        let (b, of_b) = (names(&["b"]), sorted(default_meeting_plan(&names(&["b"]))));
        assert_eq!(sorted(for_other_groups(&plan, &one, &b)), of_b);
        assert_eq!(sorted(for_other_groups(&now, &both, &one)), sorted(plan.clone()));
        assert_eq!(sorted(for_other_groups(&for_other_groups(&plan, &one, &[]), &[], &b)), of_b);
    }
}
