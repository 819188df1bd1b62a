//! Playing the month: setting the clubs up, connecting the phones, letting people do what the scenario says, and letting the
//! network return.

use std::path::Path;
use std::sync::Arc;

use clubbook_corpus::Rng;
use serde_json::Value;

use crate::error::DemoError;
use crate::link::{Link, Traffic, Weather};
use crate::programs::{Answer, Centre, Phone, text_of};
use crate::scenario::{ClubPlan, DAYS, Deed, Mishap, people_csv};
use crate::screen::{Progress, Screen};

const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY;
/// Half past seven in the morning in Vietnam, in seconds after midnight UTC.
const MORNING: i64 = 30 * 60;

/// A phone with what its person does.
#[derive(Debug)]
pub(crate) struct Player {
    /// The phone.
    pub(crate) phone: Phone,
    mishap: Option<Mishap>,
    deeds: Vec<(i32, Deed)>,
    seed: u64,
}

/// Loads the list of communes and sets up a club with its people.
///
/// # Errors
/// The centre's words.
pub(crate) async fn set_up(centre: &Centre, folder: &Path, plan: &ClubPlan) -> Result<(), DemoError> {
    let club = &plan.club;
    let (number, day) = (club.number.to_string(), club.meeting_day.to_string());
    let mut args = vec!["club", "add", "--unit", &club.commune_code, "--number", &number, "--name", &club.name];
    args.extend(["--meeting-day", &day]);
    for hamlet in &club.hamlets {
        args.extend(["--hamlet", hamlet]);
    }
    centre.command(&args).await?;
    let list = folder.join(format!("club-{number}.csv"));
    let mut writer = csv::Writer::from_path(&list).map_err(std::io::Error::other)?;
    for line in people_csv(club) {
        writer.write_record(&line).map_err(std::io::Error::other)?;
    }
    writer.flush()?;
    let list = list.to_string_lossy().into_owned();
    centre.command(&["club", "import", "--number", &number, &list]).await?;
    Ok(())
}

/// Loads the public list of Quảng Ngãi's communes, from the corpus.
///
/// # Errors
/// The centre's words.
pub(crate) async fn load_communes(centre: &Centre, folder: &Path) -> Result<(), DemoError> {
    let file = folder.join("units.csv");
    let mut writer = csv::Writer::from_path(&file).map_err(std::io::Error::other)?;
    writer.write_record(["code", "name", "type", "province_code", "province_name"]).map_err(std::io::Error::other)?;
    for commune in clubbook_corpus::communes() {
        writer
            .write_record([&commune.code, &commune.name, &commune.kind, "51", "Tỉnh Quảng Ngãi"])
            .map_err(std::io::Error::other)?;
    }
    writer.flush()?;
    centre.command(&["units", "load", &file.to_string_lossy()]).await?;
    Ok(())
}

/// A code for somebody with a task in a club.
///
/// # Errors
/// The centre's words.
pub(crate) async fn code_for(centre: &Centre, club: i64, name: &str) -> Result<String, DemoError> {
    let issued = centre.command(&["code", "issue", "--club", &club.to_string(), "--name", name]).await?;
    text_of(&issued, "digits").ok_or(DemoError::Answer("eight digits"))
}

fn said(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Asks for something that has to work.
async fn must(phone: &mut Phone, args: &[&str]) -> Result<Value, DemoError> {
    match phone.ask(&said(args), None).await? {
        Answer::Done(result) => Ok(result),
        Answer::Refused { words, .. } => Err(DemoError::Phone { phone: phone.name.clone(), words }),
    }
}

/// Connects the phones of a club and lets them fetch it.
///
/// # Errors
/// A phone's words.
pub(crate) async fn connect(
    centre: &Centre,
    folder: &Path,
    plan: &ClubPlan,
    progress: &Progress,
) -> Result<Vec<Player>, DemoError> {
    let mut players = Vec::new();
    for (number, phone_plan) in plan.phones.iter().enumerate() {
        let name = plan.club.members.get(phone_plan.person).map_or("", |person| person.full_name.as_str());
        let digits = code_for(centre, plan.club.number, name).await?;
        let traffic = Arc::new(Traffic::default());
        let link = Link::to(centre.address, Arc::clone(&traffic)).await?;
        let offset = if phone_plan.mishap == Some(Mishap::ClockAYearAhead) { YEAR } else { 0 };
        let file = folder.join(format!("phone-{}-{}.db", plan.club.number, number + 1));
        let mut phone = Phone::new(phone_plan.name.clone(), file, offset, link, traffic);
        let (url, club) = (phone.link.url(), plan.club.number.to_string());
        must(&mut phone, &["enrol", &url, &club, &digits]).await?;
        must(&mut phone, &["sync"]).await?;
        progress.step();
        players.push(Player {
            phone,
            mishap: phone_plan.mishap,
            deeds: phone_plan.deeds.clone(),
            seed: plan.club.seed ^ number as u64,
        });
    }
    Ok(players)
}

/// Where the month lies: its last day is today.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calendar {
    today: i64,
}

impl Calendar {
    /// The month that ends on the day of this moment, in seconds since 1970.
    pub(crate) fn ending(now: i64) -> Self {
        Self { today: (now + 7 * 3600).div_euclid(DAY) }
    }

    /// The moment of the n-th thing that somebody does on a day of the month.
    fn moment(self, day: i32, number: usize) -> i64 {
        let days = self.today - i64::from(DAYS - 1 - day);
        let minutes = i64::try_from(number).unwrap_or(0).min(600);
        days * DAY + MORNING + minutes * 60
    }
}

