//! Pages with every component on them: `cargo run -p camket-web --example styleguide`.
//!
//! Its sample texts are in the templates and here, not in the locale files: no visitor sees them.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use camket_domain::certificates::verdict::Verdict;

use crate::error_page::{ErrorKind, ErrorPage};
use crate::form::Form;
use crate::l10n::Lang;
use crate::look::{Chip, Choice, Event, Face as _, Kind, Pages, Row, Step, StepState, Task};
use crate::page::Page;
use crate::visit::{NavItem, Site, Viewer, Visit};

#[derive(Template)]
#[template(path = "styleguide.html")]
struct Components {
    page: Page,
    form: Form,
    steps: Vec<Step>,
    kinds: Vec<Choice>,
    communes: Vec<Choice>,
    yes_no: Vec<Choice>,
    services: Vec<Choice>,
    events: Vec<Event>,
    kinds_of_notice: Vec<Kind>,
    tasks: Vec<Task>,
    rows: Vec<Row>,
    heads: Vec<&'static str>,
    chips: Vec<Chip>,
    pages: Pages,
}

#[derive(Template)]
#[template(path = "styleguide_verdict.html")]
struct Verdicts {
    page: Page,
    verdicts: Vec<Verdict>,
    rows: Vec<Row>,
}

impl Verdicts {
    fn detail(&self, verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Valid => "đến 31/12/2026",
            Verdict::ValidAsOf => "08:40 22/11/2026",
            Verdict::Expired => "từ 01/11/2026",
            _ => "",
        }
    }
}

/// Every sample page as (file name, HTML).
///
/// # Errors
/// If a template fails.
pub fn pages(lang: Lang) -> Result<Vec<(String, String)>, askama::Error> {
    let code = lang.code();
    let mut pages = vec![
        (format!("components-{code}"), components(lang, false).render()?),
        (format!("components-errors-{code}"), components(lang, true).render()?),
        (format!("verdicts-{code}"), verdicts(lang, Verdict::ALL.to_vec()).render()?),
    ];
    for verdict in Verdict::ALL {
        pages.push((format!("verdict-{}-{code}", verdict.code()), verdicts(lang, vec![verdict]).render()?));
    }
    for kind in ErrorKind::ALL {
        let page = ErrorPage::new(visitor(lang), kind);
        pages.push((format!("error-{}-{code}", kind.code()), page.render()?));
    }
    Ok(pages)
}

fn visit(lang: Lang, site: Site) -> Visit {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(lang.code()));
    Visit::new(Arc::new(site), String::from("0193-sample"), &Uri::from_static("/venues/1"), &headers)
}

pub(crate) fn visitor(lang: Lang) -> Page {
    let operator = Some(String::from("Sở Nội vụ tỉnh Khánh Hòa"));
    Page::new(visit(lang, Site { demo: false, https: true, operator }))
}

fn user(lang: Lang) -> Page {
    let visit = visit(lang, Site { demo: true, https: true, operator: None });
    let nav = vec![
        NavItem { href: "/", label: "Trang chủ", icon: "home" },
        NavItem { href: "/venues", label: "Cơ sở", icon: "building" },
        NavItem { href: "/applications", label: "Hồ sơ", icon: "document" },
        NavItem { href: "/certificates", label: "Giấy xác nhận", icon: "seal-check" },
    ];
    visit.welcome(Viewer { name: String::from("Nguyễn Thị Hồng"), role: "Chủ cơ sở", nav });
    Page::new(visit)
}

fn verdicts(lang: Lang, verdicts: Vec<Verdict>) -> Verdicts {
    let rows = vec![
        Row::new("Tên cơ sở", "Khách sạn Biển Xanh"),
        Row::new("Loại hình", "Khách sạn"),
        Row::new("Địa chỉ", "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa"),
        Row::new("Số giấy xác nhận", "NT-2026-000123"),
    ];
    Verdicts { page: visitor(lang).titled("verdict-valid"), verdicts, rows }
}

