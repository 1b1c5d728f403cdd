//! The photos of a visit: seen, removed, bounded, and files that are no pictures.

use fantoccini::Locator;
use image::{GrayImage, ImageFormat};
use serde_json::json;

use super::camera_video::encode;
use super::phone::ScannerPhone;
use super::scanner_setup::ScannerSetup;
use super::visit_samples::{begin_visit, write_photo};

/// Script: presses the first small picture; the bar of tabs may lie over it.
const PRESS_FIRST: &str = "document.querySelector('.door-thumbnail').click();";

/// Photos that a visit may have.
const MOST: usize = 20;

async fn add_photo(phone: &ScannerPhone<'_>, field: &str, path: &std::path::Path) {
    let field = phone.browser.driver().find(Locator::Css(field)).await.expect("a field");
    field.send_keys(&path.display().to_string()).await.expect("chosen");
}

fn write_file(bytes: &[u8], name: &str) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("camket-photos-{}-{name}", std::process::id()));
    std::fs::write(&path, bytes).expect("written");
    path
}

/// How many photos the phone stores, and how many small pictures are on the screen.
async fn count_photos(phone: &ScannerPhone<'_>) -> (usize, usize) {
    let script = "const done = arguments[arguments.length - 1];
        const open = indexedDB.open('camket-inspect');
        open.onsuccess = () => {
          const asked = open.result.transaction('sealed').objectStore('sealed').getAllKeys();
          asked.onsuccess = () => {
            open.result.close();
            done([asked.result.filter((name) => name.startsWith('photo:')).length, document.querySelectorAll('.door-thumbnail').length]);
          };
        };";
    let found = phone.browser.run(script, vec![]).await;
    let count = |at: usize| usize::try_from(found[at].as_u64().expect("a number")).expect("small");
    (count(0), count(1))
}

#[test]
fn photos_are_seen_and_removed_and_the_twenty_first_is_refused_in_words() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        begin_visit(setup, &phone).await;
        let browser = &phone.browser;
        browser.click("Tiếp tục").await;
        browser.answer("Người lao động có hợp đồng bằng văn bản", "Không đạt").await;
        add_photo(&phone, "input#photo-contracts", &write_photo()).await;
        browser.see("Đã có 1 ảnh").await;
        assert_eq!(count_photos(&phone).await, (1, 1));
        phone.passes_screen_checks("photos").await;
        browser.driver().execute(PRESS_FIRST, vec![]).await.expect("pressed");
        browser.see("Bỏ ảnh này").await;
        phone.passes_screen_checks("photo").await;
        browser.click("Bỏ ảnh này").await;
        browser.click("Đóng").await;
        assert_eq!(count_photos(&phone).await, (1, 1), "not confirmed");
        browser.driver().execute(PRESS_FIRST, vec![]).await.expect("pressed");
        browser.click("Bỏ ảnh này").await;
        browser.see("không lấy lại được").await;
        browser.click("Xóa ảnh").await;
        browser.driver().wait().for_element(Locator::Css("#photo-contracts")).await.expect("the field");
        phone.browser.run("const done = arguments[0]; const look = () => document.querySelector('.door-thumbnail, dialog') ? setTimeout(look, 20) : done(true); look();", vec![]).await;
        assert_eq!(count_photos(&phone).await, (0, 0));
        for (name, bytes, words) in [
            (
                "phone.heic",
                &b"\0\0\0\x24ftypheic\0\0\0\0mif1heic"[..],
                "Cài đặt > Camera > Định dạng > Tương thích nhất",
            ),
            ("nothing.jpg", &b"nothing"[..], "Không đọc được ảnh này"),
        ] {
            add_photo(&phone, "input#photo-contracts", &write_file(bytes, name)).await;
            browser.see(words).await;
        }
        let small = write_file(&encode(&GrayImage::new(8, 6), ImageFormat::Jpeg), "small.jpg");
        for count in 1..=MOST {
            let field = if count % 2 == 0 { "contracts" } else { "visit" };
            add_photo(&phone, &format!("input#photo-{field}"), &small).await;
            let seen = format!(
                "const done = arguments[0]; const look = () => document.querySelectorAll('.door-thumbnail').length === {count} ? done(true) : setTimeout(look, 20); look();"
            );
            browser.run(&seen, vec![]).await;
        }
        browser.see("tối đa 20 ảnh").await;
        phone.passes_screen_checks("photos-full").await;
        let disabled =
            "arguments[0]([...document.querySelectorAll('[id^=photo-]')].map((field) => field.disabled));";
        assert_eq!(browser.run(disabled, vec![]).await, json!([true, true, true]), "at every question");
        assert_eq!(count_photos(&phone).await, (MOST, MOST));
        phone.closes().await;
    });
}
