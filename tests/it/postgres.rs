//! PostgreSQL for tests: one throw-away cluster per test process, one database per test.
//!
//! Invariant: the cluster outlives the test process by a moment only, however that process ends. A small `sh` keeps it
//! and reads a pipe that only the test process can write; when the pipe closes, it stops the server and removes the
//! directory. Nothing of it holds the test's own output open, so `cargo test` never hangs.
//!
//! The environment variable `TEST_POSTGRES_URL` names a running server instead, e.g.
//! `postgres://user@host/postgres`; the user must be allowed to create databases. They are called
//! `treffpunkt_test_<random>` and stay behind there: drop what bears that name when you like.

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::net::TcpListener;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::OnceLock;

use sqlx::AssertSqlSafe;
use sqlx::Connection;
use sqlx::PgConnection;
use tokio::sync::OnceCell;

/// The programs that a directory must hold to be a server's.
const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Keeps one cluster: `$1` directory, `$2` programs, `$3` port, the rest a prefix that gives up root.
///
/// Prints `ready` and waits for its standard input to close, or prints the log. Then nothing of the cluster is left.
const KEEPER: &str = r#"
trap '' HUP INT TERM PIPE
dir=$1 bin=$2 port=$3
shift 3
exec 2>>"$dir/log"
start() {
  "$@" "$bin/initdb" -D "$dir/data" -U postgres -E UTF8 --auth=trust --locale=C.UTF-8 -N || return 1
  cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir'
max_connections = 200
shared_buffers = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
jit = off
CONF
  "$@" "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 start
}
if start "$@" </dev/null >>"$dir/log"; then
  echo ready
  cat >/dev/null
