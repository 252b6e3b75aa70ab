//! What is done without recording an event, and which roles may do it.

use jejak_events::vocabulary::Role;

/// Acts: word, who, and both names of each.
macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $word:literal, $id:literal, $en:literal, $reads:literal
        => $($role:ident)*;)*) => {
        /// What may be done without recording an event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Act { $( $(#[$doc])* $act, )* }

        impl Act {
            /// Every act, in the order of the table.
            pub const ALL: &'static [Act] = &[$(Act::$act),*];

            /// The word in JSON, on the command line and in scopes of tokens.
            pub const fn word(self) -> &'static str {
                match self { $(Act::$act => $word),* }
            }

            /// Name in Bahasa Indonesia.
            pub const fn label_id(self) -> &'static str {
                match self { $(Act::$act => $id),* }
            }

            /// Name in English.
            pub const fn label_en(self) -> &'static str {
                match self { $(Act::$act => $en),* }
            }

            /// Whether it changes nothing.
            pub const fn reads(self) -> bool {
                match self { $(Act::$act => $reads),* }
            }

            /// The roles that may; none means the operator at the machine alone.
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Act::$act => &[$(Role::$role),*]),* }
            }
        }
    };
}

acts! {
    /// Sums, counts, proofs: nothing of one recipient.
    ReadAggregates = "read-aggregates", "membaca angka gabungan", "read aggregates", true
        => Administrator Operator Verifier Pptk Treasurer PpkSkpd BudgetUser Governor
           RegionalTreasury Channel WarehouseKeeper Auditor Council DataProtection HeadOfInspection;
    /// Every event, trail, report and finding; recipients by their random ids.
    ReadAll = "read-all", "membaca semua kejadian", "read everything", true
        => Operator Verifier Pptk Treasurer PpkSkpd BudgetUser Governor RegionalTreasury
           WarehouseKeeper Auditor DataProtection HeadOfInspection;
    /// Personal data out of the vault, each time logged with its purpose.
    Reveal = "reveal", "membuka data pribadi", "read personal data", true
        => Operator Verifier Treasurer Auditor DataProtection HeadOfInspection;
    /// People into the vault: adding, correcting, match lists.
    KeepPeople = "keep-people", "mencatat data pribadi", "keep personal data", false
        => Operator Verifier DataProtection;
    /// Holds, restrictions and erasure in the vault.
    Forget = "forget", "menahan atau memusnahkan data pribadi", "hold or erase personal data", false
        => DataProtection;
    /// Files of other programs in. Each event is still judged by its kind.
    Import = "import", "mengimpor berkas", "import files", false
        => Operator Verifier Treasurer RegionalTreasury Channel WarehouseKeeper;
    /// The ledger and its tables out, as files.
    Export = "export", "mengekspor", "export", true
        => Verifier Pptk Treasurer PpkSkpd BudgetUser RegionalTreasury Auditor DataProtection;
    /// Files for the bank, with names and account numbers.
    PaymentFiles = "payment-files", "membuat berkas bayar", "write payment files", true
        => Treasurer;
    /// Hashes, completeness, checkpoints, rules, rebuilt state.
    Verify = "verify", "memverifikasi", "verify", true
        => Administrator RegionalTreasury PpkSkpd BudgetUser Auditor DataProtection HeadOfInspection;
    /// Findings out of checks, samples.
    OpenCases = "open-cases", "membuka temuan", "open cases", false
        => Auditor;
    /// The list of refused attempts.
    ReadRefusals = "read-refusals", "membaca upaya yang ditolak", "read refused attempts", true
        => Administrator Auditor DataProtection HeadOfInspection;
    /// Who revealed whom, when and what for.
    ReadReveals = "read-reveals", "membaca catatan pembukaan", "read the log of reveals", true
        => Auditor DataProtection HeadOfInspection;
    /// Documents into the vault.
    KeepDocuments = "keep-documents", "menyimpan dokumen", "keep documents", false
        => Operator Verifier Pptk Treasurer PpkSkpd BudgetUser RegionalTreasury WarehouseKeeper
           Auditor DataProtection HeadOfInspection;
    /// Investigations of one's own: opened by or handed to whoever asks.
    Investigate = "investigate", "memeriksa", "investigate", false
        => Auditor HeadOfInspection;
    /// Investigations of every inspector: seen, exported, handed over.
    HeadInvestigations = "head-investigations", "memimpin pemeriksaan", "head investigations", false
        => HeadOfInspection;
    /// Checkpoints under the ledger's key.
    Sign = "sign", "menandatangani titik periksa", "sign checkpoints", false
        => Administrator;
    /// Accounts, passwords, tokens and one-time codes of others.
    Administer = "administer", "mengelola akun", "administer accounts", false
        => Administrator;
    /// Backups, settings, upkeep.
    Operate = "operate", "mengoperasikan layanan", "operate the service", false
        => Administrator;
}

impl Act {
    /// The act of a word.
    pub fn from_word(word: &str) -> Option<Act> {
        Act::ALL.iter().copied().find(|act| act.word() == word)
    }
}
