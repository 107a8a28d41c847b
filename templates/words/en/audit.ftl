# Who did what
audit-title = Who did what?
audit-lead = Each change with its time and person, the newest first.
audit-filter = Search entries
audit-whom = Who
audit-what = To what
audit-from = From, for example 12.9.27
audit-until = Until
audit-any = all
audit-show = Show
audit-list = Entries, the newest first
audit-when = When
audit-did = What
audit-all = all about it
audit-none = No entries
audit-none-text = Nothing was done that fits. Choose less.
audit-pages = Pages
audit-newer = Newer
audit-older = Older
audit-who-account = Account
audit-who-contact = Organisations by links
audit-who-import = Import
audit-who-engine = Treffpunkt itself
audit-who-command = Command on the server
audit-who-office = Office without sign-in
audit-sort-event = Event
audit-sort-occurrence = Date
audit-sort-actor = Organisation
audit-sort-contact = Contact
audit-sort-group = Group
audit-sort-account = Account
audit-sort-outbox = Outbox
audit-sort-notification = Mail
audit-sort-sheet = List
audit-sort-setting = Setting
audit-sort-texts = Texts of mails
audit-verb-add = entered
audit-verb-change = changed
audit-verb-edit = edited in the form
audit-verb-publish = published
audit-verb-remove = deleted
audit-verb-account = account changed
audit-verb-sign-in = signed in
audit-verb-sign-in-asked = asked for a code to sign in
audit-verb-sign-in-link = made a sign-in link
audit-verb-sign-out = signed out
audit-verb-answer = answered
audit-verb-wish = changed wishes about mail
audit-verb-bounce = address found to be gone
audit-verb-hold = held
audit-verb-release = released
audit-verb-retry = tried again
audit-verb-import = imported
audit-verb-text = own text stored
audit-verb-reset = text put back
audit-verb-approve = approved and published
audit-verb-ask = asked back
audit-verb-refuse = refused
audit-verb-send = sent a letter again
audit-verb-attendance = counted who was there
audit-verb-move = moved mails
audit-verb-call-off = called mails off
audit-verb-resume = took the calling off back
audit-verb-test = test mode
audit-verb-test-mail = sent a test mail
audit-detail-lead = lead
audit-detail-editor = editor
audit-detail-removed = removed
audit-detail-accepted = accepted
audit-detail-declined = declined
audit-detail-tentative = tentative
audit-detail-needs-action = no answer
audit-detail-all = all
audit-detail-actors = organisations
audit-detail-events = events
audit-setting-office = Office and sender
audit-setting-retention = Keeping
audit-setting-vocabulary = Terms
audit-detail = { $first }
audit-detail-accepted-of = accepted: { $first }
audit-detail-declined-of = declined: { $first }
audit-detail-tentative-of = tentative: { $first }
audit-detail-needs-action-of = no answer: { $first }
audit-detail-instead-of = { $first }: now { $second }, before { $third }
audit-detail-of = { $second }: { $first ->
    [one] 1 mail
   *[other] { $first } mails
}
audit-detail-people-rows = { $first ->
    [one] 1 person
   *[other] { $first } people
} of { $second ->
    [one] 1 organisation
   *[other] { $second } organisations
}
audit-detail-rows-new-changed = { $first ->
    [one] 1 row
   *[other] { $first } rows
}: { $second } new, { $third } changed
audit-detail-rows = { $first ->
    [one] 1 row
   *[other] { $first } rows
}
audit-detail-answers = { $first ->
    [one] 1 answer
   *[other] { $first } answers
}
audit-detail-all-held-ones = { $first ->
    [0] all
   *[other] all, and { $first } held one by one
}
audit-detail-on = switched on
audit-detail-off-sent = switched off; { $first ->
    [0] nothing sent
    [one] 1 mail sent
   *[other] { $first } mails sent
}
audit-detail-off-held = switched off; { $first ->
    [0] nothing held
    [one] 1 mail held
   *[other] { $first } mails held
}
audit-detail-copy = only as a copy to the team
audit-detail-in-out = { $first } in, { $second } out
audit-detail-out = { $first } out
audit-detail-again = back again
audit-detail-only = only chosen ones
audit-detail-nothing = nothing more
audit-detail-everything = everything

# Which parts of an event were changed.
audit-part-title = title
audit-part-when = time
audit-part-place = place
audit-part-status = status
audit-part-text = text
audit-part-translations = translations
audit-part-people = organiser and contacts
audit-part-groups = groups and visibility
audit-part-registration = registration
audit-part-rules = mails
audit-part-agenda = agenda, minutes, tasks
audit-part-details = further details
