"""What a number means in the numbering plans of the world: its country, emergency, premium rate, satellite.

phonenumbers takes longer to import than all else here, so each function does that itself, where a look at the digits
does not already answer it.
"""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from adapter.directory.numbers import country_code

Kind: TypeAlias = Literal["premium", "shared_cost", "satellite", "unassigned"]

_DIGITS = re.compile(r"\+?[0-9]+")
_BARE = re.compile(r"[1-9][0-9]{7,14}")
_MIN_BARE = 11

# The longest emergency numbers have six digits (phonenumbers' metadata); a country code may stand before them.
_LONGEST_EMERGENCY = 6 + 3
_LONGEST_MISTAKEN = 4
_EVERYWHERE = ("112", "911")  # mobile networks take them in every country (3GPP TS 22.101, 10.1.1)

# ITU-T E.164: global mobile satellite system, international networks, Inmarsat.
_SATELLITE_CODES = ("870", "881", "882", "883")


def emergency_regions(number: str, countries: Sequence[str] | None = None) -> tuple[str, ...]:
    """Where a number calls the emergency services: `countries` if given, else anywhere, as ISO 3166 codes.

    `110`, `+49110` and `+110` all count for DE; 112 and 911 count whatever the countries. At most three are named; none
    for any other number.
    """
    digits = number.removeprefix("+")
    if not _DIGITS.fullmatch(number) or len(digits) > _LONGEST_EMERGENCY:
        return ()
    from phonenumbers import region_codes_for_country_code
    from phonenumbers.shortnumberinfo import SUPPORTED_SHORT_REGIONS, is_emergency_number

    code = country_code(number)
    # Behind a plus, 201606 is a number of Egypt and not one of Eritrea's for emergencies; but +112 is meant as 112.
    forms = set() if code and len(digits) > _LONGEST_MISTAKEN else {digits, digits.lstrip("0")} - {""}
    asked = tuple(countries or sorted(SUPPORTED_SHORT_REGIONS))
    regions = [region for region in asked if any(is_emergency_number(form, region) for form in forms)]
    if code:
        national = digits.removeprefix("00").removeprefix(code)
        local = region_codes_for_country_code(int(code))
        regions += [region for region in local if is_emergency_number(national, region)]
        forms.add(national)
    if not regions and not forms.isdisjoint(_EVERYWHERE):
        return ("any country",)
    return tuple(dict.fromkeys(regions))[:3]


def country_problem(number: str, countries: Sequence[str]) -> str | None:
    """Why a number is outside the countries that may be called; None if it is inside.

    A number without country code is dialled as it is, in a network of one's own, so that no list of countries applies.
    One that no numbering plan knows counts as the main country of its code. Digits without a plus that are a whole
    number with country code count as one: some platforms write it so.
    """
    number = with_plus(number) or number
    if not country_code(number):
        return None
    region = _region(number)
    if region in countries:
        return None
    return f"is in {region or 'no country'}, but countries allows {', '.join(countries)} only"


def kind_of(number: str) -> Kind | None:
    """What makes a number with country code unusual to call; None for ordinary ones and those without country code."""
    if not country_code(number):
        kind = kind_of(f"+{number}") if _BARE.fullmatch(number) else None
        return None if kind == "unassigned" else kind
    if country_code(number) in _SATELLITE_CODES:
        return "satellite"
    return _facts(number)[1]


def with_plus(number: str) -> str | None:
    """The number with its plus where it was written without: digits that are a valid number with country code.

    Fewer than eleven digits are as well a national number (`4155550101`: San Francisco, or Switzerland).
    """
    if len(number) < _MIN_BARE or not _BARE.fullmatch(number) or _facts(number)[1] == "unassigned":
        return None
    return f"+{number}"


def trunk_prefix(number: str) -> str | None:
    """The digits behind the country code that are dialled within the country only, as 0 in `+49 030 …`, if any.

    Where a plan keeps the zero (`+39 06 …`), it is none.
    """
    code = country_code(number)
    if not code or not number.startswith("+"):
        return None
    from phonenumbers import (
        NumberParseException,
        PhoneMetadata,
        PhoneNumberFormat,
        format_number,
        parse,
        region_code_for_country_code,
    )

    region = PhoneMetadata.metadata_for_region(region_code_for_country_code(int(code)))
    prefix = region.national_prefix if region is not None else None
    if not prefix or not number.startswith(f"+{code}{prefix}"):
        return None
    try:
        read = format_number(parse(number), PhoneNumberFormat.E164)
    except NumberParseException:
        return None
    return prefix if read == f"+{code}{number.removeprefix(f'+{code}{prefix}')}" else None


def _region(number: str) -> str | None:
    from phonenumbers import region_code_for_country_code

    region = _facts(number)[0] or region_code_for_country_code(int(country_code(number)))
    return region if region.isalpha() and region != "ZZ" else None


def _facts(number: str) -> tuple[str | None, Kind | None]:
    """Country and kind of a number with country code, by its numbering plan."""
    from phonenumbers import (
        NumberParseException,
        PhoneNumberType,
        is_valid_number,
        number_type,
        parse,
        region_code_for_number,
    )

    try:
        parsed = parse(f"+{number.removeprefix('+').removeprefix('00')}")
    except NumberParseException:
        return None, "unassigned"
    unusual: dict[int, Kind] = {PhoneNumberType.PREMIUM_RATE: "premium", PhoneNumberType.SHARED_COST: "shared_cost"}
    kind = unusual.get(number_type(parsed))
    return region_code_for_number(parsed), kind or (None if is_valid_number(parsed) else "unassigned")
