//! Closed lists: enums whose values have stable codes, the same in store, API and locale keys.

/// Declares a closed list: the only way, so that each has the same parts. `ALL` is in the order of forms.
///
/// The crate that calls it needs `serde`.
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }
        impl $name {
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            pub fn from_code(code: &str) -> Option<Self> { Self::ALL.into_iter().find(|v| v.code() == code) }
        }
    };
}
pub use codes;
