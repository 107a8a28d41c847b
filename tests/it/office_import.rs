//! The office takes in a spreadsheet: it is looked at first, every trap is told in German, and nothing is stored before
//! somebody says so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use treffpunkt::app::OutboxLine;
use treffpunkt::app::SheetChoice;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::notification::State;
use treffpunkt::domain::vocabulary::Term;
use treffpunkt::domain::vocabulary::TermList;
use treffpunkt::view::language::Language;
use treffpunkt::view::words::EMBEDDED;

use crate::feeds::Reply;
use crate::house::House;
use crate::house::house;
use crate::office::Browser;
use crate::office::mark;
use crate::office::signed_in;
use crate::sheet::bare_town;

const PATH: &str = "/office/import";
const ACTORS: &[u8] = include_bytes!("../data/sheets/akteure-utf8.csv");
const UNSORTED: &[u8] = include_bytes!("../data/sheets/veranstaltungen-unsortiert-cp1252.csv");

/// Chooses a file on the first page.
async fn chooses(browser: &mut Browser, name: &str, bytes: &[u8], programme: &str) -> Reply {
    let token = mark(browser.opens(PATH).await.text());
    browser.uploads(PATH, &[("form", &token), ("programme", programme)], Some((name, bytes))).await
}

/// Everything that a browser sends with the form of a page, some of it changed.
fn form_of(page: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = page.split("enctype=\"multipart/form-data\"").nth(1).expect("a form").split("</form>").next().unwrap();
    let after = |text: &str, begin: &str| text.split(begin).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut fields = Vec::new();
    for input in form.split("<input type=\"hidden\" ").skip(1) {
        fields.push((after(input, "name=\""), after(input, "value=\"")));
    }
    for select in form.split("<select ").skip(1) {
        let select = select.split("</select>").next().unwrap();
        let chosen = select.split("<option ").find(|option| option.contains(" selected"));
        let value = chosen.map(|option| after(option, "value=\"")).unwrap_or_default();
        fields.push((after(select, " name=\""), value));
    }
    for (name, value) in changes {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

async fn goes_on(browser: &mut Browser, page: &str, changes: &[(&str, &str)]) -> Reply {
    let fields = form_of(page, changes);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.uploads(PATH, &fields, None).await
}

/// The line of a row.
fn row_of(page: &str, row: usize) -> &str {
    let begin = format!("data-label=\"Zeile\">{row}</td>");
    page.split(&begin).nth(1).unwrap_or_else(|| panic!("row {row}: {page}")).split("</tr>").next().unwrap()
}

/// How many rows are such, by the cards.
fn count(page: &str, verdict: &str) -> usize {
    let card = page.split(&format!("</span> <span class=\"name\">{verdict}</span>")).next().unwrap();
    card.rsplit('>').next().unwrap().parse().unwrap_or_else(|_| panic!("{verdict}: {page}"))
}

#[tokio::test]
async fn every_trap_of_the_unsorted_sheet_is_told_in_german_and_nothing_is_stored() {
    let house = House::on_sqlite(&[]).await;
    let town = bare_town(&["vocab", "venues", "actors", "programmes"]);
    assert_eq!(house.app.import_json(&town, false).await.unwrap().faults, []);
    let before = house.app.revision().await.unwrap();
    let mut browser = signed_in(&house, Role::Editor).await;
    let reply = chooses(&mut browser, "Rückmeldungen.csv", UNSORTED, "ikw-2027").await;
    assert_eq!(reply.status, StatusCode::OK);
    let page = reply.text();
    for said in ["Windows-1252", "Semikolon", "Zeile 2", "Rückmeldungen Stand 28.06.", "Rückmeldungen.csv"] {
        assert!(page.contains(said), "{said}");
    }
    assert_eq!((count(page, "fehlerhaft"), count(page, "übersprungen")), (5, 3));
    for (row, column, said) in [
        (9, "Veranstalter*in", "gingen beim Speichern Zeichen verloren"),
        (11, "Kontakt (Mail)", "„fussball(at)example.org“ ist keine E-Mail-Adresse"),
        (13, "Titel der Veranstaltung", "wohl ein Zeichen verloren"),
        (13, "Plätze", "„max. 16“ ist nicht nur eine Zahl"),
        (13, "Anmeldeschluss", "Wir nehmen den 09.09.2027"),
        (15, "", "Leere Zeile"),
        (21, "Datum", "Der September hat nur 30 Tage"),
        (23, "Zielgruppe", "Die Zielgruppe „Kinder 4-9 J.“ steht nicht in der Liste"),
        (24, "Kontakt (Mail)", "Niemand kann per E-Mail nachfragen"),
        (25, "Ende", "liegt vor dem Beginn"),
        (28, "", "genau wie Zeile 13"),
        (29, "", "Das ist eine Summe"),
    ] {
        let line = row_of(page, row);
        assert!(line.contains(column) && line.contains(said), "row {row} {column}: {said}\n{line}");
    }
    assert!(page.find(">11</td>") < page.find(">3</td>"), "faulty rows come first");
    assert!(!page.contains("value=\"store\""), "nothing can be taken in");
    for english in [" is no ", " lost ", "missing", "{$", "{ $"] {
        assert!(!page.contains(english), "{english}");
    }
    let forced = goes_on(&mut browser, page, &[("step", "store")]).await;
    assert!(forced.text().contains("fehlerhaft"));
    assert_eq!(house.app.export_document().await.unwrap().events.len(), 0);
    assert_eq!(house.app.revision().await.unwrap(), before);
}

#[tokio::test]
async fn a_list_of_actors_is_looked_at_then_stored_and_the_same_the_next_time() {
    house(async |house| {
        assert_eq!(house.app.import_json(&bare_town(&["vocab", "venues"]), false).await.unwrap().faults, []);
        let mut browser = signed_in(&house, Role::Editor).await;
        let seen = chooses(&mut browser, "akteure.csv", ACTORS, "").await;
        assert_eq!(count(seen.text(), "neu"), 80, "{}", house.engine);
        assert!(seen.text().contains("80 Zeilen übernehmen"));
        assert_eq!(house.app.directory().await.unwrap().actors.len(), 0, "looking stores nothing");
        let stored = goes_on(&mut browser, seen.text(), &[("step", "store")]).await;
        assert!(stored.text().contains("Gespeichert: 80 neu, 0 geändert"), "{}: {}", house.engine, stored.text());
        assert_eq!(house.app.directory().await.unwrap().actors.len(), 80);
        let again = chooses(&mut browser, "akteure.csv", ACTORS, "").await;
        assert_eq!(count(again.text(), "gleich"), 80, "{}", house.engine);
        assert!(again.text().contains("Alles steht schon so bei uns") && !again.text().contains("value=\"store\""));
    })
    .await;
}

#[tokio::test]
async fn the_first_list_of_actors_counts_its_rows_and_names_the_groups_beside_them() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let seen = chooses(&mut browser, "akteure.csv", ACTORS, "").await;
    let stored = goes_on(&mut browser, seen.text(), &[("step", "store")]).await;
    let groups = house.app.directory().await.unwrap().groups.len();
    assert!(stored.text().contains("Gespeichert: 80 neu, 0 geändert"), "{}", stored.text());
    assert!(groups > 1 && stored.text().contains(&format!("{groups} neue Gruppen")), "{}", stored.text());
    let empty = House::on_sqlite(&[]).await;
    let by_command = empty.app.import_sheet("test", ACTORS, &SheetChoice::default(), false).await.unwrap();
    assert_eq!((by_command.import.added, by_command.groups), (80, groups));
}

#[tokio::test]
async fn columns_that_somebody_changed_are_looked_at_again_and_remembered() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let sheet = "Nr;Organisation;E-Mail;Viertel\n1;Verein Brücke e. V.;bruecke@example.org;Stadtmitte\n";
    let mut browser = signed_in(&house, Role::Editor).await;
    let seen = chooses(&mut browser, "a.csv", sheet.as_bytes(), "").await;
    assert_eq!(count(seen.text(), "gleich"), 1);
    let change = ("column-3", "district");
    let hasty = goes_on(&mut browser, seen.text(), &[change, ("step", "store")]).await;
    assert!(hasty.text().contains("Sie haben die Zuordnung geändert"), "{}", hasty.text());
    assert_eq!(house.app.export_document().await.unwrap().actors[0].district, "");
    let twice = goes_on(&mut browser, seen.text(), &[("column-3", "email")]).await;
    assert!(twice.text().contains("E-Mail: Mehrere Spalten sind dafür gewählt (E-Mail, Viertel)"), "{}", twice.text());
    let none = goes_on(&mut browser, seen.text(), &[("column-1", "")]).await;
    assert!(none.text().contains("Name der Organisation: Bitte sagen Sie"), "{}", none.text());
    let again = goes_on(&mut browser, seen.text(), &[change]).await;
    assert!(again.text().contains("Eine Zeile übernehmen"), "{}", again.text());
    assert!(again.text().contains("bisher „–“, neu „Stadtmitte“"), "{}", again.text());
    let stored = goes_on(&mut browser, again.text(), &[("step", "store")]).await;
    assert!(stored.text().contains("0 neu, 1 geändert"), "{}", stored.text());
    assert_eq!(house.app.export_document().await.unwrap().actors[0].district, "Stadtmitte");
    let later = chooses(&mut browser, "b.csv", sheet.as_bytes(), "").await;
    assert!(form_of(later.text(), &[]).contains(&("column-3".to_owned(), "district".to_owned())));
}

