//! A command that comes as a request: its words, and what is given by name.
//!
//! The options of a command are declared once, for the command line; here they are the parameters of
//! a request. What would name a file of the server, or say who asks, is no parameter: a server
//! takes files as bodies, and knows who asks.

use std::any::TypeId;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, FromArgMatches as _, Subcommand as _};

use super::{Command, errors};
use crate::said::{Said, said};

/// Options that only make sense to a person at the machine: who it is, what is done to files.
const OF_A_PERSON: &[&str] =
    &["account", "accept_clock", "force", "output", "revealed_by", "scratch", "help"];

/// The definition of one command, with what may be given by name.
#[derive(Debug, Clone)]
pub struct Askable {
    words: &'static [&'static str],
    /// The root, with this one command below it.
    root: clap::Command,
    command: clap::Command,
}

/// Why a request is no command.
#[derive(Debug)]
pub struct Wrong {
    /// The parameter, where it is one.
    pub parameter: Option<String>,
    /// What was expected and what was found.
    pub what: Said,
}

impl Askable {
    /// The command of words such as `sample draw`; none where there is no such command.
    pub fn of(words: &'static [&'static str]) -> Option<Askable> {
        let all = Command::augment_subcommands(clap::Command::new("jejak").no_binary_name(true));
        let found = words.iter().try_fold(&all, |at, word| at.find_subcommand(word));
        let command = found?.clone();
        let bare = |name: &'static str| clap::Command::new(name).no_binary_name(true);
        let above = ["jejak"].into_iter().chain(words.iter().copied().take(words.len() - 1));
        let above: Vec<&'static str> = above.collect();
        let root = above.into_iter().rev().fold(command.clone(), |inner, outer| {
            bare(outer).subcommand_required(true).subcommand(inner)
        });
        Some(Askable { words, root, command })
    }

    /// What it does, in a line.
    pub fn about(&self) -> String {
        self.command.get_about().map(ToString::to_string).unwrap_or_default()
    }

    /// What may be given by name.
    pub fn parameters(&self) -> impl Iterator<Item = &Arg> {
        self.command.get_arguments().filter(|arg| is_parameter(arg))
    }

    /// The parameter of a name.
    fn parameter(&self, name: &str) -> Option<&Arg> {
        self.parameters().find(|arg| name_of(arg) == name.replace('_', "-"))
    }

    /// Where an argument without a name stands among its like.
    fn place_of(&self, arg: &Arg) -> Option<usize> {
        self.command.get_positionals().position(|other| other.get_id() == arg.get_id())
    }

    /// Whether a parameter is known.
    pub fn knows(&self, name: &str) -> bool {
        self.parameter(name).is_some()
    }

    /// The command that a request is. `file` is a body that was received: the argument that it is for
    /// and where it lies.
    pub fn ask(
        &self,
        given: &[(String, String)],
        file: Option<(&str, &Path)>,
    ) -> Result<Command, Wrong> {
        let mut words: Vec<OsString> = self.words.iter().map(OsString::from).collect();
        let mut places: Vec<(usize, OsString)> = Vec::new();
        for (name, value) in given {
            let arg = self.parameter(name).ok_or_else(|| self.unknown(name))?;
            match (self.place_of(arg), arg.get_action()) {
                (Some(index), _) => places.push((index, value.into())),
                (None, ArgAction::SetTrue) => {
                    if flag(name, value)? {
                        words.push(format!("--{}", name_of(arg)).into());
                    }
                }
                // What may stand alone on the command line is switched on alone.
                (None, _) if value == "true" && may_stand_alone(arg) => {
                    words.push(format!("--{}", name_of(arg)).into());
                }
                (None, _) => words.push(format!("--{}={value}", name_of(arg)).into()),
            }
        }
        if let Some((argument, path)) = file {
            let arg = self.command.get_arguments().find(|arg| arg.get_id() == argument);
            let place = arg.and_then(|arg| self.place_of(arg)).unwrap_or(usize::MAX);
            places.push((place, path.into()));
        }
        places.sort_by_key(|(index, _)| *index);
        if !places.is_empty() {
            words.push("--".into());
            words.extend(places.into_iter().map(|(_, value)| value));
        }
        let matches = self
            .root
            .clone()
            .try_get_matches_from(words)
            .map_err(|error| wrong(&self.command, error))?;
        Command::from_arg_matches(&matches).map_err(|error| wrong(&self.command, error))
    }

    fn unknown(&self, name: &str) -> Wrong {
        let known: Vec<String> = self.parameters().map(name_of).collect();
        let known = if known.is_empty() { "-".to_owned() } else { known.join(", ") };
        let found = jejak_events::parse::Found::quote(name);
        Wrong {
            parameter: None,
            what: said!(
                "expected parameters among {known}, found {found}",
                "seharusnya parameter dari {known}, ditemukan {found}"
            ),
        }
    }
}

/// The name of a parameter: the long name of an option, the id of what has a place.
pub fn name_of(arg: &Arg) -> String {
    match arg.get_long() {
        Some(long) => long.to_owned(),
        None => arg.get_id().as_str().replace('_', "-"),
    }
}

/// Whether something may be given by name: no file of the machine, nothing of a person at it.
pub fn is_parameter(arg: &Arg) -> bool {
    let of_a_file = arg.get_value_parser().type_id() == TypeId::of::<PathBuf>();
    !of_a_file && !arg.is_hide_set() && !OF_A_PERSON.contains(&arg.get_id().as_str())
}

