# Die Seiten des Büros zu einem Termin: wer kommt, wer war da, der Vermerk
date-pages = Seiten zu diesem Termin
date-back = Zur Veranstaltung
date-answers = Antworten
date-answers-lead = Wer kommt, wer fehlt noch? Hat jemand angerufen oder geschrieben, tragen Sie die Antwort hier ein.
date-answer = Antwort eintragen
date-answer-lead = Hat diese Organisation angerufen oder geschrieben? Was Sie hier eintragen, gilt wie ihre eigene Antwort: Die Nachfrage entfällt, die Erinnerung kommt.
date-door = Liste für die Tür
date-door-lead = Zum Drucken: eine Seite mit allen, die zugesagt haben oder vielleicht kommen. Unten ist Platz für andere.
date-attendance = Anwesenheit
date-attendance-lead = Wer war da? Ein Haken genügt: Dann zählen so viele Personen, wie angemeldet waren. Sonst schreiben Sie die Zahl dazu.
date-record = Vermerk
date-record-lead = Für die Akten: Drucken Sie diese Seite, oder speichern Sie sie als PDF.
date-links = Antworten und Anwesenheit
done-answer = Die Antwort ist eingetragen.

# Antworten
guests-list = Eingeladene Akteure, zuerst, wer kommt
guests-none = Noch niemand eingeladen
guests-none-text = Sobald Einladungen geplant sind, stehen hier alle eingeladenen Akteure.
guests-needs = Gebraucht wird: { $needs }
guests-earlier = { $count ->
        [one] eine Zusage für eine frühere Zeit
       *[other] { $count } Zusagen für eine frühere Zeit
    }
guests-to-call = anzurufen
guests-to-call-why = Keine E-Mail erreicht sie.
guests-given = Wann und wie
guests-do = Was tun
guests-enter = Eintragen
guests-change = Ändern
guests-topic = Thema:
guests-given-to = galt für { $when }
guests-all-dates = für alle Termine
guests-other = Ein anderer Akteur hat sich gemeldet
guests-by-link = { $when }, über den Link
guests-by-link-of = { $when }, über den Link ({ $who })
guests-by-office = { $when }, eingetragen vom Büro
guests-by-office-of = { $when }, eingetragen von { $who } (Büro)
guests-by-import = { $when }, aus einem Import
invited-by-mail = eingeladen: { $when }
invited-by-file = ohne E-Mail eingeladen
invited-ahead = Einladung geht: { $when }
invited-unreached = anrufen: { $why }
invited-not = nicht eingeladen

# Eine Antwort eintragen
proxy-so-far = Bisher: { $answer } ({ $given })
proxy-comes = Kommt jemand?
proxy-who = Wer kommt, und was wird gebraucht?
proxy-topic = Darüber möchten sie sprechen
proxy-save = Antwort speichern
proxy-over = Dieser Termin ist vorbei oder fällt aus. Eine Antwort ist nicht mehr nötig.
fault-answer-changed = Inzwischen ist eine andere Antwort gekommen; sie steht unten unter „Bisher“. Speichern Sie noch einmal, wenn Ihre gelten soll.

# Liste für die Tür
door-expected = { $yes ->
        [one] Eine Zusage
       *[other] { $yes } Zusagen
    } mit { $people ->
        [one] einer Person
       *[other] { $people } Personen
    }, { $maybe } vielleicht
door-list = Angemeldete Akteure nach Namen

# Anwesenheit
attendance-list = Wer war da?
attendance-there = War da
attendance-there-of = War da: { $actor }
attendance-persons-of = Personen: { $actor }
attendance-announced = Angemeldet
attendance-more = Wer noch da war
attendance-other = Ein anderer Akteur
attendance-no-other = keiner
attendance-nobodys = Personen ohne Organisation
attendance-nobodys-hint = Haben Sie nur die Köpfe gezählt? Dann genügt diese Zahl.
attendance-counted = Gezählt: { $people ->
        [one] eine Person
       *[other] { $people } Personen
    } aus { $actors ->
        [one] einer Organisation
       *[other] { $actors } Organisationen
    }
attendance-counted-nobodys = Gezählt: { $people ->
        [one] eine Person
       *[other] { $people } Personen
    } ohne Organisation
attendance-counted-both = Gezählt: { $people } Personen: { $own ->
        [one] eine
       *[other] { $own }
    } aus { $actors ->
        [one] einer Organisation
       *[other] { $actors } Organisationen
    }, { $nobodys ->
        [one] eine
       *[other] { $nobodys }
    } ohne Organisation
fault-persons = Schreiben Sie eine Zahl bis 9999.
fault-other = Wählen Sie aus, wer es war.
fault-attendance-changed = Inzwischen hat jemand anderes gezählt. Ihre Eingaben stehen unten. Speichern Sie noch einmal, wenn sie gelten sollen.

# Vermerk
record-made = Stand: { $when }
record-answers = { $yes ->
        [one] Eine Zusage
       *[other] { $yes } Zusagen
    } mit { $people ->
        [one] einer Person
       *[other] { $people } Personen
    }, { $maybe } vielleicht, { $no ->
        [one] eine Absage
       *[other] { $no } Absagen
    }, { $silent } ohne Antwort
record-needs = Gebraucht
record-there = Anwesend
record-not-counted = nicht gezählt
record-guests = Eingeladen, geantwortet, gekommen
record-invited = Einladung
record-came = War da
record-mails = E-Mails zu diesem Termin
record-sent = Gesendet
record-results = Ergebnis
record-accepted = { $count } vom Mailserver angenommen
record-open = { $count } noch nicht gesendet
record-missed = { $kind }: wer nicht, und warum
