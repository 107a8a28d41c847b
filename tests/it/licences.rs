//! Keeps what we stand on: licences that may be shipped, crates that stay out, and how many we depend on directly.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Licences (SPDX) that ask for no more than their text in what we ship. MPL-2.0 binds changes of its own files only.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
/// Crates that stay out: the name, who may need it all the same, why.
const BANNED: [(&str, &[&str], &str); 6] = [
    ("openssl", &[], "rustls is the one TLS library; OpenSSL would have to be there on every machine"),
    ("openssl-sys", &[], "rustls is the one TLS library; OpenSSL would have to be there on every machine"),
    ("native-tls", &[], "rustls is the one TLS library"),
    ("aws-lc-sys", &[], "ring is the one provider of rustls; a second needs cmake and doubles the code"),
    (
        "chrono-tz",
        &["calcard", "rrule", "tokio-cron-scheduler"],
        "jiff brings the time zones; a second database of them is older and differs",
    ),
    ("reqwest", &[], "the house fetches nothing from the web"),
];
/// Most direct dependencies.
const DIRECT_MAX: usize = 40;

/// A package of Cargo.lock.
struct Locked {
    /// Its name.
    name: String,
    /// The names of what it needs.
    needs: Vec<String>,
}

/// What Cargo knows of this crate and, for this machine, of all it is built from.
///
/// Packages for other systems are not on this machine, so their licences cannot be read here.
fn metadata() -> Value {
    let host = host();
    let ask = |more: &[&str]| {
        let fixed = ["metadata", "--format-version", "1", "--locked", "--filter-platform", &host];
        cargo().args(fixed).args(more).output().expect("cargo runs")
    };
    // A fresh clone may lack a package that is named but not built: then Cargo fetches it.
    let mut output = ask(&["--offline"]);
    if !output.status.success() {
        output = ask(&[]);
    }
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

/// The cargo that runs these tests.
fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// The kind of machine, e.g. `x86_64-unknown-linux-gnu`.
fn host() -> String {
    let output = cargo().arg("-vV").output().expect("cargo runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names its host").to_owned()
}

/// The packages of Cargo.lock: every system's.
fn locked() -> Vec<Locked> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let text = std::fs::read_to_string(path).expect("Cargo.lock is there");
    text.split("[[package]]").skip(1).map(read_locked).collect()
}

/// One package of Cargo.lock.
fn read_locked(block: &str) -> Locked {
    let name = block.lines().find_map(|line| line.strip_prefix("name = ")).expect("a package has a name");
    let needs = block.lines().filter_map(|line| line.strip_prefix(" \""));
    Locked {
        name: name.trim_matches('"').to_owned(),
        needs: needs.filter_map(|need| need.split([' ', '"']).next()).map(str::to_owned).collect(),
    }
}

/// True when the expression leaves a choice of allowed licences: `OR` needs one side, `AND` both.
///
/// Old manifests write `/` for `OR`. What cannot be read is not allowed.
fn may_be_shipped(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    either(&words) == Some((true, &[]))
}

/// `both OR both …`: whether it is allowed, and the words left.
fn either<'a>(words: &'a [&'a str]) -> Option<(bool, &'a [&'a str])> {
    let (mut allowed, mut rest) = both(words)?;
    while let ["OR", after @ ..] = rest {
        let (also, left) = both(after)?;
        (allowed, rest) = (allowed || also, left);
    }
    Some((allowed, rest))
}

/// `one AND one …`: whether it is allowed, and the words left.
fn both<'a>(words: &'a [&'a str]) -> Option<(bool, &'a [&'a str])> {
    let (mut allowed, mut rest) = one(words)?;
    while let ["AND", after @ ..] = rest {
        let (also, left) = one(after)?;
        (allowed, rest) = (allowed && also, left);
    }
    Some((allowed, rest))
}

/// A licence, a licence with an exception, or an expression in brackets.
fn one<'a>(words: &'a [&'a str]) -> Option<(bool, &'a [&'a str])> {
    match words {
        ["(", inner @ ..] => match either(inner)? {
            (allowed, [")", rest @ ..]) => Some((allowed, rest)),
            _ => None,
        },
        [licence, "WITH", exception, rest @ ..] => {
            Some((ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()), rest))
        }
        [licence, rest @ ..] => Some((ALLOWED.contains(licence), rest)),
        [] => None,
    }
}

#[test]
fn every_package_may_be_shipped() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "cargo names the packages");
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(may_be_shipped))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "licences not on the list:\n{}", refused.join("\n"));
}

#[test]
fn a_licence_is_read_as_the_choice_it_gives() {
    for good in ["MIT", "GPL-3.0-only OR MIT", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "ISC AND MIT"] {
        assert!(may_be_shipped(good), "{good}");
    }
    assert!(may_be_shipped("GPL-2.0-only OR Apache-2.0 WITH LLVM-exception"));
    for bad in
        ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "(GPL-3.0-only OR AGPL-3.0-only) AND MIT", "(MIT", "MIT MIT"]
    {
        assert!(!may_be_shipped(bad), "{bad}");
    }
    assert!(!may_be_shipped("MIT WITH Something-exception"));
    assert!(!may_be_shipped("GPL-3.0-only AND MIT OR GPL-3.0-only"));
}

#[test]
fn no_banned_crate_came_in() {
    let locked = locked();
    assert!(locked.len() > 50, "Cargo.lock names the packages");
    for (banned, may_need_it, why) in BANNED {
        let who: Vec<&str> =
            locked.iter().filter(|p| p.needs.iter().any(|need| need == banned)).map(|p| p.name.as_str()).collect();
        let unwanted: Vec<&&str> = who.iter().filter(|name| !may_need_it.contains(name)).collect();
        assert!(unwanted.is_empty(), "{unwanted:?} brought in {banned}: {why}");
    }
}

#[test]
fn direct_dependencies_are_few() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|package| package["name"] == env!("CARGO_PKG_NAME")).unwrap();
    let direct = own["dependencies"].as_array().unwrap().iter().filter(|dependency| dependency["kind"].is_null());
    assert!(direct.count() <= DIRECT_MAX, "more than {DIRECT_MAX} direct dependencies");
}
