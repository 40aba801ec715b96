"""Writes the derived tables of `search/data`: `python -m search.text.rebuild_tables`.

Run by hand when pypinyin or OpenCC has new data; the portal itself reads only the tables, because calling
the libraries for each name is several times slower than everything else done to a name.
"""

import unicodedata
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

DATA = Path(__file__).parent.parent / "data"

# Readings that names prefer to the dictionary's first one.
_PREFERRED = {
    "都": "du", "长": "chang", "还": "huan", "的": "de", "地": "di", "藏": "cang", "莎": "sha", "伽": "jia",
    "什": "shi", "圳": "zhen", "柏": "bai", "单": "dan", "石": "shi", "呢": "ni", "着": "zhe", "了": "le",
    "得": "de", "盛": "sheng", "车": "che", "朴": "pu", "贾": "jia", "卡": "ka", "厂": "chang", "广": "guang",
    "茜": "qian", "系": "xi", "曾": "zeng", "查": "cha", "宿": "su", "洗": "xi", "万": "wan", "台": "tai",
    "六": "liu", "合": "he", "朝": "chao", "和": "he", "大": "da", "会": "hui", "行": "xing", "乐": "le",
    "重": "zhong", "厦": "sha", "堡": "bao", "埔": "pu", "蔚": "wei", "尉": "wei", "亮": "liang", "区": "qu",
    "阿": "a", "晟": "sheng",
    "勒": "le",
    "嗯": "en", "呣": "mu", "哼": "heng",
}  # fmt: skip

# Other readings under which a name may be typed; rare ones would only add noise.
_ALTERNATES = {
    "长": "zhang", "重": "chong", "乐": "yue", "行": "hang", "都": "dou", "朝": "zhao", "藏": "zang",
    "盛": "cheng", "曾": "ceng", "单": "shan", "柏": "bo", "车": "ju", "厦": "xia", "大": "dai", "会": "kuai",
    "调": "tiao", "传": "zhuan", "尉": "yu", "蔚": "yu", "莎": "suo", "茜": "xi", "解": "xie",
    "卡": "qia", "六": "lu", "阿": "e", "番": "pan", "秘": "bi", "率": "shuai", "参": "shen", "差": "chai",
    "宿": "xiu", "翟": "zhai", "区": "ou", "覃": "tan", "什": "shen", "薄": "bao", "露": "lou", "塞": "sai",
    "熟": "shou", "绿": "lu", "角": "jue", "堡": "pu", "埔": "bu", "轧": "ya", "佛": "fu", "伽": "qie",
    "落": "lao", "属": "zhu", "畜": "chu", "臭": "xiu", "色": "shai", "给": "ji", "合": "ge", "驮": "duo",
    "提": "di", "石": "dan", "查": "zha", "洞": "tong", "涡": "guo", "莞": "wan", "沁": "xin", "浚": "xun",
    "稽": "ji", "氏": "zhi", "育": "yo", "术": "zhu", "场": "chang",
    "便": "pian", "降": "xiang", "巷": "hang",
    "校": "jiao", "圈": "juan", "模": "mu", "奇": "ji", "济": "ji", "强": "jiang", "宁": "ning", "蕃": "bo",
    "吐": "tu", "匙": "chi", "冠": "guan", "咯": "ge", "呷": "ga", "尺": "che", "虹": "jiang", "的": "di",
    "地": "de", "得": "dei", "还": "hai", "和": "huo", "俩": "lia", "万": "mo", "贾": "gu", "朴": "piao",
    "信": "shen", "兴": "xing", "折": "she", "种": "chong", "桔": "ju",
    "颉": "jie", "俊": "jun", "焯": "zhuo",
    "台": "tai", "系": "ji", "铅": "yan", "粘": "nian", "枞": "zong", "榆": "yu", "晟": "cheng",
    "勒": "lei",
    "杉": "sha", "栎": "yue",
}  # fmt: skip

