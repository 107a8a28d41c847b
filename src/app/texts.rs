//! The office's own texts in mails: read again when they changed, stored, and looked at in an invented mail.
//!
//! Invariant: a pass of delivery, and each page that shows mails, looks once whether the stored texts are those that are
//! said; so no replica needs a restart, and no mail a query of its own.

use std::collections::BTreeMap;

use crate::app::App;
use crate::app::Refusal;
use crate::app::version;
use crate::domain::fault::Fault;
use crate::domain::notification::Kind;
use crate::mail::compose::Composer;
use crate::mail::compose::ShownMail;
use crate::mail::example::example;
use crate::mail::letter::Letter;
use crate::mail::letter::Office;
use crate::store::Reading;
use crate::store::Writing;
use crate::view::language::Language;
use crate::view::own_words::PARTS;
use crate::view::own_words::check_own;
use crate::view::own_words::messages_of;
use crate::view::own_words::variables_of;
use crate::view::words::OwnText;

/// What tells one wording from another, in the settings; and whose turn it is to write.
const TEXTS: &str = "texts";

/// The kind of mail that shows what several share.
const SHARED_SHOWN_BY: Kind = Kind::Invitation;

/// One message of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// The message.
    pub id: &'static str,
    /// The delivered text.
    pub delivered: String,
    /// The own text; empty for none.
    pub own: String,
    /// What is put into it.
    pub variables: Vec<String>,
}

/// The messages of a part in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSheet {
    /// The messages.
    pub lines: Vec<TextLine>,
    /// What tells this state of them from another.
    pub seen: String,
}

impl App {
    /// Says the stored texts from now on, if they are others than those that are said.
    pub async fn take_up_texts(&self) -> Result<(), Refusal> {
        let mut reading = self.store.read().await?;
        let mark = reading.find_setting(TEXTS).await?.unwrap_or_default();
        if mark != self.words().own_mark() {
            self.words().lay_over(&mark, &own_texts(&mut reading).await?);
        }
        Ok(())
    }

