//! `/office/groups`: who is in which group, who of them a mail reaches, and what a change will cause.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Consequence;
use crate::app::GroupDraft;
use crate::app::GroupEdited;
use crate::app::GroupLine as Line;
use crate::app::GroupSheet;
use crate::app::Refusal;
use crate::app::TypedFields;
use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::fault::Fault;
use crate::domain::fault::said as sentence;
use crate::domain::notification::Kind;
use crate::view::facts::Speaker;
use crate::view::office_groups::GroupForm;
use crate::view::office_groups::GroupLine;
use crate::view::office_groups::GroupsPage;
use crate::view::office_groups::MemberLine;
use crate::view::rules::kind_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_contact::notes;
use crate::web::office_form::faster;
use crate::web::office_form::said;
use crate::web::office_outbox::moment;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// The most consequences that are named one by one.
const CONSEQUENCES_MAX: usize = 12;

/// The list.
pub(super) async fn list(State(doors): State<Doors>, desk: Desk) -> Response {
    let lines = match doors.app.list_group_lines().await {
        Ok(lines) => lines,
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let speaker = desk.speaker(&doors.app);
    let line = |line: &Line| GroupLine {
        href: desk.reader.link(&format!("/office/groups/{}", line.group.id), ""),
        name: line.group.de.clone(),
        members: counted(speaker, "actors-count", line.members),
        events: counted(speaker, "groups-events", line.events),
    };
    let page = GroupsPage { new: desk.reader.link("/office/groups/new", ""), groups: lines.iter().map(line).collect() };
    desk.give(&doors, StatusCode::OK, "office/groups.html", page).await
}

fn counted(speaker: Speaker<'_>, id: &str, count: usize) -> String {
    speaker.words.say(speaker.language, id, &[("count", count.into())])
}

/// What is shown of a form: what was typed, how it was looked through, and what came of it.
#[derive(Default)]
struct Shown<'a> {
    draft: GroupDraft,
    seen: String,
    search: &'a str,
    part: &'a str,
    is_filtered: bool,
    faults: &'a [Fault],
    consequences: &'a [Consequence],
}

/// A form for a new group.
pub(super) async fn blank(State(doors): State<Doors>, desk: Desk) -> Response {
    open(&doors, &desk, None).await
}

/// The form of a group.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    open(&doors, &desk, Some(&slug)).await
}

/// What is stored by now where the form says something else: names, and who is a member.
fn was_faster(sheet: &GroupSheet, typed: &GroupDraft) -> Vec<Fault> {
    let en = sheet.group.en.clone().unwrap_or_default();
    let stored = TypedFields::of_texts([("de", &sheet.group.de), ("en", &en)]);
    let names = TypedFields::of_texts([("de", &typed.de), ("en", &typed.en)]);
    let (now, here) = (members_of(sheet), &typed.members);
    let list = |slugs: Vec<&String>| {
        let name = |slug: &&String| sheet.directory.find_actor(slug).map(|row| row.actor.name.clone());
        slugs.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    };
    let (more, less) = (list(now.difference(here).collect()), list(here.difference(&now).collect()));
    let mut faults = faster("fault-group-changed", &stored, &names);
    if !more.is_empty() {
        faults.push(Fault::new("", sentence!("fault-group-more", "by now also: {names}", names = more)));
    }
    if !less.is_empty() {
        faults.push(Fault::new("", sentence!("fault-group-less", "by now without: {names}", names = less)));
    }
    faults
}

