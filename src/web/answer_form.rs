//! The form of an answer, behind a link and in the office: as it was stored, as it was sent, and what it offers.

use crate::app::AnswerDraft;
use crate::app::AnswerSheet;
use crate::app::App;
use crate::app::NEEDS;
use crate::domain::answer::AnswerState;
use crate::domain::fault::Fault;
use crate::view::answers::AnswerForm;
use crate::view::answers::FieldFault;
use crate::view::facts::Speaker;
use crate::view::shown::Choice;
use crate::web::form::Posted;

/// What can be answered.
pub(super) const STATES: [AnswerState; 3] = [AnswerState::Accepted, AnswerState::Tentative, AnswerState::Declined];
/// How a need for interpretation is written down.
const INTERPRETATION: &str = "interpretation:";

/// An answer as it stands in the form.
pub(super) struct Typed {
    pub(super) state: Option<AnswerState>,
    head_count: String,
    needs: Vec<String>,
    language: String,
    comment: String,
    topic: String,
    all_dates: bool,
    /// The SEQUENCE of what the page showed.
    seen: Option<i64>,
}

impl Typed {
    /// As it was given before, with what a link chose.
    pub(super) fn stored(sheet: &AnswerSheet, chosen: Option<AnswerState>) -> Self {
        let none = Self {
            state: chosen,
            head_count: "1".to_owned(),
            needs: Vec::new(),
            language: String::new(),
            comment: String::new(),
            topic: String::new(),
            all_dates: false,
            seen: None,
        };
        let Some(answer) = &sheet.answer else { return none };
        let mut needs = answer.needs.clone();
        let first = first_language(&needs, sheet);
        let language = first.map(|at| needs.remove(at)[INTERPRETATION.len()..].to_owned()).unwrap_or_default();
        Self {
            state: chosen.or(Some(answer.state)),
            head_count: answer.head_count.max(1).to_string(),
            needs,
            language,
            comment: answer.comment.clone(),
            topic: answer.topic.clone(),
            ..none
        }
    }

    /// As it was sent.
    pub(super) fn posted(posted: &Posted) -> Self {
        Self {
            state: posted.field("answer").parse().ok().filter(|state| STATES.contains(state)),
            head_count: posted.field("head_count").to_owned(),
            needs: posted.all("need").into_iter().map(str::to_owned).collect(),
            language: posted.field("language").to_owned(),
            comment: posted.field("comment").to_owned(),
            topic: posted.field("topic").to_owned(),
            all_dates: posted.field("dates") == "all",
            seen: posted.field("seen").parse().ok(),
        }
    }

    pub(super) fn draft(&self) -> AnswerDraft {
        let language = (!self.language.is_empty()).then(|| format!("{INTERPRETATION}{}", self.language));
        AnswerDraft {
            state: self.state.unwrap_or_default(),
            head_count: self.head_count.clone(),
            needs: self.needs.iter().cloned().chain(language).collect(),
            comment: self.comment.clone(),
            topic: self.topic.clone(),
            all_dates: self.all_dates,
            sequence: self.seen,
        }
    }
}

/// A form about a sheet.
pub(super) struct Form<'a> {
    pub(super) app: &'a App,
    pub(super) speaker: Speaker<'a>,
    pub(super) sheet: &'a AnswerSheet,
    pub(super) typed: &'a Typed,
    pub(super) reader: FormReader,
}

/// Who reads a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FormReader {
    /// Somebody of the organisation, who finds a language by its own name.
    Guest,
    /// Somebody of the office, who writes down what was told on the telephone.
    Office,
}

impl FormReader {
    /// What the answers are called: the first part of their messages.
    fn states(self) -> &'static str {
        match self {
            Self::Guest => "button",
            Self::Office => "answer-state",
        }
    }
}

