//! What is recorded: accounts opened and closed, roles granted and withdrawn.

use jejak_events::access::{AccountClosed, AccountOpened, RoleGranted, RoleWithdrawn};
use jejak_events::ids::{AccountRef, GrantRef, OrganisationRef, PersonId};
use jejak_events::vocabulary::{Reason, Role};
use jejak_events::{Date, Event, Region};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::recording::{RecordArgs, Recording};
use super::super::{Context, Failure, open};
use super::{account, failed, now, proofs_of, reason, role};
use crate::ledger::identity::random_bytes;
use crate::ledger::{Draft, Receipt};
use crate::said::{Said, said};

/// Options of `account open`.
#[derive(Debug, clap::Args)]
pub struct OpenArgs {
    /// Random id of the person who answers for it, 32 hexadecimal digits; drawn when absent.
    #[arg(long, value_name = "ID")]
    person: Option<PersonId>,
    /// Organisation of that person, by the number of the event that registered it.
    #[arg(long, value_name = "SEQ")]
    organisation: Option<u64>,
    #[command(flatten)]
    record: RecordArgs,
}

/// Options of `account close`.
#[derive(Debug, clap::Args)]
pub struct CloseArgs {
    /// The account.
    #[arg(value_name = "ACCOUNT", value_parser = account)]
    of: AccountRef,
    /// Why, one of the words of `Reason`.
    #[arg(long, default_value = "lain", value_name = "WORD", value_parser = reason)]
    reason: Reason,
    #[command(flatten)]
    record: RecordArgs,
}

/// Options of `account grant`.
#[derive(Debug, clap::Args)]
pub struct GrantArgs {
    /// The account.
    #[arg(value_name = "ACCOUNT", value_parser = account)]
    of: AccountRef,
    /// The role, one of the words of docs/ROLES.md.
    #[arg(value_name = "ROLE", value_parser = role)]
    role: Role,
    /// For which organisation alone, by the number of the event that registered it.
    #[arg(long, value_name = "SEQ")]
    organisation: Option<u64>,
    /// For which region alone.
    #[arg(long, value_name = "CODE")]
    region: Option<Region>,
    /// First day; today when absent.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Last day; until withdrawn when absent.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    #[command(flatten)]
    record: RecordArgs,
}

/// Options of `account withdraw`.
#[derive(Debug, clap::Args)]
pub struct WithdrawArgs {
    /// The grant, by the number of the event that granted the role.
    #[arg(value_name = "GRANT")]
    grant: u64,
    /// Why, one of the words of `Reason`.
    #[arg(long, default_value = "lain", value_name = "WORD", value_parser = reason)]
    reason: Reason,
    #[command(flatten)]
    record: RecordArgs,
}

/// An account that was opened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccountOpened)]
pub struct OpenedShown {
    /// The account, by the event that opened it.
    account: u64,
    /// Random id of the person who answers for it.
    person: String,
}

/// What was recorded of an account or a role.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccessRecorded)]
pub struct RecordedShown {
    /// The event that says so; of a role that was granted, its number is that of the grant.
    seq: u64,
}

pub(super) fn open(context: &Context, args: OpenArgs) -> Result<(), Failure> {
    let person = args.person.unwrap_or_else(|| PersonId(random_bytes()));
    let organisation = args.organisation.map(OrganisationRef);
    let recording = Recording::open(context, args.record)?;
    let receipt = record(context, recording, AccountOpened { person, organisation })?;
    let account = receipt.first_seq;
    if context.json {
        return context.print_answer(&OpenedShown { account, person: person.to_string() });
    }
    context.tell(&said!(
        "opened account {account}; it may nothing until a role is granted",
        "akun {account} dibuka; belum boleh apa pun sampai suatu peran diberikan"
    ))
}

pub(super) fn close(context: &Context, args: CloseArgs) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let recording = Recording::of(context, &folder, args.record)?;
    let (account, reason) = (args.of, args.reason);
    let receipt = record(context, recording, AccountClosed { account, reason })?;
    if folder.access().exists() {
        proofs_of(context, &folder)?.forget(account, now()).map_err(failed)?;
    }
    let account = account.0;
    told(
        context,
        &receipt,
        &said!(
            "closed account {account}; its login, sessions and tokens ended",
            "akun {account} ditutup; nama masuk, sesi dan tokennya berakhir"
        ),
    )
}

pub(super) fn grant(context: &Context, args: GrantArgs) -> Result<(), Failure> {
    let recording = Recording::open(context, args.record)?;
    let event = RoleGranted {
        account: args.of,
        role: args.role,
        organisation: args.organisation.map(OrganisationRef),
        region: args.region,
        from: args.from.unwrap_or(recording.today),
        until: args.until,
    };
    let receipt = record(context, recording, event)?;
    let (grant, role, account) = (receipt.first_seq, args.role.word(), args.of.0);
    told(
        context,
        &receipt,
        &said!(
            "granted {role} to account {account}: grant {grant}",
            "peran {role} diberikan kepada akun {account}: pemberian {grant}"
        ),
    )
}

pub(super) fn withdraw(context: &Context, args: WithdrawArgs) -> Result<(), Failure> {
    let recording = Recording::open(context, args.record)?;
    let (grant, reason) = (GrantRef(args.grant), args.reason);
    let receipt = record(context, recording, RoleWithdrawn { grant, reason })?;
    let grant = args.grant;
    told(context, &receipt, &said!("withdrew grant {grant}", "pemberian {grant} dicabut"))
}

fn record(
    context: &Context,
    recording: Recording,
    event: impl Into<Event>,
) -> Result<Receipt, Failure> {
    let request = recording.request(vec![Draft::new(recording.today, event)]);
    recording.conclude(context, request, &said!("nothing was recorded", "tidak ada yang dicatat"))
}

fn told(context: &Context, receipt: &Receipt, said: &Said) -> Result<(), Failure> {
    if context.json {
        return context.print_answer(&RecordedShown { seq: receipt.first_seq });
    }
    context.tell(said)
}
