//! The dates of an event by form: its repetition, and one date moved or cancelled, alone or with those after it.

use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_edit::Ask;
use crate::app::event_edit::Edited;
use crate::app::typed_fields::typed_day;
use crate::app::typed_span::TypedSpan;
use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::fault::Fault;
use crate::domain::recurrence::Recurrence;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::recurrence::weekday_code;
use crate::domain::repetition::Ends;
use crate::domain::repetition::Repetition;
use crate::domain::repetition::Unit;
use crate::domain::repetition::WEEKDAYS;
use crate::domain::repetition::at_another_time;
use crate::domain::repetition::is_endless;
use crate::domain::repetition::nth_in_month;
use crate::domain::series::Scope;
use crate::domain::series::has_date;
use crate::domain::series::meets_another;
use crate::domain::series::move_following;
use crate::domain::series::override_of;
use crate::domain::series::put_override;
use crate::domain::series::redate;
use crate::domain::series::retime;
use crate::domain::series::set_date;
use crate::domain::series::set_following_places;
use crate::domain::series::set_place;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::exchange::typed_day::Near;
use crate::exchange::typed_day::read_day;
use crate::exchange::typed_day::read_day_and_times;

/// The most dates after which a repetition that is typed may end.
const COUNT_MAX: u32 = 500;

/// What somebody typed about one date of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateDraft {
    /// When it is.
    pub span: TypedSpan,
    /// The venue's slug; empty for none.
    pub venue: String,
    /// The place in words.
    pub place: String,
    /// `one`, `following`, `all`: for which dates it is meant.
    pub scope: String,
    /// True: it does not take place.
    pub cancelled: bool,
    /// Why.
    pub reason: String,
    /// Who hears of it: empty when nobody decided yet.
    pub change_to: String,
}

/// What somebody typed about the dates of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RepetitionDraft {
    /// When the first date is.
    pub span: TypedSpan,
    /// A word of [`Unit`]; empty: once; `kept`: the stored rule, which has no name.
    pub unit: String,
    /// Each first, second … of these.
    pub every: String,
    /// Weekdays, as rules name them (`TU`).
    pub weekdays: Vec<String>,
    /// `never`, `after`, `on`.
    pub ends: String,
    /// After how many dates.
    pub after: String,
    /// The last day.
    pub on: String,
    /// More dates, one a line: `12.9.27` or `12.9.27 18:00`.
    pub also: String,
    /// Days that are left out, one a line.
    pub without: String,
    /// Who hears of it: empty when nobody decided yet.
    pub change_to: String,
}

impl DateDraft {
    /// The date of an original start as a form shows it.
    pub fn of(event: &Event, original: Moment) -> Self {
        let change = event.change_of(original);
        let place = event.place_by(change);
        Self {
            span: TypedSpan::of(&event.when_of(original)),
            venue: place.venue.unwrap_or_default().to_owned(),
            place: place.text.to_owned(),
            scope: Scope::One.word().to_owned(),
            cancelled: change.is_some_and(|change| change.cancelled),
            reason: change.map(|change| change.reason.clone()).unwrap_or_default(),
            change_to: String::new(),
        }
    }

    /// Changes the date of an original start, and those that are meant with it.
    fn change(&self, event: &mut Event, original: Moment, when: &When) -> Result<(), Fault> {
        let fault = |what: &str| Fault::new("scope", what);
        let not_so = |_| fault("fault-not-so");
        let (venue, words) = (self.venue.as_str(), text::clean_line(&self.place));
        // What stays for this date stays for the others too, each of which may be as only itself is.
        let shown = Self::of(event, original);
        let is_elsewhere = (venue, &words) != (&shown.venue, &shown.place);
        let is_moved = *when != event.when_of(original);
        match self.scope.parse().unwrap_or_default() {
            _ if !venue.is_empty() && !text::is_slug(venue) => return Err(Fault::new("venue", "fault-not-so")),
            Scope::One if event.recurrence.is_single() => {
                self.change_only(event, when).map_err(not_so)?;
            }
            Scope::One => {
                set_date(event, original, when);
                set_place(event, original, venue, &words);
                self.call(event, original);
            }
            _ if self.cancelled => return Err(fault("fault-cancel-one")),
            Scope::Following if event.recurrence.rule.as_deref().is_some_and(is_endless) => {
                return Err(fault("fault-endless"));
            }
            Scope::Following => {
                if is_elsewhere {
                    set_following_places(event, original, venue, &words).map_err(not_so)?;
                }
                if is_moved {
                    move_following(event, original, when).map_err(not_so)?;
                }
            }
            Scope::All if is_moved && when.start.date() != original.date() => return Err(fault("fault-another-day")),
            Scope::All => {
                if is_elsewhere {
                    self.put_place(event);
                    set_place(event, original, venue, &words);
                }
                if is_moved {
                    // This one too, where it had an hour of its own.
                    let usual = event.when.moved_to(original);
                    set_date(event, original, &usual);
                    retime(event, when).map_err(not_so)?;
                }
            }
        }
        Ok(())
    }

