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
office-nav-week = This week
office-nav-actors = Organisations
office-nav-outbox = Outbox
save = Save
cancel = Cancel
none = none
done-saved = Saved.
done-mail-held = All mail is held.
done-mail-released = Mail goes out again.
done-mails-hold = Held.
done-mails-release = Released.
done-mails-retry = It will be tried again.

# Signing in
sign-in-title = Sign in
sign-in-hint = We send you a code. You need no password.
sign-in-address = Your mail address
sign-in-ask = Send a code
sign-in-asked = If { $address } has an account, a mail is on its way.
sign-in-asked-hint = The code works for ten minutes.
sign-in-code = Six digits from the mail
sign-in-button = Sign in
sign-in-again = Send a new code
sign-in-confirm = You are signing in as
sign-in-no-address = This is no mail address. Write one like name@city.org.
sign-in-wrong-code = This code is wrong or no longer works. Ask for a new one.
sign-in-link-gone = It was probably used already or is too old: a link to sign in works once and not for long. Please ask for a new one.
sign-in-other-browser = This link belongs to another browser. Type the code from the mail there.

# This week
week-title = This week
week-period = { $from } to { $until }
week-needs = This needs you now
week-no-needs = Nothing waits for you.
week-dates = This takes place
week-no-dates = Nothing takes place in these seven days.
week-mails = This will be sent
week-no-mails = No mail goes out in the next seven days.
week-to-outbox = Go to the outbox
week-numbers = { $yes ->
        [one] one yes
       *[other] { $yes } yes
    } · { $maybe } perhaps · { $silent } without an answer
week-few-leads = Only one account has the role of a lead. With a second one somebody can get in when you are away.
state-cancelled = Cancelled
need-failed = { $count ->
        [one] One mail did not arrive
       *[other] { $count } mails did not arrive
    }
need-failed-action = See
need-held = { $count ->
        [one] One mail waits for you to release it
       *[other] { $count } mails wait for you to release them
    }
need-held-action = Check
need-submitted = { $count ->
        [one] One submission is waiting
       *[other] { $count } submissions are waiting
    } { $days ->
        [0] since today
        [one] since yesterday
       *[other] for { $days } days
    }
need-submitted-action = See
need-actors = There is nobody yet whom you could invite.
need-actors-action = Read in a list
need-silent = { $count ->
        [one] One organisation has not answered yet: { $title }, { $when }
       *[other] { $count } organisations have not answered yet: { $title }, { $when }
    }
need-silent-action = See answers
need-call = { $count ->
        [one] No mail reaches one organisation. Please ring up: { $title }, { $when }
       *[other] No mail reaches { $count } organisations. Please ring up: { $title }, { $when }
    }
need-call-action = Whom?

# Outbox
outbox-title = Outbox
outbox-hold-all = Hold all mail
outbox-release-all = Send mail again
outbox-states = States
outbox-usual = Show all that is open
outbox-list = Mails by event
outbox-empty = Nothing there
outbox-empty-text = No mail is in this state.
outbox-back = Outbox
mails-list = Each mail
mails-planned = { $count } planned
mails-held = { $count } held
mails-sending = { $count } on the way
mails-sent = { $count } accepted
mails-moot = { $count } not sent
mails-dead = { $count } not delivered
mail-planned = planned
mail-held = held
mail-sending = on the way
mail-sent = accepted by the mail server
mail-moot = not sent
mail-dead = not delivered
mail-what = Mail
mail-when = When
mail-about = Event
mail-state = State
mail-actor = Organisation
mail-address = Address
mail-address-old = There is another address by now.
mail-fault = Reply of the mail server
lever-hold = Hold
lever-release = Release
lever-retry = Try those not delivered again
why-not-cancelled = the date is cancelled, or there is no such date any more
why-not-moved = the date is another one
why-not-superseded = a newer mail says it
why-not-taken-back = the change was taken back
why-not-not-told = was not meant to hear of it: so the office decided
why-not-expired = the time for it is over
why-not-late = was due before the event was entered
why-not-objected = wants no such mail
why-not-objected-to-all = objected to mails
why-not-bounced = the address no longer exists
why-not-postal = reads no mail
why-not-answered = has answered already
why-not-same-address = another contact has the same address
why-not-minutes-missing = there are no minutes
why-not-nothing-to-say = there was nothing to say
why-not-withdrawn = no longer belongs to it, or this mail is switched off
hold-rule = waits for you to release it
hold-import = caused by an import; it waits for you to release it
hold-minutes-missing = the minutes are missing
hold-person = somebody held it

