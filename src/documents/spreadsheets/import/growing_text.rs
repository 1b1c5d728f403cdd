//! The text of one cell while it is put together.

/// Counts its characters while it grows, so that none is counted twice.
#[derive(Default)]
pub(super) struct GrowingText {
    text: String,
    characters: usize,
}

impl GrowingText {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.characters = 0;
    }

    /// Appends a piece. False if the text would then have more than `most` characters.
    pub(super) fn push(&mut self, piece: &str, most: usize) -> bool {
        self.characters += piece.chars().take(most + 1).count();
        let fits = self.characters <= most;
        if fits {
            self.text.push_str(piece);
        }
        fits
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Sets a shorter form of the text.
    pub(super) fn shorten(&mut self, text: String) {
        self.text = text;
    }
}
