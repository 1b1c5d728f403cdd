//! A cache of rendered look-up pages: one certificate may be scanned many times within minutes.
//!
//! A page is reused only for the same code, language, result and minute, so it equals a newly rendered one. The cache is
//! bounded: many different look-ups evict other pages.

use std::fmt;
use std::sync::Arc;

use axum::body::Bytes;
use camket_app::certificates::LookupResult;
use quick_cache::sync::Cache;
use time::Duration;

use camket_shell::l10n::Lang;
use camket_shell::page::Page;

/// Most pages in the cache, about 2 MB.
const MAX_PAGES: usize = 200;

/// The cached pages. Cheap to clone.
#[derive(Clone)]
pub struct PageCache(Arc<Cache<(bool, String), Arc<CachedPage>>>);

struct CachedPage {
    result: LookupResult,
    body: Bytes,
}

impl PageCache {
    /// The page for an anonymous visitor, from the cache or newly rendered by `render`.
    pub(super) fn find_or_render(
        &self,
        page: Page,
        result: LookupResult,
        given: String,
        render: impl Fn(Page, &LookupResult, &str) -> askama::Result<String>,
    ) -> askama::Result<Bytes> {
        if result.certificate.is_none() {
            // Not cached: anyone can invent look-ups without a certificate, at any length.
            return render(page, &result, &given).map(Bytes::from);
        }
        let result = truncate_to_minute(result);
        let key = (page.lang() == Lang::Vi, given);
        if let Some(kept) = self.0.get(&key).filter(|kept| kept.result == result) {
            return Ok(kept.body.clone());
        }
        let body = Bytes::from(render(page, &result, &key.1)?);
        self.0.insert(key, Arc::new(CachedPage { result, body: body.clone() }));
        Ok(body)
    }
}

/// Cuts the time to the minute, which the page shows.
fn truncate_to_minute(result: LookupResult) -> LookupResult {
    let at = result.checked_at;
    let over = Duration::seconds(at.unix_timestamp() % 60) + Duration::nanoseconds(at.nanosecond().into());
    LookupResult { checked_at: at - over, ..result }
}

impl Default for PageCache {
    fn default() -> Self {
        Self(Arc::new(Cache::new(MAX_PAGES)))
    }
}

impl fmt::Debug for PageCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageCache")
    }
}

#[cfg(test)]
mod tests {
    use camket_domain::certificates::verdict::Verdict;
    use time::macros::datetime;

    use super::*;
    use crate::styleguide::build_visitor_page;
    use crate::verify::sample;
    use crate::verify::show::render_html;

    #[test]
    fn a_page_is_rendered_again_when_its_content_has_changed() {
        let drawn = PageCache::default();
        let noon = datetime!(2026-11-23 05:00:10 UTC);
        let result = |verdict, checked_at| LookupResult {
            verdict,
            certificate: Some(sample::current_certificate()),
            checked_at,
        };
        let page = |lang, result| {
            drawn.find_or_render(build_visitor_page(lang), result, "01234-56784".into(), render_html).unwrap()
        };
        let first = page(Lang::Vi, result(Verdict::Valid, noon));
        let again = page(Lang::Vi, result(Verdict::Valid, noon + Duration::seconds(49)));
        assert_eq!(first.as_ptr(), again.as_ptr(), "the same bytes");
        let later = page(Lang::Vi, result(Verdict::Valid, noon + Duration::seconds(50)));
        assert_ne!(first, later, "another minute");
        assert_ne!(page(Lang::En, result(Verdict::Valid, noon)), first);
        let revoked = page(Lang::Vi, result(Verdict::Revoked, noon));
        assert!(String::from_utf8_lossy(&revoked).contains("data-verdict=\"revoked\""));
    }
}
