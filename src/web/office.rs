//! The office: who is signed in, what surrounds its pages, and how its forms come in.
//!
//! Invariant: every page but those for signing in wants a session; every form wants the mark that went with it and an
//! origin that is ours. A page that a role may not see says so with 403.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::FromRequest;
use axum::extract::FromRequestParts;
use axum::extract::Query;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::StatusCode;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Serialize;

use crate::app::App;
use crate::app::encode;
use crate::domain::account::Role;
use crate::domain::account::Session;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::language::Language;
use crate::view::office::Link;
use crate::view::office::OfficeFrame;
use crate::view::office::OfficePage;
use crate::view::shown::Frame;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::field;
use crate::web::form::is_foreign;
use crate::web::form::see;
use crate::web::office_accounts;
use crate::web::office_actor_edit;
use crate::web::office_actors;
use crate::web::office_agenda;
use crate::web::office_attendance;
use crate::web::office_audit;
use crate::web::office_contact;
use crate::web::office_date;
use crate::web::office_details;
use crate::web::office_duplicate;
use crate::web::office_event_dates;
use crate::web::office_event_edit;
use crate::web::office_event_rules;
use crate::web::office_events;
use crate::web::office_groups;
use crate::web::office_import;
use crate::web::office_mails;
use crate::web::office_outbox;
use crate::web::office_proxy;
use crate::web::office_record;
use crate::web::office_settings;
use crate::web::office_settings_identity;
use crate::web::office_settings_languages;
use crate::web::office_settings_legal;
use crate::web::office_settings_retention;
use crate::web::office_settings_rules;
use crate::web::office_settings_terms;
use crate::web::office_sign_in;
use crate::web::office_submissions;
use crate::web::office_test_mode;
use crate::web::office_texts;
use crate::web::office_translations;
use crate::web::office_week;
use crate::web::office_why;
use crate::web::private::private;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// The cookie of a session.
const SESSION_COOKIE: &str = "treffpunkt";
/// The cookie of a browser that is about to sign in.
const BROWSER_COOKIE: &str = "treffpunkt-browser";
/// The most bytes of a form of the office.
const FORM_MAX: usize = 2 * 1024 * 1024;

/// The most bytes of a form with a sheet: more than is taken, so that a page can say so.
const SHEET_MAX: usize = 16 * 1024 * 1024;

/// The pages of the office that the navigation names: address and message.
const NAVIGATION: [(&str, &str); 6] = [
    ("/office", "office-nav-week"),
    ("/office/events", "office-nav-events"),
    ("/office/submissions", "office-nav-submissions"),
    ("/office/actors", "office-nav-actors"),
    ("/office/groups", "office-nav-groups"),
    ("/office/outbox", "office-nav-outbox"),
];

/// Those that it names to leads only.
const FOR_LEADS: [(&str, &str); 1] = [("/office/settings", "office-nav-settings")];

