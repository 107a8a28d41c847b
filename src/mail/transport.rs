//! Handing a finished mail to memory, a folder or an SMTP relay.
