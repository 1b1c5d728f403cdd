//! Columns as people name them: A, B, AA.

/// The letters of a column: 1 is A, 28 is AB.
#[must_use]
pub fn format_column(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::format_column;

    #[test]
    fn columns_are_counted_in_letters() {
        for (column, letters) in
            [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
        {
            assert_eq!(format_column(column), letters);
        }
    }
}
