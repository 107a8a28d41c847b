//! Planning: from what is known about one event to the notifications that should stand.
//!
//! The essay. [`plan`] is pure and knows nothing of the rows' history but what decides: which were sent and what they
//! said. It answers with *everything that should stand* ([`Wanted`]); [`crate::domain::difference`] compares that with
//! the rows. So a crash, a missed tick, a second replica and a test all take the same path, and planning twice changes
//! nothing. Delivery asks the same function again before each mail: a row that is no longer wanted is not sent.
//!
//! Invariants: a key names the same mail for ever. Lateness is judged once, when a rule begins to hold for an event.
//! Quiet hours bend `send_at`, never `due_at`. A change goes to those who were told something else.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::domain::actor::ActorRow;
use crate::domain::answer::Answers;
use crate::domain::application::Application;
use crate::domain::audience::Addressee;
use crate::domain::audience::Circle;
use crate::domain::audience::guests;
use crate::domain::audience::unreachable;
use crate::domain::change;
use crate::domain::directory::Addresses;
use crate::domain::event::Event;
use crate::domain::history::History;
use crate::domain::invited::Invited;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::notification::Told;
use crate::domain::occurrence::Occurrence;
use crate::domain::quiet::Quiet;
use crate::domain::rule::Audience;
use crate::domain::rule::Mode;
use crate::domain::rule::Per;
use crate::domain::rule::Rule;
use crate::domain::rule::is_long_over;
use crate::domain::settle;
use crate::domain::steering::Steering;
use crate::domain::when::Moment;

/// Everything that decides which mails an event makes.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The event's row.
    pub event_id: i64,
    /// The event.
    pub event: &'a Event,
    /// Its own rules and those of its programme, with the moment since which each holds for it, if that was judged.
    pub rules: Vec<(Rule, Option<Timestamp>)>,
    /// Its dates.
    pub occurrences: &'a [Occurrence],
    /// Dates that it no longer has: cancelled for those who were told of them.
    pub dropped: &'a [Occurrence],
    /// All actors.
    pub actors: &'a [ActorRow],
    /// Which of their contacts share an address.
    pub addresses: &'a Addresses,
    /// Its answers.
    pub answers: &'a Answers,
    /// Its notifications: its rows.
    pub notifications: &'a [Notification],
    /// What people decided about its mails.
    pub steerings: &'a [Steering],
    /// The programme's end of submissions.
    pub submission_deadline: Option<Moment>,
    /// When it was published.
    pub entered_at: Option<Timestamp>,
    /// When lateness was judged last for any rule, also for one that is gone.
    pub judged_at: Option<Timestamp>,
    /// When the mails about its last changes of time or place are due.
    pub change_due: Option<Timestamp>,
    /// When the last write came, if it came by an import.
    pub imported_at: Option<Timestamp>,
    /// The office's quiet hours.
    pub quiet: &'a Quiet,
    /// Rows are wanted up to this due time.
    pub horizon: Timestamp,
}

/// What should stand for an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The mails, each with a key of its own.
    pub wanted: Vec<Wanted>,
    /// Rules whose lateness was judged now, and the moment it was judged by.
    pub entered: Vec<(String, Timestamp)>,
    /// When the next mail comes into the horizon.
    pub next: Option<Timestamp>,
    /// Open rows that should not stand, and why.
    pub unwanted: BTreeMap<i64, Reason>,
}

/// One mail that should stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What makes it the same one when planned again.
    pub key: String,
    /// Its row, by the place among the event's; none: not stored yet.
    pub row: Option<usize>,
    /// The date; none for mails that go once per event.
    pub occurrence_id: Option<i64>,
    /// The date it speaks of: for mails that go once per event the first, or the last for those afterwards.
    pub date_id: i64,
    /// To whom, by row.
    pub contact_id: i64,
    /// What it is about.
    pub kind: Kind,
    /// The rule; empty for changes and cancellations.
    pub rule: Arc<str>,
    /// What the rule says.
    pub due_at: Timestamp,
    /// When it may go first: after quiet hours.
    pub send_at: Timestamp,
    /// The last useful moment.
    pub not_after: Timestamp,
    /// What the contact was told before; for changes and cancellations.
    pub before: Option<Box<Told>>,
    /// Whether it is to be sent.
    pub stand: Stand,
}

