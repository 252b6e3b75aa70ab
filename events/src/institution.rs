//! Institutions of social welfare: panti, LKS, LK3, rumah singgah, Karang Taruna.
