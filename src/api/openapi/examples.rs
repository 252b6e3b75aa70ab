//! An example of every operation, as it is asked of the ledger of all examples
//! (`events/examples.jsonl`). A test asks each of them and compares the answer with the description.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// A region that the ledger of all examples lacks.
const REGIONS: &str = "kode;nama\n36.09;Kabupaten Contoh\n";

/// A register of SP2D as SIPD writes it, with one row.
const SP2D: &str = "REGISTER SPP/SPM/SP2D\nBulan Maret 2026\n\n\
    No Urut;SP2D;;SPP;;SPM;Uraian;Jumlah (Rp);;;;;\n\
    ;Tanggal;Nomor;Nomor;Tanggal;Nomor;;UP;GU;TU;LS-Gaji;LS-Barang&Jasa;LS-Pihak Ketiga Lainnya\n\
    1;22 Maret 2026;00012/SP2D/2026;00012/SPP/2026;10/03/2026;00012/SPM/2026;Bansos tahap I;;;;;;Rp37.000.000.000,-\n";

const HOLIDAY: &str = r#"{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{"day":"2026-03-19","basis":"SKB 1/2026"}}"#;

const SAMPLE: &str = "population=payments&method=simple&size=1&nonce=\
    7a1e0c5f2b9d48366f10e4c7d2a85b913c6e07f8a94b1d52e3f60789ab4cd012";

/// The name of an operation, what is asked, and what is sent.
static EXAMPLES: &[(&str, &str, Option<&str>)] = &[
    ("health", "/healthz", None),
    ("ready", "/readyz", None),
    ("metrics", "/metrics", None),
    ("description", "/v1/openapi.json", None),
    ("docs", "/v1/docs", None),
    ("docsStyle", "/v1/docs/style.css", None),
    ("head", "/v1/head", None),
    ("listEvents", "/v1/events?from=3&limit=2", None),
    ("propose", "/v1/events?dry_run=true", Some(HOLIDAY)),
    ("feed", "/v1/feed?from=3", None),
    ("whoami", "/v1/session", None),
    ("signIn", "/v1/session", Some(r#"{"login":"kepala","password":"kursi-biru-di-teras"}"#)),
    ("signOut", "/v1/session", None),
    (
        "claim",
        "/v1/claim",
        Some(
            r#"{"code":"AAAA-AAAA-AAAA-AAAA-AAAA","login":"kepala","password":"kursi-biru-di-teras"}"#,
        ),
    ),
    ("listJobs", "/v1/jobs", None),
    ("showJob", "/v1/jobs/1", None),
    ("cancelJob", "/v1/jobs/1", None),
    ("answerOfJob", "/v1/jobs/1/answer", None),
    ("getKinds", "/v1/kinds", None),
    ("getKindsName", "/v1/kinds/HolidayDeclared", None),
    ("getCodesAccounts", "/v1/codes/accounts?query=5.1.06.01", None),
    ("getCodesActivities", "/v1/codes/activities?query=1.06.05", None),
    ("getCodesSources", "/v1/codes/sources", None),
    ("getRefusals", "/v1/refusals?last=10", None),
    ("getBalances", "/v1/balances?by=source,programme&where=fiscal-year%3D2022", None),
    ("getReports", "/v1/reports", None),
    ("getReportsName", "/v1/reports/lra?year=2022", None),
    ("getPublicReportsName", "/v1/public/reports/recap-region?year=2022", None),
    ("getCashplan", "/v1/cashplan?year=2022", None),
    ("getCentral", "/v1/central", None),
    ("getFillRate", "/v1/fill-rate?programme=BLT&month=2022-03", None),
    ("getServices", "/v1/services", None),
    ("getStock", "/v1/stock?as-of=2022-12-31", None),
    ("getCountKinds", "/v1/count/RecipientRegistered?by=region", None),
    ("getEventsSeq", "/v1/events/30", None),
    ("getTrails", "/v1/trails?tags=region:36.03&limit=5", None),
    ("getReplay", "/v1/replay?from=20&until=30", None),
    ("getDiff", "/v1/diff?from=100&to=200", None),
    ("getCompareDay", "/v1/compare/2022-06-30?recorded-by=2030-01-01T00:00:00Z", None),
    ("getWhatIf", "/v1/what-if?without=30", None),
    ("getLinksOf", "/v1/links/region:36.03", None),
    ("getHubs", "/v1/hubs?limit=3", None),
    ("getDue", "/v1/due?as-of=2022-12-31", None),
    ("getChecks", "/v1/checks?known=then", None),
    ("getChecksIds", "/v1/checks/A02", None),
    ("postChecksIds", "/v1/checks/A02?dry-run=true", None),
    ("postImportsProfile", "/v1/imports/sipd-sp2d", Some(SP2D)),
    ("getReconciliationsRegister", "/v1/reconciliations/sp2d?month=2026-03", None),
    ("postReconciliationsRegister", "/v1/reconciliations/sp2d?month=2026-03", None),
    ("postSamples", "", None),
    ("getSamplesSampleWorksheet", "/v1/samples/612/worksheet", None),
    ("getSamplesSampleEvaluation", "/v1/samples/612/evaluation", None),
    ("postRegions", "/v1/regions?dry-run=true", Some(REGIONS)),
    ("getExportEvents", "/v1/export/events?from=3&until=9", None),
    ("getVerify", "/v1/verify?only=integrity", None),
    ("postCheckpoints", "/v1/checkpoints", None),
    ("getFindings", "/v1/findings", None),
    ("getFindingsSeq", "/v1/findings/605", None),
    ("getRules", "/v1/rules?as-of=2022-06-30", None),
    ("getSearch", "/v1/search?query=tangerang", None),
    ("getExportTablesTable", "/v1/export/tables/payments", None),
    ("getExportParquetTable", "/v1/export/parquet/payments", None),
    ("getExportJournal", "/v1/export/journal?for=hledger&as-of=2022-06-30", None),
];

/// The example of an operation: what is asked, and what is sent.
pub fn of(id: &str) -> Option<(String, Option<&'static str>)> {
    let (_, target, body) = EXAMPLES.iter().find(|(known, ..)| *known == id)?;
    let target = match *target {
        "" => format!("/v1/samples?{SAMPLE}"),
        target => target.to_owned(),
    };
    Some((target, *body))
}

/// Adds the example to a described operation: for programs, and as it is typed.
pub fn put(operation: &mut Value, verb: &str) {
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    let Some((target, body)) = of(&id) else { return };
    let source = curl(verb, &target, body, operation.get("security").is_none());
    operation["x-example"] = json!({ "target": target, "body": body });
    operation["x-codeSamples"] = json!([{ "lang": "Shell", "label": "curl", "source": source }]);
}

fn curl(verb: &str, target: &str, body: Option<&str>, known: bool) -> String {
    let mut line = "curl -s".to_owned();
    if known {
        line.push_str(" -H \"$AS\"");
    }
    match (verb, body) {
        ("get", _) | (_, Some(_)) => {}
        (verb, None) => drop(write!(line, " -X {}", verb.to_uppercase())),
    }
    let _ = write!(line, " 'http://127.0.0.1:7370{target}'");
    match body {
        Some(body) if body.contains('\n') => line.push_str(" --data-binary @FILE"),
        Some(body) => drop(write!(line, " -d '{body}'")),
        None => {}
    }
    line
}
