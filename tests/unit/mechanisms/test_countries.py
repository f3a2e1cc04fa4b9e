"""Countries found by their exact name in six languages."""

import pytest

from casedesk.mechanisms.countries import LANGUAGES, countries, country, country_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Honduras", "HND"),
        ("the Republic of Honduras", "HND"),
        ("Egypte", "EGY"),
        ("ÉGYPTE", "EGY"),
        ("  egypt ", "EGY"),
        ("مصر", "EGY"),
        ("Мальдивские Острова", "MDV"),
        ("马尔代夫", "MDV"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("turkiye", "TUR"),
        ("Турция", "TUR"),
        ("Côte d’Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("科特迪瓦", "CIV"),
        ("République bolivarienne du Venezuela", "VEN"),
        ("Venezuela", "VEN"),
        ("Russia", "RUS"),
        ("la Fédération de Russie", "RUS"),
        ("States of America", None),
        ("HND", "HND"),
        # Codes and abbreviations of everyday words are no countries.
        ("hnd", None),
        ("NA", None),
        ("no", None),
        ("", None),
    ],
)
def test_a_country_is_found_by_its_exact_name(name: str, code: str | None) -> None:
    assert country(name) == code


def test_every_name_leads_back_to_its_country() -> None:
    for code, each in countries().items():
        assert set(each.names) == set(LANGUAGES)
        assert all(each.names.values())
        for name in (*each.names.values(), *each.formal.values(), *each.also):
            assert country(name) == code, name


def test_codes_are_of_the_right_shape_and_unique() -> None:
    assert len({each.alpha2 for each in countries().values()}) == len(countries()) == 249
    assert all(len(each.numeric) == 3 and each.numeric.isdigit() for each in countries().values())


def test_a_country_has_its_name_in_each_language() -> None:
    assert country_name("CIV") == "Côte d’Ivoire"
    assert country_name("TUR", "ru") == "Турция"
    assert country_name("HND", "xx") == "Honduras"
    assert country_name("XXX") is None
