# Tabellen: was zu ihnen zu sagen ist. Werte, wie sie jemand tippt, Zelle oder Feld.
typed-yes-no = „{ $typed }“ ist weder Ja noch Nein. Schreiben Sie „ja“ oder „nein“.
typed-number = „{ $typed }“ ist nicht nur eine Zahl. Schreiben Sie die Zahl allein, zum Beispiel 16.
typed-day = „{ $typed }“ ist kein Tag. Schreiben Sie ihn zum Beispiel so: 11.09.2027.
typed-weekday = „{ $typed }“ passt nicht zusammen: Der { $day } ist ein { $is }. Bitte Tag oder Wochentag ändern.
typed-no-year = „{ $typed }“ nennt kein Jahr. Wir nehmen den { $day }.
typed-long-month = „{ $typed }“ gibt es nicht: { $month ->
        [January] Der Januar
        [February] Der Februar
        [March] Der März
        [May] Der Mai
        [June] Der Juni
        [July] Der Juli
        [October] Der Oktober
        [December] Der Dezember
       *[other] Der { $month }
    } hat nur { $last } Tage.
typed-day-zero = „{ $typed }“ gibt es nicht: Tage zählen ab 1.
typed-no-month = „{ $typed }“ gibt es nicht: Es gibt keinen Monat { $month }. Schreiben Sie zum Beispiel 11.09.2027.
typed-several-days = „{ $typed }“ nennt mehr als einen Tag. Schreiben Sie nur einen, zum Beispiel 11.09.2027.
typed-year = „{ $typed }“ hat kein Jahr mit zwei oder vier Ziffern. Schreiben Sie zum Beispiel 11.09.2027.
typed-time = „{ $typed }“ ist keine Uhrzeit. Schreiben Sie zum Beispiel 18:00 oder 18:00-19:30.
typed-repetition = „{ $typed }“ verstehen wir nicht als Wiederholung. Schreiben Sie zum Beispiel: wöchentlich dienstags bis 16.11.2027. Oder: wöchentlich dienstags, 8x.
typed-repetition-weekday = „{ $typed }“ passt nicht zum ersten Tag: Der { $day } ist ein { $is }. Bitte eines von beiden ändern.
typed-repetition-early = „{ $typed }“ endet vor dem ersten Tag ({ $day }). Bitte ein späteres Ende schreiben.
typed-repetition-no-end = „{ $typed }“ nennt kein Ende. Die Termine gehen weiter, bis jemand sie beendet.
typed-repetition-no-year = „{ $typed }“ nennt für den letzten Tag kein Jahr. Wir nehmen den { $day }.
typed-no-language = „{ $typed }“ ist keine Sprache.
typed-language = „{ $typed }“ ist keine Sprache, die wir kennen. Schreiben Sie ihren deutschen Namen, zum Beispiel Türkisch.
typed-price = „{ $typed }“ nennt keinen Preis. Schreiben Sie zum Beispiel 5,00 €, Eintritt frei oder Spende erbeten.
typed-more-than-price = „{ $typed }“ sagt mehr als einen Preis. Wir lesen { $price } €; der Wortlaut bleibt erhalten.
typed-several-prices = „{ $typed }“ nennt mehrere Preise. Wir lesen nur { $price } €; der Wortlaut bleibt erhalten.

