//! An event with every field filled: what is written comes back, field by field.
//!
//! The literal below names each field, so that a new one cannot be forgotten here.

use std::collections::BTreeMap;

use treffpunkt::domain::actor::Actor;
use treffpunkt::domain::actor::Contact;
use treffpunkt::domain::actor::Group;
use treffpunkt::domain::actor::Objection;
use treffpunkt::domain::answer::AnswerState;
use treffpunkt::domain::event::Cost;
use treffpunkt::domain::event::CostKind;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::event::Image;
use treffpunkt::domain::event::Online;
use treffpunkt::domain::event::Override;
use treffpunkt::domain::event::Place;
use treffpunkt::domain::event::PublicContact;
use treffpunkt::domain::event::Registration;
use treffpunkt::domain::event::RegistrationWay;
use treffpunkt::domain::event::Review;
use treffpunkt::domain::event::Status;
use treffpunkt::domain::event::Translation;
use treffpunkt::domain::event::Visibility;
use treffpunkt::domain::meeting::AgendaItem;
use treffpunkt::domain::meeting::DatePoll;
use treffpunkt::domain::meeting::Instance;
use treffpunkt::domain::meeting::ItemKind;
use treffpunkt::domain::meeting::Material;
use treffpunkt::domain::meeting::Meeting;
use treffpunkt::domain::meeting::Minutes;
use treffpunkt::domain::meeting::Task;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::recurrence::Recurrence;
use treffpunkt::domain::rule::Anchor;
use treffpunkt::domain::rule::Audience;
use treffpunkt::domain::rule::Mode;
use treffpunkt::domain::rule::Per;
use treffpunkt::domain::rule::Rule;
use treffpunkt::domain::venue::Venue;
use treffpunkt::domain::vocabulary::Term;
use treffpunkt::domain::vocabulary::Vocabulary;
use treffpunkt::domain::when::When;
use treffpunkt::exchange;
use treffpunkt::exchange::Document;
use treffpunkt::exchange::Known;
use treffpunkt::exchange::Listed;
use treffpunkt::exchange::ListedAnswer;
use treffpunkt::exchange::ListedAttendance;

use crate::house::house;

#[tokio::test]
async fn an_event_with_every_field_comes_back_the_same() {
    let text = exchange::write(&document()).unwrap();
    let read = exchange::read(&text, &Known::default()).unwrap();
    assert_eq!(read, document(), "{text}");
    house(async |house| {
        let report = house.app.import_json(&text, false).await.unwrap();
        assert_eq!(report.faults, []);
        let mut stored = house.app.export_document().await.unwrap();
        stored.actors = stored.actors.into_iter().map(Actor::without_rows).collect();
        for listed in &mut stored.events {
            listed.event.changed_at = document().events[0].event.changed_at;
        }
        assert_eq!(stored, document(), "{}", house.engine);
    })
    .await;
}

fn document() -> Document {
    let venue = |id: &str| Venue { id: id.into(), name: format!("Haus {id}"), ..Venue::default() };
    let actor = Actor {
        id: "a1".into(),
        slug: "bruecke".into(),
        name: "Verein Brücke".into(),
        kind: "mso".into(),
        phone: "+49 2151 0000-1".into(),
        district: "mitte".into(),
        groups: vec!["alle".into()],
        note: "trifft sich montags".into(),
        contacts: vec![contact("main"), contact("zweite")],
    };
    let partner = Actor {
        id: "a2".into(),
        slug: "lotus".into(),
        name: "Lotus".into(),
        contacts: vec![contact("main")],
        ..actor.clone()
    };
    let group = Group { id: "alle".into(), de: "Alle".into(), en: Some("All".into()) };
    let answer = |date: Option<&str>, actor: &str| ListedAnswer {
        date: date.map(|day| day.parse().unwrap()),
        actor: actor.into(),
        state: AnswerState::Tentative,
        head_count: 3,
        needs: vec!["childcare".into(), "interpretation:ar".into()],
        comment: "Wir bringen Flyer mit.".into(),
        topic: "Fördermittel".into(),
    };
    let answers = vec![answer(None, "a1"), answer(Some("2027-09-14"), "a2")];
    let there = |actor: Option<&str>| ListedAttendance {
        date: "2027-09-14".parse().unwrap(),
        actor: actor.map(str::to_owned),
        persons: 4,
    };
    let attendance = vec![there(None), there(Some("a2"))];
    let term =
        Term { id: "sprache".into(), retired: false, names: BTreeMap::from([("de".to_owned(), "Sprache".to_owned())]) };
    Document {
        vocabulary: Some(Vocabulary { topics: vec![term], ..Vocabulary::default() }),
        venues: vec![venue("halle"), venue("park"), venue("rathaus")],
        groups: vec![group],
        actors: vec![actor, partner],
        events: vec![other_event(), Listed { event: event(), answers, attendance }],
        ..Document::default()
    }
}

