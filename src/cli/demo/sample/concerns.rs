//! The concerns of the demo, as reported by the public, so that the officers' queue is not empty.

use anyhow::{Context, Result};
use camket_app::concerns::{self, SubmittedConcern};
use camket_domain::concerns::ConcernCategory;

use super::TEAM_COMMUNE;
use super::scenario::Scenario;

/// Number of concerns.
pub const CONCERN_COUNT: usize = 3;

impl Scenario {
    /// The public reports the `nth` concern; the first is about the certificate of the printed owner.
    pub(super) async fn report_concern(&mut self, nth: usize) -> Result<()> {
        let commune = camket_domain::areas::AreaCode::new(TEAM_COMMUNE);
        let report = match nth {
            0 => SubmittedConcern {
                about: Some(self.venues[0].certificate.as_ref().context("a certificate")?.number.clone()),
                contact: Some("0900 000 178".to_owned()),
                ..build_report(
                    ConcernCategory::FactsDiffer,
                    "Tên trên giấy dán ở quầy không giống tên trên biển hiệu.",
                )
            },
            1 => SubmittedConcern {
                commune,
                place: "Quán cạnh bến xe".to_owned(),
                ..build_report(
                    ConcernCategory::Children,
                    "Hai em nhỏ khoảng 13, 14 tuổi bưng bê đến khuya, tối nào đi qua cũng thấy.",
                )
            },
            _ => SubmittedConcern {
                commune,
                place: "Đường 16 Tháng 4".to_owned(),
                ..build_report(ConcernCategory::Forgery, "Quét mã trên giấy thì máy báo không có trong sổ.")
            },
        };
        concerns::report(self.app(), self.key(), report).await?;
        Ok(())
    }
}

fn build_report(category: ConcernCategory, text: &str) -> SubmittedConcern {
    SubmittedConcern {
        category,
        text: text.to_owned(),
        place: String::new(),
        contact: None,
        photo: None,
        about: None,
        commune: None,
    }
}
