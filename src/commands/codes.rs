//! `jejak codes`: the codes of accounts, activities and funding sources, to look up and to begin
//! with.

use jejak_events::vocabulary::RecipientType;
use jejak_events::{Date, ZoneId};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Context, Failure, errors};
use crate::ledger::{Clock, SystemClock};
use crate::reference::accounts::{self, Account};
use crate::reference::activities::{self, Activity};
use crate::reference::sources::{self, Source};
use crate::reference::{Entry, search};
use crate::said::said;

/// Options of `codes`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    which: Which,
}

#[derive(Debug, clap::Subcommand)]
enum Which {
    /// Accounts (kode akun) of social assistance, and what each may pay.
    Accounts(Search),
    /// Programmes and sub-activities of urusan 1.06.
    Activities(Search),
    /// Funding sources (sumber dana), and where their cash lies.
    Sources(Sources),
}

/// What is looked for.
#[derive(Debug, clap::Args)]
struct Search {
    /// A code, with everything below it, or words of the name; all when absent.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
}

/// Options of `codes sources`.
#[derive(Debug, clap::Args)]
struct Sources {
    #[command(flatten)]
    search: Search,
    /// Print the lines by which `jejak append` registers them.
    #[arg(long)]
    register: bool,
    /// Day on which they are registered; today in western Indonesia when absent.
    #[arg(long, value_name = "DAY", requires = "register")]
    on: Option<Date>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.which {
        Which::Accounts(search) => {
            let header = context.pick(
                ["code", "name", "spending", "form", "recipient", "planned", "basis"],
                ["kode", "nama", "belanja", "bentuk", "penerima", "direncanakan", "dasar"],
            );
            let found = look(accounts::all(), &search)?;
            let shown = || AccountsShown { accounts: found.iter().map(account_shown).collect() };
            show(context, &header, &found, shown, |it| account_row(context, it))
        }
        Which::Activities(search) => {
            let header = context.pick(["code", "name", "basis"], ["kode", "nama", "dasar"]);
            let found = look(activities::all(), &search)?;
            let shown =
                || ActivitiesShown { activities: found.iter().map(activity_shown).collect() };
            show(context, &header, &found, shown, activity_row)
        }
        Which::Sources(args) => {
            let found = look(sources::all(), &args.search)?;
            if args.register {
                return register(context, &found, args.on);
            }
            let header = context.pick(
                ["code", "name", "family", "cash", "earmark", "unspent goes to", "basis"],
                ["kode", "nama", "keluarga", "kas", "peruntukan", "sisa ke", "dasar"],
            );
            let shown = || SourcesShown { sources: found.iter().map(source_shown).collect() };
            show(context, &header, &found, shown, source_row)
        }
    }
}

fn look<E: Entry>(all: Vec<E>, query: &Search) -> Result<Vec<E>, Failure> {
    search(all, &query.query.join(" ")).map_err(|error| Failure::Usage(errors::said(&error)))
}

/// Prints what was found: a table, or JSON.
fn show<E, A: Serialize, const N: usize>(
    context: &Context,
    header: &[&str; N],
    found: &[E],
    shown: impl FnOnce() -> A,
    to_row: impl Fn(&E) -> [String; N],
) -> Result<(), Failure> {
    if context.json {
        return context.print_answer(&shown());
    }
    if found.is_empty() {
        return context.tell(&said!(
            "none found; without a query all are listed",
            "tidak ditemukan; tanpa kata pencarian semua ditampilkan"
        ));
    }
    let mut table = context.table(header, 9);
    for entry in found {
        table.add_row(to_row(entry));
    }
    context.print_line(&table.to_string())
}

/// Accounts (kode akun).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Accounts)]
pub struct AccountsShown {
    /// Those that were found.
    accounts: Vec<AccountShown>,
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountShown {
    /// Its code.
    code: String,
    /// Its name.
    name: &'static str,
    /// The spending that it is for.
    spending: Option<&'static str>,
    /// Money, goods or services.
    form: Option<&'static str>,
    /// Who receives.
    recipient: Option<&'static str>,
    /// Whether recipients are planned by name.
    planned: Option<bool>,
    /// Where the code comes from.
    basis: &'static str,
}

fn account_shown(it: &Account) -> AccountShown {
    AccountShown {
        code: it.code.to_string(),
        name: it.name,
        spending: it.spending(),
        form: it.form(),
        recipient: it.recipient().map(RecipientType::word),
        planned: it.planned(),
        basis: it.basis.word(),
    }
}

fn account_row(context: &Context, it: &Account) -> [String; 7] {
    let (yes, no) = context.pick(("yes", "no"), ("ya", "tidak"));
    let planned = it.planned().map(|planned| if planned { yes } else { no });
    let cell = |text: Option<&str>| text.unwrap_or("-").to_owned();
    [
        it.code.to_string(),
        it.name.to_owned(),
        cell(it.spending()),
        cell(it.form()),
        cell(it.recipient().map(RecipientType::word)),
        cell(planned),
        it.basis.word().to_owned(),
    ]
}

/// Programmes and sub-activities.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Activities)]
pub struct ActivitiesShown {
    /// Those that were found.
    activities: Vec<ActivityShown>,
}

/// A programme or sub-activity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Activity)]
pub struct ActivityShown {
    /// Its code.
    code: String,
    /// Its name.
    name: &'static str,
    /// Where the code comes from.
    basis: &'static str,
}

fn activity_shown(it: &Activity) -> ActivityShown {
    ActivityShown { code: it.code.to_string(), name: it.name, basis: it.basis.word() }
}

fn activity_row(it: &Activity) -> [String; 3] {
    [it.code.to_string(), it.name.to_owned(), it.basis.word().to_owned()]
}

/// Funding sources.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sources)]
pub struct SourcesShown {
    /// Those that were found.
    sources: Vec<SourceShown>,
}

/// A funding source.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub struct SourceShown {
    /// Its code.
    code: String,
    /// Its name.
    name: &'static str,
    /// The family that it belongs to.
    family: &'static str,
    /// Where its cash lies.
    cash_origin: &'static str,
    /// Whether it is earmarked.
    earmark: &'static str,
    /// Where what is not spent goes.
    unspent: &'static str,
    /// Where the code comes from.
    basis: &'static str,
}

fn source_shown(it: &Source) -> SourceShown {
    SourceShown {
        code: it.code.to_string(),
        name: it.name,
        family: it.family.word(),
        cash_origin: it.cash_origin.word(),
        earmark: it.earmark.word(),
        unspent: it.unspent,
        basis: it.basis.word(),
    }
}

fn source_row(it: &Source) -> [String; 7] {
    let words = [
        it.name,
        it.family.word(),
        it.cash_origin.word(),
        it.earmark.word(),
        it.unspent,
        it.basis.word(),
    ];
    let [name, family, cash, earmark, unspent, basis] = words.map(str::to_owned);
    [it.code.to_string(), name, family, cash, earmark, unspent, basis]
}

/// One line for `append` per source.
fn register(context: &Context, found: &[Source], on: Option<Date>) -> Result<(), Failure> {
    let today = || SystemClock::default().now().date_in(ZoneId::Wib);
    let day = on.unwrap_or_else(today).to_string();
    for it in found {
        let line = json!({
            "kind": "FundingSourceRegistered", "occurred_on": day,
            "body": {
                "code": it.code.to_string(), "name": it.name, "family": it.family.word(),
                "cash_origin": it.cash_origin.word(), "earmark": it.earmark.word(),
            },
        });
        context.print_line(&line.to_string())?;
    }
    Ok(())
}
