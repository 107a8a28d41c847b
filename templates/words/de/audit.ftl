# Wer hat was getan
audit-title = Wer hat was getan?
audit-lead = Jede Änderung mit Zeit und Person, die neueste zuerst.
audit-filter = Einträge suchen
audit-whom = Wer
audit-what = Woran
audit-from = Von, zum Beispiel 12.9.27
audit-until = Bis
audit-any = alle
audit-show = Anzeigen
audit-list = Einträge, der neueste zuerst
audit-when = Wann
audit-did = Was
audit-all = alles dazu
audit-none = Keine Einträge
audit-none-text = Zu dieser Auswahl wurde nichts getan. Wählen Sie weniger aus.
audit-pages = Seiten
audit-newer = Neuere
audit-older = Ältere
audit-who-account = Konto
audit-who-contact = Akteure über Links
audit-who-import = Import
audit-who-engine = Treffpunkt selbst
audit-who-command = Befehl am Server
audit-who-office = Büro ohne Anmeldung
audit-sort-event = Veranstaltung
audit-sort-occurrence = Termin
audit-sort-actor = Akteur
audit-sort-contact = Kontakt
audit-sort-group = Gruppe
audit-sort-account = Konto
audit-sort-outbox = Postausgang
audit-sort-notification = E-Mail
audit-sort-sheet = Liste
audit-sort-setting = Einstellung
audit-sort-texts = Texte der E-Mails
audit-verb-add = eingetragen
audit-verb-change = geändert
audit-verb-edit = im Formular bearbeitet
audit-verb-publish = veröffentlicht
audit-verb-remove = gelöscht
audit-verb-account = Konto geändert
audit-verb-sign-in = angemeldet
audit-verb-sign-in-asked = Code zum Anmelden angefordert
audit-verb-sign-in-link = Anmelde-Link gemacht
audit-verb-sign-out = abgemeldet
audit-verb-answer = geantwortet
audit-verb-wish = E-Mail-Wünsche geändert
audit-verb-bounce = Adresse als ungültig erkannt
audit-verb-hold = angehalten
audit-verb-release = freigegeben
audit-verb-retry = noch einmal versucht
audit-verb-import = importiert
audit-verb-text = eigener Text gespeichert
audit-verb-reset = Text zurückgesetzt
audit-verb-approve = freigegeben und veröffentlicht
audit-verb-ask = nachgefragt
audit-verb-refuse = abgelehnt
audit-verb-send = Brief noch einmal gesendet
audit-verb-attendance = gezählt, wer da war
audit-verb-move = E-Mails verschoben
audit-verb-call-off = E-Mails abgesetzt
audit-verb-resume = Absetzen zurückgenommen
audit-verb-test = Testbetrieb
audit-verb-test-mail = Test-E-Mail geschickt
audit-detail-lead = Leitung
audit-detail-editor = Bearbeitung
audit-detail-removed = entfernt
audit-detail-accepted = Zusage
audit-detail-declined = Absage
audit-detail-tentative = vielleicht
audit-detail-needs-action = ohne Antwort
audit-detail-all = alle
audit-detail-actors = Akteure
audit-detail-events = Veranstaltungen
audit-setting-office = Büro und Absender
audit-setting-retention = Aufbewahrung
audit-setting-vocabulary = Begriffe
audit-detail = { $first }
audit-detail-accepted-of = Zusage von { $first }
audit-detail-declined-of = Absage von { $first }
audit-detail-tentative-of = vielleicht: { $first }
audit-detail-needs-action-of = ohne Antwort: { $first }
audit-detail-instead-of = { $first }: jetzt { $second }, vorher { $third }
audit-detail-of = { $second }: { $first ->
    [one] 1 E-Mail
   *[other] { $first } E-Mails
}
audit-detail-people-rows = { $first ->
    [one] 1 Person
   *[other] { $first } Personen
} bei { $second ->
    [one] 1 Akteur
   *[other] { $second } Akteuren
}
audit-detail-rows-new-changed = { $first ->
    [one] 1 Zeile
   *[other] { $first } Zeilen
}: { $second } neu, { $third } geändert
audit-detail-rows = { $first ->
    [one] 1 Zeile
   *[other] { $first } Zeilen
}
audit-detail-answers = { $first ->
    [one] 1 Antwort
   *[other] { $first } Antworten
}
audit-detail-all-held-ones = { $first ->
    [0] alle
   *[other] alle, dazu { $first } einzeln angehaltene
}
audit-detail-on = eingeschaltet
audit-detail-off-sent = ausgeschaltet; { $first ->
    [0] nichts gesendet
    [one] 1 E-Mail gesendet
   *[other] { $first } E-Mails gesendet
}
audit-detail-off-held = ausgeschaltet; { $first ->
    [0] nichts angehalten
    [one] 1 E-Mail angehalten
   *[other] { $first } E-Mails angehalten
}
audit-detail-copy = nur als Kopie an das Team
audit-detail-in-out = { $first } dazu, { $second } heraus
audit-detail-out = { $first } heraus
audit-detail-again = wieder dabei
audit-detail-only = nur ausgewählte
audit-detail-nothing = nichts mehr
audit-detail-everything = alles

# Which parts of an event were changed.
audit-part-title = Titel
audit-part-when = Zeit
audit-part-place = Ort
audit-part-status = Status
audit-part-text = Text
audit-part-translations = Übersetzungen
audit-part-people = Veranstalter und Ansprechpartner
audit-part-groups = Gruppen und Sichtbarkeit
audit-part-registration = Anmeldung
audit-part-rules = E-Mails
audit-part-agenda = Tagesordnung, Protokoll, Aufgaben
audit-part-details = weitere Angaben
