//! Networks, as `ADDRESS/BITS`.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// The addresses that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

/// A text is no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a network")]
pub struct NoNetwork;

/// The number that an address is, and how many bits it has.
fn number(address: IpAddr) -> (u128, u32) {
    match address.to_canonical() {
        IpAddr::V4(four) => (u128::from(four.to_bits()), 32),
        IpAddr::V6(six) => (six.to_bits(), 128),
    }
}

impl Network {
    /// Whether an address lies in it. One of IPv4 that is written as one of IPv6 is of IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        let ((own, long), (other, as_long)) = (number(self.address), number(address));
        let rest = long.saturating_sub(self.bits);
        let begins = |number: u128| number.checked_shr(rest).unwrap_or(0);
        long == as_long && begins(own) == begins(other)
    }
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Network, NoNetwork> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NoNetwork)?;
        let address = address.to_canonical();
        let (own, long) = number(address);
        let bits: u32 = bits.map_or(Ok(long), str::parse).map_err(|_| NoNetwork)?;
        if bits > long {
            return Err(NoNetwork);
        }
        // Bits behind the network are a slip of the pen: `10.1.2.3/8` is somebody's address.
        let host = own.checked_shl(128 - (long - bits)).unwrap_or(0);
        if long != bits && host != 0 {
            return Err(NoNetwork);
        }
        Ok(Network { address, bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Network, and an address with whether it lies within.
    const CASES: &[(&str, &str, bool)] = &[
        ("10.1.0.0/16", "10.1.255.255", true),
        ("10.1.0.0/16", "10.2.0.0", false),
        ("10.1.0.0/16", "::ffff:10.1.2.3", true),
        ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false),
        ("0.0.0.0/0", "203.0.113.7", true),
        ("0.0.0.0/0", "2001:db8::1", false),
        ("::/0", "2001:db8::1", true),
        ("::/0", "10.1.2.3", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false),
        ("::1/128", "::1", true),
    ];

    #[test]
    fn a_network_has_what_begins_alike() {
        for (network, address, within) in CASES {
            let known: Network = network.parse().unwrap();
            assert_eq!(known.contains(address.parse().unwrap()), *within, "{network} {address}");
        }
    }

    #[test]
    fn what_is_no_network_is_not_guessed() {
        for text in
            ["", "10.1", "10.1.0.0/33", "10.1.2.3/8", "::/129", "10.0.0.0/", "a/8", "10.0.0.0/8 "]
        {
            assert_eq!(text.parse::<Network>(), Err(NoNetwork), "{text}");
        }
    }
}
