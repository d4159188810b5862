use crate::moves::Moves;
use crate::rule::{Public, Range};
use crate::{State, Table};

/// Cells and the change of each.
pub(crate) type Changes = Vec<(usize, i32)>;

/// Finds the changes that nobody can see in the shape of a box: one move along each axis, all their products. It is the
/// hypercube method (Repsilber 1994; Giessing and Repsilber 2002) with hierarchies inside the moves.
pub(crate) struct Boxes<'a> {
    table: &'a Table,
    public: &'a Public<'a>,
    moves: Vec<Moves>,
    /// The axes, those with the fewest moves first.
    order: Vec<usize>,
    /// The values of the table the walk has reached.
    pub(crate) now: Vec<i32>,
    pub(crate) ranges: Vec<Range>,
    /// On the axis with the most nodes, what is part of nothing: hidden after the first round only.
    crown: Vec<bool>,
    /// How many times as much is tried: more in each round, for the fewer and fewer cells that the one before left.
    pub(crate) effort: u32,
    /// How many cells have been looked at.
    pub(crate) looked: u64,
    /// The range of each cell once hidden with the sign that says least, and what that costs; nothing if it cannot be.
    pub(crate) wider: Vec<Option<(Range, u64)>>,
}

/// What a step may do.
pub(crate) struct Terms<'a> {
    /// Insiders who must not be able to refute it.
    pub(crate) against: &'a [u32],
    pub(crate) may_hide: bool,
}

/// A move along an axis seen from one cell: where the other cells are, and their sense.
type Candidate = Vec<(usize, i32)>;

struct Search {
    candidates: Vec<Vec<Candidate>>,
    cells: Changes,
    best: Option<(u64, Changes)>,
    looks: u32,
    may_hide: bool,
}

const LOOKS: u32 = 500;
const LOOKS_WHEN_HIDING: u32 = 3_000;
const MOVES_TRIED: usize = 80;
const CANDIDATES: usize = 24;

impl<'a> Boxes<'a> {
    pub(crate) fn new(
        table: &'a Table,
        public: &'a Public<'a>,
        ranges: Vec<Range>,
        wider: Vec<Option<(Range, u64)>>,
    ) -> Self {
        let moves: Vec<Moves> = table.axes().iter().map(Moves::of).collect();
        let mut order: Vec<usize> = (0..moves.len()).collect();
        order.sort_by_key(|k| moves[*k].all.len());
        let longest = order.last().copied().unwrap_or_default();
        let tops = table.axes()[longest].tops();
        let crown = (0..table.len()).map(|c| tops[table.node(c, longest)]).collect();
        Self { table, public, moves, order, crown, effort: 1, now: table.values().to_vec(), ranges, looked: 0, wider }
    }

    /// One more or one less (`sense`) in `cell`, and what else must change: the first box found, or the cheapest if cells
    /// may be hidden for it.
    pub(crate) fn step(&mut self, cell: usize, sense: i32, terms: &Terms) -> Option<Changes> {
        let price = self.price(cell, sense, terms.may_hide)?;
        let mut candidates = Vec::with_capacity(self.order.len());
        let mut looked = MOVES_TRIED as u64 * u64::from(self.effort);
        for axis in &self.order {
            let found = self.candidates(cell, sense, *axis, terms);
            looked += found.len() as u64;
            if found.is_empty() {
                return None;
            }
            candidates.push(found);
        }
        let looks = if terms.may_hide { LOOKS_WHEN_HIDING } else { LOOKS } * self.effort;
        let mut search = Search { candidates, cells: vec![(cell, sense)], best: None, looks, may_hide: terms.may_hide };
        self.extend(&mut search, 0, price);
        self.looked += looked + u64::from(looks - search.looks);
        search.best.map(|b| b.1)
    }

    /// What it costs that `cell` changes by `by` from where it is now: nothing if its sign allows it.
    fn price(&self, cell: usize, by: i32, may_hide: bool) -> Option<u64> {
        let value = self.now[cell] + by;
        let (lo, hi) = self.ranges[cell];
        if (lo..=hi).contains(&value) {
            return Some(0);
        }
        let ((lo, hi), price) = self.wider[cell].filter(|_| may_hide && (self.effort > 1 || !self.crown[cell]))?;
        (lo..=hi).contains(&value).then_some(price)
    }

