//! Markdown that people wrote, as harmless HTML and as plain text.
//!
//! Invariant: HTML that somebody typed is shown as text; pictures are left out, as a mail fetches nothing.

use pulldown_cmark::Event;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use pulldown_cmark::html::push_html;

/// The elements that may stand in a mail.
const ELEMENTS: [&str; 9] = ["p", "br", "ul", "ol", "li", "strong", "em", "a", "blockquote"];

/// Where links may lead.
const SCHEMES: [&str; 3] = ["https", "mailto", "tel"];

/// HTML of a few harmless elements.
pub(super) fn html(markdown: &str) -> String {
    let mut leads = Vec::new();
    let events = Parser::new(markdown).filter_map(|event| match event {
        Event::Html(typed) | Event::InlineHtml(typed) => Some(Event::Text(typed)),
        // A link that leads nowhere we let anybody go is only its words.
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            leads.push(SCHEMES.iter().any(|scheme| dest_url.starts_with(&format!("{scheme}:"))));
            leads.last().copied().unwrap_or_default().then_some(event)
        }
        Event::End(TagEnd::Link) => leads.pop().unwrap_or_default().then_some(event),
        other => Some(other),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    let mut cleaner = ammonia::Builder::new();
    cleaner.tags(ELEMENTS.into()).url_schemes(SCHEMES.into()).link_rel(None);
    cleaner.clean(&html).to_string()
}

/// Text without marks: lists keep theirs, links are followed by their address.
pub(super) fn plain(markdown: &str) -> String {
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
    fn marks_become_text_and_harmless_elements() {
        let typed = "Bitte **pünktlich**:\n\n3. [Plan](https://example.org/p)\n4. Schlüssel\n\n![b](https://example.org/b.png)\n\n<script>x</script>";
        let text = plain(typed);
        assert_eq!(text, "Bitte pünktlich:\n\n3. Plan https://example.org/p\n4. Schlüssel\n\nb\n\n<script>x</script>");
        let html = html(typed);
        assert!(html.contains("<strong>pünktlich</strong>") && html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("<img") && !html.contains("<script"), "{html}");
    }
}
