//! The header `Link` (RFC 8288): licence, description, and the further pages of a list.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::look::PageLinks;

/// The links of an answer. Addresses are absolute and encoded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LinkHeader(Vec<String>);

impl LinkHeader {
    /// `rel`: a relation type of the registry of IANA.
    #[must_use]
    pub fn with(mut self, rel: &str, address: &str) -> Self {
        self.0.push(format!("<{address}>; rel=\"{rel}\""));
        self
    }

    /// As [`Self::with`], with the media type of what the link leads to.
    #[must_use]
    pub fn with_typed(mut self, rel: &str, address: &str, media_type: &str) -> Self {
        self.0.push(format!("<{address}>; rel=\"{rel}\"; type=\"{media_type}\""));
        self
    }

    /// `first` on every page but the first, `next` on every page but the last. `complete` makes an address of a path.
    #[must_use]
    pub fn with_pages(self, pages: &PageLinks, complete: impl Fn(&str) -> String) -> Self {
        let links = [("first", &pages.first), ("next", &pages.next)];
        let found = links.into_iter().filter_map(|(rel, path)| Some((rel, path.as_deref()?)));
        found.fold(self, |links, (rel, path)| links.with(rel, &complete(path)))
    }

    /// The header; none without links.
    pub fn into_headers(self) -> HeaderMap {
        let value = Some(self.0.join(", ")).filter(|text| !text.is_empty());
        let value = value.and_then(|text| HeaderValue::from_str(&text).ok());
        value.map(|value| (header::LINK, value)).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_licence_stand_in_one_header() {
        let pages = PageLinks { first: Some("/x".to_owned()), next: Some("/x?after=1.2".to_owned()) };
        let complete = |path: &str| format!("https://camket.example.vn{path}");
        let links =
            LinkHeader::default().with("license", "https://example.org/").with_pages(&pages, complete);
        let headers = links.into_headers();
        assert_eq!(
            headers["link"],
            "<https://example.org/>; rel=\"license\", <https://camket.example.vn/x>; rel=\"first\", \
             <https://camket.example.vn/x?after=1.2>; rel=\"next\""
        );
        let last = PageLinks { first: None, next: None };
        assert!(LinkHeader::default().with_pages(&last, complete).into_headers().is_empty());
    }
}
