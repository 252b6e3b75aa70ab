//! State root, version 1: one hash over all balances and object states.
//!
//! BLAKE3 over `jejak state root v1\n`, then each (account, balance) and each (object, state)
//! sorted: line seq u64 BE | stage u8 | sen i64 BE; cash account u64 BE | source packed u64 BE |
//! sen i64 BE; object kind u8 | seq u64 BE | state u8. Each section begins with its count, u64 BE.
//! Indexes, tags and snapshots are no part of it.

use jejak_events::ids::Bytes32;
use jejak_events::{Object, SourceCode};

use crate::state::State;
use crate::{
    central, complaint, contract, disaster, finding, institution, investigation, kube, loss, pkh,
    rtlh, sembako, service, spending, stock, welfare, worker, works,
};

impl State {
    /// The root over this state.
    pub fn root(&self) -> Bytes32 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"jejak state root v1\n");
        section(&mut hasher, self.line_rows());
        section(&mut hasher, self.cash_rows());
        section(&mut hasher, self.object_rows());
        Bytes32(*hasher.finalize().as_bytes())
    }

    fn line_rows(&self) -> Vec<[u8; 17]> {
        let mut rows = Vec::new();
        for (seq, line) in self.budget.lines.iter() {
            for (stage, sen) in (0u8..).zip(line.net).filter(|(_, sen)| *sen != 0) {
                rows.push(joined([&seq.to_be_bytes(), &[stage], &sen.to_be_bytes()]));
            }
        }
        rows
    }

    fn cash_rows(&self) -> Vec<[u8; 24]> {
        let books = self.cash.books.iter().filter(|(_, sen)| **sen != 0);
        let row = |((account, source), sen): (&(u64, SourceCode), &i64)| {
            let source = source.packed().to_be_bytes();
            joined([&account.to_be_bytes(), &source, &sen.to_be_bytes()])
        };
        books.map(row).collect()
    }

    /// Kind, sequence number and state of every object, in no order.
    pub(crate) fn object_rows(&self) -> Vec<[u8; 10]> {
        let mut rows = Vec::new();
        let mut add = |object: Object, seq: u64, state: u8| {
            rows.push(joined([&[object as u8], &seq.to_be_bytes(), &[state]]));
        };
        for (seq, account) in self.access.accounts.iter() {
            add(Object::Account, seq, u8::from(account.closed));
        }
        for (seq, grant) in self.access.grants.iter() {
            add(Object::Grant, seq, u8::from(grant.withdrawn));
        }
        for (seq, batch) in self.opening.batches.iter() {
            add(Object::HistoricalBatch, seq, u8::from(batch.closed));
        }
        for (seq, proposal) in self.proposal.proposals.iter() {
            add(Object::Proposal, seq, proposal.stage as u8);
        }
        for recipient in self.proposal.recipients.iter().map(|(_, recipient)| recipient) {
            add(Object::Recipient, recipient.seq, recipient.status.0 as u8);
        }
        for (seq, decree) in self.decree.decrees.iter() {
            add(Object::Decree, seq, u8::from(decree.closed));
        }
        for (seq, row) in self.decree.designations.iter() {
            add(Object::Designation, seq, row.status as u8);
        }
        for (seq, spp) in self.treasury.spps.iter() {
            add(Object::Spp, seq, spp.stage as u8);
        }
        for (seq, list) in self.payment.lists.iter() {
            add(Object::PaymentList, seq, u8::from(list.closed));
        }
        for (seq, payment) in self.payment.payments.iter() {
            add(Object::Payment, seq, payment.stage as u8);
        }
        for (seq, spj) in self.accountability.spjs.iter() {
            add(Object::Spj, seq, spj.outcome.map_or(0, |outcome| outcome as u8 + 1));
        }
        central::states(self, &mut add);
        complaint::states(self, &mut add);
        contract::states(self, &mut add);
        disaster::states(self, &mut add);
        finding::states(self, &mut add);
        institution::states(self, &mut add);
        investigation::states(self, &mut add);
        kube::states(self, &mut add);
        loss::states(self, &mut add);
        pkh::states(self, &mut add);
        rtlh::states(self, &mut add);
        sembako::states(self, &mut add);
        service::states(self, &mut add);
        spending::states(self, &mut add);
        stock::states(self, &mut add);
        welfare::states(self, &mut add);
        worker::states(self, &mut add);
        works::states(self, &mut add);
        rows
    }
}

/// Three numbers, most significant byte first, as one row.
fn joined<const N: usize>(parts: [&[u8]; 3]) -> [u8; N] {
    let mut row = [0; N];
    row.iter_mut().zip(parts.into_iter().flatten()).for_each(|(slot, byte)| *slot = *byte);
    row
}

/// A count and its rows, sorted.
fn section<const N: usize>(hasher: &mut blake3::Hasher, mut rows: Vec<[u8; N]>) {
    rows.sort_unstable();
    hasher.update(&(rows.len() as u64).to_be_bytes());
    hasher.update(rows.as_flattened());
}
