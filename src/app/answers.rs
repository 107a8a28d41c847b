//! Answers: whether the invited come. They give them by a link, or tell the office, which writes them down.
//!
//! Invariant: an answer is for a date that lies ahead and takes place, by an actor who may know of it.
//! Invariant: a link answers for one contact and one date.

use jiff::Timestamp;

use crate::app::App;
use crate::app::Purpose;
use crate::app::Refusal;
use crate::app::facts::EventFacts;
use crate::app::version;
use crate::domain::account::Account;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::answer::Way;
use crate::domain::audience::may_know;
use crate::domain::directory::Directory;
use crate::domain::event::DatePlace;
use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::fault::Fault;
use crate::domain::notification::Told;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::text;
use crate::domain::venue::Venue;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Moment;

/// The longest comment or topic, in characters.
const LONGEST_TEXT: usize = 2000;

/// The most people of one actor.
const MOST_PEOPLE: i64 = 500;

/// What can be arranged besides interpretation into a language.
pub const NEEDS: [&str; 2] = ["childcare", "dgs"];

/// What somebody answers, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerDraft {
    /// Whether they come.
    pub state: AnswerState,
    /// How many come; empty: one.
    pub head_count: String,
    /// What they need.
    pub needs: Vec<String>,
    /// In their words.
    pub comment: String,
    /// What they would like to talk about.
    pub topic: String,
    /// True: for all dates of the series.
    pub all_dates: bool,
    /// The event's SEQUENCE that the page showed; none: the present one.
    pub sequence: Option<i64>,
}

/// Everything that a form for an answer shows.
#[derive(Debug, Clone)]
pub struct AnswerSheet {
    /// The event.
    pub event: Event,
    /// The date that is asked about.
    pub dated: Dated,
    /// The place of that date, if it is a venue.
    pub venue: Option<Venue>,
    /// The name of the organiser.
    pub organiser: String,
    /// The office's lists.
    pub vocabulary: Vocabulary,
    /// Who answers.
    pub actor: Actor,
    /// What was answered so far.
    pub answer: Option<Answer>,
    /// True when the answer was given to an earlier time or place.
    pub is_old: bool,
    /// What was known when an old answer was given, if that is still known.
    pub told: Option<Told>,
    /// True when other dates lie ahead.
    pub is_series: bool,
    /// True when it is over: it can no longer be answered.
    pub is_over: bool,
}

/// What an answer link leads to.
#[derive(Debug, Clone)]
pub struct AnswerLink {
    /// What is asked, and what was answered.
    pub sheet: AnswerSheet,
    /// Who answers for the actor.
    pub contact: Contact,
    /// Who gave the answer so far; none where there is none.
    pub given_by: Option<GivenBy>,
    /// Goes with the form and comes back with it.
    pub form_token: String,
    /// The token of the personal feed.
    pub feed_token: String,
}

/// Who gave the answer so far, as its actor's contacts may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenBy {
    /// Who reads it.
    Reader,
    /// Another contact of the actor, by its role; empty where it has none, or is gone.
    Other(String),
    /// Somebody told the office; who wrote it down is the office's own business.
    Office,
    /// A file.
    File,
}

/// Who gives an answer.
#[derive(Clone, Copy)]
enum Giver {
    /// A contact of the actor.
    Contact(i64),
    /// An account of the office, which was told.
    Account(i64),
}

/// The rows that a form for an answer is about.
struct Asked {
    sheet: AnswerSheet,
    event: i64,
    occurrence: i64,
    actor: i64,
    /// The other dates ahead, each with what was answered to it alone.
    others: Vec<(i64, Option<Answer>)>,
    /// What a file told the actor about this date, and about all of them: whoever is invited by a file stays so.
    told: [Option<Told>; 2],
}

impl AnswerSheet {
    /// True as long as an answer is of use.
    pub fn is_open(&self) -> bool {
        !self.is_over && !self.dated.cancelled
    }

    /// What the event says about this date alone.
    pub fn change(&self) -> Option<&Override> {
        self.event.change_of(self.dated.original)
    }

    /// Where this date takes place.
    pub fn place(&self) -> DatePlace<'_> {
        self.event.place_by(self.change())
    }
}

