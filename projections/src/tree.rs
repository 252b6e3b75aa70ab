//! The life of one thing as a tree: upwards what it rests on, downwards what rests on it.
//!
//! Upwards stand the objects that the event which made it names, with what they name in turn, each
//! once. Downwards stand the events that name it, and those that name what they made. Where there
//! are many of a kind, the first few stand for all, and how many more there are is said.
//!
//! Not here: everything that is about a thing, which is its trail.

mod shown;

use std::collections::BTreeSet;

use jejak_events::{Date, Event, Kind, Object, Recorded, Tag};

pub use self::shown::table;
use crate::condition::Condition;
use crate::facets::{amount_of, name_of};
use crate::view::{Unanswered, View};

/// Something in a tree: an object with the event that made it, or an event that made none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The object, recipient or source; none for an event that made nothing.
    pub tag: Option<Tag>,
    /// The event that made it.
    pub seq: u64,
    /// Its kind.
    pub kind: Kind,
    /// Day of the event.
    pub on: Date,
    /// Its number, name or code.
    pub name: Option<String>,
    /// Sen that the event speaks of.
    pub sen: Option<i64>,
    /// How far the object has come.
    pub condition: Option<Condition>,
    /// What it rests on, in the upper tree; what rests on it, in the lower.
    pub children: Vec<Node>,
    /// Events that rest on it and are not shown.
    pub more: u64,
}

/// The life of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The thing itself, with what rests on it.
    pub of: Node,
    /// What it rests on.
    pub up: Vec<Node>,
}

/// How much of a tree is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Events of one kind under one thing.
    pub each: usize,
    /// Levels downwards.
    pub depth: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { each: 5, depth: 5 }
    }
}

/// Events looked at below the thing asked for: enough for every row of a decree.
const LOOK_FIRST: usize = 20_000;
/// Events looked at below each thing further down.
const LOOK_FURTHER: usize = 1_000;
/// Steps upwards; longer chains of papers there are none.
const UP_MAX: usize = 12;

/// The tree of an object; none where no event made it.
pub fn tree(view: &View, of: &Tag, bounds: Bounds) -> Result<Option<Tree>, Unanswered> {
    let Some(seq) = maker(view, of)? else { return Ok(None) };
    let mut climber = Climber { view, seen: BTreeSet::from([seq]), bounds };
    let mut root = climber.node(&view.facts.fact(seq)?, Some(of.clone()));
    let up = climber.above(seq, 0)?;
    climber.below(&mut root, of, 0)?;
    climber.reports(&mut root, of)?;
    Ok(Some(Tree { of: root, up }))
}

/// The event that brought a thing into being.
fn maker(view: &View, of: &Tag) -> Result<Option<u64>, Unanswered> {
    let state = &view.reading.state;
    Ok(match of {
        Tag::Object(object, seq) => {
            let there = *seq < state.integrity.size();
            there.then(|| view.facts.fact(*seq)).transpose()?.and_then(|fact| {
                let made = fact.event.kind().creates() == Some(*object) || *object == Object::Event;
                (made || state.exists(*object, *seq)).then_some(*seq)
            })
        }
        Tag::Recipient(_) | Tag::Source(_) | Tag::Programme(_) | Tag::Region(_) => {
            view.reading.under(of).first().copied()
        }
        _ => None,
    })
}

struct Climber<'a> {
    view: &'a View<'a>,
    /// Events that stand in the tree already.
    seen: BTreeSet<u64>,
    bounds: Bounds,
}

