//! No circle of modules in any crate: of the children of one module, none leads back to itself through the others.
//!
//! A child may use its parent and the parent its child. What a module uses is read from its `use` lines and from every
//! path that begins with `crate`, `self` or `super`; a name that another module only passes on (`pub use`) counts for
//! the module where it is defined.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenTree;

use super::source::{CRATES, Module, ModulePath, read_crate};

type Modules = BTreeMap<ModulePath, Module>;
type Path = Vec<String>;

#[test]
fn no_crate_has_a_circle_of_modules() {
    let circles: Vec<String> = CRATES.iter().flat_map(|(name, folder)| find_circles(name, folder)).collect();
    assert!(circles.is_empty(), "{} circles:\n{}", circles.len(), circles.join("\n"));
}

/// Each circle among the children of one module, with the files whose paths make it.
pub fn find_circles(name: &str, folder: &str) -> Vec<String> {
    let modules = read_crate(folder);
    let edges = list_edges(&modules);
    let parents: BTreeSet<&[String]> =
        modules.keys().filter_map(|path| path.split_last()).map(|(_, up)| up).collect();
    parents.into_iter().filter_map(|parent| find_circle(name, parent, &edges)).collect()
}

/// How many modules are in a circle with a sibling.
pub fn count_in_circles(folder: &str) -> usize {
    let modules = read_crate(folder);
    let edges = list_edges(&modules);
    let parents: BTreeSet<&[String]> =
        modules.keys().filter_map(|path| path.split_last()).map(|(_, up)| up).collect();
    parents.into_iter().map(|parent| members_of_circles(&between_children(parent, &edges)).len()).sum()
}

/// Which module names which, with itself left out.
fn list_edges(modules: &Modules) -> BTreeSet<(ModulePath, ModulePath)> {
    let scopes: BTreeMap<&ModulePath, BTreeMap<String, Path>> =
        modules.iter().map(|(path, module)| (path, imports(path, module))).collect();
    let mut edges = BTreeSet::new();
    for (path, module) in modules {
        let used = used_paths(path, module).into_iter().chain(scopes[path].values().cloned());
        for used in used {
            let target = resolve(&used, modules, &scopes);
            if target != *path {
                edges.insert((path.clone(), target));
            }
        }
    }
    edges
}

/// The module in which the item at `path` is defined.
fn resolve(
    path: &[String],
    modules: &Modules,
    scopes: &BTreeMap<&ModulePath, BTreeMap<String, Path>>,
) -> ModulePath {
    let mut path = path.to_vec();
    // A chain of re-exports is short; the bound only stops names that import each other.
    for _ in 0..16 {
        let depth = (0..=path.len()).rev().find(|depth| modules.contains_key(&path[..*depth])).unwrap_or(0);
        let (module, rest) = path.split_at(depth);
        let passed_on = rest.first().and_then(|name| scopes[&module.to_vec()].get(name));
        match passed_on {
            Some(origin) if origin[..] != path[..=depth] => {
                path = origin.iter().chain(&rest[1..]).cloned().collect();
            }
            _ => return module.to_vec(),
        }
    }
    path
}

/// The edges between the children of `parent`, each counted for the child under which it lies.
fn between_children(
    parent: &[String],
    edges: &BTreeSet<(ModulePath, ModulePath)>,
) -> BTreeMap<String, BTreeMap<String, (ModulePath, ModulePath)>> {
    let mut graph: BTreeMap<String, BTreeMap<String, (ModulePath, ModulePath)>> = BTreeMap::new();
    for (from, to) in edges {
        let (Some(a), Some(b)) = (child_below(parent, from), child_below(parent, to)) else { continue };
        if a != b {
            graph.entry(a.to_owned()).or_default().entry(b.to_owned()).or_insert((from.clone(), to.clone()));
        }
    }
    graph
}

fn child_below<'a>(parent: &[String], path: &'a [String]) -> Option<&'a String> {
    path.strip_prefix(parent).and_then(|rest| rest.first())
}