# Die Datei
sheet-large = Die Datei ist größer als 5 MB. Bitte teilen Sie die Liste auf.
sheet-long = Die Tabelle hat mehr als 20 000 Zeilen. Bitte teilen Sie die Liste auf.
sheet-no-header = Wir finden keine Zeile mit Überschriften. Für Akteure heißen sie zum Beispiel Nr, Organisation, E-Mail, Gruppen; für Veranstaltungen Titel, Datum, Beginn, Ende, Ort, Veranstalter.
sheet-broken-row = Zeile { $row } können wir nicht lesen.
sheet-workbook = Das ist eine Arbeitsmappe (zum Beispiel .xlsx). Öffnen Sie sie in Excel, wählen Sie „Speichern unter“ und dort „CSV UTF-8 (durch Trennzeichen getrennt)“. Diese neue Datei nehmen wir.
sheet-utf16 = Die Datei ist als „Unicode-Text“ gespeichert. Öffnen Sie sie in Excel und speichern Sie sie als „CSV UTF-8 (durch Trennzeichen getrennt)“.
sheet-no-text = Das ist keine Textdatei. Wenn es eine Tabelle ist, öffnen Sie sie in Excel und speichern Sie sie als „CSV UTF-8 (durch Trennzeichen getrennt)“.
sheet-encoding = Die Zeichen dieser Datei können wir nicht sicher lesen (vielleicht „CSV (MS-DOS)“). Öffnen Sie sie in Excel und speichern Sie sie als „CSV UTF-8 (durch Trennzeichen getrennt)“.
sheet-no-programme = Das Programm „{ $typed }“ gibt es nicht. Bitte wählen Sie eines aus der Liste.

# Spalten
sheet-no-column = Bitte sagen Sie, in welcher Spalte das steht.
sheet-several-columns = Mehrere Spalten sind dafür gewählt ({ $columns }). Bitte nur eine wählen.

# Zeilen
sheet-empty = Leere Zeile.
sheet-total = Das ist eine Summe.
sheet-was = bisher „{ $old }“, neu „{ $new }“
sheet-first-groups = Es gibt noch keine Gruppen. Mit der Liste kommen diese: { $names }
sheet-twice = Steht doppelt da: genau wie Zeile { $row }.
sheet-cells = Diese Zeile hat mehr Zellen als die Überschrift („{ $extra }“): ein Trennzeichen zu viel, oder Anführungszeichen fehlen.
sheet-lost-kept = Beim Speichern gingen Zeichen verloren („{ $word }“). Was bei uns steht, bleibt.
sheet-lost = Bei „{ $word }“ ging beim Speichern wohl ein Zeichen verloren. Speichern Sie die Tabelle als „CSV UTF-8“.
sheet-lost-taken = Bei „{ $name }“ gingen beim Speichern Zeichen verloren. Wir lesen „{ $truth }“.
sheet-several = { $tag ->
        [groups] Gruppen
        [language] Sprachen
        [languages] Sprachen
        [organiser] Akteure
        [partners] Akteure
        [venue] Orte
       *[other] Einträge
    } mit dem Namen „{ $name }“ gibt es mehrere. Schreiben Sie statt des Namens die Kennung.
sheet-unknown = { $tag ->
        [groups] Die Gruppe „{ $name }“ kennen wir nicht. Legen Sie sie zuerst an, oder verbessern Sie den Namen.
        [language] Die Sprache „{ $name }“ kennen wir nicht. Schreiben Sie ihren deutschen Namen, zum Beispiel Türkisch.
        [languages] Die Sprache „{ $name }“ kennen wir nicht. Schreiben Sie ihren deutschen Namen, zum Beispiel Türkisch.
        [organiser] Den Akteur „{ $name }“ kennen wir nicht. Tragen Sie ihn zuerst ein, oder verbessern Sie den Namen.
        [partners] Den Akteur „{ $name }“ kennen wir nicht. Tragen Sie ihn zuerst ein, oder verbessern Sie den Namen.
        [target_groups] Die Zielgruppe „{ $name }“ steht nicht in der Liste. Schreiben Sie eine aus der Liste.
        [kind] Die Art „{ $name }“ steht nicht in der Liste. Schreiben Sie eine aus der Liste.
       *[other] „{ $name }“ kennen wir nicht. Tragen Sie es zuerst ein, oder verbessern Sie den Namen.
    }