impl Wanted {
    /// Its row among those that it was planned by, if it is stored.
    pub fn stored<'r>(&self, rows: &'r [Notification]) -> Option<&'r Notification> {
        rows.get(self.row?)
    }
}

/// Whether a mail is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// When it is due.
    Planned,
    /// When a person says so, or the reason is gone.
    Held(Hold),
    /// Not.
    Moot(Reason),
}

/// What should stand for an event at `now`.
///
/// A cancelled event nobody was told about yields nothing; an event that is not published neither.
pub fn plan(facts: &Facts<'_>, now: Timestamp) -> Plan {
    let mut planner = Planner::of(facts, now);
    if facts.event.is_published() {
        planner.plan_rules();
        change::plan_changes(facts, &planner.history, now, &mut planner.plan.wanted);
        settle::supersede(&mut planner.plan.wanted, facts, now);
        settle::keep_one_digest_a_week(&mut planner.plan.wanted);
        planner.looks_again_at_what_is_held();
    }
    planner.plan.unwanted = settle::unwanted(&planner.plan.wanted, facts);
    planner.plan
}

/// The invitations to one date alone, of an event that is out: who will be invited to it.
pub fn invitations(facts: &Facts<'_>, date: i64, now: Timestamp) -> Vec<Wanted> {
    let mut planner = Planner { only: Some(date), ..Planner::of(facts, now) };
    if facts.event.is_published() {
        planner.plan_invitations();
    }
    planner.plan.wanted
}

struct Planner<'f, 'a> {
    facts: &'f Facts<'a>,
    history: History<'f>,
    guests: Vec<Addressee<'f>>,
    /// Who is asked by the rules so far, by kind and date: for each address the contact. One invitation is enough.
    asked: BTreeMap<(Kind, Option<i64>), Vec<Option<i64>>>,
    /// Of mails that go once per date those about this one alone; none: about all.
    only: Option<i64>,
    now: Timestamp,
    plan: Plan,
}

impl<'f, 'a> Planner<'f, 'a> {
    fn of(facts: &'f Facts<'a>, now: Timestamp) -> Self {
        let (history, guests) = (History::of(facts), guests(facts.event, facts.actors, facts.addresses));
        // Thousands of mails are not moved each time that there is no room for more.
        let most = guests.len() * facts.rules.len() * facts.occurrences.len();
        let plan = Plan { wanted: Vec::with_capacity(most.min(ROOM_AT_MOST)), ..Plan::default() };
        Self { facts, history, guests, asked: BTreeMap::new(), only: None, now, plan }
    }

    fn plan_invitations(&mut self) {
        let facts = self.facts;
        for (rule, entered) in in_order(&facts.rules) {
            let late_before = self.judges_lateness(rule, *entered);
            if rule.kind == Kind::Invitation {
                self.apply(rule, late_before, &BTreeMap::new());
            }
        }
    }

    /// Invitations first: others go to those who are invited.
    fn plan_rules(&mut self) {
        let facts = self.facts;
        self.notes_that_it_was_judged();
        self.plan_invitations();
        let invited = |date: &Occurrence| Invited::of(facts, &self.guests, &self.plan.wanted, date.id);
        let invited = facts.occurrences.iter().map(|date| (date.id, invited(date))).collect();
        for (rule, entered) in in_order(&facts.rules) {
            if rule.kind != Kind::Invitation {
                let late_before = self.lateness(*entered);
                self.apply(rule, late_before, &invited);
            }
        }
    }

