//! Rules that begin and end with a ruleset, in a list of their own: an event is judged by the
//! ruleset that was in force when it was recorded.

use jejak_events::{Kind, Recorded};
use jejak_projections::{Postings, State};

use super::folder;
use super::parse::{EventLine, Outcome, Tables};
use super::run::Runner;
use crate::ledger::rules::{Figures, Judge, Judgement, RULESET, catalogue, rules};

rules! {
    ENDS = "TST-01" Refuse until 2, "berakhir", "ends with ruleset 1", "";
    BEGINS = "TST-02" Refuse since 2, "mulai", "begins with ruleset 2", "";
    BETWEEN = "TST-03" Flag since 2 until 3, "hanya dua", "holds in ruleset 2 alone", "";
    ALWAYS = "TST-04" Flag, "selalu", "holds in every ruleset", "";
}

/// What is wrong with an event when every rule of the list is broken.
fn broken(state: &State, fact: &Recorded) -> Vec<&'static str> {
    let mut flags = Vec::new();
    let figures = || Figures::field("kind");
    let mut judge = Judge { state, fact, draft: 0, flags: &mut flags };
    let refused: Vec<Judgement> =
        [&ENDS, &BEGINS].map(|rule| judge.require(false, rule, figures)).into();
    judge.flag_if(true, &BETWEEN, figures);
    judge.flag_if(true, &ALWAYS, figures);
    let refused = refused.into_iter().filter_map(Result::err).map(|refusal| refusal.rule.code);
    let mut codes: Vec<&str> = refused.collect();
    codes.extend(flags.iter().map(|flag| flag.rule.code));
    codes
}

#[test]
fn an_event_is_judged_by_the_ruleset_of_its_time() {
    let tables = Tables::read(&folder()).unwrap();
    let runner = Runner::new(&tables).unwrap();
    let mut world = runner.beginning();
    let line = |kind: Kind, words: &[(&str, &str)]| {
        let words = words.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let outcome = Outcome::default();
        EventLine { label: None, kind, words: words.collect(), on: None, outcome }
    };
    for (ruleset, codes) in [
        (1, &["TST-01", "TST-04"][..]),
        (2, &["TST-02", "TST-03", "TST-04"][..]),
        (3, &["TST-02", "TST-04"][..]),
    ] {
        if ruleset > 1 {
            // No rule lets a ruleset be adopted that this program does not know: it is applied.
            let words = [("version", &*ruleset.to_string())];
            let adopted = runner.fact(&mut world, &line(Kind::RulesetAdopted, &words)).unwrap();
            world.state.apply(&adopted, &mut Postings::default());
        }
        let fact = runner.fact(&mut world, &line(Kind::HolidayDeclared, &[])).unwrap();
        assert_eq!(broken(&world.state, &fact), codes, "ruleset {ruleset}");
        world.state.apply(&fact, &mut Postings::default());
    }
}

#[test]
fn no_rule_begins_after_the_newest_ruleset_or_ends_before_it_begins() {
    for rule in catalogue().into_iter().flat_map(|(_, rules)| rules) {
        assert!((1..=RULESET).contains(&rule.since), "{} since {}", rule.code, rule.since);
        assert!(rule.until.is_none_or(|until| rule.since < until), "{}", rule.code);
        assert!(rule.until.is_none_or(|until| until <= RULESET), "{}", rule.code);
    }
    assert_eq!(ALL.len(), 4);
}
