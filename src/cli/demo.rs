//! `serve --demo`: an office of examples, and where to look.

use std::path::Path;

use crate::app::App;
use crate::app::Refusal;
use crate::config::Config;
use crate::config::DEMO_FOLDER;
use crate::domain::account::Role;
use crate::domain::fault::Fault;

/// The configuration of an office of examples; its folder is made.
pub(super) fn read(file: Option<&Path>) -> Result<Config, Vec<Fault>> {
    std::fs::create_dir_all(DEMO_FOLDER)
        .map_err(|error| vec![Fault::new("", format!("the folder {DEMO_FOLDER} cannot be made: {error}"))])?;
    Config::read_demo(file)
}

/// Who signs in to the example office.
const LEAD: &str = "leitung@example.org";

/// Enters the example town, unless something is there already; a link that signs in to its office.
pub(super) async fn enter(app: &App) -> Result<String, Refusal> {
    app.enter_demo().await?;
    app.put_account("command", LEAD, Role::Lead).await?;
    Ok(app.make_sign_in_link("command", LEAD).await?.unwrap_or_default())
}

/// Says where to look.
pub(super) fn tell(app: &App, way_in: &str) {
    let base = &app.config().http.base_url;
    println!("Treffpunkt runs with example data.");
    println!("  programme  {base}/");
    println!("  calendar   {base}/feed.ics");
    println!("  mails      {}", app.mails_go_to());
    println!("  office     {way_in}");
    println!("             (works once, within ten minutes; another one comes with each start)");
    println!("Stop with Ctrl+C; the next start goes on where this one ended.");
}
