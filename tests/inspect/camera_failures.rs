//! Cameras and detectors that fail, pictures with several codes, and pictures with a small code.

use std::path::PathBuf;

use data_encoding::BASE64;
use fantoccini::Locator;
use image::ImageFormat;
use serde_json::{Value, json};

use super::camera_video::{draw_codes, draw_small_paper, encode, write_codes_video};
use super::phone::ScannerPhone;
use super::scanner_setup::ScannerSetup;
use crate::support::chromium::Chromium;

const FOREIGN: &str = "https://example.com/menu";

/// Detectors of browsers that do not work, as class bodies.
const BROKEN_DETECTORS: [(&str, &str); 6] = [
    ("asking fails", "static getSupportedFormats() { return Promise.reject(new Error('no')); }"),
    ("asking hangs", "static getSupportedFormats() { return new Promise(() => {}); }"),
    (
        "creating throws",
        "static async getSupportedFormats() { return ['qr_code']; } constructor() { throw new Error('no'); }",
    ),
    (
        "detecting throws",
        "static async getSupportedFormats() { return ['qr_code']; } detect() { throw new Error('no'); }",
    ),
    (
        "detecting fails",
        "static async getSupportedFormats() { return ['qr_code']; } detect() { return Promise.reject(new Error('no')); }",
    ),
    (
        "detecting hangs",
        "static async getSupportedFormats() { return ['qr_code']; } detect() { return new Promise(() => {}); }",
    ),
];

#[test]
fn a_detector_that_does_not_work_gives_way_to_our_own() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let browser = Chromium::phone().await;
        browser.open(&format!("{}/scan", setup.url())).await;
        let picture = BASE64.encode(&encode(&draw_codes(&["seen"]), ImageFormat::Png));
        // The page's policy forbids to make the class from a text.
        let script = "const [picture, done] = arguments;
            globalThis.BarcodeDetector = class { DETECTOR };
            import('/static/now/inspect/decoder.js').then(async ({ createDecoder }) => {
              const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
              const bitmap = await createImageBitmap(new Blob([bytes]));
              const decoder = await createDecoder();
              done([await decoder.readFrame(bitmap), await decoder.readFrame(bitmap), await decoder.readPicture(bitmap, () => true)]);
            });";
        for (name, body) in BROKEN_DETECTORS {
            let found = browser.run(&script.replace("DETECTOR", body), vec![json!(picture)]).await;
            assert_eq!(found, json!([["seen"], ["seen"], ["seen"]]), "{name}");
        }
        browser.close().await;
    });
}

#[test]
fn of_several_codes_in_one_picture_ours_counts() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let ours = setup.code(1, 1);
        let film = write_codes_video(&[FOREIGN, &ours], "two-codes");
        let phone = ScannerPhone::with_camera(setup, &film).await;
        phone.enrols().await;
        assert_eq!(phone.verdict().await, ("valid".into(), "phone".into()));
        phone.closes().await;
        let foreign =
            ScannerPhone::with_camera(setup, &write_codes_video(&[FOREIGN, "other"], "two-foreign")).await;
        foreign.enrols().await;
        assert_eq!(foreign.verdict().await.0, "not_ours");
        foreign.closes().await;
    });
}

/// Chooses a picture file in the camera's view.
async fn choose_picture(phone: &ScannerPhone<'_>, bytes: &[u8], name: &str) {
    let path: PathBuf = std::env::temp_dir().join(format!("camket-picture-{}-{name}", std::process::id()));
    std::fs::write(&path, bytes).expect("written");
    phone.opens_tab("scan").await;
    let field = phone.browser.driver().find(Locator::Css("input#gallery")).await.expect("a field");
    field.send_keys(&path.display().to_string()).await.expect("chosen");
}

#[test]
fn a_small_code_in_a_large_sharp_picture_is_read() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        choose_picture(&phone, &draw_small_paper(&setup.code(1, 1)), "paper.jpg").await;
        assert_eq!(phone.verdict().await, ("valid".into(), "phone".into()));
        // The first bytes of an iPhone's picture, which Chromium does not decode.
        choose_picture(&phone, b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "phone.heic").await;
        phone.browser.see("Tương thích nhất").await;
        choose_picture(&phone, b"nothing", "nothing.jpg").await;
        phone.browser.see("Không đọc được ảnh này").await;
        phone.closes().await;
    });
}

