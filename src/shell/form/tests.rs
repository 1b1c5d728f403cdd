use super::*;
use crate::l10n::Lang;

#[test]
fn vietnamese_text_and_repeated_fields_are_read() {
    let form = Form::parse(b"name=Kh%C3%A1ch+s%E1%BA%A1n+&job=a&job=b&empty=&bare&bad=%zz%4");
    assert_eq!(form.text("name"), "Khách sạn");
    assert_eq!(form.raw("name"), "Khách sạn ");
    assert_eq!(form.all("job"), ["a", "b"]);
    assert!(form.checked("job", "b") && !form.checked("job", "c"));
    assert_eq!(form.optional("empty"), None);
    assert_eq!(form.text("bad"), "%zz%4");
    assert_eq!(form.text("absent"), "");
}

#[test]
fn broken_text_and_line_ends_do_no_harm() {
    let form = Form::parse(b"note=a%0D%0Ab&broken=%FF&phone=%2B84+9&pair=a=b&=nameless");
    assert_eq!(form.text("note"), "a\nb");
    assert_eq!(form.text("broken"), "\u{FFFD}");
    assert_eq!((form.text("phone"), form.text("pair"), form.text("")), ("+84 9", "a=b", "nameless"));
}

#[test]
fn invisible_marks_are_removed_from_every_field_but_passwords() {
    let mark = "%E2%80%AD";
    let body =
        format!("phone={mark}0912%C2%A0345%E2%80%AC&job={mark}a&job=b{mark}&password={mark}x&current=%C2%A0");
    let form = Form::parse(body.as_bytes());
    assert_eq!(form.raw("phone"), "0912 345");
    assert_eq!(form.all("job"), ["a", "b"]);
    assert_eq!((form.raw("password"), form.raw("current")), ("\u{202D}x", "\u{A0}"));
}

#[test]
fn a_secret_is_read_but_never_shown_again() {
    let form = Form::parse(b"password=hunter2").with_secret_fields(&["password"]);
    assert_eq!(form.raw("password"), "hunter2");
    assert_eq!(form.value("password"), "");
    assert!(!form.checked("password", "hunter2"));
    assert!(!format!("{form:?}").contains("hunter2"));
}

#[test]
fn only_the_first_error_of_a_field_counts() {
    let mut form = Form::new();
    assert_eq!(form.require_text("name", "shell-name"), None);
    form.fail_with("name", "errors-too-long", &[("max", &80)]);
    assert_eq!(form.errors().len(), 1);
    assert_eq!(form.error("name").map(FieldError::key), Some("errors-required"));
    assert_eq!(form.errors()[0].message(Lang::Vi), "Hãy ghi Camket");
}

#[test]
fn a_refused_field_is_named_and_gives_the_status() {
    use camket_app::InputProblem;
    let mut form = Form::from_fields([("key", "old")]);
    assert_eq!((form.status(), form.require_success(Ok(7)).unwrap()), (StatusCode::OK, Some(7)));
    let refused = form.require_success::<()>(Err(AppError::invalid("login", InputProblem::LoginTaken)));
    assert_eq!((refused.unwrap(), form.status()), (None, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(form.list_errors(), [("login".to_owned(), "codes-error-login-taken".to_owned())]);
    let fresh = uuid::Uuid::from_u128(7);
    assert!(form.require_success::<()>(Err(AppError::KeyReused { fresh })).unwrap().is_none());
    assert_eq!((form.status(), form.text("key")), (StatusCode::CONFLICT, fresh.to_string().as_str()));
    assert!(form.require_success::<()>(Err(AppError::Conflict)).is_err(), "of no field");
}

#[tokio::test]
async fn a_form_of_too_many_fields_is_refused_before_they_are_read() {
    let send = async |count: usize| {
        let body = vec!["a=b"; count].join("&");
        Form::from_request(Request::new(body.into()), &()).await.map_err(|refused| refused.status())
    };
    assert_eq!(send(MAX_FIELDS).await.unwrap().all("a").len(), MAX_FIELDS);
    assert_eq!(send(MAX_FIELDS + 1).await.unwrap_err(), axum::http::StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(Form::parse("a=b&".repeat(24_000).as_bytes()).all("a").len(), MAX_FIELDS, "as in an address");
}
