//! Sample sheets with realistic contents, for the tests and the example.

use camket_documents::{
    Attachment, CertificateSheet, CertifiedVenue, DecalSheet, DrawnSignature, ElectronicSigning,
    LabourAccepted, Letterhead, LookupNote, PledgeConfirmation, PledgeConfirmed, PledgeSheet, PledgingVenue,
    ReceiptOffice, ReceiptSheet, SheetClause, Signatory, WorkerPledgeSheet,
};
use time::macros::{date, datetime};

const COMMUNE: &str = "Ủy ban nhân dân phường Phan Rang";
const ADDRESS: &str = "Số 128 đường Thống Nhất, khu phố 3, phường Phan Rang, tỉnh Khánh Hòa";

pub fn certificate() -> CertificateSheet {
    CertificateSheet {
        issuer: Letterhead {
            parent: "Ủy ban nhân dân tỉnh Khánh Hòa".into(), name: "Sở Nội vụ".into()
        },
        document_number: "05/XN-SNV".into(),
        place: "Khánh Hòa".into(),
        issued_on: date!(2026 - 02 - 05),
        certificate_number: "SNV-KH.2026.000005".into(),
        legal_bases: vec![
            "Pháp lệnh Phòng, chống mại dâm số 10/2003/PL-UBTVQH11 ngày 17 tháng 3 năm 2003".into(),
            "Nghị định số 178/2004/NĐ-CP ngày 15 tháng 10 năm 2004 của Chính phủ".into(),
        ],
        venue: CertifiedVenue {
            name: "Khách sạn Biển Xanh Ninh Chử".into(),
            kind: "Khách sạn".into(),
            address: ADDRESS.into(),
            tax_code: "4500 612 345".into(),
            representative: "Bà Nguyễn Thị Thanh Thủy, Giám đốc".into(),
        },
        pledge: PledgeConfirmed {
            terms_version: "1".into(),
            signed_on: date!(2026 - 01 - 12),
            agency: COMMUNE.into(),
            confirmed_on: date!(2026 - 01 - 20),
        },
        labour: LabourAccepted {
            workers: 24,
            agency: "Sở Nội vụ tỉnh Khánh Hòa".into(),
            accepted_on: date!(2026 - 01 - 27),
        },
        valid_from: date!(2026 - 02 - 05),
        valid_until: date!(2027 - 02 - 04),
        lookup: Some(LookupNote {
            qr_text: "https://camket.khanhhoa.gov.vn/v/7K3QF-9XW2M".into(),
            host: "camket.khanhhoa.gov.vn".into(),
            short_code: "7K3QF-9XW2M".into(),
            address: "https://camket.khanhhoa.gov.vn/v/7K3QF-9XW2M".into(),
        }),
        signatory: Signatory {
            capacity: vec!["KT. GIÁM ĐỐC".into(), "PHÓ GIÁM ĐỐC".into()],
            name: "Trần Quốc Hưng".into(),
        },
        recipients: vec!["Cơ sở có tên trên".into(), COMMUNE.into(), "Lưu: VT, LĐVL".into()],
        watermark: None,
        attachment: Some(attachment()),
    }
}

fn attachment() -> Attachment {
    let facts = r#"{"camket":1,"number":"SNV-KH.2026.000005","name":"Khách sạn Biển Xanh Ninh Chử"}"#;
    Attachment { name: "camket.json".into(), media_type: "application/json".into(), bytes: facts.into() }
}

pub fn decal() -> DecalSheet {
    let sheet = certificate();
    DecalSheet {
        venue: sheet.venue.name,
        certificate_number: sheet.certificate_number,
        issuer: sheet.issuer.name,
        lookup: sheet.lookup.unwrap(),
    }
}

pub fn with_token(mut sheet: CertificateSheet) -> CertificateSheet {
    let token: String = "D2CEHIQFAECV".repeat(32);
    sheet.lookup.as_mut().unwrap().qr_text = format!("https://camket.khanhhoa.gov.vn/v/{}", &token[..380]);
    sheet
}

