//! Markdown that people wrote, as harmless HTML; `view::markdown` has it as plain text.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::markdown::plain;

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
