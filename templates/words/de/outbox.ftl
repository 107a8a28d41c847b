# Postausgang: was mit geplanten E-Mails geschehen kann, und was Mailserver antworten.
outbox-lead = Alles, was hinausgeht: das Nächste steht oben. Wählen Sie eine Zeile: Dort sehen Sie jede E-Mail einzeln und können alle dieser Art zu diesem Termin anhalten, verschieben oder absagen.
mails-called-off = Das Büro hat diese E-Mails abgesetzt ({ $by }, { $at }). Es geht keine hinaus, auch nicht an Akteure, die noch dazukommen.
mails-moved = Von Hand verschoben: statt { $due } gehen sie { $send } hinaus ({ $by }, { $at }).
done-mails-call-off = Abgesetzt. Diese E-Mails gehen nicht hinaus.
done-mails-resume = Wieder aufgenommen. Was noch nützt, geht hinaus.
done-mails-move = Verschoben.
lever-resume = Doch senden
lever-resume-hint = Was schon fällig war und noch nützt, geht dann gleich hinaus.
lever-call-off = Diese E-Mails absetzen
lever-call-off-hint = Keine dieser E-Mails geht hinaus, auch nicht an Akteure, die noch dazukommen. Was schon angenommen ist, lässt sich nicht zurückholen. Sie können es später zurücknehmen.
lever-call-off-sure = Nicht senden
lever-move = Zu einer anderen Zeit senden
move-which = Welche?
move-wave = { $count ->
        [one] Eine E-Mail
       *[other] { $count } E-Mails
    }, vorgesehen für { $when }
move-day = Tag, zum Beispiel 18.8.
move-time = Uhrzeit
move-look = Prüfen
move-sure = So verschieben
move-sure-hint = Stimmt die Zeit? Dann drücken Sie „So verschieben“. Wird der Termin selbst verlegt, gilt wieder die Regel.
fault-in-the-past = Diese Zeit ist schon vorbei.
fault-too-late = Das ist zu spät: Diese E-Mail nützt nur bis { $until }.
fault-mails-gone = Hier ist nichts mehr zu verschieben: Die E-Mails sind inzwischen gesendet oder abgesagt.
why-not-called-off = das Büro hat sie abgesetzt
mail-fix = Adresse ändern
relay-no-address = Diese Adresse gibt es nicht.
relay-closed = Dieses Postfach ist abgeschaltet.
relay-full = Das Postfach ist voll.
relay-too-big = Die E-Mail ist diesem Mailserver zu groß.
relay-refuses-us = Der Mailserver des Empfängers nimmt von uns keine E-Mails an. Die Adresse kann richtig sein; fragen Sie Ihre IT.
relay-recipient = Der Mailserver hat diesen Empfänger abgelehnt.
relay-message = Der Mailserver hat den Inhalt der E-Mail abgelehnt. Die Adresse kann richtig sein.
relay-away = Der Mailserver war nicht zu erreichen.
relay-later = Der Mailserver konnte die E-Mail gerade nicht annehmen.
relay-changed = Die Veranstaltung wurde gerade geändert; die E-Mail wird neu geschrieben.
relay-stopped = Der Mailserver nimmt gerade gar keine E-Mails von uns an; fragen Sie Ihre IT.
relay-unwritten = Die E-Mail konnte nicht geschrieben werden. Eine Vorlage, eine Einstellung oder die Adresse passt nicht; fragen Sie Ihre IT.
relay-other = Die E-Mail konnte nicht gesendet werden.

# Testbetrieb
test-title = Testbetrieb
test-lead = Zum Ausprobieren: Jede E-Mail, die fällig wird, geht an eine Adresse des Teams statt an die Akteure. Der Betreff sagt, für wen sie gedacht ist. Links darin führen ins Leere, damit niemand versehentlich für einen Akteur antwortet. Nichts davon zählt als gesendet.
test-address = Alle E-Mails gehen an
test-start = Testbetrieb beginnen
test-is-on = Der Testbetrieb läuft
test-due = { $count ->
        [0] Seither war keine E-Mail fällig.
        [one] Seither war eine E-Mail fällig. Die Akteure haben sie noch nicht.
       *[other] Seither waren { $count } E-Mails fällig. Die Akteure haben sie noch nicht.
    }
test-end = Testbetrieb beenden
test-end-hold = { $count ->
        [one] Beenden, die E-Mail erst durchsehen
       *[other] Beenden, die { $count } E-Mails erst durchsehen
    }
test-end-send = { $count ->
        [one] Beenden und die E-Mail jetzt senden
       *[other] Beenden und alle { $count } jetzt senden
    }
test-subject = [Test für { $name }]
test-link = Testbetrieb
done-test-on = Der Testbetrieb läuft: Alle E-Mails gehen an das Team.
done-test-off = Der Testbetrieb ist zu Ende.
hold-test = Testbetrieb: Eine Kopie ging an das Team

# Warum hat jemand eine E-Mail (nicht) bekommen?
why-title = Warum hat jemand eine E-Mail (nicht) bekommen?
why-lead = Suchen Sie den Akteur oder Kontakt, und wählen Sie die Veranstaltung. Sie sehen jede E-Mail und jeden Grund.
why-ask = Nachsehen
why-who = Um wen geht es?
why-answer = Was sonst geplant ist, und was nicht
why-rule-off = Diese Regel ist ausgeschaltet.
why-not-invited = geht nur an Eingeladene; dieser Akteur ist nicht eingeladen.
why-over = war schon fällig, bevor die Veranstaltung eingetragen war; der Termin ist vorbei.
why-planned = ist geplant für { $when }.
