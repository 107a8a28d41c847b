//! Mails: every kind in every language, as bytes.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::LazyLock;

use proptest::prelude::*;
use treffpunkt::domain::answer::AnswerState;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::event::Translation;
use treffpunkt::domain::notification::Kind;
use treffpunkt::mail::compose::ComposeFault;
use treffpunkt::mail::compose::Composer;
use treffpunkt::mail::compose::EMBEDDED;
use treffpunkt::mail::letter::GivenAnswer;
use treffpunkt::mail::letter::HeadCount;
use treffpunkt::mail::letter::Letter;
use treffpunkt::mail::letter::Numbers;

use crate::letters::letter;
use crate::letters::when;
use crate::mime_parts::Mail;

static COMPOSER: LazyLock<Composer> = LazyLock::new(|| Composer::open(None).unwrap());

const LANGUAGES: [&str; 3] = ["de", "en", "ar"];

/// What must never be more than text.
const HOSTILE: &str = "Böse\r\nBcc: x@example.org\r\n\r\n<script>alert('1')</script> \"&{{ 7 * 7 }}\u{202E}${x}\0";

fn mail(letter: &Letter) -> Mail {
    let composed = COMPOSER.compose(letter);
    Mail::of(&composed.unwrap_or_else(|fault| panic!("{}: {fault}", letter.kind)).message)
}

/// Every kind in every language.
fn all() -> impl Iterator<Item = Letter> {
    Kind::ALL.iter().flat_map(|kind| LANGUAGES.map(|language| letter(*kind, language)))
}

/// The same with hostile text wherever people write.
fn hostile(kind: Kind, language: &str) -> Letter {
    let mut letter = letter(kind, language);
    let long = format!("{HOSTILE}{}", "x".repeat(2_000));
    letter.office.name = HOSTILE.into();
    letter.office.phone = HOSTILE.into();
    letter.recipient.name.clone_from(&long);
    letter.reason.clone_from(&long);
    if let Some(about) = letter.about.as_mut().map(Arc::make_mut) {
        let event = &mut about.event;
        for text in [&mut event.title, &mut event.summary, &mut event.description] {
            text.clone_from(&long);
        }
        event.translations.clear();
        event.uid = HOSTILE.into();
        about.organiser = HOSTILE.into();
        about.spot.text.clone_from(&long);
        about.spot.access_note = HOSTILE.into();
        about.spot.meeting_point = HOSTILE.into();
        for instance in event.meeting.as_mut().unwrap().instances.values_mut() {
            instance.agenda[0].title.clone_from(&long);
            instance.minutes.as_mut().unwrap().text.clone_from(&long);
            instance.action_items[0].text = HOSTILE.into();
            instance.materials[0].url = format!("javascript:{HOSTILE}");
        }
    }
    if let Some(answer) = &mut letter.answer {
        answer.needs = vec![HOSTILE.into(), format!("interpretation:{HOSTILE}")];
    }
    if let Some(head) = &mut letter.head_count {
        head.comments = vec![(HOSTILE.into(), long.clone())];
        head.silent = vec![HOSTILE.into()];
        head.to_call[0].name = HOSTILE.into();
        head.to_call[0].phone = HOSTILE.into();
    }
    if let Some(digest) = &mut letter.digest {
        digest.dates[0].title = long;
        digest.failed[0].recipient = HOSTILE.into();
    }
    letter
}

#[test]
fn every_kind_is_written_in_every_language() {
    for letter in all() {
        let (kind, language) = (letter.kind, letter.recipient.language.clone());
        let mail = mail(&letter);
        for part in [&mail.text, &mail.html] {
            assert!(part.contains(&letter.links.feed) && part.contains(&letter.links.wishes), "{kind} {language}");
        }
        assert!(mail.html.contains(&format!("<html lang=\"{language}\"")), "{kind} {language}");
        assert!(!mail.html.contains("src=") && !mail.html.contains("@import") && !mail.html.contains("url("));
    }
}

#[test]
fn text_lines_are_short_and_raw_lines_within_the_limit() {
    for letter in all().chain(Kind::ALL.iter().map(|kind| hostile(*kind, "ar"))) {
        let composed = COMPOSER.compose(&letter).unwrap();
        for line in composed.message.split('\n') {
            assert!(line.len() <= 998 && (line.is_empty() || line.ends_with('\r')), "{}", letter.kind);
        }
        for line in Mail::of(&composed.message).text.lines().filter(|line| !line.contains("://")) {
            assert!(line.chars().count() <= 78, "{}: {line}", letter.kind);
        }
    }
}

