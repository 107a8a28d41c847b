//! Days and times in words, from the data of CLDR; how they are joined stands in `words/*/dates.ftl`.
//!
//! Invariant: always wall time of the event, with its weekday; where the reader lives elsewhere the zone is named.
//! Invariant: no clock is asked; "tomorrow" is counted from a moment that the caller gives.
//!
//! Making a formatter costs a hundred times what remembering its words does, and mails of one event show the same
//! days: so what was formatted is kept.

use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::NoCalendarFormatter;
use icu_datetime::fieldsets;
use icu_datetime::input;
use icu_datetime::options::Alignment;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::Time;

use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::view::language::Language;
use crate::view::words::Words;

/// Days and times in one language.
#[derive(Clone, Copy)]
pub struct Dates<'a> {
    words: &'a Words,
    language: Language,
}

/// A form in which a moment is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Day(DayForm),
    Time,
    StartShort,
}

/// A form in which a day is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DayForm {
    Weekday,
    WeekdayShort,
    Long,
    Plain,
    OfYear,
    Short,
}

/// What was said: in which language and form, about which moment.
pub(super) type Said = (Language, Form, DateTime);

/// One date in one form; the numbers of the day stand in for it if the data of CLDR should lack the form.
macro_rules! formatted {
    ($language:expr, $date:expr, $form:expr) => {{
        let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new($language.preferences(), $form);
        let [month, day] = [$date.month(), $date.day()].map(i8::unsigned_abs);
        let date = input::Date::try_new_gregorian($date.year().into(), month, day);
        match (formatter, date) {
            (Ok(formatter), Ok(date)) => formatter.format(&date).to_string(),
            _ => $date.to_string(),
        }
    }};
}

fn say_date(language: Language, form: DayForm, date: Date) -> String {
    match (form, language) {
        (DayForm::Weekday, _) => formatted!(language, date, fieldsets::E::long()),
        (DayForm::WeekdayShort, _) => formatted!(language, date, fieldsets::E::short()),
        (DayForm::Long, _) => formatted!(language, date, fieldsets::YMDE::long()),
        (DayForm::Plain, _) => formatted!(language, date, fieldsets::YMD::long()),
        (DayForm::OfYear, _) => formatted!(language, date, fieldsets::MDE::long()),
        (DayForm::Short, Language::De) => {
            formatted!(language, date, fieldsets::MD::short().with_alignment(Alignment::Column))
        }
        (DayForm::Short, Language::En | Language::Ar) => formatted!(language, date, fieldsets::MD::medium()),
    }
}

fn say_time(language: Language, time: Time) -> String {
    let form = fieldsets::T::hm().with_alignment(Alignment::Column);
    let formatter = NoCalendarFormatter::try_new(language.preferences(), form);
    let [hour, minute] = [time.hour(), time.minute()].map(i8::unsigned_abs);
    match (formatter, input::Time::try_new(hour, minute, 0, 0)) {
        (Ok(formatter), Ok(time)) => formatter.format(&time).to_string(),
        _ => format!("{hour:02}:{minute:02}"),
    }
}

impl<'a> Dates<'a> {
    /// Dates of a language.
    pub(crate) fn new(words: &'a Words, language: Language) -> Self {
        Self { words, language }
    }

    /// "Donnerstag".
    pub fn weekday(self, date: Date) -> String {
        self.date(DayForm::Weekday, date)
    }

    /// "Do".
    pub fn weekday_short(self, date: Date) -> String {
        self.date(DayForm::WeekdayShort, date)
    }

    /// "Donnerstag, 19. August 2027".
    pub fn day(self, date: Date) -> String {
        self.date(DayForm::Long, date)
    }

    /// "19. August 2027".
    pub fn day_plain(self, date: Date) -> String {
        self.date(DayForm::Plain, date)
    }

    /// "Donnerstag, 19. August", where the year is clear.
    pub fn day_of_year(self, date: Date) -> String {
        self.date(DayForm::OfYear, date)
    }

    /// "Do, 19.08.", for subjects and lists.
    pub fn day_short(self, date: Date) -> String {
        let day = self.date(DayForm::Short, date);
        let weekday = self.weekday_short(date);
        self.words.say(self.language, "date-short", &[("weekday", weekday.into()), ("day", day.into())])
    }

    /// "17:00".
    pub fn time(self, time: Time) -> String {
        let of = Date::default().to_datetime(time);
        self.remember(Form::Time, of, || say_time(self.language, time))
    }

    fn date(self, form: DayForm, date: Date) -> String {
        let of = date.to_datetime(Time::midnight());
        self.remember(Form::Day(form), of, || say_date(self.language, form, date))
    }

    fn remember(self, form: Form, of: DateTime, say: impl FnOnce() -> String) -> String {
        let said = self.words.own().dates.take(&(self.language, form, of), || Some(say()));
        said.as_deref().unwrap_or_default().to_owned()
    }

