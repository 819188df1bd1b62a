//! `units`: the administrative units that clubs belong to.

use std::fmt;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use super::folder::Folder;
use super::output::{Output, table};
use super::{CliError, list};
use crate::admin::{Unit, UnitKind};

/// Administrative units.
#[derive(Debug, Subcommand)]
pub(super) enum Units {
    /// Load the public list: a CSV with the columns code, name, type, province_code, province_name. A unit that is there
    /// already takes the new name.
    Load {
        /// The list.
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Add one unit, or rename it.
    Add {
        /// The code of the public list: two digits for a province, five for a commune.
        #[arg(long)]
        code: String,
        /// The name with its kind, for example "Xã Ba Tơ".
        #[arg(long)]
        name: String,
        /// The level.
        #[arg(long, value_enum)]
        kind: Level,
        /// The code of the unit above; a province has none.
        #[arg(long, required_if_eq("kind", "commune"))]
        parent: Option<String>,
    },
    /// List the units.
    List,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    Province,
    Commune,
}

#[derive(Debug, Serialize)]
struct Loaded {
    units: u64,
}

impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Units that are known now or were renamed: {}.", self.units)
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Row>);

#[derive(Debug, Serialize)]
struct Row {
    code: String,
    name: String,
    kind: &'static str,
    parent: Option<String>,
}

impl From<Unit> for Row {
    fn from(unit: Unit) -> Self {
        let kind = match unit.kind {
            UnitKind::Province => "province",
            UnitKind::Commune => "commune",
        };
        Self { code: unit.code, name: unit.name, kind, parent: unit.parent }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |unit: &Row| {
            [unit.code.clone(), unit.name.clone(), unit.kind.to_owned(), unit.parent.clone().unwrap_or_default()]
        };
        write!(f, "{}", table(["code", "name", "kind", "part of"], self.0.iter().map(row)))
    }
}

impl Units {
    pub(super) async fn run(self, folder: &Folder, output: Output) -> Result<(), CliError> {
        match self {
            Self::Load { file } => {
                let bytes = list::read(&file)?;
                let centre = folder.open_or_make().await?;
                let units = centre.load_units(bytes).await;
                centre.shutdown().await;
                output.say(&Loaded { units: units? });
            }
            Self::Add { code, name, kind, parent } => {
                let kind = match kind {
                    Level::Province => UnitKind::Province,
                    Level::Commune => UnitKind::Commune,
                };
                let centre = folder.open_or_make().await?;
                let added = centre.add_unit(Unit { code, name, kind, parent }).await;
                centre.shutdown().await;
                added?;
                output.say(&Loaded { units: 1 });
            }
            Self::List => {
                let centre = folder.open()?;
                let units = centre.units().await;
                centre.shutdown().await;
                output.say(&List(units?.into_iter().map(Row::from).collect()));
            }
        }
        Ok(())
    }
}
