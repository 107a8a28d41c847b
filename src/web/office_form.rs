//! Forms with many fields: how they are shown again, and what comes of them.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use crate::app::App;
use crate::app::Edited;
use crate::app::Question;
use crate::app::Refusal;
use crate::app::TypedFields;
use crate::domain::fault::Fault;
use crate::view::office_content::FilledForm;
use crate::web::office::Desk;
use crate::web::office_event_dates::decide_part;
use crate::web::office_event_edit::echo;
use crate::web::office_event_edit::said;

/// A form as somebody left it.
pub(super) struct Left<'a> {
    pub(super) status: StatusCode,
    pub(super) typed: &'a TypedFields,
    pub(super) seen: &'a str,
    faults: Vec<Fault>,
    decide: Option<Question>,
}

impl<'a> Left<'a> {
    /// A form that nobody has touched.
    pub(super) fn fresh(typed: &'a TypedFields, seen: &'a str) -> Self {
        Self { status: StatusCode::OK, typed, seen, faults: Vec::new(), decide: None }
    }

    /// What is shown again when nothing was stored; none when it was. `now`: the version that is stored.
    pub(super) fn of(
        edited: Result<Edited, Refusal>,
        typed: &'a TypedFields,
        (seen, now): (&'a str, &'a str),
    ) -> Result<Option<Self>, Refusal> {
        let fresh = Self::fresh(typed, seen);
        Ok(match edited {
            Ok(Edited::Stored(_)) => None,
            Ok(Edited::Decide(question)) => Some(Self { decide: Some(question), ..fresh }),
            Err(Refusal::Faults(faults)) => Some(Self { status: StatusCode::UNPROCESSABLE_ENTITY, faults, ..fresh }),
            Err(Refusal::Changed) => {
                let faults = vec![Fault::new("", "fault-event-changed")];
                Some(Self { status: StatusCode::CONFLICT, faults, seen: now, ..fresh })
            }
            Err(refusal) => return Err(refusal),
        })
    }

    /// The form, filled; `days` are the fields whose days are said again.
    pub(super) fn fill(&self, desk: &Desk, app: &App, days: &[String]) -> FilledForm {
        let speaker = desk.speaker(app);
        let echo = |name: &String| (name.clone(), echo(speaker, app, self.typed.one(name)));
        let echoes: BTreeMap<String, String> = days.iter().map(echo).filter(|(_, echo)| !echo.is_empty()).collect();
        FilledForm {
            seen: self.seen.to_owned(),
            faults: said(speaker, &self.faults),
            fields: self.typed.firsts(),
            echoes,
            decide: self.decide.as_ref().map(|question| decide_part(speaker, app, question)),
            ..FilledForm::default()
        }
    }
}
