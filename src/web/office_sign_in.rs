//! `/office/sign-in`: a way in by mail, as a link or a code. GET shows, POST signs in.

use axum::extract::FromRequest;
use axum::extract::FromRequestParts;
use axum::extract::Path;
use axum::extract::Request;
use axum::extract::State;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::app::Entry;
use crate::app::Everywhere;
use crate::app::Refusal;
use crate::view::answers::FieldFault;
use crate::view::office::OfficeFrame;
use crate::view::office::OfficePage;
use crate::view::office::SignInPage;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::is_foreign;
use crate::web::form::see;
use crate::web::form::token_of;
use crate::web::office::Filed;
use crate::web::office::browser_cookie;
use crate::web::office::browser_of;
use crate::web::office::fill;
use crate::web::office::no_session_cookie;
use crate::web::office::office_frame;
use crate::web::office::parameters_of;
use crate::web::office::session_cookie;
use crate::web::private::FORGET;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// Somebody who is not signed in: their language, and the secret of their browser.
pub(super) struct Stranger {
    reader: Reader,
    browser: String,
    is_new: bool,
}

/// A stranger with a form that came in from one of our pages.
pub(super) struct Asking {
    stranger: Stranger,
    posted: Posted,
}

impl FromRequestParts<Doors> for Stranger {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Response> {
        let reader = Reader::of_office(doors, &parameters_of(parts), &parts.headers);
        if let Some(browser) = browser_of(&parts.headers, &doors.app) {
            return Ok(Self { reader, browser, is_new: false });
        }
        match doors.app.new_browser() {
            Ok(browser) => Ok(Self { reader, browser, is_new: true }),
            Err(refusal) => Err(Trouble::Refused(refusal).page(doors, &reader)),
        }
    }
}

impl FromRequest<Doors> for Asking {
    type Rejection = Response;

    async fn from_request(request: Request, doors: &Doors) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let stranger = Stranger::from_request_parts(&mut parts, doors).await?;
        if stranger.is_new || is_foreign(&parts.headers, &doors.app.config().http.base_url) {
            return Err(Trouble::Foreign.page(doors, &stranger.reader));
        }
        let posted = Posted::read(Request::from_parts(parts, body)).await;
        let posted = posted.map_err(|trouble| trouble.page(doors, &stranger.reader))?;
        if !doors.app.is_marked(&stranger.browser, posted.field("form")) {
            return Err(Trouble::Foreign.page(doors, &stranger.reader));
        }
        Ok(Self { stranger, posted })
    }
}

impl Stranger {
    fn give(&self, doors: &Doors, status: StatusCode, page: SignInPage) -> Response {
        let frame = office_frame(doors, &self.reader, "/office/sign-in", "");
        let office = OfficeFrame { form_token: doors.app.mark_form(&self.browser), ..OfficeFrame::default() };
        let page = fill(doors, &self.reader, status, "office/sign_in.html", &OfficePage { frame, office, page });
        if self.is_new { ([browser_cookie(&doors.app, &self.browser)], page).into_response() } else { page }
    }

    fn refuse(&self, doors: &Doors, field: &str, message: &str, page: SignInPage) -> Response {
        let text = self.reader.speaker(&doors.app).word(message);
        let faults = vec![FieldFault { field: field.to_owned(), text }];
        self.give(doors, StatusCode::UNPROCESSABLE_ENTITY, SignInPage { faults, ..page })
    }
}

/// The form for the address.
pub(super) async fn show(State(doors): State<Doors>, stranger: Stranger) -> Response {
    stranger.give(&doors, StatusCode::OK, SignInPage::default())
}

/// Mails a way in, and asks for the code; says the same whether there is such an account or not.
pub(super) async fn ask(State(doors): State<Doors>, asking: Asking) -> Response {
    let Asking { stranger, posted } = asking;
    let address = posted.field("address").trim().to_owned();
    match doors.app.ask_sign_in(&address, &stranger.browser).await {
        Ok(()) => stranger.give(&doors, StatusCode::OK, SignInPage { address, asked: true, ..SignInPage::default() }),
        Err(Refusal::Faults(_)) => {
            let page = SignInPage { address, ..SignInPage::default() };
            stranger.refuse(&doors, "address", "sign-in-no-address", page)
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &stranger.reader),
    }
}

/// Signs in by the code.
pub(super) async fn by_code(State(doors): State<Doors>, asking: Asking) -> Response {
    let Asking { stranger, posted } = asking;
    match doors.app.sign_in_by_code(posted.field("code"), &stranger.browser).await {
        Ok(Entry::Open(cookie)) => enter(&doors, &cookie),
        Ok(Entry::OtherBrowser | Entry::Closed) => {
            let page = SignInPage { asked: true, ..SignInPage::default() };
            stranger.refuse(&doors, "code", "sign-in-wrong-code", page)
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &stranger.reader),
    }
}

/// Asks whether to sign in by a link; programs that follow every link use nothing up.
pub(super) async fn confirm(
    State(doors): State<Doors>,
    path: Result<Path<String>, PathRejection>,
    stranger: Stranger,
) -> Response {
    let token = token_of(path);
    match doors.app.find_sign_in(&token).await {
        Ok(Some(account)) => {
            let confirm = Some((account.address, format!("/office/sign-in/{token}")));
            stranger.give(&doors, StatusCode::OK, SignInPage { confirm, ..SignInPage::default() })
        }
        Ok(None) => Trouble::Link.page(&doors, &stranger.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &stranger.reader),
    }
}

/// Signs in by a link.
pub(super) async fn by_link(
    State(doors): State<Doors>,
    path: Result<Path<String>, PathRejection>,
    asking: Asking,
) -> Response {
    let stranger = asking.stranger;
    match doors.app.sign_in_by_link(&token_of(path), &stranger.browser).await {
        Ok(Entry::Open(cookie)) => enter(&doors, &cookie),
        Ok(Entry::OtherBrowser) => stranger.refuse(&doors, "", "sign-in-other-browser", SignInPage::default()),
        Ok(Entry::Closed) => Trouble::Link.page(&doors, &stranger.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &stranger.reader),
    }
}

fn enter(doors: &Doors, cookie: &str) -> Response {
    ([session_cookie(&doors.app, cookie)], see("/office")).into_response()
}

/// Ends this session, or all of the account.
pub(super) async fn sign_out(State(doors): State<Doors>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let everywhere = if posted.field("everywhere") == "1" { Everywhere::Yes } else { Everywhere::No };
    match doors.app.sign_out(&desk.session, everywhere).await {
        Ok(()) => ([no_session_cookie(&doors.app)], [FORGET], see("/office/sign-in")).into_response(),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}
