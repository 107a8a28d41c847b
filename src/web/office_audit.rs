//! `/office/audit`: who did what when, for leads.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::AuditEntry;
use crate::app::AuditPage as Found;
use crate::app::AuditPiece;
use crate::app::AuditThing;
use crate::app::AuditWish;
use crate::app::encode;
use crate::view::facts::Speaker;
use crate::view::office_audit::AuditLine;
use crate::view::office_audit::AuditLink;
use crate::view::office_audit::AuditPage;
use crate::view::rules::kind_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::office::Desk;
use crate::web::office::LeadDesk;
use crate::web::office_outbox::moment;
use crate::web::trouble::Trouble;

/// Who may be chosen besides the accounts.
const WHOS: [&str; 5] = ["contact", "import", "engine", "command", "office"];
/// What may be chosen.
const SUBJECTS: [&str; 10] =
    ["event", "actor", "contact", "group", "account", "outbox", "notification", "sheet", "texts", "setting"];
/// What is put into a detail, in the order in which the audit holds it.
const ARGS: [&str; 3] = ["first", "second", "third"];
/// No page is further away.
const PAGE_MAX: i64 = 100_000;

/// One page of it.
pub(super) async fn list(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    let wish = wish(&desk, &doors.app);
    match doors.app.list_audit(&wish).await {
        Ok(found) => {
            let page = page(&doors, &desk, &wish, &found);
            desk.give(&doors, StatusCode::OK, "office/audit.html", page).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn wish(desk: &Desk, app: &App) -> AuditWish {
    let parameter = |name: &str| field(&desk.parameters, name);
    // What the audit holds; anything else would mean something to the search.
    let is_code = |c: char| c.is_ascii_alphanumeric() || [':', '_', '-'].contains(&c);
    let code = |name: &str| parameter(name).chars().filter(|c| is_code(*c)).collect();
    AuditWish {
        who: code("who"),
        subject: code("subject"),
        from: app.read_past_day(parameter("from")),
        until: app.read_past_day(parameter("until")),
        page: parameter("page").parse().unwrap_or(0).clamp(0, PAGE_MAX),
    }
}

/// The address of a page with the same filters.
fn link(desk: &Desk, wish: &AuditWish) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let page = if wish.page == 0 { String::new() } else { wish.page.to_string() };
    let pairs = [
        ("who", wish.who.clone()),
        ("subject", wish.subject.clone()),
        ("from", day(wish.from)),
        ("until", day(wish.until)),
        ("page", page),
    ];
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = said.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    desk.reader.link("/office/audit", &query.join("&"))
}

fn page(doors: &Doors, desk: &Desk, wish: &AuditWish, found: &Found) -> AuditPage {
    let speaker = desk.speaker(&doors.app);
    let choice = |value: &str, label: String, chosen: &str| Choice::new(value, label, value == chosen);
    let accounts = found.accounts.iter().map(|one| choice(&one.who(), one.address.clone(), &wish.who));
    let others = WHOS.map(|who| choice(who, speaker.word(&format!("audit-who-{who}")), &wish.who));
    let sorts = SUBJECTS.map(|sort| choice(sort, sort_name(speaker, sort), &wish.subject));
    // One thing that was chosen by its link stands in the list too, so that the filter says what it does.
    let one = found.entries.iter().map(|entry| &entry.subject).find(|thing| thing.code == wish.subject);
    let one = one.filter(|thing| thing.code.contains(':'));
    let one = one
        .map(|thing| choice(&thing.code, format!("{} {}", sort_name(speaker, &thing.sort), thing.name), &wish.subject));
    // What is no day is shown again as it was typed, and said to be none.
    let day = |name: &str, day: Option<jiff::civil::Date>| {
        let typed = field(&desk.parameters, name).trim().to_owned();
        let shown = day.map_or_else(|| typed.clone(), |day| day.strftime("%d.%m.%Y").to_string());
        let fault = if day.is_none() && !typed.is_empty() { speaker.word("fault-typed-day") } else { String::new() };
        (shown, fault)
    };
    let at = |page: i64| link(desk, &AuditWish { page, ..wish.clone() });
    AuditPage {
        whos: accounts.chain(others).collect(),
        subjects: one.into_iter().chain(sorts).collect(),
        from: day("from", wish.from),
        until: day("until", wish.until),
        lines: found.entries.iter().map(|entry| line(doors, desk, entry)).collect(),
        newer: if wish.page > 0 { at(wish.page - 1) } else { String::new() },
        older: if found.has_more { at(wish.page + 1) } else { String::new() },
    }
}

/// A message, or the word itself where there is none.
fn said(speaker: Speaker<'_>, id: &str, word: &str) -> String {
    let id = format!("{id}-{}", word.replace('_', "-"));
    speaker.words.find(speaker.language, &id, &[]).unwrap_or_else(|| word.to_owned())
}

fn sort_name(speaker: Speaker<'_>, sort: &str) -> String {
    said(speaker, "audit-sort", sort)
}

/// What the page of a setting is called.
fn setting_name(speaker: Speaker<'_>, setting: &str) -> String {
    let setting = setting.replace('_', "-");
    let ids = ["audit-setting-", "set-", ""].map(|part| format!("{part}{setting}"));
    ids.iter().find_map(|id| speaker.words.find(speaker.language, id, &[])).unwrap_or_default()
}

fn line(doors: &Doors, desk: &Desk, entry: &AuditEntry) -> AuditLine {
    let speaker = desk.speaker(&doors.app);
    let wall = doors.app.config().office.zone.wall(entry.at);
    let dates = speaker.words.dates(speaker.language);
    AuditLine {
        when: format!("{}, {}", dates.day(wall.date()), dates.time(wall.time())),
        datetime: entry.at.to_string(),
        who: thing(desk, speaker, &entry.who, "audit-who"),
        verb: said(speaker, "audit-verb", &entry.verb),
        subject: thing(desk, speaker, &entry.subject, "audit-sort"),
        detail: detail(doors, speaker, &entry.detail).unwrap_or_default(),
    }
}

/// The message that the words among the pieces name, with the others put into it; none for what cannot be said.
fn detail(doors: &Doors, speaker: Speaker<'_>, pieces: &[AuditPiece]) -> Option<String> {
    if pieces.is_empty() {
        return None;
    }
    let part = |piece: &AuditPiece| match piece {
        AuditPiece::Part(part) => Some(said(speaker, "audit-part", part)),
        _ => None,
    };
    let parts: Vec<String> = pieces.iter().filter_map(part).collect();
    if !parts.is_empty() {
        return Some(parts.join(", "));
    }
    let (mut id, mut args) = ("audit-detail".to_owned(), Vec::new());
    for piece in pieces {
        let value = match piece {
            AuditPiece::Word(word) => {
                id = format!("{id}-{}", word.replace('_', "-"));
                continue;
            }
            AuditPiece::Part(_) => continue,
            AuditPiece::Thing(thing) if thing.name.is_empty() => return None,
            AuditPiece::Thing(thing) => thing.name.clone().into(),
            AuditPiece::Number(number) => (*number).into(),
            AuditPiece::At(at) => moment(speaker, &doors.app, *at).into(),
            AuditPiece::Kind(kind) => kind_name(speaker, *kind).into(),
        };
        args.push((*ARGS.get(args.len())?, value));
    }
    speaker.words.find(speaker.language, &id, &args)
}

fn thing(desk: &Desk, speaker: Speaker<'_>, thing: &AuditThing, words: &str) -> AuditLink {
    let path = match thing.sort.as_str() {
        "event" | "occurrence" | "notification" => Some(format!("/office/events/{}", thing.key)),
        "actor" => Some(format!("/office/actors/{}", thing.key)),
        "contact" => Some(format!("/office/contacts/{}", thing.key)),
        "group" => Some(format!("/office/groups/{}", thing.key)),
        "account" => Some("/office/accounts".to_owned()),
        _ => None,
    };
    let of_sort = match thing.sort.as_str() {
        "outbox" => Some("/office/outbox"),
        "sheet" => Some("/office/import"),
        "texts" => Some("/office/settings/texts"),
        _ => None,
    };
    let path = path.filter(|_| !thing.key.is_empty()).or(of_sort.map(str::to_owned));
    let id = thing.code.split_once(':').map_or("", |(_, id)| id);
    let name = match thing.sort.as_str() {
        "setting" => setting_name(speaker, id),
        "sheet" => speaker.words.find(speaker.language, &format!("audit-detail-{id}"), &[]).unwrap_or_default(),
        _ => thing.name.clone(),
    };
    AuditLink {
        sort: said(speaker, words, &thing.sort),
        name,
        href: path.map(|path| desk.reader.link(&path, "")).unwrap_or_default(),
        all: link(desk, &AuditWish { subject: thing.code.clone(), ..AuditWish::default() }),
    }
}
