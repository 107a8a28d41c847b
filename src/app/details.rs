//! What else there is to know about an event, by form: everything besides title, time, place and text.

use jiff::civil::DateTime;
use jiff::civil::Time;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_edit::Ask;
use crate::app::event_edit::Edited;
use crate::app::event_edit::Named;
use crate::app::typed_fields::FormReader;
use crate::app::typed_fields::People;
use crate::app::typed_fields::TypedFields;
use crate::app::typed_fields::typed_day;
use crate::domain::event::Cost;
use crate::domain::event::Event;
use crate::domain::event::Image;
use crate::domain::event::Online;
use crate::domain::event::PublicContact;
use crate::domain::event::Registration;
use crate::domain::event::RegistrationWay;
use crate::domain::fault::said;
use crate::domain::repetition::is_endless;
use crate::domain::text;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::When;
use crate::exchange::typed_time::read_times;

/// The most years of an age.
const AGE_MAX: u32 = 120;
/// The most people that are counted.
const PEOPLE_MAX: u32 = 1_000_000;
/// A deadline that names a day only ends with that day.
const DAY_ENDS: Time = Time::constant(23, 59, 0, 0);

/// What the form of the details offers to choose from.
#[derive(Debug, Clone, Default)]
pub struct DetailLists {
    /// The office's own lists.
    pub vocabulary: Vocabulary,
    /// Programmes.
    pub programmes: Vec<Named>,
    /// Organisations.
    pub people: People,
}

impl DetailLists {
    /// The details of an event as the form shows them.
    pub fn fields(&self, event: &Event) -> TypedFields {
        let mut fields = TypedFields::default();
        for (name, value) in [
            ("kind", event.kind.as_str()),
            ("topic", &event.topic),
            ("cost_kind", event.cost.kind.word()),
            ("cost_text", &event.cost.text),
            ("meeting_point", &event.place.meeting_point),
            ("access_note", &event.place.access_note),
            ("organiser", &self.people.shown(&event.organiser)),
            ("programme", event.programme.as_deref().unwrap_or_default()),
            ("contact_email", &event.contact.email),
            ("contact_phone", &event.contact.phone),
            ("office_email", &event.office_contact.email),
            ("office_phone", &event.office_contact.phone),
            ("visibility", event.visibility.word()),
            ("opening_hours", &event.opening_hours),
            ("note", &event.note),
        ] {
            fields.put(name, value);
        }
        for (name, values) in lists(event) {
            for value in values {
                fields.put(name, value);
            }
        }
        for (row, partner) in event.partners.iter().enumerate() {
            fields.put(&format!("partner-{row}-name"), &self.people.shown(partner));
        }
        fields.put("childcare", &u8::from(event.childcare));
        fields.put_some("age_min", event.age_min);
        fields.put_some("age_max", event.age_max);
        fields.put_some("amount", event.cost.amount_eur.map(typed_euros));
        fields.put_some("reduced", event.cost.reduced_eur.map(typed_euros));
        put_registration(&mut fields, &event.registration);
        if let Some(online) = &event.place.online {
            fields.put("online_url", &online.url);
            fields.put("platform", &online.platform);
            fields.put_some("dial_in", online.dial_in.as_ref());
        }
        if let Some(image) = &event.image {
            fields.put("image_url", &image.url);
            fields.put("image_credit", &image.credit);
            fields.put("image_alt", &image.alt);
        }
        fields
    }
}

