//! `/office/events/…/answer`: what an organisation told the office, written down for it.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::AnswerSheet;
use crate::app::DateSheet;
use crate::app::Guest;
use crate::app::Refusal;
use crate::app::version_of_answer;
use crate::view::answers::FieldFault;
use crate::view::date_sheet::ProxyPage;
use crate::web::Doors;
use crate::web::answer_form::Form;
use crate::web::answer_form::FormReader;
use crate::web::answer_form::Typed;
use crate::web::answer_form::field_faults;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_date::About;
use crate::web::office_date::announced;
use crate::web::office_date::call;
use crate::web::office_date::find;
use crate::web::office_date::given;
use crate::web::office_date::needs_of;
use crate::web::office_date::state;
use crate::web::trouble::Trouble;

/// The form for one organisation (`?actor=`).
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match Asked::find(&doors, &desk, &slug).await {
        Ok(asked) => {
            let typed = Typed::stored(&asked.answer, None);
            asked.give(&doors, &desk, StatusCode::OK, &typed, Vec::new()).await
        }
        Err(trouble) => trouble.page(&doors, &desk.reader),
    }
}

/// Writes the answer down.
pub(super) async fn enter(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let asked = match Asked::find(&doors, &desk, &slug).await {
        Ok(asked) => asked,
        Err(trouble) => return trouble.page(&doors, &desk.reader),
    };
    let (typed, speaker) = (Typed::posted(&posted), desk.speaker(&doors.app));
    let about = (slug.as_str(), asked.date.dated.original, asked.answer.actor.slug.as_str());
    let seen = posted.field("answered");
    match doors.app.answer_for(&desk.session.account, about, seen, &typed.draft()).await {
        Ok(Some(())) => {
            let query = format!("date={}&done=answer", asked.date.dated.original);
            see(&desk.reader.link(&format!("/office/events/{slug}/answers"), &query))
        }
        // It is over, or cancelled: the page says so.
        Ok(None) => asked.give(&doors, &desk, StatusCode::CONFLICT, &typed, Vec::new()).await,
        Err(Refusal::Faults(faults)) => {
            asked.give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, &typed, field_faults(speaker, &faults)).await
        }
        Err(Refusal::Changed) => {
            let fault = FieldFault { field: String::new(), text: speaker.word("fault-answer-changed") };
            asked.give(&doors, &desk, StatusCode::CONFLICT, &typed, vec![fault]).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// The date, and what one organisation is asked about it.
struct Asked {
    date: DateSheet,
    answer: AnswerSheet,
}

impl Asked {
    async fn find(doors: &Doors, desk: &Desk, slug: &str) -> Result<Self, Trouble> {
        let date = find(doors, desk, slug).await?;
        let actor = field(&desk.parameters, "actor");
        let answer = doors.app.find_answer_sheet(slug, date.dated.original, actor).await.map_err(Trouble::Refused)?;
        Ok(Self { date, answer: answer.ok_or(Trouble::Missing)? })
    }

    async fn give(
        &self,
        doors: &Doors,
        desk: &Desk,
        status: StatusCode,
        typed: &Typed,
        faults: Vec<FieldFault>,
    ) -> Response {
        let about = About { app: &doors.app, desk, sheet: &self.date };
        let (speaker, actor) = (about.speaker(), &self.answer.actor);
        let guest = self.date.guests.iter().find(|guest| guest.actor.slug == actor.slug);
        let form = Form { app: &doors.app, speaker, sheet: &self.answer, typed, reader: FormReader::Office };
        let action = format!("{}&actor={}", about.link("answer"), actor.slug);
        let page = ProxyPage {
            head: about.head("answer"),
            actor: actor.name.clone(),
            call: call(speaker, actor),
            given: guest.map(|guest| so_far(&about, guest)).unwrap_or_default(),
            faults,
            form: form.fill(action, desk.form_token.clone()),
            answered: version_of_answer(self.answer.answer.as_ref()),
            cancel: about.link("answers"),
        };
        desk.give(doors, status, "office/proxy.html", page).await
    }
}

/// The answer so far, with when and by which way it came; empty where there is none.
fn so_far(about: &About<'_>, guest: &Guest) -> String {
    let (speaker, Some(answer)) = (about.speaker(), &guest.answer) else { return String::new() };
    let people = speaker.words.say(speaker.language, "people", &[("count", answer.head_count.max(1).into())]);
    let comes = announced(Some(answer)).map(|_| people);
    let parts = [Some(state(speaker, Some(answer)).1), comes, Some(needs_of(speaker, answer))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let said = parts.join(&speaker.word("separator"));
    let args = [("answer", said.into()), ("given", given(speaker, about.app, guest).into())];
    speaker.words.say(speaker.language, "proxy-so-far", &args)
}