# Akteure
sheet-number-taken = Diese Nummer gehört { $name }; Adresse oder Name gehören jemand anderem. Bitte eines davon ändern.
sheet-address-taken = Diese Adresse gehört { $owner }, der Name aber { $name }. Bitte eines von beiden ändern.
sheet-no-name = Hier fehlt der Name der Organisation.
sheet-same-actor = Zeile { $row } ist dieselbe Organisation. Bitte eine der beiden weglassen.
sheet-objected = Hier steht „ja“, aber dieser Akteur hat E-Mails widersprochen. Der Widerspruch bleibt.
sheet-remark = Die Bemerkung sagt, dass niemand E-Mails liest. Eine Bemerkung hält keine E-Mail auf: Fügen Sie eine Spalte „Nur Post“ mit „ja“ hinzu.
sheet-no-address = Hier fehlt die Adresse: Dorthin geht keine E-Mail. Dieser Akteur ist anzurufen oder anzuschreiben.
sheet-bad-address = „{ $typed }“ ist keine E-Mail-Adresse. Schreiben Sie zum Beispiel name@example.org.
sheet-address-twice = Diese Adresse steht auch in Zeile { $row }. Beide bekommen zusammen eine E-Mail.

# Veranstaltungen
sheet-no-organiser = Hier fehlt der Veranstalter: Zu dieser Veranstaltung fragen wir niemanden.
sheet-partner = Der Veranstalter steht hier noch einmal.
sheet-no-contact = Hier fehlt die Adresse: Niemand kann per E-Mail nachfragen.
sheet-status = „{ $typed }“ verstehen wir nicht. Schreiben Sie bestätigt, vorläufig oder abgesagt, und (Entwurf) dahinter, wenn es noch keiner sehen soll.
sheet-registration = „{ $typed }“ verstehen wir nicht. Schreiben Sie nein, ja, E-Mail, Telefon oder Online-Formular.
sheet-same-event = Zeile { $row } hat denselben Titel und Beginn. Bitte eine der beiden weglassen, oder die Titel unterscheiden.
sheet-meeting = Das ist ein Treffen. Treffen ändert eine Tabelle nicht.
sheet-moved = Bei uns steht ein anderer Tag ({ $day }). Die Veranstaltung wird verschoben.
sheet-ends-early = Das Ende ({ $end }) liegt vor dem Beginn ({ $start }). Bitte eine Zeit ändern. Wenn es nach Mitternacht endet, schreiben Sie den nächsten Tag als letzten Tag.
sheet-no-day = Hier fehlt der Tag. Schreiben Sie zum Beispiel 11.09.2027.
sheet-no-time = Hier steht keine Uhrzeit. Wir nehmen den ganzen Tag.
sheet-last-early = Der letzte Tag liegt vor dem ersten ({ $day }). Bitte einen von beiden ändern.
sheet-all-day = Hier steht „ja“. Die Uhrzeiten der Zeile übernehmen wir darum nicht; schreiben Sie sie in die Beschreibung.
sheet-no-start = Hier fehlt die Uhrzeit. Schreiben Sie zum Beispiel 18:00, oder „ja“ bei { $column }.
sheet-two-ends = Hier steht ein anderes Ende als neben dem Beginn. Bitte eines weglassen.
sheet-two-times = Hier stehen zwei Uhrzeiten. Schreiben Sie nur das Ende.
sheet-no-end = Für den letzten Tag ({ $day }) fehlt die Uhrzeit. Für ganze Tage schreiben Sie „ja“ bei „ganztägig“.
sheet-no-venue = „{ $typed }“ ist keiner unserer Orte. Der Ort bleibt in Worten stehen.
sheet-other-address = Hier steht „{ $cell }“, bei { $venue } aber „{ $ours }“. Es bleibt bei „{ $ours }“.
sheet-access = „{ $typed }“ steht nicht in der Liste. Wir übernehmen es in Worten.
sheet-link = „{ $typed }“ ist kein Link. Er beginnt mit https:// oder http://.
event-id = Die Kennung darf nur aus a–z, 0–9 und Bindestrichen bestehen, höchstens 100 Zeichen.
event-no-title = Hier fehlt der Titel. Sagen Sie in wenigen Worten, was es ist.
event-long-title = Der Titel ist länger als { $most } Zeichen. Bitte kürzen.
event-long-summary = Der Kurztext ist länger als { $most } Zeichen. Bitte kürzen.
event-long-place = Der Ort in Worten ist länger als { $most } Zeichen. Bitte kürzen.
event-long-text = Die Beschreibung ist länger als 1 MB. Bitte kürzen.
event-rule = Diese Wiederholung können wir nicht ausrechnen. Schreiben Sie zum Beispiel: wöchentlich dienstags bis 16.11.2027.
event-age = Das höchste Alter liegt unter dem niedrigsten ({ $least }).
event-cost = Der Preis muss 0 Euro oder mehr sein.
event-own-duplicate = Das muss eine andere Veranstaltung sein.
event-end-sort = Beginn und Ende passen nicht zusammen: entweder beide mit Uhrzeit oder beide als ganze Tage.
event-end-day = Der letzte Tag liegt vor dem ersten.
event-end-early = Das Ende liegt vor dem Beginn.
event-override-sort = Ein verschobener Termin passt nicht dazu: entweder alle mit Uhrzeit oder alle als ganze Tage.
sheet-other = Das können wir so nicht übernehmen: { $what }

