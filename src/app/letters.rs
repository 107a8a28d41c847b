//! From a notification and what is known to a letter.
//!
//! Invariant: the same facts make the same letter, so that a copy after a crash has the same bytes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::PoisonError;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::DateTime;
use sha2::Digest as _;
use sha2::Sha256;

use crate::app::App;
use crate::app::Purpose;
use crate::app::facts::OF_PROGRAMME;
use crate::app::head_count::Turnout;
use crate::app::known::Known;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::event::Override;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Told;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::rule::Audience;
use crate::domain::text;
use crate::domain::when::When;
use crate::mail::letter::About;
use crate::mail::letter::Before;
use crate::mail::letter::Delivery;
use crate::mail::letter::Digest;
use crate::mail::letter::GivenAnswer;
use crate::mail::letter::HeadCount;
use crate::mail::letter::Letter;
use crate::mail::letter::Links;
use crate::mail::letter::Office;
use crate::mail::letter::Recipient;
use crate::mail::letter::Spot;
use crate::mail::letter::Why;
use crate::mail::transport::OutgoingMail;

impl App {
    /// The mail that a row asks for; the same bytes as long as the facts are the same.
    ///
    /// `digest`: the organiser's week, for a digest. Errors: a sentence without personal data.
    pub(super) fn write_mail(
        &self,
        known: &Known,
        row: &Notification,
        digest: Option<Digest>,
    ) -> Result<OutgoingMail, String> {
        let letter = self.letter(known, row, digest)?;
        self.composer.compose(&letter).map_err(|fault| fault.to_string())
    }

    /// All facts of the mail that a row asks for.
    pub(super) fn letter(&self, known: &Known, row: &Notification, digest: Option<Digest>) -> Result<Letter, String> {
        let (actor, contact) = known.directory.find_contact(row.contact_id).ok_or("the contact is gone")?;
        let address = contact.email.parse().map_err(|_| "the contact's address is no mail address")?;
        let written_at = row.first_tried_at.unwrap_or(row.send_at);
        Ok(Letter {
            kind: row.kind,
            office: self.office_of(known),
            recipient: Recipient {
                name: actor.actor.name.clone(),
                actor: actor.actor.slug.clone(),
                groups: actor.actor.groups.clone(),
                address,
                language: known.office.language_for(&contact.language).to_owned(),
                zone: self.config.office.zone.clone(),
            },
            answer: known.answer(row, actor.id),
            answer_by: known.answer_by(row),
            reason: known.reason(row),
            before: (row.kind == Kind::Change).then(|| known.told_before(row)).flatten(),
            next: known.next_date(row, written_at),
            head_count: (row.kind == Kind::HeadCount).then(|| known.head_count(row)),
            why: known.why(row, known.office.language_for(&contact.language)),
            links: self.links(known, row, actor, contact),
            delivery: self.delivery(known, row, written_at)?,
            about: (row.kind != Kind::OrganiserDigest).then(|| about(known, row)),
            digest,
        })
    }

    fn office_of(&self, known: &Known) -> Office {
        let office = &known.office;
        Office {
            name: office.name.clone(),
            sender: office.sender.clone(),
            from: office.from.clone(),
            reply_to: office.mailbox.clone(),
            // The office's own number is not for others.
            phone: known.facts.row.event.contact.phone.clone(),
            is_demo: self.config.office.demo,
        }
    }

    fn links(&self, known: &Known, row: &Notification, actor: &ActorRow, contact: &Contact) -> Links {
        let (event, base) = (&known.facts.row.event, &self.config.http.base_url);
        let asks = matches!(row.kind, Kind::Invitation | Kind::Nudge | Kind::Reminder | Kind::Change);
        let date = known.date(row).filter(|_| asks);
        let wishes = format!("{base}/u/{}", self.wishes_token(contact));
        // Who ends a kind of mail about a meeting ends it for its group; about other events, altogether.
        let of_event = |group: &&String| event.groups().contains(group);
        let group = known.group(row).filter(of_event);
        let group = group.or_else(|| event.groups().iter().find(|group| actor.actor.groups.contains(group)));
        let group = group.map(|group| format!("&group={group}")).unwrap_or_default();
        Links {
            answer: date.map(|date| format!("{base}/a/{}", self.answer_token(contact, date.id))),
            unsubscribe: format!("{wishes}?kind={}{group}", row.kind),
            wishes,
            feed: format!("{base}/feed/{}.ics", self.keys.sign(Purpose::Feed, &[contact.row], contact.epoch)),
            event: event.is_public().then(|| format!("{base}/e/{}", event.slug)),
            door: None,
        }
    }

