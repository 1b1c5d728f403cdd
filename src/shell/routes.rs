//! A router that keeps a list of its routes, so that a test can call every route with every role.
//!
//! A route names an action of the permission table; [`session::guard`] lets only roles through that may do it, whatever
//! the handler does. Only a route added as `public_…` is for everyone.

mod any_handler;

use std::borrow::Cow;
use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route, get, on, post};
use camket_domain::permissions::Action;
use tower::{Layer, Service};

pub use crate::access::Access;
use crate::api::openapi::{ApiRoute, DescribedHandler};
use crate::session;
use any_handler::AnyHandler;

/// One route, as tests see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    pub method: Method,
    /// Path with its placeholders (`/rows/{id}`).
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

    /// Adds a route for roles that the permission table allows `action`: GET, and with it HEAD.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(Method::GET, path, Access::Guarded(action), get(AnyHandler::new(handler)))
    }

    /// Adds a route for roles that the permission table allows `action`: POST.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(Method::POST, path, Access::Guarded(action), post(AnyHandler::new(handler)))
    }

    /// As [`Self::get`], for what leaves the register: a second factor, if there is one, is asked for anew.
    #[must_use]
    pub fn get_confirmed<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let service = get(AnyHandler::new(handler)).layer(from_fn(session::require_fresh_factor));
        self.add(Method::GET, path, Access::Guarded(action), service)
    }

    /// As [`Self::post`], for decisions, exports and reveals: a second factor, if there is one, is asked for anew.
    #[must_use]
    pub fn post_confirmed<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let service = post(AnyHandler::new(handler)).layer(from_fn(session::require_fresh_factor));
        self.add(Method::POST, path, Access::Guarded(action), service)
    }

    /// Adds a route for everyone: GET, and with it HEAD.
    #[must_use]
    pub fn public_get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(Method::GET, path, Access::Public, get(AnyHandler::new(handler)))
    }

    /// Adds a route for everyone: POST.
    #[must_use]
    pub fn public_post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(Method::POST, path, Access::Public, post(AnyHandler::new(handler)))
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
        let (method, path) = (described.method(), described.path.clone());
        let service = on(described.method_filter(), AnyHandler::new(handler));
        self.api_routes.push(described);
        self.add(method, path, access, service)
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

    /// Adds a route; the guard of a guarded one stands before its handler.
    fn add(
        mut self,
        method: Method,
        path: impl Into<Cow<'static, str>>,
        access: Access,
        service: MethodRouter<S>,
    ) -> Self {
        let service = match access {
            Access::Public => service,
            Access::Guarded(action) => service.layer(from_fn_with_state(action, session::guard)),
        };
        let path = path.into();
        let router = self.router.route(&path, service);
        self.list.push(RouteInfo { method, path, access });
        Self { router, ..self }
    }
}
