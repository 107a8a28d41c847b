//! The binary: installs the one process-wide thing and hands over to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Without it rustls cannot choose between the providers its dependents compiled in.
    let _ = rustls::crypto::ring::default_provider().install_default();
    treffpunkt::cli::main()
}
