//! `jejak account token`: tokens of machines.

use std::collections::BTreeSet;

use jejak_events::ids::{AccountRef, Token};
use jejak_events::oversight::{TokenIssued, TokenRevoked};
use jejak_events::{Date, Kind, Timestamp, ZoneId};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{Context, Failure, open};
use super::{account, failed, now, proofs_for, proofs_of};
use crate::access::{Act, Scope, TokenInfo};
use crate::said::said;

/// Options of `account token`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Issue a token; its secret is printed once.
    Issue(IssueArgs),
    /// List tokens, without their secrets.
    List,
    /// Revoke a token.
    Revoke(RevokeArgs),
}

/// Options of `account token issue`.
#[derive(Debug, clap::Args)]
struct IssueArgs {
    /// The account that it acts for.
    #[arg(value_name = "ACCOUNT", value_parser = account)]
    of: AccountRef,
    /// What you call it: which machine, what for.
    #[arg(long, value_name = "TEXT")]
    label: String,
    /// Last day, at most a year ahead.
    #[arg(long, value_name = "DATE")]
    until: Date,
    /// An act that it may do (docs/ROLES.md); repeatable. Without acts and kinds it may read.
    #[arg(long = "act", value_name = "WORD", value_parser = act)]
    acts: Vec<Act>,
    /// A kind of event that it may record; repeatable.
    #[arg(long = "kind", value_name = "KIND", value_parser = kind)]
    kinds: Vec<Kind>,
}

/// Options of `account token revoke`.
#[derive(Debug, clap::Args)]
struct RevokeArgs {
    /// Id of the token, from the list.
    #[arg(value_name = "ID")]
    token: String,
}

/// A token that was issued.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenIssued)]
pub struct IssuedShown {
    /// Its id, by which it is listed and revoked.
    id: String,
    /// Its secret; it is shown only now.
    token: String,
}

/// Tokens of machines, without their secrets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tokens)]
pub struct TokensShown {
    /// The tokens.
    tokens: Vec<TokenShown>,
}

/// A token of a machine.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Token)]
pub struct TokenShown {
    /// Its id.
    id: String,
    /// The account that it acts for, by the event that opened it.
    account: u64,
    /// What it is called: which machine, what for.
    label: String,
    /// The acts that it may do and the kinds that it may record; `*` for all.
    scope: BTreeSet<String>,
    /// Whether it reads and records nothing.
    read_only: bool,
    /// When it was issued.
    #[schema(value_type = String, format = DateTime)]
    issued: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    expires: Timestamp,
    /// The day of its last use; null: never.
    #[schema(format = Date)]
    last_used: Option<String>,
    /// When it was revoked; null: it was not.
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked: Option<Timestamp>,
}

fn act(text: &str) -> Result<Act, String> {
    let words = || Act::ALL.iter().map(|act| act.word()).collect::<Vec<_>>().join(", ");
    Act::from_word(text).ok_or_else(|| format!("expected one of {}", words()))
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::from_name(text).ok_or_else(|| "expected a kind of `jejak kinds`".to_owned())
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Issue(args) => issue(context, args),
        Command::List => list(context),
        Command::Revoke(args) => revoke(context, &args),
    }
}

fn issue(context: &Context, args: IssueArgs) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let proofs = proofs_for(context, &folder, args.of.0)?;
    let scope = if args.acts.is_empty() && args.kinds.is_empty() {
        Scope::read_only()
    } else {
        let (acts, kinds) = (args.acts.into_iter().collect(), args.kinds.into_iter().collect());
        Scope::Only { acts, kinds }
    };
    let until = Timestamp::end_of(args.until, ZoneId::Wib);
    let issued = proofs.issue_token(args.of, &args.label, &scope, until, now());
    let (id, secret) = issued.map_err(failed)?;
    let account = context.actor(None).account.0;
    let told = TokenIssued { account, bearer: args.of.0, token: named(&id), until: Some(until) };
    if let Err(failure) = open::oversee_act(context, &folder, told) {
        // Nobody has its secret.
        let _ = proofs.revoke_token(&id, now());
        return Err(failure);
    }
    if context.json {
        return context.print_answer(&IssuedShown { id, token: secret });
    }
    context.print_line(&secret)?;
    context.note(&said!(
        "token {id}; its secret is shown only now",
        "token {id}; rahasianya hanya tampil sekarang"
    ));
    Ok(())
}

fn list(context: &Context) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let tokens =
        if folder.access().exists() { proofs_of(context, &folder)?.tokens() } else { Vec::new() };
    if context.json {
        let tokens = tokens.iter().map(shown).collect();
        return context.print_answer(&TokensShown { tokens });
    }
    let header = context.pick(
        ["token", "account", "label", "until", "last used", "state", "scope"],
        ["token", "akun", "sebutan", "sampai", "terakhir dipakai", "keadaan", "lingkup"],
    );
    let mut table = context.table(&header, 7);
    for token in &tokens {
        let state = match token.revoked {
            Some(_) => context.pick("revoked", "dicabut"),
            None if token.expires <= now() => context.pick("ended", "berakhir"),
            None => context.pick("live", "berlaku"),
        };
        table.add_row([
            token.id.clone(),
            token.account.0.to_string(),
            token.label.clone(),
            day(token.expires),
            token.used.map_or("-".to_owned(), |used| used.to_string()[..10].to_owned()),
            state.to_owned(),
            words(&token.scope).into_iter().collect::<Vec<_>>().join(" "),
        ]);
    }
    context.print_line(&table.to_string())
}

fn revoke(context: &Context, args: &RevokeArgs) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let proofs = proofs_of(context, &folder)?;
    if proofs.tokens().iter().any(|known| known.id == args.token && known.revoked.is_none()) {
        let account = context.actor(None).account.0;
        open::oversee_act(context, &folder, TokenRevoked { account, token: named(&args.token) })?;
    }
    let token = proofs.revoke_token(&args.token, now()).map_err(failed)?;
    if context.json {
        return context.print_answer(&shown(&token));
    }
    let id = token.id;
    context.tell(&said!("revoked token {id}", "token {id} dicabut"))
}

fn shown(token: &TokenInfo) -> TokenShown {
    TokenShown {
        id: token.id.clone(),
        account: token.account.0,
        label: token.label.clone(),
        scope: words(&token.scope),
        read_only: token.scope.reads_only(),
        issued: token.issued,
        expires: token.expires,
        last_used: token.used.map(|used| used.to_string()[..10].to_owned()),
        revoked: token.revoked,
    }
}

/// The id of a token as the second ledger has it: its 8 bytes, then zeros.
fn named(id: &str) -> Token {
    let mut bytes = [0; 16];
    if let Some(known) = jejak_events::chain::parse_hex::<8>(id) {
        bytes[..8].copy_from_slice(&known);
    }
    Token(bytes)
}

/// The civil day of a moment.
fn day(moment: Timestamp) -> String {
    moment.date_in(ZoneId::Wib).to_string()
}

/// The words of a scope: acts, then kinds.
fn words(scope: &Scope) -> BTreeSet<String> {
    match scope {
        Scope::Whole => BTreeSet::from(["*".to_owned()]),
        Scope::Only { acts, kinds } => {
            let acts = acts.iter().map(|act| act.word().to_owned());
            acts.chain(kinds.iter().map(|kind| kind.name().to_owned())).collect()
        }
    }
}
