//! What belongs to a date of a meeting, by form: agenda, minutes, tasks and papers.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_edit::Ask;
use crate::app::event_edit::Edited;
use crate::app::known::Known;
use crate::app::typed_fields::FormReader;
use crate::app::typed_fields::People;
use crate::app::typed_fields::TypedFields;
use crate::app::typed_fields::typed_day;
use crate::domain::event::Event;
use crate::domain::meeting::AgendaItem;
use crate::domain::meeting::Instance;
use crate::domain::meeting::Material;
use crate::domain::meeting::Meeting;
use crate::domain::meeting::Minutes;
use crate::domain::meeting::Task;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::State;
use crate::domain::occurrence::Dated;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;
use crate::domain::when::Moment;

/// The most minutes of one item: a day.
const MINUTES_MAX: u32 = 24 * 60;
/// A date of a meeting with what belongs to it.
#[derive(Debug, Clone)]
pub struct AgendaSheet {
    /// The meeting.
    pub event: Event,
    /// Its dates.
    pub dates: Vec<Dated>,
    /// The one that is shown.
    pub shown: Dated,
    /// Whom tasks can be given to.
    pub people: People,
    /// The mail with the minutes.
    pub mail: MinutesMail,
}

/// The mail with the minutes of a date, as it is planned, or as it would be once they are approved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MinutesMail {
    /// When the first goes, if any will go.
    pub at: Option<Timestamp>,
    /// How many will go.
    pub planned: usize,
    /// How many went.
    pub sent: usize,
    /// True: only once the minutes are approved.
    pub waits: bool,
}

impl AgendaSheet {
    /// The day by which things of the date are kept.
    pub fn day(&self) -> Date {
        self.shown.original.date()
    }

    /// What belongs to the date, as a form shows it; with the agenda of all dates if that is wanted.
    pub fn fields(&self, general: bool) -> TypedFields {
        let (mut fields, nothing) = (TypedFields::default(), Instance::default());
        let Some(meeting) = &self.event.meeting else { return fields };
        let instance = meeting.instances.get(&self.day()).unwrap_or(&nothing);
        let items = if general { &meeting.agenda } else { meeting.agenda_of(self.day()) };
        for (i, item) in items.iter().enumerate() {
            fields.put(&format!("item-{i}-no"), &(i + 1));
            fields.put(&format!("item-{i}-title"), &item.title);
            fields.put(&format!("item-{i}-kind"), &item.kind);
            fields.put_some(&format!("item-{i}-minutes"), Some(item.minutes).filter(|minutes| *minutes > 0));
            fields.put(&format!("item-{i}-lead"), &item.lead);
        }
        if let Some(minutes) = &instance.minutes {
            fields.put("minutes-text", &minutes.text);
            fields.put("minutes-status", &minutes.status);
            fields.put_some("minutes-approved", minutes.approved.map(typed_day));
        }
        for (i, task) in instance.action_items.iter().enumerate() {
            fields.put(&format!("task-{i}-text"), &task.text);
            fields.put(&format!("task-{i}-owner"), &self.people.shown(&task.owner));
            fields.put_some(&format!("task-{i}-due"), task.due.map(typed_day));
            fields.put(&format!("task-{i}-done"), &u8::from(task.done));
        }
        for (i, paper) in instance.materials.iter().enumerate() {
            fields.put(&format!("paper-{i}-title"), &paper.title);
            fields.put(&format!("paper-{i}-url"), &paper.url);
            fields.put(&format!("paper-{i}-kind"), &paper.kind);
            fields.put_some(&format!("paper-{i}-size"), Some(paper.size).filter(|size| *size > 0).map(typed_size));
        }
        fields
    }
}

impl App {
    /// A date of a meeting with what belongs to it; without a date the next one. None when there is no such meeting
    /// or date.
    pub async fn find_agenda(&self, slug: &str, date: Option<Moment>) -> Result<Option<AgendaSheet>, Refusal> {
        let known = self.known_unplanned(slug).await?.filter(|known| known.facts.row.event.meeting.is_some());
        let Some(mut known) = known else { return Ok(None) };
        let dates: Vec<Dated> = known.facts.occurrences.iter().map(|date| date.dated.clone()).collect();
        let next = || dates.iter().find(|date| date.when.ends_at() > self.now()).or(dates.last());
        let shown = date.map_or_else(next, |date| dates.iter().find(|one| one.original == date));
        let Some(shown) = shown.cloned() else { return Ok(None) };
        let people = People::of(&known.directory, true);
        let event = known.facts.row.event.clone();
        let mail = self.find_minutes_mail(&mut known, &shown);
        Ok(Some(AgendaSheet { event, dates, shown, people, mail }))
    }

