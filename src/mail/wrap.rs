//! The text part: lines of at most 78 characters (RFC 5322 2.1.1), no trailing spaces, no two empty lines.
//!
//! Invariant: an address of the web is never broken; whatever else is longer than a line is.

/// Longest line, in characters.
pub const WIDTH: usize = 78;

/// The text in lines. What follows the first line of an item of a list is indented with it.
pub fn wrap(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
        } else if line.len() <= WIDTH && !line.contains("  ") {
            lines.push(line.to_owned());
        } else {
            wrap_line(line, &mut lines);
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

fn wrap_line(line: &str, lines: &mut Vec<String>) {
    let body = line.trim_start();
    let lead = line.chars().count() - body.chars().count();
    let hang = " ".repeat((lead + marker(body)).min(WIDTH / 2));
    let mut current = " ".repeat(lead.min(WIDTH / 2));
    let mut width = current.len();
    let mut is_empty = true;
    let mut place = |piece: &str, length: usize| {
        if !is_empty && width + 1 + length > WIDTH {
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
    let room = WIDTH - hang.len();
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
}
