//! The table of settings.

/// What a value is, and its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `ADDRESS:PORT`.
    Address,
    /// The same, or nothing.
    AddressOrNone,
    /// A whole number of at least, at most.
    Whole(u64, u64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Switch,
    /// The path of a file, or nothing. A relative one begins at the folder of the file that names it,
    /// else where the program was started.
    File,
    /// A text on one line, or nothing.
    Text,
    /// Networks such as `10.1.0.0/16`; none as a rule.
    Networks,
}

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its key in the file.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// The unit of the value; nothing where it has none.
    pub unit: &'static str,
    /// What the value is, and its range.
    pub kind: Kind,
    /// The value where none is given, as it would be typed; empty is nothing.
    pub default: &'static str,
    /// Its variable in the environment.
    pub variable: &'static str,
    /// Its option on the command line, without the dashes.
    pub option: &'static str,
    /// Whether the file that it names is a secret: nobody else may read it.
    pub names_secret: bool,
}

/// A row of the table; name, variable and option are one name in three ways of writing.
macro_rules! settings {
    ($($name:literal $variable:literal $option:literal, $kind:expr, $unit:literal, $default:literal,
       $meaning:literal;)*) => {
        &[$(Setting {
            name: $name,
            meaning: $meaning,
            unit: $unit,
            kind: $kind,
            default: $default,
            variable: $variable,
            option: $option,
            names_secret: matches!(
                $name.as_bytes(),
                b"tls_key" | b"oidc_secret_file" | b"master_key_file" | b"passphrase_file"
            ),
        }),*]
    };
}

