# The office: what surrounds each page.
office-menu = Areas
office-signed-in = Signed in: { $who }
office-sign-out = Sign out
office-holds-all = All mail is on hold. Nothing goes out.
office-holds-all-link = To the outbox
office-test-to = Test mode: all mail goes to { $address }, not to the actors.
office-sample = Example data: these actors and events are made up.
office-public = Public programme
office-patterns = Patterns
