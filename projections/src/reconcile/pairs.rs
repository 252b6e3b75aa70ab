//! Lines of two registers, and what became of each.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::ids::Token;
use jejak_events::{Date, Month};

/// A line of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Events that it stands for, the first of them first; never empty.
    pub seqs: Vec<u64>,
    /// Day.
    pub on: Date,
    /// Number of the SP2D, normalised; empty where none is known.
    pub number: String,
    /// Bank reference, where one is known.
    pub reference: Option<Token>,
    /// Sen; below zero for what left.
    pub sen: i64,
}

impl Line {
    /// The event that stands for the line.
    pub fn seq(&self) -> u64 {
        self.seqs.first().copied().unwrap_or_default()
    }

    /// By what people know it: the number, else the reference; nothing where it has neither.
    pub fn name(&self) -> Option<String> {
        let number = Some(&self.number).filter(|number| !number.is_empty());
        number.cloned().or_else(|| self.reference.map(|token| token.to_string()))
    }
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
    /// What explains a line that is missing on the other side: its partner of another month, or
    /// what we know of it that is not in the same book.
    pub elsewhere: Option<Line>,
}

impl Pair {
    /// Ours less theirs, in sen.
    pub fn difference(&self) -> i128 {
        let sen = |line: Option<&Line>| line.map_or(0, |line| i128::from(line.sen));
        sen(self.ours.as_ref()) - sen(self.theirs.as_ref())
    }

    /// Whether both sides say the same of it, in whatever month.
    pub fn agrees(&self) -> bool {
        let alone = self.ours.as_ref().or(self.theirs.as_ref());
        let explained = alone.zip(self.elsewhere.as_ref());
        self.class == Class::Matched || explained.is_some_and(|(line, it)| line.sen == it.sen)
    }
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

    /// What the two registers of a month say. Of two lines of different months that belong
    /// together, each is missing on the other side in its own month, and names the other.
    #[must_use]
    pub fn of_month(self, month: Month) -> Reconciled {
        let within = |line: &Line| line.on.month_key() == month;
        let slice = |pair: Pair| {
            let ours_in = pair.ours.as_ref().is_some_and(within);
            let theirs_in = pair.theirs.as_ref().is_some_and(within);
            match (pair.ours, pair.theirs) {
                (Some(ours), Some(theirs)) if ours_in != theirs_in => Some(if ours_in {
                    let class = Class::MissingThere;
                    Pair { class, ours: Some(ours), theirs: None, elsewhere: Some(theirs) }
                } else {
                    let class = Class::MissingHere;
                    Pair { class, ours: None, theirs: Some(theirs), elsewhere: Some(ours) }
                }),
                (ours, theirs) if ours_in || theirs_in => Some(Pair { ours, theirs, ..pair }),
                _ => None,
            }
        };
        Reconciled { pairs: self.pairs.into_iter().filter_map(slice).collect() }
    }
}

/// Lines of both sides that found no partner yet.
pub(super) struct Open {
    ours: Vec<Option<Line>>,
    theirs: Vec<Line>,
    pairs: Vec<Pair>,
}

impl Open {
    pub fn new(ours: Vec<Line>, theirs: Vec<Line>) -> Open {
        Open { ours: ours.into_iter().map(Some).collect(), theirs, pairs: Vec::new() }
    }

    /// Pairs lines that go by the same name: first those of one amount, then any.
    pub fn by_name(&mut self, name: impl Fn(&Line) -> Option<String>) {
        self.pair(&name, |ours, theirs| (ours.sen == theirs.sen).then_some(0));
        self.pair(&name, |ours, theirs| Some(ours.sen.abs_diff(theirs.sen)));
    }

