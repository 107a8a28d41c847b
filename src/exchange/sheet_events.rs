//! Rows of a sheet as events: which stored event a row means, and the events that come of it.
//!
//! Invariant: a row means the stored event of its id, else of its title and first day, else the only one of its title
//! that no other row means. Numbers of lists of events are not stable (people sort them), so they mean nothing.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::event::Event;
use crate::domain::fault::said;
use crate::domain::text;
use crate::domain::translation::mark_outdated;
use crate::domain::vocabulary::Term;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::work::Work;
use crate::exchange::Document;
use crate::exchange::Listed;
use crate::exchange::names::Found;
use crate::exchange::names::Names;
use crate::exchange::names::Slugs;
use crate::exchange::names::fold;
use crate::exchange::names::slug_of;
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet_check::Office;
use crate::exchange::sheet_check::SheetRow;
use crate::exchange::sheet_check::Sifted;
use crate::exchange::sheet_check::Verdict;
use crate::exchange::sheet_check::finished;
use crate::exchange::sheet_columns::Column;
use crate::exchange::sheet_event::Lists;
use crate::exchange::sheet_event::read_fields;
use crate::exchange::sheet_row::Columns;
use crate::exchange::sheet_row::RowReader;
use crate::exchange::sheet_when::read_when;
use crate::exchange::typed_day::shown;

/// A row whose title and time were read.
struct Begun<'a> {
    reader: RowReader<'a>,
    title: String,
    when: Option<When>,
    /// The stored event that it means, by its place in the office's list.
    stored: Option<usize>,
}

/// Reads the rows; the events go into the document.
pub(super) fn read_events(sheet: &Sheet, columns: &Columns, office: &Office, document: &mut Document) -> Vec<SheetRow> {
    let sifted = Sifted::of(sheet, columns, Column::Title);
    let from = office.programme.as_ref().map_or(office.today, |programme| programme.start);
    let begin = |cells| {
        let mut reader = RowReader::of(cells, columns);
        let title = text::clean_line(reader.cell(Column::Title));
        let when = read_when(&mut reader, from, &office.zone);
        Begun { reader, title, when, stored: None }
    };
    let mut begun: Vec<Begun<'_>> = sifted.rows.into_iter().map(begin).collect();
    refuse_equal(&mut begun);
    match_stored(&mut begun, office);
    let (mut rows, begun) = pass_over_meetings(begun, office, sifted.skipped);
    let lists = Lists::of(office);
    let first = first_words(&begun, office);
    let mut slugs = Slugs::of(office.events.iter().map(|event| event.slug.clone()));
    let mut work = Work::default();
    for row in begun {
        let stored = row.stored.map(|at| &office.events[at]);
        let (line, event) = finish(row, stored, &lists, &mut slugs, &mut work);
        rows.push(line);
        document.events.extend(event.map(|event| Listed { event, answers: Vec::new(), attendance: Vec::new() }));
    }
    document.vocabulary = first;
    rows
}

