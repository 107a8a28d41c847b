//! `treffpunkt check`: the doctor.

use std::process::ExitCode;

use crate::app::App;
use crate::app::Verdict;
use crate::cli::ENVIRONMENT;
use crate::cli::USAGE;
use crate::cli::say;

/// Prints what was looked at; ends with 3 when something does not work.
pub(super) async fn check(app: &App, mail_to: Option<&str>) -> ExitCode {
    let to = match mail_to.map(str::parse).transpose() {
        Ok(to) => to,
        Err(fault) => {
            eprintln!("--mail-to: {fault}");
            return ExitCode::from(USAGE);
        }
    };
    let findings = match app.check(to.as_ref()).await {
        Ok(findings) => findings,
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    for finding in &findings {
        let sign = match finding.verdict {
            Verdict::Fine => "ok   ",
            Verdict::Note => "note ",
            Verdict::Fault => "FAULT",
        };
        println!("{sign}  {}: {}", finding.what, finding.words);
    }
    let fails = findings.iter().any(|finding| finding.verdict == Verdict::Fault);
    if fails { ExitCode::from(ENVIRONMENT) } else { ExitCode::SUCCESS }
}
