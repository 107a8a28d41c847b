# الأيام والأوقات
date-span = { $day }، من { $from } إلى { $to }
date-open = { $day }، الساعة { $from }
date-across = { $day }، الساعة { $from }، حتى { $lastday }، الساعة { $to }
date-all-day = { $day }، طوال اليوم
date-all-days = { $day }، حتى { $lastday }
date-short = { $weekday } { $day }
date-short-year = { $day } { $year }
date-short-time = { $day }، { $time }
date-day-time = { $day } { $time }
date-day-until = { $day }، الساعة { $time }
date-times = من { $from } إلى { $to }
date-time = الساعة { $from }
date-today = اليوم
date-tomorrow = غدًا
date-elsewhere = { $when } (بتوقيت { $place })
date-at = { $when }، { $place }