impl App {
    /// What the page behind an answer link shows; none for links that say nothing (any more).
    pub async fn find_answer_link(&self, token: &str) -> Result<Option<AnswerLink>, Refusal> {
        Ok(self.asked_by_link(token).await?.map(|(asked, contact, given_by)| self.link_of(asked, contact, given_by)))
    }

    /// Writes an answer given by a link; none for links that say nothing (any more).
    ///
    /// Errors: [`Refusal::Faults`] names the fields.
    pub async fn answer(&self, token: &str, draft: &AnswerDraft) -> Result<Option<AnswerLink>, Refusal> {
        let Some((asked, contact, _)) = self.asked_by_link(token).await? else { return Ok(None) };
        if !asked.sheet.is_open() {
            return Ok(None);
        }
        self.store_answer(&asked, draft, Giver::Contact(contact.row), None).await?;
        self.find_answer_link(token).await
    }

    /// What the office's form for an actor's answer to a date (by its original start) shows; none where the actor may
    /// not know of it.
    pub async fn find_answer_sheet(
        &self,
        slug: &str,
        original: Moment,
        actor: &str,
    ) -> Result<Option<AnswerSheet>, Refusal> {
        Ok(self.asked_of(slug, original, actor).await?.map(|asked| asked.sheet))
    }

    /// Writes down what an actor told the office; none where nothing can be answered.
    ///
    /// `seen`: [`version_of_answer`] what the form showed. Errors: [`Refusal::Faults`] names the fields;
    /// [`Refusal::Changed`] when another answer came meanwhile.
    pub async fn answer_for(
        &self,
        by: &Account,
        (slug, original, actor): (&str, Moment, &str),
        seen: &str,
        draft: &AnswerDraft,
    ) -> Result<Option<()>, Refusal> {
        let asked = self.asked_of(slug, original, actor).await?;
        let Some(asked) = asked.filter(|asked| asked.sheet.is_open()) else { return Ok(None) };
        self.store_answer(&asked, draft, Giver::Account(by.id), Some(seen)).await.map(Some)
    }

