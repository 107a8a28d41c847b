//! A notification: one planned or sent mail to one contact.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::event::Event;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::domain::word::words;

words! {
    /// What a mail is about; exactly these words in data.
    Kind {
        /// Keep the date free; the invitation follows.
        SaveTheDate = "save_the_date",
        /// Asks for an answer.
        Invitation = "invitation",
        /// To those who said yes.
        Reminder = "reminder",
        /// To the silent.
        Nudge = "nudge",
        /// Time, place or link is another.
        Change = "change",
        /// Does not take place.
        Cancellation = "cancellation",
        /// Numbers and needs, to the organiser.
        HeadCount = "head_count",
        /// "Is this still right?", to the organiser.
        EntryCheck = "entry_check",
        /// "How many came?", to the organiser.
        AfterEvent = "after_event",
        /// The organiser's week.
        OrganiserDigest = "organiser_digest",
        /// Decisions and tasks.
        Minutes = "minutes",
    }
}

impl Kind {
    /// Re-armed after a move: a new one is due when the sent one announced another start.
    pub fn re_arms(self) -> bool {
        matches!(self, Self::Reminder | Self::HeadCount | Self::EntryCheck | Self::AfterEvent)
    }

    /// Who got one knows when and where: a later change goes to them. Questions to organisers about their own entry tell
    /// them nothing.
    pub fn tells(self) -> bool {
        !matches!(self, Self::EntryCheck | Self::AfterEvent | Self::OrganiserDigest)
    }

    /// A rule may ask for it. Changes and cancellations come of what happened: a rule would tell of one that did not.
    pub fn is_of_rules(self) -> bool {
        !matches!(self, Self::Change | Self::Cancellation)
    }

    /// Mails that carry an unsubscribe header.
    pub fn may_be_unsubscribed(self) -> bool {
        !matches!(self, Self::Change | Self::Cancellation)
    }

    /// Sent before others that are due at the same moment: smaller goes first.
    pub fn priority(self) -> i64 {
        match self {
            Self::Cancellation | Self::Change => 0,
            Self::Reminder | Self::HeadCount => 1,
            _ => 2,
        }
    }
}

words! {
    /// Where a notification stands.
    State {
        /// Will be sent when it is due.
        Planned = "planned",
        /// Waits for a person.
        Held = "held",
        /// A worker holds it.
        Sending = "sending",
        /// A relay accepted it.
        Sent = "sent",
        /// Not to be sent, with a [`Reason`].
        Moot = "moot",
        /// Could not be sent.
        Dead = "dead",
    }
}

words! {
    /// Why a notification is not sent.
    Reason {
        /// The occurrence does not take place.
        Cancelled = "cancelled",
        /// The date is another one now.
        Moved = "moved",
        /// A later one says it.
        Superseded = "superseded",
        /// What it says no longer holds.
        TakenBack = "taken_back",
        /// Somebody decided that it is not said to them.
        NotTold = "not_told",
        /// Its window is over.
        Expired = "expired",
        /// It was due before the event was entered.
        Late = "late",
        /// The contact wants no such mail.
        Objected = "objected",
        /// The address bounced.
        Bounced = "bounced",
        /// The contact reads no mail.
        Postal = "postal",
        /// The actor has answered.
        Answered = "answered",
        /// Another contact has this address.
        SameAddress = "same_address",
        /// There are no minutes.
        MinutesMissing = "minutes_missing",
        /// An organiser's week without anything in it.
        NothingToSay = "nothing_to_say",
        /// Somebody decided that it is not sent.
        CalledOff = "called_off",
        /// No longer among those it is for.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Why a notification waits for a person.
    Hold {
        /// The rule is set to wait.
        Rule = "rule",
        /// An import caused it; nobody is mailed by an import.
        Import = "import",
        /// The minutes are not published.
        MinutesMissing = "minutes_missing",
        /// Somebody held this one.
        Person = "person",
        /// It was due in test mode: the team has a copy, and nobody else anything.
        Test = "test",
    }
}

/// What a mail said: a later change is held against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The start, as wall time in the event's zone.
    pub start: Moment,
    /// The end.
    pub end: Option<Moment>,
    /// The place, on one line.
    pub place: String,
    /// The address of the online room.
    pub link: String,
    /// True when it said that the date does not take place.
    pub cancelled: bool,
    /// The event's SEQUENCE.
    pub sequence: i64,
    /// The zone of the times; empty in rows that were written before it was kept.
    #[serde(default)]
    pub zone: String,
    /// Why the date is not as usual; empty when nobody said so, and in older rows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What a mail about the whole event said of each date, by its row; empty for one about one date, and in older rows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<i64, Self>,
}

