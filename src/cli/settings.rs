//! The settings as options of the command line, made from their table.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};

use crate::commands::{Context, Failure};
use crate::settings::{Kind, Resolved, Setting, TABLE, resolve};

/// Settings that were typed, and the file that was named.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    config: Option<PathBuf>,
    options: Vec<(&'static Setting, String)>,
}

impl Typed {
    /// Every setting with its value.
    pub fn resolve(&self, context: &Context) -> Result<Resolved, Failure> {
        // What is not Unicode is no value of any setting.
        let environment =
            |name: &str| std::env::var_os(name).map(|it| it.to_string_lossy().into_owned());
        let resolved = resolve(context.data(), self.config.as_deref(), environment, &self.options);
        resolved.map_err(|wrong| Failure::Usage(wrong.said()))
    }
}

fn arg(setting: &'static Setting) -> Arg {
    let Setting { meaning, default, variable, .. } = setting;
    let meaning = meaning.trim_end_matches('.');
    let default = if default.is_empty() { String::new() } else { format!(" [default: {default}]") };
    let words = match setting.kind {
        Kind::Word(words) => format!(" [one of: {}]", words.join(", ")),
        _ => String::new(),
    };
    let arg = Arg::new(setting.name)
        .long(setting.option)
        .help(format!("{meaning}{words}{default} [env: {variable}]"));
    match setting.kind {
        Kind::Switch => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_name("BOOL"),
        Kind::Address | Kind::AddressOrNone => arg.value_name("ADDRESS:PORT"),
        Kind::Whole(..) => arg.value_name("N"),
        Kind::Word(_) => arg.value_name("WORD"),
        Kind::Text => arg.value_name("TEXT"),
        Kind::File => arg.value_name("FILE"),
        Kind::Networks => arg.value_name("NETWORKS"),
    }
}

impl clap::Args for Typed {
    fn augment_args(command: Command) -> Command {
        let config = Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("File of settings, instead of jejak.toml in the folder [env: JEJAK_CONFIG]");
        command.arg(config).args(TABLE.iter().map(arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Typed::augment_args(command)
    }
}

impl clap::FromArgMatches for Typed {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Typed, clap::Error> {
        let variable = || std::env::var_os("JEJAK_CONFIG").filter(|path| !path.is_empty());
        let config = matches.get_one::<PathBuf>("config").cloned();
        let typed = |setting: &'static Setting| {
            matches.get_one::<String>(setting.name).map(|text| (setting, text.clone()))
        };
        let options = TABLE.iter().filter_map(typed).collect();
        Ok(Typed { config: config.or_else(|| variable().map(PathBuf::from)), options })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Typed::from_arg_matches(matches)?;
        Ok(())
    }
}
