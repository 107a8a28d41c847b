# The outbox: what can be done about planned mails, and what relays answer.
outbox-lead = Everything that goes out: the next on top. Choose a line: there you see each mail, and can hold, move or call off all of this kind for this date.
mails-called-off = The office called these mails off ({ $by }, { $at }). None goes out, not even to organisations that join later.
mails-moved = Moved by hand: instead of { $due } they go { $send } ({ $by }, { $at }).
done-mails-call-off = Called off. These mails do not go out.
done-mails-resume = Taken up again. What still helps goes out.
done-mails-move = Moved.
lever-resume = Send after all
lever-resume-hint = What was due already and still helps then goes at once.
lever-call-off = Call these mails off
lever-call-off-hint = None of these mails goes out, not even to organisations that join later. What was accepted cannot be taken back. You can undo this later.
lever-call-off-sure = Do not send
lever-move = Send at another time
move-which = Which?
move-wave = { $count ->
        [one] One mail
       *[other] { $count } mails
    }, meant for { $when }
move-day = Day, for example 18.8.
move-time = Time
move-look = Check
move-sure = Move to then
move-sure-hint = Is the time right? Then press “Move to then”. If the date itself is moved, the rule holds again.
fault-in-the-past = This time is over.
fault-too-late = That is too late: this mail helps only until { $until }.
fault-mails-gone = There is nothing left to move: the mails have been sent or called off meanwhile.
why-not-called-off = the office called it off
mail-fix = Change the address
relay-no-address = There is no such address.
relay-closed = This mailbox is closed.
relay-full = The mailbox is full.
relay-too-big = The mail is too big for this server.
relay-refuses-us = The recipient’s mail server takes no mail from us. The address may be right; ask your IT.
relay-recipient = The mail server refused this recipient.
relay-message = The mail server refused the content of the mail. The address may be right.
relay-away = The mail server could not be reached.
relay-later = The mail server could not take the mail just now.
relay-changed = The event has just been changed; the mail is written anew.
relay-stopped = The mail server takes no mail from us at all right now; ask your IT.
relay-unwritten = The mail could not be written. A template, a setting or the address does not fit; ask your IT.
relay-other = The mail could not be sent.

# Test mode
test-title = Test mode
test-lead = To try things out: each mail that becomes due goes to an address of the team instead of the organisations. Its subject says whom it is meant for. Links in it lead nowhere, so that nobody answers for an organisation by mistake. None of it counts as sent.
test-address = All mail goes to
test-start = Begin test mode
test-is-on = Test mode is on
test-due = { $count ->
        [0] No mail was due since.
        [one] One mail was due since. The organisations do not have it yet.
       *[other] { $count } mails were due since. The organisations do not have them yet.
    }
test-end = End test mode
test-end-hold = { $count ->
        [one] End it, look at the mail first
       *[other] End it, look at the { $count } mails first
    }
test-end-send = { $count ->
        [one] End it and send the mail now
       *[other] End it and send all { $count } now
    }
test-subject = [Test for { $name }]
test-link = Test mode
done-test-on = Test mode is on: all mail goes to the team.
done-test-off = Test mode is over.
hold-test = test mode: a copy went to the team

# Why did somebody (not) get a mail?
why-title = Why did somebody (not) get a mail?
why-lead = Search for the organisation or contact, and choose the event. You see each mail and each reason.
why-ask = Look
why-who = Who is meant?
why-answer = What else is planned, and what is not
why-rule-off = This rule is switched off.
why-not-invited = goes only to those invited; this organisation is not.
why-over = was due before the event was entered; the date is over.
why-planned = is planned for { $when }.
