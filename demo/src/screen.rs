//! What the person at the terminal sees: bars that fill while it happens, one table at the end. Where nobody looks on, a line
//! for each part.

use std::io::IsTerminal;
use std::time::Instant;

use comfy_table::{CellAlignment, Table, presets};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::verdict::Verdict;

/// The screen.
#[derive(Debug)]
pub(crate) struct Screen {
    bars: MultiProgress,
    is_seen: bool,
    begun: Instant,
}

/// A bar.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// One more is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }

    /// What is the matter now.
    pub(crate) fn note(&self, words: &str) {
        self.bar.set_message(words.to_owned());
    }

    /// All is done.
    pub(crate) fn done(&self, words: &str) {
        self.bar.finish_with_message(words.to_owned());
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━━ ")
}

impl Screen {
    /// A screen on this terminal.
    pub(crate) fn new() -> Self {
        Self { bars: MultiProgress::new(), is_seen: std::io::stderr().is_terminal(), begun: Instant::now() }
    }

    /// A new part begins.
    pub(crate) fn part(&self, title: &str) {
        if self.is_seen {
            // What belongs to the part before makes room; its outcome is in the table at the end.
            let _ = self.bars.clear();
            let heading = self.bars.add(ProgressBar::new(0));
            heading.set_style(style("\n{msg:.bold}"));
            heading.finish_with_message(title.to_owned());
        } else {
            self.line(&format!("[{:>4.0} s] {title}", self.begun.elapsed().as_secs_f32()));
        }
    }

    /// A line that stays.
    pub(crate) fn line(&self, text: &str) {
        if self.is_seen {
            let _ = self.bars.println(text);
        } else {
            say(text);
        }
    }

    /// A bar of a part as a whole.
    pub(crate) fn whole(&self, label: &str, count: u64) -> Progress {
        let bar = self.bars.add(ProgressBar::new(count));
        bar.set_style(style("  {prefix:<34} {bar:24.green} {pos:>4}/{len}"));
        bar.set_prefix(label.to_owned());
        Progress { bar }
    }

    /// A bar of a phone's month.
    pub(crate) fn phone(&self, name: &str, deeds: u64) -> Progress {
        let bar = self.bars.add(ProgressBar::new(deeds));
        bar.set_style(style("  {prefix:<34} {bar:24.cyan} {pos:>4}/{len} {wide_msg}"));
        bar.set_prefix(name.to_owned());
        Progress { bar }
    }

    /// A phone that exchanges.
    pub(crate) fn sending(&self, name: &str) -> Progress {
        let bar = self.bars.add(ProgressBar::new_spinner());
        bar.set_style(style("  {prefix:<34} {wide_msg}"));
        bar.set_prefix(name.to_owned());
        Progress { bar }
    }

    /// Seconds since the demo began.
    pub(crate) fn seconds(&self) -> f64 {
        (self.begun.elapsed().as_secs_f64() * 10.0).round() / 10.0
    }

    /// The table at the end.
    pub(crate) fn table(&self, verdict: &Verdict) {
        if self.is_seen {
            let _ = self.bars.clear();
        }
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        table.set_header(["six clubs, a month without signal", ""]);
        let rows = [
            ("phones", verdict.phones.to_string()),
            ("recorded and shown as saved", grouped(verdict.recorded)),
            ("received by the centre", grouped(verdict.received)),
            ("lost", verdict.lost.to_string()),
            ("doubled", verdict.doubled.to_string()),
            ("fields that two people wrote differently, both visible", verdict.also_entered.to_string()),
            ("times a phone was killed while saving", verdict.killed.to_string()),
            ("answers lost or broken off", verdict.broken.to_string()),
            ("bytes up", grouped(verdict.bytes_up)),
            ("bytes down", grouped(verdict.bytes_down)),
            ("requests", grouped(verdict.requests)),
            ("seconds", format!("{:.1}", verdict.seconds)),
        ];
        for (label, value) in rows {
            table.add_row([label, &value]);
        }
        if let Some(column) = table.column_mut(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        say(&table.to_string());
        for line in &verdict.findings {
            say(line);
        }
    }
}

/// 12345 as 12,345.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A line on standard output.
#[expect(clippy::print_stdout, reason = "this is what the demo is for")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!((grouped(0), grouped(999), grouped(12_345)), ("0".into(), "999".into(), "12,345".into()));
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
