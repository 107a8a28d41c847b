//! The command line's door.
//!
//! Exit codes: 0 fine, 1 import or data faults, 2 usage, 3 environment (configuration, database, mail).

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;

use crate::app::App;
use crate::app::ExportFormat;
use crate::config::Config;
use crate::config::LogFormat;
use crate::daemon;

mod dates;
mod exchange;

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
    Serve,
    /// Take in a file: all of it, or nothing when anything is wrong.
    Import {
        /// A file of the exchange format (.json).
        file: PathBuf,
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
    /// Print everything that is stored.
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
}

/// A file or the data in it is wrong.
const FAULTY: u8 = 1;

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
    let config = match Config::read(arguments.config.as_deref()) {
        Ok(config) => config,
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            return ExitCode::from(ENVIRONMENT);
        }
    };
    start_log(&config);
    let app = match App::open(config).await {
        Ok(app) => Arc::new(app),
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    let code = match arguments.command {
        Command::Serve => match daemon::serve(app.clone()).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => say(ENVIRONMENT, error.as_ref()),
        },
        Command::Import { file, dry_run, json } => exchange::import(&app, &file, dry_run, json).await,
        Command::Dates { .. } => ExitCode::SUCCESS,
        Command::Export { format: Format::Json } => exchange::export(&app, ExportFormat::Json).await,
        Command::Export { format: Format::Csv } => exchange::export(&app, ExportFormat::Csv).await,
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

fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::new(&config.log.filter);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
