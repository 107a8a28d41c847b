//! Checks what a document refers to: everything named must exist, here or in the store, and nothing twice.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::event::Event;
use crate::domain::event::Visibility;
use crate::domain::fault::Fault;
use crate::domain::recurrence;
use crate::domain::recurrence::Limit;
use crate::domain::rule::Audience;
use crate::domain::rule::Deadlines;
use crate::domain::text;
use crate::domain::vocabulary::Term;
use crate::domain::when::Moment;
use crate::exchange::Document;
use crate::exchange::Known;
use crate::exchange::Listed;

/// Everything that may be named: the document's own and what is known.
struct Names {
    programmes: BTreeSet<String>,
    venues: BTreeSet<String>,
    groups: BTreeSet<String>,
    actors: BTreeSet<String>,
    actor_ids: BTreeSet<String>,
    events: BTreeSet<String>,
}

/// Adds a fault for each reference to nothing and each thing that is there twice.
///
/// `paths`: where each event stands.
pub(super) fn references(document: &Document, paths: &[String], known: &Known, faults: &mut Vec<Fault>) {
    let mut names = Names {
        programmes: known.programmes.clone(),
        venues: known.venues.clone(),
        groups: known.groups.clone(),
        actors: known.actors.clone(),
        actor_ids: known.actor_ids.clone(),
        events: known.uids.values().chain(document.events.iter().map(|listed| &listed.event.slug)).cloned().collect(),
    };
    names.programmes.extend(unique("programmes", "id", document.programmes.iter().map(|p| &p.id), faults));
    names.venues.extend(unique("venues", "id", document.venues.iter().map(|v| &v.id), faults));
    names.groups.extend(unique("vocab.groups", "id", document.groups.iter().map(|g| &g.id), faults));
    names.actors.extend(unique("actors", "slug", document.actors.iter().map(|a| &a.slug), faults));
    names.actor_ids.extend(unique("actors", "id", document.actors.iter().map(|a| &a.id), faults));
    twice(document, paths, "id", |event| &event.slug, faults);
    twice(document, paths, "uid", |event| &event.uid, faults);
    for (listed, path) in document.events.iter().zip(paths) {
        let mut own = Vec::new();
        refer(&listed.event, &names, &mut own);
        answers(listed, &names, &mut own);
        attendance(listed, &names, &mut own);
        kinds(document, &listed.event, &mut own);
        addresses(&listed.event, &mut own);
        overrides(&listed.event, &mut own);
        faults.extend(own.into_iter().map(|fault| fault.within(path)));
    }
    for (i, programme) in document.programmes.iter().enumerate() {
        let path = format!("programmes[{i}]");
        for (field, slug) in [("coordinator", &programme.coordinator), ("co_coordinator", &programme.co_coordinator)] {
            if !slug.is_empty() && !names.actors.contains(slug) {
                faults.push(unknown(field, slug, "actor").within(&path));
            }
        }
        for (i, rule) in programme.rules.iter().enumerate() {
            let path = format!("{path}.reminder_plan[{i}]");
            faults.extend(audience(&rule.audience, &names).map(|fault| fault.within(&path)));
            let events = document.events.iter().map(|listed| &listed.event);
            let mut own = events.filter(|event| event.programme.as_ref() == Some(&programme.id));
            if let Some((event, fault)) = own.find_map(|event| {
                let deadlines = Deadlines { submission: programme.submission_deadline, ..event.deadlines() };
                Some((event, rule.check(&event.when, deadlines).pop()?))
            }) {
                let what = format!("{} (event {})", fault.what, event.slug);
                faults.push(Fault::new(fault.field, what).within(&path));
            }
        }
    }
    known_names(document, paths, known, faults);
}

/// What the store knows by one name may not come in under another.
fn known_names(document: &Document, paths: &[String], known: &Known, faults: &mut Vec<Fault>) {
    for (listed, path) in document.events.iter().zip(paths) {
        let event = &listed.event;
        if let Some(slug) = known.uids.get(&event.uid).filter(|slug| **slug != event.slug) {
            faults.push(Fault::new("uid", format!("belongs to the event {slug}; an event keeps its id")).within(path));
        }
    }
    for (i, actor) in document.actors.iter().enumerate() {
        if let Some(id) = known.ids_by_slug.get(&actor.slug).filter(|id| **id != actor.id) {
            let what = format!("belongs to the actor with the id {id}; an actor keeps its id");
            faults.push(Fault::new("slug", what).within(&format!("actors[{i}]")));
        }
    }
}

