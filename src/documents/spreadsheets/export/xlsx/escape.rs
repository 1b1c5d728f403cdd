//! Text of cells in XML.

/// Most UTF-16 units of a cell; a file with more is called damaged.
const MAX_CELL_UNITS: usize = 32_767;

/// Adds text to XML: without what XML 1.0 does not allow, line breaks as LF, cut at the most that a cell holds.
pub(super) fn push_escaped(xml: &mut String, text: &str) {
    let mut units = 0;
    let mut previous = '\0';
    for (at, character) in text.char_indices() {
        let ends_break = previous == '\r' && character == '\n';
        previous = character;
        let character = if character == '\r' { '\n' } else { character };
        if ends_break || !is_allowed(character) {
            continue;
        }
        units += character.len_utf16();
        if units > MAX_CELL_UNITS {
            return;
        }
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            // Also for "]]>", which may not be in text.
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // Spreadsheets read "_x0041_" as "A" (ECMA-376 part 1, 22.9.2.19).
            '_' if is_character_code(&text[at..]) => xml.push_str("_x005F_"),
            other => xml.push(other),
        }
    }
}

fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n')
        || (!character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}'))
}

fn is_character_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::{MAX_CELL_UNITS, push_escaped};

    fn escape(text: &str) -> String {
        let mut xml = String::new();
        push_escaped(&mut xml, text);
        xml
    }

    #[test]
    fn markup_and_codes_are_text() {
        assert_eq!(escape("a < b & ]]> \"c\""), "a &lt; b &amp; ]]&gt; &quot;c&quot;");
        assert_eq!(escape("_x0041_ _x_ _x004"), "_x005F_x0041_ _x_ _x004");
        assert_eq!(escape("Hòa _xĐ041_"), "Hòa _xĐ041_");
    }

    #[test]
    fn line_breaks_are_one_and_other_control_characters_are_left_out() {
        assert_eq!(escape("a\r\nb\rc\nd\te"), "a\nb\nc\nd\te");
        assert_eq!(escape("\r\n\r\n"), "\n\n");
        assert_eq!(escape("a\0b\u{1B}c\u{7F}d\u{85}e\u{FFFE}f\u{FFFF}"), "abcdef");
    }

    #[test]
    fn a_cell_is_cut_at_its_limit() {
        assert_eq!(escape(&"ệ".repeat(MAX_CELL_UNITS + 1)).chars().count(), MAX_CELL_UNITS);
        // Two units each, and none is halved.
        assert_eq!(escape(&"😀".repeat(MAX_CELL_UNITS)).chars().count(), MAX_CELL_UNITS / 2);
    }
}