/// Whether an option takes values, or none.
fn may_stand_alone(arg: &Arg) -> bool {
    arg.get_num_args().is_some_and(|range| range.min_values() == 0)
}

/// A switch is on where it is named without a value, or with `true`.
fn flag(name: &str, value: &str) -> Result<bool, Wrong> {
    match value {
        "" | "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        other => {
            let found = jejak_events::parse::Found::quote(other);
            Err(Wrong {
                parameter: Some(name.to_owned()),
                what: said!(
                    "{name}: expected true or false, found {found}",
                    "{name}: seharusnya true atau false, ditemukan {found}"
                ),
            })
        }
    }
}

/// What the parser of the command line has against it, in the words of a request.
fn wrong(command: &clap::Command, error: clap::Error) -> Wrong {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg);
    let parameter = argument.as_deref().and_then(|argument| plain_name(command, argument));
    let name = parameter.clone().unwrap_or_else(|| argument.unwrap_or_default());
    let why = std::error::Error::source(&error).map(errors::said);
    let what = match (error.kind(), why, text(ContextKind::ValidValue)) {
        (clap::error::ErrorKind::MissingRequiredArgument, ..) => {
            said!("{name}: expected a value, found none", "{name}: harus diisi, ditemukan kosong")
        }
        (_, Some(why), _) => said!(with why; "{name}: {why}", "{name}: {why}"),
        (_, None, Some(valid)) => {
            said!("{name}: expected one of {valid}", "{name}: seharusnya salah satu dari {valid}")
        }
        _ => {
            let told = error.render().to_string();
            let first = told.lines().next().unwrap_or_default();
            Said::same(first.trim_start_matches("error: "))
        }
    };
    Wrong { parameter, what }
}

/// What the parser calls `--year <YEAR>` or `<TAG>...`, by the name of the parameter. Of several that
/// are missing it is the first.
fn plain_name(command: &clap::Command, argument: &str) -> Option<String> {
    let word = argument.split([' ', ',']).next()?;
    let word = word.trim_matches(|c| matches!(c, '<' | '>' | '[' | ']' | '.'));
    let called = |arg: &&Arg| match (arg.get_long(), arg.get_value_names()) {
        (Some(long), _) => word.strip_prefix("--") == Some(long),
        (None, Some(names)) => names.iter().any(|name| name == word),
        (None, None) => arg.get_id().as_str().eq_ignore_ascii_case(word),
    };
    command.get_arguments().find(called).map(name_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &'static [&'static str], given: &[(&str, &str)]) -> Result<Command, Wrong> {
        let given: Vec<(String, String)> =
            given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Askable::of(words).unwrap().ask(&given, None)
    }

    /// The words of a command, names and values of parameters, and what is said of them; `-` is nothing.
    type Case = (&'static [&'static str], &'static [(&'static str, &'static str)], &'static str);

    const CASES: &[Case] = &[
        (&["report"], &[("name", "lra"), ("year", "2022")], "-"),
        (&["report"], &[("name", "lra"), ("public", "")], "-"),
        (&["report"], &[("name", "lra"), ("public", "false")], "-"),
        (&["report"], &[("as_of", "2022-06-30"), ("name", "lra")], "-"),
        (&["sample", "evaluate"], &[("sample", "7"), ("confidence", "90")], "-"),
        (&["trail"], &[("tags", "payment:7"), ("tags", "region:36.02")], "-"),
        // An option that takes values or none.
        (&["check"], &[("ids", "A02"), ("open", "true")], "-"),
        (&["check"], &[("ids", "A02"), ("open", "designation:57")], "-"),
        // A value that begins as an option does is still a value.
        (&["report"], &[("name", "--help")], "-"),
        (&["report"], &[("public", "perhaps")], "public: expected true or false, found `perhaps`"),
        (&["report"], &[("year", "MMXXII")], "year: expected"),
        (&["trail"], &[], "tags: expected a value, found none"),
        (&["report"], &[("output", "/etc/passwd")], "expected parameters among name, year"),
        (&["report"], &[("master-key", "/etc/passwd")], "expected parameters among name, year"),
        (&["report"], &[("revealed-by", "1")], "expected parameters among name, year"),
        (&["reconcile"], &[("as", "1")], "expected parameters among register"),
        (&["show"], &[("seq", "-1")], "seq: "),
    ];

    #[test]
    fn parameters_are_the_options_of_the_command_line() {
        for (words, given, expected) in CASES {
            let found = match asked(words, given) {
                Ok(_) => "-".to_owned(),
                Err(wrong) => wrong.what.en,
            };
            assert!(found.starts_with(expected), "{words:?} {given:?}: {found}");
        }
    }

    #[test]
    fn no_request_names_a_file_of_the_server() {
        let all = Command::augment_subcommands(clap::Command::new("jejak"));
        let mut open = vec![&all];
        while let Some(command) = open.pop() {
            open.extend(command.get_subcommands());
            for arg in command.get_arguments().filter(|arg| is_parameter(arg)) {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                let id = arg.get_id().as_str();
                let of_files = |word: &str| ["file", "path", "folder", "dir"].contains(&word);
                assert!(!id.split('_').any(of_files), "{id}: {help}");
            }
        }
    }
}
