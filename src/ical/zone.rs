//! VTIMEZONE from the zones of the time zone database.
