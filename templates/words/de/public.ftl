# Kalender-Abos: was im Kalender der Abonnenten steht.
feed-name = Veranstaltungen: { $office }
feed-name-some = Veranstaltungen (Auswahl): { $office }
feed-description = Öffentliche Veranstaltungen. Ihr Kalender holt Änderungen selbst, je nach Programm alle paar Stunden. Was kurzfristig gilt, steht immer hier: { $url }
feed-personal = Ihre Termine: { $office }
feed-personal-description = Alle Termine, zu denen { $actor } eingeladen ist oder die { $actor } veranstaltet.
feed-page = Alles dazu: { $url }
feed-as-of = Stand: { $when }
feed-gone = Nicht mehr im Programm
feed-answer-none = Ihre Antwort fehlt noch.
feed-answer-accepted = Sie haben zugesagt.
feed-answer-tentative = Sie haben „vielleicht“ geantwortet.
feed-answer-declined = Sie haben abgesagt.
feed-answer-old-accepted = Sie hatten zugesagt. Seitdem hat sich der Termin geändert: Passt er noch?
feed-answer-old-tentative = Sie hatten „vielleicht“ geantwortet. Seitdem hat sich der Termin geändert: Passt er?
feed-answer-old-declined = Sie hatten abgesagt. Seitdem hat sich der Termin geändert: Passt er jetzt?
feed-answer-change = Antworten oder ändern: { $url }
# Was zu einer Veranstaltung zu sagen ist, im Kalender und auf der Seite.
event-cancelled = Abgesagt
event-cancelled-title = Abgesagt: { $title }
event-cancelled-note = Diese Veranstaltung findet nicht statt.
event-instead = Sie war doppelt eingetragen. Es gilt dieser Eintrag:
event-date-cancelled-note = Dieser Termin findet nicht statt.
event-tentative = Noch nicht sicher
event-tentative-note = Ob diese Veranstaltung stattfindet, ist noch nicht sicher.
event-moved = Neuer Termin
event-moved-note = Neuer Termin: bisher geplant für { $when }.
event-reason = Grund: { $reason }
event-only-german = Den Text gibt es bisher nur auf Deutsch.
event-outdated = Die Übersetzung ist älter als der deutsche Text.
fact-when = Wann
fact-dates = Termine
fact-hours = Geöffnet
fact-where = Wo
fact-end-place = Ende
fact-rain-place = Bei schlechtem Wetter
fact-meeting-point = Treffpunkt
fact-online = Online
fact-dial-in = Einwahl per Telefon
fact-transit = Anfahrt
fact-access = Zugang
fact-languages = Sprachen
fact-interpretation = Übersetzung
fact-audience = Für
fact-age = Alter
fact-childcare = Kinderbetreuung
fact-cost = Kosten
fact-registration = Anmeldung
fact-organiser = Veranstalter
fact-partners = Mit
fact-contact = Fragen
value-yes = ja
value-free = kostenlos
value-donation = Spende erbeten
value-price = { $price }
value-price-reduced = { $price }, ermäßigt { $reduced }
value-age-from = { $from ->
    [one] ab einem Jahr
   *[other] ab { $from } Jahren
}
value-age-until = { $until ->
    [one] bis 1 Jahr
   *[other] bis { $until } Jahre
}
value-age-between = { $until ->
    [one] { $from } bis 1 Jahr
   *[other] { $from } bis { $until } Jahre
}
value-no-registration = nicht nötig
value-registration = nötig
value-registration-until = bis { $until }
value-registration-by = bei { $where }
value-places = { $count ->
    [one] ein Platz
   *[other] { $count } Plätze
}
value-waiting-list = mit Warteliste
value-subtitles = Untertitel: { $language }
# Was an einer Adresse nicht stimmt.
fault-unknown-key = Den Parameter „{ $key }“ kennen wir nicht. Bitte prüfen Sie die Adresse.
fault-unknown-value = Beim Parameter „{ $key }“ kennen wir „{ $value }“ nicht. Bitte prüfen Sie die Adresse.
fault-no-day = Der Parameter „{ $key }“ braucht einen Tag wie 2027-09-11, nicht „{ $value }“.
fault-twice = Der Parameter „{ $key }“ steht zweimal in der Adresse; einmal genügt.
fault-long-search = Die Suche ist zu lang: höchstens { $most } Zeichen.
fault-too-many = Die Adresse hat zu viele Parameter.
# Seiten
page-skip = Zum Inhalt springen
page-sample = Beispieldaten: Diese Veranstaltungen sind erfunden.
page-languages = Sprache
page-home = Programm
page-help = Fragen? Schreiben Sie uns:
page-programme = Veranstaltungen
page-count = { $count ->
    [0] Keine Termine
    [one] Ein Termin
   *[other] { $count } Termine
}
page-period = { $first } bis { $last }
page-search = Suche
page-from = Ab Tag
page-kind = Art
page-audience = Für wen
page-language = Sprache
page-district = Stadtteil
page-topic = Thema
page-programme-filter = Programm
page-any = alle
page-free = kostenlos
page-step-free = stufenlos
page-show = Anzeigen
page-filter = Veranstaltungen auswählen
page-active = Ausgewählt
page-remove = entfernen
page-clear = Alle Veranstaltungen zeigen
page-running = Läuft gerade
page-running-until = bis { $day }
page-nothing = Zurzeit ist nichts eingetragen. Schauen Sie bald wieder vorbei.
page-nothing-found = Dazu haben wir nichts gefunden.
page-more = Weitere ab { $day }
page-subscribe = Kalender abonnieren
page-subscribe-text = Einmal abonnieren, dann stehen diese Termine immer aktuell in Ihrem Kalender, auf dem Handy und am Computer.
page-subscribe-selection = Sie abonnieren genau Ihre Auswahl.
page-subscribe-button = Im Kalender öffnen
page-subscribe-address = Oder diese Adresse in Ihr Kalenderprogramm kopieren:
page-subscribe-delay = Ihr Kalender holt Änderungen selbst, je nach Programm alle paar Stunden. Was kurzfristig gilt, steht immer hier.
page-no-registration = ohne Anmeldung
page-with-registration = mit Anmeldung
page-to-calendar = In meinen Kalender
page-all-dates = Alle Termine
page-past-dates = Frühere Termine
page-over = Diese Veranstaltung ist vorbei.
page-about = Worum es geht
page-facts = Das Wichtigste
page-as-of = Zuletzt geändert: { $when }
page-back = Zurück zum Programm
page-instead-of = statt { $when }
page-missing-title = Diese Seite gibt es nicht
page-missing = Vielleicht ist die Adresse nicht vollständig, oder die Veranstaltung ist nicht mehr im Programm.
page-wrong-title = Diese Adresse verstehen wir nicht
page-down-title = Einen Moment bitte
page-down = Gerade ist unsere Datenbank nicht erreichbar. Bitte versuchen Sie es in ein paar Minuten noch einmal.

legal-imprint = Impressum
legal-privacy = Datenschutz
legal-accessibility = Barrierefreiheit
