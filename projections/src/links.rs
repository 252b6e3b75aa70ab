//! Who shares what with whom: a bank account, the one who withdraws, a shop, a device, the one who
//! verifies, an address.
//!
//! Two recipients hang together when events about both carry the same token, person or household.
//! From one thing the bonds are walked breadth first ([`links`]); over the whole ledger they are
//! ranked by how many they bind and how much money ([`Hubs`]). A bond of very many, as a shop with
//! ten thousand buyers, is shown and not followed.
//!
//! Not here: who the people are, and whether sharing is wrong. A household shares an account
//! rightly; checks say what is not right.

mod bonds;
mod hubs;
mod shown;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jejak_events::Tag;

pub use self::bonds::{Bond, Class, bonds_of, parties_of};
pub use self::hubs::{Hub, Hubs, proof};
pub use self::shown::{hubs_table, links_table};
use crate::view::{Unanswered, View};

/// Two that share something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Steps from what was asked, from 1.
    pub depth: u8,
    /// Who.
    pub from: Tag,
    /// What is shared.
    pub class: Class,
    /// By which token, person or household.
    pub by: Tag,
    /// With whom; none for a hub, which is not followed.
    pub to: Option<Tag>,
    /// How many share it, as far as was looked.
    pub parties: usize,
    /// Sen of the events that prove it.
    pub sen: i128,
    /// The events that prove it.
    pub seqs: Vec<u64>,
}

/// How far links are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Steps from what was asked.
    pub depth: u8,
    /// A bond of more than so many is a hub: it is not followed.
    pub hub: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { depth: 1, hub: 50 }
    }
}

/// Events looked at for one thing: what has more is a hub by that alone.
const LOOK_MAX: usize = 5_000;
/// Things that are walked from, at most.
const WALK_MAX: usize = 2_000;

/// What the events of one thing say: per bond or party, the events and their sen.
type Found<K> = BTreeMap<K, (Vec<u64>, i128)>;

/// Everything that hangs together with a thing, breadth first.
pub fn links(view: &View, of: &Tag, bounds: Bounds) -> Result<Vec<Link>, Unanswered> {
    let mut seen = BTreeSet::from([of.clone()]);
    let mut todo = VecDeque::from([(of.clone(), 0u8)]);
    let (mut links, mut walked) = (Vec::new(), 0);
    while let Some((from, depth)) = todo.pop_front() {
        if depth >= bounds.depth || walked >= WALK_MAX {
            continue;
        }
        walked += 1;
        for ((class, by), _) in bonds_from(view, &from)? {
            let Some(parties) = parties_by(view, class, &by)? else {
                links.push(hub(depth + 1, &from, class, &by, view));
                continue;
            };
            if parties.len() > bounds.hub {
                let mut link = hub(depth + 1, &from, class, &by, view);
                link.parties = parties.len();
                links.push(link);
                continue;
            }
            let count = parties.len();
            for (to, (seqs, sen)) in parties {
                if to == from {
                    continue;
                }
                if seen.insert(to.clone()) {
                    todo.push_back((to.clone(), depth + 1));
                }
                let (from, by, to) = (from.clone(), by.clone(), Some(to));
                links.push(Link {
                    depth: depth + 1,
                    from,
                    class,
                    by,
                    to,
                    parties: count,
                    sen,
                    seqs,
                });
            }
        }
    }
    links.sort_by_key(|link| (link.depth, std::cmp::Reverse((link.parties, link.sen))));
    Ok(links)
}

fn hub(depth: u8, from: &Tag, class: Class, by: &Tag, view: &View) -> Link {
    let seqs = view.reading.under(by);
    let (from, by, parties) = (from.clone(), by.clone(), seqs.len());
    let seqs = seqs.into_iter().take(3).collect();
    Link { depth, from, class, by, to: None, parties, sen: 0, seqs }
}

/// The bonds that the events of a thing carry; of a bond itself, it alone.
fn bonds_from(view: &View, from: &Tag) -> Result<Found<(Class, Tag)>, Unanswered> {
    let mut found: Found<(Class, Tag)> = BTreeMap::new();
    for seq in view.reading.under(from).into_iter().take(LOOK_MAX) {
        let fact = view.facts.fact(seq)?;
        let parties = parties_of(&view.reading.state, &fact);
        for bond in bonds_of(&fact) {
            if bond.tag == *from || parties.contains(from) || matches!(from, Tag::Object(..)) {
                let (seqs, sen) = found.entry((bond.class, bond.tag)).or_default();
                seqs.push(seq);
                *sen += i128::from(bond.sen);
            }
        }
    }
    Ok(found)
}

/// Who shares a bond; nothing where it has too many events to look at.
fn parties_by(view: &View, class: Class, by: &Tag) -> Result<Option<Found<Tag>>, Unanswered> {
    let trail = view.reading.under(by);
    if trail.len() > LOOK_MAX {
        return Ok(None);
    }
    let mut found: Found<Tag> = BTreeMap::new();
    for seq in trail {
        let fact = view.facts.fact(seq)?;
        let bonds = bonds_of(&fact);
        let Some(bond) = bonds.iter().find(|bond| bond.class == class && bond.tag == *by) else {
            continue;
        };
        for party in parties_of(&view.reading.state, &fact) {
            let (seqs, sen) = found.entry(party).or_default();
            seqs.push(seq);
            *sen += i128::from(bond.sen);
        }
    }
    Ok(Some(found))
}
