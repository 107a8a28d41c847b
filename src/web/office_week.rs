//! `/office`: what needs a person now, what takes place, what will be sent.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;

use crate::app::Refusal;
use crate::app::SoonDate;
use crate::app::Week;
use crate::domain::notification::State as MailState;
use crate::view::facts::Speaker;
use crate::view::office::MailGroup;
use crate::view::office::Need;
use crate::view::office::WeekDate;
use crate::view::office::WeekPage;
use crate::web::Doors;
use crate::web::office::Desk;
use crate::web::office_outbox::group_lines;
use crate::web::trouble::Trouble;

/// How far ahead mails are named.
const MAILS_AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most groups of mails that are named here.
const GROUPS_MAX: i64 = 12;

/// The first page.
pub(super) async fn show(State(doors): State<Doors>, desk: Desk) -> Response {
    let (week, mails) = match read(&doors, &desk).await {
        Ok(read) => read,
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let speaker = desk.speaker(&doors.app);
    let dates = speaker.words.dates(speaker.language);
    let day = |day| dates.day_of_year(day);
    let period = [("from", day(week.days.0).into()), ("until", day(week.days.1).into())];
    let page = WeekPage {
        period: speaker.words.say(speaker.language, "week-period", &period),
        needs: needs(&week, &desk, speaker),
        dates: week
            .dates
            .iter()
            .filter(|date| date.when.start.date() <= week.days.1)
            .map(|date| line(date, &desk, speaker))
            .collect(),
        mails,
        few_leads: week.leads < 2,
    };
    desk.give(&doors, StatusCode::OK, "office/week.html", page).await
}

async fn read(doors: &Doors, desk: &Desk) -> Result<(Week, Vec<MailGroup>), Refusal> {
    let (app, now) = (&doors.app, doors.app.now());
    let week = app.week().await?;
    let until = now.saturating_add(MAILS_AHEAD).unwrap_or(now);
    let groups = app.list_mail_groups(MailState::Planned, (jiff::Timestamp::MIN, until), GROUPS_MAX).await?;
    Ok((week, group_lines(desk, app, &[(MailState::Planned, groups)])))
}

/// Sentences about what waits, the most urgent first.
fn needs(week: &Week, desk: &Desk, speaker: Speaker<'_>) -> Vec<Need> {
    let counted = [
        (usize::from(week.is_empty), "need-actors", "/office/import", ""),
        (week.failed, "need-failed", "/office/outbox", "state=dead"),
        (week.held, "need-held", "/office/outbox", "state=held"),
        (week.submitted, "need-submitted", "/office/submissions", ""),
    ];
    let need = |(count, id, path, query): (usize, &str, &str, &str)| Need {
        text: speaker.words.say(speaker.language, id, &[("count", count.into()), ("days", week.longest.into())]),
        href: desk.reader.link(path, query),
        action: speaker.word(&format!("{id}-action")),
    };
    let counted = counted.into_iter().filter(|(count, ..)| *count > 0).map(need);
    let of_dates = week.dates.iter().filter(|date| !date.cancelled).flat_map(|date| needs_of_date(date, desk, speaker));
    counted.chain(of_dates).collect()
}

/// Who is silent, and whom no mail reaches.
fn needs_of_date(date: &SoonDate, desk: &Desk, speaker: Speaker<'_>) -> Vec<Need> {
    let silent = date.numbers.as_ref().map_or(0, |numbers| usize::try_from(numbers.silent).unwrap_or_default());
    let when = speaker.words.dates(speaker.language).start_short(date.when.start);
    let need = |(count, id, row): (usize, &str, &str)| {
        let args = [("count", count.into()), ("title", date.title.as_str().into()), ("when", when.as_str().into())];
        Need {
            text: speaker.words.say(speaker.language, id, &args),
            href: answers(date, desk) + row,
            action: speaker.word(&format!("{id}-action")),
        }
    };
    [(silent, "need-silent", ""), (date.to_call, "need-call", "#call")]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(need)
        .collect()
}

/// Where the answers to a date stand.
fn answers(date: &SoonDate, desk: &Desk) -> String {
    desk.reader.link(&format!("/office/events/{}/answers", date.event), &format!("date={}", date.original))
}

fn line(date: &SoonDate, desk: &Desk, speaker: Speaker<'_>) -> WeekDate {
    let say = |id: &str, args: &[(&str, usize)]| {
        let args: Vec<_> = args.iter().map(|(name, number)| (*name, (*number).into())).collect();
        speaker.words.say(speaker.language, id, &args)
    };
    let number = |number: u32| usize::try_from(number).unwrap_or_default();
    let note = match (&date.numbers, date.cancelled) {
        (_, true) => speaker.word("state-cancelled"),
        (Some(n), false) => say(
            "week-numbers",
            &[("yes", number(n.accepted)), ("maybe", number(n.tentative)), ("silent", number(n.silent))],
        ),
        (None, false) => String::new(),
    };
    WeekDate {
        when: speaker.words.dates(speaker.language).start_short(date.when.start),
        datetime: date.when.start.to_string(),
        title: date.title.clone(),
        href: if date.numbers.is_some() {
            answers(date, desk)
        } else {
            desk.reader.link(&format!("/office/events/{}", date.event), "")
        },
        note,
    }
}

/// Every pattern of the office's pages once, for whoever makes another.
pub(super) async fn patterns(State(doors): State<Doors>, desk: Desk) -> Response {
    desk.give(&doors, StatusCode::OK, "office/patterns.html", ()).await
}
