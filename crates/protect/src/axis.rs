/// One total and the parts it is the sum of, as nodes of an [`Axis`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub total: usize,
    pub parts: Vec<usize>,
}

/// One direction of a table: its nodes (a territory, a class of a breakdown, a measure, a month) and the sums that hold
/// between them. A tree has one sum for each inner node; « denominator = numerator + complement » is a sum; a total that
/// several breakdowns share has one sum for each.
#[derive(Debug, Clone, Default)]
pub struct Axis {
    nodes: usize,
    sums: Vec<Sum>,
}

impl Axis {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A total, node 0, and its parts, nodes 1 to `parts`.
    #[must_use]
    pub fn flat(parts: usize) -> Self {
        let mut axis = Self::new();
        let total = axis.node();
        let parts: Vec<usize> = (0..parts).map(|_| axis.node()).collect();
        axis.sum(total, &parts);
        axis
    }

    /// Adds a node and gives its number.
    pub fn node(&mut self) -> usize {
        self.nodes += 1;
        self.nodes - 1
    }

    /// Says that in every line along this axis the cell of `total` is the sum of the cells of `parts`.
    pub fn sum(&mut self, total: usize, parts: &[usize]) {
        self.sums.push(Sum { total, parts: parts.to_vec() });
    }

    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    #[must_use]
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// Whether every sum names nodes of this axis, each once.
    pub(crate) fn is_sound(&self) -> bool {
        self.nodes > 0
            && self.sums.iter().all(|sum| {
                let mut seen: Vec<usize> = sum.parts.iter().copied().chain([sum.total]).collect();
                seen.sort_unstable();
                !sum.parts.is_empty()
                    && seen.windows(2).all(|w| w[0] != w[1])
                    && seen.last().is_some_and(|n| *n < self.nodes)
            })
    }

    /// For each node, the sums it takes part in.
    pub(crate) fn sums_of_nodes(&self) -> Vec<Vec<usize>> {
        let mut of = vec![Vec::new(); self.nodes];
        for (s, sum) in self.sums.iter().enumerate() {
            of[sum.total].push(s);
            for part in &sum.parts {
                of[*part].push(s);
            }
        }
        of
    }

    /// For each node, whether it is part of nothing.
    pub(crate) fn tops(&self) -> Vec<bool> {
        let mut tops = vec![true; self.nodes];
        for part in self.sums.iter().flat_map(|s| &s.parts) {
            tops[*part] = false;
        }
        tops
    }

    /// For each node, how many sums lie above it, at most.
    pub(crate) fn levels(&self) -> Vec<u32> {
        let mut levels = vec![0u32; self.nodes];
        for _ in 0..self.nodes {
            let before = levels.clone();
            for sum in &self.sums {
                for part in &sum.parts {
                    levels[*part] = levels[*part].max(before[sum.total] + 1);
                }
            }
            if levels == before {
                break;
            }
        }
        levels
    }

    /// For each node, how many elementary nodes it stands for: the price of hiding it.
    pub(crate) fn leaves(&self) -> Vec<u64> {
        let mut leaves = vec![1u64; self.nodes];
        // A chain of sums is no longer than the number of nodes; it settles in as many rounds as the tree has levels.
        for _ in 0..self.nodes {
            let before = leaves.clone();
            for sum in &self.sums {
                let below: u64 = sum.parts.iter().map(|p| before[*p]).sum();
                leaves[sum.total] = leaves[sum.total].max(below.min(1 << 20));
            }
            if leaves == before {
                break;
            }
        }
        leaves
    }
}
