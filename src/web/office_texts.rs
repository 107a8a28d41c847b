//! `/office/settings/texts`: the words of mails, part by part and language by language, for leads.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::app::Refusal;
use crate::app::TextLine;
use crate::app::TextSheet;
use crate::app::TypedFields;
use crate::domain::fault::Fault;
use crate::domain::notification::Kind;
use crate::view::facts::Speaker;
use crate::view::language::Language;
use crate::view::office_texts::TextField;
use crate::view::office_texts::TextForm;
use crate::view::office_texts::TextPart;
use crate::view::office_texts::TextsPage;
use crate::view::own_words::PARTS;
use crate::view::rules::kind_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office::LeadDesk;
use crate::web::office::LeadFiled;
use crate::web::office_events::MAIL_POLICY;
use crate::web::office_form::faster;
use crate::web::office_form::said;
use crate::web::trouble::Trouble;

/// The longest line of a field before it gets another, in characters.
const LINE: usize = 60;

/// What is shown of a form.
#[derive(Default)]
struct Shown {
    typed: Option<BTreeMap<String, String>>,
    seen: String,
    faults: Vec<Fault>,
    preview: Option<(String, String)>,
}

/// All parts.
pub(super) async fn list(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    let counts = match doors.app.count_texts().await {
        Ok(counts) => counts,
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let speaker = desk.speaker(&doors.app);
    let part = |(part, _): &(&'static str, &[&str])| {
        let in_language = |language: Language| {
            let own = counts.get(&(*part, language)).copied().unwrap_or_default();
            let label = match own {
                0 => language.own_name().to_owned(),
                own => {
                    let own = speaker.words.say(speaker.language, "texts-own", &[("count", own.into())]);
                    format!("{} ({own})", language.own_name())
                }
            };
            Choice { value: language.tag().to_owned(), label, href: href(&desk, part, language), chosen: own > 0 }
        };
        TextPart { name: part_name(speaker, part), languages: Language::ALL.map(in_language).into() }
    };
    let page = TextsPage { parts: PARTS.iter().map(part).collect() };
    desk.give(&doors, StatusCode::OK, "office/texts.html", page).await
}

fn href(desk: &Desk, part: &str, language: Language) -> String {
    desk.reader.link(&format!("/office/settings/texts/{part}/{}", language.tag()), "")
}

fn part_name(speaker: Speaker<'_>, part: &str) -> String {
    part.parse::<Kind>().map_or_else(|_| speaker.word(&format!("texts-part-{part}")), |kind| kind_name(speaker, kind))
}

/// The form of one part in one language.
pub(super) async fn show(
    State(doors): State<Doors>,
    Path((part, tag)): Path<(String, String)>,
    LeadDesk(desk): LeadDesk,
) -> Response {
    give(&doors, &desk, StatusCode::OK, (&part, &tag), Shown::default()).await
}

/// Stores texts, puts all back, or shows them in an invented mail.
pub(super) async fn change(
    State(doors): State<Doors>,
    Path((part, tag)): Path<(String, String)>,
    LeadFiled(filed): LeadFiled,
) -> Response {
    let Filed { desk, posted } = filed;
    let Some(language) = Language::find(&tag) else { return Trouble::Missing.page(&doors, &desk.reader) };
    let lever = posted.field("lever");
    let typed = if lever == "reset" { BTreeMap::new() } else { typed(&posted, &part) };
    let seen = posted.field("seen").to_owned();
    let about = (part.as_str(), language);
    let shown = Shown { seen: seen.clone(), typed: Some(typed.clone()), ..Shown::default() };
    let done = match lever {
        "look" | "html" => doors.app.show_texts(about, &typed).await.map(Some),
        _ => doors.app.put_texts(&desk.who(), about, &seen, &typed).await.map(|()| None),
    };
    let at = (part.as_str(), tag.as_str());
    match done {
        Ok(None) => see(&desk.reader.link(&format!("/office/settings/texts/{part}/{tag}"), "done=saved")),
        Ok(Some(mail)) if lever == "html" => {
            ([(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(MAIL_POLICY))], Html(mail.html))
                .into_response()
        }
        Ok(Some(mail)) => {
            let preview = Some((mail.subject, mail.text));
            give(&doors, &desk, StatusCode::OK, at, Shown { preview, ..shown }).await
        }
        Err(Refusal::Faults(faults)) => {
            give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, at, Shown { faults, ..shown }).await
        }
        Err(Refusal::Changed) => {
            // The mark of now: saved once more it holds.
            give(&doors, &desk, StatusCode::CONFLICT, at, Shown { seen: String::new(), ..shown }).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn typed(posted: &Posted, part: &str) -> BTreeMap<String, String> {
    let ids = PARTS.iter().find(|(name, _)| *name == part).map_or(&[][..], |(_, ids)| ids);
    ids.iter().map(|id| ((*id).to_owned(), posted.field(id).replace("\r\n", "\n"))).collect()
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, (part, tag): (&str, &str), shown: Shown) -> Response {
    let Some(language) = Language::find(tag) else { return Trouble::Missing.page(doors, &desk.reader) };
    let sheet = match doors.app.find_text_sheet(part, language).await {
        Ok(Some(sheet)) => sheet,
        Ok(None) => return Trouble::Missing.page(doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let speaker = desk.speaker(&doors.app);
    let faults = match &shown.typed {
        Some(typed) if status == StatusCode::CONFLICT => {
            let stored = TypedFields::of_texts(sheet.lines.iter().map(|line| (line.id, &line.own)));
            let typed = TypedFields::of_texts(typed.iter().map(|(id, text)| (id.as_str(), text)));
            faster("fault-texts-changed", &stored, &typed)
        }
        _ => shown.faults,
    };
    let in_language = |other: Language| Choice {
        value: other.tag().to_owned(),
        label: other.own_name().to_owned(),
        href: href(desk, part, other),
        chosen: other == language,
    };
    let page = TextForm {
        title: part_name(speaker, part),
        action: href(desk, part, language),
        back: desk.reader.link("/office/settings/texts", ""),
        language: (language.tag(), language.dir()),
        languages: Language::ALL.map(in_language).into(),
        faults: said(speaker, &faults),
        has_own: sheet.lines.iter().any(|line| !line.own.is_empty()),
        texts: fields(speaker, &sheet, shown.typed.as_ref()),
        seen: if shown.seen.is_empty() { sheet.seen } else { shown.seen },
        preview: shown.preview,
    };
    desk.give(doors, status, "office/text.html", page).await
}

fn fields(speaker: Speaker<'_>, sheet: &TextSheet, typed: Option<&BTreeMap<String, String>>) -> Vec<TextField> {
    let field = |line: &TextLine| {
        let own = typed.map_or(&line.own, |typed| typed.get(line.id).unwrap_or(&line.own)).clone();
        let longest = if own.is_empty() { &line.delivered } else { &own };
        let meaning = |name: &String| (format!("{{ ${name} }}"), speaker.word(&format!("texts-is-{name}")));
        TextField {
            id: line.id,
            is_subject: line.id.starts_with("subject-"),
            rows: longest.lines().map(|text| text.chars().count() / LINE + 1).sum(),
            delivered: line.delivered.clone(),
            variables: line.variables.iter().map(meaning).collect(),
            own,
        }
    };
    sheet.lines.iter().map(field).collect()
}
