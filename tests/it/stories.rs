//! Stories: what happens, and the diary of mails that follows from it, as text that a commissioner could correct.
//!
//! Each file of `tests/data/stories` has a title line, the actors, the story and the mails. `UPDATE=1` writes the mails
//! anew; read the difference before you keep it.

use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::json;
use treffpunkt::app::AnswerDraft;
use treffpunkt::app::OutboxLine;
use treffpunkt::domain::actor::Actor;
use treffpunkt::domain::actor::Contact;
use treffpunkt::domain::actor::Objection;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::event::Override;
use treffpunkt::domain::event::Review;
use treffpunkt::domain::event::Status;
use treffpunkt::domain::event::Visibility;
use treffpunkt::domain::meeting::Meeting;
use treffpunkt::domain::meeting::Minutes;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::State;
use treffpunkt::domain::offset::Offset;
use treffpunkt::domain::rule::Audience;
use treffpunkt::domain::rule::Mode;
use treffpunkt::domain::rule::Per;
use treffpunkt::domain::rule::Rule;
use treffpunkt::domain::rule::default_meeting_plan;
use treffpunkt::domain::when::Moment;
use treffpunkt::domain::when::When;
use treffpunkt::exchange;
use treffpunkt::mail::transport::DeliveryFault;
use treffpunkt::mail::transport::MemoryMail;
use treffpunkt::mail::transport::Stage;
use treffpunkt::mail::transport::Transport;

use crate::house::House;
use crate::house::berlin;

const SLUG: &str = "treffen";

