//! Spreadsheets of an office: every trap of the sample files, each with its row.

use treffpunkt::app::ExportFormat;
use treffpunkt::app::SheetChoice;
use treffpunkt::app::SheetColumn;
use treffpunkt::app::SheetOutcome;
use treffpunkt::app::SheetVerdict;
use treffpunkt::exchange::Document;
use treffpunkt::exchange::Encoding;
use treffpunkt::exchange::Known;
use treffpunkt::exchange::Office;
use treffpunkt::exchange::SheetReport;
use treffpunkt::exchange::SheetRow;
use treffpunkt::exchange::Verdict;
use treffpunkt::exchange::check_sheet;
use treffpunkt::exchange::read;
use treffpunkt::exchange::read_sheet;
use treffpunkt::mail::transport::Transport;

use crate::house::House;
use crate::house::TOWN;
use crate::house::house;

const ACTORS: &[u8] = include_bytes!("../data/sheets/akteure-utf8.csv");
const ACTORS_1252: &[u8] = include_bytes!("../data/sheets/akteure-cp1252.csv");
const EVENTS: &[u8] = include_bytes!("../data/sheets/veranstaltungen-utf8.csv");
const EVENTS_1252: &[u8] = include_bytes!("../data/sheets/veranstaltungen-cp1252.csv");
const UNSORTED: &[u8] = include_bytes!("../data/sheets/veranstaltungen-unsortiert-cp1252.csv");

fn town() -> Document {
    read(TOWN, &Known::default()).unwrap()
}

/// The example town before anybody entered events.
fn office() -> Office {
    let town = town();
    Office {
        today: "2027-01-01".parse().unwrap(),
        zone: "Europe/Berlin".parse().unwrap(),
        programme: town.programmes.into_iter().next(),
        vocabulary: town.vocabulary.unwrap(),
        groups: town.groups,
        venues: town.venues,
        actors: town.actors,
        events: Vec::new(),
    }
}

fn with_events() -> Office {
    let events = town().events.into_iter().map(|listed| listed.event).collect();
    Office { events, ..office() }
}

fn without_actors() -> Office {
    Office { actors: Vec::new(), ..office() }
}

fn check(bytes: &[u8], office: &Office) -> SheetReport {
    let sheet = read_sheet(bytes).unwrap();
    check_sheet(&sheet, &sheet.propose(), office)
}

fn row(report: &SheetReport, number: usize) -> &SheetRow {
    report.rows.iter().find(|row| row.row == number).unwrap()
}

/// Everything that is said about the rows, for reading.
fn said(report: &SheetReport) -> Vec<String> {
    let line = |row: &SheetRow| {
        let faults = row.faults.iter().map(|fault| format!("row {} fault {fault}", row.row));
        faults.chain(row.notes.iter().map(|note| format!("row {} note {note}", row.row))).collect::<Vec<_>>()
    };
    report.rows.iter().flat_map(line).collect()
}

fn has(row: &SheetRow, field: &str, what: &str) -> bool {
    row.faults.iter().chain(&row.notes).any(|said| said.field == field && said.what.contains(what))
}

#[test]
fn the_list_of_actors_says_what_the_town_says() {
    let report = check(ACTORS, &office());
    assert_eq!(report.count(Verdict::Same), 80, "{:#?}", said(&report));
    let report = check(ACTORS, &without_actors());
    assert_eq!(report.count(Verdict::New), 80, "{:#?}", said(&report));
    let (ours, town) = (report.document.unwrap().actors, town().actors);
    for (ours, town) in ours.iter().zip(&town) {
        assert_eq!((&ours.id, &ours.name, &ours.groups), (&town.id, &town.name, &town.groups));
        let (ours, town) = (&ours.contacts[0], &town.contacts[0]);
        assert_eq!((&ours.email, &ours.language, ours.email_ok), (&town.email, &town.language, town.email_ok));
    }
}

#[test]
fn traps_of_the_list_of_actors_are_told() {
    let report = check(ACTORS, &without_actors());
    assert!(has(row(&report, 44), "Bemerkung", "stops no mail"), "{:#?}", said(&report));
    let actors = report.document.unwrap().actors;
    let objected: Vec<&str> = actors.iter().filter(|a| !a.contacts[0].email_ok).map(|a| a.id.as_str()).collect();
    assert_eq!(objected, ["a028", "a062"]);
}