/// The lists that boxes are ticked for, by field.
fn lists(event: &Event) -> [(&'static str, &Vec<String>); 4] {
    [
        ("target_group", &event.target_groups),
        ("language", &event.languages),
        ("interpretation", &event.interpretation),
        ("access", &event.place.access),
    ]
}

fn put_registration(fields: &mut TypedFields, registration: &Registration) {
    fields.put("needed", &u8::from(registration.needed));
    fields.put_some("capacity", registration.capacity);
    fields.put_some("deadline", registration.deadline.map(|by| typed_day(by.date())));
    let time = registration.deadline.map(DateTime::time).filter(|time| (time.hour(), time.minute()) != (23, 59));
    fields.put_some("deadline_time", time.map(|time| time.strftime("%H:%M").to_string()));
    fields.put_some("how", registration.how);
    fields.put_some("registration_url", registration.url.as_ref());
    fields.put("waiting_list", &u8::from(registration.waiting_list));
}

/// Euros as people type them.
fn typed_euros(amount: f64) -> String {
    let cents = format!("{amount:.2}").replace('.', ",");
    cents.strip_suffix(",00").unwrap_or(&cents).to_owned()
}

impl App {
    /// What the form of the details offers to choose from.
    pub async fn list_details(&self) -> Result<DetailLists, Refusal> {
        let directory = self.directory().await?;
        let people = People::of(&directory, false);
        let programmes = directory.programmes.values().map(|one| (one.id.clone(), one.title.clone())).collect();
        Ok(DetailLists { programmes, people, vocabulary: directory.vocabulary.clone() })
    }

    /// Changes the details of an event; asks who shall hear of another room online, where somebody was told.
    ///
    /// `seen`: [`crate::app::version_of_event`] what the person saw before.
    /// Errors: as of [`App::put_event`], and [`Refusal::Changed`] when somebody was faster.
    pub async fn edit_details(
        &self,
        who: &str,
        slug: &str,
        seen: &str,
        typed: &TypedFields,
    ) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let lists = self.list_details().await?;
        let mut form = FormReader::new(typed, self.today());
        let mut event = stored.clone();
        read_what(&mut form, &mut event, &lists);
        read_people(&mut form, &mut event, &lists);
        read_place(&mut form, &mut event);
        event.cost = read_cost(&mut form);
        check_cost(&mut form, &stored.cost, &event.cost);
        event.registration = read_registration(&mut form, &stored.registration);
        self.check_deadline(&mut form, &stored, event.registration.deadline).await?;
        event.image = read_image(&mut form, stored.image.as_ref());
        event.opening_hours = form.lines("opening_hours");
        event.note = form.lines("note");
        form.end()?;
        self.store_or_ask(who, stored, event, typed.one("change_to"), Ask::WhoWasTold).await
    }

    /// Whoever gives another deadline means one before the last date is over; what has no end has no such date.
    async fn check_deadline(
        &self,
        form: &mut FormReader<'_>,
        stored: &Event,
        deadline: Option<DateTime>,
    ) -> Result<(), Refusal> {
        let is_endless = stored.recurrence.rule.as_deref().is_some_and(is_endless);
        let is_new = deadline != stored.registration.deadline && !is_endless;
        let Some(deadline) = deadline.filter(|_| is_new) else { return Ok(()) };
        let dates = self.list_dates(&stored.slug).await?;
        let last = dates.iter().map(|date| &date.dated.when).max_by_key(|when| when.ends_at());
        // A day without a time may be that of the event itself.
        let is_over = |when: &When| {
            let ends = if deadline.time() == DAY_ENDS {
                when.last_day().to_datetime(DAY_ENDS)
            } else {
                when.end_or_start().wall()
            };
            deadline > ends
        };
        if last.is_some_and(is_over) {
            form.fault("deadline", "fault-deadline-late");
        }
        Ok(())
    }
}

fn read_what(form: &mut FormReader<'_>, event: &mut Event, lists: &DetailLists) {
    let typed = form.typed;
    let words = &lists.vocabulary;
    let ids = |terms: &[crate::domain::vocabulary::Term]| terms.iter().map(|term| term.id.clone()).collect::<Vec<_>>();
    event.kind = chosen(typed, "kind", &ids(&words.kinds), &event.kind);
    event.topic = chosen(typed, "topic", &ids(&words.topics), &event.topic);
    let programmes: Vec<String> = lists.programmes.iter().map(|(id, _)| id.clone()).collect();
    let programme = chosen(typed, "programme", &programmes, event.programme.as_deref().unwrap_or_default());
    event.programme = Some(programme).filter(|programme| !programme.is_empty());
    event.target_groups = ticked(typed, "target_group", &ids(&words.target_groups), &event.target_groups);
    let languages: Vec<String> = words.languages.keys().cloned().collect();
    event.languages = ticked(typed, "language", &languages, &event.languages);
    event.interpretation = ticked(typed, "interpretation", &words.interpretations(), &event.interpretation);
    event.place.access = ticked(typed, "access", &ids(&words.access), &event.place.access);
    event.childcare = typed.is_ticked("childcare");
    event.visibility = typed.one("visibility").parse().unwrap_or(event.visibility);
    event.age_min = read_age(form, "age_min");
    event.age_max = read_age(form, "age_max");
    if event.age_min.zip(event.age_max).is_some_and(|(min, max)| min > max) {
        form.fault("age_max", "fault-age");
    }
}

/// The one that was chosen, if it can be chosen or is so already; else nothing.
fn chosen(typed: &TypedFields, field: &str, offered: &[String], stored: &str) -> String {
    let chosen = typed.one(field);
    if chosen == stored || offered.iter().any(|one| one == chosen) { chosen.to_owned() } else { String::new() }
}

/// Those that were ticked, in the order in which they stood; what nobody knows any more stays while it is ticked.
fn ticked(typed: &TypedFields, field: &str, offered: &[String], stored: &[String]) -> Vec<String> {
    let is_ticked = |one: &&String| typed.all(field).contains(one);
    let new = offered.iter().filter(|one| !stored.contains(one));
    stored.iter().chain(new).filter(is_ticked).cloned().collect()
}