/// The one that the full event was entered twice of.
fn other_event() -> Listed {
    let Event { uid, when, created_at, changed_at, .. } = event();
    let uid = format!("other-{uid}");
    let event = Event { uid, created_at, changed_at, ..Event::new("anderes", "Anderes Treffen", when) };
    Listed { event, answers: Vec::new(), attendance: Vec::new() }
}

fn contact(id: &str) -> Contact {
    Contact {
        id: id.into(),
        row: 0,
        role: "Vorstand".into(),
        email: format!("{id}@example.org"),
        language: "ar".into(),
        for_invitations: true,
        for_organising: true,
        email_ok: true,
        bounced: true,
        postal_only: true,
        objections: vec![Objection { kind: "nudge".into(), group: "alle".into() }],
        epoch: 0,
    }
}

fn event() -> Event {
    Event {
        slug: "treffen".into(),
        uid: "treffen-1@example.org".into(),
        title: "Austauschtreffen".into(),
        summary: "Kurz gesagt".into(),
        description: "Länger\ngesagt".into(),
        kind: "treffen".into(),
        topic: "sprache".into(),
        when: When {
            start: "2027-09-14T17:00".parse().unwrap(),
            end: Some("2027-09-14T19:00".parse().unwrap()),
            zone: "Europe/Berlin".parse().unwrap(),
        },
        recurrence: Recurrence {
            rule: Some("FREQ=WEEKLY;COUNT=4".into()),
            added: vec!["2027-12-01T17:00".parse().unwrap()],
            left_out: vec!["2027-09-28T17:00".parse().unwrap()],
        },
        overrides: vec![moved_date()],
        status: Status::Tentative,
        review: Review::Published,
        visibility: Visibility::Network,
        programme: None,
        place: place(),
        organiser: "bruecke".into(),
        partners: vec!["lotus".into()],
        contact: PublicContact { email: "fragen@example.org".into(), phone: "+49 2151 0000-2".into() },
        office_contact: PublicContact { email: "buero@example.org".into(), phone: "+49 2151 0000-3".into() },
        target_groups: vec!["familien".into()],
        languages: vec!["de".into(), "ar".into()],
        interpretation: vec!["uk".into()],
        childcare: true,
        age_min: Some(6),
        age_max: Some(99),
        cost: Cost { kind: CostKind::Fixed, amount_eur: Some(5.5), reduced_eur: Some(2.0), text: "Kinder frei".into() },
        registration: registration(),
        image: Some(Image {
            url: "https://bilder.example.org/1.jpg".into(),
            credit: "Foto: Verein".into(),
            alt: "Ein Kreis".into(),
        }),
        translations: BTreeMap::from([(
            "en".to_owned(),
            Translation {
                title: "Exchange".into(),
                summary: "In short".into(),
                description: "Longer".into(),
                outdated: true,
            },
        )]),
        opening_hours: "täglich 10–18 Uhr".into(),
        moved_from: Some("2027-09-13T17:00".parse().unwrap()),
        note: "intern".into(),
        sequence: 7,
        created_at: Some("2027-01-02T03:04:05Z".parse().unwrap()),
        changed_at: None,
        change_to: treffpunkt::domain::event::ChangeTo::Accepted,
        duplicate_of: Some("anderes".into()),
        rules: rules(),
        meeting: Some(meeting()),
    }
}