    /// "Do, 19.08., 17:00"; a whole day without a time.
    pub fn start_short(self, start: Moment) -> String {
        let say = || self.with_time(self.day_short(start.date()), start);
        match start {
            Moment::Day(_) => say(),
            Moment::Wall(wall) => self.remember(Form::StartShort, wall, say),
        }
    }

    /// As [`Dates::start_short`], with the year where it is another one than that of `today`.
    pub fn start_in(self, start: Moment, today: Date) -> String {
        if start.date().year() == today.year() {
            return self.start_short(start);
        }
        self.with_time(self.day_in(start.date(), today), start)
    }

    /// As [`Dates::day_short`], with the year where it is another one than that of `today`.
    pub fn day_in(self, date: Date, today: Date) -> String {
        let day = self.day_short(date);
        if date.year() == today.year() {
            return day;
        }
        let args = [("day", day.into()), ("year", date.year().to_string().into())];
        self.words.say(self.language, "date-short-year", &args)
    }

    fn with_time(self, day: String, start: Moment) -> String {
        match start {
            Moment::Day(_) => day,
            Moment::Wall(wall) => {
                let time = self.time(wall.time());
                self.words.say(self.language, "date-short-time", &[("day", day.into()), ("time", time.into())])
            }
        }
    }

    /// "Donnerstag, 19. August 2027, 17:00–19:00 Uhr", and what else a span can be: open, over several days, whole days.
    pub fn span(self, when: &When) -> String {
        let (start, last) = (when.start.date(), when.last_day());
        let [day, lastday] = [start, last].map(|date| self.day(date));
        let [from, to] = [when.start, when.end_or_start()].map(|moment| self.time(moment.wall().time()));
        let id = match (when.is_all_day(), start == last, when.ends_at() > when.starts_at()) {
            (true, true, _) => "date-all-day",
            (true, false, _) => "date-all-days",
            (false, _, false) => "date-open",
            (false, true, true) => "date-span",
            (false, false, true) => "date-across",
        };
        let args = [("day", day.into()), ("lastday", lastday.into()), ("from", from.into()), ("to", to.into())];
        self.words.say(self.language, id, &args)
    }

    /// As [`Dates::span`], with the place of the clocks when the reader's are others.
    pub fn span_for(self, when: &When, reader: &Zone) -> String {
        let span = self.span(when);
        if when.is_all_day() || show_the_same(when, reader) {
            return span;
        }
        let place = place_of(&when.zone);
        self.words.say(self.language, "date-elsewhere", &[("when", span.into()), ("place", place.into())])
    }

    /// "17:00–19:30 Uhr" of a span within one day, "17:00 Uhr" of an open one; of others their whole span.
    pub fn times(self, when: &When) -> String {
        if when.is_all_day() || when.start.date() != when.last_day() {
            return self.span(when);
        }
        let [from, to] = [when.start, when.end_or_start()].map(|moment| self.time(moment.wall().time()));
        let id = if when.ends_at() > when.starts_at() { "date-times" } else { "date-time" };
        self.words.say(self.language, id, &[("from", from.into()), ("to", to.into())])
    }

    /// "heute" or "morgen", seen from `now` on the clocks of `zone`.
    pub fn relative_day(self, date: Date, now: Timestamp, zone: &Zone) -> Option<String> {
        let today = zone.wall(now).date();
        let id = if date == today {
            "date-today"
        } else if today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) {
            "date-tomorrow"
        } else {
            return None;
        };
        Some(self.words.say(self.language, id, &[]))
    }

    /// "morgen 17:00", or "Do, 19.08., 17:00" when it is further away.
    pub fn start_near(self, when: &When, now: Timestamp) -> String {
        match (self.relative_day(when.start.date(), now, &when.zone), when.start) {
            (None, start) => self.start_short(start),
            (Some(day), Moment::Day(_)) => day,
            (Some(day), Moment::Wall(wall)) => {
                let time = self.time(wall.time());
                self.words.say(self.language, "date-day-time", &[("day", day.into()), ("time", time.into())])
            }
        }
    }

    /// A last moment: "Donnerstag, 12. August, 18:00 Uhr"; only the day when it is the day's end.
    pub fn until(self, wall: DateTime) -> String {
        let day = self.day_of_year(wall.date());
        if (wall.hour(), wall.minute()) == (23, 59) {
            return day;
        }
        let time = self.time(wall.time());
        self.words.say(self.language, "date-day-until", &[("day", day.into()), ("time", time.into())])
    }
}

/// True when the reader's clocks show what the event's show.
fn show_the_same(when: &When, reader: &Zone) -> bool {
    [when.starts_at(), when.ends_at()].iter().all(|at| reader.wall(*at) == when.zone.wall(*at))
}

/// The city of a zone's name: "Berlin" of `Europe/Berlin`.
fn place_of(zone: &Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}