/// Every text has the given length, with or without spaces.
pub fn overlong_certificate(word: &str, length: usize) -> CertificateSheet {
    let long = || word.chars().cycle().take(length).collect::<String>();
    let mut sheet = certificate();
    sheet.issuer = Letterhead { parent: long(), name: long() };
    sheet.certificate_number = long();
    sheet.venue = CertifiedVenue {
        name: long(),
        kind: long(),
        address: long(),
        tax_code: "4500612345-001".into(),
        representative: long(),
    };
    sheet.pledge.agency = long();
    sheet.labour.agency = long();
    sheet.signatory = Signatory { capacity: vec![long(), long()], name: long() };
    sheet.recipients = vec![long(), long(), "Lưu: VT".into()];
    sheet
}

pub fn preview() -> CertificateSheet {
    CertificateSheet {
        document_number: "...../XN-SNV".into(),
        certificate_number: "(cấp khi duyệt)".into(),
        lookup: None,
        watermark: Some("BẢN XEM TRƯỚC".into()),
        attachment: None,
        labour: LabourAccepted { workers: 0, ..certificate().labour },
        ..certificate()
    }
}

/// Text and basis of each clause.
const CLAUSES: [(&str, &str); 13] = [
    (
        "Không để xảy ra mua dâm, bán dâm; chứa, môi giới, tổ chức, bảo kê mại dâm; khiêu dâm, kích dục tại cơ sở.",
        "Điều 4 Pháp lệnh Phòng, chống mại dâm; khoản 3 Điều 11 Nghị định số 178/2004/NĐ-CP",
    ),
    (
        "Không để xảy ra việc mua bán, tàng trữ, tổ chức, chứa chấp sử dụng trái phép chất ma túy tại cơ sở.",
        "Luật Phòng, chống ma túy số 120/2025/QH15",
    ),
    (
        "Không mua bán người, cưỡng bức lao động; không giữ bản chính giấy tờ tùy thân, văn bằng, chứng chỉ của người lao động.",
        "Luật Phòng, chống mua bán người; khoản 1 Điều 17 Bộ luật Lao động",
    ),
    (
        "Kinh doanh đúng ngành, nghề đã đăng ký; duy trì đầy đủ các điều kiện về an ninh, trật tự và phòng cháy, chữa cháy trong suốt quá trình hoạt động.",
        "khoản 1 Điều 11 Nghị định số 178/2004/NĐ-CP; Nghị định số 96/2016/NĐ-CP",
    ),
    (
        "Ký hợp đồng lao động bằng văn bản với từng người lao động; đăng ký, khai trình việc sử dụng lao động và báo cáo kịp thời khi có biến động với cơ quan quản lý lao động địa phương.",
        "điểm a khoản 1 Điều 15 Pháp lệnh Phòng, chống mại dâm; Điều 12 Bộ luật Lao động",
    ),
    (
        "Không sử dụng người dưới 18 tuổi làm bất kỳ công việc nào tại khách sạn.",
        "Điều 147 Bộ luật Lao động; khoản 2 Điều 11 Nghị định số 178/2004/NĐ-CP; khoản 9 Điều 25 Nghị định số 96/2016/NĐ-CP",
    ),
    (
        "Tổ chức khám sức khỏe định kỳ hằng quý cho người lao động.",
        "khoản 5 Điều 11 Nghị định số 178/2004/NĐ-CP",
    ),
    (
        "Đăng ký tạm trú cho người lao động, thông báo lưu trú đối với khách theo quy định.",
        "khoản 4 Điều 11 Nghị định số 178/2004/NĐ-CP; Điều 44 Nghị định số 96/2016/NĐ-CP",
    ),
    (
        "Tổ chức cho từng người lao động ký cam kết cá nhân không vi phạm pháp luật về phòng, chống mại dâm.",
        "khoản 3 Điều 15 Pháp lệnh Phòng, chống mại dâm",
    ),
    (
        "Kiểm tra bằng cấp, chứng chỉ chuyên môn của người lao động trước khi ký hợp đồng.",
        "khoản 2, khoản 6 Điều 11 Nghị định số 178/2004/NĐ-CP",
    ),
    (
        "Niêm yết nội quy và bản cam kết này tại nơi dễ thấy trong cơ sở.",
        "khoản 1 Điều 44 Nghị định số 96/2016/NĐ-CP",
    ),
    (
        "Khi phát hiện dấu hiệu vi phạm thì báo ngay cho cơ quan Công an nơi gần nhất; chấp hành việc kiểm tra của cơ quan có thẩm quyền.",
        "khoản 5, khoản 8 Điều 25 Nghị định số 96/2016/NĐ-CP",
    ),
    (
        "Chịu trách nhiệm trước pháp luật nếu để xảy ra vi phạm tại cơ sở.",
        "điểm d khoản 1 Điều 15, Điều 25 Pháp lệnh Phòng, chống mại dâm",
    ),
];

