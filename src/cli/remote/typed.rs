//! What was typed: the words of a command, and what stands behind them.

use std::any::TypeId;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches};

use crate::commands::Failure;
use crate::commands::asked::{is_parameter, name_of};
use crate::said::said;

/// A command as it was typed.
pub struct TypedCommand<'a> {
    /// Its words, such as `sample draw`.
    pub words: Vec<&'a str>,
    /// What was typed after them.
    pub matches: &'a ArgMatches,
    definition: clap::Command,
}

impl<'a> TypedCommand<'a> {
    /// The command that the words of a command line end in.
    pub fn of(matches: &'a ArgMatches) -> TypedCommand<'a> {
        let (mut words, mut matches) = (Vec::new(), matches);
        let mut definition = crate::cli::definition();
        while let Some((word, inner)) = matches.subcommand() {
            words.push(word);
            matches = inner;
            if let Some(found) = definition.find_subcommand(word) {
                definition = found.clone();
            }
        }
        TypedCommand { words, matches, definition }
    }

    /// Its words in one.
    pub fn name(&self) -> String {
        self.words.join(" ")
    }

    /// Whether the command has such an argument.
    pub fn knows(&self, id: &str) -> bool {
        self.definition.get_arguments().any(|arg| arg.get_id() == id)
    }

    /// The arguments that somebody typed; defaults and the environment are not among them.
    pub fn given(&self) -> impl Iterator<Item = &Arg> {
        self.definition.get_arguments().filter(|arg| {
            let source = self.matches.value_source(arg.get_id().as_str());
            source == Some(ValueSource::CommandLine)
        })
    }

    /// The parameters of a request, by name, in the order of their definition.
    pub fn parameters(&self) -> Vec<(String, String)> {
        let mut parameters = Vec::new();
        for arg in self.given().filter(|arg| is_parameter(arg)) {
            let values = self.values(arg);
            parameters.extend(values.into_iter().map(|value| (name_of(arg), value)));
        }
        parameters
    }

    /// What was typed for an argument; one that stands alone is a switch.
    fn values(&self, arg: &Arg) -> Vec<String> {
        let is_switch = matches!(arg.get_action(), ArgAction::SetTrue);
        let raw = self.matches.get_raw(arg.get_id().as_str()).filter(|_| !is_switch);
        let raw = raw.into_iter().flatten();
        let values: Vec<String> = raw.map(|it| it.to_string_lossy().into_owned()).collect();
        if values.is_empty() { vec!["true".to_owned()] } else { values }
    }
}

/// What is said of an argument that no service takes.
pub fn stays_here(arg: &Arg) -> Failure {
    let name = arg.get_long().map_or_else(|| name_of(arg), |long| format!("--{long}"));
    let why = match arg.get_id().as_str() {
        "account" | "revealed_by" => {
            said!("it is whoever the token belongs to", "pelakunya adalah pemilik token")
        }
        "accept_clock" => said!(
            "who starts the service consents, with `jejak serve --accept-clock`",
            "yang menjalankan layanan menyetujuinya, dengan `jejak serve --accept-clock`"
        ),
        _ if arg.get_value_parser().type_id() == TypeId::of::<PathBuf>() => said!(
            "the service reads and writes no files of this machine",
            "layanan tidak membaca dan menulis berkas di mesin ini"
        ),
        _ => said!("the service does not take it", "layanan tidak menerimanya"),
    };
    Failure::Usage(said!(
        with why;
        "{name}: expected without --server, found beside it: {why}; leave it out, or use --data at \
         the machine of the ledger",
        "{name}: seharusnya tanpa --server, ditemukan di sampingnya: {why}; hapus, atau pakai --data \
         di mesin buku"
    ))
}
