//! Vietnamese text of before Unicode: letters that look right only in certain fonts.
//!
//! TCVN3 (fonts .VnTime) gives each letter one code, VNI (VNI-Times) writes a vowel and then a mark. A spreadsheet stores
//! these codes as Latin letters: "B¸o c¸o", "Baùo caùo" for "Báo cáo". The name of the font is no proof, so signs are
//! counted that neither Unicode Vietnamese nor other languages have at such places.

mod tcvn3;
mod vni;

/// An encoding of before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegacyEncoding {
    Tcvn3,
    Vni,
}

/// The encoding of a text, if it has a sure sign of one.
pub(super) fn detect(text: &str) -> Option<LegacyEncoding> {
    if text.is_ascii() || is_unicode_vietnamese(text) {
        return None;
    }
    let (tcvn3, vni) = (tcvn3::count_signs(text), vni::count_signs(text));
    match tcvn3.max(vni) {
        0 => None,
        most if most == tcvn3 => Some(LegacyEncoding::Tcvn3),
        _ => Some(LegacyEncoding::Vni),
    }
}

/// Whether a text has Vietnamese letters that only Unicode has, composed or not.
pub(super) fn is_unicode_vietnamese(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(
            c,
            'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'
        ) || matches!(c, '\u{300}'..='\u{303}' | '\u{306}' | '\u{309}' | '\u{31B}' | '\u{323}')
    })
}

/// The text in Unicode.
pub(super) fn convert(text: &str, encoding: LegacyEncoding) -> String {
    match encoding {
        LegacyEncoding::Tcvn3 => tcvn3::convert(text),
        LegacyEncoding::Vni => vni::convert(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_are_converted() {
        use LegacyEncoding::{Tcvn3, Vni};
        for (text, encoding, expected) in [
            ("B¸o c¸o", Tcvn3, "Báo cáo"),
            ("Céng hßa x· héi chñ nghÜa ViÖt Nam", Tcvn3, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            ("§éc lËp - Tù do - H¹nh phóc", Tcvn3, "Độc lập - Tự do - Hạnh phúc"),
            ("Tr\u{AD}êng V¨n H\u{AD}ng", Tcvn3, "Trường Văn Hưng"),
            ("KH¸CH S¹N Hµ NéI", Tcvn3, "KHÁCH SẠN Hà NỘI"),
            ("®Æng thÞ mü", Tcvn3, "đặng thị mỹ"),
            ("Baùo caùo", Vni, "Báo cáo"),
            ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Vni, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            ("Ñoäc laäp - Töï do - Haïnh phuùc", Vni, "Độc lập - Tự do - Hạnh phúc"),
            ("Tröôøng Vaên Höng", Vni, "Trường Văn Hưng"),
            ("KHAÙCH SAÏN HAØ NOÄI", Vni, "KHÁCH SẠN HÀ NỘI"),
            ("ñaëng thò myõ", Vni, "đặng thị mỹ"),
        ] {
            assert_eq!(
                (detect(text), convert(text, encoding).as_str()),
                (Some(encoding), expected),
                "{text}"
            );
        }
    }

    #[test]
    fn other_texts_have_no_sign() {
        for text in [
            "Nhà nghỉ Hoa Sen",
            "Khách sạn «Sen» 50 m² · tầng 2",
            "Hòa",
            "cà phê",
            "toán hoà hoãn",
            "Peña José Müller Björk Zoë François",
            "© 2026 Samsung® 1½ 20°C 5 µm",
            "Ho\u{300}a",
            "CTY TNHH ĐÊM MÀU HỒNG",
            "CÔNG TY LÊ GIA",
        ] {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}