# Contact
contact-title = Did we invite them?
contact-ask = To which event?
contact-all = All events
contact-show = Show
contact-mails = All mails to this contact, the newest first
contact-no-mails = No mail went to this contact yet.
why-not-published = The event is not published yet, so no mail goes.
why-no-rules = This event has no rules for mails.
why-other-groups = Invited are: { $groups }. This organisation does not belong to them.
why-other-contact = Mails to this organisation go to another contact: { $roles }.
why-other-audience = goes to others, such as the organiser.
why-only-accepted = goes only to organisations that said yes.
why-only-tentative = goes only to organisations that may come.
why-only-declined = goes only to organisations that said no.
why-later = No mail is planned yet. It comes when the date is nearer.

# Organisations
actors-title = Organisations
actors-search = Find organisations
actors-words = Name or mail address
actors-group = Group
actors-language = Language
actors-any = all
actors-count = { $count ->
        [one] One organisation
       *[other] { $count } organisations
    }
actors-list = Organisations by name
actors-none = Nobody found
office-back = Back to the office
list-empty = There is nothing here yet.
actors-empty-text = Enter the first organisation above, or import your list from Excel.
events-empty-text = You enter a new event above. A whole list from Excel is for the import.
actors-none-text = Try fewer words.
actor-itself = Organisation
actor-name = Name
actor-type = Sort
actor-district = District
actor-phone = Telephone
actor-note = Note
actor-note-hint = For the office only.
actor-contact = First contact
actor-role = Role
actor-email = Mail address
actor-groups = Groups
actor-for-invitations = gets invitations
actor-invites-first = No contact has a tick at “gets invitations”. So the invitations go to the first contact.
actor-for-organising = gets mails for organisers
actor-postal-only = reads no mail: call or write
actor-email-ok = wants mails (else: has objected)
actor-bounced = the address no longer exists
fault-missing = Please fill this in.
fault-no-address = Please enter a mail address, or tick that this contact reads no mail.
fault-bad-address = This is no mail address.
fault-changed-meanwhile = Somebody else has changed this organisation meanwhile. What you typed stands below; each field that is stored otherwise says what holds by now. Save again if what you typed shall hold.

office-nav-events = Events
back = Back

# Events
events-title = Events
events-parts = Which
events-ahead = Ahead
events-drafts = Drafts and proposals
events-over = Over
events-search = Find events
events-words = Word of the title
events-count = { $count ->
        [one] One event
       *[other] { $count } events
    }