/// The names of a list; those that are there twice are faults.
fn unique<'a>(
    list: &str,
    field: &str,
    names: impl Iterator<Item = &'a String>,
    faults: &mut Vec<Fault>,
) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for (i, name) in names.enumerate() {
        // What has no name is said to lack one.
        if !name.is_empty() && !seen.insert(name.clone()) {
            let what = format!("\u{201c}{name}\u{201d} is there twice; give one of them another one");
            faults.push(Fault::new(format!("{list}[{i}].{field}"), what));
        }
    }
    seen
}

/// Events and meetings are told apart by name; the second of two is named by its path.
fn twice(document: &Document, paths: &[String], field: &str, name: fn(&Event) -> &String, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for (listed, path) in document.events.iter().zip(paths) {
        let name = name(&listed.event);
        if !name.is_empty() && !seen.insert(name) {
            let what = format!("\u{201c}{name}\u{201d} is there twice; give one of them another one");
            faults.push(Fault::new(field, what).within(path));
        }
    }
}

fn unknown(field: &str, name: &str, what: &str) -> Fault {
    Fault::new(field, format!("there is no {what} \u{201c}{name}\u{201d}, neither in the file nor in the store"))
}

fn refer(event: &Event, names: &Names, faults: &mut Vec<Fault>) {
    let mut must = |field: String, name: Option<&String>, list: &BTreeSet<String>, what: &str| {
        if let Some(name) = name.filter(|name| !list.contains(*name)) {
            faults.push(unknown(&field, name, what));
        }
    };
    must("programme".into(), event.programme.as_ref(), &names.programmes, "programme");
    must("duplicate_of".into(), event.duplicate_of.as_ref(), &names.events, "event");
    for (field, venue) in [
        ("venue", &event.place.venue),
        ("venue_end", &event.place.end_venue),
        ("venue_fallback", &event.place.fallback_venue),
    ] {
        must(field.into(), venue.as_ref(), &names.venues, "venue");
    }
    for (i, moved) in event.overrides.iter().enumerate() {
        let venue = moved.venue.as_ref().filter(|slug| !slug.is_empty());
        must(format!("overrides[{i}].venue"), venue, &names.venues, "venue");
    }
    let organiser = Some(&event.organiser).filter(|slug| !slug.is_empty());
    must("organiser".into(), organiser, &names.actors, "actor");
    for (i, partner) in event.partners.iter().enumerate() {
        must(format!("partners[{i}]"), Some(partner), &names.actors, "actor");
    }
    for (i, group) in event.groups().iter().enumerate() {
        must(format!("groups[{i}]"), Some(group), &names.groups, "group");
    }
    for (i, rule) in event.rules.iter().enumerate() {
        let path = format!("reminder_plan[{i}]");
        faults.extend(audience(&rule.audience, names).map(|fault| fault.within(&path)));
        if let Audience::Group(group) = &rule.audience
            && event.visibility == Visibility::Group
            && !event.groups().contains(group)
        {
            let what = format!("{group} is wider than the groups of this meeting ({})", event.groups().join(", "));
            faults.push(Fault::new(format!("{path}.audience"), what));
        }
    }
}

/// The most dates up to the last override among which they are looked for: two centuries of days.
const MOST_STARTS: usize = 73_000;

/// An override speaks of a date that there is: another one would add a date that nobody wanted.
fn overrides(event: &Event, faults: &mut Vec<Fault>) {
    let Some(last) = event.overrides.iter().map(|one| one.recurrence_id).max() else { return };
    let until = Moment::Day(last.date());
    // From the first on: a series may have run for many years.
    let limit = Limit::first(MOST_STARTS).until(until);
    let Ok(starts) = recurrence::starts(event.when.start, &event.recurrence, &event.when.zone, limit) else { return };
    let mut seen = BTreeSet::new();
    for (i, one) in event.overrides.iter().enumerate() {
        let field = format!("overrides[{i}].recurrence_id");
        if !seen.insert(one.recurrence_id) {
            faults.push(Fault::new(field, format!("{} is there twice", one.recurrence_id)));
        } else if !starts.contains(&one.recurrence_id) {
            let what = format!("{} is none of the dates of this event; write the original start", one.recurrence_id);
            faults.push(Fault::new(field, what));
        }
    }
}

