//! `/u/TOKEN`: what a contact gets, and no longer wants to. GET shows, POST decides; one click of a mail program too.
//!
//! Invariant: a one-click POST (RFC 8058) ends exactly the kind and group of its address; twice is as once.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::extract::Query;
use axum::extract::Request;
use axum::extract::State;
use axum::extract::rejection::PathRejection;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::app::Wish;
use crate::app::WishSheet;
use crate::domain::actor::Objection;
use crate::domain::notification::Kind;
use crate::view::answers::ThisKind;
use crate::view::answers::WishesPage;
use crate::view::facts::Speaker;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::answer::who;
use crate::web::form::Posted;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::form::token_of;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// Shows what is sent.
pub(super) async fn show(
    State(doors): State<Doors>,
    path: Result<Path<String>, PathRejection>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let token = token_of(path);
    let (sheet, reader) = match find(&doors, &token, &parameters, &headers).await {
        Ok(found) => found,
        Err(trouble) => return trouble.page(&doors, &Reader::stranger(&doors, &parameters, &headers)),
    };
    let showing = Showing { doors: &doors, reader: &reader, sheet: &sheet, token: &token, parameters: &parameters };
    match doors.pages.fill("pages/wishes.html", reader.language(), &showing.page()) {
        Ok(page) => Html(page).into_response(),
        Err(fault) => Trouble::Unfilled(fault).page(&doors, &reader),
    }
}

/// Stores a wish.
pub(super) async fn decide(
    State(doors): State<Doors>,
    path: Result<Path<String>, PathRejection>,
    Query(parameters): Query<Parameters>,
    request: Request,
) -> Response {
    let (token, headers) = (token_of(path), request.headers().clone());
    let (sheet, reader) = match find(&doors, &token, &parameters, &headers).await {
        Ok(found) => found,
        Err(trouble) => return trouble.page(&doors, &Reader::stranger(&doors, &parameters, &headers)),
    };
    let posted = match Posted::read(request).await {
        Ok(posted) => posted,
        Err(trouble) => return trouble.page(&doors, &reader),
    };
    let one_click = posted.is_one_click();
    if !one_click && let Err(trouble) = posted.check(&doors.app, &headers, &sheet.contact) {
        return trouble.page(&doors, &reader);
    }
    let wish = if one_click { about(&sheet, &parameters).map(Wish::Without) } else { wish_of(&sheet, &posted) };
    let Some(wish) = wish else {
        // A group that is gone sends nothing more: what was wanted is so.
        let is_kind = one_click && unsubscribable(field(&parameters, "kind")).is_some();
        let trouble = Trouble::Unread(StatusCode::BAD_REQUEST);
        return if is_kind { StatusCode::OK.into_response() } else { trouble.page(&doors, &reader) };
    };
    match doors.app.wish(&token, &wish).await {
        Ok(Some(_)) if one_click => StatusCode::OK.into_response(),
        Ok(Some(_)) => see(&reader.link(&format!("/u/{token}"), &query(&sheet, &parameters, true))),
        Ok(None) => Trouble::Link.page(&doors, &Reader::stranger(&doors, &parameters, &headers)),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &reader),
    }
}

