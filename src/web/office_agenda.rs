//! `/office/events/…/agenda`: agenda, minutes, tasks and papers of one date of a meeting.

use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;
use jiff::SignedDuration;

use crate::app::AgendaSheet;
use crate::app::App;
use crate::app::MinutesMail;
use crate::app::TypedFields;
use crate::app::version_of_event;
use crate::domain::meeting::ItemKind;
use crate::domain::meeting::Minutes;
use crate::domain::occurrence::Dated;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::office_content::AgendaPage;
use crate::view::office_content::AgendaRow;
use crate::view::office_content::FilledForm;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_form::Left;
use crate::web::office_form::meanwhile;
use crate::web::office_form::ticked;
use crate::web::office_outbox::moment;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// Empty rows below those that are filled.
const ITEMS_MORE: usize = 3;
/// Empty rows below tasks and papers.
const OTHERS_MORE: usize = 2;

/// A date with what belongs to it.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match doors.app.find_agenda(&slug, desk.date()).await {
        Ok(Some(sheet)) => {
            let typed = sheet.fields(field(&desk.parameters, "from") == "all");
            let seen = version_of_event(&sheet.event);
            give(&doors, &desk, &sheet, &Left::fresh(&typed, &seen)).await
        }
        Ok(None) => Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Stores what belongs to a date.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let sheet = match doors.app.find_agenda(&slug, desk.date()).await {
        Ok(Some(sheet)) => sheet,
        Ok(None) => return Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let (typed, seen, now) = (TypedFields::of(posted.pairs()), posted.field("seen"), version_of_event(&sheet.event));
    let original = sheet.shown.original;
    let edited = Box::pin(doors.app.edit_agenda(&desk.who(), (&slug, original), seen, &typed)).await;
    let speaker = desk.speaker(&doors.app);
    let differences = || meanwhile(&sheet.fields(false), &typed, |name, values| stored_words(speaker, name, values));
    match Left::of(edited, &typed, (seen, &now), differences) {
        Ok(None) => see(&desk.reader.link(&address(&slug), &format!("date={original}&done=saved"))),
        Ok(Some(left)) => give(&doors, &desk, &sheet, &left).await,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// What stands in a field of an agenda, in words; of a row that is empty there is nothing to say.
fn stored_words(speaker: Speaker<'_>, name: &str, values: &[String]) -> Option<Vec<String>> {
    let words = |prefix: &str| values.iter().map(|value| speaker.word(&format!("{prefix}-{value}"))).collect();
    match (name.starts_with("item"), name.rsplit('-').next()) {
        (true, Some("no")) => None,
        (true, Some("kind")) | (false, Some("status")) if values.is_empty() => None,
        (true, Some("kind")) => Some(words("agenda")),
        (false, Some("status")) => Some(words("minutes-is")),
        (false, Some("done")) => Some(ticked(speaker, values)),
        _ => Some(values.to_vec()),
    }
}

fn address(slug: &str) -> String {
    format!("/office/events/{slug}/agenda")
}

async fn give(doors: &Doors, desk: &Desk, sheet: &AgendaSheet, left: &Left<'_>) -> Response {
    desk.give(doors, left.outcome.status, "office/agenda.html", page(desk, &doors.app, sheet, left)).await
}

fn page(desk: &Desk, app: &App, sheet: &AgendaSheet, left: &Left<'_>) -> AgendaPage {
    let (speaker, typed, event) = (desk.speaker(app), left.typed, &sheet.event);
    let here = |query: &str| desk.reader.link(&address(&event.slug), query);
    let rows = |list: &str| (0..typed.rows(list) + OTHERS_MORE).collect::<Vec<usize>>();
    let days = rows("task").into_iter().map(|row| format!("task-{row}-due"));
    let days: Vec<String> = days.chain(["minutes-approved".to_owned()]).collect();
    let date = sheet.shown.original;
    let status = if typed.one("minutes-status").is_empty() { Minutes::DRAFT } else { typed.one("minutes-status") };
    let status = |word: &'static str| Choice::new(word, speaker.word(&format!("minutes-is-{word}")), word == status);
    let meeting = event.meeting.as_ref();
    let is_own = meeting.is_some_and(|m| m.instances.get(&sheet.day()).is_some_and(|one| !one.agenda.is_empty()));
    let is_filled_from = field(&desk.parameters, "from") == "all";
    let (sum, too_long) = sum(desk, app, sheet, typed);
    AgendaPage {
        form: FilledForm {
            title: event.title.clone(),
            action: here(&format!("date={date}")),
            back: desk.reader.link(&format!("/office/events/{}", event.slug), ""),
            people: sheet.people.words(),
            choices: [("minutes-status", [Minutes::DRAFT, Minutes::APPROVED].map(status).into())].into(),
            ..left.fill(desk, app, &days)
        },
        when: speaker.words.dates(speaker.language).span(&sheet.shown.when),
        dates: if sheet.dates.len() > 1 {
            sheet.dates.iter().map(|one| date_link(desk, app, sheet, one)).collect()
        } else {
            Vec::new()
        },
        items: items(desk, app, sheet, typed),
        sum,
        too_long,
        scopes: if sheet.dates.len() > 1 { scopes(desk, app, typed) } else { Vec::new() },
        general: if is_own && !is_filled_from { here(&format!("date={date}&from=all")) } else { String::new() },
        mail: mail_line(desk, app, &sheet.mail),
        tasks: rows("task"),
        papers: rows("paper"),
    }
}

fn date_link(desk: &Desk, app: &App, sheet: &AgendaSheet, date: &Dated) -> Choice {
    let speaker = desk.speaker(app);
    Choice {
        value: date.original.to_string(),
        label: start(speaker, app, date.when.start),
        href: desk.reader.link(&address(&sheet.event.slug), &format!("date={}", date.original)),
        chosen: date.original == sheet.shown.original,
    }
}

/// This date alone is what is meant unless somebody says otherwise: who changes one date leaves the others.
fn scopes(desk: &Desk, app: &App, typed: &TypedFields) -> Vec<Choice> {
    let speaker = desk.speaker(app);
    let is_all = typed.one("scope") == "all";
    let scope = |value: &str, chosen: bool| Choice::new(value, speaker.word(&format!("agenda-for-{value}")), chosen);
    vec![scope("date", !is_all), scope("all", is_all)]
}

fn minutes_of(typed: &TypedFields, row: usize) -> i64 {
    let is_item = !text::clean_line(typed.one(&format!("item-{row}-title"))).is_empty();
    let minutes = typed.one(&format!("item-{row}-minutes")).trim().parse::<u16>();
    minutes.map(i64::from).ok().filter(|_| is_item).unwrap_or_default()
}

fn items(desk: &Desk, app: &App, sheet: &AgendaSheet, typed: &TypedFields) -> Vec<AgendaRow> {
    let speaker = desk.speaker(app);
    let mut at = match sheet.shown.when.start {
        Moment::Wall(start) => Some(start),
        Moment::Day(_) => None,
    };
    let rows = typed.rows("item");
    let row = |row: usize| {
        let begins = at.filter(|_| row < rows);
        at = at.and_then(|at| at.checked_add(SignedDuration::from_mins(minutes_of(typed, row))).ok());
        let kind = typed.one(&format!("item-{row}-kind"));
        let kinds = ItemKind::ALL
            .iter()
            .map(|one| Choice::new(one.word(), speaker.word(&format!("agenda-{one}")), one.word() == kind));
        AgendaRow {
            row,
            at: begins.map(|at| speaker.words.dates(speaker.language).time(at.time())).unwrap_or_default(),
            kinds: kinds.collect(),
        }
    };
    (0..rows + ITEMS_MORE).map(row).collect()
}

/// "140 von 150 Minuten", and how many are too many.
fn sum(desk: &Desk, app: &App, sheet: &AgendaSheet, typed: &TypedFields) -> (String, String) {
    let speaker = desk.speaker(app);
    let say = |id: &str, args: &[(&str, i64)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        speaker.words.say(speaker.language, id, &args)
    };
    let sum: i64 = (0..typed.rows("item")).map(|row| minutes_of(typed, row)).sum();
    let when = &sheet.shown.when;
    let length =
        when.end.filter(|_| !when.is_all_day()).map(|_| when.ends_at().duration_since(when.starts_at()).as_mins());
    match length {
        None => (say("agenda-sum", &[("minutes", sum)]), String::new()),
        Some(length) if sum > length => {
            let too_long = say("agenda-too-long", &[("minutes", sum - length)]);
            (say("agenda-sum-of", &[("minutes", sum), ("length", length)]), too_long)
        }
        Some(length) => (say("agenda-sum-of", &[("minutes", sum), ("length", length)]), String::new()),
    }
}

/// When the mail with the minutes goes, and to how many.
fn mail_line(desk: &Desk, app: &App, mail: &MinutesMail) -> String {
    let speaker = desk.speaker(app);
    let say = |id: &str, count: usize, when: String| {
        speaker.words.say(speaker.language, id, &[("count", count.into()), ("when", when.into())])
    };
    match mail.at {
        None if mail.sent > 0 => say("minutes-mail-sent", mail.sent, String::new()),
        None => speaker.word("minutes-mail-none"),
        Some(at) if mail.waits && at <= app.now() => say("minutes-mail-at-once", mail.planned, String::new()),
        Some(at) if mail.waits => say("minutes-mail-then", mail.planned, moment(speaker, app, at)),
        Some(at) => say("minutes-mail-planned", mail.planned, moment(speaker, app, at)),
    }
}
