//! Samples over the ledger: drawn from what stood at the last checkpoint, drawn again from the
//! event that recorded the draw, and evaluated.

use std::collections::BTreeMap;

use jejak_events::finding::SampleDrawn;
use jejak_events::ids::Bytes32;
use jejak_events::text::Text;
use jejak_events::vocabulary::SampleMethod;
use jejak_events::{Event, Head, Object, Rupiah, Tag};
use jejak_projections::said;
use jejak_projections::said::Said;
use jejak_projections::sampling::{
    Confidence, Drawn, Evaluation, Item, Population, Result as FieldResult, draw, evaluate, seed,
};

use super::Ledger;
use super::replay::Moment;
use super::seen::{SeeError, When};
use crate::store::ReadError;

/// A sample as anyone can draw it again.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Method.
    pub method: SampleMethod,
    /// What it is drawn from.
    pub population: Population,
    /// Every item of the population.
    pub items: Vec<Item>,
    /// The items drawn.
    pub drawn: Vec<Drawn>,
    /// Head at the checkpoint.
    pub checkpoint: Head,
    /// The auditor's nonce.
    pub nonce: Bytes32,
}

/// Why there is no sample.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The question cannot be.
    #[error("{}", .0.en)]
    Wrong(Said),
    /// The ledger cannot be seen at the checkpoint.
    #[error(transparent)]
    See(#[from] SeeError),
    /// An event could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl Sample {
    /// The event that records the draw.
    pub fn event(&self) -> Result<SampleDrawn, SampleError> {
        let amount: i128 = self.items.iter().map(|item| i128::from(item.sen)).sum();
        let too_large = |_| {
            SampleError::Wrong(said!(
                "population: expected at most {} sen, found {amount}; draw from a part of it",
                "populasi: seharusnya paling banyak {} sen, ditemukan {amount}; tarik dari \
                 sebagiannya",
                i64::MAX
            ))
        };
        let population: Text = self.population.to_string().parse().map_err(|error| {
            SampleError::Wrong(said!("population: {error}", "populasi: {error}"))
        })?;
        Ok(SampleDrawn {
            method: self.method,
            population,
            population_count: self.items.len() as u64,
            population_amount: Rupiah::from_sen(i64::try_from(amount).map_err(too_large)?),
            count: u32::try_from(self.drawn.len()).unwrap_or(u32::MAX),
            checkpoint_size: self.checkpoint.size,
            nonce: self.nonce,
        })
    }
}

impl Ledger {
    /// Draws a sample from what stood at the last recorded checkpoint; nothing is recorded.
    pub fn draw_sample(
        &self,
        method: SampleMethod,
        population: Population,
        count: u32,
        nonce: Bytes32,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Sample, SampleError> {
        let size = self.read(|folded| folded.reading.state.integrity.meta().checkpoint_size);
        if size == 0 {
            return Err(SampleError::Wrong(said!(
                "checkpoint: expected one that is recorded, found none; run `jejak checkpoint`, \
                 hand it to the auditor, and ask for the nonce afterwards",
                "titik periksa: seharusnya ada yang tercatat, tidak ditemukan; jalankan `jejak \
                 checkpoint`, serahkan kepada pemeriksa, lalu mintalah nonce"
            )));
        }
        let sample = self.draw_at(method, population, count, size, nonce, progress)?;
        let items = sample.items.len();
        if count == 0 || sample.drawn.len() != count as usize {
            return Err(SampleError::Wrong(said!(
                "size: expected 1 to {items}, as many as the population `{}` has, found {count}",
                "ukuran: seharusnya 1 sampai {items}, sebanyak populasi `{}`, ditemukan {count}",
                sample.population
            )));
        }
        Ok(sample)
    }

    /// Draws a recorded sample again.
    pub fn sample(
        &self,
        seq: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Sample, SampleError> {
        let event = if seq < self.head().size { self.event(seq)? } else { None };
        let Some(Event::SampleDrawn(body)) = event.map(|fact| fact.event) else {
            return Err(SampleError::Wrong(said!(
                "sample: expected the number of the event that drew it, found {seq}; see `jejak \
                 count SampleDrawn`",
                "sampel: seharusnya nomor kejadian yang menariknya, ditemukan {seq}; lihat \
                 `jejak count SampleDrawn`"
            )));
        };
        let population = body.population.as_str().parse().map_err(SampleError::Wrong)?;
        let (method, size, nonce) = (body.method, body.checkpoint_size, body.nonce);
        self.draw_at(method, population, body.count, size, nonce, progress)
    }

    fn draw_at(
        &self,
        method: SampleMethod,
        population: Population,
        count: u32,
        size: u64,
        nonce: Bytes32,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Sample, SampleError> {
        let recorded = Some(Moment::After(size.saturating_sub(1)));
        let (items, checkpoint) = self.see(When { recorded, as_of: None }, progress, |folded| {
            (population.items(&folded.reading.state), folded.head)
        })?;
        let drawn = draw(method, &items, count, seed(checkpoint.hash, nonce));
        Ok(Sample { method, population, items, drawn, checkpoint, nonce })
    }

    /// Results of the field that were recorded for a sample, by item.
    pub fn sample_results(&self, seq: u64) -> Result<BTreeMap<u64, FieldResult>, ReadError> {
        let tag = Tag::Object(Object::SampleDraw, seq);
        let mut results = BTreeMap::new();
        for at in self.read(|folded| folded.reading.trail(&tag)) {
            let Some(fact) = self.event(at)? else { continue };
            if let Event::SampleResultRecorded(body) = fact.event
                && body.sample.0 == seq
            {
                let confirmed = body.confirmed.sen();
                results.insert(body.item.0, FieldResult { verdict: body.verdict, confirmed });
            }
        }
        Ok(results)
    }

    /// Projects the results of a sample to its population.
    pub fn evaluate_sample(
        &self,
        seq: u64,
        confidence: Confidence,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Sample, Evaluation), SampleError> {
        let sample = self.sample(seq, progress)?;
        let results = self.sample_results(seq)?;
        let evaluation =
            evaluate(sample.method, &sample.items, &sample.drawn, &results, confidence);
        Ok((sample, evaluation))
    }
}