    fn delivery(&self, known: &Known, row: &Notification, written_at: Timestamp) -> Result<Delivery, String> {
        let mail = &self.config.mail;
        let envelope_from = match &mail.bounce_domain {
            None => known.office.from.clone(),
            Some(domain) => format!("bounce+{}@{domain}", self.keys.sign(Purpose::Bounce, &[row.id], 0))
                .parse()
                .map_err(|_| "mail.bounce_domain makes no address")?,
        };
        let list = if known.facts.row.event.meeting.is_some() { "meetings" } else { "events" };
        Ok(Delivery {
            key_hash: key_hash(&row.key),
            // As configured, whoever the office says it is: a mail keeps its Message-ID and mailboxes sort by its list.
            message_domain: mail.from.domain().to_owned(),
            list_id: format!("{list}.{}", mail.from.domain()),
            written_at,
            envelope_from,
        })
    }
}

/// What names a mail for ever: in its Message-ID, its file and its idempotency key.
pub(super) fn key_hash(key: &str) -> String {
    text::hex(&Sha256::digest(key.as_bytes()))
}

impl Known {
    /// The date a row speaks of.
    pub(super) fn dated(&self, row: &Notification) -> Dated {
        let event = &self.facts.row.event;
        let whole = || Dated { original: event.when.start, when: event.when.clone(), cancelled: event.is_cancelled() };
        self.date(row).map_or_else(whole, |date| date.dated.clone())
    }

    /// What a mail about this row says.
    pub(super) fn told(&self, row: &Notification) -> Told {
        let (event, dated) = (&self.facts.row.event, self.dated(row));
        match row.occurrence_id {
            None if row.kind.tells() => Told::of_event(event, &dated, &self.facts.occurrences),
            _ => Told::of(event, &dated),
        }
    }

    fn answer(&self, row: &Notification, actor: i64) -> Option<GivenAnswer> {
        let date = self.date(row)?;
        let answer = self.facts.answers.of(actor, Some(date.id))?;
        Some(GivenAnswer {
            state: answer.state,
            head_count: answer.head_count,
            needs: answer.needs.clone(),
            given_to: self.facts.given_to(date, answer),
        })
    }

    fn head_count(&self, row: &Notification) -> HeadCount {
        let date = self.date(row);
        date.map(|date| Turnout::of(&self.facts, &self.directory, date).head_count()).unwrap_or_default()
    }

    /// Until when an answer helps: the deadline, else a day before the start.
    fn answer_by(&self, row: &Notification) -> Option<DateTime> {
        let (event, when) = (&self.facts.row.event, self.dated(row).when);
        let asks = matches!(row.kind, Kind::Invitation | Kind::Nudge | Kind::Change);
        let day_before = || when.starts_at().saturating_sub(SignedDuration::from_hours(24)).ok();
        let until = event.answer_by().or_else(|| (row.kind == Kind::Nudge).then(day_before).flatten())?;
        asks.then(|| event.when.zone.wall(until))
    }

    /// What the contact was told last, by a mail or by a file.
    fn told_before(&self, row: &Notification) -> Option<Before> {
        let told = self.wanted(&row.key)?.before.as_deref().cloned()?;
        // What was told keeps the venue's slug, because a renamed venue is no other place.
        let (slug, rest) = told.place.split_once(", ").unwrap_or((&told.place, ""));
        let place = match self.directory.venues.get(slug) {
            Some(venue) if rest.is_empty() => venue.line(),
            Some(venue) => format!("{rest}, {}", venue.line()),
            None => told.place.clone(),
        };
        Some(Before { told, place })
    }

