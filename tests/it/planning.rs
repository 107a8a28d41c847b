//! Planning as a property: whatever happens in whatever order, planning again finds nothing, and nobody is written to
//! who must not be.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::Timestamp;
use proptest::prelude::*;
use treffpunkt::domain::actor::Actor;
use treffpunkt::domain::actor::ActorRow;
use treffpunkt::domain::actor::Contact;
use treffpunkt::domain::actor::Objection;
use treffpunkt::domain::answer::Answer;
use treffpunkt::domain::answer::AnswerState;
use treffpunkt::domain::answer::Answers;
use treffpunkt::domain::answer::Way;
use treffpunkt::domain::difference::Step;
use treffpunkt::domain::difference::difference;
use treffpunkt::domain::directory::Addresses;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::event::Review;
use treffpunkt::domain::event::Status;
use treffpunkt::domain::meeting::Meeting;
use treffpunkt::domain::notification::Hold;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::Notification;
use treffpunkt::domain::notification::Reason;
use treffpunkt::domain::notification::State;
use treffpunkt::domain::notification::Told;
use treffpunkt::domain::occurrence;
use treffpunkt::domain::occurrence::Occurrence;
use treffpunkt::domain::plan;
use treffpunkt::domain::plan::Facts;
use treffpunkt::domain::plan::HORIZON;
use treffpunkt::domain::plan::Stand;
use treffpunkt::domain::plan::Wanted;
use treffpunkt::domain::quiet::Quiet;
use treffpunkt::domain::rule::Rule;
use treffpunkt::domain::rule::default_meeting_plan;
use treffpunkt::domain::steering::Steered;
use treffpunkt::domain::steering::Steering;
use treffpunkt::domain::when::Moment;
use treffpunkt::domain::when::When;

use crate::house::berlin;

/// Something that happens to an office.
#[derive(Debug, Clone)]
enum Happening {
    HoursPass(i64),
    MovedByHours(i64),
    Cancelled(bool),
    Place(u8),
    Answers(usize, AnswerState),
    ObjectsToReminders(usize, bool),
    WantsMail(usize, bool),
    Bounces(usize),
    Joins(usize, bool),
    /// A weekly event has so many dates now.
    Dates(u8),
    Delivered,
    /// The office calls the mails of a kind about the first date off, or takes that back.
    CalledOff(Kind, bool),
    /// The office sends what is planned of a kind about the first date so many hours from now.
    SentAnotherTime(Kind, i64),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let who = 0..4_usize;
    let state = prop_oneof![Just(AnswerState::Accepted), Just(AnswerState::Declined), Just(AnswerState::Tentative)];
    let kind = prop::sample::select(vec![Kind::Invitation, Kind::Nudge, Kind::Reminder, Kind::Change]);
    let one = prop_oneof![
        4 => (1..400_i64).prop_map(Happening::HoursPass),
        1 => (-200..200_i64).prop_map(Happening::MovedByHours),
        1 => any::<bool>().prop_map(Happening::Cancelled),
        1 => (0..3_u8).prop_map(Happening::Place),
        2 => (who.clone(), state).prop_map(|(who, state)| Happening::Answers(who, state)),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, yes)| Happening::ObjectsToReminders(who, yes)),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, yes)| Happening::WantsMail(who, yes)),
        1 => who.clone().prop_map(Happening::Bounces),
        1 => (who, any::<bool>()).prop_map(|(who, yes)| Happening::Joins(who, yes)),
        1 => (1..4_u8).prop_map(Happening::Dates),
        4 => Just(Happening::Delivered),
        1 => (kind.clone(), any::<bool>()).prop_map(|(kind, off)| Happening::CalledOff(kind, off)),
        1 => (kind, 1..200_i64).prop_map(|(kind, hours)| Happening::SentAnotherTime(kind, hours)),
    ];
    prop::collection::vec(one, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn planning_again_finds_nothing_and_nobody_is_wronged(story in happenings(), weekly in any::<bool>()) {
        let mut office = Office::new(weekly);
        office.plans();
        for happening in story {
            office.lives(&happening);
            office.plans();
            office.keeps_its_promises(&happening);
        }
    }
}

/// One event and its outbox, in memory.
struct Office {
    event: Event,
    occurrences: Vec<Occurrence>,
    dropped: Vec<Occurrence>,
    actors: Vec<ActorRow>,
    answers: Vec<Answer>,
    rows: Vec<Notification>,
    steerings: Vec<Steering>,
    rules: Vec<(Rule, Option<Timestamp>)>,
    quiet: Quiet,
    now: Timestamp,
    changed: Option<Timestamp>,
    dates_made: i64,
}

