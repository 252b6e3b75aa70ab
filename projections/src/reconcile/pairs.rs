//! Lines of two registers, and what became of each.

use jejak_events::Date;

/// A line of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Event that it stands for.
    pub seq: u64,
    /// Day.
    pub on: Date,
    /// Number or reference by which people know it.
    pub number: String,
    /// Sen; below zero for what left.
    pub sen: i64,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Same amount on both sides.
    Matched,
    /// On both sides, with another amount.
    Differs,
    /// Theirs only.
    MissingHere,
    /// Ours only.
    MissingThere,
    /// The same number or reference again on one side.
    Double,
}

impl Class {
    /// All classes.
    pub const ALL: [Class; 5] =
        [Class::Matched, Class::Differs, Class::MissingHere, Class::MissingThere, Class::Double];

    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Class::Matched => "matched",
            Class::Differs => "differs",
            Class::MissingHere => "missing-here",
            Class::MissingThere => "missing-there",
            Class::Double => "double",
        }
    }

    /// The same in Bahasa Indonesia.
    pub const fn word_id(self) -> &'static str {
        match self {
            Class::Matched => "sesuai",
            Class::Differs => "beda nilai",
            Class::MissingHere => "tidak ada di sini",
            Class::MissingThere => "tidak ada di sana",
            Class::Double => "ganda",
        }
    }
}

/// A line of ours, one of theirs, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What became of it.
    pub class: Class,
    /// Ours.
    pub ours: Option<Line>,
    /// Theirs.
    pub theirs: Option<Line>,
}

/// A whole reconciliation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reconciled {
    /// Pairs in the order of days and events.
    pub pairs: Vec<Pair>,
}

impl Reconciled {
    /// Sen of one side.
    pub fn sum(&self, side: fn(&Pair) -> Option<&Line>) -> i128 {
        self.pairs.iter().filter_map(side).map(|line| i128::from(line.sen)).sum()
    }

    /// Number of pairs of a class.
    pub fn count(&self, class: Class) -> usize {
        self.pairs.iter().filter(|pair| pair.class == class).count()
    }
}

/// Lines of ours that found no partner yet.
pub(super) struct Open {
    ours: Vec<Option<Line>>,
    pairs: Vec<Pair>,
}

impl Open {
    pub fn new(ours: Vec<Line>) -> Open {
        Open { ours: ours.into_iter().map(Some).collect(), pairs: Vec::new() }
    }

    /// Pairs each line of theirs with the best open one of ours, and gives back those without.
    /// `near` says how far apart two lines are; none where they are not the same thing.
    pub fn pair(
        &mut self,
        theirs: Vec<Line>,
        near: impl Fn(&Line, &Line) -> Option<u64>,
    ) -> Vec<Line> {
        let mut left = Vec::new();
        for line in theirs {
            let open = self.ours.iter().enumerate();
            let distance =
                |(at, ours): (usize, &Option<Line>)| Some((near(ours.as_ref()?, &line)?, at));
            match open.filter_map(distance).min() {
                Some((_, at)) => {
                    let ours = self.ours[at].take();
                    let same = ours.as_ref().is_some_and(|ours| ours.sen == line.sen);
                    let class = if same { Class::Matched } else { Class::Differs };
                    self.pairs.push(Pair { class, ours, theirs: Some(line) });
                }
                None => left.push(line),
            }
        }
        left
    }

    /// Ends: what is left on either side is missing on the other, or double on its own.
    pub fn close(self, theirs: Vec<Line>) -> Reconciled {
        let mut pairs = self.pairs;
        let known = |pairs: &[Pair], side: fn(&Pair) -> Option<&Line>, number: &str| {
            !number.is_empty() && pairs.iter().filter_map(side).any(|line| line.number == number)
        };
        for line in theirs {
            let double = known(&pairs, |pair| pair.theirs.as_ref(), &line.number);
            let class = if double { Class::Double } else { Class::MissingHere };
            pairs.push(Pair { class, ours: None, theirs: Some(line) });
        }
        for line in self.ours.into_iter().flatten() {
            let double = known(&pairs, |pair| pair.ours.as_ref(), &line.number);
            let class = if double { Class::Double } else { Class::MissingThere };
            pairs.push(Pair { class, ours: Some(line), theirs: None });
        }
        let day =
            |pair: &Pair| pair.theirs.as_ref().or(pair.ours.as_ref()).map(|it| (it.on, it.seq));
        pairs.sort_by_key(day);
        Reconciled { pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seq: u64, number: &str, sen: i64) -> Line {
        Line { seq, on: "2026-03-05".parse().unwrap(), number: number.to_owned(), sen }
    }

    #[test]
    fn each_line_of_either_side_is_in_one_class() {
        let ours = vec![line(1, "A", 100), line(2, "B", 200), line(3, "C", 300), line(4, "C", 300)];
        let theirs = vec![line(5, "A", 100), line(6, "B", 250), line(7, "D", 1), line(8, "A", 100)];
        let mut open = Open::new(ours);
        let by_number = |ours: &Line, theirs: &Line| (ours.number == theirs.number).then_some(0);
        let left = open.pair(theirs, by_number);
        let done = open.close(left);
        let counts = Class::ALL.map(|class| done.count(class));
        assert_eq!(counts, [1, 1, 1, 1, 2]);
        assert_eq!(done.sum(|pair| pair.ours.as_ref()), 900);
        assert_eq!(done.sum(|pair| pair.theirs.as_ref()), 451);
    }
}
