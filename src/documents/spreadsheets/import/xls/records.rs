//! The stream of records.

use crate::spreadsheets::import::error::ImportError;

/// Kinds of records ([MS-XLS] 2.3).
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000A;
    pub(in super::super) const DATE_MODE: u16 = 0x0022;
    pub(in super::super) const FILE_PASS: u16 = 0x002F;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const CODE_PAGE: u16 = 0x0042;
    pub(in super::super) const BOUND_SHEET: u16 = 0x0085;
    pub(in super::super) const MUL_RK: u16 = 0x00BD;
    pub(in super::super) const RICH_LABEL: u16 = 0x00D6;
    pub(in super::super) const XF: u16 = 0x00E0;
    pub(in super::super) const MERGED_CELLS: u16 = 0x00E5;
    pub(in super::super) const SST: u16 = 0x00FC;
    pub(in super::super) const LABEL_SST: u16 = 0x00FD;
    pub(in super::super) const SUP_BOOK: u16 = 0x01AE;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOL_ERR: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const BOF: u16 = 0x0809;
}

#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    /// The data of the next record, if it continues the last one.
    pub(super) fn next_continuation(&mut self) -> Option<&'a [u8]> {
        let before = self.rest;
        let next = self.next()?;
        if next.kind == kind::CONTINUE {
            return Some(next.data);
        }
        self.rest = before;
        None
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    /// A record that is cut off ends the stream.
    fn next(&mut self) -> Option<Record<'a>> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([head[2], head[3]])))?;
        self.rest = rest;
        Some(Record { kind: u16::from_le_bytes([head[0], head[1]]), data })
    }
}

impl<'a> Record<'a> {
    pub(super) fn bytes(&self, from: usize) -> Result<&'a [u8], ImportError> {
        self.data.get(from..).ok_or(ImportError::Damaged("record"))
    }

    pub(super) fn array<const N: usize>(&self, at: usize) -> Result<[u8; N], ImportError> {
        self.bytes(at)?.first_chunk().copied().ok_or(ImportError::Damaged("record"))
    }

    pub(super) fn u8(&self, at: usize) -> Result<u8, ImportError> {
        self.array(at).map(|[byte]| byte)
    }

    pub(super) fn u16(&self, at: usize) -> Result<u16, ImportError> {
        self.array(at).map(u16::from_le_bytes)
    }

    pub(super) fn u32(&self, at: usize) -> Result<u32, ImportError> {
        self.array(at).map(u32::from_le_bytes)
    }

    pub(super) fn f64(&self, at: usize) -> Result<f64, ImportError> {
        self.array(at).map(f64::from_le_bytes)
    }
}
