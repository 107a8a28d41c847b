//! Rows of a sheet as actors: who is meant by a row, and what it says about them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::actor::Group;
use crate::domain::fault::said;
use crate::domain::rule::Audience;
use crate::domain::text;
use crate::exchange::Document;
use crate::exchange::csv;
use crate::exchange::names::Found;
use crate::exchange::names::Names;
use crate::exchange::names::Slugs;
use crate::exchange::names::fold;
use crate::exchange::names::slug_of;
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet_check::Office;
use crate::exchange::sheet_check::SheetRow;
use crate::exchange::sheet_check::Sifted;
use crate::exchange::sheet_check::Verdict;
use crate::exchange::sheet_check::finished;
use crate::exchange::sheet_columns::Column;
use crate::exchange::sheet_row::Columns;
use crate::exchange::sheet_row::RowReader;
use crate::exchange::sheet_row::no_address;
use crate::exchange::typed::Typed;
use crate::exchange::typed::read_yes;
use crate::exchange::typed_language::language_names;

/// German words for sorts of actors, folded.
const KINDS: &[(&str, &str)] = &[
    ("migrantenselbstorganisation", "mso"),
    ("verwaltung", "city"),
    ("politik", "politics"),
    ("bildung", "education"),
    ("behörde", "public"),
    ("wirtschaft", "economy"),
    ("wohlfahrt", "welfare"),
    ("kirche", "church"),
    ("moschee", "mosque"),
    ("kultur", "culture"),
    ("presse", "press"),
];

/// Sorts that German lists call „Religion“.
const RELIGIOUS: &[&str] = &["church", "mosque", "religion"];

/// Reads the rows; the actors go into the document.
pub(super) fn read_actors(sheet: &Sheet, columns: &Columns, office: &Office, document: &mut Document) -> Vec<SheetRow> {
    let sifted = Sifted::of(sheet, columns, Column::Name);
    let first = if office.groups.is_empty() { first_groups(&sifted, columns) } else { Vec::new() };
    let mut lists = Lists::of(office, if first.is_empty() { &office.groups } else { &first });
    // Numbers of the sheet are given to nobody else.
    lists.reserved = sifted.rows.iter().map(|row| lists.id_of(columns.cell(row, Column::Number))).collect();
    let mut rows = sifted.skipped;
    for cells in sifted.rows {
        let mut reader = RowReader::of(cells, columns);
        let stored = lists.who(&mut reader).map(|at| &office.actors[at]);
        let actor = read_actor(&mut reader, stored, &mut lists);
        if document.actors.is_empty() && !first.is_empty() {
            let names = first.iter().map(|group| group.de.as_str()).collect::<Vec<_>>().join(", ");
            let what =
                said!("sheet-first-groups", "there are no groups yet; the list brings these: {names}", names = names);
            reader.note(Column::Groups, what);
        }
        let verdict = match stored {
            None => Verdict::New,
            Some(stored) if actor.clone().with_wishes_of(stored) == *stored => Verdict::Same,
            Some(stored) => {
                reader.note_changes(texts(stored), texts(&actor));
                Verdict::Changed
            }
        };
        rows.push(finished(reader, &actor.name, verdict));
        document.actors.push(actor);
    }
    document.groups = first;
    rows
}

/// The fields of an actor that a sheet may change.
fn texts(actor: &Actor) -> [(Column, String); 9] {
    let contact = actor.contacts.iter().find(|one| one.id == "main").or(actor.contacts.first());
    let of_contact = |text: fn(&Contact) -> &String| contact.map(text).cloned().unwrap_or_default();
    [
        (Column::Name, actor.name.clone()),
        (Column::Kind, actor.kind.clone()),
        (Column::Phone, actor.phone.clone()),
        (Column::District, actor.district.clone()),
        (Column::Note, actor.note.clone()),
        (Column::Groups, actor.groups.join(", ")),
        (Column::Role, of_contact(|contact| &contact.role)),
        (Column::Email, of_contact(|contact| &contact.email)),
        (Column::Language, of_contact(|contact| &contact.language)),
    ]
}

