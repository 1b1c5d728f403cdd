//! Line breaking: measures, breaks and justifies paragraphs. Does not belong here: pages and PDF.
//!
//! Lines break at white space, but not at a no-break space. A word wider than the column is split, so no text leaves its
//! column.

use crate::fonts::FontFace;
use crate::text::{Align, Paragraph, Tint};

/// Maximum stretch of a gap in a justified line, as a multiple of the size. Lines that need more are left-aligned.
const MAX_STRETCH: f32 = 1.0;

/// A line ready to be drawn. Lengths are in points.
#[derive(Debug, Clone)]
pub(crate) struct SetLine {
    /// Start, from the left of the column.
    pub(crate) x: f32,
    /// Width, stretched gaps included.
    pub(crate) width: f32,
    pub(crate) size: f32,
    pub(crate) leading: f32,
    /// Extra width of each gap between words, in addition to a space.
    pub(crate) stretch: f32,
    pub(crate) words: Vec<LayoutWord>,
    pub(crate) tint: Tint,
}

/// Text between two white spaces. The face can change within a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct LayoutWord {
    pub(crate) parts: Vec<(FontFace, String)>,
}

impl LayoutWord {
    fn push(&mut self, face: FontFace, character: char) {
        match self.parts.last_mut() {
            Some((last, text)) if *last == face => text.push(character),
            _ => self.parts.push((face, character.into())),
        }
    }

    fn measure_width(&self, size: f32) -> f32 {
        self.parts.iter().map(|(face, text)| face.measure_width(text, size)).sum()
    }

    fn characters(&self) -> impl Iterator<Item = (FontFace, char)> {
        self.parts.iter().flat_map(|(face, text)| text.chars().map(|c| (*face, c)))
    }

    /// Splits a word that is wider than `width`.
    fn split_to_width(self, size: f32, width: f32) -> Vec<LayoutWord> {
        if self.measure_width(size) <= width {
            return vec![self];
        }
        let mut pieces = vec![LayoutWord::default()];
        let mut reach = 0.0;
        for (face, character) in self.characters() {
            let advance = face.measure_width(character.encode_utf8(&mut [0; 4]), size);
            if reach + advance > width && reach > 0.0 {
                pieces.push(LayoutWord::default());
                reach = 0.0;
            }
            reach += advance;
            pieces.last_mut().expect("there is always a last piece").push(face, character);
        }
        pieces
    }
}

/// Width of a space, which is the same in all faces of the family.
pub(crate) fn space_width(size: f32) -> f32 {
    FontFace::Regular.measure_width(" ", size)
}

/// The words of a paragraph. A no-break space becomes a plain space within a word.
fn split_words(paragraph: &Paragraph) -> Vec<LayoutWord> {
    let mut words = vec![LayoutWord::default()];
    let characters = paragraph.spans.iter().flat_map(|span| span.text.chars().map(|c| (span.face, c)));
    for (face, character) in characters {
        let word = words.last_mut().expect("there is always a last word");
        match character {
            '\u{A0}' => word.push(face, ' '),
            c if !c.is_whitespace() => word.push(face, c),
            _ if word.parts.is_empty() => {}
            _ => words.push(LayoutWord::default()),
        }
    }
    words.retain(|word| !word.parts.is_empty());
    words
}

impl Paragraph {
    pub(crate) fn set_lines(&self, width: f32) -> Vec<SetLine> {
        set_lines(self, width)
    }

    /// Reduces the size in steps, not below `least`, until the paragraph takes at most `lines` lines. A longer text keeps
    /// the size `least` and takes more lines.
    pub(crate) fn shrink_to_fit(mut self, width: f32, lines: usize, least: f32) -> Self {
        while self.size > least && self.set_lines(width).len() > lines {
            self.size = (self.size - 0.5).max(least);
        }
        self
    }
}

/// The lines of a paragraph in a column of this width.
fn set_lines(paragraph: &Paragraph, width: f32) -> Vec<SetLine> {
    let lines = match paragraph.align {
        Align::Centre => balance_lines(paragraph, width),
        _ => break_lines(paragraph, width),
    };
    let last = lines.len().saturating_sub(1);
    let indents = std::iter::once(paragraph.first).chain(std::iter::repeat(paragraph.rest));
    let placed = lines.into_iter().zip(indents).enumerate();
    placed.map(|(index, (line, indent))| line.place(paragraph, width, indent, index == last)).collect()
}

/// The words of one line, and their width with plain spaces.
#[derive(Debug, Default)]
struct BrokenLine {
    words: Vec<LayoutWord>,
    reach: f32,
}

