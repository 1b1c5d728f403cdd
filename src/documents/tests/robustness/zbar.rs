//! The second reader, zbar, run once over all pictures.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use image::GrayImage;

/// The text in each picture, if zbar finds one.
pub fn read<'a>(images: impl Iterator<Item = &'a GrayImage>) -> Vec<Option<String>> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let run = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("zbar-{}-{run}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let save = |(number, image): (usize, &GrayImage)| {
        let path = folder.join(format!("{number:04}.png"));
        image.save(&path).unwrap();
        path
    };
    let paths: Vec<_> = images.enumerate().map(save).collect();
    let output = Command::new("zbarimg")
        .args(["--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"])
        .args(&paths)
        .output()
        .expect("zbarimg (Debian: zbar-tools)");
    std::fs::remove_dir_all(&folder).unwrap();
    let xml = String::from_utf8(output.stdout).unwrap();
    paths.iter().map(|path| text(&xml, path.to_str().unwrap())).collect()
}

/// The text in the `source` element of a picture.
fn text(xml: &str, path: &str) -> Option<String> {
    let source = xml.split("<source ").find(|source| source.contains(path))?;
    let (_, data) = source.split_once("<data><![CDATA[")?;
    data.split_once("]]></data>").map(|(text, _)| text.to_owned())
}
