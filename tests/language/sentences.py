"""Sentences of our own, in the languages of the region and beside it. No person is in them."""

from __future__ import annotations

SENTENCES = {
    "sq": [
        "Sot nuk ka ujë në lagjen tonë dhe askush nuk na tregon pse",
        "Kush e di se ku është kjo rrugë, le të na shkruajë",
        "Dimri erdhi herët këtë vit dhe fëmijët dalin me rrëshqitëse",
        "Nuk e besoj që do të vijë dikush në këtë orë",
    ],
    "hbs": [
        "Danas nema vode u našem kraju i niko nam ne govori zašto",
        "Ako neko zna gdje je ova ulica, neka nam napiše",
        "Zima je stigla rano ove godine pa se djeca sankaju",
        "Ne verujem da će iko doći u ovo doba",
    ],
    "mk": [
        "Денес нема вода во нашата населба и никој не ни кажува зошто",
        "Ако некој знае каде е оваа улица, нека ни напише",
        "Зимата дојде рано оваа година и децата се лизгаат",
        "Не верувам дека ќе дојде некој во ова време",
    ],
    "sl": [
        "Danes v naši soseski ni vode in nihče nam ne pove, zakaj",
        "Če kdo ve, kje je ta ulica, naj nam napiše",
        "Zima je letos prišla zgodaj, zato se otroci sankajo",
        "Ne verjamem, da bo kdo prišel ob tej uri",
    ],
    "en": ["There is no water in our street today and nobody tells us why"],
    "de": ["Heute gibt es in unserer Straße kein Wasser und niemand sagt uns warum"],
    "it": ["Oggi non c'è acqua nella nostra via e nessuno ci dice perché"],
    "tr": ["Bugün mahallemizde su yok ve kimse nedenini söylemiyor"],
    "bg": ["Днес няма вода в нашия квартал и никой не ни казва защо"],
    "ro": ["Astăzi nu avem apă pe strada noastră și nimeni nu ne spune de ce"],
    "el": ["Σήμερα δεν έχει νερό στη γειτονιά μας και κανείς δεν μας λέει γιατί"],
    "ru": ["Сегодня на нашей улице нет воды, и никто не говорит нам почему"],
    "cs": ["Dnes v naší ulici neteče voda a nikdo nám neřekne proč"],
    "sk": ["Dnes v našej ulici netečie voda a nikto nám nepovie prečo"],
    "pl": ["Dzisiaj na naszej ulicy nie ma wody i nikt nam nie mówi dlaczego"],
    "hu": ["Ma nincs víz az utcánkban, és senki sem mondja meg, miért"],
    "fr": ["Il n'y a pas d'eau dans notre rue aujourd'hui et personne ne dit pourquoi"],
    "es": ["Hoy no hay agua en nuestra calle y nadie nos dice por qué"],
    "uk": ["Сьогодні на нашій вулиці немає води, і ніхто не каже чому"],
}
"""Language to texts in it."""

VARIETIES = {
    "sr": [
        "Ova devojka je pre dve nedelje otišla, a niko ne zna gde je",
        "Сутра ће бити лепо време, па ћемо ићи на реку",
        "Predsednik je rekao da će se saobraćaj uskoro normalizovati",
        "Treba da dođeš posle posla da vidimo šta možemo da uradimo",
    ],
    "hr": [
        "Tko je ova djevojka i zašto nitko ne zna gdje je bila prošli tjedan",
        "U siječnju će sustav biti gotov, a tvrtka će zaposliti tisuću ljudi",
        "Tijekom ljeta vlakom idemo na otok, a kruh nosimo od kuće",
        "Sveučilište je objavilo natječaj za povijest glazbe",
    ],
    "bs": [
        "Niko ne zna gdje je općina pa svi pitaju ko radi sedmicom",
        "Lahko je tako reći, ali historija ove zemlje nije lijepa, šta ćeš",
        "Također niko nije vidio šta se desilo prije tri sedmice",
    ],
    "cnr": [
        "Đe si bila sinoć, nijesmo te viđeli",
        "Nijesam ja to rekla, sjutra ću doći pa ćemo vidjeti",
        "Śutra idem kod đeda",
    ],
    "aln": [
        "Qysh osht puna, a po vjen me neve me punu",
        "Nuk muj me ardh sonte se jom tu ec nëpër qytet",
        "Nji djal i vogël ka shku me mbledh dardha e kurgjo s'ka marr",
    ],
    "als": [
        "Kjo është shtëpia ku bëjmë gjithmonë festën e fshatit",
        "Është e vështirë të bësh atë që bëhet këtu çdo ditë",
    ],
}
"""Variety to texts that show it."""

UNTOLD = [
    "Ne znam da li dolazi",
    "Nema ga od jutra",
    "Idemo svi zajedno na more",
    "Hvala svima na pomoći",
]
"""Texts in hbs of which every variety has all words."""
