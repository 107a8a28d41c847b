# Einstellungen
office-nav-settings = Einstellungen
lead-only-title = Das darf nur die Leitung
lead-only = Diese Seite ändert, was für alle gilt. Bitte wenden Sie sich an eine Kollegin oder einen Kollegen mit der Rolle Leitung.
set-title = Einstellungen
set-lead = Was hier steht, gilt für das ganze Büro. Änderungen gelten sofort.
set-house = Wie geht es dem Haus?
set-version = Version
set-database = Datenbank
set-health-good = Alles läuft: Die Datenbank antwortet, E-Mails werden geplant und gesendet.
set-health-rests = Die Datenbank antwortet. Der Mailserver nimmt gerade nichts an; wir versuchen es wieder: { $until } Uhr. Es geht nichts verloren.
set-health-bad = Beim letzten Durchgang ging etwas schief. Bitten Sie die Technik, „treffpunkt check“ auszuführen.
set-fault-rules-changed = Inzwischen hat jemand anderes das geändert. Ihre Eingaben stehen unten; bei jeder Regel, die anders gespeichert ist, steht, was jetzt gilt. Speichern Sie noch einmal, wenn Ihre Eingaben gelten sollen.
set-fault-changed = Inzwischen hat jemand anderes das geändert. Ihre Eingaben stehen unten; bei jedem Feld, das anders gespeichert ist, steht, was jetzt gilt. Speichern Sie noch einmal, wenn Ihre Eingaben gelten sollen.
set-rules-meeting = E-Mails bei neuen Treffen
set-rules-meeting-about = Welche E-Mails ein neues Treffen von selbst bekommt, und wann sie gehen.
set-rules-meeting-lead = Jedes neue Treffen bekommt diese E-Mails. Was Sie hier ändern, gilt nur für Treffen, die Sie danach anlegen. Schon angelegte bleiben, wie sie sind.
set-rules-event = E-Mails bei anderen neuen Veranstaltungen
set-rules-event-about = Welche E-Mails eine neue Veranstaltung ohne eingeladene Gruppen von selbst bekommt.
set-rules-event-lead = Jede neue Veranstaltung ohne eingeladene Gruppen bekommt diese E-Mails. Was Sie hier ändern, gilt nur für Veranstaltungen, die Sie danach anlegen. Schon angelegte bleiben, wie sie sind.
set-rules-delivered = Das ist der mitgelieferte Plan. Niemand hat ihn geändert.
set-rules-reset = Zurück zum mitgelieferten Plan
set-rules-reset-hint = Ihre Regeln auf dieser Seite gehen dabei verloren.

# Büro und Absender
set-identity = Büro und Absender
set-identity-about = Wie das Büro heißt, von wem E-Mails kommen und wohin Antworten gehen. Hier prüfen Sie auch, ob E-Mails ankommen.
set-identity-lead = So nennen sich E-Mails, Seiten und Kalender. Ein leeres Feld heißt: wie in der Konfigurationsdatei.
set-identity-values = Name und Adressen
set-name = Name des Büros
set-name-hint = Steht oben auf jeder Seite und in jeder E-Mail.
set-sender = Name des Absenders
set-sender-hint = Steht im Postfach neben der E-Mail.
set-sender-origin = Leer: der Name des Büros.
set-from = Adresse, von der E-Mails kommen
set-from-hint = Der Mailserver muss von ihr senden dürfen. Ändern Sie sie selten: An ihr erkennen Kalenderprogramme, von wem eine Einladung kommt.
set-mailbox = Adresse für Antworten
set-mailbox-hint = Hier liest jemand mit. Sie steht auch unten auf jeder Seite.
set-from-config = Leer: „{ $value }“ aus der Konfigurationsdatei.
set-from-here = Hier gesetzt. Leeren Sie das Feld, gilt wieder „{ $value }“ aus der Konfigurationsdatei.
set-reset = Alles wieder wie in der Konfigurationsdatei
set-fault-long-name = Das ist zu lang. Bitte höchstens 120 Zeichen.
set-fault-address = Das ist keine E-Mail-Adresse, von der und an die jeder Mailserver sendet. Schreiben Sie zum Beispiel integration@stadt.de.
trial-title = Kommen E-Mails an?
trial-about = Wir schicken jetzt eine Test-E-Mail an Ihre Adresse { $address } und sagen, wie weit sie gekommen ist. Das kann zwanzig Sekunden dauern. Sonst bekommt niemand etwas.
trial-send = Test-E-Mail an mich schicken
trial-good = Der Mailserver hat die Test-E-Mail angenommen
trial-good-advice = Sehen Sie in Ihr Postfach, und auch in den Spam-Ordner.
trial-bad = Die Test-E-Mail ist nicht hinausgegangen
trial-reply = Das kam zurück:
trial-kept = Hier werden keine E-Mails verschickt. Sie liegen in: { $where }
trial-kept-advice = So ist es für eine Vorführung oder einen Test gedacht. Damit E-Mails hinausgehen, trägt die Technik unter mail.url einen Mailserver ein.
trial-reach-well = Erreicht: { $relay } hat geantwortet.
trial-reach-not = Nicht erreicht: { $relay } antwortet nicht, wie es sein soll.
trial-reach-advice = Bitten Sie die Technik zu prüfen, ob mail.url stimmt, ob der Mailserver läuft und ob der Weg dorthin offen ist. Es geht nichts verloren: E-Mails warten.
trial-encrypt-well = Verschlüsselt: Unterwegs liest niemand mit.
trial-encrypt-left-out = Nicht verschlüsselt: So steht es in der Konfiguration.
trial-encrypt-not = Die Verschlüsselung kam nicht zustande.
trial-encrypt-advice = Bitten Sie die Technik, das Zertifikat des Mailservers zu prüfen.
trial-sign-in-well = Angemeldet: Name und Passwort stimmen.
trial-sign-in-left-out = Ohne Anmeldung: Der Mailserver verlangt keine.
trial-sign-in-not = Der Mailserver nimmt Name oder Passwort nicht an.
trial-sign-in-advice = Bitten Sie die Technik, Name und Passwort in mail.url zu prüfen.
trial-sender-well = Absender angenommen.
trial-sender-not = Der Mailserver nimmt von dieser Absenderadresse nichts an.
trial-sender-advice = Prüfen Sie oben die Adresse, von der E-Mails kommen. Der Mailserver muss sie kennen.
trial-recipient-well = Ihre Adresse angenommen.
trial-recipient-not = Der Mailserver nimmt für Ihre Adresse nichts an.
trial-recipient-advice = Geht es an andere Adressen, stimmt vielleicht nur Ihre nicht. Sonst zeigen Sie der Technik die Antwort.
trial-message-well = E-Mail angenommen.
trial-message-not = Die E-Mail selbst wurde nicht angenommen.
trial-message-advice = Zeigen Sie der Technik die Antwort des Mailservers.

