//! Scans of pledges signed by hand: photographed askew in a shadow, all matched; PDFs of scanners.

use std::io::Write;

use camket_documents::scan::{MAX_PAGES, ScanError, ScanFile, ScannedPage};
use camket_documents::{PledgeCover, render_pledge};
use camket_domain::certificates::ShortCode;
use camket_domain::clock::Entropy;
use camket_domain::paper_pledges::format_page;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, Luma};
use time::macros::date;

use crate::reader::{assert_tidy_below, pages, render_pages};
use crate::samples::unsigned_pledge;

/// Fills with one byte.
#[derive(Debug)]
struct Fixed(u8);

impl Entropy for Fixed {
    fn fill(&self, out: &mut [u8]) {
        out.fill(self.0);
    }
}

fn code(serial: u8) -> ShortCode {
    ShortCode::new(&Fixed(serial.wrapping_mul(29)))
}

/// The text of the cover line of a page, from 1, of two.
fn cover(serial: u8, page: u8) -> Option<String> {
    Some(format_page(&code(serial), page, 2))
}

fn printed(serial: u8) -> Vec<u8> {
    let mut sheet = unsigned_pledge();
    sheet.cover = Some(PledgeCover { code: code(serial), printed_on: date!(2026 - 11 - 29) });
    render_pledge(&sheet).unwrap()
}

/// A photo of a page on a dark table: turned, seen at an angle, in a shadow, with the noise of a dim room, as JPEG.
fn photograph(page: &GrayImage, seed: u32) -> Vec<u8> {
    let turn = [-7.0_f32, -3.0, 2.0, 5.0, 8.0][seed as usize % 5].to_radians();
    let quarter = seed % 4;
    let tilt = 0.04 + 0.02 * (seed % 3) as f32;
    let (width, height) = (page.width() as f32, page.height() as f32);
    let (sin, cos) = turn.sin_cos();
    let mut noise = u64::from(seed) * 7919 + 1;
    let photo = GrayImage::from_fn(1500, 2000, |x, y| {
        let (x, y) = (x as f32 / 1500.0 - 0.5, y as f32 / 2000.0 - 0.5);
        let depth = 1.0 + tilt * (x + y);
        let (x, y) = (x * depth * 1.15, y * depth * 1.15);
        let (x, y) = (x * cos - y * sin * 1.33, x * sin / 1.33 + y * cos);
        let (left, top) = ((x + 0.5) * width, (y + 0.5) * height);
        let inside = left >= 0.0 && top >= 0.0 && left < width - 1.0 && top < height - 1.0;
        let light = if inside { sample(page, left, top) } else { 60.0 };
        // A hand's shadow over a corner of the page, with a soft edge.
        let shade = 1.0 - 0.5 / (1.0 + ((x * 1.5 + y - 0.1 * (seed % 4) as f32 + 0.4) * 18.0).exp());
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let grain = ((noise >> 33) % 17) as f32 - 8.0;
        Luma([(light * shade * 0.85 + 15.0 + grain).clamp(0.0, 255.0) as u8])
    });
    let photo = match quarter {
        0 => photo,
        1 => image::imageops::rotate90(&photo),
        2 => image::imageops::rotate180(&photo),
        _ => image::imageops::rotate270(&photo),
    };
    encode(&photo, 60)
}

/// Brightness between pixels.
fn sample(image: &GrayImage, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let at = |dx: f32, dy: f32| f32::from(image.get_pixel((left + dx) as u32, (top + dy) as u32)[0]);
    let (right, down) = (x - left, y - top);
    let upper = at(0.0, 0.0) * (1.0 - right) + at(1.0, 0.0) * right;
    let lower = at(0.0, 1.0) * (1.0 - right) + at(1.0, 1.0) * right;
    upper * (1.0 - down) + lower * down
}

fn encode(image: &GrayImage, quality: u8) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let rgb = DynamicImage::from(image.clone()).to_rgb8();
    JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&rgb).unwrap();
    jpeg
}

/// A picture of a PDF: the entries of its dictionary, and its bytes.
struct Image<'a> {
    entries: String,
    bytes: &'a [u8],
}

/// A JPEG as scanners write it.
fn jpeg_image(bytes: &[u8]) -> Image<'_> {
    Image { entries: "/Width 900/Height 1200/Filter/DCTDecode".to_owned(), bytes }
}

