//! The formats of cells. All are in Times New Roman (NĐ 30/2020, Phụ lục I), 12 points in the table.

/// The format of a cell; its number is its place in the list of formats of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellStyle {
    /// Of all cells without one.
    Plain,
    Agency,
    AgencyName,
    Motto,
    Title,
    About,
    Heading,
    ColumnNumber,
    Order,
    Text,
    Number,
    Date,
    TotalText,
    TotalNumber,
    TotalDate,
    Line,
    PlaceAndDate,
    Capacity,
    DataHeading,
    DataText,
    DataNumber,
    DataDate,
}

#[derive(Debug, Clone, Copy)]
enum Font {
    Regular,
    Bold,
    Motto,
    Title,
    Italic,
}

const FONTS: [&str; 5] = [
    r#"<sz val="12"/>"#,
    r#"<b/><sz val="12"/>"#,
    r#"<b/><u/><sz val="13"/>"#,
    r#"<b/><sz val="14"/>"#,
    r#"<i/><sz val="12"/>"#,
];

/// Number formats: built-in ones (ECMA-376 part 1, 18.8.30), and our own for dates.
#[derive(Debug, Clone, Copy)]
enum Format {
    General = 0,
    /// With separators of thousands, which are those of the reader's language.
    Integer = 3,
    /// "@": what is typed into it stays text.
    Text = 49,
    Date = 164,
}

#[derive(Debug, Clone, Copy)]
enum Frame {
    None,
    Thin,
}

impl CellStyle {
    /// In the order of their numbers.
    const ALL: [Self; 22] = [
        Self::Plain,
        Self::Agency,
        Self::AgencyName,
        Self::Motto,
        Self::Title,
        Self::About,
        Self::Heading,
        Self::ColumnNumber,
        Self::Order,
        Self::Text,
        Self::Number,
        Self::Date,
        Self::TotalText,
        Self::TotalNumber,
        Self::TotalDate,
        Self::Line,
        Self::PlaceAndDate,
        Self::Capacity,
        Self::DataHeading,
        Self::DataText,
        Self::DataNumber,
        Self::DataDate,
    ];

    /// Face, number format, frame, and alignment (empty: as the program does).
    fn describe(self) -> (Font, Format, Frame, &'static str) {
        match self {
            Self::Agency => (Font::Regular, Format::Text, Frame::None, "center"),
            Self::AgencyName | Self::Capacity => (Font::Bold, Format::Text, Frame::None, "center"),
            Self::Motto => (Font::Motto, Format::Text, Frame::None, "center"),
            Self::Title => (Font::Title, Format::Text, Frame::None, "center"),
            Self::About | Self::PlaceAndDate => (Font::Italic, Format::Text, Frame::None, "center"),
            Self::Heading => (Font::Bold, Format::Text, Frame::Thin, "center"),
            Self::ColumnNumber => (Font::Italic, Format::Text, Frame::Thin, "center"),
            Self::Order => (Font::Regular, Format::General, Frame::Thin, "center"),
            Self::Text => (Font::Regular, Format::Text, Frame::Thin, "left"),
            Self::Number => (Font::Regular, Format::Integer, Frame::Thin, "right"),
            Self::Date => (Font::Regular, Format::Date, Frame::Thin, "center"),
            Self::TotalText => (Font::Bold, Format::Text, Frame::Thin, "left"),
            Self::TotalNumber => (Font::Bold, Format::Integer, Frame::Thin, "right"),
            Self::TotalDate => (Font::Bold, Format::Date, Frame::Thin, "center"),
            Self::Line => (Font::Regular, Format::Text, Frame::None, "left"),
            Self::DataHeading => (Font::Bold, Format::Text, Frame::None, ""),
            Self::DataText => (Font::Regular, Format::Text, Frame::None, ""),
            Self::Plain | Self::DataNumber => (Font::Regular, Format::General, Frame::None, ""),
            Self::DataDate => (Font::Regular, Format::Date, Frame::None, ""),
        }
    }

    fn build_format(self) -> String {
        let (font, format, frame, alignment) = self.describe();
        let alignment = match alignment {
            "" => String::new(),
            side => format!(r#"<alignment horizontal="{side}" vertical="center" wrapText="1"/>"#),
        };
        format!(
            r#"<xf numFmtId="{}" fontId="{}" fillId="0" borderId="{}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">{alignment}</xf>"#,
            format as u32, font as u32, frame as u32
        )
    }
}

/// The part "styles.xml".
pub(super) fn build_styles() -> String {
    let face = r#"<name val="Times New Roman"/><family val="1"/></font>"#;
    let fonts: String = FONTS.iter().map(|font| format!("<font>{font}{face}")).collect();
    let formats: String = CellStyle::ALL.iter().map(|style| style.build_format()).collect();
    let sides: String = ["left", "right", "top", "bottom"]
        .iter()
        .map(|side| format!(r#"<{side} style="thin"><color auto="1"/></{side}>"#))
        .collect();
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
            r#"<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>"#,
            r#"<fonts count="{}">{fonts}</fonts>"#,
            r#"<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"#,
            r#"<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{sides}<diagonal/></border></borders>"#,
            r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
            r#"<cellXfs count="{}">{formats}</cellXfs>"#,
            r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
            "</styleSheet>",
        ),
        FONTS.len(),
        CellStyle::ALL.len(),
        fonts = fonts,
        sides = sides,
        formats = formats,
    )
}

#[cfg(test)]
mod tests {
    use super::CellStyle;

    #[test]
    fn the_number_of_a_style_is_its_place() {
        for (place, style) in CellStyle::ALL.into_iter().enumerate() {
            assert_eq!(style as usize, place);
        }
    }
}