#[test]
fn both_encodings_give_the_same_actors_but_for_lost_characters() {
    let (utf8, old) = (check(ACTORS, &without_actors()), check(ACTORS_1252, &without_actors()));
    assert_eq!((utf8.encoding, old.encoding), (Encoding::Utf8, Encoding::Windows1252));
    let lost: Vec<usize> =
        old.rows.iter().filter(|row| has(row, "Organisation", "probably lost")).map(|r| r.row).collect();
    assert_eq!(lost, [4, 44]);
    assert!(!said(&utf8).iter().any(|said| said.contains("lost")));
    let (utf8, old) = (utf8.document.unwrap().actors, old.document.unwrap().actors);
    for (utf8, mut old) in utf8.into_iter().zip(old) {
        if ["a003", "a043"].contains(&utf8.id.as_str()) {
            assert!(old.name.contains('?'));
            (old.name, old.slug) = (utf8.name.clone(), utf8.slug.clone());
        }
        assert_eq!(old, utf8);
    }
}

#[test]
fn a_name_that_lost_a_character_does_not_replace_the_stored_one() {
    let report = check(ACTORS_1252, &office());
    assert_eq!(report.count(Verdict::Same), 80, "{:#?}", said(&report));
    assert!(has(row(&report, 4), "Organisation", "the stored text stays"));
}

#[test]
fn the_list_of_events_says_what_the_town_says() {
    let report = check(EVENTS, &with_events());
    assert_eq!(report.count(Verdict::Same), 61, "{:#?}", said(&report));
    let report = check(EVENTS_1252, &with_events());
    assert_eq!(report.count(Verdict::Same), 61, "{:#?}", said(&report));
    let damaged = said(&report).iter().filter(|said| said.contains("lost characters")).count();
    assert_eq!(damaged, 11, "{:#?}", said(&report));
}

#[test]
fn events_that_nobody_entered_are_read_as_the_town_has_them() {
    let report = check(EVENTS, &office());
    assert_eq!(report.count(Verdict::New), 61, "{:#?}", said(&report));
    let (ours, town) = (report.document.unwrap().events, town().events);
    assert_eq!(ours.len(), 61);
    for ours in ours.iter().map(|listed| &listed.event) {
        let town = &town.iter().find(|listed| listed.event.title == ours.title).unwrap().event;
        assert_eq!((&ours.when, &ours.recurrence.rule), (&town.when, &town.recurrence.rule), "{}", ours.title);
        assert_eq!((&ours.cost, &ours.programme), (&town.cost, &town.programme), "{}", ours.title);
        assert_eq!((&ours.organiser, &ours.partners), (&town.organiser, &town.partners), "{}", ours.title);
        assert_eq!((&ours.place.venue, &ours.place.text), (&town.place.venue, &town.place.text), "{}", ours.title);
        assert_eq!((&ours.languages, &ours.kind), (&town.languages, &town.kind), "{}", ours.title);
        assert_eq!((ours.status, &ours.target_groups), (town.status, &town.target_groups), "{}", ours.title);
        assert_eq!(ours.is_published(), town.is_published(), "{}", ours.title);
        let (ours, town) = (&ours.registration, &town.registration);
        assert_eq!((ours.needed, ours.capacity, ours.deadline), (town.needed, town.capacity, town.deadline));
    }
    let slug = |title: &str| ours.iter().find(|l| l.event.title == title).unwrap().event.slug.clone();
    assert_eq!(slug("=Gleich!? Workshop gegen Alltagsrassismus"), "gleich-workshop-gegen-alltagsrassismus");
    assert_eq!(slug("@home – Online-Sprachcafé"), "home-online-sprachcafe");
}

#[test]
fn every_lost_character_of_an_event_is_told() {
    let (utf8, old) = (check(EVENTS, &office()), check(EVENTS_1252, &office()));
    let lost = |report: &SheetReport| said(report).iter().filter(|said| said.contains("lost")).count();
    assert_eq!((lost(&utf8), lost(&old)), (0, 11), "{:#?}", said(&old));
}

