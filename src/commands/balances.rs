//! `jejak balances`: what stands where, by any dimension, now or at another time.

pub mod only;

use jejak_events::{Head, Stage};
use jejak_projections::balances::{BalanceRow, Book, Dimension};
use jejak_projections::report::{BALANCE_COLUMNS, BalanceColumn, Table, balances_list, cash_list};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use self::only::Condition;
use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, open, output};
use crate::ledger::Folded;
use crate::said::{Said, said};

/// Options of `balances`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Dimensions: source, source-family, programme, line, account, organisation, regency,
    /// district, region-level, decree, recipient-type, fiscal-year, month.
    #[arg(long, value_name = "DIM[,DIM...]", value_delimiter = ',', value_parser = dimension)]
    by: Vec<Dimension>,
    /// Only where a dimension has this value. A code of source, account, regency or district
    /// stands for everything below it, too.
    #[arg(long = "where", value_name = "DIM=VALUE", value_parser = condition)]
    only: Vec<(Dimension, String)>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
    /// Rebuild from the first event instead of using the live state.
    #[arg(long, conflicts_with_all = ["output", "format", "explain"])]
    rebuild: bool,
    /// Cash books instead of budget lines.
    #[arg(long, conflicts_with_all = ["by", "only"])]
    cash: bool,
}

/// The dimension of a word.
pub fn dimension(word: &str) -> Result<Dimension, String> {
    Dimension::from_word(word.trim()).ok_or_else(|| {
        let words: Vec<&str> = Dimension::ALL.iter().map(|dimension| dimension.word()).collect();
        format!("expected one of {}, found `{word}`", words.join(", "))
    })
}

/// A dimension and the value that it must have.
pub fn condition(text: &str) -> Result<(Dimension, String), String> {
    let (word, value) = text
        .split_once('=')
        .ok_or_else(|| format!("expected DIM=VALUE such as source=1.1, found `{text}`"))?;
    Ok((dimension(word)?, value.trim().to_owned()))
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let only = ledger.read(|folded| only::checked(&folded.reading.state, &args.only));
    let only = only.map_err(Failure::Usage)?;
    if args.rebuild {
        let folded = when::rebuilt(context, &ledger, args.when.asked())?;
        return print(context, &args, &only, &folded);
    }
    let at = args.when.asked();
    if args.out.wants_table(context) {
        let made = when::see(context, &ledger, at, |folded| {
            let table = table(&args, &only, folded);
            ledger.view(folded, at.as_of, |view| Ok((table, view.stamp)))
        })?;
        let (table, stamp) = made.map_err(when::unanswered)?;
        return args.out.give(context, &ledger, at, &table, &stamp);
    }
    when::see(context, &ledger, at, |folded| print(context, &args, &only, folded))?
}

fn table(args: &Args, only: &[Condition], folded: &Folded) -> Table {
    if args.cash {
        return cash_list(&folded.reading);
    }
    let rows = only::rows(folded, &args.by, only);
    balances_list(&folded.reading, &args.by, only, &rows)
}

fn print(
    context: &Context,
    args: &Args,
    only: &[Condition],
    folded: &Folded,
) -> Result<(), Failure> {
    if args.cash {
        return print_cash(context, folded);
    }
    let rows = only::rows(folded, &args.by, only);
    if context.json {
        return context.print_answer(&BalancesShown {
            size: folded.head.size,
            chain_head: folded.head.hash.to_string(),
            as_of: args.when.as_of.map(|day| day.to_string()),
            rows: rows.iter().map(|row| shown(&args.by, row)).collect(),
        });
    }
    let names: Vec<&BalanceColumn> =
        BALANCE_COLUMNS.iter().filter(|column| column.tells(&rows)).collect();
    let mut header = vec![context.pick("books", "buku")];
    header.extend(args.by.iter().map(|dimension| dimension.word()));
    header.extend(names.iter().map(|column| column.name));
    header.push("orang");
    let mut table = context.table(&header, args.by.len() + 1);
    for row in &rows {
        let mut cells = vec![said_book(row.book).within(context.language).to_owned()];
        let values = args.by.iter().zip(&row.key);
        cells.extend(values.map(|(dimension, value)| folded.reading.named(*dimension, value)));
        cells.extend(names.iter().map(|column| output::money((column.of)(row))));
        cells.push(row.designated.to_string());
        table.add_row(cells);
    }
    context.print_line(&table.to_string())?;
    let Head { size, hash } = folded.head;
    context.tell(&said!("at {size} events, head {hash}", "pada {size} kejadian, kepala {hash}"))
}

/// The name of a book.
pub fn said_book(book: Book) -> Said {
    let id = match book {
        Book::Own => "sendiri",
        Book::Observed => "diamati",
        Book::Historical => "riwayat",
    };
    let en = book.word();
    said!("{en}", "{id}")
}

