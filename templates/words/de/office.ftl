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
