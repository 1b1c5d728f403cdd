//! The PDF documents, drawn from the data of the register.

use camket_app::certificates;

use crate::harness::both;
use crate::world::{Office, PHAN_RANG};

both! { each_paper_is_a_pdf }

async fn each_paper_is_a_pdf(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    let dossier = hotel.dossier().await;
    let papers = [
        certificates::certificate_paper(&office.app, &certificate, None).await.unwrap(),
        certificates::certificate_paper(&office.app, &certificate, Some("BẢN XEM TRƯỚC".into()))
            .await
            .unwrap(),
        certificates::pledge_paper(&office.app, &dossier).await.unwrap(),
        certificates::decal_paper(&office.app, &certificate).await.unwrap(),
        certificates::worker_papers(&office.app, &dossier.venue, &dossier.workers).await.unwrap(),
    ];
    for paper in &papers {
        assert!(paper.starts_with(b"%PDF-"));
    }
    assert_eq!(papers[0], certificates::certificate_paper(&office.app, &certificate, None).await.unwrap());
}
