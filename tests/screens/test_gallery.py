"""The gallery in docs/ shows what the code draws today."""

from tests.screens.gallery import GALLERY, gallery


def test_the_gallery_is_up_to_date() -> None:
    assert GALLERY.read_text() == gallery(), "run `make words`"
