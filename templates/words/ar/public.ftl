# الاشتراك في التقويم
feed-name = الفعاليات: { $office }
feed-name-some = فعاليات مختارة: { $office }
feed-description = فعاليات عامة. يجلب تقويمك التغييرات بنفسه كل بضع ساعات. الأخبار العاجلة موجودة دائمًا هنا: { $url }
feed-personal = مواعيدكم: { $office }
feed-personal-description = جميع المواعيد التي دُعيت إليها { $actor } أو تنظّمها { $actor }.
feed-page = كل التفاصيل: { $url }
feed-as-of = آخر تحديث: { $when }
feed-gone = لم تعد ضمن البرنامج
feed-answer-none = لم يصلنا ردّكم بعد.
feed-answer-accepted = لقد وافقتم على الحضور.
feed-answer-tentative = لقد أجبتم: ربما.
feed-answer-declined = لقد اعتذرتم عن الحضور.
feed-answer-old-accepted = كنتم قد وافقتم على الحضور. تغيّر الموعد منذ ذلك الحين: هل ما زال مناسبًا لكم؟
feed-answer-old-tentative = كنتم قد أجبتم: ربما. تغيّر الموعد منذ ذلك الحين: هل يناسبكم؟
feed-answer-old-declined = كنتم قد اعتذرتم عن الحضور. تغيّر الموعد منذ ذلك الحين: هل يناسبكم الآن؟
feed-answer-change = للرد أو التغيير: { $url }
# معلومات الفعالية
event-cancelled = أُلغيت
event-cancelled-title = أُلغيت: { $title }
event-cancelled-note = لن تُقام هذه الفعالية.
event-instead = أُدرجت مرتين. يُرجى الاطلاع على:
event-date-cancelled-note = لن يُقام هذا الموعد.
event-tentative = غير مؤكدة بعد
event-tentative-note = ليس مؤكدًا بعد أن هذه الفعالية ستُقام.
event-moved = موعد جديد
event-moved-note = موعد جديد: كان الموعد السابق { $when }.
event-reason = السبب: { $reason }
event-only-german = النص متوفر حاليًا بالألمانية فقط.
event-outdated = الترجمة أقدم من النص الألماني.
fact-when = متى
fact-dates = المواعيد
fact-hours = أوقات الفتح
fact-where = أين
fact-end-place = مكان الانتهاء
fact-rain-place = عند سوء الطقس
fact-meeting-point = نقطة اللقاء
fact-online = عبر الإنترنت
fact-dial-in = الاتصال بالهاتف
fact-transit = الوصول
fact-access = سهولة الوصول
fact-languages = اللغات
fact-interpretation = الترجمة
fact-audience = لمن
fact-age = العمر
fact-childcare = رعاية الأطفال
fact-cost = التكلفة
fact-registration = التسجيل
fact-organiser = المنظّم
fact-partners = بالتعاون مع
fact-contact = للأسئلة
value-yes = نعم
value-free = مجانًا
value-donation = نرحب بالتبرعات
value-price = { $price }
value-price-reduced = { $price }، المخفّض { $reduced }
value-age-from = من عمر { $from }
value-age-until = حتى عمر { $until }
value-age-between = { $until ->
    [one] من { $from } إلى سنة واحدة
    [two] من { $from } إلى سنتين
    [few] من { $from } إلى { $until } سنوات
   *[other] من { $from } إلى { $until } سنة
}
value-no-registration = غير ضروري
value-registration = ضروري
value-registration-until = حتى { $until }
value-registration-by = عبر { $where }
value-places = { $count ->
    [one] مكان واحد
   *[other] عدد الأماكن: { $count }
}
value-waiting-list = مع قائمة انتظار
value-subtitles = ترجمة مكتوبة: { $language }
# أخطاء في العنوان
fault-unknown-key = لا نعرف المعامل { $key }. يرجى التحقق من العنوان.
fault-unknown-value = المعامل { $key } لا يعرف القيمة { $value }. يرجى التحقق من العنوان.
fault-no-day = المعامل { $key } يحتاج إلى يوم مثل 2027-09-11، وليس { $value }.
fault-twice = المعامل { $key } مكرر في العنوان؛ مرة واحدة تكفي.
fault-long-search = البحث طويل جدًا: { $most } حرف على الأكثر.
fault-too-many = العنوان يحتوي على معاملات كثيرة جدًا.
# الصفحات
page-skip = انتقل إلى المحتوى
page-sample = بيانات تجريبية: هذه الفعاليات غير حقيقية.
page-languages = اللغة
page-home = البرنامج
page-help = لديك أسئلة؟ اكتب إلينا:
page-programme = الفعاليات
page-count = { $count ->
    [0] لا توجد مواعيد
    [one] موعد واحد
   *[other] عدد المواعيد: { $count }
}
page-period = من { $first } إلى { $last }
page-search = بحث
page-from = ابتداءً من يوم
page-kind = النوع
page-audience = لمن
page-language = اللغة
page-district = الحي
page-topic = الموضوع
page-programme-filter = البرنامج
page-any = الكل
page-free = مجانًا
page-step-free = بدون درجات
page-show = عرض
page-filter = اختيار الفعاليات
page-active = الاختيار الحالي
page-remove = إزالة
page-clear = عرض جميع الفعاليات
page-running = مستمرة الآن
page-running-until = حتى { $day }
page-nothing = لا توجد فعاليات حاليًا. نرحب بزيارتكم مرة أخرى قريبًا.
page-nothing-found = لم نجد شيئًا مطابقًا.
page-more = المزيد ابتداءً من { $day }
page-subscribe = الاشتراك في التقويم
page-subscribe-text = اشترك مرة واحدة، وستبقى هذه المواعيد محدّثة دائمًا في تقويمك على الهاتف والحاسوب.
page-subscribe-selection = ستشترك في اختيارك هذا بالضبط.
page-subscribe-button = فتح في التقويم
page-subscribe-address = أو انسخ هذا العنوان إلى برنامج التقويم:
page-subscribe-delay = يجلب تقويمك التغييرات بنفسه كل بضع ساعات. الأخبار العاجلة موجودة دائمًا هنا.
page-no-registration = بدون تسجيل
page-with-registration = بتسجيل
page-to-calendar = إضافة إلى تقويمي
page-all-dates = جميع المواعيد
page-past-dates = مواعيد سابقة
page-over = انتهت هذه الفعالية.
page-about = عن الفعالية
page-facts = أهم المعلومات
page-as-of = آخر تعديل: { $when }
page-back = العودة إلى البرنامج
page-instead-of = بدلًا من { $when }
page-missing-title = هذه الصفحة غير موجودة
page-missing = ربما العنوان غير كامل، أو لم تعد الفعالية ضمن البرنامج.
page-wrong-title = لا نفهم هذا العنوان
page-down-title = لحظة من فضلك
page-down = لا يمكن الوصول إلى قاعدة البيانات الآن. يرجى المحاولة بعد بضع دقائق.

legal-imprint = بيانات النشر
legal-privacy = حماية البيانات
legal-accessibility = سهولة الوصول
