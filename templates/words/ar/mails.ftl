# الرسائل: { $title } عنوان الفعالية، و { $start } بدايتها باختصار

## الموضوع
subject-save-the-date = احفظوا الموعد: { $title } – { $start }
subject-invitation = دعوة: { $title } – { $start }
subject-reminder = تذكير: { $title } – { $near }
subject-nudge = نرجو الرد حتى { $by }: { $title } – { $start }
subject-nudge-open = نرجو الرد: { $title } – { $start }
subject-change-restored = سيُعقد رغم الإلغاء: { $title } – { $start }
subject-change-day = موعد جديد: { $title } – الآن { $start }
subject-change-time = وقت جديد: { $title } – الآن { $time }
subject-change-place = مكان جديد: { $title } – { $start }
subject-change-online-only = عبر الإنترنت فقط الآن: { $title } – { $start }
subject-change-place-open = المكان لم يُحدد بعد: { $title } – { $start }
subject-change-link = رابط جديد: { $title } – { $start }
subject-change-link-new = المشاركة عبر الإنترنت ممكنة الآن: { $title } – { $start }
subject-change-link-gone = لا مشاركة عبر الإنترنت بعد الآن: { $title } – { $start }
subject-change-text = معلومات جديدة: { $title } – { $start }
subject-cancellation = أُلغي: { $title } – { $start }
subject-head-count = { $count ->
    [zero] لا موافقات: { $title } – { $start }
    [one] موافقة واحدة: { $title } – { $start }
    [two] موافقتان: { $title } – { $start }
    [few] { $count } موافقات: { $title } – { $start }
   *[other] { $count } موافقة: { $title } – { $start }
}
subject-head-nobody = قريبًا: { $title } – { $start }
subject-entry-check = هل ما زال هذا صحيحًا؟ { $title } – { $start }
subject-after-event = كم شخصًا حضر؟ { $title } – { $start }
subject-organiser-digest = أسبوعكم: { $week }
subject-minutes = محضر: { $title } – { $start }

## الإطار
separator = {"، "}
greeting = مرحبًا، { $name }،
all-dates = جميع مواعيدكم في التقويم:
wishes = رسائل أقل أو عنوان آخر أو إلغاء الاشتراك:
questions = هل لديكم أسئلة؟ يكفي الرد على هذه الرسالة.
phone = الهاتف: { $number }
demo = هذا مثال. جميع المواعيد والجمعيات من نسج الخيال.
why-group = تصلكم هذه الرسالة لأن مؤسستكم في المجموعة «{ $group }».
why-invited = تصلكم هذه الرسالة لأن مؤسستكم مدعوة.
why-organiser = تصلكم هذه الرسالة لأن مؤسستكم هي الجهة المنظمة.
why-partner = تصلكم هذه الرسالة لأن مؤسستكم تشارك في الفعالية.
content-german = هذا النص متوفر حتى الآن بالألمانية فقط.
content-partly-german = جزء من النص متوفر حتى الآن بالألمانية فقط.
content-outdated = النص الألماني أحدث من هذه الترجمة.
more = المزيد:
page-button = إلى صفحة الفعالية

## المعلومات
label-when = الوقت:
label-dates = جميع المواعيد:
label-where = المكان:
label-online = عبر الإنترنت:
label-meeting-point = نقطة اللقاء:
label-transit = الوصول:
label-access = سهولة الوصول:
label-reason = السبب:
label-materials = المستندات
label-online-button = المشاركة عبر الإنترنت
dial-in = عبر الهاتف: { $number }
place-none = لم يُحدد بعد
place-online = عبر الإنترنت فقط
agenda = المواضيع
agenda-length = { $minutes ->
    [one] المواضيع (دقيقة واحدة)
    [two] المواضيع (دقيقتان)
    [few] المواضيع ({ $minutes } دقائق)
   *[other] المواضيع ({ $minutes } دقيقة)
}
agenda-info = معلومات
agenda-discussion = نقاش
agenda-decision = قرار
agenda-minutes = { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}

## الردود
will-you-come = هل ستحضرون؟
answer-by = نرجو الرد حتى { $by }.
button-accepted = سأحضر
button-tentative = ربما
button-declined = لا أستطيع الحضور
needs-ask = هل تحتاجون إلى ترجمة أو لغة الإشارة أو رعاية الأطفال؟ اكتبوا ذلك في الصفحة نفسها.
your-answer = ردكم حتى الآن: { $answer }.
change-answer = تغيير الرد
answer-page = الرد
answer-accepted = ستحضرون
answer-tentative = ربما تحضرون
answer-declined = لن تحضروا
people = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
again-accepted = كانت موافقتكم على { $old }. هل يناسبكم { $new } أيضًا؟
again-tentative = كان ردكم «ربما» على { $old }. وماذا عن { $new }؟
again-declined = كان اعتذاركم عن { $old }. هل { $new } أنسب لكم؟
need-childcare = رعاية الأطفال
need-dgs = لغة الإشارة
language-name = { $tag ->
    [ar] العربية
    [de] الألمانية
    [en] الإنجليزية
    [fa] الفارسية
    [fr] الفرنسية
    [ku] الكردية
    [pl] البولندية
    [ru] الروسية
    [tr] التركية
    [uk] الأوكرانية
   *[other] { $tag }
}
need-interpretation = ترجمة ({ language-name })

