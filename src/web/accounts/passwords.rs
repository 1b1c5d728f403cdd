//! Reading passwords and one-time codes from forms. None of them is ever sent back to the browser.

use camket_domain::accounts::factor::{FactorFault, RecoveryCode, TypedFactor};
use camket_domain::accounts::password::Password;

use super::passkey_answers;
use camket_shell::form::Form;

/// Reads a new password and records what is wrong with it.
pub(crate) fn parse_new_password(form: &mut Form, field: &str) -> Option<Password> {
    if form.raw(field).is_empty() {
        form.fail_about(field, "errors-required", "accounts-password-what", &[]);
        return None;
    }
    let parsed = Password::parse(form.raw(field));
    parsed.map_err(|error| form.fail(field, &format!("codes-error-{error}"))).ok()
}

/// Reads the present password. Only an empty one is an error.
pub(crate) fn parse_present_password(form: &mut Form, field: &str) -> Option<String> {
    let typed = form.raw(field).to_owned();
    if typed.is_empty() {
        form.fail_about(field, "errors-required", "accounts-password-what", &[]);
    }
    Some(typed).filter(|typed| !typed.is_empty())
}

/// Reads the six digits of a one-time code; spaces, `-` and `.` between them are allowed.
pub(super) fn parse_one_time_code(form: &mut Form) -> Option<String> {
    let typed = form.require_text("code", "accounts-code-what")?;
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(digits);
    }
    form.fail("code", "accounts-code-form");
    None
}

/// Reads a second factor: the answer of a passkey, the code of the app, or a recovery code in a field of its own or in that of the
/// code. `held` is the cookie of the session or of the log-in that a passkey was asked for.
pub(super) fn parse_factor(form: &mut Form, held: &str) -> Option<TypedFactor> {
    if form.optional(passkey_answers::FIELD).is_some() {
        return passkey_answers::parse_assertion(form, held).map(|sent| TypedFactor::Passkey(Box::new(sent)));
    }
    let field = if form.optional("recovery").is_some() { "recovery" } else { "code" };
    let typed = form.require_text(field, "accounts-factors-code-what")?;
    let parsed = match field {
        "recovery" => RecoveryCode::parse(&typed).map(TypedFactor::Recovery).ok_or(FactorFault::Form),
        _ => TypedFactor::parse(&typed),
    };
    parsed.map_err(|fault| form.fail(field, &format!("codes-error-{}", fault.code()))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_six_digits() {
        for (typed, read) in [
            ("123456", Ok("123456")),
            (" 123 456 ", Ok("123456")),
            ("123-456", Ok("123456")),
            ("", Err("errors-required")),
            ("12345", Err("accounts-code-form")),
            ("12345a", Err("accounts-code-form")),
            ("１２３４５６", Err("accounts-code-form")),
        ] {
            let mut form = Form::from_fields([("code", typed)]);
            let code = parse_one_time_code(&mut form);
            assert_eq!(code.as_deref(), read.ok(), "{typed}");
            assert_eq!(form.error("code").map(|error| error.key().to_owned()).as_deref(), read.err());
        }
    }

    #[test]
    fn passwords_keep_their_spaces_and_their_rule() {
        for (typed, error) in [
            ("  biển xanh  ", None),
            ("", Some("errors-required")),
            ("ngắn", Some("codes-error-password-short")),
            ("matkhau123", Some("codes-error-password-common")),
        ] {
            let mut form = Form::from_fields([("password", typed)]);
            let password = parse_new_password(&mut form, "password");
            let read = error.is_none().then_some(typed);
            assert_eq!(password.as_ref().map(Password::expose), read, "{typed}");
            assert_eq!(form.error("password").map(|error| error.key().to_owned()).as_deref(), error);
        }
        assert_eq!(
            parse_present_password(&mut Form::from_fields([("current", " a ")]), "current").as_deref(),
            Some(" a ")
        );
        assert_eq!(parse_present_password(&mut Form::new(), "current"), None);
    }

    #[test]
    fn a_second_factor_is_read_from_either_field() {
        let read = |code: &str, recovery: &str| {
            let mut form = Form::from_fields([("code", code), ("recovery", recovery)]);
            let typed = parse_factor(&mut form, "");
            let error = |field| form.error(field).map(|error| error.key().to_owned());
            (typed, error("code"), error("recovery"))
        };
        let wrong = Some("codes-error-factor-code-form".to_owned());
        assert!(matches!(read("123 456", ""), (Some(TypedFactor::App(_)), None, None)));
        assert!(matches!(read("", "0123-4567-89ab-cdef"), (Some(TypedFactor::Recovery(_)), None, None)));
        assert!(matches!(read("0123-4567-89ab-cdef", ""), (Some(TypedFactor::Recovery(_)), None, None)));
        assert_eq!(read("12345", ""), (None, wrong.clone(), None));
        assert_eq!(read("", "123456"), (None, None, wrong));
        assert_eq!(read("", ""), (None, Some("errors-required".to_owned()), None));
        let mut form = Form::from_fields([("code", "123456"), ("passkey", "{}")]);
        assert_eq!(parse_factor(&mut form, ""), None);
        assert!(form.error("passkey").is_some() && form.error("code").is_none());
    }
}
