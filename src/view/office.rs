//! What is put into the pages of the office: facts already in words.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::shown::Choice;
use crate::view::shown::Frame;

/// A page of the office: what surrounds it, and what it shows.
#[derive(Debug, Clone, Serialize)]
pub struct OfficePage<T> {
    /// What surrounds each page.
    pub frame: Frame,
    /// What surrounds each page of the office.
    pub office: OfficeFrame,
    /// What it shows.
    pub page: T,
}

/// What surrounds each page of the office.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OfficeFrame {
    /// Who is signed in; empty for nobody.
    pub who: String,
    /// The other pages.
    pub nav: Vec<Link>,
    /// True: whoever is signed in may see accounts and settings.
    pub is_lead: bool,
    /// True: a person holds all mail.
    pub holds_all: bool,
    /// Where all mail goes instead, while the office only tries things out; empty for nowhere.
    pub test_to: String,
    /// Goes with each form and comes back with it.
    pub form_token: String,
    /// What was just done; empty for nothing.
    pub flash: String,
}

/// A page to go to.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// True: it is this one.
    pub current: bool,
}

/// The page on which somebody asks for a way in, or types the code.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SignInPage {
    /// The address as typed.
    pub address: String,
    /// True: a mail is on its way, if there is such an account.
    pub asked: bool,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// For a link that was opened: who would be signed in, and where the form goes.
    pub confirm: Option<(String, String)>,
}

/// The first page: what needs somebody now, what happens, what will be sent.
#[derive(Debug, Clone, Serialize)]
pub struct WeekPage {
    /// "Montag, 16. August bis Sonntag, 22. August".
    pub period: String,
    /// What needs a person: a sentence, a link and its words.
    pub needs: Vec<Need>,
    /// What takes place.
    pub dates: Vec<WeekDate>,
    /// What will be sent.
    pub mails: Vec<MailGroup>,
    /// Fewer than two leads: a sentence.
    pub few_leads: bool,
}

/// Something that needs a person.
#[derive(Debug, Clone, Serialize)]
pub struct Need {
    /// What it is.
    pub text: String,
    /// Where to see to it.
    pub href: String,
    /// What to press.
    pub action: String,
}

/// A date of the week.
#[derive(Debug, Clone, Serialize)]
pub struct WeekDate {
    /// "Do, 19.08., 17:00".
    pub when: String,
    /// The same for machines.
    pub datetime: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Numbers, or that it is cancelled.
    pub note: String,
}

/// Mails of one kind about one date, to several contacts.
#[derive(Debug, Clone, Serialize)]
pub struct MailGroup {
    /// When: "Mi, 18.08., 09:00".
    pub when: String,
    /// The same for machines.
    pub datetime: String,
    /// What sort of mail.
    pub kind: String,
    /// Of which event and date.
    pub about: String,
    /// How many, by state, in words.
    pub states: Vec<MailCount>,
    /// Where each of them is listed.
    pub href: String,
}

/// How many mails stand somewhere.
#[derive(Debug, Clone, Serialize)]
pub struct MailCount {
    /// The state, as a class.
    pub state: &'static str,
    /// "3 geplant".
    pub text: String,
}

/// The outbox: groups of mails.
#[derive(Debug, Clone, Serialize)]
pub struct OutboxPage {
    /// How many stand where.
    pub totals: Vec<MailCount>,
    /// Which of them are listed.
    pub filters: Vec<Choice>,
    /// The groups.
    pub groups: Vec<MailGroup>,
    /// The address of further ones.
    pub more: Option<String>,
    /// True: this person may begin and end test mode.
    pub may_test: bool,
}

/// The question why somebody got, or did not get, a mail.
#[derive(Debug, Clone, Serialize)]
pub struct WhyPage {
    /// Whose mails, as typed.
    pub search: String,
    /// Events to ask about.
    pub events: Vec<Choice>,
    /// Contacts that may be meant, each with its answer.
    pub found: Vec<Choice>,
}