fn components(lang: Lang, failed: bool) -> Components {
    let mut form = Form::filled([
        ("name", "Khách sạn Biển Xanh"),
        ("opened", "05/13/2019"),
        ("rooms", "24"),
        ("phone", "0259 3822 123"),
        ("commune", "22738"),
        ("employees", "yes"),
        ("services", "massage"),
    ]);
    if failed {
        form.set("name", "");
        // Texts in place of keys: a capability names its fields in its own locale file (`venues-name-what`).
        form.fail_about("name", "errors-required", "tên cơ sở", &[]);
        form.fail_about("opened", "errors-date", "ngày bắt đầu hoạt động", &[]);
        form.fail_about("commune", "errors-choose", "xã, phường hoặc đặc khu", &[]);
        form.fail_about("employees", "errors-choose", "một câu trả lời về thuê lao động", &[]);
        form.fail_about("rooms", "errors-number-range", "số phòng", &[("min", &1), ("max", &2000)]);
        form.fail_about("agree", "errors-choose", "ô đồng ý", &[]);
    }
    Components {
        page: user(lang).titled_text("Thông tin cơ sở").checked(&form),
        form,
        steps: steps(),
        kinds: choices(&[("hotel", "Khách sạn"), ("guest_house", "Nhà khách"), ("karaoke", "Karaoke")]),
        communes: choices(&[("22738", "Phường Phan Rang"), ("22741", "Phường Đông Hải")]),
        yes_no: vec![
            Choice::new("yes", "Có"),
            Choice::new("no", "Không").hint("Chỉ người trong gia đình cùng làm, không trả lương."),
        ],
        services: choices(&[("massage", "Xoa bóp"), ("karaoke", "Karaoke"), ("bar", "Quầy rượu")]),
        events: events(),
        kinds_of_notice: vec![Kind::Info, Kind::Warn, Kind::Bad],
        tasks: tasks(),
        rows: vec![
            Row::new("Tên cơ sở", "Khách sạn Biển Xanh").change("#name"),
            Row::new("Địa chỉ", "12 Yên Ninh\nPhường Ninh Chử, tỉnh Khánh Hòa").change("#commune"),
            Row::new("Giấy chứng nhận ANTT", "").change("#"),
        ],
        heads: vec!["Cơ sở", "Xã, phường", "Ngày nộp", "Trạng thái"],
        chips: chips(),
        pages: Pages { first: Some(String::from("#")), next: Some(String::from("#next")) },
    }
}

fn choices(list: &[(&str, &str)]) -> Vec<Choice> {
    list.iter().map(|(value, label)| Choice::new(*value, *label)).collect()
}

fn chips() -> Vec<Chip> {
    vec![
        Chip::new(Kind::Neutral, "Bản nháp"),
        Chip::new(Kind::Info, "Đang xử lý"),
        Chip::new(Kind::Good, "Đã duyệt"),
        Chip::new(Kind::Warn, "Yêu cầu bổ sung"),
        Chip::new(Kind::Bad, "Từ chối"),
    ]
}

fn steps() -> Vec<Step> {
    let step = |label: &str, state| Step { label: label.to_owned(), state };
    vec![
        step("Cơ sở", StepState::Done),
        step("Ký cam kết", StepState::Current),
        step("Lao động", StepState::Ahead),
        step("Kiểm tra và nộp", StepState::Ahead),
    ]
}

fn tasks() -> Vec<Task> {
    let task = |label: &str, hint: &str, href: Option<&str>, status| Task {
        label: label.to_owned(),
        hint: hint.to_owned(),
        href: href.map(str::to_owned),
        status,
    };
    vec![
        task("Thông tin cơ sở", "", Some("#1"), Chip::new(Kind::Good, "Đã xong")),
        task("Ký bản cam kết", "Khoảng 5 phút", Some("#2"), Chip::new(Kind::Info, "Đang làm")),
        task("Sổ lao động", "12 người", Some("#3"), Chip::new(Kind::Neutral, "Chưa làm")),
        task("Kiểm tra và nộp", "", None, Chip::new(Kind::Neutral, "Chưa thể bắt đầu")),
    ]
}

fn events() -> Vec<Event> {
    let event = |at: &str, what: &str, who: &str, note: &str, kind| Event {
        at: at.to_owned(),
        what: what.to_owned(),
        who: who.to_owned(),
        note: note.to_owned(),
        kind,
    };
    vec![
        event(
            "09:15 20/11/2026",
            "Yêu cầu bổ sung",
            "Cán bộ tiếp nhận",
            "Thiếu ngày khám sức khỏe của 2 người lao động.",
            Kind::Warn,
        ),
        event("08:02 19/11/2026", "Tiếp nhận hồ sơ", "Cán bộ tiếp nhận", "", Kind::Info),
        event("16:40 18/11/2026", "Nộp hồ sơ", "Nguyễn Thị Hồng", "", Kind::Good),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_renders_in_both_languages_without_inline_style_or_script() {
        for lang in Lang::ALL {
            for (name, html) in pages(lang).unwrap() {
                assert!(html.contains(&format!("<html lang=\"{}\">", lang.code())), "{name}");
                assert!(!html.contains("style=\"") && !html.contains("<style"), "{name}: inline style");
                assert!(!html.contains("onclick=") && !html.contains("<script>"), "{name}: inline script");
                assert!(!html.contains(">shell-"), "{name}: a key instead of words");
            }
        }
    }

    #[test]
    fn an_error_is_announced_in_title_summary_and_field() {
        let html = components(Lang::Vi, true).render().unwrap();
        assert!(html.contains("<title>Lỗi: Thông tin cơ sở"));
        assert!(html.contains("<a href=\"#name\">Hãy ghi tên cơ sở</a>"));
        assert!(html.contains("aria-describedby=\"name-hint name-error\" aria-invalid=\"true\""), "{html}");
    }
}
