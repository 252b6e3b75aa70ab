//! `jejak account`: accounts and roles, which are events, and the proofs beside the ledger: logins,
//! second factors, tokens, one-time codes. For the operator at the machine.

pub mod chain;
pub mod list;
mod oidc;
pub mod proofs;
pub mod token;

use clap::Subcommand;
use jejak_events::ids::AccountRef;
use jejak_events::oversight::AdministrationDone;
use jejak_events::vocabulary::{AdministrativeAct, Reason, Role};

use super::{AtHand, Context, Failure, Place, open};
use crate::access::{Access, AccessError};
use crate::ledger::{Clock as _, SystemClock};
use crate::said::said;
use crate::store::Folder;
use std::sync::Arc;

/// Where what is changed stands; shown in the help.
const WHERE: &str = "Accounts, grants and withdrawals are events of the ledger. Passwords, second \
                     factors and tokens stand beside it, in DATA/access (docs/ACCESS.md); no password \
                     is ever an argument. What a role may: docs/ROLES.md.";

/// Options of `account`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = WHERE)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List accounts with their roles, logins and tokens.
    List(list::Args),
    /// Open an account for a person.
    Open(chain::OpenArgs),
    /// Close an account; its login, sessions and tokens end.
    Close(chain::CloseArgs),
    /// Grant a role to an account.
    Grant(chain::GrantArgs),
    /// Take a granted role back.
    Withdraw(chain::WithdrawArgs),
    /// Give an account a login and the password on the first line of a file or standard input.
    Password(proofs::PasswordArgs),
    /// Enrol a second factor, confirm it by a code, or take a lost one away.
    Totp(proofs::TotpArgs),
    /// Bind an account to a person for whom the issuer of OpenID Connect vouches.
    Oidc(oidc::Args),
    /// Tokens for machines: issue, list, revoke.
    Token(token::Args),
    /// Print a one-time code with which somebody sets login and password; 24 hours.
    Code(proofs::CodeArgs),
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.command {
        Command::List(args) => list::run(context, args),
        Command::Open(args) => chain::open(context, args),
        Command::Close(args) => chain::close(context, args),
        Command::Grant(args) => chain::grant(context, args),
        Command::Withdraw(args) => chain::withdraw(context, args),
        Command::Password(args) => proofs::password(context, args),
        Command::Totp(args) => proofs::totp(context, args),
        Command::Oidc(args) => oidc::run(context, args),
        Command::Token(args) => token::run(context, args),
        Command::Code(args) => proofs::code(context, args),
    }
}

/// What was refused is a refusal; what could not be read or written is not.
fn failed(error: AccessError) -> Failure {
    if error.refused() { Failure::Refused(error.said()) } else { Failure::Io(error.said()) }
}

/// The moment of the machine's clock.
fn now() -> jejak_events::Timestamp {
    SystemClock::default().now()
}

/// The proofs of a folder, begun where there are none, or those that the server has open.
fn proofs_of(context: &Context, folder: &Folder) -> Result<AtHand<Access>, Failure> {
    match &context.place {
        Place::Open(house) => Ok(AtHand::Kept(Arc::clone(&house.access))),
        Place::Folder(_) => Access::open(&folder.access()).map(AtHand::Own).map_err(failed),
    }
}

/// Records what is done to an account's proofs, before it is.
fn oversee(
    context: &Context,
    folder: &Folder,
    act: AdministrativeAct,
    subject: AccountRef,
) -> Result<(), Failure> {
    let (account, subject) = (context.actor(None).account.0, Some(subject.0));
    open::oversee_act(context, folder, AdministrationDone { account, act, subject })
}

/// The proofs of the folder, for an account that the ledger has and that is open.
fn proofs_for(context: &Context, folder: &Folder, account: u64) -> Result<AtHand<Access>, Failure> {
    let ledger = open::ledger_of(context, folder)?;
    let open = ledger.read(|folded| {
        let known = folded.reading.state.access.accounts.get(&account);
        known.is_some_and(|known| !known.closed)
    });
    ledger.close().map_err(Failure::io)?;
    if !open {
        return Err(Failure::Usage(said!(
            "ACCOUNT: expected an open account, found {account}; see `jejak account list`",
            "ACCOUNT: seharusnya akun yang terbuka, ditemukan {account}; lihat `jejak account list`"
        )));
    }
    proofs_of(context, folder)
}

/// Reads a role.
fn role(text: &str) -> Result<Role, String> {
    let words = || Role::ALL.iter().map(|role| role.word()).collect::<Vec<_>>().join(", ");
    Role::from_word(text).ok_or_else(|| format!("expected one of {}", words()))
}

/// Reads a reason.
fn reason(text: &str) -> Result<Reason, String> {
    let words = || Reason::ALL.iter().map(|reason| reason.word()).collect::<Vec<_>>().join(", ");
    Reason::from_word(text).ok_or_else(|| format!("expected one of {}", words()))
}

/// Reads the number of the event that opened an account.
fn account(text: &str) -> Result<AccountRef, String> {
    text.parse()
        .map(AccountRef)
        .map_err(|_| format!("expected a number of an event, found `{text}`"))
}
