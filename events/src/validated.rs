//! How a checked value crosses a boundary: bytes and JSON are read only through its own check, so
//! that no value exists that could not also have been typed.
//!
//! Not here: what each value accepts; that stands beside its type.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

use crate::ParseError;

/// Implements bincode's `Decode` and `BorrowDecode` for a newtype: decodes the wire type, then asks
/// `check`, a `fn(Wire) -> Option<Self>`, which must accept exactly what `Encode` can write.
macro_rules! validated_decode {
    ($name:ident, $wire:ty, $check:expr) => {
        impl<Context> bincode::Decode<Context> for $name {
            fn decode<D: bincode::de::Decoder<Context = Context>>(
                decoder: &mut D,
            ) -> Result<Self, bincode::error::DecodeError> {
                let wire = <$wire as bincode::Decode<Context>>::decode(decoder)?;
                $check(wire).ok_or(bincode::error::DecodeError::Other(concat!(
                    stringify!($name),
                    " out of range or not in its one standard form"
                )))
            }
        }
        bincode::impl_borrow_decode!($name);
    };
}

/// Implements `Debug` (the `Display` form in the type's name) and serde for a type that stands in
/// JSON as its `Display` form and is read by its `FromStr`.
macro_rules! text_in_json {
    ($name:ident, $expected:expr) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::validated::from_json_text(deserializer, $expected)
            }
        }
    };
}

/// Implements `Debug` (the `Display` form in the type's name) and serde for a newtype that stands
/// in JSON as a whole number; `check` is a `fn(Wire) -> Option<Self>`.
macro_rules! integer_in_json {
    ($name:ident, $check:expr, $expected:expr) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.0, serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = $crate::validated::from_json_integer(deserializer, $expected)?;
                number.try_into().ok().and_then($check).ok_or_else(|| {
                    serde::de::Error::custom(format_args!(
                        "expected {}, found a number out of range",
                        $expected
                    ))
                })
            }
        }
    };
}

pub(crate) use {integer_in_json, text_in_json, validated_decode};

/// Reads a JSON string with `T`'s `FromStr`. Whatever else stands there is looked at too, so that the
/// refusal can say what to do: a number is refused without being repeated in the
/// message: it may be a NIK in the wrong field.
pub(crate) fn from_json_text<'de, D, T>(
    deserializer: D,
    expected: &'static str,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = ParseError>,
{
    deserializer.deserialize_any(TextVisitor { expected, value: PhantomData })
}

/// Reads a JSON whole number from 0; anything else is refused without being repeated.
pub(crate) fn from_json_integer<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<u64, D::Error> {
    deserializer.deserialize_any(IntegerVisitor { expected })
}

struct TextVisitor<T> {
    expected: &'static str,
    value: PhantomData<T>,
}

impl<T> TextVisitor<T> {
    fn refuse_number<E: Error>(&self) -> E {
        E::custom(format_args!(
            "expected {}, found a number; put it in quotes, numbers lose digits and zeros on the way",
            self.expected
        ))
    }
}

impl<T: FromStr<Err = ParseError>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, in quotes", self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<T, E> {
        Err(self.refuse_number())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<T, E> {
        Err(self.refuse_number())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<T, E> {
        Err(self.refuse_number())
    }
}

struct IntegerVisitor {
    expected: &'static str,
}

impl IntegerVisitor {
    fn refuse<E: Error>(&self, found: &str) -> E {
        E::custom(format_args!(
            "expected {}, found {found}; write a whole number without quotes",
            self.expected
        ))
    }
}

impl Visitor<'_> for IntegerVisitor {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u64, E> {
        Ok(number)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u64, E> {
        u64::try_from(number).map_err(|_| self.refuse("a negative number"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<u64, E> {
        Err(self.refuse("a fraction or a very large number"))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<u64, E> {
        Err(self.refuse("text"))
    }
}

/// What every checked value is tested for.
#[cfg(test)]
pub(crate) mod testing {
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use serde::Serialize;
    use serde::de::DeserializeOwned;

    use crate::ParseError;

    /// The bytes of a value in an entry.
    pub(crate) fn wire<T: bincode::Encode>(value: &T) -> Vec<u8> {
        bincode::encode_to_vec(value, bincode::config::standard()).expect("a value encodes")
    }

    /// The value that stands in some bytes, which must be used up.
    pub(crate) fn from_wire<T: bincode::Decode<()>>(bytes: &[u8]) -> Option<T> {
        let decoded = bincode::decode_from_slice(bytes, bincode::config::standard());
        decoded.ok().filter(|(_, used)| *used == bytes.len()).map(|(value, _)| value)
    }

    /// Bytes, JSON and text give back the same value.
    pub(crate) fn assert_round_trips<T>(value: &T)
    where
        T: bincode::Encode + bincode::Decode<()> + Serialize + DeserializeOwned,
        T: FromStr<Err = ParseError> + Display + PartialEq + Debug,
    {
        assert_eq!(value.to_string().parse().as_ref(), Ok(value), "text");
        assert_eq!(from_wire(&wire(value)).as_ref(), Some(value), "bytes");
        let json = serde_json::to_string(value).expect("a value stands in JSON");
        assert_eq!(serde_json::from_str::<T>(&json).expect("and is read from it"), *value, "JSON");
    }

    /// Each text is read, and shown in its standard form.
    pub(crate) fn assert_reads<T>(cases: &[(&str, &str)])
    where
        T: FromStr<Err = ParseError> + Display,
    {
        for (text, standard) in cases {
            match text.parse::<T>() {
                Ok(value) => assert_eq!(value.to_string(), *standard, "{text}"),
                Err(error) => panic!("{text}: {error}"),
            }
        }
    }

    /// Each text is refused with that advice.
    pub(crate) fn assert_refuses<T>(cases: &[(&str, &str)])
    where
        T: FromStr<Err = ParseError> + Display,
    {
        for (text, advice) in cases {
            match text.parse::<T>() {
                Ok(value) => panic!("{text} was read as {value}"),
                Err(error) => assert_eq!(error.advice, *advice, "{text}"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Date, FiscalYear, Region, Rupiah};

    #[test]
    fn json_of_another_type_is_refused_without_being_repeated() {
        let nik = "3601010101800001";
        let messages = [
            serde_json::from_str::<Rupiah>(nik).map(|_| ()),
            serde_json::from_str::<Rupiah>("3601010101800001.5").map(|_| ()),
            serde_json::from_str::<Rupiah>("-3601010101800001").map(|_| ()),
            serde_json::from_str::<Date>(nik).map(|_| ()),
            serde_json::from_str::<Region>(nik).map(|_| ()),
            serde_json::from_str::<Region>("\"3601010101800001\"").map(|_| ()),
            serde_json::from_str::<FiscalYear>(nik).map(|_| ()),
            serde_json::from_str::<FiscalYear>("-3601010101800001").map(|_| ()),
            serde_json::from_str::<FiscalYear>("\"3601010101800001\"").map(|_| ()),
        ];
        for message in messages {
            let message = message.expect_err("must be refused").to_string();
            assert!(message.contains("expected"), "{message}");
            assert!(!message.contains("360101"), "{message}");
        }
    }

    #[test]
    fn a_number_for_money_is_answered_with_what_to_do() {
        let error = serde_json::from_str::<Rupiah>("200000.00").expect_err("a number").to_string();
        assert!(error.contains("put it in quotes"), "{error}");
    }
}
