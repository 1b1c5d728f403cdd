//! Pages with every component on them: `cargo run -p camket-web --example styleguide`.
//!
//! Its sample texts are in the templates and here, not in the locale files: no visitor sees them.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use camket_domain::certificates::verdict::Verdict;

use crate::content;
use crate::paths;
use crate::verdict::HasVerdictLook as _;
use camket_shell::error_kind::ErrorKind;
use camket_shell::error_page::ErrorPage;
use camket_shell::form::Form;
use camket_shell::l10n::Lang;
use camket_shell::look::{
    Chip, Choice, PageLinks, StepState, SummaryRow, Task, TimelineEvent, Tone, WizardStep,
};
use camket_shell::page::Page;
use camket_shell::request_context::{NavItem, RequestContext, Site, Viewer};

#[derive(Template)]
#[template(path = "styleguide.html")]
struct ComponentsPage {
    page: Page,
    form: Form,
    steps: Vec<WizardStep>,
    kinds: Vec<Choice>,
    communes: Vec<Choice>,
    yes_no: Vec<Choice>,
    services: Vec<Choice>,
    events: Vec<TimelineEvent>,
    kinds_of_notice: Vec<Tone>,
    tasks: Vec<Task>,
    rows: Vec<SummaryRow>,
    heads: Vec<&'static str>,
    chips: Vec<Chip>,
    pages: PageLinks,
}

#[derive(Template)]
#[template(path = "styleguide_verdict.html")]
struct VerdictsPage {
    page: Page,
    verdicts: Vec<Verdict>,
    rows: Vec<SummaryRow>,
}

impl VerdictsPage {
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
pub fn render_pages(lang: Lang) -> Result<Vec<(String, String)>, askama::Error> {
    let code = lang.code();
    let mut pages = vec![
        (format!("components-{code}"), build_components_page(lang, false).render()?),
        (format!("components-errors-{code}"), build_components_page(lang, true).render()?),
        (format!("verdicts-{code}"), build_verdicts_page(lang, Verdict::ALL.to_vec()).render()?),
    ];
    for verdict in Verdict::ALL {
        pages.push((
            format!("verdict-{}-{code}", verdict.code()),
            build_verdicts_page(lang, vec![verdict]).render()?,
        ));
    }
    for kind in ErrorKind::ALL {
        let page = ErrorPage::new(build_visitor_page(lang), kind);
        pages.push((format!("error-{}-{code}", kind.code()), page.render()?));
    }
    Ok(pages)
}

fn build_context(lang: Lang, site: Site) -> RequestContext {
    content::register();
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(lang.code()));
    let uri = Uri::from_static("/venues/1");
    RequestContext::new(Arc::new(site), String::from("0193-sample"), &Method::GET, &uri, &headers)
}

pub(crate) fn build_visitor_page(lang: Lang) -> Page {
    let operator = Some(String::from("Sở Nội vụ tỉnh Khánh Hòa"));
    Page::new(build_context(lang, Site { demo: false, https: true, operator }))
}

fn build_user_page(lang: Lang) -> Page {
    let context = build_context(lang, Site { demo: true, https: true, operator: None });
    let nav = vec![
        NavItem { href: "/", label: "Trang chủ", icon: "home" },
        NavItem { href: "/venues", label: "Cơ sở", icon: "building" },
        NavItem { href: "/applications", label: "Hồ sơ", icon: "document" },
        NavItem { href: "/certificates", label: "Giấy xác nhận", icon: "seal-check" },
    ];
    context.set_viewer(Viewer {
        name: String::from("Nguyễn Thị Hồng"),
        role: "Chủ cơ sở",
        nav,
        way_back: None,
    });
    Page::new(context)
}

fn build_verdicts_page(lang: Lang, verdicts: Vec<Verdict>) -> VerdictsPage {
    let rows = vec![
        SummaryRow::new("Tên cơ sở", "Khách sạn Biển Xanh"),
        SummaryRow::new("Loại hình", "Khách sạn"),
        SummaryRow::new("Địa chỉ", "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa"),
        SummaryRow::new("Số giấy xác nhận", "NT-2026-000123"),
    ];
    VerdictsPage { page: build_visitor_page(lang).with_title("verify-verdict-valid"), verdicts, rows }
}

