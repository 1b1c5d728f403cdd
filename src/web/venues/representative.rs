//! The section "representative": the person who acts for the venue.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_domain::calendar::{BirthDate, age_on};
use camket_domain::census::EntryDetails;
use camket_domain::identifiers::{IdNumber, Passport, PassportError, PersonalId, PersonalIdError};
use camket_domain::labour::IdDocumentKind;
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;
use camket_domain::venues::{MIN_REPRESENTATIVE_AGE, Representative, Section, Venue};
use time::Date;

use super::section::{SectionFrame, SectionPage};
use crate::codes;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};

/// A foreigner has a passport, a citizen a personal number.
fn find_paper(person: &Representative) -> IdDocumentKind {
    if person.nationality.is_some() { IdDocumentKind::Passport } else { IdDocumentKind::Personal }
}

/// The representative must be an adult.
fn parse_born_on(form: &mut Form, today: Date) -> Option<BirthDate> {
    let born_on = form.require_birth("born_on", "venues-born-what")?;
    if born_on.latest() > today {
        form.fail_about("born_on", "errors-date-future", "venues-born-what", &[]);
        return None;
    }
    if age_on(born_on.latest(), today) < MIN_REPRESENTATIVE_AGE {
        form.fail("born_on", "venues-born-minor");
        return None;
    }
    Some(born_on)
}

/// The typed number; `Some(None)` keeps the one on file; `None` is an error.
fn parse_number(form: &mut Form, paper: IdDocumentKind, on_file: bool) -> Option<Option<IdNumber>> {
    let Some(typed) = form.optional("number") else {
        if !on_file {
            form.fail_about("number", "errors-required", "venues-number-what", &[]);
        }
        return on_file.then_some(None);
    };
    let read = match paper {
        IdDocumentKind::Personal => {
            PersonalId::parse(typed).map(IdNumber::Personal).map_err(PersonalIdError::code)
        }
        IdDocumentKind::Passport => {
            Passport::parse(typed).map(IdNumber::Passport).map_err(PassportError::code)
        }
    };
    read.map(Some).map_err(|code| form.fail("number", &format!("codes-error-{code}"))).ok()
}

#[derive(Template)]
#[template(path = "venues/representative.html")]
pub(super) struct RepresentativePage {
    page: Page,
    frame: SectionFrame,
    form: Form,
    papers: Vec<Choice>,
}

impl SectionPage for RepresentativePage {
    const SECTION: Section = Section::Representative;

    fn fill(venue: &Venue) -> Form {
        let Some(person) = &venue.representative else {
            return Form::from_fields([("paper", IdDocumentKind::Personal.code())]);
        };
        Form::from_fields([
            ("name", person.name.clone()),
            ("born_on", person.born_on.to_string()),
            ("paper", find_paper(person).code().to_owned()),
            ("nationality", person.nationality.clone().unwrap_or_default()),
            ("phone", person.phone.format_grouped()),
        ])
    }

    fn suggest(mut form: Form, listed: &EntryDetails, _: Date) -> Form {
        if let Some(owner) = &listed.owner {
            form.set("name", owner.name.as_str());
            form.set("born_on", owner.born.map(|born| born.to_string()).unwrap_or_default());
        }
        if let Some(phone) = listed.phones.iter().find(|phone| phone.is_mobile()) {
            form.set("phone", phone.format_grouped());
        }
        form
    }

    fn parse(form: &mut Form, venue: &Venue, today: Date) -> Option<SectionInput> {
        let name = form.require_line("name", "venues-representative-what", MAX_PERSON_NAME_CHARS);
        let born_on = parse_born_on(form, today);
        let paper = form.require_choice("paper", "venues-paper-what", IdDocumentKind::from_code);
        let on_file = venue.representative.as_ref().map(find_paper);
        let number = paper.and_then(|paper| parse_number(form, paper, on_file == Some(paper)));
        let foreign = paper == Some(IdDocumentKind::Passport);
        let nationality = if foreign {
            form.require_line("nationality", "venues-nationality-what", MAX_PERSON_NAME_CHARS).map(Some)
        } else {
            Some(None)
        };
        let phone = form.require_phone("phone", "venues-representative-phone-what");
        Some(SectionInput::Representative {
            name: name?,
            born_on: born_on?,
            nationality: nationality?,
            number: number?,
            phone: phone?,
        })
    }

