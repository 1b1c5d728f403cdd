//! The text of a guide: a small part of Markdown, parsed once.
//!
//! `# ` title and, below it, one line that says what it is for; `## ` section; `1. ` step; `- ` point; `![words](name)`
//! picture `static/help/LANG/name.webp`; `> ` what the law says; any other line is a paragraph.

use std::collections::HashMap;
use std::sync::LazyLock;

use camket_domain::accounts::Role;
use camket_shell::l10n::Lang;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "help/guides"]
struct GuideFiles;

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Guide {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) sections: Vec<GuideSection>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct GuideSection {
    pub(super) heading: String,
    pub(super) blocks: Vec<Block>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Block {
    Text(String),
    Steps(Vec<String>),
    Points(Vec<String>),
    Picture { path: String, words: String },
    Law(String),
}

static GUIDES: LazyLock<HashMap<(&'static str, &'static str), Guide>> = LazyLock::new(|| {
    let each = Lang::ALL.into_iter().flat_map(|lang| Role::ALL.map(|role| (lang, role)));
    each.filter_map(|(lang, role)| Some(((lang.code(), role.code()), load(lang, role)?))).collect()
});

/// The guide of a role.
pub(super) fn find(lang: Lang, role: Role) -> Option<&'static Guide> {
    GUIDES.get(&(lang.code(), role.code()))
}

fn load(lang: Lang, role: Role) -> Option<Guide> {
    let file = GuideFiles::get(&format!("{}/{}.md", lang.code(), role.code()))?;
    Some(parse(std::str::from_utf8(&file.data).ok()?, lang))
}

fn parse(text: &str, lang: Lang) -> Guide {
    let mut guide = Guide::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            title.clone_into(&mut guide.title);
        } else if let Some(heading) = line.strip_prefix("## ") {
            guide.sections.push(GuideSection { heading: heading.to_owned(), blocks: Vec::new() });
        } else if let Some(section) = guide.sections.last_mut() {
            add_line(&mut section.blocks, line, lang);
        } else {
            line.clone_into(&mut guide.lead);
        }
    }
    guide
}

fn add_line(blocks: &mut Vec<Block>, line: &str, lang: Lang) {
    if let Some(step) = line.split_once(". ").filter(|(number, _)| number.parse::<u8>().is_ok()) {
        match blocks.last_mut() {
            Some(Block::Steps(steps)) => steps.push(step.1.to_owned()),
            _ => blocks.push(Block::Steps(vec![step.1.to_owned()])),
        }
    } else if let Some(point) = line.strip_prefix("- ") {
        match blocks.last_mut() {
            Some(Block::Points(points)) => points.push(point.to_owned()),
            _ => blocks.push(Block::Points(vec![point.to_owned()])),
        }
    } else if let Some((words, name)) = line.strip_prefix("![").and_then(|rest| rest.split_once("](")) {
        let path = format!("help/{}/{}.webp", lang.code(), name.trim_end_matches(')'));
        blocks.push(Block::Picture { path, words: words.to_owned() });
    } else if let Some(law) = line.strip_prefix("> ") {
        blocks.push(Block::Law(law.to_owned()));
    } else {
        blocks.push(Block::Text(line.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// All pictures together, in bytes: they are part of the program.
    const MAX_PICTURE_BYTES: u64 = 1_500_000;

    /// What a guide is made of, without words.
    fn shape(guide: &Guide) -> Vec<Vec<String>> {
        let block = |block: &Block| match block {
            Block::Text(_) => "text".to_owned(),
            Block::Steps(steps) => format!("{} steps", steps.len()),
            Block::Points(points) => format!("{} points", points.len()),
            Block::Picture { path, .. } => path.rsplit('/').next().unwrap_or_default().to_owned(),
            Block::Law(_) => "law".to_owned(),
        };
        guide.sections.iter().map(|section| section.blocks.iter().map(block).collect()).collect()
    }

    #[test]
    fn every_role_has_its_guide_in_both_languages() {
        for role in Role::ALL {
            let [one, other] =
                Lang::ALL.map(|lang| find(lang, role).unwrap_or_else(|| panic!("{lang:?} {role:?}")));
            assert_eq!(shape(one), shape(other), "{role:?}");
            assert!(!one.title.is_empty() && !one.lead.is_empty() && one.sections.len() >= 2, "{role:?}");
        }
    }

    #[test]
    fn every_picture_is_there_is_used_and_they_are_small() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        let blocks = GUIDES.values().flat_map(|guide| &guide.sections).flat_map(|section| &section.blocks);
        let named: BTreeSet<String> = blocks
            .filter_map(|block| match block {
                Block::Picture { path, .. } => Some(path.clone()),
                _ => None,
            })
            .collect();
        let mut bytes = 0;
        let mut there = BTreeSet::new();
        for lang in Lang::ALL {
            for file in std::fs::read_dir(folder.join("help").join(lang.code())).unwrap() {
                let file = file.unwrap();
                bytes += file.metadata().unwrap().len();
                there.insert(format!("help/{}/{}", lang.code(), file.file_name().to_string_lossy()));
            }
        }
        let command = "CAMKET_HELP_PICTURES=1 ./test.sh help_pictures";
        assert_eq!(named, there, "`{command}` makes the pictures");
        assert!(bytes < MAX_PICTURE_BYTES, "{bytes} bytes of pictures");
    }

    #[test]
    fn lines_become_blocks() {
        let guide = parse("# T\nlead\n## S\n1. a\n2. b\n- c\n![w](p)\n> l\nx\n", Lang::Vi);
        let section = GuideSection {
            heading: "S".to_owned(),
            blocks: vec![
                Block::Steps(vec!["a".to_owned(), "b".to_owned()]),
                Block::Points(vec!["c".to_owned()]),
                Block::Picture { path: "help/vi/p.webp".to_owned(), words: "w".to_owned() },
                Block::Law("l".to_owned()),
                Block::Text("x".to_owned()),
            ],
        };
        assert_eq!(guide, Guide { title: "T".to_owned(), lead: "lead".to_owned(), sections: vec![section] });
    }
}
