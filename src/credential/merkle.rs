//! The Merkle tree of an append-only log (RFC 6962 section 2.1, the same in RFC 9162), with SHA-256.
//!
//! Written here because no crate fits: ct-merkle keeps every leaf in memory and has no right edge that grows leaf by leaf, and
//! the logs on crates.io bring a second set of hash and signature crates. The tree is these few lines over ring, whose
//! SHA-256 the program uses everywhere; the published test vectors and the definition itself check them.

mod plan;

use ring::digest::{Context, SHA256, digest};

pub use plan::{Span, Subtree, TILE_LEVELS, list_edge, plan_consistency, plan_inclusion, split_span};

/// The hash of a leaf, a node or a tree.
pub type Hash = [u8; 32];

/// The hash of a leaf with these bytes.
pub fn hash_leaf(bytes: &[u8]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[0]);
    context.update(bytes);
    read_digest(context.finish().as_ref())
}

/// The hash of a node above two others.
pub fn hash_children(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    read_digest(digest(&SHA256, &bytes).as_ref())
}

fn read_digest(digest: &[u8]) -> Hash {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest);
    hash
}

/// The hash of neighbouring subtrees, each at least as large as all that follow it; of none, that of an empty tree.
pub fn join_subtrees(hashes: &[Hash]) -> Hash {
    let Some((last, rest)) = hashes.split_last() else { return read_digest(digest(&SHA256, &[]).as_ref()) };
    rest.iter().rev().fold(*last, |right, left| hash_children(left, &right))
}

/// The right edge of a tree: the hashes of the largest full subtrees that it consists of. A leaf is appended, and the root
/// computed, with as many steps as the tree has levels.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TreeEdge {
    size: u64,
    hashes: Vec<Hash>,
}

impl TreeEdge {
    /// The edge of a tree of `size` leaves; `hashes` are those of [`list_edge`]. None if there are more or fewer.
    pub fn new(size: u64, hashes: Vec<Hash>) -> Option<Self> {
        (hashes.len() == size.count_ones() as usize).then_some(Self { size, hashes })
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn root(&self) -> Hash {
        join_subtrees(&self.hashes)
    }

    /// Appends a leaf. `completed` gets each subtree of several leaves that is full now, the smallest first.
    pub fn append(&mut self, leaf: Hash, mut completed: impl FnMut(Subtree, &Hash)) {
        let (mut hash, mut subtree) = (leaf, Subtree { level: 0, number: self.size });
        // A full left neighbour of the same size makes a subtree of twice the size.
        while subtree.number % 2 == 1 {
            let Some(left) = self.hashes.pop() else { break };
            hash = hash_children(&left, &hash);
            subtree = Subtree { level: subtree.level + 1, number: subtree.number / 2 };
            completed(subtree, &hash);
        }
        self.hashes.push(hash);
        self.size += 1;
    }
}

/// Whether `path` proves that the leaf `number` (from 0) with the hash `leaf` is in the tree of `size` leaves with this root
/// (RFC 9162 section 2.1.3.2).
pub fn verify_inclusion(leaf: Hash, number: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if number >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (number, size - 1, leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = hash_children(step, &hash);
            while at.is_multiple_of(2) && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            hash = hash_children(&hash, step);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && hash == *root
}

#[cfg(test)]
mod tests;
