//! Keyset pagination: stable while rows are added and removed, and as fast on the last page as on the first.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

/// Rows on one page.
pub const PAGE_SIZE: u64 = 25;

/// The position after which a page starts: the last row of the page before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cursor {
    /// Time by which the list is ordered (UTC).
    pub at: OffsetDateTime,
    /// The row's id, for rows of the same time.
    pub id: Uuid,
}

impl Cursor {
    /// Text for a link: microseconds since 1970 and id.
    pub fn encode(&self) -> String {
        format!("{}.{}", self.at.unix_timestamp_nanos() / 1000, self.id.simple())
    }

    /// The cursor that `text` encodes; `None` for any other text.
    pub fn decode(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('.')?;
        let nanos = micros.parse::<i64>().ok().map(i128::from)?.checked_mul(1000)?;
        let at = OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?;
        Some(Self { at, id: Uuid::parse_str(id).ok()? })
    }
}

/// One page of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paged<T> {
    /// The rows, at most [`PAGE_SIZE`].
    pub items: Vec<T>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
}

impl<T> Paged<T> {
    /// Builds a page. The query loads one row more than [`PAGE_SIZE`], which shows whether another page follows.
    pub fn from_rows(mut rows: Vec<T>, place: impl Fn(&T) -> Cursor) -> Self {
        let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(place) } else { None };
        Self { items: rows, next }
    }
}

/// How many rows a list has, counted up to a bound, so that a page costs as much in a register of a million venues.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoundedCount {
    Exact(u64),
    /// So many were found before the count ended.
    AtLeast(u64),
}

impl BoundedCount {
    /// The rows that were counted.
    pub const fn counted(self) -> u64 {
        match self {
            Self::Exact(count) | Self::AtLeast(count) => count,
        }
    }
}

impl Default for BoundedCount {
    fn default() -> Self {
        Self::Exact(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text() {
        let cursor = Cursor {
            at: OffsetDateTime::from_unix_timestamp_nanos(1_700_000_000_123_456_000).unwrap(),
            id: Uuid::from_u128(7),
        };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        for bad in ["", ".", "1", "x.y", "99999999999999999999.0", "9223372036854775807.0"] {
            assert_eq!(Cursor::decode(bad), None, "{bad}");
        }
    }
}
