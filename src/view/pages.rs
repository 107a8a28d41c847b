//! Pages: templates, embedded and, where an office wants other ones, read from its folder.
//!
//! Invariant: everything that is put into a page is escaped, except descriptions, which come as Markdown and go through
//! an allow-list.
//! Invariant: a page asks no other machine for anything and holds no script and no inline style.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use minijinja::Value;
use minijinja::context;
use minijinja::value::Serde;
use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::html;
use serde::Serialize;
use sha2::Digest as _;
use sha2::Sha256;

use crate::view::language::Language;
use crate::view::templates::TemplateFault;
use crate::view::templates::Templates;
use crate::view::words::Words;

/// The embedded templates by path below the templates' folder.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("office/events.html", include_str!("../../templates/office/events.html")),
    ("office/event.html", include_str!("../../templates/office/event.html")),
    ("office/event_date.html", include_str!("../../templates/office/event_date.html")),
    ("office/event_dates.html", include_str!("../../templates/office/event_dates.html")),
    ("office/event_rules.html", include_str!("../../templates/office/event_rules.html")),
    ("office/event_form.html", include_str!("../../templates/office/event_form.html")),
    ("office/agenda.html", include_str!("../../templates/office/agenda.html")),
    ("office/details.html", include_str!("../../templates/office/details.html")),
    ("office/fields.html", include_str!("../../templates/office/fields.html")),
    ("office/translations.html", include_str!("../../templates/office/translations.html")),
    ("office/preview.html", include_str!("../../templates/office/preview.html")),
    ("office/date.html", include_str!("../../templates/office/date.html")),
    ("office/answers.html", include_str!("../../templates/office/answers.html")),
    ("office/proxy.html", include_str!("../../templates/office/proxy.html")),
    ("office/door.html", include_str!("../../templates/office/door.html")),
    ("office/attendance.html", include_str!("../../templates/office/attendance.html")),
    ("office/record.html", include_str!("../../templates/office/record.html")),
    ("office/layout.html", include_str!("../../templates/office/layout.html")),
    ("office/parts.html", include_str!("../../templates/office/parts.html")),
    ("office/patterns.html", include_str!("../../templates/office/patterns.html")),
    ("office/sign_in.html", include_str!("../../templates/office/sign_in.html")),
    ("office/week.html", include_str!("../../templates/office/week.html")),
    ("office/outbox.html", include_str!("../../templates/office/outbox.html")),
    ("office/mails.html", include_str!("../../templates/office/mails.html")),
    ("office/contact.html", include_str!("../../templates/office/contact.html")),
    ("office/actors.html", include_str!("../../templates/office/actors.html")),
    ("office/actor.html", include_str!("../../templates/office/actor.html")),
    ("office/forms.html", include_str!("../../templates/office/forms.html")),
    ("office/plan.html", include_str!("../../templates/office/plan.html")),
    ("office/account.html", include_str!("../../templates/office/account.html")),
    ("office/accounts.html", include_str!("../../templates/office/accounts.html")),
    ("office/audit.html", include_str!("../../templates/office/audit.html")),
    ("office/texts.html", include_str!("../../templates/office/texts.html")),
    ("office/text.html", include_str!("../../templates/office/text.html")),
    ("office/groups.html", include_str!("../../templates/office/groups.html")),
    ("office/group.html", include_str!("../../templates/office/group.html")),
    ("office/import.html", include_str!("../../templates/office/import.html")),
    ("office/import_check.html", include_str!("../../templates/office/import_check.html")),
    ("office/import_done.html", include_str!("../../templates/office/import_done.html")),
    ("office/rules_rows.html", include_str!("../../templates/office/rules_rows.html")),
    ("office/settings.html", include_str!("../../templates/office/settings.html")),
    ("office/settings_identity.html", include_str!("../../templates/office/settings_identity.html")),
    ("office/settings_languages.html", include_str!("../../templates/office/settings_languages.html")),
    ("office/settings_legal.html", include_str!("../../templates/office/settings_legal.html")),
    ("office/settings_terms.html", include_str!("../../templates/office/settings_terms.html")),
    ("pages/legal.html", include_str!("../../templates/pages/legal.html")),
    ("office/settings_retention.html", include_str!("../../templates/office/settings_retention.html")),
    ("office/settings_rules.html", include_str!("../../templates/office/settings_rules.html")),
    ("office/submissions.html", include_str!("../../templates/office/submissions.html")),
    ("office/submission.html", include_str!("../../templates/office/submission.html")),
    ("office/letter.html", include_str!("../../templates/office/letter.html")),
    ("office/duplicate.html", include_str!("../../templates/office/duplicate.html")),
    ("office/test_mode.html", include_str!("../../templates/office/test_mode.html")),
    ("office/why.html", include_str!("../../templates/office/why.html")),
    ("pages/layout.html", include_str!("../../templates/pages/layout.html")),
    ("pages/programme.html", include_str!("../../templates/pages/programme.html")),
    ("pages/event.html", include_str!("../../templates/pages/event.html")),
    ("pages/languages.html", include_str!("../../templates/pages/languages.html")),
    ("pages/answer.html", include_str!("../../templates/pages/answer.html")),
    ("pages/wishes.html", include_str!("../../templates/pages/wishes.html")),
    ("pages/message.html", include_str!("../../templates/pages/message.html")),
];
/// The embedded stylesheet.
const STYLE: (&str, &str) = ("static/treffpunkt.css", include_str!("../../templates/static/treffpunkt.css"));

