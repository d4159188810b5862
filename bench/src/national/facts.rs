use super::COUNTERS;
use anyhow::Result;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use std::path::Path;

/// The facts of a country over two school years, one column an attribute. Invented: as many in each class as in life, or so.
#[derive(Debug, Default)]
pub struct Facts {
    /// From 0, September of the first year, to 23.
    pub month: Vec<u8>,
    pub day: Vec<u8>,
    pub place: Vec<u16>,
    pub region: Vec<u8>,
    pub sex: Vec<u8>,
    pub age: Vec<u8>,
    pub source: Vec<u8>,
    /// One bit a counter.
    pub flags: Vec<u16>,
    /// From entry to first contact, for those that have the first flag; else 255.
    pub days: Vec<u8>,
}

pub const PLACES: u16 = 380;
pub const REGIONS: u8 = 18;
pub const NO_DAYS: u8 = 255;
pub const SIZES: [u16; 3] = [3, 5, 8];

impl Facts {
    pub fn invent(rows: u64) -> Facts {
        let mut rng = ChaCha8Rng::seed_from_u64(20_260_901);
        let mut facts = Facts::default();
        for _ in 0..rows {
            let place = rng.random_range(0..PLACES);
            // Lists come in autumn more than in summer.
            let month = rng.random_range(0..12_u8).min(rng.random_range(0..12)) + 12 * rng.random_range(0..2);
            let flags = rng.random::<u16>() & rng.random::<u16>();
            facts.month.push(month);
            facts.day.push(rng.random_range(0..28));
            facts.place.push(place);
            facts.region.push((place % u16::from(REGIONS)) as u8);
            facts.sex.push(if rng.random_bool(0.02) { 2 } else { u8::from(rng.random_bool(0.6)) });
            facts.age.push(rng.random_range(0..5_u8).max(rng.random_range(0..4)));
            facts.source.push(rng.random_range(0..8_u8).min(rng.random_range(0..8)));
            facts.flags.push(flags);
            let days = rng.random_range(0..200_u8).min(rng.random_range(0..250));
            facts.days.push(if flags & 1 == 1 { days } else { NO_DAYS });
        }
        facts
    }

    pub fn len(&self) -> usize {
        self.month.len()
    }

    pub fn has(&self, row: usize, counter: usize) -> bool {
        self.flags[row] >> counter & 1 == 1
    }

    /// Writes each column as bytes of its own file: `month`, `sex`…, `c0` to `c15` (0 or 1), `days`.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        let columns = [
            ("month", &self.month),
            ("sex", &self.sex),
            ("age", &self.age),
            ("source", &self.source),
            ("region", &self.region),
            ("days", &self.days),
        ];
        for (name, column) in columns {
            std::fs::write(folder.join(name), column)?;
        }
        for counter in 0..COUNTERS {
            let column: Vec<u8> = (0..self.len()).map(|row| u8::from(self.has(row, counter))).collect();
            std::fs::write(folder.join(format!("c{counter}")), column)?;
        }
        Ok(())
    }
}
