//! Groups: named sets of organisations, and what a change of their members causes, said before it is made.
//!
//! Invariant: what somebody agreed to is what is stored: the mails that a change causes are worked out again when it is
//! saved, and asked about again when they are others.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::actors::DIRECTORY;
use crate::app::event_edit::Named;
use crate::app::event_edit::free_slug;
use crate::app::facts::EventFacts;
use crate::app::programme::NAMES_CHANGED;
use crate::app::version;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Group;
use crate::domain::directory::Directory;
use crate::domain::fault::Fault;
use crate::domain::notification::Kind;
use crate::domain::notification::State;
use crate::domain::plan;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;
use crate::domain::rule::Audience;
use crate::domain::rule::Rule;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::store::ListedEvent;
use crate::store::Reading;
use crate::store::Writing;

/// The longest name of a group, in characters.
const NAME_MAX: usize = 120;

/// A group as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// The group.
    pub group: Group,
    /// How many organisations belong to it.
    pub members: usize,
    /// How many events use it.
    pub events: usize,
}

/// One group with everybody who is or could be in it.
#[derive(Debug, Clone)]
pub struct GroupSheet {
    /// The group.
    pub group: Group,
    /// What tells this state of it from another.
    pub seen: String,
    /// All organisations.
    pub directory: Arc<Directory>,
    /// What uses it: slug and title of events and programmes.
    pub used_by: Vec<Named>,
}

/// What somebody typed about a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupDraft {
    /// Its German name.
    pub de: String,
    /// Its English name; empty for none.
    pub en: String,
    /// The slugs of its members.
    pub members: BTreeSet<String>,
    /// What somebody agreed to: [`GroupEdited::Ask`] names it.
    pub sure: String,
}

/// Mails of one kind about one date that a change causes, or prevents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// The event's title.
    pub event: String,
    /// The kind.
    pub kind: Kind,
    /// The start of the date; none: the whole event.
    pub start: Option<Moment>,
    /// When the first of them goes or would have gone.
    pub at: Timestamp,
    /// True: they wait until somebody releases them.
    pub waits: bool,
    /// How many organisations.
    pub actors: usize,
    /// True: they get it because of the change. False: they do not get it any more.
    pub is_new: bool,
}

/// What came of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupEdited {
    /// It is stored, under this slug.
    Stored(String),
    /// It causes mails, or prevents some: somebody must agree, by sending the mark along.
    Ask(Vec<Consequence>, String),
}

impl App {
    /// All groups, by name.
    pub async fn list_group_lines(&self) -> Result<Vec<GroupLine>, Refusal> {
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let events = reading.list_events().await?;
        let line = |group: &Group| {
            let is_in = |row: &&ActorRow| row.actor.groups.contains(&group.id);
            GroupLine {
                group: group.clone(),
                members: directory.actors.iter().filter(is_in).count(),
                events: using(&events, &directory, &group.id).count(),
            }
        };
        let mut lines: Vec<GroupLine> = directory.groups.values().map(line).collect();
        lines.sort_by_key(|line| line.group.de.to_lowercase());
        Ok(lines)
    }

    /// One group; without a slug everybody who could be in a new one.
    pub async fn find_group_sheet(&self, slug: Option<&str>) -> Result<Option<GroupSheet>, Refusal> {
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let group = match slug {
            None => Group::default(),
            Some(slug) => match directory.groups.get(slug) {
                None => return Ok(None),
                Some(group) => group.clone(),
            },
        };
        let used_by = if slug.is_some() { all_using(&mut reading, &directory, &group.id).await? } else { Vec::new() };
        let seen = version_of_group(&group, &directory.actors);
        Ok(Some(GroupSheet { group, seen, directory, used_by }))
    }