fn build_components_page(lang: Lang, failed: bool) -> ComponentsPage {
    let mut form = Form::from_fields([
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
    ComponentsPage {
        page: build_user_page(lang).with_title_text("Thông tin cơ sở").with_form_errors(&form),
        form,
        steps: build_steps(),
        kinds: build_choices(&[("hotel", "Khách sạn"), ("guest_house", "Nhà khách"), ("karaoke", "Karaoke")]),
        communes: build_choices(&[("22738", "Phường Phan Rang"), ("22741", "Phường Đông Hải")]),
        yes_no: vec![
            Choice::new("yes", "Có"),
            Choice::new("no", "Không").with_hint("Chỉ người trong gia đình cùng làm, không trả lương."),
        ],
        services: build_choices(&[("massage", "Xoa bóp"), ("karaoke", "Karaoke"), ("bar", "Quầy rượu")]),
        events: build_events(),
        kinds_of_notice: vec![Tone::Info, Tone::Warn, Tone::Bad],
        tasks: build_tasks(),
        rows: vec![
            SummaryRow::new("Tên cơ sở", "Khách sạn Biển Xanh").with_change("#name"),
            SummaryRow::new("Địa chỉ", "12 Yên Ninh\nPhường Ninh Chử, tỉnh Khánh Hòa")
                .with_change("#commune"),
            SummaryRow::new("Giấy chứng nhận ANTT", "").with_change("#"),
        ],
        heads: vec!["Cơ sở", "Xã, phường", "Ngày nộp", "Trạng thái"],
        chips: build_chips(),
        pages: PageLinks { first: Some(String::from("#")), next: Some(String::from("#next")) },
    }
}

fn build_choices(list: &[(&str, &str)]) -> Vec<Choice> {
    list.iter().map(|(value, label)| Choice::new(*value, *label)).collect()
}

fn build_chips() -> Vec<Chip> {
    vec![
        Chip::new(Tone::Neutral, "Bản nháp"),
        Chip::new(Tone::Info, "Đang xử lý"),
        Chip::new(Tone::Good, "Đã duyệt"),
        Chip::new(Tone::Warn, "Yêu cầu bổ sung"),
        Chip::new(Tone::Bad, "Từ chối"),
    ]
}

fn build_steps() -> Vec<WizardStep> {
    let step = |label: &str, state| WizardStep { label: label.to_owned(), state };
    vec![
        step("Cơ sở", StepState::Done),
        step("Ký cam kết", StepState::Current),
        step("Lao động", StepState::Ahead),
        step("Kiểm tra và nộp", StepState::Ahead),
    ]
}

fn build_tasks() -> Vec<Task> {
    let task = |label: &str, hint: &str, href: Option<&str>, status| Task {
        label: label.to_owned(),
        hint: hint.to_owned(),
        reasons: Vec::new(),
        href: href.map(str::to_owned),
        status,
    };
    vec![
        task("Thông tin cơ sở", "", Some("#1"), Chip::new(Tone::Good, "Đã xong")),
        task("Ký bản cam kết", "Khoảng 5 phút", Some("#2"), Chip::new(Tone::Info, "Đang làm")),
        task("Sổ lao động", "12 người", Some("#3"), Chip::new(Tone::Neutral, "Chưa làm")),
        task("Kiểm tra và nộp", "", None, Chip::new(Tone::Neutral, "Chưa thể bắt đầu")),
    ]
}

fn build_events() -> Vec<TimelineEvent> {
    let event = |at: &str, what: &str, who: &str, note: &str, kind| TimelineEvent {
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
            Tone::Warn,
        ),
        event("08:02 19/11/2026", "Tiếp nhận hồ sơ", "Cán bộ tiếp nhận", "", Tone::Info),
        event("16:40 18/11/2026", "Nộp hồ sơ", "Nguyễn Thị Hồng", "", Tone::Good),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_renders_in_both_languages_without_inline_style_or_script() {
        for lang in Lang::ALL {
            for (name, html) in render_pages(lang).unwrap() {
                assert!(html.contains(&format!("<html lang=\"{}\">", lang.code())), "{name}");
                assert!(!html.contains("style=\"") && !html.contains("<style"), "{name}: inline style");
                assert!(!html.contains("onclick=") && !html.contains("<script>"), "{name}: inline script");
                assert!(!html.contains(">shell-"), "{name}: a key instead of words");
            }
        }
    }

    #[test]
    fn an_error_is_announced_in_title_summary_and_field() {
        let html = build_components_page(Lang::Vi, true).render().unwrap();
        assert!(html.contains("<title>Lỗi: Thông tin cơ sở"));
        assert!(html.contains("<a href=\"#name\">Hãy ghi tên cơ sở</a>"));
        assert!(html.contains("aria-describedby=\"name-hint name-error\" aria-invalid=\"true\""), "{html}");
    }
}
