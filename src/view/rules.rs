//! A rule as a sentence, and as the row of a form.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::notification::Kind;
use crate::domain::offset::Offset;
use crate::domain::rule::Anchor;
use crate::domain::rule::Audience;
use crate::domain::rule::EACH_GROUP;
use crate::domain::rule::Mode;
use crate::domain::rule::Per;
use crate::domain::rule::Rule;
use crate::view::facts::Speaker;
use crate::view::shown::Choice;

/// A rule as a form shows it, or the empty row for one more.
#[derive(Debug, Clone, Serialize)]
pub struct RuleRow {
    /// Stands behind the names of its fields.
    pub number: usize,
    /// The rule's id; empty for one more.
    pub id: String,
    /// What its fields hold when nobody touches them; empty for one more.
    pub was: String,
    /// The rule as a sentence; empty for one more.
    pub sentence: String,
    /// Which mail, for one more.
    pub kinds: Vec<Choice>,
    /// Sends, waits, is off, goes.
    pub modes: Vec<Choice>,
    /// False: its time is one that the fields cannot say; the sentence does.
    pub has_time: bool,
    /// How many days or hours.
    pub count: String,
    /// Days or hours.
    pub units: Vec<Choice>,
    /// Before the start, after the end.
    pub sides: Vec<Choice>,
    /// A time of day.
    pub at: String,
    /// To whom.
    pub audiences: Vec<Choice>,
}

/// A rule in one sentence; `names` are those of groups, by slug.
pub fn rule_sentence(speaker: Speaker<'_>, rule: &Rule, names: &BTreeMap<String, String>) -> String {
    let say = |id: &str, args: &[(&'static str, String)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        speaker.words.say(speaker.language, id, &args)
    };
    let parts = [
        ("kind", kind_name(speaker, rule.kind)),
        ("audience", audience_name(speaker, &rule.audience, names)),
        ("when", rule_time(speaker, rule)),
    ];
    let mut sentence = say("rule-sentence", &parts);
    if rule.per == Per::Event {
        sentence = say("rule-once", &[("rule", sentence)]);
    }
    match rule.mode {
        Mode::On => sentence,
        Mode::Held => say("rule-held", &[("rule", sentence)]),
        Mode::Off => say("rule-off", &[("rule", sentence)]),
    }
}

/// What a sort of mail is called.
pub fn kind_name(speaker: Speaker<'_>, kind: Kind) -> String {
    speaker.word(&format!("kind-{}", kind.word().replace('_', "-")))
}

/// Whom a rule is for, as it stands behind "to".
pub fn audience_name(speaker: Speaker<'_>, audience: &Audience, names: &BTreeMap<String, String>) -> String {
    match audience {
        Audience::Group(slug) if slug == EACH_GROUP => speaker.word("audience-each-group"),
        Audience::Group(slug) => speaker.with("audience-group", "group", names.get(slug).unwrap_or(slug)),
        Audience::Actor(slug) => speaker.with("audience-actor", "actor", slug),
        other => speaker.word(&format!("audience-{}", other.word())),
    }
}

/// When: "21 Tage vor dem Beginn, um 9:00 Uhr".
fn rule_time(speaker: Speaker<'_>, rule: &Rule) -> String {
    let (id, count) = match rule.offset {
        Offset::Days(days) => ("rule-days", i64::from(days).abs()),
        Offset::Exact(seconds) if seconds % 3600 == 0 => ("rule-hours", seconds.abs() / 3600),
        Offset::Exact(seconds) => ("rule-minutes", seconds.abs() / 60),
    };
    let side = side_of(rule);
    let when = match (count, rule.at) {
        (0, None) => speaker.word(&format!("rule-at-{side}")),
        (0, Some(_)) => speaker.word(&format!("rule-day-{side}")),
        _ => {
            let span = speaker.words.say(speaker.language, id, &[("count", count.into())]);
            speaker.with(&format!("rule-{side}"), "span", &span)
        }
    };
    let Some(at) = rule.at else { return when };
    let time = speaker.words.dates(speaker.language).time(at);
    speaker.words.say(speaker.language, "rule-when-at", &[("when", when.into()), ("time", time.into())])
}

/// On which side of what a rule is due, as part of a message's name.
pub fn side_of(rule: &Rule) -> &'static str {
    let is_before = rule.offset.is_before();
    match rule.anchor {
        Anchor::RegistrationDeadline if is_before => "before-registration",
        Anchor::RegistrationDeadline => "after-registration",
        Anchor::SubmissionDeadline if is_before => "before-submission",
        Anchor::SubmissionDeadline => "after-submission",
        Anchor::Start | Anchor::End if !rule.is_after() => "before-start",
        Anchor::Start | Anchor::End if matches!(rule.offset, Offset::Days(..0) | Offset::Exact(..0)) => "before-end",
        Anchor::Start | Anchor::End => "after-end",
    }
}
