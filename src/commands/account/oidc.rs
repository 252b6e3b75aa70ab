//! `jejak account oidc`: who signs in as an account through an issuer of OpenID Connect.

use std::path::PathBuf;

use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::AdministrativeAct;
use serde_json::json;
use zeroize::Zeroizing;

use super::super::person::read;
use super::super::{Context, Failure, open};
use super::{account, failed, oversee, proofs_for};
use crate::said::said;

/// Options of `account oidc`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account.
    #[arg(value_name = "ACCOUNT", value_parser = account)]
    of: AccountRef,
    /// The issuer's URL, as `jejak serve --oidc-issuer` has it.
    #[arg(long, value_name = "URL", required_unless_present = "remove")]
    issuer: Option<String>,
    /// File whose first line is the issuer's name for the person (`sub`); `-` for standard input.
    #[arg(long, default_value = "-", value_name = "FILE")]
    subject_from: PathBuf,
    /// Unbind everybody from the account; its sessions end.
    #[arg(long, conflicts_with_all = ["issuer", "subject_from"])]
    remove: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let proofs = proofs_for(context, &folder, args.of.0)?;
    let account = args.of.0;
    oversee(context, &folder, AdministrativeAct::LoginSet, args.of)?;
    if args.remove {
        let unbound = proofs.unbind_subjects(args.of).map_err(failed)?;
        if context.json {
            return context.print_json(&json!({ "account": account, "unbound": unbound }));
        }
        return context.tell(&said!(
            "account {account}: {unbound} people unbound; its sessions ended",
            "akun {account}: {unbound} orang dilepas; sesi-sesinya berakhir"
        ));
    }
    let issuer = args.issuer.unwrap_or_default();
    let bytes = read(&args.subject_from)?;
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    let subject = text.lines().next().unwrap_or_default();
    proofs.bind_subject(args.of, &issuer, subject).map_err(failed)?;
    if context.json {
        let bound = proofs.subjects_of(args.of);
        return context.print_json(&json!({ "account": account, "bound": bound }));
    }
    context.tell(&said!(
        "whoever the issuer calls by that name signs in as account {account}",
        "siapa pun yang disebut penerbit dengan nama itu masuk sebagai akun {account}"
    ))
}
