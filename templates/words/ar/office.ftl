# المكتب: ما يحيط بكل صفحة
office-menu = الأقسام
office-signed-in = تم تسجيل الدخول: { $who }
office-sign-out = تسجيل الخروج
office-holds-all = جميع الرسائل متوقفة. لن يُرسل شيء.
office-holds-all-link = إلى صندوق الصادر
office-test-to = وضع الاختبار: تُرسل جميع الرسائل إلى { $address } وليس إلى الجهات المشاركة.
office-sample = بيانات تجريبية: هذه الجهات والفعاليات غير حقيقية.
office-public = البرنامج العام
office-patterns = النماذج
