//! Words and dates in all languages.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use treffpunkt::domain::when::When;
use treffpunkt::domain::when::Zone;
use treffpunkt::view::language::Language;
use treffpunkt::view::words::EMBEDDED;
use treffpunkt::view::words::OwnText;
use treffpunkt::view::words::Words;

fn words() -> Words {
    Words::open(None).unwrap()
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn when(start: &str, end: Option<&str>) -> When {
    When { start: start.parse().unwrap(), end: end.map(|end| end.parse().unwrap()), zone: zone("Europe/Berlin") }
}

/// The arguments of each message of a language; those of the office only where it is spoken.
fn messages(language: Language, of_office: bool) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut id = String::new();
    // The office speaks German and English; its files are those that Arabic has not.
    let name = |file: &'static str| file.rsplit('/').next().unwrap();
    let for_all: BTreeSet<&str> =
        EMBEDDED.iter().filter(|(of, ..)| *of == Language::Ar).map(|one| name(one.1)).collect();
    assert!(["answers.ftl", "dates.ftl", "mails.ftl", "public.ftl"].iter().all(|file| for_all.contains(file)));
    let is_wanted = |file: &'static str| of_office || for_all.contains(name(file));
    let files = EMBEDDED.iter().filter(|(of, file, _)| *of == language && is_wanted(file));
    for line in files.flat_map(|(.., text)| text.lines()) {
        if line.starts_with('#') {
            continue;
        }
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            line.split([' ', '=']).next().unwrap().clone_into(&mut id);
            assert!(found.insert(id.clone(), BTreeSet::new()).is_none(), "{id} stands twice in {language:?}");
        }
        for part in line.split('$').skip(1) {
            let name = part.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
            found.get_mut(&id).unwrap().insert(name.to_owned());
        }
    }
    found
}

#[test]
fn all_languages_have_the_same_messages_with_the_same_arguments() {
    for (language, of_office) in [(Language::En, true), (Language::Ar, false)] {
        let german = messages(Language::De, of_office);
        assert!(german.len() > 10);
        let other = messages(language, of_office);
        for (id, args) in &german {
            assert_eq!(other.get(id), Some(args), "{id} in {language:?}");
        }
        let more: Vec<_> = other.keys().filter(|id| !german.contains_key(*id)).collect();
        assert!(more.is_empty(), "{language:?} has more: {more:?}");
    }
}

#[test]
fn every_file_of_words_is_embedded() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates");
    for language in Language::ALL {
        for entry in fs::read_dir(root.join("words").join(language.tag())).unwrap() {
            let path = entry.unwrap().path();
            let path = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            assert!(EMBEDDED.iter().any(|(of, file, _)| *of == language && *file == path), "{path}");
        }
    }
}

#[test]
fn a_date_is_said_as_people_say_it() {
    let words = words();
    let timed = when("2027-08-19T17:00", Some("2027-08-19T19:00"));
    let table = [
        (Language::De, "Donnerstag, 19. August 2027, 17:00–19:00 Uhr", "Do, 19.08., 17:00"),
        (Language::En, "Thursday, 19 August 2027, 17:00–19:00", "Thu 19 Aug, 17:00"),
        (Language::Ar, "الخميس، 19 أغسطس 2027، من 17:00 إلى 19:00", "الخميس 19 أغسطس، 17:00"),
    ];
    for (language, span, short) in table {
        let dates = words.dates(language);
        assert_eq!((dates.span(&timed).as_str(), dates.start_short(timed.start).as_str()), (span, short));
    }
}

#[test]
fn open_long_and_whole_days_are_said_too() {
    let words = words();
    let dates = words.dates(Language::De);
    let table = [
        (when("2027-08-05T09:05", None), "Donnerstag, 5. August 2027, 09:05 Uhr"),
        (
            when("2027-10-30T22:00", Some("2027-10-31T04:00")),
            "Samstag, 30. Oktober 2027, 22:00 Uhr, bis Sonntag, 31. Oktober 2027, 04:00 Uhr",
        ),
        (when("2027-09-11", Some("2027-09-12")), "Samstag, 11. September 2027, ganztägig"),
        (when("2027-09-11", Some("2027-10-04")), "Samstag, 11. September 2027, bis Sonntag, 3. Oktober 2027"),
    ];
    for (when, said) in table {
        assert_eq!(dates.span(&when), said);
    }
    assert_eq!(dates.start_short("2027-09-01".parse().unwrap()), "Mi, 01.09.");
    assert_eq!(dates.until("2027-08-12T23:59".parse().unwrap()), "Donnerstag, 12. August");
    assert_eq!(dates.until("2027-08-12T18:00".parse().unwrap()), "Donnerstag, 12. August, 18:00 Uhr");
}