fn read_age(form: &mut FormReader<'_>, field: &str) -> Option<u8> {
    form.count(field, AGE_MAX).and_then(|age| u8::try_from(age).ok())
}

fn read_people(form: &mut FormReader<'_>, event: &mut Event, lists: &DetailLists) {
    event.organiser = form.named("organiser", &lists.people, &[&event.organiser.clone()]);
    let stored = std::mem::take(&mut event.partners);
    let known: Vec<&str> = stored.iter().map(String::as_str).collect();
    for row in 0..form.typed.rows("partner") {
        let partner = form.named(&format!("partner-{row}-name"), &lists.people, &known);
        if !partner.is_empty() && !event.partners.contains(&partner) {
            event.partners.push(partner);
        }
    }
    let mut contact = |name: &str, known: &PublicContact| PublicContact {
        email: form.mail(&format!("{name}_email"), &known.email),
        phone: form.line(&format!("{name}_phone")),
    };
    event.contact = contact("contact", &event.contact);
    event.office_contact = contact("office", &event.office_contact);
}

fn read_place(form: &mut FormReader<'_>, event: &mut Event) {
    event.place.meeting_point = form.line("meeting_point");
    event.place.access_note = form.line("access_note");
    let known = event.place.online.as_ref().map_or("", |online| &online.url).to_owned();
    let online = Online {
        url: form.link("online_url", &[&known]),
        platform: form.line("platform"),
        dial_in: Some(form.line("dial_in")).filter(|dial_in| !dial_in.is_empty()),
    };
    event.place.online = Some(online).filter(|online| *online != Online::default());
}

fn read_cost(form: &mut FormReader<'_>) -> Cost {
    Cost {
        kind: form.typed.one("cost_kind").parse().unwrap_or_default(),
        amount_eur: form.euros("amount"),
        reduced_eur: form.euros("reduced"),
        text: form.line("cost_text"),
    }
}

/// The words win over the numbers on German pages, so nobody changes a price and leaves the old one standing there.
fn check_cost(form: &mut FormReader<'_>, stored: &Cost, cost: &Cost) {
    let prices = |cost: &Cost| (cost.amount_eur, cost.reduced_eur);
    let is_other = prices(cost) != prices(stored);
    if is_other && cost.reduced_eur.zip(cost.amount_eur).is_some_and(|(reduced, amount)| reduced > amount) {
        form.fault("reduced", "fault-reduced");
    }
    let is_stale = cost.kind != stored.kind || (is_other && cost.text.contains(char::is_numeric));
    if is_stale && !cost.text.is_empty() && cost.text == stored.text {
        let what = said!("fault-cost-words", "still says {words}; change or empty it", words = cost.text);
        form.fault("cost_text", what);
    }
}

fn read_registration(form: &mut FormReader<'_>, stored: &Registration) -> Registration {
    let time = form.typed.one("deadline_time").trim();
    let time = if time.is_empty() { Some(DAY_ENDS) } else { read_times(time).ok().map(|times| times.start) };
    if time.is_none() {
        form.fault("deadline_time", "fault-no-time");
    }
    let deadline = form.day("deadline").zip(time).map(|(day, time)| day.to_datetime(time));
    // The seconds of a stored day's end are not shown.
    let is_same = |by: &DateTime| deadline.is_some_and(|new| new == by.date().at(by.hour(), by.minute(), 0, 0));
    let how = form.typed.one("how").parse().ok();
    let url = form.link("registration_url", &[stored.url.as_deref().unwrap_or_default()]);
    if how == Some(RegistrationWay::Link) && url.is_empty() && stored.how != how {
        form.fault("registration_url", "fault-missing");
    }
    Registration {
        needed: form.typed.is_ticked("needed"),
        capacity: form.count("capacity", PEOPLE_MAX),
        deadline: stored.deadline.filter(is_same).or(deadline),
        how,
        url: Some(url).filter(|url| !url.is_empty()),
        waiting_list: form.typed.is_ticked("waiting_list"),
    }
}

fn read_image(form: &mut FormReader<'_>, stored: Option<&Image>) -> Option<Image> {
    let image = Image {
        url: form.link("image_url", &[stored.map_or("", |image| &image.url)]),
        credit: form.line("image_credit"),
        alt: form.line("image_alt"),
    };
    if image == Image::default() {
        return None;
    }
    for (field, value, message) in
        [("image_url", &image.url, "fault-missing"), ("image_alt", &image.alt, "fault-no-alt")]
    {
        if text::clean_line(value).is_empty() {
            form.fault(field, message);
        }
    }
    Some(image)
}
