# Regeln: wer wann welche E-Mail bekommt.
rule-sentence = { $kind } an { $audience }: { $when }
rule-once = { $rule }, einmal für alle Termine
rule-held = { $rule } – wartet auf Ihre Freigabe
rule-off = { $rule } – ausgeschaltet
rule-days = { $count ->
        [one] 1 Tag
       *[other] { $count } Tage
    }
rule-hours = { $count ->
        [one] 1 Stunde
       *[other] { $count } Stunden
    }
rule-minutes = { $count ->
        [one] 1 Minute
       *[other] { $count } Minuten
    }
rule-before-start = { $span } vor dem Beginn
rule-before-end = { $span } vor dem Ende
rule-after-end = { $span } nach dem Ende
rule-before-registration = { $span } vor dem Ende der Anmeldung
rule-after-registration = { $span } nach dem Ende der Anmeldung
rule-before-submission = { $span } vor dem Einsendeschluss des Programms
rule-after-submission = { $span } nach dem Einsendeschluss des Programms
rule-at-before-start = zum Beginn
rule-at-after-end = zum Ende
rule-at-before-registration = zum Ende der Anmeldung
rule-at-before-submission = zum Einsendeschluss des Programms
rule-day-before-start = am Tag des Beginns
rule-day-after-end = am Tag des Endes
rule-day-before-registration = am letzten Tag der Anmeldung
rule-day-before-submission = am Tag des Einsendeschlusses
rule-when-at = { $when }, um { $time } Uhr
audience-each-group = jede eingeladene Gruppe
audience-group = die Gruppe „{ $group }“
audience-actor = den Akteur „{ $actor }“
audience-invited = alle Eingeladenen
audience-accepted = alle, die zugesagt haben
audience-declined = alle, die abgesagt haben
audience-tentative = alle, die „vielleicht“ sagen
audience-silent = alle ohne Antwort
audience-registered = alle Angemeldeten
audience-organiser = den Veranstalter
audience-partners = die Partner

# Regeln als Formular
rule-more = Eine weitere E-Mail
rule-kind = Welche E-Mail
rule-no-kind = keine weitere
rule-mode = Senden?
rule-mode-on = ja, von selbst
rule-mode-held = erst, wenn ich sie freigebe
rule-mode-off = nein, ausgeschaltet
rule-mode-remove = nein, Regel löschen
rule-count = Wie viele
rule-unit = Einheit
rule-unit-days = Tage
rule-unit-hours = Stunden
rule-side = Vorher oder nachher
rule-side-before-start = vor dem Beginn
rule-side-before-end = vor dem Ende
rule-side-after-end = nach dem Ende
rule-at = Uhrzeit (leer: die der Veranstaltung)
rule-audience = An wen
rule-fault-kind = Welche E-Mail soll das sein? Bitte wählen Sie eine, oder leeren Sie die Felder dieser Zeile.
rule-fault-gone = Eine Regel, die Sie vor sich hatten, hat inzwischen jemand gelöscht.
rule-fault-count = Bitte eine ganze Zahl, zum Beispiel 7. Höchstens zehn Jahre.
rule-fault-at = Das ist keine Uhrzeit. Schreiben Sie zum Beispiel 9:00, oder lassen Sie das Feld leer.
rule-fault-at-hours = Eine Uhrzeit geht nur mit Tagen. Lassen Sie das Feld leer, oder zählen Sie in Tagen.
rule-fault-audience = Bitte wählen Sie, an wen diese E-Mail geht.
rule-fault-whole-days = Bei ganztägigen Veranstaltungen bitte in Tagen zählen.
rule-fault-late = Das ist zu spät: diese E-Mail würde nie gesendet.
