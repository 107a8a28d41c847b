# Mails. { $title } ist der Titel der Veranstaltung, { $start } ihr Beginn in Kurzform (Do, 19.08., 17:00).

## Betreff: das Wichtigste in den ersten 40 Zeichen
subject-save-the-date = Bitte vormerken: { $title } – { $start }
subject-invitation = Einladung: { $title } – { $start }
subject-reminder = Erinnerung: { $title } – { $near }
subject-nudge = Bitte antworten bis { $by }: { $title } – { $start }
subject-nudge-open = Bitte antworten: { $title } – { $start }
subject-change-restored = Findet doch statt: { $title } – { $start }
subject-change-day = Neuer Termin: { $title } – jetzt { $start }
subject-change-time = Neue Zeit: { $title } – jetzt { $time }
subject-change-place = Neuer Ort: { $title } – { $start }
subject-change-online-only = Jetzt nur online: { $title } – { $start }
subject-change-place-open = Ort noch offen: { $title } – { $start }
subject-change-link = Neuer Zugang: { $title } – { $start }
subject-change-link-new = Jetzt mit Online-Raum: { $title } – { $start }
subject-change-link-gone = Kein Online-Raum mehr: { $title } – { $start }
subject-change-text = Neue Angaben: { $title } – { $start }
subject-cancellation = Abgesagt: { $title } – { $start }
subject-head-count = { $count ->
    [one] Eine Zusage: { $title } – { $start }
   *[other] { $count } Zusagen: { $title } – { $start }
}
subject-head-nobody = Bald: { $title } – { $start }
subject-entry-check = Stimmt das noch? { $title } – { $start }
subject-after-event = Wie viele kamen? { $title } – { $start }
subject-organiser-digest = Ihre Woche: { $week }
subject-minutes = Protokoll: { $title } – { $start }

## Rahmen
separator = {", "}
greeting = Guten Tag, { $name },
all-dates = Alle Ihre Termine im Kalender:
wishes = Weniger E-Mails, andere Adresse oder abmelden:
questions = Fragen? Antworten Sie einfach auf diese E-Mail.
phone = Telefon: { $number }
demo = Dies ist ein Beispiel. Alle Termine und Vereine sind erfunden.
why-group = Sie bekommen diese E-Mail, weil Ihre Organisation in der Gruppe „{ $group }“ ist.
why-invited = Sie bekommen diese E-Mail, weil Ihre Organisation eingeladen ist.
why-organiser = Sie bekommen diese E-Mail, weil Ihre Organisation der Veranstalter ist.
why-partner = Sie bekommen diese E-Mail, weil Ihre Organisation an der Veranstaltung beteiligt ist.
content-german = Den Text gibt es bisher nur auf Deutsch.
content-partly-german = Einen Teil des Textes gibt es bisher nur auf Deutsch.
content-outdated = Der deutsche Text ist neuer als diese Übersetzung.
more = Mehr dazu:
page-button = Zur Veranstaltung

## Angaben
label-when = Wann:
label-dates = Alle Termine:
label-where = Wo:
label-online = Online:
label-meeting-point = Treffpunkt:
label-transit = Anfahrt:
label-access = Zugang:
label-reason = Grund:
label-materials = Unterlagen
label-online-button = Online teilnehmen
dial-in = Per Telefon: { $number }
place-none = noch offen
place-online = nur online
agenda = Themen
agenda-length = { $minutes ->
    [one] Themen (eine Minute)
   *[other] Themen ({ $minutes } Minuten)
}
agenda-info = Information
agenda-discussion = Gespräch
agenda-decision = Entscheidung
agenda-minutes = { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
}

## Antworten
will-you-come = Kommen Sie?
answer-by = Bitte antworten Sie bis { $by }.
button-accepted = Ich komme
button-tentative = Vielleicht
button-declined = Ich kann nicht
needs-ask = Sie brauchen Übersetzung, Gebärdensprache oder Kinderbetreuung? Tragen Sie es auf derselben Seite ein.
your-answer = Ihre Antwort bisher: { $answer }.
change-answer = Antwort ändern
answer-page = Antworten
answer-accepted = Sie kommen
answer-tentative = Sie kommen vielleicht
answer-declined = Sie kommen nicht
people = { $count ->
    [one] eine Person
   *[other] { $count } Personen
}
again-accepted = Ihr Ja galt für { $old }. Passt { $new } auch?
again-tentative = Ihr Vielleicht galt für { $old }. Und { $new }?
again-declined = Ihr Nein galt für { $old }. Passt { $new } besser?
need-childcare = Kinderbetreuung
need-dgs = Gebärdensprache
language-name = { $tag ->
    [ar] Arabisch
    [de] Deutsch
    [en] Englisch
    [fa] Persisch
    [fr] Französisch
    [ku] Kurdisch
    [pl] Polnisch
    [ru] Russisch
    [tr] Türkisch
    [uk] Ukrainisch
   *[other] { $tag }
}
need-interpretation = Übersetzung ({ language-name })

