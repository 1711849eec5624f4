"""Chooses which pieces of the tokenizer stay: those that our four languages use.

`python -m encoder.vocabulary TEXT…` rewrites `vocabulary.txt`, one piece a line, from word-frequency
lists (Spanish, English, French), the project's content and the given text files (Haitian Creole has
no such list). The build only reads `vocabulary.txt`.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer

ROOT = Path(__file__).parent.parent
CHOSEN = Path(__file__).parent / "vocabulary.txt"
WORDS_PER_LANGUAGE = 60_000
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")


def cut(pieces: list[tuple[str, float]]) -> list[int]:
    """Return the positions of the pieces that stay, in their old order."""
    chosen = set(CHOSEN.read_text(encoding="utf-8").split("\n"))
    return [number for number, (piece, _) in enumerate(pieces) if piece in chosen]


def choose(tokenizer: Tokenizer, texts: Iterable[str]) -> list[str]:
    """Return the pieces used by the texts, plus special and single-character Latin ones."""
    used = {token for text in texts for token in tokenizer.encode(text).tokens}
    single = {piece for piece in tokenizer.get_vocab() if _is_basic(piece.removeprefix("▁"))}
    return sorted((used | single | set(SPECIAL)) & set(tokenizer.get_vocab()))


def _is_basic(piece: str) -> bool:
    if len(piece) > 1:
        return False
    return not piece.isalpha() or "LATIN" in unicodedata.name(piece, "")


def _texts(files: list[Path]) -> Iterator[str]:
    from wordfreq import top_n_list

    for language in ("es", "en", "fr"):
        for word in top_n_list(language, WORDS_PER_LANGUAGE):
            plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
            yield from (word, word.capitalize(), plain, word.upper())
    for file in [*files, *sorted((ROOT / "content").rglob("*.yml"))]:
        for line in file.read_text(encoding="utf-8").splitlines():
            plain = "".join(c for c in unicodedata.normalize("NFD", line) if not unicodedata.combining(c))
            yield from (line, line.lower(), plain.lower())


if __name__ == "__main__":
    from encoder import source

    tokenizer = source.load().tokenizer.backend_tokenizer
    kept = choose(tokenizer, _texts([Path(name) for name in sys.argv[1:]]))
    CHOSEN.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} of {tokenizer.get_vocab_size()} pieces stay.")
