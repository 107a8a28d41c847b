//! Writes a document: every field of every value, in the shape that [`crate::exchange::read()`] takes.
//!
//! The values are taken apart without `..`, so that a new field does not compile until it is written here.

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
use crate::domain::rule::Rule;
use crate::exchange::Document;
use crate::exchange::Listed;
use crate::exchange::ListedAnswer;
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
    out.put("vocab", vocabulary)?;
    out.put("programmes", programmes.iter().map(programme).collect::<Written>()?)?;
    out.put("venues", venues)?;
    out.put("groups", groups)?;
    out.put("actors", actors.iter().map(actor).collect::<Written>()?)?;
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
    if let Value::Object(fields) = &mut value {
        fields.remove("rules");
        fields.insert("reminder_plan".into(), rules(&programme.rules)?);
    }
    Ok(value)
}

fn rules(rules: &[Rule]) -> Result<Value, serde_json::Error> {
    serde_json::to_value(rules)
}

fn actor(actor: &Actor) -> Result<Value, serde_json::Error> {
    let Actor { id, slug, name, kind, phone, district, groups, note, contacts } = actor;
    let main = contacts.first().cloned().unwrap_or_default();
    let Contact { role, email, language, email_ok, bounced, postal_only, .. } = &main;
    Ok(json!({
        "id": id, "slug": slug, "name": name, "type": kind, "role": role, "email": email, "phone": phone,
        "preferred_language": language, "district": district, "groups": groups, "email_ok": email_ok,
        "bounced": bounced, "postal_only": postal_only, "note": note, "contacts": contacts,
    }))
}

fn event(listed: &Listed) -> Result<Value, serde_json::Error> {
    let mut out = Object::default();
    write_event(&listed.event, &mut out)?;
    let of_date = |date| listed.answers.iter().filter(move |a| a.date == date).map(answer).collect::<Vec<_>>();
    out.put("answers", of_date(None))?;
    if let Some(Value::Object(instances)) = out.0.get_mut("instances") {
        for answer in listed.answers.iter().filter_map(|a| a.date) {
            let instance = instances.entry(answer.to_string()).or_insert_with(|| json!({}));
            instance["rsvp"] = Value::Array(of_date(Some(answer)));
        }
    }
    Ok(Value::Object(out.0))
}

fn answer(answer: &ListedAnswer) -> Value {
    let ListedAnswer { date: _, actor, state, head_count, needs, comment } = answer;
    json!({ "actor": actor, "state": state, "headcount": head_count, "needs": needs, "comment": comment })
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
        rules: own_rules,
        meeting,
    } = event;
    let Recurrence { rule, added, left_out } = recurrence;
    out.put("id", slug)?;
    out.put("uid", uid)?;
    out.put("title", title)?;
    out.put("summary", summary)?;
    out.put("description", description)?;
    out.put("kind", kind)?;
    out.put("topic", topic)?;
    out.put("start", when.start)?;
    out.put("end", when.end)?;
    out.put("timezone", &when.zone)?;
    out.put("all_day", when.is_all_day())?;
    out.put("rrule", rule)?;
    out.put("rdate", added)?;
    out.put("exdate", left_out)?;
    out.put("overrides", overrides)?;
    out.put("status", status)?;
    out.put("review", review)?;
    out.put("visibility", visibility)?;
    out.put("programme", programme)?;
    write_place(place, out)?;
    out.put("organiser", organiser)?;
    out.put("partners", partners)?;
    out.put("contact", contact)?;
    out.put("office_contact", office_contact)?;
    out.put("target_groups", target_groups)?;
    out.put("languages", languages)?;
    out.put("interpretation", interpretation)?;
    out.put("childcare", childcare)?;
    out.put("age_min", age_min)?;
    out.put("age_max", age_max)?;
    out.put("cost", cost)?;
    out.put("registration", registration)?;
    out.put("image", image)?;
    out.put("translations", translations)?;
    out.put("opening_hours_text", opening_hours)?;
    out.put("moved_from", moved_from)?;
    out.put("test_note", note)?;
    out.put("sequence", sequence)?;
    out.put("created", created_at)?;
    out.put("changed", changed_at)?;
    out.put("reminder_plan", rules(own_rules)?)?;
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
