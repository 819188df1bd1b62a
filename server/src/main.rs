//! The program `clubbook-server`. What it does stands in [`clubbook_server::cli`].

use std::process::ExitCode;

use clap::Parser;
use clubbook_server::cli::{self, Cli};

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
