//! A share and how much of it may be chance.

/// Two-sided 95 % quantile of the normal law.
const Z: f64 = 1.959_963_984_540_054;

/// `count` out of `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub count: u64,
    pub total: u64,
}

impl Share {
    /// Out of a hundred; `None` where there is nobody to count.
    #[must_use]
    pub fn percent(self) -> Option<f64> {
        let (k, n) = self.as_floats()?;
        Some(100.0 * k / n)
    }

    /// The 95 % interval of Wilson (1927), out of a hundred: right for small groups and near 0 or 100 %, where the
    /// usual formula promises too much.
    #[must_use]
    pub fn interval(self) -> Option<(f64, f64)> {
        let (k, n) = self.as_floats()?;
        let p = k / n;
        let z2 = Z * Z;
        let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
        Some(((centre - half).max(0.0) * 100.0, (centre + half).min(1.0) * 100.0))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of people are far below 2^53")]
    fn as_floats(self) -> Option<(f64, f64)> {
        // A part larger than its whole is a caller's mistake; it must not become the root of a negative number.
        (self.total > 0).then(|| (self.count.min(self.total) as f64, self.total as f64))
    }
}
