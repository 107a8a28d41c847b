//! Submissions: events that organisations proposed. The office approves them, asks back, refuses them, or cancels what
//! was entered twice.
//!
//! Invariant: a letter is kept before it is sent, and stays open until a relay took it; a form that comes in twice makes
//! one letter. In test mode nothing is kept and nothing is decided: the letter goes to the team.

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::App;
use crate::app::Edited;
use crate::app::Refusal;
use crate::app::event_edit::Ask;
use crate::app::event_edit::version_of_event;
use crate::app::events::Origin;
use crate::app::events::write_event;
use crate::app::random;
use crate::domain::directory::Directory;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::event::Status;
use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::submission::About;
use crate::domain::submission::Letter;
use crate::domain::submission::Question;
use crate::domain::text;
use crate::domain::work::Work;
use crate::mail::plain::Plain;
use crate::store::EventRow;
use crate::store::Writing;

/// How long nobody else sends a letter that one is sending.
const BUSY: SignedDuration = SignedDuration::from_mins(2);

/// One submission of the list.
#[derive(Debug, Clone)]
pub struct SubmissionLine {
    /// The event.
    pub event: Event,
    /// The name of who proposes it.
    pub organiser: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// How often the office asked back.
    pub asked: usize,
}

/// One submission with all that belongs to it.
#[derive(Debug, Clone)]
pub struct SubmissionSheet {
    /// The event.
    pub event: Event,
    /// The name of who proposes it.
    pub organiser: String,
    /// To whom one writes, and in which language; empty when there is nobody.
    pub address: (String, String),
    /// What the office wrote, each with the address of the account that did.
    pub letters: Vec<(Letter, String)>,
}

/// What somebody wrote about a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterDraft {
    /// What it does.
    pub about: About,
    /// Made with the form.
    pub mark: String,
    /// To whom.
    pub address: String,
    /// The line that is seen first.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What it asks.
    pub questions: Vec<Question>,
}

/// What came of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// A relay took it.
    Sent,
    /// It is kept and not sent: the relay refused it, or all mail is held. The page of the submission says which.
    Open,
    /// Test mode: the team got it, and nothing else happened.
    Tried,
}

impl App {
    /// What waits for the office, the oldest first.
    pub async fn list_submissions(&self) -> Result<Vec<SubmissionLine>, Refusal> {
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let asked = reading.count_asked().await?;
        let line = |row: EventRow| SubmissionLine {
            organiser: directory.name_of_owner(&row.event.organiser),
            since: row.event.created_at.unwrap_or_default(),
            asked: asked
                .iter()
                .find(|(id, _)| *id == row.id)
                .map_or(0, |(_, count)| usize::try_from(*count).unwrap_or(0)),
            event: row.event,
        };
        let rows = reading.list_unpublished().await?.into_iter();
        Ok(rows.filter(|row| waits(&row.event)).map(line).collect())
    }

    /// One submission; none for what is no submission, or is published.
    pub async fn find_submission(&self, slug: &str) -> Result<Option<SubmissionSheet>, Refusal> {
        let mut reading = self.store.read().await?;
        let Some(row) = reading.find_event_by_slug(slug).await?.filter(|row| is_submission(&row.event)) else {
            return Ok(None);
        };
        let directory = reading.directory().await?;
        let accounts = reading.list_accounts().await?;
        let by = |who: &str| accounts.iter().find(|one| one.who() == who).map(|one| one.address.clone());
        let letters = reading.list_submission_letters(row.id).await?.into_iter();
        let letters = letters.map(|letter| (by(&letter.who).unwrap_or_default(), letter));
        Ok(Some(SubmissionSheet {
            organiser: directory.name_of_owner(&row.event.organiser),
            address: address_of(&row.event, &directory),
            letters: letters.map(|(by, letter)| (letter, by)).collect(),
            event: row.event,
        }))
    }

