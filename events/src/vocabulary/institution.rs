//! Closed lists of the area `institution`.

vocabulary! {
    /// What kind of institution: homes and what works outside homes.
    InstitutionKind {
        GovernmentHome = "panti-pemerintah", "panti milik pemerintah (UPTD)", "government home (UPTD)";
        ChildrenHome = "lks-anak", "LKS panti anak", "children's home (LKS)";
        DisabilityHome = "lks-disabilitas", "LKS panti disabilitas", "home for people with disabilities (LKS)";
        ElderlyHome = "lks-lansia", "LKS panti lansia", "home for the elderly (LKS)";
        FamilyConsultation = "lk3", "LK3", "family consultation (LK3)";
        TransitHouse = "rumah-singgah", "rumah singgah", "transit house";
        OutsideHome = "lks-luar-panti", "LKS luar panti", "LKS outside homes";
        YouthOrganisation = "karang-taruna", "Karang Taruna", "youth organisation (Karang Taruna)";
    }
    /// Who owns an institution.
    InstitutionOwner {
        Ministry = "kemensos", "Kementerian Sosial", "ministry";
        Province = "provinsi", "pemerintah provinsi", "province";
        Regency = "kabkota", "pemerintah kabupaten/kota", "regency or city";
        Community = "masyarakat", "masyarakat", "community";
    }
    /// Grade of an accreditation.
    AccreditationGrade {
        A = "a", "A (sangat baik)", "A (very good)";
        B = "b", "B (baik)", "B (good)";
        C = "c", "C (cukup)", "C (sufficient)";
    }
    /// Why a client left a home.
    DischargeReason {
        Family = "kembali-ke-keluarga", "kembali ke keluarga", "back to the family";
        Independent = "mandiri", "mandiri", "lives alone";
        Referred = "dirujuk", "dirujuk", "referred";
        Deceased = "meninggal", "meninggal", "deceased";
        Left = "meninggalkan-panti", "meninggalkan panti", "left the home";
        EntryError = "salah-catat", "salah catat", "entry error";
        Other = "lain", "lain-lain", "other";
    }
    /// What a cooperation agreement (PKS) is about.
    CooperationSubject {
        InmateSkills = "keterampilan-warga-binaan", "keterampilan warga binaan", "skills of people under correction";
        Referral = "rujukan", "rujukan layanan", "referral of services";
        Training = "pelatihan", "pelatihan SDM", "training of workers";
        DataExchange = "pertukaran-data", "pertukaran data", "exchange of data";
        Distribution = "penyaluran", "penyaluran bantuan", "distribution of aid";
        Other = "lain", "lain-lain", "other";
    }
    /// What DAK asks of an institution before it may be proposed.
    DakCriterion {
        Accreditation = "akreditasi", "akreditasi", "accreditation";
        Licence = "izin", "izin operasional", "operating licence";
        Land = "lahan", "lahan milik pemerintah, tidak sengketa", "land of the government, undisputed";
        CertifiedWorkers = "sdm-bersertifikat", "SDM bersertifikat", "certified workers";
        TechnicalData = "data-teknis", "data teknis (TOR dan RAB)", "technical data (TOR and RAB)";
    }
}
