//! The concerns of the demo, as reported by the public, so that the officers' queue is not empty.

use anyhow::Result;
use camket_app::App;
use camket_app::concerns::{self, SubmittedConcern};
use camket_domain::areas::AreaCode;
use camket_domain::certificates::CertificateNumber;
use camket_domain::concerns::ConcernCategory;
use camket_domain::ids::uuid_v7;

/// Reports three concerns; `about` is the certificate that one of them is about.
pub async fn report_concerns(app: &App, about: &CertificateNumber) -> Result<()> {
    let phan_rang = AreaCode::new("22759");
    let of_paper = SubmittedConcern {
        about: Some(about.clone()),
        contact: Some("0900 000 178".to_owned()),
        ..build_report(
            ConcernCategory::FactsDiffer,
            "Tên trên giấy dán ở quầy không giống tên trên biển hiệu.",
        )
    };
    let text = "Hai em nhỏ khoảng 13, 14 tuổi bưng bê đến khuya, tối nào đi qua cũng thấy.";
    let children = SubmittedConcern {
        commune: phan_rang,
        place: "Quán cạnh bến xe".to_owned(),
        ..build_report(ConcernCategory::Children, text)
    };
    let text = "Quét mã trên giấy thì máy báo không có trong sổ.";
    let forged = SubmittedConcern {
        commune: phan_rang,
        place: "Đường 16 Tháng 4".to_owned(),
        ..build_report(ConcernCategory::Forgery, text)
    };
    for report in [of_paper, children, forged] {
        concerns::report(app, uuid_v7(app.now(), app.entropy()), report).await?;
    }
    Ok(())
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
