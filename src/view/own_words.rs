//! The office's own wording of single messages of mails: which can be reworded, what may stand in them, and laying them
//! over the delivered ones.
//!
//! Invariant: an own text puts in nothing but what is put into the delivered one, names no other message, and stays one
//! paragraph; so a mail that the delivered words make, it makes too.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;
use fluent_syntax::ast::Expression;
use fluent_syntax::ast::InlineExpression;
use fluent_syntax::ast::Pattern;
use fluent_syntax::ast::PatternElement;

use crate::domain::fault::Sentence;
use crate::domain::fault::said;
use crate::domain::text;

/// The longest own text, in characters.
const LENGTH_MAX: usize = 1_000;
/// The longest own subject, in characters: phones show some forty.
const SUBJECT_MAX: usize = 200;

/// The messages that can be reworded, by the part of mails they stand in: the kinds of mails, and what several share.
pub const PARTS: [(&str, &[&str]); 14] = [
    ("save_the_date", &["subject-save-the-date", "save-the-date", "save-the-date-next"]),
    ("invitation", &["subject-invitation", "invitation", "invitation-by", "ics-attached"]),
    ("nudge", &["subject-nudge", "subject-nudge-open", "nudge", "nudge-no-helps"]),
    ("reminder", &["subject-reminder", "reminder", "reminder-bring"]),
    (
        "change",
        &[
            "subject-change-day",
            "subject-change-time",
            "subject-change-place",
            "subject-change-online-only",
            "subject-change-place-open",
            "subject-change-link",
            "subject-change-link-new",
            "subject-change-link-gone",
            "subject-change-text",
            "subject-change-restored",
            "change",
            "change-restored",
            "change-time",
            "change-place",
            "change-link",
            "change-link-new",
            "change-link-gone",
            "change-text",
            "change-calendar",
            "still-counts",
            "again-accepted",
            "again-tentative",
            "again-declined",
        ],
    ),
    (
        "cancellation",
        &[
            "subject-cancellation",
            "cancellation",
            "cancellation-one",
            "cancellation-was",
            "cancellation-next",
            "cancellation-tell",
            "cancellation-calendar",
        ],
    ),
    (
        "minutes",
        &[
            "subject-minutes",
            "minutes",
            "minutes-heading",
            "tasks-own",
            "tasks-others",
            "task",
            "task-until",
            "next-date",
        ],
    ),
    (
        "head_count",
        &[
            "subject-head-count",
            "subject-head-nobody",
            "head-count",
            "head-nobody",
            "head-answers",
            "head-accepted",
            "head-people",
            "head-tentative",
            "head-declined",
            "head-silent",
            "head-earlier",
            "head-needs",
            "head-comments",
            "head-silent-list",
            "head-call-list",
        ],
    ),
    ("entry_check", &["subject-entry-check", "entry-check", "entry-check-do", "entry-check-button"]),
    ("after_event", &["subject-after-event", "after-event", "after-event-do", "after-event-button"]),
    (
        "organiser_digest",
        &["subject-organiser-digest", "digest", "digest-dates", "digest-missing", "digest-failed-list"],
    ),
    (
        "frame",
        &[
            "greeting",
            "more",
            "page-button",
            "questions",
            "phone",
            "all-dates",
            "why-group",
            "why-invited",
            "why-organiser",
            "why-partner",
            "wishes",
            "content-german",
            "content-partly-german",
            "content-outdated",
        ],
    ),
    (
        "facts",
        &[
            "label-when",
            "label-dates",
            "label-where",
            "label-online",
            "label-online-button",
            "label-meeting-point",
            "label-transit",
            "label-access",
            "label-reason",
            "label-materials",
            "dial-in",
            "place-none",
            "place-online",
            "agenda",
            "agenda-length",
        ],
    ),
    (
        "answers",
        &[
            "will-you-come",
            "answer-by",
            "button-accepted",
            "button-tentative",
            "button-declined",
            "needs-ask",
            "your-answer",
            "change-answer",
            "answer-page",
        ],
    ),
];

/// The messages of a part, if there is such a part.
pub fn messages_of(part: &str) -> Option<&'static [&'static str]> {
    PARTS.iter().find(|(name, _)| *name == part).map(|(_, ids)| *ids)
}

/// A message as a file of Fluent has it. The text begins on a line of its own, so that each line stands the same.
pub(super) fn source_of(id: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    format!("{id} =\n{}\n", lines.join("\n"))
}

/// The text of a message in a file of Fluent, without what stands in front of each line.
pub(super) fn text_of(id: &str, file: &str) -> Option<String> {
    let is_head = |line: &&str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    let mut lines = file.lines().skip_while(|line| !is_head(line));
    let first = lines.next()?.split_once('=')?.1.trim();
    let rest: Vec<&str> = lines.take_while(|line| line.starts_with([' ', '}'])).collect();
    let indent = rest.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let rest = rest.iter().map(|line| line[indent..].trim_end().to_owned());
    let all: Vec<String> = [first.to_owned()].into_iter().chain(rest).filter(|line| !line.is_empty()).collect();
    Some(all.join("\n"))
}

/// What is put into a text, by name.
pub fn variables_of(text: &str) -> BTreeSet<String> {
    read(text).map(|found| found.variables).unwrap_or_default()
}