#[tokio::test]
async fn mails_that_an_import_makes_due_wait_and_the_page_says_so() {
    let house = House::on_sqlite(&[]).await;
    assert_eq!(
        house.app.import_json(&bare_town(&["vocab", "venues", "actors", "programmes"]), false).await.unwrap().faults,
        []
    );
    house.at("2027-09-01T10:00");
    let events = include_bytes!("../data/sheets/veranstaltungen-utf8.csv");
    let mut browser = signed_in(&house, Role::Lead).await;
    let seen = chooses(&mut browser, "v.csv", events, "ikw-2027").await;
    assert_eq!(count(seen.text(), "neu"), 61);
    let stored = goes_on(&mut browser, seen.text(), &[("step", "store")]).await;
    assert!(stored.text().contains("Gespeichert: 61 neu"), "{}", stored.text());
    let says_mails =
        ["wartet auf Ihre Freigabe", "warten auf Ihre Freigabe", "wird nicht gesendet", "werden nicht gesendet"];
    assert!(says_mails.iter().any(|said| stored.text().contains(said)), "{}", stored.text());
    let events = house.app.export_document().await.unwrap().events;
    assert!(events.iter().all(|listed| listed.event.programme.as_deref() == Some("ikw-2027")));
}

#[tokio::test]
async fn mails_to_those_who_joined_by_a_list_of_actors_wait_and_the_page_counts_them() {
    house(async |house| {
        house.lives_in_august().await;
        let mut browser = signed_in(&house, Role::Lead).await;
        let list = "Nr;Organisation;E-Mail;Gruppen\n900;Neu dabei e. V.;neu@example.org;Alle Akteure\n";
        let seen = chooses(&mut browser, "neu.csv", list.as_bytes(), "").await;
        let stored = goes_on(&mut browser, seen.text(), &[("step", "store")]).await;
        house.ticks().await;
        let lines = house.app.list_outbox().await.unwrap();
        let new: Vec<&OutboxLine> = lines.iter().filter(|line| line.recipient == "neu@example.org").collect();
        let is_held = |line: &&&OutboxLine| line.state == State::Held && line.why.as_deref() == Some("import");
        let held = new.iter().filter(is_held).count();
        let said = match held {
            1 => "Eine E-Mail ist dadurch fällig und wartet auf Ihre Freigabe".to_owned(),
            held => format!("{held} E-Mails sind dadurch fällig und warten auf Ihre Freigabe"),
        };
        assert!(held > 0 && stored.text().contains(&said), "{}: {new:#?}: {}", house.engine, stored.text());
        assert!(stored.text().contains("href=\"/office/outbox?state=held\""), "{}", stored.text());
        assert!(!stored.text().contains("geht deswegen keine E-Mail"), "{}", stored.text());
    })
    .await;
}

