# Das Büro: was jede Seite umgibt.
office-menu = Bereiche
office-signed-in = Angemeldet: { $who }
office-sign-out = Abmelden
office-holds-all = Alle E-Mails sind angehalten. Es geht nichts hinaus.
office-holds-all-link = Zum Postausgang
office-test-to = Testbetrieb: Alle E-Mails gehen an { $address }, nicht an die Akteure.
office-sample = Beispieldaten: Diese Akteure und Veranstaltungen sind erfunden.
office-public = Öffentliches Programm
office-patterns = Muster
office-nav-week = Diese Woche
office-nav-actors = Akteure
office-nav-outbox = Postausgang
save = Speichern
cancel = Abbrechen
none = keine
done-saved = Gespeichert.
done-mail-held = Alle E-Mails sind angehalten.
done-mail-released = E-Mails gehen wieder hinaus.
done-mails-hold = Angehalten.
done-mails-release = Freigegeben.
done-mails-retry = Wird noch einmal versucht.

# Anmelden
sign-in-title = Anmelden
sign-in-hint = Wir schicken Ihnen einen Code. Ein Passwort brauchen Sie nicht.
sign-in-address = Ihre E-Mail-Adresse
sign-in-ask = Code schicken
sign-in-asked = Wenn es zu { $address } ein Konto gibt, ist eine E-Mail unterwegs.
sign-in-asked-hint = Der Code gilt zehn Minuten.
sign-in-code = Sechs Ziffern aus der E-Mail
sign-in-button = Anmelden
sign-in-again = Neuen Code schicken
sign-in-confirm = Sie melden sich an als
sign-in-no-address = Das ist keine E-Mail-Adresse. Schreiben Sie zum Beispiel name@stadt.de.
sign-in-wrong-code = Dieser Code stimmt nicht oder gilt nicht mehr. Lassen Sie sich einen neuen schicken.
sign-in-link-gone = Er ist wohl schon benutzt oder zu alt: Ein Link zum Anmelden gilt nur einmal und nur kurze Zeit. Lassen Sie sich bitte einen neuen schicken.
sign-in-other-browser = Dieser Link gehört zu einem anderen Browser. Tippen Sie dort den Code aus der E-Mail ein.

# Diese Woche
week-title = Diese Woche
week-period = { $from } bis { $until }
week-needs = Das braucht Sie jetzt
week-no-needs = Nichts wartet auf Sie.
week-dates = Das findet statt
week-no-dates = In diesen sieben Tagen findet nichts statt.
week-mails = Das wird gesendet
week-no-mails = In den nächsten sieben Tagen geht keine E-Mail hinaus.
week-to-outbox = Zum Postausgang
week-numbers = { $yes ->
        [one] eine Zusage
       *[other] { $yes } Zusagen
    } · { $maybe } vielleicht · { $silent } ohne Antwort
week-few-leads = Es gibt nur ein Konto mit der Rolle Leitung. Mit einem zweiten kommt auch jemand hinein, wenn Sie nicht da sind.
state-cancelled = Fällt aus
need-failed = { $count ->
        [one] Eine E-Mail ist nicht angekommen
       *[other] { $count } E-Mails sind nicht angekommen
    }
need-failed-action = Ansehen
need-held = { $count ->
        [one] Eine E-Mail wartet darauf, dass Sie sie freigeben
       *[other] { $count } E-Mails warten darauf, dass Sie sie freigeben
    }
need-held-action = Prüfen
need-submitted = { $count ->
        [one] Eine Einreichung wartet
       *[other] { $count } Einreichungen warten
    } { $days ->
        [0] seit heute
        [one] seit gestern
       *[other] seit { $days } Tagen
    }
need-submitted-action = Ansehen
need-actors = Noch ist niemand eingetragen, den Sie einladen können.
need-actors-action = Liste einlesen
need-silent = { $count ->
        [one] Ein Akteur hat noch nicht geantwortet: { $title }, { $when }
       *[other] { $count } Akteure haben noch nicht geantwortet: { $title }, { $when }
    }
need-silent-action = Antworten ansehen
need-call = { $count ->
        [one] Einen Akteur erreicht keine E-Mail. Bitte rufen Sie an: { $title }, { $when }
       *[other] { $count } Akteure erreicht keine E-Mail. Bitte rufen Sie an: { $title }, { $when }
    }
need-call-action = Wen?

