# Groups
office-nav-groups = Groups
groups-title = Groups
groups-lead = A group is a list of organisations. An invitation goes to whole groups.
groups-new = New group
groups-list = Groups by name
groups-name = Name
groups-members = How many
groups-used = Used by
groups-events = { $count ->
        [0] no event
        [one] one event
       *[other] { $count } events
    }
groups-none = No group yet
groups-none-text = Make the first one, for example “All organisations”.
group-name = Name of the group
group-name-hint = This is how invitations say it: “… because your organisation is in the group …”.
group-name-en = Name in English, if there is one
group-members = Who belongs to it?
group-members-hint = Tick the boxes. Nothing is stored before you press the button at the end.
group-search = Name or mail address
group-part = Which to show
group-part-all = all organisations
group-part-members = only ticked
group-part-others = only not ticked
group-look = Search
group-looked = Not stored yet. Your ticks stay, also where they are not in sight now.
group-mail = Gets mail
group-nobody = Nobody found. Try fewer words.
group-not-these = does not want: { $kinds }
group-reached = { $count ->
        [0] Nobody belongs to it yet.
        [one] One organisation belongs to it: { $yes } gets mail, { $no } does not.
       *[other] { $count } organisations belong to it: { $yes } get mail, { $no } do not.
    }
group-causes = This happens when you save
group-causes-now = { $count ->
        [one] One new organisation gets
       *[other] { $count } new organisations get
    } at once: { $kind } for “{ $title }”{ $start }.
group-causes-then = { $count ->
        [one] One new organisation gets
       *[other] { $count } new organisations get
    } on { $at }: { $kind } for “{ $title }”{ $start }.
group-causes-held = { $count ->
        [one] One new organisation gets
       *[other] { $count } new organisations get
    } after you release it: { $kind } for “{ $title }”{ $start }.
group-causes-less = { $count ->
        [one] One organisation no longer gets
       *[other] { $count } organisations no longer get
    }: { $kind } for “{ $title }”{ $start }.
group-causes-more = { $count ->
        [one] There is one further such case at later dates.
       *[other] There are { $count } further such cases at later dates.
    }
group-sure = Yes, save
group-used-by = This group is used by
group-drop = Delete group
group-drop-text = No event uses this group. The organisations stay, only the group goes.
group-drop-button = Delete the group now
done-group-removed = The group is deleted.
fault-group-taken = Another group is called so already.
fault-group-long = No more than 120 characters, please.
fault-group-used = The group cannot be deleted: an event uses it.
fault-group-changed = Somebody else changed this group meanwhile. What you entered stands below; where something else is stored, it says what holds by now. Save once more if what you entered shall hold.
fault-group-more = A member by now: { $names }
fault-group-less = No member by now: { $names }
fault-group-gone = One of the groups is there no more. Please open the page again.

# Organisations: entering, contacts, table
actor-new = New organisation
actor-enter = Enter organisation
actor-contact-further = Further contact: { $role }
actor-contact-new = Enter a further contact
actor-contact-remove = remove this contact: it gets no more mail, what it got can still be read
actor-contact-mails = All mails to this contact
actor-former = Former contacts
contact-former = This contact was removed. It gets no more mail.
actors-without-mail = without mail
actors-silent = does not answer
actors-silent-hint = Invited within the last twelve months, and no answer came in that time.
actors-table = Download as Excel table
fault-actor-there = Another organisation is called so already. Change that one, or write another name.
fault-last-contact = One contact must stay. If nobody reads mail, tick “reads no mail”.
