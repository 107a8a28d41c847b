//! `/office/actors`: organisations, found by search and filters, as a page and as a table for Excel.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::app::App;
use crate::app::Refusal;
use crate::app::encode;
use crate::app::write_actors_csv;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::directory::Directory;
use crate::view::facts::Speaker;
use crate::view::office::ActorLine;
use crate::view::office::ActorsPage;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::office::Desk;
use crate::web::office_contact::notes;
use crate::web::trouble::Trouble;

/// Which organisations somebody wants to see.
struct Wish {
    search: String,
    group: String,
    language: String,
    without_mail: bool,
    silent: bool,
}

impl Wish {
    fn of(desk: &Desk) -> Self {
        let parameter = |name: &str| field(&desk.parameters, name).trim().to_owned();
        Self {
            search: parameter("q"),
            group: parameter("group"),
            language: parameter("language"),
            without_mail: parameter("mail") == "none",
            silent: parameter("silent") == "1",
        }
    }

    /// The organisations that it means, by name.
    async fn find<'a>(&self, app: &App, speaker: Speaker<'_>, list: &'a Directory) -> Result<Vec<&'a Actor>, Refusal> {
        let silent = if self.silent { Some(app.list_silent_actors().await?) } else { None };
        let words = self.search.to_lowercase();
        let is_wanted = |row: &&ActorRow| {
            let (actor, main) = (&row.actor, main_contact(&row.actor));
            let text = || format!("{} {} {} {}", actor.name, actor.id, main.email, main.role).to_lowercase();
            (words.is_empty() || text().contains(&words))
                && (self.group.is_empty() || actor.groups.contains(&self.group))
                && (self.language.is_empty() || main.language == self.language)
                && (!self.without_mail || !notes(&main, speaker).is_empty())
                && silent.as_ref().is_none_or(|silent| silent.contains(&row.id))
        };
        Ok(list.actors_by_name().filter(is_wanted).map(|row| row.actor.as_ref()).collect())
    }

    /// The same as parameters of an address.
    fn query(&self) -> String {
        let flag = |is_so: bool, value: &str| if is_so { value.to_owned() } else { String::new() };
        let pairs = [
            ("q", self.search.clone()),
            ("group", self.group.clone()),
            ("language", self.language.clone()),
            ("mail", flag(self.without_mail, "none")),
            ("silent", flag(self.silent, "1")),
        ];
        let said = pairs.iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
    }
}

/// The list, searched and filtered.
pub(super) async fn list(State(doors): State<Doors>, desk: Desk) -> Response {
    match page(&doors, &desk).await {
        Ok(page) => desk.give(&doors, StatusCode::OK, "office/actors.html", page).await,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

async fn page(doors: &Doors, desk: &Desk) -> Result<ActorsPage, Refusal> {
    let (speaker, wish) = (desk.speaker(&doors.app), Wish::of(desk));
    let list = doors.app.directory().await?;
    let found = wish.find(&doors.app, speaker, &list).await?;
    let groups = list.names_of_groups();
    Ok(ActorsPage {
        count: speaker.words.say(speaker.language, "actors-count", &[("count", found.len().into())]),
        actors: found.iter().map(|actor| line(desk, speaker, &list, actor)).collect(),
        is_empty: list.actors.is_empty(),
        new: desk.reader.link("/office/actors/new", ""),
        table: desk.reader.link("/office/actors.csv", &wish.query()),
        groups: choices(&groups, &[wish.group]),
        languages: choices(&list.vocabulary.languages, &[wish.language]),
        without_mail: wish.without_mail,
        silent: wish.silent,
        search: wish.search,
    })
}

/// The same organisations as a table for Excel.
pub(super) async fn table(State(doors): State<Doors>, desk: Desk) -> Response {
    let written = async {
        let list = doors.app.directory().await?;
        let found = Wish::of(&desk).find(&doors.app, desk.speaker(&doors.app), &list).await?;
        write_actors_csv(&found, &list.names_of_groups())
    };
    match written.await {
        Ok(text) => {
            let name = format!("attachment; filename=\"akteure-{}.csv\"", doors.app.today());
            let headers =
                [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
            (headers, text).into_response()
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn line(desk: &Desk, speaker: Speaker<'_>, list: &Directory, actor: &Actor) -> ActorLine {
    let main = main_contact(actor);
    let groups = actor.groups.iter().map(|slug| list.groups.get(slug).map_or(slug.as_str(), |group| &group.de));
    ActorLine {
        href: desk.reader.link(&format!("/office/actors/{}", actor.slug), ""),
        name: actor.name.clone(),
        kind: actor.kind.clone(),
        groups: groups.collect::<Vec<_>>().join(", "),
        language: list.vocabulary.languages.get(&main.language).unwrap_or(&main.language).clone(),
        note: notes(&main, speaker).join(", "),
        address: main.email,
    }
}

pub(super) fn main_contact(actor: &Actor) -> Contact {
    actor.contacts.first().cloned().unwrap_or_default()
}

pub(super) fn choices(names: &BTreeMap<String, String>, chosen: &[String]) -> Vec<Choice> {
    let choice = |(value, label): (&String, &String)| Choice::new(value, label, chosen.contains(value));
    names.iter().map(choice).collect()
}
