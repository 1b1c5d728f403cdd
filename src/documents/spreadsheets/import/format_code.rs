//! Whether a number is formatted as a date (ECMA-376 part 1, 18.8.30 and 18.8.31).

/// Whether a format that every workbook has is one of a date.
pub(super) fn is_builtin_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format code is one of a date: a letter of day, month, year, hour or second outside quotes, brackets and
/// escapes, before the first ";".
pub(super) fn is_date_code(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => return false,
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.by_ref().find(|end| *end == '"')),
            // [Red], [$-42A], [>100]; but [h] is a duration, which is no date either.
            '[' => drop(characters.by_ref().find(|end| *end == ']')),
            'G' | 'g' if code.to_ascii_lowercase().contains("general") => return false,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_numbers() {
        for code in
            ["dd/mm/yyyy", "[$-42A]d/m/yy;@", "yyyy\\-mm\\-dd", "\"ngày\" dd", "mmm-yy", "h:mm", "[Red]dd/mm"]
        {
            assert!(is_date_code(code), "{code}");
        }
        for code in
            ["General", "0", "#,##0.00", "@", "0\"d\"", "\\d0", "[Red]0;dd", "#,##0_d", "0.00E+00", "[h]"]
        {
            assert!(!is_date_code(code), "{code}");
        }
        assert!(is_builtin_date(14) && !is_builtin_date(0) && !is_builtin_date(49));
    }
}
