//! The files of the repository, and those of each crate as modules of tokens, without their tests.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The crates of the workspace: name and folder of the root module.
pub const CRATES: [(&str, &str); 9] = [
    ("camket_domain", "src/domain"),
    ("camket_store", "src/store"),
    ("camket_credential", "src/credential"),
    ("camket_documents", "src/documents"),
    ("camket_app", "src/app"),
    ("camket_shell", "src/shell"),
    ("camket_web", "src/web"),
    ("camket", "src"),
    ("camket_migrations", "migrations"),
];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file; `path` is absolute, or from the root of the repository.
pub fn read_text(path: impl AsRef<Path>) -> String {
    let file = root().join(path);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// All files below a folder of the repository with this ending; the root's name is the empty text. Build results and
/// hidden folders are left out.
pub fn find_files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect_files(&root().join(folder), ending, &mut found);
    assert!(!found.is_empty(), "no file {folder}/*.{ending}");
    found
}

fn collect_files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            collect_files(&path, ending, found);
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
}

/// Path of a module inside its crate; the root is empty.
pub type ModulePath = Vec<String>;

/// One module: its file, its text, and its tokens without `#[cfg(test)]` items and without the modules inside it.
#[derive(Debug)]
pub struct Module {
    pub file: PathBuf,
    pub tokens: Vec<TokenTree>,
}

/// Every module of a crate.
pub fn read_crate(folder: &str) -> BTreeMap<ModulePath, Module> {
    let root = root().join(folder);
    let file = [root.join("lib.rs"), root.join("main.rs")].into_iter().find(|file| file.exists());
    let mut modules = BTreeMap::new();
    if let Some(file) = file {
        read_module(&file, &root, Vec::new(), &mut modules);
    }
    modules
}

/// Reads the module in `file`, whose child modules stand in `folder`.
fn read_module(file: &Path, folder: &Path, path: ModulePath, modules: &mut BTreeMap<ModulePath, Module>) {
    let text = read_text(file);
    let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    read_items(stream, file, folder, path, modules);
}

fn read_items(
    stream: TokenStream,
    file: &Path,
    folder: &Path,
    path: ModulePath,
    modules: &mut BTreeMap<ModulePath, Module>,
) {
    let tokens = without_tests(&stream.into_iter().collect::<Vec<_>>());
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(name) = module_name(&tokens[at..]) else {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let child: ModulePath = path.iter().cloned().chain([name.clone()]).collect();
        match &tokens[at + 2] {
            TokenTree::Group(body) => read_items(body.stream(), file, &folder.join(&name), child, modules),
            _ => {
                let inside = folder.join(&name);
                let beside = [folder.join(format!("{name}.rs")), inside.join("mod.rs")];
                let file = beside.into_iter().find(|file| file.exists());
                read_module(&file.unwrap_or_else(|| panic!("module {name}")), &inside, child, modules);
            }
        }
        at += 3;
    }
    modules.insert(path, Module { file: file.to_owned(), tokens: kept });
}

/// The name in `mod name;` or `mod name { .. }`.
fn module_name(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(name), end, ..] if word == "mod" => {
            let body = matches!(end, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            let semicolon = matches!(end, TokenTree::Punct(mark) if mark.as_char() == ';');
            (body || semicolon).then(|| name.to_string())
        }
        _ => None,
    }
}

/// Leaves out what follows `#[cfg(test)]` up to the end of that item.
fn without_tests(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_test_only(&tokens[at..]) {
            at += 2;
            while at < tokens.len() && !ends_item(&tokens[at]) {
                at += 1;
            }
            at += 1;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

fn is_test_only(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Punct(mark), TokenTree::Group(group), ..] if mark.as_char() == '#' => {
            group.stream().to_string().replace(' ', "") == "cfg(test)"
        }
        _ => false,
    }
}

fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    }
}

/// A function with a body, also inside an `impl` or another function.
#[derive(Debug)]
pub struct Function {
    pub name: String,
    /// The tokens between name and body, as text: parameters and return type.
    pub signature: String,
    /// The words of the body, but for names of fields; of a path also each pair, as "module::name".
    words: HashSet<String>,
    /// Lines from the name to the end of the body.
    pub lines: usize,
}

impl Function {
    /// Whether a word of the body is `word`, or a pair of a path.
    pub fn names(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

/// Whether the name at `place` is that of a field: `value.name` without a call.
fn is_field(tokens: &[TokenTree], place: usize) -> bool {
    let mark = |at: Option<usize>, sign: char| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == sign)
    };
    let called = matches!(tokens.get(place + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
    let range = mark(place.checked_sub(2), '.');
    mark(place.checked_sub(1), '.') && !range && !called && !mark(Some(place + 1), ':')
}

fn collect_words(tokens: &[TokenTree], words: &mut HashSet<String>) {
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(found) if !is_field(tokens, place) => {
                words.insert(found.to_string());
                if let Some(TokenTree::Ident(before)) = place.checked_sub(3).and_then(|at| tokens.get(at))
                    && tokens[place - 2..place].iter().all(|token| token.to_string() == ":")
                {
                    words.insert(format!("{before}::{found}"));
                }
            }
            TokenTree::Group(group) => {
                collect_words(&group.stream().into_iter().collect::<Vec<_>>(), words);
            }
            _ => {}
        }
    }
}

/// Every function of a module.
pub fn list_functions(module: &Module) -> Vec<Function> {
    let mut found = Vec::new();
    collect_functions(&module.tokens, &mut found);
    found
}

fn collect_functions(tokens: &[TokenTree], found: &mut Vec<Function>) {
    let mut start = None;
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1)) {
            (TokenTree::Ident(word), Some(TokenTree::Ident(_))) if word == "fn" => start = Some(at),
            (TokenTree::Punct(mark), _) if mark.as_char() == ';' => start = None,
            (TokenTree::Group(group), _) => {
                let body: Vec<TokenTree> = group.stream().into_iter().collect();
                collect_functions(&body, found);
                if group.delimiter() == Delimiter::Brace
                    && let Some(from) = start.take()
                {
                    let line = tokens[from].span().start().line;
                    let mut words = HashSet::new();
                    collect_words(&body, &mut words);
                    found.push(Function {
                        name: tokens[from + 1].to_string(),
                        signature: tokens[from + 2..at].iter().cloned().collect::<TokenStream>().to_string(),
                        words,
                        lines: group.span_close().end().line + 1 - line,
                    });
                }
            }
            _ => {}
        }
    }
}
