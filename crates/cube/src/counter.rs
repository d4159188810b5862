//! Counts by cell, eight flags a word, one byte each: a cell of 255 rows is poured into wider counts.
use crate::grouping::SKIP;
use crate::scan::View;

pub(crate) struct Counter<const N: usize> {
    lanes: [u8; N],
    rows: Vec<u8>,
    bytes: Vec<[u64; N]>,
    all_rows: Vec<u32>,
    wide: Vec<u32>,
}

/// Each byte's bits, one a byte.
static SPREAD: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            table[byte] |= ((byte as u64 >> bit) & 1) << (bit * 8);
            bit += 1;
        }
        byte += 1;
    }
    table
};

impl<const N: usize> Counter<N> {
    /// `lanes`: which bytes of the flags, N of them.
    pub fn new(lanes: &[u8], cells: usize) -> Self {
        let mut chosen = [0; N];
        chosen.copy_from_slice(lanes);
        Counter {
            lanes: chosen,
            rows: vec![0; cells],
            bytes: vec![[0; N]; cells],
            all_rows: vec![0; cells],
            wide: vec![0; cells * N * 8],
        }
    }

    /// `base`: the first cell of the part; `table`: how far from it each class is.
    pub fn add(&mut self, view: &View<'_>, base: usize, table: &[u16]) {
        let part = view.part;
        // Loops apart for the usual questions: most of the time goes to them.
        if view.days.is_some() {
            for (row, class) in part.class.iter().enumerate().filter(|(row, _)| view.is_in(*row)) {
                self.tally(base, table[usize::from(*class)], view.flags(row));
            }
        } else if view.gated {
            for ((class, low), shown) in part.class.iter().zip(&part.low).zip(&part.shown) {
                self.tally(base, table[usize::from(*class)], u64::from(*low) | u64::from(*shown) << 32);
            }
        } else {
            for (class, low) in part.class.iter().zip(&part.low) {
                self.tally(base, table[usize::from(*class)], u64::from(*low));
            }
        }
    }

    #[inline]
    fn tally(&mut self, base: usize, class: u16, flags: u64) {
        if class == SKIP {
            return;
        }
        let cell = base + usize::from(class);
        for (sum, lane) in self.bytes[cell].iter_mut().zip(self.lanes) {
            *sum += SPREAD[usize::from((flags >> (lane * 8)) as u8)];
        }
        self.rows[cell] += 1;
        if self.rows[cell] == u8::MAX {
            self.pour(cell);
        }
    }

    fn pour(&mut self, cell: usize) {
        let bytes = self.bytes[cell].iter().flat_map(|word| word.to_le_bytes());
        for (sum, byte) in self.wide[cell * N * 8..].iter_mut().zip(bytes) {
            *sum += u32::from(byte);
        }
        self.all_rows[cell] += u32::from(self.rows[cell]);
        self.bytes[cell] = [0; N];
        self.rows[cell] = 0;
    }

    /// Tells each cell that has rows, how many, and its counts.
    pub fn finish(mut self, mut see: impl FnMut(usize, u32, &[u32])) {
        for cell in 0..self.rows.len() {
            if self.rows[cell] > 0 || self.all_rows[cell] > 0 {
                self.pour(cell);
                see(cell, self.all_rows[cell], &self.wide[cell * N * 8..(cell + 1) * N * 8]);
            }
        }
    }
}
