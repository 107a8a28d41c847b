//! Reads events and meetings of a document.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::domain::answer::AnswerState;
use crate::domain::attendance::MOST_PERSONS;
use crate::domain::event::Event;
use crate::domain::event::Place;
use crate::domain::fault::Fault;
use crate::domain::meeting::Instance;
use crate::domain::meeting::Meeting;
use crate::domain::meeting::Minutes;
use crate::domain::notification::Kind;
use crate::domain::offset::Offset;
use crate::domain::recurrence::Recurrence;
use crate::domain::rule::Anchor;
use crate::domain::rule::Audience;
use crate::domain::rule::Per;
use crate::domain::rule::Rule;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::domain::work::Work;
use crate::exchange::Listed;
use crate::exchange::ListedAnswer;
use crate::exchange::ListedAttendance;
use crate::exchange::fields::Fields;
use crate::exchange::read::line;
use crate::exchange::read::refuse_equal_rules;
use crate::exchange::read::slug;

/// Reads one event; `is_meeting` when it stands in the list of meetings.
///
/// Its rule takes from the steps of `work`.
pub(super) fn read_event(
    value: Value,
    path: &str,
    is_meeting: bool,
    work: &mut Work,
    faults: &mut Vec<Fault>,
) -> Option<Listed> {
    let mut fields = Fields::of(value, path, faults)?;
    let slug = slug(&mut fields, "id");
    let title = line(&mut fields, "title");
    let when = read_when(&mut fields);
    // Without a time the rest is still read, so that its faults are said too.
    let stand_in = When { start: Moment::Day(Date::constant(2000, 1, 1)), end: None, zone: Zone::utc() };
    let mut event = Event::new(slug.as_deref().unwrap_or_default(), &title, when.clone().unwrap_or(stand_in));
    read_content(&mut fields, &mut event);
    read_state(&mut fields, &mut event);
    let mut answers = read_answers(&mut fields, "answers", None);
    let mut attendance = Vec::new();
    event.rules = read_rules(&mut fields);
    if is_meeting {
        event.meeting = Some(read_meeting(&mut fields));
    }
    for one in read_instances(&mut fields) {
        answers.extend(one.answers);
        attendance.extend(one.attendance);
        if let Some(meeting) = &mut event.meeting {
            meeting.instances.insert(one.date, one.instance);
        } else if one.instance != Instance::default() {
            let what = "has only rsvp and attendance; agenda, minutes, tasks and papers belong to meetings";
            fields.fault(&format!("instances.{}", one.date), what);
        }
    }
    event.clean();
    // What is missing was said; the rest of the record is looked at all the same, so that all is said at once.
    let was_said = |fault: &Fault| match fault.field.as_str() {
        "id" => slug.is_none(),
        "title" => false,
        _ => when.is_none(),
    };
    let found = event.check(work).into_iter().filter(|fault| !was_said(fault)).collect();
    fields.faults(found);
    fields.finish();
    Some(Listed { event, answers, attendance })
}

fn read_when(fields: &mut Fields<'_>) -> Option<When> {
    let (start, end) = (fields.must::<Moment>("start"), fields.take::<Moment>("end"));
    let zone = fields.must::<Zone>("timezone");
    let all_day: Option<bool> = fields.take("all_day");
    let when = When { start: start?, end, zone: zone? };
    match all_day {
        Some(true) if !when.is_all_day() => {
            fields.fault("start", "must be a day (2027-09-11), because all_day is true");
        }
        Some(false) if when.is_all_day() => fields.fault("start", "must have a time, because all_day is false"),
        _ => return Some(when),
    }
    None
}

