//! Closed lists of the area `pkh`.

vocabulary! {
    /// What makes a family eligible; each has a yearly rate.
    PkhComponentKind {
        Pregnancy = "ibu-hamil", "ibu hamil/nifas", "pregnant or newly delivered mother";
        EarlyChildhood = "usia-dini", "anak usia dini", "child below school age";
        Primary = "sd", "anak SD/sederajat", "primary school child";
        JuniorSecondary = "smp", "anak SMP/sederajat", "junior secondary school child";
        SeniorSecondary = "sma", "anak SMA/sederajat", "senior secondary school child";
        SevereDisability = "disabilitas-berat", "penyandang disabilitas berat", "severe disability";
        Elderly = "lansia", "lanjut usia", "elderly";
        RightsVictim = "korban-ham-berat", "korban pelanggaran HAM berat", "victim of gross human rights violation";
    }
    /// Why a component counts no more.
    PkhEndReason {
        Age = "usia", "melewati usia/jenjang", "grew out of the age or school";
        Delivered = "melahirkan", "melahirkan/selesai nifas", "delivered";
        LeftSchool = "putus-sekolah", "putus sekolah", "left school";
        Deceased = "meninggal", "meninggal", "died";
        Moved = "pindah", "pindah KK", "moved to another household";
        Graduated = "graduasi", "graduasi", "family graduated";
        NotFound = "tidak-ditemukan", "tidak ditemukan", "not found";
        EntryError = "salah-catat", "salah catat", "entry error";
    }
}
