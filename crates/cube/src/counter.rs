//! Counts by class, eight flags a word, one byte each: a class of 255 rows is poured into wider counts.
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
    pub fn new(lanes: &[u8], classes: usize) -> Self {
        let mut chosen = [0; N];
        chosen.copy_from_slice(lanes);
        Counter {
            lanes: chosen,
            rows: vec![0; classes],
            bytes: vec![[0; N]; classes],
            all_rows: vec![0; classes],
            wide: vec![0; classes * N * 8],
        }
    }

    pub fn add(&mut self, view: &View<'_>, table: &[u16]) {
        let part = view.part;
        if view.days.is_none() && !view.gated {
            // The usual question, and the loop that its time goes to.
            for (class, low) in part.class.iter().zip(&part.low) {
                self.tally(table[usize::from(*class)], u64::from(*low));
            }
        } else {
            for (row, class) in part.class.iter().enumerate().filter(|(row, _)| view.is_in(*row)) {
                self.tally(table[usize::from(*class)], view.flags(row));
            }
        }
    }

    #[inline]
    fn tally(&mut self, class: u16, flags: u64) {
        if class == SKIP {
            return;
        }
        let class = usize::from(class);
        for (sum, lane) in self.bytes[class].iter_mut().zip(self.lanes) {
            *sum += SPREAD[usize::from((flags >> (lane * 8)) as u8)];
        }
        self.rows[class] += 1;
        if self.rows[class] == u8::MAX {
            self.pour(class);
        }
    }

    fn pour(&mut self, class: usize) {
        let bytes = self.bytes[class].iter().flat_map(|word| word.to_le_bytes());
        for (sum, byte) in self.wide[class * N * 8..].iter_mut().zip(bytes) {
            *sum += u32::from(byte);
        }
        self.all_rows[class] += u32::from(self.rows[class]);
        self.bytes[class] = [0; N];
        self.rows[class] = 0;
    }

    /// Tells each class that has rows, how many, and its counts; and forgets them.
    pub fn settle(&mut self, mut see: impl FnMut(u16, u32, &[u32])) {
        for class in 0..self.rows.len() {
            if self.rows[class] == 0 && self.all_rows[class] == 0 {
                continue;
            }
            self.pour(class);
            let counts = &mut self.wide[class * N * 8..(class + 1) * N * 8];
            see(u16::try_from(class).unwrap_or(SKIP), self.all_rows[class], counts);
            self.all_rows[class] = 0;
            counts.fill(0);
        }
    }
}