fn clauses() -> Vec<SheetClause> {
    let clause = |(number, (text, basis)): (u32, (&str, &str))| SheetClause {
        number,
        text: text.into(),
        basis: basis.into(),
    };
    (1..).zip(CLAUSES).map(clause).collect()
}

pub fn signed_pledge() -> PledgeSheet {
    PledgeSheet {
        addressees: vec![COMMUNE.into(), "Sở Nội vụ tỉnh Khánh Hòa".into()],
        venue: PledgingVenue {
            name: "Khách sạn Biển Xanh Ninh Chử".into(),
            kind: "Khách sạn".into(),
            address: ADDRESS.into(),
            tax_code: "4500612345".into(),
            registration: "43A8-000123".into(),
            rooms: Some(42),
            opened_on: Some(date!(2019 - 04 - 30)),
            security_certificate: "12/GCN-ANTT".into(),
            security_certificate_on: Some(date!(2024 - 02 - 01)),
            security_person: "Phạm Văn Giữ".into(),
            representative: "Nguyễn Thị Thanh Thủy".into(),
            born_on: Some(date!(1990 - 05 - 17)),
            born_in: None,
            id_number: "••••••••0123".into(),
            phone: "0259 3 888 999".into(),
            capacity: "Giám đốc".into(),
            workers: Some(24),
        },
        terms_version: "1".into(),
        place: "Phan Rang".into(),
        dated: Some(date!(2026 - 01 - 12)),
        confirming_agency: COMMUNE.into(),
        signing: Some(ElectronicSigning {
            name: "Nguyễn Thị Thanh Thủy".into(),
            capacity: "Giám đốc".into(),
            signed_at: datetime!(2026-01-12 02:15:42 UTC),
            terms_hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            reference: "CK-019BB0A3-7C1E".into(),
            drawn: Some(signature()),
        }),
        confirmation: Some(PledgeConfirmation {
            officer: "Lê Minh Quân".into(),
            capacity: vec!["KT. CHỦ TỊCH".into(), "PHÓ CHỦ TỊCH".into()],
            confirmed_on: date!(2026 - 01 - 20),
        }),
        ..blank_pledge()
    }
}

/// A form to be signed by hand: only the venue is filled in.
pub fn unsigned_pledge() -> PledgeSheet {
    PledgeSheet {
        signing: None,
        confirmation: None,
        dated: None,
        copies: vec!["cơ sở".into(), COMMUNE.into(), "Công an phường Phan Rang".into()],
        ..signed_pledge()
    }
}

/// Only the terms are filled in.
pub fn blank_pledge() -> PledgeSheet {
    PledgeSheet {
        title: "BẢN CAM KẾT".into(),
        subject: "Phòng, chống mại dâm, ma túy, mua bán người và đăng ký lao động".into(),
        preamble: "Sau khi nghiên cứu các quy định của pháp luật, cơ sở chúng tôi cam kết:".into(),
        clauses: clauses(),
        closing: "Cơ sở đã đọc, hiểu rõ và cam kết thực hiện đúng các nội dung nêu trên.".into(),
        ..PledgeSheet::default()
    }
}