impl Office {
    fn new(weekly: bool) -> Self {
        let zone: treffpunkt::domain::when::Zone = "Europe/Berlin".parse().unwrap();
        let start = Moment::Wall("2027-03-18T18:00".parse().unwrap());
        let when = When { start, end: Some(Moment::Wall("2027-03-18T20:00".parse().unwrap())), zone: zone.clone() };
        let mut event = Event::new("treffen", "Treffen", when);
        event.review = Review::Published;
        event.organiser = "club0".into();
        event.recurrence.rule = weekly.then(|| "FREQ=WEEKLY;COUNT=3".to_owned());
        event.meeting = Some(Meeting { groups: vec!["alle".into()], ..Meeting::default() });
        // Who is in both groups is invited by two rules.
        let rules =
            default_meeting_plan(&["alle".to_owned(), "ag".to_owned()]).into_iter().map(|rule| (rule, None)).collect();
        let mut office = Self {
            event,
            occurrences: Vec::new(),
            dropped: Vec::new(),
            actors: (0..4).map(actor).collect(),
            answers: Vec::new(),
            rows: Vec::new(),
            steerings: Vec::new(),
            rules,
            quiet: Quiet::parse("21:00-07:00", zone).unwrap(),
            now: berlin("2027-01-20T09:00"),
            changed: None,
            dates_made: 0,
        };
        office.dates();
        office
    }

    fn dates(&mut self) {
        let pairing =
            occurrence::pair(std::mem::take(&mut self.occurrences), occurrence::dates(&self.event, None).unwrap());
        self.occurrences = pairing.kept;
        let taken: BTreeSet<Moment> = self.occurrences.iter().map(|date| date.dated.original).collect();
        self.dropped.retain(|date| !taken.contains(&date.dated.original));
        self.dropped.extend(pairing.dropped.into_iter().map(|mut date| {
            date.dated.cancelled = true;
            date
        }));
        for dated in pairing.added {
            let back = self.dropped.iter().position(|date| date.dated.original == dated.original);
            let id = if let Some(at) = back {
                self.dropped.remove(at).id
            } else {
                self.dates_made += 1;
                self.dates_made
            };
            self.occurrences.push(Occurrence { id, recurrence_id: None, dated });
        }
        self.occurrences.sort_by_key(|date| date.dated.original);
    }

    fn lives(&mut self, happening: &Happening) {
        match *happening {
            Happening::HoursPass(hours) => {
                self.now = self.now.saturating_add(SignedDuration::from_hours(hours)).unwrap();
            }
            Happening::MovedByHours(hours) => {
                let wall = self.event.when.start.wall().saturating_add(SignedDuration::from_hours(hours));
                self.event.when = self.event.when.moved_to(Moment::Wall(wall));
                self.is_changed();
            }
            Happening::Cancelled(yes) => {
                self.event.status = if yes { Status::Cancelled } else { Status::Confirmed };
                self.is_changed();
            }
            Happening::Place(no) => {
                self.event.place.text = format!("Saal {no}");
                self.is_changed();
            }
            Happening::Answers(who, state) => self.answers(who, state),
            Happening::ObjectsToReminders(who, yes) => {
                let wish = Objection { kind: Kind::Reminder.word().into(), group: String::new() };
                Arc::make_mut(&mut self.actors[who].actor).contacts[0].objections =
                    if yes { vec![wish] } else { Vec::new() };
            }
            Happening::WantsMail(who, yes) => Arc::make_mut(&mut self.actors[who].actor).contacts[0].email_ok = yes,
            Happening::Bounces(who) => Arc::make_mut(&mut self.actors[who].actor).contacts[0].bounced = true,
            Happening::Joins(who, yes) => {
                Arc::make_mut(&mut self.actors[who].actor).groups = if yes { vec!["alle".into()] } else { Vec::new() };
            }
            Happening::Dates(count) => {
                if let Some(rule) = &mut self.event.recurrence.rule {
                    *rule = format!("FREQ=WEEKLY;COUNT={count}");
                    self.is_changed();
                }
            }
            Happening::Delivered => self.delivers(),
            Happening::CalledOff(kind, true) => self.steers(kind, Steered::called_off(kind, self.event.sequence)),
            Happening::CalledOff(kind, false) => {
                let is_it = |one: &Steering| one.kind == kind && matches!(one.what, Steered::CalledOff { .. });
                self.steerings.retain(|one| !is_it(one));
            }
            Happening::SentAnotherTime(kind, hours) => {
                let date = self.occurrences.first().map(|date| date.id);
                let is_it = |row: &&Notification| row.kind == kind && row.occurrence_id == date;
                let planned = self.rows.iter().filter(is_it).find(|row| row.state == State::Planned);
                let send_at = self.now.saturating_add(SignedDuration::from_hours(hours)).unwrap();
                if let Some(due_at) = planned.map(|row| row.due_at) {
                    self.steers(kind, Steered::Moved { due_at, send_at });
                }
            }
        }
    }