events-list = Events by date
events-none = Nothing found
event-new = New meeting
event-new-event = New event
event-organiser = Organiser
event-draft = draft
event-submitted = waits for approval
event-published = published
event-is-meeting = Exchange meeting
event-is-event = Event
visible-public = public
visible-network = seen by all organisations
visible-group = seen by the groups only
event-edit = Edit
event-public-page = Public page
event-dates = Dates
event-date-change = Move or cancel
event-date-cancelled = This date does not take place
event-reason-label = Reason (stands in the mail)
event-what-when = What and when
event-title = Title
event-day = Day, like 12.9.27
event-last = Last day, only for several days
event-from = Start
event-to = End
event-whole-days = The whole day? Then leave start and end empty.
event-where = Where
event-venue = Venue
event-no-venue = none of the list
event-place = Place in words, or an addition like “2nd floor”
event-groups = Invited groups
event-text = Text
event-summary = In short
event-description = Description
event-status = Does it take place?
event-review = Published?
status-confirmed = yes
status-tentative = not yet sure
status-cancelled = no, it is cancelled
review-draft = not yet: draft
review-published = yes
fact-groups = Groups
plan-title = Who gets which mail when?
plan-languages = Languages
plan-not = Who does not
plan-why = Reasons
plan-do = See
plan-preview = Preview
plan-mails = each mail
fault-no-group = Choose the groups that are invited; if there is none yet, enter one first. What is open to everybody is a new event.
plan-for-nobody = For nobody yet: { $kinds }. That changes once somebody says yes, for example.
plan-too-late = Nobody is invited to this date: the invitation would have been due on { $when } already. Give it a later time if it shall still go.
plan-none = No mail goes about this event.
answers-title = Answers
answers-accepted = { $count ->
       *[other] yes
    }
answers-tentative = perhaps
answers-declined = { $count ->
       *[other] no
    }
answers-silent = without an answer
answers-answer = Answer
answers-people = People
answers-needs = Needs
answers-said = Note and topic
answer-state-accepted = comes
answer-state-tentative = perhaps
answer-state-declined = does not come
answer-state-none = no answer
preview-for = As it is read by
preview-other = How does somebody else read it?
preview-html = See it as it looks in a mail program
preview-alone = See it on a page of its own
preview-text = The same mail as plain text
decide-title = Who shall hear of it?
decide-text = { $told ->
        [one] One organisation knows of this date,
       *[other] { $told } organisations know of this date,
    } { $accepted ->
        [one] one has said yes.
       *[other] { $accepted } have said yes.
    }
decide-who = A mail goes to
decide-everybody = All who know of it ({ $count ->
        [one] one organisation
       *[other] { $count } organisations
    })
decide-accepted = Only those who said yes ({ $count ->
        [one] one organisation
       *[other] { $count } organisations
    })
decide-nobody = Nobody
decide-nobody-hint = Page and calendars change, no mail goes.
decide-undo = { $minutes ->
        [0] The mails go at once.
        [one] The mails go after a minute. Until then you can take the change back.
       *[other] The mails go after { $minutes } minutes. Until then you can take the change back.
    }
decide-save = Save
fault-no-time = This is no time. Write one like 17:00.
fault-ends-before = This ends before it begins. What goes past midnight may take twelve hours; what takes longer needs a last day.
fault-last-early = The last day is before the first one.
fault-no-start = There is an end without a start. For whole days leave both empty.
fault-no-end = There is a last day without an end. For whole days leave start and end empty.
fault-hours-plan = A mail about it goes hours before or after it. For whole days mails count in days: please change the mails first.
fault-mixed-dates = Of several dates either all have a time of day or none. For all of them you change that under “Change dates and repetition”.
fault-moved-dates = One date was moved by itself and does not go with that any more: either all have a time of day or none. Please put that date back first.
fault-not-so = This is not possible. Please check it.
fault-event-changed = Somebody else has changed this event meanwhile. What you typed stands below; each field that is stored otherwise says what holds by now. Save again if what you typed shall hold.
fault-now-stored = Stored by now: “{ $value }”
fault-now-empty = Stored by now: nothing
is-ticked = ticked
is-not-ticked = not ticked
fault-after-unchosen = This does not count yet. Choose “after a number of dates”, or empty this field.
fault-on-unchosen = This does not count yet. Choose “on a day”, or empty this field.
fault-far-day = This day is more than ten years away. Is the year right?
fault-typed-day = There is no such day. Write one like 12.9.27.
office-form-foreign = The form did not come from our page, or it is too old. Nothing was stored. Please open the page again, sign in if you need to, and then send the form again.
office-form-unread = The form is too large or damaged. Nothing was stored. Please open the page again, sign in if you need to, and then send the form again.
