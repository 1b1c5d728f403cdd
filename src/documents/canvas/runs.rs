//! The text of a line, as it is shown in the PDF.

use crate::fonts::FontFace;
use crate::layout::SetLine;

/// Text in one face.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) face: FontFace,
    /// Shown one after another; some are empty.
    pub(super) texts: Vec<String>,
    /// Between two texts, in thousandths of the size; negative moves to the right (ISO 32000-1, 9.4.3).
    pub(super) offset: f32,
}

/// The text of a line, face by face. Gaps between words are plain spaces, so that text can be copied from the PDF; a
/// justified line widens them.
pub(super) fn build_runs(line: &SetLine) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, word) in line.words.iter().enumerate() {
        if index > 0 {
            append_space(&mut runs, line);
        }
        for (face, text) in &word.parts {
            append_text(&mut runs, *face, text, line);
        }
    }
    runs
}

fn append_text(runs: &mut Vec<Run>, face: FontFace, text: &str, line: &SetLine) {
    match runs.last_mut() {
        Some(Run { face: last, texts, .. }) if *last == face => {
            if let Some(before) = texts.last_mut() {
                before.push_str(text);
            }
        }
        _ => {
            let offset = -(line.stretch * 1000.0 / line.size).round();
            runs.push(Run { face, texts: vec![text.to_owned()], offset });
        }
    }
}

fn append_space(runs: &mut [Run], line: &SetLine) {
    let Some(Run { texts, .. }) = runs.last_mut() else { return };
    if let Some(before) = texts.last_mut() {
        before.push(' ');
    }
    if line.stretch > 0.0 {
        texts.push(String::new());
    }
}