fn audience(audience: &Audience, names: &Names) -> Option<Fault> {
    match audience {
        Audience::Group(slug) if !names.groups.contains(slug) => Some(unknown("audience", slug, "group")),
        Audience::Actor(slug) if !names.actors.contains(slug) => Some(unknown("audience", slug, "actor")),
        _ => None,
    }
}

/// Counts along lists that were read one after the other into one.
#[derive(Default)]
struct Places(BTreeMap<String, usize>);

impl Places {
    /// The path of the next item of a list.
    fn next(&mut self, list: &str) -> String {
        let count = self.0.entry(list.to_owned()).or_default();
        *count += 1;
        format!("{list}[{}]", *count - 1)
    }
}

fn answers(listed: &Listed, names: &Names, faults: &mut Vec<Fault>) {
    let (mut seen, mut places) = (BTreeSet::new(), Places::default());
    for answer in &listed.answers {
        let list = answer.date.map_or_else(|| "answers".to_owned(), |day| format!("instances.{day}.rsvp"));
        let path = places.next(&list);
        if answer.actor.is_empty() {
            continue; // It was said that it is missing.
        }
        if !names.actor_ids.contains(&answer.actor) {
            faults.push(unknown(&format!("{path}.actor"), &answer.actor, "actor"));
        }
        if !seen.insert((answer.date, &answer.actor)) {
            faults.push(Fault::new(path, format!("{} answers twice", answer.actor)));
        }
    }
}

fn attendance(listed: &Listed, names: &Names, faults: &mut Vec<Fault>) {
    let (mut seen, mut places) = (BTreeSet::new(), Places::default());
    for one in &listed.attendance {
        let path = places.next(&format!("instances.{}.attendance", one.date));
        if let Some(actor) = one.actor.as_ref().filter(|actor| !names.actor_ids.contains(*actor)) {
            faults.push(unknown(&format!("{path}.actor"), actor, "actor"));
        }
        if !seen.insert((one.date, &one.actor)) {
            faults.push(Fault::new(path, format!("{} is counted twice", one.actor.as_deref().unwrap_or("nobody"))));
        }
    }
}

fn kinds(document: &Document, event: &Event, faults: &mut Vec<Fault>) {
    let Some(vocabulary) = &document.vocabulary else { return };
    let known = |list: &[Term], slug: &str| list.is_empty() || list.iter().any(|term| term.id == slug);
    if !event.kind.is_empty() && !known(&vocabulary.kinds, &event.kind) {
        faults.push(unknown("kind", &event.kind, "kind in vocab.kinds"));
    }
    for (i, group) in event.target_groups.iter().enumerate() {
        if !known(&vocabulary.target_groups, group) {
            faults.push(unknown(&format!("target_groups[{i}]"), group, "target group in vocab.target_groups"));
        }
    }
}

/// Links must lead to the web and mail addresses be some; a `javascript:` link would run on our pages.
fn addresses(event: &Event, faults: &mut Vec<Fault>) {
    let mut links: Vec<(String, &str)> = Vec::new();
    for (i, moved) in event.overrides.iter().enumerate() {
        links.extend(moved.online.as_ref().map(|online| (format!("overrides[{i}].online.url"), online.url.as_str())));
    }
    links.extend(event.place.online.as_ref().map(|online| ("online.url".to_owned(), online.url.as_str())));
    links.extend(event.registration.url.as_deref().map(|url| ("registration.url".to_owned(), url)));
    links.extend(event.image.as_ref().map(|image| ("image.url".to_owned(), image.url.as_str())));
    for (day, instance) in event.meeting.iter().flat_map(|meeting| &meeting.instances) {
        let materials = instance.materials.iter().enumerate();
        links.extend(materials.map(|(i, one)| (format!("instances.{day}.materials[{i}].url"), one.url.as_str())));
    }
    for (field, url) in links {
        if !url.is_empty() && !text::is_web_address(url) {
            faults.push(Fault::new(field, "must begin with https:// or http://"));
        }
    }
    for (field, contact) in [("contact.email", &event.contact), ("office_contact.email", &event.office_contact)] {
        if !contact.email.is_empty() && !text::is_address(&contact.email) {
            faults.push(Fault::new(field, format!("\u{201c}{}\u{201d} is no mail address", contact.email)));
        }
    }
}
