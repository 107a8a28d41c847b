//! A list of rules as a form: one row each, and an empty one for one more.
//!
//! Invariant: a rule keeps its id and its kind, for its id stands in the keys of mails that went; what the fields
//! cannot say (other anchors, odd offsets, templates) is kept as it is stored.

use std::collections::BTreeMap;

use crate::app::read_typed_time;
use crate::domain::fault::Fault;
use crate::domain::fault::said as sentence;
use crate::domain::notification::Kind;
use crate::domain::offset::Offset;
use crate::domain::rule::Anchor;
use crate::domain::rule::Audience;
use crate::domain::rule::EACH_GROUP;
use crate::domain::rule::Mode;
use crate::domain::rule::Rule;
use crate::domain::text;
use crate::view::facts::Speaker;
use crate::view::rules::RuleRow;
use crate::view::rules::audience_name;
use crate::view::rules::kind_name;
use crate::view::rules::rule_sentence;
use crate::view::rules::side_of;
use crate::view::shown::Choice;
use crate::web::form::Posted;

/// The mails that a rule of the office can be for; the house itself sends changes and cancellations.
const KINDS: [Kind; 8] = [
    Kind::SaveTheDate,
    Kind::Invitation,
    Kind::Nudge,
    Kind::Reminder,
    Kind::HeadCount,
    Kind::Minutes,
    Kind::EntryCheck,
    Kind::AfterEvent,
];
/// What the fields say of the side of the event; each is the name of a message too.
const SIDES: [&str; 3] = ["before-start", "before-end", "after-end"];
/// What takes a rule off the list.
const REMOVE: &str = "remove";
/// The most days between a rule and its event.
const DAYS_MAX: i64 = 3660;

/// What one row holds, as it is typed.
struct Typed {
    kind: String,
    mode: String,
    count: String,
    unit: String,
    side: String,
    at: String,
    audience: String,
}

impl Typed {
    fn of(rule: &Rule) -> Self {
        let (count, unit) = match rule.offset {
            Offset::Days(days) => (i64::from(days).abs(), "days"),
            Offset::Exact(seconds) => (seconds.abs() / 3600, "hours"),
        };
        Self {
            kind: rule.kind.word().to_owned(),
            mode: rule.mode.word().to_owned(),
            count: count.to_string(),
            unit: unit.to_owned(),
            side: side_of(rule).to_owned(),
            at: rule.at.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default(),
            audience: rule.audience.word(),
        }
    }

    fn posted(posted: &Posted, number: usize) -> Self {
        let text = |name: &str| posted.field(&format!("{name}-{number}")).trim().to_owned();
        Self {
            kind: text("kind"),
            mode: text("mode"),
            count: text("count"),
            unit: text("unit"),
            side: text("side"),
            at: text("at"),
            audience: text("audience"),
        }
    }

    /// What tells one row from another; the kind of a stored rule is not in its form.
    fn line(&self) -> String {
        [&self.mode, &self.count, &self.unit, &self.side, &self.at, &self.audience].map(String::as_str).join("|")
    }

    /// What the row of a rule is when nobody touched it: a time that the fields cannot say is not in it.
    fn untouched(rule: &Rule) -> String {
        let typed = Self::of(rule);
        if has_time(rule) {
            return typed.line();
        }
        let (count, unit, side, at) = Default::default();
        Self { count, unit, side, at, ..typed }.line()
    }

    /// The empty row.
    fn more() -> Self {
        let text = str::to_owned;
        let (mode, unit, side) = (text(Mode::On.word()), text("days"), text(SIDES[0]));
        Self { kind: String::new(), mode, count: String::new(), unit, side, at: String::new(), audience: String::new() }
    }
}

/// Lists of rules as forms, with what can be chosen.
pub(super) struct RulesForm<'a> {
    speaker: Speaker<'a>,
    names: &'a BTreeMap<String, String>,
    audiences: Vec<Audience>,
}

impl<'a> RulesForm<'a> {
    /// `names`: groups by slug. `for_new`: the rules are a plan for new events, whose groups are not known yet.
    pub(super) fn new(speaker: Speaker<'a>, names: &'a BTreeMap<String, String>, for_new: bool) -> Self {
        let each = for_new.then(|| Audience::Group(EACH_GROUP.to_owned()));
        let usual = [
            Audience::Invited,
            Audience::Accepted,
            Audience::Tentative,
            Audience::Declined,
            Audience::Silent,
            Audience::Organiser,
            Audience::Partners,
        ];
        let groups = names.keys().cloned().map(Audience::Group);
        Self { speaker, names, audiences: each.into_iter().chain(usual).chain(groups).collect() }
    }