# Felder
column-number = Nummer
column-id = Kennung
column-name = Name der Organisation
column-kind = Art
column-role = Funktion
column-email = E-Mail
column-phone = Telefon
column-language = Sprache der E-Mails
column-groups = Gruppen
column-email-ok = E-Mail erlaubt
column-postal-only = Nur Post oder Telefon
column-district = Stadtteil
column-note = Bemerkung (nur für das Büro)
column-title = Titel
column-start-date = Erster Tag
column-start-time = Beginn, Uhrzeit
column-end-date = Letzter Tag
column-end-time = Ende, Uhrzeit
column-all-day = Ganztägig
column-repetition = Wiederholung
column-venue = Ort
column-street = Straße
column-postcode = Postleitzahl
column-city = Stadt
column-access = Barrierefreiheit
column-organiser = Veranstalter
column-partners = Kooperation
column-target-groups = Zielgruppe
column-languages = Sprachen der Veranstaltung
column-cost = Kosten
column-registration = Anmeldung
column-deadline = Anmeldeschluss
column-capacity = Plätze
column-childcare = Kinderbetreuung
column-link = Link zum Online-Raum
column-summary = Kurztext
column-description = Beschreibung
column-status = Stand

# Importieren: die Seiten
import-title = Liste importieren
import-button = Importieren
import-lead = Nehmen Sie Ihre Excel-Liste, wie sie ist. Sie sehen erst, was wir verstehen; gespeichert wird nichts, bevor Sie es sagen.
import-step = Schritt { $step } von 3
import-step-file = Datei wählen
import-step-check = Ansehen und prüfen
import-step-done = Übernommen
import-file = Ihre Liste als CSV-Datei
import-file-hint = In Excel: „Speichern unter“, dann „CSV UTF-8 (durch Trennzeichen getrennt)“. Höchstens 5 MB.
import-programme = Zu welchem Programm gehören neue Veranstaltungen?
import-programme-hint = Nur für eine Liste von Veranstaltungen.
import-no-programme = zu keinem
import-look = Ansehen
import-what = So kann eine Liste aussehen
import-what-text = Akteure: Nr, Organisation, E-Mail, Telefon, Sprache, Gruppen. Veranstaltungen: Titel, Datum, Beginn, Ende, Ort, Veranstalter. Die Reihenfolge und die genauen Wörter sind egal. Wer schon bei uns steht, wird geändert und nicht doppelt eingetragen.
import-no-file = Bitte wählen Sie eine Datei.
import-seen = Das haben wir erkannt
import-kind = Inhalt
import-kind-actors = Akteure
import-kind-events = Veranstaltungen
import-name = Datei
import-encoding = Umlaute und Sonderzeichen
import-encoding-as = erkannt ({ $encoding })
import-delimiter = Zwischen den Zellen
import-delimiter-semicolon = Semikolon
import-delimiter-comma = Komma
import-delimiter-tab = Tabulator
import-header = Überschriften
import-header-row = Zeile { $row }
import-public = Danach öffentlich
import-public-count = { $count ->
    [one] eine Veranstaltung; was noch niemand sehen soll, bekommt beim Status „(Entwurf)“
   *[other] { $count } Veranstaltungen; was noch niemand sehen soll, bekommt beim Status „(Entwurf)“
}
import-above = Nicht gelesen
import-above-row = Zeile { $row }: { $text }
import-columns = Spalten zuordnen
import-columns-hint = Wir haben die Überschriften zugeordnet. Ändern Sie, was nicht stimmt; beim nächsten Mal wissen wir es.
import-column = Spalte
import-sample = Beispiele
import-field = Ist bei uns
import-field-of = Was steht in „{ $column }“?
import-not = nicht übernehmen
import-again = Neu prüfen
import-check = Das würde geschehen
import-verdict-new = neu
import-verdict-changed = geändert
import-verdict-same = gleich
import-verdict-skipped = übersprungen
import-verdict-faulty = fehlerhaft
import-faulty = { $count ->
        [one] Eine Zeile ist fehlerhaft. Darum wird noch nichts übernommen.
       *[other] { $count } Zeilen sind fehlerhaft. Darum wird noch nichts übernommen.
    }
