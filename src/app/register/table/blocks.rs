//! Rows of bytes stored in sequence in a few large blocks, so that growing copies nothing.

/// Large enough that the allocator maps each block separately: unwritten pages take no memory.
const BLOCK_SIZE: usize = 64 << 20;

/// The rows; a row is found by its offset.
#[derive(Debug)]
pub(super) struct RowBlocks {
    size: usize,
    all: Vec<Vec<u8>>,
}

impl Default for RowBlocks {
    fn default() -> Self {
        Self::with_block_size(BLOCK_SIZE)
    }
}

impl RowBlocks {
    pub(super) fn with_block_size(size: usize) -> Self {
        Self { size, all: Vec::new() }
    }

    /// Adds a row and returns its offset; `None` beyond 4 GiB, or for a row longer than a block.
    pub(super) fn push(&mut self, row: &[u8]) -> Option<u32> {
        if row.len() > self.size {
            return None;
        }
        if self.all.last().is_none_or(|block| block.len() + row.len() > self.size) {
            self.all.push(Vec::with_capacity(self.size));
        }
        let (number, block) = (self.all.len() - 1, self.all.last_mut()?);
        let place = u32::try_from(number * self.size + block.len()).ok()?;
        block.extend_from_slice(row);
        Some(place)
    }

    /// The bytes from the start of a row to the end of its block.
    pub(super) fn bytes_from(&self, place: u32) -> Option<&[u8]> {
        self.all.get(place as usize / self.size)?.get(place as usize % self.size..)
    }

    /// Total length in bytes.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.all.iter().map(Vec::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_in_whatever_block_they_are() {
        let mut blocks = RowBlocks::with_block_size(10);
        let places: Vec<_> = [b"aaaa", b"bbbb", b"cccc"].map(|row| blocks.push(row).unwrap()).into();
        assert_eq!(places, [0, 4, 10]);
        assert_eq!((blocks.bytes_from(4), blocks.bytes_from(10)), (Some(&b"bbbb"[..]), Some(&b"cccc"[..])));
        assert_eq!(blocks.bytes_from(20), None);
        assert_eq!(blocks.push(&[0; 11]), None);
        assert_eq!(blocks.len(), 12);
    }
}
