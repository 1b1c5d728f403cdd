//! What a caller says about a list.

use std::borrow::Cow;

use time::Date;

use crate::paper::Letterhead;

/// "Số thứ tự", the first column of every list.
pub(super) const ORDER_HEADING: &str = "STT";

/// The file formats of exported lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// UTF-8 with byte order mark, CRLF (RFC 4180). Text that a spreadsheet would take for a formula begins with an
    /// apostrophe.
    Csv,
    /// Two sheets: "Danh sách" in the form of an office, for printing, and "Dữ liệu" with the same rows as plain data.
    Xlsx,
}

impl ListFormat {
    /// The value of the header `Content-Type`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The end of the file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Everything around the rows. A csv has the headings only.
#[derive(Debug, Clone)]
pub struct ListForm {
    /// At the top left, beside Quốc hiệu and Tiêu ngữ.
    pub letterhead: Letterhead,
    /// In bold above the table, e.g. "DANH SÁCH CƠ SỞ", "Quý III năm 2026".
    pub title: Vec<String>,
    /// In italics below the title: filter, period, unit, e.g. "Địa bàn: phường Ninh Chử".
    pub about: Vec<String>,
    /// Without the column "STT". At least one.
    pub columns: Vec<ListColumn>,
    /// Below the table.
    pub signatures: Option<ListSignatures>,
}

/// One column of a list.
#[derive(Debug, Clone)]
pub struct ListColumn {
    pub heading: String,
    /// A heading above those of neighbouring columns with the same one; empty for none.
    pub group: String,
    /// In digits of the typeface, 1 to 255. Longer text is broken into lines.
    pub width: u8,
    pub kind: ColumnKind,
}

impl ListColumn {
    pub fn new(heading: impl Into<String>, width: u8, kind: ColumnKind) -> Self {
        Self { heading: heading.into(), group: String::new(), width, kind }
    }

    /// Adds the heading that it shares with its neighbours.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
}

/// The format of a column's empty cells, which people fill in. A cell with a value is of the value's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Also for identifiers, telephone numbers and tax codes: they keep their leading zeros.
    Text,
    Number,
    Date,
}

/// Place, date and the two signature blocks below a list.
#[derive(Debug, Clone)]
pub struct ListSignatures {
    /// Place of the date, e.g. "Ninh Chử".
    pub place: String,
    /// `None`: filled in by hand.
    pub date: Option<Date>,
    /// Who made the list.
    pub left: Option<ListSigner>,
    /// Who signs for the agency.
    pub right: ListSigner,
}

/// One who signs.
#[derive(Debug, Clone)]
pub struct ListSigner {
    /// In bold, e.g. "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH".
    pub capacity: Vec<String>,
    /// May be empty: it is then written by hand.
    pub name: String,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListValue<'a> {
    Empty,
    /// Control characters are left out, and in xlsx what is beyond 32,767 UTF-16 units, the most that a cell holds.
    Text(Cow<'a, str>),
    /// Beyond 15 digits, which a spreadsheet would round, it becomes text in xlsx.
    Number(i64),
    /// Before March 1900, which spreadsheets count wrongly, it becomes text in xlsx.
    Date(Date),
}

impl<'a> From<&'a str> for ListValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for ListValue<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for ListValue<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for ListValue<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl<'a, T: Into<ListValue<'a>>> From<Option<T>> for ListValue<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A table with its sheet.
#[derive(Debug, Clone)]
pub struct AnnexTable {
    /// Of the sheet: at most 31 characters, none of `[ ] : * ? / \`.
    pub name: String,
    pub form: ListForm,
    pub rows: Vec<AnnexRow>,
    /// Below the table.
    pub notes: Vec<String>,
}

/// A row of a table; those of figures have one value for each column of its form.
#[derive(Debug, Clone)]
pub enum AnnexRow {
    /// A heading over the whole width.
    Section(String),
    /// Numbered from 1.
    Plain(Vec<ListValue<'static>>),
    /// "Tổng cộng"; the first value is left empty.
    Total(Vec<ListValue<'static>>),
}
