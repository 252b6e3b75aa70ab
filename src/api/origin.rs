//! Where a request comes from: who connected, or who a proxy that is trusted says did.
//!
//! Each proxy writes down at the end who it was asked by. Read from the end, the first address that is
//! no proxy of ours is the last that somebody trusted has seen; what stands before it may be anybody's
//! invention.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::settings::network::Network;
use crate::settings::{ProxyHeader, Settings};

/// Most that is looked at of a header: a chain of proxies is short.
const HOPS_MAX: usize = 32;

/// Where a request comes from, as far as that is known; in the extensions of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin(pub Option<IpAddr>);

/// Whose word is taken, and where they say it.
#[derive(Debug, Clone)]
pub struct Proxies {
    networks: Vec<Network>,
    header: ProxyHeader,
}

impl From<&Settings> for Proxies {
    fn from(settings: &Settings) -> Proxies {
        Proxies { networks: settings.trusted_proxies.clone(), header: settings.proxy_header }
    }
}

impl Proxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(address))
    }
}

/// Where a request comes from. A trusted proxy that says nothing that can be read is where it comes from
/// itself.
pub fn origin(peer: IpAddr, headers: &HeaderMap, proxies: &Proxies) -> IpAddr {
    let mut last = peer.to_canonical();
    for hop in hops(headers, proxies.header).into_iter().rev().take(HOPS_MAX) {
        // Whoever hides who asked is the last that is known.
        let Some(hop) = hop.filter(|_| proxies.trusts(last)) else { break };
        last = hop;
    }
    last
}

/// The addresses that the header has, the nearest last; nothing for one that cannot be read.
fn hops(headers: &HeaderMap, header: ProxyHeader) -> Vec<Option<IpAddr>> {
    let name = match header {
        ProxyHeader::XForwardedFor => "x-forwarded-for",
        ProxyHeader::Forwarded => "forwarded",
    };
    let lines = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?"));
    let each = lines.flat_map(|line| line.split(','));
    match header {
        ProxyHeader::XForwardedFor => each.map(address).collect(),
        ProxyHeader::Forwarded => each.map(forwarded).collect(),
    }
}

/// The `for` of an element of `Forwarded`.
fn forwarded(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut of = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    address(of.next()?.1.trim().trim_matches('"'))
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let whole = bare.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    whole.or_else(with_port).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    /// Who connected, what stands in the header, and where it comes from; 10.0.0.0/8 is trusted.
    const X_FORWARDED_FOR: &[(&str, &[&str], &str)] = &[
        ("203.0.113.7", &[], "203.0.113.7"),
        ("203.0.113.7", &["198.51.100.1"], "203.0.113.7"),
        ("203.0.113.7", &["10.0.0.9"], "203.0.113.7"),
        ("10.0.0.1", &[], "10.0.0.1"),
        ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
        ("::ffff:10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", &["1.1.1.1", "198.51.100.1,10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
        ("10.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
        ("10.0.0.1", &["2001:db8::1"], "2001:db8::1"),
        ("10.0.0.1", &["unknown"], "10.0.0.1"),
        ("10.0.0.1", &["1.1.1.1, unknown"], "10.0.0.1"),
        ("10.0.0.1", &[""], "10.0.0.1"),
    ];

    const FORWARDED: &[(&str, &[&str], &str)] = &[
        ("203.0.113.7", &["for=198.51.100.1"], "203.0.113.7"),
        ("10.0.0.1", &["for=198.51.100.1;proto=https"], "198.51.100.1"),
        ("10.0.0.1", &["proto=https; FOR=\"[2001:db8::1]:4711\""], "2001:db8::1"),
        ("10.0.0.1", &["for=1.1.1.1, for=198.51.100.1, for=10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", &["for=_hidden"], "10.0.0.1"),
        ("10.0.0.1", &["proto=https"], "10.0.0.1"),
    ];

    fn check(name: &'static str, header: ProxyHeader, cases: &[(&str, &[&str], &str)]) {
        let proxies = Proxies { networks: vec!["10.0.0.0/8".parse().unwrap()], header };
        for (peer, lines, expected) in cases {
            let mut headers = HeaderMap::new();
            // What the other header says is never looked at.
            for other in
                ["x-forwarded-for", "forwarded", "x-real-ip"].iter().filter(|it| **it != name)
            {
                headers.append(*other, HeaderValue::from_static("for=192.0.2.66"));
            }
            for line in *lines {
                headers.append(HeaderName::from_static(name), line.parse().unwrap());
            }
            let found = origin(peer.parse().unwrap(), &headers, &proxies);
            assert_eq!(found, expected.parse::<IpAddr>().unwrap(), "{peer} {lines:?}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_its_own_words() {
        check("x-forwarded-for", ProxyHeader::XForwardedFor, X_FORWARDED_FOR);
        check("forwarded", ProxyHeader::Forwarded, FORWARDED);
    }
}