/// The groups that a list names: on the first day of an office they are taken from it. Later a name that no group has
/// is more likely a slip of the pen.
fn first_groups(sifted: &Sifted<'_>, columns: &Columns) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let cells = sifted.rows.iter().map(|row| csv::without_guard(columns.cell(row, Column::Groups)));
    for name in cells.flat_map(|cell| cell.split([',', ';', '/', '\n', '|'])).map(text::clean_line) {
        let id = slug_of(&name);
        let id = if Audience::WORDS.contains(&id.as_str()) { format!("gruppe-{id}") } else { id };
        if !id.is_empty() && groups.iter().all(|group| group.id != id) {
            groups.push(Group { id, de: name, en: None });
        }
    }
    groups
}

/// What is looked up while rows are read.
struct Lists<'a> {
    office: &'a Office,
    by_id: BTreeMap<&'a str, usize>,
    by_email: BTreeMap<String, Vec<usize>>,
    by_name: Names<usize>,
    groups: Names<String>,
    languages: Names<String>,
    /// What stands before the digits of an id, and how many there are at least.
    style: (String, usize),
    reserved: BTreeSet<String>,
    /// Ids that are given, and the row that did so; stored ones count when a row has claimed them.
    claimed: BTreeMap<String, usize>,
    slugs: Slugs,
    last_number: u32,
    emails: BTreeMap<String, usize>,
}

impl<'a> Lists<'a> {
    fn of(office: &'a Office, groups: &[Group]) -> Self {
        let actors = || office.actors.iter().enumerate();
        let mut by_email: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, actor) in actors() {
            for contact in actor.contacts.iter().filter(|contact| !contact.email.is_empty()) {
                by_email.entry(contact.folded_address()).or_default().push(at);
            }
        }
        let group_names = groups.iter().flat_map(|group| {
            let names = [Some(&group.id), Some(&group.de), group.en.as_ref()];
            names.into_iter().flatten().map(|name| (name.clone(), group.id.clone()))
        });
        Self {
            office,
            by_id: actors().map(|(at, actor)| (actor.id.as_str(), at)).collect(),
            by_email,
            by_name: Names::of(actors().map(|(at, actor)| (actor.name.clone(), at))),
            groups: Names::of(group_names),
            languages: Names::of(language_names(&office.vocabulary)),
            style: style_among(office.actors.iter().map(|actor| actor.id.as_str())),
            reserved: BTreeSet::new(),
            claimed: BTreeMap::new(),
            slugs: Slugs::of(office.actors.iter().map(|actor| actor.slug.clone())),
            last_number: 0,
            emails: BTreeMap::new(),
        }
    }

    /// The id that a number stands for: `1` is `a001` in an office whose ids look like that.
    fn id_of(&self, number: &str) -> String {
        let number = text::clean_line(number);
        let digits = number.trim_end_matches('.');
        match digits.parse::<u32>() {
            Ok(digits) => styled(&self.style, digits),
            Err(_) => number.to_lowercase(),
        }
    }

    /// The stored actor that a row means: by its number, else by its address, else by its name.
    fn who(&mut self, reader: &mut RowReader<'_>) -> Option<usize> {
        let by_id = self.by_id.get(self.id_of(reader.cell(Column::Number)).as_str()).copied();
        let address = reader.cell(Column::Email).trim().to_lowercase();
        let by_email = match self.by_email.get(&address).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        };
        let by_name = match self.by_name.find(reader.cell(Column::Name)) {
            Found::One(at) | Found::Remnant(at, _) => Some(at),
            Found::Several | Found::Nothing => None,
        };
        let others = [by_email, by_name].into_iter().flatten();
        if let Some(at) = by_id {
            let is_another = others.clone().count() > 0 && !others.clone().any(|other| other == at);
            if is_another {
                let what = said!(
                    "sheet-number-taken",
                    "is that of {name}, but address and name are another's; mend one",
                    name = self.office.actors[at].name
                );
                reader.fault(Column::Number, what);
            }
            return Some(at);
        }
        if let (Some(email), Some(name)) = (by_email, by_name)
            && email != name
        {
            let what = said!(
                "sheet-address-taken",
                "is that of {owner}, but the name that of {name}; mend one of them",
                owner = self.office.actors[email].name,
                name = self.office.actors[name].name
            );
            reader.fault(Column::Email, what);
        }
        by_email.or(by_name)
    }

    /// The next free number as an id.
    fn next_id(&mut self) -> String {
        loop {
            self.last_number += 1;
            let id = self.id_of(&self.last_number.to_string());
            let is_taken = self.by_id.contains_key(id.as_str()) || self.reserved.contains(&id);
            if !is_taken {
                return id;
            }
        }
    }

    /// A slug that nobody has.
    fn slug_for(&mut self, name: &str, id: &str) -> String {
        let slug = Some(slug_of(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| slug_of(id));
        self.slugs.take(&slug)
    }
}