/// An own text in place of a delivered one, cleaned; or what is wrong with it.
pub fn check_own(id: &str, delivered: &str, own: &str) -> Result<String, Sentence> {
    let own = text::clean_lines(own).trim().to_owned();
    let most = if id.starts_with("subject-") { SUBJECT_MAX } else { LENGTH_MAX };
    if own.chars().count() > most {
        return Err(said!("texts-fault-long", "is too long; at most {most} characters", most = most));
    }
    let Some(found) = read(&own) else {
        return Err(said!("texts-fault-form", "cannot be read; each brace needs its other, with a name in it"));
    };
    let known = variables_of(delivered);
    if let Some(other) = found.variables.iter().find(|name| !known.contains(*name)) {
        let braced = |name: &String| format!("{{ ${name} }}");
        if known.is_empty() {
            return Err(said!(
                "texts-fault-no-variable",
                "there is no {name} here, nor any other",
                name = braced(other)
            ));
        }
        let known: Vec<String> = known.iter().map(braced).collect();
        let (name, known) = (braced(other), known.join(", "));
        return Err(said!(
            "texts-fault-variable",
            "there is no {name} here; write {known}",
            name = name,
            known = known
        ));
    }
    if found.refers {
        return Err(said!("texts-fault-refers", "names another text or a function, which is not possible here"));
    }
    if found.breaks {
        return Err(said!("texts-fault-lines", "has several paragraphs; write one"));
    }
    Ok(own)
}

/// What stands in a text.
#[derive(Default)]
struct Found {
    variables: BTreeSet<String>,
    /// True: it names messages, terms or functions, or characters by their numbers.
    refers: bool,
    /// True: it has a line break that readers would see.
    breaks: bool,
}

/// None for what is no text of one message.
fn read(text: &str) -> Option<Found> {
    let resource = FluentResource::try_new(source_of("own", text)).ok()?;
    let mut entries = resource.entries();
    let (Some(Entry::Message(message)), None) = (entries.next(), entries.next()) else { return None };
    let pattern = message.value.as_ref().filter(|_| message.attributes.is_empty())?;
    let mut found = Found::default();
    found.look(pattern);
    Some(found)
}

impl Found {
    fn look(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.breaks |= value.contains('\n'),
                PatternElement::Placeable { expression } => self.look_into(expression),
            }
        }
    }

    fn look_into(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.look_at(inline),
            Expression::Select { selector, variants } => {
                self.look_at(selector);
                for variant in variants {
                    self.look(&variant.value);
                }
            }
        }
    }

    fn look_at(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.variables.insert(id.name.to_owned())),
            InlineExpression::StringLiteral { value } => self.refers |= value.contains('\\'),
            InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::Placeable { expression } => self.look_into(expression),
            InlineExpression::FunctionReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. } => self.refers = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_text_may_say_what_the_delivered_one_says_in_other_words() {
        let delivered = "Einladung: { $title } – { $start }";
        for own in ["Kommen Sie! { $title }", "Nur Worte", "  {$start}: {$title}\r\n", "Ein {\"<b>\"} & mehr"] {
            assert_eq!(check_own("invitation", delivered, own).unwrap(), own.trim(), "{own}");
        }
        let counted = "{ $count ->\n    [one] eine\n   *[other] { $count }\n} Personen";
        assert_eq!(check_own("people", "{ $count }", counted).unwrap(), counted);
    }

    #[test]
    fn what_could_do_more_than_say_words_is_refused() {
        let delivered = "Guten Tag, { $name },";
        for (own, fault) in [
            ("{ $title }", "texts-fault-variable"),
            ("{$title}", "texts-fault-variable"),
            ("{ $name ->\n *[other] { $secret }\n}", "texts-fault-variable"),
            ("{ questions }", "texts-fault-refers"),
            ("{ -brand }", "texts-fault-refers"),
            ("{ NUMBER($name) }", "texts-fault-refers"),
            ("{ questions.title }", "texts-fault-refers"),
            ("{\"\\u202E\"}", "texts-fault-refers"),
            ("{{ 7*7 }}", "texts-fault-form"),
            ("{ $name", "texts-fault-form"),
            ("", "texts-fault-form"),
            ("Hallo\n.title = x", "texts-fault-form"),
            ("eins\n\nzwei", "texts-fault-lines"),
            ("Hallo\nother = x", "texts-fault-lines"),
        ] {
            let what = check_own("greeting", delivered, own).expect_err(own);
            assert_eq!(what.message().map(|(id, _)| id), Some(fault), "{own}");
        }
        let nothing = check_own("ics-attached", "Ja", "{ $title }").expect_err("nothing is put in");
        assert_eq!(nothing.message().map(|(id, _)| id), Some("texts-fault-no-variable"));
        assert!(check_own("greeting", delivered, &"x".repeat(1_001)).is_err());
        assert!(check_own("subject-invitation", delivered, &"x".repeat(201)).is_err());
    }

    #[test]
    fn the_text_of_a_message_is_found_in_its_file() {
        let file = "a = eins\nab = { $n ->\n    [one] x\n   *[other] y\n} z\n# c\nd =\n    vier\n";
        assert_eq!(text_of("a", file).as_deref(), Some("eins"));
        assert_eq!(text_of("ab", file).as_deref(), Some("{ $n ->\n    [one] x\n   *[other] y\n} z"));
        assert_eq!(text_of("d", file).as_deref(), Some("vier"));
        assert_eq!(text_of("c", file), None);
    }
}
