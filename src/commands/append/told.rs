//! What is told of events that were proposed, to the ledger at hand or to a service.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::commands::{Context, Failure};
use crate::ledger::rules::Language;
use crate::ledger::{Flag, Receipt, Refusal};
use crate::said::{Said, said};

/// Flags printed for people; JSON has all.
const SHOWN: usize = 20;

/// What was recorded.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    /// Whether the events are in the ledger.
    pub recorded: bool,
    /// Whether they had been recorded before, under the same request id.
    pub repeated: bool,
    /// Sequence number of the first event.
    pub first_seq: u64,
    /// How many events.
    pub count: u64,
    /// The head after them, as `SIZE:HASH`.
    pub head: String,
    /// When they were recorded, as RFC 3339.
    pub recorded_at: Value,
    /// What rules have to say of events that are recorded all the same.
    pub flags: Vec<Flagged>,
}

/// What a rule says of a recorded event.
#[derive(Debug, Serialize, Deserialize)]
pub struct Flagged {
    /// The event.
    pub seq: u64,
    /// Its line in the file, from 1; a service knows of no lines.
    #[serde(default)]
    pub line: Option<usize>,
    /// The rule, by its code.
    pub rule: String,
    /// The figures that decided.
    pub figures: Value,
    /// The sentence for people.
    pub sentence: String,
}

/// What a rule refused.
#[derive(Debug)]
pub struct Refused {
    /// The rule, by its code.
    pub rule: String,
    /// The draft that it is about, from 0; none where it is about all of them.
    pub draft: Option<usize>,
    /// The figures that decided.
    pub figures: Value,
    /// The sentence for people.
    pub sentence: String,
}

/// What the ledger at hand recorded, or would have.
pub fn of_receipt(receipt: &Receipt, dry_run: bool, language: Language) -> Told {
    let flagged = |flag: &Flag| Flagged {
        seq: flag.seq,
        line: None,
        rule: flag.rule.code.to_owned(),
        figures: serde_json::to_value(&flag.figures).unwrap_or_default(),
        sentence: flag.sentence(language),
    };
    Told {
        recorded: !dry_run || receipt.repeated,
        repeated: receipt.repeated,
        first_seq: receipt.first_seq,
        count: receipt.count,
        head: receipt.head.to_string(),
        recorded_at: serde_json::to_value(receipt.recorded_at).unwrap_or_default(),
        flags: receipt.flags.iter().map(flagged).collect(),
    }
}

/// What the ledger at hand refused.
pub fn of_refusal(refusal: &Refusal, language: Language) -> Refused {
    Refused {
        rule: refusal.rule.code.to_owned(),
        draft: refusal.concerned(),
        figures: serde_json::to_value(&refusal.figures).unwrap_or_default(),
        sentence: refusal.sentence(language),
    }
}

impl Told {
    /// Prints it; `lines` are those of the drafts in their file.
    pub fn print(mut self, context: &Context, lines: &[usize]) -> Result<(), Failure> {
        for flag in &mut self.flags {
            let index = usize::try_from(flag.seq.saturating_sub(self.first_seq)).ok();
            flag.line = index.and_then(|index| lines.get(index)).copied();
        }
        if context.json {
            return context.print_json(&serde_json::to_value(&self).map_err(Failure::io)?);
        }
        let what = match (self.recorded, self.repeated) {
            (_, true) => said!("had recorded before", "sudah tercatat sebelumnya"),
            (false, false) => said!("would record", "akan dicatat"),
            (true, false) => said!("recorded", "dicatat"),
        };
        let Told { count, first_seq, head, .. } = &self;
        context.tell(&said!(
            with what;
            "{what} {count} events from {first_seq}",
            "{what}: {count} kejadian mulai {first_seq}"
        ))?;
        context.tell(&said!("head {head}", "kepala {head}"))?;
        for Flagged { seq, line, sentence, .. } in self.flags.iter().take(SHOWN) {
            context.tell(&match line {
                Some(line) => said!(
                    "flag at {seq}, line {line}: {sentence}",
                    "tanda pada {seq}, baris {line}: {sentence}"
                ),
                None => said!("flag at {seq}: {sentence}", "tanda pada {seq}: {sentence}"),
            })?;
        }
        match self.flags.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => context.tell(&said!("and {more} more flags", "dan {more} tanda lagi")),
        }
    }
}

impl Refused {
    /// Says which line was refused, if it was one, by which rule and with which figures.
    pub fn failure(&self, context: &Context, lines: &[usize]) -> Failure {
        let Refused { rule, draft, figures, sentence } = self;
        let line = draft.and_then(|draft| lines.get(draft)).copied();
        if context.json {
            // Whether anybody reads it or not, it is refused.
            let _ = context.print_json(&serde_json::json!({
                "refused": { "rule": rule, "line": line, "figures": figures, "sentence": sentence },
            }));
        }
        let what = line.map_or_else(
            || Said::same(sentence),
            |line| said!("line {line}: {sentence}", "baris {line}: {sentence}"),
        );
        Failure::Refused(said!(
            with what;
            "refused, nothing was recorded: {what}",
            "ditolak, tidak ada yang dicatat: {what}"
        ))
    }
}