    /// Plans the mail with the minutes as the rules do, with the minutes approved today where they are not yet.
    fn find_minutes_mail(&self, known: &mut Known, shown: &Dated) -> MinutesMail {
        let today = self.today();
        let mut waits = false;
        if let Some(meeting) = &mut known.facts.row.event.meeting {
            let minutes = &mut meeting.instances.entry(shown.original.date()).or_default().minutes;
            waits = minutes.as_ref().is_none_or(|minutes| minutes.status != Minutes::APPROVED);
            if waits {
                *minutes =
                    Some(Minutes { status: Minutes::APPROVED.to_owned(), approved: Some(today), ..Minutes::default() });
            }
        }
        self.plan_far(known, Known::plan_again);
        let id = known.facts.occurrences.iter().find(|date| date.dated.original == shown.original).map(|date| date.id);
        let (rows, wanted) = (&known.facts.notifications, known.plan.wanted.iter());
        let was_sent = |row: &Notification| row.state == State::Sent;
        let of_date = rows.iter().filter(|row| row.kind == Kind::Minutes && row.occurrence_id == id);
        let is_open = |one: &&Wanted| !matches!(one.stand, Stand::Moot(_)) && !one.stored(rows).is_some_and(was_sent);
        let open = wanted.filter(|one| one.kind == Kind::Minutes && one.occurrence_id == id).filter(is_open);
        let open: Vec<Timestamp> = open.map(|one| one.send_at).collect();
        let sent = of_date.filter(|row| was_sent(row)).count();
        MinutesMail { at: open.iter().min().copied(), planned: open.len(), sent, waits }
    }

    /// Changes what belongs to a date of a meeting; nobody is mailed because of an agenda.
    ///
    /// `seen`: [`crate::app::version_of_event`] what the person saw before.
    /// Errors: as of [`App::put_event`], and [`Refusal::Changed`] when somebody was faster.
    pub async fn edit_agenda(
        &self,
        who: &str,
        (slug, original): (&str, Moment),
        seen: &str,
        typed: &TypedFields,
    ) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let people = self.list_people(true).await?;
        let (mut event, day) = (stored.clone(), original.date());
        let Some(meeting) = &mut event.meeting else { return Err(Refusal::Changed) };
        let mut form = FormReader::new(typed, self.today());
        let old = meeting.instances.remove(&day).unwrap_or_default();
        let items = read_items(&mut form);
        let mut instance = Instance {
            minutes: read_minutes(&mut form, old.minutes.as_ref()),
            action_items: read_tasks(&mut form, &people, &old.action_items),
            materials: read_papers(&mut form, &old.materials),
            ..old
        };
        form.end()?;
        put_agenda(meeting, &mut instance, items, typed.one("scope"));
        if instance != Instance::default() {
            meeting.instances.insert(day, instance);
        }
        self.store_or_ask(who, stored, event, "", Ask::WhoWasTold).await
    }
}

/// Where no scope was asked for, the agenda stays where it was. One that says the same as that of all dates is none of
/// its own.
fn put_agenda(meeting: &mut Meeting, instance: &mut Instance, items: Vec<AgendaItem>, scope: &str) {
    let is_own = scope == "date" || scope.is_empty() && !instance.agenda.is_empty();
    if !is_own {
        meeting.agenda = items;
        instance.agenda.clear();
        return;
    }
    let says = |items: &[AgendaItem]| items.iter().map(|item| AgendaItem { no: 0, ..item.clone() }).collect::<Vec<_>>();
    instance.agenda = if says(&items) == says(&meeting.agenda) { Vec::new() } else { items };
}

/// The items in the order of their numbers; a row that got another number goes to that place.
fn read_items(form: &mut FormReader<'_>) -> Vec<AgendaItem> {
    let mut items = Vec::new();
    for i in 0..form.typed.rows("item") {
        let field = |name: &str| format!("item-{i}-{name}");
        let title = form.line(&field("title"));
        if title.is_empty() {
            continue;
        }
        let before = u32::try_from(i + 1).unwrap_or(u32::MAX);
        let place = form.count(&field("no"), u32::MAX).unwrap_or(u32::MAX);
        let item = AgendaItem {
            no: 0,
            title,
            kind: form.typed.one(&field("kind")).parse().unwrap_or_default(),
            minutes: form.count(&field("minutes"), MINUTES_MAX).unwrap_or_default(),
            lead: form.line(&field("lead")),
        };
        items.push(((place, place.cmp(&before)), item));
    }
    items.sort_by_key(|(place, _)| *place);
    let numbered = (1..).zip(items).map(|(no, (_, item))| AgendaItem { no, ..item });
    numbered.collect()
}

fn read_minutes(form: &mut FormReader<'_>, old: Option<&Minutes>) -> Option<Minutes> {
    let (text, status) = (form.lines("minutes-text"), form.typed.one("minutes-status"));
    let day = form.day("minutes-approved");
    let was = old.map_or("", |minutes| minutes.status.as_str());
    let status = if [Minutes::DRAFT, Minutes::APPROVED].contains(&status) { status } else { was };
    let is_approved = status == Minutes::APPROVED;
    if text.is_empty() && !is_approved {
        return None;
    }
    if is_approved && text.is_empty() && old.is_none_or(|minutes| !minutes.text.is_empty()) {
        form.fault("minutes-text", "fault-no-minutes");
    }
    // Approved since ever stays so until somebody names a day.
    let since_ever = was == Minutes::APPROVED && old.is_some_and(|minutes| minutes.approved.is_none());
    let approved = day.or_else(|| Some(form.today).filter(|_| !since_ever)).filter(|_| is_approved);
    let status = if status.is_empty() { Minutes::DRAFT } else { status };
    Some(Minutes { status: status.to_owned(), text, approved })
}

