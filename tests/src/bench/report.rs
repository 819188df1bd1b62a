//! Rows of the bench, their gates, the table and the JSON.

use serde::{Deserialize, Serialize};

/// Milliseconds since then, with all their digits.
pub fn milliseconds(since: std::time::Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// The smallest, the middle and the largest of several runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// The smallest.
    pub min: f64,
    /// The middle one; of an even number the mean of the two.
    pub median: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// Of these runs.
    ///
    /// # Panics
    /// When there was none.
    pub fn of(runs: impl IntoIterator<Item = f64>) -> Self {
        let mut runs: Vec<f64> = runs.into_iter().collect();
        runs.sort_by(f64::total_cmp);
        let at = |place: usize| *runs.get(place).expect("a bench runs at least once");
        let (last, middle) = (runs.len().saturating_sub(1), runs.len() / 2);
        let median = if runs.len() % 2 == 1 { at(middle) } else { (at(middle) + at(middle.saturating_sub(1))) / 2.0 };
        Self { min: at(0), median, max: at(last) }
    }
}

/// What a row must hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gate {
    /// The median of our runs is at most this.
    AtMost(f64),
    /// The median of our runs is at least this.
    AtLeast(f64),
    /// Our median divided by the peer's is at most this.
    RatioAtMost(f64),
    /// Shown only.
    None,
}

impl Gate {
    fn text(self) -> Option<String> {
        match self {
            Self::AtMost(limit) => Some(format!("<= {limit}")),
            Self::AtLeast(limit) => Some(format!(">= {limit}")),
            Self::RatioAtMost(limit) => Some(format!("ratio <= {limit}")),
            Self::None => None,
        }
    }

    /// Whether it is held; nothing is said where there is no gate, or no peer to compare with.
    fn holds(self, median: f64, ratio: Option<f64>) -> Option<bool> {
        match self {
            Self::AtMost(limit) => Some(median <= limit),
            Self::AtLeast(limit) => Some(median >= limit),
            Self::RatioAtMost(limit) => ratio.map(|ratio| ratio <= limit),
            Self::None => None,
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What was done.
    pub name: String,
    /// In what it is measured.
    pub unit: String,
    /// Our runs.
    pub ours: Spread,
    /// Who did the same.
    pub peer: Option<String>,
    /// The median of theirs, in the same unit.
    pub peer_value: Option<f64>,
    /// Our median divided by theirs.
    pub ratio: Option<f64>,
    /// What must hold.
    pub gate: Option<String>,
    /// Whether it does; nothing where there is no gate or the peer did not run.
    pub pass: Option<bool>,
}

impl Row {
    /// A row without a peer.
    pub fn alone(name: &str, unit: &str, ours: Spread, gate: Gate) -> Self {
        Self::against(name, unit, ours, None, gate)
    }

    /// A row with what the peer did in the same run.
    pub fn against(name: &str, unit: &str, ours: Spread, peer: Option<(&str, f64)>, gate: Gate) -> Self {
        let ratio = peer.map(|(_, theirs)| ours.median / theirs);
        Self {
            name: name.to_owned(),
            unit: unit.to_owned(),
            ours,
            peer: peer.map(|(name, _)| name.to_owned()),
            peer_value: peer.map(|(_, value)| value),
            ratio,
            gate: gate.text(),
            pass: gate.holds(ours.median, ratio),
        }
    }
}

/// What a program of another language has measured.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Measured {
    /// What was done.
    pub name: String,
    /// In what.
    pub unit: String,
    /// Each time.
    pub values: Vec<f64>,
    /// What the median must hold.
    pub at_most: Option<f64>,
}

impl From<Measured> for Row {
    fn from(measured: Measured) -> Self {
        let gate = measured.at_most.map_or(Gate::None, Gate::AtMost);
        Self::alone(&measured.name, &measured.unit, Spread::of(measured.values), gate)
    }
}

/// A number with as many digits as matter.
fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => {
            let digits = format!("{value:.0}");
            let mut grouped = String::new();
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && (digits.len() - place) % 3 == 0 {
                    grouped.push(' ');
                }
                grouped.push(digit);
            }
            grouped
        }
        size if size >= 100.0 || value.fract() == 0.0 => format!("{value:.0}"),
        size if size >= 1.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}

/// The table that people read.
pub fn table(rows: &[Row]) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(["work", "unit", "min", "median", "max", "peer", "theirs", "ratio", "gate", ""]);
    for row in rows {
        table.add_row([
            row.name.clone(),
            row.unit.clone(),
            number(row.ours.min),
            number(row.ours.median),
            number(row.ours.max),
            row.peer.clone().unwrap_or_default(),
            row.peer_value.map(number).unwrap_or_default(),
            row.ratio.map(|ratio| format!("{ratio:.3}")).unwrap_or_default(),
            row.gate.clone().unwrap_or_default(),
            match row.pass {
                Some(true) => "pass".to_owned(),
                Some(false) => "FAIL".to_owned(),
                None if row.gate.is_some() => "not compared".to_owned(),
                None => String::new(),
            },
        ]);
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_looks_at_the_median_and_at_the_ratio_of_the_same_run() {
        let spread = Spread::of([9.0, 1.0, 2.0]);
        assert_eq!((spread.min, spread.median, spread.max), (1.0, 2.0, 9.0));
        assert_eq!(Spread::of([4.0, 1.0]).median, 2.5);
        assert_eq!(Row::alone("a", "ms", spread, Gate::AtMost(2.0)).pass, Some(true));
        assert_eq!(Row::alone("a", "ms", spread, Gate::AtLeast(3.0)).pass, Some(false));
        let row = Row::against("a", "ms", spread, Some(("peer", 8.0)), Gate::RatioAtMost(0.2));
        assert_eq!((row.ratio, row.pass), (Some(0.25), Some(false)));
        assert_eq!(Row::alone("a", "ms", spread, Gate::RatioAtMost(0.2)).pass, None);
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(number(1_234_567.4), "1 234 567");
        assert_eq!((number(12.34), number(3.0), number(0.0123)), ("12.3".into(), "3".into(), "0.012".into()));
    }
}