/// Greedy line breaking: Vietnamese words are short, so an optimal algorithm would look the same.
fn break_lines(paragraph: &Paragraph, width: f32) -> Vec<BrokenLine> {
    let size = paragraph.size;
    let narrowest = width - paragraph.first.max(paragraph.rest);
    let mut lines: Vec<BrokenLine> = Vec::new();
    for word in split_words(paragraph).into_iter().flat_map(|word| word.split_to_width(size, narrowest)) {
        let advance = word.measure_width(size);
        let indent = if lines.len() <= 1 { paragraph.first } else { paragraph.rest };
        match lines.last_mut() {
            Some(line) if line.reach + space_width(size) + advance <= width - indent => {
                line.reach += space_width(size) + advance;
                line.words.push(word);
            }
            _ => lines.push(BrokenLine { words: vec![word], reach: advance }),
        }
    }
    lines
}

/// The minimum number of lines, but of similar length, so that a centred heading does not end with a single word.
fn balance_lines(paragraph: &Paragraph, width: f32) -> Vec<BrokenLine> {
    let mut best = break_lines(paragraph, width);
    let count = best.len();
    let mut narrower = width;
    while count > 1 && narrower > width / 2.0 {
        narrower -= width / 40.0;
        let lines = break_lines(paragraph, narrower);
        if lines.len() > count {
            break;
        }
        best = lines;
    }
    best
}

impl BrokenLine {
    fn place(self, paragraph: &Paragraph, column: f32, indent: f32, last: bool) -> SetLine {
        let free = (column - indent - self.reach).max(0.0);
        let gaps = self.words.len().saturating_sub(1);
        let (x, stretch) = match paragraph.align {
            Align::Left => (indent, 0.0),
            Align::Centre => (indent + free / 2.0, 0.0),
            Align::Justified if last || free > gaps as f32 * paragraph.size * MAX_STRETCH => (indent, 0.0),
            Align::Justified => (indent, free / gaps as f32),
        };
        SetLine {
            x,
            width: self.reach + stretch * gaps as f32,
            size: paragraph.size,
            leading: paragraph.size * paragraph.leading,
            stretch,
            words: self.words,
            tint: paragraph.tint,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &SetLine) -> String {
        let word = |word: &LayoutWord| word.parts.iter().map(|(_, text)| text.as_str()).collect::<String>();
        line.words.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lines_stay_in_their_column_and_lose_nothing() {
        let sentence = "Ủy ban nhân dân phường Phan Rang, tỉnh Khánh Hòa ".repeat(6);
        let paragraph = Paragraph::new(13.0).regular(&sentence).justified().indented(36.0);
        let lines = paragraph.set_lines(300.0);
        assert!(lines.len() > 4);
        assert!(lines.iter().all(|line| line.x + line.width <= 300.01));
        let read: Vec<_> = lines.iter().map(text).collect();
        assert_eq!(read.join(" "), sentence.trim());
    }

    #[test]
    fn justified_lines_end_at_the_edge_except_the_last() {
        let lines = Paragraph::new(13.0).regular("cam kết ".repeat(40)).justified().set_lines(200.0);
        let (last, full) = lines.split_last().unwrap();
        assert!(full.iter().all(|line| (line.x + line.width - 200.0).abs() < 0.01));
        assert!(last.stretch == 0.0);
    }

    #[test]
    fn a_line_is_not_torn_apart_before_a_very_long_word() {
        let words = format!("cơ sở {}", "W".repeat(15));
        let lines = Paragraph::new(13.0).regular(words).justified().set_lines(200.0);
        assert_eq!((lines.len(), lines[0].stretch), (2, 0.0));
    }

    #[test]
    fn a_name_of_200_characters_without_a_space_is_cut() {
        let name = "W".repeat(200);
        let lines = Paragraph::new(13.0).bold(&name).centred().set_lines(160.0);
        assert!(lines.iter().all(|line| line.x >= 0.0 && line.x + line.width <= 160.01));
        assert_eq!(lines.iter().map(text).collect::<String>(), name);
    }

    #[test]
    fn a_no_break_space_glues_and_is_drawn_as_a_space() {
        let lines = Paragraph::new(13.0).regular("vào ngày\u{A0}05").set_lines(50.0);
        assert_eq!(lines.iter().map(text).collect::<Vec<_>>(), ["vào", "ngày 05"]);
    }

    #[test]
    fn a_centred_heading_does_not_end_on_a_lone_word() {
        let heading = Paragraph::new(12.0).regular("ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA").centred();
        let read: Vec<_> = heading.set_lines(180.0).iter().map(text).collect();
        assert_eq!(read, ["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA"]);
    }

    #[test]
    fn a_face_can_change_within_a_word() {
        let lines = Paragraph::new(13.0).bold("Khách sạn").regular(", phường").set_lines(400.0);
        assert_eq!(text(&lines[0]), "Khách sạn, phường");
        assert_eq!(lines[0].words.len(), 3);
    }

    #[test]
    fn shrinking_stops_at_the_least_size() {
        let short = Paragraph::new(13.0).regular("Sở Nội vụ").shrink_to_fit(200.0, 1, 10.0);
        let long = Paragraph::new(13.0).regular("Sở Nội vụ ".repeat(30)).shrink_to_fit(200.0, 2, 10.0);
        assert_eq!((short.size, long.size), (13.0, 10.0));
    }
}
