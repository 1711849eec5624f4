"""Writes models/languages/words.tsv: how usual a word is in each of our languages.

`python -m encoder.words TEXT…` takes Spanish, English and French from wordfreq and counts Haitian
Creole, which wordfreq lacks, in the given texts (a .tsv file's column `ht`, or every line).
"""

import csv
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

from orienta.languages import WORDS, plain

LISTED = ("es", "en", "fr")
MOST = 6000
LEAST_COUNT = 2
LETTERS = str.maketrans({c: " " for c in "0123456789.,;:!?¿¡()[]\"«»“”…–—/*#@+=%&<>|_'’"})


def creole_words(files: list[Path]) -> Iterator[str]:
    """Yield every word of the texts."""
    for file in files:
        with file.open(encoding="utf-8") as handle:
            rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            lines = (row["ht"] for row in rows) if file.suffix == ".tsv" else handle
            for line in lines:
                yield from line.lower().translate(LETTERS).split()


def main(files: list[Path]) -> None:
    """Count, and write one line a word: the word, then ten times its Zipf frequency by language."""
    counted = Counter(creole_words(files))
    total = sum(counted.values())
    shares: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for column, language in enumerate(LISTED):
        for word in top_n_list(language, MOST):
            for form in {word, plain(word)}:
                shares[form][column] += 10 ** (zipf_frequency(word, language) - 9)
    for word, count in counted.most_common(MOST):
        if count >= LEAST_COUNT:
            for form in {word, plain(word)}:
                shares[form][3] += count / total
    with WORDS.open("w", encoding="utf-8") as out:
        for word, share in sorted(shares.items()):
            for column, language in enumerate(LISTED):
                if not share[column] and (zipf := zipf_frequency(word, language)):
                    share[column] = 10 ** (zipf - 9)
            tens = [round(10 * math.log10(s * 1e9)) if s else 0 for s in share]
            out.write("\t".join([word, *map(str, tens)]) + "\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
