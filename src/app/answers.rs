//! Answers and wishes: what the invited say.

use jiff::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::app::Purpose;
use crate::app::Refusal;
use crate::app::facts::Directory;
use crate::app::facts::EventFacts;
use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::actor::Objection;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::audience::answer_of;
use crate::domain::event::Event;
use crate::domain::fault::Fault;
use crate::domain::occurrence::Dated;
use crate::domain::text;
use crate::domain::venue::Venue;

/// The longest comment or topic, in characters.
const LONGEST_TEXT: usize = 2000;

/// The most people of one actor.
const MOST_PEOPLE: i64 = 500;

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
}

/// Everything that an answer page shows.
#[derive(Debug, Clone)]
pub struct AnswerSheet {
    /// The event.
    pub event: Event,
    /// The date that is asked about.
    pub dated: Dated,
    /// Its place, if that is a venue.
    pub venue: Option<Venue>,
    /// Who answers: the actor.
    pub actor: Actor,
    /// Who answers: the person.
    pub contact: Contact,
    /// What was answered so far.
    pub answer: Option<Answer>,
    /// True when the answer was given to an earlier time or place.
    pub is_old: bool,
    /// True when there are other dates.
    pub is_series: bool,
    /// True when it is over: it can no longer be answered.
    pub is_over: bool,
}

/// A contact and what it wants to get.
#[derive(Debug, Clone)]
pub struct WishSheet {
    /// The actor.
    pub actor: Actor,
    /// The person, with the objections so far.
    pub contact: Contact,
}

/// What somebody no longer wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Wish {
    /// One kind of mail, for one group or (empty) for all.
    Without(Objection),
    /// No mail at all.
    Nothing,
    /// Everything again.
    Everything,
}

/// The rows that an answer link is about.
struct Asked {
    sheet: AnswerSheet,
    event: i64,
    occurrence: i64,
    actor: i64,
}

impl App {
    /// What the page behind an answer link shows; none for links that say nothing (any more).
    pub async fn find_answer_sheet(&self, token: &str) -> Result<Option<AnswerSheet>, Refusal> {
        Ok(self.asked(token).await?.map(|asked| asked.sheet))
    }

    /// Writes an answer given by a link; none for links that say nothing (any more).
    ///
    /// Errors: [`Refusal::Faults`] names the fields.
    pub async fn answer(&self, token: &str, draft: &AnswerDraft) -> Result<Option<AnswerSheet>, Refusal> {
        let Some(asked) = self.asked(token).await?.filter(|asked| !asked.sheet.is_over) else { return Ok(None) };
        let answer = check(draft, &asked, self.now())?;
        let mut tx = self.store.write().await?;
        tx.lock_event(asked.event).await?;
        tx.put_answer(asked.event, &answer).await?;
        if draft.all_dates && asked.sheet.is_series {
            tx.put_answer(asked.event, &Answer { occurrence_id: None, ..answer.clone() }).await?;
        }
        tx.mark_event(asked.event, self.now(), false).await?;
        let who = format!("contact:{}", asked.sheet.contact.row);
        let subject = format!("occurrence:{}", asked.occurrence);
        tx.record_audit(self.now(), &who, "answer", &subject, draft.state.word()).await?;
        tx.raise_revision().await?;
        tx.commit().await?;
        self.ring();
        self.find_answer_sheet(token).await
    }

    /// The token of the answer link of a contact for a date.
    pub fn answer_token(&self, contact: &Contact, occurrence: i64) -> String {
        self.keys.sign(Purpose::Answer, &[contact.row, occurrence], contact.epoch)
    }

    async fn asked(&self, token: &str) -> Result<Option<Asked>, Refusal> {
        let Some(token) = self.keys.verify(Purpose::Answer, token) else { return Ok(None) };
        let &[contact, occurrence] = token.ids.as_slice() else { return Ok(None) };
        let mut reading = self.store.read().await?;
        let Some(event) = reading.find_event_of_occurrence(occurrence).await? else { return Ok(None) };
        let Some(facts) = EventFacts::read(&mut reading, event).await? else { return Ok(None) };
        let directory = Directory::read(&mut reading).await?;
        let Some(date) = facts.occurrences.iter().find(|date| date.id == occurrence) else { return Ok(None) };
        let found = directory.find_contact(contact).filter(|(_, contact)| contact.epoch == token.epoch);
        let Some((row, contact)) = found.filter(|_| facts.row.event.is_published()) else { return Ok(None) };
        let event = facts.row.event.clone();
        let answer = answer_of(&facts.answers, row.id, Some(occurrence)).cloned();
        let sheet = AnswerSheet {
            venue: event.place.venue.as_ref().and_then(|slug| directory.venues.get(slug)).cloned(),
            is_old: answer.as_ref().is_some_and(|answer| answer.sequence < event.sequence),
            is_series: facts.occurrences.len() > 1,
            is_over: date.dated.when.ends_at() <= self.now(),
            dated: date.dated.clone(),
            actor: row.actor.clone(),
            contact: contact.clone(),
            event,
            answer,
        };
        Ok(Some(Asked { sheet, event: facts.row.id, occurrence, actor: row.id }))
    }