# Listen
set-terms-kinds = Arten von Veranstaltungen
set-terms-kinds-about = Zum Beispiel Fest, Begegnung, Ausstellung.
set-terms-topics = Themen
set-terms-topics-about = Schwerpunkte, nach denen das Programm gefiltert wird.
set-terms-target-groups = Zielgruppen
set-terms-target-groups-about = Für wen eine Veranstaltung gedacht ist.
set-terms-lead = Aus dieser Liste wählt, wer eine Veranstaltung einträgt; nach ihr filtern Leserinnen und Leser das Programm. Ein neuer Name gilt überall. Was nicht mehr angeboten wird, bleibt an den Veranstaltungen stehen, die es schon haben. Ohne Übersetzung steht der deutsche Name da.
set-terms-list = Die Liste
set-terms-offered = Wird angeboten
set-terms-more = Neu
set-fault-long-term = Das ist zu lang. Bitte höchstens 100 Zeichen.
set-fault-same-term = Das steht schon in der Liste.

# Sprachen
set-languages = Sprachen
set-languages-about = In welchen Sprachen E-Mails und öffentliche Seiten da sind.
set-languages-lead = Deutsch gibt es immer. Wessen Sprache hier nicht angekreuzt ist, bekommt E-Mails auf Deutsch und liest die Seiten auf Deutsch.
set-languages-besides = Außer Deutsch
set-fault-languages-changed = Inzwischen hat jemand anderes das geändert. Unten steht, was jetzt gilt. Bitte kreuzen Sie noch einmal an.

# Rechtliche Texte
legal-imprint-about = Wer für diese Seiten verantwortlich ist und wie man das Büro erreicht.
legal-privacy-about = Welche Daten das Haus speichert, wozu und wie lange, und welche Rechte Betroffene haben.
legal-accessibility-about = Wie barrierefrei die Seiten sind, wem man Hindernisse meldet und an welche Schlichtungsstelle man sich wenden kann.
set-legal-missing = Auf den öffentlichen Seiten fehlt noch: { $texts }. Das verlangt das Gesetz.
set-legal-hint = Leerzeile: neuer Absatz. Zeilen mit „- “: Liste. **Zwei Sterne**: fett. Leer heißt: Dieser Text steht nicht auf den Seiten. Fehlt eine Übersetzung, steht dort der deutsche Text.
set-fault-long-text = Das ist zu lang.
set-fault-german = Bitte auch auf Deutsch: Das lesen alle, für deren Sprache nichts da ist.

# Aufbewahrung
set-retention = Wie lange wird was aufbewahrt?
set-retention-about = Nach wie vielen Tagen Bemerkungen, E-Mails und die Zeilen unter „Wer hat was getan?“ gelöscht werden.
set-retention-lead = Jede Nacht wird gelöscht, was lange genug da war. Das lässt sich nicht zurückholen.
set-retention-answers = Bemerkungen und Bedarf in Antworten (Tage nach dem Termin)
set-retention-answers-hint = Gelöscht wird, was jemand dazu geschrieben hat. Wer mit wie vielen Personen zugesagt hat, bleibt.
set-retention-mails = E-Mails im Postausgang (Tage nach dem Termin)
set-retention-mails-hint = Danach steht nirgends mehr, wer diese E-Mails bekommen hat. Gesendet wird deshalb nichts noch einmal.
set-retention-audit = Wer hat was getan (Tage)
set-retention-audit-hint = Die Zeilen darüber, wer wann etwas geändert hat.
set-retention-least = Mindestens { $days } Tage.
set-fault-days = Bitte eine ganze Zahl von { $least } bis { $most }.
