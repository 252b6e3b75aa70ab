//! A small lawful ledger for tests: an agency pays aid to some people, by decree, SPP, SPM, SP2D
//! and payment list, through the real writer and its rules.

use std::collections::HashMap;
use std::sync::Arc;

use jejak_events::ids::{AccountRef, Bytes32};
use jejak_events::vocabulary::Authentication;
use jejak_events::{Date, Event, Head, Timestamp};
use serde_json::{Value, json};

use super::hash::TreeHash;
use super::vkey::Signer;
use crate::exchange::drafts;
use crate::ledger::{Actor, Draft, Ledger, Request, RequestSecret, ScriptedClock, Setup};
use crate::store::EventStore;
use crate::store::memory::MemoryDisk;

/// Origin of the ledger.
pub const ORIGIN: &str = "dinsos.example/jejak";

/// Aid to each person.
const AID: &str = "200000.00";

/// Drafts in one request, for large ledgers.
const BATCH: usize = 5_000;

/// The key that signs its checkpoints.
pub fn signer() -> Signer {
    Signer::from_seed(ORIGIN, &[7; 32]).expect("a good name")
}

/// Sixteen bytes, in hexadecimal, that stand for a name.
fn id(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex()[..32].to_owned()
}

/// A ledger that is being written.
pub struct Writing {
    ledger: Ledger,
    clock: Arc<ScriptedClock>,
    labels: HashMap<String, u64>,
    requests: u32,
}

impl Writing {
    /// An empty ledger over a store.
    pub fn over(store: Box<dyn EventStore>) -> Writing {
        let clock = Arc::new(ScriptedClock::at(noon(0)));
        let setup = Setup {
            clock: Arc::<ScriptedClock>::clone(&clock),
            secret: RequestSecret::new([3; 32]),
            accept_clock: false,
        };
        let ledger = Ledger::over(store, setup).expect("an empty store opens");
        Writing { ledger, clock, labels: HashMap::new(), requests: 0 }
    }

    /// The ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Ends the writer and closes the store.
    pub fn close(self) {
        self.ledger.close().expect("closes");
    }

    /// Sequence number of what a label stands for.
    pub fn seq(&self, label: &str) -> u64 {
        self.labels[label]
    }

    /// Records drafts as one batch.
    pub fn record(&mut self, drafts: Vec<Draft>) -> Head {
        self.requests += 1;
        self.clock.set(noon(i64::from(self.requests)));
        let account = if self.requests == 1 { AccountRef::in_batch(1) } else { AccountRef(1) };
        let actor = Actor { account, authentication: Authentication::Local };
        let request =
            Request { key: Some(self.requests.to_string()), ..Request::new(actor, drafts) };
        self.ledger.propose(request).unwrap_or_else(|error| panic!("{error}")).head
    }

    /// Records JSON drafts as one batch; labels of earlier batches stand for their events.
    pub fn batch(&mut self, lines: &[Value]) -> Head {
        let first = self.ledger.head().size;
        let mut own = Vec::new();
        for (line, seq) in lines.iter().zip(first..) {
            own.extend(line["label"].as_str().map(|label| (label.to_owned(), seq)));
        }
        let known = |value: &Value| Some(*self.labels.get(value.as_str()?.strip_prefix('@')?)?);
        let lines: Vec<String> =
            lines.iter().map(|line| replaced(line, &known).to_string()).collect();
        let read = drafts::read(&lines.join("\n")).unwrap_or_else(|bad| panic!("{bad:?}"));
        let drafts = read.drafts;
        self.labels.extend(own);
        self.record(drafts)
    }

    /// Records the checkpoint of the present head.
    pub fn checkpoint(&mut self) -> (u64, TreeHash) {
        let (body, root) = self.ledger.read(|folded| {
            let root = folded.tree.root();
            let body = jejak_events::integrity::CheckpointIssued {
                size: folded.head.size,
                chain_head: Bytes32(folded.head.hash.0),
                tree_root: Bytes32(root.0),
                state_root: folded.reading.state.root(),
                key: Bytes32(signer().verifier_key().public_bytes()),
            };
            (body, root)
        });
        let size = body.size;
        self.record(vec![Draft::new(day(), Event::from(body))]);
        (size, root)
    }

