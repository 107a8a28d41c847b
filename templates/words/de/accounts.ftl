# Konten
office-nav-accounts = Konten
role-lead = Leitung
role-editor = Bearbeitung
account-title = Ihr Konto
account-lead = Hier sehen Sie, als wer Sie angemeldet sind, und können sich überall abmelden.
account-address = E-Mail
account-role = Rolle
account-role-hint = Leitung: alles, auch Konten und Einstellungen. Bearbeitung: Veranstaltungen, Akteure und E-Mails.
account-everywhere = Überall abmelden
account-everywhere-text = Sie haben sich an einem fremden Rechner angemeldet, oder ein Gerät ist weg? Damit enden alle Ihre Anmeldungen, auch diese.
accounts-title = Konten
accounts-lead = Wer sich hier anmelden darf. Ein Passwort gibt es nicht: Der Code kommt per E-Mail.
accounts-few-leads = Es gibt nur ein Konto mit der Rolle Leitung. Geben Sie die Rolle einer zweiten Person, damit auch jemand hineinkommt, wenn Sie nicht da sind.
accounts-list = Konten nach Adresse
accounts-last = Zuletzt angemeldet
accounts-never = noch nie
accounts-sessions = { $count ->
        [0] nirgends
        [one] in einem Browser
       *[other] in { $count } Browsern
    }
accounts-now = Jetzt angemeldet
accounts-do = Was tun
accounts-mine = das sind Sie
accounts-change = Ändern
accounts-change-role = Rolle ändern
accounts-sign-out = Überall abmelden
accounts-link = Anmelde-Link zeigen
accounts-link-hint = Für den Fall, dass die E-Mail mit dem Code nicht ankommt.
accounts-remove = Konto entfernen
accounts-remove-hint = Die Anmeldungen enden sofort. Was die Person getan hat, bleibt unter „Wer hat was getan?“ stehen.
accounts-link-title = Anmelde-Link für { $address }
accounts-link-text = Er gilt zehn Minuten und einmal. Geben Sie ihn nur dieser Person. Er wird nicht noch einmal gezeigt.
accounts-new = Neues Konto
accounts-new-hint = Die Person bekommt eine E-Mail mit der Adresse zum Anmelden.
accounts-add = Konto anlegen
done-account-added = Das Konto ist angelegt. Eine E-Mail mit der Adresse zum Anmelden ist unterwegs.
done-account-removed = Das Konto ist entfernt.
done-signed-out = Überall abgemeldet.
fault-account-there = Zu dieser Adresse gibt es schon ein Konto.
fault-account-gone = Dieses Konto gibt es nicht mehr. Jemand anderes war schneller.
fault-last-lead = Es muss ein Konto mit der Rolle Leitung bleiben. Geben Sie die Rolle zuerst jemand anderem.
lead-tabs = Für die Leitung
lead-tab-settings = Einstellungen
lead-tab-accounts = Konten
lead-tab-audit = Wer hat was getan
lead-tab-settings-texts = Texte der E-Mails
