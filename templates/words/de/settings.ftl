# Einstellungen
office-nav-settings = Einstellungen
lead-only-title = Das darf nur die Leitung
lead-only = Diese Seite ändert, was für alle gilt. Bitte wenden Sie sich an eine Kollegin oder einen Kollegen mit der Rolle Leitung.
set-title = Einstellungen
set-lead = Was hier steht, gilt für das ganze Büro. Änderungen gelten sofort.
set-fault-changed = Inzwischen hat jemand anderes das geändert. Ihre Eingaben stehen unten. Speichern Sie noch einmal, wenn sie gelten sollen.
set-rules-meeting = E-Mails bei neuen Treffen
set-rules-meeting-about = Welche E-Mails ein neues Treffen von selbst bekommt, und wann sie gehen.
set-rules-meeting-lead = Jedes neue Treffen bekommt diese E-Mails. Was Sie hier ändern, gilt nur für Treffen, die Sie danach anlegen. Schon angelegte bleiben, wie sie sind.
set-rules-event = E-Mails bei anderen neuen Veranstaltungen
set-rules-event-about = Welche E-Mails eine neue Veranstaltung ohne eingeladene Gruppen von selbst bekommt.
set-rules-event-lead = Jede neue Veranstaltung ohne eingeladene Gruppen bekommt diese E-Mails. Was Sie hier ändern, gilt nur für Veranstaltungen, die Sie danach anlegen. Schon angelegte bleiben, wie sie sind.
set-rules-delivered = Das ist der mitgelieferte Plan. Niemand hat ihn geändert.
set-rules-reset = Zurück zum mitgelieferten Plan
set-rules-reset-hint = Ihre Regeln auf dieser Seite gehen dabei verloren.
