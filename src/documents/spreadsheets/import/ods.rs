//! OpenDocument spreadsheets (ISO/IEC 26300-1).
//!
//! Rows and cells may be repeated by a number. Office programs end each sheet with a million empty rows in this way, so
//! only what has a value counts.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use super::address::CellAddress;
use super::archive::Archive;
use super::builder::WorkbookBuilder;
use super::cell::CellValue;
use super::error::{ImportError, LimitKind};
use super::growing_text::GrowingText;
use super::markup::{Markup, Token, find_attribute};
use super::serial_date::parse_iso;
use super::workbook::MergedArea;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Reads all sheets.
pub(super) fn read(archive: &mut Archive<'_>, builder: &mut WorkbookBuilder<'_>) -> Result<(), ImportError> {
    let media_type = archive.read_text("mimetype")?.unwrap_or_default();
    if !media_type.trim().starts_with(MEDIA_TYPE) {
        return Err(ImportError::NotASpreadsheet);
    }
    let manifest = archive.read_text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ImportError::Password);
    }
    if archive.names().any(|name| name.starts_with("basic/") || name.starts_with("scripts/")) {
        return Err(ImportError::Macros);
    }
    let text = archive.read_text("content.xml")?.ok_or(ImportError::Damaged("content"))?;
    read_content(&mut Markup::new(&text, builder.steps()), builder)
}

