//! Closed lists of words: everything that an event may say in words is one of these.
//!
//! The position in a list is its wire number: new words go to the end, none is ever removed. Each
//! area has its lists in a file of its name; what rules set by date is in `parameter.rs`. All of
//! them with every word stand in one place in section 8 of `docs/FORMAT.md`, and [`lists`] gives
//! them.

/// One word of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word used in JSON and on the command line.
    pub word: &'static str,
    /// Label in Bahasa Indonesia.
    pub label_id: &'static str,
    /// Label in English.
    pub label_en: &'static str,
}

/// Declares closed lists: enum, wire codec, JSON word, labels in both languages.
macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal, $id:literal, $en:literal;)+ })*) => {
        /// The lists declared here, by name.
        pub(crate) fn declared() -> Vec<(&'static str, Vec<$crate::vocabulary::Word>)> {
            vec![$((
                stringify!($name),
                vec![$($crate::vocabulary::Word { word: $word, label_id: $id, label_en: $en }),+],
            )),*]
        }
    $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(bincode::Encode, bincode::Decode, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                #[doc = concat!($en, " (", $id, ").")]
                #[serde(rename = $word)]
                $variant,
            )+
        }

        impl $name {
            /// All words, in wire order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word used in JSON and on the command line.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// Label in Bahasa Indonesia.
            pub const fn label_id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }

            /// Label in English.
            pub const fn label_en(self) -> &'static str {
                match self { $($name::$variant => $en),+ }
            }

            /// The entry of a word.
            pub fn from_word(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|entry| entry.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl crate::field::Field for $name {
            fn shape() -> crate::field::Shape {
                crate::field::Shape::OneOf {
                    name: stringify!($name),
                    words: Self::ALL.iter().map(|entry| entry.word()).collect(),
                }
            }
            fn sample(seed: u64) -> Self {
                let count = Self::ALL.len() as u64;
                let index = usize::try_from(seed % count).unwrap_or(0);
                Self::ALL[index]
            }
        }
    )*
    };
}
/// Words of one area each stand in a file of its name.
macro_rules! areas {
    ($($area:ident),* $(,)?) => {
        $( mod $area; pub use $area::*; )*

        /// Every closed list by name, its words in wire order.
        pub fn lists() -> Vec<(&'static str, Vec<Word>)> {
            let mut lists = Vec::new();
            $( lists.extend($area::declared()); )*
            lists
        }
    };
}

areas! {
    access, accountability, budget, cash, central, complaint, contract, disaster, finding, institution, integrity, investigation, kube, loss, opening, oversight, parameter, payment, pkh, planning, privacy, proposal, reference, rtlh, sembako, service, stock, treasury, welfare, worker, works,
}
