//! Pages of a foreign PDF that are pictures, as scanners and telephones write them. Other pages are not drawn here.

use std::ops::Range;

use super::objects::{Objects, inflate};
use super::raster::Raster;
use super::values::{Dictionary, Value};
use super::{MAX_PAGES, ScanError};
use crate::photo::MAX_INPUT_PIXELS;
use crate::reading::{Token, Tokens};

/// Most nodes above a page.
const MAX_TREE_DEPTH: usize = 20;
/// Most forms inside each other around a picture.
const MAX_FORMS: usize = 3;
/// Most streams of a page's drawing operations, and most bytes of each.
const MAX_CONTENTS: usize = 32;
const MAX_CONTENT_BYTES: usize = 1 << 20;
/// Most names that a page draws.
const MAX_DRAWN: usize = 64;
/// Most bytes of a compressed JPEG.
const MAX_JPEG_BYTES: usize = 32 << 20;

/// A page that is one picture.
#[derive(Debug)]
pub(super) struct PagePicture {
    /// Where its bytes are in the file.
    pub(super) place: Range<usize>,
    pub(super) coding: Coding,
    /// Quarter turns, clockwise, by which it is shown.
    pub(super) turns: usize,
}

/// How a picture is kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Jpeg,
    /// A JPEG that was compressed again.
    FlateJpeg,
    Raster(Raster),
}

impl PagePicture {
    /// The picture as a file of its own.
    pub(super) fn read(&self, file: &[u8]) -> Option<Vec<u8>> {
        let bytes = file.get(self.place.clone())?;
        match &self.coding {
            Coding::Jpeg => Some(bytes.to_vec()),
            Coding::FlateJpeg => inflate(bytes, MAX_JPEG_BYTES),
            Coding::Raster(raster) => raster.write_png(bytes),
        }
    }
}

/// The pictures of all pages, in their order.
pub(super) fn list_pictures(file: &[u8]) -> Result<Vec<PagePicture>, ScanError> {
    let objects = Objects::load(file).ok_or(ScanError::Unreadable)?;
    let root = objects.catalog().and_then(|catalog| catalog.get(b"Pages")).ok_or(ScanError::Unreadable)?;
    let mut pages = Vec::new();
    list_pages(&objects, root, &Inherited::default(), 0, &mut pages)?;
    let picture = |(index, page): (usize, &Inherited<'_>)| {
        find_picture(&objects, page).ok_or(ScanError::PageWithoutPicture(index + 1))
    };
    match pages.len() {
        0 => Err(ScanError::Unreadable),
        _ => pages.iter().enumerate().map(picture).collect(),
    }
}

/// What a page has, or inherits from the nodes above it.
#[derive(Clone, Default)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    turns: usize,
    contents: Option<&'a Value>,
}

fn list_pages<'a>(
    objects: &'a Objects<'_>,
    node: &'a Value,
    above: &Inherited<'a>,
    depth: usize,
    pages: &mut Vec<Inherited<'a>>,
) -> Result<(), ScanError> {
    let node = objects.resolve(node).and_then(Value::as_dictionary).ok_or(ScanError::Unreadable)?;
    let resources = objects.entry(node, b"Resources").and_then(Value::as_dictionary);
    let rotation = objects.entry(node, b"Rotate").map(count_turns);
    let own = Inherited {
        resources: resources.or(above.resources),
        turns: rotation.unwrap_or(above.turns),
        contents: node.get(b"Contents"),
    };
    let Some(kids) = objects.entry(node, b"Kids") else {
        pages.push(own);
        return if pages.len() > MAX_PAGES { Err(ScanError::TooManyPages) } else { Ok(()) };
    };
    // A tree that leads back to itself ends here, too.
    if depth == MAX_TREE_DEPTH || kids.as_list().len() > MAX_PAGES {
        return Err(ScanError::TooManyPages);
    }
    kids.as_list().iter().try_for_each(|kid| list_pages(objects, kid, &own, depth + 1, pages))
}