fn read_content(markup: &mut Markup<'_>, builder: &mut WorkbookBuilder<'_>) -> Result<(), ImportError> {
    let mut hidden_styles = HashSet::new();
    let mut style = String::new();
    while let Some(token) = markup.next()? {
        let Token::Start(element) = token else { continue };
        match element.name().as_ref() {
            "style:style" => style = find_attribute(&element, "name")?.unwrap_or_default().into_owned(),
            "style:table-properties" if find_attribute(&element, "display")?.as_deref() == Some("false") => {
                hidden_styles.insert(style.clone());
            }
            // Deleted cells that the file remembers.
            "table:tracked-changes" => markup.skip(&element)?,
            "table:dde-link" => return Err(ImportError::ExternalLinks),
            "table:table" => {
                let name = find_attribute(&element, "name")?.unwrap_or_default().into_owned();
                let style = find_attribute(&element, "style-name")?.unwrap_or_default();
                builder.start_sheet(name, hidden_styles.contains(style.as_ref()))?;
                read_table(markup, builder)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn read_table(markup: &mut Markup<'_>, builder: &mut WorkbookBuilder<'_>) -> Result<(), ImportError> {
    let mut next_row = 1_u32;
    loop {
        match markup.require()? {
            Token::Start(element) => match element.name().as_ref() {
                "table:table-row" => {
                    let repeats = read_repeats(&element, "number-rows-repeated")?;
                    let is_shown =
                        find_attribute(&element, "visibility")?.is_none_or(|shown| shown == "visible");
                    let cells = read_row(markup, next_row, builder)?;
                    let copies = if cells.is_empty() { 0 } else { repeats };
                    for number in next_row..next_row.saturating_add(copies) {
                        builder.start_row(number, !is_shown)?;
                        for (column, value) in &cells {
                            builder.push_cell(*column, value.clone())?;
                        }
                    }
                    next_row = next_row.saturating_add(repeats);
                }
                "table:table-source" | "table:cell-range-source" => return Err(ImportError::ExternalLinks),
                "table:shapes" | "office:forms" => markup.skip(&element)?,
                _ => {}
            },
            Token::End(element) if element.name().as_ref() == "table:table" => return Ok(()),
            Token::End(_) | Token::Text(_) => {}
        }
    }
}

/// How often a row or cell stands there.
fn read_repeats(element: &BytesStart<'_>, name: &str) -> Result<u32, ImportError> {
    let Some(repeats) = find_attribute(element, name)? else { return Ok(1) };
    repeats.parse().map_err(|_| ImportError::Damaged("cell"))
}

/// The cells of a row that have a value.
fn read_row(
    markup: &mut Markup<'_>,
    row: u32,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<Vec<(u32, CellValue)>, ImportError> {
    let mut cells = Vec::new();
    let mut next_column = 1_u32;
    loop {
        match markup.require()? {
            Token::Start(element) => match element.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => {
                    let repeats = read_repeats(&element, "number-columns-repeated")?;
                    let first = CellAddress { row, column: next_column };
                    read_span(&element, first, builder)?;
                    let value = read_cell(markup, &element, builder)?;
                    let copies = if value.is_empty() { 0 } else { repeats };
                    for column in next_column..next_column.saturating_add(copies) {
                        builder.check_column(column)?;
                        cells.push((column, value.clone()));
                    }
                    next_column = next_column.saturating_add(repeats);
                }
                _ => markup.skip(&element)?,
            },
            Token::End(element) if element.name().as_ref() == "table:table-row" => return Ok(cells),
            Token::End(_) | Token::Text(_) => {}
        }
    }
}

fn read_span(
    element: &BytesStart<'_>,
    first: CellAddress,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<(), ImportError> {
    let rows = read_repeats(element, "number-rows-spanned")?;
    let columns = read_repeats(element, "number-columns-spanned")?;
    if rows <= 1 && columns <= 1 {
        return Ok(());
    }
    let (row, column) =
        (first.row.saturating_add(rows.max(1) - 1), first.column.saturating_add(columns.max(1) - 1));
    builder.push_merged_area(MergedArea { first, last: CellAddress { row, column } })
}

/// The value of a cell that has just started, up to its end.
fn read_cell(
    markup: &mut Markup<'_>,
    element: &BytesStart<'_>,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<CellValue, ImportError> {
    let (mut kind, mut value, mut is_error) = (String::new(), None, false);
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ImportError::Damaged("markup"))?;
        match attribute.key.as_ref() {
            "office:value-type" => kind = attribute.value.into_owned(),
            "calcext:value-type" => is_error = attribute.value == "error",
            "office:value" | "office:date-value" | "office:boolean-value" => {
                value = Some(attribute.value.into_owned());
            }
            "table:formula" if attribute.value.contains("file:/") => return Err(ImportError::ExternalLinks),
            _ => {}
        }
    }
    let shown = read_paragraphs(markup, element, builder)?;
    let shown = shown.as_str();
    if is_error {
        return Ok(CellValue::Error(CellValue::find_error_sign(shown)));
    }
    let value = value.unwrap_or_default();
    Ok(match kind.as_str() {
        "" => CellValue::Empty,
        "float" | "percentage" | "currency" => {
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
            CellValue::Number(number.ok_or(ImportError::Damaged("cell"))?)
        }
        "boolean" => CellValue::Bool(value == "true"),
        "date" => {
            parse_iso(&value).map_or_else(|| builder.build_text(shown), |at| Ok(CellValue::Date(at)))?
        }
        // A text, or a time of day.
        _ => builder.build_text(shown)?,
    })
}

/// The text that a cell shows, its paragraphs separated by line breaks.
fn read_paragraphs(
    markup: &mut Markup<'_>,
    cell: &BytesStart<'_>,
    builder: &WorkbookBuilder<'_>,
) -> Result<GrowingText, ImportError> {
    let mut shown = GrowingText::default();
    let mut paragraphs = 0;
    let mut is_in_paragraph = false;
    loop {
        match markup.require()? {
            Token::Start(element) => match element.name().as_ref() {
                "text:p" => {
                    if paragraphs > 0 {
                        builder.append(&mut shown, "\n")?;
                    }
                    paragraphs += 1;
                    is_in_paragraph = true;
                }
                "text:s" => {
                    let count = usize::try_from(read_repeats(&element, "c")?).unwrap_or(usize::MAX);
                    let most = builder.limits().cell_characters;
                    if count > most {
                        return Err(LimitKind::CellCharacters.exceeded(most));
                    }
                    builder.append(&mut shown, &" ".repeat(count))?;
                }
                "text:tab" => builder.append(&mut shown, "\t")?,
                "text:line-break" => builder.append(&mut shown, "\n")?,
                "text:a" | "text:span" => {}
                // Notes and pictures.
                _ => markup.skip(&element)?,
            },
            Token::End(element) if element.name() == cell.name() => return Ok(shown),
            Token::End(element) if element.name().as_ref() == "text:p" => is_in_paragraph = false,
            Token::Text(text) if is_in_paragraph => builder.append(&mut shown, &text)?,
            Token::End(_) | Token::Text(_) => {}
        }
    }
}
