//! Why a contact got, gets or does not get the mails of an event: rule by rule, date by date.

use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::facts::EventFacts;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::answer::AnswerState;
use crate::domain::audience::may_know;
use crate::domain::directory::Directory;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan;
use crate::domain::plan::Facts;
use crate::domain::plan::Plan;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;
use crate::domain::rule::Audience;
use crate::domain::rule::Mode;
use crate::domain::rule::Per;
use crate::domain::rule::Rule;
use crate::domain::when::Moment;
use crate::store::ListedEvent;
use crate::store::Reading;

/// The most lines about one event.
const LINES_MAX: usize = 60;

/// Why a contact has not got a mail, or when it will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The event is not out yet.
    NotPublished,
    /// There are no rules that send mails about it.
    NoRules,
    /// The rule is switched off.
    RuleOff,
    /// It is for members of these groups, to which the organisation does not belong.
    OtherGroups(Vec<String>),
    /// The organisation's mails go to contacts with these roles.
    OtherContact(Vec<String>),
    /// It goes to those who were invited.
    NotInvited,
    /// It goes to those alone who gave another answer: this one.
    OtherAnswer(AnswerState),
    /// It asks those who have not answered, and this organisation has.
    Answered,
    /// It is for others: organisers, partners, one organisation.
    OtherAudience,
    /// It was due before the event was entered, and the date is over.
    Over,
    /// It is planned, and there is no row of it yet.
    Planned(Timestamp),
    /// It is planned, and waits for something.
    Waits(Hold),
    /// It is not sent.
    Not(Reason),
}

/// What is to be said about one sort of mail about one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyLine {
    /// The kind; none for the event as a whole.
    pub kind: Option<Kind>,
    /// The start of the date; none for mails that go once per event, and where it is so for all dates.
    pub date: Option<Moment>,
    /// Why.
    pub why: Why,
}

impl WhyLine {
    fn is_about(&self, kind: Kind, date: Option<Moment>) -> bool {
        self.kind == Some(kind) && (date.is_none() || date == self.date)
    }
}

impl App {
    /// What there is to say beyond the mails that have a row.
    pub(super) async fn why(
        &self,
        reading: &mut Reading,
        directory: &Directory,
        row: &ListedEvent,
        person: (&Actor, &Contact),
    ) -> Result<Vec<WhyLine>, Refusal> {
        let whole = |why: Why| vec![WhyLine { kind: None, date: None, why }];
        if !row.event.is_published() {
            return Ok(whole(Why::NotPublished));
        }
        let Some(stored) = reading.find_event(row.id).await? else { return Ok(Vec::new()) };
        let mut known = EventFacts::without_mails(reading, stored).await?;
        let (now, horizon, address) = (self.now(), self.outlook(), person.1.folded_address());
        // Of the others only those matter who share the address: whoever is asked there first gets the mail.
        let shares = |row: &&ActorRow| row.actor.contacts.iter().any(|one| one.folded_address() == address);
        let actors: Vec<ActorRow> = directory.actors.iter().filter(shares).cloned().collect();
        for contact in actors.iter().flat_map(|row| &row.actor.contacts) {
            let mails = reading.list_mails_of_contact(contact.row, i64::MAX).await?;
            known.notifications.extend(mails.into_iter().filter(|mail| mail.event_id == row.id));
        }
        let facts = Facts { actors: &actors, ..known.facts(directory, &self.config.engine, horizon) };
        if facts.rules.is_empty() {
            return Ok(whole(Why::NoRules));
        }
        let plan = plan::plan(&facts, now);
        let asked = Asked { facts: &facts, plan: &plan, directory, person, now };
        let mut lines: Vec<WhyLine> = facts.rules.iter().flat_map(|(rule, _)| asked.lines(rule)).collect();
        // Whom one rule sends a mail about a date need not hear for whom another one is.
        let goes = asked.what_goes(&lines);
        lines.retain(|line| !line.why.is_for_others() || !goes.iter().any(|(kind, date)| line.is_about(*kind, *date)));
        // What two rules say alike is said once.
        lines.sort_by_key(|line| (line.date, line.kind));
        lines.dedup();
        lines.truncate(LINES_MAX);
        Ok(lines)
    }
}

/// A question about one contact and one event.
struct Asked<'a> {
    facts: &'a Facts<'a>,
    plan: &'a Plan,
    directory: &'a Directory,
    person: (&'a Actor, &'a Contact),
    now: Timestamp,
}

impl Why {
    /// True where the rule is for others than this organisation, or than it is by its answer.
    fn is_for_others(&self) -> bool {
        matches!(
            self,
            Self::OtherGroups(_) | Self::NotInvited | Self::OtherAnswer(_) | Self::Answered | Self::OtherAudience
        )
    }
}