    /// What the page behind a wishes link shows; none for links that say nothing (any more).
    pub async fn find_wish_sheet(&self, token: &str) -> Result<Option<WishSheet>, Refusal> {
        let Some(token) = self.keys.verify(Purpose::Wishes, token) else { return Ok(None) };
        let mut reading = self.store.read().await?;
        let directory = Directory::read(&mut reading).await?;
        let found = token.ids.first().and_then(|id| directory.find_contact(*id));
        let found = found.filter(|(_, contact)| contact.epoch == token.epoch);
        Ok(found.map(|(row, contact)| WishSheet { actor: row.actor.clone(), contact: contact.clone() }))
    }

    /// Writes a wish given by a link; none for links that say nothing (any more). Twice is as once.
    pub async fn wish(&self, token: &str, wish: &Wish) -> Result<Option<WishSheet>, Refusal> {
        let Some(sheet) = self.find_wish_sheet(token).await? else { return Ok(None) };
        self.write_wish(sheet.contact.row, wish).await?;
        self.find_wish_sheet(token).await
    }

    /// The token of the wishes link of a contact.
    pub fn wishes_token(&self, contact: &Contact) -> String {
        self.keys.sign(Purpose::Wishes, &[contact.row], contact.epoch)
    }

    async fn write_wish(&self, contact: i64, wish: &Wish) -> Result<(), Refusal> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        match wish {
            Wish::Without(objection) => tx.put_objection(contact, objection).await?,
            Wish::Nothing => tx.set_email_ok(contact, false).await?,
            Wish::Everything => {
                tx.drop_objections(contact).await?;
                tx.set_email_ok(contact, true).await?;
            }
        }
        tx.mark_all(now, false).await?;
        let who = format!("contact:{contact}");
        tx.record_audit(now, &who, "wish", &who, wish.word()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }
}

impl Wish {
    fn word(&self) -> &str {
        match self {
            Self::Without(objection) => &objection.kind,
            Self::Nothing => "nothing",
            Self::Everything => "everything",
        }
    }
}

/// The answer a draft means, or every field that is wrong.
fn check(draft: &AnswerDraft, asked: &Asked, now: Timestamp) -> Result<Answer, Refusal> {
    let mut faults = Vec::new();
    if draft.state == AnswerState::NeedsAction {
        faults.push(Fault::new("answer", "choose yes, perhaps or no"));
    }
    let typed = draft.head_count.trim();
    let head_count = if typed.is_empty() { Some(1) } else { typed.parse().ok() };
    let head_count = head_count.filter(|count| (1..=MOST_PEOPLE).contains(count));
    if head_count.is_none() {
        faults.push(Fault::new("head_count", "write a number from 1 to 500"));
    }
    let (comment, topic) = (text::clean_lines(&draft.comment), text::clean_lines(&draft.topic));
    for (field, words) in [("comment", &comment), ("topic", &topic)] {
        if words.chars().count() > LONGEST_TEXT {
            faults.push(Fault::new(field, "is too long; 2000 characters are the most"));
        }
    }
    let needs: Vec<String> = draft.needs.iter().map(|need| text::clean_line(need)).collect();
    if needs.len() > 20 || needs.iter().any(|need| need.is_empty() || need.chars().count() > 40) {
        faults.push(Fault::new("needs", "choose from the list"));
    }
    let (Some(head_count), true) = (head_count, faults.is_empty()) else { return Err(Refusal::Faults(faults)) };
    let head_count = if draft.state == AnswerState::Declined { 0 } else { head_count };
    Ok(Answer {
        actor_id: asked.actor,
        occurrence_id: Some(asked.occurrence),
        state: draft.state,
        head_count,
        needs,
        comment,
        topic,
        contact_id: Some(asked.sheet.contact.row),
        sequence: asked.sheet.event.sequence,
        // Whoever was told by a file stays told.
        told: asked.sheet.answer.as_ref().and_then(|answer| answer.told.clone()),
        given_at: now,
    })
}
