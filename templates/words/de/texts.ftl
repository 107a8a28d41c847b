# Texte der E-Mails
texts-title = Texte der E-Mails
texts-lead = So sprechen Ihre E-Mails. Wo Ihnen ein Satz nicht gefällt, schreiben Sie einen eigenen. Er gilt ab der nächsten E-Mail.
texts-list = E-Mails und was sie gemeinsam haben
texts-own = { $count ->
        [one] ein eigener Text
       *[other] { $count } eigene Texte
    }
texts-part-frame = Anrede, Schluss und Fußzeile aller E-Mails
texts-part-facts = Angaben zu Zeit und Ort
texts-part-answers = Fragen nach der Antwort
texts-form-lead = Über jedem Feld steht der ausgelieferte Text. Schreiben Sie Ihren in das Feld. Ein leeres Feld heißt: so, wie ausgeliefert.
texts-languages = Sprachen dieser Texte
texts-subject = Betreff:
texts-variables = Wird eingesetzt:
texts-no-variables = Hier wird nichts eingesetzt.
texts-look = Vorschau
texts-preview = So sieht eine E-Mail damit aus
texts-preview-hint = Noch nicht gespeichert. Treffen und Zahlen sind erfunden.
texts-reset = Alle Texte dieser Seite zurücksetzen
texts-reset-text = Alle eigenen Texte dieser Seite verschwinden. Es gelten wieder die ausgelieferten. Einen einzelnen setzen Sie zurück, indem Sie sein Feld leeren.
texts-reset-button = Jetzt zurücksetzen
texts-fault-long = Das ist zu lang. Höchstens { $most } Zeichen.
texts-fault-form = Das ist so nicht zu lesen. Zu jeder geschweiften Klammer gehört eine zweite, und dazwischen steht ein Name aus der Zeile über dem Feld, zum Beispiel {"{ $title }"}.
texts-fault-variable = „{ $name }“ kann hier nicht eingesetzt werden. Was hier geht: { $known }.
texts-fault-no-variable = „{ $name }“ kann hier nicht eingesetzt werden. In diesen Text wird nichts eingesetzt.
texts-fault-refers = Verweise auf andere Texte, Funktionen und Zeichencodes gehen hier nicht.
texts-fault-lines = Bitte ohne Zeilenumbruch: ein Absatz.
fault-texts-changed = Inzwischen hat jemand anderes diese Texte geändert. Ihre Eingaben stehen unten; bei jedem Feld, das anders gespeichert ist, steht, was jetzt gilt. Speichern Sie noch einmal, wenn Ihre Eingaben gelten sollen.
texts-is-answer = die Antwort bisher
texts-is-by = der letzte Tag für Antworten
texts-is-count = die Anzahl
texts-is-due = bis wann
texts-is-group = der Name der Gruppe
texts-is-minutes = die Minuten
texts-is-name = der Name des Akteurs
texts-is-near = der Beginn, wenn er nah ist: „morgen 17:00“
texts-is-new = was jetzt gilt
texts-is-next = der nächste Termin
texts-is-number = die Telefonnummer
texts-is-old = was bisher galt
texts-is-organiser = der Veranstalter
texts-is-start = der Beginn in Kurzform: „Do, 19.08., 17:00“
texts-is-task = die Aufgabe
texts-is-time = die neue Uhrzeit
texts-is-title = der Titel der Veranstaltung
texts-is-week = die Woche
texts-is-when = wann es geplant war
