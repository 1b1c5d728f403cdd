//! A cache of rendered look-up pages: one certificate may be scanned many times within minutes.
//!
//! A page is reused only for the same code, language, finding and minute, so it equals a newly rendered one. The cache is
//! bounded: many different look-ups evict other pages.

use std::fmt;
use std::sync::Arc;

use axum::body::Bytes;
use camket_app::certificates::Finding;
use quick_cache::sync::Cache;
use time::Duration;

use super::show;
use crate::l10n::Lang;
use crate::page::Page;

/// Most pages in the cache, about 2 MB.
const MOST: usize = 200;

/// The cached pages. Cheap to clone.
#[derive(Clone)]
pub struct Drawn(Arc<Cache<(bool, String), Arc<Kept>>>);

struct Kept {
    finding: Finding,
    body: Bytes,
}

impl Drawn {
    /// The page for an anonymous visitor, from the cache or newly rendered.
    pub(super) fn page(&self, page: Page, finding: Finding, given: String) -> askama::Result<Bytes> {
        if finding.paper.is_none() {
            // Not cached: anyone can invent look-ups without a certificate, at any length.
            return show::drawn(page, &finding, &given).map(Bytes::from);
        }
        let finding = to_the_minute(finding);
        let key = (page.lang() == Lang::Vi, given);
        if let Some(kept) = self.0.get(&key).filter(|kept| kept.finding == finding) {
            return Ok(kept.body.clone());
        }
        let body = Bytes::from(show::drawn(page, &finding, &key.1)?);
        self.0.insert(key, Arc::new(Kept { finding, body: body.clone() }));
        Ok(body)
    }
}

/// Cuts the time to the minute, which the page shows.
fn to_the_minute(finding: Finding) -> Finding {
    let at = finding.checked_at;
    let over = Duration::seconds(at.unix_timestamp() % 60) + Duration::nanoseconds(at.nanosecond().into());
    Finding { checked_at: at - over, ..finding }
}

impl Default for Drawn {
    fn default() -> Self {
        Self(Arc::new(Cache::new(MOST)))
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawn")
    }
}

#[cfg(test)]
mod tests {
    use camket_domain::certificates::verdict::Verdict;
    use time::macros::datetime;

    use super::*;
    use crate::styleguide::visitor;
    use crate::verify::sample;

    #[test]
    fn a_page_is_drawn_again_when_anything_it_says_has_changed() {
        let drawn = Drawn::default();
        let noon = datetime!(2026-11-23 05:00:10 UTC);
        let finding = |verdict, checked_at| Finding { verdict, paper: Some(sample::paper()), checked_at };
        let page = |lang, finding| drawn.page(visitor(lang), finding, "01234-56784".into()).unwrap();
        let first = page(Lang::Vi, finding(Verdict::Valid, noon));
        let again = page(Lang::Vi, finding(Verdict::Valid, noon + Duration::seconds(49)));
        assert_eq!(first.as_ptr(), again.as_ptr(), "the same bytes");
        let later = page(Lang::Vi, finding(Verdict::Valid, noon + Duration::seconds(50)));
        assert_ne!(first, later, "another minute");
        assert_ne!(page(Lang::En, finding(Verdict::Valid, noon)), first);
        let revoked = page(Lang::Vi, finding(Verdict::Revoked, noon));
        assert!(String::from_utf8_lossy(&revoked).contains("data-verdict=\"revoked\""));
    }
}
