//! `jejak account list`: what the chain says of accounts, and which proofs they have.

use std::collections::BTreeMap;

use jejak_events::{Date, Region};
use jejak_projections::State;
use jejak_projections::access::Grant;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{Context, Failure, open};
use super::{now, proofs_of};
use crate::access::{LoginInfo, TokenInfo};

/// Options of `account list`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Closed accounts and withdrawn grants as well.
    #[arg(long)]
    all: bool,
}

/// Accounts, those who may and those who might once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccessAccounts)]
pub struct AccountsShown<'a> {
    /// The accounts, in the order in which they were opened.
    accounts: Vec<AccountShown<'a>>,
}

/// An account: what the chain says of it, and which proofs it has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccessAccount)]
pub struct AccountShown<'a> {
    /// The account, by the event that opened it.
    account: u64,
    /// Random id of the person who answers for it.
    person: &'a str,
    /// Whether it was closed.
    closed: bool,
    /// Its roles.
    grants: Vec<GrantShown>,
    /// Its login name; null: it has none.
    login: Option<&'a str>,
    /// Whether it has a second factor.
    second_factor: bool,
    /// Recovery codes that were not used yet.
    recovery_codes: usize,
    /// Tokens that can still be used.
    tokens: usize,
}

/// A role that was granted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Grant)]
pub struct GrantShown {
    /// The grant, by the event that granted the role.
    grant: u64,
    /// The role, a word of docs/ROLES.md.
    role: &'static str,
    /// For which organisation alone, by the event that registered it; null: for all.
    organisation: Option<u64>,
    /// For which region alone; null: for all.
    #[schema(value_type = Option<String>)]
    region: Option<Region>,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Last day; null: until it is withdrawn.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    /// Whether it was withdrawn.
    withdrawn: bool,
    /// Whether it holds today.
    in_force: bool,
}

/// What is known of one account.
struct Row {
    account: u64,
    person: String,
    closed: bool,
    grants: Vec<(u64, Grant, bool)>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let ledger = open::ledger_of(context, &folder)?;
    let rows = ledger.read(|folded| rows(&folded.reading.state, args.all));
    ledger.close().map_err(Failure::io)?;
    // Looking begins nothing.
    let (logins, tokens) = if folder.access().exists() {
        let proofs = proofs_of(context, &folder)?;
        (proofs.logins(), proofs.tokens())
    } else {
        (Vec::new(), Vec::new())
    };
    let logins: BTreeMap<u64, LoginInfo> =
        logins.into_iter().map(|info| (info.account.0, info)).collect();
    if context.json {
        let accounts = rows.iter().map(|row| shown(row, &logins, &tokens)).collect();
        return context.print_answer(&AccountsShown { accounts });
    }
    print(context, &rows, &logins, &tokens)
}

fn rows(state: &State, all: bool) -> Vec<Row> {
    let today = now().date_in(state.integrity.meta().zone);
    let accounts = state.access.accounts.iter().filter(|(_, account)| all || !account.closed);
    let row = |(seq, account): (u64, &jejak_projections::access::Account)| {
        let own = state.access.grants.iter().filter(|(_, grant)| grant.account == seq);
        let own = own.filter(|(_, grant)| all || !grant.withdrawn);
        let grants = own.map(|(at, grant)| (at, grant.clone(), grant.covers(today))).collect();
        Row { account: seq, person: account.person.to_string(), closed: account.closed, grants }
    };
    accounts.map(row).collect()
}

/// Tokens of an account that can still be used.
fn live(tokens: &[TokenInfo], account: u64) -> usize {
    let today = now();
    let own = tokens.iter().filter(|token| token.account.0 == account);
    own.filter(|token| token.revoked.is_none() && token.expires > today).count()
}

fn shown<'a>(
    row: &'a Row,
    logins: &'a BTreeMap<u64, LoginInfo>,
    tokens: &[TokenInfo],
) -> AccountShown<'a> {
    let login = logins.get(&row.account);
    let grants = row.grants.iter().map(|(seq, grant, in_force)| GrantShown {
        grant: *seq,
        role: grant.role.word(),
        organisation: grant.organisation,
        region: grant.region,
        from: grant.from,
        until: grant.until,
        withdrawn: grant.withdrawn,
        in_force: *in_force,
    });
    AccountShown {
        account: row.account,
        person: &row.person,
        closed: row.closed,
        grants: grants.collect(),
        login: login.map(|login| login.login.as_str()),
        second_factor: login.is_some_and(|login| login.second_factor),
        recovery_codes: login.map_or(0, |login| login.recovery_codes),
        tokens: live(tokens, row.account),
    }
}

fn print(
    context: &Context,
    rows: &[Row],
    logins: &BTreeMap<u64, LoginInfo>,
    tokens: &[TokenInfo],
) -> Result<(), Failure> {
    let header = context.pick(
        ["account", "state", "login", "second factor", "roles", "tokens"],
        ["akun", "keadaan", "nama masuk", "faktor kedua", "peran", "token"],
    );
    let mut table = context.table(&header, 5);
    for row in rows {
        let login = logins.get(&row.account);
        let state = if row.closed {
            context.pick("closed", "ditutup")
        } else {
            context.pick("open", "terbuka")
        };
        let second = login.is_some_and(|login| login.second_factor);
        let roles: Vec<String> = row.grants.iter().map(|grant| role_of(context, grant)).collect();
        table.add_row([
            row.account.to_string(),
            state.to_owned(),
            login.map_or("-", |login| login.login.as_str()).to_owned(),
            if second { context.pick("yes", "ya") } else { "-" }.to_owned(),
            roles.join("; "),
            live(tokens, row.account).to_string(),
        ]);
    }
    context.print_line(&table.to_string())
}

/// A role with what limits it, and whether it holds today.
fn role_of(context: &Context, (seq, grant, in_force): &(u64, Grant, bool)) -> String {
    let region = grant.region.map(|at| format!("{} {at}", context.pick("region", "wilayah")));
    let organisation =
        grant.organisation.map(|of| format!("{} {of}", context.pick("organisation", "organisasi")));
    let until = grant.until.map(|day| format!("{} {day}", context.pick("until", "sampai")));
    let idle = (!in_force).then(|| context.pick("not in force", "tidak berlaku").to_owned());
    let parts = [Some(seq.to_string()), region, organisation, until, idle];
    format!(
        "{} ({})",
        grant.role.word(),
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    )
}
