//! The markup of the text. Lengths are in twentieths of a point, sizes in half points.

use std::fmt::Write;

/// A4 with the margins of NĐ 30/2020: 20 mm above, below and at the right, 30 mm at the left.
const PORTRAIT: &str = concat!(
    r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>"#,
);
const LANDSCAPE: &str = concat!(
    r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
    r#"<w:pgMar w:top="1134" w:right="851" w:bottom="851" w:left="851" w:header="567" w:footer="567" w:gutter="0"/>"#,
);
/// Width of the text between the margins.
const PORTRAIT_WIDTH: u32 = 9_071;
const LANDSCAPE_WIDTH: u32 = 15_136;
/// A paragraph that is a line.
const RULE: &str = r#"<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>"#;
/// Side of the picture in EMU (914,400 an inch): 22 mm.
const PICTURE_SIDE: u32 = 792_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextAlign {
    Left,
    Centre,
    Right,
    Justified,
}

/// What a paragraph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParagraphContent {
    Text,
    /// A line that stays so far from both margins, in twentieths of a point.
    Rule(u32),
    /// The picture of the document; the text describes it.
    Picture,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextStyle {
    /// In half points.
    pub(crate) size: u32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) content: ParagraphContent,
    pub(crate) align: TextAlign,
    /// Whether the first line is indented by 10 mm.
    pub(crate) indented: bool,
    /// Whether it stays with the next paragraph.
    pub(crate) kept: bool,
}

impl TextStyle {
    pub(crate) const fn new(points: u32, align: TextAlign) -> Self {
        Self {
            size: points * 2,
            bold: false,
            italic: false,
            content: ParagraphContent::Text,
            align,
            indented: false,
            kept: false,
        }
    }

    pub(crate) const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(crate) const fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    /// A line that stays so far from both margins.
    pub(crate) const fn rule(indent: u32) -> Self {
        Self { content: ParagraphContent::Rule(indent), ..Self::new(4, TextAlign::Centre) }
    }

    pub(crate) const fn picture(align: TextAlign) -> Self {
        Self { content: ParagraphContent::Picture, ..Self::new(11, align) }
    }

    pub(crate) const fn indented(mut self) -> Self {
        self.indented = true;
        self
    }

    pub(crate) const fn kept(mut self) -> Self {
        self.kept = true;
        self
    }
}

/// A column of a table: its share of the width, in any unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableColumn {
    pub(crate) share: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableStyle {
    /// With lines between the cells.
    Framed,
    /// For blocks that stand side by side.
    Plain,
}

/// The text of a cell, a paragraph each line, over a number of columns.
#[derive(Debug, Clone)]
pub(crate) struct CellText {
    pub(crate) lines: Vec<(TextStyle, String)>,
    pub(crate) span: usize,
}

impl CellText {
    pub(crate) fn new(style: TextStyle, text: impl Into<String>) -> Self {
        Self { lines: vec![(style, text.into())], span: 1 }
    }
}

/// The text of a document while it is made.
#[derive(Debug, Default)]
pub(crate) struct TextBody {
    xml: String,
    /// Whether the part that is being written lies across.
    across: bool,
}

impl TextBody {
    pub(crate) fn push_paragraph(&mut self, style: TextStyle, text: &str) {
        self.start_paragraph(style);
        match style.content {
            ParagraphContent::Picture => self.push_picture(text),
            ParagraphContent::Text | ParagraphContent::Rule(_) => self.push_run(style, text),
        }
        self.xml.push_str("</w:p>");
    }

