//! Owners make accounts and confirm them by a one-time code.

use crate::harness::both;
use crate::world::Office;

both! { whole }

async fn whole(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.certifies(id, crate::world::PHAN_RANG).await;
}
