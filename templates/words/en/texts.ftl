# Texts of mails
texts-title = Texts of mails
texts-lead = This is how your mails speak. Where you do not like a sentence, write your own. It holds from the next mail on.
texts-list = Mails and what they share
texts-own = { $count ->
        [one] one text of your own
       *[other] { $count } texts of your own
    }
texts-part-frame = Greeting, end and footer of all mails
texts-part-facts = Time and place
texts-part-answers = Questions for the answer
texts-form-lead = Above each field stands the delivered text. Write yours into the field. An empty field means: as delivered.
texts-languages = Languages of these texts
texts-subject = Subject:
texts-variables = Is put in:
texts-no-variables = Nothing is put in here.
texts-look = Preview
texts-preview = This is what a mail looks like with it
texts-preview-hint = Not stored yet. Meeting and numbers are invented.
texts-reset = Put all texts of this page back
texts-reset-text = All texts of your own on this page go. The delivered ones hold again. You put a single one back by emptying its field.
texts-reset-button = Put back now
texts-fault-long = That is too long. At most { $most } characters.
texts-fault-form = This cannot be read. Each curly brace needs its other, and between them stands a name from the line above the field, for example {"{ $title }"}.
texts-fault-variable = “{ $name }” cannot be put in here. What can: { $known }.
texts-fault-no-variable = “{ $name }” cannot be put in here. Nothing is put into this text.
texts-fault-refers = Naming other texts, functions or characters by number is not possible here.
texts-fault-lines = Without line breaks, please: one paragraph.
fault-texts-changed = Somebody else changed these texts meanwhile. What you entered stands below; each field that is stored otherwise says what holds by now. Save once more if what you entered shall hold.
texts-is-answer = the answer so far
texts-is-by = the last day for answers
texts-is-count = how many
texts-is-due = until when
texts-is-group = the name of the group
texts-is-minutes = the minutes
texts-is-name = the name of the organisation
texts-is-near = the start, when it is near: “tomorrow 17:00”
texts-is-new = what holds now
texts-is-next = the next date
texts-is-number = the telephone number
texts-is-old = what held before
texts-is-organiser = the organiser
texts-is-start = the start in short: “Thu 19 Aug, 17:00”
texts-is-task = the task
texts-is-time = the new time
texts-is-title = the title of the event
texts-is-week = the week
texts-is-when = when it was planned
