//! `plan`, `deliver` and `rehearse`: what will be sent, what is sent now, what would be sent.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::app::PlanLine;
use crate::cli::ENVIRONMENT;
use crate::cli::USAGE;
use crate::cli::moment;
use crate::cli::print_json;
use crate::cli::print_table;
use crate::cli::say;

/// How far `plan` looks when nobody says.
const USUAL_OUTLOOK: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Prints who will get which mail when, and who will not and why.
pub(super) async fn plan(app: &App, until: Option<&str>, json: bool) -> ExitCode {
    let zone = &app.config().office.zone;
    let until = match until.map(|text| moment::parse(text, zone)) {
        None => app.now().saturating_add(USUAL_OUTLOOK).unwrap_or(app.now()),
        Some(Ok(until)) => until,
        Some(Err(fault)) => return usage("--until", &fault),
    };
    let lines = match app.preview(until).await {
        Ok(lines) => lines,
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    if json {
        print_json(&lines);
        return ExitCode::SUCCESS;
    }
    let row = |line: &PlanLine| {
        let stand = line.reason.as_ref().map_or(line.state.to_string(), |why| format!("{}: {why}", line.state));
        let date = line.occurrence.clone().unwrap_or_default();
        vec![
            moment::show(line.send_at, zone),
            line.kind.to_string(),
            line.event.clone(),
            date,
            line.recipient.clone(),
            stand,
        ]
    };
    print_table(&["when", "kind", "event", "date", "to", "state"], &lines.iter().map(row).collect::<Vec<_>>());
    if zone.wall(until).date() > app.dates_reach() {
        println!(
            "note: dates of series after {} are not planned yet; treffpunkt rehearse plays them",
            app.dates_reach()
        );
    }
    match app.list_rules_for_nobody().await {
        Ok(rules) => {
            for (event, rule) in rules {
                println!(
                    "note: the rule {rule} of {event} is for the registered, whom this treffpunkt does not know yet: it selects nobody"
                );
            }
            ExitCode::SUCCESS
        }
        Err(refusal) => say(ENVIRONMENT, &refusal),
    }
}

/// Plans and delivers once, and forgets what was kept long enough: with cron alone no daemon does it at night.
pub(super) async fn deliver(app: &Arc<App>) -> ExitCode {
    // What was planned before goes, also when nothing can be forgotten or planned anew.
    let tidied = app.tidy_once_a_day().await;
    let planned = app.plan().await;
    // Each run is a process of its own: what one learned about the relay, the next one must know.
    match app.take_up_rest().await {
        Ok(()) => {}
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    }
    let delivered = app.deliver(&CancellationToken::new()).await;
    if let Err(refusal) = app.leave_rest().await {
        return say(ENVIRONMENT, &refusal);
    }
    match tidied.and(planned).and(delivered) {
        Ok(done) => {
            let (sent, later, dead, not_sent) = (done.sent, done.later, done.dead, done.not_sent);
            println!("{sent} sent, {later} to be tried again, {dead} given up, {not_sent} not sent after all");
            if let Some(until) = app.mail_rests_until() {
                let at = moment::show(until, &app.config().office.zone);
                eprintln!("the relay does not take mails; nothing is lost, and it is tried again from {at} on");
                return ExitCode::from(ENVIRONMENT);
            }
            if dead > 0 {
                eprintln!("given up: see treffpunkt outbox list --state dead");
                return ExitCode::from(ENVIRONMENT);
            }
            ExitCode::SUCCESS
        }
        Err(refusal) => say(ENVIRONMENT, &refusal),
    }
}

/// Plays a time to come on a copy.
pub(super) async fn rehearse(app: &App, from: &str, until: &str, folder: &Path) -> ExitCode {
    let zone = &app.config().office.zone;
    let (from, until) = match (moment::parse(from, zone), moment::parse(until, zone)) {
        (Ok(from), Ok(until)) if from < until => (from, until),
        (Ok(_), Ok(_)) => return usage("--until", "must be after --from"),
        (Err(fault), _) => return usage("--from", &fault),
        (_, Err(fault)) => return usage("--until", &fault),
    };
    match app.rehearse(from, until, folder).await {
        Ok(report) => {
            let (sent, skipped) = (report.sent.len(), report.skipped.len());
            println!("{sent} mails in {}, {skipped} not sent; report.json says which and why", folder.display());
            ExitCode::SUCCESS
        }
        Err(refusal) => say(ENVIRONMENT, &refusal),
    }
}

fn usage(flag: &str, fault: &str) -> ExitCode {
    eprintln!("{flag}: {fault}");
    ExitCode::from(USAGE)
}
