//! Which column of a sheet means what: the header is found by the words that such lists use, and every guess says why it was
//! made and can be changed.

mod header;
mod synonyms;
mod table;
mod words;

use std::collections::HashMap;

use super::SourceKind;
use crate::codes::codes;
use crate::text::fold_words;
pub use table::{StopRow, Table, build_table, find_tables};

/// Rows from the top of a sheet, or from the end of the table before, among which a header is searched.
pub const HEADER_SEARCH_ROWS: usize = 30;
/// Most rows of a header: groups of columns stand above their columns.
pub const MAX_HEADER_ROWS: usize = 3;
/// Most columns that are read; others have no meaning here.
pub const MAX_COLUMNS: usize = 100;

/// Most tables of one sheet.
pub const MAX_TABLES: usize = 20;

codes! {
    /// What a column of a list means.
    CensusColumn {
        /// STT.
        Number = "number",
        Name = "name",
        Kind = "kind",
        Address = "address",
        /// Seat of the business, used where no address of the venue is given.
        SeatAddress = "seat_address",
        /// Thôn, khu phố, tổ.
        Hamlet = "hamlet",
        Commune = "commune",
        TaxCode = "tax_code",
        /// Number of the business registration.
        Registration = "registration",
        /// Number of the certificate of security and order.
        SecurityNumber = "security_number",
        SecurityDate = "security_date",
        OwnerName = "owner_name",
        OwnerBirth = "owner_birth",
        OwnerId = "owner_id",
        Phone = "phone",
        Rooms = "rooms",
        Staff = "staff",
        FemaleStaff = "female_staff",
        Status = "status",
        /// Day of the last change of the status.
        StatusDate = "status_date",
        Note = "note",
        /// Known and not kept: capital, revenue, tax, residence and nationality of the owner.
        NotKept = "not_kept",
    }
}

impl CensusColumn {
    /// Whether several columns of one table may mean it. Their texts are joined.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Phone | Self::Note | Self::NotKept)
    }

    /// Whether a merged cell stands for each of its rows.
    pub fn is_filled_down(self) -> bool {
        matches!(self, Self::Commune | Self::Hamlet | Self::Kind | Self::Address | Self::Status)
    }
}

/// Why a column is taken for what it is.
#[derive(Clone, PartialEq, Debug)]
pub enum GuessEvidence {
    /// The header has these words, folded.
    Words(&'static str),
    /// The header is nearly these words: probably a typing error.
    Similar(&'static str),
    /// The header says nothing, but so many of the first cells fit.
    Contents {
        fitting: u32,
        of: u32,
    },
    /// An officer said so for an earlier file of this source.
    Remembered,
    /// An officer says so.
    Chosen,
    None,
}

/// One column with its header.
#[derive(Clone, PartialEq, Debug)]
pub struct ColumnGuess {
    /// From 1.
    pub column: u32,
    /// As the file has it; of several rows the lowest first.
    pub header: String,
    /// `None`: it is not read.
    pub meaning: Option<CensusColumn>,
    pub evidence: GuessEvidence,
}

/// What officers said of the headers of earlier files of one source, by folded header.
pub type RememberedColumns = HashMap<String, Option<CensusColumn>>;

impl ColumnGuess {
    /// The header by which a choice is remembered.
    pub fn remembered_as(&self) -> String {
        fold_words(&self.header)
    }

    fn guess(column: u32, header: String, source: SourceKind, remembered: &RememberedColumns) -> Self {
        let words = fold_words(&header);
        let (meaning, evidence) = match remembered.get(&words) {
            Some(meaning) if !words.is_empty() => (*meaning, GuessEvidence::Remembered),
            _ => synonyms::guess(&words, source),
        };
        Self { column, header, meaning, evidence }
    }
}
