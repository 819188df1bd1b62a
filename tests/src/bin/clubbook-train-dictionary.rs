//! `clubbook-train-dictionary BYTES FILE`: makes a zstd dictionary for frames from made-up clubs. `model/data/README.md` says
//! when; a dictionary that was released is never made again.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use clubbook_corpus::{PUSH_SHAPE, club, history, small_club};
use clubbook_model::codec::Reader;
use clubbook_model::frame::PushFrame;
use clubbook_tests::bench::Run;
use clubbook_tests::fixture::journals::key_of;
use clubbook_tests::fixture::{self, Hands, Journal};

/// Makes a dictionary from payloads of small push frames and from notes.
#[derive(Debug, Parser)]
struct Arguments {
    /// Its size.
    bytes: usize,
    /// Where it is written.
    file: PathBuf,
}

/// Seeds that no bench and no test uses.
const SEEDS: std::ops::Range<u64> = 1001..1009;

fn samples() -> Run<Vec<Vec<u8>>> {
    let mut samples = Vec::new();
    for seed in SEEDS {
        for history in [small_club(seed), history(club(seed, 3, 60), &PUSH_SHAPE)] {
            samples.extend(history.notes().map(|note| note.as_bytes().to_vec()));
            let mut hands = Hands::default();
            let recorders = fixture::recorders(&history);
            recorders.iter().for_each(|place| hands.give(*place, key_of(*place).device_id(), 1));
            let first = recorders.first().copied().unwrap_or_default();
            let (people, mut entries) = fixture::roster(&history, first, &mut hands);
            entries.extend(fixture::activity(&history, &people, &mut hands));
            for journal in fixture::journals(&entries).values() {
                samples.extend(payloads(journal)?);
            }
        }
    }
    Ok(samples)
}

/// The payloads of a journal cut into frames of a few ops, as phones make them day by day.
fn payloads(journal: &Journal) -> Run<Vec<Vec<u8>>> {
    let mut payloads = Vec::new();
    let mut before = journal.start();
    let (mut rest, mut count) = (journal.ops.as_slice(), 3);
    while !rest.is_empty() {
        let (ops, others) = rest.split_at(count.min(rest.len()));
        let frame = PushFrame::encode(&journal.key, before, &journal.salts, ops, 0).ok_or("a journal has no holes")?;
        before = PushFrame::header(&frame)?.after;
        payloads.push(payload(&frame)?);
        rest = others;
        count = (count * 2) % 61 + 2;
    }
    Ok(payloads)
}

/// The payload of a frame that was made without a dictionary.
fn payload(frame: &[u8]) -> Run<Vec<u8>> {
    let what = "a frame";
    let mut reader = Reader::new(frame);
    reader.raw(6, what)?;
    reader.bytes(what)?;
    reader.u8(what)?;
    let length = reader.small(what)?;
    Ok(zstd::bulk::decompress(reader.bytes(what)?, length)?)
}

fn run(arguments: &Arguments) -> Run<()> {
    let samples = samples()?;
    std::fs::write(&arguments.file, zstd::dict::from_samples(&samples, arguments.bytes)?)?;
    writeln!(std::io::stdout(), "made from {} samples", samples.len())?;
    Ok(())
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