/// Script before every page: cameras and screen locks that the test rules. `cameras`: the streams given; `camera.answer`: a
/// promise that each request waits for; `screen`: the requests and releases of the lock.
const RULED_DEVICES: &str = "window.cameras = []; window.screenLocks = [];
    window.camera = { answer: Promise.resolve() };
    navigator.mediaDevices.getUserMedia = async () => {
      await window.camera.answer;
      const canvas = document.createElement('canvas');
      canvas.getContext('2d').fillRect(0, 0, 9, 9);
      const stream = canvas.captureStream(1);
      window.cameras.push(stream);
      return stream;
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
      window.screenLocks.push('taken');
      return { release: async () => { window.screenLocks.push('released'); } };
    } } });";

/// Waits in the page until an expression holds, and returns its value.
async fn wait_for(phone: &ScannerPhone<'_>, expression: &str) -> Value {
    let script = format!(
        "const done = arguments[arguments.length - 1];
        const look = () => {{ const found = {expression}; return found ? done(found) : setTimeout(look, 20); }};
        look();"
    );
    phone.browser.run(&script, vec![]).await
}

const LIVE: &str = "window.cameras.flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live').length";

#[test]
fn the_camera_is_free_and_the_screen_may_sleep_after_leaving() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.browser.before_pages(RULED_DEVICES).await;
        phone.enrols().await;
        wait_for(&phone, &format!("{LIVE} === 1 && window.screenLocks.join() === 'taken'")).await;
        phone.opens_tab("visits").await;
        wait_for(&phone, &format!("{LIVE} === 0 && window.screenLocks.join() === 'taken,released'")).await;
        // The view is left before the camera answers.
        wait_for(
            &phone,
            "(window.camera.answer = new Promise((resolve) => { window.camera.give = resolve; }), true)",
        )
        .await;
        phone.opens_tab("scan").await;
        phone.opens_tab("visits").await;
        wait_for(&phone, "(window.camera.give(), true)").await;
        wait_for(&phone, &format!("window.cameras.length === 2 && {LIVE} === 0")).await;
        // Hidden, as behind another app, and shown again.
        phone.opens_tab("scan").await;
        wait_for(&phone, &format!("window.cameras.length === 3 && {LIVE} === 1")).await;
        let turn = |hidden| {
            format!(
                "(Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }}), document.dispatchEvent(new Event('visibilitychange')), true)"
            )
        };
        wait_for(&phone, &turn(true)).await;
        wait_for(&phone, &format!("{LIVE} === 0")).await;
        wait_for(&phone, &turn(false)).await;
        wait_for(&phone, &format!("window.cameras.length === 4 && {LIVE} === 1")).await;
        wait_for(&phone, "window.screenLocks.at(-1) === 'taken'").await;
        phone.closes().await;
    });
}

#[test]
fn a_camera_that_another_app_took_is_asked_for_again() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.browser.before_pages(RULED_DEVICES).await;
        phone.enrols().await;
        wait_for(&phone, &format!("window.cameras.length === 1 && {LIVE} === 1")).await;
        let take = "(window.cameras.at(-1).getTracks().forEach((track) => { track.stop(); track.dispatchEvent(new Event('ended')); }), true)";
        wait_for(&phone, take).await;
        wait_for(&phone, &format!("window.cameras.length === 2 && {LIVE} === 1")).await;
        // The other app keeps it.
        wait_for(&phone, "(window.camera.answer = Promise.reject(new DOMException('', 'NotReadableError')), window.camera.answer.catch(() => {}), true)").await;
        wait_for(&phone, take).await;
        phone.browser.see("Có thể ứng dụng khác đang dùng").await;
        phone.passes_screen_checks("camera-taken").await;
        wait_for(&phone, "(window.camera.answer = Promise.resolve(), true)").await;
        phone.browser.click("Mở lại máy ảnh").await;
        wait_for(&phone, &format!("window.cameras.length === 3 && {LIVE} === 1")).await;
        phone.browser.see("Đưa mã QR trên giấy xác nhận vào khung").await;
        assert!(!phone.browser.text().await.contains("Mở lại máy ảnh"));
        phone.closes().await;
    });
}
