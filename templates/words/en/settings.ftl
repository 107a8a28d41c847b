# Settings
office-nav-settings = Settings
lead-only-title = Only a lead may do this
lead-only = This page changes what holds for everybody. Please ask a colleague with the role of a lead.
set-title = Settings
set-lead = What stands here holds for the whole office. Changes hold at once.
set-fault-changed = Somebody else changed this meanwhile. What you typed stands below. Save again if it shall hold.
set-rules-meeting = Mails of new meetings
set-rules-meeting-about = Which mails a new meeting gets by itself, and when they go.
set-rules-meeting-lead = Each new meeting gets these mails. What you change here holds only for meetings that you enter afterwards. Those that are there stay as they are.
set-rules-event = Mails of other new events
set-rules-event-about = Which mails a new event without invited groups gets by itself.
set-rules-event-lead = Each new event without invited groups gets these mails. What you change here holds only for events that you enter afterwards. Those that are there stay as they are.
set-rules-delivered = This is the plan as delivered. Nobody changed it.
set-rules-reset = Back to the delivered plan
set-rules-reset-hint = Your rules on this page will be lost.
