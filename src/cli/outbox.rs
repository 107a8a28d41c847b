//! `treffpunkt outbox`: what waits, what went, what did not, and the levers.

use std::process::ExitCode;

use clap::Subcommand;

use crate::app::App;
use crate::app::OutboxLine;
use crate::app::Refusal;
use crate::cli::ENVIRONMENT;
use crate::cli::FAULTY;
use crate::cli::moment;
use crate::cli::print_json;
use crate::cli::print_table;
use crate::cli::say;
use crate::domain::notification::State;
use crate::domain::text::clean_line;

/// What to do with the outbox.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// All mails, by the time they may go.
    List {
        /// Only those in this state: planned, held, sending, sent, moot, dead.
        #[arg(long)]
        state: Option<State>,
        /// Print them as data.
        #[arg(long)]
        json: bool,
    },
    /// One mail with everything that is known about it.
    Show {
        /// Its number in the list.
        id: i64,
    },
    /// Hold one planned mail, or all mail until it is released.
    #[command(group = clap::ArgGroup::new("which").required(true).args(["id", "all"]))]
    Hold {
        /// Its number in the list.
        id: Option<i64>,
        /// All mail, later ones too.
        #[arg(long)]
        all: bool,
    },
    /// Let one held mail go, or all that an import or a person held.
    #[command(group = clap::ArgGroup::new("which").required(true).args(["id", "all"]))]
    Release {
        /// Its number in the list.
        id: Option<i64>,
        /// All that an import or a person held.
        #[arg(long)]
        all: bool,
    },
    /// Try a given-up mail again.
    Retry {
        /// Its number in the list.
        id: i64,
    },
    /// How many are open: planned, held or being sent.
    Count,
}

pub(super) async fn run(app: &App, action: Action) -> ExitCode {
    let done = match action {
        Action::List { state, json } => list(app, state, json).await,
        Action::Show { id } => show(app, id).await,
        Action::Hold { id: Some(id), .. } => changed(app, app.hold(id).await, id, "is not planned").await,
        Action::Release { id: Some(id), .. } => changed(app, app.release(id).await, id, "is not held").await,
        Action::Retry { id } => changed(app, app.retry(id).await, id, "was not given up").await,
        Action::Hold { id: None, .. } => app.hold_all("office").await.map(|()| {
            println!("all mail is held until: treffpunkt outbox release --all");
            ExitCode::SUCCESS
        }),
        Action::Release { id: None, .. } => app.release_all("office").await.map(|released| {
            println!("mail goes again; {released} held ones were released");
            ExitCode::SUCCESS
        }),
        Action::Count => app.count_open().await.map(|open| {
            println!("{open}");
            ExitCode::SUCCESS
        }),
    };
    done.unwrap_or_else(|refusal| say(ENVIRONMENT, &refusal))
}

async fn changed(app: &App, done: Result<bool, Refusal>, id: i64, otherwise: &str) -> Result<ExitCode, Refusal> {
    if done? {
        println!("done");
        return Ok(ExitCode::SUCCESS);
    }
    if !app.list_outbox().await?.iter().any(|line| line.id == id) {
        return Ok(no_mail(id));
    }
    eprintln!("{id} {otherwise}; see: treffpunkt outbox show {id}");
    Ok(ExitCode::from(FAULTY))
}

async fn list(app: &App, state: Option<State>, json: bool) -> Result<ExitCode, Refusal> {
    let lines = app.list_outbox().await?;
    let lines: Vec<OutboxLine> = lines.into_iter().filter(|line| state.is_none_or(|s| s == line.state)).collect();
    if json {
        print_json(&lines);
        return Ok(ExitCode::SUCCESS);
    }
    let zone = &app.config().office.zone;
    let row = |line: &OutboxLine| {
        // What a relay said comes from others.
        let fault = || line.fault.as_deref().filter(|_| line.state != State::Sent).map(clean_line);
        let why = line.why.clone().or_else(fault);
        let stand = why.map_or(line.state.to_string(), |why| format!("{}: {why}", line.state));
        let at = moment::show(line.sent_at.unwrap_or(line.try_at), zone);
        vec![line.id.to_string(), at, line.kind.to_string(), line.event.clone(), line.recipient.clone(), stand]
    };
    print_table(&["no", "when", "kind", "event", "to", "state"], &lines.iter().map(row).collect::<Vec<_>>());
    if app.holds_all().await? {
        println!("all mail is held until: treffpunkt outbox release --all");
    }
    Ok(ExitCode::SUCCESS)
}

fn no_mail(id: i64) -> ExitCode {
    eprintln!("there is no mail {id}; see: treffpunkt outbox list");
    ExitCode::from(FAULTY)
}

async fn show(app: &App, id: i64) -> Result<ExitCode, Refusal> {
    let Some(line) = app.list_outbox().await?.into_iter().find(|line| line.id == id) else {
        return Ok(no_mail(id));
    };
    print_json(&line);
    Ok(ExitCode::SUCCESS)
}