    /// As [`Planner::lateness`], and notes that it was judged.
    fn judges_lateness(&mut self, rule: &Rule, entered: Option<Timestamp>) -> Option<Timestamp> {
        let judged = self.lateness(entered);
        judged.inspect(|at| self.plan.entered.push((rule.id.clone(), *at)))
    }

    fn lateness(&self, entered: Option<Timestamp>) -> Option<Timestamp> {
        let published = self.published_at();
        match entered {
            Some(at) if at >= published => None,
            // A rule that was added later is judged by that moment, which is now.
            None if self.was_judged() => Some(self.now),
            _ => Some(published),
        }
    }

    fn published_at(&self) -> Timestamp {
        self.facts.entered_at.unwrap_or(self.now)
    }

    /// Whether the event was planned since it was published.
    fn was_judged(&self) -> bool {
        self.facts.judged_at.is_some_and(|at| at >= self.published_at())
    }

    /// An event without rules is judged too, so that a rule that it gets later counts as added later.
    fn notes_that_it_was_judged(&mut self) {
        if self.facts.rules.is_empty() && !self.was_judged() {
            self.plan.entered.push((String::new(), self.published_at()));
        }
    }

    fn apply(&mut self, rule: &Rule, late_before: Option<Timestamp>, invited: &BTreeMap<i64, Invited<'f>>) {
        if rule.mode == Mode::Off {
            return;
        }
        let facts = self.facts;
        let nobody = Invited::default();
        let invited = |date: &Occurrence| invited.get(&date.id).unwrap_or(&nobody);
        let dates = facts.occurrences.iter().filter(|o| !o.dated.cancelled);
        if rule.per == Per::Event {
            // Moved dates: which one is first is a matter of when they take place.
            let first_or_last = if rule.is_after() {
                dates.max_by_key(|date| date.dated.when.ends_at())
            } else {
                dates.min_by_key(|date| date.dated.when.starts_at())
            };
            if let Some(date) = first_or_last {
                self.apply_to(rule, None, date, late_before, invited(date));
            }
            return;
        }
        let only = self.only;
        for date in dates.filter(|date| only.is_none_or(|only| only == date.id)) {
            self.apply_to(rule, Some(date), date, late_before, invited(date));
        }
    }

    fn apply_to(
        &mut self,
        rule: &Rule,
        occurrence: Option<&Occurrence>,
        date: &Occurrence,
        late_before: Option<Timestamp>,
        invited: &Invited<'f>,
    ) {
        let facts = self.facts;
        let Some(application) = Application::of(facts, (rule, occurrence, date), late_before, self.now) else { return };
        if application.due_at > facts.horizon {
            let enters = application.due_at.saturating_sub(HORIZON).unwrap_or(application.due_at);
            self.plan.next = Some(self.plan.next.map_or(enters, |next| next.min(enters)));
            return;
        }
        let circle = Circle {
            event: facts.event,
            actors: facts.actors,
            addresses: facts.addresses,
            guests: &self.guests,
            answers: facts.answers,
            invited: invited.all(),
            occurrence: date.id,
        };
        let is_to_invited = matches!(rule.audience, Audience::Invited | Audience::Silent);
        let addressees = circle.select(&rule.audience);
        let mut addresses = self.addresses_that_have_it(&application);
        for addressee in addressees {
            let may_wait = is_to_invited && invited.waits(addressee.contact.row);
            if let Some(wanted) = self.wanted(&application, &addressee, may_wait, &mut addresses) {
                self.plan.wanted.push(wanted);
            }
        }
    }

    /// At which addresses this mail lies already: whoever shares one needs no second copy.
    fn addresses_that_have_it(&self, how: &Application<'_>) -> Vec<bool> {
        let says_so = |row: &&Notification| {
            let told = row.told.as_ref();
            !how.rule.kind.re_arms() || told.is_some_and(|told| told.start == how.when.start)
        };
        let sent = self.history.sent(&how.rule.id, how.occurrence.map(|o| o.id));
        let mut have_it = vec![false; self.facts.addresses.count()];
        for address in sent.filter(says_so).filter_map(|row| self.facts.addresses.of_contact(row.contact_id)) {
            have_it[address] = true;
        }
        have_it
    }