    /// Why what the contact was told is no longer so.
    fn reason(&self, row: &Notification) -> String {
        let told = self.wanted(&row.key).and_then(|wanted| wanted.before.as_deref());
        let original = self.dated(row).original;
        told.map(|told| told.reason_to_say(&self.facts.row.event, &self.told(row), original)).unwrap_or_default()
    }

    /// The next date that takes place, for mails that look back or cancel.
    fn next_date(&self, row: &Notification, now: Timestamp) -> Option<When> {
        if !matches!(row.kind, Kind::Minutes | Kind::Cancellation) {
            return None;
        }
        let after = self.dated(row).when.starts_at().max(now);
        let dates = self.facts.occurrences.iter().filter(|date| !date.dated.cancelled);
        dates
            .map(|date| &date.dated.when)
            .filter(|when| when.starts_at() > after)
            .min_by_key(|w| w.starts_at())
            .cloned()
    }

    /// The group whose rule made the row.
    fn group(&self, row: &Notification) -> Option<&String> {
        match self.facts.row.event.rules.iter().find(|rule| rule.id == row.rule).map(|rule| &rule.audience) {
            Some(Audience::Group(group)) => Some(group),
            _ => None,
        }
    }

    fn why(&self, row: &Notification, language: &str) -> Why {
        let own = self.facts.row.event.rules.iter().find(|rule| rule.id == row.rule);
        let programme = || self.facts.programme(&self.directory);
        let of_programme =
            || programme()?.rules.iter().find(|rule| rule.id == row.rule.trim_start_matches(OF_PROGRAMME));
        match own.or_else(of_programme).map(|rule| &rule.audience) {
            Some(Audience::Group(group)) => Why::Group(self.directory.name_of_group_in(group, language)),
            Some(Audience::Organiser) => Why::Organiser,
            Some(Audience::Partners) => Why::Partner,
            _ => Why::Invited,
        }
    }

    /// The names of the actors and groups that took on tasks.
    fn names_of_owners(&self) -> BTreeMap<String, String> {
        let instances = self.facts.row.event.meeting.iter().flat_map(|meeting| meeting.instances.values());
        let owners = instances.flat_map(|instance| &instance.action_items).map(|task| task.owner.clone());
        owners.map(|owner| (owner.clone(), self.directory.name_of_owner(&owner))).collect()
    }
}

fn put_together(known: &Known, row: &Notification) -> About {
    let (event, dates) = (&known.facts.row.event, &known.facts.occurrences);
    let dated = known.dated(row);
    let speaks_of_all = row.occurrence_id.is_none() && dates.len() > 1;
    let original = dated.original;
    let spot = |change: Option<&Override>| {
        let place = event.place_by(change);
        let venue = place.venue.and_then(|slug| known.directory.venues.get(slug)).cloned();
        Spot::of(event, place, venue, &known.directory.vocabulary)
    };
    // What is so on one date alone is said of that one.
    let change = event.change_of(original).filter(|_| !speaks_of_all);
    let elsewhere = event.elsewhere().filter(|_| speaks_of_all);
    let organiser = known.directory.find_actor(&event.organiser);
    let all = || dates.iter().filter(|date| speaks_of_all && !date.dated.cancelled);
    let renamed = |date: &Occurrence| Some((date.dated.original, date.recurrence_id?)).filter(|(old, new)| old != new);
    About {
        spot: spot(change),
        elsewhere: elsewhere.map(|one| (one.recurrence_id, spot(Some(one)))).collect(),
        organiser: organiser.map_or_else(|| known.office.name.clone(), |row| row.actor.name.clone()),
        names: known.names_of_owners(),
        dates: all().map(|date| date.dated.clone()).collect(),
        renamed: all().filter_map(renamed).collect(),
        recurrence_id: known.date(row).filter(|_| !speaks_of_all).and_then(|date| date.recurrence_id),
        date: (!speaks_of_all).then(|| dated.clone()),
        named: dated,
        is_series: known.facts.is_series(),
        event: event.clone(),
    }
}

/// What a row is about: the same for all recipients, so it is put together once.
fn about(known: &Known, row: &Notification) -> Arc<About> {
    let of = (row.occurrence_id, known.date(row).map(|date| date.id));
    let mut abouts = known.abouts.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(abouts.entry(of).or_insert_with(|| Arc::new(put_together(known, row))))
}
