use crate::row::MILESTONES;

/// What the rows of a table are made of.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// How many classes each dimension has. Their product is the number of classes, 65,535 at most.
    pub dimensions: Vec<u16>,
    /// The flags that no longer hold from [`crate::Row::expires`] on.
    pub expiring: u64,
    pub gates: Vec<Gate>,
}

/// A flag that a row gains when a milestone is old enough, and flags that count only from then on.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    pub milestone: usize,
    /// How old the milestone must be, in days.
    pub age: u16,
    /// The bit that is set: among 32 to 47, with those it holds back.
    pub flag: u64,
    pub holds: u64,
}

impl Schema {
    /// The class of a row from its code in each dimension.
    ///
    /// # Panics
    /// When a code is not of its dimension.
    pub fn class(&self, codes: &[u16]) -> u16 {
        assert_eq!(codes.len(), self.dimensions.len(), "one code for each dimension");
        codes.iter().zip(&self.dimensions).fold(0, |class, (code, size)| {
            assert!(code < size, "code {code} in a dimension of {size}");
            class * size + code
        })
    }

    /// The code of a class in one dimension.
    pub fn code(&self, class: u16, dimension: usize) -> u16 {
        let after: u16 = self.dimensions.iter().skip(dimension + 1).product();
        class / after % self.dimensions.get(dimension).copied().unwrap_or(1)
    }

    pub(crate) fn classes(&self) -> u16 {
        self.dimensions.iter().product()
    }

    /// # Panics
    /// When it describes no table that can be.
    pub(crate) fn check(&self) {
        let classes: u64 = self.dimensions.iter().map(|size| u64::from(*size)).product();
        assert!(classes < u64::from(u16::MAX), "{classes} classes are too many");
        for gate in &self.gates {
            assert!(gate.milestone < MILESTONES && gate.flag.count_ones() == 1);
            assert_eq!(
                (gate.flag | gate.holds) & 0xFFFF_0000_0000,
                gate.flag | gate.holds,
                "gates are in the high flags"
            );
        }
    }

    /// The high flags that count, of those a row has.
    #[inline]
    pub(crate) fn through_gates(&self, high: u16) -> u16 {
        self.gates.iter().fold(high, |kept, gate| {
            let (flag, holds) = ((gate.flag >> 32) as u16, (gate.holds >> 32) as u16);
            if high & flag == 0 { kept & !holds } else { kept }
        })
    }
}
