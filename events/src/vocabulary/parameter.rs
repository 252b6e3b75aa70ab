//! What a rule sets: the closed list of its parameters.

vocabulary! {
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
        // complaint: read by no rule, because a late decision is recorded as any other
        AppealDays = "hari-keputusan-keberatan", "batas hari keputusan keberatan", "days to decide an appeal";
    }
}