    /// Adds a group, or changes its name and members; asks before mails go or are prevented by it.
    ///
    /// `seen`: [`GroupSheet::seen`] of what the person saw. Errors: [`Refusal::Changed`] when somebody was faster or the
    /// group is gone; [`Refusal::Faults`] names the fields.
    pub async fn put_group(
        &self,
        who: &str,
        slug: Option<&str>,
        seen: &str,
        draft: &GroupDraft,
    ) -> Result<GroupEdited, Refusal> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        tx.wait_turn(DIRECTORY).await?;
        let directory = tx.directory().await?;
        let stored = slug.map(|slug| directory.groups.get(slug).cloned().ok_or(Refusal::Changed)).transpose()?;
        if stored.as_ref().is_some_and(|group| version_of_group(group, &directory.actors) != seen) {
            return Err(Refusal::Changed);
        }
        let group = checked(draft, stored.as_ref(), &directory)?;
        let events: Vec<i64> = using(&tx.list_events().await?, &directory, &group.id).map(|row| row.id).collect();
        let before = self.foresee(&mut tx, &events, &directory).await?;
        tx.put_group(&group).await?;
        let (joined, left) = move_members(&mut tx, &group.id, &draft.members, &directory).await?;
        let directory = tx.directory().await?;
        let after = self.foresee(&mut tx, &events, &directory).await?;
        let consequences = compare(&before, &after);
        let sure = mark(draft, &consequences);
        if !consequences.is_empty() && draft.sure != sure {
            return Ok(GroupEdited::Ask(consequences, sure));
        }
        if joined + left > 0 {
            for event in &events {
                tx.mark_event(*event, now, false).await?;
            }
        }
        let verb = if stored.is_some() { "change" } else { "add" };
        let detail = format!("{joined} in, {left} out");
        self.store_group(tx, who, (verb, &group.id, &detail)).await?;
        Ok(GroupEdited::Stored(group.id))
    }

    /// Takes a group away that nothing uses; its members stay organisations.
    ///
    /// Errors: as of [`App::put_group`].
    pub async fn drop_group(&self, who: &str, slug: &str, seen: &str) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        tx.wait_turn(DIRECTORY).await?;
        let directory = tx.directory().await?;
        let group = directory.groups.get(slug).ok_or(Refusal::Changed)?;
        if version_of_group(group, &directory.actors) != seen {
            return Err(Refusal::Changed);
        }
        if !all_using(&mut tx, &directory, slug).await?.is_empty() {
            return Err(Refusal::Faults(vec![Fault::new("", "fault-group-used")]));
        }
        let (_, left) = move_members(&mut tx, slug, &BTreeSet::new(), &directory).await?;
        tx.drop_group(slug).await?;
        self.store_group(tx, who, ("remove", slug, &format!("{left} out"))).await
    }

    async fn store_group(
        &self,
        mut tx: Writing,
        who: &str,
        (verb, slug, detail): (&str, &str, &str),
    ) -> Result<(), Refusal> {
        let now = self.now();
        tx.put_setting(NAMES_CHANGED, &now.to_string()).await?;
        tx.record_audit(now, who, verb, &format!("group:{slug}"), detail).await?;
        tx.raise_revision().await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// The mails of these events that are still to go, by their keys.
    async fn foresee(
        &self,
        reading: &mut Reading,
        events: &[i64],
        directory: &Directory,
    ) -> Result<BTreeMap<String, Foreseen>, Refusal> {
        let now = self.now();
        let until = self.outlook();
        let mut foreseen = BTreeMap::new();
        for event in events {
            let Some(facts) = EventFacts::read(reading, *event).await? else { continue };
            let plan = plan::plan(&facts.facts(directory, &self.config.engine, until), now);
            let is_done = |one: &Wanted| {
                one.stored(&facts.notifications).is_some_and(|row| matches!(row.state, State::Sent | State::Dead))
            };
            for wanted in plan.wanted.iter().filter(|one| !matches!(one.stand, Stand::Moot(_)) && !is_done(one)) {
                let Some((actor, _)) = directory.find_contact(wanted.contact_id) else { continue };
                let date = wanted.occurrence_id.and_then(|id| facts.find_date(id));
                let one = Foreseen {
                    event: (*event, facts.row.event.title.clone()),
                    kind: wanted.kind,
                    start: date.map(|date| date.dated.when.start),
                    at: wanted.send_at.max(now),
                    waits: matches!(wanted.stand, Stand::Held(_)),
                    actor: actor.id,
                };
                foreseen.insert(wanted.key.clone(), one);
            }
        }
        Ok(foreseen)
    }
}

/// One mail that is still to go.
struct Foreseen {
    event: (i64, String),
    kind: Kind,
    start: Option<Moment>,
    at: Timestamp,
    waits: bool,
    actor: i64,
}

/// What stands in one of two plans only, by kind and date, the earliest first.
fn compare(before: &BTreeMap<String, Foreseen>, after: &BTreeMap<String, Foreseen>) -> Vec<Consequence> {
    let new = after.iter().filter(|(key, _)| !before.contains_key(*key)).map(|(_, one)| (one, true));
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key)).map(|(_, one)| (one, false));
    let mut found: BTreeMap<_, (Consequence, BTreeSet<i64>)> = BTreeMap::new();
    for (one, is_new) in new.chain(gone) {
        let of = (one.event.0, one.kind, one.start.map(|start| start.to_string()), is_new);
        let (consequence, actors) = found.entry(of).or_insert_with(|| {
            let consequence = Consequence {
                event: one.event.1.clone(),
                kind: one.kind,
                start: one.start,
                at: one.at,
                waits: one.waits,
                actors: 0,
                is_new,
            };
            (consequence, BTreeSet::new())
        });
        consequence.at = consequence.at.min(one.at);
        actors.insert(one.actor);
        consequence.actors = actors.len();
    }
    let mut list: Vec<Consequence> = found.into_values().map(|(consequence, _)| consequence).collect();
    list.sort_by_key(|one| (!one.is_new, one.at));
    list
}