import-faulty-text = Verbessern Sie die Liste in Excel und wählen Sie die Datei dann noch einmal. Oder ändern Sie oben die Zuordnung.
import-other-file = Andere Datei wählen
import-take = { $count ->
        [one] Eine Zeile übernehmen
       *[other] { $count } Zeilen übernehmen
    }
import-take-hint = Danach geht nicht von selbst eine E-Mail hinaus: Was dadurch fällig wird, wartet auf Ihre Freigabe.
import-changed = Sie haben die Zuordnung geändert. Bitte sehen Sie sich das Ergebnis noch einmal an, bevor Sie es übernehmen.
import-nothing = Alles steht schon so bei uns. Es gibt nichts zu übernehmen.
import-all-skipped = Aus dieser Tabelle wird nichts übernommen. Warum, steht bei jeder Zeile.
import-no-rows = Unter den Überschriften steht keine Zeile. Bitte prüfen Sie, ob es die richtige Datei ist.
import-rows = Zeile für Zeile, was zu tun ist zuerst
import-row = Zeile
import-row-name = Name
import-verdict = Zustand
import-said = Was auffällt
import-more = { $count ->
        [one] Eine weitere Zeile ist hier nicht gezeigt.
       *[other] { $count } weitere Zeilen sind hier nicht gezeigt.
    }
import-done-title = Übernommen
import-done-groups = { $count ->
        [one] Dazu kommt eine neue Gruppe.
       *[other] Dazu kommen { $count } neue Gruppen.
    }
import-done = Gespeichert: { $added } neu, { $changed } geändert.
import-held = { $count ->
        [one] Eine E-Mail ist dadurch fällig und wartet auf Ihre Freigabe.
       *[other] { $count } E-Mails sind dadurch fällig und warten auf Ihre Freigabe.
    }
import-held-link = Ansehen und freigeben
import-late = { $count ->
        [one] Eine E-Mail wäre schon vorher fällig gewesen. Sie wird nicht gesendet.
       *[other] { $count } E-Mails wären schon vorher fällig gewesen. Sie werden nicht gesendet.
    }
import-no-mails = Jetzt geht deswegen keine E-Mail hinaus.
import-to-actors = Zu den Akteuren
import-to-events = Zu den Veranstaltungen
import-next = Noch eine Liste importieren
