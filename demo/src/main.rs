//! One command that shows the main job on one machine: `clubbook-demo --help`.

mod error;
mod link;
mod month;
mod programs;
mod scenario;
mod screen;
mod verdict;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Parser;
use error::DemoError;
use month::{Calendar, Player};
use programs::Centre;
use scenario::{ClubPlan, Mishap};
use screen::{Screen, say};
use verdict::Verdict;

/// A month of six clubs of Quảng Ngãi without signal, then the network returns.
///
/// The centre and every phone are processes of their own. Two people correct the same member, two phones open the same
/// meeting, a clock is a year ahead, a phone is killed while it saves; later a link breaks off in the middle and answers are
/// lost. At the end, what each phone had confirmed to its user is held against what the centre answers to a new phone.
///
/// Exit codes: 0 nothing lost, nothing doubled; 1 something was; 2 the demo could not be played.
#[derive(Debug, Parser)]
#[command(name = "clubbook-demo", version, max_term_width = 110)]
struct Arguments {
    /// Ends when the figures are shown; without it the centre stays up until ctrl-c.
    #[arg(long)]
    once: bool,
    /// Writes the figures to a file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the centre listens; port 0 lets the system choose one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Which clubs: the same seed gives the same people and the same month. Counts vary by a few all the same, as kills
    /// hit at random moments.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the files go: databases, journals, logs. Without it they are removed at the end.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let played = tokio::runtime::Runtime::new().map_err(DemoError::from).and_then(|r| r.block_on(play(&arguments)));
    match played {
        Ok(verdict) if verdict.lost == 0 && verdict.doubled == 0 && verdict.recorded == verdict.received => {
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("The demo could not be played: {error}"));
            ExitCode::from(2)
        }
    }
}

async fn play(arguments: &Arguments) -> Result<Verdict, DemoError> {
    let temporary = tempfile::tempdir()?;
    let folder = arguments.keep.clone().unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder)?;
    let screen = Screen::new();
    let clubs = scenario::month(arguments.seed);

    screen.part("The centre starts, and six clubs are set up");
    let mut centre = Centre::start(&folder.join("centre"), arguments.listen).await?;
    let (mut players, phones) = set_up(&centre, &folder, &clubs, &screen).await?;

    screen.part("A month without signal: visits, meetings, corrections");
    let calendar = Calendar::ending(now());
    each(&mut players, |player| month::play(player, calendar, &screen)).await?;

    screen.part("The network returns; one link breaks off, answers are lost");
    each(&mut players, |player| month::network_returns(player, &screen)).await?;
    for player in players.iter_mut().flatten() {
        month::catch_up(player).await?;
    }

    screen.part("What the phones had confirmed is held against what the centre answers");
    let mut verdict = Verdict { killed: killed(&clubs), ..Verdict::default() };
    let progress = screen.whole("clubs", clubs.len() as u64);
    for (club, players) in clubs.iter().zip(&players) {
        verdict::compare(&mut verdict, &centre, &folder, club, players).await?;
        progress.step();
    }
    debug_assert_eq!(verdict.phones, phones);
    verdict.seconds = screen.seconds();
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&verdict).map_err(std::io::Error::other)?;
        std::fs::write(file, text + "\n")?;
    }
    screen.table(&verdict);
    if arguments.once {
        centre.stop().await?;
    } else {
        leave_up(&mut centre).await?;
    }
    Ok(verdict)
}

async fn set_up(
    centre: &Centre,
    folder: &std::path::Path,
    clubs: &[ClubPlan],
    screen: &Screen,
) -> Result<(Vec<Vec<Player>>, u64), DemoError> {
    month::load_communes(centre, folder).await?;
    let progress = screen.whole("clubs with their people", clubs.len() as u64);
    for club in clubs {
        month::set_up(centre, folder, club).await?;
        progress.step();
    }
    let phones: u64 = clubs.iter().map(|club| club.phones.len() as u64).sum();
    let progress = screen.whole("phones connected", phones);
    let mut players = Vec::new();
    for club in clubs {
        players.push(month::connect(centre, folder, club, &progress).await?);
    }
    Ok((players, phones))
}

/// Something with every phone, all at once; the first that fails ends it.
async fn each<'a, F>(players: &'a mut [Vec<Player>], work: impl Fn(&'a mut Player) -> F) -> Result<(), DemoError>
where
    F: Future<Output = Result<(), DemoError>>,
{
    futures_util::future::try_join_all(players.iter_mut().flatten().map(work)).await?;
    Ok(())
}

fn killed(clubs: &[ClubPlan]) -> u64 {
    let phones = clubs.iter().flat_map(|club| &club.phones);
    let unlucky = phones.filter(|phone| phone.mishap == Some(Mishap::KilledWhileSaving));
    unlucky.map(|phone| (0..phone.deeds.len()).filter(|number| number % 17 == 8).count() as u64).sum()
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}

async fn leave_up(centre: &mut Centre) -> Result<(), DemoError> {
    say(&format!("\nThe centre stays up on http://{}/ until ctrl-c.", centre.address));
    if let Some(link) = &centre.set_up_link {
        say(&format!("Choose the first officer's password here, then sign in: {link}"));
    }
    tokio::select! {
        ended = centre.ended() => ended,
        _ = tokio::signal::ctrl_c() => centre.stop().await,
    }
}