/// Balances by the dimensions asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Balances)]
pub struct BalancesShown {
    /// Events that they were added up from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The day asked for; null: now.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// A row for each book and each value of the dimensions.
    rows: Vec<BalanceShown>,
}

/// A row: the dimensions asked for, then what stands at each stage of the money.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct BalanceShown(Map<String, Value>);

/// Sums beside those of the stages: paid out at all, realised, and the amounts of designations.
const SUMS: [&str; 3] = ["dicairkan", "realisasi", "ditetapkan"];

impl PartialSchema for BalanceShown {
    fn schema() -> RefOr<Schema> {
        let money = json!({ "type": "string", "format": "decimal" });
        let count = json!({ "type": "integer", "minimum": 0 });
        let stages = Stage::ALL.iter().map(|stage| stage.word()).chain(SUMS);
        let stages = stages.map(|name| (name.to_owned(), money.clone()));
        let people =
            ["designated", "paid", "returned"].map(|name| (name.to_owned(), count.clone()));
        let mut fields: Map<String, Value> = stages.chain(people).collect();
        fields.insert("book".to_owned(), json!({ "type": "string" }));
        let required: Vec<String> = fields.keys().cloned().collect();
        let by = Dimension::ALL.iter().map(|dimension| dimension.word().to_owned());
        fields.extend(by.map(|name| (name, json!({ "type": "string" }))));
        let schema = json!({
            "type": "object", "required": required, "properties": fields,
            "additionalProperties": false,
            "description": "The dimensions asked for; then, in rupiah, what stands at each stage; \
                            then how many people or parties were designated, paid, and returned.",
        });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

impl ToSchema for BalanceShown {
    fn name() -> std::borrow::Cow<'static, str> {
        "Balance".into()
    }
}

fn shown(by: &[Dimension], row: &BalanceRow) -> BalanceShown {
    let mut fields = Map::new();
    fields.insert("book".to_owned(), row.book.word().into());
    for (dimension, value) in by.iter().zip(&row.key) {
        fields.insert(dimension.word().to_owned(), value.clone().into());
    }
    for stage in Stage::ALL {
        let sen = if *stage == Stage::Ceiling { row.ceiling() } else { row.at(*stage) };
        fields.insert(stage.word().to_owned(), output::decimal(sen).into());
    }
    for (name, sen) in SUMS.iter().zip([row.disbursed(), row.realised(), row.designated_sen]) {
        fields.insert((*name).to_owned(), output::decimal(sen).into());
    }
    fields.insert("designated".to_owned(), row.designated.into());
    fields.insert("paid".to_owned(), row.paid.into());
    fields.insert("returned".to_owned(), row.returned.into());
    BalanceShown(fields)
}

/// The cash books.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CashBooks)]
pub struct CashBooksShown {
    /// Events that they were added up from.
    size: u64,
    /// A row for each cash account and source.
    rows: Vec<CashBookShown>,
}

/// What went in and out of a cash account, of one source. Amounts are rupiah.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CashBook)]
pub struct CashBookShown {
    /// The event that opened the account; null: outside.
    account: Option<u64>,
    /// Its name.
    name: String,
    /// The funding source.
    source: String,
    /// Whether it belongs to history that was brought in.
    historical: bool,
    /// What went in.
    #[serde(rename = "in")]
    inflow: String,
    /// What went out.
    out: String,
    /// What is left.
    balance: String,
}

fn print_cash(context: &Context, folded: &Folded) -> Result<(), Failure> {
    let rows = folded.reading.cash_book();
    if context.json {
        let shown = rows.iter().map(|row| CashBookShown {
            account: row.account,
            name: row.name.clone(),
            source: row.source.to_string(),
            historical: row.historical,
            inflow: output::decimal(row.inflow),
            out: output::decimal(row.outflow),
            balance: output::decimal(row.inflow - row.outflow),
        });
        let rows = shown.collect();
        return context.print_answer(&CashBooksShown { size: folded.head.size, rows });
    }
    let header = context.pick(
        ["account", "name", "source", "books", "in", "out", "balance"],
        ["rekening", "nama", "sumber", "buku", "masuk", "keluar", "saldo"],
    );
    let mut table = context.table(&header, 4);
    for row in &rows {
        table.add_row([
            row.account.map_or_else(
                || context.pick("outside", "luar").to_owned(),
                |account| account.to_string(),
            ),
            row.name.clone(),
            row.source.to_string(),
            if row.historical {
                context.pick("historical", "riwayat").to_owned()
            } else {
                context.pick("live", "berjalan").to_owned()
            },
            output::money(row.inflow),
            output::money(row.outflow),
            output::money(row.inflow - row.outflow),
        ]);
    }
    context.print_line(&table.to_string())
}