fn read_tasks(form: &mut FormReader<'_>, people: &People, old: &[Task]) -> Vec<Task> {
    let known: Vec<&str> = old.iter().map(|task| task.owner.as_str()).collect();
    let mut tasks = Vec::new();
    for i in 0..form.typed.rows("task") {
        let field = |name: &str| format!("task-{i}-{name}");
        let text = form.line(&field("text"));
        if text.is_empty() {
            continue;
        }
        tasks.push(Task {
            text,
            owner: form.named(&field("owner"), people, &known),
            due: form.day(&field("due")),
            done: form.typed.is_ticked(&field("done")),
        });
    }
    tasks
}

fn read_papers(form: &mut FormReader<'_>, old: &[Material]) -> Vec<Material> {
    let known: Vec<&str> = old.iter().map(|paper| paper.url.as_str()).collect();
    let mut papers = Vec::new();
    for i in 0..form.typed.rows("paper") {
        let field = |name: &str| format!("paper-{i}-{name}");
        let (title, url) = (form.line(&field("title")), form.link(&field("url"), &known));
        if title.is_empty() && url.is_empty() {
            continue;
        }
        if title.is_empty() {
            form.fault(&field("title"), "fault-missing");
        }
        let kind = form.line(&field("kind"));
        let size = read_size(form.typed.one(&field("size")));
        if size.is_none() {
            form.fault(&field("size"), "fault-size");
        }
        papers.push(Material { title, url, kind, size: size.unwrap_or_default() });
    }
    papers
}

/// Bytes as people write them, so that the same number is read again.
fn typed_size(bytes: u64) -> String {
    if bytes.is_multiple_of(1000) { format!("{} kB", bytes / 1000) } else { format!("{bytes} B") }
}

/// `240 kB`, `1,2 MB`, `812345 B`; a number alone is kB. Nothing typed: nothing known.
fn read_size(typed: &str) -> Option<u64> {
    let plain: String = typed.to_lowercase().replace(',', ".").split_whitespace().collect();
    if plain.is_empty() {
        return Some(0);
    }
    let number = plain.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &plain[number.len()..] {
        "b" | "byte" | "bytes" => 1,
        "" | "kb" | "k" => 1_000,
        "mb" | "m" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 3 || !(1..=9).contains(&whole.len()) || !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let part: u64 = format!("{part:0<3}").parse().ok()?;
    Some(whole.parse::<u64>().ok()? * unit + part * unit / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> TypedFields {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        TypedFields::of(&pairs)
    }

    fn order(numbers: [&str; 4]) -> String {
        let mut fields = TypedFields::default();
        for (i, (no, title)) in numbers.into_iter().zip(["a", "b", "c", "d"]).enumerate() {
            fields.put(&format!("item-{i}-no"), no);
            fields.put(&format!("item-{i}-title"), title);
        }
        let mut form = FormReader::new(&fields, Date::constant(2027, 1, 1));
        read_items(&mut form).into_iter().map(|item| format!("{}{}", item.no, item.title)).collect::<Vec<_>>().concat()
    }

    #[test]
    fn a_row_with_another_number_goes_to_that_place() {
        assert_eq!(order(["1", "2", "3", "4"]), "1a2b3c4d");
        assert_eq!(order(["1", "2", "3", "2"]), "1a2d3b4c");
        assert_eq!(order(["3", "2", "3", "4"]), "1b2c3a4d");
        assert_eq!(order(["", "2", "3", "4"]), "1b2c3d4a");
    }

    #[test]
    fn sizes_are_read_as_they_are_shown() {
        for (text, bytes) in [("240 kB", 240_000), ("1,2 MB", 1_200_000), ("812345 B", 812_345), ("3", 3000), ("", 0)] {
            assert_eq!(read_size(text), Some(bytes), "{text}");
            assert_eq!(read_size(&typed_size(bytes)), Some(bytes));
        }
        for text in ["viel", "1.2.3 MB", "-3", "99999999999", "1 Z", "ä"] {
            assert_eq!(read_size(text), None, "{text}");
        }
    }

    #[test]
    fn minutes_without_a_day_are_approved_today_unless_they_were_since_ever() {
        let today = Date::constant(2027, 8, 20);
        let fields = typed(&[("minutes-text", "x"), ("minutes-status", "approved")]);
        let read = |old: Option<&Minutes>| read_minutes(&mut FormReader::new(&fields, today), old).unwrap().approved;
        assert_eq!(read(None), Some(today));
        let since_ever = Minutes { status: "approved".into(), text: "y".into(), approved: None };
        assert_eq!(read(Some(&since_ever)), None);
    }
}
