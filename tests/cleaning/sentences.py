"""Invented sentences that use the full alphabets, and what is near them."""

GOOD = {
    "sq": "Vajza ëndërron çdo mbrëmje për një qytet ku xhamat, zhurma, njerëzit dhe llambat flenë; "
    "Çelësi i Gjyshes, thotë ajo, “fshihet” këtu. Ç’thua? ËNDËRR E ÇMUAR.",
    "bs": "Gospođica Šejla džepom čuva žuti ključ, ćilim i njušku lješnika; „Ćuti“, kaže Đorđe. "
    "ŠTA JE S GRAĐ“? Čekaj, Žanin džez počinje u 20°, a đak šeta kuću – uđi!",
    "hr": "Gojazni đačić s biciklom drži hmelj i finu vatu u džepu nošnje, piše „Čvor«. "
    "Uvijek je već bio otac što žuri noću. Š, Đ, Č, Ć, Ž.",
    "sr-latn": "Ljubazni fenjerdžija čađavog lica hoće da mi pokaže štos, a ne da žuri. Što? Ćao.",
    "sr-cyrl": "Љубазни фењерџија чађавог лица хоће да ми покаже штос. „Ђак Њушка“, рекао је Џо, "
    "«Вук» – и 20°; Ћуприја, Шума, Жаба, Сједница, Рђа, Вјетар, Дјед, Ељен.",
    "cnr": "Śutra će źenica pasti na śekiru; sjutra ću reći đedu. Сјутра ће Ђед рећи да "
    "ће с́екира и з́еница.",
    "mk": "Ѕидарот пејпал ќе го фаќа жолтиот џин, њиви, љубов и ѓурѓовден; „Сè што нè боли“, рече. "
    "Ѝ кажа: Ќерко, Ѓорѓи, Љубе, Њега, Џамија. «Што?» ЅВЕЗДА.",
    "sl": "V kožuščku hudobnega fanta stopiclja mizar in kliče: »Če boš šla, Žiga počaka!« "
    "ČRKE ŠČŽ – in še več.",
    "de": "Zwölf Boxkämpfer jagen Viktor quer über den großen „Sylter“ Deich. ÄÖÜ „Ä“ ‘Ö’.",
    "fr": "Dès Noël où un zéphyr haï me vêt de glaçons, « père », ça coûte 5 €… À côté, l’œuvre.",
    "it": "Perché è così? C’è già più città, e lui è là.",
    "da": "Æblet er rødt; å være eller ikke være, æ e i Å.",
    "is": "Það er gott að læra, ég er með þér. Ð og “gott”.",
    "ru": "Съешь ещё этих мягких булок. «Рёбра» и Рига, Рё. Вёрстка… СССР – “Сё”. Ёлка.",
    "uk": "Єхидна, ґава, їжак ще й шиплячі плазуни. Січ, Рік, Рієлтор, «Її».",
    "pl": "Zażółć gęślą jaźń, KOŃ „ŁÓDŹ”. Ńie.",
    "tr": "Pijamalı hasta yağız şoföre çabucak güvendi. İÇİN ÖĞÜT.",
    "el": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. «Ώρα» ΑΒΓ.",
    "emoji": "Ура 👩‍👩‍👧‍👦 ❤️ 👍🏽 🏳️‍🌈 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ #️⃣ ℹ️ ☎️ 🇽🇰 — ok ✅",
    "names": "Преко Vibera и TikTok-у, R&B; AT&T, ko&co; a<b",
}

# The region's own, which a wrong reading may have damaged.
REGION = ("sq", "bs", "hr", "sr-latn", "sr-cyrl", "mk", "sl")