impl Form<'_> {
    /// The form; none where an answer is of no use.
    pub(super) fn fill(&self, action: String, token: String) -> Option<AnswerForm> {
        let (sheet, typed, speaker) = (self.sheet, self.typed, self.speaker);
        let dates = speaker.words.dates(speaker.language);
        let zone = &sheet.dated.when.zone;
        let by = sheet.event.answer_by().filter(|by| *by > self.app.now() && !sheet.is_series);
        let state = |state: AnswerState| {
            Choice::new(
                state.word(),
                speaker.word(&format!("{}-{state}", self.reader.states())),
                typed.state == Some(state),
            )
        };
        let has_topic = sheet.event.meeting.is_some();
        sheet.is_open().then(|| AnswerForm {
            action,
            token,
            seen: sheet.event.sequence,
            is_unsent: typed.state.is_some_and(|state| sheet.answer.as_ref().is_none_or(|old| old.state != state)),
            by: by.map(|by| dates.until(zone.wall(by))).unwrap_or_default(),
            states: STATES.map(state).into(),
            head_count: typed.head_count.clone(),
            needs: self.needs(),
            languages: self.languages(),
            comment: typed.comment.clone(),
            topic: has_topic.then(|| typed.topic.clone()),
            is_long: !typed.comment.is_empty() || (has_topic && !typed.topic.is_empty()),
            dates: self.dates(),
        })
    }

    /// A need in words.
    pub(super) fn need(&self, need: &str) -> String {
        match need.strip_prefix(INTERPRETATION) {
            Some(tag) => self.speaker.with("answer-need-interpretation", "language", &self.language(tag)),
            None if NEEDS.contains(&need) => self.speaker.word(&format!("answer-need-{need}")),
            None => need.to_owned(),
        }
    }

    /// The name of a language.
    fn language(&self, tag: &str) -> String {
        let own = self.sheet.vocabulary.languages.get(tag).map_or(tag, String::as_str);
        match self.reader {
            FormReader::Guest => own.to_owned(),
            FormReader::Office => self.speaker.language_in_words(tag, own),
        }
    }

    /// The languages that can be interpreted.
    fn languages(&self) -> Vec<Choice> {
        let choice = |tag: &String| Choice::new(tag, self.language(tag), *tag == self.typed.language);
        let mut languages: Vec<Choice> = self.sheet.vocabulary.languages.keys().map(choice).collect();
        if self.reader == FormReader::Office {
            languages.sort_by(|one, other| one.label.cmp(&other.label));
        }
        languages
    }

    /// What can be arranged, and what was noted before and stands in no list.
    fn needs(&self) -> Vec<Choice> {
        let mut stored: Vec<&str> =
            self.sheet.answer.iter().flat_map(|answer| &answer.needs).map(String::as_str).collect();
        // It stands in the list of languages.
        if let Some(first) = first_language(&stored, self.sheet) {
            stored.remove(first);
        }
        let more = stored.into_iter().filter(|need| !NEEDS.contains(need));
        let box_of =
            |need: &str| Choice::new(need, self.need(need), self.typed.needs.iter().any(|typed| typed == need));
        NEEDS.into_iter().chain(more).map(box_of).collect()
    }

    fn dates(&self) -> Vec<Choice> {
        if !self.sheet.is_series {
            return Vec::new();
        }
        let speaker = self.speaker;
        let date = speaker.words.dates(speaker.language).start_short(self.sheet.dated.when.start);
        vec![
            Choice::new("this", speaker.with("answer-dates-this", "date", &date), !self.typed.all_dates),
            Choice::new("all", speaker.word("answer-dates-all"), self.typed.all_dates),
        ]
    }
}

/// Which of the needs is the first language that somebody can interpret into.
fn first_language(needs: &[impl AsRef<str>], sheet: &AnswerSheet) -> Option<usize> {
    let is_known = |tag| sheet.vocabulary.languages.contains_key(tag);
    needs.iter().position(|need| need.as_ref().strip_prefix(INTERPRETATION).is_some_and(is_known))
}

/// What is wrong with an answer, field by field.
pub(super) fn field_faults(speaker: Speaker<'_>, faults: &[Fault]) -> Vec<FieldFault> {
    let said = |fault: &Fault| FieldFault {
        field: fault.field.clone(),
        text: speaker.word(&format!("form-fault-{}", fault.field.replace('_', "-"))),
    };
    faults.iter().map(said).collect()
}
