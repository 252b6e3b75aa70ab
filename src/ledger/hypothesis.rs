//! What if: the ledger folded again under other rules or without some events.
//!
//! A hypothesis holds a read state and nothing that can write: there is no way from it to an entry.
//! Events that are left out take with them what rests on them: whatever names what they made. Every
//! other event counts as it was recorded, and is judged again: what the rules would then have refused
//! is listed, and left out as well only where that is asked for ([`Assumptions::refuse`]), because
//! nobody knows what people would have done instead.
//!
//! Not here: how the differences are shown.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::vocabulary::Parameter;
use jejak_events::{
    ChainHash, Code, Date, Event, Head, LeafHash, RawEntry, Recorded, Rupiah, SourceCode, Tag,
};
use jejak_projections::check::Pass;
use jejak_projections::reference::Enactment;
use jejak_projections::{Reading, Scope, Scratch};

use super::guard::below_zero;
use super::refusal::{Figures, Refusal};
use super::replay::{Folded, ReplayError};
use super::{Ledger, rules};

/// A parameter of rules as if it had been enacted so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumed {
    /// Which.
    pub parameter: Parameter,
    /// For this programme; for all that have none of their own where absent.
    pub programme: Option<Code>,
    /// Number, for parameters that are numbers.
    pub value: Option<u32>,
    /// Amount, for parameters that are money.
    pub amount: Option<Rupiah>,
    /// First day; from the beginning where absent.
    pub from: Option<Date>,
}

/// What is assumed; nothing gives the ledger as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assumptions {
    /// Parameters, whatever was enacted for the same.
    pub rules: Vec<Assumed>,
    /// Events that did not happen.
    pub without: BTreeSet<u64>,
    /// Sources that there are not, with everything below them.
    pub sources: Vec<SourceCode>,
    /// Leave out what the rules would have refused, too, and what rests on it.
    pub refuse: bool,
}

/// Why an event does not count in a hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// It was to be left out.
    LeftOut,
    /// It speaks of a source that there is not.
    OfSource,
    /// It rests on an event that does not count.
    Rests(u64),
    /// The rules would have refused it.
    Refused,
}

/// The ledger as it would be. It holds no store and no writer.
#[derive(Debug)]
pub struct Hypothesis {
    folded: Folded,
    /// Events that do not count, and why.
    pub gone: BTreeMap<u64, Gone>,
    /// What the rules would have refused, in the order of events.
    pub refused: Vec<(u64, Refusal)>,
}

impl Hypothesis {
    /// The state to ask questions of. Its head is that of the real ledger: a hypothesis has none.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }
}

impl Ledger {
    /// Folds the ledger as it would be, showing each event that counts to the checks.
    pub fn what_if(
        &self,
        assumptions: &Assumptions,
        checks: &mut Pass,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Hypothesis, ReplayError> {
        let end = self.head().size;
        let mut fold = Fold::new(assumptions);
        let mut failed = None;
        self.store().read(0..end, &mut |block| {
            for (_, entry) in block.iter() {
                if let Err(error) = fold.add(entry, checks) {
                    failed = Some(error);
                    return false;
                }
            }
            progress(fold.made.folded.head.size, end);
            true
        })?;
        failed.map_or(Ok(fold.made), Err)
    }
}

/// A hypothesis in the making.
struct Fold<'a> {
    assumptions: &'a Assumptions,
    made: Hypothesis,
    scratch: Scratch,
    /// Recipients whose registration does not count, and the event.
    unregistered: BTreeMap<Tag, u64>,
}

