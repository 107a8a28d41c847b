//! Templates (minijinja), embedded and, where an office wants other ones, read from its folder.
//!
//! Invariant: what lies in a `.html` is escaped unless it was made safe here; a name that a template does not find is
//! a fault, never an empty text.
//! Invariant: templates are read once, so that all copies of a mail come from the same ones.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use fluent_bundle::FluentValue;
use minijinja::AutoEscape;
use minijinja::Environment;
use minijinja::Error;
use minijinja::Output;
use minijinja::State;
use minijinja::UndefinedBehavior;
use minijinja::Value;
use minijinja::escape_formatter;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Kwargs;
use minijinja::value::Rest;
use minijinja::value::ValueOrKwargs;
use minijinja::value::from_args;

use crate::view::language::Language;
use crate::view::words::Arg;
use crate::view::words::Words;

/// A template that cannot be used, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{template}: {what}")]
pub struct TemplateFault {
    /// Its path below the templates' folder.
    pub template: String,
    /// What is wrong.
    pub what: String,
}

/// How the summary of a form's faults begins.
const FAULTS: &str = "<div class=\"faults\"";

/// All templates of one part of the house.
pub struct Templates {
    /// One for each of [`Language::ALL`], in its order, in which `say` and `iso` speak it; they share what was read.
    environments: [Environment<'static>; 3],
}

impl Templates {
    /// The embedded templates (path and text); a file of the same path in the folder stands in for one.
    pub fn open(embedded: &[(&str, &str)], folder: Option<&Path>, words: &Arc<Words>) -> Result<Self, TemplateFault> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_reload(false);
        environment.set_syntax(lines_of_tags_vanish().map_err(|fault| template_fault("", &fault))?);
        environment.set_auto_escape_callback(|name| {
            let is_html = Path::new(name).extension().is_some_and(|extension| extension == "html");
            if is_html { AutoEscape::Html } else { AutoEscape::None }
        });
        environment.set_formatter(write_value);
        environment.add_filter("named", |page: &str| Value::from_safe_string(name_faults(page)));
        for (path, text) in embedded {
            let text = own_text(folder, path)?.unwrap_or_else(|| (*text).to_owned());
            environment.add_template_owned((*path).to_owned(), text).map_err(|fault| template_fault(path, &fault))?;
        }
        Ok(Self { environments: Language::ALL.map(|language| speaking(language, environment.clone(), words)) })
    }

    /// Renders a template, its words in a language.
    pub fn render(&self, path: &str, language: Language, context: &Value) -> Result<String, TemplateFault> {
        let template =
            self.environments[language.place()].get_template(path).map_err(|fault| template_fault(path, &fault))?;
        template.render(context.clone()).map_err(|fault| template_fault(path, &fault))
    }
}

/// An environment with what speaks a language.
fn speaking(language: Language, mut environment: Environment<'static>, words: &Arc<Words>) -> Environment<'static> {
    let words = Arc::clone(words);
    environment.add_function("say", move |id: &str, args: Rest<ValueOrKwargs>| say(&words, language, id, args));
    environment.add_filter("iso", move |text: &str| isolate_lines(language, text));
    environment
}

/// Says in the summary of a form's faults which field each is about, by the field's label.
fn name_faults(page: &str) -> String {
    let summary = page.split_once(FAULTS).and_then(|(before, rest)| Some((before, rest.split_once("</div>")?)));
    let Some((before, (summary, form))) = summary else { return page.to_owned() };
    let mut links = summary.split("<a href=\"#");
    let mut named = format!("{before}{FAULTS}{}", links.next().unwrap_or_default());
    for link in links {
        let (field, text) = link.split_once("\">").unwrap_or((link, ""));
        let label = label_of(form, field).filter(|label| !text.starts_with(label));
        let label = label.map(|label| format!("{label}: ")).unwrap_or_default();
        named.extend(["<a href=\"#", field, "\">", &label, text]);
    }
    format!("{named}</div>{form}")
}

/// The label of a field without examples and hints.
fn label_of<'a>(form: &'a str, field: &str) -> Option<&'a str> {
    let places = [
        (format!("<label for=\"{field}\">"), ""),
        (format!("<fieldset id=\"{field}\""), "<legend>"),
        (format!("id=\"{field}\" name=\"{field}\" aria-label=\""), ""),
        (format!("<input type=\"checkbox\" id=\"{field}\""), "> "),
    ];
    let label = places.iter().find_map(|(place, open)| Some(form.split_once(place)?.1.split_once(open)?.1))?;
    // A colon of the label's own would stand beside the one that sets it off from the fault.
    let label = label.split(['<', ',', '(', '?', '"']).next().map(|label| label.trim().trim_end_matches(':'));
    label.filter(|label| !label.is_empty())
}

/// A line that holds nothing but a tag makes no line in the text.
fn lines_of_tags_vanish() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()
}

fn template_fault(template: &str, fault: &Error) -> TemplateFault {
    TemplateFault { template: template.to_owned(), what: fault.to_string() }
}

fn own_text(folder: Option<&Path>, path: &str) -> Result<Option<String>, TemplateFault> {
    let Some(own) = folder.map(|folder| folder.join(path)) else { return Ok(None) };
    match fs::read_to_string(&own) {
        Ok(text) => Ok(Some(text)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => {
            Err(TemplateFault { template: own.display().to_string(), what: format!("cannot be read: {fault}") })
        }
    }
}

/// As minijinja writes a value, but in HTML a `/` stays: addresses can be read, and found by plain search.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => Ok(write_escaped(out, text)?),
        _ => escape_formatter(out, state, value),
    }
}

fn write_escaped(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let mut rest = text;
    // All of them are ASCII, so no character is cut; whole runs are copied.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        let (plain, marked) = rest.split_at(at);
        out.write_str(plain)?;
        out.write_str(match marked.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &marked[1..];
    }
    out.write_str(rest)
}

/// Each line by itself, as an isolate ends with its paragraph.
fn isolate_lines(language: Language, text: &str) -> String {
    if !text.contains('\n') {
        return language.isolate(text);
    }
    text.lines().map(|line| language.isolate(line)).collect::<Vec<_>>().join("\n")
}

/// `say("id", name=value)`: a message in the reader's language.
fn say(words: &Words, language: Language, id: &str, args: Rest<ValueOrKwargs>) -> Result<Arc<str>, Error> {
    // Into most messages nothing is put.
    let named = if args.is_empty() { None } else { Some(named(&args.into_values())?) };
    let args = named.iter().flat_map(|named| named.args().map(|name| Ok((name, argument(&named.peek(name)?)))));
    let args: Vec<Arg<'_>> = args.collect::<Result<_, Error>>()?;
    words
        .recall(language, id, &args)
        .ok_or_else(|| Error::new(minijinja::ErrorKind::InvalidOperation, format!("words/de holds no message {id}")))
}

/// What is given by name; a fault when anything else is.
fn named(args: &[Value]) -> Result<Kwargs, Error> {
    let (named,) = from_args(args)?;
    Ok(named)
}

fn argument(value: &Value) -> FluentValue<'static> {
    match value.as_i64() {
        Some(number) if value.is_number() => FluentValue::from(number),
        _ => FluentValue::from(value.to_string()),
    }
}