    /// A table; its first `heads` rows are repeated on every page.
    pub(crate) fn push_table(
        &mut self,
        style: TableStyle,
        columns: &[TableColumn],
        heads: usize,
        rows: &[Vec<CellText>],
    ) {
        let whole = if self.across { LANDSCAPE_WIDTH } else { PORTRAIT_WIDTH };
        let total: u32 = columns.iter().map(|column| column.share).sum();
        let widths: Vec<u32> = columns.iter().map(|column| whole * column.share / total.max(1)).collect();
        self.push(format_args!(r#"<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/>"#));
        if style == TableStyle::Framed {
            self.xml.push_str("<w:tblBorders>");
            for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                self.push(format_args!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#));
            }
            self.xml.push_str("</w:tblBorders>");
        }
        self.xml.push_str(concat!(
            r#"<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>"#,
            r#"<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#,
        ));
        for width in &widths {
            self.push(format_args!(r#"<w:gridCol w:w="{width}"/>"#));
        }
        self.xml.push_str("</w:tblGrid>");
        for (number, row) in rows.iter().enumerate() {
            self.push_row(style, &widths, row, number < heads);
        }
        self.xml.push_str("</w:tbl>");
    }

    fn push_row(&mut self, style: TableStyle, widths: &[u32], cells: &[CellText], is_head: bool) {
        let align = match style {
            TableStyle::Framed => "center",
            TableStyle::Plain => "top",
        };
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if is_head {
            self.xml.push_str("<w:tblHeader/>");
        }
        self.xml.push_str("</w:trPr>");
        let mut at = 0;
        for cell in cells {
            let end = (at + cell.span).min(widths.len());
            let width: u32 = widths[at.min(end)..end].iter().sum();
            self.push(format_args!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#));
            if cell.span > 1 {
                self.push(format_args!(r#"<w:gridSpan w:val="{}"/>"#, cell.span));
            }
            self.push(format_args!(r#"<w:vAlign w:val="{align}"/></w:tcPr>"#));
            for (style, text) in &cell.lines {
                self.push_paragraph(*style, text);
            }
            // A cell needs a paragraph.
            if cell.lines.is_empty() {
                self.xml.push_str("<w:p/>");
            }
            self.xml.push_str("</w:tc>");
            at = end;
        }
        self.xml.push_str("</w:tr>");
    }

    fn push_picture(&mut self, description: &str) {
        let (side, text) = (PICTURE_SIDE, escape(description));
        self.push(format_args!(
            concat!(
                r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{side}" cy="{side}"/>"#,
                r#"<wp:docPr id="1" name="Picture 1" descr="{text}"/><a:graphic>"#,
                r#"<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>"#,
                r#"<pic:nvPicPr><pic:cNvPr id="1" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr>"#,
                r#"<pic:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
                r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>"#,
                r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#,
            ),
            side = side,
            text = text,
        ));
    }

    /// Ends the portrait part; what follows lies across.
    pub(crate) fn turn_across(&mut self) {
        let section = build_section(self.across);
        self.push(format_args!("<w:p><w:pPr>{section}</w:pPr></w:p>"));
        self.across = true;
    }

    /// Begins a page.
    pub(crate) fn break_page(&mut self) {
        self.xml.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#);
    }

    pub(super) fn finish(mut self) -> String {
        self.xml.push_str(&build_section(self.across));
        self.xml
    }

    fn start_paragraph(&mut self, style: TextStyle) {
        let align = match style.align {
            TextAlign::Left => "left",
            TextAlign::Centre => "center",
            TextAlign::Right => "right",
            TextAlign::Justified => "both",
        };
        let kept = if style.kept { "<w:keepNext/>" } else { "" };
        // Six points after a paragraph of the body (NĐ 30/2020, Phụ lục I).
        let (border, spacing, indent) = match (style.content, style.indented) {
            (ParagraphContent::Rule(side), _) => {
                let indent = format!(r#"<w:ind w:left="{side}" w:right="{side}"/>"#);
                (RULE, r#"w:after="60" w:line="60" w:lineRule="exact""#, indent)
            }
            (_, true) => ("", r#"w:after="120""#, r#"<w:ind w:firstLine="567"/>"#.to_owned()),
            (_, false) => ("", r#"w:after="0""#, String::new()),
        };
        self.push(format_args!(
            r#"<w:p><w:pPr>{kept}{border}<w:spacing w:before="0" {spacing}/>{indent}<w:jc w:val="{align}"/></w:pPr>"#
        ));
    }

    fn push_run(&mut self, style: TextStyle, text: &str) {
        let flag = |set: bool, element: &'static str| if set { element } else { "" };
        let (bold, italic) = (flag(style.bold, "<w:b/>"), flag(style.italic, "<w:i/>"));
        let (size, text) = (style.size, escape(text));
        self.push(format_args!(
            r#"<w:r><w:rPr>{bold}{italic}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
        ));
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        self.xml.write_fmt(text).expect("a string takes all text");
    }
}

fn build_section(across: bool) -> String {
    let page = if across { LANDSCAPE } else { PORTRAIT };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:type w:val="nextPage"/>{page}<w:titlePg/></w:sectPr>"#
    )
}

/// Text without what XML 1.0 does not allow, its markup escaped.
pub(super) fn escape(text: &str) -> String {
    let allowed: String = text.chars().filter(|c| !c.is_control() || *c == '\t').collect();
    quick_xml::escape::escape(&allowed).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_control_characters_are_left_out() {
        assert_eq!(escape("Hoa & <Sen>\u{1}\n\"7\""), "Hoa &amp; &lt;Sen&gt;&quot;7&quot;");
    }

    #[test]
    fn columns_share_the_width_and_a_cell_reaches_over_several() {
        let mut body = TextBody::default();
        let style = TextStyle::new(13, TextAlign::Left);
        let columns = [TableColumn { share: 1 }, TableColumn { share: 3 }];
        let wide = CellText { span: 2, ..CellText::new(style, "I") };
        body.push_table(TableStyle::Framed, &columns, 1, &[vec![wide]]);
        let xml = body.finish();
        assert!(xml.contains(r#"<w:gridCol w:w="2267"/><w:gridCol w:w="6803"/>"#), "{xml}");
        assert!(xml.contains(r#"<w:tcW w:w="9070" w:type="dxa"/><w:gridSpan w:val="2"/>"#), "{xml}");
        assert!(xml.contains("<w:tblHeader/>"), "{xml}");
    }
}