/// An id that no actor has, in the style of theirs.
pub fn free_actor_id<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> String {
    let (style, taken) = (style_among(ids.clone()), ids.collect::<BTreeSet<_>>());
    let mut numbered = (1..).map(|number: u32| styled(&style, number));
    numbered.find(|id| !taken.contains(id.as_str())).unwrap_or_default()
}

fn styled((prefix, width): &(String, usize), number: u32) -> String {
    format!("{prefix}{number:0width$}")
}

fn style_among<'a>(mut ids: impl Iterator<Item = &'a str>) -> (String, usize) {
    ids.find_map(style_of).unwrap_or_else(|| ("a".to_owned(), 3))
}

/// `a001` is `a` and three digits; ids that are no number at the end have no style.
fn style_of(id: &str) -> Option<(String, usize)> {
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let width = id.len() - prefix.len();
    (width > 0 && prefix.chars().all(|c| c.is_ascii_alphabetic())).then(|| (prefix.to_owned(), width))
}

fn read_actor(reader: &mut RowReader<'_>, stored: Option<&Actor>, lists: &mut Lists<'_>) -> Actor {
    let mut actor = stored.cloned().unwrap_or_default();
    actor.name = reader.name(Column::Name, &actor.name);
    if text::is_blank(&actor.name) {
        reader.fault(Column::Name, said!("sheet-no-name", "is missing; write what the organisation is called"));
    }
    if stored.is_none() {
        let number = reader.cell(Column::Number).trim();
        actor.id = if number.is_empty() { lists.next_id() } else { lists.id_of(number) };
        actor.slug = lists.slug_for(&actor.name, &actor.id);
    }
    if let Some(before) = lists.claimed.insert(actor.id.clone(), reader.row) {
        let what = said!("sheet-same-actor", "row {row} is the same organisation; leave one of them out", row = before);
        reader.fault(Column::Number, what);
    }
    if reader.holds(Column::Kind) {
        actor.kind = kind_of(reader.cell(Column::Kind), &actor.kind);
    }
    actor.phone = reader.line(Column::Phone, &actor.phone);
    actor.district = reader.line(Column::District, &actor.district);
    actor.note = reader.lines(Column::Note, &actor.note);
    if reader.holds(Column::Groups) {
        let groups = reader.find_all(Column::Groups, &lists.groups, "group");
        let is_other = groups.iter().any(|group| !actor.groups.contains(group)) || groups.len() != actor.groups.len();
        actor.groups = if is_other { groups } else { actor.groups };
    }
    let at = actor.contacts.iter().position(|contact| contact.id == "main").unwrap_or(0);
    let known = actor.contacts.get(at).cloned();
    let mut contact = known.clone().unwrap_or_default();
    read_contact(reader, &mut contact, lists);
    // Who had no address before, and was to be rung up all the same, stays so where the list says it.
    let says_no = !reader.cell(Column::PostalOnly).is_empty() && read_yes(reader.cell(Column::PostalOnly)) == Ok(false);
    let had_none = known.is_some_and(|known| known.email.is_empty() && !known.postal_only);
    contact.postal_only &= !(says_no && had_none && contact.email.is_empty());
    match actor.contacts.get_mut(at) {
        Some(old) => *old = contact,
        // An organisation without any contact stays one as long as the list names none.
        None if stored.is_some() && contact.email.is_empty() && contact.role.is_empty() => {}
        None => actor.contacts.push(contact),
    }
    actor
}

