"""What numbers mean in numbering plans."""

import phonenumbers
import pytest

from adapter.directory.numbering_plan import country_problem, emergency_regions, kind_of, trunk_prefix


@pytest.mark.parametrize(
    ("number", "countries", "regions"),
    [
        ("112", ["DE"], ("DE",)),
        ("110", ["DE"], ("DE",)),
        ("+110", ["DE"], ("DE",)),
        ("+49110", None, ("DE",)),
        ("0049110", None, ("DE",)),
        ("+1911", ["DE"], ("US",)),
        ("911", ["DE"], ("any country",)),
        ("000", ["AU"], ("AU",)),
        ("110", ["FR"], ()),
        ("17", ["FR"], ("FR",)),
        ("17", ["DE"], ()),
        ("4711", None, ()),
        ("desk", None, ()),
        ("+4921155660001", None, ()),
        ("+201606", None, ()),
        ("+4911211", None, ()),
    ],
)
def test_emergency_numbers_are_known_by_country(
    number: str, countries: list[str] | None, regions: tuple[str, ...]
) -> None:
    assert emergency_regions(number, countries)[: len(regions) or None] == regions


def test_without_countries_the_emergency_numbers_of_all_count() -> None:
    assert len(emergency_regions("110")) == 3


@pytest.mark.parametrize(
    ("number", "countries", "allowed"),
    [
        ("+4921155660001", ["DE"], True),
        ("+4921155660001", ["AT", "CH"], False),
        ("004921155660001", ["DE"], True),
        ("+14155550101", ["US"], True),
        ("+14165550101", ["US"], False),
        ("+18765550101", ["US", "CA"], False),
        ("+1234567890", ["US"], True),
        ("+442071234567", ["DE"], False),
        ("+39061234567", ["IT"], True),
        ("+870123456789", ["DE"], False),
        ("+9991234567", ["DE"], False),
        ("+49", ["DE"], True),
        ("4711", ["DE"], True),
        ("trunk5", ["DE"], True),
        ("499001123456", ["AT"], False),
        ("14155550101", ["DE"], False),
        ("14155550101", ["US"], True),
        ("4155550101", ["US"], True),
        ("99912345678", ["DE"], True),
    ],
)
def test_only_listed_countries_may_be_called(number: str, countries: list[str], allowed: bool) -> None:
    problem = country_problem(number, countries)

    assert (problem is None) == allowed
    assert number not in (problem or "")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("+4921155660001", None),
        ("+14155550101", None),
        ("+499001123456", "premium"),
        ("+491801123456", "shared_cost"),
        ("+870123456789", "satellite"),
        ("+8816123456789", "satellite"),
        ("+1234567890", "unassigned"),
        ("+4912", "unassigned"),
        ("+2", "unassigned"),
        ("4711", None),
        ("desk", None),
        ("499001123456", "premium"),
        ("870123456789", "satellite"),
        ("4921155660001", None),
        ("99912345678", None),
    ],
)
def test_unusual_numbers_are_known_by_kind(number: str, kind: str | None) -> None:
    assert kind_of(number) == kind


@pytest.mark.parametrize(
    ("number", "prefix"),
    [
        ("+490302345678", "0"),
        ("+4401134960123", "0"),
        ("+4901512345678", "0"),
        ("+43015123456", "0"),
        ("+33 0142685300".replace(" ", ""), "0"),
        ("+4930234567", None),
        ("+441134960123", None),
        ("+390612345678", None),  # Italy keeps its zero
        ("+2250701234567", None),  # and so does Ivory Coast
        ("+14155550101", None),
        ("+78005553535", None),  # begins with Russia's trunk digit, which belongs to it here
        ("00490302345678", None),
        ("0302345678", None),
        ("desk", None),
        ("+4", None),
    ],
)
def test_a_trunk_prefix_behind_a_country_code_is_found(number: str, prefix: str | None) -> None:
    assert trunk_prefix(number) == prefix


def test_no_countrys_own_example_is_taken_for_one_with_a_trunk_prefix() -> None:
    for region in phonenumbers.SUPPORTED_REGIONS:
        for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
            example = phonenumbers.example_number_for_type(region, kind)
            if example is not None:
                written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
                assert trunk_prefix(written) is None, region