    fn render(page: Page, frame: SectionFrame, form: Form) -> Response {
        let form = form.with_secret_fields(&["number"]);
        let choice = |paper: &IdDocumentKind| {
            Choice::new(paper.code(), codes::translate_code(&page, "paper", paper.code()))
        };
        let papers = IdDocumentKind::ALL.iter().map(choice).collect();
        Html(Self { page, frame, form, papers }).into_response()
    }
}

impl RepresentativePage {
    fn number_hint(&self) -> String {
        match &self.frame.venue.representative {
            None => self.page.t("venues-number-hint"),
            Some(person) => self.page.t1("venues-number-hint-kept", "number", person.number.masked()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;

    const GOOD: &str =
        "name=Nguy%E1%BB%85n+A&paper=personal&born_on=1.2.1980&number=058080001234&phone=0912345678";

    #[test]
    fn valid_forms_are_parsed() {
        let Some(SectionInput::Representative { name, number: Some(number), .. }) =
            samples::parse::<RepresentativePage>(&samples::draft(), GOOD).0
        else {
            panic!("{:?}", samples::parse::<RepresentativePage>(&samples::draft(), GOOD));
        };
        assert_eq!((name.as_str(), number.expose()), ("Nguyễn A", "058080001234"));
        let foreigner = "name=Kim+Min+Su&born_on=1.2.1980&paper=passport&nationality=H%C3%A0n+Qu%E1%BB%91c&number=M123A4567&phone=0912345678";
        let Some(SectionInput::Representative { nationality, number: Some(number), .. }) =
            samples::parse::<RepresentativePage>(&samples::draft(), foreigner).0
        else {
            panic!("{:?}", samples::parse::<RepresentativePage>(&samples::draft(), foreigner));
        };
        assert_eq!((nationality.as_deref(), number.expose()), (Some("Hàn Quốc"), "M123A4567"));
        let stateless = foreigner.replace("H%C3%A0n+Qu%E1%BB%91c", "");
        let missing = vec![("nationality".to_owned(), "errors-required".to_owned())];
        assert_eq!(samples::parse::<RepresentativePage>(&samples::draft(), &stateless), (None, missing));
        // The number on file is a personal one, and is not kept for a passport.
        let changed = foreigner.replace("M123A4567", "");
        assert_eq!(samples::parse::<RepresentativePage>(&samples::complete(), &changed).0, None);
        let kept = samples::parse::<RepresentativePage>(
            &samples::complete(),
            &samples::replace_field(GOOD, "number="),
        )
        .0;
        assert!(matches!(kept, Some(SectionInput::Representative { number: None, .. })));
    }

    #[test]
    fn invalid_fields_are_named() {
        for (change, field, key) in [
            ("name=", "name", "errors-required"),
            ("born_on=", "born_on", "errors-required"),
            ("born_on=1.2.80", "born_on", "errors-date-short-year"),
            ("born_on=24.11.2026", "born_on", "errors-date-future"),
            ("born_on=24.11.2008", "born_on", "venues-born-minor"),
            // Of a year alone the last day counts.
            ("born_on=2008", "born_on", "venues-born-minor"),
            ("number=", "number", "errors-required"),
            ("number=264123456", "number", "codes-error-personal-id-old-card"),
            ("number=05808000123x", "number", "codes-error-personal-id-not-digits"),
            ("paper=", "paper", "errors-choose"),
            ("phone=", "phone", "errors-required"),
            ("phone=01234567890", "phone", "codes-error-phone-old-mobile"),
        ] {
            let (answer, faults) = samples::parse::<RepresentativePage>(
                &samples::draft(),
                &samples::replace_field(GOOD, change),
            );
            assert_eq!((answer, faults), (None, vec![(field.to_owned(), key.to_owned())]), "{change}");
        }
    }
}
