//! Closed lists of words: everything that an event may say in words is one of these.
//!
//! The position in a list is its wire number: new words go to the end, none is ever removed.

/// One word of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word used in JSON and on the command line.
    pub word: &'static str,
    /// Label in Bahasa Indonesia.
    pub label_id: &'static str,
    /// Label in English.
    pub label_en: &'static str,
}

/// Declares closed lists: enum, wire codec, JSON word, labels in both languages.
macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal, $id:literal, $en:literal;)+ })*) => {
        /// The lists declared here, by name.
        pub(crate) fn declared() -> Vec<(&'static str, Vec<$crate::vocabulary::Word>)> {
            vec![$((
                stringify!($name),
                vec![$($crate::vocabulary::Word { word: $word, label_id: $id, label_en: $en }),+],
            )),*]
        }
    $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(bincode::Encode, bincode::Decode, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                #[doc = concat!($en, " (", $id, ").")]
                #[serde(rename = $word)]
                $variant,
            )+
        }

        impl $name {
            /// All words, in wire order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word used in JSON and on the command line.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// Label in Bahasa Indonesia.
            pub const fn label_id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }

            /// Label in English.
            pub const fn label_en(self) -> &'static str {
                match self { $($name::$variant => $en),+ }
            }

            /// The entry of a word.
            pub fn from_word(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|entry| entry.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl crate::field::Field for $name {
            fn shape() -> crate::field::Shape {
                crate::field::Shape::OneOf {
                    name: stringify!($name),
                    words: Self::ALL.iter().map(|entry| entry.word()).collect(),
                }
            }
            fn sample(seed: u64) -> Self {
                let count = Self::ALL.len() as u64;
                let index = usize::try_from(seed % count).unwrap_or(0);
                Self::ALL[index]
            }
        }
    )*
    };
}
/// Words of one area each stand in a file of its name.
macro_rules! areas {
    ($($area:ident),* $(,)?) => {
        $( mod $area; pub use $area::*; )*

        /// Every closed list by name, its words in wire order.
        pub fn lists() -> Vec<(&'static str, Vec<Word>)> {
            let mut lists = declared();
            $( lists.extend($area::declared()); )*
            lists
        }
    };
}

areas! { central, complaint, contract, disaster, finding, institution, kube, loss, oversight, pkh, planning, rtlh, sembako, service, stock, welfare, worker, works }