/// The office's lists with the kinds and target groups that a table names: the first one brings them. Later a word that
/// no list has is more likely a slip of the pen.
fn first_words(begun: &[Begun<'_>], office: &Office) -> Option<Vocabulary> {
    let mut vocabulary = office.vocabulary.clone();
    let take = |list: &mut Vec<Term>, column: Column, between: &[char]| {
        let cells = begun.iter().flat_map(|row| row.reader.cell(column).split(between)).map(text::clean_line);
        for name in cells {
            let id = slug_of(&name);
            if !id.is_empty() && list.iter().all(|term| term.id != id) {
                list.push(Term::named(&id, &[("de", &name)]));
            }
        }
    };
    if office.vocabulary.kinds.is_empty() {
        take(&mut vocabulary.kinds, Column::Kind, &[]);
    }
    if office.vocabulary.target_groups.is_empty() {
        take(&mut vocabulary.target_groups, Column::TargetGroups, &[',', ';', '/']);
    }
    (vocabulary != office.vocabulary).then_some(vocabulary)
}

/// Two rows of one title and start are one event that was written twice, but not in the same words.
fn refuse_equal(begun: &mut [Begun<'_>]) {
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for row in begun {
        let Some(when) = &row.when else { continue };
        let key = (fold(&row.title), when.start);
        match seen.get(&key) {
            Some(before) => {
                let what = said!(
                    "sheet-same-event",
                    "row {row} has the same title and start; leave one out, or name them differently",
                    row = before
                );
                row.reader.fault(Column::Title, what);
            }
            None => {
                seen.insert(key, row.reader.row);
            }
        }
    }
}

/// Finds the stored event of each row.
fn match_stored(begun: &mut [Begun<'_>], office: &Office) {
    let stored = || office.events.iter().enumerate().filter(|(_, event)| event.meeting.is_none());
    let by_slug: BTreeMap<&str, usize> = stored().map(|(at, event)| (event.slug.as_str(), at)).collect();
    let dated = |day: Date, title: &str| format!("{day} {title}");
    let by_day = Names::of(stored().map(|(at, event)| (dated(event.when.start.date(), &event.title), at)));
    let mut claimed = BTreeSet::new();
    for row in begun.iter_mut() {
        let by_id = by_slug.get(row.reader.cell(Column::Id)).copied();
        let on_day = || match by_day.find(&dated(row.when.as_ref()?.start.date(), &row.title)) {
            Found::One(at) | Found::Remnant(at, _) => Some(at),
            _ => None,
        };
        row.stored = by_id.or_else(on_day).filter(|at| claimed.insert(*at));
    }
    // What is left may have been moved to another day.
    let left = stored().filter(|(at, event)| !claimed.contains(at) && is_of(event, office));
    let by_title = Names::of(left.map(|(at, event)| (event.title.clone(), at)));
    for row in begun.iter_mut().filter(|row| row.stored.is_none() && row.when.is_some()) {
        if let Found::One(at) | Found::Remnant(at, _) = by_title.find(&row.title) {
            row.stored = Some(at).filter(|at| claimed.insert(*at));
        }
    }
}

/// A meeting has an agenda, minutes and invited groups, for which a sheet has no columns. As an event it would be public.
fn pass_over_meetings<'a>(
    begun: Vec<Begun<'a>>,
    office: &Office,
    mut rows: Vec<SheetRow>,
) -> (Vec<SheetRow>, Vec<Begun<'a>>) {
    let meetings = || office.events.iter().filter(|event| event.meeting.is_some());
    let slugs: BTreeSet<&str> = meetings().map(|event| event.slug.as_str()).collect();
    let dates: BTreeSet<_> = meetings().map(|event| (fold(&event.title), event.when.start.date())).collect();
    let mut left = Vec::new();
    for mut row in begun {
        let day = row.when.as_ref().map(|when| when.start.date());
        let is_meeting = slugs.contains(row.reader.cell(Column::Id))
            || (row.stored.is_none() && day.is_some_and(|day| dates.contains(&(fold(&row.title), day))));
        if is_meeting {
            row.reader.faults.clear();
            row.reader.note(Column::Title, said!("sheet-meeting", "is a meeting; a sheet changes no meetings"));
            rows.push(finished(row.reader, &row.title, Verdict::Skipped));
        } else {
            left.push(row);
        }
    }
    (rows, left)
}

/// Next year's event of the same title is another one: only events to come, or of the programme, are moved.
fn is_of(event: &Event, office: &Office) -> bool {
    match &office.programme {
        Some(programme) => event.programme.as_ref() == Some(&programme.id),
        None => event.when.last_day() >= office.today,
    }
}

/// Reads the other fields.
fn finish(
    row: Begun<'_>,
    stored: Option<&Event>,
    lists: &Lists<'_>,
    slugs: &mut Slugs,
    work: &mut Work,
) -> (SheetRow, Option<Event>) {
    let Begun { mut reader, title, when, .. } = row;
    let is_whole = when.is_some();
    // Without a time the rest is still read, so that its faults are said too.
    let when = when.unwrap_or_else(|| stand_in(lists.office));
    let mut event = stored.cloned().unwrap_or_else(|| new_event(lists.office, when.clone()));
    event.changed_at = None;
    event.when = When { zone: event.when.zone.clone(), ..when };
    event.title = reader.line(Column::Title, &event.title);
    read_fields(&mut reader, lists, &mut event);
    if stored.is_none() {
        event.slug = slug_for(&reader, &title, slugs);
    }
    event.clean();
    if is_whole {
        say_faults(&mut reader, &event, work);
    } else if text::is_blank(&event.title) {
        reader.fault(Column::Title, said!("event-no-title", "is missing; say in a few words what it is"));
    }
    if let Some(stored) = stored.filter(|stored| is_whole && stored.when.start.date() != event.when.start.date()) {
        let what = said!(
            "sheet-moved",
            "is another than the stored one ({day}): the event is moved",
            day = shown(stored.when.start.date())
        );
        reader.note(Column::StartDate, what);
    }
    if let Some(stored) = stored {
        mark_outdated(&mut event, stored);
    }
    let verdict = match stored {
        None => Verdict::New,
        Some(stored) if event == (Event { changed_at: None, ..stored.clone() }) => Verdict::Same,
        Some(stored) => {
            reader.note_changes(texts(stored, lists.office), texts(&event, lists.office));
            Verdict::Changed
        }
    };
    (finished(reader, &title, verdict), is_whole.then_some(event))
}

/// The fields of an event that a sheet may change, as people read them; a day that moves is noted by itself.
fn texts(event: &Event, office: &Office) -> [(Column, String); 14] {
    let actor = |slug: &String| {
        let named = office.actors.iter().find(|actor| actor.slug == *slug);
        named.map_or(slug, |actor| &actor.name).clone()
    };
    let venue = event.place.venue.as_ref();
    let venue = venue.map(|slug| office.venues.iter().find(|venue| venue.id == *slug).map_or(slug, |one| &one.name));
    let time = |moment: Moment| match moment {
        Moment::Wall(wall) => wall.strftime("%H:%M").to_string(),
        Moment::Day(_) => String::new(),
    };
    let amount = event.cost.amount_eur.map(|euros| euros.to_string());
    let cost = [event.cost.kind.word().to_owned(), amount.unwrap_or_default(), event.cost.text.clone()];
    [
        (Column::Title, event.title.clone()),
        (Column::Kind, event.kind.clone()),
        (Column::StartTime, time(event.when.start)),
        (Column::EndDate, shown(event.when.last_day())),
        (Column::EndTime, event.when.end.map(time).unwrap_or_default()),
        (Column::Venue, format!("{} {}", venue.map_or("", String::as_str), event.place.text)),
        (Column::Organiser, actor(&event.organiser)),
        (Column::Partners, event.partners.iter().map(actor).collect::<Vec<_>>().join(", ")),
        (Column::TargetGroups, event.target_groups.join(", ")),
        (Column::Languages, event.languages.join(", ")),
        (Column::Cost, cost.join(" ")),
        (Column::Summary, event.summary.clone()),
        (Column::Description, event.description.clone()),
        (Column::Status, event.status.word().to_owned()),
    ]
}

fn stand_in(office: &Office) -> When {
    let start = Moment::Wall(office.today.at(12, 0, 0, 0));
    When { start, end: None, zone: office.zone.clone() }
}

fn new_event(office: &Office, when: When) -> Event {
    let mut event = Event::new("", "", when);
    event.programme = office.programme.as_ref().map(|programme| programme.id.clone());
    event
}

/// What is wrong with the event by itself, said of the columns.
fn say_faults(reader: &mut RowReader<'_>, event: &Event, work: &mut Work) {
    for fault in event.check(work) {
        let column = match fault.field.as_str() {
            "title" => Column::Title,
            "summary" => Column::Summary,
            "venue_text" => Column::Venue,
            "description" => Column::Description,
            "end" => Column::EndTime,
            "rrule" => Column::Repetition,
            "id" => Column::Id,
            _ => {
                reader.faults.push(fault);
                continue;
            }
        };
        reader.fault(column, fault.what);
    }
}

/// A slug that no event has: the id of the row when it has one, else made of the title.
fn slug_for(reader: &RowReader<'_>, title: &str, slugs: &mut Slugs) -> String {
    let id = reader.cell(Column::Id);
    let slug = if text::is_slug(id) { id.to_owned() } else { slug_of(title) };
    let slug = if slug.is_empty() { format!("row-{}", reader.row) } else { slug };
    slugs.take(&slug)
}
