# The office's pages about one date: who comes, who was there, the record
date-pages = Pages about this date
date-back = To the event
date-answers = Answers
date-answers-lead = Who comes, who is still missing? If somebody called or wrote, enter their answer here.
date-answer = Enter an answer
date-answer-lead = Did this organisation call or write? What you enter counts as their own answer: no further question goes out, and the reminder does.
date-door = List for the door
date-door-lead = For printing: one page with everybody who said yes or maybe. There is room for others at the end.
date-attendance = Attendance
date-attendance-lead = Who was there? A tick is enough: then as many people count as were announced. Otherwise write the number.
date-record = Record
date-record-lead = For the files: print this page, or save it as PDF.
date-links = Answers and attendance
done-answer = The answer is entered.

# Answers
guests-list = Invited organisations, those who come first
guests-none = Nobody invited yet
guests-none-text = As soon as invitations are planned, all invited organisations stand here.
guests-needs = Needed: { $needs }
guests-earlier = { $count ->
        [one] one yes for an earlier time
       *[other] { $count } yes for an earlier time
    }
guests-to-call = to call
guests-to-call-why = No mail reaches them.
guests-given = When and how
guests-do = What to do
guests-enter = Enter
guests-change = Change
guests-topic = Topic:
guests-given-to = was for { $when }
guests-all-dates = for all dates
guests-other = Another organisation got in touch
guests-by-link = { $when }, by the link
guests-by-link-of = { $when }, by the link ({ $who })
guests-by-office = { $when }, entered by the office
guests-by-office-of = { $when }, entered by { $who } (office)
guests-by-import = { $when }, from an import
invited-by-mail = invited: { $when }
invited-by-file = invited without a mail
invited-ahead = invitation goes: { $when }
invited-unreached = to call: { $why }
invited-not = not invited

# Entering an answer
proxy-so-far = So far: { $answer } ({ $given })
proxy-comes = Is somebody coming?
proxy-who = Who comes, and what is needed?
proxy-topic = They would like to talk about
proxy-save = Save the answer
proxy-over = This date is over or cancelled. An answer is no longer needed.
fault-answer-changed = Another answer came meanwhile; it stands below under “So far”. Save again if yours shall count.

# List for the door
door-expected = { $yes ->
        [one] One yes
       *[other] { $yes } yes
    } with { $people ->
        [one] one person
       *[other] { $people } people
    }, { $maybe } maybe
door-list = Announced organisations by name

# Attendance
attendance-list = Who was there?
attendance-there = Was there
attendance-there-of = Was there: { $actor }
attendance-persons-of = People: { $actor }
attendance-announced = Announced
attendance-more = Who else was there
attendance-other = Another organisation
attendance-no-other = none
attendance-nobodys = People of no organisation
attendance-nobodys-hint = Did you only count heads? Then this number is enough.
attendance-counted = Counted: { $people ->
        [one] one person
       *[other] { $people } people
    } of { $actors ->
        [one] one organisation
       *[other] { $actors } organisations
    }
attendance-counted-nobodys = Counted: { $people ->
        [one] one person
       *[other] { $people } people
    } of no organisation
attendance-counted-both = Counted: { $people } people: { $own ->
        [one] one
       *[other] { $own }
    } of { $actors ->
        [one] one organisation
       *[other] { $actors } organisations
    }, { $nobodys ->
        [one] one
       *[other] { $nobodys }
    } of none
fault-persons = Write a number up to 9999.
fault-other = Choose who it was.
fault-attendance-changed = Somebody else counted meanwhile. What you typed stands below. Save again if it shall count.

# Record
record-made = As of { $when }
record-answers = { $yes ->
        [one] One yes
       *[other] { $yes } yes
    } with { $people ->
        [one] one person
       *[other] { $people } people
    }, { $maybe } maybe, { $no } no, { $silent } without answer
record-needs = Needed
record-there = Present
record-not-counted = not counted
record-guests = Invited, answered, came
record-invited = Invitation
record-came = Was there
record-mails = Mails about this date
record-sent = Sent
record-results = Result
record-accepted = { $count } accepted by the mail server
record-open = { $count } not sent yet
record-missed = { $kind }: who not, and why
