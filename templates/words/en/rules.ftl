# Rules: who gets which mail when.
rule-sentence = { $kind } to { $audience }: { $when }
rule-once = { $rule }, once for all dates
rule-held = { $rule } – waits until you release it
rule-off = { $rule } – switched off
rule-days = { $count ->
        [one] 1 day
       *[other] { $count } days
    }
rule-hours = { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
rule-minutes = { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
rule-before-start = { $span } before the start
rule-before-end = { $span } before the end
rule-after-end = { $span } after the end
rule-before-registration = { $span } before registration ends
rule-after-registration = { $span } after registration ends
rule-before-submission = { $span } before the programme's deadline for entries
rule-after-submission = { $span } after the programme's deadline for entries
rule-at-before-start = at the start
rule-at-after-end = at the end
rule-at-before-registration = when registration ends
rule-at-before-submission = at the programme's deadline for entries
rule-day-before-start = on the day of the start
rule-day-after-end = on the day of the end
rule-day-before-registration = on the last day of registration
rule-day-before-submission = on the day of the deadline for entries
rule-when-at = { $when }, at { $time }
audience-each-group = each invited group
audience-group = the group “{ $group }”
audience-actor = the organisation “{ $actor }”
audience-invited = everybody invited
audience-accepted = everybody who said yes
audience-declined = everybody who said no
audience-tentative = everybody who said “maybe”
audience-silent = everybody without an answer
audience-registered = everybody registered
audience-organiser = the organiser
audience-partners = the partners

# Rules as a form
rule-more = One more mail
rule-kind = Which mail
rule-no-kind = no more
rule-mode = Send it?
rule-mode-on = yes, by itself
rule-mode-held = only when I release it
rule-mode-off = no, switched off
rule-mode-remove = no, delete the rule
rule-count = How many
rule-unit = Unit
rule-unit-days = days
rule-unit-hours = hours
rule-side = Before or after
rule-side-before-start = before the start
rule-side-before-end = before the end
rule-side-after-end = after the end
rule-at = Time (empty: that of the event)
rule-audience = To whom
rule-fault-kind = Which mail is it? Please choose one, or empty the fields of this row.
rule-fault-gone = Somebody has deleted a rule that you had before you.
rule-fault-count = Please write a whole number, for example 7. Ten years at most.
rule-fault-at = That is no time. Write for example 9:00, or leave the field empty.
rule-fault-at-hours = A time goes only with days. Leave the field empty, or count in days.
rule-fault-audience = Please choose whom this mail is for.
rule-fault-whole-days = For events of whole days please count in days.
rule-fault-late = That is too late: this mail would never be sent.
