//! The PDF documents, drawn from the data of the register.

use camket_app::certificates;

use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! { each_document_is_a_pdf }

async fn each_document_is_a_pdf(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    let dossier = hotel.dossier().await;
    let papers = [
        certificates::render_certificate_pdf(&office.app, &certificate, None).await.unwrap(),
        certificates::render_certificate_pdf(&office.app, &certificate, Some("BẢN XEM TRƯỚC".into()))
            .await
            .unwrap(),
        camket_app::printing::render_pledge_pdf(&office.app, &dossier).await.unwrap(),
        certificates::render_decal_pdf(&office.app, &certificate).await.unwrap(),
        camket_app::printing::render_worker_pledges_pdf(&office.app, &dossier.venue, &dossier.workers)
            .await
            .unwrap(),
    ];
    for paper in &papers {
        assert!(paper.starts_with(b"%PDF-"));
    }
    assert_eq!(
        papers[0],
        certificates::render_certificate_pdf(&office.app, &certificate, None).await.unwrap()
    );
}
