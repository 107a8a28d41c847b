//! Reads a document; every fault at once.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::actor::Group;
use crate::domain::fault::Fault;
use crate::domain::notification::Kind;
use crate::domain::programme::Programme;
use crate::domain::rule::Audience;
use crate::domain::rule::Rule;
use crate::domain::text;
use crate::domain::venue::Venue;
use crate::domain::work::Work;
use crate::exchange::Document;
use crate::exchange::Known;
use crate::exchange::check;
use crate::exchange::fields::Fields;
use crate::exchange::json;
use crate::exchange::read_event::read_event;
use crate::exchange::read_event::read_rules;

/// Versions of the format that are read.
const SCHEMAS: &[&str] = &[crate::exchange::SCHEMA, "treffpunkt-sample/1"];

/// Reads a document whose references may also point to what is `known`.
///
/// Errors: everything that is wrong, each with its JSON path.
pub fn read(json: &str, known: &Known) -> Result<Document, Vec<Fault>> {
    let value = json::parse(json).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let Some((document, paths)) = read_document(value, &mut faults) else { return Err(faults) };
    check::references(&document, &paths, known, &mut faults);
    if faults.is_empty() { Ok(document) } else { Err(faults) }
}

/// The document, and the JSON path of each of its events.
fn read_document(value: Value, faults: &mut Vec<Fault>) -> Option<(Document, Vec<String>)> {
    let mut fields = Fields::of(value, "", faults)?;
    match fields.take::<String>("schema") {
        Some(schema) if !SCHEMAS.contains(&schema.as_str()) => {
            fields.fault("schema", format!("is {schema}; this treffpunkt reads treffpunkt/1"));
        }
        _ => {}
    }
    let mut document = Document { about: fields.raw("about"), tenant: fields.raw("tenant"), ..Document::default() };
    let groups = read_vocabulary(&mut fields, &mut document);
    let lists = ["programmes", "venues", "actors", "events", "meetings"].map(|key| fields.list(key));
    let [programmes, venues, actors, events, meetings] = lists;
    let sink = fields.sink();
    document.programmes = programmes.into_iter().filter_map(|(path, v)| read_programme(v, &path, sink)).collect();
    document.venues = venues.into_iter().filter_map(|(path, v)| read_venue(v, &path, sink)).collect();
    document.groups = groups.into_iter().filter_map(|(path, v)| read_group(v, &path, sink)).collect();
    document.actors = actors.into_iter().filter_map(|(path, v)| read_actor(v, &path, sink)).collect();
    add_groups_of_actors(&mut document);
    let mut paths = Vec::new();
    let mut work = Work::default();
    for (is_meeting, list) in [(false, events), (true, meetings)] {
        for (path, value) in list {
            if let Some(listed) = read_event(value, &path, is_meeting, &mut work, sink) {
                document.events.push(listed);
                paths.push(path);
            }
        }
    }
    fields.finish();
    Some((document, paths))
}

/// Reads the lists to choose from; the groups among them are returned, because actors belong to them.
fn read_vocabulary(fields: &mut Fields<'_>, document: &mut Document) -> Vec<(String, Value)> {
    let mut vocabulary = fields.raw("vocab");
    let groups = vocabulary.as_mut().and_then(Value::as_object_mut).and_then(|lists| lists.remove("groups"));
    if let Some(vocabulary) = vocabulary {
        fields.put_back("vocab", vocabulary);
        document.vocabulary = fields.take("vocab");
    }
    match groups {
        Some(groups) => {
            fields.put_back("vocab.groups", groups);
            fields.list("vocab.groups")
        }
        None => Vec::new(),
    }
}

fn read_programme(value: Value, path: &str, faults: &mut Vec<Fault>) -> Option<Programme> {
    let mut fields = Fields::of(value, path, faults)?;
    let id = slug(&mut fields, "id");
    let start = fields.day("start");
    let end = fields.day("end_inclusive");
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        fields.fault("end_inclusive", format!("is before the start ({start})"));
    }
    let title = called(line(&mut fields, "title"), id.as_ref());
    let rest = Programme {
        id: id.clone().unwrap_or_default(),
        title,
        motto: line(&mut fields, "motto"),
        start: start.unwrap_or_default(),
        end_inclusive: end.unwrap_or_default(),
        submission_opens: fields.take("submission_opens"),
        submission_deadline: fields.take("submission_deadline"),
        editorial_deadline: fields.take("editorial_deadline"),
        print_deadline: fields.take("print_deadline"),
        coordinator: fields.or_default("coordinator"),
        co_coordinator: fields.or_default("co_coordinator"),
        rules: read_rules(&mut fields),
    };
    fields.finish();
    (id.is_some() && start.is_some() && end.is_some()).then_some(rest)
}

