# Spreadsheets: what there is to say about them. Values as somebody types them, in a cell or a field.
typed-yes-no = “{ $typed }” is neither yes nor no. Write “ja” or “nein”.
typed-number = “{ $typed }” is not only a number. Write the number alone, for example 16.
typed-day = “{ $typed }” is no day. Write it for example like this: 11.09.2027.
typed-weekday = “{ $typed }” does not fit: { $day } is a { $is ->
        [Montag] Monday
        [Dienstag] Tuesday
        [Mittwoch] Wednesday
        [Donnerstag] Thursday
        [Freitag] Friday
        [Samstag] Saturday
       *[Sonntag] Sunday
    }. Please change the day or the weekday.
typed-no-year = “{ $typed }” says no year. We take { $day }.
typed-long-month = “{ $typed }” does not exist: { $month } has only { $last } days.
typed-day-zero = “{ $typed }” does not exist: days begin with 1.
typed-no-month = “{ $typed }” does not exist: there is no month { $month }. Write for example 11.09.2027.
typed-several-days = “{ $typed }” names more than one day. Write only one, for example 11.09.2027.
typed-year = “{ $typed }” has no year of two or four digits. Write for example 11.09.2027.
typed-time = “{ $typed }” is no time. Write for example 18:00 or 18:00-19:30.
typed-repetition = “{ $typed }” is no repetition that we understand. Write for example: wöchentlich dienstags bis 16.11.2027. Or: wöchentlich dienstags, 8x.
typed-repetition-weekday = “{ $typed }” does not fit the first day: { $day } is a { $is }. Please mend one of them.
typed-repetition-early = “{ $typed }” ends before the first day ({ $day }). Please write a later end.
typed-repetition-no-end = “{ $typed }” says no end. The dates go on until somebody ends them.
typed-repetition-no-year = “{ $typed }” says no year for the last day. We take { $day }.
typed-no-language = “{ $typed }” is no language.
typed-language = “{ $typed }” is no language that we know. Write its German name, for example Türkisch.
typed-price = “{ $typed }” says no price. Write for example 5,00 €, Eintritt frei or Spende erbeten.
typed-more-than-price = “{ $typed }” says more than a price. We read { $price } €; the words are kept.
typed-several-prices = “{ $typed }” says several prices. We read only { $price } €; the words are kept.

# The file
sheet-large = The file is larger than 5 MB. Please split the list.
sheet-long = The sheet has more than 20 000 rows. Please split the list.
sheet-no-header = We find no row with headings. For organisations they are for example Nr, Organisation, E-Mail, Gruppen; for events Titel, Datum, Beginn, Ende, Ort, Veranstalter.
sheet-broken-row = We cannot read row { $row }.
sheet-workbook = This is a workbook (for example .xlsx). Open it in Excel, choose “Save as” and there “CSV UTF-8 (comma delimited)”. That new file is the one we take.
sheet-utf16 = The file was saved as “Unicode text”. Open it in Excel and save it as “CSV UTF-8 (comma delimited)”.
sheet-no-text = This is no text file. If it is a table, open it in Excel and save it as “CSV UTF-8 (comma delimited)”.
sheet-encoding = We cannot read the characters of this file with certainty (perhaps “CSV (MS-DOS)”). Open it in Excel and save it as “CSV UTF-8 (comma delimited)”.
sheet-no-programme = There is no programme “{ $typed }”. Please choose one from the list.

# Columns
sheet-no-column = Please say which column holds it.
sheet-several-columns = Several columns are chosen for it ({ $columns }). Please choose only one.

# Rows
sheet-empty = An empty row.
sheet-total = This is a total.
sheet-was = was “{ $old }”, becomes “{ $new }”
sheet-first-groups = There are no groups yet. The list brings these: { $names }
sheet-twice = Is there twice: just like row { $row }.
sheet-cells = This row has more cells than the heading (“{ $extra }”): a separator too many, or quotes are missing.
sheet-lost-kept = Characters were lost when the sheet was saved (“{ $word }”). What we have stays.
sheet-lost = “{ $word }” has probably lost a character when the sheet was saved. Save it as “CSV UTF-8”.
sheet-lost-taken = “{ $name }” has lost characters when the sheet was saved. We read “{ $truth }”.
sheet-several = There are several { $tag ->
        [groups] groups
        [language] languages
        [languages] languages
        [organiser] organisations
        [partners] organisations
        [venue] places
       *[other] entries
    } called “{ $name }”. Write the short name of its address instead.
