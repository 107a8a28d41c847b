//! All routes and methods, with what a stranger gets from each: one table, so that no door opens unnoticed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use treffpunkt::domain::account::Role;

use crate::feeds::Door;
use crate::house::House;
use crate::office::signed_in;

/// What is asked of each route.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Each route, an address of it, and what its GET (and HEAD) and its POST answer to somebody with nothing but the
/// address: no token, no session. Every other method is refused by 405.
pub(crate) const ROUTES: &[(&str, &str, u16, u16)] = &[
    ("/", "/", 200, 405),
    ("/e/{slug}", "/e/eroeffnung", 200, 405),
    ("/feed.ics", "/feed.ics", 200, 405),
    ("/feed/{file}", "/feed/1.0.AAAAAAAAAAAAAAAAAAAAAA.ics", 404, 405),
    ("/static/{file}", "/static/x.css", 404, 405),
    ("/legal/{text}", "/legal/imprint", 404, 405),
    ("/healthz", "/healthz", 200, 405),
    ("/readyz", "/readyz", 200, 405),
    ("/a/{token}", "/a/1-1.0.AAAAAAAAAAAAAAAAAAAAAA", 404, 404),
    ("/u/{token}", "/u/1.0.AAAAAAAAAAAAAAAAAAAAAA", 404, 404),
    // The office shows strangers the way in.
    ("/office", "/office", 303, 405),
    ("/office/sign-in", "/office/sign-in", 200, 403),
    ("/office/sign-in/code", "/office/sign-in/code", 405, 403),
    ("/office/sign-in/{token}", "/office/sign-in/AAAA", 404, 403),
    ("/office/sign-out", "/office/sign-out", 405, 303),
    ("/office/outbox", "/office/outbox", 303, 303),
    ("/office/outbox/test", "/office/outbox/test", 303, 303),
    ("/office/outbox/why", "/office/outbox/why", 303, 405),
    ("/office/outbox/{event}/{kind}", "/office/outbox/austausch/invitation", 303, 303),
    ("/office/contacts/{contact}", "/office/contacts/1", 303, 405),
    ("/office/actors", "/office/actors", 303, 405),
    ("/office/actors.csv", "/office/actors.csv", 303, 405),
    ("/office/actors/new", "/office/actors/new", 303, 303),
    ("/office/actors/{actor}", "/office/actors/bruecke", 303, 303),
    ("/office/groups", "/office/groups", 303, 405),
    ("/office/groups/new", "/office/groups/new", 303, 303),
    ("/office/groups/{group}", "/office/groups/mso", 303, 303),
    ("/office/audit", "/office/audit", 303, 405),
    ("/office/settings/texts", "/office/settings/texts", 303, 405),
    ("/office/settings/texts/{part}/{language}", "/office/settings/texts/invitation/de", 303, 303),
    ("/office/account", "/office/account", 303, 405),
    ("/office/accounts", "/office/accounts", 303, 303),
    ("/office/accounts/{account}", "/office/accounts/1", 405, 303),
    ("/office/import", "/office/import", 303, 303),
    ("/office/events", "/office/events", 303, 405),
    ("/office/events/new", "/office/events/new", 303, 303),
    ("/office/events/{slug}", "/office/events/austausch", 303, 405),
    ("/office/events/{slug}/edit", "/office/events/austausch/edit", 303, 303),
    ("/office/events/{slug}/date", "/office/events/austausch/date?date=2027-08-19T17:00", 303, 303),
    ("/office/events/{slug}/agenda", "/office/events/austausch/agenda", 303, 303),
    ("/office/events/{slug}/details", "/office/events/austausch/details", 303, 303),
    ("/office/events/{slug}/translations", "/office/events/austausch/translations?to=en", 303, 303),
    ("/office/events/{slug}/publish", "/office/events/austausch/publish", 405, 303),
    ("/office/events/{slug}/undo", "/office/events/austausch/undo", 405, 303),
    ("/office/events/{slug}/rules", "/office/events/austausch/rules", 303, 303),
    ("/office/events/{slug}/dates", "/office/events/austausch/dates", 303, 303),
    ("/office/events/{slug}/mail", "/office/events/austausch/mail", 303, 405),
    ("/office/settings", "/office/settings", 303, 405),
    ("/office/settings/identity", "/office/settings/identity", 303, 303),
    ("/office/settings/languages", "/office/settings/languages", 303, 303),
    ("/office/settings/legal/{text}", "/office/settings/legal/imprint", 303, 303),
    ("/office/settings/terms/{list}", "/office/settings/terms/kinds", 303, 303),
    ("/office/settings/retention", "/office/settings/retention", 303, 303),
    ("/office/settings/rules/{plan}", "/office/settings/rules/meeting", 303, 303),
    ("/office/events/{slug}/answers", "/office/events/austausch/answers", 303, 405),
    ("/office/events/{slug}/answer", "/office/events/austausch/answer?actor=bruecke", 303, 303),
    ("/office/events/{slug}/door", "/office/events/austausch/door", 303, 405),
    ("/office/events/{slug}/attendance", "/office/events/austausch/attendance", 303, 303),
    ("/office/events/{slug}/record", "/office/events/austausch/record", 303, 405),
    ("/office/events/{slug}/duplicate", "/office/events/austausch/duplicate", 303, 303),
    ("/office/submissions", "/office/submissions", 303, 405),
    ("/office/submissions/{slug}", "/office/submissions/entwurf", 303, 303),
    ("/office/patterns", "/office/patterns", 303, 405),
];

