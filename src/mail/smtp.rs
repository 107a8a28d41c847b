//! One SMTP dialogue with a relay, step by step, and what each answer means.