else
  cat "$dir"/*log
fi
"$@" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
rm -rf "$dir"
"#;

/// The server of this test process; made by whoever asks first.
static SERVER: OnceLock<Server> = OnceLock::new();
/// The migrated database that others are copied from.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A server to make databases on.
struct Server {
    /// The address of a database to give orders from.
    url: String,
    /// The keeper of a cluster of our own. Its pipe closes when this process ends.
    _keeper: Option<Child>,
}

impl Server {
    /// The one server of this process.
    fn shared() -> &'static Self {
        SERVER.get_or_init(|| match std::env::var("TEST_POSTGRES_URL") {
            Ok(url) if !url.is_empty() => Self { url, _keeper: None },
            _ => {
                let cluster = Cluster::start();
                Self { url: cluster.url, _keeper: Some(cluster.keeper) }
            }
        })
    }

    /// Makes a database from a template and says its address.
    async fn create(&self, name: &str, template: &str) -> String {
        let mut connection = PgConnection::connect(&self.url)
            .await
            .unwrap_or_else(|fault| panic!("PostgreSQL for the tests does not answer at {}: {fault}", self.url));
        let order = format!("CREATE DATABASE {name} TEMPLATE {template}");
        sqlx::raw_sql(AssertSqlSafe(order)).execute(&mut connection).await.expect("the server makes a database");
        connection.close().await.expect("the connection closes");
        with_database(&self.url, name)
    }
}

/// A throw-away cluster and who keeps it.
struct Cluster {
    /// Where its files lie.
    directory: PathBuf,
    /// The address of its first database.
    url: String,
    /// The `sh` that stops it.
    keeper: Child,
}

impl Cluster {
    /// Starts a cluster. The free port may be taken by another before the server has it, so three are tried.
    fn start() -> Self {
        let programs = find_server(&candidates()).unwrap_or_else(|sentence| panic!("{sentence}"));
        let mut fault = String::new();
        for _ in 0..3 {
            match Self::try_start(&programs) {
                Ok(cluster) => return cluster,
                Err(log) => fault = log,
            }
        }
        panic!("PostgreSQL for the tests did not start:\n{fault}")
    }

    /// One attempt; the fault is the server's log.
    fn try_start(programs: &Path) -> Result<Self, String> {
        // A socket's path may have 107 bytes, and another user must reach it: so not below TMPDIR.
        let directory = PathBuf::from(format!("/tmp/treffpunkt-pg-{}", random_name()));
        fs::DirBuilder::new().mode(0o700).create(&directory).map_err(|fault| fault.to_string())?;
        let unprivileged = give_up_root(&directory);
        let port = free_port();
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(&directory)
            .arg(programs)
            .arg(port.to_string())
            .args(unprivileged)
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|fault| fault.to_string())?;
        let mut said = BufReader::new(keeper.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        match said.next().as_deref() {
            Some("ready") => {
                Ok(Self { directory, url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), keeper })
            }
            first => {
                let log: Vec<String> = first.map(str::to_owned).into_iter().chain(said).collect();
                keeper.wait().map_err(|fault| fault.to_string())?;
                Err(log.join("\n"))
            }
        }
    }
}

/// The address of an empty new database for one test.
pub async fn fresh_database() -> String {
    Server::shared().create(&database_name(), "template0 ENCODING 'UTF8'").await
}

/// The address of a new database for one test, copied from a template.
///
/// The first caller's `migrate` makes the template, given its address; the others wait, and theirs are not called.
/// `migrate` must have closed its connections when it returns.
pub async fn database_from_template(migrate: impl AsyncFnOnce(String)) -> String {
    template_copy(&TEMPLATE, migrate).await
}

/// A copy of the template in `cell`, which is made first where there is none.
async fn template_copy(cell: &OnceCell<String>, migrate: impl AsyncFnOnce(String)) -> String {
    let template = cell
        .get_or_init(async || {
            let name = database_name();
            migrate(Server::shared().create(&name, "template0 ENCODING 'UTF8'").await).await;
            name
        })
        .await;
    Server::shared().create(&database_name(), template).await
}

/// The address with another database in it; options after `?` stay.
fn with_database(url: &str, name: &str) -> String {
    let plain = without_query(url);
    let options = &url[plain.len()..];
    let host_at = plain.find("://").map_or(0, |at| at + 3);
    let host_end = plain[host_at..].find('/').map_or(plain.len(), |at| host_at + at);
    format!("{}/{name}{options}", &plain[..host_end])
}

/// What stands before `?`.
fn without_query(url: &str) -> &str {
    url.split_once('?').map_or(url, |(before, _)| before)
}

/// Sixteen hexadecimal digits that nobody else has.
fn random_name() -> String {
    format!("{:016x}", getrandom::u64().expect("the machine gives random numbers"))
}

/// A name for a test's database.
fn database_name() -> String {
    format!("treffpunkt_test_{}", random_name())
}

/// A port of 127.0.0.1 that nobody listens on just now.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("a bound port").port()
}

/// PostgreSQL refuses to run as root: gives the directory to `nobody` and says how to become that user.
fn give_up_root(directory: &Path) -> Vec<String> {
    let number = |arguments: &[&str]| -> u32 {
        let output = Command::new("id").args(arguments).output().expect("`id` runs");
        String::from_utf8_lossy(&output.stdout).trim().parse().expect("`id` says a number")
    };
    if number(&["-u"]) != 0 {
        return Vec::new();
    }
    let (user, group) = (number(&["-u", "nobody"]), number(&["-g", "nobody"]));
    chown(directory, Some(user), Some(group)).expect("root may give a directory away");
    vec!["setpriv".into(), format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".into()]
}

/// Where the programs may lie, best first: PATH, Debian's directories from the newest version on, `pg_config`.
fn candidates() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = std::env::split_paths(&path)
        .filter_map(|directory| fs::canonicalize(directory.join("initdb")).ok()?.parent().map(Path::to_path_buf))
        .collect();
    let mut versions: Vec<u32> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    found.extend(versions.iter().map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"))));
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        found.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    found
}

/// The first directory that holds a whole server, or the sentence that says what to install.
fn find_server(directories: &[PathBuf]) -> Result<PathBuf, String> {
    let whole = |directory: &&PathBuf| PROGRAMS.iter().all(|program| directory.join(program).is_file());
    directories.iter().find(whole).cloned().ok_or_else(|| {
        "PostgreSQL is not installed, and the tests need its server: run `apt-get install postgresql` as root \
         (or `./test`, which does), or name a running server in TEST_POSTGRES_URL, e.g. postgres://user@host/postgres."
            .to_owned()
    })
}

#[tokio::test]
async fn each_test_gets_its_own_database() {
    let (one, other) = (fresh_database().await, fresh_database().await);
    assert_ne!(one, other);
    let mut first = PgConnection::connect(&one).await.unwrap();
    sqlx::raw_sql("CREATE TABLE mine (id BIGINT)").execute(&mut first).await.unwrap();
    let mut second = PgConnection::connect(&other).await.unwrap();
    assert!(sqlx::raw_sql("SELECT id FROM mine").execute(&mut second).await.is_err());
}

#[tokio::test]
async fn the_template_is_migrated_once_and_copied() {
    let migrate = async |url: String| {
        let mut connection = PgConnection::connect(&url).await.unwrap();
        sqlx::raw_sql("CREATE TABLE migrated (id BIGINT)").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    };
    let cell = OnceCell::new();
    let unwanted = async |_: String| panic!("the template is there already");
    for copy in [template_copy(&cell, migrate).await, template_copy(&cell, unwanted).await] {
        let mut connection = PgConnection::connect(&copy).await.unwrap();
        sqlx::raw_sql("SELECT id FROM migrated").execute(&mut connection).await.unwrap();
    }
}

#[test]
fn a_missing_server_gives_a_sentence_that_says_what_to_install() {
    let sentence = find_server(&[PathBuf::from("/no/such/directory")]).unwrap_err();
    assert!(sentence.contains("apt-get install postgresql"), "{sentence}");
    assert!(sentence.contains("TEST_POSTGRES_URL"), "{sentence}");
}

#[test]
fn an_address_gets_another_database() {
    let with = |url| with_database(url, "new");
    assert_eq!(with("postgres://u:p@host:5432/postgres"), "postgres://u:p@host:5432/new");
    assert_eq!(with("postgres://u@host"), "postgres://u@host/new");
    assert_eq!(with("postgres://u@host/?host=/run/x"), "postgres://u@host/new?host=/run/x");
}

#[test]
fn a_cluster_whose_test_process_is_gone_stops_and_leaves_no_file() {
    if std::env::var_os("TEST_POSTGRES_URL").is_some() {
        return; // No cluster of our own is started then.
    }
    let mut cluster = Cluster::start();
    assert!(cluster.directory.join("data/postmaster.pid").is_file());
    drop(cluster.keeper.stdin.take());
    assert!(cluster.keeper.wait().unwrap().success());
    assert!(!cluster.directory.exists());
}
