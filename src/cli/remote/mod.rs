//! `--server`: commands asked of a running service instead of a folder.
//!
//! An operation of the service is a command, and its parameters are the command's options
//! (`api::router::OPERATIONS`): what was typed is sent by name, and the answer is printed as it comes.
//! Only `append` reads its file here, so that what is told names lines.
//!
//! Invariants: the token goes to the service alone, and stands in no argument, message or URL; it is
//! never sent on after a redirect; what would name a file of this machine stays here.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::commands::{Context, Failure};
use crate::said::said;

mod answer;
mod client;
mod job;
mod propose;
mod request;
mod token;
mod typed;

use client::Client;
use request::Request;
use typed::TypedCommand;

/// Which service is asked.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Server")]
pub struct Args {
    /// Ask the service at this address instead of opening a folder.
    #[arg(long, global = true, value_name = "URL", env = "JEJAK_SERVER")]
    server: Option<String>,
    /// File with the token that the service knows you by (`jejak account token issue`); nobody else
    /// may read it (mode 0600).
    #[arg(long, global = true, value_name = "FILE", env = "JEJAK_TOKEN_FILE")]
    token_file: Option<PathBuf>,
    /// Certificates (PEM) to believe the service by, instead of those of this machine: of an authority
    /// of your own, or the service's own one.
    #[arg(long, global = true, value_name = "FILE", env = "JEJAK_CA")]
    ca: Option<PathBuf>,
    /// Ask over http:// even another machine than this one. Everybody on the way can read the token
    /// and do what it may: only where a tunnel or the like protects the way.
    #[arg(long, global = true)]
    insecure_http: bool,
}

/// A service that was chosen.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    url: &'a str,
    token_file: &'a Path,
    ca: Option<&'a Path>,
    insecure: bool,
}

/// The service to ask; none where a folder is to be opened. What is typed wins over the environment.
pub fn chosen<'a>(args: &'a Args, matches: &ArgMatches) -> Result<Option<Chosen<'a>>, Failure> {
    let typed = |id| matches.value_source(id) == Some(ValueSource::CommandLine);
    let Some(url) = args.server.as_deref() else { return Ok(None) };
    match (typed("data"), typed("server")) {
        (true, true) => Err(Failure::Usage(said!(
            "expected either --data or --server, found both: a folder is opened, or a service asked",
            "seharusnya --data atau --server, ditemukan keduanya: membuka folder, atau bertanya ke \
             layanan"
        ))),
        (true, false) => Ok(None),
        (false, _) => match args.token_file.as_deref() {
            Some(token_file) => {
                let (ca, insecure) = (args.ca.as_deref(), args.insecure_http);
                Ok(Some(Chosen { url, token_file, ca, insecure }))
            }
            None => Err(Failure::Usage(said!(
                "--token-file: expected the file of a token beside --server, found none; \
                 `jejak account token issue` prints one at the machine of the service",
                "--token-file: seharusnya ada berkas token di samping --server, ditemukan tidak ada; \
                 `jejak account token issue` mencetaknya di mesin layanan"
            ))),
        },
    }
}

/// Asks the service what was typed, and prints what it answers.
pub fn run(context: &Context, chosen: Chosen<'_>, matches: &ArgMatches) -> Result<(), Failure> {
    let typed = TypedCommand::of(matches);
    let connect = || Client::new(context, chosen);
    if typed.words == ["append"] {
        return propose::run(context, &typed, connect);
    }
    let request = Request::of(context, &typed)?;
    let client = connect()?;
    let answer = if request.is_long() {
        job::asked(context, &client, &request)?
    } else {
        client.send(&request.to_send(context)?)?
    };
    request.give(context, answer)
}
