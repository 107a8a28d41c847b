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
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum::response::Response;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::time::timeout;

use crate::app::App;
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

    /// The answer to a request. It takes no longer than a time limit, for a form that trickles in keeps nobody busy.
    pub async fn answer(&self, request: Request) -> Response {
        let answer = timeout(LONGEST_REQUEST, self.give(request)).await;
        let mut answer = answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
        // Who keeps the text keeps what was told with it (RFC 9110 15.4.5).
        if answer.status() != StatusCode::NOT_MODIFIED {
            for (name, value) in HEADERS {
                answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
            }
        }
        answer
    }

    /// Looks who the office is now: each page names it, also those that say what went wrong. Refuses what is no address.
    async fn give(&self, request: Request) -> Response {
        self.doors.app.office().await;
        let said = request.uri().path_and_query().map_or("", |said| said.as_str());
        if said.starts_with("/office") && said.contains("%00") {
            let (uri, headers) = (request.uri().clone(), request.headers().clone());
            return Box::pin(trouble::missing(State(self.doors.clone()), uri, headers)).await;
        }
        match self.routes.call(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        }
    }
}

impl<B> Service<axum::http::Request<B>> for Site
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, request: axum::http::Request<B>) -> Self::Future {
        let site = self.clone();
        Box::pin(async move { Ok(site.answer(request.map(Body::new)).await) })
    }
}
