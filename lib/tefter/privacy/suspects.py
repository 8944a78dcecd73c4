"""Which texts can hold which kind of personal data: patterns of Polars over the whole column.

Python looks at a text, and with one finder, only where that finder's gate is open. The patterns
avoid what makes Rust's regular expressions slow: borders of words by Unicode, and counting over
large classes without need.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from tefter.privacy.names import is_first_name, is_surname
from tefter.privacy.spoken import LETTERS

HIDDEN = r"[\p{Cf}\x{ff01}-\x{ff5e}--\x{200d}]"
"""Invisible and full-width characters, which may stand in the middle of any word."""

BEGINS = (
    "plus|плус|nul|zer|oh|ni[cč]|nj|dy|tr|[kc]at|pe|gj|[sš]h|te|n[eë]n|nan|nin|jed|en|ein|dv|[cč]et|"
    "[sš]t|[sš]es|sed|sev|os|dev|du[pb]|нул|ед|јед|дв|тр|че|пе|ше|се|ос|де|on|tw|th|fo|fi|si|ei|qi|hu"
)
"""How number words begin."""

GATES = {
    "digits": r"(?:\p{N}[^\p{L}\p{N}]{0,8}){6}",
    "parted": r"(?:^|[^0-9.,/:-])(?:\+|00)?(?:3[58][0-9]|0[0-9]{0,2})[^0-9+\n]{1,16}[0-9]",
    "alike": rf"(?:[0-9{LETTERS}][ \n./()*\[\]-]{{0,3}}){{7}}",
    "spoken": (
        rf"(?i)(?:(?:{BEGINS})[^\s,./\d-]*[\s,./\d-]+(?:(?:e|i|in|and|и)\s+)?){{3}}(?:{BEGINS})"
        # Written as one word.
        r"|(?:nul|zer|ni[cč]|нул)[\p{L}]{12}"
        # Words between or behind digits, and digits behind words.
        rf"|(?:(?:^|[^0-9])0[0-9 ]|\+[0-9])(?s:.*)[\s,0-9-](?:{BEGINS}|ta[cč]k|to[cč]k|pik|dot|"
        r"точк|тачк|kosa|crt|minus|sle|sla|dash|razm|црт|коса)"
        r"|(?:nol|nul|нул|zer|ni[cč] )[^0-9]*[0-9]"
    ),
    "links": r"(?i)://|www\.|\.\p{L}|(?:com|me|net|ee|be)\s?(?:/|slash|kroz|pjerret)",
    "mail": (
        r"(?i)[@＠]|g ?mail|yahoo|hotmail|outlook|icloud|proton|yandex|(?-u:\b)(?:live|gmx|"
        r"aol|msn|mail)(?-u:\b)|"
        r"[(\[{<]\s?(?:at|et|ет|ät)|majmun|мајмун|kukac|afna|manki|(?-u:\b)(?:at|"
        r"et) [\w-]+ ?\.| ет |"
        r"[\s.](?:dot|ta[cč]ka|to[cč]ka|pik[aeë]?|точка|тачка)\s|[-_*<]at[-_*>]"
    ),
    "handles": (
        r"(?i)[@＠]|snap|snep|insta|viber|telegram|tik ?tok|facebook|fejs|discord|onlyfans|"
        r"skype|twitter|"
        r"threads|снап|инста|фб|тт|тик ?ток|телеграм|вајбер|вибер|👻|"
        r"be ?real|i n s t a|1nsta|i\.g\.|usr|juzer|@ (?:is|je|e) |(?-u:\b)of(?::| [a-z]+[._0-9])|"
        r"(?-u:\b)(?:ig(?:ač?|u)?|insti?|sc|tg|fb|tt|kik)(?-u:\b)|📸|📷|снеп|diskord|дискорд|gmail|"
        r"#[0-9]{4}(?-u:\b)|handle|"
        r"(?:user|nick|acc|profil|nalog|llogari|nadimak|nofk|korisni|корисни|профил|"
        r"налог)[\pL ]*(?:[:=_.0-9]|->| je | [eë]sht)"
    ),
    "plates": (
        r"0[1-7].?[0-9]{3}.?[A-Z]{2}|[A-Z]{2}\s?[0-9]{3}\s?[A-Z]{2}|[A-Z][0-9]{2}.[A-Z].[0-9]{3}|"
        r"\p{Lu}{2}.?[0-9]{3,4}.?\p{Lu}|[A-Z]{2}.[A-Z0-9]{2,3}-[A-Z0-9]{2,3}|"
        r"[A-ZŠŽ]{2}.[A-ZČĆŠŽĐ]{2}\s?[0-9]{3}"
    ),
    "streets": (
        r"(?i)(?:(?-u:\b)ul(?:\.|ic| )|(?-u:\b)rr(?:\.|ug| )|(?-u:\b)bul(?:\.|ev| )|blv|"
        r"(?-u:\b)trg |ул(?:\.|иц| )|"
        r"бул|трг|shesh|lagj|nasel|насел|street|adres|адрес|naslov|cest[ai]| pot |road|avenue|"
        r"avenij|blok |блок |ku[cć]|zgrad|куќ|кућ|зград)"
        r".{0,60}(?:[0-9]|bb|бб|p\.?n\.)|(?:[oe]va|[ое]ва|stan|ulaz|hyrja|kati|banesa|стан|улаз|влез|"
        r"zgrada|зграда|pallati|objekti|shk\.?|ap\.|"
        r"(?-u:\b)c\.) [0-9]|(?-i:Put \p{Lu})|[0-9][^,.]*blvd|"
        r"(?:[zž]ivim?|жив[иеа]+|stanuje|станува|jeton|banon|lives) (?:u|na|v|на|во|у|n[eë]|at) "
        r"(?-i:\p{Lu})"
    ),
}
"""What a text must hold for a finder to be asked."""

NEAR = (
    r"(?i)[\p{N}\p{Cf}\x{ff01}-\x{ff5e}@&&[^\x{200d}]]|nul|нул|zer|nolla|plus|плус|(?-u:\b)oh |"
    r"(?-u:\b)ni[cč][\s,-]|"
    r"mail|yahoo|outlook|icloud|proton|yandex|live|gmx|aol|msn|majmun|мајмун|kukac|afna|manki|"
    r"[-_*<]at[-_*>]|[(\[{<]\s?(?:at|et|ет|ät)| (?:at|et|ет) |"
    r"[\s.](?:dot|ta[cč]ka|to[cč]ka|pik[aeë]?|точка|тачка)\s"
)
"""What every text has in which one of ``AFTER`` can match: one look instead of four."""

AFTER = frozenset({"digits", "parted", "alike", "spoken", "mail"})

ANNOUNCED = (
    r"(?i)zov(?:e|u|em|emo) |(?:se|ju|je|ga) zov|(?-u:\b)ime(?: (?:joj|mu|mi|ji|i )|:|"
    r" je)|quh|quaj|em[eë]r|emri|prez?ime|прези|priimek|"
    r"зове|зову|вика|казув|име|kli[cč]e se|imenuje|se pi[sš]e|(?-u:\b)(?:full |her |his |"
    r"my )?name(?:'s| is|:)|"
    r"called|gospo|g-đa|gđa|zonj|znj|zoti|госпо|г-ѓа|(?-u:\b)mr?s?(?-u:\b)"
)
"""Words that announce a name, with much else."""

RUNS = r"\p{Lu}[\p{L}'’-]*(?:\p{Zs}+\p{Lu}[\p{L}'’-]*)+"

PART = 5_000
"""Texts that one core looks at in one go."""

NAMED = "named"
"""The gate of names: something announces one, or a name stands beside a capital."""


def suspects(texts: pl.Series, gates: Collection[str]) -> pl.DataFrame:
    """Say of each text which finders have to look at it closely.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin.
    gates : collection of str
        Names of ``GATES``, and ``NAMED``.

    Returns
    -------
    polars.DataFrame
        A Boolean column for each gate, false for a null.
    """
    text = pl.col("text")
    frame = pl.DataFrame({"text": texts.cast(pl.String)})
    patterns = {gate: GATES[gate] for gate in gates if gate not in {*AFTER, NAMED}}
    if NAMED in gates:
        patterns |= {"announced": ANNOUNCED, "runs": RUNS}
    looks = [
        text.str.contains(pattern).alias(name)
        for name, pattern in {"near": NEAR, **patterns}.items()
    ]
    # In parts, for Polars gives each core one pattern, and not one pattern to several.
    parts = [part.lazy().select(looks) for part in frame.iter_slices(PART)]
    seen = pl.concat(pl.collect_all(parts) or [frame.select(looks)]).fill_null(False)
    if NAMED in gates:
        named = pl.col("announced") | _named(texts, seen["runs"])
        seen = seen.with_columns(named.alias(NAMED))
    after = [gate for gate in gates if gate in AFTER]
    near = frame.filter(seen["near"]).select(
        pl.lit(seen["near"].arg_true()).alias("row"),
        text.str.contains(HIDDEN).alias("hidden"),
        *(text.str.contains(GATES[gate]).alias(gate) for gate in after),
    )
    near = near.filter(pl.any_horizontal("hidden", *after))
    whole = seen.with_row_index("row").join(near, on="row", how="left", maintain_order="left")
    return whole.fill_null(False).select(pl.col(gate) | pl.col("hidden") for gate in gates)


def _named(texts: pl.Series, runs: pl.Series) -> pl.Series:
    """Say where one of several capitalised words is a name, asking each word once."""
    frame = (
        pl.DataFrame({"row": runs.arg_true(), "text": texts.filter(runs)})
        .select("row", run=pl.col("text").str.extract_all(RUNS))
        .explode("run")
        .select("row", word=pl.col("run").str.replace_all(r"\p{Zs}+", " ").str.split(" "))
        .explode("word")
    )
    known = [word for word in frame["word"].unique() if is_first_name(word) or is_surname(word)]
    rows = frame.filter(pl.col("word").is_in(known))["row"].unique()
    return pl.Series(range(len(texts)), dtype=rows.dtype).is_in(rows.implode())
