//! What the script sends in the field `passkey`: JSON with the bytes of the authenticator in base64url.

use camket_domain::accounts::factor::FactorFault;
use camket_domain::accounts::passkey_answer::{SentAssertion, SentAttestation};
use camket_shell::form::Form;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;

pub(super) const FIELD: &str = "passkey";
/// Characters of the field.
const MAX_LENGTH: usize = 32 * 1024;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssertionJson {
    id: String,
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    user_handle: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AttestationJson {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    attestation_object: String,
}

/// Reads an answer in place of a code; `held` is the cookie of the session or of the log-in. Records what is wrong.
pub(super) fn parse_assertion(form: &mut Form, held: &str) -> Option<SentAssertion> {
    let read = read(form).and_then(|sent: AssertionJson| {
        Some(SentAssertion {
            held: held.to_owned(),
            credential: decode(&sent.id)?,
            client_data: decode(&sent.client_data)?,
            authenticator_data: decode(&sent.authenticator_data)?,
            signature: decode(&sent.signature)?,
            user_handle: match &sent.user_handle {
                Some(handle) => Some(decode(handle)?),
                None => None,
            },
        })
    });
    require(form, read)
}

/// Reads the answer with a new passkey, and records what is wrong.
pub(super) fn parse_attestation(form: &mut Form) -> Option<SentAttestation> {
    let read = read(form).and_then(|sent: AttestationJson| {
        let client_data = decode(&sent.client_data)?;
        Some(SentAttestation { client_data, attestation_object: decode(&sent.attestation_object)? })
    });
    require(form, read)
}

fn read<T: for<'a> Deserialize<'a>>(form: &Form) -> Option<T> {
    let text = form.text(FIELD);
    (text.len() <= MAX_LENGTH).then(|| serde_json::from_str(text).ok())?
}

fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

fn require<T>(form: &mut Form, read: Option<T>) -> Option<T> {
    if read.is_none() {
        form.fail(FIELD, &format!("codes-error-{}", FactorFault::PasskeyWrong.code()));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_or_not_at_all() {
        let whole = r#"{"id":"AQ","clientDataJSON":"Ag","authenticatorData":"Aw","signature":"BA","userHandle":"BQ"}"#;
        let mut form = Form::from_fields([(FIELD, whole)]);
        let sent = parse_assertion(&mut form, "cookie").unwrap();
        assert_eq!((sent.credential, sent.client_data), (vec![1], vec![2]));
        assert_eq!((sent.authenticator_data, sent.signature), (vec![3], vec![4]));
        assert_eq!((sent.user_handle, sent.held.as_str()), (Some(vec![5]), "cookie"));
        let without_handle = whole.replace(r#","userHandle":"BQ""#, "");
        let mut form = Form::from_fields([(FIELD, without_handle)]);
        assert_eq!(parse_assertion(&mut form, "").unwrap().user_handle, None);
        let long = whole.replace("AQ", &"A".repeat(MAX_LENGTH));
        for odd in
            ["", "{}", "[]", &whole.replace("\"AQ\"", "\"A+\""), &whole.replace("\"BQ\"", "\"=\""), &long]
        {
            let mut form = Form::from_fields([(FIELD, odd)]);
            assert_eq!(parse_assertion(&mut form, ""), None, "{odd}");
            let error = form.error(FIELD).map(|error| error.key().to_owned());
            assert_eq!(error.as_deref(), Some("codes-error-factor-passkey-wrong"));
        }
        let mut form = Form::from_fields([(FIELD, r#"{"clientDataJSON":"Ag","attestationObject":"Aw"}"#)]);
        assert_eq!(parse_attestation(&mut form).unwrap().attestation_object, [3]);
    }
}
