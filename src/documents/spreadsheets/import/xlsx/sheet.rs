//! Rows and cells of a worksheet.

use quick_xml::events::BytesStart;

use super::shared_strings::{decode_escapes, read_rich_text};
use super::{Context, is_on};
use crate::spreadsheets::import::address::parse_address;
use crate::spreadsheets::import::builder::WorkbookBuilder;
use crate::spreadsheets::import::cell::CellValue;
use crate::spreadsheets::import::error::ImportError;
use crate::spreadsheets::import::growing_text::GrowingText;
use crate::spreadsheets::import::markup::{Markup, Token, find_attribute};
use crate::spreadsheets::import::serial_date::{parse_iso, parse_serial};
use crate::spreadsheets::import::workbook::MergedArea;

const DAMAGED: ImportError = ImportError::Damaged("cell");

/// Where the next row and cell are, if they do not say it.
#[derive(Default)]
struct Position {
    row: u32,
    column: u32,
}

/// Attributes of a cell.
#[derive(Default)]
struct CellHead {
    kind: CellKind,
    is_date: bool,
}

/// What the stored text of a cell is.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    SharedString,
    FormulaText,
    InlineText,
    Bool,
    Error,
    IsoDate,
}

/// Reads a worksheet into the sheet that was started last.
pub(super) fn read(
    text: &str,
    context: &Context,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<(), ImportError> {
    let mut markup = Markup::new(text, builder.steps());
    let mut position = Position::default();
    let mut content = GrowingText::default();
    while let Some(token) = markup.next()? {
        let Token::Start(element) = token else { continue };
        match element.local_name().as_ref() {
            "row" => start_row(&element, &mut position, builder)?,
            "c" => {
                let head = start_cell(&element, &mut position, context, builder)?;
                let has_formula = read_content(&mut markup, &head, &mut content, builder)?;
                let value = match build_value(content.as_str(), &head, context, builder)? {
                    CellValue::Empty if has_formula && head.kind == CellKind::Number => {
                        CellValue::NotCalculated
                    }
                    value => value,
                };
                builder.push_cell(position.column, value)?;
            }
            "mergeCell" => read_merged_area(&element, builder)?,
            _ => {}
        }
    }
    Ok(())
}

fn start_row(
    element: &BytesStart<'_>,
    position: &mut Position,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<(), ImportError> {
    let number =
        find_attribute(element, "r")?.map(|number| number.parse().map_err(|_| DAMAGED)).transpose()?;
    position.row = number.unwrap_or(position.row.saturating_add(1));
    position.column = 0;
    builder.start_row(position.row, is_on(find_attribute(element, "hidden")?.as_deref()))
}

fn start_cell(
    element: &BytesStart<'_>,
    position: &mut Position,
    context: &Context,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<CellHead, ImportError> {
    let mut head = CellHead::default();
    position.column = position.column.saturating_add(1);
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| DAMAGED)?;
        match attribute.key.as_ref() {
            // The row of a cell is that of its row element; some programs leave both out.
            "r" => position.column = parse_address(&attribute.value).ok_or(DAMAGED)?.column,
            "t" => head.kind = CellKind::parse(&attribute.value),
            "s" => {
                let format = attribute.value.parse::<usize>().map_err(|_| DAMAGED)?;
                head.is_date = context.date_formats.get(format).copied().unwrap_or(false);
            }
            _ => {}
        }
    }
    builder.check_column(position.column)?;
    Ok(head)
}

impl CellKind {
    fn parse(code: &str) -> Self {
        match code {
            "s" => Self::SharedString,
            "str" => Self::FormulaText,
            "inlineStr" => Self::InlineText,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::IsoDate,
            _ => Self::Number,
        }
    }
}

/// Reads a cell up to its end: the stored text, and whether there is a formula.
fn read_content(
    markup: &mut Markup<'_>,
    head: &CellHead,
    content: &mut GrowingText,
    builder: &WorkbookBuilder<'_>,
) -> Result<bool, ImportError> {
    content.clear();
    let mut has_formula = false;
    let mut is_in_value = false;
    loop {
        match markup.require()? {
            Token::Start(element) => match element.local_name().as_ref() {
                "v" => is_in_value = true,
                "is" if head.kind == CellKind::InlineText => read_rich_text(markup, "is", content, builder)?,
                "f" => {
                    has_formula = true;
                    markup.skip(&element)?;
                }
                _ => markup.skip(&element)?,
            },
            Token::End(element) => match element.local_name().as_ref() {
                "c" => return Ok(has_formula),
                _ => is_in_value = false,
            },
            Token::Text(text) if is_in_value => builder.append(content, &text)?,
            Token::Text(_) => {}
        }
    }
}

fn build_value(
    content: &str,
    head: &CellHead,
    context: &Context,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<CellValue, ImportError> {
    if content.is_empty() {
        return Ok(CellValue::Empty);
    }
    Ok(match head.kind {
        CellKind::SharedString => {
            let at = content.trim().parse::<usize>().map_err(|_| DAMAGED)?;
            let text = context.shared_strings.get(at).ok_or(DAMAGED)?;
            if text.trim().is_empty() { CellValue::Empty } else { CellValue::Text(text.clone()) }
        }
        CellKind::FormulaText => builder.build_text(&decode_escapes(content))?,
        CellKind::InlineText => builder.build_text(content)?,
        CellKind::Bool => CellValue::Bool(matches!(content.trim(), "1" | "true")),
        CellKind::Error => CellValue::Error(CellValue::find_error_sign(content)),
        CellKind::IsoDate => {
            parse_iso(content).map_or_else(|| builder.build_text(content), |at| Ok(CellValue::Date(at)))?
        }
        CellKind::Number => {
            let number =
                content.trim().parse::<f64>().ok().filter(|number| number.is_finite()).ok_or(DAMAGED)?;
            let date = head.is_date.then(|| parse_serial(number, context.epoch)).flatten();
            date.map_or(CellValue::Number(number), CellValue::Date)
        }
    })
}

fn read_merged_area(element: &BytesStart<'_>, builder: &mut WorkbookBuilder<'_>) -> Result<(), ImportError> {
    let Some(range) = find_attribute(element, "ref")? else { return Ok(()) };
    let (first, last) = range.split_once(':').unwrap_or((&range, &range));
    match (parse_address(first), parse_address(last)) {
        (Some(first), Some(last)) => builder.push_merged_area(MergedArea { first, last }),
        _ => Err(ImportError::Damaged("merged cells")),
    }
}
