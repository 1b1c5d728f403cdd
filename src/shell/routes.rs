//! A router that keeps a list of its routes, so that a test can call every route with every role.
//!
//! `public` routes are for everyone. `guarded` routes name an action of the permission table; [`session::guard`] lets
//! only roles through that may do it, whatever the handler does.

use std::borrow::Cow;
use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter, Route, on};
use camket_domain::permissions::Action;
use tower::{Layer, Service};

pub use crate::access::Access;
use crate::api::openapi::{ApiRoute, DescribedHandler};
use crate::session;

/// One route, as tests see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    pub method: Method,
    /// Path with its placeholders (`/venues/{id}`).
    pub path: Cow<'static, str>,
    pub access: Access,
}

/// A collection of routes. Each capability returns its own; `crate::routes` merges them.
#[derive(Debug)]
pub struct Routes<S> {
    router: Router<S>,
    list: Vec<RouteInfo>,
    api_routes: Vec<ApiRoute>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), list: Vec::new(), api_routes: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a route for everyone.
    #[must_use]
    pub fn public<H, T>(self, method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let service = on(to_method_filter(&method), handler);
        self.add(RouteInfo { method, path: path.into(), access: Access::Public }, service)
    }

    /// Adds a route for roles that the permission table allows `action`.
    #[must_use]
    pub fn guarded<H, T>(self, method: Method, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let service =
            on(to_method_filter(&method), handler).layer(from_fn_with_state(action, session::guard));
        self.add(RouteInfo { method, path: path.into(), access: Access::Guarded(action) }, service)
    }

    /// Adds a route of the API with its description: method and path are in the `#[utoipa::path]` above `handler`,
    /// which makes the type `__path_<handler>`. Every route below `/api/` is registered so.
    #[must_use]
    pub fn api<P, H, T>(mut self, access: Access, _: P, handler: H) -> Self
    where
        P: DescribedHandler,
        H: Handler<T, S>,
        T: 'static,
    {
        let described = ApiRoute::new::<P>(access);
        let (method, path) = (described.method(), Cow::from(described.path.clone()));
        let service = on(to_method_filter(&method), handler);
        let service = match access {
            Access::Public => service,
            Access::Guarded(action) => service.layer(from_fn_with_state(action, session::guard)),
        };
        self.api_routes.push(described);
        self.add(RouteInfo { method, path, access }, service)
    }

    /// Adds the routes of another capability.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.api_routes.extend(other.api_routes);
        Self { router: self.router.merge(other.router), ..self }
    }

    /// Wraps every route collected so far, such as by a larger body limit.
    #[must_use]
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error: Into<Infallible>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        Self { router: self.router.route_layer(layer), ..self }
    }

    /// Every route collected so far.
    #[must_use]
    pub fn list(&self) -> &[RouteInfo] {
        &self.list
    }

    /// The descriptions of the routes of the API.
    #[must_use]
    pub fn api_routes(&self) -> &[ApiRoute] {
        &self.api_routes
    }

    /// The router to serve, and the list for tests.
    pub fn into_parts(self) -> (Router<S>, Vec<RouteInfo>) {
        (self.router, self.list)
    }

    fn add(mut self, route: RouteInfo, service: MethodRouter<S>) -> Self {
        let router = self.router.route(&route.path, service);
        self.list.push(route);
        Self { router, ..self }
    }
}

fn to_method_filter(method: &Method) -> MethodFilter {
    // Forms use GET and POST, the API a few more; another method here is a mistake that tests find.
    MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET)
}
