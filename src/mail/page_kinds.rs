//! What single kinds of mail show besides: what changed, who comes, an organiser's week, minutes.

use minijinja::Value;
use serde::Serialize;

use crate::domain::event::Status;
use crate::domain::meeting::Task;
use crate::domain::notification::Reason;
use crate::domain::notification::Told;
use crate::domain::text::clean_line;
use crate::domain::text::clean_lines;
use crate::domain::text::is_web_address;
use crate::domain::when::When;
use crate::mail::letter::About;
use crate::mail::letter::Digest;
use crate::mail::letter::DigestDate;
use crate::mail::letter::HeadCount;
use crate::mail::letter::Letter;
use crate::mail::letter::Missing;
use crate::mail::letter::MissingPart;
use crate::mail::letter::Numbers;
use crate::mail::letter::Spot;
use crate::mail::markdown;
use crate::mail::page::Reader;
use crate::view::markdown::plain;

/// What is different from what was told; what matters most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// Was cancelled, and takes place after all.
    Restored,
    /// Another day.
    Day,
    /// Another time, or another end.
    Time,
    Place,
    /// No place any more, but a room online.
    OnlineOnly,
    /// No place any more, nor a room online.
    PlaceOpen,
    Link,
    /// A room online where there was none.
    LinkNew,
    /// No room online any more.
    LinkGone,
}

impl Difference {
    /// The end of the names of its messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Day => "day",
            Self::Time => "time",
            Self::Place => "place",
            Self::OnlineOnly => "online-only",
            Self::PlaceOpen => "place-open",
            Self::Link => "link",
            Self::LinkNew => "link-new",
            Self::LinkGone => "link-gone",
        }
    }
}

/// What a letter has to tell; nothing for what was never told.
pub(super) fn differences(letter: &Letter) -> Vec<Difference> {
    let (Some(before), Some(about)) = (&letter.before, &letter.about) else { return Vec::new() };
    let (old, when) = (&before.told, about.when());
    let now = about.date.as_ref().map(|date| Told::of(&about.event, date));
    let is_other = |other: fn(&Told, &Told) -> bool| now.as_ref().is_some_and(|now| other(now, old));
    let found = [
        (Difference::Restored, old.cancelled && !about.is_cancelled()),
        (Difference::Day, old.start.date() != when.start.date()),
        (Difference::Time, is_other(Told::is_at_another_time)),
        (of_place(&about.spot), is_other(|now, old| now.place != old.place)),
        (now.as_ref().map_or(Difference::Link, |now| of_link(old, now)), is_other(|now, old| now.link != old.link)),
    ];
    found.into_iter().filter(|(_, is)| *is).map(|(difference, _)| difference).collect()
}

/// What another place is.
fn of_place(now: &Spot) -> Difference {
    match (clean_line(&now.line()).is_empty(), has_room(now)) {
        (false, _) => Difference::Place,
        (true, true) => Difference::OnlineOnly,
        (true, false) => Difference::PlaceOpen,
    }
}

fn has_room(spot: &Spot) -> bool {
    spot.online.as_ref().is_some_and(|online| !online.url.is_empty())
}

/// What another room online is: who has lost it must not look for a new address.
fn of_link(old: &Told, now: &Told) -> Difference {
    match (old.link.is_empty(), now.link.is_empty()) {
        (true, _) => Difference::LinkNew,
        (_, true) => Difference::LinkGone,
        _ => Difference::Link,
    }
}

/// What changed: lines of "bisher …, neu …".
#[derive(Serialize)]
pub(super) struct ChangePart {
    /// What happened, in a sentence.
    said: String,
    lines: Vec<String>,
}

impl ChangePart {
    /// The part, for a letter that knows what was told before.
    pub fn of(reader: Reader<'_>, letter: &Letter, title: &str) -> Option<Self> {
        let (before, about) = (letter.before.as_ref()?, letter.about.as_ref()?);
        let found = differences(letter);
        let mut lines = Vec::new();
        if found.contains(&Difference::Time) {
            let (old, new) = times(reader, &before.told, about.when());
            lines.push(reader.say("change-time", &[("old", old.into()), ("new", new.into())]));
        }
        for difference in &found {
            match difference {
                Difference::Place | Difference::OnlineOnly | Difference::PlaceOpen => {
                    let old = place(reader, &before.place, !before.told.link.is_empty());
                    let new = place(reader, &about.spot.line(), has_room(&about.spot));
                    lines.push(reader.say("change-place", &[("old", old.into()), ("new", new.into())]));
                }
                Difference::Link | Difference::LinkNew | Difference::LinkGone => {
                    lines.push(reader.say(&format!("change-{}", difference.word()), &[]));
                }
                Difference::Restored | Difference::Day | Difference::Time => {}
            }
        }
        if found.is_empty() {
            lines.push(reader.say("change-text", &[]));
        }
        let is_restored = found.contains(&Difference::Restored);
        let said = if is_restored { "change-restored" } else { "change" };
        Some(Self { said: reader.say(said, &[("title", title.into())]), lines })
    }
}

