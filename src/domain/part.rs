//! Which parts of an event a change is about. The audit keeps these words and no values, which may hold names.

use jiff::civil::Date;

use crate::domain::event::Event;
use crate::domain::meeting::Meeting;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::domain::word::words;

words! {
    /// A part of an event that is changed as one.
    Part {
        /// Title.
        Title = "title",
        /// Start, end, repetition, single dates.
        When = "when",
        /// Venue, words, room online, access.
        Place = "place",
        /// Whether it takes place, and whether it is out.
        Status = "status",
        /// Summary, description, opening hours.
        Text = "text",
        /// Texts in other languages.
        Translations = "translations",
        /// Organiser, partners, whom to ask.
        People = "people",
        /// Groups, and who may see it.
        Groups = "groups",
        /// Whether and how to register.
        Registration = "registration",
        /// The rules of its mails.
        Rules = "rules",
        /// Agenda, minutes, tasks, papers.
        Agenda = "agenda",
        /// All that is left: kind, cost, languages, image, notes.
        Details = "details",
    }
}

/// What differs between two states of an event.
pub fn parts_changed(old: &Event, new: &Event) -> Vec<Part> {
    let groups = |event: &Event| (event.groups().to_vec(), event.visibility);
    let texts = |event: &Event| (event.summary.clone(), event.description.clone(), event.opening_hours.clone());
    let agenda = |event: &Event| event.meeting.clone().map(|meeting| Meeting { groups: Vec::new(), ..meeting });
    let people = |event: &Event| {
        let asked = (event.contact.clone(), event.office_contact.clone());
        (event.organiser.clone(), event.partners.clone(), asked)
    };
    let all = [
        (Part::Title, old.title != new.title),
        (Part::When, (&old.when, &old.recurrence, &old.overrides) != (&new.when, &new.recurrence, &new.overrides)),
        (Part::Place, old.place != new.place),
        (Part::Status, (old.status, old.review) != (new.status, new.review)),
        (Part::Text, texts(old) != texts(new)),
        (Part::Translations, old.translations != new.translations),
        (Part::People, people(old) != people(new)),
        (Part::Groups, groups(old) != groups(new)),
        (Part::Registration, old.registration != new.registration),
        (Part::Rules, old.rules != new.rules),
        (Part::Agenda, agenda(old) != agenda(new)),
        (Part::Details, details(old) != details(new)),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
}

/// An event with nothing but what no other part holds.
fn details(event: &Event) -> Event {
    let rest = event.clone();
    Event {
        kind: rest.kind,
        topic: rest.topic,
        programme: rest.programme,
        target_groups: rest.target_groups,
        languages: rest.languages,
        interpretation: rest.interpretation,
        childcare: rest.childcare,
        age_min: rest.age_min,
        age_max: rest.age_max,
        cost: rest.cost,
        image: rest.image,
        note: rest.note,
        duplicate_of: rest.duplicate_of,
        ..Event::new("", "", When { start: Moment::Day(Date::MIN), end: None, zone: Zone::utc() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_named_where_it_differs_and_nowhere_else() {
        let when = When { start: Moment::Day("2027-09-12".parse().unwrap()), end: None, zone: Zone::utc() };
        let old = Event { meeting: Some(Meeting::default()), ..Event::new("fest", "Fest", when) };
        let changed = |change: fn(&mut Event)| {
            let mut new = old.clone();
            change(&mut new);
            parts_changed(&old, &new)
        };
        assert_eq!(changed(|_| {}), []);
        assert_eq!(changed(|event| event.sequence = 3), [], "what is counted by itself is no change of anybody's");
        assert_eq!(changed(|event| event.title = "Feier".into()), [Part::Title]);
        assert_eq!(changed(|event| event.place.text = "Saal 2".into()), [Part::Place]);
        assert_eq!(changed(|event| event.cost.text = "5 €".into()), [Part::Details]);
        assert_eq!(changed(|event| event.partners.push("vhs".into())), [Part::People]);
        let group = |event: &mut Event| event.meeting.as_mut().unwrap().groups.push("ag-jugend".into());
        assert_eq!(changed(group), [Part::Groups], "no agenda");
        let both = |event: &mut Event| {
            event.when.start = Moment::Day("2027-09-13".parse().unwrap());
            event.meeting.as_mut().unwrap().series = true;
        };
        assert_eq!(changed(both), [Part::When, Part::Agenda], "the details begin on whatever day");
    }
}
