//! The directory: who and what many events share. Actors, groups, programmes, venues and the office's lists.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;

use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::actor::Group;
use crate::domain::programme::Programme;
use crate::domain::venue::Venue;
use crate::domain::vocabulary::Vocabulary;

/// What many events share, as it was at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Directory {
    /// All actors, by code.
    pub actors: Vec<ActorRow>,
    /// Contacts that were taken away, each with the row of its actor.
    pub former: Vec<(i64, Contact)>,
    /// Groups by slug.
    pub groups: BTreeMap<String, Group>,
    /// Programmes by slug.
    pub programmes: BTreeMap<String, Programme>,
    /// Venues by slug.
    pub venues: BTreeMap<String, Venue>,
    /// The office's own lists, with the usual ones where no page enters them.
    pub vocabulary: Vocabulary,
    /// Which contacts share an address.
    pub addresses: Addresses,
    /// Where each contact stands, by row: its actor and its place there.
    contacts: HashMap<i64, (usize, usize)>,
    /// The places of the actors, by name.
    by_name: Vec<usize>,
    /// The slugs of all groups that somebody belongs to.
    joined: BTreeSet<String>,
}

impl Directory {
    /// With these actors, by code, and contacts that were taken away; nothing else is in it yet.
    pub fn of(actors: Vec<ActorRow>, former: Vec<(i64, Contact)>) -> Self {
        let mut by_name: Vec<usize> = (0..actors.len()).collect();
        by_name.sort_by_cached_key(|place| actors.get(*place).map(|row| row.actor.name.to_lowercase()));
        let joined = actors.iter().flat_map(|row| row.actor.groups.iter().cloned()).collect();
        let (contacts, addresses) = (places_of_contacts(&actors), Addresses::of(&actors));
        Self { actors, former, addresses, contacts, by_name, joined, ..Self::default() }
    }

    /// All actors, by name.
    pub fn actors_by_name(&self) -> impl Iterator<Item = &ActorRow> {
        self.by_name.iter().filter_map(|place| self.actors.get(*place))
    }

    /// An actor by its slug.
    pub fn find_actor(&self, slug: &str) -> Option<&ActorRow> {
        self.actors.iter().find(|row| row.actor.slug == slug)
    }

    /// The name of a group for the office; its slug when nobody named it.
    pub fn name_of_group(&self, slug: &str) -> String {
        self.name_of_group_in(slug, "de")
    }

    /// The name of a group for readers of a language; its slug when nobody named it.
    pub fn name_of_group_in(&self, slug: &str, tag: &str) -> String {
        self.groups.get(slug).map_or(slug, |group| group.name_in(tag)).to_owned()
    }

    /// All groups that somebody named or belongs to, by slug.
    pub fn named_or_joined_groups(&self) -> BTreeMap<String, Group> {
        let named = self.groups.iter().map(|(slug, group)| (slug.clone(), group.clone()));
        let unnamed = |slug: &String| Group { id: slug.clone(), de: slug.clone(), en: None };
        let joined = self.joined.iter().filter(|slug| !self.groups.contains_key(*slug));
        named.chain(joined.map(|slug| (slug.clone(), unnamed(slug)))).collect()
    }

    /// The names of all groups that somebody named or belongs to, by slug.
    pub fn names_of_groups(&self) -> BTreeMap<String, String> {
        self.named_or_joined_groups().into_iter().map(|(slug, group)| (slug, group.de)).collect()
    }

    /// The name of an actor or a group by its slug; the slug itself for anything else.
    pub fn name_of_owner(&self, slug: &str) -> String {
        let actor = self.actors.iter().find(|row| row.actor.slug == slug || row.actor.id == slug);
        actor.map_or_else(|| self.name_of_group(slug), |row| row.actor.name.clone())
    }

    /// A contact by its row, with its actor; also one that was taken away.
    pub fn find_contact(&self, row: i64) -> Option<(&ActorRow, &Contact)> {
        let Some((actor, contact)) = self.contacts.get(&row) else {
            let (actor, contact) = self.former.iter().find(|(_, contact)| contact.row == row)?;
            return Some((self.actors.iter().find(|row| row.id == *actor)?, contact));
        };
        let actor = self.actors.get(*actor)?;
        Some((actor, actor.actor.contacts.get(*contact)?))
    }
}

/// Which contacts share an address: each address is a number, so that a plan of thousands of mails compares no text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Addresses {
    /// The number of each contact's, by its row.
    numbers: HashMap<i64, usize>,
    /// How many there are.
    count: usize,
}

impl Addresses {
    /// Those of all contacts of these actors.
    pub fn of(actors: &[ActorRow]) -> Self {
        let mut of_text: HashMap<String, usize> = HashMap::new();
        let number = |contact: &Contact| {
            let next = of_text.len();
            (contact.row, *of_text.entry(contact.folded_address()).or_insert(next))
        };
        let numbers = actors.iter().flat_map(|row| &row.actor.contacts).map(number).collect();
        Self { numbers, count: of_text.len() }
    }

    /// How many there are: each number is below it.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The address of a contact, by its row; none of one that was taken away.
    pub fn of_contact(&self, row: i64) -> Option<usize> {
        self.numbers.get(&row).copied()
    }
}

fn places_of_contacts(actors: &[ActorRow]) -> HashMap<i64, (usize, usize)> {
    let of_actor = |(place, row): (usize, &ActorRow)| {
        let rows: Vec<i64> = row.actor.contacts.iter().map(|contact| contact.row).collect();
        rows.into_iter().enumerate().map(move |(contact, row)| (row, (place, contact)))
    };
    actors.iter().enumerate().flat_map(of_actor).collect()
}
