//! The bytes of a dialogue: a socket that can change to TLS half-way, and a message made safe for DATA.
//!
//! Invariant: what `on_the_wire` returns holds CR and LF only as CRLF.

use std::borrow::Cow;
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
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;

/// The message with CRLF line ends only, and without its last one, which the library writes before the dot.
///
/// Bare CR or LF would let text of a mail end the message early at some relays (RFC 5321 section 2.3.8).
pub(crate) fn on_the_wire(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bare = |at: usize, byte: u8| match byte {
        b'\n' => at == 0 || bytes[at - 1] != b'\r',
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    if !bytes.iter().enumerate().any(|(at, &byte)| bare(at, byte)) {
        return Cow::Borrowed(bytes.strip_suffix(b"\r\n").unwrap_or(bytes));
    }
    let mut clean = Vec::with_capacity(bytes.len() + 64);
    for (at, &byte) in bytes.iter().enumerate() {
        if bare(at, byte) { clean.extend_from_slice(b"\r\n") } else { clean.push(byte) }
    }
    if clean.ends_with(b"\r\n") {
        clean.truncate(clean.len() - 2);
    }
    Cow::Owned(clean)
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
    fn a_message_is_crlf_only_and_loses_one_line_end() {
        let table: [(&[u8], &[u8]); 8] = [
            (b"a\r\nb\r\n", b"a\r\nb"),
            (b"a\r\nb", b"a\r\nb"),
            (b"a\r\n\r\n", b"a\r\n"),
            (b"a\nb\n", b"a\r\nb"),
            (b"a\n.\rb", b"a\r\n.\r\nb"),
            (b"a\r\r\n.\r\n", b"a\r\n\r\n."),
            (b"\n", b""),
            (b"", b""),
        ];
        for (given, sent) in table {
            assert_eq!(on_the_wire(given).as_ref(), sent, "{}", given.escape_ascii());
        }
    }
}
