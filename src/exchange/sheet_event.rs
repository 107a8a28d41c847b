//! One row of a sheet as an event: field by field, on top of what is stored.

use jiff::civil::Date;

use crate::domain::event::Event;
use crate::domain::event::Registration;
use crate::domain::event::RegistrationWay;
use crate::domain::event::Review;
use crate::domain::event::Status;
use crate::domain::fault::said;
use crate::domain::recurrence::Recurrence;
use crate::domain::text;
use crate::domain::vocabulary::Term;
use crate::exchange::names::Names;
use crate::exchange::names::fold;
use crate::exchange::names::slug_of;
use crate::exchange::sheet_check::Office;
use crate::exchange::sheet_columns::Column;
use crate::exchange::sheet_place::read_place;
use crate::exchange::sheet_row::RowReader;
use crate::exchange::sheet_row::no_address;
use crate::exchange::typed::Near;
use crate::exchange::typed::Times;
use crate::exchange::typed::Typed;
use crate::exchange::typed::fault;
use crate::exchange::typed::read_cost;
use crate::exchange::typed::read_count;
use crate::exchange::typed::read_day_and_times;
use crate::exchange::typed::read_repetition;
use crate::exchange::typed::read_yes;
use crate::exchange::typed_language::language_names;

/// What is looked up while rows are read.
pub(super) struct Lists<'a> {
    /// What the office has.
    pub(super) office: &'a Office,
    /// Venues, by their place in the office's list.
    pub(super) venues: Names<usize>,
    /// Facts about access, as slugs.
    pub(super) access: Names<String>,
    actors: Names<String>,
    kinds: Names<String>,
    target_groups: Names<String>,
    languages: Names<String>,
}

impl<'a> Lists<'a> {
    /// The lists of an office.
    pub(super) fn of(office: &'a Office) -> Self {
        let venues = office.venues.iter().enumerate();
        let actors = office.actors.iter();
        let mut languages = language_names(&office.vocabulary);
        languages
            .extend(["dgs", "Gebärdensprache", "Deutsche Gebärdensprache"].map(|name| (name.into(), "dgs".into())));
        Self {
            office,
            venues: Names::of(venues.flat_map(|(at, venue)| [(venue.name.clone(), at), (venue.id.clone(), at)])),
            access: terms(&office.vocabulary.access),
            actors: Names::of(
                actors.flat_map(|a| [(a.name.clone(), a.slug.clone()), (a.slug.clone(), a.slug.clone())]),
            ),
            kinds: terms(&office.vocabulary.kinds),
            target_groups: terms(&office.vocabulary.target_groups),
            languages: Names::of(languages),
        }
    }
}

fn terms(list: &[Term]) -> Names<String> {
    let names = |term: &Term| {
        let own: Vec<String> = term.names.values().cloned().chain([term.id.clone()]).collect();
        own.into_iter().map(|name| (name, term.id.clone())).collect::<Vec<_>>()
    };
    Names::of(list.iter().flat_map(names))
}

/// Reads all fields but title and time into the event, which is the stored one or a new one.
pub(super) fn read_fields(reader: &mut RowReader<'_>, lists: &Lists<'_>, event: &mut Event) {
    event.summary = reader.lines(Column::Summary, &event.summary);
    event.description = reader.lines(Column::Description, &event.description);
    event.note = reader.lines(Column::Note, &event.note);
    read_kind(reader, lists, event);
    read_recurrence(reader, event);
    read_place(reader, lists, event);
    read_people(reader, lists, event);
    read_audience(reader, lists, event);
    if reader.holds(Column::Cost) && text::clean_line(reader.cell(Column::Cost)) != event.cost.text {
        event.cost = reader.take(Column::Cost, read_cost(reader.cell(Column::Cost))).unwrap_or_default();
    }
    if reader.holds(Column::Childcare) {
        let given = read_yes(reader.cell(Column::Childcare)).map(Typed::plain);
        event.childcare = reader.take(Column::Childcare, given).unwrap_or_default();
    }
    read_registration(reader, event);
    read_contact(reader, event);
    read_status(reader, event);
}