    /// Publishes a submission; its mails are planned.
    ///
    /// Errors: [`Refusal::Changed`] when somebody was faster, [`Refusal::Faults`] for what it lacks.
    pub async fn approve(&self, who: &str, slug: &str, seen: &str) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        let row = unchanged(&mut tx, slug, seen).await?;
        let event = Event { review: Review::Published, ..row.event };
        if !event.check(&mut Work::default()).is_empty() {
            return Err(Refusal::Faults(vec![Fault::new("", said!("fault-not-approved", "lacks something"))]));
        }
        write_event(&mut tx, event, self.now(), Origin::Office).await?;
        tx.record_audit(self.now(), who, "approve", &format!("event:{}", row.id), "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// A fresh mark for the form of a letter.
    pub fn mark_letter(&self) -> Result<String, Refusal> {
        random::hex()
    }

    /// Keeps a letter about a submission, decides what it says, and sends it.
    ///
    /// Errors: [`Refusal::Faults`] names fields; [`Refusal::Changed`] when somebody was faster.
    pub async fn post_letter(&self, who: &str, slug: &str, seen: &str, draft: LetterDraft) -> Result<Posted, Refusal> {
        let (letter, now) = (checked(draft, who, self.now())?, self.now());
        let test_to = self.test_to().await?;
        let mut tx = self.store.write().await?;
        let row = match unchanged(&mut tx, slug, seen).await {
            // The first of two equal forms has changed it.
            Err(Refusal::Changed) if self.is_kept(&mut tx, slug, &letter.mark).await? => {
                return self.state_of_letter(slug, &letter.mark).await;
            }
            found => found?,
        };
        let subject = format!("event:{}", row.id);
        if !test_to.is_empty() {
            drop(tx);
            self.send_plain(&letter, &test_to).await.map_err(|what| refused(&what))?;
            return Ok(Posted::Tried);
        }
        if tx.add_submission_letter(row.id, &letter).await? {
            if letter.about == About::Refuse {
                write_event(&mut tx, Event { review: Review::Refused, ..row.event }, now, Origin::Office).await?;
            }
            let verb = match letter.about {
                About::Ask => "ask",
                About::Refuse => "refuse",
            };
            tx.record_audit(now, who, verb, &subject, "").await?;
            tx.commit().await?;
        } else {
            drop(tx);
        }
        self.send_letter(&letter).await
    }

    async fn is_kept(&self, tx: &mut Writing, slug: &str, mark: &str) -> Result<bool, Refusal> {
        let Some(row) = tx.find_event_by_slug(slug).await? else { return Ok(false) };
        Ok(tx.list_submission_letters(row.id).await?.iter().any(|letter| letter.mark == mark))
    }

    async fn state_of_letter(&self, slug: &str, mark: &str) -> Result<Posted, Refusal> {
        let sheet = self.find_submission(slug).await?;
        let mut letters = sheet.iter().flat_map(|sheet| &sheet.letters).map(|(letter, _)| letter);
        let sent = letters.any(|letter| letter.mark == mark && letter.sent_at.is_some());
        Ok(if sent { Posted::Sent } else { Posted::Open })
    }

    /// Sends a letter that is still open.
    pub async fn send_letter_again(&self, who: &str, slug: &str, mark: &str) -> Result<Posted, Refusal> {
        let Some(sheet) = self.find_submission(slug).await? else { return Err(Refusal::Changed) };
        let Some((letter, _)) = sheet.letters.into_iter().find(|(letter, _)| letter.mark == mark) else {
            return Err(Refusal::Changed);
        };
        if letter.sent_at.is_some() || !self.test_to().await?.is_empty() {
            return Ok(if letter.sent_at.is_some() { Posted::Sent } else { Posted::Open });
        }
        let mut tx = self.store.write().await?;
        let Some(row) = tx.find_event_by_slug(slug).await? else { return Err(Refusal::Changed) };
        tx.record_audit(self.now(), who, "send", &format!("event:{}", row.id), "").await?;
        tx.commit().await?;
        self.send_letter(&letter).await
    }

    /// Sends a kept letter unless somebody else does or did, or all mail is held.
    async fn send_letter(&self, letter: &Letter) -> Result<Posted, Refusal> {
        let now = self.now();
        let until = now.saturating_add(BUSY).unwrap_or(now);
        let mut tx = self.store.write().await?;
        let is_mine = tx.take_submission_letter(&letter.mark, now, until).await?;
        tx.commit().await?;
        if !is_mine {
            return Ok(Posted::Open);
        }
        // No transaction is open while the relay talks.
        let sent = self.send_plain(letter, &letter.address).await;
        let mut tx = self.store.write().await?;
        match &sent {
            Ok(()) => tx.record_letter_sent(&letter.mark, self.now()).await?,
            Err(fault) => tx.record_letter_failed(&letter.mark, fault).await?,
        }
        tx.commit().await?;
        Ok(if sent.is_ok() { Posted::Sent } else { Posted::Open })
    }

    /// Hands a letter to the relay; the error is what it said, without addresses.
    async fn send_plain(&self, letter: &Letter, address: &str) -> Result<(), String> {
        let office = self.office().await;
        let is_test = address != letter.address;
        let subject = if is_test { format!("[Test] {}", letter.subject) } else { letter.subject.clone() };
        let plain = Plain {
            office: &office.sender,
            from: &office.from,
            reply_to: &office.mailbox,
            to: address.parse().map_err(|_| "this is no mail address".to_owned())?,
            subject: &subject,
            text: &letter.body,
            id: &format!("{}-{}", if is_test { "test" } else { "letter" }, letter.mark),
            is_automatic: false,
            at: letter.at,
        };
        let sent = self.post.transport.send(&plain.write()?).await;
        sent.map_err(|fault| {
            tracing::warn!(%fault, "a letter about a submission was not taken");
            fault.reply().map_or_else(|| fault.to_string(), |reply| format!("{fault} {}", reply.text))
        })
    }

    /// Cancels an event that was entered twice; asks who shall hear of it where somebody was told.
    ///
    /// Errors: [`Refusal::Faults`] when the other one cannot be meant; [`Refusal::Changed`] when somebody was faster.
    pub async fn cancel_as_duplicate(
        &self,
        who: &str,
        (slug, seen): (&str, &str),
        other: &str,
        change_to: &str,
    ) -> Result<Edited, Refusal> {
        let mut reading = self.store.read().await?;
        let found = reading.find_event_by_slug(other).await?;
        let stands = found.is_some_and(|row| !row.event.is_cancelled() && row.event.review != Review::Refused);
        if !stands || other == slug {
            return Err(Refusal::Faults(vec![Fault::new("of", said!("fault-no-duplicate", "must be another event"))]));
        }
        let stored = reading.find_event_by_slug(slug).await?.map(|row| row.event);
        drop(reading);
        let Some(stored) = stored.filter(|stored| version_of_event(stored) == seen) else {
            return Err(Refusal::Changed);
        };
        let duplicate_of = Some(other.to_owned());
        let event = Event { status: Status::Cancelled, duplicate_of, ..stored.clone() };
        self.store_or_ask(who, stored, event, change_to, Ask::WhoWasTold).await
    }
}

/// True for what waits for the office.
pub(super) fn waits(event: &Event) -> bool {
    event.review == Review::Submitted && !event.is_cancelled()
}

fn is_submission(event: &Event) -> bool {
    matches!(event.review, Review::Submitted | Review::Refused)
}

/// The event as the person saw it, locked until the end of the transaction.
async fn unchanged(tx: &mut Writing, slug: &str, seen: &str) -> Result<EventRow, Refusal> {
    let Some(row) = tx.find_event_by_slug(slug).await? else { return Err(Refusal::Changed) };
    tx.lock_event(row.id).await?;
    let row = tx.find_event(row.id).await?;
    row.filter(|row| waits(&row.event) && version_of_event(&row.event) == seen).ok_or(Refusal::Changed)
}

/// To whom one writes about a submission: the organiser's contact for organising, else the address that came with it.
fn address_of(event: &Event, directory: &Directory) -> (String, String) {
    let actor = directory.find_actor(&event.organiser);
    let mut contacts = actor.into_iter().flat_map(|row| row.actor.organising_contacts());
    let contact = contacts.find(|one| !one.email.is_empty() && !one.bounced && !one.postal_only);
    let of_event = [&event.office_contact.email, &event.contact.email].into_iter().find(|email| !email.is_empty());
    match contact {
        Some(contact) => (contact.email.clone(), contact.language.clone()),
        None => (of_event.cloned().unwrap_or_default(), "de".to_owned()),
    }
}

fn checked(draft: LetterDraft, who: &str, at: Timestamp) -> Result<Letter, Refusal> {
    let LetterDraft { about, mark, address, subject, body, questions } = draft;
    let (address, subject) = (address.trim().to_owned(), text::clean_line(&subject));
    let body = text::clean_lines(&body);
    let clean = |one: Question| Question { text: text::clean_line(&one.text), ..one };
    let questions = questions.into_iter().map(clean).collect();
    let missing = || said!("fault-missing", "is missing");
    let mut faults = Vec::new();
    if !text::is_address(&address) {
        faults.push(Fault::new("address", said!("fault-bad-address", "is no mail address")));
    }
    for (field, is_empty) in [("subject", subject.is_empty()), ("body", body.trim().is_empty())] {
        if is_empty {
            faults.push(Fault::new(field, missing()));
        }
    }
    if subject.chars().count() > text::TITLE_MAX {
        faults.push(Fault::new(
            "subject",
            said!("fault-long-line", "is longer than {most} characters", most = text::TITLE_MAX),
        ));
    }
    if mark.len() != 32 || !mark.bytes().all(|b| b.is_ascii_hexdigit()) {
        faults.push(Fault::new("", said!("form-unread", "the form cannot be read")));
    }
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    let who = who.to_owned();
    Ok(Letter { about, mark, address, subject, body, questions, who, at, sent_at: None, fault: None })
}

fn refused(what: &str) -> Refusal {
    Refusal::Faults(vec![Fault::new("", said!("fault-not-taken", "the relay said: {what}", what = what))])
}
