//! The sheet of the receipt for an application.

use camket_documents::{Letterhead, ReceiptClaim, ReceiptOffice, ReceiptSheet, render_receipt};
use camket_domain::agencies::Agency;
use camket_domain::applications::{Application, Track, TrackKind};
use camket_domain::calendar::{Holidays, count_working_days, local_date};
use camket_domain::pledges::Pledge;
use camket_domain::venues::Venue;
use camket_store::settings::holiday;
use camket_store::{agencies, pledges};

use super::run_drawing;
use crate::claim_codes::OpenClaim;
use crate::{App, AppError};

/// The receipt for an application of `venue`, as of its last submission; with the code to take the venue over for an owner
/// without a log-in.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be drawn.
pub async fn render_receipt_pdf(
    app: &App,
    venue: &Venue,
    application: &Application,
    claim: Option<&OpenClaim>,
) -> Result<Vec<u8>, AppError> {
    let mut sheet = build_sheet(app, venue, application).await?;
    if let Some(claim) = claim {
        sheet.handover = format!(
            "giấy xác nhận có mã QR, nhận tại {}, hoặc tải về khi cơ sở đã có tài khoản",
            sheet.letterhead.name
        );
        sheet.claim = Some(ReceiptClaim {
            code: claim.code.to_string(),
            expires_on: local_date(claim.expires_at),
            address: app.url(app.paths().claim(None)),
        });
    }
    run_drawing(app, move || render_receipt(&sheet)).await
}

async fn build_sheet(app: &App, venue: &Venue, application: &Application) -> Result<ReceiptSheet, AppError> {
    let store = app.store();
    let pledge =
        pledges::find(store, application.venue, application.pledge).await?.ok_or(AppError::NotFound)?;
    let calendar = holiday::load_calendar(store).await?;
    let mut offices = Vec::new();
    let mut receiver = None;
    for track in application.tracks() {
        let agency = agencies::find(store, track.agency).await?.ok_or(AppError::NotFound)?;
        offices.push(build_office(application, track, &agency, &calendar));
        receiver.get_or_insert(agency);
    }
    let receiver = receiver.ok_or(AppError::NotFound)?;
    Ok(ReceiptSheet {
        letterhead: Letterhead { parent: receiver.parent_name, name: receiver.name },
        number: application.number.to_string(),
        place: receiver.place,
        received_at: application.submitted_at,
        applicant: list_applicant(venue, &pledge),
        request:
            "Xác nhận bản cam kết và đăng ký lao động của cơ sở theo Điều 15 Pháp lệnh Phòng, chống mại dâm"
                .to_owned(),
        papers: list_papers(application, &pledge),
        offices,
        due_on: application.due_on(),
        handover: "giấy xác nhận có mã QR, tải về từ tài khoản của cơ sở trên hệ thống".to_owned(),
        qr_text: app.url(app.paths().track_file(&application.number)),
        address: app.url(app.paths().track()),
        claim: None,
    })
}

fn build_office(
    application: &Application,
    track: &Track,
    agency: &Agency,
    calendar: &Holidays,
) -> ReceiptOffice {
    let part = match track.kind {
        TrackKind::Pledge => "Xác nhận bản cam kết",
        TrackKind::Labour => "Tiếp nhận đăng ký lao động của cơ sở",
    };
    let received = local_date(application.submitted_at);
    ReceiptOffice {
        part: part.to_owned(),
        name: agency.name.clone(),
        days: count_working_days(received, track.due_on, calendar),
        due_on: track.due_on,
    }
}

/// The venue as it signed; it may have changed since.
fn list_applicant(venue: &Venue, pledge: &Pledge) -> Vec<(String, String)> {
    let facts = &pledge.facts;
    let phone = venue.business.as_ref().map(|business| business.phone.format_grouped()).unwrap_or_default();
    [
        ("Tiếp nhận hồ sơ của", pledge.signer_name.as_str()),
        ("Cơ sở", &facts.name),
        ("Loại hình", &facts.kind),
        ("Địa chỉ", &facts.address),
        ("Số điện thoại", &phone),
    ]
    .map(|(label, value)| (label.to_owned(), value.to_owned()))
    .into()
}

fn list_papers(application: &Application, pledge: &Pledge) -> Vec<String> {
    let signed = camket_domain::calendar::format_date(local_date(pledge.signed_at));
    let workers = match application.workers {
        0 => "không có người lao động".to_owned(),
        count => format!("{count:02} người lao động"),
    };
    vec![
        format!("Bản cam kết của cơ sở, ký ngày {signed}"),
        format!("Đăng ký lao động của cơ sở (Điều 15 Pháp lệnh Phòng, chống mại dâm): {workers}"),
    ]
}
