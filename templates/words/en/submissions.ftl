# Submissions: what organisations propose, and what the office makes of it.
office-nav-submissions = Submissions
submissions-title = Submissions
submissions-lead = Organisations proposed these events. They become public only when you approve them.
submissions-count = { $count ->
        [one] One submission is waiting
       *[other] { $count } submissions are waiting
    }
submissions-list = Submissions, the oldest first
submissions-none = Nothing is waiting for you
submissions-none-text = When somebody proposes an event, it is listed here.
submissions-others = See refused and duplicate submissions among the drafts, too
submission-waits-head = Waiting
submission-waits = { $days ->
        [0] since today
        [one] since yesterday
       *[other] for { $days } days
    }
submission-asked = { $count ->
        [one] asked back once
       *[other] asked back { $count } times
    }
submission-from = From
submission-decide = Check and decide
submission-as-read = What it says
submission-no-text = There is no description yet.
submission-office-contact = For questions of the office
submission-note = Note (for the office only)
approve = Approve
approve-hint = Is everything there? Then the event is in the programme at once, and its mails are planned.
done-approved = Approved. The event is published.
ask-back = Ask back
ask-hint = Tick what is missing or unclear, and write a sentence for each. They become a mail that you can change before it goes.
ask-sentence = Your sentence about “{ $field }”
ask-title = Title
ask-when = Day and time
ask-where = Place
ask-text = Description
ask-languages = Languages
ask-access = Access without barriers
ask-cost = Cost
ask-registration = Registration
ask-contact = Contact for questions
refuse = Refuse
refuse-hint = The submission is kept but never becomes public. You see the mail first.
letter-look = See the mail
letter-title-ask = Ask back
letter-title-refuse = Refuse the submission
letter-hint-ask = Change the text as you like. The submission stays in the list, with your questions.
letter-hint-refuse = Change the text as you like. Sending it refuses the submission.
letter-address = To
letter-subject = Subject
letter-body = Text
letter-send-ask = Send the questions
letter-send-refuse = Refuse and send
letters-title = What the office wrote
letter-ask = Questions ({ $by }, { $at })
letter-refuse = Refusal ({ $by }, { $at })
letter-open = not sent yet
letter-failed = not accepted
letter-held = All mail is held. Release it in the outbox, then send this one again.
letter-again = Send again
done-letter-sent = Sent: the mail server accepted the mail.
done-letter-tried = Test mode: the mail went to the team. The submission is as it was.
letter-ask-subject = Questions about your event: { $title }
letter-ask-body =
    Hello,

    thank you for proposing “{ $title }”. Before we can publish it, we need something more from you:

    { $questions }

    Just answer this mail.

    Kind regards
    { $office }
letter-refuse-subject = Your proposal: { $title }
letter-refuse-body =
    Hello,

    thank you for proposing “{ $title }”. Unfortunately we cannot include it in the programme.

    Do you have questions? Just answer this mail.

    Kind regards
    { $office }
fault-no-question = Write a sentence about it.
fault-nothing-asked = Tick at least one item.
fault-submission-changed = Somebody else has changed or decided this submission meanwhile. Please look at it again.
fault-not-approved = The submission still lacks something. Edit it first.
fault-not-taken = The mail server did not accept the mail: { $what }
fault-no-duplicate = Choose the other event, the one that takes place.
event-refused = refused
event-duplicate = duplicate
review-submitted = not yet: waits for approval
review-refused = no: refused
duplicate-link = Entered twice?
duplicate-title = Cancel as duplicate
duplicate-lead = This event is cancelled. Its page leads to the other one, which takes place.
duplicate-which = Which one takes place?
duplicate-cancel = Cancel as duplicate
duplicate-none = No event fits here. Search for a word of the title.
done-duplicate = Cancelled. The page leads to the other event.