/// Quarter turns of `/Rotate`, which may be negative.
fn count_turns(value: &Value) -> usize {
    match value {
        Value::Number(degrees) => [0.0, 90.0, 180.0, 270.0]
            .iter()
            .position(|turn| (degrees.rem_euclid(360.0) - turn).abs() < 1.0)
            .unwrap_or(0),
        _ => 0,
    }
}

/// The picture that is the page: with others that have half as many pixels together, a part of it would be lost.
fn find_picture(objects: &Objects<'_>, page: &Inherited<'_>) -> Option<PagePicture> {
    let drawn = list_drawn_names(objects, page.contents?)?;
    let mut images = Vec::new();
    list_images(objects, page.resources?, Some(&drawn), 0, &mut images);
    let pixels = |(dictionary, _): &(&Dictionary, Range<usize>)| -> u64 {
        let side = |key: &[u8]| objects.entry(dictionary, key).and_then(Value::as_count).unwrap_or(0) as u64;
        side(b"Width") * side(b"Height")
    };
    let all: u64 = images.iter().map(pixels).sum();
    let (dictionary, place) = images.into_iter().max_by_key(pixels)?;
    let most = pixels(&(dictionary, place.clone()));
    let is_whole = (all - most) * 2 <= most && most <= MAX_INPUT_PIXELS;
    let coding = find_coding(objects, dictionary).filter(|_| is_whole)?;
    Some(PagePicture { place, coding, turns: page.turns })
}

/// The names of what the page draws.
fn list_drawn_names(objects: &Objects<'_>, contents: &Value) -> Option<Vec<Vec<u8>>> {
    let list = match objects.resolve(contents)? {
        Value::Array(parts) => parts.as_slice(),
        _ => std::slice::from_ref(contents),
    };
    let mut drawn = Vec::new();
    for part in list.iter().take(MAX_CONTENTS) {
        let bytes = objects.read_text(part, MAX_CONTENT_BYTES)?;
        let mut name = None;
        for token in Tokens::of(&bytes) {
            match (&token, name.take()) {
                (Token::Name(next), _) => name = Some(next.to_vec()),
                (Token::Word(b"Do"), Some(name)) if drawn.len() < MAX_DRAWN => drawn.push(name),
                _ => {}
            }
        }
    }
    Some(drawn)
}

/// The pictures of some resources that are drawn, also inside of forms; of a form all.
fn list_images<'a>(
    objects: &'a Objects<'_>,
    resources: &'a Dictionary,
    drawn: Option<&[Vec<u8>]>,
    depth: usize,
    images: &mut Vec<(&'a Dictionary, Range<usize>)>,
) {
    let Some(named) = objects.entry(resources, b"XObject").and_then(Value::as_dictionary) else { return };
    let wanted = |name: &[u8]| drawn.is_none_or(|drawn| drawn.iter().any(|known| known == name));
    for (_, value) in named.entries().filter(|(name, _)| wanted(name)) {
        let Some((dictionary, place)) = objects.stream(value) else { continue };
        if images.len() == MAX_DRAWN {
            return;
        }
        if dictionary.has_name(b"Subtype", b"Image") {
            images.push((dictionary, place));
        } else if depth < MAX_FORMS
            && let Some(own) = objects.entry(dictionary, b"Resources").and_then(Value::as_dictionary)
        {
            list_images(objects, own, None, depth + 1, images);
        }
    }
}

fn find_coding(objects: &Objects<'_>, image: &Dictionary) -> Option<Coding> {
    let filters: Vec<_> = objects.entry(image, b"Filter")?.as_list().iter().map(Value::as_name).collect();
    match filters[..] {
        [Some(b"DCTDecode")] => Some(Coding::Jpeg),
        [Some(b"FlateDecode"), Some(b"DCTDecode")] => Some(Coding::FlateJpeg),
        [Some(b"FlateDecode")] => Raster::of(objects, image).map(Coding::Raster),
        _ => None,
    }
}
