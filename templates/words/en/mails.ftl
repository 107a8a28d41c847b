# Mails. { $title } is the event's title, { $start } its start in short (Thu 19 Aug, 17:00).

## Subject: what matters within the first 40 characters
subject-save-the-date = Save the date: { $title } – { $start }
subject-invitation = Invitation: { $title } – { $start }
subject-reminder = Reminder: { $title } – { $near }
subject-nudge = Please answer by { $by }: { $title } – { $start }
subject-nudge-open = Please answer: { $title } – { $start }
subject-change-restored = Takes place after all: { $title } – { $start }
subject-change-day = New date: { $title } – now { $start }
subject-change-time = New time: { $title } – now { $time }
subject-change-place = New place: { $title } – { $start }
subject-change-online-only = Now online only: { $title } – { $start }
subject-change-place-open = Place not yet known: { $title } – { $start }
subject-change-link = New link: { $title } – { $start }
subject-change-link-new = Now with an online room: { $title } – { $start }
subject-change-link-gone = No online room any more: { $title } – { $start }
subject-change-text = New details: { $title } – { $start }
subject-cancellation = Cancelled: { $title } – { $start }
subject-head-count = { $count ->
    [one] One acceptance: { $title } – { $start }
   *[other] { $count } acceptances: { $title } – { $start }
}
subject-head-nobody = Soon: { $title } – { $start }
subject-entry-check = Still right? { $title } – { $start }
subject-after-event = How many came? { $title } – { $start }
subject-organiser-digest = Your week: { $week }
subject-minutes = Minutes: { $title } – { $start }

## Frame
separator = {", "}
greeting = Hello, { $name },
all-dates = All your dates as a calendar:
wishes = Fewer mails, another address or unsubscribe:
questions = Any questions? Simply reply to this mail.
phone = Telephone: { $number }
demo = This is an example. All dates and organisations are invented.
why-group = You get this mail because your organisation is in the group “{ $group }”.
why-invited = You get this mail because your organisation is invited.
why-organiser = You get this mail because your organisation is the organiser.
why-partner = You get this mail because your organisation takes part in the event.
content-german = This text is available in German only so far.
content-partly-german = Part of the text is available in German only so far.
content-outdated = The German text is newer than this translation.
more = More about it:
page-button = Open the event

## Facts
label-when = When:
label-dates = All dates:
label-where = Where:
label-online = Online:
label-meeting-point = Meeting point:
label-transit = Getting there:
label-access = Access:
label-reason = Reason:
label-materials = Papers
label-online-button = Join online
dial-in = By telephone: { $number }
place-none = not yet known
place-online = online only
agenda = Topics
agenda-length = { $minutes ->
    [one] Topics (one minute)
   *[other] Topics ({ $minutes } minutes)
}
agenda-info = information
agenda-discussion = discussion
agenda-decision = decision
agenda-minutes = { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}

## Answers
will-you-come = Are you coming?
answer-by = Please answer by { $by }.
button-accepted = I am coming
button-tentative = Maybe
button-declined = I cannot come
needs-ask = Do you need interpretation, sign language or childcare? Tell us on the same page.
your-answer = Your answer so far: { $answer }.
change-answer = Change your answer
answer-page = Answer
answer-accepted = you are coming
answer-tentative = you are perhaps coming
answer-declined = you are not coming
people = { $count ->
    [one] one person
   *[other] { $count } people
}
again-accepted = Your yes was for { $old }. Does { $new } suit you too?
again-tentative = Your maybe was for { $old }. What about { $new }?
again-declined = Your no was for { $old }. Does { $new } suit you better?
need-childcare = childcare
need-dgs = sign language
language-name = { $tag ->
    [ar] Arabic
    [de] German
    [en] English
    [fa] Persian
    [fr] French
    [ku] Kurdish
    [pl] Polish
    [ru] Russian
    [tr] Turkish
    [uk] Ukrainian
   *[other] { $tag }
}
need-interpretation = interpretation ({ language-name })

## Save the date and invitation
save-the-date = please keep this date free.
save-the-date-next = The invitation with all details will follow.
invitation = we invite you: { $title }.
invitation-by = { $organiser } invites you: { $title }.
ics-attached = The calendar entry is attached to this mail.

## Reminder and nudge
reminder = { $near }: { $title }
reminder-bring = Please bring what you need for your topics.
nudge = we have no answer from you yet: { $title }.
nudge-no-helps = A no helps us too: we can plan better then.

## Change and cancellation
change = something has changed: { $title }.
change-restored = it takes place after all: { $title }.
change-time = Time: was { $old }, now { $new }
change-place = Place: was { $old }, now { $new }
change-link = The link to the online room is new.
change-link-new = There is an online room now.
change-link-gone = There is no online room any more.
change-text = The text is new.
change-calendar = The new calendar entry is attached to this mail.
still-counts = { $answer }. That still holds.
cancellation = { $title } does not take place.
cancellation-one = { $title }: this date does not take place.
cancellation-was = It was planned for: { $when }
cancellation-next = The next date: { $next }
cancellation-tell = Please tell others who wanted to come.
cancellation-calendar = Your calendar removes the date with the attached file.

## For organisers
head-count = here are the answers for { $title }.
head-nobody = it is nearly time for { $title }. We invited nobody to it, so there are no answers.
head-answers = Answers
head-accepted = { $count ->
    [one] 1 acceptance
   *[other] { $count } acceptances
}
head-people = { $count ->
    [one] 1 person altogether
   *[other] { $count } people altogether
}
head-tentative = { $count } maybe
head-declined = { $count ->
    [one] 1 refusal
   *[other] { $count } refusals
}
head-silent = { $count } without an answer
head-earlier = { $count ->
    [one] One acceptance was for an earlier time.
   *[other] { $count } acceptances were for an earlier time.
}
head-needs = What is needed
head-need = { $need }: { $count }
head-comments = Remarks
head-silent-list = Without an answer
head-call-list = Please call or write
head-call = { $name }, { $phone } ({ $reason })
no-phone = no telephone number
reason-postal = reads no mail
reason-bounced = mail came back
reason-objected = wants no mail
reason-other = cannot be reached by mail
entry-check = is your entry still right? { $title }
entry-check-do = Please look through time, place and access. Is something wrong? Just reply to this mail. Else there is nothing to do.
entry-check-button = Look at the entry
after-event = how many people came? { $title }
after-event-do = One number is enough; an estimate is fine. Please just reply to this mail.
after-event-button = Enter the number
digest = this is your week.
week = { $first } to { $last }
digest-dates = Your dates
digest-missing = Still missing
digest-failed-list = Not delivered
digest-failed = { $kind } “{ $title }” to { $name }
digest-cancelled = cancelled
missing-minutes = minutes
missing-place = place
missing-access = facts about access
kind-save-the-date = Save the date
kind-invitation = Invitation
kind-reminder = Reminder
kind-nudge = Request for an answer
kind-change = Change
kind-cancellation = Cancellation
kind-head-count = Answers
kind-entry-check = Request to check
kind-after-event = Question about the number
kind-organiser-digest = Week
kind-minutes = Minutes

## Minutes
minutes = here are the minutes: { $title }.
minutes-heading = Results
tasks-own = Your tasks
tasks-others = Other tasks
task = { $task } ({ $name })
task-until = { $task } ({ $name }, by { $due })
next-date = Next date: { $next }