/// Every setting, those of one matter together.
pub static TABLE: &[Setting] = settings! {
    "listen" "JEJAK_LISTEN" "listen", Kind::Address, "", "127.0.0.1:7370",
        "Where the service listens.";
    "watch_listen" "JEJAK_WATCH_LISTEN" "watch-listen", Kind::AddressOrNone, "", "",
        "Where /metrics, /healthz and /readyz are answered beside `listen`, without signing in and \
         without TLS: an address that only those who watch can reach.";
    "body_max" "JEJAK_BODY_MAX" "body-max", Kind::Whole(1_024, 1_073_741_824), "bytes", "67108864",
        "Most bytes of a body: of a file that is imported, or of events proposed at once.";
    "document_max" "JEJAK_DOCUMENT_MAX" "document-max", Kind::Whole(1_024, 1_073_741_824), "bytes", "33554432",
        "Most bytes of a document that the service keeps; `body_max` bounds it, too.";
    "turns" "JEJAK_TURNS" "turns", Kind::Whole(1, 1_024), "commands", "4",
        "Commands that run at once; each takes a processor while it runs.";
    "remembered" "JEJAK_REMEMBERED" "remembered", Kind::Whole(0, 4_096), "MiB", "32",
        "Memory for answers that are asked for again while nothing was recorded; 0: none.";
    "connections" "JEJAK_CONNECTIONS" "connections", Kind::Whole(1, 100_000), "connections", "4096",
        "Connections at once, feeds among them; who comes then waits to be let in. Each takes a file \
         descriptor.";
    "patience" "JEJAK_PATIENCE" "patience", Kind::Whole(1, 600), "seconds", "30",
        "How long a client may take for the head of a request, between two requests of a connection, \
         between two pieces of a body, and for taking nothing of an answer.";
    "stop_seconds" "JEJAK_STOP_SECONDS" "stop-seconds", Kind::Whole(1, 3_600), "seconds", "60",
        "How long the end of the service waits for answers that are being made. What was accepted is \
         recorded however long it takes.";
    "backup_to" "JEJAK_BACKUP_TO" "backup-to", Kind::File, "", "",
        "Folder that the ledger is backed up to: by itself, and when it is asked to.";
    "master_key_file" "JEJAK_MASTER_KEY_FILE" "master-key-file", Kind::File, "", "",
        "File with the vault's master key; nobody else may read it. Without it and without \
         `passphrase_file`, the 64 digits of the variable `JEJAK_MASTER_KEY`; without any, the vault \
         stays closed.";
    "passphrase_file" "JEJAK_PASSPHRASE_FILE" "passphrase-file", Kind::File, "", "",
        "File whose first line is the vault's passphrase, instead of `master_key_file`; nobody else may read it.";
    "vault_backup_to" "JEJAK_VAULT_BACKUP_TO" "vault-backup-to", Kind::File, "", "",
        "Folder that the vault is backed up to when it is asked to, each time into a folder of its own; \
         apart from the ledger, from `backup_to` and from the vault's key.";
    "backup_every" "JEJAK_BACKUP_EVERY" "backup-every", Kind::Whole(0, 31_536_000), "seconds", "86400",
        "How old the last backup may become; 0: only when it is asked to.";
    "reveals_per_hour" "JEJAK_REVEALS_PER_HOUR" "reveals-per-hour", Kind::Whole(0, 1_000_000), "people", "60",
        "Most people whose data one account may see within 60 minutes.";
    "reveals_per_day" "JEJAK_REVEALS_PER_DAY" "reveals-per-day", Kind::Whole(0, 1_000_000), "people", "300",
        "Most people whose data one account may see within 24 hours.";
    "log_format" "JEJAK_LOG_FORMAT" "log-format", Kind::Word(&["text", "json"]), "", "text",
        "How lines of the log are written to stderr: for people, or a JSON object per line.";
    "log_level" "JEJAK_LOG_LEVEL" "log-level", Kind::Word(&["error", "warn", "info", "debug"]), "", "info",
        "The least that is logged; `info` has a line per request.";
    "slow_commit" "JEJAK_SLOW_COMMIT" "slow-commit", Kind::Whole(0, 600_000), "milliseconds", "1000",
        "A commit that takes longer is logged as slow; 0: every one.";
    "tls_certificate" "JEJAK_TLS_CERTIFICATE" "tls-certificate", Kind::File, "PEM", "",
        "Certificate of the service and those above it, the own one first; with `tls_key`, the \
         service speaks TLS. Read again on SIGHUP and when it changes.";
    "tls_key" "JEJAK_TLS_KEY" "tls-key", Kind::File, "PEM", "",
        "Private key of the certificate; nobody else may read the file (mode 0600 or 0400).";
    "tls_min" "JEJAK_TLS_MIN" "tls-min", Kind::Word(&["1.2", "1.3"]), "", "1.2",
        "Oldest version of TLS that is spoken.";
    "trusted_proxies" "JEJAK_TRUSTED_PROXIES" "trusted-proxies", Kind::Networks, "CIDR", "",
        "Networks of the proxies in front: only what comes from these is believed about where a \
         request came from.";
    "proxy_header" "JEJAK_PROXY_HEADER" "proxy-header", Kind::Word(&["x-forwarded-for", "forwarded"]), "",
        "x-forwarded-for",
        "The header in which they say it; the other one is never looked at, since a proxy that writes \
         one may pass the other on as it came.";
    "oidc_issuer" "JEJAK_OIDC_ISSUER" "oidc-issuer", Kind::Text, "URL", "",
        "Issuer of OpenID Connect through which people may sign in as well, in builds that know it; \
         `jejak account oidc` binds them.";
    "oidc_client" "JEJAK_OIDC_CLIENT" "oidc-client", Kind::Text, "", "",
        "Client id that the issuer gave this service.";
    "oidc_secret_file" "JEJAK_OIDC_SECRET_FILE" "oidc-secret-file", Kind::File, "", "",
        "File with the secret that the issuer gave it on the first line; nobody else may read it. None \
         for a public client.";
    "oidc_redirect" "JEJAK_OIDC_REDIRECT" "oidc-redirect", Kind::Text, "URL", "",
        "URL of /v1/oidc/callback of this service, as browsers know it.";
    "plain_http" "JEJAK_PLAIN_HTTP" "plain-http", Kind::Switch, "", "false",
        "Consent to listen beyond this machine without TLS and without trusted proxies: everybody on \
         the way can read and change everything.";
};

/// The setting of a name.
pub fn named(name: &str) -> Option<&'static Setting> {
    TABLE.iter().find(|setting| setting.name == name)
}