    /// Everything up to a paid-out SP2D and an open payment list for so many people.
    fn prepare(&mut self, people: u32) {
        self.batch(&founding());
        self.batch(&reference());
        for rows in registered(people).chunks(BATCH) {
            self.batch(rows);
        }
        let total = format!("{}.00", u64::from(people) * 200_000);
        self.batch(&budget(&total));
        self.batch(&[
            json!({"kind": "DecreeOpened", "recorder": "@drafter", "label": "decree", "body": {
                "number": "460/1/2026", "signed_on": "2026-01-02", "signatory": null,
                "programme": "BLT", "amends": null, "count": people, "total": total}}),
        ]);
        for rows in designated(people).chunks(BATCH) {
            self.batch(rows);
        }
        let closed = json!({"kind": "DecreeClosed", "recorder": "@drafter",
            "body": {"decree": "@decree", "count": people, "total": total}});
        self.batch(&[closed]);
        for line in requested(&total) {
            self.batch(&[line]);
        }
        self.batch(&[
            json!({"kind": "PaymentListOpened", "recorder": "@treasurer", "label": "list", "body": {
                "spp": "@spp", "channel": "bank", "count": people, "total": total}}),
        ]);
    }

    fn pay(&mut self, people: u32) {
        for rows in instructed(people).chunks(BATCH) {
            self.batch(rows);
        }
        let total = format!("{}.00", u64::from(people) * 200_000);
        self.batch(&[json!({"kind": "PaymentListClosed", "recorder": "@treasurer",
            "body": {"list": "@list", "count": people, "total": total}})]);
        for rows in credited(people).chunks(BATCH) {
            self.batch(rows);
        }
    }
}

/// Writes the ledger of so many people into a store; in the middle and at the end a checkpoint is
/// recorded.
pub fn write(store: Box<dyn EventStore>, people: u32) -> Writing {
    let mut writing = Writing::over(store);
    writing.prepare(people);
    writing.checkpoint();
    writing.pay(people);
    writing.checkpoint();
    writing
}

/// The ledger of five people, about fifty events, on a disk in memory.
pub fn small() -> (MemoryDisk, Writing) {
    let disk = MemoryDisk::new();
    let writing = write(disk.open().expect("an empty disk opens"), 5);
    (disk, writing)
}

/// All entries of a store.
pub fn entries(store: &dyn EventStore) -> Vec<Vec<u8>> {
    let mut entries = Vec::new();
    let read = store.read(0..u64::MAX, &mut |block| {
        entries.extend(block.iter().map(|(_, entry)| entry.to_vec()));
        true
    });
    read.expect("a sound store");
    entries
}

fn day() -> Date {
    "2026-01-02".parse().expect("a date")
}

fn noon(seconds: i64) -> Timestamp {
    Timestamp::from_micros(1_767_330_000_000_000 + seconds * 1_000_000).expect("a time")
}

/// The line with its day, and references to earlier batches as sequence numbers.
fn replaced(value: &Value, known: &dyn Fn(&Value) -> Option<u64>) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: serde_json::Map<String, Value> =
                fields.iter().map(|(key, value)| (key.clone(), replaced(value, known))).collect();
            if fields.contains_key("kind") && fields.contains_key("body") {
                fields.insert("occurred_on".to_owned(), json!("2026-01-02"));
            }
            Value::Object(fields)
        }
        Value::Array(items) => items.iter().map(|item| replaced(item, known)).collect(),
        Value::String(_) => known(value).map_or_else(|| value.clone(), |seq| json!(seq)),
        other => other.clone(),
    }
}

fn founding() -> Vec<Value> {
    let key = Bytes32(signer().verifier_key().public_bytes()).to_string();
    vec![
        json!({"kind": "LedgerCreated", "body": {
            "ledger_id": "11".repeat(32), "origin": ORIGIN, "zone": "Asia/Jakarta",
            "checkpoint_keys": [key], "ruleset": 1, "created_at": "2026-01-02T05:00:00Z"}}),
        json!({"kind": "AccountOpened", "label": "operator", "body": {
            "person": id("operator"), "organisation": null}}),
    ]
}