pub fn worker_pledges() -> Vec<WorkerPledgeSheet> {
    let pledge = |worker: &str, born: &str, position: &str| WorkerPledgeSheet {
        worker: worker.into(),
        born: born.into(),
        number: "••••••••0123".into(),
        residence: "phường Phan Rang, tỉnh Khánh Hòa".into(),
        position: position.into(),
        venue: "Khách sạn Biển Xanh Ninh Chử".into(),
        venue_address: ADDRESS.into(),
        place: "Phan Rang".into(),
        ..blank_worker_pledge()
    };
    vec![pledge("Đặng Thị Mỹ Duyên", "08/03/2001", "Lễ tân"), pledge("Phạm Văn Khởi", "1988", "Bảo vệ")]
}

/// Only the terms are filled in.
pub fn blank_worker_pledge() -> WorkerPledgeSheet {
    WorkerPledgeSheet {
        title: "BẢN CAM KẾT CỦA NGƯỜI LAO ĐỘNG".into(),
        subject: "Không vi phạm pháp luật về phòng, chống mại dâm, ma túy, mua bán người".into(),
        preamble: "Sau khi được phổ biến quy định của pháp luật, tôi cam kết:".into(),
        clauses: clauses().into_iter().take(6).collect(),
        closing: "Tôi đã đọc, hiểu rõ các nội dung trên và chịu trách nhiệm trước pháp luật.".into(),
        ..WorkerPledgeSheet::default()
    }
}

/// Two strokes and a dot.
fn signature() -> DrawnSignature {
    let wave = (0..160_u8).map(|step| {
        let t = f32::from(step) / 159.0;
        (0.05 + 0.85 * t, 0.5 - 0.35 * (1.0 - 0.6 * t) * (t * 31.0).sin())
    });
    let tail = (0..40_u8).map(|step| {
        let t = f32::from(step) / 39.0;
        (0.9 - 0.75 * t, 0.82 + 0.06 * (t * 6.0).sin())
    });
    DrawnSignature { strokes: vec![wave.collect(), tail.collect(), vec![(0.6, 0.12)]], aspect_ratio: 2.5 }
}

pub fn receipt() -> ReceiptSheet {
    let office = |part: &str, name: &str, days, due_on| ReceiptOffice {
        part: part.into(),
        name: name.into(),
        days,
        due_on,
    };
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    ReceiptSheet {
        letterhead: Letterhead { parent: String::new(), name: COMMUNE.into() },
        number: "HS-PR-UBND-2026-000042".into(),
        place: "Phan Rang".into(),
        received_at: datetime!(2026-02-05 07:05 UTC),
        applicant: vec![
            fact("Tiếp nhận hồ sơ của", "Nguyễn Thị Thanh Thủy"),
            fact("Cơ sở", "Khách sạn Biển Xanh Ninh Chử"),
            fact("Loại hình", "Khách sạn"),
            fact("Địa chỉ", ADDRESS),
            fact("Số điện thoại", "0259 3822 111"),
        ],
        request:
            "Xác nhận bản cam kết và đăng ký lao động của cơ sở theo Điều 15 Pháp lệnh Phòng, chống mại dâm"
                .into(),
        papers: vec![
            "Bản cam kết của cơ sở, ký ngày 05/02/2026".into(),
            "Đăng ký lao động của cơ sở (Điều 15 Pháp lệnh Phòng, chống mại dâm): 24 người lao động".into(),
        ],
        offices: vec![
            office("Xác nhận bản cam kết", COMMUNE, 5, date!(2026 - 02 - 12)),
            office(
                "Tiếp nhận đăng ký lao động của cơ sở",
                "Sở Nội vụ tỉnh Khánh Hòa",
                7,
                date!(2026 - 02 - 24),
            ),
        ],
        due_on: date!(2026 - 02 - 24),
        handover: "giấy xác nhận có mã QR, tải về từ tài khoản của cơ sở trên hệ thống".into(),
        qr_text: "https://camket.khanhhoa.gov.vn/track?number=HS-PR-UBND-2026-000042".into(),
        address: "https://camket.khanhhoa.gov.vn/track".into(),
        claim: None,
    }
}
