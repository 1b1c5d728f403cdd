//! Forms that are answered by another page, through the real listener, whose bodies have a time limit and tell no size.

use super::{folder::TestFolder, visitor::HttpResponse};
use crate::support::smtp_sink::SmtpSink;

const EMAIL: &str = "chu.coso@example.vn";
const PASSWORD: &str = "biển xanh Ninh Chử";

/// The value of a hidden field.
#[track_caller]
fn hidden(page: &HttpResponse, name: &str) -> String {
    let text = page.text();
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_form_comes_back_after_the_log_in_and_in_another_language() {
    let (folder, sink) = (TestFolder::new(), SmtpSink::start());
    let port = sink.port();
    folder.configure(&format!(
        "[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"Cam kết <camket@example.vn>\"\n"
    ));
    let mut camket = folder.serve().start();
    let mut owner = camket.visitor();
    let person = [("name", "Nguyễn Thị Sen"), ("login", EMAIL), ("password", PASSWORD)];
    owner.send("/sign-up", &person).redirects_to("/sign-up/confirm");
    let letter = sink.wait_for(EMAIL).await;
    let code: String = letter.subject.chars().take(6).collect();
    owner.send("/sign-up/confirm", &[("code", &code)]).redirects_to("/venues");

    let page = owner.open("/venues/new");
    let key = hidden(&page, "key");
    let typed = [("key", key.as_str()), ("kind", "motel"), ("name", "Nhà nghỉ Sóng Biển")];
    let begun = "kind=motel&name=Nh%C3%A0+ngh%E1%BB%89+S%C3%B3ng";
    let switch = [("lang", "en"), ("next", "/venues/new"), ("action", "/venues/new"), ("form", begun)];
    owner.send("/language", &switch).shows(200, &["lang=\"en\"", "Nhà nghỉ Sóng"]);

    let register = folder.database().await;
    register.run("DELETE FROM session").await;
    let asked = owner.send("/venues/new", &typed);
    asked.shows(401, &["name=\"kept\""]);
    assert!(!asked.text().contains("Sóng Biển"), "what was typed is sealed");
    let kept = hidden(&asked, "kept");
    let back = owner.send("/log-in", &[("login", EMAIL), ("password", PASSWORD), ("kept", &kept)]);
    back.shows(200, &["Nhà nghỉ Sóng Biển", &key]);
    assert!(register.texts("SELECT name FROM venue").await.is_empty(), "nothing was carried out");
    let saved = owner.send("/venues/new", &typed);
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(register.texts("SELECT name FROM venue").await, ["Nhà nghỉ Sóng Biển"]);
    camket.stop().succeeded();
}
