//! Import of census lists.

use camket_domain::ids::{CensusListId, CensusUploadId};
use camket_shell::paths;

paths! {
    CENSUS_IMPORT_PATTERNS;
    /// The first step: the file; and what was imported before.
    CensusImport = "/census/import";
    /// The second step: tables and columns.
    CensusUpload(upload: CensusUploadId) = "/census/import/{upload}";
    /// The third step: what the import would change. POST answers its questions.
    CensusPreview(upload: CensusUploadId) = "/census/import/{upload}/preview";
    /// The cells to correct, as a file.
    CensusProblems(upload: CensusUploadId) = "/census/import/{upload}/problems.xlsx";
    /// How far the import is, as JSON.
    CensusImportProgress(upload: CensusUploadId) = "/census/import/{upload}/progress";
    ImportCensusList(upload: CensusUploadId) = "/census/import/{upload}/import";
    DiscardCensusUpload(upload: CensusUploadId) = "/census/import/{upload}/discard";
    /// Asks once before an import is undone; POST undoes it.
    UndoCensusImport(list: CensusListId) = "/census/lists/{list}/undo";
}
