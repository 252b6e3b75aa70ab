//! Sets of sequence numbers, and sets of all others.

/// These, or all but these; ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seqs {
    seqs: Vec<u64>,
    /// Whether it is all but these.
    others: bool,
}

impl Seqs {
    /// Exactly these.
    pub fn of(seqs: Vec<u64>) -> Seqs {
        Seqs { seqs, others: false }
    }

    /// All others.
    pub fn not(self) -> Seqs {
        Seqs { others: !self.others, ..self }
    }

    /// What is in both.
    pub fn and(self, other: Seqs) -> Seqs {
        match (self.others, other.others) {
            (false, false) => Seqs::of(kept(self.seqs, &other.seqs, true)),
            (false, true) => Seqs::of(kept(self.seqs, &other.seqs, false)),
            (true, false) => Seqs::of(kept(other.seqs, &self.seqs, false)),
            (true, true) => {
                Seqs { seqs: crate::trail::merged(self.seqs, other.seqs), others: true }
            }
        }
    }

    /// What is in one of them.
    pub fn or(self, other: Seqs) -> Seqs {
        self.not().and(other.not()).not()
    }

    /// Its numbers below `size`.
    pub fn among(self, size: u64) -> Vec<u64> {
        if self.others { kept((0..size).collect(), &self.seqs, false) } else { self.seqs }
    }
}

fn kept(mut seqs: Vec<u64>, by: &[u64], inside: bool) -> Vec<u64> {
    seqs.retain(|seq| by.binary_search(seq).is_ok() == inside);
    seqs
}