impl Asked<'_> {
    /// What went to the contact or will, by rows and by what was found: kind, and date or (none) all.
    fn what_goes(&self, lines: &[WhyLine]) -> Vec<(Kind, Option<Moment>)> {
        let rows = self.facts.notifications.iter().filter(|row| row.contact_id == self.person.1.row);
        let start = |of: Option<i64>| {
            let date = self.facts.occurrences.iter().find(|date| Some(date.id) == of);
            date.filter(|_| self.facts.occurrences.len() > 1).map(|date| date.dated.when.start)
        };
        let rows = rows.filter(|row| row.state != State::Moot).map(|row| (row.kind, start(row.occurrence_id)));
        let planned = lines.iter().filter(|line| matches!(line.why, Why::Planned(_) | Why::Waits(_)));
        rows.chain(planned.filter_map(|line| Some((line.kind?, line.date)))).collect()
    }

    fn lines(&self, rule: &Rule) -> Vec<WhyLine> {
        let dates: Vec<Option<&Occurrence>> = match rule.per {
            Per::Event => vec![None],
            Per::Occurrence => self.facts.occurrences.iter().filter(|date| !date.dated.cancelled).map(Some).collect(),
        };
        let has_row = |date: Option<i64>| {
            let rows = self.facts.notifications.iter();
            let mut mine = rows.filter(|row| row.contact_id == self.person.1.row && row.kind == rule.kind);
            // What went about the whole event went about the date too.
            mine.any(|row| row.occurrence_id == date || row.occurrence_id.is_none())
        };
        let open = dates.into_iter().filter(|date| !has_row(date.map(|date| date.id)));
        let line = |date: Option<&Occurrence>| WhyLine {
            kind: Some(rule.kind),
            date: date.map(|date| date.dated.when.start),
            why: self.why(rule, date),
        };
        let lines: Vec<WhyLine> = open.map(line).collect();
        match lines.as_slice() {
            // What is so for each of several dates is said once.
            [first, others @ ..] if !others.is_empty() && others.iter().all(|one| one.why == first.why) => {
                vec![WhyLine { date: None, ..first.clone() }]
            }
            _ => lines,
        }
    }

    fn why(&self, rule: &Rule, date: Option<&Occurrence>) -> Why {
        let (actor, contact) = self.person;
        let (event, id) = (self.facts.event, date.map(|date| date.id));
        let is_it = |one: &&Wanted| (one.contact_id, one.kind, one.occurrence_id) == (contact.row, rule.kind, id);
        if let Some(wanted) = self.plan.wanted.iter().find(is_it) {
            return match wanted.stand {
                Stand::Planned => Why::Planned(wanted.send_at),
                Stand::Held(hold) => Why::Waits(hold),
                Stand::Moot(reason) => Why::Not(reason),
            };
        }
        if rule.mode == Mode::Off {
            return Why::RuleOff;
        }
        let is_over = date.is_some_and(|date| date.dated.when.ends_at() < self.now);
        let roles = |contacts: Vec<&Contact>| contacts.into_iter().map(|one| one.role.clone()).collect();
        let names = |groups: &[String]| groups.iter().map(|group| self.directory.name_of_group(group)).collect();
        match &rule.audience {
            Audience::Organiser | Audience::Partners => Why::OtherAudience,
            _ if !may_know(event, actor) => Why::OtherGroups(names(event.groups())),
            Audience::Group(group) if !actor.groups.contains(group) => {
                Why::OtherGroups(names(std::slice::from_ref(group)))
            }
            _ if actor.invited_contacts().all(|invited| invited.row != contact.row) => {
                Why::OtherContact(roles(actor.invited_contacts().collect()))
            }
            _ if is_over => Why::Over,
            Audience::Invited | Audience::Silent if !self.is_invited(id) => Why::NotInvited,
            Audience::Silent => Why::Answered,
            Audience::Accepted => Why::OtherAnswer(AnswerState::Accepted),
            Audience::Tentative => Why::OtherAnswer(AnswerState::Tentative),
            Audience::Declined => Why::OtherAnswer(AnswerState::Declined),
            _ => Why::OtherAudience,
        }
    }

    fn is_invited(&self, date: Option<i64>) -> bool {
        let (contact, concerns) = (self.person.1.row, |of: Option<i64>| of.is_none() || of == date);
        let is_it =
            |kind: Kind, of: i64, about: Option<i64>| kind == Kind::Invitation && of == contact && concerns(about);
        let wanted = self.plan.wanted.iter().filter(|one| !matches!(one.stand, Stand::Moot(_)));
        let mut rows = self.facts.notifications.iter().filter(|row| row.sent_at.is_some());
        let is_told = |row: &&ActorRow| {
            let of_person = row.actor.slug == self.person.0.slug;
            of_person
                && self.facts.answers.of_actor(row.id).iter().any(|a| a.told.is_some() && concerns(a.occurrence_id))
        };
        self.facts.actors.iter().any(|row| is_told(&row))
            || wanted.into_iter().any(|one| is_it(one.kind, one.contact_id, one.occurrence_id))
            || rows.any(|row| is_it(row.kind, row.contact_id, row.occurrence_id))
    }
}
