//! The body of a form with files, lent to its handler: where the answer was given before the body was read, as after the end
//! of a session, what was typed is read here.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::request::Parts;
use futures_util::stream::{self, StreamExt};
use parking_lot::Mutex;

use super::Fields;
use super::sent::MAX_KEPT_BYTES;

pub(super) struct LentBody(Arc<Mutex<Option<Body>>>);

impl LentBody {
    /// The body for the handler, which takes it when it reads the first byte.
    pub(super) fn lend(body: Body) -> (Self, Body) {
        let kept = Arc::new(Mutex::new(Some(body)));
        let lent = kept.clone();
        let whole = async move { lent.lock().take().unwrap_or_default() };
        (Self(kept), Body::from_stream(stream::once(whole).flat_map(Body::into_data_stream)))
    }

    /// The fields without files, in their order; none if the handler has begun to read. Of a form with large files, those
    /// before the files.
    pub(super) async fn read_fields(self, origin: &Parts) -> Fields {
        let (mut fields, mut bytes) = (Fields::new(), 0);
        let Some(body) = self.0.lock().take() else { return fields };
        // Without the limit of the route: the framework's own, of 2 MB, is enough.
        let mut request = Request::new(body);
        request.headers_mut().clone_from(&origin.headers);
        let Ok(mut parts) = Multipart::from_request(request, &()).await else { return fields };
        while let Ok(Some(part)) = parts.next_field().await {
            if part.file_name().is_some() {
                continue;
            }
            let name = part.name().unwrap_or_default().to_owned();
            let Ok(value) = part.text().await else { break };
            bytes += value.len();
            if bytes > MAX_KEPT_BYTES {
                break;
            }
            fields.push((name, value));
        }
        fields
    }
}
