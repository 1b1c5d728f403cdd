//! The checklist of an administrator, and the pages to which its lines lead.

use camket_app::agencies;
use camket_domain::agencies::{Agency, AgencyFunction};

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn home_leads_to_the_checklist_while_something_is_missing() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut desk = admin.browser().await;
        let list = desk.opens("/").await;
        list.is_at("/admin/start")
            .shows("63 xã, phường, đặc khu chưa có cơ quan")
            .shows("href=\"/admin/start/communes\"")
            .shows("href=\"/admin/start/people\"")
            .shows("href=\"/admin/accounts/new?role=approver\"");
        let department = office.agency(AgencyFunction::Issue, PHAN_RANG).await;
        let functions = AgencyFunction::ALL.to_vec();
        let of_all = Agency { functions, ..department.clone() };
        agencies::update(&office.app, &admin.may(), of_all).await.unwrap();
        for place in [PHAN_RANG, crate::world::DO_VINH] {
            office.commune_officer("Hoa", place).await;
        }
        office.labour_officer("Lao", PHAN_RANG).await;
        office.approver("Duyệt", PHAN_RANG).await;
        let role = AgencyFunction::ConfirmPledges.role();
        office.member(role, "Khánh", Some(department.id), PHAN_RANG.province()).await;
        desk.opens("/").await.is_at("/admin/accounts");
        desk.opens("/admin/start").await.shows("Đã đủ. Chủ cơ sở có thể đăng ký");
    });
}

#[test]
fn communes_without_an_agency_are_a_list_with_pages_that_leads_to_the_filled_form() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut desk = admin.browser().await;
        let (mut path, mut names) = ("/admin/start/communes".to_owned(), Vec::new());
        loop {
            let page = desk.opens(&path).await;
            let text = page.text();
            let communes = text.split("/admin/agencies/new?area=").skip(1).filter_map(|rest| rest.get(..5));
            // One link adds an agency of the province.
            names.extend(communes.filter(|code| code.chars().all(|c| c.is_ascii_digit())).map(str::to_owned));
            let next = text.split("href=\"/admin/start/communes?after=").nth(1);
            let Some(after) = next.and_then(|rest| rest.get(..5)) else { break };
            path = format!("/admin/start/communes?after={after}");
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!((count, names.len()), (63, 63), "each commune once");
        let form = desk.opens("/admin/agencies/new?area=22834&functions=confirm-pledges").await;
        form.shows("value=\"22834\" selected").shows("value=\"confirm-pledges\" checked");
        let saved = desk
            .sends(
                &form,
                &[
                    ("name", "Ủy ban nhân dân phường Ninh Chử"),
                    ("place", "Ninh Chử"),
                    ("symbol", "UBND"),
                    ("code", "NC"),
                    ("valid_from", "1/7/2025"),
                ],
            )
            .await;
        saved.is_at("/admin/agencies").shows("Ủy ban nhân dân phường Ninh Chử");
        desk.opens("/admin/start").await.shows("62 xã, phường, đặc khu chưa có cơ quan");
    });
}

#[test]
fn agencies_without_people_lead_to_the_filled_invitation() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut desk = admin.browser().await;
        let agency = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await;
        let address =
            format!("/admin/accounts/new?role=commune_officer&#38;agency={}&#38;area=22759", agency.id);
        desk.opens("/admin/start/people").await.shows("UBND phường Phan Rang").shows(&address);
        let form = desk.opens(&address.replace("&#38;", "&")).await;
        form.shows("value=\"commune_officer\" checked")
            .shows(&format!("value=\"{}\" selected", agency.id))
            .shows("value=\"22759\" selected");
    });
}