## Vormerken und Einladung
save-the-date = bitte merken Sie sich diesen Termin vor.
save-the-date-next = Die Einladung mit allen Angaben folgt.
invitation = wir laden Sie ein: { $title }.
invitation-by = { $organiser } lädt Sie ein: { $title }.
ics-attached = Der Kalendereintrag liegt dieser E-Mail bei.

## Erinnerung und Nachfrage
reminder = { $near }: { $title }
reminder-bring = Bitte bringen Sie mit, was Sie für Ihre Themen brauchen.
nudge = wir haben noch keine Antwort von Ihnen: { $title }.
nudge-no-helps = Auch ein Nein hilft uns: Dann können wir besser planen.

## Änderung und Absage
change = es gibt eine Änderung: { $title }.
change-restored = der Termin findet doch statt: { $title }.
change-time = Zeit: bisher { $old }, neu { $new }
change-place = Ort: bisher { $old }, neu { $new }
change-link = Der Zugang zum Online-Raum ist neu.
change-link-new = Es gibt jetzt einen Online-Raum.
change-link-gone = Einen Online-Raum gibt es nicht mehr.
change-text = Der Text ist neu.
change-calendar = Der neue Kalendereintrag liegt dieser E-Mail bei.
still-counts = { $answer }. Das gilt weiter.
cancellation = { $title } findet nicht statt.
cancellation-one = { $title }: Dieser Termin findet nicht statt.
cancellation-was = Geplant war: { $when }
cancellation-next = Der nächste Termin: { $next }
cancellation-tell = Bitte sagen Sie es auch anderen, die kommen wollten.
cancellation-calendar = Ihr Kalender streicht den Termin mit der angehängten Datei.

## Für Veranstalter
head-count = hier sind die Rückmeldungen zu { $title }.
head-nobody = bald ist es so weit: { $title }. Wir haben dazu niemanden eingeladen, darum gibt es keine Rückmeldungen.
head-answers = Rückmeldungen
head-accepted = { $count ->
    [one] 1 Zusage
   *[other] { $count } Zusagen
}
head-people = { $count ->
    [one] zusammen 1 Person
   *[other] zusammen { $count } Personen
}
head-tentative = { $count } vielleicht
head-declined = { $count ->
    [one] 1 Absage
   *[other] { $count } Absagen
}
head-silent = { $count } ohne Antwort
head-earlier = { $count ->
    [one] Eine Zusage galt einer früheren Uhrzeit.
   *[other] { $count } Zusagen galten einer früheren Uhrzeit.
}
head-needs = Was gebraucht wird
head-need = { $need }: { $count }
head-comments = Bemerkungen
head-silent-list = Ohne Antwort
head-call-list = Bitte anrufen oder schreiben
head-call = { $name }, { $phone } ({ $reason })
no-phone = keine Telefonnummer
reason-postal = liest keine E-Mails
reason-bounced = E-Mail kam zurück
reason-objected = möchte keine E-Mails
reason-other = nicht per E-Mail erreichbar
entry-check = stimmt Ihr Eintrag noch? { $title }
entry-check-do = Bitte sehen Sie Zeit, Ort und Zugang durch. Stimmt etwas nicht? Antworten Sie einfach auf diese E-Mail. Sonst brauchen Sie nichts zu tun.
entry-check-button = Eintrag ansehen
after-event = wie viele Menschen waren da? { $title }
after-event-do = Eine Zahl genügt, geschätzt ist auch gut. Antworten Sie einfach auf diese E-Mail.
after-event-button = Zahl eintragen
digest = das steht diese Woche bei Ihnen an.
week = { $first } bis { $last }
digest-dates = Ihre Termine
digest-missing = Es fehlt noch
digest-failed-list = Nicht zugestellt
digest-failed = { $kind } „{ $title }“ an { $name }
digest-cancelled = abgesagt
missing-minutes = Protokoll
missing-place = Ort
missing-access = Angaben zum Zugang
kind-save-the-date = Vormerkung
kind-invitation = Einladung
kind-reminder = Erinnerung
kind-nudge = Nachfrage
kind-change = Änderung
kind-cancellation = Absage
kind-head-count = Rückmeldungen
kind-entry-check = Prüfbitte
kind-after-event = Frage nach der Zahl
kind-organiser-digest = Wochenübersicht
kind-minutes = Protokoll

## Protokoll
minutes = hier ist das Protokoll: { $title }.
minutes-heading = Ergebnisse
tasks-own = Ihre Aufgaben
tasks-others = Weitere Aufgaben
task = { $task } ({ $name })
task-until = { $task } ({ $name }, bis { $due })
next-date = Nächster Termin: { $next }