    /// Of several rules that ask one contact to keep a date or to come, or two contacts of one address, the first is
    /// enough.
    fn asks_once(&mut self, wanted: &mut Wanted, address: usize, existing: Option<&Notification>) {
        let (kind, date) = (wanted.kind, wanted.occurrence_id);
        let asked = self.asked.entry((kind, date)).or_insert_with(|| {
            let mut asked = vec![None; self.facts.addresses.count()];
            for contact in self.history.asked(kind, date) {
                if let Some(address) = self.facts.addresses.of_contact(contact) {
                    asked[address] = Some(contact);
                }
            }
            asked
        });
        if existing.is_some_and(|row| row.state == State::Sent) || !wanted.stand.takes_its_address() {
            return;
        }
        match asked[address] {
            None => asked[address] = Some(wanted.contact_id),
            Some(_) if matches!(wanted.stand, Stand::Moot(_)) => {}
            Some(contact) if contact == wanted.contact_id => wanted.stand = Stand::Moot(Reason::Superseded),
            Some(_) => wanted.stand = Stand::Moot(Reason::SameAddress),
        }
    }

    /// `waits`: whether the contact's invitation does; then nothing else goes before it.
    fn wanted(
        &mut self,
        how: &Application<'_>,
        to: &Addressee<'_>,
        waits: bool,
        addresses: &mut [bool],
    ) -> Option<Wanted> {
        let (facts, rule) = (self.facts, how.rule);
        let generation = self.generation(how, to.contact.row)?;
        let key = how.key(to.contact.row, generation);
        let row = self.history.find(&key);
        let existing = row.and_then(|place| facts.notifications.get(place));
        // What was bent once stays bent: only a new due time is bent again.
        let send_at = how.by_hand.unwrap_or_else(|| match existing {
            Some(row) if row.due_at == how.due_at => row.send_at,
            _ => how.bent,
        });
        if waits && send_at <= self.now {
            return None;
        }
        let not_after = how.not_after(facts, send_at);
        let mut wanted = Wanted {
            key,
            row,
            occurrence_id: how.occurrence.map(|o| o.id),
            date_id: how.date.id,
            contact_id: to.contact.row,
            kind: rule.kind,
            rule: Arc::clone(&how.name),
            due_at: how.due_at,
            send_at,
            not_after,
            before: None,
            stand: Stand::Planned,
        };
        wanted.stand = self.stand(how, to, &wanted, (existing, generation));
        // What is over was never of use to whoever comes later, and what is long over may have been forgotten.
        let is_of_no_use = how.ends_at < how.late_before.unwrap_or(self.now) && wanted.stand.is_over();
        let is_forgotten = is_long_over(how.ends_at.max(not_after), self.now) && matches!(wanted.stand, Stand::Moot(_));
        if existing.is_none() && (is_of_no_use || is_forgotten) {
            return None;
        }
        let was_sent = existing.is_some_and(|row| row.state == State::Sent);
        let Some(address) = to.address else { return Some(wanted) };
        if matches!(wanted.kind, Kind::Invitation | Kind::SaveTheDate) {
            self.asks_once(&mut wanted, address, existing);
        } else if !was_sent && wanted.stand.takes_its_address() {
            let has_it = mem::replace(&mut addresses[address], true);
            if wanted.stand == Stand::Planned && has_it {
                wanted.stand = Stand::Moot(Reason::SameAddress);
            }
        }
        Some(wanted)
    }

    /// How many of this mail were sent; none when no further one is wanted.
    ///
    /// Only reminders and mails to the organiser are sent again, and only when the sent one announced another start.
    fn generation(&self, how: &Application<'_>, contact: i64) -> Option<usize> {
        if !how.rule.kind.re_arms() {
            return Some(0);
        }
        let sent = self.history.sent_to(&how.rule.id, how.occurrence.map(|o| o.id), contact);
        match sent.iter().max_by_key(|row| (row.sent_at, row.id)) {
            Some(row) if row.told.as_ref().is_some_and(|told| told.start == how.when.start) => None,
            _ => Some(sent.len()),
        }
    }