/// A place, or what is there instead of one.
fn place(reader: Reader<'_>, line: &str, is_online: bool) -> String {
    match clean_line(line) {
        line if !line.is_empty() => line,
        _ if is_online => reader.say("place-online", &[]),
        _ => reader.say("place-none", &[]),
    }
}

/// The old and the new span: only the times when the day stays.
fn times(reader: Reader<'_>, told: &Told, when: &When) -> (String, String) {
    let dates = reader.dates();
    let zone = told.zone.parse().unwrap_or_else(|_| when.zone.clone());
    let old = When { start: told.start, end: told.end, zone };
    if old.zone != when.zone && !told.start.is_day() {
        // The same clocks in two places: each is named.
        return (dates.span_for(&old, &when.zone), dates.span_for(when, &old.zone));
    }
    if told.start.date() != when.start.date() || told.start.is_day() || when.is_all_day() {
        (dates.span(&old), dates.span(when))
    } else if old.wall_length() == when.wall_length() {
        (dates.time(told.start.wall().time()), dates.time(when.start.wall().time()))
    } else {
        (dates.times(&old), dates.times(when))
    }
}

/// Who comes and what they need.
#[derive(Serialize)]
pub(super) struct HeadPart {
    /// None where nobody was asked.
    numbers: Vec<String>,
    earlier: Option<String>,
    needs: Vec<String>,
    comments: Vec<CommentPart>,
    silent: Vec<String>,
    to_call: Vec<String>,
}

#[derive(Serialize)]
struct CommentPart {
    name: String,
    text: String,
}

impl HeadPart {
    /// The numbers in sentences.
    pub fn of(reader: Reader<'_>, head: &HeadCount) -> Self {
        let mut numbers = if head.was_asked { numbers(reader, head.numbers) } else { Vec::new() };
        if !numbers.is_empty() {
            numbers.insert(1, reader.say("head-people", &[("count", head.people.into())]));
        }
        let earlier = Some(head.for_earlier_time).filter(|count| *count > 0);
        let need = |(need, count): &(String, u32)| {
            reader.say("head-need", &[("need", reader.need(need).into()), ("count", (*count).into())])
        };
        let to_call = head.to_call.iter().map(|one| {
            let reason = reader.say(reason_id(one.reason), &[]);
            let phone = match clean_line(&one.phone) {
                phone if phone.is_empty() => reader.say("no-phone", &[]),
                phone => phone,
            };
            let name = clean_line(&one.name);
            reader.say("head-call", &[("name", name.into()), ("phone", phone.into()), ("reason", reason.into())])
        });
        Self {
            numbers,
            earlier: earlier.map(|count| reader.say("head-earlier", &[("count", count.into())])),
            needs: head.needs.iter().map(need).collect(),
            comments: head.comments.iter().map(CommentPart::of).collect(),
            silent: head.silent.iter().map(|name| clean_line(name)).collect(),
            to_call: to_call.collect(),
        }
    }
}

impl CommentPart {
    fn of((name, text): &(String, String)) -> Self {
        Self { name: clean_line(name), text: clean_line(text) }
    }
}

fn reason_id(reason: Reason) -> &'static str {
    match reason {
        Reason::Postal => "reason-postal",
        Reason::Bounced => "reason-bounced",
        Reason::Objected => "reason-objected",
        _ => "reason-other",
    }
}

fn numbers(reader: Reader<'_>, numbers: Numbers) -> Vec<String> {
    let all = [
        ("head-accepted", numbers.accepted),
        ("head-tentative", numbers.tentative),
        ("head-declined", numbers.declined),
        ("head-silent", numbers.silent),
    ];
    all.into_iter().map(|(id, count)| reader.say(id, &[("count", count.into())])).collect()
}