#[test]
fn the_unsorted_sheet_is_understood_as_far_as_it_can_be() {
    let report = check(UNSORTED, &office());
    let town = town();
    assert_eq!((report.header_row, report.above.len()), (2, 1));
    assert!(report.above[0].1.starts_with("Interkulturelle Wochen 2027"));
    assert!(report.document.is_none());
    let faulty: Vec<usize> = report.rows.iter().filter(|r| r.verdict == Verdict::Faulty).map(|r| r.row).collect();
    assert_eq!(faulty, [11, 13, 21, 23, 25], "{:#?}", said(&report));
    let with_town = check(UNSORTED, &Office { events: town.events.into_iter().map(|l| l.event).collect(), ..office() });
    assert_eq!(with_town.count(Verdict::Faulty), 5);
    // What is only written otherwise is the same as in the tidy sheet.
    for same in [3, 4, 5, 6, 7, 8, 10, 12, 16, 17, 18, 19, 22, 27] {
        assert_eq!(row(&with_town, same).verdict, Verdict::Same, "{same} {:#?}", row(&with_town, same));
    }
}

#[test]
fn each_trap_of_the_unsorted_sheet_is_told_in_its_row() {
    let report = check(UNSORTED, &office());
    for (number, field, what) in [
        (9, "Veranstalter*in", "lost characters"),
        (10, "Kooperation", "lost characters"),
        (11, "Kontakt (Mail)", "fussball(at)example.org"),
        (13, "Titel der Veranstaltung", "probably lost"),
        (13, "Plätze", "max. 16"),
        (13, "Anmeldeschluss", "taken as 09.09.2027"),
        (15, "", "is empty"),
        (21, "Datum", "no such day"),
        (22, "Titel der Veranstaltung", "probably lost"),
        (23, "Zielgruppe", "Kinder 4-9 J."),
        (24, "Kontakt (Mail)", "is missing"),
        (25, "Ende", "before it starts"),
        (28, "", "the same as row 13"),
        (29, "", "is a total"),
    ] {
        let row = row(&report, number);
        assert!(has(row, field, what), "row {number} {field}: {what}\n{row:#?}");
    }
    for (number, verdict) in [(15, Verdict::Skipped), (28, Verdict::Skipped), (29, Verdict::Skipped)] {
        assert_eq!(row(&report, number).verdict, verdict, "{number}");
    }
}

#[test]
fn what_nobody_knows_is_named() {
    let actors =
        "Nr;Organisation;E-Mail;Gruppen;Sprache\n1;Neu e. V.;neu@example.org;AG Sprache, AG Wandern;Klingonisch\n";
    let report = check(actors.as_bytes(), &without_actors());
    assert!(has(&report.rows[0], "Gruppen", "AG Wandern"), "{:#?}", said(&report));
    assert!(has(&report.rows[0], "Sprache", "Klingonisch"));
    let events = "Titel;Datum;Beginn;Ort;Straße;PLZ;Stadt;Veranstalter\n\
                  Tee;Sa 11. September;18 Uhr;Café Neu;Am Weg 1;47798;Krefeld;Unbekannt e. V.\n\
                  Tee;11.09.2027;18:00;Café Neu;;;;Verein Brücke\n";
    let report = check(events.as_bytes(), &office());
    assert!(has(&report.rows[0], "Veranstalter", "Unbekannt e. V."), "{:#?}", said(&report));
    assert!(has(&report.rows[0], "Datum", "taken as 11.09.2027"));
    assert!(has(&report.rows[0], "Ort", "kept in words"));
    assert!(has(&report.rows[1], "Titel", "row 2 has the same title and start"));
}

#[test]
fn a_number_that_is_anothers_is_a_fault() {
    let sheet = "Nr;Organisation;E-Mail\n1;Kroatischer Chor Adria e. V.;adria@example.com\n";
    let report = check(sheet.as_bytes(), &office());
    assert!(has(&report.rows[0], "Nr", "Verein Brücke"), "{:#?}", said(&report));
    let sheet = "Organisation;E-Mail\nKroatischer Chor Adria e. V.;bruecke@example.org\n";
    let report = check(sheet.as_bytes(), &office());
    assert!(has(&report.rows[0], "E-Mail", "is that of Verein Brücke"), "{:#?}", said(&report));
    let twice = "Nr;Organisation;E-Mail\n1;Verein Brücke;bruecke@example.org\n1;Brücke;bruecke@example.org\n";
    let report = check(twice.as_bytes(), &office());
    assert!(has(&report.rows[1], "Nr", "row 2 is the same"), "{:#?}", said(&report));
}