fn online() -> Online {
    Online {
        url: "https://video.example.org/raum".into(),
        platform: "Video".into(),
        dial_in: Some("+49 30 0000".into()),
    }
}

fn place() -> Place {
    Place {
        venue: Some("halle".into()),
        text: "Saal 2".into(),
        end_venue: Some("park".into()),
        fallback_venue: Some("rathaus".into()),
        meeting_point: "am Tor".into(),
        access: vec!["rollstuhl".into()],
        access_note: "Klingel links".into(),
        online: Some(online()),
    }
}

fn registration() -> Registration {
    Registration {
        needed: true,
        capacity: Some(40),
        deadline: Some("2027-09-10T12:00:00".parse().unwrap()),
        how: Some(RegistrationWay::Link),
        url: Some("https://anmeldung.example.org".into()),
        waiting_list: true,
    }
}

fn moved_date() -> Override {
    Override {
        recurrence_id: "2027-09-21T17:00".parse().unwrap(),
        start: Some("2027-09-22T18:00".parse().unwrap()),
        end: Some("2027-09-22T20:00".parse().unwrap()),
        venue: Some("park".into()),
        venue_text: Some("am Brunnen".into()),
        online: Some(online()),
        cancelled: true,
        reason: "Feiertag".into(),
        change_to: Some(treffpunkt::domain::event::ChangeTo::Accepted),
    }
}

fn rules() -> Vec<Rule> {
    let audiences = [
        Audience::Group("alle".into()),
        Audience::Actor("lotus".into()),
        Audience::Invited,
        Audience::Accepted,
        Audience::Declined,
        Audience::Tentative,
        Audience::Silent,
        Audience::Registered,
        Audience::Organiser,
        Audience::Partners,
    ];
    let rule = |(i, audience)| Rule {
        id: format!("regel-{i}"),
        kind: Kind::Reminder,
        audience,
        offset: "-P3D".parse().unwrap(),
        anchor: Anchor::RegistrationDeadline,
        at: Some("09:30:00".parse().unwrap()),
        per: Per::Event,
        mode: Mode::Held,
        template: Some("final_reminder".into()),
    };
    audiences.into_iter().enumerate().map(rule).collect()
}

fn meeting() -> Meeting {
    let item =
        AgendaItem { no: 1, title: "Ankommen".into(), kind: ItemKind::Decision, minutes: 15, lead: "Büro".into() };
    let instance = Instance {
        agenda: vec![item.clone()],
        minutes: Some(Minutes {
            status: "approved".into(),
            text: "Beschlossen.".into(),
            approved: Some("2027-09-20".parse().unwrap()),
        }),
        action_items: vec![Task {
            text: "Flyer drucken".into(),
            owner: "lotus".into(),
            due: Some("2027-09-30".parse().unwrap()),
            done: true,
        }],
        materials: vec![Material {
            title: "Übersicht".into(),
            url: "https://dateien.example.org/1.pdf".into(),
            kind: "pdf".into(),
            size: 12,
        }],
        date_poll: Some(DatePoll {
            question: "Wann?".into(),
            options: vec!["2027-10-05T17:00:00".parse().unwrap()],
            votes: BTreeMap::from([("a1".to_owned(), vec![2])]),
            scale: "0-2".into(),
            closes: Some("2027-09-25T12:00:00".parse().unwrap()),
        }),
    };
    Meeting {
        groups: vec!["alle".into()],
        series: true,
        agenda: vec![item],
        instances: BTreeMap::from([("2027-09-14".parse().unwrap(), instance)]),
    }
}