    /// The rows: as typed where something was typed, else as stored.
    pub(super) fn rows(&self, rules: &[Rule], posted: Option<&Posted>) -> Vec<RuleRow> {
        let typed = |id: &str| posted.and_then(|posted| touched(posted, row_of(posted, id)?));
        let row = |(number, rule): (usize, &Rule)| {
            let typed = typed(&rule.id);
            let sentence = self.sentence(number, rule, typed.as_ref());
            RuleRow { sentence, ..self.row(number, Some(rule), &typed.unwrap_or_else(|| Typed::of(rule))) }
        };
        let more = typed("").filter(|typed| !typed.mode.is_empty()).unwrap_or_else(Typed::more);
        rules.iter().enumerate().map(row).chain([self.row(rules.len(), None, &more)]).collect()
    }

    /// What is stored by now where a form says something else, rule by rule: whoever was slower decides what holds.
    pub(super) fn meanwhile(&self, stored: &[Rule], posted: &Posted) -> Vec<Fault> {
        let now = |(number, rule): (usize, &Rule)| {
            let row = row_of(posted, &rule.id);
            let typed = row.and_then(|row| touched(posted, row));
            if row.is_some() && typed.is_none() {
                return None;
            }
            let means = |typed: &Typed| self.read_row(number, typed, rule.clone(), &mut Vec::new());
            let is_meant = typed.is_some_and(|typed| typed.mode != REMOVE && means(&typed) == *rule);
            let value = rule_sentence(self.speaker, rule, self.names);
            let what = sentence!("fault-now-stored", "is stored as {value} by now", value = value);
            (!is_meant).then(|| Fault::new(format!("mode-{number}"), what))
        };
        let is_known = |id: &str| id.is_empty() || stored.iter().any(|rule| rule.id == id);
        let gone = rows_of(posted).filter(|(_, id)| !is_known(id)).map(|_| Fault::new("", "rule-fault-gone"));
        stored.iter().enumerate().filter_map(now).chain(gone).collect()
    }

    /// The rule as its fields say it, so that no row is headed by another number than it holds; only what it sends where
    /// they say no rule.
    fn sentence(&self, number: usize, rule: &Rule, typed: Option<&Typed>) -> String {
        let mut faults = Vec::new();
        let said = typed.map(|typed| self.read_row(number, typed, rule.clone(), &mut faults));
        if faults.is_empty() {
            rule_sentence(self.speaker, said.as_ref().unwrap_or(rule), self.names)
        } else {
            kind_name(self.speaker, rule.kind)
        }
    }

    fn row(&self, number: usize, rule: Option<&Rule>, typed: &Typed) -> RuleRow {
        let word = |value: &str, id: String, chosen: &str| Choice::new(value, self.speaker.word(&id), value == chosen);
        let kinds =
            KINDS.map(|kind| Choice::new(kind.word(), kind_name(self.speaker, kind), kind.word() == typed.kind));
        let none = word("", "rule-no-kind".to_owned(), &typed.kind);
        let modes = Mode::ALL.iter().map(|mode| mode.word()).chain(rule.map(|_| REMOVE));
        let own = rule.map(|rule| &rule.audience).filter(|own| !self.audiences.contains(own));
        let audiences = own.into_iter().chain(&self.audiences);
        RuleRow {
            number,
            id: rule.map(|rule| rule.id.clone()).unwrap_or_default(),
            was: rule.map(Typed::untouched).unwrap_or_default(),
            sentence: String::new(),
            kinds: if rule.is_none() { [none].into_iter().chain(kinds).collect() } else { Vec::new() },
            modes: modes.map(|mode| word(mode, format!("rule-mode-{mode}"), &typed.mode)).collect(),
            has_time: rule.is_none_or(has_time),
            count: typed.count.clone(),
            units: ["days", "hours"].map(|unit| word(unit, format!("rule-unit-{unit}"), &typed.unit)).into(),
            sides: SIDES.map(|side| word(side, format!("rule-side-{side}"), &typed.side)).into(),
            at: typed.at.clone(),
            audiences: audiences
                .map(|one| {
                    Choice::new(one.word(), audience_name(self.speaker, one, self.names), one.word() == typed.audience)
                })
                .collect(),
        }
    }

