//! RTLH: houses unfit to live in, and the groups that repair them.