/// Each role with what GET and POST answer.
type OfRoles = [(Role, u16, u16); 2];

/// What each role gets from the routes that want a session: GET, and POST without the mark of a form.
const ROLES: &[(&str, OfRoles)] = &[
    ("/office", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/outbox", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/outbox/why", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/outbox/test", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/outbox/austausch/invitation", [(Role::Lead, 404, 403), (Role::Editor, 404, 403)]),
    ("/office/contacts/1", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/actors", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/actors.csv", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/actors/new", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/actors/bruecke", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/groups", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/groups/new", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/groups/mso", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/audit", [(Role::Lead, 200, 405), (Role::Editor, 403, 405)]),
    ("/office/settings/texts", [(Role::Lead, 200, 405), (Role::Editor, 403, 405)]),
    ("/office/settings/texts/invitation/de", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/account", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/accounts", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/accounts/1", [(Role::Lead, 405, 403), (Role::Editor, 405, 403)]),
    ("/office/import", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/events/new", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/events/austausch/edit", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/date?date=2027-08-19T17:00", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/agenda", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/details", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/translations?to=en", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/publish", [(Role::Lead, 405, 403), (Role::Editor, 405, 403)]),
    ("/office/events/austausch/undo", [(Role::Lead, 405, 403), (Role::Editor, 405, 403)]),
    ("/office/events/austausch/rules", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/dates", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/mail", [(Role::Lead, 404, 405), (Role::Editor, 404, 405)]),
    ("/office/settings", [(Role::Lead, 200, 405), (Role::Editor, 403, 405)]),
    ("/office/settings/identity", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/settings/languages", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/settings/legal/imprint", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/settings/legal/nothing", [(Role::Lead, 404, 403), (Role::Editor, 403, 403)]),
    ("/office/settings/terms/kinds", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/settings/retention", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/settings/rules/meeting", [(Role::Lead, 200, 403), (Role::Editor, 403, 403)]),
    ("/office/settings/rules/nothing", [(Role::Lead, 404, 403), (Role::Editor, 403, 403)]),
    ("/office/events/austausch/answers", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/events/austausch/answer?actor=bruecke", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/door", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/events/austausch/attendance", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/events/austausch/record", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/events/austausch/duplicate", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/submissions", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
    ("/office/submissions/entwurf", [(Role::Lead, 200, 403), (Role::Editor, 200, 403)]),
    ("/office/patterns", [(Role::Lead, 200, 405), (Role::Editor, 200, 405)]),
];

#[tokio::test]
async fn each_role_gets_exactly_what_the_table_says_and_no_form_passes_without_its_mark() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    for &(path, roles) in ROLES {
        for (role, get, post) in roles {
            let mut browser = signed_in(&house, role).await;
            assert_eq!(browser.opens(path).await.status.as_u16(), get, "GET {path} as {role}");
            let before = house.app.revision().await.unwrap();
            assert_eq!(
                browser.sends(path, "form=&lever=hold&name=x").await.status.as_u16(),
                post,
                "POST {path} as {role}"
            );
            assert_eq!(house.app.revision().await.unwrap(), before, "{path}");
        }
    }
}

#[tokio::test]
async fn a_stranger_gets_exactly_what_the_table_says() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let before = house.app.revision().await.unwrap();
    for &(route, path, get, post) in ROUTES {
        for method in METHODS {
            let expected = match method {
                "GET" | "HEAD" => get,
                "POST" => post,
                _ => StatusCode::METHOD_NOT_ALLOWED.as_u16(),
            };
            let reply = door.asks(method, path, &[]).await;
            assert_eq!(reply.status.as_u16(), expected, "{method} {route}");
        }
    }
    assert_eq!(house.app.revision().await.unwrap(), before);
}

#[test]
fn every_route_stands_in_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(".route_service(") && !text.contains(".nest"), "routes are written as .route(\"…\", …)");
        let routes = text.split(".route(").skip(1).map(|rest| rest.trim_start().split('"').nth(1).unwrap().to_owned());
        found.extend(routes);
    }
    let table: BTreeSet<String> = ROUTES.iter().map(|(route, ..)| (*route).to_owned()).collect();
    assert_eq!(found, table);
}
