//! `clubbook-bench`: measures the rows of the project's numbers to hold, beside PouchDB where it is installed, and prints a
//! table. `scripts/bench.sh` installs the peer and runs this.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use clubbook_corpus::{History, bench_club, small_club};
use clubbook_tests::bench::peer::{self, PeerResults};
use clubbook_tests::bench::report::{Measured, Row, table};
use clubbook_tests::bench::{Run, capacity, exchange, names, phone};

/// Measures what the project has promised in numbers.
///
/// Every figure is taken on this machine in this run. A gate that is not held is shown as FAIL; the exit code says only
/// whether everything ran, unless --strict is given.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// How often each work is done; the table shows the smallest, the middle and the largest.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Only these; all when none is named.
    #[arg(long, value_enum)]
    only: Vec<Work>,
    /// Where the rows are written as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The folder in which the peer's packages are installed; without it its columns stay empty.
    #[arg(long, value_name = "FOLDER")]
    peer: Option<PathBuf>,
    /// Leaves the phone of the work "phone" there, for a bench of the apps: its file and what opens it.
    #[arg(long, value_name = "FOLDER")]
    leave_phone: Option<PathBuf>,
    /// Measures nothing: shows and judges what another program has measured.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["only", "peer", "leave_phone"])]
    judge: Option<PathBuf>,
    /// Fails when a gate is not held.
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Work {
    /// First sync, nothing new, ten new, ten pushed.
    Club,
    /// First sync of the small club.
    Set,
    /// 1,000 visits pushed.
    Push,
    /// 100 visits over a slow link.
    Slow,
    /// Saving and opening on the phone.
    Phone,
    /// Finding people by name.
    Names,
    /// What the centre takes.
    Centre,
}

impl Arguments {
    fn wants(&self, work: Work) -> bool {
        self.only.is_empty() || self.only.contains(&work)
    }
}

/// The fund book comes later: what it would add is left out on both sides.
fn without_postings(mut history: History) -> History {
    history.postings.clear();
    history
}

fn say(text: &str) {
    // Nobody reads a closed pipe.
    let _ = writeln!(std::io::stderr(), "{text}");
}

async fn measure(arguments: &Arguments) -> Run<Vec<Row>> {
    if let Some(file) = &arguments.judge {
        let measured: Vec<Measured> = serde_json::from_slice(&std::fs::read(file)?)?;
        return Ok(measured.into_iter().map(Row::from).collect());
    }
    let runs = usize::from(arguments.runs);
    let club = without_postings(bench_club(1));
    let peer: Option<PeerResults> = match &arguments.peer {
        Some(installed) => {
            say("the peer: PouchDB with its server");
            let fetched = arguments.wants(Work::Club).then_some(&club);
            let pushed = arguments.wants(Work::Push).then(|| exchange::push_history(2));
            Some(peer::run(installed, fetched, pushed.as_ref(), runs)?)
        }
        None => None,
    };
    let mut rows = Vec::new();
    if arguments.wants(Work::Club) {
        say("a whole club: first sync, nothing new, ten new, ten pushed");
        rows.extend(exchange::whole_club(&club, runs, peer.as_ref()).await?);
    }
    if arguments.wants(Work::Set) {
        say("the club set");
        rows.extend(exchange::club_set(&small_club(1), runs).await?);
    }
    if arguments.wants(Work::Push) {
        say("1,000 visits pushed");
        rows.extend(exchange::push_many(runs, peer.as_ref()).await?);
    }
    if arguments.wants(Work::Slow) {
        say("100 visits over a slow link");
        rows.extend(exchange::slow_link(runs).await?);
    }
    if arguments.wants(Work::Phone) {
        say("saving and opening on the phone");
        rows.extend(phone::daily(&club, runs, arguments.leave_phone.as_deref()).await?);
    }
    if arguments.wants(Work::Names) {
        for count in [70, 10_000, 100_000] {
            say(&format!("finding people among {count}"));
            rows.extend(names::finding(count)?);
        }
    }
    if arguments.wants(Work::Centre) {
        say("what the centre takes");
        rows.extend(capacity::ops_per_second(runs).await?);
    }
    Ok(rows)
}

fn run(arguments: &Arguments) -> Run<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let rows = runtime.block_on(measure(arguments))?;
    if let Some(file) = &arguments.json {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, serde_json::to_string_pretty(&rows)? + "\n")?;
    }
    writeln!(std::io::stdout(), "{}", table(&rows))?;
    Ok(rows.iter().all(|row| row.pass != Some(false)))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(held) if held || !arguments.strict => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(2),
        Err(error) => {
            say(&format!("bench: {error}"));
            ExitCode::FAILURE
        }
    }
}
