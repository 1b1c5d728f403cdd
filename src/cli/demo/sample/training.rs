//! The officers who work on prevention, and two classes of the year: the province's, which most communes attended, and one of
//! a commune.

use anyhow::Result;
use camket_app::training;
use camket_domain::accounts::Actor;
use camket_domain::ids::RosterOfficerId;
use camket_domain::training::{ClassDetails, RosterDetails};
use time::{Date, Duration, Month};

use super::permit_for;
use super::scenario::Scenario;

/// Communes with a roster.
const LISTED: usize = 21;
/// Of these, communes whose officers all attended the class of the province; of the others one did.
const TRAINED: usize = 14;
const NAMES: [&str; 8] = [
    "Nguyễn Thị Thu Hà",
    "Trần Văn Bình",
    "Lê Minh Tâm",
    "Phạm Thị Ngọc Lan",
    "Võ Quốc Dũng",
    "Đặng Thị Kim Chi",
    "Bùi Anh Tuấn",
    "Thập Thị Mỹ Duyên",
];
const OFFICES: [&str; 3] =
    ["Phòng Văn hóa - Xã hội, chuyên viên", "Trạm Y tế, y sĩ", "Hội Liên hiệp Phụ nữ, phó chủ tịch"];
const PROVINCE_OFFICES: [&str; 3] =
    ["Sở Y tế, Chi cục phó", "Sở Nội vụ, chuyên viên", "Công an tỉnh, cán bộ"];

impl Scenario {
    pub(super) async fn train_officers(&self) -> Result<()> {
        let mut attended = Vec::new();
        for (nth, officer) in self.offices.commune_officers.iter().enumerate().take(LISTED) {
            let count = 2 + nth % 2;
            let of_commune = self.list_officers(officer, nth, &OFFICES[..count]).await?;
            let came = if nth < TRAINED { of_commune.len() } else { 1 };
            attended.extend_from_slice(&of_commune[..came]);
        }
        let coordinator = &self.offices.coordinator;
        attended.extend(self.list_officers(coordinator, 5, &PROVINCE_OFFICES).await?);
        let class = (60, "Sở Y tế", "Kỹ năng tổ chức, điều phối, giám sát, đánh giá công tác phòng ngừa");
        self.hold_class(coordinator, class, &attended).await?;
        let own = (25, "UBND xã", "Phòng, chống ma túy và mua bán người tại khu dân cư");
        self.hold_class(&self.offices.commune_officers[0], own, &attended[..2]).await
    }

    /// Adds an officer of each office to the roster of the actor's area.
    async fn list_officers(
        &self,
        actor: &Actor,
        nth: usize,
        offices: &[&str],
    ) -> Result<Vec<RosterOfficerId>> {
        let today = self.app().today();
        let since = Date::from_calendar_date(today.year() - 1, Month::July, 1)?;
        let mut ids = Vec::new();
        for (at, office) in offices.iter().enumerate() {
            let name = NAMES[(nth * 3 + at) % NAMES.len()].to_owned();
            let details = RosterDetails { name, office: (*office).to_owned(), since, until: None };
            ids.push(training::add_officer(self.app(), &permit_for(actor)?, self.key(), details).await?);
        }
        Ok(ids)
    }

    async fn hold_class(
        &self,
        actor: &Actor,
        (days_ago, organiser, content): (i64, &str, &str),
        attended: &[RosterOfficerId],
    ) -> Result<()> {
        let today = self.app().today();
        // Not before the year began.
        let held_on = today - Duration::days(days_ago.min(i64::from(today.ordinal()) - 1));
        let details = ClassDetails {
            held_on,
            organiser: organiser.to_owned(),
            content: content.to_owned(),
            place: "Hội trường Trung tâm hành chính".to_owned(),
        };
        let permit = permit_for(actor)?;
        let class = training::create_class(self.app(), &permit, self.key(), details).await?;
        Ok(training::write_attendance(self.app(), &permit, class, 1, attended).await?)
    }
}
