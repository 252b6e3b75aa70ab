//! Where the value of each setting comes from.

use std::path::{Path, PathBuf};

use super::file;
use super::table::{Setting, TABLE};
use super::value::Value;
use super::wrong::Wrong;
use crate::said::{Said, said};

/// The file of settings in the folder of a ledger, where none is named.
pub const FILE_NAME: &str = "jejak.toml";

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The table.
    Default,
    /// A line of a file, from 1.
    File(PathBuf, usize),
    /// A variable of the environment.
    Environment(&'static str),
    /// An option of the command line.
    Option(&'static str),
}

impl Source {
    /// The word for the sort of source, for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Source::Default => "default",
            Source::File(..) => "file",
            Source::Environment(_) => "environment",
            Source::Option(_) => "flag",
        }
    }

    /// Where exactly.
    pub fn place(&self) -> Said {
        match self {
            Source::Default => said!("default", "bawaan"),
            Source::File(path, line) => {
                let path = path.display();
                said!("{path}:{line}", "{path}:{line}")
            }
            Source::Environment(name) => said!("environment {name}", "lingkungan {name}"),
            Source::Option(name) => said!("option --{name}", "opsi --{name}"),
        }
    }
}

/// A value that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The setting.
    pub setting: &'static Setting,
    /// Its value.
    pub value: Value,
    /// Where it was given.
    pub source: Source,
}

/// Every setting with its value, in the order of the table.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The folder of the ledger.
    pub data: PathBuf,
    /// The file that was read, if there is one.
    pub file: Option<PathBuf>,
    /// One for each setting.
    pub all: Vec<Given>,
}

impl Resolved {
    /// A setting that the table has.
    pub fn of(&self, name: &str) -> &Given {
        let found = self.all.iter().find(|given| given.setting.name == name);
        found.expect("the table has every setting that is asked for")
    }
}

/// The values of all settings: from `options`, else from `environment`, else from the file, else from
/// the table. `named` is a file that has to be there; the one in `data` may be missing.
pub fn resolve(
    data: &Path,
    named: Option<&Path>,
    environment: impl Fn(&str) -> Option<String>,
    options: &[(&'static Setting, String)],
) -> Result<Resolved, Wrong> {
    let path = named.map_or_else(|| data.join(FILE_NAME), Path::to_owned);
    let text = read(&path, named.is_some())?;
    let in_file = text.as_deref().map_or(Ok(Vec::new()), |text| file::parse(&path, text))?;
    let mut all = Vec::with_capacity(TABLE.len());
    for setting in TABLE {
        let option = options.iter().rev().find(|(known, _)| *known == setting);
        let option = option.map(|(_, text)| (text.clone(), Source::Option(setting.option)));
        let variable = || {
            let text = environment(setting.variable)?;
            Some((text, Source::Environment(setting.variable)))
        };
        let typed = option.or_else(variable);
        let filed = || in_file.iter().find(|given| given.setting == setting).cloned();
        let given = match (typed, filed()) {
            (Some((text, source)), _) => taken(setting, &text, source)?,
            (None, Some(given)) => given,
            (None, None) => taken(setting, setting.default, Source::Default)?,
        };
        all.push(given);
    }
    Ok(Resolved { data: data.to_owned(), file: text.is_some().then_some(path), all })
}

fn taken(setting: &'static Setting, text: &str, source: Source) -> Result<Given, Wrong> {
    match setting.read(text, None) {
        Some(value) => Ok(Given { setting, value, source }),
        None => Err(Wrong::value(source, setting, text)),
    }
}

/// The text of the file; nothing where it is missing and may be.
fn read(path: &Path, must_be: bool) -> Result<Option<String>, Wrong> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_be => Ok(None),
        Err(error) => {
            let expected = said!("a file that can be read", "berkas yang dapat dibaca");
            let found = crate::said::of_error(&error, |_| None);
            let source = Source::File(path.to_owned(), 0);
            Err(Wrong::other(source, "--config", expected, found))
        }
    }
}
