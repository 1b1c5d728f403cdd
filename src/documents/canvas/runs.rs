//! The text of a line as PDF operations.

use printpdf::TextItem;

use crate::fonts::FontFace;
use crate::layout::SetLine;

/// The text of a line, face by face. Gaps between words are plain spaces, so that text can be copied from the PDF; a
/// justified line widens them.
pub(super) fn build_runs(line: &SetLine) -> Vec<(FontFace, Vec<TextItem>)> {
    let mut runs: Vec<(FontFace, Vec<TextItem>)> = Vec::new();
    for (index, word) in line.words.iter().enumerate() {
        if index > 0 {
            append_space(&mut runs, line);
        }
        for (face, text) in &word.parts {
            append_text(&mut runs, *face, text);
        }
    }
    runs
}

fn append_text(runs: &mut Vec<(FontFace, Vec<TextItem>)>, face: FontFace, text: &str) {
    if runs.last().is_none_or(|(last, _)| *last != face) {
        runs.push((face, Vec::new()));
    }
    let Some((_, items)) = runs.last_mut() else { return };
    match items.last_mut() {
        Some(TextItem::Text(before)) => before.push_str(text),
        _ => items.push(TextItem::Text(text.into())),
    }
}

fn append_space(runs: &mut Vec<(FontFace, Vec<TextItem>)>, line: &SetLine) {
    let Some((face, _)) = runs.last() else { return };
    append_text(runs, *face, " ");
    if line.stretch > 0.0
        && let Some((_, items)) = runs.last_mut()
    {
        items.push(TextItem::Offset(-(line.stretch * 1000.0 / line.size).round()));
    }
}
