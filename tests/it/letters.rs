//! Letters for tests: one of each kind, about an invented meeting.

use std::collections::BTreeMap;
use std::sync::Arc;

use treffpunkt::domain::answer::AnswerState;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::event::Online;
use treffpunkt::domain::event::Translation;
use treffpunkt::domain::event::Visibility;
use treffpunkt::domain::meeting::AgendaItem;
use treffpunkt::domain::meeting::Instance;
use treffpunkt::domain::meeting::ItemKind;
use treffpunkt::domain::meeting::Material;
use treffpunkt::domain::meeting::Meeting;
use treffpunkt::domain::meeting::Minutes;
use treffpunkt::domain::meeting::Task;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::Reason;
use treffpunkt::domain::notification::Told;
use treffpunkt::domain::occurrence::Dated;
use treffpunkt::domain::venue::Venue;
use treffpunkt::domain::vocabulary::Term;
use treffpunkt::domain::when::When;
use treffpunkt::mail::letter::About;
use treffpunkt::mail::letter::Before;
use treffpunkt::mail::letter::Delivery;
use treffpunkt::mail::letter::Digest;
use treffpunkt::mail::letter::DigestDate;
use treffpunkt::mail::letter::FailedMail;
use treffpunkt::mail::letter::GivenAnswer;
use treffpunkt::mail::letter::HeadCount;
use treffpunkt::mail::letter::Letter;
use treffpunkt::mail::letter::Links;
use treffpunkt::mail::letter::Missing;
use treffpunkt::mail::letter::MissingPart;
use treffpunkt::mail::letter::Numbers;
use treffpunkt::mail::letter::Office;
use treffpunkt::mail::letter::Recipient;
use treffpunkt::mail::letter::Spot;
use treffpunkt::mail::letter::ToCall;
use treffpunkt::mail::letter::Why;

pub fn when(start: &str, end: &str) -> When {
    When { start: start.parse().unwrap(), end: Some(end.parse().unwrap()), zone: "Europe/Berlin".parse().unwrap() }
}

/// A letter of a kind in a language, with all the facts that its kind shows.
pub fn letter(kind: Kind, language: &str) -> Letter {
    let is_told = matches!(kind, Kind::Reminder | Kind::Change | Kind::Cancellation);
    let is_organisers = matches!(kind, Kind::HeadCount | Kind::EntryCheck | Kind::AfterEvent | Kind::OrganiserDigest);
    let answer = GivenAnswer {
        state: AnswerState::Accepted,
        head_count: 2,
        needs: vec!["interpretation:ar".into(), "childcare".into()],
        given_to: None,
    };
    let mut letter = Letter {
        kind,
        office: office(),
        recipient: recipient(language),
        about: (kind != Kind::OrganiserDigest).then(|| about().into()),
        answer: is_told.then_some(answer),
        answer_by: (kind != Kind::OrganiserDigest).then(|| "2027-08-12T23:59".parse().unwrap()),
        reason: String::new(),
        before: None,
        next: matches!(kind, Kind::Minutes | Kind::Cancellation).then(|| when("2027-11-18T17:00", "2027-11-18T19:30")),
        head_count: (kind == Kind::HeadCount).then(head_count),
        digest: (kind == Kind::OrganiserDigest).then(digest),
        why: if is_organisers { Why::Organiser } else { Why::Group("Alle Akteure".into()) },
        links: links(),
        delivery: delivery(written_at(kind)),
    };
    match kind {
        Kind::Change => change(&mut letter),
        Kind::Cancellation => cancel(&mut letter),
        _ => {}
    }
    letter
}

fn change(letter: &mut Letter) {
    let about = Arc::make_mut(letter.about.as_mut().unwrap());
    let date = about.date.as_mut().unwrap();
    let told = Told::of(&about.event, date);
    date.when = when("2027-08-19T17:30", "2027-08-19T20:00");
    about.event.sequence = 1;
    letter.reason = "Der Raum ist vorher belegt".into();
    letter.answer.as_mut().unwrap().given_to = Some(told.start);
    letter.before = Some(Before { told, place: about.spot.line() });
}

fn cancel(letter: &mut Letter) {
    let about = Arc::make_mut(letter.about.as_mut().unwrap());
    about.date.as_mut().unwrap().cancelled = true;
    about.event.sequence = 2;
    letter.reason = "Die Heizung ist ausgefallen".into();
}

