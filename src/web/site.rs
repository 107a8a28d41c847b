//! The whole site: each request comes in here, and each answer leaves here.
//!
//! Invariant: no address of the office holds NUL: nothing is called so, and PostgreSQL takes it in no text.
//! Invariant: each answer says what a browser may do with it: no script, nothing from other hosts, and nothing of ours in
//! a frame but a mail that the office looks at.
//!
//! Around the router and not a layer of it: a layer stands around each route, which costs a feed that did not change
//! more than what it does.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum::response::Response;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::time::timeout;

use crate::app::App;
use crate::domain::text::percent_decoded;
use crate::view::pages::PageFault;
use crate::web::Doors;
use crate::web::routes;
use crate::web::trouble;

/// What browsers may load for a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";
/// What browsers are told of each answer that says nothing else.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];
/// How long one request may take, with its body.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// All pages, forms and feeds.
#[derive(Clone)]
pub struct Site {
    doors: Doors,
    routes: TowerToHyperService<Router>,
}

impl Site {
    /// Fails when the office's own templates cannot be used.
    pub fn open(app: Arc<App>) -> Result<Self, PageFault> {
        let doors = Doors::open(app)?;
        Ok(Self { routes: TowerToHyperService::new(routes(doors.clone())), doors })
    }

    /// The answer to a request.
    pub async fn answer(&self, request: Request) -> Response {
        match self.call(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        }
    }
}

/// What browsers are told with an answer; who keeps a text keeps what was told with it (RFC 9110 15.4.5).
fn told(mut answer: Response) -> Response {
    if answer.status() != StatusCode::NOT_MODIFIED {
        for (name, value) in HEADERS {
            answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
        }
    }
    answer
}

fn is_no_address(uri: &Uri) -> bool {
    let said = uri.path_and_query().map_or("", |said| said.as_str());
    said.starts_with("/office") && said.contains("%00")
}

/// Where the router answers by itself, in English, unless a page says it: in a path that is no text (UTF-8).
fn no_text(request: &axum::http::Request<impl Sized>) -> Option<Box<(Uri, HeaderMap)>> {
    let path = request.uri().path();
    let is_no_text = path.contains('%') && percent_decoded(path).is_none();
    is_no_text.then(|| Box::new((request.uri().clone(), request.headers().clone())))
}

impl<B> Service<axum::http::Request<B>> for Site
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    /// Looks who the office is now: each page names it, also those that say what went wrong. An answer takes no longer than
    /// a time limit, for a form that trickles in keeps nobody busy.
    fn call(&self, request: axum::http::Request<B>) -> Self::Future {
        let doors = self.doors.clone();
        if is_no_address(request.uri()) {
            let (uri, headers) = (request.uri().clone(), request.headers().clone());
            return Box::pin(async move {
                doors.app.office().await;
                Ok(told(trouble::missing(State(doors), uri, headers).await))
            });
        }
        let no_text = no_text(&request);
        // Begun out here, so that the future does not hold the request as well: a small one costs less to find a place for.
        let answer = self.routes.call(request.map(Body::new));
        Box::pin(async move {
            doors.app.office().await;
            let Ok(answer) = timeout(LONGEST_REQUEST, answer).await else {
                return Ok(told(StatusCode::REQUEST_TIMEOUT.into_response()));
            };
            match (answer, no_text) {
                (Ok(answer), Some(asked)) if answer.status() == StatusCode::BAD_REQUEST => {
                    Ok(told(trouble::missing(State(doors), asked.0, asked.1).await))
                }
                (answer, _) => answer.map(told),
            }
        })
    }
}