#[tokio::test]
async fn our_own_table_is_read_again() {
    house(async |house| {
        house.imports_the_town().await;
        let table = house.app.export(ExportFormat::Csv).await.unwrap();
        let outcome = takes(&house, table.as_bytes(), None).await;
        assert_eq!(outcome.import.faults, [], "{}", house.engine);
        assert_eq!((outcome.import.added, outcome.import.changed), (0, 0), "{} {:#?}", house.engine, outcome.notes);
        let sheet = outcome.sheet.unwrap();
        assert_eq!(sheet.count(SheetVerdict::Same), 61, "{}", house.engine);
        assert_eq!(sheet.count(SheetVerdict::Skipped), sheet.rows.len() - 61, "meetings are not taken in");
        let other = table.replace("Rathaus Krefeld", "VHS-Haus");
        assert_ne!(other, table);
        let choice = SheetChoice::default();
        let outcome = house.app.import_sheet("test", other.as_bytes(), &choice, true).await.unwrap();
        let notes: Vec<String> = outcome.notes.iter().map(|note| format!("{}: {}", note.field, &*note.what)).collect();
        let has = |said: &str| notes.iter().any(|note| note.contains(said));
        assert!(has("becomes “VHS-Haus”") && has(": was “Rathaus Krefeld"), "{}: {notes:#?}", house.engine);
    })
    .await;
}

#[test]
fn an_actor_is_found_by_its_address_and_by_its_name() {
    let sheet = "Organisation;E-Mail;Telefon\nBrücke;bruecke@example.org;1\nKroatischer Chor Adria e.V.;neu@example.org;2\n\
                 Verein Neu e. V.;verein@example.org;3\nOhne Post;;4\n";
    let report = check(sheet.as_bytes(), &office());
    let verdicts: Vec<_> = report.rows.iter().map(|row| row.verdict).collect();
    assert_eq!(verdicts, [Verdict::Changed, Verdict::Changed, Verdict::New, Verdict::New], "{:#?}", said(&report));
    let actors = report.document.unwrap().actors;
    let ids: Vec<&str> = actors.iter().map(|actor| actor.id.as_str()).collect();
    assert_eq!(ids, ["a001", "a016", "a081", "a082"]);
    assert_eq!((actors[2].slug.as_str(), actors[3].contacts[0].postal_only), ("verein-neu", true));
    assert_eq!(actors[0].groups, town().actors[0].groups, "what the sheet has no column for stays");
}

async fn takes(house: &House, bytes: &[u8], programme: Option<&str>) -> SheetOutcome {
    let choice = SheetChoice { programme: programme.map(str::to_owned), ..SheetChoice::default() };
    house.app.import_sheet("test", bytes, &choice, false).await.unwrap()
}

/// The example town with nothing but its lists, as a file.
pub fn bare_town(keeps: &[&str]) -> String {
    let mut town: serde_json::Value = serde_json::from_str(TOWN).unwrap();
    town.as_object_mut().unwrap().retain(|key, _| keeps.contains(&key.as_str()));
    town.to_string()
}

