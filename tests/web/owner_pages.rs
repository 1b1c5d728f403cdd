//! The steps of an owner on pages, with all form fields.

use crate::browser::{BrowserResponse, SimulatedBrowser};

/// The owner's pages, from sign-up to the submission of the application.
pub struct OwnerPages {
    pub browser: SimulatedBrowser,
    /// The path of the venue's page.
    pub venue: String,
}

/// Personal numbers that no page may show after they were typed.
#[derive(Clone, Copy, Debug)]
pub struct TypedNumbers {
    pub tax: &'static str,
    pub representative: &'static str,
    pub worker: &'static str,
}

impl TypedNumbers {
    pub fn all(self) -> [&'static str; 3] {
        [self.tax, self.representative, self.worker]
    }
}

pub const PASSWORD: &str = "biển xanh ở Ninh Chữ";

impl OwnerPages {
    /// Registers a guest house in Phan Rang.
    pub async fn registers(mut browser: SimulatedBrowser, name: &str) -> Self {
        let page = browser.opens("/venues/new").await;
        let page = browser.sends(&page, &[("kind", "motel"), ("name", name)]).await;
        let venue = page.path.split('/').take(3).collect::<Vec<_>>().join("/");
        assert!(venue.starts_with("/venues/"), "registered, and on to its pages: {}", page.path);
        Self { browser, venue }
    }

    /// Opens a page of the venue.
    pub async fn opens(&mut self, page: &str) -> BrowserResponse {
        self.browser.opens(&format!("{}{page}", self.venue)).await
    }

    pub async fn fills_in(&mut self, numbers: TypedNumbers) {
        let sections: [(&str, &[(&str, &str)]); 4] = [
            ("place", &[("province", "56"), ("commune", "22759"), ("address", "12 đường 16 Tháng 4")]),
            (
                "business",
                &[
                    ("tax", numbers.tax),
                    ("phone", "0259 3822 111"),
                    ("rooms", "12"),
                    ("opened_on", "30/4/2019"),
                ],
            ),
            (
                "security",
                &[("person", "Phạm Văn Giữ"), ("certificate", "12/GCN"), ("certificate_on", "1/2/2024")],
            ),
            (
                "representative",
                &[
                    ("name", "Nguyễn Thị Đại Diện"),
                    ("born_on", "17/5/1990"),
                    ("number", numbers.representative),
                    ("phone", "0903 000 002"),
                ],
            ),
        ];
        for (section, fields) in sections {
            let page = self.opens(&format!("/sections/{section}")).await;
            let next = self.browser.sends(&page, fields).await;
            assert!(next.status.is_success(), "{section}: {}\n{}", next.status, next.text());
        }
    }

    pub async fn signs(&mut self) -> BrowserResponse {
        let page = self.opens("/pledge/sign").await;
        let fields = [
            ("agree", "yes"),
            ("name", "Nguyễn Thị Đại Diện"),
            ("capacity", "owner"),
            ("how", "password"),
            ("current", PASSWORD),
        ];
        self.browser.sends(&page, &fields).await
    }

    pub async fn declares(&mut self, name: &str, number: &str) -> BrowserResponse {
        let page = self.opens("/workers/new").await;
        self.browser.sends(&page, &worker_fields(name, number)).await
    }

    pub async fn submits(&mut self) -> BrowserResponse {
        let page = self.opens("/check").await;
        let submit = format!("{}/submit", self.venue);
        self.browser.presses(&page, &submit).await
    }
}

/// The form fields of a female receptionist born in 1990.
pub fn worker_fields<'a>(name: &'a str, number: &'a str) -> [(&'a str, &'a str); 12] {
    [
        ("name", name),
        ("sex", "female"),
        ("born_on", "17/5/1990"),
        ("paper", "personal"),
        ("number", number),
        ("nationality", "Việt Nam"),
        ("residence", "Phường Phan Rang"),
        ("position", "Lễ tân"),
        ("customer_facing", "yes"),
        ("group", "other"),
        ("contract", "indefinite"),
        ("started_on", "1/3/2025"),
    ]
}
