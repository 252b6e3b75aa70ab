//! What a sample is drawn from.

use std::fmt;
use std::str::FromStr;

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::FiscalYear;
use jejak_events::ids::RecipientId;
use jejak_events::text::Code;

use crate::payment::PaymentStage;
use crate::said;
use crate::said::Said;
use crate::state::State;

/// Payments that were instructed and not void, where everything said holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Population {
    /// Fiscal year of the line.
    pub year: Option<FiscalYear>,
    /// Programme of the line.
    pub programme: Option<Code>,
    /// Source of the line, with everything below it.
    pub source: Option<SourceCode>,
    /// Region of the recipient, with everything below it.
    pub region: Option<Region>,
    /// The decree.
    pub decree: Option<u64>,
}

/// One payment that could be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The event that instructed it.
    pub seq: u64,
    /// Its amount in sen; above zero.
    pub sen: i64,
    /// Kabupaten or kota of the recipient; the province where there is none.
    pub stratum: Region,
    /// The recipient, where one is known.
    pub recipient: Option<RecipientId>,
    /// Region of the recipient, as fine as it is known.
    pub region: Region,
}

impl Population {
    /// The items, by sequence number.
    pub fn items(&self, state: &State) -> Vec<Item> {
        let payments = state.payment.payments.iter();
        payments
            .filter_map(|(seq, payment)| {
                let line = state.budget.lines.get(&payment.line)?;
                let row = payment.designation.and_then(|row| state.decree.designations.get(&row));
                let region = row.map_or(line.region, |row| row.region);
                let fits = payment.sen > 0
                    && !matches!(payment.stage, PaymentStage::Void | PaymentStage::Reissued)
                    && self.year.is_none_or(|year| line.fiscal_year == year)
                    && self.programme.as_ref().is_none_or(|code| line.programme == *code)
                    && self.source.is_none_or(|source| line.source.starts_with(source))
                    && self.region.is_none_or(|within| within.contains(region))
                    && self.decree.is_none_or(|decree| row.is_some_and(|row| row.decree == decree));
                let stratum = region.regency().unwrap_or(region.province());
                let recipient = payment.recipient;
                fits.then_some(Item { seq, sen: payment.sen, stratum, recipient, region })
            })
            .collect()
    }
}

/// `payments year:2022 programme:BLT-BBM region:36.02`: what the event of a draw says.
impl fmt::Display for Population {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("payments")?;
        self.year.map_or(Ok(()), |year| write!(f, " year:{year}"))?;
        self.programme.as_ref().map_or(Ok(()), |code| write!(f, " programme:{code}"))?;
        self.source.map_or(Ok(()), |source| write!(f, " source:{source}"))?;
        self.region.map_or(Ok(()), |region| write!(f, " region:{region}"))?;
        self.decree.map_or(Ok(()), |decree| write!(f, " decree:{decree}"))
    }
}

impl FromStr for Population {
    type Err = Said;

    fn from_str(text: &str) -> Result<Population, Said> {
        let mut words = text.split_whitespace();
        let wrong = |found: &str| {
            said!(
                "population: expected `payments` and any of year:2022, programme:BLT-BBM, \
                 source:1.1, region:36.02, decree:57, each once; found `{found}`",
                "populasi: seharusnya `payments` dan mana saja dari year:2022, programme:BLT-BBM, \
                 source:1.1, region:36.02, decree:57, masing-masing sekali; ditemukan `{found}`"
            )
        };
        let first = words.next().unwrap_or_default();
        if first != "payments" {
            return Err(wrong(first));
        }
        let mut population = Population::default();
        for word in words {
            if !population.read(word) {
                return Err(wrong(word));
            }
        }
        Ok(population)
    }
}

impl Population {
    /// Takes in one condition; whether it could be read and was not said before.
    fn read(&mut self, word: &str) -> bool {
        fn once<T: FromStr>(slot: &mut Option<T>, value: &str) -> bool {
            slot.is_none() && value.parse().map(|value| *slot = Some(value)).is_ok()
        }
        match word.split_once(':') {
            Some(("year", value)) => once(&mut self.year, value),
            Some(("programme", value)) => once(&mut self.programme, value),
            Some(("source", value)) => once(&mut self.source, value),
            Some(("region", value)) => once(&mut self.region, value),
            Some(("decree", value)) => once(&mut self.decree, value),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_population_is_read_as_it_is_written() {
        for text in ["payments", "payments year:2022 programme:BLT-BBM region:36.02 decree:57"] {
            assert_eq!(text.parse::<Population>().unwrap().to_string(), text);
        }
        for text in ["", "rows", "payments year:x", "payments year:2022 year:2023", "payments 57"] {
            assert!(text.parse::<Population>().is_err(), "{text}");
        }
    }
}
