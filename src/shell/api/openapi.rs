//! The OpenAPI document, made from the routes: what a route says of itself, and what all of them share.

use std::collections::BTreeMap;
use std::fmt;

use axum::http::Method;
use axum::routing::MethodFilter;
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::openapi::path::{HttpMethod, Operation, PathItem};
use utoipa::openapi::response::Response;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, Info, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr, ResponseBuilder, Tag,
};
use utoipa::{PartialSchema, ToSchema};

use super::error::ErrorBody;
use crate::access::Access;

/// A handler's description, made by `#[utoipa::path]`.
pub trait DescribedHandler: utoipa::Path + SchemaReferences + Tags<'static> {}

impl<T: utoipa::Path + SchemaReferences + Tags<'static>> DescribedHandler for T {}

/// A route of the API with its description.
#[derive(Clone)]
pub struct ApiRoute {
    method: HttpMethod,
    /// Path with its placeholders.
    pub path: String,
    operation: Operation,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl fmt::Debug for ApiRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method(), self.path)
    }
}

impl ApiRoute {
    /// The description of a route with this access.
    #[must_use]
    pub fn new<P: DescribedHandler>(access: Access) -> Self {
        let mut schemas = Vec::new();
        P::schemas(&mut schemas);
        // A handler answers one method.
        let method = P::methods().into_iter().next().unwrap_or(HttpMethod::Get);
        let mut operation = add_common_responses(P::operation(), access);
        operation.tags = Some(P::tags().into_iter().map(str::to_owned).collect());
        Self { method, path: P::path(), operation, schemas }
    }

    #[must_use]
    pub fn method(&self) -> Method {
        self.pair().0
    }

    pub(crate) fn method_filter(&self) -> MethodFilter {
        self.pair().1
    }

    fn pair(&self) -> (Method, MethodFilter) {
        match self.method {
            HttpMethod::Get => (Method::GET, MethodFilter::GET),
            HttpMethod::Post => (Method::POST, MethodFilter::POST),
            HttpMethod::Put => (Method::PUT, MethodFilter::PUT),
            HttpMethod::Delete => (Method::DELETE, MethodFilter::DELETE),
            HttpMethod::Options => (Method::OPTIONS, MethodFilter::OPTIONS),
            HttpMethod::Head => (Method::HEAD, MethodFilter::HEAD),
            HttpMethod::Patch => (Method::PATCH, MethodFilter::PATCH),
            HttpMethod::Trace => (Method::TRACE, MethodFilter::TRACE),
        }
    }
}

/// Adds what all operations share: who may call, and the one shape of errors.
fn add_common_responses(mut operation: Operation, access: Access) -> Operation {
    if let Access::Guarded(_) = access {
        let by = |scheme: &str| SecurityRequirement::new(scheme, Vec::<String>::new());
        operation.security = Some(vec![by(BEARER), by(COOKIE)]);
        operation
            .responses
            .responses
            .entry("401".into())
            .or_insert_with(|| build_error_response("Nobody is logged in, or the token is over.").into());
    }
    let any = || build_error_response("Anything else: see the code.").into();
    operation.responses.responses.entry("default".into()).or_insert_with(any);
    operation
}

const BEARER: &str = "token";
const COOKIE: &str = "session";

/// An error response of the one shape. `what` says when it is given.
#[must_use]
pub fn build_error_response(what: &str) -> Response {
    let schema = Ref::from_schema_name(ErrorBody::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(what).content("application/json", content).build()
}

/// The OpenAPI document. `tags` are the capabilities that have JSON, each with a sentence. The same arguments give the
/// same document.
#[must_use]
pub fn build_document(info: Info, tags: &[(&str, &str)], described: &[ApiRoute]) -> OpenApi {
    let mut paths = PathsBuilder::new();
    let mut schemas = BTreeMap::from([(ErrorBody::name().into_owned(), ErrorBody::schema())]);
    let mut errors = Vec::new();
    <ErrorBody as ToSchema>::schemas(&mut errors);
    for route in described {
        paths = paths.path(&route.path, PathItem::new(route.method.clone(), route.operation.clone()));
        schemas.extend(route.schemas.iter().cloned());
    }
    schemas.extend(errors);
    let mut components = Components::new();
    components.schemas.extend(schemas);
    components.security_schemes.extend(build_security_schemes());
    let tag = |(name, what): &(&str, &str)| {
        let mut tag = Tag::new(*name);
        tag.description = Some((*what).to_owned());
        tag
    };
    OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .components(Some(components))
        .tags(Some(tags.iter().map(tag).collect::<Vec<_>>()))
        .build()
}

fn build_security_schemes() -> [(String, RefOr<SecurityScheme>); 2] {
    let mut bearer = Http::new(HttpAuthScheme::Bearer);
    bearer.bearer_format = Some("camket_…".to_owned());
    bearer.description = Some("A token that a signed-in user made. Counts below /api/v1/ only.".to_owned());
    let cookie =
        ApiKeyValue::with_description("__Host-session", "The session of a browser that is logged in.");
    [
        (BEARER.to_owned(), SecurityScheme::Http(bearer).into()),
        (COOKIE.to_owned(), SecurityScheme::ApiKey(ApiKey::Cookie(cookie)).into()),
    ]
}

/// The document as it is served, and as it is kept in `docs/openapi.json`.
#[must_use]
pub fn format_document(document: &OpenApi) -> String {
    // Plain data: serialising it cannot fail.
    document.to_pretty_json().unwrap_or_default() + "\n"
}