async fn open(doors: &Doors, desk: &Desk, slug: Option<&str>) -> Response {
    match doors.app.find_group_sheet(slug).await {
        Ok(Some(sheet)) => {
            let (de, en) = (sheet.group.de.clone(), sheet.group.en.clone().unwrap_or_default());
            let draft = GroupDraft { de, en, members: members_of(&sheet), sure: String::new() };
            let shown = Shown { draft, seen: sheet.seen.clone(), ..Shown::default() };
            give(doors, desk, StatusCode::OK, (slug, &sheet), shown).await
        }
        Ok(None) => Trouble::Missing.page(doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

fn members_of(sheet: &GroupSheet) -> BTreeSet<String> {
    let members = sheet.directory.actors_by_name().filter(|row| row.actor.groups.contains(&sheet.group.id));
    members.map(|row| row.actor.slug.clone()).collect()
}

/// Enters a group.
pub(super) async fn enter(State(doors): State<Doors>, filed: Filed) -> Response {
    take(&doors, filed, None).await
}

/// Changes a group, looks through its form, or takes it away.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    take(&doors, filed, Some(&slug)).await
}

async fn take(doors: &Doors, filed: Filed, slug: Option<&str>) -> Response {
    let Filed { desk, posted } = filed;
    let sheet = match doors.app.find_group_sheet(slug).await {
        Ok(Some(sheet)) => sheet,
        Ok(None) => return Trouble::Missing.page(doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let shown = Shown {
        draft: draft_of(&posted),
        seen: posted.field("seen").to_owned(),
        search: posted.field("q").trim(),
        part: posted.field("part"),
        ..Shown::default()
    };
    let about = (slug, &sheet);
    let lever = posted.field("lever");
    if lever == "look" {
        return give(doors, &desk, StatusCode::OK, about, Shown { is_filtered: true, ..shown }).await;
    }
    let done = match (lever, slug) {
        ("drop", Some(slug)) => doors.app.drop_group(&desk.who(), slug, &shown.seen).await.map(|()| None),
        _ => doors.app.put_group(&desk.who(), slug, &shown.seen, &shown.draft).await.map(Some),
    };
    match done {
        Ok(None) => see(&desk.reader.link("/office/groups", "done=group-removed")),
        Ok(Some(GroupEdited::Stored(slug))) => see(&desk.reader.link(&format!("/office/groups/{slug}"), "done=saved")),
        Ok(Some(GroupEdited::Ask(consequences, sure))) => {
            let draft = GroupDraft { sure, ..shown.draft.clone() };
            give(doors, &desk, StatusCode::OK, about, Shown { draft, consequences: &consequences, ..shown }).await
        }
        Err(Refusal::Faults(faults)) => {
            give(doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, about, Shown { faults: &faults, ..shown }).await
        }
        Err(Refusal::Changed) => {
            let faults = was_faster(&sheet, &shown.draft);
            let shown = Shown { seen: sheet.seen.clone(), faults: &faults, ..shown };
            give(doors, &desk, StatusCode::CONFLICT, about, shown).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

fn draft_of(posted: &Posted) -> GroupDraft {
    let text = |name: &str| posted.field(name).to_owned();
    GroupDraft {
        de: text("de"),
        en: text("en"),
        members: posted.all("member").into_iter().map(str::to_owned).collect(),
        sure: text("sure"),
    }
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    status: StatusCode,
    (slug, sheet): (Option<&str>, &GroupSheet),
    shown: Shown<'_>,
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let path = slug.map_or_else(|| "/office/groups/new".to_owned(), |slug| format!("/office/groups/{slug}"));
    let used_by = |(slug, title): &(String, String)| Choice {
        value: String::new(),
        label: title.clone(),
        href: if slug.is_empty() { String::new() } else { desk.reader.link(&format!("/office/events/{slug}"), "") },
        chosen: false,
    };
    let part = |value: &str| Choice::new(value, speaker.word(&format!("group-part-{value}")), shown.part == value);
    let (listed, kept) = members(desk, speaker, sheet, &shown);
    let page = GroupForm {
        title: sheet.group.de.clone(),
        action: desk.reader.link(&path, ""),
        back: desk.reader.link("/office/groups", ""),
        faults: said(speaker, shown.faults),
        shown: ["all", "members", "others"].map(part).into(),
        reached: reached(speaker, sheet, &shown.draft.members),
        actors: listed,
        kept,
        may_drop: slug.is_some() && sheet.used_by.is_empty(),
        used_by: sheet.used_by.iter().map(used_by).collect(),
        consequences: consequences(doors, speaker, shown.consequences),
        search: shown.search.to_owned(),
        is_filtered: shown.is_filtered,
        de: shown.draft.de,
        en: shown.draft.en,
        sure: shown.draft.sure,
        seen: shown.seen,
    };
    desk.give(doors, status, "office/group.html", page).await
}

/// The organisations that are listed, members first, and the members that are not.
fn members(desk: &Desk, speaker: Speaker<'_>, sheet: &GroupSheet, shown: &Shown<'_>) -> (Vec<MemberLine>, Vec<String>) {
    let words = shown.search.to_lowercase();
    let line = |actor: &Actor| MemberLine {
        slug: actor.slug.clone(),
        name: actor.name.clone(),
        href: desk.reader.link(&format!("/office/actors/{}", actor.slug), ""),
        chosen: shown.draft.members.contains(&actor.slug),
        address: addresses(actor).join(", "),
        notes: notes_of(actor, &sheet.group.id, speaker),
    };
    let (mut listed, mut kept) = (Vec::new(), Vec::new());
    for row in sheet.directory.actors_by_name() {
        let line = line(&row.actor);
        let is_wanted = match shown.part {
            "members" => line.chosen,
            "others" => !line.chosen,
            _ => true,
        };
        if is_wanted && (words.is_empty() || format!("{} {}", line.name, line.address).to_lowercase().contains(&words))
        {
            listed.push(line);
        } else if line.chosen {
            kept.push(line.slug);
        }
    }
    listed.sort_by_key(|line| !line.chosen);
    (listed, kept)
}

fn is_reached(contact: &Contact) -> bool {
    !contact.email.is_empty() && !contact.postal_only && contact.email_ok && !contact.bounced
}

fn addresses(actor: &Actor) -> Vec<String> {
    actor.invited_contacts().filter(|contact| is_reached(contact)).map(|contact| contact.email.clone()).collect()
}

/// Why an organisation gets no mail, or not every mail to this group.
fn notes_of(actor: &Actor, group: &str, speaker: Speaker<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for contact in actor.invited_contacts() {
        found.extend(notes(contact, speaker));
        let unwanted = contact.objections.iter().filter(|wish| wish.group.is_empty() || wish.group == group);
        let kinds = unwanted.filter_map(|wish| wish.kind.parse::<Kind>().ok()).map(|kind| kind_name(speaker, kind));
        let kinds: Vec<String> = kinds.collect();
        if contact.email_ok && !kinds.is_empty() {
            found.push(speaker.with("group-not-these", "kinds", &kinds.join(", ")));
        }
    }
    if actor.contacts.is_empty() {
        found.push(speaker.word("why-not-postal"));
    }
    found.dedup();
    found
}

fn reached(speaker: Speaker<'_>, sheet: &GroupSheet, members: &BTreeSet<String>) -> String {
    let chosen: Vec<&Actor> = sheet
        .directory
        .actors_by_name()
        .map(|row| row.actor.as_ref())
        .filter(|actor| members.contains(&actor.slug))
        .collect();
    let reached = chosen.iter().filter(|actor| !addresses(actor).is_empty()).count();
    let args = [("count", chosen.len().into()), ("yes", reached.into()), ("no", (chosen.len() - reached).into())];
    speaker.words.say(speaker.language, "group-reached", &args)
}

/// "3 neue Organisationen bekommen noch die Einladung zum 19.08. …": a sentence for each kind of mail and date.
fn consequences(doors: &Doors, speaker: Speaker<'_>, found: &[Consequence]) -> Vec<String> {
    let sentence = |one: &Consequence| {
        let args = [
            ("count", one.actors.into()),
            ("kind", kind_name(speaker, one.kind).into()),
            ("title", one.event.as_str().into()),
            ("start", one.start.map(|at| format!(", {}", start(speaker, &doors.app, at))).unwrap_or_default().into()),
            ("at", moment(speaker, &doors.app, one.at).into()),
        ];
        let id = match (one.is_new, one.waits, one.at <= doors.app.now()) {
            (false, ..) => "group-causes-less",
            (true, true, _) => "group-causes-held",
            (true, false, true) => "group-causes-now",
            (true, false, false) => "group-causes-then",
        };
        speaker.words.say(speaker.language, id, &args)
    };
    let mut sentences: Vec<String> = found.iter().take(CONSEQUENCES_MAX).map(sentence).collect();
    if found.len() > CONSEQUENCES_MAX {
        sentences.push(counted(speaker, "group-causes-more", found.len() - CONSEQUENCES_MAX));
    }
    sentences
}
