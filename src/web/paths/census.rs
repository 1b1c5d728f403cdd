//! The census: lists, entries, and which venue each entry is.

use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_shell::paths;

paths! {
    CENSUS_PATTERNS;
    /// The lists.
    Census = "/census";
    /// Begins a list that officers walk.
    NewCensusList = "/census/new";
    CensusList(list: CensusListId) = "/census/lists/{list}";
    /// Adds an entry to a list.
    NewCensusEntry(list: CensusListId) = "/census/lists/{list}/new";
    /// The entries of all lists; POST searches, so that no personal number appears in an address.
    CensusEntries = "/census/entries";
    CensusEntry(entry: CensusEntryId) = "/census/entries/{entry}";
    EditCensusEntry(entry: CensusEntryId) = "/census/entries/{entry}/edit";
    /// POST only: the venue was reached.
    ContactCensusEntry(entry: CensusEntryId) = "/census/entries/{entry}/contact";
    /// Leaves an entry out of the count; of a proposal: declines it.
    ExcludeCensusEntry(entry: CensusEntryId) = "/census/entries/{entry}/exclude";
    /// POST only: the venue operates again.
    ReturnCensusEntry(entry: CensusEntryId) = "/census/entries/{entry}/return";
    /// POST only: takes back the last step.
    UndoCensusEntry(entry: CensusEntryId) = "/census/entries/{entry}/undo";
    /// POST only: accepts a proposal.
    AcceptCensusEntry(entry: CensusEntryId) = "/census/entries/{entry}/accept";
    /// An entry beside the venues that it may be; POST decides.
    CompareCensusEntry(entry: CensusEntryId) = "/census/entries/{entry}/match";
    /// The venue of an entry is searched in the register.
    FindVenueOfEntry(entry: CensusEntryId) = "/census/entries/{entry}/venues";
    /// POST only: takes back that an entry and a venue are not the same.
    UndoCensusDifference(entry: CensusEntryId) = "/census/entries/{entry}/together";
    /// Entries with candidates; POST confirms several sure ones.
    CensusMatches = "/census/matches";
    /// POST only: computes candidates now.
    RefreshCensusMatches = "/census/matches/refresh";
}