fn reference() -> Vec<Value> {
    let region = |code: &str, name: &str| {
        json!({"kind": "RegionRegistered", "body": {
            "code": code, "name": name, "scheme": "kemendagri"}})
    };
    let organisation = |label: &str, code: &str| {
        json!({"kind": "OrganisationRegistered", "label": label, "body": {
            "code": code, "name": code, "kind": "skpd", "region": "36", "parent": null}})
    };
    let account = |name: &str| {
        json!({"kind": "AccountOpened", "label": name, "body": {
            "person": id(name), "organisation": null}})
    };
    let mut lines = vec![
        region("36", "Banten"),
        region("36.03", "Kabupaten Tangerang"),
        organisation("agency", "DINSOS"),
        organisation("finance", "BPKAD"),
        json!({"kind": "FundingSourceRegistered", "body": {
            "code": "1.1.01", "name": "Pajak daerah", "family": "apbd-provinsi",
            "cash_origin": "rkud", "earmark": "umum"}}),
        json!({"kind": "ProgrammeRegistered", "body": {
            "code": "BLT", "name": "Bantuan langsung", "pillar": "perlindungan",
            "purpose": "perlindungan", "recipient_type": "individu", "form": "uang",
            "cycle": "sekali"}}),
    ];
    lines.extend(["treasurer", "ppk", "pa", "bud", "drafter", "channel"].map(account));
    lines.push(json!({"kind": "CashAccountOpened", "label": "rkud", "body": {
        "kind": "rkud", "organisation": "@finance", "name": "RKUD"}}));
    lines
}

fn registered(people: u32) -> Vec<Value> {
    let row = |n: u32| {
        json!({"kind": "RecipientRegistered", "body": {
            "recipient": id(&format!("person {n}")), "recipient_type": "individu",
            "region": "36.03", "household": id(&format!("household {n}")),
            "identity": "nik-padan", "fault": "tidak-ada"}})
    };
    (0..people).map(row).collect()
}

fn budget(total: &str) -> Vec<Value> {
    vec![
        json!({"kind": "BudgetCeilingSet", "recorder": "@bud", "label": "line", "body": {
            "fiscal_year": 2026, "organisation": "@agency", "activity": "1.06.05.1.02.0003",
            "account": "5.1.06.01.01.0001", "source": "1.1.01", "programme": "BLT",
            "region": "36", "standing": "sendiri", "basis": "dpa", "carried_from": null,
            "amount": total}}),
        json!({"kind": "SpdIssued", "recorder": "@bud", "body": {
            "number": "SPD/1", "quarter": 1, "lines": [{"line": "@line", "amount": total}]}}),
        json!({"kind": "CashReceived", "recorder": "@bud", "body": {
            "cash": "@rkud", "source": "1.1.01", "amount": total, "kind": "pad"}}),
    ]
}

fn designated(people: u32) -> Vec<Value> {
    let row = |n: u32| {
        json!({"kind": "RecipientDesignated", "recorder": "@drafter", "label": format!("row {n}"),
            "body": {
                "decree": "@decree", "recipient": id(&format!("person {n}")), "line": "@line",
                "amount": AID, "tranches": 1, "number": n + 1, "region": "36.03",
                "account": id(&format!("account {n}"))}})
    };
    (0..people).map(row).collect()
}

fn requested(total: &str) -> Vec<Value> {
    let lines = json!([{"line": "@line", "amount": total}]);
    vec![
        json!({"kind": "SppSubmitted", "recorder": "@treasurer", "label": "spp", "body": {
            "number": "SPP/1", "kind": "ls-pihak-ketiga", "organisation": "@agency",
            "source": null, "lines": lines, "amount": total, "decree": "@decree",
            "commitment": null, "spj": null, "payee": null}}),
        json!({"kind": "SppVerified", "recorder": "@ppk", "body": {
            "spp": "@spp", "outcome": "diterima", "reason": null}}),
        json!({"kind": "SpmIssued", "recorder": "@pa", "body": {
            "spp": "@spp", "number": "SPM/1", "amount": total}}),
        json!({"kind": "Sp2dIssued", "recorder": "@bud", "body": {
            "spp": "@spp", "number": "SP2D/1", "gross": total, "deductions": [], "net": total,
            "cash": "@rkud"}}),
        json!({"kind": "Sp2dPaidOut", "recorder": "@bud", "body": {
            "spp": "@spp", "bank_reference": id("transfer"), "advance": null,
            "tax_account": null}}),
    ]
}

fn instructed(people: u32) -> Vec<Value> {
    let row = |n: u32| {
        json!({"kind": "PaymentInstructed", "recorder": "@treasurer",
            "label": format!("payment {n}"), "body": {
                "list": "@list", "designation": format!("@row {n}"), "tranche": 1, "amount": AID,
                "account": id(&format!("account {n}"))}})
    };
    (0..people).map(row).collect()
}

fn credited(people: u32) -> Vec<Value> {
    let row = |n: u32| {
        json!({"kind": "PaymentCredited", "recorder": "@channel", "label": format!("credit {n}"),
            "body": {
                "payment": format!("@payment {n}"), "amount": AID,
                "bank_reference": id(&format!("reference {n}"))}})
    };
    (0..people).map(row).collect()
}