    async fn store_answer(
        &self,
        asked: &Asked,
        draft: &AnswerDraft,
        giver: Giver,
        seen: Option<&str>,
    ) -> Result<(), Refusal> {
        let answer = check(draft, asked, giver, self.now())?;
        let mut tx = self.store.write().await?;
        tx.lock_event(asked.event).await?;
        if let Some(seen) = seen {
            let stored = tx.list_answers(asked.event).await?;
            if version_of_answer(stored.of(asked.actor, Some(asked.occurrence))) != seen {
                return Err(Refusal::Changed);
            }
        }
        tx.put_answer(asked.event, &answer).await?;
        if draft.all_dates && asked.sheet.is_series {
            for other in for_all(&answer, asked) {
                tx.put_answer(asked.event, &other).await?;
            }
        }
        tx.mark_event(asked.event, self.now(), false).await?;
        let (who, detail) = match giver {
            Giver::Contact(row) => (format!("contact:{row}"), draft.state.word().to_owned()),
            Giver::Account(id) => (format!("account:{id}"), format!("{} of actor:{}", draft.state, asked.actor)),
        };
        let subject = format!("occurrence:{}", asked.occurrence);
        tx.record_audit(self.now(), &who, "answer", &subject, &detail).await?;
        tx.raise_revision().await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// The token of the answer link of a contact for a date.
    pub fn answer_token(&self, contact: &Contact, occurrence: i64) -> String {
        self.keys.sign(Purpose::Answer, &[contact.row, occurrence], contact.epoch)
    }

    async fn asked_by_link(&self, token: &str) -> Result<Option<(Asked, Contact, Option<GivenBy>)>, Refusal> {
        let Some(token) = self.keys.verify(Purpose::Answer, token) else { return Ok(None) };
        let &[contact, occurrence] = token.ids.as_slice() else { return Ok(None) };
        let mut reading = self.store.read().await?;
        let Some(event) = reading.find_event_of_occurrence(occurrence).await? else { return Ok(None) };
        let Some(facts) = EventFacts::read(&mut reading, event).await? else { return Ok(None) };
        let directory = reading.directory().await?;
        let Some(date) = facts.occurrences.iter().find(|date| date.id == occurrence) else { return Ok(None) };
        let found = directory.find_contact(contact).filter(|(_, contact)| contact.epoch == token.epoch);
        let Some((row, contact)) = found else { return Ok(None) };
        Ok(self.ask(&facts, &directory, date, row).map(|asked| {
            let answer = asked.sheet.answer.as_ref();
            let by = answer.map(|answer| given_by(&directory, row, contact, answer));
            (asked, contact.clone(), by)
        }))
    }

    async fn asked_of(&self, slug: &str, original: Moment, actor: &str) -> Result<Option<Asked>, Refusal> {
        let mut reading = self.store.read().await?;
        let Some(event) = reading.find_event_by_slug(slug).await? else { return Ok(None) };
        let facts = Box::pin(EventFacts::of(&mut reading, event)).await?;
        let directory = reading.directory().await?;
        let date = facts.occurrences.iter().find(|date| date.dated.original == original);
        let row = directory.find_actor(actor);
        let (Some(date), Some(row)) = (date, row) else { return Ok(None) };
        Ok(self.ask(&facts, &directory, date, row))
    }

    /// What an actor is asked; none where it may not know of it.
    fn ask(&self, facts: &EventFacts, directory: &Directory, date: &Occurrence, row: &ActorRow) -> Option<Asked> {
        let (event, now) = (facts.row.event.clone(), self.now());
        if !event.is_published() || !may_know(&event, &row.actor) {
            return None;
        }
        let answer = facts.answers.of(row.id, Some(date.id)).cloned();
        let is_ahead = |one: &&Occurrence| one.id != date.id && !one.dated.cancelled && one.dated.when.ends_at() > now;
        // Also what nobody answered yet: a file may have told it.
        let own = |id: Option<i64>| facts.answers.find(row.id, id).cloned();
        let others: Vec<_> = facts.occurrences.iter().filter(is_ahead).map(|one| (one.id, own(Some(one.id)))).collect();
        let by_file = [Some(date.id), None].map(|id| own(id).and_then(|answer| answer.told));
        let old = answer.as_ref().filter(|answer| facts.is_old(date, answer));
        let mut sheet = AnswerSheet {
            venue: None,
            organiser: directory.name_of_owner(&event.organiser),
            vocabulary: directory.vocabulary.clone(),
            is_old: old.is_some(),
            told: old.and_then(|answer| facts.told_when(date, answer)),
            is_series: !others.is_empty(),
            is_over: date.dated.when.ends_at() <= now,
            dated: date.dated.clone(),
            actor: Actor::clone(&row.actor),
            event,
            answer,
        };
        sheet.venue = sheet.place().venue.and_then(|slug| directory.venues.get(slug)).cloned();
        Some(Asked { sheet, event: facts.row.id, occurrence: date.id, actor: row.id, others, told: by_file })
    }

    fn link_of(&self, asked: Asked, contact: Contact, given_by: Option<GivenBy>) -> AnswerLink {
        AnswerLink {
            sheet: asked.sheet,
            given_by,
            form_token: self.form_token(&contact),
            feed_token: self.keys.sign(Purpose::Feed, &[contact.row], contact.epoch),
            contact,
        }
    }

    /// What goes with each form of a contact and must come back with it.
    pub(super) fn form_token(&self, contact: &Contact) -> String {
        self.keys.sign(Purpose::Form, &[contact.row], contact.epoch)
    }

    /// True for what went with a form of this contact.
    pub fn is_form_of(&self, contact: &Contact, token: &str) -> bool {
        let said = self.keys.verify(Purpose::Form, token);
        said.is_some_and(|said| said.ids == [contact.row] && said.epoch == contact.epoch)
    }
}

fn given_by(directory: &Directory, row: &ActorRow, reader: &Contact, answer: &Answer) -> GivenBy {
    match (answer.way, answer.contact_id) {
        (Way::Office, _) => GivenBy::Office,
        (Way::Import, _) => GivenBy::File,
        (Way::Link, Some(contact)) if contact == reader.row => GivenBy::Reader,
        (Way::Link, contact) => {
            let found = contact.and_then(|contact| directory.find_contact(contact));
            let own = found.filter(|(actor, _)| actor.id == row.id);
            GivenBy::Other(own.map(|(_, contact)| contact.role.clone()).unwrap_or_default())
        }
    }
}

/// What tells one answer of an actor to a date from another, and from none.
pub fn version_of_answer(answer: Option<&Answer>) -> String {
    version(&answer)
}

/// The answer for each other date and for those that are yet to come; whatever was said to one alone is replaced.
///
/// The topic is for the date that was asked about.
fn for_all(answer: &Answer, asked: &Asked) -> Vec<Answer> {
    let told = asked.told[1].clone();
    let all = Answer { occurrence_id: None, topic: String::new(), told, ..answer.clone() };
    let said = asked.others.iter().filter_map(|(id, own)| own.as_ref().map(|own| (*id, own)));
    // What a file told stays told, and a topic stays with its date.
    let own = said.map(|(id, own)| Answer {
        occurrence_id: Some(id),
        topic: own.topic.clone(),
        told: own.told.clone(),
        ..answer.clone()
    });
    own.chain([all]).collect()
}

/// The answer a draft means, or every field that is wrong.
fn check(draft: &AnswerDraft, asked: &Asked, giver: Giver, now: Timestamp) -> Result<Answer, Refusal> {
    let mut faults = Vec::new();
    if draft.state == AnswerState::NeedsAction {
        faults.push(Fault::new("answer", "choose yes, perhaps or no"));
    }
    let typed = text::european_digits(draft.head_count.trim());
    let head_count = match draft.state {
        // Who does not come need not mind the number.
        AnswerState::Declined => Some(0),
        _ if typed.is_empty() => Some(1),
        _ => typed.parse().ok().filter(|count| (1..=MOST_PEOPLE).contains(count)),
    };
    if head_count.is_none() {
        faults.push(Fault::new("head_count", "write a number from 1 to 500"));
    }
    let (comment, topic) = (text::clean_lines(&draft.comment), text::clean_lines(&draft.topic));
    for (field, words) in [("comment", &comment), ("topic", &topic)] {
        if words.chars().count() > LONGEST_TEXT {
            faults.push(Fault::new(field, "is too long; 2000 characters are the most"));
        }
    }
    let mut needs: Vec<String> = draft.needs.clone();
    needs.sort();
    needs.dedup();
    if needs.iter().any(|need| !is_offered(need, &asked.sheet)) {
        faults.push(Fault::new("needs", "choose from the list"));
    }
    let (Some(head_count), true) = (head_count, faults.is_empty()) else { return Err(Refusal::Faults(faults)) };
    let (way, contact_id, account_id) = match giver {
        Giver::Contact(row) => (Way::Link, Some(row), None),
        Giver::Account(id) => (Way::Office, None, Some(id)),
    };
    // Who shows what the form shows tells it on the telephone.
    let event = &asked.sheet.event;
    let is_told = way == Way::Office && draft.sequence.is_none_or(|seen| seen >= event.sequence);
    Ok(Answer {
        actor_id: asked.actor,
        occurrence_id: Some(asked.occurrence),
        state: draft.state,
        head_count,
        needs,
        comment,
        topic,
        way,
        contact_id,
        account_id,
        // Who saw 17:00 and sends when it is 17:30 already has not said yes to 17:30.
        sequence: draft.sequence.map_or(event.sequence, |seen| seen.min(event.sequence)),
        told: if is_told { Some(Told::of(event, &asked.sheet.dated)) } else { asked.told[0].clone() },
        given_at: now,
    })
}

/// True for what can be arranged, and for what was noted before.
fn is_offered(need: &str, sheet: &AnswerSheet) -> bool {
    let noted = sheet.answer.as_ref().is_some_and(|answer| answer.needs.iter().any(|noted| noted == need));
    let known = |tag| sheet.vocabulary.languages.contains_key(tag);
    noted || NEEDS.contains(&need) || need.strip_prefix("interpretation:").is_some_and(known)
}
