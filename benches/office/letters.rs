//! Drawing letters to venues that have not signed, compared with drawing certificates.

use std::hint::black_box;

use camket_documents::{LetterRunSheet, Letterhead, VenueLetter, render_certificate, render_venue_letters};
use time::macros::date;

use crate::report::Direction::Max;
use crate::report::{Measurement, cpu};
use crate::{BenchResult, BenchSizes};

#[path = "../../src/documents/tests/sheets/samples.rs"]
#[expect(dead_code, reason = "the tests use the rest of the samples")]
mod samples;

/// Letters of one run: the most that an officer prints at once.
const LETTERS: u32 = 500;

pub fn measure(sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let (run, letters) = (build_run(), (0..LETTERS).map(build_letter).collect::<Vec<_>>());
    render_venue_letters(&run, &letters)?;
    let certificate = samples::certificate();
    render_certificate(&certificate)?;
    let (mut ratio, mut millis) = (Vec::new(), 0.0);
    for _ in 0..sizes.rounds {
        let beside = cpu::measure_each(LETTERS, |_| {
            black_box(render_certificate(black_box(&certificate)).is_ok());
        });
        let whole = cpu::measure_each(1, |_| {
            black_box(render_venue_letters(&run, black_box(&letters)).is_ok());
        });
        millis = whole / f64::from(LETTERS);
        ratio.push(millis / beside);
    }
    let row = Measurement::of_rounds("letters_ratio", &ratio, "of certificate");
    Ok(vec![row.with_baseline(millis).with_target(Max, 1.2)])
}

fn build_run() -> LetterRunSheet {
    LetterRunSheet {
        letterhead: Letterhead {
            parent: "UBND tỉnh Khánh Hòa".to_owned(),
            name: "Ủy ban nhân dân phường Phan Rang".to_owned(),
        },
        number: "45/UBND-VHXH".to_owned(),
        place: "Phan Rang".to_owned(),
        dated: date!(2026 - 11 - 29),
        deadline: date!(2026 - 12 - 31),
        address: "https://camket.khanhhoa.gov.vn/claim".to_owned(),
        contact: "Phòng Văn hóa - Xã hội, điện thoại 0259 3800 000".to_owned(),
        capacity: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
        signer: "Nguyễn Văn Bình".to_owned(),
    }
}

fn build_letter(number: u32) -> VenueLetter {
    let code = format!("{:05}-{:05}", number * 37 % 100_000, number * 91 % 100_000);
    VenueLetter {
        owner: "Nguyễn Thị Hoa".to_owned(),
        venue: format!("Nhà nghỉ Biển Xanh {number}"),
        address: format!("{number} Yên Ninh, phường Ninh Chử, tỉnh Khánh Hòa"),
        qr_text: format!("https://camket.khanhhoa.gov.vn/claim?code={code}"),
        code,
    }
}
