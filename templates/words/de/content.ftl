# Inhalte einer Veranstaltung, wie das Büro sie schreibt
fault-long-line = Das ist zu lang: höchstens 300 Zeichen.
fault-long-text = Dieser Text ist zu lang: höchstens 1 MB.
fault-number = Das ist keine Zahl, die hier passt. Schreiben Sie nur die Zahl, zum Beispiel 15.
fault-price = Das ist kein Preis. Schreiben Sie zum Beispiel 5 oder 2,50.
fault-link = Das ist kein Link. Er beginnt mit https://.
fault-nobody = Diese Organisation kennen wir nicht. Wählen Sie einen Namen aus der Liste.
fault-no-minutes = Ein freigegebenes Protokoll braucht einen Text.
fault-size = Das ist keine Größe. Schreiben Sie zum Beispiel 240 kB oder 1,2 MB.

# Tagesordnung
agenda-title = Tagesordnung und Protokoll
agenda-link = Tagesordnung
agenda-dates = Termine
agenda-items = Tagesordnung
agenda-hint = Neuer Punkt: eine leere Zeile ausfüllen. Punkt löschen: das Thema leeren. Umordnen: eine andere Nummer schreiben. Wegen der Tagesordnung geht keine E-Mail hinaus.
agenda-no = Nr.
agenda-at = Ab
agenda-topic = Thema
agenda-length-minutes = Minuten
agenda-kind = Was
agenda-lead = Wer leitet
agenda-no-of = Nummer in Zeile { $row }
agenda-topic-of = Thema in Zeile { $row }
agenda-minutes-of = Minuten in Zeile { $row }
agenda-kind-of = Was in Zeile { $row }
agenda-lead-of = Wer leitet in Zeile { $row }
agenda-together = Zusammen
agenda-sum = { $minutes } Minuten
agenda-sum-of = { $minutes } von { $length } Minuten
agenda-too-long = { $minutes ->
    [one] Die Punkte dauern eine Minute länger als das Treffen. Vielleicht kürzen Sie einen?
   *[other] Die Punkte dauern { $minutes } Minuten länger als das Treffen. Vielleicht kürzen Sie einen?
}
agenda-for = Für welche Termine gilt diese Tagesordnung?
agenda-for-date = nur für diesen Termin
agenda-for-all = für alle Termine, die keine eigene haben
agenda-own = Dieser Termin hat eine eigene Tagesordnung.
agenda-take-general = Die allgemeine übernehmen

# Protokoll
minutes-title = Protokoll
minutes-text = Text
minutes-text-hint = Leerzeile: neuer Absatz. Zeilen mit „- “: Liste.
minutes-status = Stand
minutes-is-draft = Entwurf
minutes-is-approved = freigegeben
minutes-approved = Freigegeben am, zum Beispiel 12.9.27
minutes-approved-hint = Leer: heute.
minutes-mail-none = Für diesen Termin ist keine E-Mail mit dem Protokoll vorgesehen.
minutes-mail-sent = { $count ->
    [one] Die E-Mail mit dem Protokoll ist an einen Kontakt gegangen.{ $when }
   *[other] Die E-Mail mit dem Protokoll ist an { $count } Kontakte gegangen.{ $when }
}
minutes-mail-at-once = { $count ->
    [one] Wenn Sie das Protokoll freigeben, geht es gleich danach an einen Kontakt.{ $when }
   *[other] Wenn Sie das Protokoll freigeben, geht es gleich danach an { $count } Kontakte.{ $when }
}
minutes-mail-then = { $count ->
    [one] Wenn Sie das Protokoll freigeben, geht es am { $when } an einen Kontakt.
   *[other] Wenn Sie das Protokoll freigeben, geht es am { $when } an { $count } Kontakte.
}
minutes-mail-planned = { $count ->
    [one] Das Protokoll geht am { $when } an einen Kontakt.
   *[other] Das Protokoll geht am { $when } an { $count } Kontakte.
}

# Aufgaben und Unterlagen
tasks-title = Aufgaben
tasks-hint = Offene Aufgaben stehen in der E-Mail mit dem Protokoll. Aufgabe löschen: den Text leeren.
tasks-what = Was
tasks-who = Wer
tasks-due = Bis wann
tasks-done = Erledigt
tasks-what-of = Aufgabe { $row }
tasks-who-of = Wer macht Aufgabe { $row }
tasks-due-of = Bis wann Aufgabe { $row }
tasks-done-of = Aufgabe { $row } ist erledigt
papers-title = Unterlagen
papers-hint = Der Link beginnt mit https://. Unterlage löschen: Name und Link leeren.
papers-name = Name
papers-link = Link
papers-kind = Art
papers-size = Größe
papers-name-of = Name der Unterlage { $row }
papers-link-of = Link der Unterlage { $row }
papers-kind-of = Art der Unterlage { $row }, zum Beispiel pdf
papers-size-of = Größe der Unterlage { $row }, zum Beispiel 240 kB