#[test]
fn tomorrow_is_counted_on_the_clocks_of_the_event() {
    let words = words();
    let timed = when("2027-08-19T17:00", None);
    // 23:30 of the 17th in Berlin, although UTC says 21:30; then 00:30 of the 18th.
    let table = [
        ("2027-08-17T21:30:00Z", "Do, 19.08., 17:00"),
        ("2027-08-17T22:30:00Z", "morgen 17:00"),
        ("2027-08-18T22:30:00Z", "heute 17:00"),
    ];
    for (now, said) in table {
        assert_eq!(words.dates(Language::De).start_near(&timed, now.parse().unwrap()), said, "{now}");
    }
}

#[test]
fn the_zone_is_named_to_readers_whose_clocks_are_others() {
    let words = words();
    let (dates, timed) = (words.dates(Language::De), when("2027-08-19T17:00", Some("2027-08-19T19:00")));
    assert_eq!(dates.span_for(&timed, &zone("Europe/Vienna")), dates.span(&timed));
    let said = "Donnerstag, 19. August 2027, 17:00–19:00 Uhr (Zeit in Berlin)";
    assert_eq!(dates.span_for(&timed, &zone("Europe/Istanbul")), said);
}

#[test]
fn a_name_that_runs_against_the_text_is_isolated() {
    let words = words();
    let said = words.say(Language::Ar, "date-elsewhere", &[("when", "غدًا".into()), ("place", "Berlin".into())]);
    assert_eq!(said, "غدًا (بتوقيت \u{2068}Berlin\u{2069})");
}

#[test]
fn a_noun_agrees_with_its_number() {
    type Forms = &'static [(u32, &'static str)];
    let words = words();
    let table: [(Language, &str, Forms); 7] = [
        (Language::De, "agenda-minutes", &[(1, "eine Minute"), (2, "2 Minuten")]),
        (Language::De, "agenda-length", &[(1, "Themen (eine Minute)"), (40, "Themen (40 Minuten)")]),
        (Language::En, "agenda-minutes", &[(1, "one minute"), (2, "2 minutes")]),
        (Language::En, "agenda-length", &[(1, "Topics (one minute)"), (40, "Topics (40 minutes)")]),
        (
            Language::Ar,
            "agenda-minutes",
            &[(1, "دقيقة واحدة"), (2, "دقيقتان"), (5, "5 دقائق"), (15, "15 دقيقة"), (100, "100 دقيقة")],
        ),
        (Language::Ar, "people", &[(1, "شخص واحد"), (2, "شخصان"), (3, "3 أشخاص"), (11, "11 شخصًا"), (100, "100 شخص")]),
        // The last two digits choose.
        (Language::Ar, "people", &[(102, "102 شخص"), (105, "105 أشخاص"), (111, "111 شخصًا"), (1_000, "1000 شخص")]),
    ];
    for (language, id, forms) in table {
        let name = if id == "people" { "count" } else { "minutes" };
        for (number, said) in forms {
            assert_eq!(words.say(language, id, &[(name, (*number).into())]), *said, "{id} of {number}");
        }
    }
}

#[test]
fn a_sentence_ends_once_after_a_name_that_ends_one_itself() {
    let words = words();
    let invites = |language, title: &str| words.say(language, "invitation", &[("title", title.into())]);
    for (title, said) in [
        ("Zwei Sprachcafés?", "wir laden Sie ein: Zwei Sprachcafés?"),
        ("Feier der Brücke e. V.", "wir laden Sie ein: Feier der Brücke e. V."),
        ("Endlich …", "wir laden Sie ein: Endlich …"),
        ("Sommerfest", "wir laden Sie ein: Sommerfest."),
        ("Was nun? Ein Abend", "wir laden Sie ein: Was nun? Ein Abend."),
    ] {
        assert_eq!(invites(Language::De, title), said);
    }
    assert_eq!(invites(Language::Ar, "Wer kommt?"), "ندعوكم إلى: \u{2068}Wer kommt?\u{2069}");
    assert_eq!(invites(Language::Ar, "من يأتي؟"), "ندعوكم إلى: من يأتي؟");
    // Dots of the office's own stay.
    let text = "Wir freuen uns auf { $title } und Sie ...".to_owned();
    words.lay_over("own", &[OwnText { language: Language::De, id: "invitation".into(), text }]);
    assert_eq!(invites(Language::De, "Wer kommt?"), "Wir freuen uns auf Wer kommt? und Sie ...");
}

#[test]
fn an_age_of_one_year_is_one_year() {
    let words = words();
    let say = |language, id: &str, from: u32, until: u32| {
        words.say(language, id, &[("from", from.into()), ("until", until.into())])
    };
    assert_eq!(say(Language::De, "value-age-from", 1, 0), "ab einem Jahr");
    assert_eq!(say(Language::De, "value-age-until", 0, 1), "bis 1 Jahr");
    assert_eq!(say(Language::De, "value-age-between", 0, 1), "0 bis 1 Jahr");
    assert_eq!(say(Language::De, "value-age-between", 1, 3), "1 bis 3 Jahre");
    assert_eq!(say(Language::Ar, "value-age-between", 6, 10), "من 6 إلى 10 سنوات");
    assert_eq!(say(Language::Ar, "value-age-between", 6, 12), "من 6 إلى 12 سنة");
}
