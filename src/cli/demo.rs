//! `serve --demo`: an office of examples, and where to look.

use std::path::Path;

use crate::app::App;
use crate::config::Config;
use crate::config::DEMO_FOLDER;
use crate::domain::fault::Fault;

/// The configuration of an office of examples; its folder is made.
pub(super) fn read(file: Option<&Path>) -> Result<Config, Vec<Fault>> {
    std::fs::create_dir_all(DEMO_FOLDER)
        .map_err(|error| vec![Fault::new("", format!("the folder {DEMO_FOLDER} cannot be made: {error}"))])?;
    Config::read_demo(file)
}

/// Says where to look.
pub(super) fn tell(app: &App) {
    let base = &app.config().http.base_url;
    println!("Treffpunkt runs with example data.");
    println!("  programme  {base}/");
    println!("  calendar   {base}/feed.ics");
    println!("  mails      {}", app.mails_go_to());
    println!("Stop with Ctrl+C; the next start goes on where this one ended.");
}
