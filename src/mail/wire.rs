//! The bytes of a dialogue: a socket that can change to TLS half-way, and a message made safe for DATA.
//!
//! Invariant: what `on_the_wire` returns holds CR and LF only as CRLF, and a line of one dot only at its end.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::task::ready;

use lettre::transport::smtp::Error as LettreError;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::client::AsyncTokioStream;
use lettre::transport::smtp::extension::ClientId;
use memchr::memchr2;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;

/// The message as DATA wants it (RFC 5321 sections 4.1.1.4 and 4.5.2): CRLF line ends only, a second dot before one that
/// begins a line, and the line of a dot that ends it.
///
/// Bare CR or LF would let text of a mail end the message early at some relays (section 2.3.8). The library's own way looks
/// at each byte by itself and writes the end apart.
pub(crate) fn on_the_wire(message: &str) -> String {
    let mut wire = String::with_capacity(message.len() + message.len() / 32 + 8);
    let mut rest = message;
    loop {
        let end = memchr2(b'\r', b'\n', rest.as_bytes());
        let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
        if line.starts_with('.') {
            wire.push('.');
        }
        wire.push_str(line);
        wire.push_str("\r\n");
        rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\r', '\n'])).unwrap_or_default();
        if rest.is_empty() {
            wire.push_str(".\r\n");
            return wire;
        }
    }
}

/// A TCP connection of which several handles may exist, so that TLS can be laid over it after STARTTLS.
#[derive(Debug, Clone)]
pub(crate) struct Wire(Arc<TcpStream>);

impl Wire {
    pub fn new(tcp: TcpStream) -> Self {
        Self(Arc::new(tcp))
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            ready!(self.0.poll_read_ready(cx))?;
            match self.0.try_read(buf.initialize_unfilled()) {
                Ok(read) => {
                    buf.advance(read);
                    return Poll::Ready(Ok(()));
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                Err(e) => return Poll::Ready(Err(e)),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.0.poll_write_ready(cx))?;
            match self.0.try_write(bytes) {
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                done => return Poll::Ready(done),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    /// Nothing: the connection closes when its last handle goes.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncTokioStream for Wire {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }
}

/// A connection of the library that talks to nobody yet.
///
/// The library connects only by reading a greeting and saying EHLO in one go. The session does both itself, so that
/// the step of a refusal is known, and without the library's reading of the answer (it panics on a line of spaces).
pub(crate) async fn blank() -> Result<AsyncSmtpConnection, LettreError> {
    let nobody = Nobody(b"220 nobody\r\n250 nobody\r\n");
    AsyncSmtpConnection::connect_with_transport(Box::new(nobody), &ClientId::default()).await
}

/// Answers from a script and swallows what is written.
#[derive(Debug)]
struct Nobody(&'static [u8]);

impl AsyncRead for Nobody {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let (now, later) = self.0.split_at(self.0.len().min(buf.remaining()));
        buf.put_slice(now);
        self.0 = later;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Nobody {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncTokioStream for Nobody {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::NotConnected.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_crlf_only_with_its_dots_doubled() {
        for (given, sent) in [
            ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"),
            ("a\r\nb", "a\r\nb\r\n.\r\n"),
            ("a\r\n\r\n", "a\r\n\r\n.\r\n"),
            ("a\nb\n", "a\r\nb\r\n.\r\n"),
            ("a\n.\rb", "a\r\n..\r\nb\r\n.\r\n"),
            ("a\r\r\n.\r\n", "a\r\n\r\n..\r\n.\r\n"),
            (".a\r\n..", "..a\r\n...\r\n.\r\n"),
            ("a\r", "a\r\n.\r\n"),
            ("\n", "\r\n.\r\n"),
            ("", "\r\n.\r\n"),
        ] {
            assert_eq!(on_the_wire(given), sent, "{given:?}");
        }
    }
}