/// Test mode.
#[derive(Debug, Clone, Serialize)]
pub struct TestPage {
    /// The address as typed.
    pub address: String,
    /// True: it is on.
    pub is_on: bool,
    /// How many mails were due since, in words.
    pub due: String,
    /// How it can be ended: the form's word and what to press.
    pub actions: Vec<(&'static str, String)>,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
}

/// The mails of one group, one by one.
#[derive(Debug, Clone, Serialize)]
pub struct MailsPage {
    /// What they are.
    pub title: String,
    /// When they are due.
    pub when: String,
    /// The event's page.
    pub event: String,
    /// Where the form goes.
    pub action: String,
    /// One line each.
    pub mails: Vec<MailLine>,
    /// How many stand where.
    pub totals: Vec<MailCount>,
    /// What can be done about them, by the words of the form.
    pub levers: Vec<&'static str>,
    /// What people decided about them, in sentences.
    pub decisions: Vec<String>,
    /// To give them another time; none where nothing can go any more.
    pub moving: Option<MoveForm>,
}

/// A form that gives mails another time.
#[derive(Debug, Clone, Serialize)]
pub struct MoveForm {
    /// Which of them, by when they are due.
    pub waves: Vec<Choice>,
    /// The day as typed.
    pub day: String,
    /// The time as typed.
    pub time: String,
    /// What was understood: for machines, and "= Mittwoch, 18. August, 09:00".
    pub understood: Option<(String, String)>,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
}

/// One mail.
#[derive(Debug, Clone, Serialize)]
pub struct MailLine {
    /// Its number.
    pub id: i64,
    /// When it went or will go.
    pub when: String,
    /// What sort of mail.
    pub kind: String,
    /// Of which event and date.
    pub about: String,
    /// The event's page.
    pub about_href: String,
    /// Which organisation.
    pub actor: String,
    /// The page of the contact.
    pub href: String,
    /// The address that it went to or was tried for, else the contact's; empty for none.
    pub address: String,
    /// True: the contact has another address by now.
    pub is_elsewhere: bool,
    /// The state, as a class.
    pub state: &'static str,
    /// The state and why, in words.
    pub status: String,
    /// What the relay said.
    pub fault: String,
    /// What that means.
    pub meaning: String,
    /// Where the address is mended; empty when nothing is wrong with it.
    pub fix: String,
}

/// One contact: what was sent, will be sent, and was not sent and why.
#[derive(Debug, Clone, Serialize)]
pub struct ContactPage {
    /// The organisation.
    pub actor: String,
    /// Its page.
    pub actor_href: String,
    /// The role.
    pub role: String,
    /// The address.
    pub address: String,
    /// What is special: objected, bounced, postal only.
    pub notes: Vec<String>,
    /// Events to ask about.
    pub events: Vec<Choice>,
    /// The answer to "why did this contact (not) get that?": sentences.
    pub why: Vec<String>,
    /// All mails, the newest first.
    pub mails: Vec<MailLine>,
}

/// The list of organisations.
#[derive(Debug, Clone, Serialize)]
pub struct ActorsPage {
    /// The search.
    pub search: String,
    /// The groups to choose from.
    pub groups: Vec<Choice>,
    /// The languages to choose from.
    pub languages: Vec<Choice>,
    /// True: only those whom no mail reaches.
    pub without_mail: bool,
    /// True: only those who do not answer.
    pub silent: bool,
    /// Where a new one is entered.
    pub new: String,
    /// The same as a table for Excel.
    pub table: String,
    /// True: there is none at all yet.
    pub is_empty: bool,
    /// "80 Akteure".
    pub count: String,
    /// The organisations.
    pub actors: Vec<ActorLine>,
}

/// One organisation of the list.
#[derive(Debug, Clone, Serialize)]
pub struct ActorLine {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its sort.
    pub kind: String,
    /// Its groups.
    pub groups: String,
    /// Its main contact's language.
    pub language: String,
    /// Its main contact's address.
    pub address: String,
    /// What is special about its mail.
    pub note: String,
}

/// The form of one organisation.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ActorForm {
    /// Where it goes.
    pub action: String,
    /// The heading; empty for a new one.
    pub title: String,
    /// What it was when the form was made, to notice who was faster.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// Fields by name.
    pub fields: std::collections::BTreeMap<&'static str, String>,
    /// The groups.
    pub groups: Vec<Choice>,
    /// Its contacts, the first one first.
    pub contacts: Vec<ContactPart>,
    /// True: none is marked to get invitations, so the first one gets them.
    pub invites_first: bool,
    /// One that could be added; none for a new organisation.
    pub further: Option<ContactPart>,
    /// Contacts that were taken away, each with its page.
    pub former: Vec<Choice>,
}

/// One contact in the form of its organisation.
#[derive(Debug, Clone, Serialize)]
pub struct ContactPart {
    /// What stands behind the names of its fields.
    pub suffix: String,
    /// The function.
    pub role: String,
    /// The address.
    pub email: String,
    /// The languages.
    pub languages: Vec<Choice>,
    /// Boxes to tick.
    pub flags: Vec<Choice>,
    /// Its row, to take it away by; empty where it cannot be.
    pub row: String,
    /// True: it is to be taken away.
    pub removed: bool,
    /// Its mails; empty when it is new.
    pub href: String,
}
