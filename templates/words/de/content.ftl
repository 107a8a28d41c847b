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
