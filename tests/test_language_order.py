"""Names are ordered as the readers of each language expect, and as ICU orders them in browsers."""

import json
import os
import subprocess
from itertools import groupby

import pytest

from studyguide.language.language import Language
from studyguide.language.order import order

NAMES = {
    "en": "naïve nation Zoo apple Éclair eclipse S3 S10 a-b 10 2",
    "de": "Zebra Äpfel Apfel Ofen Öl über unter Übung Zäune 10 2",
    "fr": "zèbre été étude œuf oeuvre cote côte école",
    "es": "nube ñandú nota oso árbol arena zorro",
    "pt-BR": "água ação acaso zebra êxito exame",
    "it": "zia è era città cita",
    "nl": "zee één een ijs ik",
    "pl": "łódź lato zebra żaba źrebak ćma cena ącki azot ósmy osa",
    "uk": "ґанок гора яблуко їжак інжир єдність електрика жаба йод дім API",
    "tr": "ışık izin çay cam dağ şeker sabah ördek orman üzüm uzun İzmir Isparta",
    "ja": "さくら サクラ さかな かえる カード がっこう きって アイス API 亜鉛 王 下 机",
    "zh-Hans": "数据 安全 缓存 网络 存储 备份 区域 银行",
    "ko": "가방 까치 나무 다리 라면 하늘 하루 강 API",
    "ar": "باب أسد إبرة آية تفاح ثعلب ياسمين واحة هلال مدرسة API",
    "he": "שלום אבא בית כלב מלך לב נחל תות API",
    "hi": "कमल काम किताब क्षमा कर्म अनार आम ज़मीन जल ऋषि औरत API",
    "sv": "zebra ånger äpple öl apa år",
    "cs": "chata cena had čas hora řeka ruka",
    "hu": "csak cukor gyár gond nyár nap szó sok zsír zab",
    "vi": "ăn an ấm đi dê ông ong ưng ung",
    "ru": "ёж ель жук йод игра яблоко я",
    "el": "άλφα βήτα άλλο έψιλον",
}
LETTERS = {
    "de": "# A O U Z", "es": "A N Ñ O Z", "pl": "A Ą C Ć L Ł O Ó Z Ź Ż", "tr": "C Ç D I İ O Ö S Ş U Ü",
    "ja": "A あ か さ 漢字", "zh-Hans": "A B C H Q S W Y", "ko": "ㄱ ㄴ ㄷ ㄹ ㅎ A", "ar": "ا ب ت ث م ه و ي A",
    "hi": "अ आ ऋ औ क ज A", "he": "א ב כ ל מ נ ש ת A", "cs": "C Č H Ch R Ř",
}  # fmt: skip

ICU = """
const names = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const sorted = ([tag, list]) => [tag, list.sort(new Intl.Collator(tag, { numeric: true }).compare)];
console.log(JSON.stringify(Object.fromEntries(Object.entries(names).map(sorted))));
"""


def test_names_are_ordered_as_icu_orders_them() -> None:
    names = {tag: text.split() for tag, text in NAMES.items()}
    node = os.environ.get("NODE", "node")
    done = subprocess.run([node, "-e", ICU], input=json.dumps(names), capture_output=True, encoding="utf-8", check=True)
    assert {tag: sorted(found, key=order(tag).key) for tag, found in names.items()} == json.loads(done.stdout)


@pytest.mark.parametrize("tag", NAMES)
def test_names_of_one_letter_stand_together(tag: str) -> None:
    language = Language(tag)
    letters = [letter for letter, _ in groupby(sorted(NAMES[tag].split(), key=language.key), key=language.initial)]
    assert len(letters) == len(set(letters))
    if tag in LETTERS:
        assert letters == LETTERS[tag].split()


def test_chinese_names_and_latin_ones_share_their_letters() -> None:
    assert sorted(["数据", "API", "安全", "Zoo"], key=order("zh").key) == ["API", "安全", "数据", "Zoo"]
    assert [order("zh").initial(name) for name in ("安全", "API", "憧憬")] == ["A", "A", "憧"]