    /// How many messages of each part are worded otherwise, by part and language.
    pub async fn count_texts(&self) -> Result<BTreeMap<(&'static str, Language), usize>, Refusal> {
        let texts = own_texts(&mut self.store.read().await?).await?;
        let count = |part: &'static str, language: Language| {
            let ids = messages_of(part).unwrap_or_default();
            texts.iter().filter(|text| text.language == language && ids.contains(&text.id.as_str())).count()
        };
        let all = PARTS.iter().flat_map(|(part, _)| Language::ALL.map(|language| (*part, language)));
        Ok(all.map(|(part, language)| ((part, language), count(part, language))).collect())
    }

    /// The messages of a part in a language, if there is such a part.
    pub async fn find_text_sheet(&self, part: &str, language: Language) -> Result<Option<TextSheet>, Refusal> {
        let Some(ids) = messages_of(part) else { return Ok(None) };
        let texts = own_texts(&mut self.store.read().await?).await?;
        let lines: Vec<TextLine> = ids.iter().map(|id| self.text_line(id, language, &texts)).collect();
        Ok(Some(TextSheet { seen: seen(&lines), lines }))
    }

    fn text_line(&self, id: &'static str, language: Language, texts: &[OwnText]) -> TextLine {
        let delivered = self.words().delivered(language, id).unwrap_or_default();
        let own = texts.iter().find(|text| text.language == language && text.id == id);
        TextLine {
            id,
            variables: variables_of(&delivered).into_iter().collect(),
            own: own.map(|text| text.text.clone()).unwrap_or_default(),
            delivered,
        }
    }

    /// Stores own texts of a part; what is empty or as delivered is said as delivered.
    ///
    /// `seen`: [`TextSheet::seen`] of what the person saw. Errors: [`Refusal::Changed`] when somebody was faster;
    /// [`Refusal::Faults`] names the messages.
    pub async fn put_texts(
        &self,
        who: &str,
        (part, language): (&str, Language),
        seen_before: &str,
        typed: &BTreeMap<String, String>,
    ) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        tx.wait_turn(TEXTS).await?;
        let texts = own_texts(&mut tx).await?;
        let ids = messages_of(part).ok_or(Refusal::Changed)?;
        let lines: Vec<TextLine> = ids.iter().map(|id| self.text_line(id, language, &texts)).collect();
        if seen(&lines) != seen_before {
            return Err(Refusal::Changed);
        }
        let (checked, faults) = check(&lines, typed);
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let mut changed = Vec::new();
        for (line, own) in lines.iter().zip(checked).filter(|(line, own)| line.own != *own) {
            if own.is_empty() {
                tx.drop_text(language.tag(), line.id).await?;
            } else {
                tx.put_text(language.tag(), line.id, &own).await?;
            }
            changed.push(line.id);
        }
        if changed.is_empty() {
            return Ok(());
        }
        let verb = if typed.values().all(|text| text.trim().is_empty()) { "reset" } else { "text" };
        let detail = format!("{part} {}: {}", language.tag(), changed.join(", "));
        let mark = version(&tx.list_texts().await?);
        tx.put_setting(TEXTS, &mark).await?;
        tx.record_audit(self.now(), who, verb, TEXTS, &detail).await?;
        tx.raise_revision().await?;
        tx.commit().await?;
        self.take_up_texts().await
    }

    /// An invented mail with texts that are not stored yet; what several kinds share is shown by an invitation.
    ///
    /// Errors: [`Refusal::Faults`] names the messages.
    pub async fn show_texts(
        &self,
        (part, language): (&str, Language),
        typed: &BTreeMap<String, String>,
    ) -> Result<ShownMail, Refusal> {
        let mut texts = own_texts(&mut self.store.read().await?).await?;
        let ids = messages_of(part).unwrap_or_default();
        let lines: Vec<TextLine> = ids.iter().map(|id| self.text_line(id, language, &texts)).collect();
        let (checked, faults) = check(&lines, typed);
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        texts.retain(|text| text.language != language || !ids.contains(&text.id.as_str()));
        let own = lines.iter().zip(checked).filter(|(_, own)| !own.is_empty());
        texts.extend(own.map(|(line, text)| OwnText { language, id: line.id.to_owned(), text }));
        let composer = Composer::open(self.config.templates.as_deref())?;
        composer.words().lay_over("preview", &texts);
        let letter = self.example_letter(part.parse().unwrap_or(SHARED_SHOWN_BY), language).await;
        composer.show(&letter).map_err(|fault| Refusal::Configuration(fault.to_string()))
    }

    /// An invented letter of this office.
    pub(super) async fn example_letter(&self, kind: Kind, language: Language) -> Letter {
        let office = self.office().await;
        let office = Office {
            name: office.name.clone(),
            sender: office.sender.clone(),
            from: office.from.clone(),
            reply_to: office.mailbox.clone(),
            phone: String::new(),
            is_demo: self.config.office.demo,
        };
        example(kind, language.tag(), office, (&self.config.office.zone, self.now()))
    }

    /// Takes the own texts along into a copy of this office.
    pub(super) async fn copy_texts(&self, tx: &mut Writing) -> Result<(), Refusal> {
        let mut reading = self.store.read().await?;
        for (language, id, value) in reading.list_texts().await? {
            tx.put_text(&language, &id, &value).await?;
        }
        tx.put_setting(TEXTS, &reading.find_setting(TEXTS).await?.unwrap_or_default()).await?;
        Ok(())
    }
}

/// All own texts in languages that we speak.
async fn own_texts(reading: &mut Reading) -> Result<Vec<OwnText>, Refusal> {
    let texts = reading.list_texts().await?.into_iter();
    let spoken = texts.filter_map(|(tag, id, text)| Some(OwnText { language: Language::find(&tag)?, id, text }));
    Ok(spoken.collect())
}

fn seen(lines: &[TextLine]) -> String {
    version(&lines.iter().map(|line| &line.own).collect::<Vec<_>>())
}

/// The own text of each line (empty: as delivered), and what is wrong with those that were typed.
fn check(lines: &[TextLine], typed: &BTreeMap<String, String>) -> (Vec<String>, Vec<Fault>) {
    let mut faults = Vec::new();
    let own = lines.iter().map(|line| {
        let text = typed.get(line.id).map_or("", |text| text.trim());
        if text.is_empty() || text == line.delivered {
            return String::new();
        }
        match check_own(line.id, &line.delivered, text) {
            Ok(own) if own == line.delivered => String::new(),
            Ok(own) => own,
            Err(what) => {
                faults.push(Fault::new(line.id, what));
                String::new()
            }
        }
    });
    (own.collect(), faults)
}
