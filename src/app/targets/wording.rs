//! What the papers of a score say in Vietnamese: goals, figures and states, as the pages do.

use camket_documents::{format_percent, format_thousands};
use camket_domain::targets::kind::ListStanding;
use camket_domain::targets::score::{ScoreLine, ScoreStanding, ScoredCard};
use camket_domain::targets::{CardFigures, CardState, TargetKind};

/// The goal: "100%", "12 tháng".
pub(super) fn format_goal(line: &ScoreLine) -> String {
    let value = line.goal.value;
    match line.kind {
        TargetKind::Activities
        | TargetKind::ShareOfCommunes
        | TargetKind::ShareOfPeople
        | TargetKind::Training
        | TargetKind::IntegratedPlans
        | TargetKind::Coverage => format!("{value}%"),
        TargetKind::CountOfMonths | TargetKind::MediaMonths => format!("{value} tháng"),
        TargetKind::KeepAndAdd | TargetKind::HealthyCommunes => {
            format!("Giữ {value}, thêm {}", line.goal.more.unwrap_or_default())
        }
        TargetKind::OtherTotals => "Không đặt mức".to_owned(),
        TargetKind::FewerThanBefore => "Cuối năm ít hơn đầu năm".to_owned(),
    }
}

/// What the province reached: "41/65 xã, phường, đặc khu (63,1%)".
pub(super) fn format_result(line: &ScoreLine) -> String {
    let (done, of) = (group(line.done), group(line.of.unwrap_or_default()));
    let sum = match line.kind {
        TargetKind::Activities | TargetKind::ShareOfCommunes | TargetKind::IntegratedPlans => {
            format!("{done}/{of} xã, phường, đặc khu")
        }
        TargetKind::ShareOfPeople => format!("{done}/{of} người"),
        TargetKind::Training => format!("{done}/{of} cán bộ"),
        TargetKind::Coverage => format!("{done}/{of} cơ sở"),
        TargetKind::MediaMonths | TargetKind::CountOfMonths => format!("{done} tháng"),
        TargetKind::KeepAndAdd | TargetKind::HealthyCommunes => {
            format!("Giữ được {done}/{of}, thêm {}", group(line.added))
        }
        TargetKind::OtherTotals => format!("{done} vụ, {of} người"),
        TargetKind::FewerThanBefore => format!("Cuối năm {done}, đầu năm {of}"),
    };
    match line.progress().permille(line.kind) {
        Some(permille) => format!("{sum} ({})", format_percent(permille.into())),
        None => sum,
    }
}

/// The figures of a card.
pub(super) fn format_figures(kind: TargetKind, figures: CardFigures) -> String {
    let (first, second) = (group(figures.first), group(figures.second.unwrap_or_default()));
    match kind {
        TargetKind::Activities => format!("{first} hoạt động, {second}/3 chủ đề"),
        TargetKind::ShareOfCommunes => format!("{first} văn bản, hoạt động"),
        TargetKind::IntegratedPlans => format!("{first} kế hoạch"),
        TargetKind::ShareOfPeople => format!("{first}/{second} người"),
        TargetKind::Training => format!("{first}/{second} cán bộ"),
        TargetKind::Coverage => format!("{first}/{second} cơ sở"),
        TargetKind::MediaMonths | TargetKind::CountOfMonths => format!("{first} tháng"),
        TargetKind::KeepAndAdd | TargetKind::HealthyCommunes => {
            ListStanding::from_figures(figures).map(label_list_standing).unwrap_or_default().to_owned()
        }
        TargetKind::OtherTotals => format!("{first} vụ, {second} người"),
        TargetKind::FewerThanBefore => format!("Cuối năm {first}, đầu năm {second}"),
    }
}

fn label_list_standing(standing: ListStanding) -> &'static str {
    match standing {
        ListStanding::Kept => "Giữ được",
        ListStanding::Added => "Thêm mới",
        ListStanding::Lost => "Không giữ được",
        ListStanding::Outside => "Không thuộc danh sách",
    }
}

/// "3 chưa gửi, 2 chờ duyệt, 60 đã duyệt".
pub(super) fn format_cards(line: &ScoreLine) -> String {
    let open = [CardState::NotBegun, CardState::Draft, CardState::Returned];
    [(&open[..], "chưa gửi"), (&[CardState::Sent][..], "chờ duyệt"), (&[CardState::Approved][..], "đã duyệt")]
        .map(|(states, label)| format!("{} {label}", line.count_cards(states)))
        .join(", ")
}

pub(super) fn label_standing(standing: ScoreStanding) -> &'static str {
    match standing {
        ScoreStanding::Met => "Đạt",
        ScoreStanding::NotMet => "Chưa đạt",
        ScoreStanding::UnderWay => "Đang thực hiện",
        ScoreStanding::Unscored => "Chưa chấm",
    }
}

pub(super) fn label_state(card: &ScoredCard) -> &'static str {
    match card.state {
        CardState::NotBegun => "Chưa ghi",
        CardState::Draft => "Bản nháp",
        CardState::Sent => "Chờ duyệt",
        CardState::Returned => "Bị trả lại",
        CardState::Approved => "Đã duyệt",
    }
}

/// A score of a card; empty for none.
pub(super) fn label_score(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "Đạt",
        Some(false) => "Chưa đạt",
        None => "",
    }
}

/// The lines of a text as one.
pub(super) fn join_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

fn group(number: u32) -> String {
    format_thousands(number.into())
}