    fn candidates(&self, cell: usize, sense: i32, axis: usize, terms: &Terms) -> Vec<Candidate> {
        let stride = self.table.stride(axis);
        let node = self.table.node(cell, axis);
        let base = cell - node * stride;
        let moves = &self.moves[axis];
        let price = |id: u32, sign: i32| {
            let nodes = &moves.all[id as usize].nodes;
            nodes.iter().filter(|(n, _)| *n != node).try_fold(0, |all, (n, s)| {
                let refuted = !terms.against.is_empty()
                    && self.public.insiders_of_node(axis, *n).iter().any(|i| terms.against.contains(i));
                let price = self.price(base + n * stride, sense * s * sign, terms.may_hide)?;
                (!refuted).then_some(all + price)
            })
        };
        let known = moves.of_node[node].iter().take(MOVES_TRIED * self.effort as usize);
        let priced = known.filter_map(|(id, sign)| Some((price(*id, *sign)?, *id, *sign)));
        let candidates = CANDIDATES * self.effort.isqrt().clamp(1, 16) as usize;
        let mut best: Vec<(u64, u32, i32)> =
            if terms.may_hide { priced.collect() } else { priced.take(candidates).collect() };
        best.sort_by_key(|b| b.0);
        best.truncate(candidates);
        // Modulo the size of a word: added back to a cell of the same line it gives the right one.
        let offset = |n: usize| (n * stride).wrapping_sub(node * stride);
        best.into_iter()
            .map(|(_, id, sign)| {
                let others = moves.all[id as usize].nodes.iter().filter(|(n, _)| *n != node);
                others.map(|(n, s)| (offset(*n), s * sign)).collect()
            })
            .collect()
    }

    fn extend(&self, search: &mut Search, level: usize, price: u64) {
        if level == search.candidates.len() {
            if search.best.as_ref().is_none_or(|b| price < b.0) {
                search.best = Some((price, search.cells.clone()));
            }
            return;
        }
        let before = search.cells.len();
        for at in 0..search.candidates[level].len() {
            if search.looks == 0 || search.best.as_ref().is_some_and(|b| b.0 <= price || !search.may_hide) {
                return;
            }
            if let Some(price) = self.multiply(search, level, at, price) {
                self.extend(search, level + 1, price);
            }
            search.cells.truncate(before);
        }
    }

    /// Adds to the box so far its copies along one more axis; nothing if one of the cells cannot change so.
    fn multiply(&self, search: &mut Search, level: usize, at: usize, mut price: u64) -> Option<u64> {
        let before = search.cells.len();
        for (offset, sign) in &search.candidates[level][at] {
            for i in 0..before {
                search.looks = search.looks.checked_sub(1)?;
                let (cell, by) = search.cells[i];
                let (cell, by) = (cell.wrapping_add(*offset), by * sign);
                price += self.price(cell, by, search.may_hide)?;
                if search.best.as_ref().is_some_and(|b| b.0 <= price) {
                    return None;
                }
                search.cells.push((cell, by));
            }
        }
        Some(price)
    }
}

/// What hiding a cell costs: mostly how much it gathers, then its size, so that totals come last and the total of all the
/// very last. Nothing if it cannot be hidden, or not more than it is.
pub(crate) fn costs(table: &Table, public: &Public, statuses: &[crate::Status], threshold: u32) -> Vec<Option<u64>> {
    let leaves: Vec<Vec<u64>> = table.axes().iter().map(crate::Axis::leaves).collect();
    (0..table.len())
        .map(|cell| {
            let value = table.value(cell).unwrap_or_default();
            let gathers: u64 =
                leaves.iter().enumerate().fold(1, |all: u64, (k, l)| all.saturating_mul(l[table.node(cell, k)]));
            match (table.states()[cell], statuses[cell]) {
                (State::Open, crate::Status::Shown) if value >= threshold || value == 0 => {
                    let gathers = gathers.clamp(1, 1 << 32);
                    let zero = if value == 0 { 500 } else { 0 };
                    Some(gathers * u64::from(1 + gathers.ilog2()) * (1000 + zero) + u64::from(value.min(999)))
                }
                // Small already: only its sign would say less.
                (State::Open, crate::Status::Small) if !public.is_composite(cell) => Some(1800),
                _ => None,
            }
        })
        .collect()
}
