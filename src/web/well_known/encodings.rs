//! The status list in each supported encoding, compressed once for each list.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, header};
use camket_app::register::PublishedList;
use tokio::sync::Mutex;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::compression::CompressionLayer;

use super::{ServedList, compute_etag};

/// Encodings by preference.
const ENCODINGS: [&str; 2] = ["br", "gzip"];

/// The last list and its encodings. Cheap to clone.
#[derive(Clone, Default)]
pub struct StatusListCache(Arc<Mutex<Option<ServedList>>>);

/// A list and its encodings.
pub(super) struct EncodedList {
    list: Arc<PublishedList>,
    etag: String,
    bodies: Vec<(&'static str, Vec<u8>)>,
}

impl StatusListCache {
    /// The list with its encodings; the first request for a new list compresses it.
    pub(super) async fn load_encoded(&self, list: Arc<PublishedList>) -> ServedList {
        let mut last = self.0.lock().await;
        if let Some(served) = last.as_ref().filter(|served| Arc::ptr_eq(&served.list, &list)) {
            return Arc::clone(served);
        }
        let mut forms = Vec::with_capacity(ENCODINGS.len());
        for encoding in ENCODINGS {
            forms.extend(compress(encoding, &list.bytes).await.map(|bytes| (encoding, bytes)));
        }
        let served = Arc::new(EncodedList { etag: compute_etag(&list.bytes), list, bodies: forms });
        *last = Some(Arc::clone(&served));
        served
    }
}

impl EncodedList {
    pub(super) fn etag(&self) -> &str {
        &self.etag
    }

    /// The bytes in the best encoding that the caller accepts, and its name; `None` for uncompressed bytes.
    pub(super) fn choose_encoding(&self, asked: &HeaderMap) -> (Option<&'static str>, &[u8]) {
        let takes = |(encoding, _): &&(&'static str, Vec<u8>)| accepts_encoding(asked, encoding);
        match self.bodies.iter().find(takes) {
            Some((encoding, bytes)) => (Some(encoding), bytes),
            None => (None, &self.list.bytes),
        }
    }
}

/// Whether the caller accepts an encoding (RFC 9110 section 12.5.3). `*` alone does not count.
pub(crate) fn accepts_encoding(asked: &HeaderMap, encoding: &str) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|wish| {
        let mut parts = wish.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|q| q.parse() == Ok(0.0_f32));
        named && !refused
    })
}

/// Compresses bytes with the compression layer of the shell; `None` if it does not use this encoding.
async fn compress(encoding: &'static str, bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = bytes.to_vec();
    let plain = service_fn(move |_: Request<Body>| {
        let bytes = bytes.clone();
        async move { Ok::<_, Infallible>(Response::new(Body::from(bytes))) }
    });
    let request = Request::builder().header(header::ACCEPT_ENCODING, encoding).body(Body::empty()).ok()?;
    let answer = CompressionLayer::new().layer(plain).oneshot(request).await.ok()?;
    let named = answer.headers().get(header::CONTENT_ENCODING).is_some_and(|named| named == encoding);
    let body = to_bytes(Body::new(answer.into_body()), usize::MAX).await.ok()?;
    named.then(|| body.to_vec())
}

impl fmt::Debug for StatusListCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lists")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn accepted_encodings_are_parsed() {
        let asked = |line: &'static str| {
            HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(line))])
        };
        assert!(
            accepts_encoding(&asked("gzip, deflate, br"), "br") && accepts_encoding(&asked("BR;q=0.5"), "br")
        );
        assert!(
            !accepts_encoding(&asked("br;q=0, gzip"), "br")
                && accepts_encoding(&asked("br;q=0, gzip"), "gzip")
        );
        assert!(!accepts_encoding(&asked("*"), "br") && !accepts_encoding(&HeaderMap::new(), "gzip"));
    }

    #[tokio::test]
    async fn the_shells_compression_is_used() {
        let bytes = b"status ".repeat(100);
        for encoding in ENCODINGS {
            let encoded = compress(encoding, &bytes).await.unwrap();
            assert!(encoded.len() < bytes.len() / 4, "{encoding}: {}", encoded.len());
        }
    }
}
