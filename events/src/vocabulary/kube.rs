//! Closed lists of the area `kube`.

vocabulary! {
    /// What a group's business is.
    KubeBusiness {
        Livestock = "ternak", "peternakan", "livestock";
        Farming = "tani", "pertanian", "farming";
        Fishery = "ikan", "perikanan", "fishery";
        Trade = "dagang", "warung dan perdagangan", "shop and trade";
        Food = "olahan", "makanan olahan", "processed food";
        Sewing = "jahit", "jahit dan konveksi", "sewing";
        Craft = "kerajinan", "kerajinan", "craft";
        Services = "jasa", "jasa", "services";
        Other = "lain", "lain-lain", "other";
    }
    /// Offices within a group; whoever holds none is a plain member.
    KubeOffice {
        Chair = "ketua", "ketua", "chair";
        Secretary = "sekretaris", "sekretaris", "secretary";
        Treasurer = "bendahara", "bendahara", "treasurer";
    }
    /// How a group fares, as monitoring found it.
    KubeStatus {
        Running = "berjalan", "berjalan", "running";
        Independent = "mandiri", "mandiri", "independent";
        Stalled = "macet", "macet", "stalled";
        Dissolved = "bubar", "bubar", "dissolved";
    }
    /// Who gets what a dissolved group leaves.
    KubeHeir {
        Members = "anggota", "dibagi kepada anggota", "shared among the members";
        Group = "kube-lain", "KUBE lain", "another KUBE";
        Village = "desa", "desa/BUMDes", "village";
        Treasury = "kas", "dikembalikan ke kas", "returned to the treasury";
        Nobody = "habis", "tidak ada sisa", "nothing is left";
    }
}