/// A PDF whose pages are pictures, as scanners write them; `page` are more entries of each page.
fn scanner_pdf(images: &[Image<'_>], page: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n".to_vec();
    let kids: Vec<_> = (0..images.len()).map(|index| format!("{} 0 R", index * 3 + 3)).collect();
    let count = images.len();
    pdf.extend(format!("2 0 obj<</Type/Pages/Count {count}/Kids[{}]>>endobj\n", kids.join(" ")).bytes());
    for (index, image) in images.iter().enumerate() {
        let first = index * 3 + 3;
        let (content, picture) = (first + 1, first + 2);
        let operations = "q 595 0 0 842 0 0 cm /Im0 Do Q";
        let text = format!(
            "{first} 0 obj\n<</Type/Page/Parent 2 0 R/Contents {content} 0 R{page}\
             /Resources<</XObject<</Im0 {picture} 0 R>>>>>>\nendobj\n\
             {content} 0 obj <</Length {}>>stream\n{operations}\nendstream endobj\n\
             {picture} 0 obj\r\n<</Type/XObject/Subtype/Image{}/Length {}>>\r\nstream\r\n",
            operations.len(),
            image.entries,
            image.bytes.len()
        );
        pdf.extend(text.bytes());
        pdf.extend(image.bytes);
        pdf.extend(b"\r\nendstream\r\nendobj\r\n");
    }
    pdf.extend(b"trailer<</Root 1 0 R>>\n%%EOF\n");
    pdf
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Opens a file and reads its pages.
fn read_all(file: Vec<u8>) -> Result<Vec<ScannedPage>, ScanError> {
    let file = ScanFile::open(file)?;
    (0..file.count_pages()).map(|index| file.read_page(index)).collect()
}

fn read_one(file: Vec<u8>) -> ScannedPage {
    read_all(file).unwrap().remove(0)
}

fn size(jpeg: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory(jpeg).unwrap();
    (picture.width(), picture.height())
}

#[test]
fn twenty_photos_askew_in_a_shadow_are_all_matched() {
    let mut seeds = 0..20;
    for serial in 0..5 {
        let drawn = render_pages(&printed(serial), 150);
        assert_eq!(drawn.len(), 2);
        for (page, number) in drawn.iter().zip(1..) {
            for seed in seeds.by_ref().take(2) {
                let kept = read_one(photograph(page, seed));
                assert_eq!(kept.code, cover(serial, number), "photo {seed}");
                assert!(kept.jpeg.starts_with(&[0xff, 0xd8]));
            }
        }
    }
    assert!(seeds.is_empty());
}

#[test]
fn a_cover_line_stands_in_the_margin_of_each_page() {
    let pdf = printed(7);
    assert_tidy_below(&pdf, 20.0);
    let pages = pages(&pdf);
    let line = format!("Mã {}, in ngày 29/11/2026. Trang 1/2", code(7));
    assert!(pages[0].contains(&line), "{}", pages[0]);
    assert!(pages[1].contains("Trang 2/2"));
}

#[test]
fn a_pdf_of_a_scanner_is_split_into_its_pictures() {
    let pictures: Vec<_> = render_pages(&printed(3), 110).iter().map(|page| encode(page, 70)).collect();
    let images: Vec<_> = pictures.iter().map(|picture| jpeg_image(picture)).collect();
    let pages = read_all(scanner_pdf(&images, "")).unwrap();
    let codes: Vec<_> = pages.iter().map(|page| page.code.clone()).collect();
    assert_eq!(codes, [cover(3, 1), cover(3, 2)]);
    let (width, height) = size(&pages[0].jpeg);
    let turned = read_all(scanner_pdf(&images, "/Rotate -90")).unwrap();
    assert_eq!(size(&turned[0].jpeg), (height, width));
    assert_eq!(turned[1].code, pages[1].code);
}

#[test]
fn rows_of_pixels_are_read_with_and_without_a_filter() {
    let page = render_pages(&printed(4), 110).remove(0);
    let (width, height) = page.dimensions();
    let shape = format!("/Width {width}/Height {height}/Filter/FlateDecode");
    let grey = compress(page.as_raw());
    let colour = compress(DynamicImage::from(page.clone()).to_rgb8().as_raw());
    let rows = page.as_raw().chunks(width as usize);
    let filtered = compress(&rows.clone().flat_map(|row| [&[0], row].concat()).collect::<Vec<_>>());
    let bit = |chunk: &[u8]| chunk.iter().enumerate().map(|(at, grey)| (grey >> 7) << (7 - at)).sum();
    let bits: Vec<u8> = rows.flat_map(|row| row.chunks(8).map(bit)).collect();
    let (bits, png) = (compress(&bits), format!("/DecodeParms<</Predictor 15/Columns {width}>>"));
    for (bytes, entries) in [
        (&grey, "/BitsPerComponent 8/ColorSpace/DeviceGray".to_owned()),
        (&colour, "/BitsPerComponent 8/ColorSpace[/CalRGB<<>>]".to_owned()),
        (&filtered, format!("/BitsPerComponent 8/ColorSpace/DeviceGray{png}")),
        (&bits, "/BitsPerComponent 1/ImageMask true".to_owned()),
    ] {
        let image = Image { entries: format!("{shape}{entries}"), bytes };
        let kept = read_one(scanner_pdf(&[image], ""));
        assert_eq!(kept.code, cover(4, 1), "{entries}");
        assert_eq!(size(&kept.jpeg), (width, height), "{entries}");
    }
}

#[test]
fn other_files_are_refused_with_their_reason() {
    let opened = |file: Vec<u8>| ScanFile::open(file).unwrap_err();
    assert_eq!(opened(b"%PDF-1.7 nonsense".to_vec()), ScanError::Unreadable);
    assert_eq!(opened(printed(1)), ScanError::PageWithoutPicture(1), "text and a drawn symbol");
    let fax = Image { entries: "/Width 9/Height 9/Filter/CCITTFaxDecode".to_owned(), bytes: b"123" };
    assert_eq!(opened(scanner_pdf(&[fax], "")), ScanError::PageWithoutPicture(1));
    let many: Vec<_> = (0..=MAX_PAGES).map(|_| jpeg_image(b"\xff\xd8")).collect();
    assert_eq!(opened(scanner_pdf(&many, "")), ScanError::TooManyPages);
    for file in [b"".to_vec(), b"MZ\x90".to_vec(), scanner_pdf(&[jpeg_image(b"\xff\xd8")], "")] {
        assert_eq!(read_all(file), Err(ScanError::Unreadable));
    }
    let vast =
        "/Width 9000/Height 9000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode".to_owned();
    assert_eq!(
        opened(scanner_pdf(&[Image { entries: vast, bytes: b"" }], "")),
        ScanError::PageWithoutPicture(1)
    );
    let cut = "/Width 90/Height 90/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode".to_owned();
    let cut = scanner_pdf(&[Image { entries: cut, bytes: &compress(&[0; 90]) }], "");
    assert_eq!(read_all(cut), Err(ScanError::Unreadable), "one row of ninety");
}

#[test]
fn a_page_of_several_pictures_is_refused_because_a_part_would_be_lost() {
    let picture = encode(&GrayImage::from_pixel(60, 80, Luma([200])), 80);
    let pdf =
        String::from("%PDF-1.4 1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj ")
            + "3 0 obj<</Contents 4 0 R/Resources<</XObject<</A 5 0 R/B 5 0 R>>>>>>endobj ";
    let build = |operations: &str| {
        let content = format!("4 0 obj<<>>stream\n{operations}\nendstream endobj ");
        let image = "5 0 obj<</Subtype/Image/Width 60/Height 80/Filter[/DCTDecode]>>stream\n";
        [pdf.as_bytes(), content.as_bytes(), image.as_bytes(), &picture, b"\nendstream endobj"].concat()
    };
    assert_eq!(size(&read_one(build("/A Do")).jpeg), (60, 80));
    assert_eq!(ScanFile::open(build("/A Do /B Do")).unwrap_err(), ScanError::PageWithoutPicture(1));
    assert_eq!(ScanFile::open(build("q Q")).unwrap_err(), ScanError::PageWithoutPicture(1));
}

#[test]
fn hostile_pdfs_are_refused_at_once() {
    let head = b"%PDF-1.4 1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj ".to_vec();
    let with = |rest: &[u8]| [&head, rest].concat();
    for (what, file) in [
        ("a tree that leads back to itself", with(b"2 0 obj<</Kids[2 0 R]>>endobj")),
        ("nested too deeply", with(&[b"2 0 obj".as_slice(), &b"[".repeat(1 << 20)].concat())),
        ("too many values", with(&[b"2 0 obj[".as_slice(), &b"1 ".repeat(2 << 20), b"]"].concat())),
        ("too many objects", with(&b"3 0 obj 1 endobj ".repeat(1 << 16))),
        ("strings that do not end", with(&b"3 0 obj<a(".repeat(1 << 20))),
        ("streams that do not end", with(&b"3 0 obj<<>>stream\n".repeat(1 << 20))),
        ("references to nothing", with(b"2 0 obj<</Kids[9 0 R]>>endobj")),
    ] {
        let refused = ScanFile::open(file).unwrap_err();
        assert!(matches!(refused, ScanError::Unreadable | ScanError::TooManyPages), "{what}: {refused}");
    }
}

#[test]
fn objects_in_compressed_streams_are_read() {
    let picture = encode(&GrayImage::from_pixel(60, 80, Luma([200])), 80);
    let kept = "1 0 2 32 3 54 <</Type/Catalog/Pages 2 0 R   >><</Kids[3 0 R]      >>\
                <</Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>";
    let first = kept.find('<').unwrap();
    let stream = compress(kept.as_bytes());
    let (content, drawn) =
        (format!("7 0 obj<</Type/ObjStm/N 3/First {first}/Filter/FlateDecode>>stream\n"), compress(b"/A Do"));
    let file = [
        b"%PDF-1.5 ".as_slice(),
        content.as_bytes(),
        &stream,
        b"\nendstream endobj 4 0 obj<</Filter/FlateDecode>>stream\n",
        &drawn,
        b"\nendstream endobj 5 0 obj<</Subtype/Image/Width 60/Height 80/Filter/DCTDecode>>stream\n",
        &picture,
        b"\nendstream endobj",
    ];
    assert_eq!(size(&read_one(file.concat()).jpeg), (60, 80));
}

#[test]
fn a_page_without_a_cover_line_is_kept_without_a_code() {
    let blank = GrayImage::from_pixel(600, 850, Luma([235]));
    assert_eq!(read_one(encode(&blank, 80)).code, None);
}
