//! An invented letter of each kind, to look at the words of mails with.
//!
//! Invariant: it holds nobody's data but the office's own name and address; its links lead nowhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::answer::AnswerState;
use crate::domain::event::Event;
use crate::domain::meeting::AgendaItem;
use crate::domain::meeting::Instance;
use crate::domain::meeting::ItemKind;
use crate::domain::meeting::Meeting;
use crate::domain::meeting::Minutes;
use crate::domain::meeting::Task;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::Told;
use crate::domain::occurrence::Dated;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::mail::letter::About;
use crate::mail::letter::Before;
use crate::mail::letter::Delivery;
use crate::mail::letter::Digest;
use crate::mail::letter::DigestDate;
use crate::mail::letter::GivenAnswer;
use crate::mail::letter::HeadCount;
use crate::mail::letter::Letter;
use crate::mail::letter::Links;
use crate::mail::letter::Numbers;
use crate::mail::letter::Office;
use crate::mail::letter::Recipient;
use crate::mail::letter::Spot;
use crate::mail::letter::ToCall;
use crate::mail::letter::Why;

/// Days until the invented meeting.
const AHEAD: i64 = 15;
/// The answers that it has.
const NUMBERS: Numbers = Numbers { accepted: 34, tentative: 6, declined: 11, silent: 2 };

/// A letter of a kind in a language, about an invented meeting some days after today.
pub fn example(kind: Kind, language: &str, office: Office, (zone, now): (&Zone, Timestamp)) -> Letter {
    let today = zone.wall(now).date();
    let is_told = matches!(kind, Kind::Reminder | Kind::Change | Kind::Cancellation);
    let is_organisers = matches!(kind, Kind::HeadCount | Kind::EntryCheck | Kind::AfterEvent | Kind::OrganiserDigest);
    let day = today.saturating_add(AHEAD.days());
    let mut about = about(&office, zone, (day, 17));
    let told = about.date.as_ref().map(|date| Told::of(&about.event, date));
    let before = told.filter(|_| kind == Kind::Change).map(|told| {
        about.event.sequence = 1;
        about.date = Some(dated(zone, (day, 18)));
        Before { told, place: about.spot.line() }
    });
    if kind == Kind::Cancellation {
        about.date = about.date.take().map(|date| Dated { cancelled: true, ..date });
    }
    let reason = if kind == Kind::Cancellation { "Die Heizung ist ausgefallen".to_owned() } else { String::new() };
    let answer = GivenAnswer {
        state: AnswerState::Accepted,
        head_count: 2,
        needs: vec!["childcare".into()],
        given_to: before.as_ref().map(|before| before.told.start),
    };
    Letter {
        kind,
        recipient: recipient(language, zone, &office),
        about: (kind != Kind::OrganiserDigest).then(|| Arc::new(about)),
        answer: is_told.then_some(answer),
        answer_by: (kind != Kind::OrganiserDigest).then(|| day.saturating_sub(7.days()).at(23, 59, 0, 0)),
        reason,
        before,
        next: matches!(kind, Kind::Minutes | Kind::Cancellation)
            .then(|| dated(zone, (day.saturating_add(91.days()), 17)).when),
        head_count: (kind == Kind::HeadCount).then(head_count),
        digest: (kind == Kind::OrganiserDigest).then(|| digest(zone, day)),
        why: if is_organisers { Why::Organiser } else { Why::Group("Alle Akteure".into()) },
        links: links(),
        delivery: Delivery {
            key_hash: "beispiel".to_owned(),
            message_domain: office.from.domain().to_owned(),
            list_id: office.from.domain().to_owned(),
            written_at: now,
            envelope_from: office.from.clone(),
        },
        office,
    }
}

fn dated(zone: &Zone, (day, hour): (Date, i8)) -> Dated {
    let at = |hour: i8| Moment::Wall(day.at(hour, 0, 0, 0));
    let when = When { start: at(hour), end: Some(at(hour + 2)), zone: zone.clone() };
    Dated { original: at(17), when, cancelled: false }
}

fn recipient(language: &str, zone: &Zone, office: &Office) -> Recipient {
    Recipient {
        name: "Verein Brücke e. V.".into(),
        actor: "bruecke".into(),
        groups: vec!["alle".into()],
        address: office.from.clone(),
        language: language.to_owned(),
        zone: zone.clone(),
    }
}

fn links() -> Links {
    let at = |path: &str| format!("https://treffpunkt.example/{path}");
    Links {
        answer: Some(at("a/beispiel")),
        wishes: at("u/beispiel"),
        feed: at("feed/beispiel.ics"),
        event: Some(at("e/austauschtreffen")),
        door: None,
        unsubscribe: at("u/beispiel"),
    }
}

fn about(office: &Office, zone: &Zone, (day, hour): (Date, i8)) -> About {
    let date = dated(zone, (day, hour));
    let mut event = Event::new("austauschtreffen", "Austauschtreffen", date.when.clone());
    event.summary = "Alle Akteure erzählen, was sie planen.".into();
    event.description.clone_from(&event.summary);
    event.meeting = Some(meeting(day));
    About {
        event,
        recurrence_id: Some(date.original),
        named: date.clone(),
        date: Some(date),
        dates: Vec::new(),
        is_series: true,
        renamed: BTreeMap::new(),
        elsewhere: BTreeMap::new(),
        spot: Spot { text: "Rathaus, Raum 3".into(), ..Spot::default() },
        organiser: office.name.clone(),
        names: BTreeMap::from([("bruecke".to_owned(), "Verein Brücke e. V.".to_owned())]),
    }
}

fn meeting(day: Date) -> Meeting {
    let item =
        |no, title: &str, kind, minutes| AgendaItem { no, title: title.to_owned(), kind, minutes, lead: String::new() };
    let task = Task { text: "Aushang schreiben".into(), owner: "bruecke".into(), due: Some(day), done: false };
    let instance = Instance {
        agenda: vec![
            item(1, "Ankommen: Wer ist neu?", ItemKind::Info, 15),
            item(2, "Wer bietet was an, und was fehlt?", ItemKind::Discussion, 60),
        ],
        minutes: Some(Minutes {
            status: "approved".into(),
            text: "Die beiden Sprachcafés tun sich zusammen.".into(),
            approved: None,
        }),
        action_items: vec![task],
        materials: Vec::new(),
        date_poll: None,
    };
    Meeting {
        groups: vec!["alle".into()],
        series: true,
        agenda: Vec::new(),
        instances: BTreeMap::from([(day, instance)]),
    }
}

fn head_count() -> HeadCount {
    HeadCount {
        was_asked: true,
        numbers: NUMBERS,
        people: 41,
        for_earlier_time: 0,
        needs: vec![("childcare".into(), 3)],
        comments: vec![("Verein Brücke e. V.".into(), "Wir kommen etwas später.".into())],
        silent: vec!["Nachbarschaftshilfe".into()],
        to_call: vec![ToCall { name: "Seniorenkreis".into(), phone: String::new(), reason: Reason::Postal }],
    }
}

fn digest(zone: &Zone, day: Date) -> Digest {
    Digest {
        first: day,
        last: day.saturating_add(6.days()),
        dates: vec![DigestDate {
            title: "Austauschtreffen".into(),
            when: dated(zone, (day, 17)).when,
            is_cancelled: false,
            numbers: Some(NUMBERS),
            link: "https://treffpunkt.example/e/austauschtreffen".into(),
        }],
        missing: Vec::new(),
        failed: Vec::new(),
    }
}
