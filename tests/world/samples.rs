//! Made-up values in valid form.

use camket_app::concerns::SubmittedConcern;
use camket_app::labour::{IdNumberInput, WorkerDeclaration};
use camket_app::spool::{SpooledFile, begin_upload};
use camket_app::venues::SectionInput;
use camket_domain::concerns::ConcernCategory;
use camket_domain::identifiers::{IdNumber, Passport, PersonalId, Phone, Sex, TaxCode};
use camket_domain::labour::{Contract, Job, JobGroup, LabourBook};
use camket_domain::venues::Security;
use time::Date;
use time::macros::date;

use super::{Office, TestPlace};

/// The date of birth of every person.
pub const BORN: Date = date!(1990 - 05 - 17);

/// The ID number of a woman born in 1990.
pub fn woman(serial: u32) -> PersonalId {
    PersonalId::parse(&format!("056190{serial:06}")).expect("twelve digits")
}

/// The ID number of a man born in 1990.
pub fn man(serial: u32) -> PersonalId {
    PersonalId::parse(&format!("056090{serial:06}")).expect("twelve digits")
}

/// A foreigner's passport number.
pub fn passport(number: &str) -> IdNumberInput {
    IdNumberInput::Passport(Passport::parse(number).expect("a passport's number"))
}

/// A tax code of an organisation: nine digits and their check digit.
pub fn tax_code(serial: u32) -> TaxCode {
    let heads = (0..11).map(|step| 450_000_000 + (serial * 11 + step) % 10_000_000);
    let codes = heads.flat_map(|head| (0..10).map(move |check| format!("{head}{check}")));
    codes.filter_map(|code| TaxCode::parse(&code).ok()).next().expect("most heads have a check digit")
}

/// A mobile number.
pub fn mobile(serial: u32) -> Phone {
    Phone::parse(&format!("090{serial:07}")).expect("a mobile number")
}

pub fn place(at: TestPlace, address: &str) -> SectionInput {
    SectionInput::Place {
        commune: at.commune(),
        address: address.to_owned(),
        former_address: String::new(),
        position: None,
    }
}

pub fn business(tax: TaxCode) -> SectionInput {
    SectionInput::Business {
        tax: Some(tax),
        registration: "43A8-000123".to_owned(),
        phone: mobile(1),
        rooms: Some(24),
        opened_on: date!(2019 - 04 - 30),
    }
}

pub fn security() -> SectionInput {
    SectionInput::Security(Security {
        certificate: "12/GCN-ANTT".to_owned(),
        certificate_on: Some(date!(2024 - 02 - 01)),
        person: "Phạm Văn Giữ".to_owned(),
    })
}

pub fn representative(name: &str, number: Option<PersonalId>) -> SectionInput {
    let number = number.map(IdNumber::Personal);
    SectionInput::Representative {
        name: name.to_owned(),
        born_on: BORN.into(),
        nationality: None,
        number,
        phone: mobile(2),
    }
}

/// A female receptionist born in 1990.
pub fn receptionist(name: &str, number: PersonalId) -> WorkerDeclaration {
    WorkerDeclaration {
        name: name.to_owned(),
        sex: Sex::Female,
        born_on: BORN.into(),
        nationality: "Việt Nam".to_owned(),
        residence: "Phường Phan Rang, tỉnh Khánh Hòa".to_owned(),
        number: IdNumberInput::Personal(number),
        job: job("Lễ tân"),
        health_check_on: Some(date!(2026 - 10 - 01)),
        pledged_on: Some(date!(2026 - 10 - 02)),
        permit: None,
        book: LabourBook::default(),
    }
}

fn job(position: &str) -> Job {
    Job {
        position: position.to_owned(),
        customer_facing: true,
        group: JobGroup::Other,
        qualification: String::new(),
        contract: Contract::Indefinite,
        started_on: date!(2025 - 03 - 01),
        ends_on: None,
    }
}

/// A concern with all optional parts except a place.
pub fn report() -> SubmittedConcern {
    SubmittedConcern {
        category: ConcernCategory::Forgery,
        text: "Tờ giấy dán ở cửa ghi tên khác với biển hiệu.".to_owned(),
        place: "Cạnh chợ".to_owned(),
        contact: Some(REPORTER.to_owned()),
        photo: Some(photo()),
        about: None,
        commune: None,
    }
}

/// The reporter's contact, which must appear only where an officer reveals it.
pub const REPORTER: &str = "0909 909 909";

/// What a phone sent, as it waits in a file.
pub async fn upload(office: &Office, bytes: &[u8]) -> SpooledFile {
    let writer = begin_upload(&office.app).await.expect("room");
    writer.write(bytes).await.expect("room").finish().await.expect("room")
}

/// A small JPEG with a comment, as a camera writes it.
pub fn photo() -> Vec<u8> {
    let mut plain = Vec::new();
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([120, 40, 200]));
    let mut out = std::io::Cursor::new(&mut plain);
    picture.write_to(&mut out, image::ImageFormat::Jpeg).expect("a picture");
    let words = PHOTO_TELLS.as_bytes();
    let length = u16::try_from(words.len() + 2).expect("short").to_be_bytes();
    // A comment segment (marker FE), directly after the start of the file.
    [&plain[..2], &[0xff, 0xfe], &length, words, &plain[2..]].concat()
}

/// The comment in the photo: the place where it was taken.
pub const PHOTO_TELLS: &str = "GPS 11.5656N 108.9902E";