fn read_contact(reader: &mut RowReader<'_>, contact: &mut Contact, lists: &mut Lists<'_>) {
    contact.role = reader.line(Column::Role, &contact.role);
    if reader.holds(Column::Language) {
        contact.language = match reader.cell(Column::Language) {
            "" => Contact::default().language,
            same if same == contact.language => contact.language.clone(),
            _ => reader.find(Column::Language, &lists.languages, "language").unwrap_or_default(),
        };
    }
    read_address(reader, contact, lists);
    if reader.holds(Column::EmailOk) {
        let given = read_yes(reader.cell(Column::EmailOk)).map(Typed::plain);
        let allowed =
            reader.take(Column::EmailOk, given).unwrap_or_default() || reader.cell(Column::EmailOk).is_empty();
        if allowed && !contact.email_ok {
            let what = said!("sheet-objected", "is yes, but they objected to mails: the objection stays");
            reader.note(Column::EmailOk, what);
        }
        contact.email_ok &= allowed;
    }
    let remark = fold(reader.cell(Column::Note));
    if (remark.contains("keineemail") || remark.contains("keinemail")) && !contact.postal_only {
        let what = said!(
            "sheet-remark",
            "says that no mails are read; a remark stops no mail: add a column „Nur Post“ with ja"
        );
        reader.note(Column::Note, what);
    }
}

fn read_address(reader: &mut RowReader<'_>, contact: &mut Contact, lists: &mut Lists<'_>) {
    if reader.holds(Column::PostalOnly) {
        let given = read_yes(reader.cell(Column::PostalOnly)).map(Typed::plain);
        contact.postal_only = reader.take(Column::PostalOnly, given).unwrap_or_default();
    }
    let had_none = contact.email.is_empty();
    if reader.holds(Column::Email) {
        let before = contact.clone();
        reader.cell(Column::Email).trim().clone_into(&mut contact.email);
        contact.forget_bounce_of(&before);
    }
    if contact.email.is_empty() {
        let what = said!("sheet-no-address", "is missing: no mail goes there; they are called or written to");
        reader.note(Column::Email, what);
        contact.postal_only = true;
        return;
    }
    if had_none && !reader.holds(Column::PostalOnly) {
        contact.postal_only = false;
    }
    if !text::is_address(&contact.email) {
        reader.fault(Column::Email, no_address(&contact.email));
    }
    if let Some(before) = lists.emails.insert(contact.folded_address(), reader.row) {
        let what = said!("sheet-address-twice", "is that of row {row} too; both get one mail", row = before);
        reader.note(Column::Email, what);
    }
}

/// The sort that a word means; a word we do not know is kept as a slug.
fn kind_of(typed: &str, stored: &str) -> String {
    let word = fold(typed);
    if word == "religion" {
        // The German word does not tell a church from a mosque; the stored sort does.
        return if RELIGIOUS.contains(&stored) { stored.to_owned() } else { word };
    }
    if text::clean_line(typed) == stored {
        return stored.to_owned();
    }
    let known = KINDS.iter().find(|(german, _)| *german == word).map(|(_, kind)| (*kind).to_owned());
    known.unwrap_or_else(|| slug_of(typed))
}
