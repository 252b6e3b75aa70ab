//! Closed lists of the area `reference`.

vocabulary! {
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
        SampleResults = "hasil-sampel", "hasil sampel dari lapangan", "results of a sample from the field";
        CompanyOfficers = "data-ahu", "pengurus badan usaha (AHU)", "officers of companies (AHU)";
        Wages = "data-upah", "penerima upah di atas UMP/UMK", "earners of more than the minimum wage (UMP/UMK)";
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
}