    /// What takes place once is changed itself, so that its form shows what holds.
    fn change_only(&self, event: &mut Event, when: &When) -> Result<(), RecurrenceFault> {
        redate(event, when.clone(), Recurrence::default())?;
        self.put_place(event);
        let mut change = override_of(event, when.start);
        (change.start, change.end, change.venue, change.venue_text) = (None, None, None, None);
        put_override(event, change);
        self.call(event, when.start);
        Ok(())
    }

    fn put_place(&self, event: &mut Event) {
        event.place.venue = Some(self.venue.clone()).filter(|venue| !venue.is_empty());
        event.place.text = text::clean_line(&self.place);
    }

    /// Calls a date off, or says that it takes place, and why.
    fn call(&self, event: &mut Event, original: Moment) {
        let (cancelled, reason) = (self.cancelled, text::clean_line(&self.reason));
        put_override(event, Override { cancelled, reason, ..override_of(event, original) });
    }
}

impl RepetitionDraft {
    /// The dates of an event as a form shows them.
    pub fn of(event: &Event) -> Self {
        let (start, recurrence) = (event.when.start, &event.recurrence);
        let named = recurrence.rule.as_ref().map(|rule| Repetition::of(rule, start, &event.when.zone));
        let unit = match &named {
            None => "",
            Some(None) => "kept",
            Some(Some(named)) => named.unit.word(),
        };
        let named = named.flatten();
        let ends = named.as_ref().map(|named| named.ends);
        let (ends, after, on) = match ends {
            None | Some(Ends::Never) => ("never", String::new(), String::new()),
            Some(Ends::After(count)) => ("after", count.to_string(), String::new()),
            Some(Ends::On(day)) => ("on", String::new(), typed_day(day)),
        };
        let weekdays = named.as_ref().map(|named| named.weekdays.iter().map(|day| weekday_code(*day).to_owned()));
        let line = |moment: &Moment| match moment {
            Moment::Wall(wall) if wall.time() != start.wall().time() => {
                format!("{} {}", typed_day(wall.date()), wall.time().strftime("%H:%M"))
            }
            other => typed_day(other.date()),
        };
        let lines = |moments: &[Moment]| moments.iter().map(line).collect::<Vec<_>>().join("\n");
        Self {
            span: TypedSpan::of(&event.when),
            unit: unit.to_owned(),
            every: named.as_ref().map_or(1, |named| named.every).to_string(),
            weekdays: weekdays.map(Iterator::collect).unwrap_or_default(),
            ends: ends.to_owned(),
            after,
            on,
            also: lines(&recurrence.added),
            without: lines(&recurrence.left_out),
            change_to: String::new(),
        }
    }

    /// When the first date is, and what makes the others.
    fn read(&self, stored: &Event, today: Date) -> Result<(When, Recurrence), Vec<Fault>> {
        let mut faults = Vec::new();
        let when = self.span.read(&stored.when, today).map_err(|said| faults.extend(said)).ok();
        let start = when.as_ref().map_or(stored.when.start, |when| when.start);
        let rule = match self.unit.as_str() {
            "" => None,
            "kept" if start.is_day() == stored.when.is_all_day() => stored.recurrence.rule.clone(),
            // UNTIL is a day or a time, as the start is.
            "kept" => stored.recurrence.rule.as_ref().map(|rule| at_another_time(rule, start, &stored.when.zone)),
            unit => {
                self.check_unchosen(&Self::of(stored), &mut faults);
                self.repetition(unit, start, &mut faults).map(|named| named.rule(start, &stored.when.zone))
            }
        };
        let added = read_moments(&self.also, start, today, "also", &mut faults);
        let left_out = read_moments(&self.without, start, today, "without", &mut faults);
        match when {
            Some(when) if faults.is_empty() => Ok((when, Recurrence { rule, added, left_out })),
            _ => Err(faults),
        }
    }

    /// Whoever types an end and does not choose it above means it all the same; what the form showed is only left over.
    fn check_unchosen(&self, shown: &Self, faults: &mut Vec<Fault>) {
        for (ends, typed, was, what) in [
            ("after", &self.after, &shown.after, "fault-after-unchosen"),
            ("on", &self.on, &shown.on, "fault-on-unchosen"),
        ] {
            if self.ends != ends && !typed.trim().is_empty() && typed.trim() != was {
                faults.push(Fault::new(ends, what));
            }
        }
    }

