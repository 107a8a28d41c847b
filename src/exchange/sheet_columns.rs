//! Which column of a spreadsheet is which field: proposed by the words of its header, changed by people, remembered.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;

use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::word::words;
use crate::exchange::names::fold;

words! {
    /// What the rows of a sheet are.
    SheetKind {
        /// Organisations and offices.
        Actors = "actors",
        /// Events.
        Events = "events",
    }
}

words! {
    /// A field that a column may hold.
    Column {
        /// The office's number in its list.
        Number = "number",
        /// The id of an event, as our own table of events writes it.
        Id = "id",
        /// The name of an actor.
        Name = "name",
        /// What sort of actor or event.
        Kind = "kind",
        /// The function of the contact.
        Role = "role",
        /// Mail address of the contact, or for questions about an event.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// The language to write in.
        Language = "language",
        /// The groups of an actor.
        Groups = "groups",
        /// Whether mails are allowed.
        EmailOk = "email_ok",
        /// Reads no mail.
        PostalOnly = "postal_only",
        /// District of the city.
        District = "district",
        /// For the office only.
        Note = "note",
        /// The title of an event.
        Title = "title",
        /// The first day, perhaps with times.
        StartDate = "start_date",
        /// The time it starts, perhaps until when.
        StartTime = "start_time",
        /// The last day, inclusive.
        EndDate = "end_date",
        /// The time it ends.
        EndTime = "end_time",
        /// Whole days.
        AllDay = "all_day",
        /// Repetition in words.
        Repetition = "repetition",
        /// The place.
        Venue = "venue",
        /// Street and number of the place.
        Street = "street",
        /// Postal code of the place.
        Postcode = "postcode",
        /// City of the place.
        City = "city",
        /// Facts about access.
        Access = "access",
        /// Who is responsible.
        Organiser = "organiser",
        /// Who else makes it.
        Partners = "partners",
        /// Whom it is for.
        TargetGroups = "target_groups",
        /// Spoken languages.
        Languages = "languages",
        /// What it costs.
        Cost = "cost",
        /// Whether and how to register.
        Registration = "registration",
        /// Until when to register.
        Deadline = "deadline",
        /// How many have room.
        Capacity = "capacity",
        /// Somebody looks after children.
        Childcare = "childcare",
        /// The address of the room online.
        Link = "link",
        /// A few sentences.
        Summary = "summary",
        /// The text.
        Description = "description",
        /// Confirmed, tentative, cancelled; draft.
        Status = "status",
    }
}