/// What is agreed to: this draft with these mails. When they go is left out: it moves with the clock.
fn mark(draft: &GroupDraft, consequences: &[Consequence]) -> String {
    let mails = consequences.iter().map(|one| {
        let start = one.start.map(|start| start.to_string()).unwrap_or_default();
        format!("{}|{}|{start}|{}|{}|{}", one.event, one.kind, one.actors, one.is_new, one.waits)
    });
    version(&(&draft.de, &draft.en, &draft.members, mails.collect::<Vec<_>>()))
}

fn version_of_group(group: &Group, actors: &[ActorRow]) -> String {
    let members: Vec<&str> =
        actors.iter().filter(|row| row.actor.groups.contains(&group.id)).map(|row| row.actor.id.as_str()).collect();
    version(&(group, members))
}

/// The group that somebody typed.
fn checked(draft: &GroupDraft, stored: Option<&Group>, directory: &Directory) -> Result<Group, Refusal> {
    let (de, en) = (text::clean_line(&draft.de), text::clean_line(&draft.en));
    let others = || directory.groups.values().filter(|group| stored.is_none_or(|stored| stored.id != group.id));
    let is_name_of = |group: &Group, name: &str| {
        [Some(&group.de), group.en.as_ref()].into_iter().flatten().any(|known| known.to_lowercase() == name)
    };
    let fault_of = |field: &str, name: &str| {
        let small = name.to_lowercase();
        if name.chars().count() > NAME_MAX {
            Some(Fault::new(field, "fault-group-long"))
        } else if !name.is_empty() && others().any(|group| is_name_of(group, &small)) {
            Some(Fault::new(field, "fault-group-taken"))
        } else {
            None
        }
    };
    let missing = de.is_empty().then(|| Fault::new("de", "fault-missing"));
    let faults: Vec<Fault> = [missing, fault_of("de", &de), fault_of("en", &en)].into_iter().flatten().collect();
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    let words = Audience::WORDS.map(str::to_owned);
    let taken: BTreeSet<String> = directory.groups.keys().cloned().chain(words).collect();
    let id = stored.map_or_else(|| free_slug(&de, "gruppe", &taken), |stored| stored.id.clone());
    Ok(Group { id, de, en: Some(en).filter(|en| !en.is_empty()) })
}

/// Makes exactly these the members; how many joined and how many left.
async fn move_members(
    tx: &mut Writing,
    group: &str,
    members: &BTreeSet<String>,
    directory: &Directory,
) -> Result<(usize, usize), Refusal> {
    let (mut joined, mut left) = (0, 0);
    for ActorRow { actor, .. } in &directory.actors {
        let (is_in, shall) = (actor.groups.iter().any(|slug| slug == group), members.contains(&actor.slug));
        let groups = match (is_in, shall) {
            (false, true) => actor.groups.iter().cloned().chain([group.to_owned()]).collect(),
            (true, false) => actor.groups.iter().filter(|slug| *slug != group).cloned().collect(),
            _ => continue,
        };
        tx.put_actor(&Actor { groups, ..Actor::clone(actor) }).await?;
        *(if shall { &mut joined } else { &mut left }) += 1;
    }
    Ok((joined, left))
}

/// True when rules send mails to a group.
fn is_told(rules: &[Rule], group: &str) -> bool {
    rules.iter().any(|rule| matches!(&rule.audience, Audience::Group(slug) if slug == group))
}

/// The events whose mails or visibility hang on a group.
fn using<'a>(
    events: &'a [ListedEvent],
    directory: &'a Directory,
    group: &'a str,
) -> impl Iterator<Item = &'a ListedEvent> {
    let is_by_programme =
        move |slug: &String| directory.programmes.get(slug).is_some_and(|one| is_told(&one.rules, group));
    events.iter().filter(move |row| {
        let event = &row.event;
        event.groups().iter().any(|slug| slug == group)
            || is_told(&event.rules, group)
            || event.programme.as_ref().is_some_and(is_by_programme)
    })
}

/// Everything that uses a group, for people: slug and title of events, title alone of programmes.
async fn all_using(reading: &mut Reading, directory: &Directory, group: &str) -> Result<Vec<Named>, Refusal> {
    let events = reading.list_events().await?;
    let named = |row: &ListedEvent| (row.event.slug.clone(), row.event.title.clone());
    let programmes = directory.programmes.values().filter(|one| is_told(&one.rules, group));
    let programmes = programmes.map(|one| (String::new(), one.title.clone()));
    Ok(using(&events, directory, group).map(named).chain(programmes).collect())
}
