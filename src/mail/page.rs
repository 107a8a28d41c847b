//! From a letter to what its templates show: every date, name and sentence in the reader's language.
//!
//! Invariant: nothing here depends on anything but the letter and the words, so copies are equal.
//! Invariant: what people wrote is cleaned of controls and bidi overrides before a template sees it.

use jiff::SignedDuration;
use jiff::civil::DateTime;
use minijinja::Value;
use serde::Serialize;

use crate::domain::answer::AnswerState;
use crate::domain::event::Event;
use crate::domain::event::Translation;
use crate::domain::meeting::AgendaItem;
use crate::domain::meeting::Material;
use crate::domain::notification::Kind;
use crate::domain::occurrence::Dated;
use crate::domain::text::clean_line;
use crate::domain::text::clean_lines;
use crate::domain::text::is_web_address;
use crate::domain::translation::ORIGINAL;
use crate::domain::when::Moment;
use crate::mail::letter::About;
use crate::mail::letter::Letter;
use crate::mail::letter::Spot;
use crate::mail::letter::Why;
use crate::mail::markdown;
use crate::mail::page_kinds::ChangePart;
use crate::mail::page_kinds::DigestPart;
use crate::mail::page_kinds::HeadPart;
use crate::mail::page_kinds::MinutesPart;
use crate::view::dates::Dates;
use crate::view::language::Language;
use crate::view::markdown::plain;
use crate::view::words::Arg;
use crate::view::words::Words;

/// Longest text of an event that a mail repeats, in characters; its page has all of it.
const TEXT_MAX: usize = 5_000;

/// The words of one reader.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub words: &'a Words,
    pub language: Language,
}

impl<'a> Reader<'a> {
    pub fn of(words: &'a Words, letter: &Letter) -> Self {
        Self { words, language: Language::of(&letter.recipient.language) }
    }

    pub fn say(self, id: &str, args: &[Arg<'_>]) -> String {
        self.words.say(self.language, id, args)
    }

    pub fn dates(self) -> Dates<'a> {
        self.words.dates(self.language)
    }

    /// Several things in a row.
    pub fn list(self, parts: &[String]) -> String {
        parts.join(&self.say("separator", &[]))
    }

    /// A need in words.
    pub fn need(self, need: &str) -> String {
        self.words.need(self.language, need)
    }
}

/// Everything that templates show.
#[derive(Serialize)]
pub(super) struct Page {
    lang: &'static str,
    dir: &'static str,
    kind: &'static str,
    pub subject: String,
    office: OfficePart,
    name: String,
    why: String,
    links: LinksPart,
    is_organisers: bool,
    pub content: Option<Content>,
    body: Option<BodyPart>,
    about: Option<AboutPart>,
    answer: Option<AnswerPart>,
    answer_by: Option<String>,
    change: Option<ChangePart>,
    next: Option<String>,
    head: Option<HeadPart>,
    digest: Option<DigestPart>,
    minutes: Option<MinutesPart>,
}

#[derive(Serialize)]
struct OfficePart {
    name: String,
    mail: String,
    phone: String,
    is_demo: bool,
}

#[derive(Serialize)]
struct LinksPart {
    accepted: Option<String>,
    tentative: Option<String>,
    declined: Option<String>,
    answer: Option<String>,
    wishes: String,
    feed: String,
    event: Option<String>,
    door: Option<String>,
}

/// What people wrote about the event: each text in the reader's language where it is there, else in German.
#[derive(Serialize)]
pub(super) struct Content {
    pub title: String,
    pub lang: String,
    dir: &'static str,
    pub summary: String,
    pub summary_lang: String,
    summary_dir: &'static str,
    /// Said when something that is shown is not in the reader's language, or older than the German text.
    notice: Option<String>,
    #[serde(skip)]
    description: String,
    #[serde(skip)]
    description_lang: String,
    #[serde(skip)]
    outdated: bool,
}

/// The whole text, for mails that show it.
#[derive(Serialize)]
struct BodyPart {
    /// The summary in the reader's language, where the text is in German.
    lead: String,
    text: String,
    html: Value,
    lang: String,
    dir: &'static str,
}

