//! `/office/actors/…`: entering and changing an organisation with its contacts.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Refusal;
use crate::app::TypedFields;
use crate::app::suffix_of;
use crate::app::version_of;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::directory::Directory;
use crate::domain::fault::Fault;
use crate::view::facts::Speaker;
use crate::view::office::ActorForm;
use crate::view::office::ContactPart;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_actors::choices;
use crate::web::office_form::labelled;
use crate::web::office_form::meanwhile;
use crate::web::office_form::said;
use crate::web::trouble::Trouble;

/// The boxes of a contact: name of the field, message.
const FLAGS: [(&str, &str); 5] = [
    ("for_invitations", "actor-for-invitations"),
    ("for_organising", "actor-for-organising"),
    ("postal_only", "actor-postal-only"),
    ("email_ok", "actor-email-ok"),
    ("bounced", "actor-bounced"),
];

/// What is shown of a form.
struct Shown<'a> {
    actor: &'a Actor,
    seen: &'a str,
    removed: &'a [i64],
    faults: &'a [Fault],
}

/// A form for a new organisation.
pub(super) async fn blank(State(doors): State<Doors>, desk: Desk) -> Response {
    let actor = Actor { contacts: vec![Contact::default()], ..Actor::default() };
    match doors.app.directory().await {
        Ok(list) => {
            let shown = Shown { actor: &actor, seen: "", removed: &[], faults: &[] };
            give(&doors, &desk, StatusCode::OK, (&list, None), shown).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Enters an organisation.
pub(super) async fn enter(State(doors): State<Doors>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let actor = typed(&posted, &Actor { contacts: vec![Contact::default()], ..Actor::default() });
    match doors.app.enter_actor(&desk.who(), actor.clone()).await {
        Ok(slug) => see(&desk.reader.link(&format!("/office/actors/{slug}"), "done=saved")),
        Err(Refusal::Faults(faults)) => match doors.app.directory().await {
            Ok(list) => {
                let shown = Shown { actor: &actor, seen: "", removed: &[], faults: &faults };
                give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, (&list, None), shown).await
            }
            Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
        },
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// The form of one organisation.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match doors.app.directory().await {
        Ok(list) => match list.find_actor(&slug) {
            Some(row) => {
                let shown = Shown { actor: &row.actor, seen: &version_of(&row.actor), removed: &[], faults: &[] };
                give(&doors, &desk, StatusCode::OK, (&list, Some(row)), shown).await
            }
            None => Trouble::Missing.page(&doors, &desk.reader),
        },
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Stores what was typed; whoever was slower than somebody else sees both and loses nothing.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let list = match doors.app.directory().await {
        Ok(list) => list,
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let Some(row) = list.find_actor(&slug) else {
        return Trouble::Missing.page(&doors, &desk.reader);
    };
    let typed = typed(&posted, &row.actor);
    let seen = posted.field("seen").to_owned();
    let removed: Vec<i64> = posted.all("remove").into_iter().filter_map(|row| row.parse().ok()).collect();
    let about = (list.as_ref(), Some(row));
    let shown = |seen, faults| Shown { actor: &typed, seen, removed: &removed, faults };
    match doors.app.change_actor(&desk.who(), typed.clone(), &seen, &removed).await {
        Ok(()) => see(&desk.reader.link(&format!("/office/actors/{slug}"), "done=saved")),
        Err(Refusal::Faults(faults)) => {
            give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, about, shown(&seen, &faults)).await
        }
        Err(Refusal::Changed) => {
            let differences = differences(desk.speaker(&doors.app), &list, &row.actor, &typed);
            let faults: Vec<Fault> =
                [Fault::new("", "fault-changed-meanwhile")].into_iter().chain(differences).collect();
            let now = version_of(&row.actor);
            give(&doors, &desk, StatusCode::CONFLICT, about, shown(&now, &faults)).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// What is stored by now where somebody typed something else.
fn differences(speaker: Speaker<'_>, list: &Directory, stored: &Actor, typed: &Actor) -> Vec<Fault> {
    let named = |names: &BTreeMap<String, String>, values: &[String]| labelled(&choices(names, &[]), values);
    let flag = |value: &String| {
        let message = FLAGS.iter().find(|(name, _)| name == value).map_or("", |(_, message)| message);
        speaker.word(message)
    };
    meanwhile(&fields_of(stored), &fields_of(typed), |name, values| match name.split('-').next() {
        Some("group") => Some(named(&list.names_of_groups(), values)),
        Some("language") => Some(named(&list.vocabulary.languages, values)),
        Some("flag") => Some(values.iter().map(flag).collect()),
        _ => Some(values.to_vec()),
    })
}

/// An organisation as its form shows it.
fn fields_of(actor: &Actor) -> TypedFields {
    let groups = actor.groups.iter().map(|group| ("group", group));
    let mut fields = TypedFields::of_texts(text_fields(actor).into_iter().chain(groups));
    for (place, contact) in actor.contacts.iter().enumerate() {
        let suffix = suffix_of(place, contact);
        for (name, value) in [("role", &contact.role), ("email", &contact.email), ("language", &contact.language)] {
            fields.put(&format!("{name}{suffix}"), value);
        }
        for (name, _) in FLAGS.iter().filter(|(name, _)| has_flag(contact, name)) {
            fields.put(&format!("flag{suffix}"), *name);
        }
    }
    fields
}

/// The fields of an organisation itself into which something is typed.
fn text_fields(actor: &Actor) -> [(&'static str, &String); 5] {
    [
        ("name", &actor.name),
        ("type", &actor.kind),
        ("phone", &actor.phone),
        ("district", &actor.district),
        ("note", &actor.note),
    ]
}

fn has_flag(contact: &Contact, name: &str) -> bool {
    match name {
        "for_invitations" => contact.for_invitations,
        "for_organising" => contact.for_organising,
        "postal_only" => contact.postal_only,
        "email_ok" => contact.email_ok,
        _ => contact.bounced,
    }
}

/// The organisation as it was typed, over the one that is stored.
fn typed(posted: &Posted, stored: &Actor) -> Actor {
    let text = |name: &str| posted.field(name).to_owned();
    let known = stored.contacts.iter().enumerate();
    let mut contacts: Vec<Contact> =
        known.map(|(place, contact)| typed_contact(posted, &suffix_of(place, contact), contact.clone())).collect();
    let blank = Contact { id: String::new(), ..Contact::default() };
    let further = typed_contact(posted, "-new", blank);
    if !further.email.trim().is_empty() || !further.role.trim().is_empty() || further.postal_only {
        contacts.push(further);
    }
    Actor {
        name: text("name"),
        kind: text("type"),
        phone: text("phone"),
        district: text("district"),
        note: text("note"),
        groups: posted.all("group").into_iter().map(str::to_owned).collect(),
        contacts,
        ..stored.clone()
    }
}

/// A contact as it was typed; one that the form did not hold stays as it is.
fn typed_contact(posted: &Posted, suffix: &str, stored: Contact) -> Contact {
    let name = |name: &str| format!("{name}{suffix}");
    if !suffix.is_empty() && posted.all(&name("email")).is_empty() {
        return stored;
    }
    let text = |field: &str| posted.field(&name(field)).to_owned();
    let flags = posted.all(&name("flag"));
    let ticked = |flag: &str| flags.contains(&flag);
    Contact {
        role: text("role"),
        email: text("email"),
        language: Some(text("language")).filter(|tag| !tag.is_empty()).unwrap_or_else(|| stored.language.clone()),
        for_invitations: ticked("for_invitations"),
        for_organising: ticked("for_organising"),
        email_ok: ticked("email_ok"),
        bounced: ticked("bounced"),
        postal_only: ticked("postal_only"),
        ..stored
    }
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    status: StatusCode,
    (list, stored): (&Directory, Option<&ActorRow>),
    shown: Shown<'_>,
) -> Response {
    let (speaker, actor) = (desk.speaker(&doors.app), shown.actor);
    let page_of = |contact: &Contact| desk.reader.link(&format!("/office/contacts/{}", contact.row), "");
    let part = |(place, contact): (usize, &Contact)| {
        let may_go = stored.is_some() && contact.row != 0 && actor.contacts.len() > 1;
        ContactPart {
            row: if may_go { contact.row.to_string() } else { String::new() },
            removed: shown.removed.contains(&contact.row),
            href: if contact.row == 0 { String::new() } else { page_of(contact) },
            ..contact_part(speaker, list, suffix_of(place, contact), contact)
        }
    };
    let former = |(_, contact): &(i64, Contact)| Choice {
        value: contact.email.clone(),
        label: if contact.role.is_empty() { contact.id.clone() } else { contact.role.clone() },
        href: page_of(contact),
        chosen: false,
    };
    let path = stored.map_or_else(|| "new".to_owned(), |row| row.actor.slug.clone());
    let mut contacts: Vec<ContactPart> = actor.contacts.iter().enumerate().map(part).collect();
    // What is new and was typed already stands in the place for a further one.
    let typed = contacts.iter().position(|part| part.suffix == "-new").map(|at| contacts.remove(at));
    let further = typed.unwrap_or_else(|| contact_part(speaker, list, "-new".to_owned(), &Contact::default()));
    let page = ActorForm {
        action: desk.reader.link(&format!("/office/actors/{path}"), ""),
        title: stored.map(|row| row.actor.name.clone()).unwrap_or_default(),
        seen: shown.seen.to_owned(),
        faults: said(speaker, shown.faults),
        fields: text_fields(actor).into_iter().map(|(name, value)| (name, value.clone())).collect(),
        groups: choices(&list.names_of_groups(), &actor.groups),
        contacts,
        invites_first: !actor.contacts.iter().any(|contact| contact.for_invitations),
        further: stored.map(|_| further),
        former: list.former.iter().filter(|(of, _)| stored.is_some_and(|row| row.id == *of)).map(former).collect(),
    };
    desk.give(doors, status, "office/actor.html", page).await
}

fn contact_part(speaker: Speaker<'_>, list: &Directory, suffix: String, contact: &Contact) -> ContactPart {
    let flag = |(name, message): (&str, &str)| Choice::new(name, speaker.word(message), has_flag(contact, name));
    ContactPart {
        suffix,
        role: contact.role.clone(),
        email: contact.email.clone(),
        languages: choices(&list.vocabulary.languages, std::slice::from_ref(&contact.language)),
        flags: FLAGS.map(flag).into(),
        row: String::new(),
        removed: false,
        href: String::new(),
    }
}