fn read_venue(value: Value, path: &str, faults: &mut Vec<Fault>) -> Option<Venue> {
    let mut fields = Fields::of(value, path, faults)?;
    let id = slug(&mut fields, "id");
    let venue = Venue {
        id: id.clone().unwrap_or_default(),
        name: name(&mut fields, "name"),
        street: line(&mut fields, "street"),
        postcode: line(&mut fields, "postcode"),
        city: line(&mut fields, "city"),
        district: line(&mut fields, "district"),
        country: line(&mut fields, "country"),
        lat: fields.take("lat"),
        lon: fields.take("lon"),
        coord_quality: line(&mut fields, "coord_quality"),
        access: fields.or_default("access"),
        access_note: line(&mut fields, "access_note"),
        transit: line(&mut fields, "transit"),
        fictional: fields.or_default("fictional"),
    };
    if venue.lat.is_some_and(|lat| lat.abs() > 90.0) || venue.lon.is_some_and(|lon| lon.abs() > 180.0) {
        fields.fault("lat", "and lon must be degrees (WGS 84)");
    }
    fields.finish();
    id.map(|_| venue)
}

fn read_group(value: Value, path: &str, faults: &mut Vec<Fault>) -> Option<Group> {
    let mut fields = Fields::of(value, path, faults)?;
    let id = slug(&mut fields, "id");
    if let Some(what) = id.as_deref().and_then(wrong_in_group) {
        fields.fault("id", what);
    }
    let group = Group {
        id: id.clone().unwrap_or_default(),
        de: called(line(&mut fields, "de"), id.as_ref()),
        en: fields.take("en"),
    };
    fields.finish();
    id.map(|_| group)
}

/// What is wrong with the slug of a group: an audience of the same word would be taken for another one.
fn wrong_in_group(slug: &str) -> Option<&'static str> {
    match Audience::from(slug) {
        _ if !text::is_slug(slug) => Some("must be made of a-z, 0-9 and hyphens, at most 100"),
        Audience::Group(_) => None,
        _ => Some("is the word for an audience of rules; call the group otherwise"),
    }
}

fn read_actor(value: Value, path: &str, faults: &mut Vec<Fault>) -> Option<Actor> {
    let mut fields = Fields::of(value, path, faults)?;
    let (id, slug) = (fields.must::<String>("id"), slug(&mut fields, "slug"));
    let mut actor = Actor {
        id: id.clone().unwrap_or_default(),
        slug: slug.clone().unwrap_or_default(),
        name: name(&mut fields, "name"),
        kind: line(&mut fields, "type"),
        phone: line(&mut fields, "phone"),
        district: line(&mut fields, "district"),
        groups: fields.or_default("groups"),
        note: text::clean_lines(&fields.or_default::<String>("note")),
        contacts: vec![main_contact(&mut fields)],
    };
    for (i, group) in actor.groups.iter().enumerate() {
        if let Some(what) = wrong_in_group(group) {
            fields.fault(&format!("groups[{i}]"), what);
        }
    }
    let listed: Vec<Contact> = fields.or_default("contacts");
    check_listed(&actor, &listed, &mut fields);
    // One of the list may say more of the contact that the flat fields are about, by its id or by its address; where they
    // say nothing, the list is all.
    let main = Contact::default().id;
    let is_it =
        |flat: &Contact, contact: &Contact| contact.id == flat.id || contact.folded_address() == flat.folded_address();
    let says_nothing = |flat: &Contact| flat.email.is_empty() && !flat.postal_only && !listed.is_empty();
    actor.contacts.retain(|flat| !says_nothing(flat) && !listed.iter().any(|contact| is_it(flat, contact)));
    actor.contacts.iter_mut().for_each(|flat| check_contact(flat, "email", &mut fields));
    for (i, mut contact) in listed.into_iter().enumerate() {
        check_contact(&mut contact, &format!("contacts[{i}].email"), &mut fields);
        actor.contacts.push(contact);
    }
    actor.contacts.sort_by_key(|contact| contact.id != main);
    fields.finish();
    (id.is_some() && slug.is_some()).then_some(actor)
}

