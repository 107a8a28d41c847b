# Days and times. { $day } is a finished day with its weekday; { $from }, { $to } and { $time } are times of day.
date-span = { $day }, { $from }–{ $to }
date-open = { $day }, { $from }
date-across = { $day }, { $from }, to { $lastday }, { $to }
date-all-day = { $day }, all day
date-all-days = { $day }, to { $lastday }
date-short = { $weekday } { $day }
date-short-year = { $day }, { $year }
date-short-time = { $day }, { $time }
date-day-time = { $day } { $time }
date-day-until = { $day }, { $time }
date-times = { $from }–{ $to }
date-time = { $from }
date-today = today
date-tomorrow = tomorrow
date-elsewhere = { $when } (time in { $place })
date-at = { $when }, { $place }
