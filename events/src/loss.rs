//! Regional and state loss (TP/TGR): determined, SKTJM, instalments, settled.
