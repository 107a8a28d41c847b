//! Writes a document: every field of every value, in the shape that [`crate::exchange::read()`] takes.
//!
//! The values are taken apart without `..`, so that a new field does not compile until it is written here.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::event::Event;
use crate::domain::event::Place;
use crate::domain::meeting::Meeting;
use crate::domain::programme::Programme;
use crate::domain::recurrence::Recurrence;
use crate::domain::vocabulary::Vocabulary;
use crate::exchange::Document;
use crate::exchange::Listed;
use crate::exchange::ListedAnswer;
use crate::exchange::ListedAttendance;
use crate::exchange::SCHEMA;

/// The document as indented JSON.
///
/// Errors: none that a value of ours could cause; `serde_json`'s are handed on.
pub fn write(document: &Document) -> Result<String, serde_json::Error> {
    let Document { about, tenant, vocabulary, programmes, venues, groups, actors, events } = document;
    let (meetings, events): (Vec<&Listed>, Vec<&Listed>) = events.iter().partition(|l| l.event.meeting.is_some());
    let mut out = Object::default();
    out.put("schema", SCHEMA)?;
    out.put("about", about)?;
    out.put("tenant", tenant)?;
    let mut lists = serde_json::to_value(vocabulary.as_ref().unwrap_or(&Vocabulary::default()))?;
    lists["groups"] = serde_json::to_value(groups)?;
    out.put("vocab", lists)?;
    out.put("programmes", programmes.iter().map(programme).collect::<Written>()?)?;
    out.put("venues", venues)?;
    out.put("actors", actors.iter().map(actor).collect::<Vec<_>>())?;
    out.put("events", events.into_iter().map(event).collect::<Written>()?)?;
    out.put("meetings", meetings.into_iter().map(event).collect::<Written>()?)?;
    serde_json::to_string_pretty(&out.0)
}

type Written = Result<Vec<Value>, serde_json::Error>;

/// A JSON object that is being written.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: impl Serialize) -> Result<(), serde_json::Error> {
        self.0.insert(key.to_owned(), serde_json::to_value(value)?);
        Ok(())
    }
}

fn programme(programme: &Programme) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(programme)?;
    if let Value::Object(fields) = &mut value
        && let Some(rules) = fields.remove("rules")
    {
        fields.insert("reminder_plan".into(), rules);
    }
    Ok(value)
}

fn actor(actor: &Actor) -> Value {
    let Actor { id, slug, name, kind, phone, district, groups, note, contacts } = actor;
    let main = contacts.first().cloned().unwrap_or_default();
    let Contact { role, email, language, email_ok, bounced, postal_only, .. } = &main;
    json!({
        "id": id, "slug": slug, "name": name, "type": kind, "role": role, "email": email, "phone": phone,
        "preferred_language": language, "district": district, "groups": groups, "email_ok": email_ok,
        "bounced": bounced, "postal_only": postal_only, "note": note, "contacts": contacts,
    })
}

fn event(listed: &Listed) -> Result<Value, serde_json::Error> {
    let mut out = Object::default();
    write_event(&listed.event, &mut out)?;
    let of_date = |date| listed.answers.iter().filter(move |a| a.date == date).map(answer).collect::<Vec<_>>();
    out.put("answers", of_date(None))?;
    let there = |date| listed.attendance.iter().filter(move |a| a.date == date).map(attendance).collect::<Vec<_>>();
    let counted = listed.attendance.iter().map(|a| a.date);
    let dates: BTreeSet<_> = listed.answers.iter().filter_map(|a| a.date).chain(counted).collect();
    if !dates.is_empty()
        && let Value::Object(instances) = out.0.entry("instances").or_insert_with(|| json!({}))
    {
        for date in dates {
            let instance = instances.entry(date.to_string()).or_insert_with(|| json!({}));
            for (key, list) in [("rsvp", of_date(Some(date))), ("attendance", there(date))] {
                if !list.is_empty() {
                    instance[key] = Value::Array(list);
                }
            }
        }
    }
    Ok(Value::Object(out.0))
}

fn answer(answer: &ListedAnswer) -> Value {
    let ListedAnswer { date: _, actor, state, head_count, needs, comment, topic } = answer;
    let mut written = json!({
        "actor": actor, "state": state, "headcount": head_count, "needs": needs, "comment": comment
    });
    if !topic.is_empty() {
        written["topic"] = json!(topic);
    }
    written
}

fn attendance(attendance: &ListedAttendance) -> Value {
    let ListedAttendance { date: _, actor, persons } = attendance;
    match actor {
        Some(actor) => json!({ "actor": actor, "persons": persons }),
        None => json!({ "persons": persons }),
    }
}

fn write_event(event: &Event, out: &mut Object) -> Result<(), serde_json::Error> {
    let Event {
        slug,
        uid,
        title,
        summary,
        description,
        kind,
        topic,
        when,
        recurrence,
        overrides,
        status,
        review,
        visibility,
        programme,
        place,
        organiser,
        partners,
        contact,
        office_contact,
        target_groups,
        languages,
        interpretation,
        childcare,
        age_min,
        age_max,
        cost,
        registration,
        image,
        translations,
        opening_hours,
        moved_from,
        note,
        sequence,
        created_at,
        changed_at,
        change_to,
        duplicate_of,
        rules,
        meeting,
    } = event;
    let Recurrence { rule, added, left_out } = recurrence;
    let fields = json!({
        "id": slug, "uid": uid, "title": title, "summary": summary, "description": description, "kind": kind,
        "topic": topic, "start": when.start, "end": when.end, "timezone": when.zone, "all_day": when.is_all_day(),
        "rrule": rule, "rdate": added, "exdate": left_out, "overrides": overrides, "status": status,
        "review": review, "visibility": visibility, "programme": programme, "organiser": organiser,
        "partners": partners, "contact": contact, "office_contact": office_contact,
        "target_groups": target_groups, "languages": languages, "interpretation": interpretation,
        "childcare": childcare, "age_min": age_min, "age_max": age_max, "cost": cost,
        "registration": registration, "image": image, "translations": translations,
        "opening_hours_text": opening_hours, "moved_from": moved_from, "test_note": note, "sequence": sequence,
        "created": created_at, "changed": changed_at, "change_to": change_to, "reminder_plan": rules,
    });
    if let Value::Object(fields) = fields {
        out.0.extend(fields);
    }
    out.put("duplicate_of", duplicate_of)?;
    write_place(place, out)?;
    if let Some(Meeting { groups, series, agenda, instances }) = meeting {
        out.put("groups", groups)?;
        out.put("series", series)?;
        out.put("agenda", agenda)?;
        out.put("instances", instances)?;
    }
    Ok(())
}

fn write_place(place: &Place, out: &mut Object) -> Result<(), serde_json::Error> {
    let Place { venue, text, end_venue, fallback_venue, meeting_point, access, access_note, online } = place;
    out.put("venue", venue)?;
    out.put("venue_text", text)?;
    out.put("venue_end", end_venue)?;
    out.put("venue_fallback", fallback_venue)?;
    out.put("meeting_point", meeting_point)?;
    out.put("access", access)?;
    out.put("access_note", access_note)?;
    out.put("online", online)
}
