//! When an event of a sheet takes place: days and times from up to five cells.
//!
//! Invariant: the last day of a sheet is inclusive, as people write it; a [`When`] ends the day after.

use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::domain::fault::said;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::exchange::sheet_columns::Column;
use crate::exchange::sheet_row::RowReader;
use crate::exchange::typed::Near;
use crate::exchange::typed::Times;
use crate::exchange::typed::Typed;
use crate::exchange::typed::read_day_and_times;
use crate::exchange::typed::read_times;
use crate::exchange::typed::read_yes;
use crate::exchange::typed_day::day_after;
use crate::exchange::typed_day::shown;

/// What the cells of a row say.
struct Said {
    first: Date,
    start: Option<Times>,
    last: Option<Date>,
    end: Option<Times>,
    is_all_day: bool,
}

/// Reads the time of a row; nothing when it cannot be known.
pub(super) fn read_when(reader: &mut RowReader<'_>, from: Date, zone: &Zone) -> Option<When> {
    let said = read_cells(reader, from)?;
    let when = if said.is_all_day { whole_days(reader, &said, zone) } else { timed(reader, &said, zone) }?;
    if !when.is_all_day() && when.ends_at() < when.starts_at() {
        let (start, end) = (when.start.wall(), when.end_or_start().wall());
        let what = said!(
            "sheet-ends-early",
            "ends ({end}) before it starts ({start}); mend a time, or write the day after as last day if it ends after \
             midnight",
            end = shown_time(end),
            start = shown_time(start)
        );
        reader.fault(Column::EndTime, what);
        return None;
    }
    Some(when)
}

/// All cells are read, so that all their faults are told.
fn read_cells(reader: &mut RowReader<'_>, from: Date) -> Option<Said> {
    let given = read_yes(reader.cell(Column::AllDay)).map(Typed::plain);
    let is_all_day = reader.take(Column::AllDay, given);
    let first = read_date(reader, Column::StartDate, from);
    let start = read_time(reader, Column::StartTime);
    let last = read_date(reader, Column::EndDate, first.map_or(from, |(first, _)| first));
    let end = read_time(reader, Column::EndTime);
    if reader.cell(Column::StartDate).trim().is_empty() {
        let what = said!("sheet-no-day", "is missing; write the first day, like 11.09.2027");
        reader.fault(Column::StartDate, what);
    }
    let is_whole = [Column::StartDate, Column::StartTime, Column::EndDate, Column::EndTime, Column::AllDay]
        .into_iter()
        .all(|column| reader.faults.iter().all(|fault| fault.field != reader.word(column)));
    let (first, start_too) = first?;
    let mut said = Said {
        first,
        start: start.or(start_too),
        last: last.map(|(last, _)| last),
        end: end.or(last.and_then(|(_, times)| times)),
        is_all_day: is_all_day?,
    };
    if said.start.is_none() && said.end.is_none() && !reader.holds(Column::AllDay) {
        let what = said!("sheet-no-time", "stands without a time; taken as whole days");
        reader.note(Column::StartDate, what);
        said.is_all_day = true;
    }
    is_whole.then_some(said)
}

fn read_date(reader: &mut RowReader<'_>, column: Column, from: Date) -> Option<(Date, Option<Times>)> {
    let cell = reader.cell(column);
    if cell.trim().is_empty() {
        return None;
    }
    reader.take(column, read_day_and_times(cell, Near::From(from)))
}

fn read_time(reader: &mut RowReader<'_>, column: Column) -> Option<Times> {
    let cell = reader.cell(column);
    if cell.trim().is_empty() {
        return None;
    }
    reader.take(column, read_times(cell).map(Typed::plain))
}

fn whole_days(reader: &mut RowReader<'_>, said: &Said, zone: &Zone) -> Option<When> {
    let last = said.last.unwrap_or(said.first);
    if last < said.first {
        let what =
            said!("sheet-last-early", "is before the first day ({day}); mend one of them", day = shown(said.first));
        reader.fault(Column::EndDate, what);
        return None;
    }
    if said.start.is_some() || said.end.is_some() {
        let what =
            said!("sheet-all-day", "is yes, so the times of the row are not taken; write them into the description");
        reader.note(Column::AllDay, what);
    }
    Some(When { start: Moment::Day(said.first), end: Some(Moment::Day(day_after(last))), zone: zone.clone() })
}

fn timed(reader: &mut RowReader<'_>, said: &Said, zone: &Zone) -> Option<When> {
    let Some(start) = said.start else {
        let what = said!(
            "sheet-no-start",
            "is missing; write a time, like 18:00, or „ja“ as {column}",
            column = text::clean_line(reader.word(Column::AllDay))
        );
        reader.fault(Column::StartTime, what);
        return None;
    };
    let end = match (start.end, said.end) {
        (Some(a), Some(b)) if a != b.start => {
            let what = said!("sheet-two-ends", "is another end than the one beside the start; leave one of them out");
            reader.fault(Column::EndTime, what);
            return None;
        }
        (end, None) => end,
        (_, Some(Times { start: end, end: None })) => Some(end),
        (_, Some(_)) => {
            reader.fault(Column::EndTime, said!("sheet-two-times", "holds two times; write the end only"));
            return None;
        }
    };
    let end = match (end, said.last) {
        (Some(end), last) => Some(last.unwrap_or(said.first).to_datetime(end)),
        (None, Some(last)) if last != said.first => {
            let what = said!(
                "sheet-no-end",
                "is missing for the last day ({day}); for whole days write „ja“ as all-day",
                day = shown(last)
            );
            reader.fault(Column::EndTime, what);
            return None;
        }
        (None, _) => None,
    };
    let start = Moment::Wall(said.first.to_datetime(start.start));
    Some(When { start, end: end.map(Moment::Wall), zone: zone.clone() })
}

fn shown_time(wall: DateTime) -> String {
    format!("{} {:02}:{:02}", shown(wall.date()), wall.hour(), wall.minute())
}