    /// A later decision about the same mails takes the place of the earlier one.
    fn steers(&mut self, kind: Kind, what: Steered) {
        let due = |what: Steered| if let Steered::Moved { due_at, .. } = what { Some(due_at) } else { None };
        let Some(occurrence_id) = self.occurrences.first().map(|date| date.id) else { return };
        let is_same =
            |one: &Steering| (one.kind, one.occurrence_id, due(one.what)) == (kind, Some(occurrence_id), due(what));
        self.steerings.retain(|one| !is_same(one));
        let occurrence_id = Some(occurrence_id);
        self.steerings.push(Steering { occurrence_id, kind, what, who: "test".into(), at: self.now });
    }

    /// Nothing that was called off is planned, and what was given another time has that one.
    fn heeds_the_office(&self) {
        for row in self.rows.iter().filter(|row| row.state == State::Planned) {
            let mine =
                self.steerings.iter().filter(|one| (one.kind, one.occurrence_id) == (row.kind, row.occurrence_id));
            for one in mine {
                match one.what {
                    Steered::CalledOff { .. } => {
                        assert_ne!(one.what, Steered::called_off(row.kind, self.event.sequence), "{row:?}");
                    }
                    Steered::Moved { due_at, send_at } if due_at == row.due_at => assert_eq!(row.send_at, send_at),
                    Steered::Moved { .. } => {}
                }
            }
        }
    }

    fn is_changed(&mut self) {
        self.event.sequence += 1;
        self.changed = Some(self.now.saturating_add(SignedDuration::from_mins(2)).unwrap());
        self.dates();
    }

    fn answers(&mut self, who: usize, state: AnswerState) {
        let actor_id = self.actors[who].id;
        self.answers.retain(|answer| answer.actor_id != actor_id);
        self.answers.push(Answer {
            actor_id,
            occurrence_id: None,
            state,
            head_count: 1,
            needs: Vec::new(),
            comment: String::new(),
            topic: String::new(),
            way: Way::Import,
            contact_id: None,
            account_id: None,
            sequence: self.event.sequence,
            told: None,
            given_at: self.now,
        });
    }

    /// Everything that is due is taken by the relay.
    fn delivers(&mut self) {
        let plan = self.plan();
        for row in self.rows.iter_mut().filter(|row| row.state == State::Planned && row.try_at <= self.now) {
            let wanted = plan.wanted.iter().find(|wanted| wanted.key == row.key).unwrap();
            let mut dates = self.occurrences.iter().chain(&self.dropped);
            let date = dates.find(|date| date.id == wanted.date_id).unwrap();
            row.state = State::Sent;
            row.sent_at = Some(self.now);
            row.told = Some(Told::of(&self.event, &date.dated));
        }
    }

    fn plan(&self) -> plan::Plan {
        let (answers, addresses) = (Answers::from(self.answers.clone()), Addresses::of(&self.actors));
        let facts = Facts {
            event_id: 1,
            event: &self.event,
            rules: self.rules.clone(),
            occurrences: &self.occurrences,
            dropped: &self.dropped,
            actors: &self.actors,
            addresses: &addresses,
            answers: &answers,
            notifications: &self.rows,
            steerings: &self.steerings,
            submission_deadline: None,
            entered_at: Some(berlin("2027-01-20T09:00")),
            judged_at: self.rules.iter().filter_map(|(_, entered)| *entered).max(),
            change_due: self.changed,
            imported_at: None,
            quiet: &self.quiet,
            horizon: self.now.saturating_add(HORIZON).unwrap(),
        };
        plan::plan(&facts, self.now)
    }

