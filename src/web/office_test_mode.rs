//! `/office/outbox/test`: test mode, in which every mail goes to the team; for leads.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::AfterTest;
use crate::app::Refusal;
use crate::domain::account::Role;
use crate::domain::fault::Fault;
use crate::view::answers::FieldFault;
use crate::view::office::TestPage;
use crate::web::Doors;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::trouble::Trouble;

/// What test mode does, and whether it is on.
pub(super) async fn show(State(doors): State<Doors>, desk: Desk) -> Response {
    let address = desk.session.account.address.clone();
    give(&doors, &desk, StatusCode::OK, address, &[]).await
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, address: String, faults: &[Fault]) -> Response {
    if desk.session.account.role != Role::Lead {
        return Trouble::LeadOnly.page(doors, &desk.reader);
    }
    let speaker = desk.speaker(&doors.app);
    let read = async { Ok::<_, Refusal>((doors.app.test_to().await?, doors.app.count_tested().await?)) };
    let (test_to, count) = match read.await {
        Ok(read) => read,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let say = |id: &str| speaker.words.say(speaker.language, id, &[("count", count.into())]);
    let said = |fault: &Fault| FieldFault { field: fault.field.clone(), text: speaker.sentence(&fault.what) };
    let page = TestPage {
        address,
        is_on: !test_to.is_empty(),
        due: say("test-due"),
        actions: if count == 0 {
            vec![("send", say("test-end"))]
        } else {
            vec![("hold", say("test-end-hold")), ("send", say("test-end-send"))]
        },
        faults: faults.iter().map(said).collect(),
    };
    desk.give(doors, status, "office/test_mode.html", page).await
}

/// Begins or ends test mode.
pub(super) async fn switch(State(doors): State<Doors>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    if desk.session.account.role != Role::Lead {
        return Trouble::LeadOnly.page(&doors, &desk.reader);
    }
    let who = desk.who();
    let done = match posted.field("test") {
        "start" => doors.app.start_test(&who, posted.field("address")).await.map(|()| "on"),
        "send" => doors.app.end_test(&who, AfterTest::Send).await.map(|_| "off"),
        "hold" => doors.app.end_test(&who, AfterTest::Hold).await.map(|_| "off"),
        _ => return Trouble::Unread(StatusCode::BAD_REQUEST).page(&doors, &desk.reader),
    };
    match done {
        Ok(done) => see(&desk.reader.link("/office/outbox", &format!("done=test-{done}"))),
        Err(Refusal::Faults(faults)) => {
            let typed = posted.field("address").to_owned();
            give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, typed, &faults).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}