# Postausgang
outbox-title = Postausgang
outbox-hold-all = Alle E-Mails anhalten
outbox-release-all = E-Mails wieder senden
outbox-states = Zustände
outbox-usual = Alles zeigen, was offen ist
outbox-list = E-Mails, nach Veranstaltung zusammengefasst
outbox-empty = Nichts da
outbox-empty-text = In diesem Zustand ist keine E-Mail.
outbox-back = Postausgang
mails-list = Jede E-Mail einzeln
mails-planned = { $count } geplant
mails-held = { $count } angehalten
mails-sending = { $count } unterwegs
mails-sent = { $count } angenommen
mails-moot = { $count } nicht gesendet
mails-dead = { $count } nicht zugestellt
mail-planned = geplant
mail-held = angehalten
mail-sending = unterwegs
mail-sent = vom Mailserver angenommen
mail-moot = nicht gesendet
mail-dead = nicht zugestellt
mail-what = E-Mail
mail-when = Wann
mail-about = Veranstaltung
mail-state = Zustand
mail-actor = Akteur
mail-address = Adresse
mail-address-old = Inzwischen gilt eine andere Adresse.
mail-fault = Antwort des Mailservers
lever-hold = Anhalten
lever-release = Freigeben
lever-retry = Nicht zugestellte noch einmal versuchen
why-not-cancelled = der Termin fällt aus, oder es gibt ihn nicht mehr
why-not-moved = der Termin ist ein anderer
why-not-superseded = eine neuere E-Mail sagt es
why-not-taken-back = die Änderung wurde zurückgenommen
why-not-not-told = sollte es nicht erfahren: So hat das Büro entschieden
why-not-expired = die Zeit dafür ist vorbei
why-not-late = war schon fällig, als die Veranstaltung eingetragen wurde
why-not-objected = möchte keine solche E-Mail
why-not-objected-to-all = hat E-Mails widersprochen
why-not-bounced = die Adresse gibt es nicht mehr
why-not-postal = liest keine E-Mail
why-not-answered = hat schon geantwortet
why-not-same-address = ein anderer Kontakt hat dieselbe Adresse
why-not-minutes-missing = es gibt kein Protokoll
why-not-nothing-to-say = es gab nichts zu sagen
why-not-withdrawn = gehört nicht mehr dazu, oder diese E-Mail ist ausgeschaltet
hold-rule = wartet auf Ihre Freigabe
hold-import = ein Import hat sie ausgelöst; sie wartet auf Ihre Freigabe
hold-minutes-missing = das Protokoll fehlt noch
hold-person = jemand hat sie angehalten

# Kontakt
contact-title = Haben wir sie eingeladen?
contact-ask = Zu welcher Veranstaltung?
contact-all = Alle Veranstaltungen
contact-show = Anzeigen
contact-mails = Alle E-Mails an diesen Kontakt, die neueste zuerst
contact-no-mails = An diesen Kontakt ging noch keine E-Mail.
why-not-published = Die Veranstaltung ist noch nicht veröffentlicht. Deshalb geht keine E-Mail.
why-no-rules = Zu dieser Veranstaltung gibt es keine Regeln für E-Mails.
why-other-groups = Eingeladen sind: { $groups }. Dieser Akteur gehört nicht dazu.
why-other-contact = Die E-Mails an diesen Akteur gehen an einen anderen Kontakt: { $roles }.
why-other-audience = geht an andere, zum Beispiel an den Veranstalter.
why-only-accepted = geht nur an Akteure, die zugesagt haben.
why-only-tentative = geht nur an Akteure, die vielleicht kommen.
why-only-declined = geht nur an Akteure, die abgesagt haben.
why-later = Es ist noch keine E-Mail geplant. Sie kommt, sobald der Termin näher rückt.

# Akteure
actors-title = Akteure
actors-search = Akteure suchen
actors-words = Name oder E-Mail
actors-group = Gruppe
actors-language = Sprache
actors-any = alle
actors-count = { $count ->
        [one] Ein Akteur
       *[other] { $count } Akteure
    }
