//! Pages of look-ups, assembled instead of rendered.
//!
//! A scanner's page is asked for more often than all others together, and two of them differ only in their
//! [`PageTexts`]. For each language, verdict and set of texts that are present the page is rendered once, with
//! placeholders; then each page is that HTML with the texts put in.

use std::fmt::{self, Debug};
use std::sync::Arc;

use camket_domain::certificates::verdict::Verdict;
use quick_cache::sync::Cache;

use super::show::render_page;
use super::texts::{PageText, PageTexts, Placeholder};
use camket_shell::l10n::Lang;
use camket_shell::page::Page;
use camket_shell::request_context::{RequestContext, Site};

/// Most moulds, about 2 MB. There are some 40 for each language: the facts of a certificate are either all known or few.
const MAX_MOULDS: usize = 200;

/// The moulds of one installation.
pub(super) struct Moulds {
    site: Arc<Site>,
    by_shape: Cache<Shape, Arc<Mould>>,
}

/// What two pages with the same HTML around their texts share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    lang: Lang,
    verdict: Verdict,
    present: u32,
}

/// A page in pieces: HTML and the text that follows it; after the last text, `end`.
struct Mould {
    pieces: Vec<(Box<str>, Placeholder)>,
    end: Box<str>,
    /// Length of the HTML, in bytes.
    length: usize,
}

impl Moulds {
    pub(super) fn new(site: Arc<Site>) -> Self {
        Self { site, by_shape: Cache::new(MAX_MOULDS) }
    }

    /// The page for a visitor who is not logged in, the same as [`render_page`] returns.
    pub(super) fn render(
        &self,
        lang: Lang,
        verdict: Verdict,
        texts: &PageTexts<'_>,
    ) -> askama::Result<String> {
        let shape = Shape { lang, verdict, present: texts.list_present() };
        let mould = self.by_shape.get_or_insert_with(&shape, || self.build(shape).map(Arc::new))?;
        Ok(mould.fill(texts)?)
    }

    fn build(&self, shape: Shape) -> askama::Result<Mould> {
        let texts = PageTexts::build_placeholders(shape.present);
        let context = RequestContext::for_visitor(self.site.clone(), shape.lang, &texts[PageText::Path]);
        render_page(Page::new(context), shape.verdict, &texts).map(|html| Mould::split(&html))
    }
}

impl Mould {
    fn split(html: &str) -> Self {
        let (mut pieces, mut begin) = (Vec::new(), 0);
        for (place, letter) in html.char_indices() {
            if let Some(placeholder) = Placeholder::from_char(letter) {
                pieces.push((html[begin..place].into(), placeholder));
                begin = place + letter.len_utf8();
            }
        }
        Self { pieces, end: html[begin..].into(), length: html.len() }
    }

    fn fill(&self, texts: &PageTexts<'_>) -> Result<String, fmt::Error> {
        // The path stands there twice, and escaping makes a few texts longer.
        let mut html = String::with_capacity(self.length + 2 * texts.len() + 64);
        for (before, placeholder) in &self.pieces {
            html.push_str(before);
            texts.write(&mut html, *placeholder)?;
        }
        html.push_str(&self.end);
        Ok(html)
    }
}

impl Debug for Moulds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moulds({})", self.by_shape.len())
    }
}

#[cfg(test)]
mod tests {
    use camket_app::certificates::{LookupCertificate, LookupResult};
    use camket_domain::certificates::PublicFacts;
    use time::macros::datetime;

    use super::*;
    use crate::content;
    use crate::verify::sample;

    fn list_certificates() -> [LookupCertificate; 4] {
        let named = |name: &str| LookupCertificate {
            facts: PublicFacts { name: name.into(), ..sample::current_certificate().facts },
            ..sample::current_certificate()
        };
        let bare = LookupCertificate {
            facts: PublicFacts { details: None, ..sample::current_certificate().facts },
            ..sample::current_certificate()
        };
        [
            sample::current_certificate(),
            sample::superseded_certificate(),
            named("<b>\"Biển & 'Xanh'\" \u{e005}"),
            bare,
        ]
    }

    #[test]
    fn a_filled_mould_equals_the_rendered_page() {
        content::register();
        let site = Arc::new(Site { demo: false, https: true, operator: Some("Sở Nội vụ <KH>".into()) });
        let moulds = Moulds::new(site.clone());
        let path = "/v/01234-56784";
        for verdict in Verdict::ALL {
            for lang in [Lang::Vi, Lang::En] {
                for certificate in list_certificates().into_iter().map(Some).chain([None]) {
                    let result =
                        LookupResult { verdict, certificate, checked_at: datetime!(2026-11-23 02:15 UTC) };
                    let page = Page::new(RequestContext::for_visitor(site.clone(), lang, path));
                    let texts = PageTexts::new(&page, &result, "01234-56784");
                    let filled = moulds.render(lang, verdict, &texts).unwrap();
                    assert_eq!(filled, render_page(page.clone(), verdict, &texts).unwrap());
                    assert!(filled.contains(&format!("value=\"{path}\"")));
                }
            }
        }
    }
}
