//! From values to positions, with round graduations (1, 2 or 5 times a power of ten).

use crate::number::{Unit, usable};

/// An axis that starts and ends on a graduation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    step: f64,
    first: f64,
    last: f64,
}

impl Scale {
    /// The round scale that covers `low..=high` in about `intervals` steps, none finer than the unit prints, so that no
    /// two graduations read alike. Never empty: where all values are the same, there is room around them.
    #[must_use]
    pub fn nice(low: f64, high: f64, intervals: u8, unit: &Unit) -> Scale {
        let (low, high) = (usable(low).unwrap_or(0.0), usable(high).unwrap_or(0.0));
        let (mut low, mut high) = (low.min(high), low.max(high));
        let least = unit.least();
        if high - low < least {
            (low, high) = room_around(low, high, unit);
        }
        // Steps too fine for the magnitude would all round to the same number.
        let finest = low.abs().max(high.abs()) * 1e-9;
        let step = round_step(((high - low) / f64::from(intervals.max(1))).max(least).max(finest));
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        Scale { step, first, last }
    }

    /// The round scale of a length drawn from zero, as bars must be.
    #[must_use]
    pub fn from_zero(low: f64, high: f64, intervals: u8, unit: &Unit) -> Scale {
        Scale::nice(low.min(0.0), high.max(0.0), intervals, unit)
    }

    #[must_use]
    pub fn low(&self) -> f64 {
        self.first * self.step
    }

    #[must_use]
    pub fn high(&self) -> f64 {
        self.last * self.step
    }

    #[must_use]
    pub fn step(&self) -> f64 {
        self.step
    }

    /// The graduations, from the lowest.
    #[must_use]
    pub fn ticks(&self) -> Vec<f64> {
        let mut ticks = Vec::new();
        let mut i = self.first;
        while i <= self.last {
            ticks.push(i * self.step);
            i += 1.0;
        }
        ticks
    }

    /// Where a value falls between `from` (the low end) and `to`; values outside stay on the edge.
    #[must_use]
    pub fn place(&self, value: f64, from: f64, to: f64) -> f64 {
        let share = (value - self.low()) / (self.high() - self.low());
        from + (to - from) * share.clamp(0.0, 1.0)
    }
}

/// Room around values that are all alike, without leaving what the unit can be: no negative count, no share above 100.
fn room_around(low: f64, high: f64, unit: &Unit) -> (f64, f64) {
    let room = match unit {
        Unit::Percent { .. } => 10.0,
        Unit::Count | Unit::Named { .. } => (high.abs() * 0.1).max(1.0),
    };
    let floor = if low >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
    let ceiling = if matches!(unit, Unit::Percent { .. }) && high <= 100.0 { 100.0 } else { f64::INFINITY };
    ((low - room).max(floor), (high + room).min(ceiling))
}

/// The smallest of 1, 2, 5, 10 times a power of ten that is not below `raw` (> 0).
fn round_step(raw: f64) -> f64 {
    let power = 10f64.powi(exponent(raw));
    let head = raw / power;
    let round = [1.0, 2.0, 5.0].into_iter().find(|m| head <= m * (1.0 + 1e-9)).unwrap_or(10.0);
    round * power
}

fn exponent(raw: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "the decimal exponent of a finite number is small")]
    {
        raw.log10().floor() as i32
    }
}
