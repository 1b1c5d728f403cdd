//! The OpenAPI document matches the routes.

use std::collections::BTreeSet;
use std::path::PathBuf;

use axum::http::Method;
use camket_domain::accounts::Role;

use camket_shell::api::PREFIX;

use super::*;

fn build_api_document() -> OpenApi {
    build_document(crate::routes(false).api_routes())
}

#[test]
fn every_route_is_described_and_every_description_has_a_route() {
    let all = crate::routes(false);
    let line = |method: &Method, path: &str| format!("{method} {path}");
    let below = all.list().iter().filter(|route| route.path.starts_with(PREFIX));
    let routes: BTreeSet<_> = below.map(|route| line(&route.method, &route.path)).collect();
    let described: BTreeSet<_> = all.api_routes().iter().map(|d| line(&d.method(), &d.path)).collect();
    assert_eq!(routes, described, "register what is below {PREFIX} by Routes::api");
    assert_eq!(all.api_routes().len(), described.len(), "a route stands twice");
    assert_eq!(list_operations(), described);
}

/// Method and path of every operation of the document.
fn list_operations() -> BTreeSet<String> {
    let document = serde_json::to_value(build_api_document()).unwrap();
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        found.extend(
            item.as_object().unwrap().keys().map(|method| format!("{} {path}", method.to_uppercase())),
        );
    }
    found
}

/// `CAMKET_REFRESH=1 cargo test --workspace --lib the_document_is_the_one_in_the_repository` rewrites the file.
#[test]
fn the_document_is_the_one_in_the_repository() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let made = openapi::format_document(&build_api_document());
    assert_eq!(made, openapi::format_document(&build_api_document()), "twice the same");
    if is_refresh_wanted() {
        std::fs::write(&file, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let command = "CAMKET_REFRESH=1 cargo test --workspace --lib the_document_is_the_one_in_the_repository";
    assert!(made == kept, "docs/openapi.json is out of date: {command}");
}

#[expect(clippy::disallowed_methods, reason = "the caller of the test decides whether it writes")]
fn is_refresh_wanted() -> bool {
    std::env::var_os("CAMKET_REFRESH").is_some()
}

#[test]
fn the_document_names_every_role_and_tag() {
    let document = serde_json::to_value(build_api_document()).unwrap();
    let roles = &document["components"]["schemas"]["Role"]["enum"];
    assert_eq!(*roles, serde_json::json!(Role::ALL.map(Role::code)));
    let explained: BTreeSet<_> =
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let used: BTreeSet<_> = operations.map(|operation| operation["tags"][0].as_str().unwrap()).collect();
    assert_eq!(used, explained);
}

#[test]
fn operation_ids_are_unique() {
    let document = serde_json::to_value(build_api_document()).unwrap();
    let mut names = BTreeSet::new();
    for operation in
        document["paths"].as_object().unwrap().values().flat_map(|i| i.as_object().unwrap().values())
    {
        assert!(
            names.insert(operation["operationId"].as_str().unwrap()),
            "{} stands twice",
            operation["operationId"]
        );
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let text = openapi::format_document(&build_api_document());
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    for reference in text.split("\"$ref\": \"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document.pointer(reference).is_some(), "{reference}");
    }
}

/// An answer in pages names the others in the header `Link` (RFC 8288).
#[test]
fn every_answer_in_pages_has_links() {
    let document = serde_json::to_value(build_api_document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.values().flat_map(|item| item.as_object().unwrap().values());
    let is_paged = |operation: &&serde_json::Value| {
        let parameters = operation["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] == "after"))
    };
    let paged: Vec<_> = operations.filter(is_paged).collect();
    assert!(!paged.is_empty());
    for operation in paged {
        let described = operation["responses"]["200"]["headers"]["Link"]["description"].as_str();
        let described = described.unwrap_or_default();
        assert!(described.contains("next") && described.contains("first"), "{}", operation["operationId"]);
    }
}
