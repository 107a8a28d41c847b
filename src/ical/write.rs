//! Content lines (RFC 5545 3.1): the only place that makes them.
//!
//! Invariant: whatever the input, one call makes exactly one content line: no control character reaches the output,
//! so nobody's text can begin a line of its own.
//! Invariant: no physical line is longer than 75 octets, none is split inside a character, each ends in CRLF.
//! Invariant: same input, same bytes.

use icalendar::Component;
use icalendar::Property;
use icalendar::ValueType;

use crate::domain::text::is_unsafe;

/// Longest physical line, in octets, without its CRLF (RFC 5545 3.1).
pub const LINE_MAX: usize = 75;

/// An iCalendar stream in the making.
#[derive(Debug, Default)]
pub struct Lines {
    out: String,
}

impl Lines {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// `BEGIN:` of a component, e.g. `VEVENT`.
    pub fn begin(&mut self, kind: &str) {
        self.raw("BEGIN", kind);
    }

    /// `END:` of a component.
    pub fn end(&mut self, kind: &str) {
        self.raw("END", kind);
    }

    /// A property whose value is no TEXT (a date, an offset, a rule, a URI): not escaped, only cleaned.
    pub fn raw(&mut self, name: &str, value: &str) {
        self.property(&Property::new(name, value), Form::Raw);
    }

    /// A property whose value is TEXT (RFC 5545 3.3.11).
    pub fn text(&mut self, name: &str, value: &str) {
        self.property(&Property::new(name, value), Form::Text);
    }

    /// A property of the model, its value written in the form that its name and `VALUE` ask for.
    pub fn modelled(&mut self, property: &Property) {
        self.property(property, form_of(property));
    }

    /// A component of the model: its single properties by name, then its repeated ones, then what lies inside.
    pub fn component<C: Component>(&mut self, component: &C) {
        let kind = component.component_kind();
        self.begin(&kind);
        for property in component.properties().values() {
            self.modelled(property);
        }
        for property in component.multi_properties().values().flatten() {
            self.modelled(property);
        }
        for inner in component.components() {
            self.component(inner);
        }
        self.end(&kind);
    }

    /// Whole lines that were made here before.
    pub(crate) fn again(&mut self, lines: &str) {
        self.out.push_str(lines);
    }

    /// The stream.
    pub fn finish(self) -> String {
        self.out
    }

    fn property(&mut self, property: &Property, form: Form) {
        let mut line = String::with_capacity(property.key().len() + property.value().len() + 40);
        push_name(&mut line, property.key());
        for parameter in property.params().values() {
            line.push(';');
            push_name(&mut line, parameter.key());
            line.push('=');
            push_parameter(&mut line, parameter.value());
        }
        line.push(':');
        match form {
            Form::Text => push_escaped(&mut line, property.value()),
            Form::Raw => push_safe(&mut line, property.value()),
        }
        self.fold(&line);
    }

    fn fold(&mut self, line: &str) {
        let (mut rest, mut room) = (line, LINE_MAX);
        while rest.len() > room {
            let (first, others) = rest.split_at(rest.floor_char_boundary(room));
            self.out.push_str(first);
            self.out.push_str("\r\n ");
            // The blank counts.
            (rest, room) = (others, LINE_MAX - 1);
        }
        self.out.push_str(rest);
        self.out.push_str("\r\n");
    }
}

/// How a value is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// TEXT: escaped.
    Text,
    /// Anything else, and lists of TEXT that were escaped one by one.
    Raw,
}

/// The form of a modelled property; the model does not know the names of RFC 7986 and keeps lists escaped.
fn form_of(property: &Property) -> Form {
    match (property.key(), property.value_type()) {
        ("CATEGORIES" | "RESOURCES", _) => Form::Raw,
        ("NAME" | "COLOR", _) | (_, Some(ValueType::Text)) => Form::Text,
        _ => Form::Raw,
    }
}

/// A TEXT value, escaped (RFC 5545 3.3.11); line ends become `\n`, tabs spaces, other unsafe characters go.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&mut out, text);
    out
}

fn push_escaped(out: &mut String, text: &str) {
    let is_marked = |c: char| matches!(c, '\\' | ',' | ';') || is_unsafe(c);
    let mut rest = text;
    // Whole runs are copied.
    while let Some((at, character)) = rest.char_indices().find(|(_, c)| is_marked(*c)) {
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        rest = &marked[character.len_utf8()..];
        match character {
            '\\' | ',' | ';' => out.extend(['\\', character]),
            '\r' => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                out.push_str("\\n");
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            _ => {}
        }
    }
    out.push_str(rest);
}

/// A text without its unsafe characters.
fn push_safe(out: &mut String, text: &str) {
    text.split(is_unsafe).for_each(|run| out.push_str(run));
}

/// A list of TEXT values, each escaped, with commas between (CATEGORIES).
pub fn escape_list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(escape).collect::<Vec<_>>().join(",")
}

/// A name of a property, component or parameter (RFC 5545 3.1): letters, digits, hyphens; the rest goes.
fn push_name(line: &mut String, name: &str) {
    name.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').for_each(|run| line.push_str(run));
}

/// A parameter value: quoted where it must be; quotes, carets and line ends as RFC 6868 has them.
fn push_parameter(line: &mut String, value: &str) {
    let quote = value.contains([':', ';', ',']).then_some('"');
    line.extend(quote);
    for character in value.chars() {
        match character {
            '"' => line.push_str("^'"),
            '^' => line.push_str("^^"),
            '\n' => line.push_str("^n"),
            other if is_unsafe(other) => {}
            other => line.push(other),
        }
    }
    line.extend(quote);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_once_and_holds_no_control() {
        assert_eq!(escape("a\r\nb\rc\n\\;,:\"\u{0}\u{85}\u{202e}\tz"), "a\\nb\\nc\\n\\\\\\;\\,:\" z");
    }

    #[test]
    fn parameters_are_quoted_and_their_quotes_encoded() {
        let mut line = String::new();
        push_parameter(&mut line, "Dr. \"X\"; ^Y\r\nATTENDEE:evil");
        assert_eq!(line, "\"Dr. ^'X^'; ^^Y^nATTENDEE:evil\"");
    }

    #[test]
    fn a_line_of_75_octets_is_not_folded_and_one_of_76_is() {
        let mut lines = Lines::new();
        lines.raw("X", &"a".repeat(73));
        lines.raw("X", &"a".repeat(74));
        assert_eq!(lines.finish(), format!("X:{}\r\nX:{}\r\n a\r\n", "a".repeat(73), "a".repeat(73)));
    }

    #[test]
    fn names_of_rfc_7986_are_text_and_addresses_are_not() {
        let mut lines = Lines::new();
        lines.modelled(&Property::new("NAME", "Feste, Treffen\nX-EVIL:1"));
        lines.modelled(&Property::new("URL", "https://example.org/a,b\r\nX-EVIL:1"));
        assert_eq!(lines.finish(), "NAME:Feste\\, Treffen\\nX-EVIL:1\r\nURL:https://example.org/a,bX-EVIL:1\r\n");
    }
}