fn read_kind(reader: &mut RowReader<'_>, lists: &Lists<'_>, event: &mut Event) {
    if !reader.holds(Column::Kind) {
        return;
    }
    let cell = reader.cell(Column::Kind);
    event.kind = if cell.is_empty() {
        String::new()
    } else if lists.office.vocabulary.kinds.is_empty() {
        slug_of(cell)
    } else {
        reader.find(Column::Kind, &lists.kinds, "kind of event").unwrap_or_default()
    };
}

fn read_recurrence(reader: &mut RowReader<'_>, event: &mut Event) {
    if !reader.holds(Column::Repetition) {
        return;
    }
    let read = read_repetition(reader.cell(Column::Repetition), event.when.start, &event.when.zone);
    let Some(rule) = reader.take(Column::Repetition, read) else { return };
    let parts = |rule: &Option<String>| {
        let mut parts: Vec<String> = rule.iter().flat_map(|rule| rule.split(';')).map(str::to_uppercase).collect();
        parts.sort();
        parts
    };
    if rule.is_none() && event.recurrence.rule.is_some() {
        event.recurrence = Recurrence::default();
    } else if parts(&rule) != parts(&event.recurrence.rule) {
        event.recurrence.rule = rule;
    }
}

fn read_people(reader: &mut RowReader<'_>, lists: &Lists<'_>, event: &mut Event) {
    if reader.holds(Column::Organiser) {
        event.organiser = match reader.cell(Column::Organiser) {
            "" => String::new(),
            _ => reader.find(Column::Organiser, &lists.actors, "organisation").unwrap_or_default(),
        };
        if reader.cell(Column::Organiser).is_empty() {
            let what = said!("sheet-no-organiser", "is missing: nobody is asked about this event");
            reader.note(Column::Organiser, what);
        }
    }
    if reader.holds(Column::Partners) {
        event.partners = reader.find_all(Column::Partners, &lists.actors, "organisation");
        if event.partners.contains(&event.organiser) {
            reader.note(Column::Partners, said!("sheet-partner", "names the organiser too"));
        }
    }
}

fn read_audience(reader: &mut RowReader<'_>, lists: &Lists<'_>, event: &mut Event) {
    if reader.holds(Column::TargetGroups) {
        if lists.office.vocabulary.target_groups.is_empty() {
            let words = reader.cell(Column::TargetGroups).split([',', ';', '/']).map(slug_of);
            event.target_groups = words.filter(|slug| !slug.is_empty()).collect();
        } else {
            event.target_groups = reader.find_all(Column::TargetGroups, &lists.target_groups, "target group");
        }
    }
    if reader.holds(Column::Languages) {
        let mut languages = reader.find_all(Column::Languages, &lists.languages, "language");
        // Sign language is interpreted; it is not what an event is held in.
        if languages.contains(&"dgs".to_owned()) && !event.interpretation.contains(&"dgs".to_owned()) {
            event.interpretation.push("dgs".to_owned());
        }
        languages.retain(|tag| tag != "dgs");
        event.languages = languages;
    }
}

fn read_contact(reader: &mut RowReader<'_>, event: &mut Event) {
    event.contact.phone = reader.line(Column::Phone, &event.contact.phone);
    if !reader.holds(Column::Email) {
        return;
    }
    let address = reader.cell(Column::Email).trim();
    if address.is_empty() {
        reader.note(Column::Email, said!("sheet-no-contact", "is missing: nobody can ask by mail"));
    } else if !text::is_address(address) {
        reader.fault(Column::Email, no_address(address));
    }
    address.clone_into(&mut event.contact.email);
}

