//! `jejak sign-text`: the messages that an official signs, so that the ledger accepts the lines.
//!
//! Nothing is recorded and no key is touched: who signs does so wherever their key is, and puts the
//! signature into the line.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jejak_events::envelope::Nonce;
use jejak_events::field::REFERENCE_MAX;
use jejak_events::ids::Bytes32;
use serde_json::{Value, json};

use super::{Context, Failure, append, open};
use crate::exchange::drafts::Drafts;
use crate::ledger::Draft;
use crate::ledger::identity::random_bytes;
use crate::said::said;

/// What is done with a message; shown by `--help`.
const USAGE: &str = r#"A message is over the ledger, the office, the dates, the papers and the event of one line, and good
once. Sign its bytes (Ed25519, no hash before it) with the key that `ActorKeyRegistered` made known,
and put the signature into the line before `append`:
  jejak sign-text act.jsonl --json > asked.json
  jq -r .messages[0].message asked.json | base64 -d > act.message
  openssl pkeyutl -sign -rawin -inkey official.pem -in act.message | base64 -w0
  "signature": {"key": number of ActorKeyRegistered, "nonce": that of the message, "bytes": base64}"#;

/// Options of `sign-text`.
#[derive(Debug, clap::Args)]
#[command(after_help = USAGE)]
pub struct Args {
    /// File of JSON lines as for `append`; `-` for standard input. Every reference in it is the
    /// number of a recorded event.
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let text = append::read(&args.file)?;
    let Drafts { drafts, lines } = append::drafts_of(context, &args.file, &text)?;
    if let Some((_, line)) = drafts.iter().zip(&lines).find(|(draft, _)| !is_settled(draft)) {
        return Err(Failure::Usage(said!(
            "line {line}: expected references to recorded events, by their numbers, found one to \
             another line: its number is known only when that line is recorded; record it first",
            "baris {line}: seharusnya rujukan ke kejadian yang sudah tercatat, dengan nomornya, \
             ditemukan rujukan ke baris lain: nomornya baru diketahui setelah baris itu tercatat; \
             catat dahulu"
        )));
    }
    let ledger = open::ledger(context)?;
    let ledger_id = ledger.read(|folded| folded.reading.state.integrity.meta().ledger_id);
    ledger.close().map_err(Failure::io)?;
    let messages: Vec<Message> =
        drafts.iter().zip(lines).map(|(draft, line)| Message::of(draft, line, ledger_id)).collect();
    if context.json {
        let messages: Vec<Value> = messages.iter().map(Message::to_json).collect();
        return context.print_json(&json!({ "ledger_id": ledger_id, "messages": messages }));
    }
    for Message { line, nonce, bytes } in &messages {
        context.tell(&said!(
            "line {line}, nonce {nonce}, message in base64:",
            "baris {line}, nonce {nonce}, pesan dalam base64:"
        ))?;
        context.print_line(&STANDARD.encode(bytes))?;
    }
    Ok(())
}

/// Whether a draft can be signed: every reference in it is a sequence number already.
fn is_settled(draft: &Draft) -> bool {
    let mut settled = true;
    let mut look = |seq| settled &= seq <= REFERENCE_MAX;
    draft.event.references(&mut |_, seq| look(seq));
    draft.official.iter().for_each(|official| look(official.0));
    draft.historical.iter().for_each(|batch| look(batch.0));
    settled
}

/// What is to be signed for one line.
struct Message {
    line: usize,
    nonce: Nonce,
    bytes: Vec<u8>,
}

impl Message {
    /// With a nonce of its own, so that the signature is good once.
    fn of(draft: &Draft, line: usize, ledger_id: Bytes32) -> Message {
        let nonce = Nonce(random_bytes());
        Message { line, nonce, bytes: draft.to_sign(ledger_id, nonce).bytes() }
    }

    fn to_json(&self) -> Value {
        json!({ "line": self.line, "nonce": self.nonce, "message": STANDARD.encode(&self.bytes) })
    }
}
