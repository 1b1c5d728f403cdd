//! Log-ins over plain http: refused beyond loopback, with the reason on the page.

use std::net::{IpAddr, UdpSocket};

use super::{
    folder::{PUBLIC_URL, TestFolder},
    process::{CamketCommand, RunningCamket},
    visitor::Visitor,
};

/// Pages with a field for a password or a code.
const FORMS: [&str; 3] = ["/log-in", "/sign-up", "/password/forgot"];

fn beyond_loopback(folder: &TestFolder) -> CamketCommand {
    folder.camket(&["serve", "--listen", "0.0.0.0:0"])
}

/// A visitor on this machine.
#[track_caller]
fn local_visitor(camket: &mut RunningCamket) -> Visitor {
    Visitor::of(&camket.site().replace("0.0.0.0", "127.0.0.1"))
}

#[track_caller]
fn check_refused(visitor: &mut Visitor) {
    for form in FORMS {
        visitor.open(form).shows(403, &["https://", "public_url"]);
    }
    visitor.log_in("an@example.vn", "biển xanh Ninh Chử").shows(403, &[]);
    assert_eq!(visitor.open("/").status, 200, "looking up goes on");
}

#[track_caller]
fn check_allowed(visitor: &mut Visitor) {
    for form in FORMS {
        assert_eq!(visitor.open(form).status, 200, "{form}");
    }
    visitor.log_in("an@example.vn", "biển xanh Ninh Chử").shows(422, &[]);
}

#[test]
fn an_address_of_this_machine_is_none_for_others() {
    let folder = TestFolder::new();
    let mut camket = beyond_loopback(&folder).env(PUBLIC_URL.0, "http://localhost:8080").start();
    check_refused(&mut local_visitor(&mut camket));
    camket.stop().succeeded();
}

#[test]
fn the_proxy_on_this_machine_is_let_in_and_others_are_not() {
    let folder = TestFolder::new();
    let mut camket = beyond_loopback(&folder).env(PUBLIC_URL.0, PUBLIC_URL.1).start();
    let mut proxied = local_visitor(&mut camket);
    check_allowed(&mut proxied);
    let stay = proxied.open("/").header("strict-transport-security").to_owned();
    assert!(stay.starts_with("max-age="), "{stay}");
    // A machine without a network has no other address to test.
    if let Some(own) = address_beyond_loopback() {
        let direct = camket.site().replace("0.0.0.0", &own.to_string());
        check_refused(&mut Visitor::of(&direct));
        // A client that is no trusted proxy cannot set the header itself.
        check_refused(&mut Visitor::of(&direct).with_header("x-forwarded-proto", "https"));
    }
    camket.stop().succeeded();
}

#[test]
fn a_trusted_proxy_says_how_its_visitor_came() {
    let folder = TestFolder::new();
    let serve = folder.serve().env(PUBLIC_URL.0, PUBLIC_URL.1);
    let mut camket = serve.env("CAMKET_SERVER__TRUSTED_PROXIES", "127.0.0.1").start();
    let from = |camket: &mut RunningCamket| camket.visitor().with_header("x-forwarded-for", "203.0.113.9");
    check_allowed(&mut from(&mut camket).with_header("x-forwarded-proto", "https"));
    check_refused(&mut from(&mut camket).with_header("x-forwarded-proto", "http"));
    // Behind two proxies the last value counts, which the trusted proxy adds.
    check_refused(&mut from(&mut camket).with_header("x-forwarded-proto", "https, http"));
    check_allowed(&mut from(&mut camket));
    camket.stop().succeeded();
}

#[test]
fn a_proxy_that_nobody_named_is_told_of_once() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().start();
    camket.visitor().open("/log-in").shows(200, &[]);
    assert!(!camket.log().contains("X-Forwarded-For is ignored"));
    for address in ["203.0.113.9", "203.0.113.10"] {
        let mut visitor = camket.visitor().with_header("x-forwarded-for", address);
        visitor.log_in("an@example.vn", "biển xanh Ninh Chử").shows(422, &[]);
    }
    let log = camket.stop().succeeded().err;
    assert_eq!(log.matches("X-Forwarded-For is ignored").count(), 1, "{log}");
}

/// The address of this machine in its network, found without sending anything.
fn address_beyond_loopback() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_loopback() && !ip.is_unspecified())
}