fn office() -> Office {
    Office {
        name: "Integrationsbüro Krefeld".into(),
        sender: "Integrationsbüro Krefeld".into(),
        from: "treffpunkt@example.org".parse().unwrap(),
        reply_to: "treffpunkt@example.org".parse().unwrap(),
        phone: "02151 0000-150".into(),
        is_demo: true,
    }
}

fn recipient(language: &str) -> Recipient {
    Recipient {
        name: "Verein Brücke e. V.".into(),
        actor: "bruecke".into(),
        groups: vec!["alle".into(), "ag-sprache".into()],
        address: "bruecke@example.net".parse().unwrap(),
        language: language.into(),
        zone: "Europe/Berlin".parse().unwrap(),
    }
}

fn links() -> Links {
    let at = |path: &str| format!("https://treffpunkt.example.org/{path}");
    Links {
        answer: Some(at("a/12.0.7GQKM2VX7GQKM2VX7GQKM2")),
        wishes: at("u/12.0.8HRLN3WY8HRLN3WY8HRLN3"),
        feed: at("feed/12.0.9JSMP4XZ9JSMP4XZ9JSMP4.ics"),
        event: Some(at("e/austauschtreffen")),
        door: Some(at("o/3.0.2BCDF5GH2BCDF5GH2BCDF5")),
        unsubscribe: at("u/12.0.8HRLN3WY8HRLN3WY8HRLN3?kind=invitation&group=alle"),
    }
}

/// When a mail of that kind is usually written.
fn written_at(kind: Kind) -> &'static str {
    match kind {
        Kind::SaveTheDate => "2027-07-08T07:00:00Z",
        Kind::Invitation => "2027-07-29T07:00:00Z",
        Kind::Nudge => "2027-08-10T07:00:00Z",
        Kind::AfterEvent | Kind::Minutes => "2027-08-22T07:00:00Z",
        Kind::OrganiserDigest => "2027-08-16T05:00:00Z",
        _ => "2027-08-18T07:00:00Z",
    }
}

fn delivery(written_at: &str) -> Delivery {
    Delivery {
        key_hash: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef".into(),
        message_domain: "treffpunkt.example.org".into(),
        list_id: "austauschtreffen.treffpunkt.example.org".into(),
        written_at: written_at.parse().unwrap(),
        envelope_from: "bounce+77@example.org".parse().unwrap(),
    }
}

fn about() -> About {
    let date = Dated {
        original: "2027-08-19T17:00".parse().unwrap(),
        when: when("2027-08-19T17:00", "2027-08-19T19:30"),
        cancelled: false,
    };
    let names = [("bruecke", "Verein Brücke e. V."), ("buero", "Integrationsbüro"), ("ag-sprache", "AG Sprache")];
    About {
        event: event(),
        recurrence_id: Some(date.original),
        renamed: BTreeMap::new(),
        named: date.clone(),
        date: Some(date),
        dates: Vec::new(),
        is_series: true,
        spot: spot(),
        elsewhere: BTreeMap::new(),
        organiser: "Integrationsbüro Krefeld".into(),
        names: names.map(|(slug, name)| (slug.to_owned(), name.to_owned())).into(),
    }
}

fn event() -> Event {
    let mut event = Event::new("austauschtreffen", "Austauschtreffen", when("2027-02-18T17:00", "2027-02-18T19:30"));
    event.uid = "austauschtreffen-1@treffpunkt.example.org".into();
    event.summary = "Alle Akteure erzählen, was sie planen.".into();
    event.description = "Alle Akteure erzählen, was sie planen.\n\nSo vermeiden wir **doppelte** Angebote.".into();
    event.visibility = Visibility::Group;
    event.created_at = Some("2027-01-10T09:00:00Z".parse().unwrap());
    event.changed_at = Some("2027-07-10T09:00:00Z".parse().unwrap());
    event.recurrence.rule = Some("FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH;COUNT=4".into());
    let english = Translation {
        title: "Exchange meeting".into(),
        summary: "All actors tell what they plan.".into(),
        description: String::new(),
        outdated: false,
    };
    event.translations.insert("en".into(), english);
    event.meeting = Some(meeting());
    event
}

