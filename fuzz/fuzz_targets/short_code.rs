//! Any text as a short code, typed or in one of our addresses.

#![no_main]

use camket_credential::parsed_code::{ParsedCode, parse, parse_segment};
use camket_domain::certificates::ShortCode;
use libfuzzer_sys::fuzz_target;

const OURS: &str = "https://camket.example.vn";

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let parsed = ShortCode::parse(&text);
    if let Ok(code) = &parsed {
        // The printed form parses to the same code, which has only letters and digits.
        assert_eq!(ShortCode::parse(&code.to_string()).as_ref(), Ok(code));
        assert!(code.as_str().len() == 10 && code.as_str().bytes().all(|b| b.is_ascii_alphanumeric()));
        // Every single wrong character is detected.
        for place in 0..10 {
            let mut bent = code.as_str().as_bytes().to_vec();
            bent[place] = if bent[place] == b'7' { b'8' } else { b'7' };
            // Only ASCII was put in.
            assert!(ShortCode::parse(std::str::from_utf8(&bent).expect("ASCII")).is_err());
        }
    }
    assert_eq!(matches!(parse(OURS, &text), ParsedCode::ShortCode(_)), parsed.is_ok() || text.starts_with(OURS) && in_address(&text));
    let _ = parse_segment(&text);
});

fn in_address(text: &str) -> bool {
    text.strip_prefix("https://camket.example.vn/v/").is_some_and(|word| matches!(parse_segment(word), ParsedCode::ShortCode(_)) && !word.contains(' ') && word.is_ascii())
}