#[derive(Serialize)]
struct AboutPart {
    when: String,
    near: String,
    dates: Vec<String>,
    place: String,
    transit: String,
    meeting_point: String,
    access: String,
    access_note: String,
    online: Option<OnlinePart>,
    organiser: String,
    reason: String,
    /// True: one date of several, while the others take place.
    is_one: bool,
    agenda: Vec<AgendaPart>,
    agenda_minutes: u32,
    materials: Vec<MaterialPart>,
}

#[derive(Serialize)]
struct OnlinePart {
    url: String,
    platform: String,
    dial_in: String,
}

#[derive(Serialize)]
struct AgendaPart {
    no: u32,
    at: String,
    title: String,
    kind: String,
    minutes: u32,
    lead: String,
}

#[derive(Serialize)]
pub(super) struct MaterialPart {
    title: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct AnswerPart {
    /// "Sie kommen, zu zweit, Übersetzung (Arabisch)."
    said: String,
    /// "Ihr Ja galt für 17:00. Passt 17:30 auch?"
    again: Option<String>,
}

impl Page {
    /// The page of a letter; `subject` is added by the caller.
    pub fn of(reader: Reader<'_>, letter: &Letter) -> Self {
        let about = letter.about.as_ref();
        let dates = reader.dates();
        let mut content = about.map(|about| Content::of(reader, &letter.recipient.language, &about.event));
        let body = content.as_ref().and_then(|content| BodyPart::of(letter.kind, content));
        if let (Some(content), Some(about)) = (&mut content, about) {
            content.notice = notice(reader, content, shows_german(letter.kind, about, content, body.as_ref()));
        }
        let minutes = about.filter(|_| letter.kind == Kind::Minutes);
        Self {
            lang: reader.language.tag(),
            dir: reader.language.dir(),
            kind: letter.kind.word(),
            subject: String::new(),
            office: OfficePart {
                name: clean_line(&letter.office.name),
                mail: letter.office.reply_to.to_string(),
                phone: clean_line(&letter.office.phone),
                is_demo: letter.office.is_demo,
            },
            name: clean_line(&letter.recipient.name),
            why: why(reader, letter),
            links: links(letter),
            is_organisers: is_organisers(letter.kind),
            body,
            about: about.map(|about| AboutPart::of(reader, letter, about)),
            answer: AnswerPart::of(reader, letter),
            answer_by: answer_by(letter).map(|wall| dates.until(wall)),
            change: content.as_ref().and_then(|content| ChangePart::of(reader, letter, &content.title)),
            next: letter.next.as_ref().map(|when| dates.span_for(when, &letter.recipient.zone)),
            head: letter.head_count.as_ref().map(|head| HeadPart::of(reader, head)),
            digest: letter.digest.as_ref().map(|digest| DigestPart::of(reader, digest)),
            minutes: minutes.map(|about| MinutesPart::of(reader, letter, about)),
            content,
        }
    }
}

/// Until when an answer is asked for, if that is not over.
pub(super) fn answer_by(letter: &Letter) -> Option<DateTime> {
    let zone = letter.about.as_ref().map(|about| &about.when().zone)?;
    letter.answer_by.filter(|by| zone.instant(*by) > letter.delivery.written_at)
}

/// Mails to those who make an event; all others go to those who are invited.
fn is_organisers(kind: Kind) -> bool {
    matches!(kind, Kind::HeadCount | Kind::EntryCheck | Kind::AfterEvent | Kind::OrganiserDigest)
}

fn why(reader: Reader<'_>, letter: &Letter) -> String {
    match &letter.why {
        Why::Group(name) => reader.say("why-group", &[("group", clean_line(name).into())]),
        Why::Invited => reader.say("why-invited", &[]),
        Why::Organiser => reader.say("why-organiser", &[]),
        Why::Partner => reader.say("why-partner", &[]),
    }
}

fn links(letter: &Letter) -> LinksPart {
    let links = &letter.links;
    let answer = |state: AnswerState| links.answer.as_ref().map(|page| format!("{page}?answer={}", state.word()));
    LinksPart {
        accepted: answer(AnswerState::Accepted),
        tentative: answer(AnswerState::Tentative),
        declined: answer(AnswerState::Declined),
        answer: links.answer.clone(),
        wishes: links.wishes.clone(),
        feed: links.feed.clone(),
        event: links.event.clone(),
        door: links.door.clone(),
    }
}

impl Content {
    /// Each of the event's texts in the reader's language, or in that of the frame; in German what is not there.
    pub fn of(reader: Reader<'_>, wished: &str, event: &Event) -> Self {
        let translated =
            |tag: &str| event.translations.get_key_value(tag).filter(|(_, translation)| !translation.title.is_empty());
        let found = translated(wished).or_else(|| translated(reader.language.tag()));
        let text = |own: fn(&Translation) -> &String, german: &str| match found {
            Some((tag, translation)) if !own(translation).is_empty() => (own(translation).clone(), clean_line(tag)),
            _ => (german.to_owned(), ORIGINAL.to_owned()),
        };
        let (title, lang) = text(|translation| &translation.title, &event.title);
        let (summary, summary_lang) = text(|translation| &translation.summary, &event.summary);
        let (description, description_lang) = text(|translation| &translation.description, &event.description);
        Self {
            title: clean_line(&title),
            dir: dir_of(&lang),
            lang,
            summary: shorten(&clean_lines(&summary), TEXT_MAX),
            summary_dir: dir_of(&summary_lang),
            summary_lang,
            notice: None,
            description: shorten(&clean_lines(&description), TEXT_MAX),
            description_lang,
            outdated: found.is_some_and(|(_, translation)| translation.outdated),
        }
    }
}

impl BodyPart {
    fn of(kind: Kind, content: &Content) -> Option<Self> {
        let is_described = !content.description.is_empty();
        let (markdown, lang) = if is_described {
            (&content.description, &content.description_lang)
        } else {
            (&content.summary, &content.summary_lang)
        };
        // Others are about a date that the reader knows already.
        let markdown = Some(markdown).filter(|text| kind == Kind::Invitation && !text.is_empty())?;
        let has_lead = lang == ORIGINAL && content.summary_lang != ORIGINAL;
        Some(Self {
            lead: if has_lead { content.summary.clone() } else { String::new() },
            text: plain(markdown),
            html: Value::from_safe_string(markdown::html(markdown)),
            lang: lang.clone(),
            dir: dir_of(lang),
        })
    }
}

/// True when a mail shows more than a title that is there in German only.
fn shows_german(kind: Kind, about: &About, content: &Content, body: Option<&BodyPart>) -> bool {
    match kind {
        // Nobody translates agendas and minutes.
        Kind::Invitation => body.is_some_and(|body| body.lang == ORIGINAL) || !agenda_items(about).is_empty(),
        Kind::Reminder => !agenda_items(about).is_empty(),
        Kind::SaveTheDate => content.summary_lang == ORIGINAL && !content.summary.is_empty(),
        Kind::Minutes => true,
        _ => false,
    }
}

/// What is to be said about the language of what is shown.
fn notice(reader: Reader<'_>, content: &Content, shows_german: bool) -> Option<String> {
    let german = match reader.language {
        Language::De => None,
        _ if content.lang == ORIGINAL => Some("content-german"),
        _ => shows_german.then_some("content-partly-german"),
    };
    let outdated = content.outdated.then_some("content-outdated");
    let said: Vec<String> = german.into_iter().chain(outdated).map(|id| reader.say(id, &[])).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The direction of a language that we may not write ourselves.
fn dir_of(tag: &str) -> &'static str {
    let first = tag.split('-').next().unwrap_or_default();
    if ["ar", "fa", "he", "ckb", "ps", "ur"].contains(&first) { "rtl" } else { "ltr" }
}

/// The beginning of a text, with an ellipsis when more would follow.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

impl AboutPart {
    fn of(reader: Reader<'_>, letter: &Letter, about: &About) -> Self {
        let (dates, spot) = (reader.dates(), &about.spot);
        let when = about.when();
        let mut listed: Vec<_> = about.dates.iter().filter(|date| !date.cancelled && about.date.is_none()).collect();
        listed.sort_by_key(|date| date.when.starts_at());
        let said = |date: &Dated| {
            let span = dates.span_for(&date.when, &letter.recipient.zone);
            match about.elsewhere.get(&date.original).map(Spot::line_or_link).filter(|place| !place.is_empty()) {
                Some(place) => reader.say("date-at", &[("when", span.into()), ("place", clean_line(&place).into())]),
                None => span,
            }
        };
        let venue = spot.venue.as_ref();
        let access: Vec<String> = spot.access.iter().map(|term| clean_line(term.name(reader.language.tag()))).collect();
        let agenda = agenda(reader, about);
        Self {
            when: dates.span_for(when, &letter.recipient.zone),
            near: dates.start_near(when, letter.delivery.written_at),
            dates: listed.into_iter().map(said).collect(),
            place: clean_line(&spot.line()),
            transit: venue.map(|venue| clean_line(&venue.transit)).unwrap_or_default(),
            meeting_point: clean_line(&spot.meeting_point),
            access: reader.list(&access),
            access_note: clean_line(&spot.access_note),
            online: spot.online.as_ref().filter(|online| is_web_address(&online.url)).map(|online| OnlinePart {
                url: online.url.clone(),
                platform: clean_line(&online.platform),
                dial_in: clean_line(online.dial_in.as_deref().unwrap_or_default()),
            }),
            organiser: clean_line(&about.organiser),
            reason: clean_line(&letter.reason),
            is_one: about.is_series && about.date.is_some() && !about.event.is_cancelled(),
            agenda_minutes: agenda.iter().map(|item| item.minutes).fold(0, u32::saturating_add),
            agenda,
            materials: materials(about),
        }
    }
}

fn agenda_items(about: &About) -> &[AgendaItem] {
    about.event.meeting.as_ref().map_or(&[][..], |meeting| meeting.agenda_of(about.original().date()))
}

fn agenda(reader: Reader<'_>, about: &About) -> Vec<AgendaPart> {
    let items = agenda_items(about);
    // As long as each item before says how long it takes, the clock says when the next one begins.
    let mut at = match about.when().start {
        Moment::Wall(start) => Some(start),
        Moment::Day(_) => None,
    };
    let part = |item: &AgendaItem| {
        let begins = at;
        let length = SignedDuration::from_mins(i64::from(item.minutes));
        at = at.filter(|_| item.minutes > 0).and_then(|at| at.checked_add(length).ok());
        AgendaPart {
            no: item.no,
            at: begins.map(|at| reader.dates().time(at.time())).unwrap_or_default(),
            title: clean_line(&item.title),
            kind: reader.say(&format!("agenda-{}", item.kind.word()), &[]),
            minutes: item.minutes,
            lead: clean_line(&item.lead),
        }
    };
    items.iter().map(part).collect()
}

fn materials(about: &About) -> Vec<MaterialPart> {
    let instance = about.event.meeting.as_ref().and_then(|m| m.instances.get(&about.original().date()));
    let part = |one: &Material| MaterialPart {
        title: clean_line(&one.title),
        url: Some(one.url.clone()).filter(|url| is_web_address(url)),
    };
    instance.map(|instance| instance.materials.iter().map(part).collect()).unwrap_or_default()
}

impl AnswerPart {
    fn of(reader: Reader<'_>, letter: &Letter) -> Option<Self> {
        let answer = letter.answer.as_ref().filter(|answer| answer.state != AnswerState::NeedsAction)?;
        let mut parts = vec![reader.say(&format!("answer-{}", answer.state.word()), &[])];
        if answer.head_count > 1 && answer.state != AnswerState::Declined {
            parts.push(reader.say("people", &[("count", answer.head_count.into())]));
        }
        parts.extend(answer.needs.iter().map(|need| reader.need(need)));
        let again = letter.about.as_ref().zip(answer.given_to).map(|(about, old)| {
            let (dates, new) = (reader.dates(), about.when().start);
            let [old, new] = if old.date() == new.date() {
                [old, new].map(|moment| dates.time(moment.wall().time()))
            } else {
                [old, new].map(|moment| dates.start_short(moment))
            };
            let id = format!("again-{}", answer.state.word());
            reader.say(&id, &[("old", old.into()), ("new", new.into())])
        });
        Some(Self { said: reader.list(&parts), again })
    }
}
