//! Which subtrees a proof or an edge consists of.

/// A full subtree: `2^level` leaves, after `number` others of its size. Level 0 is a leaf.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Subtree {
    pub level: u32,
    pub number: u64,
}

/// Neighbouring leaves that are one branch of a tree, full or at its right edge: from `start` up to `end`, without it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub start: u64,
    pub end: u64,
}

/// Levels of a tile, as the tiled logs of C2SP have them: whoever stores the leaves and every 8th level above them finds each
/// other hash from at most 128 neighbours.
pub const TILE_LEVELS: u32 = 8;

impl Span {
    fn len(self) -> u64 {
        self.end - self.start
    }

    /// The two branches of a span of several leaves: the left one is the largest power of two that is smaller.
    fn split(self) -> (Self, Self) {
        let middle = self.start + (1 << (self.len() - 1).ilog2());
        (Self { end: middle, ..self }, Self { start: middle, ..self })
    }
}

impl Subtree {
    /// The stored neighbours, all of one level of tiles, from which its hash is computed: the level, the first and how many.
    pub fn find_tile_run(self) -> (u32, u64, u64) {
        let above = self.level % TILE_LEVELS;
        (self.level - above, self.number << above, 1 << above)
    }
}

/// The full subtrees that a span consists of, from left to right.
pub fn split_span(span: Span) -> Vec<Subtree> {
    let (mut start, mut subtrees) = (span.start, Vec::new());
    while start < span.end {
        let level = (span.end - start).ilog2();
        subtrees.push(Subtree { level, number: start >> level });
        start += 1 << level;
    }
    subtrees
}

/// The subtrees of the right edge of a tree of `size` leaves, the largest first.
pub fn list_edge(size: u64) -> Vec<Subtree> {
    split_span(Span { start: 0, end: size })
}

/// The branches whose hashes prove that a leaf is in a tree, the nearest first (RFC 6962 section 2.1.1); none if it is not.
pub fn plan_inclusion(number: u64, size: u64) -> Vec<Span> {
    let (mut span, mut path) = (Span { start: 0, end: size }, Vec::new());
    while number < size && span.len() > 1 {
        let (left, right) = span.split();
        let (own, other) = if number < left.end { (left, right) } else { (right, left) };
        path.push(other);
        span = own;
    }
    path.reverse();
    path
}

/// The branches whose hashes prove that a tree begins with an earlier one of `old` leaves (RFC 6962 section 2.1.2); none if
/// there is nothing to prove.
pub fn plan_consistency(old: u64, size: u64) -> Vec<Span> {
    let (mut span, mut proof, mut is_whole) = (Span { start: 0, end: size }, Vec::new(), true);
    if old == 0 || old >= size {
        return proof;
    }
    while span.end != old {
        let (left, right) = span.split();
        if old <= left.end {
            proof.push(right);
            span = left;
        } else {
            proof.push(left);
            (span, is_whole) = (right, false);
        }
    }
    if !is_whole {
        proof.push(span);
    }
    proof.reverse();
    proof
}
