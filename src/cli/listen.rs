//! Binding the listening port, and the rule that keeps a demo on this machine.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use tokio::net::TcpListener;

/// Binds the listening socket.
///
/// # Errors
/// The address is in use or does not belong to this machine; the message names `--listen`.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}: if another program has this port, choose one with --listen ADDR:PORT (port 0 takes a free one)")
    })
}

/// Checks the demo's address: its log-ins are printed and its mailbox is public, so it must be a loopback address.
///
/// # Errors
/// Other machines could reach it, and `--allow-remote` was not given.
pub fn check_demo_address(address: SocketAddr, allow_remote: bool) -> Result<()> {
    ensure!(
        allow_remote || address.ip().is_loopback(),
        "{address} can be reached from other machines, and whoever reaches a demo reads its mailbox: \
         use --listen 127.0.0.1:{}, or add --allow-remote if that is what you want",
        address.port()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_is_fenced() {
        let check = |address: &str, allow| check_demo_address(address.parse().unwrap(), allow);
        assert!(check("127.0.0.1:0", false).is_ok() && check("[::1]:0", false).is_ok());
        assert!(check("0.0.0.0:80", true).is_ok());
        assert!(check("0.0.0.0:80", false).unwrap_err().to_string().contains("--allow-remote"));
    }

    #[tokio::test]
    async fn a_taken_port_is_explained() {
        let first = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let message = bind(first.local_addr().unwrap()).await.unwrap_err().to_string();
        assert!(message.contains("--listen"), "{message}");
    }
}
