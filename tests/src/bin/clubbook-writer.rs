//! A phone that does nothing but save, so that tests can kill it and cut its power: see `clubbook_tests::durability`.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clubbook_core::phone::{Phone, PhoneOptions};
use clubbook_core::store::Durability;
use clubbook_core::store::salvage::salvage;
use clubbook_corpus::Rng;
use clubbook_tests::durability::writer::{SAID_FILE, migrate, open_phone, options, save_and_exchange, save_visits};

/// Writes to the encrypted store of a folder and says what is saved.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder of the database.
    folder: PathBuf,
    #[command(subcommand)]
    work: Work,
}

#[derive(Debug, Subcommand)]
enum Work {
    /// Save visits one after another.
    Save {
        /// What the visits are made from.
        #[arg(long)]
        seed: u64,
        /// How many.
        #[arg(long, default_value_t = u64::MAX)]
        count: u64,
        /// Close and open the database after so many saves; 0: never.
        #[arg(long, default_value_t = 0)]
        rest_every: u64,
        /// Let nothing wait for the disk.
        #[arg(long)]
        without_syncs: bool,
        /// Say what is saved in a file of the folder.
        #[arg(long)]
        say_in_folder: bool,
    },
    /// Save visits and exchange with the centre, over and over; the phone is enrolled already.
    Exchange {
        /// What the visits are made from.
        #[arg(long)]
        seed: u64,
    },
    /// Exchange with the centre once; the phone is enrolled already.
    Send,
    /// Set the database aside and save what can be read of it.
    Salvage,
    /// Take the tables through steps beyond their version.
    Migrate,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { folder, work } = Arguments::parse();
    let mut out = std::io::stdout().lock();
    say(&mut out, "opening\n")?;
    match work {
        Work::Salvage => {
            salvage(options(&folder, Durability::Full))?.0.shutdown()?;
            say(&mut out, "opened\n")?;
        }
        Work::Migrate => {
            migrate(&folder)?;
            say(&mut out, "opened\n")?;
        }
        Work::Send => {
            let phone = Phone::open(PhoneOptions::new(options(&folder, Durability::Full), "clubbook-writer 1"))?;
            say(&mut out, "opened\n")?;
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(phone.sync())?;
            phone.shutdown()?;
        }
        Work::Exchange { seed } => {
            let options = PhoneOptions::new(options(&folder, Durability::Full), "clubbook-writer 1");
            let phone = Phone::open(options)?;
            say(&mut out, "opened\n")?;
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(save_and_exchange(&phone, &mut Rng::new(seed), &mut out))?;
        }
        Work::Save { seed, count, rest_every, without_syncs, say_in_folder } => {
            let durability = if without_syncs { Durability::Off } else { Durability::Full };
            let store = open_phone(options(&folder, durability))?;
            say(&mut out, "opened\n")?;
            let mut rng = Rng::new(seed);
            if say_in_folder {
                let mut file = std::fs::File::create(folder.join(SAID_FILE))?;
                save_visits(&store, &mut rng, count, rest_every, &mut file)?;
            } else {
                save_visits(&store, &mut rng, count, rest_every, &mut out)?;
            }
            store.shutdown()?;
        }
    }
    Ok(())
}

/// Writes past the buffer of the standard output, which could hold a line back or tear it.
fn say(out: &mut impl Write, line: &str) -> std::io::Result<()> {
    out.write_all(line.as_bytes())?;
    out.flush()
}
