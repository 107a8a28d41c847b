//! `/legal/…`: imprint, privacy, accessibility, where the office wrote them.

use axum::extract::Path;
use axum::extract::Query;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::app::LegalText;
use crate::view::pages;
use crate::view::shown::LegalPage;
use crate::view::shown::Said;
use crate::web::Doors;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// A text in the reader's language, else in German.
pub(super) async fn show(
    State(doors): State<Doors>,
    Path(text): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let reader = Reader::stranger(&doors, &parameters, &headers);
    let Ok(of) = text.parse::<LegalText>() else { return Trouble::Missing.page(&doors, &reader) };
    let texts = match doors.app.find_legal(of).await {
        Ok(found) => found.value.unwrap_or_default(),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &reader),
    };
    let tag = if texts.contains_key(&reader.tag) { reader.tag.as_str() } else { "de" };
    let Some(text) = texts.get(tag) else { return Trouble::Missing.page(&doors, &reader) };
    let page = LegalPage {
        frame: reader.frame(&doors, &format!("/legal/{of}"), ""),
        heading: reader.speaker(&doors.app).word(&format!("legal-{of}")),
        text: Said::new(&pages::markdown(text), tag),
    };
    match doors.pages.fill("pages/legal.html", reader.language(), &page) {
        Ok(html) => (StatusCode::OK, Html(html)).into_response(),
        Err(fault) => Trouble::Unfilled(fault).page(&doors, &reader),
    }
}