/// An organiser's week.
#[derive(Serialize)]
pub(super) struct DigestPart {
    week: String,
    dates: Vec<LinkedPart>,
    missing: Vec<LinkedPart>,
    failed: Vec<String>,
}

#[derive(Serialize)]
struct LinkedPart {
    title: String,
    when: String,
    note: String,
    link: Option<String>,
}

impl DigestPart {
    /// The week in lines.
    pub fn of(reader: Reader<'_>, digest: &Digest) -> Self {
        let failed = digest.failed.iter().map(|mail| {
            let kind = reader.say(&format!("kind-{}", mail.kind.word().replace('_', "-")), &[]);
            let [title, name] = [&mail.title, &mail.recipient].map(|text| clean_line(text));
            reader.say("digest-failed", &[("kind", kind.into()), ("title", title.into()), ("name", name.into())])
        });
        Self {
            week: week(reader, digest),
            dates: digest.dates.iter().map(|date| LinkedPart::of_date(reader, date)).collect(),
            missing: digest.missing.iter().map(|missing| LinkedPart::of_missing(reader, missing)).collect(),
            failed: failed.collect(),
        }
    }
}

/// "Mo, 16.08. bis So, 22.08."
pub(super) fn week(reader: Reader<'_>, digest: &Digest) -> String {
    let [first, last] = [digest.first, digest.last].map(|day| reader.dates().day_short(day));
    reader.say("week", &[("first", first.into()), ("last", last.into())])
}

impl LinkedPart {
    fn of_date(reader: Reader<'_>, date: &DigestDate) -> Self {
        let counted = date.numbers.map(|all| reader.list(&numbers(reader, all))).unwrap_or_default();
        Self {
            title: clean_line(&date.title),
            when: reader.dates().start_short(date.when.start),
            note: if date.is_cancelled { reader.say("digest-cancelled", &[]) } else { counted },
            link: Some(date.link.clone()).filter(|link| is_web_address(link)),
        }
    }

    fn of_missing(reader: Reader<'_>, missing: &Missing) -> Self {
        let id = match missing.what {
            MissingPart::Minutes => "missing-minutes",
            MissingPart::Place => "missing-place",
            MissingPart::Access => "missing-access",
        };
        Self {
            title: clean_line(&missing.title),
            when: reader.dates().start_short(missing.when.start),
            note: reader.say(id, &[]),
            link: Some(missing.link.clone()).filter(|link| is_web_address(link)),
        }
    }
}

/// Minutes and tasks of a date.
#[derive(Serialize)]
pub(super) struct MinutesPart {
    text: String,
    html: Value,
    own: Vec<String>,
    others: Vec<String>,
}

impl MinutesPart {
    /// Own tasks apart from those of others; done ones are left out.
    pub fn of(reader: Reader<'_>, letter: &Letter, about: &About) -> Self {
        let (meeting, day) = (about.event.meeting.as_ref(), about.original().date());
        let text = meeting.and_then(|meeting| meeting.minutes_of(day)).map(|minutes| clean_lines(&minutes.text));
        let text = text.unwrap_or_default();
        let tasks = meeting.and_then(|meeting| meeting.instances.get(&day)).map_or(&[][..], |one| &one.action_items);
        let recipient = &letter.recipient;
        let is_own = |task: &&Task| task.owner == recipient.actor || recipient.groups.contains(&task.owner);
        let (own, others): (Vec<&Task>, Vec<&Task>) = tasks.iter().filter(|task| !task.done).partition(is_own);
        Self {
            html: Value::from_safe_string(markdown::html(&text)),
            text: plain(&text),
            own: own.into_iter().map(|task| task_line(reader, about, task)).collect(),
            others: others.into_iter().map(|task| task_line(reader, about, task)).collect(),
        }
    }
}

fn task_line(reader: Reader<'_>, about: &About, task: &Task) -> String {
    let owner = clean_line(about.names.get(&task.owner).unwrap_or(&task.owner));
    let text = clean_line(&task.text);
    match task.due {
        Some(due) => {
            let due = reader.dates().day_short(due);
            reader.say("task-until", &[("task", text.into()), ("name", owner.into()), ("due", due.into())])
        }
        None => reader.say("task", &[("task", text.into()), ("name", owner.into())]),
    }
}

/// True for a date that takes place perhaps.
pub(super) fn is_tentative(about: &About) -> bool {
    about.event.status == Status::Tentative
}
