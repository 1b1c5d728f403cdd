//! Pages of look-ups that were drawn a moment ago: the paper on a busy wall is scanned again and again.
//!
//! A page is used again only for the same question in the same language with the same finding in the same minute, so it
//! can say nothing that a new one would not. Bounded: who asks for many papers pushes out others, nothing more.

use std::fmt;
use std::sync::Arc;

use axum::body::Bytes;
use camket_app::certificates::Finding;
use quick_cache::sync::Cache;
use time::Duration;

use super::show;
use crate::l10n::Lang;
use crate::page::Page;

/// How many are kept: some 2 MB.
const MOST: usize = 200;

/// The pages. Cheap to clone.
#[derive(Clone)]
pub struct Drawn(Arc<Cache<(bool, String), Arc<Kept>>>);

struct Kept {
    finding: Finding,
    body: Bytes,
}

impl Drawn {
    /// The page for someone of whom nothing is known but the language.
    pub(super) fn page(&self, page: Page, finding: Finding, given: String) -> askama::Result<Bytes> {
        if finding.paper.is_none() {
            // What names no paper is anyone's to make up, at any length.
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

/// Minutes are what the page shows.
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
