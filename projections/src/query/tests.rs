use super::*;

const RULES: &[&str] = &["DCR-07", "DCR-08", "PAY-01"];

fn read(text: &str) -> Result<Query, QueryError> {
    Query::parse(text, RULES)
}

/// A question as its reader understood it.
fn shown(query: &Query) -> String {
    match query {
        Query::Tag(tag) => tag.to_string(),
        Query::Flag(code) => format!("flag:{code}"),
        Query::And(one, other) => format!("({} & {})", shown(one), shown(other)),
        Query::Or(one, other) => format!("({} | {})", shown(one), shown(other)),
        Query::Not(inner) => format!("!{}", shown(inner)),
    }
}

#[test]
fn not_binds_closest_then_and_then_or() {
    let table = [
        ("line:7", "line:7"),
        ("  line:7 ", "line:7"),
        ("sp2d:7", "spp:7"),
        ("line:7 and spp:8 and spd:9", "((line:7 & spp:8) & spd:9)"),
        ("line:7 or spp:8 and spd:9", "(line:7 | (spp:8 & spd:9))"),
        ("(line:7 or spp:8) and spd:9", "((line:7 | spp:8) & spd:9)"),
        ("not line:7 and spp:8", "(!line:7 & spp:8)"),
        ("not (line:7 and spp:8)", "!(line:7 & spp:8)"),
        ("not not line:7", "!!line:7"),
        ("line:7 AND NOT flag:dcr-07", "(line:7 & !flag:DCR-07)"),
        ("line:7 dan bukan spp:8 atau spd:9", "((line:7 & !spp:8) | spd:9)"),
        ("((line:7))", "line:7"),
        ("line:7 and \"document:1/A (2)/2022\"", "(line:7 & document:1/a (2)/2022)"),
    ];
    for (text, expected) in table {
        let query = read(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(shown(&query), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let deep = format!("{}line:7{}", "(".repeat(65), ")".repeat(65));
    let table = [
        ("line:7 spp:8", "a tag such as"),
        ("(line:7 spp:8)", "expected `and`, `or` or `)`, found `spp:8`"),
        ("line:7 and", "expected a tag, found nothing"),
        ("and line:7", "expected a tag, found `and`"),
        ("(line:7", "a `(` is not closed"),
        ("line:7)", "a `)` stands without its `(`"),
        ("\"line:7", "a `\"` is not closed"),
        ("()", "expected a tag, found `)`"),
        ("", "a tag such as"),
        ("flag:DCR-06", "perhaps DCR-07, DCR-08?"),
        ("flag:X", "there is no rule `X`; see docs/RULES.md"),
        (&deep, "at most 64 parentheses"),
    ];
    for (text, expected) in table {
        let told = match read(text) {
            Err(QueryError::Wrong(said)) => said.en,
            Err(QueryError::Tag(error, _)) => error.to_string(),
            Ok(query) => panic!("{text}: {}", shown(&query)),
        };
        assert!(told.contains(expected), "{text}: {told}");
    }
}

#[test]
fn a_word_that_is_none_is_told_with_those_like_it() {
    let near = |text| match read(text) {
        Err(QueryError::Tag(_, near)) => near,
        other => panic!("{other:?}"),
    };
    assert_eq!(near("decre:57"), ["decree"]);
    assert_eq!(near("programe:BLT"), ["programme"]);
    assert!(near("decree:x").is_empty(), "the word is right, the number is not");
    assert!(near("qqqqqqq:1").is_empty());
}

#[test]
fn sets_of_all_others_obey_the_laws_of_sets() {
    let sets = |bits: u64| {
        let seqs = (0..6).filter(|seq| bits & 1 << seq != 0).collect();
        let of = Seqs::of(seqs);
        if bits & 64 == 0 { of } else { of.not() }
    };
    let bits = |seqs: Seqs| seqs.among(6).into_iter().fold(0u64, |sum, seq| sum | 1 << seq);
    for one in (0..128).step_by(3) {
        for other in 0..128 {
            let (a, b) = (bits(sets(one)), bits(sets(other)));
            assert_eq!(bits(sets(one).and(sets(other))), a & b, "{one} and {other}");
            assert_eq!(bits(sets(one).or(sets(other))), a | b, "{one} or {other}");
            assert_eq!(bits(sets(one).not()), !a & 63, "not {one}");
        }
    }
}
