//! Values of settings, and how each is read.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::network::Network;
use super::table::{Kind, Setting};
use crate::said::{Said, said};

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    None,
    /// Where something listens.
    Address(SocketAddr),
    /// A whole number.
    Whole(u64),
    /// A word.
    Word(&'static str),
    /// On or off.
    Switch(bool),
    /// A text.
    Text(String),
    /// A file.
    File(PathBuf),
    /// Networks.
    Networks(Vec<Network>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::None => Ok(()),
            Value::Address(address) => write!(f, "{address}"),
            Value::Whole(number) => write!(f, "{number}"),
            Value::Word(word) => f.write_str(word),
            Value::Switch(on) => write!(f, "{on}"),
            Value::Text(text) => f.write_str(text),
            Value::File(path) => write!(f, "{}", path.display()),
            Value::Networks(networks) => {
                let all: Vec<String> = networks.iter().map(ToString::to_string).collect();
                f.write_str(&all.join(","))
            }
        }
    }
}

impl Setting {
    /// Reads a value as it is typed; a relative path begins at `folder`. Nothing where it is none.
    pub fn read(&self, text: &str, folder: Option<&Path>) -> Option<Value> {
        match self.kind {
            Kind::AddressOrNone | Kind::File | Kind::Text if text.is_empty() => Some(Value::None),
            Kind::Address | Kind::AddressOrNone => text.parse().ok().map(Value::Address),
            Kind::Whole(least, most) => {
                let number: u64 = text.parse().ok()?;
                (least..=most).contains(&number).then_some(Value::Whole(number))
            }
            Kind::Word(words) => words.iter().find(|word| **word == text).map(|it| Value::Word(it)),
            Kind::Switch => text.parse().ok().map(Value::Switch),
            Kind::Text if text.contains(char::is_control) || text.trim() != text => None,
            Kind::Text => Some(Value::Text(text.to_owned())),
            Kind::File if text.contains(['\n', '\r', '\0']) => None,
            Kind::File => Some(Value::File(folder.unwrap_or(Path::new("")).join(text))),
            Kind::Networks if text.is_empty() => Some(Value::Networks(Vec::new())),
            Kind::Networks => {
                let networks = text.split(',').map(|one| one.trim().parse());
                networks.collect::<Result<_, _>>().ok().map(Value::Networks)
            }
        }
    }

    /// What a value may be, in words.
    pub fn expected(&self) -> Said {
        match self.kind {
            Kind::Address => said!(
                "an address and a port, such as 127.0.0.1:7370 or [::1]:7370",
                "alamat dan porta, misalnya 127.0.0.1:7370 atau [::1]:7370"
            ),
            Kind::AddressOrNone => said!(
                "an address and a port, such as 10.0.0.7:7371, or nothing",
                "alamat dan porta, misalnya 10.0.0.7:7371, atau kosong"
            ),
            Kind::Whole(least, most) => {
                let unit = self.unit;
                said!(
                    "a whole number of {unit} from {least} to {most}",
                    "bilangan bulat ({unit}) dari {least} sampai {most}"
                )
            }
            Kind::Word(words) => {
                let words = words.join(", ");
                said!("one of {words}", "salah satu dari {words}")
            }
            Kind::Switch => said!("true or false", "true atau false"),
            Kind::Text => said!(
                "a text on one line without blanks around it",
                "teks dalam satu baris tanpa spasi di tepi"
            ),
            Kind::File => said!(
                "the path of a file on one line, not what is in it",
                "jalur berkas dalam satu baris, bukan isinya"
            ),
            Kind::Networks => said!(
                "networks such as 10.1.0.0/16, with zeros behind the network",
                "jaringan seperti 10.1.0.0/16, dengan nol sesudah bagian jaringan"
            ),
        }
    }
}