    /// Pairs each line of theirs with the best open one of ours that has the same key. `near` says
    /// how far apart two lines are; none where they are not the same thing.
    pub fn pair<K: Ord>(
        &mut self,
        key: impl Fn(&Line) -> Option<K>,
        near: impl Fn(&Line, &Line) -> Option<u64>,
    ) {
        let mut by_key: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, line) in self.ours.iter().enumerate() {
            if let Some(key) = line.as_ref().and_then(&key) {
                by_key.entry(key).or_default().push(at);
            }
        }
        for line in std::mem::take(&mut self.theirs) {
            let open = key(&line).and_then(|key| by_key.get(&key));
            let distance = |at: &usize| Some((near(self.ours[*at].as_ref()?, &line)?, *at));
            match open.into_iter().flatten().filter_map(distance).min() {
                Some((_, at)) => {
                    let ours = self.ours[at].take();
                    let same = ours.as_ref().is_some_and(|ours| ours.sen == line.sen);
                    let class = if same { Class::Matched } else { Class::Differs };
                    self.pairs.push(Pair { class, ours, theirs: Some(line), elsewhere: None });
                }
                None => self.theirs.push(line),
            }
        }
    }

    /// Ends: what is left on either side is missing on the other, or double on its own. `known`
    /// says what else we know of a line of theirs.
    pub fn close(self, known: impl Fn(&Line) -> Option<Line>) -> Reconciled {
        let mut pairs = self.pairs;
        let names = |pairs: &[Pair], side: fn(&Pair) -> Option<&Line>| -> BTreeSet<String> {
            pairs.iter().filter_map(side).filter_map(Line::name).collect()
        };
        let mut named = names(&pairs, |pair| pair.theirs.as_ref());
        let mut again = |line: &Line| line.name().is_some_and(|name| !named.insert(name));
        for line in self.theirs {
            let class = if again(&line) { Class::Double } else { Class::MissingHere };
            let elsewhere = known(&line).filter(|_| class == Class::MissingHere);
            pairs.push(Pair { class, ours: None, theirs: Some(line), elsewhere });
        }
        let mut named = names(&pairs, |pair| pair.ours.as_ref());
        let mut again = |line: &Line| line.name().is_some_and(|name| !named.insert(name));
        for line in self.ours.into_iter().flatten() {
            let class = if again(&line) { Class::Double } else { Class::MissingThere };
            pairs.push(Pair { class, ours: Some(line), theirs: None, elsewhere: None });
        }
        let day =
            |pair: &Pair| pair.theirs.as_ref().or(pair.ours.as_ref()).map(|it| (it.on, it.seq()));
        pairs.sort_by_key(day);
        Reconciled { pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seq: u64, number: &str, sen: i64) -> Line {
        let (on, number) = ("2026-03-05".parse().unwrap(), number.to_owned());
        Line { seqs: vec![seq], on, number, reference: None, sen }
    }

    fn reconciled(ours: Vec<Line>, theirs: Vec<Line>) -> Reconciled {
        let mut open = Open::new(ours, theirs);
        open.by_name(Line::name);
        open.close(|_| None)
    }

    #[test]
    fn each_line_of_either_side_is_in_one_class() {
        let ours = vec![line(1, "A", 100), line(2, "B", 200), line(3, "C", 300), line(4, "C", 300)];
        let theirs = vec![line(5, "A", 100), line(6, "B", 250), line(7, "D", 1), line(8, "A", 100)];
        let done = reconciled(ours, theirs);
        let counts = Class::ALL.map(|class| done.count(class));
        assert_eq!(counts, [1, 1, 1, 1, 2]);
        assert_eq!(done.sum(|pair| pair.ours.as_ref()), 900);
        assert_eq!(done.sum(|pair| pair.theirs.as_ref()), 451);
    }

    #[test]
    fn the_line_of_the_same_amount_is_the_partner_and_the_other_is_double() {
        let done = reconciled(vec![line(1, "A", 200)], vec![line(2, "A", 201), line(3, "A", 200)]);
        let told = |pair: &Pair| (pair.class, pair.theirs.as_ref().unwrap().seq());
        let told: Vec<_> = done.pairs.iter().map(told).collect();
        assert_eq!(told, [(Class::Double, 2), (Class::Matched, 3)]);
    }

    #[test]
    fn what_another_month_explains_is_missing_in_each_and_names_its_partner() {
        let later = Line { on: "2026-04-01".parse().unwrap(), ..line(2, "A", 100) };
        let done = reconciled(vec![line(1, "A", 100)], vec![later]);
        for (month, class, partner) in
            [("2026-03", Class::MissingThere, 2), ("2026-04", Class::MissingHere, 1)]
        {
            let month = done.clone().of_month(month.parse().unwrap());
            let [pair] = &month.pairs[..] else { panic!("{month:?}") };
            let elsewhere = pair.elsewhere.as_ref().unwrap().seq();
            assert_eq!((pair.class, elsewhere, pair.agrees()), (class, partner, true));
        }
        assert!(done.of_month("2026-05".parse().unwrap()).pairs.is_empty());
    }
}
