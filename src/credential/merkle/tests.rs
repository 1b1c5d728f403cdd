//! The published vectors of Certificate Transparency's reference tree, and the definition of RFC 6962 for other sizes.

use data_encoding::HEXLOWER;

use super::*;

const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hash(hex: &str) -> Hash {
    HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap()
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|number| hash_leaf(&number.to_be_bytes())).collect()
}

fn published_leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| hash_leaf(&HEXLOWER.decode(leaf.as_bytes()).unwrap())).collect()
}

/// MTH as RFC 6962 section 2.1 defines it.
fn define_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => crate::digest::sha256(&[]),
        [leaf] => *leaf,
        more => {
            let (left, right) = more.split_at(more.len().next_power_of_two() / 2);
            hash_children(&define_root(left), &define_root(right))
        }
    }
}

fn hash_span(leaves: &[Hash], span: Span) -> Hash {
    define_root(&leaves[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()])
}

fn inclusion(leaves: &[Hash], number: u64) -> Vec<Hash> {
    plan_inclusion(number, leaves.len() as u64).into_iter().map(|span| hash_span(leaves, span)).collect()
}

#[test]
fn the_published_roots_are_computed() {
    let mut edge = TreeEdge::default();
    for (size, root) in ROOTS.iter().enumerate() {
        assert_eq!((edge.root(), edge.size()), (hash(root), size as u64));
        if let Some(leaf) = published_leaves().get(size) {
            edge.append(*leaf, |_, _| {});
        }
    }
}

#[test]
fn the_published_proofs_are_computed() {
    let leaves = published_leaves();
    let expected = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(inclusion(&leaves, 5), expected.map(hash));
    let proof: Vec<Hash> = plan_consistency(6, 8).into_iter().map(|span| hash_span(&leaves, span)).collect();
    let expected = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(proof, expected.map(hash));
    let proof: Vec<Hash> =
        plan_consistency(2, 5).into_iter().map(|span| hash_span(&leaves[..5], span)).collect();
    let expected = [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ];
    assert_eq!(proof, expected.map(hash));
    assert!(plan_consistency(0, 8).is_empty() && plan_consistency(8, 8).is_empty());
    // A full left branch is known to whoever has the earlier tree.
    assert_eq!(plan_consistency(4, 8), [Span { start: 4, end: 8 }]);
}

#[test]
fn the_edge_grows_as_the_definition_says() {
    let leaves = leaves(600);
    let (mut edge, mut completed) = (TreeEdge::default(), Vec::new());
    for (size, leaf) in leaves.iter().enumerate() {
        assert_eq!(edge.root(), define_root(&leaves[..size]), "{size}");
        let hashes = list_edge(size as u64).into_iter().map(|subtree| {
            let start = subtree.number << subtree.level;
            hash_span(&leaves, Span { start, end: start + (1 << subtree.level) })
        });
        assert_eq!(TreeEdge::new(size as u64, hashes.collect()).as_ref(), Some(&edge), "{size}");
        edge.append(*leaf, |subtree, hash| completed.push((subtree, *hash)));
    }
    assert_eq!(TreeEdge::new(3, vec![leaves[0]]), None);
    // Every full subtree above the leaves once.
    let expected: usize = (1..=9).map(|level| 600 >> level).sum();
    assert_eq!(completed.len(), expected);
    for (Subtree { level, number }, hash) in completed {
        let span = Span { start: number << level, end: (number + 1) << level };
        assert_eq!(hash, hash_span(&leaves, span), "{level} {number}");
    }
}

#[test]
fn an_inclusion_is_verified_and_nothing_else() {
    for size in [1, 2, 3, 7, 8, 13, 64, 100] {
        let leaves = leaves(size);
        let root = define_root(&leaves);
        for number in 0..size {
            let leaf = leaves[usize::try_from(number).unwrap()];
            let mut path = inclusion(&leaves, number);
            assert!(verify_inclusion(leaf, number, size, &path, &root), "{number} of {size}");
            assert!(!verify_inclusion(leaf, number + 1, size, &path, &root), "another place");
            assert!(!verify_inclusion(hash_leaf(b"other"), number, size, &path, &root), "another leaf");
            assert!(!verify_inclusion(leaf, number, size, &path, &hash_leaf(b"other")), "another root");
            path.push(leaf);
            assert!(!verify_inclusion(leaf, number, size, &path, &root), "a longer path");
            path.truncate(path.len().saturating_sub(2));
            assert_eq!(verify_inclusion(leaf, number, size, &path, &root), size == 1, "a shorter path");
        }
        assert!(!verify_inclusion(leaves[0], size, size, &inclusion(&leaves, 0), &root));
        assert!(plan_inclusion(size, size).is_empty());
    }
}

#[test]
fn a_hash_between_the_stored_levels_has_a_run_of_one_tile() {
    assert_eq!(Subtree { level: 0, number: 5 }.find_tile_run(), (0, 5, 1));
    assert_eq!(Subtree { level: 7, number: 3 }.find_tile_run(), (0, 384, 128));
    assert_eq!(Subtree { level: 8, number: 3 }.find_tile_run(), (8, 3, 1));
    assert_eq!(Subtree { level: 10, number: 3 }.find_tile_run(), (8, 12, 4));
}
