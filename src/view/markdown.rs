//! Markdown that people wrote, as plain text for calendars and mails.
//!
//! Invariant: HTML that somebody typed stays in mails as it was typed, as on pages; calendars get none, as some programs
//! would read it.

use pulldown_cmark::Event;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

/// Tags after which a new line begins.
const BREAKS: [&str; 5] = ["br", "/p", "/div", "/li", "/tr"];

/// As [`plain`], without typed tags.
pub fn for_calendar(markdown: &str) -> String {
    text_of(markdown, without_tags)
}

/// Text without marks: lists keep theirs, links are followed by their address.
pub fn plain(markdown: &str) -> String {
    text_of(markdown, str::to_owned)
}

fn text_of(markdown: &str, html: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let (mut links, mut lists) = (Vec::new(), Vec::new());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::Html(typed) | Event::InlineHtml(typed) => out.push_str(&html(&typed)),
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

/// What stands between tags.
fn without_tags(html: &str) -> String {
    let (before, tags) = html.split_once('<').unwrap_or((html, ""));
    let mut out = before.to_owned();
    for part in tags.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        if BREAKS.contains(&name.trim_end_matches('/').to_ascii_lowercase().as_str()) {
            out.push('\n');
        }
        out.push_str(text);
    }
    out
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

    #[test]
    fn calendars_get_no_tags() {
        let typed = "Heute <b>um</b> 5<br/>im Hof, 1 < 2 > 0\n\n<p>Mit <a href='x'>Musik</a></p>\n<script>x</script>";
        assert_eq!(for_calendar(typed), "Heute um 5\nim Hof, 1 < 2 > 0\n\nMit Musik\n\nx");
    }
}