/// `bestätigt`, `vorläufig`, `abgesagt`, each with `(Entwurf)` when it may be. A sheet takes an event back into a draft,
/// but does not publish one: somebody of the office does.
fn read_status(reader: &mut RowReader<'_>, event: &mut Event) {
    if !reader.holds(Column::Status) || reader.cell(Column::Status).is_empty() {
        return;
    }
    let words = fold(reader.cell(Column::Status));
    let is_draft = words.contains("entwurf") || words == "draft" || words == "submitted";
    // Our own table says `published` of whatever is not cancelled.
    let says_nothing = is_draft || words == "published";
    let status = match words.replace("entwurf", "").as_str() {
        "bestätigt" | "fest" | "ok" | "findetstatt" | "confirmed" => Some(Status::Confirmed),
        "vorläufig" | "geplant" | "unsicher" | "offen" | "tentative" => Some(Status::Tentative),
        "abgesagt" | "fälltaus" | "entfällt" | "storniert" | "cancelled" => Some(Status::Cancelled),
        "published" if event.status == Status::Cancelled => Some(Status::Confirmed),
        _ => says_nothing.then_some(event.status),
    };
    if let Some(status) = status {
        event.status = status;
    } else {
        let what =
            said!("sheet-status", "is not known; write bestätigt, vorläufig or abgesagt, and (Entwurf) behind it");
        reader.fault(Column::Status, what.quoting(&text::clean_line(reader.cell(Column::Status))));
    }
    if is_draft && event.review == Review::Published {
        event.review = Review::Draft;
    }
}

fn read_registration(reader: &mut RowReader<'_>, event: &mut Event) {
    if !reader.holds(Column::Registration) {
        return;
    }
    let Some((needed, how)) = read_way(reader) else { return };
    if !needed {
        if event.registration.needed {
            event.registration = Registration::default();
        }
        return;
    }
    event.registration.needed = true;
    event.registration.how = how.or(event.registration.how);
    if reader.holds(Column::Capacity) {
        let count = read_count(reader.cell(Column::Capacity)).map(Typed::plain);
        event.registration.capacity = reader.take(Column::Capacity, count).flatten();
    }
    if reader.holds(Column::Deadline) {
        let cell = reader.cell(Column::Deadline);
        event.registration.deadline = None;
        if !cell.is_empty() {
            let near = Near::UpTo(event.when.start.date());
            let read = reader.take(Column::Deadline, read_day_and_times(cell, near));
            // „Bis zum 9.“ ends when the day does.
            let last = |(day, times): (Date, Option<Times>)| {
                times.map_or_else(|| day.at(23, 59, 0, 0), |times| day.to_datetime(times.start))
            };
            event.registration.deadline = read.map(last);
        }
    }
}

/// Whether to register, and how.
fn read_way(reader: &mut RowReader<'_>) -> Option<(bool, Option<RegistrationWay>)> {
    let cell = reader.cell(Column::Registration);
    let words = fold(cell);
    let words = words.strip_prefix("per").or_else(|| words.strip_prefix("über")).unwrap_or(&words);
    let way = match words {
        "email" | "mail" => Some(RegistrationWay::Email),
        "telefon" | "telefonisch" | "tel" => Some(RegistrationWay::Phone),
        "onlineformular" | "formular" | "online" | "link" | "website" | "webseite" | "internet" => {
            Some(RegistrationWay::Link)
        }
        _ => None,
    };
    if way.is_some() {
        return Some((true, way));
    }
    if ["erforderlich", "nötig", "notwendig", "mitanmeldung"].contains(&words) {
        return Some((true, None));
    }
    if ["nichterforderlich", "nichtnötig", "keine", "ohne", "ohneanmeldung"].contains(&words) {
        return Some((false, None));
    }
    let read = read_yes(cell).map(Typed::plain).map_err(|_| {
        fault(cell, said!("sheet-registration", "is not known; write nein, ja, E-Mail, Telefon or Online-Formular"))
    });
    reader.take(Column::Registration, read).map(|needed| (needed, None))
}