    fn repetition(&self, unit: &str, start: Moment, faults: &mut Vec<Fault>) -> Option<Repetition> {
        let mut say = |field: &str, what: &str| faults.push(Fault::new(field, what));
        let unit: Option<Unit> = unit.parse().ok();
        let every = self.every.trim().parse().ok().filter(|every| (1..=99).contains(every));
        let number = |text: &str| text.trim().parse().ok().filter(|count| (1..=COUNT_MAX).contains(count));
        let first = start.date();
        let ends = match self.ends.as_str() {
            "after" => number(&self.after).map(Ends::After),
            "on" => read_day(&self.on, Near::From(first)).ok().map(|day| Ends::On(day.value)),
            _ => Some(Ends::Never),
        };
        let mut weekdays: Vec<Weekday> = WEEKDAYS.into_iter().filter(|day| self.chooses(*day)).collect();
        if weekdays.is_empty() {
            weekdays.push(first.weekday());
        }
        if every.is_none() {
            say("every", "fault-every");
        }
        match ends {
            None if self.ends == "after" => say("after", "fault-after"),
            None => say("on", "fault-typed-day"),
            Some(Ends::On(last)) if last < first => say("on", "fault-ends-early"),
            Some(_) => {}
        }
        if unit == Some(Unit::Week) && !weekdays.contains(&first.weekday()) {
            say("weekday", "fault-first-weekday");
        }
        if unit == Some(Unit::Month) && nth_in_month(first) > 4 {
            say("unit", "fault-fifth-weekday");
        }
        Some(Repetition { unit: unit?, every: every?, weekdays, ends: ends? })
    }

    fn chooses(&self, day: Weekday) -> bool {
        self.weekdays.iter().any(|code| code == weekday_code(day))
    }
}

impl App {
    /// Moves or cancels one date of an event, or moves it with others; asks as [`App::edit_event`] does.
    pub async fn edit_date(
        &self,
        who: &str,
        (slug, original): (&str, Moment),
        seen: &str,
        draft: &DateDraft,
    ) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        if !has_date(&stored, original) {
            return Err(Refusal::Faults(vec![Fault::new("", "fault-no-such-date")]));
        }
        let usual = stored.when.moved_to(original);
        let when = draft.span.read(&usual, self.today()).map_err(Refusal::Faults)?;
        if when.is_all_day() != usual.is_all_day() && !stored.recurrence.is_single() {
            return Err(Refusal::Faults(vec![Fault::new("from", "fault-mixed-dates")]));
        }
        let mut event = stored.clone();
        draft.change(&mut event, original, &when).map_err(|fault| Refusal::Faults(vec![fault]))?;
        let meets = |event: &Event| !event.recurrence.is_single() && meets_another(event, original).unwrap_or_default();
        if meets(&event) && !meets(&stored) {
            return Err(Refusal::Faults(vec![Fault::new("day", "fault-another-date")]));
        }
        let ask = if draft.scope == Scope::One.word() { Ask::WhoWasTold } else { Ask::Always };
        self.store_or_ask(who, stored, event, &draft.change_to, ask).await
    }

    /// Gives an event other dates; shows which are touched before it does, and asks as [`App::edit_event`] does.
    pub async fn edit_repetition(
        &self,
        who: &str,
        slug: &str,
        seen: &str,
        draft: &RepetitionDraft,
    ) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let (when, recurrence) = draft.read(&stored, self.today()).map_err(Refusal::Faults)?;
        let mut event = stored.clone();
        let not_so = |_| Refusal::Faults(vec![Fault::new("unit", "fault-not-so")]);
        redate(&mut event, when, recurrence).map_err(not_so)?;
        self.store_or_ask(who, stored, event, &draft.change_to, Ask::Always).await
    }
}

/// Days, one a line, each with a time of its own or with that of the start.
fn read_moments(lines: &str, start: Moment, today: Date, field: &str, faults: &mut Vec<Fault>) -> Vec<Moment> {
    let read = |line: &str| {
        let (day, times) = read_day_and_times(line, Near::From(today)).ok()?.value;
        Some(match start {
            Moment::Day(_) => Moment::Day(day),
            Moment::Wall(wall) => Moment::Wall(day.to_datetime(times.map_or(wall.time(), |times| times.start))),
        })
    };
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let moments: Option<Vec<Moment>> = lines.map(read).collect();
    if moments.is_none() {
        faults.push(Fault::new(field, "fault-typed-days"));
    }
    moments.unwrap_or_default()
}
