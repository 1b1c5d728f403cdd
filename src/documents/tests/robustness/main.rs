//! Readability of damaged QR codes: 20 certificates and 20 decals, rendered by poppler at 150 dpi, in eleven states each,
//! read by two readers. All random numbers come from fixed seeds.

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in pictures of some hundred pixels, between numbers and whole numbers"
)]
mod degradation;
#[path = "../sheets/reader.rs"]
#[expect(dead_code, reason = "the other tests use the rest of the reader")]
mod reader;
#[path = "../sheets/samples.rs"]
#[expect(dead_code, reason = "the other tests use the rest of the samples")]
mod samples;
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as in degradation")]
mod shots;
mod zbar;

use std::thread;

use camket_documents::read_qr;
use degradation::Degradation;
use image::GrayImage;
use shots::{Shot, certificate_shots, decal_shots};

/// Results of a reader over all pictures.
#[derive(Debug, Default)]
struct Score {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl Score {
    fn add(&mut self, label: String, expected: &str, text: Option<&str>) {
        match text {
            Some(text) if text == expected => self.right += 1,
            Some(_) => self.wrong.push(label),
            None => self.missed.push(label),
        }
    }

    /// The share of correct readings. Asserts that none was wrong.
    #[expect(clippy::print_stdout, reason = "the shares are to be known, not only that they are enough")]
    fn check_and_share(&self, reader: &str) -> f64 {
        let all = self.right + self.missed.len() + self.wrong.len();
        let share = self.right as f64 / all as f64;
        println!("{reader}: {} of {all} ({:.1} %), missed {:?}", self.right, share * 100.0, self.missed);
        assert!(self.wrong.is_empty(), "{reader} read something else: {:?}", self.wrong);
        share
    }
}

type Degraded<'a> = (String, &'a str, GrayImage);

/// Every shot in every state, computed on all processors.
fn degrade_all(shots: &[Shot]) -> Vec<Degraded<'_>> {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let part = |shots: &'_ [Shot]| {
        let states = |shot: &Shot| {
            Degradation::ALL.map(|state| (format!("{} {state:?}", shot.name), state.apply(shot)))
        };
        shots.iter().map(states).collect::<Vec<_>>()
    };
    let images: Vec<_> = thread::scope(|scope| {
        let parts: Vec<_> = shots
            .chunks(shots.len().div_ceil(threads))
            .map(|shots| scope.spawn(move || part(shots)))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    let each = shots.iter().zip(images);
    each.flat_map(|(shot, images)| images.map(|(label, image)| (label, shot.text.as_str(), image))).collect()
}

fn score_rxing(images: &[Degraded<'_>]) -> Score {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let texts: Vec<_> = thread::scope(|scope| {
        let parts: Vec<_> = images
            .chunks(images.len().div_ceil(threads))
            .map(|part| scope.spawn(|| part.iter().map(|(_, _, image)| read_qr(image)).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    score_texts(images, texts.iter().map(Option::as_deref))
}

fn score_texts<'a>(images: &[Degraded<'_>], texts: impl Iterator<Item = Option<&'a str>>) -> Score {
    let mut score = Score::default();
    for ((label, expected, _), text) in images.iter().zip(texts) {
        score.add(label.clone(), expected, text);
    }
    score
}

fn score_zbar(images: &[Degraded<'_>]) -> Score {
    let texts = zbar::read(images.iter().map(|(_, _, image)| image));
    score_texts(images, texts.iter().map(Option::as_deref))
}

#[test]
fn the_token_is_read_from_bad_paper() {
    let shots = certificate_shots();
    assert_eq!(shots.len(), 20);
    let images = degrade_all(&shots);
    let (first, second) = (score_rxing(&images), score_zbar(&images));
    assert!(first.check_and_share("rxing, token") >= 0.95);
    assert!(second.check_and_share("zbar, token") >= 0.50);
}

#[test]
fn the_short_code_is_read_from_bad_decals() {
    let shots = decal_shots();
    assert_eq!(shots.len(), 20);
    let images = degrade_all(&shots);
    let (first, second) = (score_rxing(&images), score_zbar(&images));
    assert!(first.check_and_share("rxing, decal") >= 0.95);
    assert!(second.check_and_share("zbar, decal") >= 0.80);
}
