//! Markdown that people wrote, as plain text for calendars and mails.
//!
//! Invariant: HTML that somebody typed stays as it was typed, as on pages.

use pulldown_cmark::Event;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

/// Text without marks: lists keep theirs, links are followed by their address.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let (mut links, mut lists) = (Vec::new(), Vec::new());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Item) => new_line(&mut out),
            Event::Start(Tag::List(first)) => {
                new_line(&mut out);
                lists.push(first);
            }
            Event::Start(Tag::Item) => out.push_str(&marker(&mut lists)),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::End(TagEnd::Link) => {
                let address = links.pop().unwrap_or_default();
                if !out.ends_with(&address) {
                    out.push(' ');
                    out.push_str(&address);
                }
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                out.push('\n');
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => out.push_str("\n\n"),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// What stands before an item of the innermost list.
fn marker(lists: &mut [Option<u64>]) -> String {
    match lists.last_mut() {
        Some(Some(number)) => {
            *number += 1;
            format!("{}. ", *number - 1)
        }
        _ => "- ".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_what_they_meant_stays() {
        let typed = "# Fest\n\nMit **Musik** und\n[Plan](https://example.org/p)\n\n- eins\n- zwei\n\n1 \\* 2 <b>x</b>";
        let plain = plain(typed);
        assert_eq!(plain, "Fest\n\nMit Musik und\nPlan https://example.org/p\n\n- eins\n- zwei\n\n1 * 2 <b>x</b>");
    }
}
