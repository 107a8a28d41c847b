# Tage und Zeiten. { $day } ist ein fertiger Tag mit Wochentag, { $from }, { $to } und { $time } sind Uhrzeiten.
date-span = { $day }, { $from }–{ $to } Uhr
date-open = { $day }, { $from } Uhr
date-across = { $day }, { $from } Uhr, bis { $lastday }, { $to } Uhr
date-all-day = { $day }, ganztägig
date-all-days = { $day }, bis { $lastday }
date-short = { $weekday }, { $day }
date-short-year = { $day }{ $year }
date-short-time = { $day }, { $time }
date-day-time = { $day } { $time }
date-day-until = { $day }, { $time } Uhr
date-times = { $from }–{ $to } Uhr
date-time = { $from } Uhr
date-today = heute
date-tomorrow = morgen
date-elsewhere = { $when } (Zeit in { $place })
date-at = { $when }, { $place }