actors-list = Akteure nach Namen
actors-none = Niemand gefunden
office-back = Zurück zum Büro
list-empty = Hier steht noch nichts.
actors-empty-text = Tragen Sie oben den ersten Akteur ein, oder importieren Sie Ihre Liste aus Excel.
events-empty-text = Eine neue Veranstaltung legen Sie oben an. Eine ganze Liste aus Excel nimmt der Import.
actors-none-text = Versuchen Sie es mit weniger Wörtern.
actor-itself = Akteur
actor-name = Name
actor-type = Art
actor-district = Stadtteil
actor-phone = Telefon
actor-note = Bemerkung
actor-note-hint = Nur für das Büro.
actor-contact = Erster Kontakt
actor-role = Funktion
actor-email = E-Mail
actor-groups = Gruppen
actor-for-invitations = bekommt Einladungen
actor-invites-first = Bei keinem Kontakt ist „bekommt Einladungen“ angekreuzt. Darum gehen die Einladungen an den ersten Kontakt.
actor-for-organising = bekommt E-Mails für Veranstalter
actor-postal-only = liest keine E-Mail: anrufen oder schreiben
actor-email-ok = möchte E-Mails (sonst: hat widersprochen)
actor-bounced = die Adresse gibt es nicht mehr
fault-missing = Bitte ausfüllen.
fault-no-address = Bitte eine E-Mail-Adresse eintragen, oder ankreuzen, dass dieser Kontakt keine E-Mail liest.
fault-bad-address = Das ist keine E-Mail-Adresse.
fault-changed-meanwhile = Inzwischen hat jemand anderes diesen Akteur geändert. Ihre Eingaben stehen unten; bei jedem Feld, das anders gespeichert ist, steht, was jetzt gilt. Speichern Sie noch einmal, wenn Ihre Eingaben gelten sollen.

office-nav-events = Veranstaltungen
back = Zurück

# Veranstaltungen
events-title = Veranstaltungen
events-parts = Welche
events-ahead = Kommende
events-drafts = Entwürfe und Einreichungen
events-over = Vergangene
events-search = Veranstaltungen suchen
events-words = Wort im Titel
events-count = { $count ->
        [one] Eine Veranstaltung
       *[other] { $count } Veranstaltungen
    }
events-list = Veranstaltungen nach Datum
events-none = Nichts gefunden
event-new = Neues Treffen
event-new-event = Neue Veranstaltung
event-organiser = Veranstalter
event-draft = Entwurf
event-submitted = wartet auf Freigabe
event-published = veröffentlicht
event-is-meeting = Austauschtreffen
event-is-event = Veranstaltung
visible-public = öffentlich
visible-network = sichtbar für alle Akteure
visible-group = sichtbar nur für die Gruppen
event-edit = Bearbeiten
event-public-page = Öffentliche Seite
event-dates = Termine
event-date-change = Verlegen oder absagen
event-date-cancelled = Dieser Termin fällt aus
event-reason-label = Grund (steht in der E-Mail)
event-what-when = Was und wann
event-title = Titel
event-day = Tag, zum Beispiel 12.9.27
event-last = Letzter Tag, nur bei mehreren Tagen
event-from = Beginn
event-to = Ende
event-whole-days = Den ganzen Tag? Dann bleiben Beginn und Ende leer.
event-where = Wo
event-venue = Ort
event-no-venue = keiner aus der Liste
event-place = Ort in Worten, oder ein Zusatz wie „2. Etage“
event-groups = Eingeladene Gruppen
event-text = Text
event-summary = Kurz
event-description = Beschreibung
event-status = Findet es statt?
event-review = Veröffentlicht?
status-confirmed = ja
status-tentative = noch nicht sicher
status-cancelled = nein, es fällt aus
review-draft = noch nicht: Entwurf
review-published = ja
fact-groups = Gruppen
plan-title = Wer bekommt wann welche E-Mail?
plan-languages = Sprachen
plan-not = Wer nicht
plan-why = Gründe
plan-do = Ansehen
plan-preview = Vorschau
plan-mails = jede einzeln
fault-no-group = Wählen Sie bitte, welche Gruppen eingeladen sind; gibt es noch keine, legen Sie erst eine an. Ist es für alle offen, dann ist es eine neue Veranstaltung.
plan-for-nobody = Noch für niemanden: { $kinds }. Das ändert sich zum Beispiel, sobald jemand zusagt.
plan-too-late = Zu diesem Termin wird niemand eingeladen: Die Einladung wäre schon am { $when } fällig gewesen. Geben Sie ihr eine spätere Zeit, wenn sie noch gehen soll.
plan-none = Zu dieser Veranstaltung geht keine E-Mail.
answers-title = Antworten
answers-accepted = { $count ->
        [one] Zusage
       *[other] Zusagen
    }
answers-tentative = vielleicht
answers-declined = { $count ->
        [one] Absage
       *[other] Absagen
    }
