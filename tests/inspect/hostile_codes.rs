//! Hostile codes: texts that resemble our addresses are neither opened nor sent to the registry.

use serde_json::json;

use super::phone::ScannerPhone;
use super::scanner_setup::ScannerSetup;

#[test]
fn forty_hostile_texts_are_not_ours_and_lead_nowhere() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let (url, token) = (setup.url(), setup.signer.token(1, 1));
        let texts: Vec<String> = hostile_texts(&url, &token);
        assert!(texts.len() >= 40, "{}", texts.len());
        phone.keeps_still().await;
        let before = setup.network.request_lines().len();
        // Passed to the verdict view one after the other, as the camera does.
        let script = "const done = arguments[arguments.length - 1];
            Promise.all([import('/static/now/inspect/scan.js'), import('/static/now/inspect/judge.js')]).then(async ([scan, { judge }]) => {
              const found = [];
              for (const text of arguments[1]) {
                const held = { keys: new Map(), list: null, find: () => null };
                found.push((await judge(scan.read(text, arguments[0]), held, Date.now() / 1000)).verdict);
              }
              done(found);
            });";
        let found = phone.browser.run(script, vec![json!(url), json!(texts)]).await;
        for (text, verdict) in texts.iter().zip(found.as_array().expect("verdicts")) {
            assert_eq!(verdict, "not_ours", "{text}");
        }
        // No request was sent and no page was opened.
        let asked = setup.network.request_lines();
        let asked: Vec<_> = asked[before..].iter().filter(|line| !line.contains("/static/")).collect();
        assert!(asked.is_empty(), "{asked:?}");
        assert!(phone.browser.address().await.starts_with(&format!("{url}/inspect")));
        phone.closes().await;
    });
}

/// Texts that resemble the address of a certificate: other hosts, other paths, other schemes.
fn hostile_texts(url: &str, token: &str) -> Vec<String> {
    let host = url.strip_prefix("http://").expect("a loopback address");
    let (name, port) = host.split_once(':').expect("a port");
    let mut texts = vec![
        String::new(),
        " ".into(),
        url.into(),
        format!("{url}/"),
        format!("{url}/v/"),
        format!("{url}/v"),
        format!("https://{host}/v/{token}"),
        format!("HTTP://{host}/v/{token}"),
        format!("ftp://{host}/v/{token}"),
        format!("//{host}/v/{token}"),
        format!("{host}/v/{token}"),
        format!("/v/{token}"),
        format!("http:{host}/v/{token}"),
        format!("http:/{host}/v/{token}"),
        format!("http:///{host}/v/{token}"),
        format!("http:\\\\{host}\\v\\{token}"),
        format!("{url}\\v\\{token}"),
        format!("http://{name}/v/{token}"),
        format!("http://{name}:1{port}/v/{token}"),
        format!("http://{name}.:{port}/v/{token}"),
        format!("http://localhost:{port}/v/{token}"),
        format!("http://0x7f000001:{port}/v/{token}"),
        format!("http://2130706433:{port}/v/{token}"),
        format!("http://[::ffff:127.0.0.1]:{port}/v/{token}"),
        format!("http://user@{host}/v/{token}"),
        format!("http://user:pass@{host}/v/{token}"),
        format!("http://{host}@evil.example/v/{token}"),
        format!("http://evil.example/{url}/v/{token}"),
        format!("http://evil.example/?{url}/v/{token}"),
        format!("http://evil.example/#{url}/v/{token}"),
        format!("{url}.evil.example/v/{token}"),
        format!("http://xn--cmket-4ve.example/v/{token}"),
        format!("http://cаmket.example/v/{token}"),
        format!("http://127。0。0。1:{port}/v/{token}"),
        format!("{url}／v／{token}"),
    ];
    texts.extend(list_other_paths(url, host, token));
    texts
}

fn list_other_paths(url: &str, host: &str, token: &str) -> [String; 20] {
    [
        format!("{url}//v/{token}"),
        format!("{url}/v//{token}"),
        format!("{url}/v/./{token}"),
        format!("{url}/v/../v/{token}"),
        format!("{url}/x/../v/{token}"),
        format!("{url}/V/{token}"),
        format!("{url}/v/{token}/"),
        format!("{url}/v/{token}?next=http://evil.example"),
        format!("{url}/v/{token}#x"),
        format!("{url}/%76/{token}"),
        format!("{url}/v/%32{}", &token[1..]),
        format!(" {url}/v/{token}"),
        format!("{url}/v/{token}\n"),
        format!("{url}/v/\u{200b}{token}"),
        format!("javascript:location='{url}/v/{token}'"),
        format!("data:text/html,<a href={url}/v/{token}>"),
        format!("intent://{host}/v/{token}#Intent;scheme=http;end"),
        format!("blob:{url}/v/{token}"),
        format!("view-source:{url}/v/{token}"),
        token.into(),
    ]
}
