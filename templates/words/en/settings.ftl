# Settings
office-nav-settings = Settings
lead-only-title = Only a lead may do this
lead-only = This page changes what holds for everybody. Please ask a colleague with the role of a lead.
set-title = Settings
set-lead = What stands here holds for the whole office. Changes hold at once.
set-house = How is the house?
set-version = Version
set-database = Database
set-health-good = All is well: the database answers, mails are planned and sent.
set-health-rests = The database answers. The mail server takes nothing just now; we try again: { $until }. Nothing is lost.
set-health-bad = Something went wrong in the last pass. Ask your technicians to run “treffpunkt check”.
set-fault-rules-changed = Somebody else changed this meanwhile. What you typed stands below; each rule that is stored otherwise says what holds now. Save again if what you typed shall hold.
set-fault-changed = Somebody else changed this meanwhile. What you typed stands below; each field that is stored otherwise says what holds by now. Save again if what you typed shall hold.
set-rules-meeting = Mails of new meetings
set-rules-meeting-about = Which mails a new meeting gets by itself, and when they go.
set-rules-meeting-lead = Each new meeting gets these mails. What you change here holds only for meetings that you enter afterwards. Those that are there stay as they are.
set-rules-event = Mails of other new events
set-rules-event-about = Which mails a new event without invited groups gets by itself.
set-rules-event-lead = Each new event without invited groups gets these mails. What you change here holds only for events that you enter afterwards. Those that are there stay as they are.
set-rules-delivered = This is the plan as delivered. Nobody changed it.
set-rules-reset = Back to the delivered plan
set-rules-reset-hint = Your rules on this page will be lost.

# Office and sender
set-identity = Office and sender
set-identity-about = What the office is called, who mails come from and where answers go. Here you also check whether mails arrive.
set-identity-lead = So mails, pages and calendars are signed. An empty field means: as in the configuration file.
set-identity-values = Names and addresses
set-name = Name of the office
set-name-hint = Stands on top of each page and in each mail.
set-sender = Name of the sender
set-sender-hint = Stands beside the mail in a mailbox.
set-sender-origin = Empty: the name of the office.
set-from = Address that mails come from
set-from-hint = The mail server must be allowed to send from it. Change it seldom: by it calendar programs know whom an invitation comes from.
set-mailbox = Address for answers
set-mailbox-hint = Somebody reads it. It also stands at the foot of each page.
set-from-config = Empty: “{ $value }” from the configuration file.
set-from-here = Set here. Empty the field, and “{ $value }” from the configuration file holds again.
set-reset = Everything as in the configuration file again
set-fault-long-name = That is too long. Please write 120 characters at most.
set-fault-address = That is no mail address that each mail server sends from and to. Write for example integration@city.example.
trial-title = Do mails arrive?
trial-about = We now send a test mail to your address { $address } and say how far it came. This may take twenty seconds. Nobody else gets anything.
trial-send = Send a test mail to me
trial-good = The mail server took the test mail
trial-good-advice = Look into your mailbox, and into its spam folder too.
trial-bad = The test mail did not go out
trial-reply = This came back:
trial-kept = No mails are sent from here. They lie in: { $where }
trial-kept-advice = So it is meant for a demonstration or a test. For mails to go out, your technicians write a mail server into mail.url.
trial-reach-well = Reached: { $relay } answered.
trial-reach-not = Not reached: { $relay } does not answer as it should.
trial-reach-advice = Ask your technicians whether mail.url is right, the mail server runs and the way there is open. Nothing is lost: mails wait.
trial-encrypt-well = Encrypted: nobody reads along on the way.
trial-encrypt-left-out = Not encrypted: so it is configured.
trial-encrypt-not = Encryption did not come about.
trial-encrypt-advice = Ask your technicians to check the certificate of the mail server.
trial-sign-in-well = Signed in: name and password are right.
trial-sign-in-left-out = Without signing in: the mail server asks for nothing.
trial-sign-in-not = The mail server does not take the name or the password.
trial-sign-in-advice = Ask your technicians to check name and password in mail.url.
trial-sender-well = Sender taken.
trial-sender-not = The mail server takes nothing from this address.
trial-sender-advice = Check the address above that mails come from. The mail server must know it.
trial-recipient-well = Your address taken.
trial-recipient-not = The mail server takes nothing for your address.
trial-recipient-advice = If other addresses work, perhaps only yours is wrong. Else show the answer to your technicians.
trial-message-well = Mail taken.
trial-message-not = The mail itself was not taken.
trial-message-advice = Show the answer of the mail server to your technicians.

# Lists
set-terms-kinds = Kinds of event
set-terms-kinds-about = For example festival, meeting place, exhibition.
set-terms-topics = Topics
set-terms-topics-about = Focus topics by which the programme is filtered.
set-terms-target-groups = Audiences
set-terms-target-groups-about = Whom an event is for.
set-terms-lead = Whoever enters an event chooses from this list; readers filter the programme by it. A new name holds everywhere. What is not offered any more stays on the events that have it. Without a translation the German name is shown.
set-terms-list = The list
set-terms-offered = Offered
set-terms-more = New
set-fault-long-term = That is too long. Please write 100 characters at most.
set-fault-same-term = That is in the list already.

# Languages
set-languages = Languages
set-languages-about = In which languages mails and public pages are there.
set-languages-lead = German is always there. Whose language is not ticked here gets mails in German and reads the pages in German.
set-languages-besides = Besides German
set-fault-languages-changed = Somebody else changed this meanwhile. Below stands what holds now. Please tick once more.

# Legal texts
legal-imprint-about = Who answers for these pages and how the office is reached.
legal-privacy-about = Which data the house stores, what for and how long, and which rights people have.
legal-accessibility-about = How accessible the pages are, whom to tell about barriers, and which ombudsman to turn to.
set-legal-missing = Still missing on the public pages: { $texts }. The law asks for it.
set-legal-hint = Empty line: new paragraph. Lines with “- ”: a list. **Two stars**: bold. Empty means: this text is not on the pages. Where a translation is missing, the German text stands.
set-fault-long-text = That is too long.
set-fault-german = Please in German too: everybody reads it for whose language there is nothing.

# Retention
set-retention = How long is what kept?
set-retention-about = After how many days comments, mails and the lines of “Who did what?” are deleted.
set-retention-lead = Each night deletes what was there long enough. It cannot be brought back.
set-retention-answers = Comments and needs of answers (days after the date)
set-retention-answers-hint = What somebody wrote is deleted. Who came with how many people stays.
set-retention-mails = Mails in the outbox (days after the date)
set-retention-mails-hint = Afterwards nothing says any more who got these mails. Nothing is sent again because of it.
set-retention-audit = Who did what (days)
set-retention-audit-hint = The lines that say who changed something when.
set-retention-least = At least { $days } days.
set-fault-days = Please write a whole number from { $least } to { $most }.