#[tokio::test(flavor = "multi_thread")]
async fn stories_on_sqlite() {
    for file in files() {
        tell(House::on_sqlite(&[]).await, &file).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stories_on_postgres() {
    for file in files() {
        tell(House::on_postgres(&[]).await, &file).await;
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/stories");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "the stories are gone");
    files
}

/// Plays one story and compares its diary.
async fn tell(house: House, file: &Path) {
    let text = std::fs::read_to_string(file).unwrap();
    let (told, mails) = text.split_once("\nmails\n").expect("a story has a line \"mails\"");
    let (head, steps) = told.split_once("\nstory\n").expect("a story has a line \"story\"");
    let mut stage = Narrator { house, is_running: true };
    stage.sets_up(head.split_once("\nactors\n").expect("a story has a line \"actors\"").1).await;
    for line in steps.lines().filter(|line| !line.trim().is_empty()) {
        stage.plays(line).await;
    }
    let diary = stage.diary().await;
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, format!("{told}\nmails\n{diary}")).unwrap();
    } else {
        let name = file.file_stem().unwrap().to_string_lossy();
        assert_eq!(diary, mails, "{name} on {}", stage.house.engine);
    }
    stage.finds_nothing_left().await;
}

struct Narrator {
    house: House,
    is_running: bool,
}

impl Narrator {
    async fn sets_up(&self, actors: &str) {
        let groups = json!([{ "id": "alle", "de": "Alle" }, { "id": "ag", "de": "AG" }]);
        let file = json!({ "schema": "treffpunkt/1", "vocab": { "groups": groups } });
        let report = self.house.app.import_json(&file.to_string(), false).await.unwrap();
        assert_eq!(report.faults, []);
        for line in actors.lines().filter(|line| !line.trim().is_empty()) {
            self.house.app.put_actor(&actor(line)).await.unwrap();
        }
    }

    async fn plays(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = berlin(&format!("{}T{}", words[0], words[1]));
        self.lives_until(at).await;
        let rest = words[3..].join(" ");
        match (words[2], &words[3..]) {
            ("enters", args) => self.house.app.put_event(meeting(args)).await.unwrap(),
            ("imports", args) => self.imports(meeting(args)).await,
            ("moves", ["to", day, times]) => self.changes(|event| event.when = when(day, times)).await,
            ("moves", [date, "to", day, times]) => {
                let moved = when(day, times);
                self.overrides(date, |o| (o.start, o.end) = (Some(moved.start), moved.end)).await;
            }
            ("place", _) => self.changes(|event| event.place.text.clone_from(&rest)).await,
            ("repeats", [rule]) => self.changes(|event| event.recurrence.rule = Some((*rule).to_owned())).await,
            ("leaves", ["out", date]) => {
                let date = self.date(date).await;
                self.changes(|event| event.recurrence.left_out.push(date)).await;
            }
            ("adds", [day, times]) => {
                let start = when(day, times).start;
                self.changes(|event| event.recurrence.added.push(start)).await;
            }
            ("replaces", [date, "by", day, times]) => {
                let (date, start) = (self.date(date).await, when(day, times).start);
                self.changes(|event| {
                    event.recurrence.left_out.push(date);
                    event.recurrence.added.push(start);
                })
                .await;
            }
            ("mode", [rule, mode]) => {
                self.changes(|event| {
                    event.rules.iter_mut().find(|one| one.id == *rule).unwrap().mode = mode.parse().unwrap();
                })
                .await;
            }
            ("zone", [name]) => self.changes(|event| event.when.zone = name.parse().unwrap()).await,
            ("text", _) => self.changes(|event| event.description.clone_from(&rest)).await,
            ("cancels", []) => self.changes(|event| event.status = Status::Cancelled).await,
            ("restores", []) => self.changes(|event| event.status = Status::Confirmed).await,
            ("cancels", [date]) => self.overrides(date, |o| o.cancelled = true).await,
            ("restores", [date]) => self.overrides(date, |o| o.cancelled = false).await,
            ("minutes", [date]) => self.publishes_minutes(date.parse().unwrap()).await,
            ("answer", [who, state, date @ ..]) => self.answers(who, state, date.first().copied()).await,
            ("objects", [who, kind]) => self.objects(who, kind).await,
            ("returns", [who]) => self.wishes(who, &treffpunkt::app::Wish::Everything).await,
            ("joins", _) => self.house.app.put_actor(&actor(&rest)).await.unwrap(),
            ("relay", ["away"]) => self.memory().refuse(std::iter::repeat_n(away(), 10_000)),
            ("relay", ["back"]) => self.memory().relent(),
            ("relay", ["says", "5.1.1"]) => self.memory().refuse([unknown_address()]),
            ("stops", _) => self.is_running = false,
            ("starts", _) => self.is_running = true,
            ("releases", ["all"]) => drop(self.house.app.release_all("office").await.unwrap()),
            ("releases", [kind]) => {
                let lines = self.house.app.list_outbox().await.unwrap();
                for line in lines.iter().filter(|line| line.kind.word() == *kind && line.state == State::Held) {
                    assert!(self.house.app.release(line.id).await.unwrap());
                }
            }
            ("ends", _) => {}
            _ => panic!("no such step: {line}"),
        }
        if self.is_running {
            self.ticks().await;
        }
    }

    fn memory(&self) -> &MemoryMail {
        match self.house.app.transport() {
            Transport::Memory(memory) => memory,
            _ => panic!("a story's mails stay in memory"),
        }
    }

    async fn ticks(&self) {
        self.house.ticks().await;
    }

    async fn lives_until(&self, until: Timestamp) {
        if self.is_running {
            self.house.lives_until(until).await;
        }
        self.house.clock.set(until);
    }

    async fn changes(&self, change: impl FnOnce(&mut Event)) {
        let mut event = self.house.app.find_event(SLUG).await.unwrap().unwrap();
        change(&mut event);
        self.house.app.put_event(event).await.unwrap();
    }

    async fn overrides(&self, date: &str, change: impl FnOnce(&mut Override)) {
        let original = self.date(date).await;
        self.changes(|event| {
            let found = event.overrides.iter().position(|o| o.recurrence_id == original);
            let i = found.unwrap_or_else(|| {
                event.overrides.push(Override {
                    recurrence_id: original,
                    start: None,
                    end: None,
                    venue: None,
                    venue_text: None,
                    online: None,
                    cancelled: false,
                    reason: String::new(),
                    change_to: None,
                });
                event.overrides.len() - 1
            });
            change(&mut event.overrides[i]);
        })
        .await;
    }

    async fn date(&self, day: &str) -> Moment {
        let day: Date = day.parse().unwrap();
        let dates = self.house.app.list_dates(SLUG).await.unwrap();
        dates.iter().map(|date| date.dated.original).find(|original| original.date() == day).unwrap()
    }

    async fn imports(&self, event: Event) {
        let listed = exchange::Listed { event, answers: Vec::new(), attendance: Vec::new() };
        let document = exchange::Document { events: vec![listed], ..exchange::Document::default() };
        let report = self.house.app.import_json(&exchange::write(&document).unwrap(), false).await.unwrap();
        assert_eq!(report.faults, []);
    }

    async fn publishes_minutes(&self, day: Date) {
        let today = self.house.app.now().to_zoned(TimeZone::get("Europe/Berlin").unwrap()).date();
        self.changes(|event| {
            let minutes = Minutes { status: "approved".into(), text: "Beschlossen.".into(), approved: Some(today) };
            event.meeting.as_mut().unwrap().instances.entry(day).or_default().minutes = Some(minutes);
        })
        .await;
    }

    async fn contact(&self, address: &str) -> Contact {
        let document = self.house.app.export_document().await.unwrap();
        let contacts = document.actors.into_iter().flat_map(|actor| actor.contacts);
        contacts.into_iter().find(|contact| contact.email == address).unwrap()
    }

    async fn answers(&self, who: &str, state: &str, date: Option<&str>) {
        let contact = self.contact(who).await;
        let dates = self.house.app.list_dates(SLUG).await.unwrap();
        let day = date.map(|date| date.parse::<Date>().unwrap());
        let date = dates.iter().find(|date| day.is_none_or(|day| date.dated.original.date() == day)).unwrap();
        let token = self.house.app.answer_token(&contact, date.id);
        let all_dates = day.is_none();
        let draft = AnswerDraft { state: state.parse().unwrap(), all_dates, ..AnswerDraft::default() };
        assert!(self.house.app.answer(&token, &draft).await.unwrap().is_some());
    }

    async fn objects(&self, who: &str, kind: &str) {
        let wish = match kind {
            "everything" => treffpunkt::app::Wish::Nothing,
            kind => treffpunkt::app::Wish::Without(Objection { kind: kind.into(), group: String::new() }),
        };
        self.wishes(who, &wish).await;
    }

    async fn wishes(&self, who: &str, wish: &treffpunkt::app::Wish) {
        let token = self.house.app.wishes_token(&self.contact(who).await);
        assert!(self.house.app.wish(&token, wish).await.unwrap().is_some());
    }

    /// What went out and what did not, line by line.
    async fn diary(&self) -> String {
        let lines = self.house.app.list_outbox().await.unwrap();
        let is_series = self.house.app.list_dates(SLUG).await.unwrap().len() > 1;
        let mut sent: Vec<(String, String)> = Vec::new();
        let mut rest: Vec<String> = Vec::new();
        for line in &lines {
            let about = about(line, is_series);
            match (line.state, line.sent_at) {
                (State::Sent, Some(at)) => sent.push((clock(at), about)),
                _ => rest.push(match &line.why {
                    Some(why) => format!("{}: {why}  {about}\n", line.state),
                    None => format!("{}  {about}\n", line.state),
                }),
            }
        }
        sent.sort();
        rest.sort();
        assert_eq!(sent.len(), self.memory().mails().len(), "each sent row is one mail");
        let lines: Vec<String> = sent.into_iter().map(|(at, about)| format!("{at}  {about}\n")).collect();
        let mut diary = lines.concat();
        if !rest.is_empty() {
            diary.push_str("\nnot sent\n");
            diary.extend(rest);
        }
        diary
    }

    /// The property behind all stories: who plans and delivers again finds nothing to do.
    async fn finds_nothing_left(&self) {
        self.house.app.plan().await.unwrap();
        assert_eq!(self.house.app.plan().await.unwrap().steps, 0);
    }
}

fn about(line: &OutboxLine, is_series: bool) -> String {
    let date = line.occurrence.as_deref().filter(|_| is_series).map(|date| format!(" ({})", &date[..10]));
    format!("{:<13}  {}{}", line.kind.word(), line.recipient, date.unwrap_or_default())
}

fn clock(at: Timestamp) -> String {
    at.to_zoned(TimeZone::get("Europe/Berlin").unwrap()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// `club anna@example.org,ben@example.org alle,ag`
fn actor(line: &str) -> Actor {
    let words: Vec<&str> = line.split_whitespace().collect();
    let contacts = words[1].split(',').enumerate().map(|(i, address)| Contact {
        id: format!("c{i}"),
        email: address.trim_end_matches("(post)").into(),
        postal_only: address.ends_with("(post)"),
        for_invitations: true,
        ..Contact::default()
    });
    Actor {
        id: words[0].into(),
        slug: words[0].into(),
        name: words[0].into(),
        kind: "mso".into(),
        groups: words.get(2).map(|groups| groups.split(',').map(str::to_owned).collect()).unwrap_or_default(),
        contacts: contacts.collect(),
        ..Actor::default()
    }
}

/// `2027-08-19 17:00-19:00` in Berlin; `2027-08-19 whole-day`.
fn when(day: &str, times: &str) -> When {
    let zone = "Europe/Berlin".parse().unwrap();
    let Some((from, until)) = times.split_once('-').filter(|(from, _)| from.contains(':')) else {
        return When { start: Moment::Day(day.parse().unwrap()), end: None, zone };
    };
    let wall = |time: &str| Moment::Wall(format!("{day}T{time}").parse::<DateTime>().unwrap());
    When { start: wall(from), end: Some(wall(until)), zone }
}

/// `2027-08-19 17:00-19:00 [for alle,ag] [every FREQ=WEEKLY;COUNT=3] [reminding -P3D] [by nudge:-P7D:silent]`
fn meeting(args: &[&str]) -> Event {
    let mut event = Event::new(SLUG, "Austauschtreffen", when(args[0], args[1]));
    let mut groups = vec!["alle".to_owned()];
    let (mut reminders, mut rules) = (Vec::new(), Vec::new());
    for pair in args[2..].chunks(2) {
        match pair {
            ["by", named] => rules = named.split(',').map(a_rule).collect(),
            ["every", rule] => event.recurrence.rule = Some((*rule).to_owned()),
            ["for", named] => groups = named.split(',').map(str::to_owned).collect(),
            ["reminding", offset] => reminders.push(offset.parse::<Offset>().unwrap()),
            _ => panic!("what is {pair:?}?"),
        }
    }
    if !groups.contains(&"alle".to_owned()) {
        event.visibility = Visibility::Group;
    }
    event.review = Review::Published;
    event.organiser = "buero".into();
    event.place.text = "Rathaus".into();
    event.rules = if rules.is_empty() { default_meeting_plan(&groups) } else { rules };
    for offset in reminders {
        let usual = event.rules.iter().find(|rule| rule.kind == Kind::Reminder).unwrap().clone();
        event.rules.push(Rule { id: format!("reminder:{offset}"), offset, ..usual });
    }
    event.meeting = Some(Meeting { groups, ..Meeting::default() });
    event
}

/// `invitation:-P21D:alle`, perhaps with `:held` or `:event`.
fn a_rule(text: &str) -> Rule {
    let words: Vec<&str> = text.split(':').collect();
    let mut rule = Rule::usual(text, words[0].parse().unwrap(), Audience::from(words[2]), 0);
    rule.offset = words[1].parse().unwrap();
    match words.get(3) {
        Some(&"held") => rule.mode = Mode::Held,
        Some(&"event") => rule.per = Per::Event,
        other => assert_eq!(other, None, "what is {text}?"),
    }
    rule
}

fn away() -> DeliveryFault {
    DeliveryFault::unanswered(Stage::Mail, "the relay is away")
}

fn unknown_address() -> DeliveryFault {
    let reply = treffpunkt::mail::fault::Reply::new(550, "5.1.1 no such user");
    DeliveryFault::RefusedRecipient { reply, suppress: true }
}
