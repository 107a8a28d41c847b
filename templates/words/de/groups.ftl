# Gruppen
office-nav-groups = Gruppen
groups-title = Gruppen
groups-lead = Eine Gruppe ist eine Liste von Akteuren. Eine Einladung geht an ganze Gruppen.
groups-new = Neue Gruppe
groups-list = Gruppen nach Namen
groups-name = Name
groups-members = Wie viele
groups-used = Benutzt von
groups-events = { $count ->
        [0] keiner Veranstaltung
        [one] einer Veranstaltung
       *[other] { $count } Veranstaltungen
    }
groups-none = Noch keine Gruppe
groups-none-text = Legen Sie die erste an, zum Beispiel „Alle Akteure“.
group-name = Name der Gruppe
group-name-hint = So steht er in Einladungen: „… weil Ihre Organisation in der Gruppe … ist“.
group-name-en = Name auf Englisch, wenn es einen gibt
group-members = Wer gehört dazu?
group-members-hint = Setzen Sie Häkchen. Gespeichert wird erst mit dem Knopf am Ende.
group-search = Name oder E-Mail
group-part = Welche zeigen
group-part-all = alle Akteure
group-part-members = nur mit Häkchen
group-part-others = nur ohne Häkchen
group-look = Suchen
group-looked = Noch nicht gespeichert. Ihre Häkchen bleiben, auch wo sie gerade nicht zu sehen sind.
group-mail = Bekommt E-Mail
group-nobody = Niemand gefunden. Versuchen Sie es mit weniger Wörtern.
group-not-these = möchte nicht: { $kinds }
group-reached = { $count ->
        [0] Noch niemand gehört dazu.
        [one] Ein Akteur gehört dazu: { $yes } bekommt E-Mail, { $no } nicht.
       *[other] { $count } Akteure gehören dazu: { $yes } bekommen E-Mail, { $no } nicht.
    }
group-causes = Das geschieht, wenn Sie speichern
group-causes-now = { $count ->
        [one] Ein neuer Akteur bekommt
       *[other] { $count } neue Akteure bekommen
    } sofort: { $kind } zu „{ $title }“{ $start }.
group-causes-then = { $count ->
        [one] Ein neuer Akteur bekommt
       *[other] { $count } neue Akteure bekommen
    } am { $at }: { $kind } zu „{ $title }“{ $start }.
group-causes-held = { $count ->
        [one] Ein neuer Akteur bekommt
       *[other] { $count } neue Akteure bekommen
    } nach Ihrer Freigabe: { $kind } zu „{ $title }“{ $start }.
group-causes-less = { $count ->
        [one] Ein Akteur bekommt
       *[other] { $count } Akteure bekommen
    } nicht mehr: { $kind } zu „{ $title }“{ $start }.
group-causes-more = { $count ->
        [one] Dazu kommt ein weiterer solcher Fall bei späteren Terminen.
       *[other] Dazu kommen { $count } weitere solche Fälle bei späteren Terminen.
    }
group-sure = Ja, speichern
group-used-by = Diese Gruppe wird benutzt von
group-drop = Gruppe löschen
group-drop-text = Keine Veranstaltung benutzt diese Gruppe. Die Akteure bleiben erhalten, nur die Gruppe verschwindet.
group-drop-button = Gruppe jetzt löschen
done-group-removed = Die Gruppe ist gelöscht.
fault-group-taken = So heißt schon eine andere Gruppe.
fault-group-long = Höchstens 120 Zeichen, bitte.
fault-group-used = Die Gruppe kann nicht gelöscht werden: Eine Veranstaltung benutzt sie.
fault-group-changed = Inzwischen hat jemand anderes diese Gruppe geändert. Ihre Eingaben stehen unten; wo etwas anderes gespeichert ist, steht, was jetzt gilt. Speichern Sie noch einmal, wenn Ihre Eingaben gelten sollen.
fault-group-more = Jetzt auch Mitglied: { $names }
fault-group-less = Jetzt nicht Mitglied: { $names }
fault-group-gone = Eine der Gruppen gibt es nicht mehr. Bitte öffnen Sie die Seite noch einmal.

# Akteure: eintragen, Kontakte, Tabelle
actor-new = Neuer Akteur
actor-enter = Akteur eintragen
actor-contact-further = Weiterer Kontakt: { $role }
actor-contact-new = Weiteren Kontakt eintragen
actor-contact-remove = diesen Kontakt entfernen: er bekommt keine E-Mail mehr, die bisherigen bleiben nachlesbar
actor-contact-mails = Alle E-Mails an diesen Kontakt
actor-former = Frühere Kontakte
contact-former = Dieser Kontakt wurde entfernt. Er bekommt keine E-Mail mehr.
actors-without-mail = ohne E-Mail
actors-silent = antwortet nicht
actors-silent-hint = Eingeladen in den letzten zwölf Monaten, und in dieser Zeit kam keine Antwort.
actors-table = Als Excel-Tabelle herunterladen
fault-actor-there = So heißt schon ein Akteur. Ändern Sie ihn, oder schreiben Sie einen anderen Namen.
fault-last-contact = Ein Kontakt muss bleiben. Liest niemand E-Mails, kreuzen Sie „liest keine E-Mail“ an.