#[tokio::test]
async fn what_a_cell_holds_is_shown_as_text() {
    let house = House::on_sqlite(&[]).await;
    let sheet = "Organisation;E-Mail;\"<b>Farbe\"\n<script>alert(1)</script>;\"\"\"><img src=x>\";\"<i>'rot\"\n";
    let mut browser = signed_in(&house, Role::Editor).await;
    let reply = chooses(&mut browser, "<u>.csv", sheet.as_bytes(), "").await;
    for bad in ["<script", "<img", "<b>", "<i>", "<u>"] {
        assert!(!reply.text().contains(bad), "{bad}: {}", reply.text());
    }
    assert!(reply.text().contains("&lt;script&gt;") && reply.text().contains("keine E-Mail-Adresse"));
}

#[tokio::test]
async fn what_is_no_sheet_is_refused_kindly() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let large = vec![b'a'; 6 * 1024 * 1024];
    for (bytes, said) in [
        (large.as_slice(), "größer als 5 MB"),
        (b"PK\x03\x04".as_slice(), "Arbeitsmappe"),
        (b"Hallo, wie geht es?", "keine Zeile mit Überschriften"),
        (b"\xFF\xFEN\0", "Unicode-Text"),
        (b"a\0b", "keine Textdatei"),
        (b"", "keine Zeile mit Überschriften"),
    ] {
        let reply = chooses(&mut browser, "x.csv", bytes, "").await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(reply.text().contains(said) && reply.text().contains("type=\"file\""), "{said}: {}", reply.text());
    }
    let bare = chooses(&mut browser, "x.csv", b"Nr;Organisation;E-Mail\n", "").await;
    assert!(bare.text().contains("steht keine Zeile") && !bare.text().contains("Alles steht schon"), "{}", bare.text());
    let skipped = chooses(&mut browser, "x.csv", b"Nr;Organisation;E-Mail\n;Summe;\n", "").await;
    assert!(skipped.text().contains("Aus dieser Tabelle wird nichts übernommen"), "{}", skipped.text());
    let nothing = chooses(&mut browser, "", b"", "").await;
    assert!(nothing.text().contains("Bitte wählen Sie eine Datei"), "{}", nothing.text());
    let unknown = "Titel;Datum;Beginn;Ort\nTee;11.09.2027;18:00;Hier\n";
    let reply = chooses(&mut browser, "x.csv", unknown.as_bytes(), "gibtesnicht").await;
    assert!(reply.text().contains("Das Programm „gibtesnicht“ gibt es nicht"), "{}", reply.text());
}

