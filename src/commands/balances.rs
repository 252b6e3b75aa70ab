//! `jejak balances`: what stands where, by any dimension, now or at another time.

pub mod only;

use jejak_events::{Head, Stage};
use jejak_projections::balances::{BalanceRow, Book, Dimension};
use jejak_projections::report::{BALANCE_COLUMNS, BalanceColumn, Table, balances_list, cash_list};
use serde_json::{Map, Value};

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
    if args.out.wants_table() {
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
        let rows: Vec<Value> = rows.iter().map(|row| to_json(&args.by, row)).collect();
        return context.print_json(&serde_json::json!({
            "size": folded.head.size, "chain_head": folded.head.hash.to_string(),
            "as_of": args.when.as_of, "rows": rows,
        }));
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

fn to_json(by: &[Dimension], row: &BalanceRow) -> Value {
    let mut fields = Map::new();
    fields.insert("book".to_owned(), row.book.word().into());
    for (dimension, value) in by.iter().zip(&row.key) {
        fields.insert(dimension.word().to_owned(), value.clone().into());
    }
    for stage in Stage::ALL {
        let sen = if *stage == Stage::Ceiling { row.ceiling() } else { row.at(*stage) };
        fields.insert(stage.word().to_owned(), output::decimal(sen).into());
    }
    fields.insert("dicairkan".to_owned(), output::decimal(row.disbursed()).into());
    fields.insert("realisasi".to_owned(), output::decimal(row.realised()).into());
    fields.insert("ditetapkan".to_owned(), output::decimal(row.designated_sen).into());
    fields.insert("designated".to_owned(), row.designated.into());
    fields.insert("paid".to_owned(), row.paid.into());
    fields.insert("returned".to_owned(), row.returned.into());
    Value::Object(fields)
}

fn print_cash(context: &Context, folded: &Folded) -> Result<(), Failure> {
    let rows = folded.reading.cash_book();
    if context.json {
        let rows: Vec<Value> = rows
            .iter()
            .map(|row| {
                serde_json::json!({
                    "account": row.account, "name": row.name, "source": row.source,
                    "historical": row.historical, "in": output::decimal(row.inflow),
                    "out": output::decimal(row.outflow),
                    "balance": output::decimal(row.inflow - row.outflow),
                })
            })
            .collect();
        return context.print_json(&serde_json::json!({ "size": folded.head.size, "rows": rows }));
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
