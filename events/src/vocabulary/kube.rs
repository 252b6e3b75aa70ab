//! Closed lists of the area `kube`.

use super::vocabulary;

vocabulary! {}