impl<'a> Fold<'a> {
    fn new(assumptions: &'a Assumptions) -> Fold<'a> {
        let (gone, refused) = (BTreeMap::new(), Vec::new());
        let mut made = Hypothesis { folded: Folded::default(), gone, refused };
        assume(&mut made.folded.reading, &assumptions.rules);
        Fold { assumptions, made, scratch: Scratch::default(), unregistered: BTreeMap::new() }
    }

    fn add(&mut self, bytes: &[u8], checks: &mut Pass) -> Result<(), ReplayError> {
        let seq = self.made.folded.head.size;
        let of_entry = |error| ReplayError::Entry { seq, error };
        let entry = RawEntry::parse(bytes).map_err(of_entry)?;
        let fact = entry.decode().map_err(of_entry)?;
        let folded = &mut self.made.folded;
        if fact.envelope.batch_index == 0 {
            folded.reading.state.begin_batch(seq, entry.prev);
        }
        folded.tree.append(LeafHash::of(bytes));
        folded.head = Head { size: seq + 1, hash: ChainHash::of(bytes) };
        match self.why_gone(&fact) {
            Some(why) => self.leave_out(&fact, why),
            None => self.judge(&fact, checks),
        }
        Ok(())
    }

    /// Why an event does not count, before the rules are asked.
    fn why_gone(&self, fact: &Recorded) -> Option<Gone> {
        if self.assumptions.without.contains(&fact.seq) {
            return Some(Gone::LeftOut);
        }
        let mut why = None;
        fact.event.tags(&mut |tag| match &tag {
            Tag::Source(code) if self.assumptions.sources.iter().any(|it| is_below(*code, *it)) => {
                why = Some(Gone::OfSource);
            }
            Tag::Recipient(_) => {
                let rests = self.unregistered.get(&tag).map(|seq| Gone::Rests(*seq));
                why = why.or(rests);
            }
            _ => {}
        });
        fact.event.references(&mut |_, seq| {
            if self.made.gone.contains_key(&seq) {
                why = why.or(Some(Gone::Rests(seq)));
            }
        });
        let batch = fact.envelope.historical.map(|batch| batch.0);
        let batch = batch.filter(|batch| self.made.gone.contains_key(batch));
        why.or(batch.map(Gone::Rests))
    }

    fn leave_out(&mut self, fact: &Recorded, why: Gone) {
        self.made.folded.reading.pass_over(fact);
        self.made.gone.insert(fact.seq, why);
        if let Event::RecipientRegistered(body) = &fact.event {
            self.unregistered.insert(Tag::Recipient(body.recipient.0), fact.seq);
        }
    }

    /// Judges an event as if it came now, and lets it count.
    fn judge(&mut self, fact: &Recorded, checks: &mut Pass) {
        let reading = &mut self.made.folded.reading;
        let mut flags = Vec::new();
        if let Err(refusal) = rules::judge(&reading.state, fact, 0, &mut flags) {
            self.made.refused.push((fact.seq, refusal));
            if self.assumptions.refuse {
                return self.leave_out(fact, Gone::Refused);
            }
        }
        reading.apply(fact, Scope::default(), &mut self.scratch);
        if changes_rules(&fact.event) {
            assume(reading, &self.assumptions.rules);
        }
        flags.iter().for_each(|flag| reading.flag(flag.seq, flag.rule.code));
        if let Some((leg, left)) = below_zero(&reading.state, self.scratch.postings()) {
            let figures = Figures::amounts(
                leg.stage.word(),
                leg.sen.saturating_neg(),
                left.saturating_sub(leg.sen),
            );
            let rule = &rules::request::STAGE_BELOW_ZERO;
            let refusal = Refusal { rule, draft: 0, figures: figures.on_line(leg.place.line) };
            self.made.refused.push((fact.seq, refusal));
        }
        checks.see(&reading.state, fact, self.scratch.postings());
    }
}

/// Whether a source is another, or lies below it.
fn is_below(code: SourceCode, above: SourceCode) -> bool {
    let (code, above) = (code.to_string(), above.to_string());
    code.strip_prefix(&above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn changes_rules(event: &Event) -> bool {
    matches!(event, Event::RuleEnacted(_) | Event::RuleRepealed(_))
}

/// Puts what is assumed after everything that was enacted: the last one decides.
fn assume(reading: &mut Reading, rules: &[Assumed]) {
    for rule in rules {
        let enactment = Enactment {
            seq: 0,
            value: rule.value,
            amount: rule.amount,
            from: rule.from.unwrap_or(Date::MIN),
            until: None,
        };
        reading.state.reference.assume((rule.parameter, rule.programme.clone()), enactment);
    }
}
