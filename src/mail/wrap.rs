//! The text part: lines of at most 78 characters (RFC 5322 2.1.1), no trailing spaces, no two empty lines.
//!
//! Invariant: an address of the web is never broken; whatever else is longer than a line is.
//! Invariant: an isolate (UAX 9) that runs over the end of a line is closed there and opened again on the next one: to
//! many readers each line is a paragraph, at whose end every isolate ends.

use crate::view::language::FSI;
use crate::view::language::PDI;

/// Longest line, in characters.
pub const WIDTH: usize = 78;

/// The text in lines. What follows the first line of an item of a list is indented with it.
pub fn wrap(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
        } else if line.len() <= WIDTH && !line.contains("  ") {
            out.push_str(line);
            out.push('\n');
        } else {
            let mut lines = Vec::new();
            wrap_line(line, &mut lines);
            reopen(&mut lines);
            for line in lines {
                out.extend([&line, "\n"]);
            }
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn wrap_line(line: &str, lines: &mut Vec<String>) {
    // Where isolates are, each line must have room for one that is opened and closed.
    let widest = if line.contains(FSI) { WIDTH - 2 } else { WIDTH };
    let body = line.trim_start();
    let lead = line.chars().count() - body.chars().count();
    let hang = " ".repeat((lead + marker(body)).min(WIDTH / 2));
    let mut current = " ".repeat(lead.min(WIDTH / 2));
    let mut width = current.len();
    let mut is_empty = true;
    let mut place = |piece: &str, length: usize| {
        if !is_empty && width + 1 + length > widest {
            lines.push(std::mem::replace(&mut current, hang.clone()));
            (width, is_empty) = (hang.len(), true);
        }
        if !is_empty {
            current.push(' ');
            width += 1;
        }
        current.push_str(piece);
        width += length;
        is_empty = false;
    };
    let room = widest - hang.len();
    for word in body.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if length <= room || word.contains("://") {
            place(word, length);
        } else {
            broken(word, room).for_each(|piece| place(piece, piece.chars().count()));
        }
    }
    lines.push(current);
}

/// Closes what is open at the end of a line, and opens it again on the next one. Isolates hold no others.
fn reopen(lines: &mut [String]) {
    let mut is_open = false;
    for line in lines {
        let was_open = is_open;
        is_open = line.chars().rfind(|c| matches!(*c, FSI | PDI)).map_or(is_open, |last| last == FSI);
        if is_open {
            // What follows an address at once would be taken for its end.
            let is_address = line.rsplit(' ').next().is_some_and(|word| word.contains("://"));
            line.extend(is_address.then_some(' '));
            line.push(PDI);
        }
        if was_open {
            let lead = line.len() - line.trim_start().len();
            line.insert(lead, FSI);
        }
    }
}

/// The width of what marks an item of a list: `- ` or `12. `.
fn marker(body: &str) -> usize {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &body[digits..];
    match (digits, rest.starts_with("- "), rest.starts_with(". ")) {
        (0, true, _) => 2,
        (1..=3, _, true) => digits + 2,
        _ => 0,
    }
}

/// A word in pieces of at most so many characters.
fn broken(word: &str, width: usize) -> impl Iterator<Item = &str> {
    let starts = word.char_indices().step_by(width).map(|(start, _)| start);
    let ends = word.char_indices().step_by(width).skip(1).map(|(end, _)| end).chain([word.len()]);
    starts.zip(ends).map(|(start, end)| &word[start..end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_short_and_lists_hang() {
        let text = format!("1. {}\n\n\n\n{}\n{}  \n", "wort ".repeat(30), "x".repeat(200), "https://a/".repeat(20));
        let wrapped = wrap(&text);
        for line in wrapped.lines().filter(|line| !line.contains("://")) {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
        assert!(wrapped.contains("\n   wort wort"), "{wrapped}");
        assert!(!wrapped.contains("\n\n\n") && wrapped.contains(&"https://a/".repeat(20)));
    }

    #[test]
    fn an_isolate_is_closed_at_the_end_of_a_line_and_opened_on_the_next() {
        let wrapped =
            wrap(&format!("- \u{060C} {FSI}{}{PDI} \u{0642}\u{0631}\u{0627}\u{0631}", "wort ".repeat(40).trim()));
        let lines: Vec<&str> = wrapped.lines().collect();
        assert!(lines.len() > 2, "{wrapped}");
        assert!(
            lines[1].starts_with(&format!("  {FSI}wort")) && lines[1].ends_with(&format!("wort{PDI}")),
            "{wrapped}"
        );
    }

    proptest! {
        #[test]
        fn wrapping_keeps_each_word_and_each_line_its_isolates(
            parts in prop::collection::vec(("[a-z\u{0627}-\u{0630} ]{0,90}", any::<bool>()), 0..6),
            address in any::<bool>(),
        ) {
            let isolate = |(text, isolated): &(String, bool)| if *isolated { format!("{FSI}{text}{PDI}") } else { text.clone() };
            let mut text = parts.iter().map(isolate).collect::<Vec<_>>().join(" ");
            if address {
                text = format!("{text} {FSI}x https://example.org/{} y{PDI}", "z".repeat(60));
            }
            let wrapped = wrap(&text);
            let plain = |text: &str| text.replace([FSI, PDI], "");
            // A word longer than a line is broken, so letters are compared.
            let letters = |text: &str| plain(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&wrapped), letters(&text));
            for line in wrapped.lines() {
                let mut open = 0_i32;
                for c in line.chars() {
                    open += i32::from(c == FSI) - i32::from(c == PDI);
                    prop_assert!((0..=1).contains(&open), "{}", line);
                }
                prop_assert_eq!(open, 0, "{}", line);
                prop_assert!(!line.ends_with(' '), "{}", line);
                prop_assert!(line.contains("://") || line.chars().count() <= WIDTH, "{}", line);
            }
        }
    }
}
