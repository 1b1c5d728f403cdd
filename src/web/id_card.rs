//! The button that fills a form from the QR code of an identity card. All of it happens in the browser; the server learns
//! nothing but what is then sent with the form.

/// The folder of its scripts.
pub(crate) const SCRIPTS: &str = "id_card/";