sheet-unknown = { $tag ->
        [groups] We do not know the group “{ $name }”. Make it first, or mend the name.
        [language] We do not know the language “{ $name }”. Write its German name, for example Türkisch.
        [languages] We do not know the language “{ $name }”. Write its German name, for example Türkisch.
        [organiser] We do not know the organisation “{ $name }”. Enter it first, or mend the name.
        [partners] We do not know the organisation “{ $name }”. Enter it first, or mend the name.
        [target_groups] The audience “{ $name }” is not in the list. Write one of the list.
        [kind] The kind “{ $name }” is not in the list. Write one of the list.
       *[other] We do not know “{ $name }”. Enter it first, or mend the name.
    }

# Organisations
sheet-number-taken = This number is that of { $name }, but address or name are somebody else's. Please mend one of them.
sheet-address-taken = This address is that of { $owner }, but the name is that of { $name }. Please mend one of them.
sheet-no-name = The name of the organisation is missing here.
sheet-same-actor = Row { $row } is the same organisation. Please leave one of them out.
sheet-objected = This says “ja”, but this organisation objected to mails. The objection stays.
sheet-remark = The remark says that nobody reads mails. A remark stops no mail: add a column “Nur Post” with “ja”.
sheet-no-address = The address is missing here: no mail goes there. Call this organisation or write a letter.
sheet-bad-address = “{ $typed }” is no mail address. Write for example name@example.org.
sheet-address-twice = This address is in row { $row } too. Both get one mail together.

# Events
sheet-no-organiser = The organiser is missing here: we ask nobody about this event.
sheet-partner = The organiser is named here once more.
sheet-no-contact = The address is missing here: nobody can ask by mail.
sheet-status = We do not understand “{ $typed }”. Write bestätigt, vorläufig or abgesagt, and (Entwurf) behind it while nobody shall see it.
sheet-registration = We do not understand “{ $typed }”. Write nein, ja, E-Mail, Telefon or Online-Formular.
sheet-same-event = Row { $row } has the same title and start. Please leave one of them out, or name them differently.
sheet-meeting = This is a meeting. A sheet changes no meetings.
sheet-moved = We have another day ({ $day }). The event is moved.
sheet-ends-early = The end ({ $end }) is before the start ({ $start }). Please mend a time. If it ends after midnight, write the next day as last day.
sheet-no-day = The day is missing here. Write for example 11.09.2027.
sheet-no-time = There is no time here. We take the whole day.
sheet-last-early = The last day is before the first one ({ $day }). Please mend one of them.
sheet-all-day = This says “ja”. That is why the times of the row are not taken; write them into the description.
sheet-no-start = The time is missing here. Write for example 18:00, or “ja” at { $column }.
sheet-two-ends = This is another end than the one beside the start. Please leave one of them out.
sheet-two-times = These are two times. Write only the end.
sheet-no-end = The time is missing for the last day ({ $day }). For whole days write “ja” at “ganztägig”.
sheet-no-venue = “{ $typed }” is none of our venues. The place is kept in words.
sheet-other-address = This says “{ $cell }”, but { $venue } has “{ $ours }”. It stays “{ $ours }”.
sheet-access = “{ $typed }” is not in the list. We keep it in words.
sheet-link = “{ $typed }” is no link. One begins with https:// or http://.
event-id = The id may hold only a–z, 0–9 and hyphens, at most 100 characters.
event-no-title = The title is missing here. Say in a few words what it is.
event-long-title = The title is longer than { $most } characters. Please shorten it.
event-long-summary = The summary is longer than { $most } characters. Please shorten it.
event-long-place = The place in words is longer than { $most } characters. Please shorten it.
event-long-text = The description is longer than 1 MB. Please shorten it.
event-rule = We cannot work out this repetition. Write for example: wöchentlich dienstags bis 16.11.2027.
event-age = The highest age is below the lowest ({ $least }).
event-cost = The price must be 0 euros or more.
event-own-duplicate = This must be another event.
event-end-sort = Start and end do not go together: both with a time, or both as whole days.
event-end-day = The last day is before the first one.
event-end-early = The end is before the start.
event-override-sort = A moved date does not go with it: all with a time, or all as whole days.
sheet-other = We cannot take this as it is: { $what }