## حفظ الموعد والدعوة
save-the-date = نرجو حفظ هذا الموعد.
save-the-date-next = ستصلكم الدعوة مع جميع المعلومات لاحقًا.
invitation = ندعوكم إلى: { $title }.
invitation-by = يدعوكم { $organiser } إلى: { $title }.
ics-attached = الموعد مرفق بهذه الرسالة كملف تقويم.

## التذكير
reminder = { $near }: { $title }
reminder-bring = نرجو إحضار ما تحتاجونه لمواضيعكم.
nudge = لم يصلنا ردكم بعد: { $title }.
nudge-no-helps = الاعتذار يساعدنا أيضًا: نستطيع عندها أن نخطط بشكل أفضل.

## التغيير والإلغاء
change = هناك تغيير: { $title }.
change-restored = سيُعقد الموعد رغم الإلغاء: { $title }.
change-time = الوقت: سابقًا { $old }، والآن { $new }
change-place = المكان: سابقًا { $old }، والآن { $new }
change-link = رابط المشاركة عبر الإنترنت جديد.
change-link-new = المشاركة عبر الإنترنت ممكنة الآن.
change-link-gone = لم تعد المشاركة عبر الإنترنت ممكنة.
change-text = النص جديد.
change-calendar = الموعد الجديد مرفق بهذه الرسالة كملف تقويم.
still-counts = { $answer }. ردكم ما زال ساريًا.
cancellation = أُلغي الموعد: { $title }.
cancellation-one = { $title }: أُلغي هذا الموعد.
cancellation-was = كان مقررًا: { $when }
cancellation-next = الموعد القادم: { $next }
cancellation-tell = نرجو إخبار من أراد الحضور أيضًا.
cancellation-calendar = يُحذف الموعد من تقويمكم بالملف المرفق.

## للجهات المنظمة
head-count = هذه هي الردود على { $title }.
head-nobody = اقترب موعد { $title }. لم ندعُ إليه أحدًا، ولذلك لا توجد ردود.
head-answers = الردود
head-accepted = { $count ->
    [zero] لا موافقات
    [one] موافقة واحدة
    [two] موافقتان
    [few] { $count } موافقات
   *[other] { $count } موافقة
}
head-people = { $count ->
    [zero] المجموع لا أحد
    [one] المجموع شخص واحد
    [two] المجموع شخصان
    [few] المجموع { $count } أشخاص
    [many] المجموع { $count } شخصًا
   *[other] المجموع { $count } شخص
}
head-tentative = { $count ->
    [zero] لا ردود «ربما»
    [one] رد واحد «ربما»
    [two] ردّان «ربما»
    [few] { $count } ردود «ربما»
    [many] { $count } ردًّا «ربما»
   *[other] { $count } رد «ربما»
}
head-declined = { $count ->
    [zero] لا اعتذارات
    [one] اعتذار واحد
    [two] اعتذاران
    [few] { $count } اعتذارات
    [many] { $count } اعتذارًا
   *[other] { $count } اعتذار
}
head-silent = { $count ->
    [zero] لا جهات بدون رد
    [one] جهة واحدة بدون رد
    [two] جهتان بدون رد
    [few] { $count } جهات بدون رد
   *[other] { $count } جهة بدون رد
}
head-earlier = { $count ->
    [one] موافقة واحدة كانت لوقت سابق.
    [two] موافقتان كانتا لوقت سابق.
    [few] { $count } موافقات كانت لوقت سابق.
   *[other] { $count } موافقة كانت لوقت سابق.
}
head-needs = ما هو مطلوب
head-need = { $need }: { $count }
head-comments = ملاحظات
head-silent-list = بدون رد
head-call-list = نرجو الاتصال أو الكتابة
head-call = { $name }، { $phone } ({ $reason })
no-phone = لا يوجد رقم هاتف
reason-postal = لا يقرأ البريد الإلكتروني
reason-bounced = عادت الرسالة
reason-objected = لا يرغب في الرسائل
reason-other = لا يمكن الوصول إليه بالبريد الإلكتروني
entry-check = هل ما زالت معلوماتكم صحيحة؟ { $title }
entry-check-do = راجعوا من فضلكم الوقت والمكان وسهولة الوصول. هل هناك خطأ؟ أجيبوا ببساطة على هذه الرسالة. وإلا فلا حاجة إلى شيء.
entry-check-button = عرض المعلومات
after-event = كم شخصًا حضر؟ { $title }
after-event-do = يكفي رقم واحد، ولو تقديريًا. أجيبوا ببساطة على هذه الرسالة.
after-event-button = إدخال العدد
digest = هذا ما لديكم هذا الأسبوع.
week = { $first } إلى { $last }
digest-dates = مواعيدكم
digest-missing = ما زال ناقصًا
digest-failed-list = لم تصل
digest-failed = { $kind } «{ $title }» إلى { $name }
digest-cancelled = أُلغي
missing-minutes = المحضر
missing-place = المكان
missing-access = معلومات سهولة الوصول
kind-save-the-date = حفظ الموعد
kind-invitation = دعوة
kind-reminder = تذكير
kind-nudge = طلب رد
kind-change = تغيير
kind-cancellation = إلغاء
kind-head-count = الردود
kind-entry-check = طلب مراجعة
kind-after-event = سؤال عن العدد
kind-organiser-digest = نظرة الأسبوع
kind-minutes = محضر

## المحضر
minutes = هذا هو المحضر: { $title }.
minutes-heading = النتائج
tasks-own = مهامكم
tasks-others = مهام أخرى
task = { $task } ({ $name })
task-until = { $task } ({ $name }، حتى { $due })
next-date = الموعد القادم: { $next }