answers-silent = ohne Antwort
answers-answer = Antwort
answers-people = Personen
answers-needs = Braucht
answers-said = Bemerkung und Thema
answer-state-accepted = kommt
answer-state-tentative = vielleicht
answer-state-declined = kommt nicht
answer-state-none = ohne Antwort
preview-for = So liest es
preview-other = Wie liest es jemand anderes?
preview-html = Als gestaltete E-Mail ansehen
preview-alone = Für sich allein ansehen
preview-text = Dieselbe E-Mail als reiner Text
decide-title = Wer soll davon erfahren?
decide-text = { $told ->
        [one] Ein Akteur weiß von diesem Termin,
       *[other] { $told } Akteure wissen von diesem Termin,
    } { $accepted ->
        [one] einer hat zugesagt.
       *[other] { $accepted } haben zugesagt.
    }
decide-who = Eine E-Mail bekommen
decide-everybody = Alle, die davon wissen ({ $count ->
        [one] ein Akteur
       *[other] { $count } Akteure
    })
decide-accepted = Nur wer zugesagt hat ({ $count ->
        [one] ein Akteur
       *[other] { $count } Akteure
    })
decide-nobody = Niemand
decide-nobody-hint = Seite und Kalender ändern sich, es geht keine E-Mail hinaus.
decide-undo = { $minutes ->
        [0] Die E-Mails gehen sofort hinaus.
        [one] Die E-Mails gehen nach einer Minute hinaus. So lange können Sie die Änderung zurücknehmen.
       *[other] Die E-Mails gehen nach { $minutes } Minuten hinaus. So lange können Sie die Änderung zurücknehmen.
    }
decide-save = Speichern
fault-no-time = Das ist keine Uhrzeit. Schreiben Sie zum Beispiel 17:00.
fault-ends-before = Das Ende liegt vor dem Anfang. Was über Mitternacht geht, darf zwölf Stunden dauern; was länger dauert, braucht einen letzten Tag.
fault-last-early = Der letzte Tag liegt vor dem ersten.
fault-no-start = Zum Ende fehlt der Beginn. Für ganze Tage bleiben beide leer.
fault-no-end = Zum letzten Tag fehlt das Ende. Für ganze Tage bleiben Beginn und Ende leer.
fault-hours-plan = Dazu geht eine E-Mail Stunden vorher oder nachher. Bei ganzen Tagen zählen E-Mails in Tagen: Bitte zuerst die E-Mails ändern.
fault-mixed-dates = Bei mehreren Terminen haben entweder alle eine Uhrzeit oder keiner. Für alle ändern Sie das unter „Termine und Wiederholung ändern“.
fault-moved-dates = Ein Termin ist einzeln verlegt und passt dann nicht mehr dazu: Entweder haben alle eine Uhrzeit oder keiner. Bitte zuerst diesen Termin zurücklegen.
fault-not-so = Das geht so nicht. Bitte prüfen Sie diese Angabe.
fault-event-changed = Inzwischen hat jemand anderes diese Veranstaltung geändert. Ihre Eingaben stehen unten; bei jedem Feld, das anders gespeichert ist, steht, was jetzt gilt. Speichern Sie noch einmal, wenn Ihre Eingaben gelten sollen.
fault-now-stored = Jetzt gespeichert: „{ $value }“
fault-now-empty = Jetzt gespeichert: nichts
is-ticked = angekreuzt
is-not-ticked = nicht angekreuzt
fault-after-unchosen = Das gilt noch nicht. Wählen Sie „nach einer Zahl von Terminen“, oder leeren Sie dieses Feld.
fault-on-unchosen = Das gilt noch nicht. Wählen Sie „an einem Tag“, oder leeren Sie dieses Feld.
fault-far-day = Dieser Tag liegt mehr als zehn Jahre entfernt. Stimmt das Jahr?
fault-typed-day = Diesen Tag gibt es nicht. Schreiben Sie zum Beispiel 12.9.27.
office-form-foreign = Das Formular kam nicht von unserer Seite oder ist zu alt. Es wurde nichts gespeichert. Öffnen Sie bitte die Seite noch einmal, melden Sie sich an, wenn das nötig ist, und senden Sie das Formular dann noch einmal ab.
office-form-unread = Das Formular ist zu groß oder beschädigt. Es wurde nichts gespeichert. Öffnen Sie bitte die Seite noch einmal, melden Sie sich an, wenn das nötig ist, und senden Sie das Formular dann noch einmal ab.
