//! The checks of every page: no serious axe violation, no content wider than the window, no error in the console.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::chromium::{Chromium, WindowMetrics};

/// The demo's accounts by their log-ins; `None` is a visitor.
pub const LOGINS: [Option<&str>; 6] = [
    None,
    Some("chucoso@camket.example"),
    Some("phanrang@camket.example"),
    Some("laodong@camket.example"),
    Some("lanhdao@camket.example"),
    Some("quantri@camket.example"),
];

#[derive(Debug)]
pub struct PageChecks {
    axe: &'static str,
}

impl PageChecks {
    pub fn new() -> Self {
        Self { axe: include_str!("../support/axe/axe.min.js") }
    }

    /// Fails if the present page breaks one of the checks.
    pub async fn check_page(&self, browser: &Chromium) {
        self.check_violations(browser).await;
        self.check_width_and_console(browser).await;
    }

    async fn check_violations(&self, browser: &Chromium) {
        let address = browser.address().await;
        for found in browser.axe(self.axe).await {
            let serious = matches!(found.impact.as_str(), "serious" | "critical");
            assert!(!serious, "{address}: {} ({}) at {:?}", found.rule, found.help, found.places);
        }
    }

    async fn check_width_and_console(&self, browser: &Chromium) {
        let address = browser.address().await;
        let width = browser.overflow().await;
        assert!(width <= 0, "{address} is {width} px wider than the window");
        let errors: Vec<_> = browser.console_errors().await;
        // Chromium reports a page with status 404 as an error, but some pages are expected to be missing.
        let errors: Vec<_> = errors.into_iter().filter(|error| !error.contains("status of 404")).collect();
        assert!(errors.is_empty(), "{address}: {errors:?}");
    }
}

/// Looks where a person looks: at their desk, and every page of ours that their first pages link to, one of a kind; at each in
/// the wide window and as on a phone. What roles see differently is analysed in the wide window, which shows all of it; on the
/// phone axe runs on the kinds that are not yet in `analysed`, and adds them.
pub async fn look_around(
    sights: &PageChecks,
    browser: &Chromium,
    url: &str,
    login: Option<&str>,
    analysed: &mut BTreeSet<String>,
) {
    let mut seen: Vec<String> = match login {
        None => [
            "/",
            "/sign-up",
            "/sign-up/confirm",
            "/log-in",
            "/password/forgot",
            "/v",
            "/v/AAAAA-AAAAA",
            "/v/01234-56784",
            "/privacy",
            "/demo/mailbox",
            "/nowhere",
        ]
        .map(String::from)
        .to_vec(),
        Some(_) => vec!["/".to_owned(), "/account".to_owned()],
    };
    let mut at = 0;
    while at < seen.len() {
        browser.open(&format!("{url}{}", seen[at])).await;
        // Bounded: what this page links to is still looked at, what comes after is not looked for.
        let more = if seen.len() < 60 { list_links(browser, url).await } else { Vec::new() };
        for link in more {
            let kind = path_shape(&link);
            if seen.iter().all(|known| path_shape(known) != kind) {
                seen.push(link);
            }
        }
        sights.check_page(browser).await;
        browser.become_window(WindowMetrics::PHONE).await;
        if analysed.insert(path_shape(&seen[at])) {
            sights.check_violations(browser).await;
        }
        sights.check_width_and_console(browser).await;
        browser.become_window(WindowMetrics::DESKTOP).await;
        at += 1;
    }
}

/// The pages that the present page links to: no PDFs, no API, no other hosts.
async fn list_links(browser: &Chromium, url: &str) -> Vec<String> {
    let mut found = Vec::new();
    let all = "return [...document.querySelectorAll('a[href]')].map((link) => String(link.href));";
    let all = browser.driver().execute(all, vec![]).await.expect("links");
    for address in all.as_array().into_iter().flatten().filter_map(Value::as_str) {
        let Some(path) = address.strip_prefix(url) else { continue };
        let path = path.split('#').next().unwrap_or_default();
        let a_page = !path.is_empty()
            && !path.contains("pdf")
            && !path.contains("/shared/")
            && !path.contains("/static/")
            && !path.starts_with("/api/");
        if a_page {
            found.push(path.to_owned());
        }
    }
    found
}

/// A path without its ids and query: pages with the same shape count as one kind.
fn path_shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| {
        if part.len() >= 10 && part.chars().any(|c| c.is_ascii_digit()) {
            "*".to_owned()
        } else {
            part.to_owned()
        }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
