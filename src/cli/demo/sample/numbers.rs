//! Made-up numbers in valid form, from ranges that no office assigns in this order.

use camket_domain::identifiers::{PersonalId, Phone, Sex};

pub fn build_phone(serial: usize) -> Option<Phone> {
    Phone::parse(&format!("0900{serial:06}")).ok()
}

/// A tax code of an organisation, with its check digit (TT 105/2020 Phụ lục I).
pub fn build_tax_code(serial: usize) -> String {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let sum =
        |body: &str| body.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap_or(0) * w).sum::<u32>();
    // If the sum is a multiple of eleven, the check digit would be ten, and no such code exists.
    let body =
        (serial * 3..).map(|n| format!("4599{n:05}")).find(|body| sum(body) % 11 != 0).unwrap_or_default();
    let digit = 10 - sum(&body) % 11;
    format!("{body}{digit}")
}

/// An ID number that encodes sex and birth year (NĐ 137/2015 Điều 13).
pub fn build_personal_id(serial: usize, sex: Sex, birth_year: i32) -> Option<PersonalId> {
    let female = i32::from(sex == Sex::Female);
    let century = (birth_year - 1900) / 100 * 2 + female;
    PersonalId::parse(&format!("058{century}{:02}{:06}", birth_year.rem_euclid(100), 900_000 + serial)).ok()
}