/// All routes of the office. Nothing of it is kept by anybody or indexed.
pub(super) fn routes() -> Router<Doors> {
    let router = Router::new()
        .route("/office", get(office_week::show))
        .route("/office/sign-in", get(office_sign_in::show).post(office_sign_in::ask))
        .route("/office/sign-in/code", post(office_sign_in::by_code))
        .route("/office/sign-in/{token}", get(office_sign_in::confirm).post(office_sign_in::by_link))
        .route("/office/sign-out", post(office_sign_in::sign_out))
        .route("/office/outbox", get(office_outbox::show).post(office_outbox::switch))
        .route("/office/outbox/why", get(office_why::show))
        .route("/office/outbox/test", get(office_test_mode::show).post(office_test_mode::switch))
        .route("/office/outbox/{event}/{kind}", get(office_mails::show).post(office_mails::steer))
        .route("/office/contacts/{contact}", get(office_contact::show))
        .route("/office/actors", get(office_actors::list))
        .route("/office/actors.csv", get(office_actors::table))
        .route("/office/actors/new", get(office_actor_edit::blank).post(office_actor_edit::enter))
        .route("/office/actors/{actor}", get(office_actor_edit::show).post(office_actor_edit::change))
        .route("/office/groups", get(office_groups::list))
        .route("/office/groups/new", get(office_groups::blank).post(office_groups::enter))
        .route("/office/groups/{group}", get(office_groups::show).post(office_groups::change))
        .route(
            "/office/import",
            get(office_import::choose).post(office_import::take).layer(DefaultBodyLimit::max(SHEET_MAX)),
        )
        .route("/office/account", get(office_accounts::own))
        .route("/office/accounts", get(office_accounts::list).post(office_accounts::add))
        .route("/office/accounts/{account}", post(office_accounts::steer))
        .route("/office/audit", get(office_audit::list))
        .route("/office/settings/texts", get(office_texts::list))
        .route("/office/settings/texts/{part}/{language}", get(office_texts::show).post(office_texts::change))
        .route("/office/events", get(office_events::list))
        .route("/office/events/new", get(office_event_edit::blank).post(office_event_edit::enter))
        .route("/office/events/{slug}", get(office_events::show))
        .route("/office/events/{slug}/edit", get(office_event_edit::show).post(office_event_edit::change))
        .route("/office/events/{slug}/agenda", get(office_agenda::show).post(office_agenda::change))
        .route("/office/events/{slug}/details", get(office_details::show).post(office_details::change))
        .route("/office/events/{slug}/translations", get(office_translations::show).post(office_translations::change))
        .route("/office/events/{slug}/date", get(office_event_dates::show_date).post(office_event_dates::change_date))
        .route("/office/events/{slug}/rules", get(office_event_rules::show).post(office_event_rules::change))
        .route("/office/events/{slug}/publish", post(office_events::publish))
        .route("/office/events/{slug}/undo", post(office_events::undo))
        .route("/office/events/{slug}/dates", get(office_event_dates::show).post(office_event_dates::change))
        .route("/office/events/{slug}/mail", get(office_events::preview))
        .route("/office/settings", get(office_settings::show))
        .route("/office/settings/identity", get(office_settings_identity::show).post(office_settings_identity::change))
        .route(
            "/office/settings/languages",
            get(office_settings_languages::show).post(office_settings_languages::change),
        )
        .route("/office/settings/legal/{text}", get(office_settings_legal::show).post(office_settings_legal::change))
        .route("/office/settings/terms/{list}", get(office_settings_terms::show).post(office_settings_terms::change))
        .route(
            "/office/settings/retention",
            get(office_settings_retention::show).post(office_settings_retention::change),
        )
        .route("/office/settings/rules/{plan}", get(office_settings_rules::show).post(office_settings_rules::change))
        .route("/office/events/{slug}/answers", get(office_date::answers))
        .route("/office/events/{slug}/answer", get(office_proxy::show).post(office_proxy::enter))
        .route("/office/events/{slug}/door", get(office_date::door))
        .route("/office/events/{slug}/attendance", get(office_attendance::show).post(office_attendance::record))
        .route("/office/events/{slug}/record", get(office_record::show))
        .route("/office/events/{slug}/duplicate", get(office_duplicate::show).post(office_duplicate::cancel))
        .route("/office/submissions", get(office_submissions::list))
        .route("/office/submissions/{slug}", get(office_submissions::show).post(office_submissions::decide))
        .route("/office/patterns", get(office_week::patterns))
        .layer(DefaultBodyLimit::max(FORM_MAX));
    private(router)
}

/// Somebody at work: who, in which language, and what marks their forms.
pub(super) struct Desk {
    pub(super) session: Session,
    pub(super) reader: Reader,
    pub(super) form_token: String,
    pub(super) parameters: Parameters,
    cookie: String,
    path: String,
}

/// Somebody at work, with a form that came in from one of our pages.
pub(super) struct Filed {
    pub(super) desk: Desk,
    pub(super) posted: Posted,
}

/// A lead at work; editors are told that this is not theirs.
pub(super) struct LeadDesk(pub(super) Desk);

/// A lead at work, with a form.
pub(super) struct LeadFiled(pub(super) Filed);

impl FromRequestParts<Doors> for Desk {
    type Rejection = Response;

    /// A stranger is shown the way in.
    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Response> {
        let parameters = parameters_of(parts);
        let reader = Reader::of_office(doors, &parameters, &parts.headers);
        let cookie = cookie_of(&parts.headers, &doors.app, SESSION_COOKIE).unwrap_or_default();
        let session = match doors.app.find_session(&cookie).await {
            Ok(session) => session,
            Err(refusal) => return Err(Trouble::Refused(refusal).page(doors, &reader)),
        };
        let Some(session) = session else { return Err(see("/office/sign-in")) };
        let form_token = doors.app.mark_form(&cookie);
        Ok(Self { session, reader, form_token, parameters, cookie, path: parts.uri.path().to_owned() })
    }
}

impl FromRequest<Doors> for Filed {
    type Rejection = Response;

    async fn from_request(request: Request, doors: &Doors) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, doors).await?;
        if is_foreign(&parts.headers, &doors.app.config().http.base_url) {
            return Err(Trouble::Foreign.page(doors, &desk.reader));
        }
        let posted = Posted::read(Request::from_parts(parts, body)).await;
        let posted = posted.map_err(|trouble| trouble.page(doors, &desk.reader))?;
        if !doors.app.is_marked(&desk.cookie, posted.field("form")) {
            return Err(Trouble::Foreign.page(doors, &desk.reader));
        }
        Ok(Self { desk, posted })
    }
}

impl Desk {
    /// Who it is, in the audit.
    pub(super) fn who(&self) -> String {
        self.session.account.who()
    }

    /// True for those who may see accounts and settings.
    pub(super) fn is_lead(&self) -> bool {
        self.session.account.role == Role::Lead
    }

    /// The date that an address is about, by its original start.
    pub(super) fn date(&self) -> Option<Moment> {
        field(&self.parameters, "date").parse().ok()
    }

    /// The words of the reader.
    pub(super) fn speaker<'a>(&'a self, app: &'a App) -> Speaker<'a> {
        self.reader.speaker(app)
    }