# Weitere Angaben
details-title = Weitere Angaben
details-link = Weitere Angaben
details-lead = Alles, was Menschen außer Titel, Zeit, Ort und Text wissen wollen. Was leer bleibt, steht nirgends.
details-what = Was und für wen
details-kind = Art
details-topic = Thema
details-none = keine Angabe
details-target-groups = Für wen
details-age-min = Ab Alter
details-age-max = Bis Alter
details-childcare = Es gibt Kinderbetreuung
details-languages = Sprachen
details-spoken = Gesprochen wird
details-interpretation = Übersetzt wird
details-access = Zugang
details-access-here = Was hier anders ist als sonst an diesem Ort
details-access-note = Was noch wichtig ist
details-cost = Kosten
details-cost-kind = Preis
details-cost-free = kostenlos
details-cost-fixed = fester Preis
details-cost-donation = Spende
details-amount = Euro
details-reduced = Euro, ermäßigt
details-cost-text = In Worten
details-registration = Anmeldung
details-needed = Nur mit Anmeldung
details-capacity = Plätze
details-deadline = Bis Tag, zum Beispiel 12.9.27
details-deadline-time = Uhrzeit
details-deadline-hint = Ohne Uhrzeit: bis zum Ende des Tages.
details-how = Wie
details-how-email = per E-Mail
details-how-phone = per Telefon
details-how-link = auf einer Seite
details-registration-url = Link zur Anmeldung
details-waiting-list = Wenn alle Plätze vergeben sind, gibt es eine Warteliste
details-online = Treffpunkt und online
details-meeting-point = Treffpunkt
details-online-url = Link zum Online-Raum
details-online-hint = Wer eingeladen ist, erfährt einen anderen Link, wenn Sie es möchten. Wir fragen vorher.
details-platform = Womit, zum Beispiel „Videokonferenz“
details-dial-in = Einwahl per Telefon
details-people = Wer es macht
details-organiser = Veranstalter
details-partner = Partner { $row }
details-programme = Programm
details-contact = Fragen von allen
details-contact-office = Rückfragen des Büros (nicht öffentlich)
details-email = E-Mail
details-phone = Telefon
details-image = Bild
details-image-url = Link zum Bild
details-image-credit = Wessen Bild es ist
details-image-alt = Was auf dem Bild zu sehen ist
details-image-alt-hint = Für alle, die das Bild nicht sehen.
fault-no-alt = Ein Bild braucht einen Satz, der sagt, was zu sehen ist.
fault-reduced = Ermäßigt kostet es hier mehr als sonst. Bitte einen der beiden Preise ändern.
fault-cost-words = Hier steht noch „{ $words }“, und so lesen es alle auf Deutsch. Bitte ändern oder leeren.
fault-deadline-late = Dann ist die Veranstaltung schon vorbei. Bitte einen früheren Tag schreiben.
fault-age = Das höchste Alter liegt unter dem niedrigsten.
details-more = Sichtbarkeit und Weiteres
details-visibility = Wer darf es sehen?
details-opening-hours = Öffnungszeiten
details-note = Notiz (nur für das Büro)
details-summary-length = { $count ->
    [one] Kurztext: ein Zeichen
   *[other] Kurztext: { $count } Zeichen
}

# Übersetzungen
translations-title = Übersetzungen
translations-link = Übersetzungen
translations-link-outdated = Übersetzungen ({ $count } veraltet)
translations-lead = Links steht der deutsche Text, rechts schreiben Sie die Übersetzung. Was fehlt, lesen die Menschen auf Deutsch, mit einem Hinweis.
translations-there = Sprachen
translations-missing = Noch ohne Übersetzung:
translations-original = Deutsch
translation-easy-german = Leichte Sprache
translation-outdated = veraltet
translation-current = Diese Übersetzung passt wieder zum deutschen Text

# Als Vorlage nehmen
copy-link = Als Vorlage nehmen
copy-note = Vorlage: { $day }. Tragen Sie den neuen Tag ein. Texte, Tagesordnung, Angaben und E-Mails werden übernommen; Wiederholung, Antworten und Protokolle nicht.
copy-days = Bleibt der letzte Tag leer, dauert es { $count } Tage wie die Vorlage.
