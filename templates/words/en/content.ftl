# The content of an event, as the office writes it
fault-long-line = This is too long: 300 characters at most.
fault-long-text = This text is too long: 1 MB at most.
fault-number = This is no number that fits here. Write the number alone, like 15.
fault-price = This is no price. Write one like 5 or 2.50.
fault-link = This is no link. It begins with https://.
fault-nobody = We do not know this organisation. Choose a name from the list.
fault-no-minutes = Approved minutes need a text.
fault-size = This is no size. Write one like 240 kB or 1.2 MB.

# Agenda
agenda-title = Agenda and minutes
agenda-link = Agenda
agenda-dates = Dates
agenda-items = Agenda
agenda-hint = New item: fill an empty row. Remove an item: empty its topic. Reorder: write another number. No mail goes because of the agenda.
agenda-no = No.
agenda-at = From
agenda-topic = Topic
agenda-length-minutes = Minutes
agenda-kind = What
agenda-lead = Who leads
agenda-no-of = Number in row { $row }
agenda-topic-of = Topic in row { $row }
agenda-minutes-of = Minutes in row { $row }
agenda-kind-of = What in row { $row }
agenda-lead-of = Who leads in row { $row }
agenda-together = Together
agenda-sum = { $minutes } minutes
agenda-sum-of = { $minutes } of { $length } minutes
agenda-too-long = { $minutes ->
    [one] The items take one minute more than the meeting. Perhaps make one shorter?
   *[other] The items take { $minutes } minutes more than the meeting. Perhaps make one shorter?
}
agenda-for = For which dates is this agenda?
agenda-for-date = for this date alone
agenda-for-all = for all dates that have none of their own
agenda-own = This date has its own agenda.
agenda-take-general = Take that of all dates

# Minutes
minutes-title = Minutes
minutes-text = Text
minutes-text-hint = Empty line: new paragraph. Lines with “- ”: a list.
minutes-status = State
minutes-is-draft = draft
minutes-is-approved = approved
minutes-approved = Approved on, like 12.9.27
minutes-approved-hint = Empty: today.
minutes-mail-none = No mail with the minutes is planned for this date.
minutes-mail-sent = { $count ->
    [one] The mail with the minutes went to one contact.{ $when }
   *[other] The mail with the minutes went to { $count } contacts.{ $when }
}
minutes-mail-at-once = { $count ->
    [one] When you approve the minutes, they go right afterwards to one contact.{ $when }
   *[other] When you approve the minutes, they go right afterwards to { $count } contacts.{ $when }
}
minutes-mail-then = { $count ->
    [one] When you approve the minutes, they go on { $when } to one contact.
   *[other] When you approve the minutes, they go on { $when } to { $count } contacts.
}
minutes-mail-planned = { $count ->
    [one] The minutes go on { $when } to one contact.
   *[other] The minutes go on { $when } to { $count } contacts.
}

# Tasks and papers
tasks-title = Tasks
tasks-hint = Open tasks stand in the mail with the minutes. Remove a task: empty its text.
tasks-what = What
tasks-who = Who
tasks-due = Until
tasks-done = Done
tasks-what-of = Task { $row }
tasks-who-of = Who does task { $row }
tasks-due-of = Task { $row } until
tasks-done-of = Task { $row } is done
papers-title = Papers
papers-hint = The link begins with https://. Remove a paper: empty name and link.
papers-name = Name
papers-link = Link
papers-kind = Sort
papers-size = Size
papers-name-of = Name of paper { $row }
papers-link-of = Link of paper { $row }
papers-kind-of = Sort of paper { $row }, like pdf
papers-size-of = Size of paper { $row }, like 240 kB

# Details
details-title = Details
details-link = Details
details-lead = Everything that people want to know besides title, time, place and text. What stays empty is said nowhere.
details-what = What and for whom
details-kind = Kind
details-topic = Topic
details-none = nothing said
details-target-groups = For whom
details-age-min = From age
details-age-max = To age
details-childcare = There is childcare
details-languages = Languages
details-spoken = Spoken
details-interpretation = Interpreted
details-access = Access
details-access-here = What is different here from what is usual at this place
details-access-note = What else matters
details-cost = Cost
details-cost-kind = Price
details-cost-free = free
details-cost-fixed = fixed price
details-cost-donation = donation
details-amount = Euros
details-reduced = Euros, reduced
details-cost-text = In words
details-registration = Registration
details-needed = Only with registration
details-capacity = Places
details-deadline = Until day, like 12.9.27
details-deadline-time = Time
details-deadline-hint = Without a time: until the end of the day.
details-how = How
details-how-email = by mail
details-how-phone = by telephone
details-how-link = on a page
details-registration-url = Link to register
details-waiting-list = When all places are taken, there is a waiting list
details-online = Meeting point and online
details-meeting-point = Meeting point
details-online-url = Link to the room online
details-online-hint = Who is invited hears of another link if you wish. We ask before.
details-platform = With what, like “video call”
details-dial-in = Dial-in by telephone
details-people = Who makes it
details-organiser = Organiser
details-partner = Partner { $row }
details-programme = Programme
details-contact = Questions of everybody
details-contact-office = Questions of the office (not public)
details-email = Mail
details-phone = Telephone
details-image = Picture
details-image-url = Link to the picture
details-image-credit = Whose picture it is
details-image-alt = What the picture shows
details-image-alt-hint = For all who do not see it.
fault-no-alt = A picture needs a sentence that says what it shows.
fault-reduced = The reduced price is higher than the full one. Please change one of them.
fault-cost-words = It still says “{ $words }” here, and everybody reads so in German. Please change or empty it.
fault-deadline-late = The event is over by then. Please write an earlier day.
fault-age = The oldest age is below the youngest.
details-more = Visibility and more
details-visibility = Who may see it?
details-opening-hours = Opening hours
details-note = Note (for the office only)
details-summary-length = { $count ->
    [one] Summary: one character
   *[other] Summary: { $count } characters
}

# Translations
translations-title = Translations
translations-link = Translations
translations-link-outdated = Translations ({ $count } outdated)
translations-lead = The German text stands on the left, you write the translation on the right. What is missing people read in German, and are told so.
translations-there = Languages
translations-missing = Without a translation so far:
translations-original = German
translation-easy-german = Easy German
translation-outdated = outdated
translation-current = This translation says again what the German text says

# Taking an event as a template
copy-link = Take as a template
copy-note = Template: { $day }. Enter the new day. Texts, agenda, details and mails are taken over; repetition, answers and minutes are not.
copy-days = With an empty last day it takes { $count } days as the template does.
