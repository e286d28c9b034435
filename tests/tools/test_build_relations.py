"""The lexicon made of a hand-written WordNet of a dozen synsets, to the letter."""

import gzip
from pathlib import Path

import pytest
import time_machine

from tools import build_relations

LICENCE = "  1 This software and database is being provided to you, the LICENSEE, by  \n"
FILES = {
    "data.noun": """\
00000001 03 n 02 person 0 individual 0 001 ~ 00000002 n 0000 | a human being; "there was too much for one person"
00000002 18 n 02 teacher 0 instructor 0 003 @ 00000001 n 0000 + 00000021 v 0101 ~ 00000004 n 0000 | one who teaches
00000003 18 n 01 Plato 0 002 @i 00000002 n 0000 @i 00000001 n 0000 | Athenian philosopher
00000004 18 n 02 head_teacher 0 principal 0 001 @ 00000002 n 0000 | who runs a school
00000005 04 n 02 march 0 marching 0 000 | the act of marching
00000006 28 n 02 March 0 Mar 0 000 | the month after February
00000007 27 n 02 americium 0 Am 0 000 | a radioactive element
00000008 18 n 01 xylotomist 0 000 | who prepares wood for the microscope
""",
    "data.verb": """\
00000021 32 v 02 teach 0 learn 2 001 + 00000002 n 0101 02 + 01 00 + 08 00 | impart skills or knowledge to
00000022 38 v 01 rise 0 002 ! 00000023 v 0101 @ 00000021 v 0000 01 + 01 00 | move upward
00000023 38 v 02 fall 0 descend 1 001 ! 00000022 v 0101 01 + 01 00 | move downward
00000024 29 v 01 rise 2 000 01 + 02 00 | get out of bed
""",
    "data.adj": """\
00000031 00 a 02 large 0 big 0 003 ! 00000033 a 0101 ! 00000033 a 0202 & 00000032 a 0000 | above average in size
00000032 00 s 02 huge 0 immense 0 001 & 00000031 a 0000 | unusually great in size
00000033 00 a 02 small 0 little(a) 0 002 ! 00000031 a 0101 ! 00000031 a 0202 | limited in size
""",
    "data.adv": """\
00000041 02 r 01 hugely 0 001 \\ 00000032 a 0101 | extremely
""",
    # Not in the order of senses, as in the true index, which is sorted by key.
    "index.sense": """\
am%1:27:00:: 00000007 1 0
americium%1:27:00:: 00000007 1 0
big%3:00:01:: 00000031 1 107
fall%2:38:00:: 00000023 1 32
head_teacher%1:18:00:: 00000004 1 0
huge%5:00:01:large:00 00000032 1 24
hugely%4:02:00:: 00000041 1 1
large%3:00:00:: 00000031 1 126
learn%2:32:00:: 00000021 2 0
little%3:00:03:: 00000033 1 93
march%1:04:00:: 00000005 2 14
march%1:28:00:: 00000006 1 16
marching%1:04:00:: 00000005 1 1
plato%1:18:00:: 00000003 1 2
principal%1:18:00:: 00000004 1 1
rise%2:29:00:: 00000024 2 4
rise%2:38:00:: 00000022 1 14
small%3:00:00:: 00000033 1 143
teacher%1:18:00:: 00000002 1 41
xylotomist%1:18:00:: 00000008 1 0
""",
}
EXPECTED = (
    "# WordNet 3.0, relations and short glosses, Copyright 2006 by Princeton University; see WORDNET-LICENSE.txt",
    "a big\t00000031:107:little",
    "a huge\t00000032:24",
    "a large\t00000031:126:small",
    "a little\t00000033:93:big",
    "a small\t00000033:143:large",
    "a00000031\tadj.all\tlarge big\ta00000032\t1\t",
    "a00000032\tadj.all\thuge immense\ta00000031\t2\t",
    "a00000033\tadj.all\tsmall little\t\t0\t",
    "n March\t00000006:16",
    "n americium\t00000007:0",
    "n march\t00000005:14",
    "n marching\t00000005:1",
    "n principal\t00000004:1",
    "n teacher\t00000002:41",
    "n00000001\tnoun.person\tperson individual\t\t1\t",
    "n00000002\tnoun.person\tteacher instructor\tn00000001\t1\t",
    "n00000004\tnoun.person\thead_teacher principal\tn00000002\t0\t",
    "n00000005\tnoun.act\tmarch marching\t\t0\tthe act of marching",
    "n00000006\tnoun.time\tMarch Mar\t\t0\t",
    "n00000007\tnoun.substance\tamericium Am\t\t0\t",
    "r hugely\t00000041:1",
    "r00000041\tadv.all\thugely\ta00000032\t0\t",
    "v fall\t00000023:32:rise",
    "v learn\t00000021:0",
    "v rise\t00000022:14:fall 00000024:4",
    "v00000021\tverb.communication\tteach learn\t\t1\t",
    "v00000022\tverb.motion\trise\tv00000021\t0\t",
    "v00000023\tverb.motion\tfall descend\t\t0\t",
    "v00000024\tverb.body\trise\t\t0\t",
)


@pytest.fixture
def wordnet(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_text(LICENCE + content if name != "index.sense" else content, encoding="ascii")
    return tmp_path


def test_every_line_of_a_small_wordnet(wordnet):
    assert tuple(build_relations.relations(wordnet).splitlines()) == EXPECTED


def test_the_same_input_makes_the_same_bytes(wordnet):
    files = [wordnet / "one.gz", wordnet / "other.gz"]
    for day, file in enumerate(files, start=1):
        with time_machine.travel(f"2026-01-{day:02d}", tick=False):
            build_relations.main([str(file), "--wordnet", str(wordnet)])
    assert files[0].read_bytes() == files[1].read_bytes()
    assert gzip.decompress(files[0].read_bytes()).decode("ascii").splitlines() == list(EXPECTED)


@pytest.mark.parametrize(
    ("gloss", "short"),
    [
        ('a formal request; "they filed a request"', "a formal request"),
        ("(law) a fee (or a fine) that is paid", "a fee that is paid"),
        ("without delay", "without delay"),
        ("extremely", ""),
        ("the 26 letters from A to Z", ""),
        ("a word or two: with a colon in it", ""),
        ("one of the many things that nobody could ever say in so few words", ""),
        ("", ""),
    ],
)
def test_a_gloss_is_kept_where_it_is_short_and_plain(gloss: str, short: str) -> None:
    assert build_relations.short_gloss(gloss) == short
