//! The form of a worker is filled from the picture of an identity card's QR code, on a phone.

use camket_documents::{QrSymbol, simulate_photocopy};
use fantoccini::Locator;
use serde_json::{Value, json};

use super::demo::DemoProcess;
use crate::support::chromium::Chromium;

/// Made up.
const CARD: &str = "058301000123|264123456|Nguyễn Thị Mẫu|02091999|Nữ|Thôn 1, Xã Mẫu, Khánh Hòa|01012022";

#[tokio::test]
async fn a_worker_is_filled_in_from_her_card_and_nothing_leaves_the_phone() {
    let demo = DemoProcess::start().await;
    let phone = Chromium::phone().await;
    demo.log_in(&phone, "chucoso@camket.example").await;
    let venue = find_unfinished_venue(&phone).await;
    phone.open(&format!("{}{venue}/workers/new", demo.url)).await;
    check_texts(&phone).await;

    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card.png");
    for (text, told) in
        [("https://example.vn/other", "không phải của căn cước"), (CARD, "Đã điền từ căn cước")]
    {
        let picture = simulate_photocopy(&QrSymbol::encode(text).unwrap(), 4);
        picture.save(&card).unwrap();
        let input = phone.driver().find(Locator::Css("#id-card-picture")).await.expect("the field");
        input.send_keys(card.to_str().unwrap()).await.expect("chosen");
        phone.see(told).await;
    }
    let script = "const value = (name) => document.querySelector(`[name=${name}]:is(:checked, :not([type=radio]))`)?.value;
        arguments[arguments.length - 1](['name', 'born_on', 'sex', 'paper', 'number', 'residence'].map(value));";
    let filled = phone.run(script, Vec::new()).await;
    let expected =
        ["Nguyễn Thị Mẫu", "02/09/1999", "female", "personal", "058301000123", "Thôn 1, Xã Mẫu, Khánh Hòa"];
    assert_eq!(filled, json!(expected));
    let kept = "arguments[arguments.length - 1](document.getElementById('id-card-picture').files.length)";
    assert_eq!(phone.run(kept, Vec::new()).await, json!(0), "the picture is let go");
    assert_eq!(phone.console_errors().await, Vec::<String>::new());
    phone.close().await;
}

/// The address of a venue whose owner still fills it in.
async fn find_unfinished_venue(browser: &Chromium) -> String {
    let script = "const link = document.querySelector('main a[href*=\"/sections/\"]').getAttribute('href');
        arguments[arguments.length - 1](link.split('/sections/')[0]);";
    match browser.run(script, Vec::new()).await {
        Value::String(address) => address,
        other => panic!("{other}"),
    }
}

/// Both layouts are read, and nothing else is.
async fn check_texts(browser: &Chromium) {
    let script = "const done = arguments[arguments.length - 1];
        const address = document.querySelector('script[src*=\"id-card.js\"]').src.replace('id-card.js', 'card-text.js');
        import(address).then(({ parseCardText }) => done(arguments[0].map(parseCardText)), (error) => done(String(error)));";
    let person = |born: &str, sex: &str| json!({"number": "058301000123", "name": "Nguyễn Thị Mẫu", "bornOn": born, "sex": sex, "residence": "Xã Mẫu"});
    let vectors = [
        ("058301000123|264123456|Nguyễn Thị Mẫu|02091999|Nữ|Xã Mẫu|01012022", person("02/09/1999", "female")),
        ("058301000123||Nguyễn Thị Mẫu|02091999|Nữ|Xã Mẫu|01012022", person("02/09/1999", "female")),
        ("058301000123|Nguyễn Thị Mẫu|29022000|Nam|Xã Mẫu|01012022", person("29/02/2000", "male")),
        (" 058301000123 || Nguyễn Thị Mẫu |02091999| NỮ |Xã Mẫu|01012022 ", person("02/09/1999", "female")),
        // Decomposed letters, as some readers give them.
        (
            "058301000123||Nguye\u{302}\u{303}n Thi\u{323} Ma\u{302}\u{303}u|02091999|Nu\u{31b}\u{303}|Xa\u{303} Ma\u{302}\u{303}u|01012022",
            person("02/09/1999", "female"),
        ),
        ("", Value::Null),
        ("https://camket.example.vn/v/ABCDE", Value::Null),
        ("05830100012|264123456|Nguyễn Thị Mẫu|02091999|Nữ|Xã Mẫu|01012022", Value::Null),
        ("058301000123|26412345|Nguyễn Thị Mẫu|02091999|Nữ|Xã Mẫu|01012022", Value::Null),
        ("058301000123||123|02091999|Nữ|Xã Mẫu|01012022", Value::Null),
        ("058301000123||Nguyễn Thị Mẫu|31021999|Nữ|Xã Mẫu|01012022", Value::Null),
        ("058301000123||Nguyễn Thị Mẫu|1999-09-02|Nữ|Xã Mẫu|01012022", Value::Null),
        ("058301000123||Nguyễn Thị Mẫu|02091999|X|Xã Mẫu|01012022", Value::Null),
        ("058301000123||Nguyễn Thị Mẫu|02091999|Nữ||01012022", Value::Null),
        ("058301000123||Nguyễn Thị Mẫu|02091999|Nữ|Xã Mẫu|", Value::Null),
        ("058301000123||Nguyễn Thị Mẫu|02091999|Nữ|Xã Mẫu|01012022|thêm", Value::Null),
    ];
    let texts: Vec<&str> = vectors.iter().map(|(text, _)| *text).collect();
    let read = browser.run(script, vec![json!(texts)]).await;
    let expected: Vec<&Value> = vectors.iter().map(|(_, person)| person).collect();
    assert_eq!(read, json!(expected));
}
