//! The subject: what it is, which event, when; the first 40 characters say what matters.

use jiff::civil::DateTime;

use crate::domain::notification::Kind;
use crate::mail::letter::Letter;
use crate::mail::page::Content;
use crate::mail::page::Reader;
use crate::mail::page::answer_by;
use crate::mail::page::shorten;
use crate::mail::page_kinds::differences;
use crate::mail::page_kinds::week;

/// Longest title in a subject, in characters; phones show some 40 in all.
const TITLE_MAX: usize = 60;

/// The subject of a letter.
pub(super) fn subject(reader: Reader<'_>, letter: &Letter, content: Option<&Content>) -> String {
    let mut args = Vec::new();
    if let Some((about, content)) = letter.about.as_ref().zip(content) {
        let (dates, when) = (reader.dates(), about.when());
        let old = letter.before.as_ref().map(|before| before.told.start);
        let time = match old {
            Some(old) if old != when.start && !when.is_all_day() => dates.time(when.start.wall().time()),
            _ => dates.times(when),
        };
        args.push(("title", shorten(&content.title, TITLE_MAX).into()));
        args.push(("start", dates.start_short(when.start).into()));
        args.push(("near", dates.start_near(when, letter.delivery.written_at).into()));
        args.push(("time", time.into()));
        args.extend(answer_by(letter).map(|by| ("by", by_day(reader, letter, by).into())));
    }
    args.extend(letter.head_count.as_ref().map(|head| ("count", head.numbers.accepted.into())));
    args.extend(letter.digest.as_ref().map(|digest| ("week", week(reader, digest).into())));
    reader.say(&id(letter), &args)
}

fn id(letter: &Letter) -> String {
    let word = letter.kind.word().replace('_', "-");
    match letter.kind {
        Kind::HeadCount if letter.head_count.as_ref().is_some_and(|head| !head.was_asked) => {
            "subject-head-nobody".to_owned()
        }
        Kind::Nudge if answer_by(letter).is_none() => "subject-nudge-open".to_owned(),
        Kind::Change => {
            let most = differences(letter).first().map_or("text", |difference| difference.word());
            format!("subject-change-{most}")
        }
        _ => format!("subject-{word}"),
    }
}

/// "Do", or "Do, 12.08." when that day is a week or more away.
fn by_day(reader: Reader<'_>, letter: &Letter, by: DateTime) -> String {
    let dates = reader.dates();
    let zone = letter.about.as_ref().map_or(&letter.recipient.zone, |about| &about.when().zone);
    let today = zone.wall(letter.delivery.written_at).date();
    let days = by.date().duration_since(today).as_hours() / 24;
    if (0..7).contains(&days) { dates.weekday_short(by.date()) } else { dates.day_short(by.date()) }
}