fn read_content(fields: &mut Fields<'_>, event: &mut Event) {
    event.summary = fields.or_default("summary");
    event.description = fields.or_default("description");
    event.kind = line(fields, "kind");
    event.topic = line(fields, "topic");
    event.recurrence = Recurrence {
        rule: fields.take("rrule"),
        added: fields.or_default("rdate"),
        left_out: fields.or_default("exdate"),
    };
    event.overrides = fields.or_default("overrides");
    event.place = Place {
        venue: fields.take("venue"),
        text: fields.or_default("venue_text"),
        end_venue: fields.take("venue_end"),
        fallback_venue: fields.take("venue_fallback"),
        meeting_point: fields.or_default("meeting_point"),
        access: fields.or_default("access"),
        access_note: line(fields, "access_note"),
        online: fields.take("online"),
    };
    event.organiser = line(fields, "organiser");
    event.partners = fields.or_default("partners");
    event.contact = fields.or_default("contact");
    event.office_contact = fields.or_default("office_contact");
    event.target_groups = fields.or_default("target_groups");
    event.languages = fields.or_default("languages");
    event.interpretation = fields.or_default("interpretation");
    event.childcare = fields.or_default("childcare");
    event.age_min = fields.take("age_min");
    event.age_max = fields.take("age_max");
    event.cost = fields.or_default("cost");
    event.registration = fields.or_default("registration");
    event.image = fields.take("image");
    event.translations = fields.or_default("translations");
    event.opening_hours = fields.or_default("opening_hours_text");
    event.moved_from = fields.take("moved_from");
    event.note = text::clean_lines(&fields.or_default::<String>("test_note"));
}

fn read_state(fields: &mut Fields<'_>, event: &mut Event) {
    event.uid = line(fields, "uid");
    event.programme = fields.take("programme");
    event.status = fields.or_default("status");
    event.review = fields.or_default("review");
    event.visibility = fields.or_default("visibility");
    event.sequence = fields.or_default("sequence");
    event.created_at = fields.take::<Timestamp>("created");
    event.changed_at = fields.take::<Timestamp>("changed");
    event.change_to = fields.or_default("change_to");
    event.duplicate_of = fields.take("duplicate_of");
    if event.sequence < 0 || event.sequence > i64::from(i32::MAX) {
        fields.fault("sequence", "must be 0 or more");
    }
}

fn read_meeting(fields: &mut Fields<'_>) -> Meeting {
    Meeting {
        groups: fields.or_default("groups"),
        series: fields.or_default("series"),
        agenda: fields.or_default("agenda"),
        instances: BTreeMap::new(),
    }
}

/// What there is to a single date.
struct OfDate {
    date: Date,
    instance: Instance,
    answers: Vec<ListedAnswer>,
    attendance: Vec<ListedAttendance>,
}

fn read_instances(fields: &mut Fields<'_>) -> Vec<OfDate> {
    let mut found = Vec::new();
    for (day, value) in fields.take::<serde_json::Map<String, Value>>("instances").unwrap_or_default() {
        let path = format!("instances.{day}");
        let Ok(Moment::Day(date)) = day.parse::<Moment>() else {
            fields.fault(&path, "must be named by the day of the original start, like 2027-05-20");
            continue;
        };
        let mut faults = Vec::new();
        if let Some(mut inner) = Fields::of(value, &path, &mut faults) {
            let answers = read_answers(&mut inner, "rsvp", Some(date));
            let attendance = read_attendance(&mut inner, date);
            let instance = read_instance(&mut inner);
            if let Some(minutes) = &instance.minutes
                && ![Minutes::DRAFT, Minutes::APPROVED, ""].contains(&minutes.status.as_str())
            {
                let word = text::clean_line(&minutes.status);
                let what = format!("\u{201c}{word}\u{201d} is not known; write one of: draft, approved");
                inner.fault("minutes.status", what);
            }
            found.push(OfDate { date, instance, answers, attendance });
            inner.finish();
        }
        fields.faults(faults);
    }
    found
}

fn read_attendance(fields: &mut Fields<'_>, date: Date) -> Vec<ListedAttendance> {
    let listed = fields.list("attendance");
    let sink = fields.sink();
    let read = |(path, value): (String, Value)| {
        let mut fields = Fields::of(value, &path, sink)?;
        let (actor, persons) = (fields.take("actor"), fields.must::<u16>("persons").map(i64::from));
        if persons.is_some_and(|persons| !(1..=MOST_PERSONS).contains(&persons)) {
            fields.fault("persons", format!("must be a number from 1 to {MOST_PERSONS}"));
        }
        fields.finish();
        Some(ListedAttendance { date, actor, persons: persons.unwrap_or_default() })
    };
    listed.into_iter().filter_map(read).collect()
}

fn read_instance(fields: &mut Fields<'_>) -> Instance {
    Instance {
        agenda: fields.or_default("agenda"),
        minutes: fields.take("minutes"),
        action_items: fields.or_default("action_items"),
        materials: fields.or_default("materials"),
        date_poll: fields.take("date_poll"),
    }
}

