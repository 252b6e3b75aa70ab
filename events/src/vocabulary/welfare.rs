//! Closed lists of the area `welfare`.

vocabulary! {
    /// The 26 kinds of people in need of social welfare services (PPKS, before PMKS; Permensos
    /// 8/2012), in their order. In authority, targets and counts of many only: never said of a person.
    PpksType {
        NeglectedToddler = "balita-telantar", "anak balita telantar", "neglected toddler";
        NeglectedChild = "anak-telantar", "anak telantar", "neglected child";
        ChildBeforeLaw = "anak-berhadapan-hukum", "anak yang berhadapan dengan hukum", "child before the law";
        StreetChild = "anak-jalanan", "anak jalanan", "street child";
        ChildWithDisability = "anak-disabilitas", "anak dengan kedisabilitasan", "child with a disability";
        ChildVictim = "anak-korban-kekerasan", "anak korban tindak kekerasan", "child victim of violence";
        ChildToProtect = "anak-perlindungan-khusus", "anak yang memerlukan perlindungan khusus", "child in need of special protection";
        NeglectedElderly = "lansia-telantar", "lanjut usia telantar", "neglected elderly person";
        PersonWithDisability = "disabilitas", "penyandang disabilitas", "person with a disability";
        SexWorker = "tuna-susila", "tuna susila", "sex worker";
        Homeless = "gelandangan", "gelandangan", "homeless person";
        Beggar = "pengemis", "pengemis", "beggar";
        Scavenger = "pemulung", "pemulung", "scavenger";
        Minority = "minoritas", "kelompok minoritas", "minority group";
        FormerPrisoner = "bekas-warga-binaan", "bekas warga binaan lembaga pemasyarakatan", "former prisoner";
        WithHiv = "odha", "orang dengan HIV/AIDS", "person with HIV/AIDS";
        DrugVictim = "korban-napza", "korban penyalahgunaan NAPZA", "victim of drug abuse";
        TraffickingVictim = "korban-trafficking", "korban trafficking", "victim of trafficking";
        ViolenceVictim = "korban-kekerasan", "korban tindak kekerasan", "victim of violence";
        TroubledMigrant = "pekerja-migran", "pekerja migran bermasalah sosial", "migrant worker in trouble";
        NaturalDisasterVictim = "korban-bencana-alam", "korban bencana alam", "victim of a natural disaster";
        SocialDisasterVictim = "korban-bencana-sosial", "korban bencana sosial", "victim of a social disaster";
        VulnerableWoman = "perempuan-rawan", "perempuan rawan sosial ekonomi", "vulnerable woman";
        Poor = "fakir-miskin", "fakir miskin", "poor person";
        TroubledFamily = "keluarga-bermasalah", "keluarga bermasalah sosial psikologis", "family in psychosocial trouble";
        RemoteCommunity = "komunitas-adat", "komunitas adat terpencil", "remote indigenous community";
    }
    /// The 12 potentials and sources of social welfare (PSKS; Permensos 8/2012).
    PsksType {
        SocialWorker = "peksos", "pekerja sosial profesional", "professional social worker";
        CommunityWorker = "psm", "pekerja sosial masyarakat (PSM)", "community social worker (PSM)";
        Tagana = "tagana", "taruna siaga bencana (Tagana)", "disaster volunteer (Tagana)";
        Institution = "lks", "lembaga kesejahteraan sosial (LKS)", "social welfare institution (LKS)";
        KarangTaruna = "karang-taruna", "Karang Taruna", "youth organisation (Karang Taruna)";
        FamilyConsultation = "lk3", "lembaga konsultasi kesejahteraan keluarga (LK3)", "family consultation (LK3)";
        PioneerFamily = "keluarga-pioner", "keluarga pioner", "pioneer family";
        NeighbourhoodWelfare = "wksbm", "wahana kesejahteraan sosial berbasis masyarakat (WKSBM)", "neighbourhood welfare group (WKSBM)";
        WomanLeader = "wanita-pemimpin", "wanita pemimpin kesejahteraan sosial", "woman leader of social welfare";
        Educator = "penyuluh", "penyuluh sosial", "social educator";
        Tksk = "tksk", "tenaga kesejahteraan sosial kecamatan (TKSK)", "district welfare worker (TKSK)";
        Business = "dunia-usaha", "dunia usaha", "business";
    }
    /// The seven criteria of a social problem (PP 39/2012 article 2).
    SocialProblem {
        Poverty = "kemiskinan", "kemiskinan", "poverty";
        Neglect = "ketelantaran", "ketelantaran", "neglect";
        Disability = "kecacatan", "kecacatan", "disability";
        Remoteness = "keterpencilan", "keterpencilan", "remoteness";
        Deviance = "ketunaan-sosial", "ketunaan sosial dan penyimpangan perilaku", "social exclusion and deviance";
        Disaster = "korban-bencana", "korban bencana", "disaster";
        Violence = "korban-kekerasan", "korban tindak kekerasan, eksploitasi, diskriminasi", "violence, exploitation or discrimination";
    }
    /// At whom welfare services aim (UU 11/2009).
    TargetKind {
        Person = "perseorangan", "perseorangan", "person";
        Family = "keluarga", "keluarga", "family";
        Group = "kelompok", "kelompok", "group";
        Community = "masyarakat", "masyarakat", "community";
    }
    /// The four kinds of effort.
    EffortKind {
        Preventive = "preventif", "preventif", "preventive";
        Repressive = "represif", "represif", "repressive";
        Rehabilitative = "rehabilitatif", "rehabilitatif", "rehabilitative";
        Supportive = "penunjang", "pendukung dan penunjang", "supportive";
    }
    /// What kind of service.
    WelfareService {
        InsideHome = "dalam-panti", "rehabilitasi dasar di dalam panti", "within an institution";
        OutsideHome = "luar-panti", "rehabilitasi dasar di luar panti", "outside institutions";
        Outreach = "penjangkauan", "penjangkauan", "outreach";
        Shelter = "rumah-singgah", "rumah singgah", "shelter";
        Reunification = "reunifikasi", "reunifikasi keluarga", "reunification with the family";
        EmergencyAid = "tanggap-darurat", "layanan tanggap darurat bencana", "service in an emergency";
        AdvancedRehabilitation = "rehabilitasi-lanjut", "rehabilitasi sosial lanjut", "advanced rehabilitation";
    }
    /// Which level of government a service belongs to.
    AuthorityLevel {
        State = "pusat", "pemerintah pusat", "state";
        Province = "provinsi", "pemerintah provinsi", "province";
        Regency = "kabkota", "pemerintah kabupaten/kota", "regency or city";
    }
    /// What comparing a person's class with an authority matrix gave, when a case was entered.
    AuthorityVerdict {
        Within = "di-dalam", "di dalam kewenangan", "within authority";
        Outside = "di-luar", "di luar kewenangan", "outside authority";
        Undecided = "tidak-dapat-diputuskan", "tidak dapat diputuskan", "not decidable";
    }
    /// How people are approached in outreach.
    OutreachManner {
        Persuasive = "persuasif", "persuasif", "persuasive";
        Coercive = "koersif", "koersif", "coercive";
    }
    /// What outreach came to.
    OutreachResult {
        Agreed = "bersedia", "bersedia dilayani", "agreed to be served";
        Declined = "menolak", "menolak", "declined";
        Taken = "dibawa", "dibawa ke penampungan", "taken to a shelter";
        NotFound = "tidak-ditemukan", "tidak ditemukan", "not found";
    }
    /// The eleven forms of social rehabilitation (UU 11/2009 article 7).
    RehabilitationStep {
        Diagnosis = "motivasi-diagnosis", "motivasi dan diagnosis psikososial", "motivation and psychosocial diagnosis";
        Care = "perawatan-pengasuhan", "perawatan dan pengasuhan", "care and fostering";
        Vocation = "pelatihan-vokasional", "pelatihan vokasional dan kewirausahaan", "vocational training";
        Spiritual = "mental-spiritual", "bimbingan mental spiritual", "mental and spiritual guidance";
        Physical = "bimbingan-fisik", "bimbingan fisik", "physical guidance";
        Counselling = "konseling", "bimbingan sosial dan konseling psikososial", "social guidance and counselling";
        Accessibility = "aksesibilitas", "pelayanan aksesibilitas", "accessibility";
        Assistance = "asistensi", "bantuan dan asistensi sosial", "social assistance";
        Resocialisation = "resosialisasi", "bimbingan resosialisasi", "resocialisation";
        FollowUp = "bimbingan-lanjut", "bimbingan lanjut", "follow-up guidance";
        Referral = "rujukan", "rujukan", "referral";
    }
    /// How a case came to the agency.
    CaseChannel {
        Outreach = "penjangkauan", "penjangkauan", "outreach";
        Report = "laporan-warga", "laporan masyarakat", "report of a citizen";
        Referral = "rujukan", "rujukan lembaga lain", "referral";
        OwnAccord = "datang-sendiri", "datang sendiri", "came by themselves";
        ServiceUnit = "slrt-puskesos", "SLRT/Puskesos", "SLRT or Puskesos";
        Police = "penegak-hukum", "kepolisian/penegak hukum", "police or justice";
    }
    /// Why a case was referred to another body.
    ReferralReason {
        Authority = "kewenangan", "kewenangan pihak lain", "another body's authority";
        Expertise = "keahlian", "membutuhkan keahlian lain", "needs other expertise";
        Capacity = "daya-tampung", "daya tampung penuh", "no room";
        HomeRegion = "daerah-asal", "dipulangkan ke daerah asal", "back to the home region";
    }
    /// How a case ended.
    CaseOutcome {
        Reunified = "reunifikasi", "kembali ke keluarga", "back with the family";
        Independent = "mandiri", "mandiri", "lives independently";
        HandedOn = "dialihkan", "dialihkan ke lembaga lain", "handed on to another body";
        Institutional = "menetap-di-panti", "menetap di panti", "stays in an institution";
        Withdrawn = "mengundurkan-diri", "mengundurkan diri", "withdrew";
        Lost = "tidak-ditemukan", "tidak ditemukan lagi", "not found any more";
        Deceased = "meninggal", "meninggal", "deceased";
    }
    /// Schemes of social insurance.
    InsuranceScheme {
        Welfare = "askesos", "asuransi kesejahteraan sosial (Askesos)", "social welfare insurance (Askesos)";
        Health = "jkn-pbi", "iuran JKN (PBI)", "health insurance contribution (PBI)";
        WorkAccident = "jkk", "jaminan kecelakaan kerja", "work accident insurance";
        Death = "jkm", "jaminan kematian", "life insurance";
    }
    /// What an insurance paid for.
    InsuredEvent {
        Illness = "sakit", "sakit", "illness";
        Accident = "kecelakaan", "kecelakaan", "accident";
        Death = "meninggal", "meninggal", "death";
    }
    /// Why an insurance ended.
    InsuranceEnd {
        Expired = "habis-masa", "habis masa", "ran out";
        Unpaid = "premi-tidak-dibayar", "premi tidak dibayar", "premium not paid";
        Deceased = "meninggal", "meninggal", "deceased";
        OtherCover = "jaminan-lain", "memperoleh jaminan lain", "covered otherwise";
    }
    /// Who takes part in social welfare (PP 39/2012 article 51).
    ContributionActor {
        Person = "perseorangan", "perseorangan", "person";
        Family = "keluarga", "keluarga", "family";
        Religious = "organisasi-keagamaan", "organisasi keagamaan", "religious organisation";
        Social = "organisasi-sosial", "organisasi sosial kemasyarakatan", "social organisation";
        Ngo = "lsm", "lembaga swadaya masyarakat", "non-governmental organisation";
        Professional = "organisasi-profesi", "organisasi profesi", "professional organisation";
        Company = "badan-usaha", "badan usaha", "company";
        Institution = "lks", "lembaga kesejahteraan sosial", "social welfare institution";
        ForeignInstitution = "lks-asing", "lembaga kesejahteraan sosial asing", "foreign social welfare institution";
    }
    /// What the community gives. `dana` is cash, everything else is in kind.
    ContributionForm {
        Thought = "pemikiran", "pemikiran", "thought";
        Initiative = "prakarsa", "prakarsa", "initiative";
        Expertise = "keahlian", "keahlian", "expertise";
        Backing = "dukungan", "dukungan", "backing";
        Activity = "kegiatan", "kegiatan", "activity";
        Labour = "tenaga", "tenaga", "labour";
        Cash = "dana", "dana", "cash";
        Goods = "barang", "barang", "goods";
        Services = "jasa", "jasa", "services";
        Facilities = "fasilitas", "fasilitas", "facilities";
    }
    /// Whether a contribution passes through the region's budget.
    ContributionBook {
        OnBudget = "dalam-apbd", "dalam APBD", "within the budget";
        OffBudget = "luar-apbd", "di luar APBD", "off budget";
    }
}