/// What a link is about, and who reads it: the contact, in its language unless the address says another one.
async fn find(
    doors: &Doors,
    token: &str,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<(WishSheet, Reader), Trouble> {
    let sheet = doors.app.find_wish_sheet(token).await.map_err(Trouble::Refused)?.ok_or(Trouble::Link)?;
    let reader = Reader::of_contact(parameters, headers, &doors.app.office_as_known(), &sheet.contact.language);
    Ok((sheet, reader))
}

/// The kind and group that an address or a form names, if there are such.
fn about(sheet: &WishSheet, fields: &[(String, String)]) -> Option<Objection> {
    objection(sheet, field(fields, "kind"), field(fields, "group"))
}

fn objection(sheet: &WishSheet, kind: &str, group: &str) -> Option<Objection> {
    let kind = unsubscribable(kind)?;
    // A group may be gone, and what was said about it is still there.
    let is_known = group.is_empty() || sheet.groups.contains_key(group) || sheet.is_without(kind, group);
    is_known.then(|| Objection { kind: kind.word().to_owned(), group: group.to_owned() })
}

/// A kind of mail that somebody may do without.
fn unsubscribable(word: &str) -> Option<Kind> {
    word.parse().ok().filter(|kind: &Kind| kind.may_be_unsubscribed())
}

fn wish_of(sheet: &WishSheet, posted: &Posted) -> Option<Wish> {
    let objection = || objection(sheet, posted.field("kind"), posted.field("group"));
    match posted.field("wish") {
        "without" => objection().map(Wish::Without),
        "again" => objection().map(Wish::Again),
        "only" => {
            let kinds = posted.all("kind").into_iter().map(str::parse).collect::<Result<BTreeSet<Kind>, _>>();
            kinds.ok().map(Wish::Only)
        }
        "nothing" => Some(Wish::Nothing),
        "everything" => Some(Wish::Everything),
        _ => None,
    }
}

/// What leads back to this page.
fn query(sheet: &WishSheet, parameters: &Parameters, done: bool) -> String {
    let about = about(sheet, parameters);
    let about = about.map(|one| format!("kind={}&group={}", one.kind, one.group));
    let done = done.then(|| "done=1".to_owned());
    about.into_iter().chain(done).collect::<Vec<_>>().join("&")
}

/// What is shown to whom.
struct Showing<'a> {
    doors: &'a Doors,
    reader: &'a Reader,
    sheet: &'a WishSheet,
    token: &'a str,
    parameters: &'a Parameters,
}

impl Showing<'_> {
    fn page(&self) -> WishesPage {
        let (sheet, speaker) = (self.sheet, self.reader.speaker(&self.doors.app));
        let path = format!("/u/{}", self.token);
        let done = field(self.parameters, "done") == "1";
        let here = query(sheet, self.parameters, false);
        let this = about(sheet, self.parameters).map(|one| self.this(speaker, &one));
        let kind = |kind: Kind| Choice::new(kind.word(), name(speaker, kind), !sheet.is_without(kind, ""));
        let for_groups = sheet.contact.objections.iter().filter(|one| !one.group.is_empty());
        let ended = for_groups.map(|one| self.this(speaker, one));
        let is_other =
            |one: &ThisKind| this.as_ref().is_none_or(|this| (&this.kind, &this.group) != (&one.kind, &one.group));
        WishesPage {
            frame: self.reader.frame(self.doors, &path, &query(sheet, self.parameters, done)),
            who: who(&sheet.actor.name, &sheet.contact.role),
            done,
            is_silent: !sheet.contact.email_ok,
            action: self.reader.link(&path, &here),
            token: sheet.form_token.clone(),
            kinds: sheet.kinds().into_iter().map(kind).collect(),
            has_ended: !sheet.contact.objections.is_empty(),
            ended: ended.filter(is_other).collect(),
            this,
        }
    }

    fn this(&self, speaker: Speaker<'_>, one: &Objection) -> ThisKind {
        let kind: Option<Kind> = one.kind.parse().ok();
        let kind_name = kind.map_or_else(|| one.kind.clone(), |kind| name(speaker, kind));
        let group = self.sheet.groups.get(&one.group).map_or(one.group.as_str(), |group| group.name_in(speaker.tag));
        let label = if group.is_empty() {
            kind_name
        } else {
            let args = [("kind", kind_name.into()), ("group", group.into())];
            speaker.words.say(speaker.language, "wishes-kind-group", &args)
        };
        let ended = kind.is_some_and(|kind| self.sheet.is_without(kind, &one.group));
        ThisKind { kind: one.kind.clone(), group: one.group.clone(), label, ended }
    }
}

/// A kind of mail in words, as many as there are.
fn name(speaker: Speaker<'_>, kind: Kind) -> String {
    speaker.word(&format!("wishes-{}", kind.word().replace('_', "-")))
}
