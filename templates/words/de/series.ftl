# Repetitions in words, and forms about the dates of an event.
repetition-once = einmal
repetition-list = an einzelnen Tagen
repetition-kept = nach einer besonderen Regel, die hier nicht in Worten steht
repetition-and = { $days } und { $last }
repetition-day = { $every ->
        [one] jeden Tag
       *[other] alle { $every } Tage
    }
repetition-week = { $every ->
        [one] jede Woche am { $days }
       *[other] alle { $every } Wochen am { $days }
    }
repetition-month = { $every ->
        [one] jeden Monat am { $nth } { $weekday }
       *[other] alle { $every } Monate am { $nth } { $weekday }
    }
repetition-month-day = { $every ->
        [one] jeden Monat am { $day }.
       *[other] alle { $every } Monate am { $day }.
    }
repetition-year = { $every ->
        [one] jedes Jahr, zuerst am { $date }
       *[other] alle { $every } Jahre, zuerst am { $date }
    }
repetition-nth-1 = ersten
repetition-nth-2 = zweiten
repetition-nth-3 = dritten
repetition-nth-4 = vierten
repetition-nth-5 = fünften
repetition-nth-last = letzten
repetition-never = ohne Ende
repetition-after = { $count ->
        [one] ein Termin
       *[other] { $count } Termine
    }
repetition-on = bis { $day }
repetition-more = { $count ->
        [one] und ein weiterer
       *[other] und { $count } weitere
    }

dates-title = Termine
dates-lead = Wann und wie oft? Bevor etwas gespeichert wird, sehen Sie jeden Termin, der sich ändert.
dates-now = Jetzt: { $sentence }
dates-first = Der erste Termin
dates-repeats = Wiederholung
dates-unit = Wie oft?
dates-unit-once = einmal
dates-unit-day = täglich
dates-unit-week = wöchentlich
dates-unit-month = monatlich, am gleichen Wochentag (zum Beispiel am dritten Donnerstag)
dates-unit-month-last = monatlich, am letzten Wochentag (zum Beispiel am letzten Donnerstag)
dates-unit-month-day = monatlich, am gleichen Tag (zum Beispiel am 15.)
dates-unit-year = jährlich
dates-unit-kept = besondere Regel behalten
dates-every = Jede wievielte Woche, jeder wievielte Monat …? (1 = jede, 2 = jede zweite; vierteljährlich: monatlich, jedes 3. Mal)
dates-weekdays = An diesen Wochentagen (nur bei „wöchentlich“)
dates-ends = Wann ist Schluss?
dates-ends-once = nur bei Wiederholungen
dates-ends-never = noch offen
dates-ends-after = nach einer Zahl von Terminen
dates-ends-on = an einem Tag
dates-after = Wie viele Termine?
dates-on = Letzter Tag, zum Beispiel 16.11.27
dates-exceptions = Ausnahmen
dates-also = Auch an diesen Tagen, jeder in einer Zeile (12.9.27 oder 12.9.27 18:00)
dates-without = Nicht an diesen Tagen, jeder in einer Zeile
dates-hint-cancel = Ist ein Termin schon bekannt und fällt aus? Sagen Sie ihn lieber ab: Dann erfahren es alle, die davon wissen.
dates-next = Weiter

scope-title = Für welche Termine gilt das?
scope-one = Nur für diesen Termin
scope-following = Für diesen und alle folgenden
scope-all = Für alle Termine (Uhrzeit und Ort)
event-dates-past = Vorbei ({ $count })
series-dates = Termine und Wiederholung ändern
series-see = Diese Veranstaltung hat mehrere Termine. Tag, Uhrzeit und Wiederholung ändern Sie auf einer eigenen Seite.

touched-title = { $count ->
        [one] Ein Termin ändert sich
       *[other] { $count } Termine ändern sich
    }
touched-no-place = kein Ort
decide-past = Der neue Termin liegt in der Vergangenheit. Dann geht keine E-Mail hinaus.
publish-past = Dieser Termin liegt in der Vergangenheit. Wenn Sie ihn veröffentlichen, wird niemand mehr eingeladen.
touched-before = Bisher
touched-after = Neu
touched-new = neuer Termin
touched-gone = fällt weg
touched-cancelled = fällt aus
decide-nobody-knows = Noch weiß niemand von diesen Terminen. Über die Änderung geht keine E-Mail hinaus. Was zu neuen Terminen hinausgeht, sehen Sie danach unter „Wer bekommt wann welche E-Mail?“.