#[tokio::test]
async fn a_sheet_of_five_mebibytes_passes_both_steps() {
    let house = House::on_sqlite(&[]).await;
    let mut sheet = "Organisation;E-Mail;Bemerkung\nVerein;verein@example.org;".to_owned();
    sheet.push_str(&"ä".repeat((5 * 1024 * 1024 - sheet.len() - 2) / 2));
    let mut browser = signed_in(&house, Role::Editor).await;
    let seen = chooses(&mut browser, "x.csv", sheet.as_bytes(), "").await;
    let stored = goes_on(&mut browser, seen.text(), &[("step", "store")]).await;
    assert!(stored.text().contains("1 neu"), "{}", stored.status);
}

#[tokio::test]
async fn the_pages_speak_english_too() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let path = "/office/import?lang=en";
    let page = browser.opens(path).await;
    assert!(page.text().contains("Step 1 of 3") && page.text().contains("action=\"/office/import?lang=en\""));
    let token = mark(page.text());
    let sheet = "Organisation;E-Mail;Sprache\nVerein;a(at)example.org;Klingonisch\n";
    let reply = browser.uploads(path, &[("form", &token)], Some(("a.csv", sheet.as_bytes()))).await;
    for said in ["is no mail address", "We do not know the language “Klingonisch”", "One row is faulty"] {
        assert!(reply.text().contains(said), "{said}: {}", reply.text());
    }
}

/// What stands in the brackets that begin a text; brackets in quotes do not count.
fn in_brackets(text: &str) -> &str {
    let (mut depth, mut is_quoted, mut before) = (1, false, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '"' if before != '\\' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
        before = c;
    }
    text
}

/// The names of what is put into a message.
fn put_into(language: Language, id: &str) -> BTreeSet<String> {
    let files = EMBEDDED.iter().filter(|(of, ..)| *of == language);
    let mut lines = files.flat_map(|(.., text)| text.lines()).skip_while(|line| !line.starts_with(&format!("{id} =")));
    let first = lines.next().unwrap_or_else(|| panic!("{id} is missing in {language:?}"));
    let message: Vec<&str> = [first].into_iter().chain(lines.take_while(|line| line.starts_with(' '))).collect();
    let message = message.join(" ");
    message.split('$').skip(1).map(|rest| rest.split([' ', '}']).next().unwrap().to_owned()).collect()
}