/// The folded words of headers for a field.
type Synonyms = &'static [(Column, &'static [&'static str])];

const OF_ACTORS: Synonyms = &[
    (Column::Number, &["nr", "nummer", "lfdnr", "laufendenummer", "no", "id"]),
    (Column::Name, &["organisation", "name", "verein", "akteur", "akteurin", "institution", "einrichtung", "träger"]),
    (Column::Kind, &["art", "typ", "kategorie", "bereich", "artderorganisation"]),
    (Column::Role, &["funktion", "rolle", "ansprechfunktion", "aufgabe"]),
    (Column::Email, &["email", "mail", "emailadresse", "mailadresse", "kontaktmail", "kontaktemail"]),
    (Column::Phone, &["telefon", "tel", "telefonnummer", "telnr", "phone", "rufnummer"]),
    (Column::Language, &["sprache", "korrespondenzsprache", "anschreibesprache", "language"]),
    (Column::Groups, &["gruppen", "gruppe", "verteiler", "arbeitsgruppen", "arbeitskreise", "gremien", "ag"]),
    (Column::EmailOk, &["emailerlaubt", "mailerlaubt", "emailok", "einwilligung", "emailerlaubnis", "darfmailen"]),
    (Column::PostalOnly, &["nurpost", "nurperpost", "perpost", "postversand", "keineemail", "keinemail"]),
    (Column::District, &["stadtteil", "bezirk", "ortsteil", "stadtbezirk"]),
    (Column::Note, &["bemerkung", "bemerkungen", "bem", "notiz", "notizen", "anmerkung", "anmerkungen", "hinweis"]),
];

const OF_EVENTS: Synonyms = &[
    (Column::Number, &["nr", "nummer", "lfdnr", "laufendenummer", "no"]),
    (Column::Id, &["kennung", "id", "slug"]),
    (Column::Title, &["titel", "titelderveranstaltung", "veranstaltung", "veranstaltungstitel", "name", "was"]),
    (Column::Kind, &["art", "typ", "kategorie", "format", "veranstaltungsart", "artderveranstaltung"]),
    (
        Column::StartDate,
        &[
            "datum",
            "datumvon",
            "datumab",
            "tag",
            "wann",
            "termin",
            "beginndatum",
            "startdatum",
            "vondatum",
            "erstertag",
        ],
    ),
    (
        Column::StartTime,
        &["uhrzeit", "zeit", "uhrzeitvon", "beginn", "beginnuhrzeit", "von", "start", "startzeit", "anfang", "ab"],
    ),
    (Column::EndDate, &["datumbis", "bisdatum", "enddatum", "endedatum", "letztertag"]),
    (Column::EndTime, &["uhrzeitbis", "ende", "endeuhrzeit", "endzeit", "schluss", "bis", "bisuhrzeit"]),
    (Column::AllDay, &["ganztägig", "ganztags", "ganztag"]),
    (Column::Repetition, &["wiederholung", "turnus", "rhythmus", "serie", "wiederkehrend", "wiederholungen"]),
    (Column::Venue, &["ort", "veranstaltungsort", "wo", "location", "treffpunkt", "raum"]),
    (Column::Street, &["straße", "strasse", "straßehausnummer", "adresse", "anschrift", "str"]),
    (Column::Postcode, &["plz", "postleitzahl"]),
    (Column::City, &["stadt", "ortstadt", "gemeinde"]),
    (Column::Access, &["barrierefreiheit", "barrierefrei", "zugänglichkeit", "zugang"]),
    (
        Column::Organiser,
        &["veranstalter", "veranstalterin", "veranstaltende", "organisation", "träger", "wer", "veranstalterinnen"],
    ),
    (
        Column::Partners,
        &["kooperation", "kooperationspartner", "kooperationspartnerinnen", "mitwirkende", "partner", "partnerinnen"],
    ),
    (Column::TargetGroups, &["zielgruppe", "zielgruppen", "fürwen"]),
    (Column::Languages, &["sprache", "sprachen"]),
    (Column::Cost, &["kosten", "eintritt", "preis", "teilnahmegebühr", "gebühr", "beitrag", "kostenbeitrag"]),
    (Column::Registration, &["anmeldung", "anmeldungerforderlich", "anmeldungnötig", "anmeldungüber"]),
    (Column::Deadline, &["anmeldeschluss", "anmeldungbis", "anmeldefrist"]),
    (Column::Capacity, &["plätze", "platzzahl", "teilnehmerzahl", "maxtn", "kapazität", "anzahlplätze"]),
    (Column::Childcare, &["kinderbetreuung", "kinderbetreung"]),
    (Column::Email, &["email", "mail", "emailadresse", "mailadresse", "kontaktmail", "kontaktemail", "kontakt"]),
    (Column::Phone, &["telefon", "tel", "telefonnummer", "kontakttelefon", "kontakttel", "rufnummer"]),
    (Column::Link, &["link", "internet", "url", "onlinelink", "zugangslink", "online", "videokonferenz"]),
    (Column::Summary, &["kurztext", "kurzbeschreibung", "teaser"]),
    (Column::Description, &["beschreibung", "text", "langtext", "inhalt", "beschreibungstext"]),
    (Column::Status, &["status", "stand"]),
    (Column::Note, &["bemerkung", "bemerkungen", "bem", "notiz", "anmerkung", "anmerkungen", "intern"]),
];

impl SheetKind {
    fn synonyms(self) -> Synonyms {
        match self {
            Self::Actors => OF_ACTORS,
            Self::Events => OF_EVENTS,
        }
    }

    /// The fields that columns of such a sheet may hold.
    pub fn columns(self) -> impl Iterator<Item = Column> {
        self.synonyms().iter().map(|(column, _)| *column)
    }

    fn column_of(self, word: &str) -> Option<Column> {
        let word = fold(word);
        self.synonyms().iter().find(|(_, words)| words.contains(&word.as_str())).map(|(column, _)| *column)
    }

    /// Without these a row cannot be read.
    fn needs(self) -> &'static [Column] {
        match self {
            Self::Actors => &[Column::Name],
            Self::Events => &[Column::Title, Column::StartDate],
        }
    }
}

/// What a row of cells is the header of, if of anything, and how many of its words are known.
pub(super) fn recognise(cells: &[String]) -> Option<(SheetKind, usize)> {
    let mut best: Option<(SheetKind, usize)> = None;
    for kind in [SheetKind::Events, SheetKind::Actors] {
        let found: Vec<Column> = Mapping::propose(kind, cells).columns.into_values().flatten().collect();
        let is_whole = kind.needs().iter().all(|needed| found.contains(needed));
        // Names and addresses alone are a list already; two other words may stand in any text.
        let is_enough = found.len() >= 3 || found.contains(&Column::Email);
        if is_whole && is_enough && best.is_none_or(|(_, known)| found.len() > known) {
            best = Some((kind, found.len()));
        }
    }
    best
}