# Places whose reading the general dictionary lacks or gets wrong.
_PLACES = {
    "莎车": "sha che", "伽师": "jia shi", "麦盖提": "mai gai ti", "尉犁": "yu li", "若羌": "ruo qiang",
    "且末": "qie mo", "和硕": "he shuo", "和静": "he jing", "温宿": "wen su", "乌什": "wu shi",
    "塔什库尔干": "ta shi ku er gan", "察布查尔": "cha bu cha er", "尼勒克": "ni le ke", "喀什": "ka shi",
    "和布克赛尔": "he bu ke sai er", "巴音郭楞": "ba yin guo leng", "博尔塔拉": "bo er ta la",
    "克孜勒苏": "ke zi le su", "可克达拉": "ke ke da la", "图木舒克": "tu mu shu ke", "阿克苏": "a ke su",
    "阿勒泰": "a le tai", "阿合奇": "a he qi", "奇台": "qi tai", "六安": "lu an", "六合": "lu he",
    "番禺": "pan yu", "东莞": "dong guan", "厦门": "xia men", "大埔": "da bu", "铅山": "yan shan",
    "乐清": "yue qing", "乐亭": "lao ting", "乐陵": "lao ling", "长子": "zhang zi", "洪洞": "hong tong",
    "繁峙": "fan shi", "单县": "shan xian", "莘县": "shen xian", "枞阳": "zong yang", "涡阳": "guo yang",
    "柘城": "zhe cheng", "浚县": "xun xian", "中牟": "zhong mu", "武陟": "wu zhi", "会稽": "kuai ji",
    "天台": "tian tai", "台州": "tai zhou", "台山": "tai shan", "牟平": "mu ping", "犍为": "qian wei",
    "什邡": "shi fang", "北碚": "bei bei", "蔚县": "yu xian", "井陉": "jing xing", "宕昌": "tan chang",
    "柞水": "zha shui", "栎阳": "yue yang", "吴堡": "wu bu", "大城县": "dai cheng xian", "东阿": "dong e",
    "西藏": "xi zang", "重庆": "chong qing", "成都": "cheng du", "银行": "yin hang", "商行": "shang hang",
    "车行": "che hang", "分行": "fen hang", "支行": "zhi hang", "酒行": "jiu hang", "茶行": "cha hang",
    "洋行": "yang hang", "行业": "hang ye", "音乐": "yin yue", "乐器": "yue qi", "会计": "kuai ji",
    "空调": "kong tiao", "调味": "tiao wei", "调料": "tiao liao", "重组": "chong zu", "大夫": "dai fu",
    "收藏": "shou cang", "矿藏": "kuang cang", "自行车": "zi xing che", "长沙": "chang sha",
    "三行": "san hang", "五金行": "wu jin hang", "贸易行": "mao yi hang", "电器行": "dian qi hang",
    "长江": "chang jiang", "行李": "xing li", "车间": "che jian", "象棋": "xiang qi", "都匀": "du yun",
}  # fmt: skip


def plain(syllable: str) -> str:
    """A syllable without tone; u with diaeresis becomes v, as on keyboards."""
    spread = unicodedata.normalize("NFD", syllable)
    letters = [
        "v" if letter == "u" and spread[i + 1 : i + 2] == "\u0308" else letter
        for i, letter in enumerate(spread)
        if letter.isascii() and letter.isalpha()
    ]
    marked = "".join(letters)
    if "\u0308" in spread and "v" not in marked:  # a tone mark stood between letter and diaeresis
        marked = marked.replace("u", "v", 1)
    return marked.replace("ve", "ue") if marked[:1] in "jqxy" else marked


def readings() -> dict[str, tuple[str, ...]]:
    """Character to its readings in names, the usual one first."""
    table: dict[str, tuple[str, ...]] = {}
    for code, listed in pinyin_dict.items():
        if not (0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x2FFFF or code == 0x3007):
            continue
        char = chr(code)
        first = _PREFERRED.get(char) or plain(listed.split(",")[0])
        other = _ALTERNATES.get(char, "")
        if first:
            table[char] = (first, other) if other and other != first else (first,)
    return table


def phrases(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Words of two to five characters whose reading is not the sum of the usual ones."""
    found = {}
    for word, listed in phrases_dict.items():
        said = " ".join(plain(options[0]) for options in listed)
        usual = " ".join(table[char][0] for char in word) if all(char in table for char in word) else said
        if 2 <= len(word) <= 5 and said != usual and len(said.split()) == len(word):
            found[word] = said
    return found | _PLACES


def simplified(folder: Path) -> dict[str, str]:
    """Traditional and regional variants to simplified characters, one to one."""
    table: dict[str, str] = {}
    for name in ("HKVariantsRev", "TWVariantsRev", "TSCharacters"):
        for line in (folder / f"{name}.txt").read_text("utf-8").splitlines():
            source, _, targets = line.partition("\t")
            target = targets.split(" ")[0]
            if len(source) == 1 and len(target) == 1 and source != target:
                table[source] = target
    return {source: table.get(target, target) for source, target in table.items()}


def _write(name: str, header: str, rows: Iterable[str]) -> None:
    (DATA / name).write_text("\n".join([header, *rows, ""]), "utf-8")


def main() -> None:
    """Write the three derived tables."""
    table = readings()
    _write("readings.tsv", "char\treadings", (f"{c}\t{' '.join(r)}" for c, r in sorted(table.items())))
    _write("phrases.tsv", "word\treading", (f"{w}\t{r}" for w, r in sorted(phrases(table).items())))
    folder = Path(str(resources.files("opencc"))) / "dictionary"
    _write("simplified.tsv", "variant\tchar", (f"{s}\t{t}" for s, t in sorted(simplified(folder).items())))


if __name__ == "__main__":
    main()
