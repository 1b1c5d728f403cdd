//! Workbooks of Excel since 2007 (ECMA-376, SpreadsheetML).

mod shared_strings;
mod sheet;
mod styles;

use std::collections::HashMap;

use super::archive::Archive;
use super::builder::WorkbookBuilder;
use super::error::{ImportError, UnsupportedFormat};
use super::markup::{Markup, Token, find_attribute};
use super::serial_date::Epoch;
use super::steps::Steps;

/// What the cells of all sheets refer to.
struct Context {
    shared_strings: Vec<std::sync::Arc<str>>,
    /// For each cell format whether it is one of a date.
    date_formats: Vec<bool>,
    epoch: Epoch,
}

/// A part that the workbook names.
struct Relation {
    kind: String,
    part: String,
}

/// A sheet as the workbook lists it.
struct SheetEntry {
    name: String,
    hidden: bool,
    relation: String,
}

/// Reads all worksheets.
pub(super) fn read(archive: &mut Archive<'_>, builder: &mut WorkbookBuilder<'_>) -> Result<(), ImportError> {
    check_parts(archive)?;
    let steps = builder.steps();
    let workbook_part = find_workbook(archive, steps)?;
    let folder = workbook_part.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let file = workbook_part.rsplit('/').next().unwrap_or_default();
    let text = archive.read_text(&workbook_part)?.ok_or(ImportError::NotASpreadsheet)?;
    let (entries, epoch) = parse_workbook(&text, steps)?;
    let relations = read_relations(archive, &format!("{folder}/_rels/{file}.rels"), &folder, steps)?;
    let part_of =
        |kind: &str| relations.values().find(|relation| relation.kind == kind).map(|relation| &relation.part);
    let date_formats = match part_of("styles") {
        Some(part) => {
            styles::read_date_formats(archive.read_text(part)?.as_deref().unwrap_or_default(), steps)?
        }
        None => Vec::new(),
    };
    let shared_strings = match part_of("sharedStrings") {
        Some(part) => shared_strings::read(archive.read_text(part)?.as_deref().unwrap_or_default(), builder)?,
        None => Vec::new(),
    };
    let context = Context { shared_strings, date_formats, epoch };
    for entry in entries {
        let relation = relations.get(&entry.relation).ok_or(ImportError::Damaged("relations"))?;
        if relation.kind != "worksheet" {
            continue;
        }
        builder.start_sheet(entry.name, entry.hidden)?;
        let text = archive.read_text(&relation.part)?.ok_or(ImportError::Damaged("sheet"))?;
        sheet::read(&text, &context, builder)?;
    }
    Ok(())
}

/// Refuses what carries macros or takes data from elsewhere.
fn check_parts(archive: &Archive<'_>) -> Result<(), ImportError> {
    for name in archive.names() {
        if name.ends_with("vbaproject.bin") || name.contains("/macrosheets/") {
            return Err(ImportError::Macros);
        }
        let is_link = ["xl/externallinks/", "xl/connections.xml", "xl/querytables/"];
        if is_link.iter().any(|start| name.starts_with(start)) {
            return Err(ImportError::ExternalLinks);
        }
        if name == "xl/workbook.bin" {
            return Err(ImportError::Unsupported(UnsupportedFormat::Xlsb));
        }
    }
    Ok(())
}

fn find_workbook(archive: &mut Archive<'_>, steps: &Steps) -> Result<String, ImportError> {
    let relations = read_relations(archive, "_rels/.rels", "", steps)?;
    let document = relations.into_values().find(|relation| relation.kind == "officeDocument");
    let part = document.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.part);
    // A text document has one, too.
    if part.starts_with("xl/") || part.contains("workbook") {
        Ok(part)
    } else {
        Err(ImportError::NotASpreadsheet)
    }
}

/// The parts that another part names, by their id. Links of cells to web pages are among them and stay unused.
fn read_relations(
    archive: &mut Archive<'_>,
    part: &str,
    folder: &str,
    steps: &Steps,
) -> Result<HashMap<String, Relation>, ImportError> {
    let mut relations = HashMap::new();
    let Some(text) = archive.read_text(part.trim_start_matches('/'))? else { return Ok(relations) };
    let mut markup = Markup::new(&text, steps);
    while let Some(token) = markup.next()? {
        let Token::Start(element) = token else { continue };
        if element.local_name().as_ref() != "Relationship" {
            continue;
        }
        let id = find_attribute(&element, "Id")?.unwrap_or_default().into_owned();
        let kind = find_attribute(&element, "Type")?.unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let target = find_attribute(&element, "Target")?.unwrap_or_default();
        relations.insert(id, Relation { kind, part: resolve_target(folder, &target) });
    }
    Ok(relations)
}

fn resolve_target(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{}", target.trim_start_matches("./")),
    }
}

fn parse_workbook(text: &str, steps: &Steps) -> Result<(Vec<SheetEntry>, Epoch), ImportError> {
    let mut entries = Vec::new();
    let mut epoch = Epoch::Year1900;
    let mut markup = Markup::new(text, steps);
    while let Some(token) = markup.next()? {
        let Token::Start(element) = token else { continue };
        match element.local_name().as_ref() {
            "sheet" => entries.push(SheetEntry {
                name: find_attribute(&element, "name")?.unwrap_or_default().into_owned(),
                hidden: find_attribute(&element, "state")?.is_some_and(|state| state != "visible"),
                relation: find_attribute(&element, "id")?.unwrap_or_default().into_owned(),
            }),
            "workbookPr" if is_on(find_attribute(&element, "date1904")?.as_deref()) => {
                epoch = Epoch::Year1904;
            }
            _ => {}
        }
    }
    Ok((entries, epoch))
}

/// A Boolean attribute.
fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}