/// Which column is which field, by the words of the header. Serialised, it is remembered for the next sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the rows are.
    pub kind: SheetKind,
    /// The field of each word of the header; nothing: not taken in.
    pub columns: BTreeMap<String, Option<Column>>,
}

impl Mapping {
    /// What the words of a header tell; a field is given to the first column that could hold it.
    pub fn propose(kind: SheetKind, header: &[String]) -> Self {
        let mut columns = BTreeMap::new();
        let mut given = Vec::new();
        for word in header.iter().filter(|word| !word.is_empty()) {
            let column = kind.column_of(word).filter(|column| !given.contains(column));
            given.extend(column);
            columns.insert(word.clone(), column);
        }
        let mut mapping = Self { kind, columns };
        // With a column of days „Beginn“ is a time; without one it holds both.
        if kind == SheetKind::Events && !given.contains(&Column::StartDate) {
            mapping.rename(Column::StartTime, Column::StartDate);
            if !given.contains(&Column::EndDate) {
                mapping.rename(Column::EndTime, Column::EndDate);
            }
        }
        mapping
    }

    fn rename(&mut self, old: Column, new: Column) {
        for column in self.columns.values_mut().filter(|column| **column == Some(old)) {
            *column = Some(new);
        }
    }

    /// The same with what people decided before for the same words.
    #[must_use]
    pub fn remembering(mut self, decided: &Self) -> Self {
        if decided.kind != self.kind {
            return self;
        }
        for (word, column) in &mut self.columns {
            if let Some(before) = decided.columns.get(word) {
                *column = *before;
            }
        }
        self
    }

    /// Fields that two columns hold, and fields that are needed and that no column holds.
    pub fn faults(&self) -> Vec<Fault> {
        let held = |column: Column| self.columns.iter().filter(move |(_, held)| **held == Some(column));
        let missing = self.kind.needs().iter().filter(|column| held(**column).next().is_none());
        let missing = missing.map(|column| {
            Fault::new(column.word(), said!("sheet-no-column", "no column holds it; say which one does"))
        });
        let twice = self.kind.columns().filter_map(|column| {
            let words: Vec<&str> = held(column).map(|(word, _)| word.as_str()).collect();
            let what = said!(
                "sheet-several-columns",
                "is held by several columns ({columns}); choose one of them",
                columns = words.join(", ")
            );
            (words.len() > 1).then(|| Fault::new(column.word(), what))
        });
        missing.chain(twice).collect()
    }

    /// The field of each column of a sheet.
    pub(super) fn of_header(&self, header: &[String]) -> Vec<Option<Column>> {
        header.iter().map(|word| self.columns.get(word).copied().flatten()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(line: &str) -> Vec<String> {
        line.split(';').map(str::to_owned).collect()
    }

    #[test]
    fn headers_are_known_in_the_words_of_offices() {
        let words = header("Titel der Veranstaltung;Datum;Beginn;Ende;Veranstalter*in;Kontakt (Mail);Bem.;Farbe");
        let columns = Mapping::propose(SheetKind::Events, &words).of_header(&words);
        let wanted = [
            Some(Column::Title),
            Some(Column::StartDate),
            Some(Column::StartTime),
            Some(Column::EndTime),
            Some(Column::Organiser),
            Some(Column::Email),
            Some(Column::Note),
            None,
        ];
        assert_eq!(columns, wanted);
    }

    #[test]
    fn without_a_column_of_days_the_start_holds_both() {
        let words = header("Titel;Beginn;Ende;Ort");
        let columns = Mapping::propose(SheetKind::Events, &words).of_header(&words);
        assert_eq!(columns[1..3], [Some(Column::StartDate), Some(Column::EndDate)]);
    }

    #[test]
    fn what_people_decided_is_remembered_by_the_words() {
        let words = header("Organisation;E-Mail;Farbe;Bem.");
        let mut decided = Mapping::propose(SheetKind::Actors, &words);
        decided.columns.insert("Farbe".into(), Some(Column::District));
        decided.columns.insert("Bem.".into(), None);
        let kept = serde_json::to_string(&decided).unwrap();
        let decided: Mapping = serde_json::from_str(&kept).unwrap();
        let again = Mapping::propose(SheetKind::Actors, &words).remembering(&decided);
        assert_eq!(again, decided);
    }

    #[test]
    fn a_mapping_without_the_needed_columns_is_faulty() {
        let mut mapping = Mapping::propose(SheetKind::Actors, &header("Organisation;E-Mail;Mail 2"));
        assert_eq!(mapping.faults(), []);
        mapping.columns.insert("Mail 2".into(), Some(Column::Email));
        mapping.columns.insert("Organisation".into(), None);
        let faults: Vec<_> = mapping.faults().into_iter().map(|fault| fault.field).collect();
        assert_eq!(faults, ["name", "email"]);
    }
}
