# Einreichungen: was Akteure vorschlagen, und was das Büro damit macht.
office-nav-submissions = Einreichungen
submissions-title = Einreichungen
submissions-lead = Akteure haben diese Veranstaltungen vorgeschlagen. Öffentlich werden sie erst, wenn Sie sie freigeben.
submissions-count = { $count ->
        [one] Eine Einreichung wartet
       *[other] { $count } Einreichungen warten
    }
submissions-list = Einreichungen, die älteste zuerst
submissions-none = Nichts wartet auf Sie
submissions-none-text = Sobald jemand eine Veranstaltung vorschlägt, steht sie hier.
submissions-others = Auch abgelehnte und doppelte Einreichungen bei den Entwürfen ansehen
submission-waits-head = Wartet
submission-waits = { $days ->
        [0] seit heute
        [one] seit gestern
       *[other] seit { $days } Tagen
    }
submission-asked = { $count ->
        [one] einmal nachgefragt
       *[other] { $count }-mal nachgefragt
    }
submission-from = Von
submission-decide = Prüfen und entscheiden
submission-as-read = So steht es da
submission-no-text = Es gibt noch keine Beschreibung.
submission-office-contact = Für Rückfragen des Büros
submission-note = Bemerkung (nur für das Büro)
approve = Freigeben
approve-hint = Ist alles da? Dann steht die Veranstaltung sofort im Programm, und ihre E-Mails werden geplant.
done-approved = Freigegeben. Die Veranstaltung ist veröffentlicht.
ask-back = Nachfragen
ask-hint = Kreuzen Sie an, was fehlt oder unklar ist, und schreiben Sie je einen Satz. Daraus wird eine E-Mail, die Sie vor dem Senden ändern können.
ask-sentence = Ihr Satz zu „{ $field }“
ask-title = Titel
ask-when = Tag und Uhrzeit
ask-where = Ort
ask-text = Beschreibung
ask-languages = Sprachen
ask-access = Zugang ohne Barrieren
ask-cost = Kosten
ask-registration = Anmeldung
ask-contact = Kontakt für Fragen
refuse = Ablehnen
refuse-hint = Die Einreichung bleibt gespeichert, wird aber nie öffentlich. Sie sehen zuerst die E-Mail.
letter-look = E-Mail ansehen
letter-title-ask = Nachfrage senden
letter-title-refuse = Einreichung ablehnen
letter-hint-ask = Ändern Sie den Text, wie Sie möchten. Die Einreichung bleibt in der Liste, mit Ihren Fragen.
letter-hint-refuse = Ändern Sie den Text, wie Sie möchten. Mit dem Senden ist die Einreichung abgelehnt.
letter-address = An
letter-subject = Betreff
letter-body = Text
letter-send-ask = Nachfrage senden
letter-send-refuse = Ablehnen und senden
letters-title = Was das Büro geschrieben hat
letter-ask = Nachfrage ({ $by }, { $at })
letter-refuse = Ablehnung ({ $by }, { $at })
letter-open = noch nicht gesendet
letter-failed = nicht angenommen
letter-held = Alle E-Mails sind angehalten. Geben Sie sie im Postausgang frei, und senden Sie diese dann noch einmal.
letter-again = Noch einmal senden
done-letter-sent = Gesendet: Der Mailserver hat die E-Mail angenommen.
done-letter-tried = Testbetrieb: Die E-Mail ging an das Team. An der Einreichung hat sich nichts geändert.
letter-ask-subject = Nachfrage zu Ihrer Veranstaltung: { $title }
letter-ask-body =
    Guten Tag,

    vielen Dank für Ihren Vorschlag „{ $title }“. Damit wir ihn veröffentlichen können, brauchen wir noch etwas von Ihnen:

    { $questions }

    Antworten Sie einfach auf diese E-Mail.

    Viele Grüße
    { $office }
letter-refuse-subject = Ihr Vorschlag: { $title }
letter-refuse-body =
    Guten Tag,

    vielen Dank für Ihren Vorschlag „{ $title }“. Leider können wir ihn nicht in das Programm aufnehmen.

    Haben Sie Fragen? Antworten Sie einfach auf diese E-Mail.

    Viele Grüße
    { $office }
fault-no-question = Schreiben Sie einen Satz dazu.
fault-nothing-asked = Kreuzen Sie mindestens eine Angabe an.
fault-submission-changed = Inzwischen hat jemand anderes diese Einreichung geändert oder entschieden. Sehen Sie sie sich noch einmal an.
fault-not-approved = Der Einreichung fehlt noch etwas. Bearbeiten Sie sie zuerst.
fault-not-taken = Der Mailserver hat die E-Mail nicht angenommen: { $what }
fault-no-duplicate = Wählen Sie die andere Veranstaltung, die stattfindet.
event-refused = abgelehnt
event-duplicate = doppelt
review-submitted = noch nicht: wartet auf Freigabe
review-refused = nein: abgelehnt
duplicate-link = Doppelt eingetragen?
duplicate-title = Als doppelt absagen
duplicate-lead = Diese Veranstaltung wird abgesagt. Ihre Seite verweist auf die andere, die stattfindet.
duplicate-which = Welche findet statt?
duplicate-cancel = Als doppelt absagen
duplicate-none = Hier ist keine passende Veranstaltung. Suchen Sie nach einem Wort im Titel.
done-duplicate = Abgesagt. Die Seite verweist auf die andere Veranstaltung.
