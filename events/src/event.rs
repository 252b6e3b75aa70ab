//! How an event is declared. One declaration gives the struct, its wire codec, its JSON shape,
//! its references and its labels; the area files below hold nothing but declarations.

use crate::field::{FieldInfo, Object};
use crate::tag::Tag;

/// The payload of one kind of event.
pub trait Body: Sized {
    /// Name in code and JSON.
    const NAME: &'static str;
    /// Label in Bahasa Indonesia.
    const LABEL_ID: &'static str;
    /// Label in English.
    const LABEL_EN: &'static str;
    /// What it means: the documentation of the struct.
    const DOC: &'static str;
    /// The object that it brings into being, known by its sequence number from then on.
    const CREATES: Option<Object>;
    /// Whether it may speak of a day after today.
    const PLANNING: bool;

    /// Its fields in wire order.
    fn fields() -> Vec<FieldInfo>;
    /// Calls `visit` for each reference inside.
    fn references(&self, visit: &mut dyn FnMut(Object, u64));
    /// Replaces references by index in the same batch.
    fn resolve(&mut self, first_seq: u64);
    /// Calls `tag` for each thing it is about by its own words.
    fn tags(&self, tag: &mut dyn FnMut(Tag));
    /// A value made from a seed, to test the encoding; see [`crate::field::Field::sample`].
    fn sample(seed: u64) -> Self;
}

/// Declares nested records: structs that stand inside events.
macro_rules! records {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident {
            $( $(#[doc = $fdoc:literal])* $field:ident : $type:ty, )*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[doc = $fdoc])* pub $field: $type, )*
        }

        impl $crate::field::Field for $name {
            fn shape() -> $crate::field::Shape {
                $crate::field::Shape::Record(vec![$(
                    $crate::field::FieldInfo {
                        name: stringify!($field),
                        doc: concat!($($fdoc,)*),
                        shape: <$type as $crate::field::Field>::shape(),
                    },
                )*])
            }
            fn references(&self, visit: &mut dyn FnMut($crate::field::Object, u64)) {
                let _ = &visit;
                $( self.$field.references(visit); )*
            }
            fn resolve(&mut self, first_seq: u64) {
                $( self.$field.resolve(first_seq); )*
            }
            fn tags(&self, tag: &mut dyn FnMut($crate::tag::Tag)) {
                $( self.$field.tags(tag); )*
            }
            fn sample(seed: u64) -> Self {
                let mut parts = (0..).map(|index| $crate::field::part_of(seed, index));
                let mut next = || parts.next().unwrap_or(seed);
                Self { $( $field: <$type as $crate::field::Field>::sample(next()), )* }
            }
        }
    )*};
}
pub(crate) use records;

/// Declares the events of an area.
macro_rules! events {
    (@planning planning) => { true };
    (@creates) => { None };
    (@creates $object:ident) => { Some($crate::field::Object::$object) };
    (@planning) => { false };
    ($(
        $(#[doc = $doc:literal])*
        $name:ident ($id:literal, $en:literal $(, creates $object:ident)? $(; $planning:ident)?) {
            $( $(#[doc = $fdoc:literal])* $field:ident : $type:ty, )*
        }
    )*) => {$(
        $crate::event::records! {
            $(#[doc = $doc])*
            $name { $( $(#[doc = $fdoc])* $field : $type, )* }
        }

        impl $crate::event::Body for $name {
            const NAME: &'static str = stringify!($name);
            const LABEL_ID: &'static str = $id;
            const LABEL_EN: &'static str = $en;
            const DOC: &'static str = concat!($($doc,)*);
            const CREATES: Option<$crate::field::Object> =
                $crate::event::events!(@creates $($object)?);
            const PLANNING: bool = $crate::event::events!(@planning $($planning)?);

            fn fields() -> Vec<$crate::field::FieldInfo> {
                match <Self as $crate::field::Field>::shape() {
                    $crate::field::Shape::Record(fields) => fields,
                    _ => Vec::new(),
                }
            }
            fn references(&self, visit: &mut dyn FnMut($crate::field::Object, u64)) {
                $crate::field::Field::references(self, visit);
            }
            fn resolve(&mut self, first_seq: u64) {
                $crate::field::Field::resolve(self, first_seq);
            }
            fn tags(&self, tag: &mut dyn FnMut($crate::tag::Tag)) {
                $crate::field::Field::tags(self, tag);
            }
            fn sample(seed: u64) -> Self {
                <Self as $crate::field::Field>::sample(seed)
            }
        }
    )*};
}
pub(crate) use events;