impl Told {
    /// True when nobody who was told this needs to hear the other.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (&self.place, &self.link, self.cancelled) == (&other.place, &other.link, other.cancelled)
            && !self.is_at_another_time(other)
    }

    /// True when it is to begin or to end at another time: by the clocks, or by the same clocks of another zone.
    pub fn is_at_another_time(&self, other: &Self) -> bool {
        let said = (self.start, self.end) == (other.start, other.end);
        let by_clocks_alone = self.start.is_day() || self.zone.is_empty() || other.zone.is_empty();
        if by_clocks_alone || self.zone == other.zone {
            return !said;
        }
        // Berlin and Vienna have the same clocks.
        let at = |told: &Self, moment: Moment| told.zone.parse::<Zone>().map(|zone| zone.instant(moment.wall())).ok();
        let span = |told: &Self| (at(told, told.start), told.end.map(|end| at(told, end)));
        span(self) != span(other)
    }

    /// What a date was said to be by a mail or a file that spoke of the whole event; none when it was no date of it yet.
    ///
    /// Older rows did not keep that: the first date as it was said, the others at their original start.
    pub fn of_all(&self, event: &Event, date: &Occurrence, is_first: bool) -> Option<Self> {
        if !self.dates.is_empty() {
            return self.dates.get(&date.id).cloned();
        }
        let when = event.when.moved_to(date.dated.original);
        Some(if is_first { self.clone() } else { Self { start: when.start, end: when.end, ..self.clone() } })
    }

    /// What a mail about the whole event says: of its first date, and of each.
    pub fn of_event(event: &Event, first: &Dated, dates: &[Occurrence]) -> Self {
        let dates = dates.iter().map(|date| (date.id, Self::of(event, &date.dated))).collect();
        Self { dates, ..Self::of(event, first) }
    }

    /// What a mail about this date says.
    ///
    /// The place is the venue's slug and the words together: a renamed venue is no new place.
    pub fn of(event: &Event, dated: &Dated) -> Self {
        let at = event.place_by(event.change_of(dated.original));
        let place = [at.venue.unwrap_or_default(), at.text];
        Self {
            start: dated.when.start,
            end: dated.when.end,
            place: place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            link: at.online.map(|online| online.url.clone()).unwrap_or_default(),
            cancelled: dated.cancelled,
            sequence: event.sequence,
            zone: dated.when.zone.name().to_owned(),
            dates: BTreeMap::new(),
            reason: event.change_of(dated.original).map(|change| change.reason.clone()).unwrap_or_default(),
        }
    }

    /// Why what was told is no longer so; empty when nobody said so.
    ///
    /// A reason that was told already is that of an earlier change, but for a date that is cancelled itself.
    pub fn reason_to_say(&self, event: &Event, current: &Self, original: Moment) -> String {
        let is_new = self.reason != current.reason;
        let is_cancelled_now = !self.cancelled && event.change_of(original).is_some_and(|change| change.cancelled);
        if is_new || is_cancelled_now { current.reason.clone() } else { String::new() }
    }
}

/// How a mail stands, whether it has a row or will get one: what is counted, of thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// What makes it the same one when planned again.
    pub key: &'a str,
    /// The rule that made it; empty for changes and cancellations.
    pub rule: &'a str,
    /// What it is about.
    pub kind: Kind,
    /// The occurrence; none for mails that go once per event.
    pub occurrence_id: Option<i64>,
    /// The contact.
    pub contact_id: i64,
    /// Where it stands.
    pub state: State,
    /// Why it is moot or dead, if it is moot.
    pub reason: Option<Reason>,
    /// Why it is held.
    pub hold: Option<Hold>,
    /// What the rule says, before quiet hours.
    pub due_at: Timestamp,
    /// When it went, or may go first.
    pub at: Timestamp,
    /// When it is tried next.
    pub try_at: Timestamp,
    /// The plan wants it, or says why it does not go; else it was wanted once.
    pub is_in_plan: bool,
}

impl Notification {
    /// The address that it went to or was given up for, which may be the contact's no longer.
    pub fn went_to(&self) -> Option<&str> {
        self.tried_to.as_deref().filter(|_| matches!(self.state, State::Sent | State::Dead))
    }

    /// How it stands, whatever the plan says by now.
    pub fn standing(&self) -> Standing<'_> {
        Standing {
            key: &self.key,
            rule: &self.rule,
            kind: self.kind,
            occurrence_id: self.occurrence_id,
            contact_id: self.contact_id,
            state: self.state,
            reason: self.reason,
            hold: self.hold,
            due_at: self.due_at,
            at: self.sent_at.unwrap_or(self.send_at),
            try_at: self.try_at,
            is_in_plan: false,
        }
    }
}

/// A row of the outbox, as the planner knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The row.
    pub id: i64,
    /// What makes it the same one when planned again.
    pub key: String,
    /// The event.
    pub event_id: i64,
    /// The occurrence; none for mails that go once per event.
    pub occurrence_id: Option<i64>,
    /// The contact.
    pub contact_id: i64,
    /// What it is about.
    pub kind: Kind,
    /// The rule that made it; empty for changes and cancellations.
    pub rule: String,
    /// Where it stands.
    pub state: State,
    /// Why it is moot or dead, if it is moot.
    pub reason: Option<Reason>,
    /// Why it is held.
    pub hold: Option<Hold>,
    /// True: a person released it from its rule's hold, which does not catch it again.
    pub is_released: bool,
    /// What the rule says, before quiet hours.
    pub due_at: Timestamp,
    /// When it may go first.
    pub send_at: Timestamp,
    /// When it is tried next.
    pub try_at: Timestamp,
    /// The last useful moment.
    pub not_after: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was tried first: what "tomorrow" in its text is about.
    pub first_tried_at: Option<Timestamp>,
    /// What it said, once sent.
    pub told: Option<Told>,
    /// When a relay accepted it.
    pub sent_at: Option<Timestamp>,
    /// What the relay said last, without addresses.
    pub fault: Option<String>,
    /// The address that it went to, or was tried for last: the contact's may be another one by now.
    pub tried_to: Option<String>,
}