/// The one contact that the flat fields of an actor describe.
fn main_contact(fields: &mut Fields<'_>) -> Contact {
    let usual = Contact::default();
    Contact {
        role: line(fields, "role"),
        email: fields.or_default("email"),
        language: fields.take("preferred_language").unwrap_or(usual.language),
        email_ok: fields.take("email_ok").unwrap_or(true),
        bounced: fields.or_default("bounced"),
        postal_only: fields.or_default("postal_only"),
        ..Contact::default()
    }
}

/// Contacts are told apart by their ids, and what one of them does not want is a kind of mail: a slip would lose a person,
/// or write to somebody who said no.
fn check_listed(actor: &Actor, listed: &[Contact], fields: &mut Fields<'_>) {
    let mut seen = BTreeSet::new();
    for (i, contact) in listed.iter().enumerate() {
        let path = format!("contacts[{i}]");
        let flat = actor.contacts.iter().find(|main| main.id == contact.id && !main.email.is_empty());
        if !seen.insert(&contact.id) {
            let what = format!("\u{201c}{}\u{201d} is there twice; give each contact an id of its own", contact.id);
            fields.fault(&format!("{path}.id"), what);
        } else if flat.is_some_and(|main| main.folded_address() != contact.folded_address()) {
            let what = format!("is not the actor's own email; give this contact an id other than {}", contact.id);
            fields.fault(&format!("{path}.email"), what);
        }
        for (k, objection) in contact.objections.iter().enumerate() {
            if objection.kind.parse::<Kind>().is_err() {
                let known = Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
                let word = text::clean_line(&objection.kind);
                let what = format!("\u{201c}{word}\u{201d} is not known; write one of: {known}");
                fields.fault(&format!("{path}.objections[{k}].kind"), what);
            }
        }
    }
}

fn check_contact(contact: &mut Contact, field: &str, fields: &mut Fields<'_>) {
    contact.email = contact.email.trim().to_owned();
    contact.role = text::clean_line(&contact.role);
    if contact.email.is_empty() && !contact.postal_only {
        fields.fault(field, "is missing; write the address, or set postal_only when there is none");
    } else if !contact.email.is_empty() && !text::is_address(&contact.email) {
        fields.fault(field, format!("\u{201c}{}\u{201d} is no mail address", text::clean_line(&contact.email)));
    }
}

/// Groups that only appear at actors exist too, called by their slug.
fn add_groups_of_actors(document: &mut Document) {
    let mut listed: BTreeSet<String> = document.groups.iter().map(|g| g.id.clone()).collect();
    for slug in document.actors.iter().flat_map(|a| &a.groups) {
        if listed.insert(slug.clone()) {
            document.groups.push(Group { id: slug.clone(), de: slug.clone(), en: None });
        }
    }
}

/// A slug that must be there and be one.
pub(super) fn slug(fields: &mut Fields<'_>, key: &str) -> Option<String> {
    let slug = fields.must::<String>(key)?;
    if text::is_slug(&slug) {
        return Some(slug);
    }
    fields.fault(key, "must be made of a-z, 0-9 and hyphens, at most 100");
    None
}

/// One clean line, empty when it is not given.
pub(super) fn line(fields: &mut Fields<'_>, key: &str) -> String {
    text::clean_line(&fields.or_default::<String>(key))
}

/// One clean line in which something can be read.
fn name(fields: &mut Fields<'_>, key: &str) -> String {
    let name = line(fields, key);
    if text::is_blank(&name) {
        fields.fault(key, "is missing");
    }
    name
}

/// A name, or the slug of what has none.
fn called(name: String, slug: Option<&String>) -> String {
    if text::is_blank(&name) { slug.cloned().unwrap_or_default() } else { name }
}

/// Rules of one event or programme must be told apart.
pub(super) fn refuse_equal_rules(rules: &[Rule], fields: &mut Fields<'_>) {
    let mut seen = BTreeSet::new();
    for (i, rule) in rules.iter().enumerate() {
        if !seen.insert(&rule.id) {
            fields.fault(&format!("reminder_plan[{i}]"), "is there twice; give one of them another id");
        }
    }
}