fault-cancel-one = Absagen können Sie hier nur einen Termin. Wählen Sie „Nur für diesen Termin“.
fault-endless = Diese Reihe hat kein Ende. Geben Sie ihr unter „Termine und Wiederholung ändern“ zuerst einen letzten Tag.
fault-another-day = Für alle Termine ändern Sie hier nur die Uhrzeit. Den Wochentag ändern Sie unter „Termine und Wiederholung ändern“.
fault-another-date = Zu dieser Zeit ist schon ein anderer Termin dieser Reihe. Wählen Sie eine andere Zeit, oder sagen Sie diesen Termin ab.
fault-no-such-date = Diesen Termin gibt es nicht mehr: Jemand hat die Reihe inzwischen geändert. Nichts ist gespeichert.
fault-every = Schreiben Sie eine Zahl von 1 bis 99.
fault-after = Schreiben Sie eine Zahl von 1 bis 500.
fault-ends-early = Der letzte Tag liegt vor dem ersten Termin.
fault-first-weekday = Der erste Termin liegt an keinem dieser Wochentage. Wählen Sie seinen Wochentag mit aus.
fault-fifth-weekday = Einen fünften Wochentag hat nicht jeder Monat. Wählen Sie „am letzten Wochentag“.
fault-typed-days = Darunter ist ein Tag, den es nicht gibt. Schreiben Sie jeden Tag in eine Zeile, zum Beispiel 12.9.27.

change-title = Letzte Änderung
change-sent = { $sent } von { $all } E-Mails hat der Mailserver angenommen
change-open = { $count } offen
change-call = { $count } anzurufen
change-call-list = Wen rufen wir an?
change-nobody = Über die letzte Änderung geht keine E-Mail hinaus.
change-undo-until = Bis { $until } können Sie die Änderung zurücknehmen. Dann erfährt niemand davon.
change-undo = Änderung zurücknehmen
done-undone = Die Änderung ist zurückgenommen. Über sie geht keine E-Mail hinaus.
done-undo-late = Dafür ist es zu spät: Die E-Mails sind unterwegs. Ändern Sie den Termin noch einmal, dann erfahren es alle.
done-undo-changed = Inzwischen hat jemand anderes die Veranstaltung geändert. Bitte sehen Sie erst nach.

plan-change = E-Mails ändern
plan-change-lead = Welche E-Mails gehen, wann und an wen? Sehen Sie sich erst an, was das bedeutet. Dann speichern Sie.
plan-look = Ansehen, wer was bekommt
plan-would = So wäre es dann
plan-programme = Dazu kommen die E-Mails des Programms
plan-line = Zeitachse
plan-line-alt = Zeitachse der E-Mails. Die Tabelle darunter sagt dasselbe.
plan-event = Termin
plan-draft = Noch geht nichts hinaus. So wäre es, wenn Sie jetzt veröffentlichen.
publish-title = Noch ist es ein Entwurf
publish-later = Es wird als Entwurf gespeichert. Auf seiner Seite sehen Sie dann, wer wann welche E-Mail bekommt, und können es veröffentlichen.
publish-public = Wenn Sie veröffentlichen, steht es im öffentlichen Programm.
publish-network = Wenn Sie veröffentlichen, sehen es die Akteure in ihren Kalendern.
publish-group = Wenn Sie veröffentlichen, sehen es die Mitglieder der Gruppen in ihren Kalendern.
publish-mails =
    { $now ->
        [0] Gleich geht keine E-Mail hinaus.
        [one] Eine E-Mail geht gleich hinaus.
       *[other] { $now } E-Mails gehen gleich hinaus.
    }{ $later ->
        [0] { "" }
        [one] { " " }Eine weitere geht später: { $first }.
       *[other] { " " }{ $later } weitere gehen später, die ersten: { $first }.
    }
publish-do = Jetzt veröffentlichen
done-published = Veröffentlicht.
done-publish-changed = Inzwischen hat jemand anderes die Veranstaltung geändert. Sehen Sie noch einmal nach, wer was bekommt, und veröffentlichen Sie dann.
plan-others = E-Mails zu den anderen Terminen ({ $count })
decide-to-call = { $count ->
        [one] Einen davon erreicht keine E-Mail; er steht danach unter „anzurufen“.
       *[other] { $count } davon erreicht keine E-Mail; sie stehen danach unter „anzurufen“.
    }
