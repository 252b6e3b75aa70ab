//! Balances by any combination of dimensions, own and observed and historical always apart.

use std::collections::BTreeMap;

use jejak_events::vocabulary::Standing;
use jejak_events::{RegionLevel, Stage};

use crate::budget::{Line, STAGES};
use crate::cells::{Cell, CellKey, Cells};
use crate::state::State;

/// Which books a balance belongs to. They are never added together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Book {
    /// Lines that we keep and guard.
    Own,
    /// Lines of others, as we see them.
    Observed,
    /// History taken over from other books.
    Historical,
}

impl Book {
    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Book::Own => "own",
            Book::Observed => "observed",
            Book::Historical => "historical",
        }
    }
}

macro_rules! dimensions {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal;)*) => {
        /// What balances can be rolled up by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Dimension { $($(#[doc = $doc])* $name,)* }

        impl Dimension {
            /// All dimensions.
            pub const ALL: &'static [Dimension] = &[$(Dimension::$name),*];

            /// The word used on the command line and in JSON.
            pub const fn word(self) -> &'static str {
                match self { $(Dimension::$name => $word),* }
            }

            /// The dimension of a word.
            pub fn from_word(word: &str) -> Option<Dimension> {
                Self::ALL.iter().copied().find(|dimension| dimension.word() == word)
            }
        }
    };
}

dimensions! {
    /// Funding source by code.
    Source = "source";
    /// Budget family: APBD, DAK, APBN, ...
    SourceFamily = "source-family";
    /// Programme by code.
    Programme = "programme";
    /// Budget line by sequence number.
    Line = "line";
    /// Account (kode rekening) of the line.
    Account = "account";
    /// Organisation that keeps the line, by code.
    Organisation = "organisation";
    /// Kabupaten or kota.
    Regency = "regency";
    /// Kecamatan.
    District = "district";
    /// Level of the region that is named.
    RegionLevel = "region-level";
    /// Decree by sequence number.
    Decree = "decree";
    /// Kind of recipient.
    RecipientType = "recipient-type";
    /// Fiscal year of the line.
    FiscalYear = "fiscal-year";
    /// Month of the fact; rows are movements of that month.
    Month = "month";
}

/// Which balances.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Dimensions to roll up by, in order.
    pub by: Vec<Dimension>,
    /// Values that must hold.
    pub only: Vec<(Dimension, String)>,
}

/// One row of balances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceRow {
    /// Which books.
    pub book: Book,
    /// Value of each dimension asked for; `-` where it does not apply.
    pub key: Vec<String>,
    /// Sen per stage, in the order of `Stage::ALL`.
    pub net: [i128; STAGES],
    /// Rows of closed decrees.
    pub designated: i64,
    /// Sen of those rows.
    pub designated_sen: i128,
    /// Payments and hand-overs that reached their recipient.
    pub paid: i64,
    /// Payments that came back.
    pub returned: i64,
}

/// Stages in which disbursed money can stand: their sum is what was paid out of the treasury.
pub const DISBURSED: &[Stage] = &[
    Stage::AtChannel,
    Stage::Credited,
    Stage::Transacted,
    Stage::Returned,
    Stage::Unclaimed,
    Stage::AccountedFor,
    Stage::Refunded,
    Stage::Withheld,
    Stage::Suspense,
];

impl BalanceRow {
    /// Sen in a stage.
    pub fn at(&self, stage: Stage) -> i128 {
        self.net[stage as usize]
    }

    /// The ceiling.
    pub fn ceiling(&self) -> i128 {
        -self.at(Stage::Ceiling)
    }

    /// Everything that left the treasury (dicairkan).
    pub fn disbursed(&self) -> i128 {
        DISBURSED.iter().map(|stage| self.at(*stage)).sum()
    }

    /// Spending net of contra-posts (realisasi).
    pub fn realised(&self) -> i128 {
        // A contra-post stands negative in its stage.
        self.disbursed() + self.at(Stage::ContraPost)
    }

    fn add(&mut self, cell: &Cell, counts: bool) {
        for (sum, sen) in self.net.iter_mut().zip(&cell.net) {
            *sum += i128::from(*sen);
        }
        self.paid = self.paid.saturating_add(cell.paid);
        self.returned = self.returned.saturating_add(cell.returned);
        if counts {
            self.designated = self.designated.saturating_add(cell.designated);
            self.designated_sen += i128::from(cell.designated_sen);
        }
    }
}

/// Rolls the cells up.
pub fn balances(state: &State, cells: &Cells, query: &Query) -> Vec<BalanceRow> {
    let mut rows: BTreeMap<(Book, Vec<String>), BalanceRow> = BTreeMap::new();
    for (key, cell) in cells.iter() {
        let Some(line) = state.budget.lines.get(&key.place.line) else { continue };
        let fits = query.only.iter().all(|(dimension, value)| {
            value_of(state, *dimension, key, line).eq_ignore_ascii_case(value)
        });
        if !fits {
            continue;
        }
        let book = book_of(key, line);
        let values: Vec<String> =
            query.by.iter().map(|dimension| value_of(state, *dimension, key, line)).collect();
        // An open list has no effect yet.
        let decree = key.place.decree.and_then(|decree| state.decree.decrees.get(&decree));
        let counts = decree.is_none_or(|decree| decree.closed);
        rows.entry((book, values.clone()))
            .or_insert_with(|| BalanceRow {
                book,
                key: values,
                net: [0; STAGES],
                designated: 0,
                designated_sen: 0,
                paid: 0,
                returned: 0,
            })
            .add(cell, counts);
    }
    rows.into_values().collect()
}

/// The book in which a cell of a line stands.
pub fn book_of(key: &CellKey, line: &Line) -> Book {
    match (key.historical, line.standing) {
        (true, _) => Book::Historical,
        (false, Standing::Observed) => Book::Observed,
        (false, Standing::Own) => Book::Own,
    }
}

/// The value of a dimension for a cell, as it is shown and compared.
pub fn value_of(state: &State, dimension: Dimension, key: &CellKey, line: &Line) -> String {
    let none = || "-".to_owned();
    let region = key.place.region.unwrap_or(line.region);
    match dimension {
        Dimension::Source => line.source.to_string(),
        Dimension::SourceFamily => line.family.word().to_owned(),
        Dimension::Programme => line.programme.to_string(),
        Dimension::Line => key.place.line.to_string(),
        Dimension::Account => line.account.to_string(),
        Dimension::Organisation => {
            let known = state.reference.organisations.get(&line.organisation);
            known.map_or_else(none, |organisation| organisation.code.to_string())
        }
        Dimension::Regency => region.regency().map_or_else(none, |region| region.to_string()),
        Dimension::District => region.district().map_or_else(none, |region| region.to_string()),
        Dimension::RegionLevel => level_word(region.level()).to_owned(),
        Dimension::Decree => key.place.decree.map_or_else(none, |decree| decree.to_string()),
        Dimension::RecipientType => {
            key.place.recipient_type.map_or_else(none, |kind| kind.word().to_owned())
        }
        Dimension::FiscalYear => line.fiscal_year.to_string(),
        Dimension::Month => key.month.to_string(),
    }
}

fn level_word(level: RegionLevel) -> &'static str {
    match level {
        RegionLevel::Province => "province",
        RegionLevel::Regency => "regency",
        RegionLevel::District => "district",
        RegionLevel::Village => "village",
    }
}