#[test]
fn every_sentence_has_a_message_in_both_languages_and_what_is_put_into_it() {
    let (mut ids, root) = (BTreeSet::new(), Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    for folder in ["app", "domain", "exchange"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            for call in text.split("said!(").skip(1).map(in_brackets).filter(|call| call.contains('"')) {
                let id = call.split('"').nth(1).unwrap().to_owned();
                for language in [Language::De, Language::En] {
                    for name in put_into(language, &id) {
                        let is_put = name == "typed" || call.contains(&format!("{name} = "));
                        assert!(is_put, "{id} in {language:?} says ${name}");
                    }
                }
                ids.insert(id);
            }
        }
    }
    assert!(ids.len() > 60, "{ids:?}");
}

#[test]
fn every_field_has_a_name() {
    let house = treffpunkt::view::words::Words::open(None).unwrap();
    for column in treffpunkt::app::SheetColumn::ALL {
        let id = format!("column-{}", column.word().replace('_', "-"));
        assert!(house.has(Language::De, &id) && house.has(Language::En, &id), "{id}");
    }
}

#[tokio::test]
async fn the_first_list_of_events_brings_its_words_and_says_what_everybody_will_read() {
    house(async |house| {
        let mut browser = signed_in(&house, Role::Lead).await;
        let table = "Titel;Datum;Beginn;Ende;Art;Zielgruppe;Status\n\
            Fest;11.09.2027;12:00;14:00;Religion & Dialog;Familien, Frauen;bestätigt\n\
            Probe;12.09.2027;12:00;14:00;Musik;;bestätigt (Entwurf)\n";
        let seen = chooses(&mut browser, "programm.csv", table.as_bytes(), "").await;
        assert!(seen.text().contains("eine Veranstaltung; was noch niemand sehen soll"), "{}", seen.text());
        let stored = goes_on(&mut browser, seen.text(), &[("step", "store")]).await;
        assert!(stored.text().contains("Gespeichert: 2 neu, 0 geändert"), "{}: {}", house.engine, stored.text());
        let names = |list: Vec<Term>| list.iter().map(|term| term.name("de").to_owned()).collect::<Vec<_>>();
        let kinds = names(house.app.find_terms(TermList::Kinds).await.unwrap().0);
        assert_eq!(kinds, ["Religion & Dialog", "Musik"], "{}", house.engine);
        let groups = names(house.app.find_terms(TermList::TargetGroups).await.unwrap().0);
        assert_eq!(groups, ["Familien", "Frauen"], "{}", house.engine);
        let translations = browser.opens("/office/events/fest/translations").await;
        assert!(translations.text().contains("Türkçe"), "{}: {}", house.engine, translations.text());
    })
    .await;
}

#[tokio::test]
async fn an_empty_house_knows_the_usual_words_about_access() {
    let house = House::on_sqlite(&[]).await;
    let table = "Titel;Datum;Beginn;Ort;Barrierefreiheit\n\
        Fest;11.09.2027;12:00;Markt;Rollstuhlgerecht (stufenlos), Rollstuhl-WC\n";
    let done = house.app.import_sheet("test", table.as_bytes(), &SheetChoice::default(), false).await.unwrap();
    assert_eq!((done.import.faults, done.notes), (Vec::new(), Vec::new()));
    let mut fest = house.app.find_event("fest").await.unwrap().unwrap();
    assert_eq!((fest.place.access.join(" "), fest.place.access_note.as_str()), ("rollstuhl wc".to_owned(), ""));
    let mut browser = signed_in(&house, Role::Editor).await;
    let details = browser.opens("/office/events/fest/details").await;
    assert!(details.text().contains("value=\"dgs\"> Deutsche Gebärdensprache"), "{}", details.text());
    // Whose own words about access do not hold it gives it a name all the same.
    let words = r#"{"vocab": {"access": [{"id": "rampe", "de": "Rampe"}]}}"#;
    assert_eq!(house.app.import_json(words, false).await.unwrap().faults, []);
    fest.interpretation = vec!["dgs".to_owned()];
    house.app.put_event(fest).await.unwrap();
    for page in ["/office/events/fest/details", "/e/fest", "/"] {
        let shown = browser.opens(page).await;
        assert!(shown.text().contains("Gebärdensprache") && !shown.text().contains("> dgs"), "{}", shown.text());
    }
}