/// Plays the month of one phone, without a network.
///
/// # Errors
/// A phone's words, where it refuses what it should take.
pub(crate) async fn play(player: &mut Player, calendar: Calendar, screen: &Screen) -> Result<(), DemoError> {
    player.phone.link.set(Weather::NoSignal);
    let bar = screen.phone(&player.phone.name, player.deeds.len() as u64);
    let mut rng = Rng::of(player.seed, "killed");
    let mut of_day = (-1, 0);
    for (number, (day, deed)) in player.deeds.iter().enumerate() {
        if *day != of_day.0 {
            of_day = (*day, 0);
            // Now and then somebody tries to send, and is told that everything is kept.
            if day % 7 == 3 {
                tell_no_signal(&mut player.phone, calendar.moment(*day, 0)).await?;
            }
        }
        of_day.1 += 1;
        let at = Some(calendar.moment(*day, of_day.1));
        let args = arguments(deed);
        let killed_now = player.mishap == Some(Mishap::KilledWhileSaving) && number % 17 == 8;
        if killed_now {
            // From before the command is read until after it is answered.
            player.phone.ask_and_kill(&args, at, rng.below(6_000)).await?;
            bar.note("killed while saving");
        }
        match player.phone.ask(&args, at).await? {
            Answer::Done(_) => {}
            // Killed after it was saved: the person looks, and sees it in the book.
            Answer::Refused { code, .. } if code == "ask_first" => {}
            Answer::Refused { words, .. } => return Err(DemoError::Phone { phone: player.phone.name.clone(), words }),
        }
        bar.step();
    }
    bar.note(&sentence(&mut player.phone).await?);
    Ok(())
}

async fn tell_no_signal(phone: &mut Phone, at: i64) -> Result<(), DemoError> {
    match phone.ask(&said(&["sync"]), Some(at)).await? {
        Answer::Refused { .. } => Ok(()),
        Answer::Done(_) => Err(DemoError::Phone { phone: phone.name.clone(), words: "sent without a network".into() }),
    }
}

/// The one sentence of a phone's status.
async fn sentence(phone: &mut Phone) -> Result<String, DemoError> {
    let status = must(phone, &["status"]).await?;
    Ok(text_of(&status, "sentence").unwrap_or_default())
}

fn register_no(person: usize) -> String {
    format!("#{}", person + 1)
}

/// A deed as the command line of a phone says it.
fn arguments(deed: &Deed) -> Vec<String> {
    let list = |people: &[usize]| people.iter().map(|p| register_no(*p)).collect::<Vec<_>>().join(",");
    match deed {
        Deed::OpenCare { person, every_days, services, volunteers } => {
            let mut args = said(&["care", "open", &register_no(*person), "--every-days", &every_days.to_string()]);
            if !services.is_empty() {
                args.extend(["--services".to_owned(), services.join(",")]);
            }
            args.extend(["--volunteers".to_owned(), list(volunteers)]);
            args
        }
        Deed::Visit(visit) => {
            let mut args = said(&["visit", "add", &register_no(visit.person)]);
            let mut option = |name: &str, value: String| args.extend([name.to_owned(), value]);
            option("--visitors", list(&visit.visitors));
            if let Some(condition) = visit.condition {
                option("--condition", condition.code().to_owned());
            }
            if let Some(note) = &visit.note {
                option("--note", note.clone());
            }
            if let Some(partner) = &visit.partner {
                option("--partner", partner.clone());
            }
            let vitals = visit.vitals.unwrap_or_default();
            if let (Some(upper), Some(lower)) = (vitals.systolic, vitals.diastolic) {
                option("--pressure", format!("{upper}/{lower}"));
            }
            if let Some(tenths) = vitals.weight_tenths {
                option("--weight", format!("{},{}", tenths / 10, tenths % 10));
            }
            if visit.not_at_home {
                args.push("--not-at-home".to_owned());
            }
            args
        }
        Deed::Correct { person, field, text } => said(&["correct", &register_no(*person), &format!("{field}={text}")]),
        Deed::OpenMeeting => said(&["meeting", "open", "--confirmed"]),
        Deed::Mark { person, mark } => said(&["meeting", "mark", &format!("{}={}", register_no(*person), mark.code())]),
        Deed::CloseMeeting { head_count } => {
            said(&["meeting", "close", "--heads", &head_count.to_string(), "--rest", "absent"])
        }
    }
}

/// How often a phone tries before the demo calls it stuck.
const TRIES: u32 = 40;

/// The network returns for one phone: it exchanges until nothing waits, whatever its link does to it.
///
/// # Errors
/// It does not come through.
pub(crate) async fn network_returns(player: &mut Player, screen: &Screen) -> Result<(), DemoError> {
    player.phone.link.set(match player.mishap {
        Some(Mishap::LinkBreaksOff) => Weather::BreakOff { after: 900, times: 4 },
        Some(Mishap::AnswersAreLost) => Weather::LoseAnswers(4),
        _ => Weather::Good,
    });
    let bar = screen.sending(&player.phone.name);
    for _ in 0..TRIES {
        match player.phone.ask(&said(&["sync"]), None).await? {
            Answer::Done(_) => {
                bar.done(&sentence(&mut player.phone).await?);
                return Ok(());
            }
            Answer::Refused { words, .. } => bar.note(&words),
        }
    }
    let words = "it does not come through".to_owned();
    Err(DemoError::Phone { phone: player.phone.name.clone(), words })
}

/// A last exchange, so that each phone also has what the others sent after it.
///
/// # Errors
/// A phone's words.
pub(crate) async fn catch_up(player: &mut Player) -> Result<(), DemoError> {
    player.phone.link.set(Weather::Good);
    must(&mut player.phone, &["sync"]).await?;
    player.phone.switch_off().await
}