#[tokio::test]
async fn a_list_of_actors_taken_in_twice_changes_nothing() {
    house(async |house| {
        let lists = house.app.import_json(&bare_town(&["vocab", "venues"]), false).await.unwrap();
        assert_eq!(lists.faults, []);
        let first = takes(&house, ACTORS, None).await;
        assert_eq!((first.import.faults.len(), first.import.added), (0, 80), "{} {first:#?}", house.engine);
        for again in [ACTORS, ACTORS_1252] {
            let again = takes(&house, again, None).await;
            assert_eq!((again.import.actors, again.import.added, again.import.changed), (80, 0, 0), "{}", house.engine);
            assert_eq!(again.sheet.unwrap().count(SheetVerdict::Same), 80);
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_of_events_taken_in_twice_changes_nothing_and_mails_nobody() {
    house(async |house| {
        let town = bare_town(&["vocab", "venues", "actors", "programmes"]);
        assert_eq!(house.app.import_json(&town, false).await.unwrap().faults, []);
        house.at("2027-08-20T10:00");
        let dry = house.app.import_sheet("test", EVENTS, &SheetChoice::default(), true).await.unwrap();
        assert_eq!((dry.import.events, dry.import.added), (61, 61), "{} {:#?}", house.engine, dry.import.faults);
        assert_eq!(house.app.export_document().await.unwrap().events.len(), 0, "a dry run stores nothing");
        let first = takes(&house, EVENTS, Some("ikw-2027")).await;
        assert_eq!((first.import.faults.len(), first.import.added), (0, 61), "{}", house.engine);
        let again = takes(&house, EVENTS, Some("ikw-2027")).await;
        assert_eq!((again.import.added, again.import.changed), (0, 0), "{} {:#?}", house.engine, again.notes);
        assert_eq!(again.sheet.unwrap().count(SheetVerdict::Same), 61);
        house.ticks().await;
        let Transport::Memory(memory) = house.app.transport() else { panic!("mails are kept in memory") };
        assert_eq!(memory.mails().len(), 0, "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn the_towns_own_sheet_changes_nothing_of_the_town() {
    house(async |house| {
        house.imports_the_town().await;
        for sheet in [ACTORS, ACTORS_1252, EVENTS, EVENTS_1252] {
            let outcome = takes(&house, sheet, None).await;
            assert_eq!((outcome.import.added, outcome.import.changed), (0, 0), "{}", house.engine);
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_stored_when_one_row_is_faulty() {
    house(async |house| {
        let town = bare_town(&["vocab", "venues", "actors", "programmes"]);
        assert_eq!(house.app.import_json(&town, false).await.unwrap().faults, []);
        let outcome = takes(&house, UNSORTED, Some("ikw-2027")).await;
        let told: Vec<_> = outcome.import.faults.iter().map(|f| (f.r#where.as_str(), f.field.as_str())).collect();
        let wanted = [
            ("row 11", "Kontakt (Mail)"),
            ("row 13", "Plätze"),
            ("row 21", "Datum"),
            ("row 23", "Zielgruppe"),
            ("row 25", "Ende"),
        ];
        assert_eq!(told, wanted, "{}", house.engine);
        assert_eq!(house.app.export_document().await.unwrap().events.len(), 0, "{}", house.engine);
        let unknown = takes(&house, EVENTS, Some("ikw-1999")).await;
        assert_eq!(unknown.import.faults[0].field, "programme");
    })
    .await;
}

#[tokio::test]
async fn columns_that_somebody_chose_are_remembered() {
    house(async |house| {
        house.imports_the_town().await;
        let sheet = "Nr;Organisation;E-Mail;Viertel\n1;Verein Brücke e. V.;bruecke@example.org;Stadtmitte\n";
        let (_, mut mapping) = house.app.propose_columns(sheet.as_bytes()).await.unwrap();
        assert_eq!(mapping.columns["Viertel"], None);
        mapping.columns.insert("Viertel".into(), Some(SheetColumn::District));
        let choice = SheetChoice { mapping: Some(mapping.clone()), ..SheetChoice::default() };
        let outcome = house.app.import_sheet("test", sheet.as_bytes(), &choice, false).await.unwrap();
        assert_eq!((outcome.import.changed, outcome.import.faults.len()), (1, 0), "{}", house.engine);
        let (_, again) = house.app.propose_columns(sheet.as_bytes()).await.unwrap();
        assert_eq!(again, mapping, "{}", house.engine);
        let document = house.app.export_document().await.unwrap();
        assert_eq!(document.actors[0].district, "Stadtmitte");
    })
    .await;
}

#[test]
fn a_thousand_rows_are_read() {
    use std::fmt::Write as _;
    let (groups, mut sheet) = ("Alle Akteure, AG Sprache", "Nr;Organisation;E-Mail;Sprache;Gruppen\r\n".to_owned());
    for number in 1..=1000 {
        write!(sheet, "{number};Verein {number} e. V.;v{number}@example.org;Türkisch;{groups}\r\n").unwrap();
    }
    let empty = without_actors();
    let report = check(sheet.as_bytes(), &empty);
    assert_eq!(report.count(Verdict::New), 1000, "{:#?}", said(&report));
    let office = Office { actors: report.document.unwrap().actors, ..empty };
    assert_eq!(check(sheet.as_bytes(), &office).count(Verdict::Same), 1000);
}