fn read_answers(fields: &mut Fields<'_>, key: &str, date: Option<Date>) -> Vec<ListedAnswer> {
    let listed = fields.list(key);
    let sink = fields.sink();
    let read = |(path, value): (String, Value)| {
        let mut fields = Fields::of(value, &path, sink)?;
        let answer = ListedAnswer {
            date,
            actor: fields.must("actor").unwrap_or_default(),
            state: fields.or_default::<AnswerState>("state"),
            head_count: i64::from(fields.or_default::<u16>("headcount")),
            needs: fields.or_default("needs"),
            comment: text::clean_lines(&fields.or_default::<String>("comment")),
            topic: text::clean_lines(&fields.or_default::<String>("topic")),
        };
        fields.finish();
        Some(answer)
    };
    listed.into_iter().filter_map(read).collect()
}

/// Reads `reminder_plan`.
pub(super) fn read_rules(fields: &mut Fields<'_>) -> Vec<Rule> {
    let listed = fields.list("reminder_plan");
    let sink = fields.sink();
    let rules: Vec<Rule> = listed.into_iter().filter_map(|(path, value)| read_rule(value, &path, sink)).collect();
    refuse_equal_rules(&rules, fields);
    rules
}

fn read_rule(value: Value, path: &str, faults: &mut Vec<Fault>) -> Option<Rule> {
    let mut fields = Fields::of(value, path, faults)?;
    let (offset, audience) = (fields.must::<Offset>("offset"), fields.must::<Audience>("audience"));
    let has_kind = fields.has("kind");
    let (template, kind) = (fields.take::<String>("template"), fields.take::<Kind>("kind"));
    let known = template.as_deref().map(|word| (word, kind_of(word)));
    if let Some((word, None)) = known {
        fields
            .fault("template", format!("\u{201c}{word}\u{201d} is not known; write one of: {}", TEMPLATES.join(", ")));
    }
    let kind = kind.or(known.and_then(|(_, kind)| kind));
    if let Some(kind) = kind.filter(|kind| !kind.is_of_rules()) {
        let field = if has_kind { "kind" } else { "template" };
        fields.fault(
            field,
            format!("\u{201c}{}\u{201d} comes of itself when something changes; leave the rule out", kind.word()),
        );
    }
    if !has_kind && template.is_none() {
        fields.fault("template", format!("is missing; write one of: {}", TEMPLATES.join(", ")));
    }
    let per = kind.map_or_else(Per::default, Per::usual);
    let (id, anchor) = (fields.take::<String>("id"), fields.take::<Anchor>("anchor"));
    // Mails are told apart by it, with other things behind it; those without a rule begin with these words.
    if id.as_deref().is_some_and(|id| id.contains('|') || ["change", "digest"].contains(&id)) {
        fields.fault("id", "must be another word, without \u{201c}|\u{201d}");
    }
    let (at, mode) = (fields.clock("at"), fields.or_default("mode"));
    let per = fields.take("per").unwrap_or(per);
    fields.finish();
    let (offset, audience, kind) = (offset?, audience?, kind?);
    let name = template.as_deref().unwrap_or(kind.word());
    let id = id.unwrap_or_else(|| format!("{name}:{}:{offset}", audience.word()));
    Some(Rule { id, kind, audience, offset, anchor: anchor.unwrap_or_default(), at, per, mode, template })
}

/// Names of templates that a rule may use, besides the kinds' own.
const TEMPLATES: &[&str] = &[
    "save_the_date",
    "invitation_with_agenda",
    "rsvp_reminder",
    "reminder",
    "final_reminder",
    "headcount_and_needs",
    "attendee_list",
    "minutes_and_materials",
    "check_your_entry",
    "how_was_it",
    "organiser_digest",
];

fn kind_of(template: &str) -> Option<Kind> {
    Some(match template {
        "invitation_with_agenda" => Kind::Invitation,
        "rsvp_reminder" => Kind::Nudge,
        "final_reminder" => Kind::Reminder,
        "headcount_and_needs" | "attendee_list" => Kind::HeadCount,
        "minutes_and_materials" => Kind::Minutes,
        "check_your_entry" => Kind::EntryCheck,
        "how_was_it" => Kind::AfterEvent,
        word => return word.parse().ok(),
    })
}
