//! State root, version 1: one hash over all balances and object states.
//!
//! BLAKE3 over `jejak state root v1\n`, then each (account, balance) and each (object, state)
//! sorted: line seq u64 BE | stage u8 | sen i64 BE; cash account u64 BE | source packed u64 BE |
//! sen i64 BE; object kind u8 | seq u64 BE | state u8. Each section begins with its count, u64 BE.
//! Indexes, tags and snapshots are no part of it.

use jejak_events::Object;
use jejak_events::ids::Bytes32;

use crate::state::State;

impl State {
    /// The root over this state.
    pub fn root(&self) -> Bytes32 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"jejak state root v1\n");
        let section = |hasher: &mut blake3::Hasher, mut rows: Vec<Vec<u8>>| {
            rows.sort_unstable();
            hasher.update(&(rows.len() as u64).to_be_bytes());
            for row in &rows {
                hasher.update(row);
            }
        };
        section(&mut hasher, self.line_rows());
        section(&mut hasher, self.cash_rows());
        section(&mut hasher, self.object_rows());
        Bytes32(*hasher.finalize().as_bytes())
    }

    fn line_rows(&self) -> Vec<Vec<u8>> {
        let mut rows = Vec::new();
        for (seq, line) in self.budget.lines.iter() {
            for (stage, sen) in (0u8..).zip(line.net).filter(|(_, sen)| *sen != 0) {
                let mut row = seq.to_be_bytes().to_vec();
                row.push(stage);
                row.extend_from_slice(&sen.to_be_bytes());
                rows.push(row);
            }
        }
        rows
    }

    fn cash_rows(&self) -> Vec<Vec<u8>> {
        let books = self.cash.books.iter().filter(|(_, sen)| **sen != 0);
        books
            .map(|((account, source), sen)| {
                let mut row = account.to_be_bytes().to_vec();
                row.extend_from_slice(&source.packed().to_be_bytes());
                row.extend_from_slice(&sen.to_be_bytes());
                row
            })
            .collect()
    }

    fn object_rows(&self) -> Vec<Vec<u8>> {
        let mut rows = Vec::new();
        let mut add = |object: Object, seq: u64, state: u8| {
            let mut row = vec![object as u8];
            row.extend_from_slice(&seq.to_be_bytes());
            row.push(state);
            rows.push(row);
        };
        for (seq, account) in self.access.accounts.iter() {
            add(Object::Account, *seq, u8::from(account.closed));
        }
        for (seq, grant) in self.access.grants.iter() {
            add(Object::Grant, *seq, u8::from(grant.withdrawn));
        }
        for (seq, batch) in self.opening.batches.iter() {
            add(Object::HistoricalBatch, *seq, u8::from(batch.closed));
        }
        for (seq, proposal) in self.proposal.proposals.iter() {
            add(Object::Proposal, *seq, proposal.stage as u8);
        }
        for recipient in self.proposal.recipients.iter().map(|(_, recipient)| recipient) {
            add(Object::Recipient, recipient.seq, recipient.status.0 as u8);
        }
        for (seq, decree) in self.decree.decrees.iter() {
            add(Object::Decree, *seq, u8::from(decree.closed));
        }
        for (seq, row) in self.decree.designations.iter() {
            add(Object::Designation, *seq, row.status as u8);
        }
        for (seq, spp) in self.treasury.spps.iter() {
            add(Object::Spp, *seq, spp.stage as u8);
        }
        for (seq, list) in self.payment.lists.iter() {
            add(Object::PaymentList, *seq, u8::from(list.closed));
        }
        for (seq, payment) in self.payment.payments.iter() {
            add(Object::Payment, *seq, payment.stage as u8);
        }
        for (seq, spj) in self.accountability.spjs.iter() {
            add(Object::Spj, *seq, spj.outcome.map_or(0, |outcome| outcome as u8 + 1));
        }
        rows
    }
}
