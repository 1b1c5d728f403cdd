//! A router that remembers what it was told, so that a test can walk every route with every role.
//!
//! `public` routes may be seen by anyone. `guarded` ones name an action of the permission table; the name travels with
//! the request (`RouteAction`), and whoever answers must have asked the table about it.

use std::convert::Infallible;

use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter, Route, on};
use axum::{Extension, Router};
use tower::{Layer, Service};

/// Who may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, logged in or not.
    Public,
    /// Whom the permission table allows this action.
    Guarded(&'static str),
}

/// One route, as a test sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// Method.
    pub method: Method,
    /// Path with its placeholders (`/venues/{id}`).
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
}

/// The action that the matched route names; in the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteAction(pub &'static str);

/// Routes being collected. Each capability returns its own; the top merges them.
#[derive(Debug)]
pub struct Routes<S> {
    router: Router<S>,
    list: Vec<RouteInfo>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), list: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A route for everyone.
    #[must_use]
    pub fn public<H, T>(self, method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let service = on(filter(&method), handler);
        self.add(RouteInfo { method, path, access: Access::Public }, service)
    }

    /// A route for those whom the permission table allows `action`.
    #[must_use]
    pub fn guarded<H, T>(self, method: Method, path: &'static str, action: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let service = on(filter(&method), handler).layer(Extension(RouteAction(action)));
        self.add(RouteInfo { method, path, access: Access::Guarded(action) }, service)
    }

    /// These routes and those of another capability.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        Self { router: self.router.merge(other.router), list: self.list }
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
        Self { router: self.router.route_layer(layer), list: self.list }
    }

    /// Everything collected so far.
    #[must_use]
    pub fn list(&self) -> &[RouteInfo] {
        &self.list
    }

    /// The router to serve and the list to test.
    pub fn into_parts(self) -> (Router<S>, Vec<RouteInfo>) {
        (self.router, self.list)
    }

    fn add(mut self, route: RouteInfo, service: MethodRouter<S>) -> Self {
        let router = self.router.route(route.path, service);
        self.list.push(route);
        Self { router, list: self.list }
    }
}

fn filter(method: &Method) -> MethodFilter {
    // Forms know GET and POST, the API a few more; another method here is a slip that every test meets at once.
    MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::StatusCode;
    use tower::ServiceExt;

    async fn action(action: Option<Extension<RouteAction>>) -> String {
        action.map_or(String::from("public"), |Extension(RouteAction(name))| name.to_owned())
    }

    fn sample() -> Routes<()> {
        let venues = Routes::new().guarded(Method::GET, "/venues/{id}", "venues.view", action).guarded(
            Method::POST,
            "/venues/{id}",
            "venues.change",
            action,
        );
        Routes::new().public(Method::GET, "/", action).merge(venues)
    }

    #[test]
    fn the_list_holds_every_route_and_its_access() {
        let list = sample().list().to_vec();
        assert_eq!(list.len(), 3);
        assert_eq!(list[2].access, Access::Guarded("venues.change"));
    }

    #[tokio::test]
    async fn a_guarded_handler_sees_its_action() {
        let (router, _) = sample().into_parts();
        let request = Request::post("/venues/1").body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let body = axum::body::to_bytes(answer.into_body(), 100).await.unwrap();
        assert_eq!(&body[..], b"venues.change");
    }
}