vocabulary! {
    /// How somebody proved who they are when they recorded.
    Authentication {
        Local = "local", "setempat", "local operator";
        Password = "password", "kata sandi", "password";
        Totp = "totp", "kata sandi dan kode", "password and one-time code";
        Token = "token", "token mesin", "machine token";
        Oidc = "oidc", "masuk tunggal", "single sign-on";
        Import = "import", "impor berkas", "file import";
    }
    /// In what capacity an official acts.
    Capacity {
        Definitive = "definitif", "Definitif", "definitive";
        Plt = "plt", "Plt (pelaksana tugas)", "acting, post vacant";
        Plh = "plh", "Plh (pelaksana harian)", "acting, holder away";
        Pj = "pj", "Pj (penjabat)", "caretaker";
    }
    /// The office that an official holds.
    Office {
        Governor = "kepala-daerah", "Kepala daerah", "head of region";
        HeadOfAgency = "kepala-dinas", "Kepala dinas", "head of agency";
        Pa = "pa", "Pengguna Anggaran", "budget user";
        Kpa = "kpa", "Kuasa Pengguna Anggaran", "authorised budget user";
        PpkSkpd = "ppk-skpd", "PPK-SKPD", "finance administration officer";
        Pptk = "pptk", "PPTK", "technical activity officer";
        Treasurer = "bendahara-pengeluaran", "Bendahara Pengeluaran", "spending treasurer";
        AssistantTreasurer = "bpp", "Bendahara Pengeluaran Pembantu", "assistant treasurer";
        Ppkd = "ppkd", "PPKD", "regional finance manager";
        Bud = "bud", "BUD", "regional treasurer";
        KuasaBud = "kuasa-bud", "Kuasa BUD", "authorised regional treasurer";
        Tapd = "tapd", "TAPD", "regional budget team";
        Verifier = "verifikator", "Verifikator", "verifier";
        FieldOfficer = "petugas-lapangan", "Petugas lapangan (TKSK, pendamping)", "field officer";
        VillageOperator = "operator-desa", "Operator desa/kelurahan", "village operator";
        WarehouseKeeper = "pengurus-gudang", "Pengurus gudang", "warehouse keeper";
        Inspector = "inspektorat", "Inspektorat (APIP)", "internal inspector";
        BankOfficer = "bank-penyalur", "Petugas bank/pos penyalur", "channel officer";
    }
    /// What an account may do.
    Role {
        Administrator = "administrator", "administrator", "administrator";
        Operator = "operator", "operator", "operator";
        Verifier = "verifikator", "verifikator", "verifier";
        Pptk = "pptk", "PPTK", "PPTK";
        Treasurer = "bendahara", "bendahara", "treasurer";
        PpkSkpd = "ppk-skpd", "PPK-SKPD", "PPK-SKPD";
        BudgetUser = "pa-kpa", "PA/KPA", "PA/KPA";
        Governor = "kepala-daerah", "kepala daerah (delegasi)", "head of region (delegate)";
        RegionalTreasury = "ppkd-bud", "TAPD/PPKD/BUD", "TAPD/PPKD/BUD";
        Channel = "penyalur", "bank/pos penyalur", "channel import";
        WarehouseKeeper = "gudang", "pengurus gudang", "warehouse keeper";
        Auditor = "auditor", "Inspektorat/BPK/BPKP", "auditor";
        Council = "dprd", "DPRD", "council";
        DataProtection = "dpo", "DPO/kustodian kunci", "data protection";
    }
    /// Kind of organisation.
    OrganisationKind {
        Skpd = "skpd", "SKPD/OPD", "regional agency";
        Unit = "unit", "Unit dalam SKPD", "unit of an agency";
        Ministry = "kementerian", "Kementerian/lembaga", "ministry";
        RegionalGovernment = "pemda", "Pemerintah daerah", "regional government";
        Vertical = "vertikal", "Instansi vertikal", "vertical agency";
        Bank = "bank", "Bank/pos penyalur", "bank or post";
        Institution = "lks", "LKS/lembaga", "social welfare institution";
        Council = "dprd", "DPRD", "council";
        Oversight = "pengawas", "Pengawas (APIP/BPK/BPKP)", "oversight body";
        Company = "badan-usaha", "Badan usaha", "company";
        Community = "masyarakat", "Organisasi masyarakat", "community organisation";
        Village = "desa", "Pemerintah desa/kelurahan", "village government";
    }
    /// Scheme of a region code.
    RegionScheme {
        Kemendagri = "kemendagri", "Kemendagri", "Ministry of Home Affairs";
        Bps = "bps", "BPS", "Statistics Indonesia";
    }
    /// Which budget family a source belongs to: what people mean by "APBD" and "DAK".
    SourceFamily {
        ApbdProvince = "apbd-provinsi", "APBD provinsi", "provincial budget (APBD)";
        ApbdRegency = "apbd-kabkota", "APBD kabupaten/kota", "regency/city budget (APBD)";
        DakPhysical = "dak-fisik", "DAK Fisik", "special allocation fund, physical (DAK)";
        DakNonPhysical = "dak-nonfisik", "DAK Nonfisik", "special allocation fund, non-physical (DAK)";
        Apbn = "apbn", "APBN", "state budget (APBN)";
        FiscalIncentive = "did", "DID/insentif fiskal", "fiscal incentive (DID)";
        Btt = "btt", "BTT", "unforeseen spending (BTT)";
        Grant = "hibah", "Hibah", "grants";
        Zakat = "zakat", "Zakat/Baznas", "zakat";
        Csr = "csr", "CSR/TJSLP", "corporate social responsibility";
        Village = "dana-desa", "Dana desa", "village funds";
        Transfer = "transfer", "Transfer lain (DBH, DAU ditentukan, bankeu)", "other earmarked transfers";
    }
    /// Where the cash of a source lies.
    CashOrigin {
        Rkud = "rkud", "RKUD", "regional treasury account";
        Rkun = "rkun", "RKUN", "state treasury account";
        OffBudget = "di-luar-anggaran", "di luar anggaran", "off budget";
    }
    /// Whether the source may be used for anything or only for what it was given for.
    Earmark {
        General = "umum", "umum", "general";
        Earmarked = "terikat", "ditentukan penggunaannya", "earmarked";
    }
    /// Which aid of one programme excludes another programme.
    ExclusionSpan {
        SameYear = "tahun-sama", "dalam tahun anggaran yang sama", "within the same fiscal year";
        Ever = "pernah", "pernah menerima", "ever received";
    }
    /// Four pillars of social welfare (UU 11/2009).
    Pillar {
        Rehabilitation = "rehabilitasi", "rehabilitasi sosial", "rehabilitation";
        Security = "jaminan", "jaminan sosial", "social security";
        Protection = "perlindungan", "perlindungan sosial", "protection";
        Empowerment = "pemberdayaan", "pemberdayaan sosial", "empowerment";
    }
    /// Purposes that aid may have (Permendagri 32/2011, PMK 254/2015).
    AidPurpose {
        Rehabilitation = "rehabilitasi", "rehabilitasi sosial", "rehabilitation";
        Protection = "perlindungan", "perlindungan sosial", "protection";
        Empowerment = "pemberdayaan", "pemberdayaan sosial", "empowerment";
        Security = "jaminan", "jaminan sosial", "security";
        PovertyReduction = "penanggulangan-kemiskinan", "penanggulangan kemiskinan", "poverty reduction";
        DisasterResponse = "penanggulangan-bencana", "penanggulangan bencana", "disaster response";
    }
    /// What kind of recipient.
    RecipientType {
        Individual = "individu", "individu", "individual";
        Family = "keluarga", "keluarga", "family";
        Group = "kelompok", "kelompok masyarakat", "group";
        Institution = "lembaga", "lembaga", "institution";
        Community = "masyarakat", "masyarakat", "community";
    }
    /// Money or goods.
    AidForm {
        Cash = "uang", "uang", "cash";
        Goods = "barang", "barang", "goods";
        Service = "jasa", "jasa", "service";
    }
    /// How often a programme pays.
    Cycle {
        Once = "sekali", "sekali", "once";
        Monthly = "bulanan", "bulanan", "monthly";
        Quarterly = "triwulanan", "triwulanan", "quarterly";
        Staged = "bertahap", "bertahap", "in stages";
        Yearly = "tahunan", "tahunan", "yearly";
    }
    /// Rule parameters that `RuleEnacted` can set. Units are in the catalogue of parameters.
    Parameter {
        SpmDecisionDays = "hari-keputusan-spm", "batas hari keputusan SPM", "days to decide an SPM";
        Sp2dDays = "hari-sp2d", "batas hari terbit SP2D", "days to issue an SP2D";
        ChannelDays = "hari-penyalur", "batas hari dana di penyalur", "days money may stay at the channel";
        NoTransactionDays = "hari-tanpa-transaksi", "batas hari tanpa transaksi", "days without a transaction";
        ReturnRepairDays = "hari-perbaikan-retur", "batas hari perbaikan retur", "days to repair a return";
        TuDays = "hari-tu", "batas hari pertanggungjawaban TU", "days to account for TU";
        TuCashLimit = "batas-tunai-tu", "batas bansos tunai lewat TU", "limit of aid paid through TU";
        UpCeiling = "besaran-up", "besaran UP", "ceiling of the revolving advance";
        EligibilityDays = "hari-kelayakan", "masa berlaku kelayakan", "days an eligibility check stays fresh";
        ProposalDeadline = "batas-usulan", "batas tanggal usulan (hari dalam tahun)", "proposal deadline (day of the year)";
        UnitAmount = "nilai-satuan", "nilai bantuan per penerima", "aid per recipient";
        AmountCap = "nilai-maksimum", "nilai bantuan tertinggi", "largest aid per recipient";
        CoolingOffDays = "jeda-bantuan", "jeda antar bantuan (hari)", "cooling-off in days";
        BackdatingDays = "hari-mundur", "batas hari pencatatan mundur", "days of backdating without a flag";
        ApbnYears = "tahun-apbn", "lama dibiayai APBN (tahun)", "years financed by APBN";
        ReportDueDay = "batas-lpj", "batas LPJ penerima (hari dalam tahun berikut)", "recipient report due (day of next year)";
        Sp2dRefusalDays = "hari-penolakan-sp2d", "batas hari penolakan SP2D", "days to refuse an SP2D";
        // contract, complaint, finding
        ContractAdvanceMax = "uang-muka-maksimum", "uang muka kontrak tertinggi (basis poin)", "largest contract advance (basis points)";
        ContractAddendumMax = "adendum-maksimum", "tambahan nilai kontrak tertinggi (basis poin)", "largest rise of a contract (basis points)";
        PenaltyRate = "denda-harian", "denda keterlambatan per hari (basis poin)", "penalty per day of delay (basis points)";
        PenaltyMax = "denda-maksimum", "denda keterlambatan tertinggi (basis poin)", "largest penalty (basis points)";
        ComplaintAcknowledgeDays = "hari-tanggapan-pengaduan", "batas hari tanggapan awal pengaduan", "days to acknowledge a complaint";
        ComplaintAnswerDays = "hari-jawaban-pengaduan", "batas hari jawaban pengaduan", "days to answer a complaint";
        FollowUpDays = "hari-tindak-lanjut", "batas hari tindak lanjut rekomendasi", "days to follow up a recommendation";
        // spending
        WithdrawalSignatories = "penanda-tangan-penarikan", "penanda tangan penarikan paling sedikit", "fewest signatories of a withdrawal";
        WithdrawerGroups = "kelompok-per-penarik", "kelompok paling banyak per penarik", "most groups that one person withdraws for";
        TerminalMinutes = "menit-terminal", "menit antar kelompok pada satu terminal", "minutes between groups at one terminal";
        PurchaseLimit = "batas-belanja", "batas belanja tanpa pengadaan", "limit of a purchase without procurement";
        PurchaseSplitDays = "hari-belanja-dipecah", "hari belanja dipecah pada satu toko", "days in which purchases at one shop count as one";
        ShopGroups = "kelompok-per-toko", "kelompok paling banyak dengan nota senilai pada satu toko", "most groups with equal receipts of one shop";
        MentoringDays = "hari-pendampingan", "batas hari antar pendampingan", "days between mentoring visits";
        // kube
        GroupSizeMin = "anggota-minimum", "anggota kelompok paling sedikit", "fewest members of a group";
        GroupSizeMax = "anggota-maksimum", "anggota kelompok paling banyak", "most members of a group";
        MemberAmount = "nilai-per-anggota", "nilai bantuan per anggota kelompok", "aid per member of a group";
        // works: shares in basis points, distance in metres
        WorkProgressRequired = "fisik-syarat-tahap", "kemajuan fisik sebelum tahap berikut (basis poin)", "physical progress before a further stage (basis points)";
        WorkReportRequired = "spj-syarat-tahap", "bagian tahap sebelumnya yang sudah SPJ (basis poin)", "share of the stages before that is accounted for (basis points)";
        WorkGap = "selisih-fisik-keuangan", "batas selisih keuangan atas fisik (basis poin)", "how far money may run ahead of work (basis points)";
        WorkIdleDays = "hari-tanpa-kemajuan", "batas hari tanpa kemajuan fisik", "days without physical progress";
        WorkDistance = "jarak-foto", "batas jarak foto dari titik survei (meter)", "metres between photograph and surveyed point";
        WorkMaintenanceDays = "hari-pemeliharaan", "masa pemeliharaan (hari)", "days of maintenance";
        // rtlh
        RepairGroupSmallest = "pokmas-terkecil", "anggota pokmas paling sedikit", "fewest households of a repair group";
        RepairGroupLargest = "pokmas-terbesar", "anggota pokmas paling banyak", "most households of a repair group";
        HouseSurveyDays = "hari-survei-rumah", "masa berlaku survei rumah (hari)", "days a house survey stays fresh";
        // central
        TransactionOpens = "menit-transaksi-awal", "menit awal jam transaksi (0-1439)", "first usual minute of transactions";
        TransactionCloses = "menit-transaksi-akhir", "menit akhir jam transaksi (0-1439)", "last usual minute of transactions";
        CardMinutes = "menit-mesin", "jarak menit kartu pada satu mesin", "minutes within which cards on one terminal are counted";
        TerminalCards = "kartu-mesin", "kartu pada satu mesin dalam jarak itu", "cards on one terminal within those minutes";
        SameAmountCards = "kartu-nilai-sama", "kartu bernilai sama pada satu mesin sehari", "cards with one amount on one terminal in a day";
        // sembako
        ReplacementDays = "hari-penggantian", "batas hari penggantian KPM meninggal", "days to replace a KPM who died";
        // pkh
        PkhComponentsMax = "komponen-pkh", "komponen PKH yang dihitung", "PKH components that count";
        PkhStages = "tahap-pkh", "tahap PKH setahun", "PKH stages in a year";
        PkhPregnancyRate = "pkh-ibu-hamil", "PKH ibu hamil setahun", "PKH pregnancy, a year";
        PkhEarlyChildhoodRate = "pkh-usia-dini", "PKH anak usia dini setahun", "PKH early childhood, a year";
        PkhPrimaryRate = "pkh-sd", "PKH anak SD setahun", "PKH primary school, a year";
        PkhJuniorRate = "pkh-smp", "PKH anak SMP setahun", "PKH junior secondary school, a year";
        PkhSeniorRate = "pkh-sma", "PKH anak SMA setahun", "PKH senior secondary school, a year";
        PkhDisabilityRate = "pkh-disabilitas", "PKH disabilitas berat setahun", "PKH severe disability, a year";
        PkhElderlyRate = "pkh-lansia", "PKH lanjut usia setahun", "PKH elderly, a year";
        PkhRightsVictimRate = "pkh-korban-ham", "PKH korban HAM berat setahun", "PKH victim of rights violation, a year";
        // institution
        FoodIndex = "indeks-permakanan", "indeks permakanan per klien per hari", "food support per client and day";
        // worker
        StipendTksk = "tali-asih-tksk", "tali asih TKSK per bulan", "monthly stipend of a TKSK";
        StipendSaktiPeksos = "tali-asih-sakti-peksos", "honor Sakti Peksos per bulan", "monthly stipend of a Sakti Peksos";
        StipendCounsellor = "tali-asih-penyuluh", "tali asih penyuluh per bulan", "monthly stipend of a counsellor";
        StipendPkhCompanion = "tali-asih-pendamping-pkh", "honor pendamping PKH per bulan", "monthly stipend of a PKH companion";
        StipendKubeCompanion = "tali-asih-pendamping-kube", "honor pendamping KUBe per bulan", "monthly stipend of a KUBe companion";
        StipendKtkpm = "tali-asih-ktkpm", "honor pendamping KTKPM per bulan", "monthly stipend of a KTKPM companion";
        StipendPsm = "tali-asih-psm", "tali asih PSM per bulan", "monthly stipend of a PSM";
        StipendTagana = "tali-asih-tagana", "tali asih Tagana per bulan", "monthly stipend of a Tagana";
        StipendYouthBoard = "tali-asih-karang-taruna", "tali asih pengurus Karang Taruna per bulan", "monthly stipend of a Karang Taruna's board";
        // stock
        HandOverDays = "hari-bast", "batas hari BAST setelah barang keluar", "days from the issue of goods to their BAST";
        // welfare
        RehabilitationDays = "hari-rehabilitasi", "lama rehabilitasi paling panjang (hari)", "longest rehabilitation in days";
        CoerciveTeam = "petugas-koersif", "jumlah petugas paling sedikit pada penjangkauan koersif", "fewest officials in coercive outreach";
        // treasury
        TreasurerReportDay = "batas-spj-bendahara", "batas tanggal SPJ bendahara pada bulan berikut", "day of the next month on which the treasurer's SPJ is due";
        // checks A01-A25; of days after a death, and 1 where proposals must come through e-hibah
        HeirGraceDays = "hari-ahli-waris", "hari bantuan masih untuk ahli waris", "days after a death in which aid goes to the heirs";
        EHibahRequired = "wajib-e-hibah", "usulan wajib lewat e-hibah (1 = ya)", "proposals must come through e-hibah (1 is yes)";
        // checks A26 to A51: read by no rule, because what they limit is seen only afterwards
        PaymentSplitDays = "hari-pembayaran-dipecah", "hari pembayaran dipecah pada satu pihak", "days in which payments to one party count as one";
        DirectProcurementLimit = "batas-pengadaan-langsung", "batas pengadaan langsung", "limit of direct procurement";
        DecemberShare = "bagian-desember", "bagian belanja bulan Desember tertinggi (basis poin)", "largest share of a year's spending in December (basis points)";
        UndistributedShare = "bagian-tak-tersalur", "bagian penetapan tak tersalur tertinggi (basis poin)", "largest share of a decree that is not distributed (basis points)";
        ScreeningCount = "jumlah-penapisan", "jumlah nilai paling sedikit untuk penapisan", "fewest amounts that are screened";
        FirstDigitDeviation = "penyimpangan-digit-pertama", "khi-kuadrat digit pertama tertinggi (perseratus)", "largest chi-square of first digits (hundredths)";
        RoundShare = "bagian-nilai-bulat", "bagian nilai bulat tertinggi (basis poin)", "largest share of round amounts (basis points)";
        HeapWidth = "lebar-penumpukan", "lebar penumpukan di bawah batas (basis poin)", "width of the band below a limit (basis points)";
        BulkRows = "baris-serentak", "catatan bernilai sama sehari paling banyak", "most records of one amount in a day";
    }
    /// Kind of dataset that eligibility cites.
    Dataset {
        Dtks = "dtks", "DTKS", "DTKS";
        Dtsen = "dtsen", "DTSEN", "DTSEN";
        Dukcapil = "dukcapil", "Dukcapil", "civil registry";
        Regsosek = "regsosek", "Regsosek", "Regsosek";
        Deceased = "data-kematian", "data kematian", "deaths";
        CivilServants = "data-asn", "data ASN/TNI/Polri", "civil servants";
        Sp2dRegister = "register-sp2d", "register SP2D (SIPD)", "SP2D register";
        BankStatement = "rekening-koran", "rekening koran", "bank statement";
        Other = "lain", "lain-lain", "other";
        Staff = "data-petugas", "data petugas dan perangkat", "staff and officials of the programmes";
        DecreeAnnex = "bnba", "lampiran SK by name by address (BNBA)", "annex of a decree, by name and address";
        Ministry = "siks-ng", "SIKS-NG", "the ministry's system SIKS-NG";
        Regions = "wilayah", "kode wilayah", "region codes";
        FundingSources = "sumber-dana", "sumber dana (SIPD)", "funding sources (SIPD)";
        OpeningBalances = "saldo-awal", "saldo awal", "opening balances";
        PaymentAnswer = "jawaban-bank", "jawaban bank atas berkas bayar", "answer of a bank to a payment file";
    }
    /// Who keeps a budget line: ours is guarded, others' are only observed.
    Standing {
        Own = "sendiri", "milik sendiri", "own";
        Observed = "diamati", "diamati", "observed";
    }
    /// Which document set a ceiling.
    CeilingBasis {
        Dpa = "dpa", "DPA", "budget execution document";
        Dppa = "dppa", "DPPA (perubahan)", "revised budget execution document";
        Dipa = "dipa", "DIPA", "state budget execution document";
        External = "luar", "dokumen pihak lain", "another body's document";
    }
    /// Why a ceiling was moved, revised or blocked.
    BudgetReason {
        Shift = "pergeseran", "pergeseran", "shift";
        AmendedBudget = "apbd-perubahan", "APBD perubahan", "amended budget";
        Refocusing = "refocusing", "refocusing", "refocusing";
        Efficiency = "efisiensi", "efisiensi", "efficiency";
        Emergency = "darurat", "keadaan darurat", "emergency";
        Clerical = "pembetulan", "pembetulan", "clerical";
    }
    /// What commits money besides a decree.
    CommitmentBasis {
        Contract = "kontrak", "kontrak/SPK", "contract";
        Payroll = "daftar-honor", "daftar honor/gaji", "payroll";
        Appointment = "sk-pengangkatan", "SK pengangkatan", "appointment";
        GrantAgreement = "nphd", "NPHD", "grant agreement";
        Order = "surat-pesanan", "surat pesanan", "order";
    }
    /// Through which door a proposal came.
    ProposalChannel {
        EHibah = "e-hibah", "e-hibah", "e-hibah";
        Letter = "surat", "surat tertulis", "letter";
        Musrenbang = "musrenbang", "musrenbang", "planning meeting";
        Council = "pokir", "pokok pikiran DPRD", "council member's proposal";
        Regency = "kabkota", "pemerintah kabupaten/kota", "regency or city";
        Village = "desa", "desa/kelurahan", "village";
        SiksNg = "siks-ng", "SIKS-NG", "SIKS-NG";
        Outreach = "penjangkauan", "penjangkauan", "outreach";
    }
    /// The outcome of looking at something.
    Outcome {
        Accepted = "diterima", "diterima", "accepted";
        Rejected = "ditolak", "ditolak", "rejected";
        Returned = "dikembalikan", "dikembalikan untuk diperbaiki", "returned for repair";
    }
    /// Why something was refused or withdrawn by people.
    Reason {
        NotEligible = "tidak-layak", "tidak layak", "not eligible";
        IncompleteDocuments = "berkas-tidak-lengkap", "berkas tidak lengkap", "incomplete documents";
        AfterDeadline = "lewat-batas", "lewat batas waktu", "after the deadline";
        NoBudget = "tidak-ada-anggaran", "tidak ada anggaran", "no budget";
        Duplicate = "ganda", "ganda", "duplicate";
        Deceased = "meninggal", "meninggal", "deceased";
        Moved = "pindah", "pindah", "moved";
        WellOff = "mampu", "mampu", "no longer poor";
        CivilServant = "asn-tni-polri", "ASN/TNI/Polri", "civil servant, army or police";
        NotFound = "tidak-ditemukan", "tidak ditemukan", "not found";
        Declined = "menolak", "menolak", "declined";
        OtherAid = "bantuan-lain", "menerima bantuan lain", "receives other aid";
        NikMismatch = "nik-tidak-padan", "NIK tidak padan", "NIK does not match";
        WrongAmount = "nilai-salah", "nilai salah", "wrong amount";
        WrongCode = "kode-salah", "kode salah", "wrong code";
        OfficialAbsent = "pejabat-berhalangan", "pejabat berhalangan", "official absent";
        EntryError = "salah-catat", "salah catat", "entry error";
        Expired = "kedaluwarsa", "kedaluwarsa", "expired";
        Other = "lain", "lain-lain (lihat catatan)", "other (see note)";
    }
    /// How sure the identity of a recipient is.
    IdentityKind {
        NikVerified = "nik-padan", "NIK padan", "NIK verified";
        NikUnverified = "nik-belum-padan", "NIK belum dipadankan", "NIK not yet matched";
        NikInvalid = "nik-tidak-valid", "NIK tidak valid", "NIK invalid";
        OtherDocument = "dokumen-lain", "dokumen lain", "other document";
        Provisional = "sementara", "identitas sementara", "provisional";
        Organisation = "badan", "akta/izin lembaga", "organisation papers";
    }
    /// What is wrong with a NIK (levels L0 to L6), derived at entry.
    NikFault {
        None = "tidak-ada", "tidak ada", "none";
        Shape = "bentuk", "bukan 16 angka", "not 16 digits";
        Region = "wilayah", "awalan wilayah tidak dikenal", "unknown region prefix";
        Birthdate = "tanggal-lahir", "tanggal lahir tidak mungkin", "impossible birth date";
        Serial = "nomor-urut", "nomor urut 0000", "serial 0000";
        Mismatch = "tidak-cocok", "tidak cocok dengan data lahir", "does not fit birth data";
        NotRegistered = "tidak-terdaftar", "tidak terdaftar di Dukcapil", "not in the civil registry";
        Spreadsheet = "rusak-lembar-kerja", "rusak oleh lembar kerja (notasi ilmiah)", "ruined by a spreadsheet (scientific notation)";
        Repeated = "angka-berulang", "angka berulang atau berurutan", "repeated or consecutive digits";
    }
    /// How far a NIK was found good; each level includes the lower ones, but an unknown prefix.
    NikLevel {
        None = "tanpa-nik", "tanpa NIK yang berbentuk", "no NIK of the right shape";
        Shape = "bentuk", "L0: 16 angka", "L0: 16 digits";
        Region = "wilayah", "L1: awalan wilayah dikenal", "L1: known region prefix";
        Birthdate = "tanggal-lahir", "L2: tanggal lahir mungkin", "L2: possible birth date";
        Serial = "nomor-urut", "L3: nomor urut bukan 0000", "L3: serial is not 0000";
        Century = "abad", "L4: abad kelahiran diketahui", "L4: century of birth is known";
        Declared = "cocok", "L5: cocok dengan data lahir", "L5: fits the declared birth data";
        Registry = "padan", "L6: padan dengan Dukcapil", "L6: matched with the civil registry";
    }
    /// Why destroying personal data was lawful.
    ErasureGround {
        RetentionEnded = "retensi-habis", "masa retensi habis (ps. 44)", "retention has ended";
        PurposeEnded = "tujuan-tercapai", "tujuan pemrosesan tercapai (ps. 43)", "the purpose is served";
        Unlawful = "melawan-hukum", "diperoleh melawan hukum (ps. 43)", "it was obtained unlawfully";
        ConsentWithdrawn = "persetujuan-ditarik", "persetujuan ditarik (ps. 43)", "consent was withdrawn";
        SubjectRequest = "permintaan-subjek", "permintaan subjek data", "the person asked for it";
        CourtOrder = "putusan", "putusan pengadilan/lembaga", "a court or agency ordered it";
        EnteredInError = "salah-catat", "salah catat: orang yang keliru", "entered in error: the wrong person";
    }
    /// What became of a recipient.
    RecipientStatus {
        Active = "aktif", "aktif", "active";
        Deceased = "meninggal", "meninggal", "deceased";
        Moved = "pindah", "pindah", "moved";
        Graduated = "graduasi", "graduasi/mampu", "graduated";
        Inactive = "nonaktif", "nonaktif", "inactive";
    }
    /// Which payment request.
    SppKind {
        Up = "up", "UP", "revolving advance";
        Gu = "gu", "GU", "refill of the advance";
        Tu = "tu", "TU", "additional advance";
        LsPayroll = "ls-gaji", "LS Gaji", "direct, payroll";
        LsGoods = "ls-barang-jasa", "LS Barang dan Jasa", "direct, goods and services";
        LsThirdParty = "ls-pihak-ketiga", "LS Pihak Ketiga Lainnya (bansos, hibah)", "direct, other third parties";
        GuNil = "gu-nihil", "GU Nihil", "closing of the advance";
        TuNil = "tu-nihil", "TU Nihil", "closing of an additional advance";
    }
    /// What is withheld from an SP2D.
    TaxKind {
        Pph21 = "pph-21", "PPh 21", "income tax art. 21";
        Pph22 = "pph-22", "PPh 22", "income tax art. 22";
        Pph23 = "pph-23", "PPh 23", "income tax art. 23";
        PphFinal = "pph-4-2", "PPh Final 4(2)", "final income tax";
        Ppn = "ppn", "PPN", "value added tax";
        Iwp = "iwp", "IWP/BPJS", "pension and health contribution";
        Other = "lain", "potongan lain", "other deduction";
    }
    /// Through which channel money reaches people.
    Channel {
        Bank = "bank", "bank penyalur", "bank";
        Post = "pos", "PT Pos", "post";
        Treasurer = "bendahara", "bendahara", "treasurer";
        Agent = "agen", "agen/e-warong", "agent";
        Direct = "langsung", "langsung ke pihak ketiga", "direct to a third party";
    }
    /// Why a bank sent money back.
    ReturnReason {
        NameMismatch = "nama-beda", "nama berbeda", "name differs";
        WrongAccount = "rekening-salah", "nomor rekening salah", "wrong account number";
        WrongBank = "bank-salah", "bank salah", "wrong bank";
        Inactive = "rekening-pasif", "rekening pasif/tutup", "account dormant or closed";
        Recalled = "ditarik", "ditarik pengirim", "recalled";
    }
    /// Why aid was not taken.
    UnclaimedReason {
        NoActivation = "tidak-aktivasi", "tidak aktivasi", "not activated";
        NoTransaction = "tidak-transaksi", "tidak bertransaksi", "no transaction";
        Deceased = "meninggal", "meninggal", "deceased";
        Moved = "pindah", "pindah", "moved";
        Declined = "menolak", "menolak", "declined";
        Unknown = "tidak-diketahui", "tidak diketahui", "unknown";
    }
    /// What a cash account is.
    CashKind {
        Rkud = "rkud", "RKUD", "regional treasury account";
        Rkun = "rkun", "RKUN", "state treasury account";
        TreasurerBank = "bendahara-bank", "rekening bendahara", "treasurer's bank account";
        TreasurerCash = "bendahara-tunai", "kas tunai bendahara", "treasurer's cash";
        Channel = "penyalur", "rekening penampungan penyalur", "channel's holding account";
        TaxHeld = "pajak-dipungut", "pajak dipungut belum disetor", "tax withheld, not yet deposited";
        Donor = "donor", "rekening donor", "donor's account";
    }
    /// Why cash came in.
    CashReceiptKind {
        Transfer = "transfer", "transfer pusat/daerah", "transfer";
        OwnRevenue = "pad", "pendapatan asli daerah", "own revenue";
        Grant = "hibah", "hibah", "grant";
        Interest = "jasa-giro", "jasa giro/bunga", "interest";
        CarriedOver = "silpa", "SiLPA tahun lalu", "carried over";
        Other = "lain", "lain-lain", "other";
    }
    /// Why cash moved between our own accounts, or to a treasury.
    CashMoveReason {
        Withdrawal = "tarik-tunai", "tarik tunai", "cash withdrawal";
        Deposit = "setor-tunai", "setor tunai", "cash deposit";
        AdvanceReturn = "setor-sisa-up", "setor sisa UP/TU", "return of the advance";
        InterestDeposit = "setor-jasa-giro", "setor jasa giro", "deposit of interest";
        TaxDeposit = "setor-pajak", "setor pajak", "tax deposit";
        Panjar = "panjar", "panjar", "petty advance";
    }
    /// Direction of a bank line as seen from the account.
    Direction {
        In = "masuk", "masuk", "in";
        Out = "keluar", "keluar", "out";
    }
    /// How a refund is treated in the accounts (PSAP 02).
    Treatment {
        ContraPost = "kontra-pos", "kontra-pos belanja", "contra-post to spending";
        RevenueOfYear = "pendapatan-tahun-berjalan", "pendapatan tahun berjalan", "revenue of the current year";
        StateTreasury = "kas-negara", "setor kas negara", "deposit to the state treasury";
    }
    /// What was closed.
    PeriodKind {
        Month = "bulan", "bulan", "month";
        Year = "tahun", "tahun anggaran", "fiscal year";
    }
    /// What an SPJ accounts for.
    SpjKind {
        Recipient = "penerima", "LPJ penerima bantuan", "recipient's report";
        Advance = "up-gu", "SPJ UP/GU", "report on the advance";
        AdditionalAdvance = "tu", "SPJ TU", "report on the additional advance";
        Direct = "ls", "SPJ LS", "report on a direct payment";
    }
    /// How complete a set of historical records is known to be.
    Completeness {
        Complete = "lengkap", "lengkap", "complete";
        Partial = "sebagian", "sebagian", "partial";
        Totals = "hanya-total", "hanya total", "totals only";
        Unknown = "tidak-diketahui", "tidak diketahui", "unknown";
    }
    /// On what a historical batch stands.
    HistoryBasis {
        Decree = "sk", "SK dan lampirannya", "decree and annex";
        Press = "pemberitaan", "pemberitaan", "press reports";
        AuditReport = "lhp", "laporan hasil pemeriksaan", "audit report";
        Spreadsheet = "lembar-kerja", "lembar kerja", "spreadsheet";
        OtherSystem = "sistem-lain", "sistem lain", "another system";
    }
    /// Which stage of a budget line an opening balance or a transfer stands for.
    Stage {
        Ceiling = "pagu", "Pagu", "ceiling (pagu)";
        Blocked = "blokir", "Blokir", "blocked (blokir)";
        Available = "tersedia", "Tersedia", "available (tersedia)";
        Committed = "komitmen", "Komitmen", "committed (komitmen)";
        Spp = "spp", "SPP", "requested (SPP)";
        Spm = "spm", "SPM", "ordered (SPM)";
        Sp2d = "sp2d", "SP2D", "issued (SP2D)";
        AtChannel = "di-penyalur", "Di penyalur", "at the channel (di penyalur)";
        Credited = "dikreditkan", "Dikreditkan", "credited (dikreditkan)";
        Transacted = "ditransaksikan", "Ditransaksikan", "used by the recipient (ditransaksikan)";
        Returned = "retur", "Retur", "returned by the bank (retur)";
        Unclaimed = "tidak-diambil", "Tidak diambil", "unclaimed (tidak diambil)";
        AccountedFor = "dipertanggungjawabkan", "Dipertanggungjawabkan", "accounted for (dipertanggungjawabkan)";
        Refunded = "dikembalikan", "Dikembalikan", "refunded (dikembalikan)";
        Withheld = "dipotong", "Dipotong pajak", "withheld (dipotong)";
        Advanced = "belanja-up", "Belanja UP", "spent from the advance (belanja UP)";
        Suspense = "suspense", "Belum teridentifikasi", "suspense";
        ContraPost = "kontra-pos", "Kontra-pos", "contra-post (kontra-pos)";
        SpdLimit = "batas-spd", "Batas SPD", "SPD limit";
        SpdFree = "spd", "SPD", "released (SPD)";
        SpdUsed = "spd-terpakai", "SPD terpakai", "released and used";
    }
    /// Kind of a document.
    DocumentKind {
        Decree = "sk", "SK", "decree";
        Law = "peraturan", "peraturan", "law or regulation";
        Dpa = "dpa", "DPA/DPPA/DIPA", "budget document";
        Spd = "spd", "SPD", "SPD";
        Spp = "spp", "SPP", "SPP";
        Spm = "spm", "SPM", "SPM";
        Sp2d = "sp2d", "SP2D", "SP2D";
        Minutes = "ba", "berita acara", "minutes";
        HandOver = "bast", "BAST", "hand-over record";
        Receipt = "kuitansi", "kuitansi/nota", "receipt";
        BankStatement = "rekening-koran", "rekening koran", "bank statement";
        Letter = "surat", "surat", "letter";
        Proposal = "proposal", "proposal", "proposal";
        Report = "laporan", "laporan/SPJ/LPJ", "report";
        Contract = "kontrak", "kontrak/NPHD", "contract";
        Photo = "foto", "foto", "photograph";
        List = "lampiran", "lampiran/daftar", "annex or list";
        Deposit = "sts", "STS/SSBP", "deposit slip";
        Press = "berita", "berita", "press article";
        Pact = "pakta", "pakta integritas", "integrity pact";
        Note = "catatan", "catatan", "note in the vault";
    }
    /// What was found of an electronic signature in a published file.
    SignatureVerdict {
        NotChecked = "belum-diperiksa", "belum diperiksa", "not checked";
        Absent = "tidak-ada", "tidak ada", "none embedded";
        Valid = "sah", "sah", "valid";
        Invalid = "tidak-sah", "tidak sah", "invalid";
    }
    /// What list an observation comes from.
    Register {
        Sp2d = "sp2d", "register SP2D", "SP2D register";
        Bank = "bank", "rekening koran", "bank statement";
        Cash = "kas", "kas opname", "cash count";
        Stock = "stok", "stok", "stock";
    }
    /// Which field a correction of fact may change.
    Correctable {
        OccurredOn = "occurred_on", "tanggal kejadian", "date of the fact";
        DocumentNumber = "number", "nomor dokumen", "document number";
        Region = "region", "wilayah", "region";
        Reason = "reason", "alasan", "reason";
        Name = "name", "nama", "name";
        Channel = "channel", "kanal", "channel";
        Status = "status", "status", "status";
        Validity = "until", "masa berlaku", "validity";
    }
}