# Fields
column-number = Number
column-id = Id
column-name = Name of the organisation
column-kind = Kind
column-role = Function
column-email = E-mail
column-phone = Telephone
column-language = Language of mails
column-groups = Groups
column-email-ok = Mails allowed
column-postal-only = Only post or telephone
column-district = District
column-note = Note (only for the office)
column-title = Title
column-start-date = First day
column-start-time = Start, time
column-end-date = Last day
column-end-time = End, time
column-all-day = All day
column-repetition = Repetition
column-venue = Place
column-street = Street
column-postcode = Postal code
column-city = City
column-access = Access
column-organiser = Organiser
column-partners = Partners
column-target-groups = Audience
column-languages = Languages of the event
column-cost = Cost
column-registration = Registration
column-deadline = Register until
column-capacity = Places
column-childcare = Childcare
column-link = Link to the room online
column-summary = Summary
column-description = Description
column-status = Status

# Importing: the pages
import-title = Import a list
import-button = Import
import-lead = Take your Excel list as it is. First you see what we understand; nothing is stored before you say so.
import-step = Step { $step } of 3
import-step-file = Choose a file
import-step-check = Look and check
import-step-done = Taken in
import-file = Your list as a CSV file
import-file-hint = In Excel: “Save as”, then “CSV UTF-8 (comma delimited)”. At most 5 MB.
import-programme = To which programme do new events belong?
import-programme-hint = Only for a list of events.
import-no-programme = to none
import-look = Look at it
import-what = What a list can look like
import-what-text = Organisations: Nr, Organisation, E-Mail, Telefon, Sprache, Gruppen. Events: Titel, Datum, Beginn, Ende, Ort, Veranstalter. Order and exact words do not matter. Whoever we have already is changed, not entered twice.
import-no-file = Please choose a file.
import-seen = What we recognised
import-kind = Content
import-kind-actors = Organisations
import-kind-events = Events
import-name = File
import-encoding = Umlauts and special characters
import-encoding-as = recognised ({ $encoding })
import-delimiter = Between the cells
import-delimiter-semicolon = semicolon
import-delimiter-comma = comma
import-delimiter-tab = tab
import-header = Headings
import-header-row = Row { $row }
import-public = Public afterwards
import-public-count = { $count ->
    [one] one event; what nobody shall see yet needs "(draft)" in its status
   *[other] { $count } events; what nobody shall see yet needs "(draft)" in its status
}
import-above = Not read
import-above-row = Row { $row }: { $text }
import-columns = Match columns
import-columns-hint = We have matched the headings. Change what is wrong; next time we know it.
import-column = Column
import-sample = Examples
import-field = Is with us
import-field-of = What is in “{ $column }”?
import-not = do not take
import-again = Check again
import-check = What would happen
import-verdict-new = new
import-verdict-changed = changed
import-verdict-same = the same
import-verdict-skipped = passed over
import-verdict-faulty = faulty
import-faulty = { $count ->
        [one] One row is faulty. That is why nothing is taken yet.
       *[other] { $count } rows are faulty. That is why nothing is taken yet.
    }
import-faulty-text = Mend the list in Excel and choose the file once more. Or change the columns above.
import-other-file = Choose another file
import-take = { $count ->
        [one] Take in one row
       *[other] Take in { $count } rows
    }
import-take-hint = No mail goes out by itself after that: what becomes due waits for you to release it.
import-changed = You changed the columns. Please look at the result once more before you take it in.
import-nothing = We have all of it just so. There is nothing to take in.
import-all-skipped = Nothing of this table is taken in. Each row says why.
import-no-rows = There is no row below the header. Please check whether it is the right file.
import-rows = Row by row, what is to do first
import-row = Row
import-row-name = Name
import-verdict = State
import-said = What to look at
import-more = { $count ->
        [one] One more row is not shown here.
       *[other] { $count } more rows are not shown here.
    }
import-done-title = Taken in
import-done-groups = { $count ->
        [one] One new group comes with it.
       *[other] { $count } new groups come with it.
    }
import-done = Stored: { $added } new, { $changed } changed.
import-held = { $count ->
        [one] One mail is due because of it and waits for you to release it.
       *[other] { $count } mails are due because of it and wait for you to release them.
    }
import-held-link = Look and release
import-late = { $count ->
        [one] One mail would have been due before. It is not sent.
       *[other] { $count } mails would have been due before. They are not sent.
    }
import-no-mails = No mail goes out now because of it.
import-to-actors = To the organisations
import-to-events = To the events
import-next = Import another list