    /// What waits for a person is looked at again when it is too late.
    fn looks_again_at_what_is_held(&mut self) {
        let ends = self.plan.wanted.iter().filter(|one| matches!(one.stand, Stand::Held(_)));
        let ends = ends.filter_map(|one| one.not_after.checked_add(SignedDuration::from_secs(1)).ok());
        self.plan.next = ends.chain(self.plan.next).min();
    }

    fn stand(
        &self,
        how: &Application<'_>,
        to: &Addressee<'_>,
        wanted: &Wanted,
        (existing, generation): (Option<&Notification>, usize),
    ) -> Stand {
        // Who objects and returns gets nothing that was late for everybody.
        if let Some(reason) = self.too_late(how, wanted, (existing, generation)) {
            return Stand::Moot(reason);
        }
        if let Some(reason) = unreachable(to.contact, wanted.kind, self.facts.event, Some(&how.rule.audience)) {
            return Stand::Moot(reason);
        }
        if wanted.kind == Kind::Nudge && self.facts.answers.of(to.actor.id, Some(how.date.id)).is_some() {
            return Stand::Moot(Reason::Answered);
        }
        if how.is_called_off {
            return Stand::Moot(Reason::CalledOff);
        }
        if how.has_no_minutes {
            let over = self.now > wanted.not_after;
            return if over { Stand::Moot(Reason::MinutesMissing) } else { Stand::Held(Hold::MinutesMissing) };
        }
        if self.now.max(wanted.send_at) > wanted.not_after {
            return Stand::Moot(Reason::Expired);
        }
        if how.rule.mode == Mode::Held {
            return Stand::Held(Hold::Rule);
        }
        let is_news = existing.is_none_or(|row| row.due_at != wanted.due_at || row.state == State::Moot);
        if is_news && self.facts.imported_at.is_some_and(|at| wanted.due_at <= at) {
            return Stand::Held(Hold::Import);
        }
        Stand::Planned
    }

    /// Due before the rule held for the event, or before the contact joined those it is for.
    fn too_late(
        &self,
        how: &Application<'_>,
        wanted: &Wanted,
        (existing, generation): (Option<&Notification>, usize),
    ) -> Option<Reason> {
        let is_again = wanted.kind == Kind::Reminder || generation > 0;
        let due = how.by_hand.unwrap_or(wanted.due_at);
        match existing {
            // What was not sent because it was late or a later one said it stays so, unless its time lies ahead again. Who
            // asks whom is looked at each time: another rule may have been put on hold.
            Some(row) if due <= self.now => row.reason.filter(|reason| match reason {
                Reason::Superseded => !matches!(wanted.kind, Kind::Invitation | Kind::SaveTheDate),
                reason => *reason == Reason::Late,
            }),
            None if how.late_before.is_some_and(|at| due < at) => Some(Reason::Late),
            // Who comes late is still invited, but is not reminded of what others were reminded of before; and what was
            // sent goes again after a move only when its time lies ahead.
            None if how.late_before.is_none() && due < self.now && is_again => Some(Reason::Late),
            _ => None,
        }
    }
}

/// What waits for a person keeps no other rule from asking.
fn in_order(rules: &[(Rule, Option<Timestamp>)]) -> impl Iterator<Item = &(Rule, Option<Timestamp>)> {
    let waits = |(rule, _): &&(Rule, Option<Timestamp>)| rule.mode == Mode::Held;
    rules.iter().filter(move |rule| !waits(rule)).chain(rules.iter().filter(waits))
}

/// For how many mails a plan has room at once.
const ROOM_AT_MOST: usize = 32_768;

/// How far ahead rows are stored.
pub const HORIZON: SignedDuration = SignedDuration::from_hours(60 * 24);
