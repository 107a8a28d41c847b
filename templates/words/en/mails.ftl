# Mails