    /// What anybody but a lead is told of pages that are for leads.
    fn refuses(&self, doors: &Doors) -> Option<Response> {
        (!self.is_lead()).then(|| Trouble::LeadOnly.page(doors, &self.reader))
    }

    /// A page, filled.
    pub(super) async fn give(&self, doors: &Doors, status: StatusCode, name: &str, page: impl Serialize) -> Response {
        let office = match self.frame(doors).await {
            Ok(office) => office,
            Err(refusal) => return Trouble::Refused(refusal).page(doors, &self.reader),
        };
        let frame = office_frame(doors, &self.reader, &self.path, &self.query());
        fill(doors, &self.reader, status, name, &OfficePage { frame, office, page })
    }

    /// What the address says besides the language and what was just done: a page in another language is about the same.
    fn query(&self) -> String {
        let kept = self.parameters.iter().filter(|(key, _)| key != "lang" && key != "done");
        kept.map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect::<Vec<_>>().join("&")
    }

    async fn frame(&self, doors: &Doors) -> Result<OfficeFrame, crate::app::Refusal> {
        let speaker = self.speaker(&doors.app);
        let is_here = |href: &str| if href == "/office" { self.path == href } else { self.path.starts_with(href) };
        let link = |(href, message): (&str, &str)| Link {
            href: self.reader.link(href, ""),
            label: speaker.word(message),
            current: is_here(href),
        };
        let nav = NAVIGATION.into_iter().chain(FOR_LEADS.into_iter().filter(|_| self.is_lead()));
        let done = field(&self.parameters, "done");
        let is_word = !done.is_empty() && done.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        Ok(OfficeFrame {
            who: self.session.account.address.clone(),
            nav: nav.map(link).collect(),
            is_lead: self.is_lead(),
            holds_all: doors.app.holds_all().await?,
            test_to: doors.app.test_to().await?,
            form_token: self.form_token.clone(),
            flash: if is_word { speaker.word(&format!("done-{done}")) } else { String::new() },
        })
    }
}

impl FromRequestParts<Doors> for LeadDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Response> {
        let desk = Desk::from_request_parts(parts, doors).await?;
        desk.refuses(doors).map_or(Ok(Self(desk)), Err)
    }
}

impl FromRequest<Doors> for LeadFiled {
    type Rejection = Response;

    async fn from_request(request: Request, doors: &Doors) -> Result<Self, Response> {
        let filed = Filed::from_request(request, doors).await?;
        filed.desk.refuses(doors).map_or(Ok(Self(filed)), Err)
    }
}

/// What surrounds a page, in the languages that the office speaks.
pub(super) fn office_frame(doors: &Doors, reader: &Reader, path: &str, query: &str) -> Frame {
    let mut frame = reader.frame(doors, path, query);
    frame.languages.retain(|language| language.value != Language::Ar.tag());
    frame
}

/// A page of the office, for whoever is or is not signed in.
pub(super) fn fill<T: Serialize>(
    doors: &Doors,
    reader: &Reader,
    status: StatusCode,
    name: &str,
    page: &OfficePage<T>,
) -> Response {
    match doors.pages.fill(name, reader.language(), page) {
        Ok(html) => (status, Html(html)).into_response(),
        Err(fault) => Trouble::Unfilled(fault).page(doors, reader),
    }
}

/// The parameters of an address.
pub(super) fn parameters_of(parts: &Parts) -> Parameters {
    Query::<Parameters>::try_from_uri(&parts.uri).map(|Query(parameters)| parameters).unwrap_or_default()
}

/// The secret of the browser that is about to sign in, if it has one.
pub(super) fn browser_of(headers: &HeaderMap, app: &App) -> Option<String> {
    cookie_of(headers, app, BROWSER_COOKIE)
}

/// A header that gives the browser its session.
pub(super) fn session_cookie(app: &App, value: &str) -> (HeaderName, String) {
    (header::SET_COOKIE, cookie(app, SESSION_COOKIE, value, 12 * 60 * 60))
}

/// A header that takes the session from the browser.
pub(super) fn no_session_cookie(app: &App) -> (HeaderName, String) {
    (header::SET_COOKIE, cookie(app, SESSION_COOKIE, "", 0))
}

/// A header that gives the browser a secret to sign in with.
pub(super) fn browser_cookie(app: &App, value: &str) -> (HeaderName, String) {
    (header::SET_COOKIE, cookie(app, BROWSER_COOKIE, value, 60 * 60))
}

/// `__Host-` keeps other hosts of the domain from setting it; browsers want https for that, which a demo has not.
fn cookie_name(app: &App, name: &str) -> String {
    let is_https = app.config().http.base_url.starts_with("https://");
    if is_https { format!("__Host-{name}") } else { name.to_owned() }
}

fn cookie(app: &App, name: &str, value: &str, seconds: u32) -> String {
    let name = cookie_name(app, name);
    let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

fn cookie_of(headers: &HeaderMap, app: &App, name: &str) -> Option<String> {
    let name = cookie_name(app, name);
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).filter(|value| !value.is_empty())
}