impl Climber<'_> {
    fn node(&self, fact: &Recorded, tag: Option<Tag>) -> Node {
        let made = fact.event.kind().creates().map(|object| Tag::Object(object, fact.seq));
        let tag = tag.or(made);
        let state = &self.view.reading.state;
        Node {
            seq: fact.seq,
            kind: fact.event.kind(),
            on: fact.envelope.occurred_on,
            name: name_of(fact),
            sen: amount_of(fact).map(jejak_events::Rupiah::sen),
            condition: tag.as_ref().and_then(|tag| state.condition(tag)),
            tag,
            children: Vec::new(),
            more: 0,
        }
    }

    /// What the event that made something names, and what that rests on in turn.
    fn above(&mut self, seq: u64, depth: usize) -> Result<Vec<Node>, Unanswered> {
        let mut nodes = Vec::new();
        if depth > UP_MAX {
            return Ok(nodes);
        }
        let fact = self.view.facts.fact(seq)?;
        for tag in self.named_by(&fact) {
            let Some(parent) = maker(self.view, &tag)? else { continue };
            if parent == seq || !self.seen.insert(parent) {
                continue;
            }
            let mut node = self.node(&self.view.facts.fact(parent)?, Some(tag.clone()));
            node.children = self.steps(&tag, parent)?;
            node.children.extend(self.above(parent, depth + 1)?);
            nodes.push(node);
        }
        Ok(nodes)
    }

    /// Objects, recipients, sources and programmes that an event names, and the SPD of its lines.
    fn named_by(&self, fact: &Recorded) -> Vec<Tag> {
        let mut tags = Vec::new();
        fact.event.references(&mut |object, seq| tags.push(Tag::Object(object, seq)));
        fact.event.tags(&mut |tag| {
            if matches!(tag, Tag::Recipient(_) | Tag::Source(_)) {
                tags.push(tag);
            }
        });
        if let Event::BudgetCeilingSet(_) = &fact.event {
            let releases = self.view.reading.state.treasury.releases.get(&fact.seq);
            let spds = releases.into_iter().flatten().take(self.bounds.each);
            tags.extend(spds.map(|release| Tag::Object(Object::Spd, release.spd)));
        }
        // Where things are and who keeps them is not what money rests on.
        tags.retain(|tag| !matches!(tag, Tag::Object(Object::Organisation | Object::Account, _)));
        tags
    }

    /// The steps of a paper's own life: events that name it and make nothing, as SPM and SP2D.
    fn steps(&mut self, tag: &Tag, made: u64) -> Result<Vec<Node>, Unanswered> {
        let Tag::Object(Object::Spp | Object::PaymentList | Object::Spd, _) = tag else {
            return Ok(Vec::new());
        };
        let mut steps = Vec::new();
        for seq in self.view.reading.under(tag).into_iter().take(LOOK_FURTHER) {
            let fact = self.view.facts.fact(seq)?;
            let own = seq != made && fact.event.kind().creates().is_none() && names(&fact, tag);
            if own && steps.len() < self.bounds.each && self.seen.insert(seq) {
                steps.push(self.node(&fact, None));
            }
        }
        Ok(steps)
    }

    /// What became of a payment is reported of its row: the report, refunds, purchases.
    fn reports(&mut self, node: &mut Node, of: &Tag) -> Result<(), Unanswered> {
        let Tag::Object(Object::Payment, seq) = of else { return Ok(()) };
        let payment = self.view.reading.state.payment.payments.get(seq);
        let Some(row) = payment.and_then(|payment| payment.designation) else { return Ok(()) };
        let mut of_row = node.clone();
        of_row.children.clear();
        self.below(&mut of_row, &Tag::Object(Object::Designation, row), 0)?;
        let other = |child: &Node| child.kind.creates() != Some(Object::Payment);
        node.children.extend(of_row.children.into_iter().filter(other));
        Ok(())
    }

    /// Hangs below a node what names it, down to the depth that is asked for.
    fn below(&mut self, node: &mut Node, tag: &Tag, depth: usize) -> Result<(), Unanswered> {
        let trail = self.view.reading.under(tag);
        let look = if depth == 0 { LOOK_FIRST } else { LOOK_FURTHER };
        let mut shown: Vec<(Kind, usize)> = Vec::new();
        let mut rest = 0u64;
        for seq in trail.iter().copied().filter(|seq| *seq > node.seq).take(look) {
            if self.seen.contains(&seq) {
                continue;
            }
            let fact = self.view.facts.fact(seq)?;
            if !names(&fact, tag) {
                continue;
            }
            let kind = fact.event.kind();
            let at = shown.iter().position(|(known, _)| *known == kind).unwrap_or(shown.len());
            if at == shown.len() {
                shown.push((kind, 0));
            }
            if shown[at].1 >= self.bounds.each {
                rest += 1;
                continue;
            }
            shown[at].1 += 1;
            self.seen.insert(seq);
            node.children.push(self.node(&fact, None));
        }
        let after = trail.iter().filter(|seq| **seq > node.seq).count().saturating_sub(look);
        node.more = rest + after as u64;
        if depth + 1 < self.bounds.depth {
            for child in &mut node.children {
                if let Some(tag) = child.tag.clone() {
                    self.below(child, &tag, depth + 1)?;
                }
            }
        }
        Ok(())
    }
}

/// Whether an event names a thing itself, and not only what belongs to it.
fn names(fact: &Recorded, tag: &Tag) -> bool {
    let mut found = false;
    match tag {
        Tag::Object(object, seq) => {
            let of = (*object, *seq);
            let event = (Object::Event, *seq);
            fact.event.references(&mut |object, seq| {
                found |= (object, seq) == of || (object, seq) == event;
            });
        }
        tag => fact.event.tags(&mut |other| found |= other == *tag),
    }
    found
}