fn meeting() -> Meeting {
    let item =
        |no, title: &str, kind, minutes| AgendaItem { no, title: title.into(), kind, minutes, lead: String::new() };
    let task = |text: &str, owner: &str| Task {
        text: text.into(),
        owner: owner.into(),
        due: Some("2027-09-03".parse().unwrap()),
        done: false,
    };
    let instance = Instance {
        agenda: vec![
            item(1, "Ankommen: Wer ist neu?", ItemKind::Info, 15),
            item(
                2,
                "Zwei Sprachcafés am Dienstag – zusammenlegen? Was die beiden Träger dazu sagen",
                ItemKind::Decision,
                25,
            ),
        ],
        minutes: Some(Minutes {
            status: "approved".into(),
            text: "Die beiden Sprachcafés tun sich zusammen.\n\n- Ort: VHS\n- Beginn: Oktober".into(),
            approved: None,
        }),
        action_items: vec![task("Raum anfragen", "buero"), task("Gemeinsamen Aushang schreiben", "bruecke")],
        materials: vec![Material {
            title: "Übersicht der Sprachcafés".into(),
            url: "https://treffpunkt.example.org/m/sprachcafes.pdf".into(),
            kind: "pdf".into(),
            size: 120_000,
        }],
        date_poll: None,
    };
    Meeting {
        groups: vec!["alle".into()],
        series: true,
        agenda: Vec::new(),
        instances: BTreeMap::from([("2027-08-19".parse().unwrap(), instance)]),
    }
}

fn spot() -> Spot {
    let term = |id: &str, de: &str, en: &str, ar: &str| Term {
        retired: false,
        id: id.into(),
        names: [("de", de), ("en", en), ("ar", ar)].map(|(tag, name)| (tag.to_owned(), name.to_owned())).into(),
    };
    Spot {
        venue: Some(Venue {
            id: "vhs".into(),
            name: "VHS-Haus".into(),
            street: "Musterplatz 2".into(),
            postcode: "47798".into(),
            city: "Krefeld".into(),
            transit: "Straßenbahn 41, Haltestelle Musterplatz".into(),
            lat: Some(51.333),
            lon: Some(6.564),
            ..Venue::default()
        }),
        text: "Raum 3".into(),
        meeting_point: String::new(),
        access: vec![
            term("stufenlos", "stufenlos", "step-free", "بدون درج"),
            term("hoeranlage", "Höranlage", "hearing loop", "نظام سمعي"),
        ],
        access_note: "Der Aufzug ist hinten links.".into(),
        online: Some(Online {
            url: "https://video.example.org/austausch".into(),
            platform: "Videoraum".into(),
            dial_in: Some("02151 0000-99, Code 123#".into()),
        }),
    }
}

fn numbers() -> Numbers {
    Numbers { accepted: 34, tentative: 6, declined: 11, silent: 2 }
}

fn head_count() -> HeadCount {
    HeadCount {
        was_asked: true,
        numbers: numbers(),
        people: 41,
        for_earlier_time: 3,
        needs: vec![("interpretation:ar".into(), 3), ("dgs".into(), 1)],
        comments: vec![("Verein Brücke e. V.".into(), "Wir kommen etwas später.".into())],
        silent: vec!["Nachbarschaftshilfe".into(), "نادي الشرق".into()],
        to_call: vec![
            ToCall { name: "Seniorenkreis".into(), phone: "02151 0000-17".into(), reason: Reason::Postal },
            ToCall { name: "Chor".into(), phone: String::new(), reason: Reason::Bounced },
        ],
    }
}

fn digest() -> Digest {
    let link = || "https://treffpunkt.example.org/e/austauschtreffen".to_owned();
    Digest {
        first: "2027-08-16".parse().unwrap(),
        last: "2027-08-22".parse().unwrap(),
        dates: vec![DigestDate {
            title: "Austauschtreffen".into(),
            when: when("2027-08-19T17:00", "2027-08-19T19:30"),
            is_cancelled: false,
            numbers: Some(numbers()),
            link: link(),
        }],
        missing: vec![Missing {
            title: "AG Sprache".into(),
            when: when("2027-07-08T16:00", "2027-07-08T17:30"),
            what: MissingPart::Minutes,
            link: link(),
        }],
        failed: vec![FailedMail { title: "Austauschtreffen".into(), kind: Kind::Invitation, recipient: "Chor".into() }],
    }
}
