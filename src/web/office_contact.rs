//! `/office/contacts/N`: every mail to one contact, and why it has none about an event.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::ContactSheet;
use crate::app::MailFacts;
use crate::app::Why;
use crate::app::WhyLine;
use crate::domain::actor::Contact;
use crate::domain::notification::Reason;
use crate::view::facts::Speaker;
use crate::view::office::ContactPage;
use crate::view::rules::kind_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::office::Desk;
use crate::web::office_outbox::mail_line;
use crate::web::office_outbox::moment;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// Shows the contact; `?event=` asks about one event.
pub(super) async fn show(State(doors): State<Doors>, Path(contact): Path<String>, desk: Desk) -> Response {
    let Ok(contact) = contact.parse() else { return Trouble::Missing.page(&doors, &desk.reader) };
    let asked = Some(field(&desk.parameters, "event")).filter(|slug| !slug.is_empty()).map(str::to_owned);
    match doors.app.find_contact_sheet(contact, asked.as_deref()).await {
        Ok(Some(sheet)) => {
            let page = page(&desk, &doors, &sheet, asked.as_deref());
            desk.give(&doors, StatusCode::OK, "office/contact.html", page).await
        }
        Ok(None) => Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn page(desk: &Desk, doors: &Doors, sheet: &ContactSheet, asked: Option<&str>) -> ContactPage {
    let (app, speaker) = (&doors.app, desk.speaker(&doors.app));
    let is_asked = |mail: &&MailFacts| asked.is_none_or(|slug| mail.about.event == slug);
    let mails: Vec<_> = sheet.mails.iter().filter(is_asked).map(|mail| mail_line(desk, app, mail)).collect();
    let mut why: Vec<String> = sheet.why.iter().map(|line| sentence(line, &sheet.contact, speaker, app)).collect();
    if asked.is_some() && why.is_empty() && mails.is_empty() {
        why.push(speaker.word("why-later"));
    }
    let event = |(slug, title): &(String, String)| Choice::new(slug, title, asked == Some(slug));
    let former = sheet.is_former.then(|| speaker.word("contact-former"));
    ContactPage {
        actor: sheet.actor.name.clone(),
        actor_href: desk.reader.link(&format!("/office/actors/{}", sheet.actor.slug), ""),
        role: sheet.contact.role.clone(),
        address: sheet.contact.email.clone(),
        notes: former.into_iter().chain(notes(&sheet.contact, speaker)).collect(),
        events: sheet.events.iter().map(event).collect(),
        why,
        mails,
    }
}

/// The message about why a mail to a contact is not sent: who wants none at all does not only not want such ones.
pub(super) fn why_not(reason: Reason, contact: &Contact) -> String {
    match reason {
        Reason::Objected if !contact.email_ok => "why-not-objected-to-all".to_owned(),
        _ => format!("why-not-{}", reason.word().replace('_', "-")),
    }
}

/// What is special about a contact's mail.
pub(super) fn notes(contact: &Contact, speaker: Speaker<'_>) -> Vec<String> {
    let said = [
        (contact.postal_only || contact.email.is_empty(), "why-not-postal"),
        (!contact.email_ok, "why-not-objected-to-all"),
        (contact.bounced, "why-not-bounced"),
    ];
    said.into_iter().filter(|(is_so, _)| *is_so).map(|(_, id)| speaker.word(id)).collect()
}

/// "Erinnerung, Do, 19.08., 17:00: …"
fn sentence(line: &WhyLine, contact: &Contact, speaker: Speaker<'_>, app: &App) -> String {
    let why = reason(&line.why, contact, speaker, app);
    let date = line.date.map(|date| start(speaker, app, date));
    let about = line.kind.map(|kind| kind_name(speaker, kind)).into_iter().chain(date).collect::<Vec<_>>().join(", ");
    if about.is_empty() { why } else { format!("{about}: {why}") }
}

fn reason(why: &Why, contact: &Contact, speaker: Speaker<'_>, app: &App) -> String {
    match why {
        Why::RuleOff => speaker.word("why-rule-off"),
        Why::NotInvited => speaker.word("why-not-invited"),
        Why::Over => speaker.word("why-over"),
        Why::Planned(at) => speaker.with("why-planned", "when", &moment(speaker, app, *at)),
        Why::Waits(hold) => speaker.word(&format!("hold-{}", hold.word().replace('_', "-"))),
        Why::Not(reason) => speaker.word(&why_not(*reason, contact)),
        Why::NotPublished => speaker.word("why-not-published"),
        Why::NoRules => speaker.word("why-no-rules"),
        Why::OtherGroups(groups) => speaker.with("why-other-groups", "groups", &groups.join(", ")),
        Why::OtherContact(roles) => speaker.with("why-other-contact", "roles", &roles.join(", ")),
        Why::OtherAnswer(answer) => speaker.word(&format!("why-only-{answer}")),
        Why::Answered => speaker.word("why-not-answered"),
        Why::OtherAudience => speaker.word("why-other-audience"),
    }
}