#[test]
fn a_copy_has_the_same_bytes() {
    for letter in Kind::ALL.iter().map(|kind| letter(*kind, "ar")) {
        let [first, second] = [0, 1].map(|_| Composer::open(None).unwrap().compose(&letter).unwrap());
        assert_eq!(first, second, "{}", letter.kind);
    }
}

#[test]
fn hostile_text_stays_text() {
    for kind in Kind::ALL {
        for language in LANGUAGES {
            let mail = mail(&hostile(*kind, language));
            let names: Vec<&str> = mail.headers.iter().map(|(name, _)| name.as_str()).collect();
            assert!(!names.contains(&"Bcc"), "{kind} {language}: {names:?}");
            assert_eq!(names.iter().filter(|name| **name == "Subject").count(), 1);
            assert!(!mail.html.contains("<script"), "{kind} {language}");
            assert!(!mail.html.contains("javascript:") && !mail.text.contains('\u{202E}'), "{kind} {language}");
            assert!(mail.calendar.as_ref().is_none_or(|calendar| !calendar.contains("\r\nBcc")), "{kind}");
            assert!(mail.text.contains("{{ 7 * 7 }}"), "{kind} {language}: templates are not rendered twice");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_one_mail(typed in "[\\PC\\r\\n\\t\u{202E}\u{2068}]{0,300}", kind in 0..Kind::ALL.len(), language in 0..3_usize) {
        let mut letter = letter(Kind::ALL[kind], LANGUAGES[language]);
        letter.recipient.name.clone_from(&typed);
        letter.reason.clone_from(&typed);
        if let Some(about) = letter.about.as_mut().map(Arc::make_mut) {
            for text in [&mut about.event.title, &mut about.event.description] {
                text.clone_from(&typed);
            }
            about.event.translations.clear();
        }
        let composed = COMPOSER.compose(&letter).unwrap();
        let mail = Mail::of(&composed.message);
        prop_assert!(mail.headers.len() <= 13, "{:?}", mail.headers);
        prop_assert!(mail.headers.iter().all(|(_, value)| value.is_ascii()));
        let lines = mail.text.lines().filter(|line| !line.contains("://"));
        prop_assert!(lines.max_by_key(|line| line.chars().count()).is_none_or(|line| line.chars().count() <= 78));
        prop_assert!(composed.message.split('\n').all(|line| line.len() <= 998));
    }
}

#[test]
fn subjects_say_what_matters_first() {
    let table = [
        (Kind::SaveTheDate, "Bitte vormerken: Austauschtreffen – Do, 19.08., 17:00"),
        (Kind::Invitation, "Einladung: Austauschtreffen – Do, 19.08., 17:00"),
        (Kind::Reminder, "Erinnerung: Austauschtreffen – morgen 17:00"),
        (Kind::Nudge, "Bitte antworten bis Do: Austauschtreffen – Do, 19.08., 17:00"),
        (Kind::Change, "Neue Zeit: Austauschtreffen – jetzt 17:30"),
        (Kind::Cancellation, "Abgesagt: Austauschtreffen – Do, 19.08., 17:00"),
        (Kind::HeadCount, "34 Zusagen: Austauschtreffen – Do, 19.08., 17:00"),
        (Kind::EntryCheck, "Stimmt das noch? Austauschtreffen – Do, 19.08., 17:00"),
        (Kind::AfterEvent, "Wie viele kamen? Austauschtreffen – Do, 19.08., 17:00"),
        (Kind::OrganiserDigest, "Ihre Woche: Mo, 16.08. bis So, 22.08."),
        (Kind::Minutes, "Protokoll: Austauschtreffen – Do, 19.08., 17:00"),
    ];
    assert_eq!(table.len(), Kind::ALL.len());
    for (kind, subject) in table {
        assert!(mail(&letter(kind, "de")).html.contains(&format!("<title>{subject}</title>")), "{kind}: {subject}");
    }
}

#[test]
fn headers_are_those_of_the_letter() {
    for letter in all() {
        let mail = mail(&letter);
        let header = |name: &str| mail.header(name).unwrap_or_else(|| panic!("{}: no {name}", letter.kind));
        let hash = &letter.delivery.key_hash;
        assert_eq!(header("Message-ID"), format!("<{hash}@treffpunkt.example.org>"));
        assert_eq!(header("X-Idempotency-Key"), hash);
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert_eq!(header("List-Id"), "<austauschtreffen.treffpunkt.example.org>");
        let may = !matches!(letter.kind, Kind::Change | Kind::Cancellation);
        assert_eq!(mail.header("List-Unsubscribe").is_some(), may, "{}", letter.kind);
        assert_eq!(mail.header("List-Unsubscribe-Post").is_some(), may, "{}", letter.kind);
    }
    assert!(mail(&letter(Kind::Reminder, "de")).header("Date").unwrap().starts_with("Wed, 18 Aug 2027 07:00:00"));
}

#[test]
fn one_click_needs_https() {
    let mut letter = letter(Kind::Invitation, "de");
    letter.links.unsubscribe = "http://127.0.0.1:8080/u/x".into();
    let mail = mail(&letter);
    assert_eq!(mail.header("List-Unsubscribe"), Some("<http://127.0.0.1:8080/u/x>"));
    assert_eq!(mail.header("List-Unsubscribe-Post"), None);
}

#[test]
fn each_kind_carries_its_calendar() {
    for &kind in Kind::ALL {
        let mail = mail(&letter(kind, "de"));
        let (part, attached) = match kind {
            Kind::Invitation | Kind::Change => (Some("REQUEST"), true),
            Kind::Cancellation => (Some("CANCEL"), true),
            Kind::SaveTheDate | Kind::Reminder => (None, true),
            _ => (None, false),
        };
        let method = part.map(|method| format!("text/calendar; method={method}; charset=utf-8"));
        assert_eq!(mail.calendar_type, method, "{kind}");
        assert_eq!(mail.attached.is_some(), attached, "{kind}");
        if let Some(calendar) = mail.calendar.or(mail.attached) {
            assert_eq!(calendar.contains("METHOD:"), part.is_some(), "{kind}");
            assert!(calendar.contains("RECURRENCE-ID;TZID=Europe/Berlin:20270819T170000"), "{kind}");
            assert!(!calendar.contains("RRULE:FREQ=MONTHLY"), "{kind}");
        }
    }
}

#[test]
fn an_invitation_to_the_whole_event_carries_the_series() {
    let mut letter = letter(Kind::Invitation, "de");
    let about = Arc::make_mut(letter.about.as_mut().unwrap());
    let date = about.date.take().unwrap();
    about.recurrence_id = None;
    about.dates = vec![date.clone(), date.clone()];
    let first = mail(&letter);
    let calendar = first.calendar.unwrap();
    assert!(calendar.contains("RRULE:FREQ=MONTHLY") && !calendar.contains("RECURRENCE-ID"), "{calendar}");
    assert!(first.text.contains("Alle Termine:\n- Donnerstag, 19. August 2027, 17:00–19:30 Uhr"), "{}", first.text);
    // Its dates were mailed at 16:00 once: a rule would make new entries beside those.
    let about = Arc::make_mut(letter.about.as_mut().unwrap());
    about.dates = vec![date.clone()];
    about.renamed.insert(date.original, "2027-08-19T16:00".parse().unwrap());
    let calendar = mail(&letter).calendar.unwrap();
    assert!(
        calendar.contains("RECURRENCE-ID;TZID=Europe/Berlin:20270819T160000") && !calendar.contains("RRULE:FREQ=M")
    );
    assert!(calendar.contains("DTSTART;TZID=Europe/Berlin:20270819T170000"), "{calendar}");
}

#[test]
fn a_move_of_time_asks_again_and_a_move_of_place_does_not() {
    let mut moved = letter(Kind::Change, "de");
    let said = mail(&moved);
    assert!(said.text.contains("- Zeit: bisher 17:00, neu 17:30"), "{}", said.text);
    assert!(said.text.contains("Ihr Ja galt für 17:00. Passt 17:30 auch?"), "{}", said.text);
    assert!(
        said.calendar.unwrap().replace("\r\n ", "").contains("PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE")
    );

    let before = moved.before.as_mut().unwrap();
    let date = Arc::make_mut(moved.about.as_mut().unwrap()).date.as_mut().unwrap();
    date.when = when("2027-08-19T17:00", "2027-08-19T19:30");
    before.told.place = "rathaus".into();
    before.place = "Rathaus".into();
    moved.answer.as_mut().unwrap().given_to = None;
    let said = mail(&moved);
    assert!(said.html.contains("<title>Neuer Ort: Austauschtreffen – Do, 19.08., 17:00</title>"));
    assert!(said.text.contains("- Ort: bisher Rathaus, neu Raum 3, VHS-Haus"), "{}", said.text);
    assert!(said.text.contains("Das gilt\nweiter."), "{}", said.text);
    assert!(said.calendar.unwrap().contains("PARTSTAT=ACCEPTED"));
}

/// A change of nothing but where it takes place: what it was and what it is, each a place and a room online.
fn moved_from((old_place, had_room): (&str, bool), (place, has_room): (&str, bool), language: &str) -> Mail {
    let mut letter = letter(Kind::Change, language);
    let about = Arc::make_mut(letter.about.as_mut().unwrap());
    let date = about.date.as_mut().unwrap();
    date.when = when("2027-08-19T17:00", "2027-08-19T19:30");
    let room = about.spot.online.clone().filter(|_| has_room);
    about.spot.venue = None;
    about.spot.text = place.into();
    about.spot.online.clone_from(&room);
    about.event.place.text = place.into();
    about.event.place.online = room;
    let before = letter.before.as_mut().unwrap();
    before.told.place = old_place.into();
    before.told.link = if had_room { "https://video.example.org/frueher".into() } else { String::new() };
    before.place = old_place.into();
    mail(&letter)
}

#[test]
fn a_change_of_place_or_room_says_what_is_there_now() {
    let (old, new) = ("Ort: bisher Rathaus, neu", "Ort: bisher nur online, neu VHS");
    let (added, gone) = ("Es gibt jetzt einen Online-Raum.", "Einen Online-Raum gibt es nicht mehr.");
    let open = format!("{old} noch offen");
    let online = format!("{old} nur online");
    let table: [(_, _, &str, &[&str]); 8] = [
        (("Rathaus", true), ("", false), "Ort noch offen", &[&open, gone]),
        (("Rathaus", false), ("", false), "Ort noch offen", &[&open]),
        (("Rathaus", false), ("", true), "Jetzt nur online", &[&online, added]),
        (("Rathaus", true), ("Rathaus", false), "Kein Online-Raum mehr", &[gone]),
        (("Rathaus", false), ("Rathaus", true), "Jetzt mit Online-Raum", &[added]),
        (("Rathaus", true), ("Rathaus", true), "Neuer Zugang", &["Der Zugang zum Online-Raum ist neu."]),
        (("", true), ("VHS", false), "Neuer Ort", &[new, gone]),
        (("", false), ("VHS", false), "Neuer Ort", &["Ort: bisher noch offen, neu VHS"]),
    ];
    for (before, now, subject, lines) in table {
        let said = moved_from(before, now, "de");
        assert!(said.html.contains(&format!("<title>{subject}: Austauschtreffen – ")), "{subject}: {}", said.html);
        let listed: Vec<&str> = said.text.lines().filter_map(|line| line.strip_prefix("- ")).collect();
        assert_eq!(listed, lines, "{before:?} → {now:?}");
    }
    assert!(moved_from(("Rathaus", false), ("", true), "en").text.contains("Place: was Rathaus, now online only"));
    let arabic = moved_from(("Rathaus", true), ("", false), "ar").text;
    assert!(arabic.contains("لم تعد المشاركة عبر الإنترنت ممكنة."), "{arabic}");
}

#[test]
fn one_of_each_is_counted_evenly() {
    let even = Numbers { accepted: 1, tentative: 1, declined: 1, silent: 1 };
    let table = [
        ("de", "1 Zusage, 1 vielleicht, 1 Absage, 1 ohne Antwort"),
        ("en", "1 acceptance, 1 maybe, 1 refusal, 1 without an answer"),
        ("ar", "موافقة واحدة، رد واحد «ربما»، اعتذار واحد، جهة واحدة بدون رد"),
    ];
    for (language, said) in table {
        let mut week = letter(Kind::OrganiserDigest, language);
        week.digest.as_mut().unwrap().dates[0].numbers = Some(even);
        let text = mail(&week).text.replace("\n  ", " ");
        assert!(text.contains(&format!("({said})")), "{text}");
        let mut count = letter(Kind::HeadCount, language);
        count.head_count.as_mut().unwrap().numbers = even;
        let text = mail(&count).text;
        assert!(said.split(['،', ',']).all(|part| text.contains(&format!("- {}\n", part.trim()))), "{text}");
    }
}

#[test]
fn an_organiser_is_not_told_numbers_where_nobody_was_asked() {
    let mut count = letter(Kind::HeadCount, "de");
    count.head_count = Some(HeadCount::default());
    let said = mail(&count);
    assert!(said.html.contains("<title>Bald: Austauschtreffen – Do, 19.08., 17:00</title>"), "{}", said.html);
    assert!(
        said.text.contains("Wir haben dazu niemanden eingeladen") && !said.text.contains("Zusage"),
        "{}",
        said.text
    );
    assert!(said.text.contains("Wann: ") && !said.html.contains("Zusage"), "{}", said.text);
}

#[test]
fn a_translation_without_a_title_hides_no_other_one() {
    let mut invitation = letter(Kind::Invitation, "en");
    invitation.recipient.language = "en-GB".into();
    let about = Arc::make_mut(invitation.about.as_mut().unwrap());
    about.event.translations.insert("en-GB".into(), Translation::default());
    assert!(mail(&invitation).html.contains("<title>Invitation: Exchange meeting"));
}

#[test]
fn a_date_that_takes_place_after_all_says_so() {
    let mut restored = letter(Kind::Change, "de");
    restored.before.as_mut().unwrap().told.cancelled = true;
    let said = mail(&restored);
    assert!(said.html.contains("<title>Findet doch statt: "), "{}", said.html);
    assert!(said.text.contains("der Termin findet doch statt: Austauschtreffen."));
}

#[test]
fn what_is_not_translated_is_said_to_be_german() {
    let arabic = mail(&letter(Kind::Invitation, "ar"));
    assert!(arabic.text.contains("هذا النص متوفر حتى الآن بالألمانية فقط.") && arabic.text.contains("Sprachcafés"));
    assert!(arabic.html.contains("<div lang=\"de\" dir=\"ltr\"><p>Alle Akteure"), "{}", arabic.html);
    // Frames are written in three languages; content is shown in its own wherever it is there.
    let mut turkish = letter(Kind::Invitation, "tr");
    let event = &mut Arc::make_mut(turkish.about.as_mut().unwrap()).event;
    let mut translation = event.translations["en"].clone();
    translation.title = "Buluşma".into();
    event.translations.insert("tr".into(), translation);
    let turkish = mail(&turkish);
    assert!(
        turkish.text.contains("wir laden Sie ein: Buluşma.") && turkish.html.contains("<bdi lang=\"tr\" dir=\"ltr\">")
    );
}

#[test]
fn a_text_that_nobody_translated_is_shown_in_german_and_said_to_be() {
    let partly = "Part of the text is available in German only so far.";
    let said = |kind, change: fn(&mut Event)| {
        let mut letter = letter(kind, "en");
        change(&mut Arc::make_mut(letter.about.as_mut().unwrap()).event);
        mail(&letter)
    };
    let english = said(Kind::Invitation, |event| event.meeting = None);
    assert!(english.text.contains("we invite you: Exchange meeting."), "{}", english.text);
    assert!(english.text.contains("All actors tell what they plan.\n\nAlle Akteure erzählen"), "{}", english.text);
    assert!(
        english.html.contains("<p lang=\"en\" dir=\"ltr\">All actors tell what they plan.</p>"),
        "{}",
        english.html
    );
    assert!(english.html.contains("<div lang=\"de\" dir=\"ltr\"><p>Alle Akteure"), "{}", english.html);
    assert!(english.text.contains(partly) && english.html.contains(partly), "{}", english.text);
    // Agendas and minutes are German whatever else is translated.
    let describes = |event: &mut Event| {
        event.translations.get_mut("en").unwrap().description = "All actors tell what they plan, at length.".into();
    };
    let with_agenda = said(Kind::Invitation, describes);
    assert!(with_agenda.text.contains("at length.") && !with_agenda.text.contains("Alle Akteure erzählen"));
    for kind in [Kind::Invitation, Kind::Reminder, Kind::Minutes] {
        assert!(said(kind, describes).text.contains(partly), "{kind}");
    }
    for kind in [Kind::Nudge, Kind::SaveTheDate, Kind::Cancellation] {
        assert!(!said(kind, describes).text.contains("in German only"), "{kind}");
    }
    let whole = said(Kind::Invitation, |event| {
        event.translations.get_mut("en").unwrap().description = "At length.".into();
        event.meeting = None;
    });
    assert!(!whole.text.contains("in German only"), "{}", whole.text);
    let untold = said(Kind::SaveTheDate, |event| event.translations.get_mut("en").unwrap().summary.clear());
    assert!(untold.text.contains("Alle Akteure erzählen") && untold.text.contains(partly), "{}", untold.text);
}

#[test]
fn arabic_runs_from_right_to_left_and_isolates_names() {
    for &kind in Kind::ALL {
        let mail = mail(&letter(kind, "ar"));
        assert!(mail.html.contains("<div class=\"mail\" lang=\"ar\" dir=\"rtl\""), "{kind}");
        assert!(mail.text.contains("\u{2068}Verein Brücke e. V.\u{2069}"), "{kind}");
        assert!(mail.calendar.is_none_or(|calendar| !calendar.contains('\u{2068}')), "{kind}");
    }
    assert!(mail(&letter(Kind::HeadCount, "ar")).text.contains("ترجمة (العربية): 3"));
    let mut german = letter(Kind::Reminder, "ar");
    for term in &mut Arc::make_mut(german.about.as_mut().unwrap()).spot.access {
        term.names.remove("ar");
    }
    let text = mail(&german).text;
    assert!(text.contains("سهولة الوصول: \u{2068}stufenlos، Höranlage\u{2069}. "), "{text}");
    assert!(mail(&letter(Kind::Invitation, "ar")).text.contains("\u{2068}02151 0000-150\u{2069}"));
}

#[test]
fn a_deadline_that_is_over_is_not_named() {
    let mut late = letter(Kind::Nudge, "de");
    late.delivery.written_at = "2027-08-13T07:00:00Z".parse().unwrap();
    let said = mail(&late);
    assert!(!said.text.contains("Bitte antworten Sie bis"), "{}", said.text);
    assert!(said.html.contains("<title>Bitte antworten: Austauschtreffen"));
}

#[test]
fn a_declined_date_keeps_no_one_busy() {
    let mut letter = letter(Kind::Change, "de");
    let declined = GivenAnswer { state: AnswerState::Declined, head_count: 0, needs: Vec::new(), given_to: None };
    letter.answer = Some(declined);
    let calendar = mail(&letter).calendar.unwrap();
    assert!(calendar.contains("TRANSP:TRANSPARENT") && calendar.contains("PARTSTAT=DECLINED"));
}

#[test]
fn a_letter_without_its_facts_is_refused() {
    let mut letter = letter(Kind::HeadCount, "de");
    letter.head_count = None;
    assert_eq!(COMPOSER.compose(&letter), Err(ComposeFault::Field("head_count")));
    letter.about = None;
    assert_eq!(COMPOSER.compose(&letter), Err(ComposeFault::Field("about")));
    letter.kind = Kind::OrganiserDigest;
    assert_eq!(COMPOSER.compose(&letter), Err(ComposeFault::Field("digest")));
}

#[test]
fn an_office_writes_its_own_words_and_templates() {
    let folder = std::env::temp_dir().join(format!("treffpunkt-templates-{}", std::process::id()));
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("words/de/mails.ftl", "greeting = Moin { $name },\n");
    write("mails/minutes/text.txt", "{% extends \"mails/layout.txt\" %}{% block body %}Eigenes{% endblock %}");
    let composer = Composer::open(Some(&folder)).unwrap();
    let said = Mail::of(&composer.compose(&letter(Kind::Minutes, "de")).unwrap().message);
    assert!(said.text.starts_with("Moin Verein Brücke e. V.,\n\nEigenes\n"), "{}", said.text);
    write("mails/minutes/text.txt", "{% if %}");
    let fault = Composer::open(Some(&folder)).err().unwrap().to_string();
    assert!(fault.contains("mails/minutes/text.txt"), "{fault}");
    write("mails/minutes/text.txt", "{{ nobody_knows }}");
    let fault = Composer::open(Some(&folder)).unwrap().compose(&letter(Kind::Minutes, "de")).unwrap_err();
    assert!(matches!(fault, ComposeFault::Template(_)), "{fault}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn every_template_is_embedded() {
    fn files(folder: &PathBuf, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, found) } else { found.push(path) }
        }
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found = Vec::new();
    files(&root.join("mails"), &mut found);
    assert_eq!(found.len(), EMBEDDED.len());
    for path in found {
        let path = path.strip_prefix(&root).unwrap().to_str().unwrap();
        assert!(EMBEDDED.iter().any(|(embedded, _)| *embedded == path), "{path}");
    }
}

#[test]
fn the_german_mails_read_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mails");
    for &kind in Kind::ALL {
        let (file, said) = (folder.join(format!("{kind}.txt")), mail(&letter(kind, "de")).text);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &said).unwrap();
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), said, "{kind}; UPDATE=1 writes the files anew");
    }
}