    fn plans(&mut self) {
        let plan = self.plan();
        for step in difference(&plan, &self.rows) {
            self.takes(step);
        }
        for (id, at) in &plan.entered {
            self.rules.iter_mut().filter(|(rule, _)| rule.id == *id).for_each(|(_, entered)| *entered = Some(*at));
        }
    }

    fn takes(&mut self, step: Step) {
        let row = |rows: &mut Vec<Notification>, id: i64| rows.iter().position(|row| row.id == id).unwrap();
        match step {
            Step::Insert(wanted) => {
                let id = i64::try_from(self.rows.len()).unwrap() + 1;
                let mut new = Notification { id, ..wanted.as_row(1) };
                stand(&mut new, &wanted);
                self.rows.push(new);
            }
            Step::Move(id, wanted) | Step::Stand(id, wanted) | Step::Revive(id, wanted) => {
                let i = row(&mut self.rows, id);
                let was_held = self.rows[i].hold;
                stand(&mut self.rows[i], &wanted);
                if was_held == Some(Hold::Person) {
                    self.rows[i].hold = was_held;
                }
            }
            Step::Moot(id, reason) => {
                let i = row(&mut self.rows, id);
                (self.rows[i].state, self.rows[i].reason, self.rows[i].hold) = (State::Moot, Some(reason), None);
            }
        }
    }

    fn keeps_its_promises(&self, after: &Happening) {
        let again = difference(&self.plan(), &self.rows);
        assert!(again.is_empty(), "after {after:?} planning again finds {again:?}");
        let keys: BTreeSet<&str> = self.rows.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys.len(), self.rows.len(), "each key once");
        for row in self.rows.iter().filter(|row| row.state == State::Planned) {
            let contact = &self.actors[usize::try_from(row.contact_id).unwrap() - 1].actor.contacts[0];
            assert!(contact.email_ok && !contact.bounced, "after {after:?}: {row:?}");
            let objects = contact.objections.iter().any(|wish| wish.kind == row.kind.word());
            assert!(!objects, "after {after:?}: {row:?}");
            let is_off = self.event.is_cancelled() && row.kind != Kind::Cancellation;
            assert!(!is_off, "after {after:?}: {row:?}");
        }
        self.heeds_the_office();
        self.repeats_nothing();
    }

    /// No address is told the same thing about the same date twice, but for a date that came back.
    fn repeats_nothing(&self) {
        let mut told = BTreeSet::new();
        for row in self.rows.iter().filter(|row| row.state == State::Sent) {
            if matches!(row.kind, Kind::Change | Kind::Cancellation) {
                continue;
            }
            let invites = matches!(row.kind, Kind::Invitation | Kind::SaveTheDate | Kind::Nudge);
            let start = row.told.as_ref().map(|told| told.start).filter(|_| !invites);
            // A reminder of a date that was moved away and back is one of its own.
            let generation = row.key.rsplit('|').next().unwrap().to_owned();
            let address = self.actors[usize::try_from(row.contact_id).unwrap() - 1].actor.contacts[0].folded_address();
            let says = (row.kind, row.occurrence_id, start, generation, address);
            assert!(told.insert(says), "{row:?} was sent before");
        }
    }
}

fn actor(i: i64) -> ActorRow {
    // The last two share an address.
    let email = format!("c{}@example.org", i.min(2));
    let contact = Contact { row: i + 1, email, for_invitations: true, ..Contact::default() };
    let name = format!("club{i}");
    let actor = Actor {
        id: name.clone(),
        slug: name.clone(),
        name,
        groups: if i == 1 { vec!["alle".into(), "ag".into()] } else { vec!["alle".into()] },
        contacts: vec![contact],
        ..Actor::default()
    };
    ActorRow { id: i + 1, actor: Arc::new(actor) }
}

/// What the store writes for a row that should stand so.
fn stand(row: &mut Notification, wanted: &Wanted) {
    row.kind = wanted.kind;
    (row.due_at, row.send_at, row.try_at, row.not_after) =
        (wanted.due_at, wanted.send_at, wanted.send_at, wanted.not_after);
    let (state, reason, hold): (State, Option<Reason>, Option<Hold>) = match wanted.stand {
        Stand::Planned => (State::Planned, None, None),
        Stand::Held(hold) => (State::Held, None, Some(hold)),
        Stand::Moot(reason) => (State::Moot, Some(reason), None),
    };
    (row.state, row.reason, row.hold) = (state, reason, hold);
}