/// All pages, ready to be filled.
pub struct Pages {
    templates: Templates,
    style: String,
    style_path: String,
}

/// A template or stylesheet that cannot be used, or a page that cannot be filled.
#[derive(Debug, thiserror::Error)]
pub enum PageFault {
    /// The stylesheet of the office's folder cannot be read.
    #[error("{file} (templates.folder) cannot be read")]
    Unreadable {
        /// Its path.
        file: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A template is not one, or names what there is not.
    #[error(transparent)]
    Template(#[from] TemplateFault),
}

impl Pages {
    /// The embedded pages; a file of the same path in the folder replaces one.
    pub fn open(folder: Option<&Path>, words: &Arc<Words>) -> Result<Self, PageFault> {
        let own = folder.map(|folder| folder.join(STYLE.0)).filter(|own| own.exists());
        let style = match own {
            None => STYLE.1.to_owned(),
            Some(own) => fs::read_to_string(&own)
                .map_err(|source| PageFault::Unreadable { file: own.display().to_string(), source })?,
        };
        let hash =
            Sha256::digest(style.as_bytes()).iter().take(6).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        let templates = Templates::open(EMBEDDED, folder, words)?;
        Ok(Self { templates, style, style_path: format!("/static/treffpunkt-{hash:012x}.css") })
    }

    /// The stylesheet.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// Its address; another one when it changes, so that it may be kept for ever.
    pub fn style_path(&self) -> &str {
        &self.style_path
    }

    /// A page as HTML, its words in a language.
    pub fn fill(&self, name: &str, language: Language, page: &impl Serialize) -> Result<String, PageFault> {
        let page = Value::from(Serde(page));
        Ok(self.templates.render(name, language, &context! { lang => language.tag(), ..page })?)
    }
}

/// Markdown as HTML that holds paragraphs, lists, emphasis and links, and nothing else.
///
/// Headings of the text become paragraphs: the page has its own. Pictures would be fetched from elsewhere.
pub fn markdown(text: &str) -> String {
    let kept = Parser::new_ext(text, Options::empty()).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        // What looks like HTML was typed as text.
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        event => event,
    });
    let mut out = String::new();
    html::push_html(&mut out, kept);
    let tags = ["p", "br", "ul", "ol", "li", "em", "strong", "a", "blockquote", "code"];
    let mut allowed = ammonia::Builder::empty();
    allowed
        .tags(tags.into())
        .clean_content_tags(["script", "style"].into())
        .tag_attributes([("a", ["href"].into())].into())
        .url_schemes(["https", "http", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener nofollow"));
    allowed.clean(&out).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_holds_no_script_no_picture_and_no_odd_link() {
        let text = "Hallo *Welt*\n<script>alert(1)</script>\n\n![x](https://example.org/x.png) [a](javascript:alert(1)) \
            [b](https://example.org/b)\n\n# Titel\n\n- eins";
        let html = markdown(text);
        assert!(
            html.contains("<em>Welt</em>") && html.contains("&lt;script&gt;") && html.contains("<li>eins</li>"),
            "{html}"
        );
        assert!(html.contains("<a href=\"https://example.org/b\" rel=\"noopener nofollow\">b</a>"), "{html}");
        for bad in ["<script", "<img", "javascript:", "<h1"] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
    }
}
