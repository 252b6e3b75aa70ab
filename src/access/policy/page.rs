//! Writes `docs/ROLES.md` from the table, and compares it.

use std::fmt::Write as _;
use std::path::PathBuf;

use jejak_events::Kind;
use jejak_events::vocabulary::Role;

use super::{Act, OF_ONE_AGENCY, SECOND_FACTOR, may_record, recorders};

const HEAD: &str = "\
# Roles

Generated from `src/access/policy/`; a test compares, and
`UPDATE_DOCS=1 cargo test -p jejak --lib access::policy` writes it anew.

An account may do what one of its grants lets it: a role (`RoleGranted`) that was not withdrawn, on
that day, in that region, for that organisation. Without a grant it may nothing. The operator at the
machine (`lokal`), who can write the ledger's files anyway, may everything; what only they may do has
no other mark. Why regions and organisations limit as they do:
[decision 0021](decisions/0021-limits-of-a-role.md).
";

/// What domain experts ask to be different people, and the rule of the ledger that compares them.
const DIFFERENT: &[(&str, &str, &str)] = &[
    ("verifier of a proposal", "its proposer", "PRP-06"),
    ("who draws up a decree", "verifier of the proposal", "DCR-25"),
    ("PPK-SKPD", "who submitted the SPP", "TRE-13"),
    ("PA/KPA of an SPM", "treasurer, and PPK who verified", "TRE-14"),
    ("BUD of an SP2D", "officers of the SKPD on its papers", "TRE-15"),
    ("who approves an NPD", "who submitted it", "TRE-26"),
    ("who draws up a payment list", "PA/KPA and PPK of the SPM", "PAY-22"),
    ("verifier of an SPJ", "who submitted it", "ATB-04"),
    ("who agrees to a correction", "who records it", "ATB-13"),
    ("mentor of a group", "its members", "SPN-29"),
    ("who releases a stage of a work", "who inspected it", "FIS-17"),
    ("who counts a stock", "who recorded its last movement", "STK-28"),
    ("reviewer of a worker's report", "who submitted it", "SDM-09"),
    ("who determines a loss", "who answers for it", "TGR-12"),
    ("who decides an appeal", "who examined the complaint", "ADU-05"),
    ("who answers a finding", "who opened it", "TMN-10"),
];

fn mark(may: bool) -> &'static str {
    if may { "●" } else { "" }
}

fn header(page: &mut String, first: &str) {
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    let _ = writeln!(page, "| {first} | lokal | {} |", roles.join(" | "));
    let _ = writeln!(page, "|---|---|{}", "---|".repeat(roles.len()));
}

fn row(page: &mut String, name: &str, local: bool, may: impl Fn(Role) -> bool) {
    let marks: Vec<&str> = Role::ALL.iter().map(|role| mark(may(*role))).collect();
    let _ = writeln!(page, "| {name} | {} | {} |", mark(local), marks.join(" | "));
}

fn roles_table(page: &mut String) {
    page.push_str("\n## The roles\n\n");
    page.push_str("| role | English | second factor | organisation limits |\n|---|---|---|---|\n");
    for role in Role::ALL {
        let (id, en) = (role.label_id(), role.label_en());
        let (second, limits) = (SECOND_FACTOR.contains(role), OF_ONE_AGENCY.contains(role));
        let name = format!("`{}` {id}", role.word());
        let _ = writeln!(page, "| {name} | {en} | {} | {} |", mark(second), mark(limits));
    }
}

fn different(page: &mut String) {
    page.push_str("\n## Must be different people\n\n");
    page.push_str("Compared by person, recorders and officials both, from the chain alone ");
    page.push_str("([RULES.md](RULES.md)); two roles of one account do not get around it.\n\n");
    page.push_str("| this person | is not | rule |\n|---|---|---|\n");
    for (who, other, rule) in DIFFERENT {
        let _ = writeln!(page, "| {who} | {other} | {rule} |");
    }
}

fn render() -> String {
    let mut page = HEAD.to_owned();
    roles_table(&mut page);
    page.push_str("\n## Acts\n\n");
    header(&mut page, "act");
    for act in Act::ALL {
        let name = format!("`{}` {}", act.word(), act.label_en());
        row(&mut page, &name, true, |role| act.roles().contains(&role));
    }
    let mut area = "";
    for kind in Kind::ALL {
        if kind.area() != area {
            area = kind.area();
            let _ = writeln!(page, "\n## Events: {area}\n");
            header(&mut page, "kind");
        }
        let name = format!("`{}`", kind.name());
        row(&mut page, &name, *kind != Kind::LedgerCreated, |role| may_record(role, *kind));
    }
    different(&mut page);
    page
}

#[test]
fn the_page_is_the_table() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/ROLES.md");
    let page = render();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(page == written, "docs/ROLES.md is behind the table: run with UPDATE_DOCS=1");
}

/// The rules that keep two people apart are still there, under these codes.
#[test]
fn rules_of_separation_stand_in_the_rules() {
    let rules =
        std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/RULES.md"));
    let rules = rules.unwrap();
    for (who, other, code) in DIFFERENT {
        let line = rules.lines().find(|line| line.starts_with(&format!("| {code} |")));
        let answers = line.is_some_and(|line| line.contains("A46"));
        assert!(answers, "{code} keeps no two people apart: {who}, {other}");
    }
}

/// Pairs that no single role may hold: what one records, the other answers for.
#[test]
fn no_role_stands_on_both_sides_of_a_case() {
    use Kind::*;
    let pairs = [
        (ProposalOpened, ProposalVerified),
        (NpdSubmitted, NpdApproved),
        (SppSubmitted, SppVerified),
        (SppVerified, SpmIssued),
        (SpmIssued, Sp2dIssued),
        (PaymentInstructed, SpmIssued),
        (SpjSubmitted, SpjVerified),
        (WorkerReportSubmitted, WorkerReportReviewed),
        (FindingOpened, FindingAnswered),
        (DecreeOpened, Sp2dIssued),
        (KpmReplacementProposed, KpmReplacementApproved),
    ];
    for (one, other) in pairs {
        let both: Vec<&Role> =
            recorders(one).iter().filter(|role| recorders(other).contains(role)).collect();
        assert!(both.is_empty(), "{both:?} records {} and {}", one.name(), other.name());
    }
}

/// Oversight and administration touch no money; the council only complains.
#[test]
fn who_watches_does_not_act() {
    let money = ["budget", "decree", "treasury", "payment", "cash"];
    let kinds = Kind::ALL.iter().filter(|kind| money.contains(&kind.area()));
    for kind in kinds {
        let by = |role| may_record(role, *kind);
        assert!(!by(Role::Administrator) && !by(Role::Council), "{}", kind.name());
        let watched = matches!(kind, Kind::CashCounted | Kind::DeductionReported);
        assert!(watched || !by(Role::Auditor), "{}", kind.name());
    }
}
