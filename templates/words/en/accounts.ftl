# Accounts
office-nav-accounts = Accounts
role-lead = Lead
role-editor = Editor
account-title = Your account
account-lead = Here you see as whom you are signed in, and can sign out everywhere.
account-address = Mail address
account-role = Role
account-role-hint = Lead: everything, accounts and settings too. Editor: events, organisations and mails.
account-everywhere = Sign out everywhere
account-everywhere-text = Did you sign in on somebody else’s computer, or is a device lost? This ends all your sessions, this one too.
accounts-title = Accounts
accounts-lead = Who may sign in here. There is no password: the code comes by mail.
accounts-few-leads = There is only one account with the role lead. Give the role to a second person, so that somebody can get in when you are not there.
accounts-list = Accounts by address
accounts-last = Signed in last
accounts-never = never
accounts-sessions = { $count ->
        [0] nowhere
        [one] in one browser
       *[other] in { $count } browsers
    }
accounts-now = Signed in now
accounts-do = What to do
accounts-mine = this is you
accounts-change = Change
accounts-change-role = Change role
accounts-sign-out = Sign out everywhere
accounts-link = Show a sign-in link
accounts-link-hint = For when the mail with the code does not arrive.
accounts-remove = Remove account
accounts-remove-hint = The sessions end at once. What the person did stays under “Who did what?”.
accounts-link-title = Sign-in link for { $address }
accounts-link-text = It works for ten minutes and once. Give it to this person only. It is not shown again.
accounts-new = New account
accounts-new-hint = The person gets a mail with the address to sign in at.
accounts-add = Add account
done-account-added = The account is there. A mail with the address to sign in at is on its way.
done-account-removed = The account is removed.
done-signed-out = Signed out everywhere.
fault-account-there = There is an account for this address already.
fault-account-gone = This account is gone. Somebody else was faster.
fault-last-lead = One account with the role lead must stay. Give the role to somebody else first.
lead-tabs = For leads
lead-tab-settings = Settings
lead-tab-accounts = Accounts
lead-tab-audit = Who did what
lead-tab-settings-texts = Texts of mails
