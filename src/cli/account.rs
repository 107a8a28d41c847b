//! `treffpunkt account`: who may sign in to the office, for the first day and when mail is down.

use std::process::ExitCode;

use clap::Subcommand;

use crate::app::App;
use crate::app::Refusal;
use crate::cli::ENVIRONMENT;
use crate::cli::FAULTY;
use crate::cli::say;
use crate::domain::account::Role;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Let somebody sign in, or give them another role.
    Add {
        /// Their mail address.
        address: String,
        /// What they may do: lead (everything) or editor (all but accounts and settings).
        #[arg(long)]
        role: Role,
    },
    /// Print an address that signs somebody in once, within ten minutes.
    Link {
        /// Their mail address.
        address: String,
    },
}

pub(super) async fn run(app: &App, action: Action) -> ExitCode {
    let done = match action {
        Action::Add { address, role } => add(app, &address, role).await,
        Action::Link { address } => link(app, &address).await,
    };
    match done {
        Ok(code) => code,
        Err(Refusal::Faults(faults)) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            ExitCode::from(FAULTY)
        }
        Err(refusal) => say(ENVIRONMENT, &refusal),
    }
}

async fn add(app: &App, address: &str, role: Role) -> Result<ExitCode, Refusal> {
    let account = app.put_account("command", address, role).await?;
    println!("{} may sign in as {role} at {}/office", account.address, app.config().http.base_url);
    let leads = app.list_accounts().await?.into_iter().filter(|account| account.role == Role::Lead).count();
    if leads < 2 {
        println!("There should be two leads, so that one is there when the other is not.");
    }
    Ok(ExitCode::SUCCESS)
}

async fn link(app: &App, address: &str) -> Result<ExitCode, Refusal> {
    let Some(link) = app.make_sign_in_link("command", address).await? else {
        eprintln!("there is no such account; see: treffpunkt account add ADDRESS --role lead");
        return Ok(ExitCode::from(FAULTY));
    };
    println!("{link}");
    Ok(ExitCode::SUCCESS)
}
