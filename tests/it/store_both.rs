//! The store does the same on both engines.

use treffpunkt::store::DatabaseUrl;
use treffpunkt::store::Store;
use treffpunkt::store::StoreFault;

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
