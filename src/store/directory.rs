//! Programmes, venues, groups: what has a slug and a body.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::types::Json;

use crate::domain::actor::Group;
use crate::domain::programme::Programme;
use crate::domain::venue::Venue;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::row::row;

const PROGRAMMES: &str = "SELECT id, body FROM programmes ORDER BY id";
const VENUES: &str = "SELECT id, body FROM venues ORDER BY id";
const GROUPS: &str = "SELECT id, body FROM groups ORDER BY id";
const PUT_PROGRAMME: &str =
    "INSERT INTO programmes (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
const PUT_VENUE: &str =
    "INSERT INTO venues (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
const PUT_GROUP: &str =
    "INSERT INTO groups (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
const DROP_GROUP: &str = "DELETE FROM groups WHERE id = $1";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[PROGRAMMES, VENUES, GROUPS, PUT_PROGRAMME, PUT_VENUE, PUT_GROUP, DROP_GROUP];

row! {
    struct Row {
        id: String,
        body: Json<serde_json::Value>,
    }
}

impl Row {
    fn read<T: DeserializeOwned>(self) -> Stored<T> {
        serde_json::from_value(self.body.0).map_err(|_| StoreFault::Unreadable(self.id))
    }
}

impl Reading {
    /// All programmes, by slug.
    pub async fn list_programmes(&mut self) -> Stored<Vec<Programme>> {
        self.list(PROGRAMMES).await
    }

    /// All venues, by slug.
    pub async fn list_venues(&mut self) -> Stored<Vec<Venue>> {
        self.list(VENUES).await
    }

    /// All groups, by slug.
    pub async fn list_groups(&mut self) -> Stored<Vec<Group>> {
        self.list(GROUPS).await
    }

    async fn list<T: DeserializeOwned>(&mut self, sql: &'static str) -> Stored<Vec<T>> {
        let rows: Vec<Row> = on!(self, c => sqlx::query_as(sql).fetch_all(c).await)?;
        rows.into_iter().map(Row::read).collect()
    }
}

impl Writing {
    /// Adds or replaces a programme.
    pub async fn put_programme(&mut self, programme: &Programme) -> Stored<()> {
        self.put(PUT_PROGRAMME, &programme.id, programme).await
    }

    /// Adds or replaces a venue.
    pub async fn put_venue(&mut self, venue: &Venue) -> Stored<()> {
        self.put(PUT_VENUE, &venue.id, venue).await
    }

    /// Adds or replaces a group.
    pub async fn put_group(&mut self, group: &Group) -> Stored<()> {
        self.put(PUT_GROUP, &group.id, group).await
    }

    /// Takes a group away that has no members any more.
    pub async fn drop_group(&mut self, id: &str) -> Stored<()> {
        on!(self.of_directory(), c => sqlx::query(DROP_GROUP).bind(id).execute(c).await.map(drop))?;
        Ok(())
    }

    async fn put<T: Serialize + Sync>(&mut self, sql: &'static str, id: &str, body: &T) -> Stored<()> {
        let body = serde_json::to_value(body).map_err(|_| StoreFault::Unreadable(id.to_owned()))?;
        on!(self.of_directory(), c => sqlx::query(sql).bind(id).bind(Json(body)).execute(c).await.map(drop))?;
        Ok(())
    }
}
