//! The groups that operations are shown in, by where their paths begin.

use serde_json::{Value, json};

/// A group: its word, what it is called, and the first words of its paths after `/v1`.
pub struct Group {
    /// The tag in the description.
    pub word: &'static str,
    /// Indonesian.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
    begins: &'static [&'static str],
}

/// The groups, in the order of the page.
pub static GROUPS: &[Group] = &[
    Group {
        word: "events",
        id: "Kejadian",
        en: "Events",
        begins: &["head", "events", "feed", "trails", "replay", "search", "kinds"],
    },
    Group {
        word: "money",
        id: "Uang dan orang",
        en: "Money and people",
        begins: &[
            "balances",
            "reports",
            "public",
            "cashplan",
            "central",
            "fill-rate",
            "services",
            "stock",
            "count",
        ],
    },
    Group {
        word: "controls",
        id: "Pengawasan",
        en: "Controls",
        begins: &[
            "due",
            "checks",
            "findings",
            "rules",
            "reconciliations",
            "samples",
            "refusals",
            "oversight",
            "cases",
        ],
    },
    Group {
        word: "compared",
        id: "Perbandingan",
        en: "Comparing",
        begins: &["diff", "compare", "what-if", "links", "hubs"],
    },
    Group {
        word: "files",
        id: "Berkas",
        en: "Files",
        begins: &["imports", "regions", "export", "codes"],
    },
    Group {
        word: "people",
        id: "Orang dan dokumen",
        en: "People and documents",
        begins: &["people", "documents", "document-checks"],
    },
    Group {
        word: "investigations",
        id: "Pemeriksaan",
        en: "Investigations",
        begins: &["investigations", "inspection"],
    },
    Group { word: "proof", id: "Bukti", en: "Proof", begins: &["verify", "checkpoints"] },
    Group {
        word: "accounts",
        id: "Akun, peran, token",
        en: "Accounts, roles, tokens",
        begins: &["accounts", "grants", "tokens"],
    },
    Group {
        word: "session",
        id: "Masuk dan keluar",
        en: "Signing in and out",
        begins: &["session", "claim"],
    },
    Group { word: "jobs", id: "Pekerjaan panjang", en: "Long work", begins: &["jobs"] },
    // Whatever begins otherwise.
    Group { word: "service", id: "Layanan", en: "The service", begins: &[] },
];

/// The group of a path.
pub fn of(path: &str) -> &'static str {
    let first = path.strip_prefix("/v1/").and_then(|rest| rest.split('/').next());
    let found = first.and_then(|first| GROUPS.iter().find(|group| group.begins.contains(&first)));
    found.map_or("service", |group| group.word)
}

/// The groups, as the description tells them.
pub fn tags() -> Value {
    GROUPS.iter().map(|group| json!({ "name": group.word, "description": group.en })).collect()
}
