# Repetitions in words, and forms about the dates of an event.
repetition-once = once
repetition-list = on single days
repetition-kept = by a special rule that is not put in words here
repetition-and = { $days } and { $last }
repetition-day = { $every ->
        [one] every day
       *[other] every { $every } days
    }
repetition-week = { $every ->
        [one] every week on { $days }
       *[other] every { $every } weeks on { $days }
    }
repetition-month = { $every ->
        [one] every month on the { $nth } { $weekday }
       *[other] every { $every } months on the { $nth } { $weekday }
    }
repetition-month-day = { $every ->
        [one] every month on day { $day }
       *[other] every { $every } months on day { $day }
    }
repetition-year = { $every ->
        [one] every year, first on { $date }
       *[other] every { $every } years, first on { $date }
    }
repetition-nth-1 = first
repetition-nth-2 = second
repetition-nth-3 = third
repetition-nth-4 = fourth
repetition-nth-5 = fifth
repetition-nth-last = last
repetition-never = without an end
repetition-after = { $count ->
        [one] one date
       *[other] { $count } dates
    }
repetition-on = until { $day }
repetition-more = { $count ->
        [one] and one more
       *[other] and { $count } more
    }

dates-title = Dates
dates-lead = When, and how often? Before anything is saved you see each date that changes.
dates-now = Now: { $sentence }
dates-first = The first date
dates-repeats = Repetition
dates-unit = How often?
dates-unit-once = once
dates-unit-day = daily
dates-unit-week = weekly
dates-unit-month = monthly, on the same weekday (for example the third Thursday)
dates-unit-month-last = monthly, on the last weekday (for example the last Thursday)
dates-unit-month-day = monthly, on the same day (for example the 15th)
dates-unit-year = yearly
dates-unit-kept = keep the special rule
dates-every = Every how many weeks, months …? (1 = each, 2 = every second; quarterly: monthly, every 3rd time)
dates-weekdays = On these weekdays (only with “weekly”)
dates-ends = When does it end?
dates-ends-once = only for what repeats
dates-ends-never = not known yet
dates-ends-after = after a number of dates
dates-ends-on = on a day
dates-after = How many dates?
dates-on = Last day, for example 16.11.27
dates-exceptions = Exceptions
dates-also = Also on these days, one a line (12.9.27 or 12.9.27 18:00)
dates-without = Not on these days, one a line
dates-hint-cancel = Is a date known already and will not take place? Cancel it instead: then all who know of it will hear.
dates-next = Continue

scope-title = For which dates is this meant?
scope-one = Only for this date
scope-following = For this one and all that follow
scope-all = For all dates (time of day and place)
event-dates-past = Over ({ $count })
series-dates = Change dates and repetition
series-see = This event has several dates. Day, time and repetition are changed on a page of their own.

touched-title = { $count ->
        [one] One date changes
       *[other] { $count } dates change
    }
touched-no-place = no place
decide-past = The new date lies in the past. No mail goes out then.
publish-past = This date lies in the past. If you publish it, nobody is invited any more.
touched-before = Before
touched-after = New
touched-new = new date
touched-gone = no longer a date
touched-cancelled = does not take place
decide-nobody-knows = Nobody knows of these dates yet. No mail goes out about the change. What goes out about new dates you see afterwards under “Who gets which mail when?”.

fault-cancel-one = Here you can cancel one date only. Choose “Only for this date”.
fault-endless = This series has no end. Give it a last day first, under “Change dates and repetition”.
fault-another-day = For all dates you change only the time of day here. The weekday is changed under “Change dates and repetition”.
fault-another-date = Another date of this series is at that time already. Choose another time, or cancel this date.
fault-no-such-date = There is no such date any more: somebody has changed the series meanwhile. Nothing is stored.
fault-every = Write a number from 1 to 99.
fault-after = Write a number from 1 to 500.
fault-ends-early = The last day lies before the first date.
fault-first-weekday = The first date is on none of these weekdays. Choose its weekday as well.
fault-fifth-weekday = Not each month has a fifth weekday. Choose “on the last weekday”.
fault-typed-days = One of these is no day. Write each day in a line of its own, for example 12.9.27.

change-title = Last change
change-sent = The mail server has taken { $sent } of { $all } mails
change-open = { $count } open
change-call = { $count } to ring up
change-call-list = Whom do we ring up?
change-nobody = No mail goes out about the last change.
change-undo-until = Until { $until } you can take the change back. Then nobody hears of it.
change-undo = Take the change back
done-undone = The change is taken back. No mail goes out about it.
done-undo-late = It is too late for that: the mails are on their way. Change the date again, then all will hear.
done-undo-changed = Somebody else changed the event meanwhile. Please look first.

plan-change = Change mails
plan-change-lead = Which mails go, when and to whom? Look first at what that means. Then save.
plan-look = See who gets what
plan-would = This is how it would be
plan-programme = The mails of the programme come on top
plan-line = Time line
plan-line-alt = Time line of the mails. The table below says the same.
plan-event = Date
plan-draft = Nothing is sent yet. This is how it would be if you published now.
publish-title = This is still a draft
publish-later = It is stored as a draft. Its page then shows who gets which mail when, and lets you publish it.
publish-public = Once published, it stands in the public programme.
publish-network = Once published, all actors see it in their calendars.
publish-group = Once published, the members of its groups see it in their calendars.
publish-mails =
    { $now ->
        [0] No mail goes at once.
        [one] One mail goes at once.
       *[other] { $now } mails go at once.
    }{ $later ->
        [0] { "" }
        [one] { " " }Another one goes later: { $first }.
       *[other] { " " }{ $later } more go later, the first: { $first }.
    }
publish-do = Publish now
done-published = Published.
done-publish-changed = Somebody else has changed the event meanwhile. Look again at who gets what, and then publish.
plan-others = Mails about the other dates ({ $count })
decide-to-call = { $count ->
        [one] No mail reaches one of them; it stands under “to call” afterwards.
       *[other] No mail reaches { $count } of them; they stand under “to call” afterwards.
    }
