//! The store does the same on both engines.

use std::sync::Arc;

use treffpunkt::domain::actor::Actor;
use treffpunkt::domain::actor::Contact;
use treffpunkt::domain::actor::Group;
use treffpunkt::domain::actor::Objection;
use treffpunkt::domain::directory::Directory;
use treffpunkt::domain::programme::Programme;
use treffpunkt::domain::venue::Venue;
use treffpunkt::store::DatabaseUrl;
use treffpunkt::store::Marks;
use treffpunkt::store::Store;
use treffpunkt::store::StoreFault;
use treffpunkt::store::VOCABULARY;
use treffpunkt::store::Writing;

use crate::house::folder;
use crate::house::house;

#[tokio::test]
async fn both_engines_understand_every_statement() {
    house(async |house| {
        let count = house.app.prepares_all_statements().await.unwrap();
        assert!(count > 30, "{}: {count}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let file = folder().join("no.db");
    std::fs::write(&file, "this is a letter, not a database, and it is long enough to be looked at".repeat(40))
        .unwrap();
    let fault = Store::open(&DatabaseUrl::Sqlite(file)).await.err().unwrap();
    assert!(matches!(fault, StoreFault::Database(_)), "{fault:?}");
}

#[tokio::test]
async fn a_missing_folder_is_named() {
    let fault = Store::open(&DatabaseUrl::Sqlite("/nowhere/at/all.db".into())).await.err().unwrap();
    assert_eq!(fault.to_string(), "the folder /nowhere/at does not exist; make it, or set database.url");
}

#[tokio::test]
async fn a_look_leaves_no_trace_and_a_dropped_write_neither() {
    house(async |house| {
        let before = house.app.revision().await.unwrap();
        let report = house.app.import_json(crate::house::TOWN, true).await.unwrap();
        assert_eq!(report.events, 66, "{report:?}");
        assert_eq!(house.app.revision().await.unwrap(), before);
    })
    .await;
}

/// What another process writes to the directory, one thing after the other; false when there is nothing left to try.
async fn writes_to_directory(tx: &mut Writing, step: usize, known: &Directory) -> bool {
    let contact = known.actors[0].actor.contacts[0].row;
    let programme = known.programmes.values().next().unwrap().clone();
    let wish = |kind: &str| Objection { kind: kind.to_owned(), group: String::new() };
    let group = Group { id: "ag-neu".into(), de: "AG Neu".into(), en: None };
    let new = Actor { id: "x1".into(), slug: "x1".into(), contacts: vec![Contact::default()], ..Actor::default() };
    let done = match step {
        0 => tx.put_actor(&new).await.map(drop),
        1 => tx.put_objection(contact, &wish("nudge")).await,
        2 => tx.put_objection(contact, &wish("reminder")).await,
        3 => tx.drop_objection(contact, &wish("nudge")).await,
        4 => tx.drop_objections(contact).await,
        5 => tx.set_email_ok(contact, false).await,
        6 => tx.set_bounced(contact, true).await,
        7 => tx.raise_epoch(contact).await,
        8 => tx.drop_contact(contact).await,
        9 => tx.put_group(&group).await,
        10 => tx.drop_group("ag-neu").await,
        11 => tx.put_programme(&Programme { id: "neu".into(), ..programme }).await,
        12 => tx.put_venue(&Venue { id: "neu".into(), ..Venue::default() }).await,
        13 => tx.put_setting(VOCABULARY, r#"{"languages": {"de": "Deutsch"}}"#).await,
        14 => tx.drop_setting(VOCABULARY).await,
        _ => return false,
    };
    done.unwrap();
    true
}

async fn directory(store: &Store) -> Arc<Directory> {
    store.read().await.unwrap().directory().await.unwrap()
}

#[tokio::test]
async fn a_kept_directory_follows_every_write_of_another_process() {
    house(async |house| {
        house.imports_the_town().await;
        let url = &house.app.config().database;
        let (reader, writer) = (Store::open(url).await.unwrap(), Store::open(url).await.unwrap());
        let first = directory(&reader).await;
        assert!(Arc::ptr_eq(&first, &directory(&reader).await), "{}: it is kept", house.engine);
        let mut before = Arc::clone(&first);
        for step in 0.. {
            let mut tx = writer.write().await.unwrap();
            if !writes_to_directory(&mut tx, step, &first).await {
                break;
            }
            tx.commit().await.unwrap();
            let now = directory(&reader).await;
            assert_eq!(*now, *directory(&Store::open(url).await.unwrap()).await, "{}: {step}", house.engine);
            assert_ne!(*now, *before, "{}: {step} changes it", house.engine);
            before = now;
        }
        let mut tx = writer.write().await.unwrap();
        tx.raise_epoch(first.actors[1].actor.contacts[0].row).await.unwrap();
        assert_ne!(*tx.directory().await.unwrap(), *before, "{}: who writes sees what they wrote", house.engine);
        drop(tx);
        assert_eq!(*directory(&writer).await, *before, "{}: what was taken back was never there", house.engine);
    })
    .await;
}

#[tokio::test]
async fn kept_events_follow_every_write_of_another_process() {
    house(async |house| {
        house.imports_the_town().await;
        let url = &house.app.config().database;
        let (reader, writer) = (Store::open(url).await.unwrap(), Store::open(url).await.unwrap());
        let mut before = reader.read().await.unwrap().list_events().await.unwrap();
        assert_eq!(before.len(), 66);
        for step in 0..5 {
            let mut tx = writer.write().await.unwrap();
            let (id, mut event) = (before[1].id, (*before[1].event).clone());
            event.title = format!("Titel {step}");
            let now = house.app.now();
            match step {
                0 => tx.update_event(id, &event, now, Marks::default()).await.unwrap(),
                1 => tx.mark_event(id, now, false).await.unwrap(),
                2 => tx.mark_all(now, false).await.unwrap(),
                3 => {
                    (event.slug, event.uid) = ("aaa".to_owned(), "aaa@example.org".to_owned());
                    tx.insert_event(&event, now, Marks::default()).await.map(drop).unwrap();
                }
                _ => tx.mark_events_of_contact(0, now).await.unwrap(),
            }
            tx.commit().await.unwrap();
            let now = reader.read().await.unwrap().list_events().await.unwrap();
            let fresh = Store::open(url).await.unwrap().read().await.unwrap().list_events().await.unwrap();
            assert_eq!(*now, *fresh, "{}: {step}", house.engine);
            assert_ne!(*now, *before, "{}: {step} changes them", house.engine);
            before = now;
        }
    })
    .await;
}
