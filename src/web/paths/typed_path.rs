//! Declares routes as types: `Venue(id: VenueId) = "/venues/{id}";` gives the struct `Venue(pub VenueId)` with its
//! `PATTERN` for the router and its address as `Display`. The literal is both pattern and format string, so a
//! placeholder without a field, or a field without a placeholder, does not compile.

use std::fmt::{self, Display, Write};

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident $(($($field:ident: $kind:ty),+))? = $pattern:literal;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name $(($(pub $kind),+))?;

            impl $name {
                /// The path with its placeholders, as the router takes it.
                pub const PATTERN: &'static str = $pattern;
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    let Self $(($($field),+))? = self;
                    write!(f, $pattern $($(, $field = $crate::paths::typed_path::Segment($field))+)?)
                }
            }

            impl From<$name> for String {
                fn from(path: $name) -> Self {
                    path.to_string()
                }
            }
        )+

        #[cfg(test)]
        pub(super) const PATTERNS: &[&str] = &[$($pattern),+];
    };
}

pub(super) use paths;

/// A value as one segment of a path: everything but unreserved characters (RFC 3986 section 2.3) is percent-encoded.
pub(super) struct Segment<'a, T>(pub(super) &'a T);

impl<T: Display> Display for Segment<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(PercentEncoder(f), "{}", self.0)
    }
}

struct PercentEncoder<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Write for PercentEncoder<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().try_for_each(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                self.0.write_char(char::from(byte))
            } else {
                write!(self.0, "%{byte:02X}")
            }
        })
    }
}
