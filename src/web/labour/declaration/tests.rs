//! The worker form: valid input is parsed, each invalid field is named, a filled form parses back to the same values.

use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::WorkerIdentity;
use camket_domain::sealed::SealedNumber;
use time::macros::{date, datetime};
use uuid::Uuid;

use super::*;

const CONTEXT: DeclarationContext =
    DeclarationContext { kind: VenueKind::Hotel, on_file: None, today: date!(2026 - 11 - 23) };

fn typed_form(changes: &[(&'static str, &str)]) -> Form {
    let mut form = Form::from_fields([
        ("name", " Trần  Văn An "),
        ("sex", "male"),
        ("born_on", "5/1/1990"),
        ("paper", "personal"),
        ("number", "058 090 001 234"),
        ("nationality", "Việt Nam"),
        ("residence", "Phường Phan Rang, tỉnh Khánh Hòa"),
        ("position", "Lễ tân"),
        ("customer_facing", "yes"),
        ("group", "other"),
        ("contract", "fixed"),
        ("started_on", "1/3/2025"),
        ("ends_on", "28/2/2027"),
        ("health_check_on", "1/10/2026"),
        ("wage", "7.000.000 đồng"),
    ]);
    for (field, value) in changes {
        form.set(field, *value);
    }
    form
}

#[test]
fn valid_forms_are_parsed() {
    let declared = parse(&mut typed_form(&[]), CONTEXT).unwrap();
    assert_eq!(declared.name, "Trần Văn An");
    assert_eq!(declared.number, IdNumberInput::Personal(PersonalId::parse("058090001234").unwrap()));
    assert_eq!(declared.job.ends_on, Some(date!(2027 - 02 - 28)));
    assert_eq!((declared.health_check_on, declared.pledged_on), (Some(date!(2026 - 10 - 01)), None));
    assert_eq!(declared.book, LabourBook { wage: "7.000.000 đồng".into(), ..LabourBook::default() });
    let foreigner = [("paper", "passport"), ("number", "c1234567"), ("nationality", "Lào")];
    let declared = parse(&mut typed_form(&foreigner), CONTEXT).unwrap();
    assert_eq!(declared.number, IdNumberInput::Passport(Passport::parse("C1234567").unwrap()));
}

#[test]
fn each_wrong_field_is_named() {
    let long = "ă".repeat(MAX_TEXT_CHARS + 1);
    let cases = [
        ("name", "", "errors-required"),
        ("name", long.as_str(), "errors-too-long"),
        ("sex", "", "errors-choose"),
        ("born_on", "31/2/1990", "errors-date-no-such-day"),
        ("born_on", "24/11/2026", "codes-error-worker-born-later"),
        ("born_on", "24/11/2008", "labour-under-age"),
        ("paper", "", "errors-choose"),
        ("number", "", "codes-error-personal-id-empty"),
        ("number", "123456789", "codes-error-personal-id-old-card"),
        ("nationality", " ", "errors-required"),
        ("residence", "", "errors-required"),
        ("position", "", "errors-required"),
        ("customer_facing", "", "errors-choose"),
        ("group", "boss", "errors-choose"),
        ("qualification", long.as_str(), "errors-too-long"),
        ("contract", "oral", "errors-choose"),
        ("started_on", "", "errors-required"),
        ("ends_on", "", "codes-error-contract-end-missing"),
        ("ends_on", "2/3/2028", "codes-error-contract-fixed-too-long"),
        ("ends_on", "hết năm", "errors-date"),
        ("health_check_on", "1/12/2026", "codes-error-worker-health-check-later"),
        ("pledged_on", "1/12/2026", "codes-error-worker-pledged-later"),
        ("wage", long.as_str(), "errors-too-long"),
    ];
    for (field, value, key) in cases {
        let mut form = typed_form(&[(field, value)]);
        assert!(parse(&mut form, CONTEXT).is_none(), "{field} {value}");
        let found: Vec<_> = form.errors().iter().map(|error| (error.field(), error.key())).collect();
        assert_eq!(found, [(field, key)], "{value}");
    }
}

#[test]
fn a_work_permit_is_of_a_foreigner_and_whole() {
    let typed = |nationality, kind, number, until| {
        let fields = [
            ("nationality", nationality),
            ("permit", kind),
            ("permit_number", number),
            ("permit_until", until),
        ];
        let mut form = typed_form(&fields);
        let declared = parse(&mut form, CONTEXT);
        let errors: Vec<_> =
            form.errors().iter().map(|error| (error.field().to_owned(), error.key().to_owned())).collect();
        (declared.and_then(|declared| declared.permit), errors)
    };
    let fails = |field: &str, key: &str| (None, vec![(field.to_owned(), key.to_owned())]);
    assert_eq!(typed("Lào", "", "", ""), (None, Vec::new()), "asked for, but it holds nothing back");
    let (exempt, errors) = typed("Lào", "exemption", "", "");
    assert!(exempt.is_some() && errors.is_empty());
    assert_eq!(typed("Lào", "", "12/2026", ""), fails("permit", "errors-choose"));
    assert_eq!(
        typed("Lào", "permit", "", "1/3/2027"),
        fails("permit_number", "codes-error-permit-number-missing")
    );
    assert_eq!(
        typed("Lào", "permit", "12/2026", ""),
        fails("permit_until", "codes-error-permit-end-missing")
    );
    assert_eq!(
        typed("Lào", "permit", "12/2026", "1/3/2029"),
        fails("permit_until", "codes-error-permit-too-long")
    );
    assert_eq!(
        typed("Lào", "permit", "12/2026", "31/2/2027"),
        fails("permit_until", "errors-date-no-such-day")
    );
    assert_eq!(
        typed("Việt Nam", "permit", "12/2026", "1/3/2027"),
        fails("permit", "codes-error-permit-unwanted")
    );
}

#[test]
fn a_number_on_file_need_not_be_typed_again() {
    let on_file = DeclarationContext { on_file: Some(IdDocumentKind::Personal), ..CONTEXT };
    assert_eq!(parse(&mut typed_form(&[("number", "")]), on_file).unwrap().number, IdNumberInput::OnFile);
    let mut other_paper = typed_form(&[("number", ""), ("paper", "passport")]);
    assert!(parse(&mut other_paper, on_file).is_none());
    assert_eq!(other_paper.errors()[0].key(), "codes-error-passport-empty");
}

#[test]
fn a_filled_form_parses_to_the_same_declaration() {
    let typed = [
        ("pledged_on", "2/3/2025"),
        ("nationality", "Lào"),
        ("permit", "permit"),
        ("permit_number", "12/2026"),
        ("permit_until", "1/3/2027"),
    ];
    let declared = parse(&mut typed_form(&typed), CONTEXT).unwrap();
    assert_eq!(declared.permit.as_ref().and_then(|permit| permit.until), Some(date!(2027 - 03 - 01)));
    let number = SealedNumber { sealed: vec![], fingerprint: String::new(), last4: "1234".into() };
    let worker = Worker {
        id: WorkerId(Uuid::nil()),
        venue: VenueId(Uuid::nil()),
        person: WorkerIdentity {
            name: declared.name.clone(),
            sex: declared.sex,
            born_on: declared.born_on,
            nationality: declared.nationality.clone(),
            residence: declared.residence.clone(),
            paper: IdDocumentKind::Personal,
            number,
        },
        job: declared.job.clone(),
        health_check_on: declared.health_check_on,
        pledged_on: declared.pledged_on,
        permit: declared.permit.clone(),
        book: declared.book.clone(),
        created_at: datetime!(2026-11-23 08:00 UTC),
        version: 3,
    };
    let mut form = build_form(&worker);
    assert_eq!(form.text("version"), "3");
    let again =
        parse(&mut form, DeclarationContext { on_file: Some(IdDocumentKind::Personal), ..CONTEXT }).unwrap();
    assert_eq!(again, WorkerDeclaration { number: IdNumberInput::OnFile, ..declared });
}
