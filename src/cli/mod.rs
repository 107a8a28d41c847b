//! The command line's door.
//!
//! Exit codes: 0 fine, 1 import or data faults, 2 usage, 3 environment (configuration, database, mail).

use std::io::IsTerminal as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;

use crate::app::App;
use crate::app::ExportFormat;
use crate::app::SheetChoice;
use crate::config::Config;
use crate::config::LogFormat;
use crate::daemon;

mod account;
mod check;
mod dates;
mod demo;
mod exchange;
mod moment;
mod outbox;
mod plan;

/// Calendar, invitations and reminders for an integration office.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None)]
struct Arguments {
    /// The configuration file (else /etc/treffpunkt/treffpunkt.toml if there is one).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the daemon: pages, feeds, planning and mails.
    Serve {
        /// An office of examples in ./treffpunkt-demo/: nothing to set up, mails become files.
        #[arg(long)]
        demo: bool,
    },
    /// Look whether database, keys, relay and addresses are as they should be, and say what to do.
    Check {
        /// Send a test mail there.
        #[arg(long, value_name = "ADDRESS")]
        mail_to: Option<String>,
    },
    /// Take in a file: all of it, or nothing when anything is wrong.
    Import {
        /// A file of the exchange format (.json), or a table of actors or events (.csv).
        file: PathBuf,
        /// The programme that new events of a table belong to.
        #[arg(long, value_name = "SLUG")]
        programme: Option<String>,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
        /// Print the report as data.
        #[arg(long)]
        json: bool,
    },
    /// Say which dates a calendar file means.
    Dates {
        /// A calendar file (.ics), or - for standard input.
        file: String,
        /// The most dates.
        #[arg(long, value_name = "N", default_value_t = 100)]
        count: usize,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Say who will get which mail when, and who will not and why.
    Plan {
        /// How far to look: a day or a wall time of the office (else 60 days).
        #[arg(long, value_name = "TIME")]
        until: Option<String>,
        /// Print the lines as data.
        #[arg(long)]
        json: bool,
    },
    /// Plan and deliver once, then end: for hosts that only have cron.
    Deliver,
    /// Play a time to come on a copy: every mail as a file, and a report.
    Rehearse {
        /// The first moment: a day or a wall time of the office.
        #[arg(long, value_name = "TIME")]
        from: String,
        /// The end, not included.
        #[arg(long, value_name = "TIME")]
        until: String,
        /// Where mails and report.json are written.
        #[arg(long, value_name = "DIR")]
        folder: PathBuf,
    },
    /// See and steer the mails.
    #[command(subcommand)]
    Outbox(outbox::Action),
    /// Say who may sign in to the office.
    #[command(subcommand)]
    Account(account::Action),
    /// Print everything that an import takes.
    Export {
        /// What to write.
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// The exchange format; holds every field.
    Json,
    /// A table of events for spreadsheets.
    Csv,
    /// What is public, for calendar programs.
    Ics,
}

/// A file or the data in it is wrong.
const FAULTY: u8 = 1;

/// The command line is wrong.
const USAGE: u8 = 2;

/// Something about the environment is wrong: configuration, database, mail.
const ENVIRONMENT: u8 = 3;

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return say(ENVIRONMENT, &error),
    };
    runtime.block_on(run(arguments))
}

async fn run(arguments: Arguments) -> ExitCode {
    if let Command::Dates { file, count, json } = &arguments.command {
        return dates::run(file, *count, *json);
    }
    let is_demo = matches!(arguments.command, Command::Serve { demo: true });
    let config =
        if is_demo { demo::read(arguments.config.as_deref()) } else { Config::read(arguments.config.as_deref()) };
    let config = match config {
        Ok(config) => config,
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            return ExitCode::from(ENVIRONMENT);
        }
    };
    start_log(&config, &arguments.command);
    let app = match App::open(config).await {
        Ok(app) => Arc::new(app),
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    let way_in = match if is_demo { demo::enter(&app).await.map(Some) } else { Ok(None) } {
        Ok(way_in) => way_in,
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    let code = match arguments.command {
        Command::Serve { .. } => {
            match daemon::serve(app.clone(), |app| way_in.iter().for_each(|link| demo::tell(app, link))).await {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => say(ENVIRONMENT, error.as_ref()),
            }
        }
        Command::Import { file, programme, dry_run, json } => {
            let choice = SheetChoice { programme, ..SheetChoice::default() };
            exchange::import(&app, &file, &choice, exchange::Manner { dry: dry_run, json }).await
        }
        Command::Dates { .. } => ExitCode::SUCCESS,
        Command::Plan { until, json } => plan::plan(&app, until.as_deref(), json).await,
        Command::Check { mail_to } => check::check(&app, mail_to.as_deref()).await,
        Command::Deliver => plan::deliver(&app).await,
        Command::Rehearse { from, until, folder } => plan::rehearse(&app, &from, &until, &folder).await,
        Command::Outbox(action) => outbox::run(&app, action).await,
        Command::Account(action) => account::run(&app, action).await,
        Command::Export { format: Format::Json } => exchange::export(&app, ExportFormat::Json).await,
        Command::Export { format: Format::Csv } => exchange::export(&app, ExportFormat::Csv).await,
        Command::Export { format: Format::Ics } => exchange::export(&app, ExportFormat::Ics).await,
    };
    app.close().await;
    code
}

/// Says a fault and what caused it, each on its own line.
fn say(code: u8, error: &(dyn std::error::Error + 'static)) -> ExitCode {
    eprintln!("{error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        eprintln!("  because: {inner}");
        cause = inner.source();
    }
    ExitCode::from(code)
}

/// Prints a text; a reader that went away (`| head`) is no fault.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Prints what `--json` asks for.
fn print_json(value: &impl serde::Serialize) {
    print(&format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default()));
}

/// Prints rows under their headings, each column as wide as its widest entry.
fn print_table(headings: &[&str], rows: &[Vec<String>]) {
    let width = |i: usize| rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = headings.iter().enumerate().map(|(i, head)| width(i).max(head.len())).collect();
    let line = |cells: &[String]| {
        let padded: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        print(&format!("{}\n", padded.join("  ").trim_end()));
    };
    line(&headings.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>());
    for row in rows {
        line(row);
    }
}

/// `serve` tells what it does; the demo and other commands only what goes wrong.
fn start_log(config: &Config, command: &Command) {
    let tells_all = matches!(command, Command::Serve { demo: false });
    let filter = if tells_all { config.log.filter.as_str() } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::new(filter);
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match config.log.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
