//! French numbers: `1 234` with U+202F, `12,5 %`, `−` for minus; and the unit a chart counts in.

/// Narrow no-break space: thousands, and before `%`.
pub const NARROW: char = '\u{202f}';
/// No-break space: before a colon and before a unit in letters.
pub const NBSP: char = '\u{a0}';
const MINUS: char = '−';

/// Beyond this, `f64` no longer holds whole numbers exactly; nothing one counts gets there.
const LARGEST: f64 = 1e15;

/// The value as charts may draw it: `None` for NaN, infinities and absurd magnitudes, which stay absent rather
/// than bend a scale.
#[must_use]
pub fn usable(x: f64) -> Option<f64> {
    (x.is_finite() && x.abs() <= LARGEST).then_some(x)
}

/// Rounds half away from zero, the usual French rule (`0.125` to two digits is `0.13`). Colour classes are decided on
/// the rounded value, so that a figure and its colour never disagree.
#[must_use]
pub fn round_to(x: f64, digits: u8) -> f64 {
    let factor = 10f64.powi(i32::from(digits.min(9)));
    (x * factor).round() / factor
}

/// `1234.5` to one digit is `1 234,5`; `-3` is `−3`; what is not a number is an en dash.
#[must_use]
pub fn decimal(x: f64, digits: u8) -> String {
    if usable(x).is_none() {
        return "–".to_owned();
    }
    let digits = digits.min(9);
    let plain = format!("{:.*}", usize::from(digits), round_to(x.abs(), digits));
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    if x < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(NARROW);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// A whole number, `10 000 000`.
#[must_use]
pub fn integer(x: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "charts show no count near 2^53")]
    decimal(x as f64, 0)
}

/// `12.5` is `12,5 %`: the value is already out of a hundred.
#[must_use]
pub fn percent(x: f64, digits: u8) -> String {
    format!("{}{NARROW}%", decimal(x, digits))
}

/// What a chart counts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Whole things: `1 234`.
    Count,
    /// Shares out of a hundred: `31,8 %`.
    Percent { digits: u8 },
    /// A unit in letters, with its singular: `1 jour`, `12 jours`.
    Named { one: String, many: String, digits: u8 },
}

impl Unit {
    /// Shares with the one decimal they are published with.
    pub const PERCENT: Unit = Unit::Percent { digits: 1 };

    /// Whole days.
    #[must_use]
    pub fn days() -> Unit {
        Unit::Named { one: "jour".into(), many: "jours".into(), digits: 0 }
    }

    /// Decimals a value is printed with.
    #[must_use]
    pub fn digits(&self) -> u8 {
        match self {
            Unit::Count => 0,
            Unit::Percent { digits } | Unit::Named { digits, .. } => *digits,
        }
    }

    /// The smallest difference two printed values can show.
    #[must_use]
    pub fn least(&self) -> f64 {
        10f64.powi(-i32::from(self.digits().min(9)))
    }

    /// A value with its unit: `31,8 %`, `12 jours`.
    #[must_use]
    pub fn show(&self, x: f64) -> String {
        self.with_unit(decimal(x, self.digits()), x)
    }

    /// As [`Unit::show`], without useless decimals: `28 %`, `30,5 %`. For bounds and axes.
    #[must_use]
    pub fn show_short(&self, x: f64) -> String {
        self.with_unit(self.bare(x), x)
    }

    /// The number alone, without useless decimals: `28`, `30,5`.
    #[must_use]
    pub fn bare(&self, x: f64) -> String {
        let full = decimal(x, self.digits());
        if full.contains(',') { full.trim_end_matches('0').trim_end_matches(',').to_owned() } else { full }
    }

    fn with_unit(&self, number: String, x: f64) -> String {
        match self {
            Unit::Count => number,
            Unit::Percent { .. } => format!("{number}{NARROW}%"),
            // In French the plural begins at two: « 1,5 jour ».
            Unit::Named { one, many, .. } => format!("{number}{NBSP}{}", if x.abs() < 2.0 { one } else { many }),
        }
    }
}
