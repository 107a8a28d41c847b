//! `/office/actors`: organisations and their contacts: found, read, changed.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::ActorList;
use crate::app::Refusal;
use crate::app::version_of;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::fault::Fault;
use crate::view::answers::FieldFault;
use crate::view::facts::Speaker;
use crate::view::office::ActorForm;
use crate::view::office::ActorLine;
use crate::view::office::ActorsPage;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_contact::notes;
use crate::web::trouble::Trouble;

/// The boxes of a contact: name of the field, message.
const FLAGS: [(&str, &str); 5] = [
    ("for_invitations", "actor-for-invitations"),
    ("for_organising", "actor-for-organising"),
    ("postal_only", "actor-postal-only"),
    ("email_ok", "actor-email-ok"),
    ("bounced", "actor-bounced"),
];

/// The list, searched and filtered.
pub(super) async fn list(State(doors): State<Doors>, desk: Desk) -> Response {
    match doors.app.list_actors().await {
        Ok(list) => {
            let page = page(&desk, desk.speaker(&doors.app), &list);
            desk.give(&doors, StatusCode::OK, "office/actors.html", page).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn page(desk: &Desk, speaker: Speaker<'_>, list: &ActorList) -> ActorsPage {
    let parameter = |name: &str| field(&desk.parameters, name).trim().to_owned();
    let (search, group, language) = (parameter("q"), parameter("group"), parameter("language"));
    let without_mail = parameter("mail") == "none";
    let words = search.to_lowercase();
    let is_wanted = |row: &&ActorRow| {
        let (actor, main) = (&row.actor, main_contact(&row.actor));
        let text = || format!("{} {} {} {}", actor.name, actor.id, main.email, main.role).to_lowercase();
        (words.is_empty() || text().contains(&words))
            && (group.is_empty() || actor.groups.contains(&group))
            && (language.is_empty() || main.language == language)
            && (!without_mail || !notes(&main, speaker).is_empty())
    };
    let found: Vec<&ActorRow> = list.actors.iter().filter(is_wanted).collect();
    ActorsPage {
        search,
        groups: choices(&list.groups, &[group]),
        languages: choices(&list.languages, &[language]),
        count: speaker.words.say(speaker.language, "actors-count", &[("count", found.len().into())]),
        actors: found.into_iter().map(|row| line(desk, speaker, list, &row.actor)).collect(),
    }
}

fn line(desk: &Desk, speaker: Speaker<'_>, list: &ActorList, actor: &Actor) -> ActorLine {
    let main = main_contact(actor);
    let groups = actor.groups.iter().map(|slug| list.groups.get(slug).unwrap_or(slug).as_str());
    ActorLine {
        href: desk.reader.link(&format!("/office/actors/{}", actor.slug), ""),
        name: actor.name.clone(),
        kind: actor.kind.clone(),
        groups: groups.collect::<Vec<_>>().join(", "),
        language: list.languages.get(&main.language).unwrap_or(&main.language).clone(),
        note: notes(&main, speaker).join(", "),
        address: main.email,
    }
}

fn main_contact(actor: &Actor) -> Contact {
    actor.contacts.first().cloned().unwrap_or_default()
}

fn choices(names: &BTreeMap<String, String>, chosen: &[String]) -> Vec<Choice> {
    let choice = |(value, label): (&String, &String)| Choice {
        value: value.clone(),
        label: label.clone(),
        href: String::new(),
        chosen: chosen.contains(value),
    };
    names.iter().map(choice).collect()
}

/// The form of one organisation.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match doors.app.list_actors().await {
        Ok(list) => match list.actors.iter().find(|row| row.actor.slug == slug) {
            Some(row) => give(&doors, &desk, StatusCode::OK, &list, (&row.actor, &version_of(&row.actor)), &[]).await,
            None => Trouble::Missing.page(&doors, &desk.reader),
        },
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Stores what was typed; whoever was slower than somebody else sees both and loses nothing.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let list = match doors.app.list_actors().await {
        Ok(list) => list,
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let Some(row) = list.actors.iter().find(|row| row.actor.slug == slug) else {
        return Trouble::Missing.page(&doors, &desk.reader);
    };
    let typed = typed(&posted, &row.actor);
    let seen = posted.field("seen").to_owned();
    match doors.app.change_actor(&desk.who(), typed.clone(), &seen).await {
        Ok(()) => see(&desk.reader.link(&format!("/office/actors/{slug}"), "done=saved")),
        Err(Refusal::Faults(faults)) => {
            let shown = (&typed, seen.as_str());
            give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, &list, shown, &faults).await
        }
        Err(Refusal::Changed) => {
            let fault = Fault::new("", "fault-changed-meanwhile");
            let now = version_of(&row.actor);
            give(&doors, &desk, StatusCode::CONFLICT, &list, (&typed, &now), &[fault]).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// The organisation as it was typed, over the one that is stored.
fn typed(posted: &Posted, stored: &Actor) -> Actor {
    let text = |name: &str| posted.field(name).to_owned();
    let ticked = |name: &str| posted.all("flag").contains(&name);
    let main = main_contact(stored);
    let contact = Contact {
        role: text("role"),
        email: text("email"),
        language: text("language"),
        for_invitations: ticked("for_invitations"),
        for_organising: ticked("for_organising"),
        email_ok: ticked("email_ok"),
        bounced: ticked("bounced"),
        postal_only: ticked("postal_only"),
        ..main
    };
    let others = stored.contacts.iter().skip(1).cloned();
    Actor {
        name: text("name"),
        kind: text("type"),
        phone: text("phone"),
        district: text("district"),
        note: text("note"),
        groups: posted.all("group").into_iter().map(str::to_owned).collect(),
        contacts: std::iter::once(contact).chain(others).collect(),
        ..stored.clone()
    }
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    status: StatusCode,
    list: &ActorList,
    (actor, seen): (&Actor, &str),
    faults: &[Fault],
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let main = main_contact(actor);
    let said = |fault: &Fault| FieldFault { field: fault.field.clone(), text: speaker.word(&fault.what) };
    let is_set = |name: &str| match name {
        "for_invitations" => main.for_invitations,
        "for_organising" => main.for_organising,
        "postal_only" => main.postal_only,
        "email_ok" => main.email_ok,
        _ => main.bounced,
    };
    let flag = |(name, message): (&str, &str)| Choice {
        value: name.to_owned(),
        label: speaker.word(message),
        href: String::new(),
        chosen: is_set(name),
    };
    let contact = |contact: &Contact| Choice {
        value: contact.email.clone(),
        label: if contact.role.is_empty() { contact.id.clone() } else { contact.role.clone() },
        href: desk.reader.link(&format!("/office/contacts/{}", contact.row), ""),
        chosen: false,
    };
    let fields = [
        ("name", &actor.name),
        ("type", &actor.kind),
        ("phone", &actor.phone),
        ("district", &actor.district),
        ("note", &actor.note),
        ("role", &main.role),
        ("email", &main.email),
    ];
    let page = ActorForm {
        action: desk.reader.link(&format!("/office/actors/{}", actor.slug), ""),
        is_new: false,
        seen: seen.to_owned(),
        faults: faults.iter().map(said).collect(),
        fields: fields.into_iter().map(|(name, value)| (name, value.clone())).collect(),
        groups: choices(&list.groups, &actor.groups),
        languages: choices(&list.languages, std::slice::from_ref(&main.language)),
        flags: FLAGS.map(flag).into(),
        contacts: actor.contacts.iter().filter(|contact| contact.row != 0).map(contact).collect(),
    };
    desk.give(doors, status, "office/actor.html", page).await
}
