//! Administrative units.

use crate::centre::Centre;
use crate::error::{CentreError, Done};
use crate::store::Tx;

use super::{Unit, UnitKind};

impl Centre {
    /// Adds or renames a unit.
    ///
    /// # Errors
    /// The unit above is not there, or the store's.
    pub async fn add_unit(&self, unit: Unit) -> Done<()> {
        self.write(move |tx, _, _| put(tx, &unit)).await
    }

    /// Loads a list of units in the form of the public list (`code,name,type,province_code,province_name`); returns how
    /// many communes it has. All of it or nothing.
    ///
    /// # Errors
    /// [`CentreError::Invalid`] when it has another form, or the store's.
    pub async fn load_units(&self, csv: Vec<u8>) -> Done<u64> {
        let units = parse(&csv)?;
        self.write(move |tx, _, _| {
            for unit in &units {
                put(tx, unit)?;
            }
            Ok(units.iter().filter(|unit| unit.kind == UnitKind::Commune).count() as u64)
        })
        .await
    }

    /// The units, by code.
    ///
    /// # Errors
    /// The store's.
    pub async fn units(&self) -> Done<Vec<Unit>> {
        self.read(|tx, _| tx.units()).await
    }
}

fn put(tx: &mut dyn Tx, unit: &Unit) -> Done<()> {
    if unit.code.trim().is_empty() || unit.name.trim().is_empty() {
        return Err(CentreError::Invalid("a unit needs a code and a name"));
    }
    if let Some(parent) = &unit.parent
        && tx.unit(parent)?.is_none()
    {
        return Err(CentreError::NotFound("unit above"));
    }
    tx.put_unit(unit)?;
    tx.note_shown()
}

/// A line of the public list.
#[derive(serde::Deserialize)]
struct Line {
    code: String,
    name: String,
    province_code: String,
    province_name: String,
}

/// The provinces of a list, then its communes.
fn parse(csv: &[u8]) -> Done<Vec<Unit>> {
    let mut provinces: Vec<Unit> = Vec::new();
    let mut communes = Vec::new();
    for line in csv::Reader::from_reader(csv).deserialize() {
        let line: Line = line.map_err(|_| CentreError::Invalid("the list of units has another form"))?;
        if provinces.iter().all(|province| province.code != line.province_code) {
            provinces.push(Unit {
                code: line.province_code.clone(),
                name: line.province_name,
                kind: UnitKind::Province,
                parent: None,
            });
        }
        communes.push(Unit {
            code: line.code,
            name: line.name,
            kind: UnitKind::Commune,
            parent: Some(line.province_code),
        });
    }
    if communes.is_empty() {
        return Err(CentreError::Invalid("the list of units is empty"));
    }
    provinces.append(&mut communes);
    Ok(provinces)
}
