//! A network namespace with a link to this one, in which packets can be lost. Loopback loses none.

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::fd::AsFd as _;
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// The namespace, which is removed when dropped.
pub struct NetworkNamespace {
    name: String,
    /// The address of this end of the link, and of the other one.
    addresses: [Ipv4Addr; 2],
}

impl NetworkNamespace {
    /// Makes one; `None` with a message if that needs root, or iproute2 is missing.
    #[must_use]
    pub fn make() -> Option<Self> {
        if !crate::has("ip") {
            return None;
        }
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let id = format!("{}n{number}", process::id());
        // A subnet of the range for tests of network devices (RFC 2544).
        let subnet = u32::from(Ipv4Addr::new(198, 18, 0, 0)) + (4 * (8 * process::id() + number % 8)) % (1 << 17);
        let addresses = [1, 2].map(|end| Ipv4Addr::from(subnet + end));
        let made = Self { name: format!("zoomuser-test-{id}"), addresses };
        if !ip(&format!("netns add {}", made.name)) {
            assert!(std::env::var_os("CI").is_none(), "a network namespace could not be made");
            eprintln!("skipped: network namespaces need root");
            return None;
        }
        let (name, here, there) = (&made.name, format!("zu{id}a"), format!("zu{id}b"));
        let [own, other] = addresses;
        for line in [
            format!("link add {here} type veth peer name {there} netns {name}"),
            format!("addr add {own}/30 dev {here}"),
            format!("link set {here} up"),
            format!("-n {name} addr add {other}/30 dev {there}"),
            format!("-n {name} link set {there} up"),
        ] {
            assert!(ip(&line), "ip {line}");
        }
        Some(made)
    }

    /// A listener in the namespace. Accepting from it works everywhere.
    #[must_use]
    pub fn listener(&self) -> TcpListener {
        let namespace = File::open(format!("/run/netns/{}", self.name)).expect("it was made");
        let address = SocketAddr::from((self.addresses[1], 0));
        // A thread of its own, because it stays in the namespace.
        let made = thread::spawn(move || {
            move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Network)).expect("root may");
            TcpListener::bind(address).expect("a free port")
        });
        made.join().expect("no panic")
    }

    /// Loses all packets from the namespace to this port at this end of the link.
    pub fn lose_packets_to(&self, port: u16) {
        let line = format!("-n {} rule add to {} ipproto tcp dport {port} blackhole", self.name, self.addresses[0]);
        assert!(ip(&line), "ip {line}");
    }
}

impl Drop for NetworkNamespace {
    fn drop(&mut self) {
        // The link goes with it.
        ip(&format!("netns del {}", self.name));
    }
}

fn ip(arguments: &str) -> bool {
    Command::new("ip").args(arguments.split(' ')).status().is_ok_and(|status| status.success())
}
