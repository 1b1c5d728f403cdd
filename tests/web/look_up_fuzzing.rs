//! Fuzzing of the look-up: any bytes after `/v/` and in the API get a verdict or a refusal, never a server error.

use axum::http::Method;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const CASES: usize = 400;

/// Percent-encodes any bytes as one path segment.
fn encode_segment(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn any_bytes_get_an_answer() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let certificate = office.certifies(id, PHAN_RANG).await;
        let token = camket_credential::token::to_text(&certificate.issued_token.unwrap().token);
        let mut runner = TestRunner::new_with_rng(
            Config::default(),
            proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
        );
        let bytes = proptest::collection::vec(proptest::num::u8::ANY, 1..600);
        let text = "[A-Z2-7]{1,800}";
        // A valid token with a few changed letters reaches deeper code.
        let near = (0..token.len(), "[A-Z2-7]").prop_map({
            let token = token.clone();
            move |(place, letter)| format!("{}{letter}{}", &token[..place], &token[place + 1..])
        });
        let mut browser = office.browser();
        for case in 0..CASES {
            let given = match case % 3 {
                0 => encode_segment(&bytes.new_tree(&mut runner).unwrap().current()),
                1 => text.new_tree(&mut runner).unwrap().current(),
                _ => near.new_tree(&mut runner).unwrap().current(),
            };
            for path in [format!("/v/{given}"), format!("/api/v1/verify/{given}")] {
                let answer = browser.calls(Method::GET, &path, &[], "").await;
                let status = answer.status.as_u16();
                let fair = matches!(status, 200 | 400 | 404 | 414) && (status != 200 || given == token);
                assert!(fair, "{status} for {path}");
            }
        }
    });
}