type Graph = BTreeMap<String, BTreeMap<String, (ModulePath, ModulePath)>>;

fn reaches(graph: &Graph, from: &str, goal: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        for next in graph.get(node).into_iter().flat_map(BTreeMap::keys) {
            if next == goal {
                return true;
            }
            if seen.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    false
}

fn members_of_circles(graph: &Graph) -> Vec<&String> {
    graph.keys().filter(|node| reaches(graph, node, node)).collect()
}

fn find_circle(name: &str, parent: &[String], edges: &BTreeSet<(ModulePath, ModulePath)>) -> Option<String> {
    let graph = between_children(parent, edges);
    let members = members_of_circles(&graph);
    if members.is_empty() {
        return None;
    }
    let mut text =
        format!("{name}::{}: {} modules lead back to themselves", parent.join("::"), members.len());
    for member in &members {
        for (next, (from, to)) in &graph[*member] {
            if members.contains(&next) && reaches(&graph, next, member) {
                text.push_str(&format!("\n  {} -> {}", from.join("::"), to.join("::")));
            }
        }
    }
    Some(text)
}

/// The names that a module's `use` lines bring in, with the absolute path of each.
fn imports(path: &ModulePath, module: &Module) -> BTreeMap<String, Path> {
    let mut names = BTreeMap::new();
    let mut at = 0;
    let tokens = &module.tokens;
    while at < tokens.len() {
        if matches!(&tokens[at], TokenTree::Ident(word) if word == "use") {
            let end = (at..tokens.len()).find(|end| is_mark(&tokens[*end], ';')).unwrap_or(tokens.len());
            read_use(&tokens[at + 1..end], &[], &mut |used, name| {
                if let Some(used) = absolute(path, &used) {
                    names.insert(name, used);
                }
            });
            at = end;
        }
        at += 1;
    }
    names
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// Walks one tree of a `use` line: `a::{b, c as d, self}`.
fn read_use(tokens: &[TokenTree], before: &[String], found: &mut impl FnMut(Path, String)) {
    let mut path = before.to_vec();
    let mut alias = None;
    let mut rename = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "as" => rename = true,
            TokenTree::Ident(word) if rename => alias = Some(word.to_string()),
            TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
            TokenTree::Ident(word) => path.push(word.to_string()),
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for part in inner.split(|token| is_mark(token, ',')) {
                    read_use(part, &path, found);
                }
                return;
            }
            _ => {}
        }
    }
    if let Some(name) = alias.or_else(|| path.last().cloned()) {
        found(path, name);
    }
}

/// A path that begins with `crate`, `self` or `super`, from the root of the crate.
fn absolute(module: &ModulePath, used: &[String]) -> Option<Path> {
    let (first, rest) = used.split_first()?;
    let mut base = module.clone();
    match first.as_str() {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            base.pop();
        }
        _ => return None,
    }
    let mut rest = rest;
    while rest.first().is_some_and(|word| word == "super") {
        base.pop();
        rest = &rest[1..];
    }
    Some(base.into_iter().chain(rest.iter().cloned()).collect())
}

/// Every path in the code itself that begins with `crate`, `self` or `super`.
fn used_paths(module: &ModulePath, source: &Module) -> Vec<Path> {
    let mut paths = Vec::new();
    collect_paths(&source.tokens, &mut paths);
    paths.iter().filter_map(|used| absolute(module, used)).collect()
}

fn collect_paths(tokens: &[TokenTree], paths: &mut Vec<Path>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                collect_paths(&inner, paths);
            }
            TokenTree::Ident(word) if word == "crate" || word == "super" || word == "self" => {
                let mut path = vec![word.to_string()];
                while let [colon, second, TokenTree::Ident(name), ..] = &tokens[at + 1..] {
                    if !is_mark(colon, ':') || !is_mark(second, ':') {
                        break;
                    }
                    path.push(name.to_string());
                    at += 3;
                }
                if path.len() > 1 {
                    paths.push(path);
                }
            }
            _ => {}
        }
        at += 1;
    }
}