    /// The rules that a form means; `fresh` makes the id of a new one, and is another text each time.
    pub(super) fn read(&self, posted: &Posted, stored: &[Rule], fresh: &str, faults: &mut Vec<Fault>) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (number, rule) in stored.iter().enumerate() {
            let typed = Typed::posted(posted, number);
            if posted.field(&format!("rule-{number}")) != rule.id {
                rules.push(rule.clone());
            } else if typed.mode != REMOVE {
                rules.push(self.read_row(number, &typed, rule.clone(), faults));
            }
        }
        let (number, typed) = (stored.len(), Typed::posted(posted, stored.len()));
        match typed.kind.parse::<Kind>().ok().filter(|kind| KINDS.contains(kind)) {
            Some(kind) => {
                let id = format!("{}-{fresh}", kind.word().replace('_', "-"));
                let rule = Rule::usual(&id, kind, Audience::Invited, 0);
                rules.push(self.read_row(number, &typed, rule, faults));
            }
            None if !(typed.count.is_empty() && typed.at.is_empty()) => {
                faults.push(Fault::new(format!("kind-{number}"), "rule-fault-kind"));
            }
            None => {}
        }
        rules
    }

    fn read_row(&self, number: usize, typed: &Typed, stored: Rule, faults: &mut Vec<Fault>) -> Rule {
        let mut fault = |field: &str, what: &'static str| faults.push(Fault::new(format!("{field}-{number}"), what));
        let audience = Audience::from(typed.audience.as_str());
        if audience != stored.audience && !self.audiences.contains(&audience) {
            fault("audience", "rule-fault-audience");
        }
        let mode = typed.mode.parse().unwrap_or(stored.mode);
        if !has_time(&stored) {
            return Rule { audience, mode, ..stored };
        }
        let at = if typed.at.is_empty() { None } else { read_typed_time(&typed.at) };
        if at.is_none() && !typed.at.is_empty() {
            fault("at", "rule-fault-at");
        }
        let in_hours = typed.unit == "hours";
        if at.is_some() && in_hours {
            fault("at", "rule-fault-at-hours");
        }
        let count = text::european_digits(&typed.count).parse::<i64>().ok();
        let count = count.filter(|count| (0..=DAYS_MAX * if in_hours { 24 } else { 1 }).contains(count));
        let Some(count) = count else {
            fault("count", "rule-fault-count");
            return Rule { audience, at, mode, ..stored };
        };
        let anchor = match typed.side.as_str() {
            side if side == side_of(&stored) && count > 0 => stored.anchor,
            "before-start" => Anchor::Start,
            _ => Anchor::End,
        };
        let signed = if typed.side == "after-end" { count } else { -count };
        let days = || i32::try_from(signed).unwrap_or_default();
        let offset = if in_hours { Offset::Exact(signed * 3600) } else { Offset::Days(days()) };
        Rule { audience, offset, anchor, at, mode, ..stored }
    }
}

/// The rows that came with a form: number and the rule's id, which is empty for a new one.
fn rows_of(posted: &Posted) -> impl Iterator<Item = (usize, &str)> {
    posted.pairs().iter().filter_map(|(name, id)| Some((name.strip_prefix("rule-")?.parse().ok()?, id.as_str())))
}

/// The row of a rule in a form; others may have been stored before or behind it meanwhile.
fn row_of(posted: &Posted, id: &str) -> Option<usize> {
    rows_of(posted).find(|(_, of)| *of == id).map(|(number, _)| number)
}

/// What was typed into a row; none where nobody touched it since the form was made.
fn touched(posted: &Posted, row: usize) -> Option<Typed> {
    let typed = Typed::posted(posted, row);
    (typed.line() != posted.field(&format!("was-{row}"))).then_some(typed)
}

/// True for a time that the fields can say.
fn has_time(rule: &Rule) -> bool {
    matches!(rule.anchor, Anchor::Start | Anchor::End)
        && !matches!(rule.offset, Offset::Exact(seconds) if seconds % 3600 != 0)
}

/// Faults of rules by their place (`reminder_plan[2].offset`), at the fields of the rows that they came from.
pub(super) fn at_rows(posted: &Posted, rules: &[Rule], stored: &[Rule], faults: Vec<Fault>) -> Vec<Fault> {
    let moved = |fault: Fault| {
        let rest = fault.field.strip_prefix("reminder_plan[").and_then(|rest| rest.split_once(']'));
        let Some((place, field)) = rest else { return fault };
        let rule = place.parse::<usize>().ok().and_then(|place| rules.get(place));
        let number = (0..stored.len()).find(|n| rule.is_some_and(|r| r.id == posted.field(&format!("rule-{n}"))));
        let number = number.unwrap_or(stored.len());
        let field = match field {
            ".at" => "at",
            ".audience" => "audience",
            _ => "count",
        };
        Fault::new(format!("{field}-{number}"), fault.what)
    };
    faults.into_iter().map(moved).collect()
}
