//! The command line. Data goes to stdout, everything else to stderr.
//!
//! Exit codes: 0 done, 1 refused or verification failed, 2 wrong usage, 3 cannot read or write.
//!
//! Not here: what commands do (`commands`).

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::commands::{self, Context, Failure, output};
use crate::ledger::rules::Language;
use crate::said::said;

mod completions;
mod config;
mod demo;
mod log;
mod man;
mod remote;
mod serve;
mod settings;

/// A ledger of social assistance that anyone can check.
#[derive(Debug, Parser)]
#[command(name = "jejak", version, about, long_about = None, max_term_width = 100)]
pub struct Cli {
    /// Folder of the ledger.
    #[arg(
        long,
        global = true,
        default_value = "./jejak-data",
        value_name = "DIR",
        env = "JEJAK_DATA"
    )]
    data: PathBuf,
    /// Print JSON with stable field names; money as decimal strings of rupiah.
    #[arg(long, global = true)]
    json: bool,
    /// Language of messages; from LANG when absent.
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
    #[command(flatten)]
    remote: remote::Args,
    #[command(subcommand)]
    command: Typed,
}

/// Languages of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// Bahasa Indonesia.
    Id,
    /// English with the Indonesian terms of the field.
    En,
}

/// What can be typed: every command, and what makes sense at a terminal alone.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one for each process")]
enum Typed {
    #[command(flatten)]
    Command(commands::Command),
    /// Keep the ledger open and answer over HTTP.
    Serve(serve::Args),
    /// Every setting of the service: its value, and where that comes from.
    Config(config::Args),
    /// Build or open the sample ledger and show what it can do.
    Demo(demo::Args),
    /// Print shell completions.
    Completions(completions::Args),
    /// Print the manual page.
    Man(man::Args),
}

/// Parses the command line and runs it.
pub fn main() -> ExitCode {
    let matches = definition().get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let context = Context::of_person(cli.data, cli.json, language(cli.lang));
    match run(&context, &cli.remote, cli.command, &matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => say(&context, failure),
    }
}

/// Runs what was typed, here or at a service.
fn run(
    context: &Context,
    remote: &remote::Args,
    command: Typed,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    // What needs no ledger needs no service.
    match command {
        Typed::Completions(args) => return completions::run(&args),
        Typed::Man(args) => return man::run(&args),
        Typed::Config(args) => return config::run(context, &args),
        _ => {}
    }
    if let Some(server) = remote::chosen(remote, matches)? {
        return remote::run(context, server, matches);
    }
    match command {
        Typed::Command(command) => commands::run(context, command),
        Typed::Serve(args) => serve::run(context, args),
        Typed::Demo(args) => demo::run(context, args),
        Typed::Completions(_) | Typed::Man(_) | Typed::Config(_) => Ok(()),
    }
}

fn say(context: &Context, failure: Failure) -> ExitCode {
    let (what, code) = match failure {
        Failure::Refused(what) | Failure::TooOften { what, .. } => (what, 1),
        Failure::Denied(unwarranted) => (unwarranted.why, 1),
        Failure::Usage(what) | Failure::Absent(what) => (what, 2),
        Failure::Io(what) | Failure::Full(what, _) | Failure::NotNow(_, what) => (what, 3),
        Failure::NobodyReads => return ExitCode::SUCCESS,
    };
    context.note(&said!(with what; "error: {what}", "galat: {what}"));
    ExitCode::from(code)
}

fn language(asked: Option<Lang>) -> Language {
    let from_environment = || {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"))
    };
    match asked {
        Some(Lang::Id) => Language::Id,
        None if from_environment().is_some_and(|lang| lang.starts_with("id")) => Language::Id,
        Some(Lang::En) | None => Language::En,
    }
}

/// The definition of the command line, for completions, the manual page and tests.
pub fn definition() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
