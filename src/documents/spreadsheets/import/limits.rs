//! Limits of what is read.

/// Most bytes of a file, as it is uploaded.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// The most that a file may have. Together they keep a reading below 300 MB and 3 s of a processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    pub file_bytes: usize,
    /// All parts of an archive that are unpacked.
    pub unpacked_bytes: usize,
    /// One part of an archive: it is in memory while it is read.
    pub part_bytes: usize,
    /// Unpacked bytes for one packed byte, of parts above 4 MiB. Sheets of real lists reach 30, deflate at most 1032.
    pub packing_ratio: usize,
    pub sheets: usize,
    /// Rows of one sheet, also without any value.
    pub rows: usize,
    pub columns: u32,
    /// Cells with a value, in all sheets.
    pub cells: usize,
    /// Characters of one cell; Excel allows no more either.
    pub cell_characters: usize,
    /// Bytes of all texts, with 32 for the administration of each.
    pub text_bytes: usize,
    /// Merged areas of one sheet.
    pub merged_areas: usize,
    /// Elements, texts and records that are looked at, in all parts: a cell has 5 to 7. It bounds the time.
    pub steps: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            file_bytes: MAX_FILE_BYTES,
            unpacked_bytes: 128 << 20,
            part_bytes: 64 << 20,
            packing_ratio: 200,
            sheets: 64,
            rows: 100_000,
            columns: 256,
            cells: 1_500_000,
            cell_characters: 32_767,
            text_bytes: 64 << 20,
            merged_areas: 65_536,
            steps: 20_000_000,
        }
    }
}
